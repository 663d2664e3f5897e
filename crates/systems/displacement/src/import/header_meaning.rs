//! The meaning of a column from the words of its header, checked against its values.

use super::meaning::{Meaning, Of, Part, Unit};
use super::profile::Profile;
use super::vocabulary::Facets;

/// A guess with its strength and, where a person should know, a note.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// The meaning.
    pub meaning: Meaning,
    /// 0 to 1.
    pub confidence: f64,
    /// What a person should know.
    pub note: Option<String>,
}

fn guess(meaning: Meaning, confidence: f64) -> Option<Guess> {
    Some(Guess {
        meaning,
        confidence,
        note: None,
    })
}

/// Facets that name a count and nothing else.
const COUNT_FACETS: &[&str] = &["unit", "population", "total", "estimate", "sex"];

/// Understands one header. Blocks are found later, from groups and sums.
#[must_use]
pub fn of_header(header: &str, profile: &Profile) -> Option<Guess> {
    let facets = Facets::of(header);
    if facets.words().is_empty() {
        return None;
    }
    if facets.is("field", "ignore")
        || (profile.filled > 0 && profile.links * 10 >= profile.filled * 9)
    {
        return Some(Guess {
            meaning: Meaning::Ignored,
            confidence: 0.9,
            note: Some("a link, no data".to_owned()),
        });
    }
    field(&facets, profile)
        .or_else(|| place(&facets, profile))
        .or_else(|| count(&facets, profile))
}

fn field(facets: &Facets, profile: &Profile) -> Option<Guess> {
    // two fields in one header: the month of a date is a month
    for calendar in ["year", "month"] {
        if facets.is("field", calendar) && profile.numeric() > 0.9 && !facets.has("population") {
            let meaning = if calendar == "year" {
                Meaning::Year
            } else {
                Meaning::Month
            };
            return guess(meaning, 0.8);
        }
    }
    let value = facets.value("field")?;
    let covered = facets.covered_by(&["field", "name", "code", "language", "total", "population"]);
    let strong = if covered > 0.99 { 0.9 } else { 0.6 };
    let texts = profile.numeric() < 0.5;
    let rank = facets
        .words()
        .iter()
        .find_map(|word| word.parse::<u8>().ok())
        .unwrap_or(1);
    match value {
        "latitude" if profile.within(-90.0, 90.0) || profile.filled == 0 => {
            guess(Meaning::Latitude, strong)
        }
        "longitude" if profile.within(-180.0, 180.0) || profile.filled == 0 => {
            guess(Meaning::Longitude, strong)
        }
        // swapped or out of range: still the coordinates, the checks will say so
        "latitude" if profile.within(-180.0, 180.0) => guess(Meaning::Latitude, 0.6),
        "longitude" if profile.numeric() > 0.8 => guess(Meaning::Longitude, 0.6),
        "latitude" if profile.numeric() > 0.8 => guess(Meaning::Latitude, 0.6),
        "point" if texts && profile.samples.iter().any(|text| text.contains(',')) => {
            guess(Meaning::Point, 0.8)
        }
        "round" if covered > 0.6 && !facets.has("unit") && profile.filled > 0 => {
            guess(Meaning::Round, strong)
        }
        "date" if covered > 0.4 && !facets.has("dimension") => guess(
            Meaning::Date,
            if facets.words().len() > 3 {
                0.6
            } else {
                strong
            },
        ),
        "operation" if texts && covered > 0.6 => guess(Meaning::Operation, strong),
        "operation_status" => guess(Meaning::OperationStatus, strong),
        "admin_level" => guess(Meaning::AdminLevel, 0.9),
        "assessment_type" => guess(Meaning::AssessmentType, 0.9),
        "reason" if texts && profile.filled > 0 && !facets.has("need") => {
            guess(Meaning::Reason, strong)
        }
        "nationality" if texts && profile.filled > 0 => {
            guess(Meaning::Category("nationality".to_owned()), 0.85)
        }
        "presence" if profile.filled > 0 && profile.yes_no * 10 >= profile.filled * 8 => {
            guess(Meaning::Presence, 0.85)
        }
        "key_informants" if profile.can_count() && covered > 0.7 => {
            guess(Meaning::KeyInformants, strong)
        }
        "confidence" => guess(Meaning::Confidence, strong),
        "source" if texts => guess(Meaning::Source, strong),
        "place_type" if texts => guess(Meaning::PlaceType, strong),
        "site_status" if texts && covered > 0.99 => guess(Meaning::SiteStatus, strong),
        "enumerator" => guess(Meaning::Enumerator, strong),
        "parent" => guess(Meaning::ParentCode, 0.8),
        "valid_from" => guess(Meaning::ValidFrom, 0.9),
        "length" => {
            let level: u8 = facets.value("level").and_then(|level| level.parse().ok())?;
            guess(Meaning::CodeLength(level), 0.9)
        }
        "need" if texts => {
            let problem = facets
                .words()
                .iter()
                .any(|word| matches!(word.as_str(), "problem" | "probleme" | "problema" | "مشكله"));
            guess(
                if problem {
                    Meaning::NeedProblem(rank)
                } else {
                    Meaning::Need(rank)
                },
                0.8,
            )
        }
        "comment" if texts => guess(Meaning::Comment, strong),
        _ => None,
    }
}

fn place(facets: &Facets, profile: &Profile) -> Option<Guess> {
    let coded = facets.has("code");
    // a figure column that merely mentions a place ("IDPs in camp sites") is no place
    let figures = profile.can_count() && !coded;
    if figures
        && (facets.has("unit")
            || facets.has("population")
            || facets.has("total")
            || facets.has("share"))
    {
        return None;
    }
    let local = facets
        .value("language")
        .is_some_and(|language| language != "en" && language != "fr" && language != "es");
    let part = match (coded, local) {
        (true, _) => Part::Code,
        (false, true) => Part::Local,
        (false, false) => Part::Name,
    };
    if figures {
        return None;
    }
    if facets.has("origin")
        && (facets.has("level")
            || facets.has("name")
            || coded
            || facets.covered_by(&["origin", "population", "level"]) > 0.99)
    {
        return guess(Meaning::Origin(part), 0.85);
    }
    let covered = facets.covered_by(&[
        "level",
        "place",
        "code",
        "name",
        "language",
        "population",
        "field",
    ]);
    let strong = if covered > 0.99 {
        0.9
    } else {
        0.55 + covered / 5.0
    };
    // "Location code" and the like: three capital letters on every row are a country, else a place
    if let Some(level) = facets
        .value("level")
        .and_then(|level| level.parse::<u8>().ok())
    {
        if level == 0
            && (facets.is("place", "place") || facets.words().iter().any(|word| word == "location"))
        {
            let countries = profile.filled > 0 && profile.three_letters * 10 >= profile.filled * 9;
            return guess(
                if countries {
                    Meaning::Admin(0, Part::Code)
                } else {
                    Meaning::Place(part)
                },
                0.8,
            );
        }
        let iso = facets.words().iter().any(|word| word == "iso") || (level == 0 && coded);
        return guess(
            Meaning::Admin(level, if iso { Part::Code } else { part }),
            strong,
        );
    }
    if facets.has("place") {
        return guess(Meaning::Place(part), strong);
    }
    if facets.has("language") && facets.has("name") {
        return guess(Meaning::Place(part), 0.6);
    }
    // "Pcode", "Name", "Nom": the row's own area, whatever its level
    let alone = facets.covered_by(&["code", "name"]) > 0.99;
    if alone
        && coded
        && (facets.words().iter().any(|word| word == "pcode") || profile.codes * 2 > profile.filled)
    {
        return guess(Meaning::AnyAdmin(Part::Code), 0.7);
    }
    if alone && facets.has("name") {
        return guess(Meaning::AnyAdmin(Part::Name), 0.6);
    }
    if alone && coded && facets.words() == ["id"] {
        return guess(Meaning::SourceId, 0.7);
    }
    None
}

fn count(facets: &Facets, profile: &Profile) -> Option<Guess> {
    // A header that is all count keeps its meaning although words stand among its figures: they are faults to tell,
    // not a reason to read no figure at all.
    let plainly = profile.filled > 0 && profile.numeric() >= 0.5;
    if !(profile.can_count() || plainly && facets.covered_by(COUNT_FACETS) > 0.99) {
        return None;
    }
    if facets.has("share") || profile.fractions() {
        return Some(Guess {
            meaning: Meaning::Ignored,
            confidence: 0.8,
            note: Some("a share, not a count".to_owned()),
        });
    }
    let named =
        facets.has("unit") || facets.has("population") || facets.has("total") || facets.has("sex");
    if !named {
        return None;
    }
    let unit = if facets.is("unit", "households") {
        Unit::Households
    } else {
        Unit::Individuals
    };
    let population = facets.value("population").map(str::to_owned);
    if facets.has("age") {
        return guess(Meaning::Block("demography".to_owned()), 0.6);
    }
    if facets.has("origin") || facets.has("category") || facets.has("dimension") {
        return None;
    }
    let of = match facets.value("sex") {
        Some("f") if !facets.is("sex", "m") => Of::Female,
        Some("m") if !facets.is("sex", "f") => Of::Male,
        Some(_) => return None,
        None => Of::All,
    };
    let covered = facets.covered_by(COUNT_FACETS);
    let known_in = facets.covered_by(&[
        "unit",
        "population",
        "total",
        "estimate",
        "sex",
        "level",
        "place",
        "field",
    ]);
    let confidence = if covered > 0.99 {
        0.9
    } else if known_in > 0.99 {
        0.75
    } else {
        0.4 * covered
    };
    guess(Meaning::Count(population, unit, of), confidence)
}

#[cfg(test)]
mod tests {
    use super::super::reading::Reading;
    use super::*;

    fn texts(values: &[&str]) -> Profile {
        let mut profile = Profile::default();
        for value in values {
            profile.add(&Reading::of_text(value));
        }
        profile
    }

    #[test]
    fn headers_of_many_countries_are_understood() {
        let figures = texts(&["12", "340", "7"]);
        let names = texts(&["Anbar", "Erbil"]);
        let codes = texts(&["UA21", "UA22"]);
        for (header, profile, want) in [
            ("numPresentIdpInd", &figures, "count.idps.individuals"),
            ("IDPs", &figures, "count.idps.individuals"),
            ("HHs", &figures, "count.any.households"),
            ("Migrants (IND)", &figures, "count.migrants.individuals"),
            (
                "Nombre de ménages retournés",
                &figures,
                "count.returnees.households",
            ),
            (
                "Total de personas desplazadas",
                &figures,
                "count.idps.individuals",
            ),
            ("عدد الأسر النازحة", &figures, "count.idps.households"),
            ("عدد الأفراد", &figures, "count.any.individuals"),
            ("numberMales", &figures, "count.any.individuals.male"),
            ("admin1Pcode", &codes, "admin1.code"),
            ("idpOriginAdmin1Name", &names, "origin.name"),
            ("Oblast pcode", &codes, "admin1.code"),
            ("المحافظة", &names, "admin1.name"),
            ("Código departamento", &codes, "admin1.code"),
            ("Location name\nin Arabic ", &names, "place.local_name"),
            ("Place id", &figures, "place.code"),
            ("displacementReason", &names, "reason"),
            ("roundNumber", &figures, "round"),
            ("yearReportingDate", &figures, "year"),
        ] {
            let found = of_header(header, profile).map(|guess| guess.meaning.to_string());
            assert_eq!(found.as_deref(), Some(want), "{header}");
        }
    }

    #[test]
    fn a_part_of_a_total_is_not_taken_for_the_total() {
        let figures = texts(&["12", "340", "7"]);
        assert_eq!(of_header("Households Coming From Camp", &figures), None);
        assert_eq!(of_header("Host families", &figures), None);
    }
}
