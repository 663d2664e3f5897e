//! A document signer or seal signer, judged by a trust store: what it may do, who made it, whether it was revoked.

use crate::{
    certificate::{Certificate, Moment},
    digest::Digest,
    trust::{Chain, Revocation, TrustStore},
    verdict::{Outcome, Step, day, step, step_of},
};

/// A signer whose certificate has been judged once: one signs some hundred thousand documents.
#[derive(Debug)]
pub(crate) struct Signer {
    pub(crate) certificate: Certificate,
    pub(crate) usage: Step,
    pub(crate) chain: Step,
    pub(crate) revocation: Step,
}

impl Signer {
    /// Judges a certificate by a trust store.
    pub(crate) fn judge(trust: &TrustStore, certificate: Certificate) -> Self {
        let usage = if certificate.may_sign() {
            step_of(step::USAGE, Outcome::Ok, "may sign")
        } else {
            step_of(
                step::USAGE,
                Outcome::Fail,
                "its certificate does not let it sign",
            )
        };
        let chain = match trust.chain(&certificate) {
            Chain::Trusted(anchor) => {
                let weak =
                    certificate.scheme.digest() == Digest::Sha1 || anchor.certificate.key.is_weak();
                let how = if anchor.linked {
                    ", trusted by a link certificate"
                } else {
                    ""
                };
                step_of(
                    step::CHAIN,
                    if weak { Outcome::Weak } else { Outcome::Ok },
                    format!(
                        "signed by {} ({}{how}), from {}",
                        anchor.certificate.subject.shown(),
                        anchor.certificate.key.describe(),
                        anchor.source
                    ),
                )
            }
            Chain::NotSigned => step_of(
                step::CHAIN,
                Outcome::Fail,
                format!(
                    "{} is trusted, but none of its trusted keys made this certificate",
                    certificate.issuer.shown()
                ),
            ),
            Chain::Unknown => step_of(
                step::CHAIN,
                Outcome::Unknown,
                format!(
                    "no country signer {} is in the trust store",
                    certificate.issuer.shown()
                ),
            ),
        };
        let revocation = match trust.revocation(&certificate) {
            Revocation::Revoked(issued) => step_of(
                step::REVOCATION,
                Outcome::Fail,
                format!("revoked by the list of {}", day(issued)),
            ),
            Revocation::Clear(issued, next) => {
                let due = next
                    .map(|next| format!(", next due {}", day(next)))
                    .unwrap_or_default();
                step_of(
                    step::REVOCATION,
                    Outcome::Ok,
                    format!("not on the list of {}{due}", day(issued)),
                )
            }
            Revocation::NoList => step_of(
                step::REVOCATION,
                Outcome::Ok,
                "no list of this country signer: not checked",
            ),
        };
        Self {
            certificate,
            usage,
            chain,
            revocation,
        }
    }

    /// Whether a signature of its key holds, by which digest.
    pub(crate) fn signature(&self, digest: Digest, holds: bool) -> Step {
        let key = &self.certificate.key;
        let by = format!("{} with {}", key.describe(), digest.as_str());
        let (outcome, word) = if !holds {
            (Outcome::Fail, "does not hold")
        } else if digest == Digest::Sha1 || key.is_weak() {
            (Outcome::Weak, "holds")
        } else {
            (Outcome::Ok, "holds")
        };
        step_of(step::SIGNATURE, outcome, format!("{word}: {by}"))
    }

    /// Valid when it signed, not now: a document outlives its signer. `what` the moment is stands in the detail.
    pub(crate) fn validity(&self, what: &str, moment: Moment) -> Step {
        let certificate = &self.certificate;
        let (outcome, word) = if certificate.is_valid_at(moment) {
            (Outcome::Ok, "in")
        } else {
            (Outcome::Fail, "outside")
        };
        let (from, to) = (day(certificate.not_before), day(certificate.not_after));
        let detail = format!(
            "{what} {} is {word} the signer's validity, {from} to {to}",
            day(moment)
        );
        step_of(step::VALIDITY, outcome, detail)
    }

    /// Whether a trusted country signer made it.
    pub(crate) fn is_trusted(&self) -> bool {
        !matches!(self.chain.outcome, Outcome::Unknown | Outcome::Fail)
    }
}
