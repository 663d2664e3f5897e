//! Passive authentication (Doc 9303-11, section 5.1), one line of verdict for each step, so that a court could read it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use travel_document::{Zone, codes};

use crate::{
    certificate::Certificate,
    data_group::{self, LDS_SECURITY_OBJECT, SecurityObject},
    digest::Digest,
    error::ChipError,
    signed_data::{Found, SignedData},
    signer::Signer,
    trust::TrustStore,
    verdict::{Outcome, Step, Verdict, day, judged, noon, step, step_of},
};

/// Most signers that are remembered; then all are forgotten.
const REMEMBERED: usize = 4096;

/// Verifies chips against a trust store.
#[derive(Debug, Default)]
pub struct Verifier {
    trust: TrustStore,
    signers: Mutex<HashMap<Vec<u8>, Arc<Signer>>>,
}

impl Verifier {
    /// A verifier that trusts a store as it is; another store is another verifier.
    pub fn new(trust: TrustStore) -> Self {
        Self {
            trust,
            signers: Mutex::default(),
        }
    }

    /// The store.
    pub fn trust(&self) -> &TrustStore {
        &self.trust
    }

    /// Verifies a security object and the files that were read. Files are told apart by their outer tags; EF.COM may be
    /// among them.
    pub fn verify(&self, security_object: &[u8], files: &[&[u8]]) -> Verdict {
        let mut steps = Vec::with_capacity(12);
        if let Err(error) = self.steps(security_object, files, &mut steps) {
            steps.push(step_of(step::READING, Outcome::Fail, error.to_string()));
        }
        judged(steps)
    }

    fn steps(&self, file: &[u8], files: &[&[u8]], steps: &mut Vec<Step>) -> Result<(), ChipError> {
        let message = SecurityObject::open(file)?;
        let contents = SecurityObject::read(&message.content)?;
        steps.push(if message.kind == LDS_SECURITY_OBJECT {
            let version = contents.lds_version.as_deref().unwrap_or("before 1.8");
            step_of(
                step::READING,
                Outcome::Ok,
                format!("version {}, LDS {version}", contents.version),
            )
        } else {
            step_of(
                step::READING,
                Outcome::Deviation,
                "the content does not say that it is a security object, as some issuers have it",
            )
        });
        let holds = if message.digest_holds() {
            Outcome::Ok
        } else {
            Outcome::Fail
        };
        let digest = step_of(
            step::MESSAGE_DIGEST,
            holds,
            "the signed digest against the list of data groups",
        );
        match self.signer(&message)? {
            Some((signer, found)) => {
                let (outcome, how) = match found {
                    Found::Named => (Outcome::Ok, "as named"),
                    Found::BySerial => (
                        Outcome::Deviation,
                        "by serial number; its issuer is written otherwise",
                    ),
                    Found::Only => (
                        Outcome::Deviation,
                        "as the only certificate; it is named otherwise",
                    ),
                };
                let shown = signer.certificate.subject.shown();
                steps.push(step_of(
                    step::SIGNER,
                    outcome,
                    format!("{shown}, found {how}"),
                ));
                steps.push(digest);
                let holds = message.signature_holds(&signer.certificate.key);
                steps.push(signer.signature(message.scheme().digest(), holds));
                steps.push(signer.usage.clone());
                steps.push(signer.chain.clone());
                steps.push(validity(&message, &signer, files));
                steps.push(signer.revocation.clone());
                self.contents(&contents, files, steps);
                steps.extend(state(&signer.certificate, files));
            }
            None => {
                steps.push(digest);
                steps.push(step_of(
                    step::SIGNER,
                    Outcome::Unknown,
                    "the chip brings no certificate of its signer; fetch it from the PKD",
                ));
                self.contents(&contents, files, steps);
            }
        }
        Ok(())
    }

    /// The judged signer of a message, remembered by its certificate.
    fn signer(&self, message: &SignedData<'_>) -> Result<Option<(Arc<Signer>, Found)>, ChipError> {
        let mut fault = None;
        let mut judged: Vec<Arc<Signer>> = Vec::new();
        for element in &message.certificates {
            let key = Digest::Sha256.of(&[element.raw]);
            let known = self
                .signers
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get(&key)
                .cloned();
            let signer = match known {
                Some(signer) => signer,
                None => match Certificate::of(*element) {
                    Ok(certificate) => {
                        let signer = Arc::new(Signer::judge(&self.trust, certificate));
                        let mut signers =
                            self.signers.lock().unwrap_or_else(PoisonError::into_inner);
                        if signers.len() >= REMEMBERED {
                            signers.clear();
                        }
                        if signer.is_trusted() {
                            signer.certificate.key.prepare();
                            signers.insert(key, Arc::clone(&signer));
                        }
                        signer
                    }
                    Err(error) => {
                        fault = Some(error);
                        continue;
                    }
                },
            };
            judged.push(signer);
        }
        let certificates: Vec<&Certificate> =
            judged.iter().map(|signer| &signer.certificate).collect();
        let found = message
            .signer_of(&certificates)
            .and_then(|(certificate, found)| {
                let place = certificates
                    .iter()
                    .position(|it| std::ptr::eq(*it, certificate))?;
                Some((Arc::clone(&judged[place]), found))
            });
        match (found, fault) {
            (None, Some(fault)) => Err(fault),
            (found, _) => Ok(found),
        }
    }

    fn contents(&self, contents: &SecurityObject, files: &[&[u8]], steps: &mut Vec<Step>) {
        let mut read = Vec::new();
        for file in files {
            let Some(number) = data_group::number(file) else {
                if file.first() == Some(&0x60) {
                    steps.push(listed(contents, file));
                } else {
                    steps.push(step_of(
                        step::CONTENTS,
                        Outcome::Fail,
                        "a file that is no data group was handed over",
                    ));
                }
                continue;
            };
            read.push(number);
            let Some((_, wanted)) = contents
                .digests
                .iter()
                .find(|(listed, _)| *listed == number)
            else {
                let name = format!("data group {number} not in the security object");
                steps.push(step_of(
                    &name,
                    Outcome::Fail,
                    "the issuer did not sign this data group",
                ));
                continue;
            };
            let name = format!("digest of DG{number}");
            steps.push(if contents.digest.of(&[file]) != *wanted {
                step_of(
                    &name,
                    Outcome::Fail,
                    "it is not the data group that the issuer signed",
                )
            } else if contents.digest == Digest::Sha1 {
                step_of(&name, Outcome::Weak, "holds, by SHA-1")
            } else {
                step_of(
                    &name,
                    Outcome::Ok,
                    format!("holds, by {}", contents.digest.as_str()),
                )
            });
        }
        let absent: Vec<String> = contents
            .digests
            .iter()
            // fingers and irises are for those whom the issuer lets read them
            .filter(|(number, _)| !read.contains(number) && !matches!(number, 3 | 4))
            .map(|(number, _)| format!("DG{number}"))
            .collect();
        if !absent.is_empty() {
            steps.push(step_of(
                step::CONTENTS,
                Outcome::Partial,
                format!("listed, but not read: {}", absent.join(", ")),
            ));
        }
    }
}

/// EF.COM is not signed: what it leaves out or adds is a remark.
fn listed(contents: &SecurityObject, file: &[u8]) -> Step {
    let signed: Vec<u8> = contents.digests.iter().map(|(number, _)| *number).collect();
    match data_group::present(file) {
        Ok(present)
            if present.iter().all(|number| signed.contains(number))
                && present.len() == signed.len() =>
        {
            step_of(
                step::CONTENTS,
                Outcome::Ok,
                "EF.COM names what the issuer signed",
            )
        }
        Ok(_) => step_of(
            step::CONTENTS,
            Outcome::Ok,
            "warning: EF.COM, which nobody signed, names other data groups than the issuer signed",
        ),
        Err(error) => step_of(
            step::CONTENTS,
            Outcome::Ok,
            format!("warning: EF.COM: {error}"),
        ),
    }
}

/// By the time of signing, else by the date of issue.
fn validity(message: &SignedData<'_>, signer: &Signer, files: &[&[u8]]) -> Step {
    let issued = || {
        let file = files
            .iter()
            .find(|file| data_group::number(file) == Some(12))?;
        Some(noon(data_group::issued(file).ok()??))
    };
    if let Some(time) = message.time() {
        signer.validity("time of signing", time)
    } else if let Some(time) = issued() {
        signer.validity("date of issue in DG12", time)
    } else {
        step_of(
            step::VALIDITY,
            Outcome::Ok,
            format!(
                "undated: neither time of signing nor date of issue is known; the signer is valid {} to {}",
                day(signer.certificate.not_before),
                day(signer.certificate.not_after)
            ),
        )
    }
}

/// A signer signs for its own state only. Nothing is said without DG1.
fn state(signer: &Certificate, files: &[&[u8]]) -> Option<Step> {
    let file = files
        .iter()
        .find(|file| data_group::number(file) == Some(1))?;
    let text = match data_group::zone(file) {
        Ok(text) => text,
        Err(error) => return Some(step_of(step::STATE, Outcome::Fail, error.to_string())),
    };
    let Ok(zone) = Zone::read(&text) else {
        return Some(step_of(
            step::STATE,
            Outcome::Fail,
            "DG1 holds no known zone",
        ));
    };
    let issuer = zone.issuing_state();
    let country = signer
        .subject
        .country()
        .or_else(|| signer.issuer.country())
        .unwrap_or_default();
    let state = three_letters(&country);
    let same = state == codes::state_of(&issuer)
        || state == issuer
        || (state == "HKG" || state == "MAC") && issuer == "CHN";
    Some(if same {
        step_of(step::STATE, Outcome::Ok, format!("{issuer} and {country}"))
    } else {
        step_of(
            step::STATE,
            Outcome::Fail,
            format!("the zone says {issuer}, the signer is of {country}"),
        )
    })
}

/// The three letters of a signer's country; organisations and the test state have their own two.
fn three_letters(country: &str) -> String {
    match country {
        "UN" | "ZZ" => "UNO".to_owned(),
        "EU" => "EUE".to_owned(),
        "KS" | "XK" => "RKS".to_owned(),
        "UT" => "UTO".to_owned(),
        _ => vocab::country::by_alpha2(country)
            .map_or_else(|| country.to_owned(), |known| known.alpha3.to_owned()),
    }
}
