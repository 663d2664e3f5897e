//! Indications that a document is forged, altered or somebody else's: what its parts say about each other, dates that cannot be,
//! numbers that were never issued or are known to be lost.
//!
//! Each is a rule with its reason and weight. They send a document to the second line; none of them is a verdict, and their
//! weights are not added up to one.

mod numbers;

use jiff::civil::Date;
use serde::Serialize;
use vocab::PartialDate;

use crate::{Zone, transliteration};
pub use numbers::{BadNumber, BadNumbers, Series};

/// How much an indication says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// A clerk's or a reader's slip explains it as well.
    Slip,
    /// It is unusual: an experienced officer looks.
    Unusual,
    /// A genuine document in its holder's hands does not have it.
    Grave,
}

/// One indication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Indication {
    /// Which rule.
    pub rule: &'static str,
    /// What was seen, in words.
    pub reason: String,
    /// How much it says.
    pub weight: Weight,
}

/// The visual zone as an officer or a reader reads it; what is absent was not read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Visual {
    /// Surname in any script.
    pub surname: Option<String>,
    /// Given names in any script.
    pub given_names: Option<String>,
    /// Number of the document.
    pub document_number: Option<String>,
    /// Nationality, as the zone codes it.
    pub nationality: Option<String>,
    /// Date of birth, as much as is printed.
    pub birth: Option<PartialDate>,
    /// `F`, `M` or `X`.
    pub sex: Option<char>,
    /// Date of expiry.
    pub expiry: Option<Date>,
    /// Date of issue.
    pub issued: Option<Date>,
}

/// What the chip says; its signature is judged elsewhere.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChipData<'a> {
    /// The zone of DG1.
    pub zone: Option<&'a str>,
    /// Date of birth of DG11.
    pub birth: Option<Date>,
    /// Date of issue of DG12.
    pub issued: Option<Date>,
}

/// The parts of one document.
#[derive(Debug, Clone)]
pub struct Parts<'a> {
    /// The printed zone.
    pub zone: &'a Zone<'a>,
    /// The visual zone.
    pub visual: Visual,
    /// The chip, if it was read.
    pub chip: ChipData<'a>,
}

/// What is known of documents in general.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Series that issuers have made known.
    pub series: Vec<Series>,
    /// Numbers that must not be in use.
    pub bad: BadNumbers,
}

/// All indications, the gravest first.
pub fn indications(parts: &Parts<'_>, known: &Known, on: Date) -> Vec<Indication> {
    let mut found = Vec::new();
    digits(parts.zone, &mut found);
    chip(parts, on, &mut found);
    visual(parts, on, &mut found);
    dates(parts, on, &mut found);
    let issued = parts.visual.issued.or(parts.chip.issued);
    found.extend(numbers::series(parts.zone, issued, &known.series));
    found.extend(known.bad.indication(parts.zone));
    found.sort_by_key(|it| std::cmp::Reverse(it.weight));
    found
}

fn note(found: &mut Vec<Indication>, rule: &'static str, weight: Weight, reason: String) {
    found.push(Indication {
        rule,
        reason,
        weight,
    });
}

fn digits(zone: &Zone<'_>, found: &mut Vec<Indication>) {
    for check in zone.verdict().checks().filter(|check| !check.ok) {
        let reason = format!("the check digit of {} is wrong", check.name.as_str());
        note(found, "check digit", Weight::Unusual, reason);
    }
}

fn chip(parts: &Parts<'_>, on: Date, found: &mut Vec<Indication>) {
    const RULE: &str = "chip against printed zone";
    if let Some(text) = parts.chip.zone {
        match Zone::read(text) {
            Err(error) => note(
                found,
                RULE,
                Weight::Unusual,
                format!("the chip's zone: {error}"),
            ),
            Ok(signed) => {
                let printed = parts.zone;
                let issuer =
                    (signed.issuing_state() != printed.issuing_state()).then_some("issuing state");
                for what in signed.differences(printed).chain(issuer) {
                    note(
                        found,
                        RULE,
                        Weight::Grave,
                        format!("the chip has another {what} than the printed zone"),
                    );
                }
            }
        }
    }
    let birth = parts.zone.birth(on).map(|reading| reading.date);
    if let (Some(full), Some(zone)) = (parts.chip.birth, birth)
        && !agree(zone, full)
    {
        // the century of the zone is an assumption: only a hundred years between them say nothing
        let century = zone.year().abs_diff(full.year()) == 100;
        if !century || !same_day(zone, full) {
            note(
                found,
                RULE,
                Weight::Grave,
                format!("the chip's full birth date {full} is not the zone's"),
            );
        }
    }
    if let (Some(printed), Some(signed)) = (parts.visual.issued, parts.chip.issued)
        && printed != signed
    {
        let reason = format!("issued {printed} by the visual zone, {signed} by the chip");
        note(found, "chip against visual zone", Weight::Grave, reason);
    }
}

fn visual(parts: &Parts<'_>, on: Date, found: &mut Vec<Indication>) {
    const RULE: &str = "visual zone against printed zone";
    let (zone, visual) = (parts.zone, &parts.visual);
    let name = zone.name();
    let field = zone.slice(zone.format().layout().name);
    let cut = field.last() != Some(&b'<');
    for (what, printed, zoned) in [
        ("surname", &visual.surname, &name.primary),
        ("given names", &visual.given_names, &name.secondary),
    ] {
        if let Some(printed) = printed
            && !may_be(printed, zoned, cut)
        {
            note(
                found,
                RULE,
                Weight::Unusual,
                format!("the {what} {printed:?} is not written {zoned} in a zone"),
            );
        }
    }
    if let Some(number) = &visual.document_number
        && numbers::plain(number) != numbers::plain(&zone.document_number())
    {
        let reason = format!(
            "the number {number:?} is not the zone's {}",
            zone.document_number()
        );
        note(found, RULE, Weight::Grave, reason);
    }
    if let (Some(printed), Some(zoned)) = (&visual.nationality, zone.nationality())
        && *printed != zoned
    {
        note(
            found,
            RULE,
            Weight::Unusual,
            format!("the nationality {printed:?} is not the zone's {zoned}"),
        );
    }
    if let (Some(printed), Some(zoned)) = (visual.birth, zone.birth(on)) {
        let parts_differ = |x: Option<i8>, y: Option<i8>| x.zip(y).is_some_and(|(x, y)| x != y);
        let years = (printed.year() - zoned.date.year()).rem_euclid(100) != 0;
        if years
            || parts_differ(printed.month(), zoned.date.month())
            || parts_differ(printed.day(), zoned.date.day())
        {
            note(
                found,
                RULE,
                Weight::Grave,
                "the date of birth is not the zone's".to_owned(),
            );
        }
    }
    if let Some(sex) = visual.sex {
        let zoned = zone.sex();
        let same = char::from(zoned) == sex || zoned == b'<' && sex == 'X';
        if !same {
            note(
                found,
                RULE,
                Weight::Unusual,
                format!("the sex {sex} is not the zone's {}", char::from(zoned)),
            );
        }
    }
    if let (Some(printed), Some(zoned)) = (visual.expiry, zone.expiry(on))
        && !agree(zoned.date, printed)
    {
        note(
            found,
            RULE,
            Weight::Grave,
            format!("the date of expiry {printed} is not the zone's"),
        );
    }
}

fn dates(parts: &Parts<'_>, on: Date, found: &mut Vec<Indication>) {
    const RULE: &str = "impossible dates";
    let Some(issued) = parts.visual.issued.or(parts.chip.issued) else {
        return;
    };
    if issued > on {
        note(
            found,
            RULE,
            Weight::Grave,
            format!("issued {issued}, after the day of the check"),
        );
    }
    let birth = parts
        .visual
        .birth
        .or_else(|| parts.zone.birth(on).map(|reading| reading.date));
    if birth.is_some_and(|birth| birth.first_day() > issued) {
        note(
            found,
            RULE,
            Weight::Grave,
            format!("issued {issued}, before its holder was born"),
        );
    }
    let expiry = parts
        .zone
        .expiry(on)
        .map(|reading| reading.date.first_day());
    if let Some(expiry) = parts.visual.expiry.or(expiry) {
        if expiry < issued {
            note(
                found,
                RULE,
                Weight::Grave,
                format!("expired {expiry}, before it was issued {issued}"),
            );
        } else if expiry.year() - issued.year() > 11 {
            // ten years is the longest that states give, some add what was left of the last document
            let reason =
                format!("valid from {issued} to {expiry}, longer than states issue documents");
            note(found, RULE, Weight::Unusual, reason);
        }
    }
}

/// Whether a full date is one that a partial date leaves open.
fn agree(partial: PartialDate, full: Date) -> bool {
    partial.year() == full.year() && same_day(partial, full)
}

fn same_day(partial: PartialDate, full: Date) -> bool {
    partial.month().is_none_or(|month| month == full.month())
        && partial.day().is_none_or(|day| day == full.day())
}

/// Whether a printed name may stand so in the zone: in any spelling that the tables allow, and only its beginning where the
/// field is full to the last place.
fn may_be(printed: &str, zoned: &str, cut: bool) -> bool {
    let bare = |text: &str| text.replace(' ', "");
    let zoned = bare(zoned);
    let general = transliteration::to_zone(printed, transliteration::Tradition::General);
    if !general.unknown.is_empty() {
        // a script without table says nothing
        return true;
    }
    let mut allowed = transliteration::spellings(printed, 64);
    allowed.push(general.text);
    allowed
        .iter()
        .map(|text| bare(text))
        .any(|text| text == zoned || cut && text.starts_with(&zoned))
}
