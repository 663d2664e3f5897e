//! Visible digital seals: signed barcodes on visas, permits and papers without a chip (Doc 9303-13; BSI TR-03137 part 1).
//!
//! [`Seal::read`] reads the octets of the barcode; [`Seal::verify`] judges them by seal signers and the trust store, and holds
//! the signed zone against the printed one. Octets are borrowed, lengths are bounded by what was read.

mod c40;
mod profile;
mod verify;

use serde::Serialize;
use travel_document::Zone;

use crate::{
    error::ChipError,
    verdict::{Outcome, Verdict},
};
use profile::{Coding, Feature, Profile};

/// Most octets that a barcode of a seal can hold (ISO/IEC 16022, 144 × 144).
pub const LONGEST: usize = 1_556;
const SIGNATURE: u8 = 0xff;

/// A seal as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal<'a> {
    /// Version octet: 2 for the third edition of the format, 3 for the fourth.
    pub version: u8,
    /// Issuing state or organisation, three letters.
    pub issuer: String,
    /// Signer: two letters of its state and two of its own.
    pub signer: String,
    /// Serial number of the signer's certificate, hexadecimal.
    pub certificate: String,
    /// Date of issue of the document, YYYYMMDD; none when it is no date.
    pub issued: Option<i64>,
    /// Date of the signature, YYYYMMDD; none when it is no date.
    pub signed_on: Option<i64>,
    /// Feature definition and document category.
    pub reference: (u8, u8),
    /// Tags and octets of the features.
    pub messages: Vec<(u8, &'a [u8])>,
    /// r and s one after the other, if it is signed.
    pub signature: Option<&'a [u8]>,
    /// What the standard does not foresee, but issuers do.
    pub deviation: Option<&'static str>,
    signed: &'a [u8],
}

/// One feature, read and judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its tag.
    pub tag: u8,
    /// What it is.
    pub name: &'static str,
    /// What it says; octets are hexadecimal.
    pub value: String,
    /// How it came out.
    pub outcome: Outcome,
    /// Evidence in words; empty when there is nothing to say.
    pub detail: String,
}

/// The verdict about a seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealVerdict {
    /// The verdict and its steps, in the words of [`Verdict`].
    #[serde(flatten)]
    pub verdict: Verdict,
    /// Kind of document, if it is known.
    pub document: Option<&'static str>,
    /// Issuing state.
    pub issuer: String,
    /// Signer and serial number of its certificate.
    pub signer: String,
    /// Date of issue, YYYYMMDD.
    pub issued: Option<i64>,
    /// The features.
    pub fields: Vec<Field>,
}

/// Takes octets from the front.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ChipError> {
        let (taken, rest) = self
            .0
            .split_at_checked(count)
            .ok_or(ChipError::Seal("it ends in the middle"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn octet(&mut self) -> Result<u8, ChipError> {
        Ok(self.take(1)?[0])
    }

    /// MMDDYYYY as a number in three octets, turned to YYYYMMDD.
    fn date(&mut self) -> Result<Option<i64>, ChipError> {
        let number = self
            .take(3)?
            .iter()
            .fold(0, |number, octet| number << 8 | i64::from(*octet));
        let (month, day, year) = (number / 1_000_000, number / 10_000 % 100, number % 10_000);
        let real = i8::try_from(month)
            .ok()
            .zip(i8::try_from(day).ok())
            .zip(i16::try_from(year).ok());
        let real = real.is_some_and(|((month, day), year)| {
            year > 0 && jiff::civil::Date::new(year, month, day).is_ok()
        });
        Ok(real.then_some(year * 10_000 + month * 100 + day))
    }
}

impl<'a> Seal<'a> {
    /// Reads the octets of a barcode.
    ///
    /// # Errors
    /// Octets that are no seal of version 2 or 3, end in the middle, or hold a header that is not C40.
    pub fn read(octets: &'a [u8]) -> Result<Self, ChipError> {
        if octets.len() > LONGEST {
            return Err(ChipError::Seal("it is longer than a barcode can be"));
        }
        let mut cursor = Cursor(octets);
        if cursor.octet()? != 0xdc {
            return Err(ChipError::Seal("it does not begin with the mark DC"));
        }
        let version = cursor.octet()?;
        let issuer = c40::text(cursor.take(2)?)?.trim_end().to_owned();
        let (signer, certificate, deviation) = match version {
            2 => fixed_reference(&mut cursor)?,
            3 => reference(&mut cursor)?,
            _ => return Err(ChipError::Seal("its version is neither 2 nor 3")),
        };
        let (issued, signed_on) = (cursor.date()?, cursor.date()?);
        let reference = (cursor.octet()?, cursor.octet()?);
        let (mut messages, mut signature) = (Vec::new(), None);
        let mut signed = octets;
        while !cursor.0.is_empty() {
            let before = octets.len() - cursor.0.len();
            let tag = cursor.octet()?;
            let mut length = cursor.octet()?;
            if length == 0x81 {
                // the long form of DER; the earlier editions have one octet for every length
                length = cursor.octet()?;
            }
            let value = cursor.take(usize::from(length))?;
            if tag == SIGNATURE {
                if !cursor.0.is_empty() {
                    return Err(ChipError::Seal("something follows its signature"));
                }
                signed = &octets[..before];
                signature = Some(value);
            } else {
                messages.push((tag, value));
            }
        }
        Ok(Self {
            version,
            issuer,
            signer,
            certificate,
            issued,
            signed_on,
            reference,
            messages,
            signature,
            deviation,
            signed,
        })
    }

    fn profile(&self) -> Option<&'static Profile> {
        profile::of(self.reference)
    }

    /// Kind of document, if it is known.
    pub fn document(&self) -> Option<&'static str> {
        self.profile().map(|profile| profile.name)
    }

    /// The features, each read and judged by the document's definition; what the definition demands and the seal lacks
    /// is a failed field.
    pub fn fields(&self) -> Vec<Field> {
        let features = self.profile().map_or(&[][..], |profile| profile.features);
        let mut fields: Vec<Field> = Vec::with_capacity(self.messages.len());
        for (at, (tag, octets)) in self.messages.iter().enumerate() {
            let feature = features.iter().find(|feature| feature.tag == *tag);
            let mut field = match feature {
                Some(feature) => read_feature(feature, octets),
                None => raw(*tag, octets),
            };
            if self.messages[..at]
                .iter()
                .any(|(earlier, _)| earlier == tag)
            {
                field.outcome = Outcome::Fail;
                "stands twice".clone_into(&mut field.detail);
            }
            fields.push(field);
        }
        let absent = |feature: &&Feature| {
            feature.required && !self.messages.iter().any(|(tag, _)| *tag == feature.tag)
        };
        fields.extend(
            features
                .iter()
                .filter(absent)
                .map(|feature| missing(feature.tag, feature.name)),
        );
        // a visa has one zone of the two sizes
        let zones = |tag: &u8| {
            features
                .iter()
                .any(|it| it.tag == *tag && matches!(it.coding, Coding::Zone(_)))
        };
        let held = self.messages.iter().filter(|(tag, _)| zones(tag)).count();
        let choice = features
            .iter()
            .filter(|it| matches!(it.coding, Coding::Zone(_)))
            .count()
            > 1;
        if choice && held == 0 {
            fields.push(missing(1, "zone"));
        }
        fields
    }

    /// The signed zone, in lines parted by line ends, filled to the lines' width; none when there is none.
    pub fn zone(&self) -> Option<String> {
        let features = self.profile()?.features;
        self.messages.iter().find_map(|(tag, octets)| {
            let feature = features.iter().find(|feature| feature.tag == *tag)?;
            let Coding::Zone(letters) = feature.coding else {
                return None;
            };
            lines(octets, letters).ok()
        })
    }
}

/// Signer and certificate as the third edition has them: nine letters.
fn fixed_reference(
    cursor: &mut Cursor<'_>,
) -> Result<(String, String, Option<&'static str>), ChipError> {
    let text = c40::text(cursor.take(c40::width(9))?)?;
    let (signer, certificate) = text
        .split_at_checked(4)
        .ok_or(ChipError::Seal("its signer is not named in full"))?;
    Ok((signer.to_owned(), certificate.trim().to_owned(), None))
}

/// Signer and certificate as the fourth edition has them: a length between the two.
fn reference<'a>(
    cursor: &mut Cursor<'a>,
) -> Result<(String, String, Option<&'static str>), ChipError> {
    const STRANGE: ChipError = ChipError::Seal("its signer is not named in full");
    let whole = cursor.0;
    let text = c40::text(cursor.take(c40::width(6))?)?;
    let (signer, length) = text.split_at_checked(4).ok_or(STRANGE)?;
    let letters = usize::from_str_radix(length, 16).map_err(|_| STRANGE)?;
    if letters == 0 {
        // German arrival attestations of 2016 write the earlier form under the later version
        *cursor = Cursor(whole);
        let (signer, certificate, _) = fixed_reference(cursor)?;
        let why = "its certificate is named as in the earlier version of the format, as some issuers have it";
        return Ok((signer, certificate, Some(why)));
    }
    let named = |letters: usize, rest: &mut Cursor<'a>| -> Result<String, ChipError> {
        let text = c40::text(rest.take(c40::width(letters))?)?;
        let number = text.get(..letters).ok_or(STRANGE)?;
        let is_number = number.bytes().all(|letter| letter.is_ascii_hexdigit());
        is_number.then(|| number.to_owned()).ok_or(STRANGE)
    };
    let mut rest = Cursor(cursor.0);
    if let Ok(certificate) = named(letters, &mut rest) {
        *cursor = rest;
        return Ok((signer.to_owned(), certificate, None));
    }
    // German administrative documents count forty letters as 40, not as 28
    let certificate = named(length.parse().map_err(|_| STRANGE)?, cursor)?;
    let why = "the length of its certificate's name is decimal, as some issuers have it";
    Ok((signer.to_owned(), certificate, Some(why)))
}

fn missing(tag: u8, name: &'static str) -> Field {
    Field {
        tag,
        name,
        value: String::new(),
        outcome: Outcome::Fail,
        detail: "is missing".to_owned(),
    }
}

fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

fn raw(tag: u8, octets: &[u8]) -> Field {
    Field {
        tag,
        name: "unknown feature",
        value: hexadecimal(octets),
        outcome: Outcome::Partial,
        detail: "is shown as octets: the definition of this document does not name it".to_owned(),
    }
}

fn read_feature(feature: &Feature, octets: &[u8]) -> Field {
    let (fewest, most) = feature.octets;
    let (value, outcome, detail) = if (fewest..=most).contains(&octets.len()) {
        match decoded(feature.coding, octets) {
            Ok((value, None)) => (value, Outcome::Ok, String::new()),
            Ok((value, Some(remark))) => (value, Outcome::Deviation, remark),
            Err(error) => (hexadecimal(octets), Outcome::Fail, error.to_string()),
        }
    } else {
        let detail = format!("has {} octets, not {fewest} to {most}", octets.len());
        (hexadecimal(octets), Outcome::Fail, detail)
    };
    Field {
        tag: feature.tag,
        name: feature.name,
        value,
        outcome,
        detail,
    }
}

/// The value, and a remark where the issuer signed something odd.
fn decoded(coding: Coding, octets: &[u8]) -> Result<(String, Option<String>), ChipError> {
    Ok(match coding {
        Coding::Zone(letters) => {
            let text = lines(octets, letters)?;
            let remark = match Zone::read(&text) {
                Err(error) => Some(error.to_string()),
                Ok(zone) => {
                    let verdict = zone.verdict();
                    let wrong = verdict.checks().find(|check| !check.ok);
                    wrong.map(|check| {
                        format!(
                            "the signed zone's check digit of {} is wrong",
                            check.name.as_str()
                        )
                    })
                }
            };
            (text, remark)
        }
        Coding::Letters => (c40::text(octets)?.trim_end().to_owned(), None),
        Coding::Text => {
            let text =
                std::str::from_utf8(octets).map_err(|_| ChipError::Seal("a text is not UTF-8"))?;
            (text.to_owned(), None)
        }
        Coding::Number => (
            octets.first().copied().unwrap_or_default().to_string(),
            None,
        ),
        Coding::Duration => match octets {
            [days, months, years] => (format!("{days} days, {months} months, {years} years"), None),
            _ => return Err(ChipError::Seal("a duration has three octets")),
        },
        Coding::Octets => (hexadecimal(octets), None),
    })
}

/// Two lines of equal width; a seal leaves out fillers at the end of the second.
fn lines(octets: &[u8], letters: usize) -> Result<String, ChipError> {
    let text = c40::text(octets)?.replace(' ', "<");
    if text.len() > letters {
        return Err(ChipError::Seal("a zone is longer than its lines"));
    }
    let filled = format!("{text:<<letters$}");
    let (first, second) = filled.split_at(letters / 2);
    Ok(format!("{first}\n{second}"))
}
