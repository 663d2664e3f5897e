//! Whom we trust: country signers that a person has accepted, link certificates that those have signed, revocation lists.
//! Trust comes from nowhere else; a certificate that a chip brings along is only a claim.

use crate::{
    certificate::{Certificate, RevocationList},
    error::ChipError,
};

/// A country signer and where trust in it comes from.
#[derive(Debug, Clone)]
pub struct Anchor {
    /// Its certificate.
    pub certificate: Certificate,
    /// File, list or person that it was accepted from.
    pub source: String,
    /// Whether it is trusted because a trusted one signed it.
    pub linked: bool,
}

/// The store.
#[derive(Debug, Clone, Default)]
pub struct TrustStore {
    anchors: Vec<Anchor>,
    waiting: Vec<(Certificate, String)>,
    lists: Vec<RevocationList>,
}

/// Who signed a document signer.
#[derive(Debug, Clone)]
pub enum Chain<'s> {
    /// A trusted country signer.
    Trusted(&'s Anchor),
    /// A country signer of that name is trusted, but none of its keys made the certificate.
    NotSigned,
    /// No country signer of that name is trusted: nothing is known, nothing is forged.
    Unknown,
}

/// What revocation lists say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revocation {
    /// On the list issued then.
    Revoked(i64),
    /// Not on the list issued then, whose successor is due then.
    Clear(i64, Option<i64>),
    /// There is no list of that country signer.
    NoList,
}

impl TrustStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// Country signers in force.
    pub fn anchors(&self) -> &[Anchor] {
        &self.anchors
    }

    /// Link certificates that no trusted country signer has signed.
    pub fn waiting(&self) -> impl Iterator<Item = &Certificate> {
        self.waiting.iter().map(|(certificate, _)| certificate)
    }

    /// Trusts a country signer: a person's decision. Twice is once.
    pub fn trust(&mut self, certificate: Certificate, source: &str) {
        if !self
            .anchors
            .iter()
            .any(|anchor| anchor.certificate.raw == certificate.raw)
        {
            self.anchors.push(Anchor {
                certificate,
                source: source.to_owned(),
                linked: false,
            });
            self.settle();
        }
    }

    /// Offers a link certificate: trusted as soon as a trusted country signer has signed it.
    pub fn offer_link(&mut self, certificate: Certificate, source: &str) {
        self.waiting.push((certificate, source.to_owned()));
        self.settle();
    }

    /// Takes a certificate of a folder for what it is: one that its own key signed is a country signer, another one a link.
    pub fn accept(&mut self, certificate: Certificate, source: &str) {
        if certificate.issuer == certificate.subject && certificate.signed(&certificate) {
            self.trust(certificate, source);
        } else {
            self.offer_link(certificate, source);
        }
    }

    fn settle(&mut self) {
        loop {
            let anchors = &self.anchors;
            let signed =
                |link: &Certificate| anchors.iter().any(|anchor| anchor.certificate.issued(link));
            let Some(place) = self.waiting.iter().position(|(link, _)| signed(link)) else {
                return;
            };
            let (certificate, source) = self.waiting.swap_remove(place);
            self.anchors.push(Anchor {
                certificate,
                source,
                linked: true,
            });
        }
    }

    /// Adds a revocation list that a trusted country signer signed.
    pub fn add_revocation_list(&mut self, octets: &[u8]) -> Result<(), ChipError> {
        let signers = self.anchors.iter().map(|anchor| &anchor.certificate);
        let list = RevocationList::read(octets, signers)?;
        self.lists.push(list);
        Ok(())
    }

    /// Who signed a document signer. Keys whose identifier fits are tried first, all of the name in the end.
    pub fn chain(&self, certificate: &Certificate) -> Chain<'_> {
        let named = |anchor: &&Anchor| anchor.certificate.subject == certificate.issuer;
        let mut candidates: Vec<&Anchor> = self.anchors.iter().filter(named).collect();
        if candidates.is_empty() {
            return Chain::Unknown;
        }
        let wanted = certificate.issuer_key_id.as_deref();
        candidates.sort_by_key(|anchor| {
            wanted.is_none() || anchor.certificate.key_id.as_deref() != wanted
        });
        let signer = candidates
            .into_iter()
            .find(|anchor| anchor.certificate.issued(certificate));
        signer.map_or(Chain::NotSigned, Chain::Trusted)
    }

    /// What the newest list of a certificate's issuer says of it.
    pub fn revocation(&self, certificate: &Certificate) -> Revocation {
        let of_issuer = self
            .lists
            .iter()
            .filter(|list| list.issuer == certificate.issuer);
        let Some(list) = of_issuer.max_by_key(|list| list.issued) else {
            return Revocation::NoList;
        };
        if list.revokes(certificate) {
            Revocation::Revoked(list.issued)
        } else {
            Revocation::Clear(list.issued, list.next)
        }
    }
}
