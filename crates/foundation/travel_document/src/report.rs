//! A zone in words: what the command prints and the desk shows.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    dates::Reading,
    error::Unreadable,
    repair::{self, Candidates, Correction},
    verdict::{Check, Fault, Verdict, Warning},
    zone::Zone,
};

/// What check digits cannot notice, for whoever relies on `valid`.
pub const BLIND_SPOT: &str = "a check digit does not notice a character of the same value modulo 10 (0 < A K U; 1 B L V …), \
    neighbours changed over whose values differ by a multiple of 5, or any change of name and sex";

/// Everything that is known about one zone. The verdicts are about the text as read; what corrections make of it stands apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Layout, `TD1`, `TD2`, `TD3`, `MRVA`, `MRVB`, or a national one; none when the text is no zone.
    pub format: Option<&'static str>,
    /// Whether every rule holds for the text as read.
    pub valid: bool,
    /// Fields as they stand, fillers read as spaces.
    pub fields: Option<Fields>,
    /// Check digits.
    pub checks: Vec<CheckLine>,
    /// What was surely misread.
    pub corrections: Vec<Correction>,
    /// The zone with the corrections and whether that is valid; absent without corrections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Corrected>,
    /// Fields that may have been misread in more than one way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidates>,
    /// Why it is not valid, in sentences.
    pub errors: Vec<String>,
    /// What to look at; makes nothing invalid.
    pub warnings: Vec<String>,
}

/// The fields of a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fields {
    /// Document code.
    pub document_code: String,
    /// Issuing state or organisation.
    pub issuing_state: String,
    /// Primary identifier.
    pub surname: String,
    /// Secondary identifier.
    pub given_names: String,
    /// Number of the document, whole.
    pub document_number: String,
    /// Nationality.
    pub nationality: String,
    /// Date of birth as it stands.
    pub birth_date: String,
    /// Sex as it stands.
    pub sex: String,
    /// Date of expiry as it stands.
    pub expiry_date: String,
    /// Optional data.
    pub optional_data: String,
    /// Second optional data.
    pub optional_data_2: String,
    /// Date of birth with its century and the rule that gave it.
    pub birth: Option<Reading>,
    /// Date of expiry with its century and the rule that gave it.
    pub expiry: Option<Reading>,
}

/// One check digit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckLine {
    /// Which.
    pub name: &'static str,
    /// What it should be.
    pub expected: char,
    /// What stands there.
    pub found: char,
    /// Whether it holds.
    pub ok: bool,
}

/// The zone after correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Corrected {
    /// Its lines, `|` between them.
    pub mrz: String,
    /// Whether every rule holds now.
    pub valid: bool,
    /// Its fields.
    pub fields: Fields,
}

impl Report {
    /// Reads a text and says everything about it as seen on a day.
    pub fn of(text: &str, on: Date) -> Self {
        match Zone::read(text) {
            Ok(zone) => Self::of_zone(&zone, on),
            Err(unreadable) => Self::refused(&unreadable),
        }
    }

    fn refused(unreadable: &Unreadable) -> Self {
        Self {
            format: None,
            valid: false,
            fields: None,
            checks: Vec::new(),
            corrections: Vec::new(),
            corrected: None,
            candidates: Vec::new(),
            errors: vec![unreadable.to_string()],
            warnings: Vec::new(),
        }
    }

    fn of_zone(zone: &Zone<'_>, on: Date) -> Self {
        let verdict = zone.verdict();
        let repair = repair::repair(zone);
        let corrected = (!repair.corrections.is_empty())
            .then(|| {
                let read = Zone::read(&repair.text).ok()?;
                Some(Corrected {
                    valid: read.verdict().is_valid(),
                    fields: Fields::of(&read, on),
                    mrz: repair.text.clone(),
                })
            })
            .flatten();
        let fields = Fields::of(zone, on);
        let mut warnings: Vec<String> = verdict
            .warnings()
            .map(|warning| sentence(warning, &fields))
            .collect();
        warnings.extend(seen_on(&fields, on));
        Self {
            format: Some(zone.format().as_str()),
            valid: verdict.is_valid(),
            checks: verdict.checks().map(CheckLine::of).collect(),
            errors: errors(&verdict, &fields),
            corrections: repair.corrections,
            corrected,
            candidates: repair.candidates,
            warnings,
            fields: Some(fields),
        }
    }
}

impl Fields {
    fn of(zone: &Zone<'_>, on: Date) -> Self {
        let name = zone.name();
        let plain = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            document_code: zone.document_code().into_owned(),
            issuing_state: zone.issuing_state().into_owned(),
            surname: name.primary,
            given_names: name.secondary,
            document_number: zone.document_number().into_owned(),
            nationality: zone.nationality().unwrap_or_default().into_owned(),
            birth_date: plain(zone.birth_date()),
            sex: char::from(zone.sex()).to_string(),
            expiry_date: zone.expiry_date().map(plain).unwrap_or_default(),
            optional_data: zone.optional_data(),
            optional_data_2: zone.optional_data_2(),
            birth: zone.birth(on),
            expiry: zone.expiry(on),
        }
    }
}

impl CheckLine {
    fn of(check: Check) -> Self {
        Self {
            name: check.name.as_str(),
            expected: char::from(check.expected),
            found: char::from(check.found),
            ok: check.ok,
        }
    }
}

fn errors(verdict: &Verdict, fields: &Fields) -> Vec<String> {
    let digits = verdict.checks().filter(|check| !check.ok).map(|check| {
        format!(
            "check digit {}: expected {}, found {}",
            check.name.as_str(),
            char::from(check.expected),
            char::from(check.found)
        )
    });
    let faults = verdict.faults().map(|fault| match fault {
        Fault::Alphabet => "a character that is not A to Z, 0 to 9 or <".to_owned(),
        Fault::BirthDate => format!("birth date {}", fields.birth_date),
        Fault::ExpiryDate => format!("expiry date {}", fields.expiry_date),
        Fault::Sex => format!("sex {}", fields.sex),
        Fault::NameField => "name field".to_owned(),
        Fault::DocumentCode => format!("document code {:<<2}", fields.document_code),
    });
    digits.chain(faults).collect()
}

fn sentence(warning: Warning, fields: &Fields) -> String {
    match warning {
        Warning::LongNumber => "long document number".to_owned(),
        Warning::DigitInName => "digit in the name field".to_owned(),
        Warning::NoPrimary => "no primary identifier".to_owned(),
        Warning::NoSecondary => "no secondary identifier".to_owned(),
        Warning::NameFull => "name fills the field: possibly truncated".to_owned(),
        Warning::SecondSeparator => "two fillers inside the secondary identifier".to_owned(),
        Warning::IssuerNotListed => {
            format!(
                "issuing_state {} is not a listed code",
                fields.issuing_state
            )
        }
        Warning::NationalityNotListed => {
            format!("nationality {} is not a listed code", fields.nationality)
        }
        Warning::SexX => "sex X: the machine readable zone writes < for unspecified".to_owned(),
        Warning::IssuerHabit => {
            "a filler as check digit of optional data: a known issuer habit, not valid".to_owned()
        }
        Warning::National => "national layout, not one of Doc 9303".to_owned(),
    }
}

/// What the day of the check adds: an expired document, a holder so young that the century may be wrong.
fn seen_on(fields: &Fields, on: Date) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(expiry) = &fields.expiry
        && expiry.date.last_day() < on
    {
        warnings.push(format!("expired on {}", expiry.date.last_day()));
    }
    if let Some(birth) = &fields.birth
        && birth.date.year() + 5 > on.year()
    {
        warnings.push(format!(
            "born {}: a holder of more than 100 years would read the same",
            birth.date.year()
        ));
    }
    warnings
}
