//! A row of a counts table as area assessments: one for each population it counts.

use super::area::{Area, area};
use super::breakdown::lines;
use super::dates::cell_date;
use super::figure;
use super::meaning::{Meaning, Of, Part, Unit};
use super::plan::{Figures, Ordinals, Row, Sheet};
use super::reading::Reading;
use super::round_id::{operation_id, round_id};
use super::row_faults::RowFaults;
use super::rowview::text_of;
use super::understanding::{ColumnUnderstanding, Role};
use super::words::{fingerprint, one_line, plain, slug};
use serde_json::{Map, Value as Json, json};

/// What a row says of its round.
struct Belongs {
    country: Option<String>,
    operation: String,
    operation_name: String,
    round: String,
    number: Option<i64>,
    date: Option<String>,
    assessment_type: String,
}

/// The records of one source row.
pub fn rows(
    planner: &Sheet<'_>,
    number: usize,
    cells: &[Reading],
    ordinals: &mut Ordinals,
    above: &mut [Option<String>],
    faults: &mut RowFaults<'_>,
) -> Vec<Row> {
    let area = area(planner, cells, above, faults);
    let belongs = belongs(planner, cells, &area, faults);
    let mut rows = Vec::new();
    let mut populations: Vec<String> = Vec::new();
    for column in &planner.sheet.columns {
        if let Meaning::Count(population, ..) = &column.meaning {
            let population = population
                .clone()
                .unwrap_or_else(|| planner.sheet.population.clone());
            if !populations.contains(&population) {
                populations.push(population);
            }
        }
    }
    let (Some(area), Some(belongs)) = (area, belongs) else {
        return rows;
    };
    let several = populations.len() > 1;
    for population in populations {
        let mut data = Map::new();
        let figures = count_fields(planner, cells, &population, &mut data, faults);
        if several && figures.0.is_none() && figures.1.is_none() {
            continue; // a row of a table with several populations need not have each
        }
        common_fields(planner, cells, &area, &belongs, &mut data, faults);
        let breakdown = lines(planner, cells, &area, &population, figures, faults);
        if !breakdown.is_empty() {
            data.insert("breakdown".to_owned(), Json::Array(breakdown));
        }
        data.insert("population".to_owned(), json!(population));
        let slice = slice(planner, cells);
        let natural = natural_key(&belongs, &population, &area, &data, slice.as_deref());
        let ordinal = ordinals.next(&natural);
        if ordinal > 0 {
            faults.warn_row("duplicate", format!("the same area, round, reason and origin stand in this file {} times; both are kept so that totals hold", ordinal + 1));
            data.insert("ordinal".to_owned(), json!(ordinal));
        }
        let key = if ordinal > 0 {
            format!("{natural}|{ordinal}")
        } else {
            natural
        };
        data.insert("assessment_key".to_owned(), json!(key));
        rows.push(Row {
            register: "area_assessments",
            key,
            data,
            sheet: planner.sheet.name.clone(),
            row: number,
            figures: Some(Figures {
                level: area.level.clone(),
                assessment_type: belongs.assessment_type.clone(),
                population,
                round: belongs.round.clone(),
                individuals: figures.0,
                households: figures.1,
            }),
        });
    }
    if let Some(site) =
        super::places_rows::site_of_row(planner, number, cells, &area, belongs.country.as_deref())
        && !rows.is_empty()
    {
        rows.insert(0, site);
    }
    let mut head = head_rows(&belongs, planner, number);
    head.append(&mut rows);
    head
}

/// Operation and round of the row, as records; the same ones again and again, the writer keeps one of each.
fn head_rows(belongs: &Belongs, planner: &Sheet<'_>, number: usize) -> Vec<Row> {
    let mut operation = Map::new();
    operation.insert("operation_id".to_owned(), json!(belongs.operation));
    operation.insert("name".to_owned(), json!(belongs.operation_name));
    if let Some(country) = &belongs.country {
        operation.insert("country".to_owned(), json!(country));
    }
    operation.insert("operation_status".to_owned(), json!("active"));
    let mut round = Map::new();
    round.insert("round_id".to_owned(), json!(belongs.round));
    round.insert("operation".to_owned(), json!(belongs.operation));
    if let Some(country) = &belongs.country {
        round.insert("country".to_owned(), json!(country));
    }
    if let Some(round_number) = belongs.number {
        round.insert("number".to_owned(), json!(round_number));
    }
    if let Some(date) = &belongs.date {
        round.insert("reported_on".to_owned(), json!(date));
    }
    if planner.context.remote {
        round.insert("remote".to_owned(), json!("yes"));
    }
    let row = |register, id: &str, data| Row {
        register,
        key: id.to_owned(),
        data,
        sheet: planner.sheet.name.clone(),
        row: number,
        figures: None,
    };
    vec![
        row("operations", &belongs.operation, operation),
        row("rounds", &belongs.round, round),
    ]
}

fn belongs(
    planner: &Sheet<'_>,
    cells: &[Reading],
    area: &Option<Area>,
    faults: &mut RowFaults<'_>,
) -> Option<Belongs> {
    let sheet = planner.sheet;
    let country = area
        .as_ref()
        .and_then(|area| area.country.clone())
        .or_else(|| planner.context.country.clone());
    let name = text_of(sheet, cells, &Meaning::Operation)
        .or_else(|| planner.context.operation.clone())
        .unwrap_or_else(|| "DTM".to_owned());
    let number = match sheet.column(&Meaning::Round) {
        Some(column) => match cells.get(column.index) {
            Some(Reading::Number(number)) => figure::whole(*number),
            Some(cell @ Reading::Text(text)) => {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                let found = digits.parse::<i64>().ok();
                if found.is_none() {
                    faults.warn(column, "round_unreadable", "the round is no number", cell);
                }
                found
            }
            _ => None,
        },
        None => None,
    }
    .or(sheet.round)
    .or(planner.context.round);
    let date = match sheet.column(&Meaning::Date) {
        Some(column) => {
            let cell = cells.get(column.index).unwrap_or(&Reading::Blank);
            let found = date_of(cell, sheet.date_order);
            if found.is_none() && !cell.is_empty() {
                faults.warn(
                    column,
                    "date_unreadable",
                    "this is no date that can be read",
                    cell,
                );
            }
            found
        }
        None => year_and_month(planner, cells),
    }
    .or_else(|| sheet.date.clone())
    .or_else(|| planner.context.date.clone());
    let assessment_type = if sheet.role == Role::Estimates {
        "estimate".to_owned()
    } else {
        text_of(sheet, cells, &Meaning::AssessmentType)
            .or_else(|| planner.context.assessment_type.clone())
            .map_or_else(|| "BA".to_owned(), |text| assessment_code(&text))
    };
    let operation = operation_id(country.as_deref(), &name);
    if number.is_none() && date.is_none() {
        faults.refuse_row("no_round", "neither the file nor an option says which round or date this is; give --round or --date");
        return None;
    }
    let round = round_id(&operation, number, date.as_deref());
    Some(Belongs {
        country,
        operation,
        operation_name: name,
        round,
        number,
        date,
        assessment_type,
    })
}

fn year_and_month(planner: &Sheet<'_>, cells: &[Reading]) -> Option<String> {
    let year = figure::whole(
        cells
            .get(planner.sheet.column(&Meaning::Year)?.index)?
            .number()?,
    )?;
    let month = planner
        .sheet
        .column(&Meaning::Month)
        .and_then(|column| cells.get(column.index))
        .and_then(|cell| match cell {
            Reading::Number(number) => figure::whole(*number),
            Reading::Text(text) => super::dates::month(text).map(i64::from),
            _ => None,
        });
    let text = month
        .filter(|month| (1..=12).contains(month))
        .map_or_else(|| year.to_string(), |month| format!("{year}-{month:02}"));
    cell_date(&text, planner.sheet.date_order)
}

/// A cell of a date column.
#[must_use]
pub fn date_of(cell: &Reading, order: super::dates::DateOrder) -> Option<String> {
    match cell {
        Reading::Date(text) | Reading::Text(text) => cell_date(text, order),
        Reading::Number(number) => super::dates::serial_date(*number)
            .or_else(|| cell_date(&super::reading::number_text(*number), order)),
        Reading::Blank | Reading::Missing => None,
    }
}

/// The codes of the register for what files write.
fn assessment_code(text: &str) -> String {
    let upper = text.trim().to_uppercase();
    match upper.as_str() {
        "BA" | "SA" | "MSLA" | "ETT" => return upper,
        _ => {}
    }
    let words = plain(text);
    let has = |word: &str| words.contains(word);
    if has("estimate") {
        "estimate"
    } else if has("baseline") || has("area assessment") || has("ligne de base") || has("linea base")
    {
        "BA"
    } else if has("multi") {
        "MSLA"
    } else if has("site") || has("location") {
        "SA"
    } else if has("emergency") || has("event") {
        "ETT"
    } else {
        "other"
    }
    .to_owned()
}

fn count_fields(
    planner: &Sheet<'_>,
    cells: &[Reading],
    population: &str,
    data: &mut Map<String, Json>,
    faults: &mut RowFaults<'_>,
) -> (Option<i64>, Option<i64>) {
    let mut totals = (None, None);
    for column in &planner.sheet.columns {
        let Meaning::Count(said, unit, of) = &column.meaning else {
            continue;
        };
        if said.as_deref().unwrap_or(&planner.sheet.population) != population {
            continue;
        }
        let cell = cells.get(column.index).unwrap_or(&Reading::Blank);
        let Some(value) = count(column, cell, faults) else {
            continue;
        };
        let field = match (unit, of) {
            (Unit::Individuals, Of::All) => {
                totals.0 = Some(value);
                "individuals"
            }
            (Unit::Households, Of::All) => {
                totals.1 = Some(value);
                "households"
            }
            (Unit::Individuals, Of::Female) => "females",
            (Unit::Individuals, Of::Male) => "males",
            (Unit::Individuals, Of::Children) => "children",
            (Unit::Households, _) => continue,
        };
        data.insert(field.to_owned(), json!(value));
    }
    let presence = planner
        .sheet
        .column(&Meaning::Presence)
        .map(|column| (column, cells.get(column.index).unwrap_or(&Reading::Blank)));
    let presence =
        presence.and_then(|(column, cell)| super::presence::of_cell(&column.header, cell));
    if presence == Some("nobody_there") && totals.0.is_none() {
        // the place was looked at and nobody is there: a zero that somebody saw
        totals.0 = Some(0);
        data.insert("individuals".to_owned(), json!(0));
    }
    if totals.0.is_none()
        && let (Some(women), Some(men)) = (
            data.get("females").and_then(Json::as_i64),
            data.get("males").and_then(Json::as_i64),
        )
    {
        totals.0 = Some(women + men);
        data.insert("individuals".to_owned(), json!(women + men));
    }
    let presence = presence.or(match totals {
        (Some(people), _) if people > 0 => Some("present"),
        (_, Some(households)) if households > 0 => Some("present"),
        (Some(0), _) | (_, Some(0)) => Some("nobody_there"),
        _ => None,
    });
    if let Some(presence) = presence {
        data.insert("presence".to_owned(), json!(presence));
    } else {
        faults.warn_row("no_figure", "the row has no figure and does not say why: whether nobody is there or the place was not reached stays open");
    }
    if let (Some(factor), Some(_), Some(_)) = (planner.sheet.household_factor, totals.0, totals.1) {
        data.insert("household_factor".to_owned(), json!(factor));
        data.insert("method".to_owned(), json!("estimated_by_factor"));
    }
    totals
}

fn count(column: &ColumnUnderstanding, cell: &Reading, faults: &mut RowFaults<'_>) -> Option<i64> {
    match cell {
        Reading::Blank | Reading::Missing => None,
        Reading::Number(number) if *number < 0.0 => {
            faults.refuse(column, "negative", "a count cannot be negative", cell);
            None
        }
        Reading::Number(number) => {
            let value = figure::whole(*number);
            if value.is_none() {
                faults.refuse(
                    column,
                    "not_a_count",
                    "this is more than any count can be",
                    cell,
                );
            } else if figure::has_fraction(*number) {
                faults.warn(
                    column,
                    "rounded",
                    "a count has a fraction; the nearest whole number is taken",
                    cell,
                );
            }
            value
        }
        Reading::Date(_) | Reading::Text(_) => {
            faults.refuse(
                column,
                "not_a_number",
                "a whole number is expected here",
                cell,
            );
            None
        }
    }
}

fn common_fields(
    planner: &Sheet<'_>,
    cells: &[Reading],
    area: &Area,
    belongs: &Belongs,
    data: &mut Map<String, Json>,
    faults: &mut RowFaults<'_>,
) {
    let sheet = planner.sheet;
    area.write(data);
    let mut put = |field: &str, value: Option<String>| {
        if let Some(value) = value {
            data.insert(field.to_owned(), Json::String(value));
        }
    };
    put("operation", Some(belongs.operation.clone()));
    put("round", Some(belongs.round.clone()));
    put("country", belongs.country.clone());
    put("reported_on", belongs.date.clone());
    put("assessment_type", Some(belongs.assessment_type.clone()));
    put(
        "reason",
        text_of(sheet, cells, &Meaning::Reason).map(|text| canonical_reason(&text)),
    );
    put(
        "origin_name",
        text_of(sheet, cells, &Meaning::Origin(Part::Name)),
    );
    put(
        "origin_code",
        text_of(sheet, cells, &Meaning::Origin(Part::Code)),
    );
    put("source", text_of(sheet, cells, &Meaning::Source));
    put("enumerator", text_of(sheet, cells, &Meaning::Enumerator));
    put("source_id", text_of(sheet, cells, &Meaning::SourceId));
    put(
        "stated_confidence",
        text_of(sheet, cells, &Meaning::Confidence),
    );
    put("place_type", text_of(sheet, cells, &Meaning::PlaceType));
    put("comment", text_of(sheet, cells, &Meaning::Comment));
    if planner.context.remote {
        put("remote", Some("yes".to_owned()));
    }
    if sheet.role == Role::Estimates {
        data.insert("method".to_owned(), json!("sample"));
    }
    if let Some(column) = sheet.column(&Meaning::KeyInformants) {
        let cell = cells.get(column.index).unwrap_or(&Reading::Blank);
        if let Some(count) = count(column, cell, faults) {
            data.insert("ki_count".to_owned(), json!(count));
        }
    }
    let needs = needs(planner, cells);
    if !needs.is_empty() {
        data.insert("needs".to_owned(), Json::Array(needs));
    }
    let mut extra = Map::new();
    for column in sheet
        .columns
        .iter()
        .filter(|column| matches!(column.meaning, Meaning::Extra))
    {
        if let Some(text) = cells.get(column.index).and_then(Reading::text) {
            let header = if column.header.is_empty() {
                format!("column {}", column.letter)
            } else {
                one_line(&column.header)
            };
            extra.insert(header, Json::String(text));
        }
    }
    if !extra.is_empty() {
        data.insert("extra".to_owned(), Json::Object(extra));
    }
}

fn needs(planner: &Sheet<'_>, cells: &[Reading]) -> Vec<Json> {
    let mut needs = Vec::new();
    for rank in 1..=20u8 {
        let Some(need) = text_of(planner.sheet, cells, &Meaning::Need(rank)) else {
            continue;
        };
        let mut line = Map::new();
        line.insert("rank".to_owned(), json!(rank));
        line.insert("need".to_owned(), json!(need));
        if let Some(problem) = text_of(planner.sheet, cells, &Meaning::NeedProblem(rank)) {
            line.insert("problem".to_owned(), json!(problem));
        }
        needs.push(Json::Object(line));
    }
    needs
}

/// Reasons in one spelling: "conflict; Natural disaster" is "Conflict; Natural disaster" (case variants of
/// one reason stand in the published data).
#[must_use]
pub fn canonical_reason(text: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in text.split([';', '|']) {
        let part = one_line(part);
        let mut letters = part.chars();
        if let Some(first) = letters.next() {
            let part = format!("{}{}", first.to_uppercase(), letters.as_str());
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    parts.sort();
    parts.join("; ")
}

/// The category of a long table's row, part of its key.
fn slice(planner: &Sheet<'_>, cells: &[Reading]) -> Option<String> {
    let column = planner
        .sheet
        .columns
        .iter()
        .find(|c| matches!(c.meaning, Meaning::Category(_)))?;
    cells.get(column.index)?.text().map(|text| slug(&text))
}

fn natural_key(
    belongs: &Belongs,
    population: &str,
    area: &Area,
    data: &Map<String, Json>,
    slice: Option<&str>,
) -> String {
    let text = |field: &str| {
        data.get(field)
            .and_then(Json::as_str)
            .map(|text| {
                if text.is_ascii() {
                    slug(text)
                } else {
                    format!("x{:x}", fingerprint(&plain(text)))
                }
            })
            .unwrap_or_default()
    };
    let origin = data
        .get("origin_code")
        .and_then(Json::as_str)
        .map_or_else(|| text("origin_name"), str::to_owned);
    [
        belongs.round.as_str(),
        &belongs.assessment_type,
        population,
        &area.level,
        &area.key,
        &text("reason"),
        &origin,
        slice.unwrap_or_default(),
    ]
    .join("|")
}
