//! Who is looked for and who is asked about.

use vocab::PartialDate;

use crate::name::Name;

/// What is known of a date of birth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Birth {
    /// As much of the date as is known.
    pub date: PartialDate,
    /// Said to be about then.
    pub approximate: bool,
}

impl Birth {
    /// Reads `1961`, `1961-05`, `1961-05-02`, with `circa`, `c.`, `approx.` or `~` before it. `1961-00-00` is a year.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let plain = [
            "circa",
            "approx.",
            "approximately",
            "about",
            "c.",
            "ca.",
            "~",
        ]
        .iter()
        .find_map(|mark| text.strip_prefix(mark));
        let approximate = plain.is_some();
        let date = plain.unwrap_or(text).trim();
        let date = date.strip_suffix("-00").unwrap_or(date);
        let date = date.strip_suffix("-00").unwrap_or(date);
        Some(Self {
            date: PartialDate::parse(date.get(..10).unwrap_or(date)).ok()?,
            approximate,
        })
    }
}

/// A person on a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Subject {
    /// Identifier of the list's owner.
    pub id: String,
    /// All names, the first is the one shown.
    pub names: Vec<String>,
    /// Dates of birth, several when sources differ.
    pub births: Vec<Birth>,
    /// Nationalities, three letters.
    pub nationalities: Vec<String>,
    /// `F`, `M` or nothing.
    pub sex: Option<char>,
    /// Numbers of documents, upper case, without gaps.
    pub documents: Vec<String>,
    /// Where the entry comes from and what it asks for, in the list's words.
    pub note: String,
}

/// A traveller who is asked about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// The name.
    pub name: Name,
    /// Date of birth.
    pub birth: Option<Birth>,
    /// Nationality, three letters.
    pub nationality: Option<String>,
    /// `F` or `M`.
    pub sex: Option<char>,
    /// Number of the document.
    pub document: Option<String>,
}

/// Three letters of a country given by two or three letters or by its name; what is not known stays as it is.
pub fn nationality(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let known = match text.len() {
        2 => vocab::country::by_alpha2(text),
        3 => vocab::country::by_alpha3(text),
        _ => vocab::country::by_name(text),
    };
    Some(known.map_or_else(|| text.to_uppercase(), |country| country.alpha3.to_owned()))
}

/// `F` or `M` of what lists write.
pub fn sex(text: &str) -> Option<char> {
    match text.trim().to_ascii_lowercase().as_str() {
        "f" | "female" | "woman" => Some('F'),
        "m" | "male" | "man" => Some('M'),
        _ => None,
    }
}

/// The number of a document as it is compared.
pub fn document(text: &str) -> Option<String> {
    let number: String = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    (number.len() >= 4).then_some(number)
}
