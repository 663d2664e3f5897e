//! Rows of reference tables: places, P-code formats, sites, operations.

use super::area::Area;
use super::assessment_rows::date_of as date_of_cell;
use super::figure;
use super::gazetteer::{country, country_of_code};
use super::meaning::{Meaning, Part};
use super::plan::{Ordinals, Row, Sheet};
use super::reading::Reading;
use super::round_id::operation_id;
use super::row_faults::RowFaults;
use super::rowview::text_of;
use super::words::{fingerprint, plain, slug};
use serde_json::{Map, Value as Json, json};

fn record(
    planner: &Sheet<'_>,
    row: usize,
    register: &'static str,
    key: String,
    data: Map<String, Json>,
) -> Row {
    Row {
        register,
        key,
        data,
        sheet: planner.sheet.name.clone(),
        row,
        figures: None,
    }
}

fn put(data: &mut Map<String, Json>, field: &str, value: Option<String>) {
    if let Some(value) = value {
        data.insert(field.to_owned(), Json::String(value));
    }
}

fn number_of(planner: &Sheet<'_>, cells: &[Reading], meaning: &Meaning) -> Option<f64> {
    cells.get(planner.sheet.column(meaning)?.index)?.number()
}

/// The areas of a row of a P-code table: the one it names, or one a level of a wide table.
pub fn places(
    planner: &Sheet<'_>,
    number: usize,
    cells: &[Reading],
    faults: &mut RowFaults<'_>,
) -> Vec<Row> {
    let sheet = planner.sheet;
    let country_code = text_of(sheet, cells, &Meaning::Admin(0, Part::Code))
        .or_else(|| text_of(sheet, cells, &Meaning::Admin(0, Part::Name)))
        .and_then(|text| country(&text));
    let valid_from = sheet
        .column(&Meaning::ValidFrom)
        .or_else(|| sheet.column(&Meaning::Date))
        .and_then(|column| date_of_cell(cells.get(column.index)?, sheet.date_order));
    let mut rows = Vec::new();
    if let Some(code) = text_of(sheet, cells, &Meaning::AnyAdmin(Part::Code)) {
        let level = number_of(planner, cells, &Meaning::AdminLevel)
            .and_then(figure::whole)
            .and_then(|level| u8::try_from(level).ok())
            .or(sheet.level);
        let Some(level) = level.filter(|level| *level <= 5) else {
            faults.refuse_row(
                "no_level",
                "the row does not say which admin level its code belongs to",
            );
            return rows;
        };
        let parent = text_of(sheet, cells, &Meaning::ParentCode)
            .or_else(|| (level == 1).then(|| country_code.clone()).flatten());
        let name = text_of(sheet, cells, &Meaning::AnyAdmin(Part::Name))
            .or_else(|| text_of(sheet, cells, &Meaning::Admin(level, Part::Name)));
        let local = text_of(sheet, cells, &Meaning::AnyAdmin(Part::Local));
        let country_code = country_code.or_else(|| country_of_code(&code));
        rows.push(place(
            planner,
            number,
            level,
            code,
            name,
            local,
            parent,
            country_code,
            valid_from,
        ));
        return rows;
    }
    if !(1..=5).any(|level| sheet.has(&Meaning::Admin(level, Part::Code)))
        && let Some(code) = &country_code
    {
        let name = text_of(sheet, cells, &Meaning::Admin(0, Part::Name));
        rows.push(place(
            planner,
            number,
            0,
            code.clone(),
            name,
            None,
            None,
            country_code.clone(),
            valid_from,
        ));
        return rows;
    }
    let mut parent: Option<String> = country_code.clone();
    for level in 1..=5u8 {
        let Some(code) = text_of(sheet, cells, &Meaning::Admin(level, Part::Code)) else {
            continue;
        };
        let name = text_of(sheet, cells, &Meaning::Admin(level, Part::Name));
        let local = text_of(sheet, cells, &Meaning::Admin(level, Part::Local));
        let country_code = country_code.clone().or_else(|| country_of_code(&code));
        let above = parent
            .clone()
            .or_else(|| (level == 1).then(|| country_code.clone()).flatten());
        rows.push(place(
            planner,
            number,
            level,
            code.clone(),
            name,
            local,
            above,
            country_code,
            valid_from.clone(),
        ));
        parent = Some(code);
    }
    if rows.is_empty() {
        faults.refuse_row("no_code", "the row has no P-code");
    }
    rows
}

#[expect(
    clippy::too_many_arguments,
    reason = "the columns of one register, written once"
)]
fn place(
    planner: &Sheet<'_>,
    number: usize,
    level: u8,
    code: String,
    name: Option<String>,
    local: Option<String>,
    parent: Option<String>,
    country: Option<String>,
    valid_from: Option<String>,
) -> Row {
    let mut data = Map::new();
    data.insert("level".to_owned(), json!(level));
    data.insert(
        "name".to_owned(),
        json!(name.unwrap_or_else(|| code.clone())),
    );
    put(&mut data, "code", Some(code.clone()));
    put(&mut data, "name_local", local);
    put(&mut data, "parent", parent);
    put(&mut data, "country", country);
    put(&mut data, "valid_from", valid_from);
    record(planner, number, "places", code, data)
}

/// One row of a P-code format table: the lengths of a country's codes, level by level.
pub fn formats(
    planner: &Sheet<'_>,
    number: usize,
    cells: &[Reading],
    faults: &mut RowFaults<'_>,
) -> Vec<Row> {
    let said = text_of(planner.sheet, cells, &Meaning::Admin(0, Part::Code))
        .or_else(|| text_of(planner.sheet, cells, &Meaning::Admin(0, Part::Name)));
    let Some(code) = said.and_then(|text| country(&text).or(Some(text))) else {
        faults.refuse_row(
            "no_country",
            "the row does not say which country it is about",
        );
        return Vec::new();
    };
    let mut data = Map::new();
    data.insert("country".to_owned(), json!(code));
    for level in 0..=5u8 {
        if let Some(length) =
            number_of(planner, cells, &Meaning::CodeLength(level)).and_then(figure::whole)
        {
            data.insert(format!("length_{level}"), json!(length));
        }
    }
    vec![record(planner, number, "pcode_formats", code, data)]
}

/// A point without figures.
pub fn sites(
    planner: &Sheet<'_>,
    number: usize,
    cells: &[Reading],
    ordinals: &mut Ordinals,
    faults: &mut RowFaults<'_>,
) -> Vec<Row> {
    let mut above = vec![None; 6];
    let mut inner = RowFaults::new(planner.sheet, number);
    let found = super::area::area(planner, cells, &mut above, &mut inner);
    let Some(area) = found else {
        faults.refuse_row("no_place", "the point has no name and no code");
        return Vec::new();
    };
    if area.point.is_none() {
        faults.warn_row("no_point", "the place has no coordinates");
    }
    // the country of a crossing point is its other side; its codes would say where it stands
    let country = planner
        .context
        .country
        .clone()
        .or_else(|| area.country.clone());
    let mut row = site(planner, number, cells, &area, country.as_deref());
    let again = ordinals.next(&row.key);
    if again > 0 {
        faults.warn_row(
            "duplicate",
            "a place of this name or code stands in this file before; both are kept",
        );
        row.key = format!("{}|{again}", row.key);
        row.data.insert("site_id".to_owned(), json!(row.key));
    }
    vec![row]
}

/// The site behind a row of figures, when the row is about a place with a code or a point of its own.
pub fn site_of_row(
    planner: &Sheet<'_>,
    number: usize,
    cells: &[Reading],
    area: &Area,
    country: Option<&str>,
) -> Option<Row> {
    let own = area.level == "place" && (area.place_id.is_some() || area.point.is_some());
    own.then(|| site(planner, number, cells, area, country))
}

fn site(
    planner: &Sheet<'_>,
    number: usize,
    cells: &[Reading],
    area: &Area,
    country: Option<&str>,
) -> Row {
    let sheet = planner.sheet;
    let name = area.name.clone().or_else(|| area.local_name.clone());
    let own = area.place_id.clone().unwrap_or_else(|| {
        let text = name.clone().unwrap_or_default();
        if text.is_ascii() && !text.is_empty() {
            slug(&text)
        } else {
            format!("x{:016x}", fingerprint(&plain(&text)))
        }
    });
    let key = format!("{}|{own}", country.unwrap_or("unknown").to_lowercase());
    let mut data = Map::new();
    data.insert("site_id".to_owned(), json!(key));
    data.insert(
        "name".to_owned(),
        json!(name.unwrap_or_else(|| own.clone())),
    );
    put(&mut data, "site_code", area.place_id.clone());
    put(&mut data, "name_local", area.local_name.clone());
    put(&mut data, "country", country.map(str::to_owned));
    put(&mut data, "area_code", area.code.clone());
    for (level, name, code) in &area.admin {
        if *level <= 4 {
            put(&mut data, &format!("admin{level}_name"), name.clone());
            put(&mut data, &format!("admin{level}_code"), code.clone());
        }
    }
    put(
        &mut data,
        "place_type",
        text_of(sheet, cells, &Meaning::PlaceType),
    );
    if let Some((longitude, latitude)) = area.point {
        data.insert("longitude".to_owned(), json!(longitude));
        data.insert("latitude".to_owned(), json!(latitude));
    }
    record(planner, number, "sites", key, data)
}

/// A row of the API's list of operations.
pub fn operations(
    planner: &Sheet<'_>,
    number: usize,
    cells: &[Reading],
    faults: &mut RowFaults<'_>,
) -> Vec<Row> {
    let sheet = planner.sheet;
    let Some(name) = text_of(sheet, cells, &Meaning::Operation) else {
        faults.refuse_row("no_operation", "the row names no operation");
        return Vec::new();
    };
    let said = text_of(sheet, cells, &Meaning::Admin(0, Part::Code))
        .or_else(|| text_of(sheet, cells, &Meaning::Admin(0, Part::Name)));
    let country_code = said.as_deref().and_then(country).or(said);
    let id = operation_id(country_code.as_deref(), &name);
    let mut data = Map::new();
    data.insert("operation_id".to_owned(), json!(id));
    data.insert("name".to_owned(), json!(name));
    put(&mut data, "country", country_code);
    let inactive = text_of(sheet, cells, &Meaning::OperationStatus)
        .is_some_and(|status| plain(&status).contains("inactive"));
    data.insert(
        "operation_status".to_owned(),
        json!(if inactive { "inactive" } else { "active" }),
    );
    vec![record(planner, number, "operations", id, data)]
}
