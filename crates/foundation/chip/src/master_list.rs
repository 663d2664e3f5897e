//! Lists of country signers: CSCA master lists (Doc 9303-12, section 9) and the LDIF files of the ICAO PKD.

use base64::Engine as _;

use crate::{
    ber::{Element, tag},
    certificate::Certificate,
    error::ChipError,
    signed_data::SignedData,
};

const MASTER_LIST: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x02];

/// What came out of a master list. Nothing of it is trusted by being read: persons accept it.
#[derive(Debug, Clone)]
pub struct MasterList {
    /// Country signers.
    pub certificates: Vec<Certificate>,
    /// Entries that could not be read, by their place from 1 and why.
    pub refused: Vec<(usize, ChipError)>,
    /// Who signed the list.
    pub signer: Certificate,
}

impl MasterList {
    /// Reads a list and verifies its signature, its signer and that signer's country signer, which must be the given one or,
    /// when none is given, one that came with the list (then the list vouches for itself, and a person must look at it).
    pub fn read(octets: &[u8], root: Option<&Certificate>) -> Result<Self, ChipError> {
        let message = SignedData::read(octets)?;
        if message.kind != MASTER_LIST {
            return Err(ChipError::Missing("a master list"));
        }
        if !message.digest_holds() {
            return Err(ChipError::Refused(
                "the master list is not the one that was signed",
            ));
        }
        let brought: Vec<Certificate> = message
            .certificates
            .iter()
            .filter_map(|element| Certificate::of(*element).ok())
            .collect();
        let refs: Vec<&Certificate> = brought.iter().collect();
        let (signer, _) = message
            .signer_of(&refs)
            .ok_or(ChipError::Missing("the signer of the master list"))?;
        if !message.signature_holds(&signer.key) {
            return Err(ChipError::Refused(
                "the signature of the master list does not hold",
            ));
        }
        let vouched = match root {
            Some(root) => root.issued(signer),
            None => brought.iter().any(|root| root.issued(signer)),
        };
        if !vouched {
            return Err(ChipError::Refused(
                "the signer of the master list is not certified by the given country signer",
            ));
        }
        let signer = signer.clone();
        let content = message.content.into_owned();
        let mut body = Element::only(&content)?.reader();
        body.expect(tag::INTEGER, "the version of the master list")?;
        let mut list = Self {
            certificates: Vec::new(),
            refused: Vec::new(),
            signer,
        };
        let entries = body
            .expect(tag::SET, "the certificates of the master list")?
            .children()?;
        for (place, entry) in entries.into_iter().enumerate() {
            match Certificate::of(entry) {
                Ok(certificate) => list.certificates.push(certificate),
                Err(error) => list.refused.push((place + 1, error)),
            }
        }
        Ok(list)
    }
}

/// An entry of a PKD file.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is.
    pub kind: EntryKind,
    /// Whether the PKD keeps it among what does not conform.
    pub deviates: bool,
    /// The deviation's code, as the PKD gives it.
    pub deviation: Option<String>,
    /// Its octets.
    pub octets: Vec<u8>,
}

/// What an entry of a PKD file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A document signer's certificate.
    DocumentSigner,
    /// A revocation list.
    RevocationList,
    /// A master list.
    MasterList,
}

/// Reads the LDIF of the ICAO PKD: document signers, revocation lists, master lists; lines folded with a space, values in
/// base64 after two colons (RFC 2849). Entries under `dc=nc-data` do not conform and are marked so.
pub fn ldif(text: &str) -> Result<Vec<Entry>, ChipError> {
    let mut entries = Vec::new();
    let mut unfolded: Vec<String> = Vec::new();
    for line in text.lines().map(|line| line.trim_end_matches('\r')) {
        match (line.strip_prefix(' '), unfolded.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _ if line.starts_with('#') => {}
            _ => unfolded.push(line.to_owned()),
        }
    }
    for record in unfolded.split(String::is_empty) {
        let name = record.iter().find_map(|line| line.strip_prefix("dn:"));
        let name = name.unwrap_or_default().to_lowercase();
        let deviation = record
            .iter()
            .find_map(|line| {
                line.split_once(':')
                    .filter(|(key, _)| key.eq_ignore_ascii_case("pkdConformanceCode"))
            })
            .map(|(_, code)| code.trim().to_owned());
        for line in record {
            let Some((key, value)) = line.split_once("::") else {
                continue;
            };
            let kind = match key.to_ascii_lowercase().as_str() {
                "usercertificate" | "usercertificate;binary" => EntryKind::DocumentSigner,
                "certificaterevocationlist" | "certificaterevocationlist;binary" => {
                    EntryKind::RevocationList
                }
                "pkdmasterlistcontent" | "cscamasterlistdata" | "cscamasterlist" => {
                    EntryKind::MasterList
                }
                _ => continue,
            };
            let octets = base64::engine::general_purpose::STANDARD
                .decode(value.trim())
                .map_err(|_| ChipError::Encoding("a value that is not base64"))?;
            entries.push(Entry {
                kind,
                deviates: name.contains("dc=nc-data"),
                deviation: deviation.clone(),
                octets,
            });
        }
    }
    Ok(entries)
}
