//! Files of the chip (Doc 9303-10): EF.COM, EF.SOD and the data groups that a border reads.

use crate::{
    ber::{Element, tag},
    digest::Digest,
    error::ChipError,
    key::PublicKey,
    signed_data::SignedData,
};

/// Tag of the security object.
pub const SECURITY_OBJECT: u32 = 0x77;
/// The kind of content of a security object.
pub const LDS_SECURITY_OBJECT: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x01];

/// Number of the data group that a file holds, by its outer tag.
pub fn number(file: &[u8]) -> Option<u8> {
    Some(match file.first()? {
        0x61 => 1,
        0x75 => 2,
        0x63 => 3,
        0x76 => 4,
        0x65 => 5,
        0x66 => 6,
        0x67 => 7,
        0x68 => 8,
        0x69 => 9,
        0x6a => 10,
        0x6b => 11,
        0x6c => 12,
        0x6d => 13,
        0x6e => 14,
        0x6f => 15,
        0x70 => 16,
        _ => return None,
    })
}

/// The list of digests in a security object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityObject {
    /// 0, or 1 when the version of the LDS is given.
    pub version: u32,
    /// Version of the LDS, `0107`.
    pub lds_version: Option<String>,
    /// Function of the digests.
    pub digest: Digest,
    /// Data group and its digest.
    pub digests: Vec<(u8, Vec<u8>)>,
}

impl SecurityObject {
    /// Reads the signed content of EF.SOD.
    pub fn read(content: &[u8]) -> Result<Self, ChipError> {
        let mut reader = Element::only(content)?.reader();
        let version = reader
            .expect(tag::INTEGER, "the version of the security object")?
            .small();
        let algorithm = reader.expect(tag::SEQUENCE, "the digest of the data groups")?;
        let oid = algorithm
            .reader()
            .expect(tag::OID, "the digest of the data groups")?
            .content;
        let digest =
            Digest::by_oid(oid).ok_or(ChipError::Algorithm("a digest that is not accepted"))?;
        let mut digests = Vec::new();
        for entry in reader
            .expect(tag::SEQUENCE, "the list of digests")?
            .children()?
        {
            let mut entry = entry.reader();
            let number = entry
                .expect(tag::INTEGER, "the number of a data group")?
                .small();
            let number = number
                .and_then(|number| u8::try_from(number).ok())
                .filter(|number| (1..=16).contains(number));
            let number = number.ok_or(ChipError::Encoding("a data group of no known number"))?;
            digests.push((
                number,
                entry
                    .expect(tag::OCTETS, "the digest of a data group")?
                    .octets()?
                    .into_owned(),
            ));
        }
        let info = reader.optional(tag::SEQUENCE)?;
        let lds_version = info.and_then(|info| {
            let text = info.reader().element().ok()?;
            Some(String::from_utf8_lossy(text.content).into_owned())
        });
        Ok(Self {
            version: version.ok_or(ChipError::Encoding("a version that is no number"))?,
            lds_version,
            digest,
            digests,
        })
    }

    /// The signed data inside EF.SOD.
    pub fn open(file: &[u8]) -> Result<SignedData<'_>, ChipError> {
        let outer = Element::only(file)?;
        let inner = if outer.tag == SECURITY_OBJECT {
            outer.content
        } else {
            file
        };
        SignedData::read(inner)
    }
}

/// The zone in DG1, its lines parted by `|`.
pub fn zone(file: &[u8]) -> Result<String, ChipError> {
    let outer = Element::only(file)?;
    let zone = outer
        .reader()
        .expect(0x5f1f, "the machine readable zone in DG1")?;
    let text = String::from_utf8_lossy(zone.content);
    let width = match text.len() {
        90 => 30,
        72 => 36,
        88 => 44,
        _ => return Err(ChipError::Encoding("a zone of a length that no layout has")),
    };
    let lines: Vec<&str> = (0..text.len() / width)
        .filter_map(|line| text.get(line * width..(line + 1) * width))
        .collect();
    Ok(lines.join("|"))
}

/// Data groups that EF.COM says are there.
pub fn present(file: &[u8]) -> Result<Vec<u8>, ChipError> {
    for part in Element::only(file)?.children()? {
        if part.tag == 0x5c {
            return Ok(part
                .content
                .iter()
                .filter_map(|tag| number(&[*tag]))
                .collect());
        }
    }
    Err(ChipError::Missing("the list of data groups in EF.COM"))
}

/// A field of DG11 or DG12 by its tag.
fn field<'a>(fields: &[Element<'a>], wanted: u32) -> Option<&'a [u8]> {
    let found = fields.iter().find(|field| field.tag == wanted);
    found.map(|field| field.content)
}

/// A full date: eight digits, or the same packed into four octets.
fn date(content: &[u8]) -> String {
    match content {
        packed @ [_, _, _, _] => packed.iter().map(|byte| format!("{byte:02x}")).collect(),
        digits => String::from_utf8_lossy(digits).into_owned(),
    }
}

/// Personal details of DG11: what the zone has no room for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// Full name, in national characters where the issuer writes them.
    pub full_name: Option<String>,
    /// Personal number.
    pub personal_number: Option<String>,
    /// Date of birth in full, YYYYMMDD.
    pub birth_date: Option<String>,
    /// Place of birth.
    pub birth_place: Option<String>,
    /// Address.
    pub address: Option<String>,
}

/// Reads DG11.
pub fn details(file: &[u8]) -> Result<Details, ChipError> {
    let fields = Element::only(file)?.children()?;
    let text = |wanted| {
        let text = String::from_utf8_lossy(field(&fields, wanted)?);
        Some(text.replace('<', " ").trim().to_owned())
    };
    Ok(Details {
        full_name: text(0x5f0e),
        personal_number: text(0x5f10),
        birth_date: field(&fields, 0x5f2b).map(date),
        birth_place: text(0x5f11),
        address: text(0x5f42),
    })
}

/// Date of issue in DG12 as YYYYMMDD.
pub fn issued(file: &[u8]) -> Result<Option<i64>, ChipError> {
    let fields = Element::only(file)?.children()?;
    let digits = field(&fields, 0x5f26).map(date);
    Ok(digits
        .filter(|digits| digits.len() == 8)
        .and_then(|digits| digits.parse().ok()))
}

/// The kind and octets of the face in DG2.
pub fn face(file: &[u8]) -> Result<(&'static str, usize), ChipError> {
    let template = Element::only(file)?
        .reader()
        .expect(0x7f61, "the templates of DG2")?;
    let mut parts = template.reader();
    parts.expect(tag::INTEGER, "the number of faces in DG2")?;
    let mut instance = parts.expect(0x7f60, "a face in DG2")?.reader();
    instance.expect(0xa1, "the header of a face in DG2")?;
    let image = instance.element()?;
    let kind = match image.content {
        [b'F', b'A', b'C', 0, ..] => "ISO/IEC 19794-5",
        _ if image.tag == 0x7f2e => "ISO/IEC 39794-5",
        _ => "unknown",
    };
    Ok((kind, image.content.len()))
}

/// The public key of DG15.
pub fn authentication_key(file: &[u8]) -> Result<PublicKey, ChipError> {
    PublicKey::read(Element::only(Element::only(file)?.content)?)
}

const ACTIVE_AUTHENTICATION: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x05];

/// Object identifiers of the protocols that DG14 names, and the digest of active authentication by ECDSA.
pub fn protocols(file: &[u8]) -> Result<(Vec<Vec<u8>>, Option<Digest>), ChipError> {
    let set = Element::only(Element::only(file)?.content)?;
    let mut protocols = Vec::new();
    let mut digest = None;
    for info in set.children()? {
        let mut reader = info.reader();
        let oid = reader.expect(tag::OID, "the protocol of DG14")?.content;
        if oid == ACTIVE_AUTHENTICATION {
            reader.expect(tag::INTEGER, "the version of active authentication")?;
            digest = match reader
                .expect(tag::OID, "the algorithm of active authentication")?
                .content
            {
                [0x04, 0x00, 0x7f, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01, which] => {
                    Some(match which {
                        1 => Digest::Sha1,
                        2 => Digest::Sha224,
                        3 => Digest::Sha256,
                        4 => Digest::Sha384,
                        _ => Digest::Sha512,
                    })
                }
                _ => None,
            };
        }
        protocols.push(oid.to_vec());
    }
    Ok((protocols, digest))
}
