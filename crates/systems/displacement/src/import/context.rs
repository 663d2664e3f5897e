//! Where rows belong that do not say it: option, then the rows, then titles, then the file's name.

use super::dates;
use super::gazetteer::{country, country_in_text, country_of_code};
use super::meaning::{Meaning, POPULATIONS, Part};
use super::options::Options;
use super::reading::Reading;
use super::understanding::{Assumption, Context, Role, SheetUnderstanding};
use super::vocabulary::Facets;
use super::words::words;

/// The round number that a text names: "Round 54", "R54", "round2", "Ronda 3", "الجولة 7".
#[must_use]
pub fn round_in_text(text: &str) -> Option<i64> {
    let parts = words(text);
    for (at, word) in parts.iter().enumerate() {
        let number = parts
            .get(at + 1)
            .or(None)
            .and_then(|next| next.parse::<i64>().ok())
            .filter(|n| (1..1000).contains(n));
        let said = matches!(
            word.as_str(),
            "round"
                | "ronda"
                | "r"
                | "tour"
                | "cycle"
                | "vague"
                | "rodada"
                | "раунд"
                | "جوله"
                | "الجوله"
        );
        if said && let Some(number) = number {
            return Some(number);
        }
        if word == "round" || word == "ronda" {
            // "Round No. 5"
            if let Some(number) = parts
                .get(at + 2)
                .and_then(|next| next.parse::<i64>().ok())
                .filter(|n| (1..1000).contains(n))
            {
                return Some(number);
            }
        }
    }
    None
}

/// The population that a text names.
#[must_use]
pub fn population_in_text(text: &str) -> Option<&'static str> {
    Facets::of(text).value("population")
}

/// What a context is made from.
pub struct Evidence<'a> {
    /// File name without folders and ending.
    pub stem: &'a str,
    /// Texts of sheets that hold no table (read-me pages).
    pub prose: &'a str,
    /// The sheets.
    pub sheets: &'a [SheetUnderstanding],
    /// Their first rows, in the same order.
    pub rows: &'a [Vec<Vec<Reading>>],
}

/// The context of a file and where each part of it comes from.
#[must_use]
pub fn derive(options: &Options, evidence: &Evidence<'_>) -> (Context, Vec<Assumption>) {
    let mut context = Context::default();
    let mut assumptions = Vec::new();
    let mut take = |what: &str, value: String, how: String| {
        assumptions.push(Assumption {
            what: what.to_owned(),
            value,
            how,
        });
    };
    let column_says = |meaning: &dyn Fn(&Meaning) -> bool| {
        let imported = evidence.sheets.iter().filter(|sheet| sheet.is_imported());
        let mut any = false;
        for sheet in imported {
            any = true;
            if !sheet.columns.iter().any(|column| meaning(&column.meaning)) {
                return false;
            }
        }
        any
    };
    let titles: String = evidence
        .sheets
        .iter()
        .map(|sheet| format!("{} ; {}", sheet.title, sheet.name))
        .collect::<Vec<_>>()
        .join(" ; ");

    if let Some(said) = &options.country {
        context.country = country(said).or_else(|| Some(said.to_uppercase()));
    } else if !column_says(&|m| matches!(m, Meaning::Admin(0, _))) {
        let found = codes_say(evidence)
            .map(|code| (code, "from its P-codes"))
            .or_else(|| country_in_text(&titles).map(|code| (code, "from a title")))
            .or_else(|| country_in_text(evidence.stem).map(|code| (code, "from the file's name")))
            .or_else(|| {
                country_in_text(evidence.prose).map(|code| (code, "from the text of another sheet"))
            });
        if let Some((code, how)) = found {
            take("country", code.clone(), how.to_owned());
            context.country = Some(code);
        }
    }
    if options.operation.is_some() {
        context.operation.clone_from(&options.operation);
    } else if !column_says(&|m| matches!(m, Meaning::Operation)) && has_counts(evidence.sheets) {
        let name = match &context.country {
            Some(code) => format!("DTM {code}"),
            None => "DTM".to_owned(),
        };
        take(
            "operation",
            name.clone(),
            "no column and no option names one".to_owned(),
        );
        context.operation = Some(name);
    }
    if options.round.is_some() {
        context.round = options.round;
    } else if !column_says(&|m| matches!(m, Meaning::Round)) {
        let found = round_in_text(&titles)
            .map(|round| (round, "from a title"))
            .or_else(|| round_in_text(evidence.stem).map(|round| (round, "from the file's name")));
        if let Some((round, how)) = found {
            take("round", round.to_string(), how.to_owned());
            context.round = Some(round);
        }
    }
    if options.date.is_some() {
        context.date.clone_from(&options.date);
    } else if !column_says(&|m| matches!(m, Meaning::Date)) && has_counts(evidence.sheets) {
        let title = evidence
            .sheets
            .iter()
            .filter_map(|sheet| dates::in_text(&sheet.title))
            .max_by_key(String::len);
        let found = title
            .map(|date| (date, "from a title"))
            .or_else(|| dates::in_text(evidence.stem).map(|date| (date, "from the file's name")))
            .or_else(|| dates::in_text(&titles).map(|date| (date, "from a sheet's name")))
            .or_else(|| {
                dates::in_text(evidence.prose).map(|date| (date, "from the text of another sheet"))
            });
        if let Some((date, how)) = found {
            take("date", date.clone(), how.to_owned());
            context.date = Some(date);
        }
    }
    if options.assessment_type.is_some() {
        context.assessment_type.clone_from(&options.assessment_type);
    } else if !column_says(&|m| matches!(m, Meaning::AssessmentType)) && has_counts(evidence.sheets)
    {
        let needs = evidence.sheets.iter().any(|sheet| {
            sheet
                .columns
                .iter()
                .any(|column| matches!(column.meaning, Meaning::Need(_)))
        });
        let (code, how) = if needs {
            (
                "MSLA",
                "it has ranked needs, as a multi-sectoral location assessment has",
            )
        } else {
            ("BA", "figures by area, as a baseline assessment has")
        };
        take("assessment type", code.to_owned(), how.to_owned());
        context.assessment_type = Some(code.to_owned());
    }
    for sheet in evidence
        .sheets
        .iter()
        .filter(|sheet| sheet.role == Role::Counts)
    {
        let named = sheet
            .columns
            .iter()
            .any(|column| matches!(column.meaning, Meaning::Count(Some(_), ..)));
        if !named {
            take(
                "population",
                sheet.population.clone(),
                format!("for sheet {}: no header names one", sheet.name.trim()),
            );
        }
    }
    if says_remote(evidence.prose) || says_remote(&titles) {
        take(
            "remote",
            "yes".to_owned(),
            "the file's own text speaks of remote interviews".to_owned(),
        );
        context.remote = true;
    }
    (context, assumptions)
}

/// The population of a sheet whose headers name none.
#[must_use]
pub fn population_of(options: &Options, sheet: &SheetUnderstanding, stem: &str) -> String {
    let said = options
        .population
        .as_deref()
        .filter(|said| POPULATIONS.contains(said));
    let headers = || {
        sheet
            .columns
            .iter()
            .find_map(|column| population_in_text(&column.header))
    };
    said.or_else(|| population_in_text(&sheet.name))
        .or_else(|| population_in_text(&sheet.title))
        .or_else(headers)
        .or_else(|| population_in_text(stem))
        .unwrap_or("idps")
        .to_owned()
}

fn has_counts(sheets: &[SheetUnderstanding]) -> bool {
    sheets
        .iter()
        .any(|sheet| matches!(sheet.role, Role::Counts | Role::Estimates))
}

fn says_remote(text: &str) -> bool {
    let plain = super::words::plain(text);
    [
        "remote interviews",
        "interviewed remotely",
        "remotely",
        "by phone",
        "by telephone",
        "phone interviews",
        "a distance",
        "por telefono",
        "par telephone",
        "عن بعد",
    ]
    .iter()
    .any(|phrase| plain.contains(phrase))
}

/// The country that most of the first P-codes begin with.
fn codes_say(evidence: &Evidence<'_>) -> Option<String> {
    for (sheet, rows) in evidence.sheets.iter().zip(evidence.rows) {
        for column in &sheet.columns {
            if !matches!(
                column.meaning,
                Meaning::Admin(1..=5, Part::Code) | Meaning::AnyAdmin(Part::Code)
            ) {
                continue;
            }
            let codes: Vec<String> = rows
                .iter()
                .take(50)
                .filter_map(|row| row.get(column.index)?.text())
                .collect();
            let first = codes.iter().find_map(|code| {
                country_of_code(code).filter(|_| super::profile::looks_like_pcode(code))
            })?;
            let same = codes
                .iter()
                .filter(|code| country_of_code(code).as_ref() == Some(&first))
                .count();
            if same * 2 > codes.len() {
                return Some(first);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_are_found_in_titles_and_file_names() {
        assert_eq!(round_in_text("DTM Round 54 MIGRANT DATASET"), Some(54));
        assert_eq!(round_in_text("libya_migrants_R54_2024"), Some(54));
        assert_eq!(
            round_in_text("ukraine_general_population_survey_round2"),
            Some(2)
        );
        assert_eq!(round_in_text("Master list 2020"), None);
    }
}
