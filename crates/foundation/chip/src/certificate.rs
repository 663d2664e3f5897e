//! Certificates of document signers and country signers (RFC 5280 as Doc 9303-12 uses it), and their revocation lists.

use std::collections::HashSet;

use crate::{
    ber::{Element, Reader, tag},
    error::ChipError,
    key::{PublicKey, Scheme},
};

/// A certificate with what the chain of trust needs of it.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// All octets.
    pub raw: Vec<u8>,
    /// Octets that are signed.
    signed: Vec<u8>,
    /// How it is signed.
    pub scheme: Scheme,
    signature: Vec<u8>,
    /// Serial number, as encoded.
    pub serial: Vec<u8>,
    /// Who issued it.
    pub issuer: Name,
    /// Whose it is.
    pub subject: Name,
    /// First moment, YYYYMMDDhhmmss UTC.
    pub not_before: Moment,
    /// Last moment.
    pub not_after: Moment,
    /// The key.
    pub key: PublicKey,
    /// Key usage bits, most significant first; none when the extension is absent.
    pub usage: Option<u8>,
    /// Whether it may issue certificates, when it says.
    pub authority: Option<bool>,
    /// Identifier of its key.
    pub key_id: Option<Vec<u8>>,
    /// Identifier of its issuer's key.
    pub issuer_key_id: Option<Vec<u8>>,
}

/// A moment as a number that sorts, YYYYMMDDhhmmss, UTC.
pub type Moment = i64;

/// A distinguished name: attributes in order, compared without regard to case, to kind of string and to spaces at the ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name(Vec<(Vec<u8>, String)>);

const COUNTRY: &[u8] = &[0x55, 0x04, 0x06];
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];

impl Name {
    /// Reads a Name.
    pub fn read(name: Element<'_>) -> Result<Self, ChipError> {
        let mut attributes = Vec::new();
        for set in name.children()? {
            for attribute in set.children()? {
                let mut reader = attribute.reader();
                let kind = reader.expect(tag::OID, "the kind of a name's attribute")?;
                let value = reader.element()?;
                let text = match value.tag {
                    0x1e => value
                        .content
                        .chunks(2)
                        .map(|pair| {
                            let code = pair
                                .iter()
                                .fold(0, |code, byte| code << 8 | u32::from(*byte));
                            char::from_u32(code).unwrap_or('?')
                        })
                        .collect(),
                    _ => String::from_utf8_lossy(value.content).into_owned(),
                };
                attributes.push((kind.content.to_vec(), text.trim().to_lowercase()));
            }
        }
        Ok(Self(attributes))
    }

    fn attribute(&self, kind: &[u8]) -> Option<&str> {
        let found = self.0.iter().find(|(found, _)| found == kind);
        found.map(|(_, text)| text.as_str())
    }

    /// Two letters of the country, upper case.
    pub fn country(&self) -> Option<String> {
        self.attribute(COUNTRY).map(str::to_uppercase)
    }

    /// The common name, upper case: seal signers have their two letters there (Doc 9303-13).
    pub fn common_name(&self) -> Option<String> {
        self.attribute(COMMON_NAME).map(str::to_uppercase)
    }

    /// What it is called in a verdict.
    pub fn shown(&self) -> String {
        let country = self.country().unwrap_or_else(|| "?".to_owned());
        match self.attribute(COMMON_NAME) {
            Some(name) => format!("{name} ({country})"),
            None => format!("a signer of {country}"),
        }
    }
}

impl Certificate {
    /// Reads a certificate: DER, or PEM, or base64 in lines.
    pub fn read(octets: &[u8]) -> Result<Self, ChipError> {
        let unwrapped = unwrapped(octets)?;
        let whole = Element::only(&unwrapped)?;
        Self::of(whole)
    }

    pub(crate) fn of(whole: Element<'_>) -> Result<Self, ChipError> {
        let mut outer = whole.reader();
        let body = outer.expect(tag::SEQUENCE, "the body of a certificate")?;
        let scheme = Scheme::read(
            outer.expect(tag::SEQUENCE, "the algorithm of a certificate")?,
            None,
        )?;
        let signature = outer
            .expect(tag::BIT_STRING, "the signature of a certificate")?
            .bits()?
            .to_vec();
        let mut reader = body.reader();
        reader.optional(0xa0)?;
        let serial = reader.expect(tag::INTEGER, "the serial number of a certificate")?;
        reader.expect(tag::SEQUENCE, "the algorithm of a certificate")?;
        let issuer = Name::read(reader.expect(tag::SEQUENCE, "the issuer of a certificate")?)?;
        let mut validity = reader
            .expect(tag::SEQUENCE, "the validity of a certificate")?
            .reader();
        let (not_before, not_after) = (moment(validity.element()?)?, moment(validity.element()?)?);
        let subject = Name::read(reader.expect(tag::SEQUENCE, "the subject of a certificate")?)?;
        let key = PublicKey::read(reader.expect(tag::SEQUENCE, "the key of a certificate")?)?;
        let mut certificate = Self {
            raw: whole.raw.to_vec(),
            signed: body.raw.to_vec(),
            scheme,
            signature,
            serial: serial.content.to_vec(),
            issuer,
            subject,
            not_before,
            not_after,
            key,
            usage: None,
            authority: None,
            key_id: None,
            issuer_key_id: None,
        };
        while !reader.is_empty() {
            let part = reader.element()?;
            if part.tag == 0xa3 {
                for extension in Element::only(part.content)?.children()? {
                    certificate.extend(extension)?;
                }
            }
        }
        Ok(certificate)
    }

    fn extend(&mut self, extension: Element<'_>) -> Result<(), ChipError> {
        let mut reader = extension.reader();
        let kind = reader.expect(tag::OID, "the kind of an extension")?.content;
        reader.optional(0x01)?;
        let value = reader.expect(tag::OCTETS, "the value of an extension")?;
        let [0x55, 0x1d, which] = kind else {
            return Ok(());
        };
        let inner = Element::only(value.content)?;
        match which {
            14 => self.key_id = Some(inner.content.to_vec()),
            15 => self.usage = inner.content.get(1).copied(),
            19 => {
                let says = inner.reader().optional(0x01)?;
                self.authority =
                    Some(says.is_some_and(|it| it.content.first().is_some_and(|byte| *byte != 0)));
            }
            35 => {
                let id = inner.reader().optional(0x80)?;
                self.issuer_key_id = id.map(|it| it.content.to_vec());
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether this certificate's key signed another certificate.
    pub fn signed(&self, other: &Self) -> bool {
        self.key
            .verify(other.scheme, &[&other.signed], &other.signature)
    }

    /// Whether it made another certificate: it is the issuer that the other names, does not say that it may issue none, and
    /// its key signed.
    pub fn issued(&self, other: &Self) -> bool {
        self.subject == other.issuer && self.authority != Some(false) && self.signed(other)
    }

    /// Whether it may sign documents; one that does not say may.
    pub fn may_sign(&self) -> bool {
        self.usage.is_none_or(|usage| usage & 0x80 != 0)
    }

    /// Whether a moment is in its validity.
    pub fn is_valid_at(&self, moment: Moment) -> bool {
        (self.not_before..=self.not_after).contains(&moment)
    }
}

/// Octets out of PEM or bare base64; DER as it is.
fn unwrapped(octets: &[u8]) -> Result<Vec<u8>, ChipError> {
    use base64::Engine as _;
    if octets.first() == Some(&0x30) {
        return Ok(octets.to_vec());
    }
    let text =
        std::str::from_utf8(octets).map_err(|_| ChipError::Encoding("neither DER nor PEM"))?;
    let body: String = text
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .flat_map(str::chars)
        .filter(|letter| !letter.is_whitespace())
        .collect();
    base64::engine::general_purpose::STANDARD
        .decode(body)
        .map_err(|_| ChipError::Encoding("neither DER nor PEM"))
}

/// UTCTime or GeneralizedTime.
pub fn moment(time: Element<'_>) -> Result<Moment, ChipError> {
    let digits: Vec<i64> = time
        .content
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .map(|byte| i64::from(byte - b'0'))
        .collect();
    let number = |digits: &[i64]| digits.iter().fold(0, |number, digit| number * 10 + digit);
    match (time.tag, digits.len()) {
        // years of two digits are 1950 to 2049 (RFC 5280)
        (0x17, 12 | 10) => {
            let century = if number(&digits[..2]) < 50 { 20 } else { 19 };
            let seconds = if digits.len() == 10 { 100 } else { 1 };
            Ok(century * 1_000_000_000_000 + number(&digits) * seconds)
        }
        (0x18, 14) => Ok(number(&digits)),
        (0x18, 12) => Ok(number(&digits) * 100),
        _ => Err(ChipError::Encoding("a time that is none")),
    }
}

/// A list of revoked certificates whose signature has been verified.
#[derive(Debug, Clone)]
pub struct RevocationList {
    /// Whose certificates.
    pub issuer: Name,
    /// When it was issued.
    pub issued: Moment,
    /// When the next is due.
    pub next: Option<Moment>,
    revoked: HashSet<Vec<u8>>,
}

impl RevocationList {
    /// Reads a list and verifies it by one of the country signers.
    pub fn read<'c>(
        octets: &[u8],
        signers: impl IntoIterator<Item = &'c Certificate>,
    ) -> Result<Self, ChipError> {
        let unwrapped = unwrapped(octets)?;
        let mut outer = Element::only(&unwrapped)?.reader();
        let body = outer.expect(tag::SEQUENCE, "the body of a revocation list")?;
        let scheme = Scheme::read(
            outer.expect(tag::SEQUENCE, "the algorithm of a revocation list")?,
            None,
        )?;
        let signature = outer
            .expect(tag::BIT_STRING, "the signature of a revocation list")?
            .bits()?;
        let mut reader = body.reader();
        reader.optional(tag::INTEGER)?;
        reader.expect(tag::SEQUENCE, "the algorithm of a revocation list")?;
        let issuer = Name::read(reader.expect(tag::SEQUENCE, "the issuer of a revocation list")?)?;
        let issued = moment(reader.element()?)?;
        let next = match reader.peek() {
            Some(0x17 | 0x18) => Some(moment(reader.element()?)?),
            _ => None,
        };
        let entries = reader.optional(tag::SEQUENCE)?;
        let revoked = serials(entries.map(|it| it.reader()))?;
        let signed = signers.into_iter().any(|signer| {
            signer.subject == issuer && signer.key.verify(scheme, &[body.raw], signature)
        });
        if !signed {
            return Err(ChipError::Refused(
                "a revocation list that no trusted country signer signed",
            ));
        }
        Ok(Self {
            issuer,
            issued,
            next,
            revoked,
        })
    }

    /// Whether a certificate is on it.
    pub fn revokes(&self, certificate: &Certificate) -> bool {
        certificate.issuer == self.issuer && self.revoked.contains(&certificate.serial)
    }
}

fn serials(entries: Option<Reader<'_>>) -> Result<HashSet<Vec<u8>>, ChipError> {
    let mut serials = HashSet::new();
    let Some(mut entries) = entries else {
        return Ok(serials);
    };
    while !entries.is_empty() {
        let mut entry = entries.element()?.reader();
        serials.insert(
            entry
                .expect(tag::INTEGER, "the serial number of a revoked certificate")?
                .content
                .to_vec(),
        );
    }
    Ok(serials)
}
