//! Judging a seal: signature, signer, chain, validity at signing, revocation, features, and the printed zone.

use travel_document::Zone;

use super::{Seal, SealVerdict};
use crate::{
    certificate::Certificate,
    digest::Digest,
    key::{PublicKey, verify_plain},
    signer::Signer,
    trust::TrustStore,
    verdict::{Outcome, Step, day, judged, noon, step, step_of},
};

impl Seal<'_> {
    /// Verifies the seal: its signer must be among `signers` and made by a country signer of the store, or be in the store
    /// itself. `printed` is the zone on the paper, where it has one.
    pub fn verify(
        &self,
        trust: &TrustStore,
        signers: &[Certificate],
        printed: Option<&Zone<'_>>,
    ) -> SealVerdict {
        let fields = self.fields();
        let mut steps = vec![self.reading(), self.dates()];
        let in_store = trust.anchors().iter().map(|anchor| &anchor.certificate);
        match in_store
            .chain(signers)
            .find(|certificate| self.names(certificate))
        {
            Some(certificate) => self.by(certificate, trust, &mut steps),
            None => {
                if self.signature.is_none() {
                    steps.push(unsigned());
                }
                steps.push(step_of(
                    step::SIGNER,
                    Outcome::Unknown,
                    format!(
                        "no certificate {} of the seal signer {} is known; ask its state for it",
                        self.certificate, self.signer
                    ),
                ));
            }
        }
        let worst = [Outcome::Fail, Outcome::Deviation, Outcome::Partial]
            .into_iter()
            .find_map(|outcome| fields.iter().find(|field| field.outcome == outcome));
        steps.push(match worst {
            _ if self.document().is_none() => step_of(
                step::PROFILE,
                Outcome::Partial,
                "the kind of document is not known: its features are shown as octets",
            ),
            Some(field) => step_of(
                step::PROFILE,
                field.outcome,
                format!("{}: {}", field.name, field.detail),
            ),
            None => step_of(
                step::PROFILE,
                Outcome::Ok,
                "are those of the document's definition",
            ),
        });
        steps.extend(printed.and_then(|printed| self.against(printed)));
        SealVerdict {
            verdict: judged(steps),
            document: self.document(),
            issuer: self.issuer.clone(),
            signer: format!("{} {}", self.signer, self.certificate),
            issued: self.issued,
            fields,
        }
    }

    fn reading(&self) -> Step {
        match self.deviation {
            Some(why) => step_of(step::READING, Outcome::Deviation, why),
            None => step_of(
                step::READING,
                Outcome::Ok,
                format!("version {} of {}", self.version, self.issuer),
            ),
        }
    }

    fn dates(&self) -> Step {
        match (self.issued, self.signed_on) {
            (Some(issued), Some(signed)) => {
                let detail = format!("issued {}, signed {}", day(noon(issued)), day(noon(signed)));
                step_of(step::DATES, Outcome::Ok, detail)
            }
            _ => step_of(
                step::DATES,
                Outcome::Fail,
                "the date of issue or of signature is no date",
            ),
        }
    }

    /// Whether a certificate is the one that the header names: state and letters of its subject, and its serial number.
    fn names(&self, certificate: &Certificate) -> bool {
        let (state, letters) = (
            certificate.subject.country(),
            certificate.subject.common_name(),
        );
        let subject = format!(
            "{}{}",
            state.unwrap_or_default(),
            letters.unwrap_or_default()
        );
        let serial = super::hexadecimal(&certificate.serial);
        let bare = |text: &str| text.trim_start_matches('0').to_lowercase();
        subject == self.signer && bare(&serial) == bare(&self.certificate)
    }

    fn by(&self, certificate: &Certificate, trust: &TrustStore, steps: &mut Vec<Step>) {
        let signer = Signer::judge(trust, certificate.clone());
        steps.push(step_of(
            step::SIGNER,
            Outcome::Ok,
            format!("{}, as named", certificate.subject.shown()),
        ));
        steps.push(self.signature_by(&signer));
        let validity = self
            .signed_on
            .map(|date| signer.validity("date of signature", noon(date)));
        steps.push(signer.usage);
        let itself = trust
            .anchors()
            .iter()
            .find(|anchor| anchor.certificate.raw == certificate.raw);
        steps.push(match itself {
            Some(anchor) => step_of(
                step::CHAIN,
                Outcome::Ok,
                format!("the signer itself was accepted, from {}", anchor.source),
            ),
            None => signer.chain,
        });
        steps.extend(validity);
        steps.push(signer.revocation);
    }

    fn signature_by(&self, signer: &Signer) -> Step {
        let Some(signature) = self.signature else {
            return unsigned();
        };
        let PublicKey::Elliptic(key) = &signer.certificate.key else {
            return step_of(
                step::SIGNATURE,
                Outcome::Fail,
                "a seal is signed with an elliptic key, its signer has none",
            );
        };
        // the digest as wide as the curve (Doc 9303-13, section 2.4)
        let digest = match key.bits() {
            0..=224 => Digest::Sha224,
            225..=256 => Digest::Sha256,
            257..=384 => Digest::Sha384,
            _ => Digest::Sha512,
        };
        let holds = signature.len() == 2 * key.width()
            && verify_plain(key, &digest.of(&[self.signed]), signature);
        signer.signature(digest, holds)
    }

    /// The printed zone must say what was signed. Nothing is said where the seal holds no zone.
    fn against(&self, printed: &Zone<'_>) -> Option<Step> {
        let text = self.zone()?;
        let signed = Zone::read(&text).ok()?;
        let differences: Vec<&str> = signed.differences(printed).collect();
        Some(if differences.is_empty() {
            step_of(step::PRINTED, Outcome::Ok, "the paper says what was signed")
        } else {
            let detail = format!(
                "the paper does not say what was signed: {}",
                differences.join(", ")
            );
            step_of(step::PRINTED, Outcome::Fail, detail)
        })
    }
}

fn unsigned() -> Step {
    step_of(
        step::SIGNATURE,
        Outcome::Fail,
        "the seal is not signed: it proves nothing",
    )
}
