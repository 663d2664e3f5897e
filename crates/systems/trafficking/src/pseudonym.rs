//! Tokens by which partners find that they helped the same person, without telling each other who it is.
//!
//! The partners agree on a key among themselves; the collaborative never has it. Each computes HMAC-SHA-256 over the folded name
//! and the date of birth at its own node, and sends the token. Two equal tokens are, but for people of one name born on one
//! day, one person. The limits stand in `docs/trafficking.md`: another spelling is another token, and whoever has the key
//! can try names.

use std::io::{Read, Write};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use vocab::{PartialDate, fold};

use crate::htcds::{self, Header, Kind};

/// What the tokens are computed with. It is never shown.
#[derive(Clone)]
pub struct Key(Vec<u8>);

/// Why a key is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// It can be guessed.
    #[error(
        "the key has {0} characters; take at least 32 from a random source, e.g. `openssl rand -hex 32`"
    )]
    Short(usize),
}

impl Key {
    /// The text of a key file; blanks around it do not matter.
    ///
    /// # Errors
    /// [`KeyFault`] when it is short.
    pub fn read(text: &str) -> Result<Self, KeyFault> {
        let text = text.trim();
        let length = text.chars().count();
        if length < 32 {
            return Err(KeyFault::Short(length));
        }
        Ok(Self(text.as_bytes().to_vec()))
    }
}

/// The token of a person. Names may come in any order and script; case, accents and punctuation do not matter. None without
/// a name or without a whole date of birth: half of it would fit too many people.
pub fn token(key: &Key, names: &[&str], birth: &str) -> Option<String> {
    let mut words: Vec<String> = names
        .iter()
        .flat_map(|name| {
            fold(name)
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    words.sort();
    let birth = PartialDate::parse(birth.trim()).ok()?;
    birth.day()?;
    if words.is_empty() {
        return None;
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).ok()?;
    mac.update(b"waymark match token 1\0");
    mac.update(words.join(" ").as_bytes());
    mac.update(b"\0");
    mac.update(birth.to_string().as_bytes());
    let bytes = mac.finalize().into_bytes();
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Why a file was not made pseudonymous.
#[derive(Debug, thiserror::Error)]
pub enum PseudonymError {
    /// Reading or writing failed.
    #[error("line {line}: {source}")]
    Csv {
        /// Line of the file.
        line: u64,
        /// What the reader says.
        source: csv::Error,
    },
    /// There is nothing to compute a token of.
    #[error("the file has no column {0}")]
    NoColumn(&'static str),
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pseudonymised {
    /// Rows written.
    pub rows: u64,
    /// Rows with a token.
    pub tokens: u64,
    /// Columns that were taken out.
    pub taken_out: Vec<String>,
}

fn at(line: u64) -> impl Fn(csv::Error) -> PseudonymError {
    move |source| PseudonymError::Csv { line, source }
}

/// A partner's CSV by the standard's headers without what names a person: names and birth become a token and an age at
/// registration, dates become years. It runs at the partner's own node.
///
/// # Errors
/// When the file cannot be read, or lacks names or birth.
pub fn pseudonymise(
    file: impl Read,
    key: &Key,
    out: impl Write,
) -> Result<Pseudonymised, PseudonymError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let headers = reader.headers().map_err(at(1))?.clone();
    let find = |names: &[&str]| {
        headers
            .iter()
            .position(|header| names.iter().any(|name| fold(name) == fold(header)))
    };
    let first = find(&["prs_FirstName", "first_name"]);
    let family = find(&["prs_SecondName", "family_name"])
        .ok_or(PseudonymError::NoColumn("prs_SecondName"))?;
    let middle = find(&["prs_MiddleName"]);
    let birth =
        find(&["prs_Birthdate", "birth_date"]).ok_or(PseudonymError::NoColumn("prs_Birthdate"))?;
    let mut done = Pseudonymised::default();
    let mut kept = Vec::new();
    let mut year = None;
    for (position, header) in headers.iter().enumerate() {
        match htcds::header(header) {
            Header::Naming => done.taken_out.push(header.to_owned()),
            Header::Known(known) if known.kind == Kind::Token || known.kind == Kind::Age => {
                done.taken_out.push(header.to_owned());
            }
            Header::Known(known) => {
                if known.kind == Kind::Year {
                    year = Some(position);
                }
                kept.push(position);
            }
            Header::Other => kept.push(position),
        }
    }
    let mut writer = csv::Writer::from_writer(out);
    let named: Vec<&str> = kept
        .iter()
        .map(|&position| headers.get(position).unwrap_or_default())
        .chain(["match_token", "prs_Age"])
        .collect();
    writer.write_record(&named).map_err(at(1))?;
    for record in reader.records() {
        let record = record.map_err(at(done.rows + 2))?;
        let cell = |position: Option<usize>| {
            position
                .and_then(|position| record.get(position))
                .unwrap_or_default()
        };
        let names = [cell(first), cell(middle), cell(Some(family))];
        let token = token(key, &names, cell(Some(birth))).unwrap_or_default();
        done.tokens += u64::from(!token.is_empty());
        let age = age(cell(Some(birth)), cell(year)).unwrap_or_default();
        let cells: Vec<String> = kept
            .iter()
            .map(|&position| {
                let text = cell(Some(position));
                if Some(position) == year {
                    text.get(..4).unwrap_or(text).to_owned()
                } else {
                    text.to_owned()
                }
            })
            .chain([token, age])
            .collect();
        done.rows += 1;
        writer.write_record(&cells).map_err(at(done.rows + 1))?;
    }
    writer
        .flush()
        .map_err(|error| at(done.rows + 1)(error.into()))?;
    Ok(done)
}

/// The band of the age at registration; where only years are known, of the age reached in that year.
fn age(birth: &str, registered: &str) -> Option<String> {
    let birth = PartialDate::parse(birth.trim()).ok()?;
    let registered = PartialDate::parse(registered.get(..10).unwrap_or(registered).trim()).ok()?;
    let mut age = i32::from(registered.year()) - i32::from(birth.year());
    let day = |date: &PartialDate| Some((date.month()?, date.day()?));
    if let (Some(born), Some(then)) = (day(&birth), day(&registered))
        && then < born
    {
        age -= 1;
    }
    htcds::age_band(u32::try_from(age).ok()?).map(str::to_owned)
}
