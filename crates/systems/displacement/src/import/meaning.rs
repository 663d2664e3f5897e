//! What a column can mean, with a text form that a person can write into a mapping file.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Which part of a place a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Name in the file's main language.
    Name,
    /// Name in the local script or a second language.
    Local,
    /// P-code or other code.
    Code,
}

/// What one figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// People.
    Individuals,
    /// Households.
    Households,
}

impl Unit {
    /// The word in data and mapping files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Individuals => "individuals",
            Self::Households => "households",
        }
    }
}

/// The populations that DTM tracks; figures of two of them are never added.
pub const POPULATIONS: &[&str] = &[
    "idps",
    "returnees",
    "migrants",
    "refugees",
    "host_community",
];

/// The part of a total that a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Of {
    /// The whole.
    All,
    /// Women and girls.
    Female,
    /// Men and boys.
    Male,
    /// Children whose sex is not given.
    Children,
}

/// The meaning of a column.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    /// Admin area of a level (0 = country).
    Admin(u8, Part),
    /// An admin area whose level stands in another column (P-code tables).
    AnyAdmin(Part),
    /// The place itself: village, site, neighbourhood, crossing point.
    Place(Part),
    /// What kind of place.
    PlaceType,
    /// Open or closed.
    SiteStatus,
    /// Code of the parent area (P-code tables).
    ParentCode,
    /// Which admin level the row speaks of.
    AdminLevel,
    /// Length of the codes of a level (P-code format tables).
    CodeLength(u8),
    /// From when a code holds.
    ValidFrom,
    /// Area of origin of the row's people.
    Origin(Part),
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// "lat, lon" in one cell.
    Point,
    /// Name of the operation.
    Operation,
    /// Whether the operation goes on.
    OperationStatus,
    /// Round number.
    Round,
    /// Date the figures speak of.
    Date,
    /// Year alone, where no full date is given.
    Year,
    /// Month alone, where no full date is given.
    Month,
    /// Tool that gave the figure (baseline, site assessment, estimate).
    AssessmentType,
    /// Reason for displacement.
    Reason,
    /// A figure: population when the header names one, unit, part.
    Count(Option<String>, Unit, Of),
    /// One category of a block that splits a total; category and unit stand beside it.
    Block(String),
    /// The category of the row's figure (long tables: one row a nationality).
    Category(String),
    /// Whether people are there, the place was reached, or it was closed.
    Presence,
    /// Number of key informants.
    KeyInformants,
    /// Reliability as stated.
    Confidence,
    /// Who says so.
    Source,
    /// Who collected it.
    Enumerator,
    /// Ranked need.
    Need(u8),
    /// The problem behind a ranked need.
    NeedProblem(u8),
    /// The file's own row id.
    SourceId,
    /// Free remark.
    Comment,
    /// Kept beside the record under its header.
    Extra,
    /// Left out, the reason stands in the note.
    Ignored,
}

impl Meaning {
    /// The dimension of a block or category column.
    #[must_use]
    pub fn dimension(&self) -> Option<&str> {
        match self {
            Self::Block(name) | Self::Category(name) => Some(name),
            _ => None,
        }
    }

    /// The field of a record that this column fills by itself, to name the column in a fault of the form.
    #[must_use]
    pub fn field(&self) -> Option<String> {
        let plain = match self {
            Self::Admin(level, Part::Code) => return Some(format!("admin{level}_code")),
            Self::Admin(level, _) => return Some(format!("admin{level}_name")),
            Self::CodeLength(level) => return Some(format!("length_{level}")),
            Self::AnyAdmin(Part::Code) => "code",
            Self::AnyAdmin(_) => "name",
            Self::Place(Part::Code) => "place_id",
            Self::Place(_) => "area_name",
            Self::Count(_, Unit::Households, _) => "households",
            Self::Count(_, _, Of::All) => "individuals",
            Self::Count(_, _, Of::Female) => "females",
            Self::Count(_, _, Of::Male) => "males",
            Self::Count(_, _, Of::Children) => "children",
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
            Self::Round => "number",
            Self::Date => "reported_on",
            Self::Operation => "operation",
            Self::OperationStatus => "operation_status",
            Self::AssessmentType => "assessment_type",
            Self::Reason => "reason",
            Self::Presence => "presence",
            Self::KeyInformants => "ki_count",
            Self::ParentCode => "parent",
            Self::ValidFrom => "valid_from",
            Self::PlaceType => "place_type",
            Self::SiteStatus => "site_status",
            _ => return None,
        };
        Some(plain.to_owned())
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "name",
            Self::Local => "local_name",
            Self::Code => "code",
        })
    }
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Admin(level, part) => write!(f, "admin{level}.{part}"),
            Self::AnyAdmin(part) => write!(f, "area.{part}"),
            Self::Place(part) => write!(f, "place.{part}"),
            Self::Origin(part) => write!(f, "origin.{part}"),
            Self::CodeLength(level) => write!(f, "code_length.{level}"),
            Self::Need(rank) => write!(f, "need.{rank}"),
            Self::NeedProblem(rank) => write!(f, "need_problem.{rank}"),
            Self::Block(dimension) => write!(f, "block.{dimension}"),
            Self::Category(dimension) => write!(f, "category.{dimension}"),
            Self::Count(population, unit, of) => {
                write!(
                    f,
                    "count.{}.{}",
                    population.as_deref().unwrap_or("any"),
                    unit.as_str()
                )?;
                match of {
                    Of::All => Ok(()),
                    Of::Female => f.write_str(".female"),
                    Of::Male => f.write_str(".male"),
                    Of::Children => f.write_str(".children"),
                }
            }
            plain => f.write_str(
                PLAIN
                    .iter()
                    .find(|(_, meaning)| meaning == plain)
                    .map_or("extra", |(name, _)| name),
            ),
        }
    }
}

const PLAIN: &[(&str, Meaning)] = &[
    ("place_type", Meaning::PlaceType),
    ("site_status", Meaning::SiteStatus),
    ("parent.code", Meaning::ParentCode),
    ("admin_level", Meaning::AdminLevel),
    ("valid_from", Meaning::ValidFrom),
    ("latitude", Meaning::Latitude),
    ("longitude", Meaning::Longitude),
    ("point", Meaning::Point),
    ("operation", Meaning::Operation),
    ("operation_status", Meaning::OperationStatus),
    ("round", Meaning::Round),
    ("date", Meaning::Date),
    ("year", Meaning::Year),
    ("month", Meaning::Month),
    ("assessment_type", Meaning::AssessmentType),
    ("reason", Meaning::Reason),
    ("presence", Meaning::Presence),
    ("key_informants", Meaning::KeyInformants),
    ("confidence", Meaning::Confidence),
    ("source", Meaning::Source),
    ("enumerator", Meaning::Enumerator),
    ("source_id", Meaning::SourceId),
    ("comment", Meaning::Comment),
    ("extra", Meaning::Extra),
    ("ignored", Meaning::Ignored),
];

/// A word in a mapping file that names no meaning.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no meaning is called {0:?}; the words are those that `import --dry-run` prints, for example admin2.code, count.idps.individuals, block.origin, extra, ignored"
)]
pub struct UnknownMeaning(pub String);

fn part(word: &str) -> Option<Part> {
    match word {
        "name" => Some(Part::Name),
        "local_name" => Some(Part::Local),
        "code" => Some(Part::Code),
        _ => None,
    }
}

fn dimension(word: &str) -> Option<String> {
    let fits = (1..=40).contains(&word.len())
        && word
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    fits.then(|| word.to_owned())
}

fn parse(text: &str) -> Option<Meaning> {
    if let Some((_, plain)) = PLAIN.iter().find(|(name, _)| *name == text) {
        return Some(plain.clone());
    }
    let (head, rest) = text.split_once('.')?;
    let rank = || rest.parse::<u8>().ok().filter(|rank| *rank <= 20);
    match head {
        "area" => part(rest).map(Meaning::AnyAdmin),
        "place" => part(rest).map(Meaning::Place),
        "origin" => part(rest).map(Meaning::Origin),
        "country" => part(rest).map(|part| Meaning::Admin(0, part)),
        "code_length" => rank().map(Meaning::CodeLength),
        "need" => rank().map(Meaning::Need),
        "need_problem" => rank().map(Meaning::NeedProblem),
        "block" => dimension(rest).map(Meaning::Block),
        "category" => dimension(rest).map(Meaning::Category),
        "count" => count(rest),
        admin => {
            let level = admin
                .strip_prefix("admin")?
                .parse::<u8>()
                .ok()
                .filter(|level| *level <= 5)?;
            part(rest).map(|part| Meaning::Admin(level, part))
        }
    }
}

fn count(rest: &str) -> Option<Meaning> {
    let mut parts = rest.split('.');
    let population = match parts.next()? {
        "any" => None,
        known if POPULATIONS.contains(&known) => Some(known.to_owned()),
        _ => return None,
    };
    let unit = match parts.next()? {
        "individuals" => Unit::Individuals,
        "households" => Unit::Households,
        _ => return None,
    };
    let of = match parts.next() {
        None => Of::All,
        Some("female") => Of::Female,
        Some("male") => Of::Male,
        Some("children") => Of::Children,
        Some(_) => return None,
    };
    parts
        .next()
        .is_none()
        .then_some(Meaning::Count(population, unit, of))
}

impl FromStr for Meaning {
    type Err = UnknownMeaning;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text.trim()).ok_or_else(|| UnknownMeaning(text.chars().take(60).collect()))
    }
}

impl Serialize for Meaning {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Meaning {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_reads_back_from_its_text() {
        let mut all: Vec<Meaning> = PLAIN.iter().map(|(_, meaning)| meaning.clone()).collect();
        all.extend([
            Meaning::Admin(3, Part::Local),
            Meaning::AnyAdmin(Part::Code),
            Meaning::Place(Part::Name),
            Meaning::Origin(Part::Code),
            Meaning::CodeLength(2),
            Meaning::Need(1),
            Meaning::NeedProblem(3),
            Meaning::Block("shelter".into()),
            Meaning::Category("nationality".into()),
            Meaning::Count(None, Unit::Households, Of::All),
            Meaning::Count(Some("migrants".into()), Unit::Individuals, Of::Female),
        ]);
        for meaning in all {
            assert_eq!(meaning.to_string().parse::<Meaning>(), Ok(meaning));
        }
        assert!("count.martians.individuals".parse::<Meaning>().is_err());
    }
}
