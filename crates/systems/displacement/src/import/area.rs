//! The area a row speaks of: its codes and names by level, its place, its point.

use super::gazetteer::{country, country_of_code};
use super::meaning::{Meaning, Part};
use super::plan::Sheet;
use super::profile::looks_like_pcode;
use super::reading::{Reading, number};
use super::row_faults::RowFaults;
use super::rowview::{area_key, level_of_row, text_of};
use super::words::fingerprint;
use serde_json::{Map, Value as Json, json};

/// An area or place, as far as the row knows it.
#[derive(Debug, Clone, Default)]
pub struct Area {
    /// `0` to `5`, or `place`.
    pub level: String,
    /// What names it within its country: code, or a fingerprint of its names.
    pub key: String,
    /// The key with which long tables of the same file are joined.
    pub join_key: String,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// Deepest P-code known: its own, or that of the area around it.
    pub code: Option<String>,
    /// Name and code by level.
    pub admin: Vec<(u8, Option<String>, Option<String>)>,
    /// Name of the row's own area or place.
    pub name: Option<String>,
    /// The same in the local script.
    pub local_name: Option<String>,
    /// Code of the place in the file.
    pub place_id: Option<String>,
    /// Longitude and latitude.
    pub point: Option<(f64, f64)>,
}

impl Area {
    /// Writes the area's fields into a record.
    pub fn write(&self, data: &mut Map<String, Json>) {
        let mut put = |field: &str, value: Option<&String>| {
            if let Some(value) = value {
                data.insert(field.to_owned(), json!(value));
            }
        };
        put("level", Some(&self.level));
        put("area_code", self.code.as_ref());
        put("area_name", self.name.as_ref());
        put("area_name_local", self.local_name.as_ref());
        put("place_id", self.place_id.as_ref());
        for (level, name, code) in &self.admin {
            put(&format!("admin{level}_name"), name.as_ref());
            put(&format!("admin{level}_code"), code.as_ref());
        }
        if let Some((longitude, latitude)) = self.point {
            data.insert("longitude".to_owned(), json!(longitude));
            data.insert("latitude".to_owned(), json!(latitude));
        }
    }
}

/// Reads the area of a row. `None` when nothing says where.
pub fn area(
    planner: &Sheet<'_>,
    cells: &[Reading],
    above: &mut [Option<String>],
    faults: &mut RowFaults<'_>,
) -> Option<Area> {
    let sheet = planner.sheet;
    let row_level = level_of_row(sheet, cells);
    let mut found = Area {
        level: row_level.map_or_else(|| "place".to_owned(), |level| level.to_string()),
        ..Area::default()
    };
    found.join_key = area_key(sheet, cells);
    found.country = text_of(sheet, cells, &Meaning::Admin(0, Part::Code))
        .and_then(|text| country(&text).or(Some(text)))
        .or_else(|| {
            text_of(sheet, cells, &Meaning::Admin(0, Part::Name)).and_then(|text| country(&text))
        })
        .or_else(|| planner.context.country.clone());
    let deepest = row_level.unwrap_or(5);
    let says_level = sheet.has(&Meaning::AdminLevel);
    let mut parent: Option<String> = None;
    let mut filled_above = false;
    for level in 1..=deepest {
        let name_column = sheet.column(&Meaning::Admin(level, Part::Name));
        let mut name = text_of(sheet, cells, &Meaning::Admin(level, Part::Name));
        if name.is_none()
            && name_column.is_some()
            && !says_level
            && (row_level.is_none() || level < deepest)
        {
            // merged cells: the name stands only in the first row of its group
            name = above.get(usize::from(level)).cloned().flatten();
        } else if let (Some(slot), Some(name)) = (above.get_mut(usize::from(level)), &name) {
            if slot.as_ref() != Some(name) {
                filled_above = true;
            }
            *slot = Some(name.clone());
        }
        if filled_above {
            for deeper in above.iter_mut().skip(usize::from(level) + 1) {
                *deeper = None;
            }
            filled_above = false;
        }
        let mut code = text_of(sheet, cells, &Meaning::Admin(level, Part::Code));
        if code.is_none()
            && let Some(name) = &name
        {
            let start = parent.clone().or_else(|| found.country.clone());
            code = planner
                .gazetteer
                .code_of(name, start.as_deref(), level)
                .map(|(code, _)| code);
        }
        if name.is_none() && code.is_none() {
            continue;
        }
        if code.is_some() {
            parent.clone_from(&code);
        }
        found.admin.push((level, name, code));
    }
    let own_code = text_of(sheet, cells, &Meaning::AnyAdmin(Part::Code));
    found.code = own_code.clone().or_else(|| {
        found
            .admin
            .iter()
            .rev()
            .find_map(|(_, _, code)| code.clone())
    });
    found.place_id = text_of(sheet, cells, &Meaning::Place(Part::Code));
    if row_level.is_none()
        && let Some(id) = &found.place_id
        && looks_like_pcode(id)
        && planner.gazetteer.level_of(id).is_some()
    {
        found.code = Some(id.clone());
    }
    let own_level =
        |part| row_level.and_then(|level| text_of(sheet, cells, &Meaning::Admin(level, part)));
    found.name = text_of(sheet, cells, &Meaning::Place(Part::Name))
        .or_else(|| text_of(sheet, cells, &Meaning::AnyAdmin(Part::Name)))
        .or_else(|| own_level(Part::Name))
        .or_else(|| {
            (row_level == Some(0))
                .then(|| found.country.clone())
                .flatten()
        });
    found.local_name =
        text_of(sheet, cells, &Meaning::Place(Part::Local)).or_else(|| own_level(Part::Local));
    found.country = found
        .country
        .take()
        .or_else(|| found.code.as_deref().and_then(country_of_code));
    if row_level == Some(0) {
        found.code.clone_from(&found.country);
    } else if found.code.is_none() && !planner.gazetteer.is_empty() && !found.admin.is_empty() {
        faults.warn_row("area_unmatched", "no P-code stands in the row and its names are not in the register of places; its figures count for the country only");
    }
    found.point = point(planner, cells, faults);
    let nothing = found.admin.is_empty()
        && found.name.is_none()
        && found.place_id.is_none()
        && own_code.is_none()
        && row_level != Some(0);
    // A table of areas whose row names none and does not say "level 0" has lost its area, or prints a total.
    let has_areas = sheet.columns.iter().any(|column| {
        matches!(
            column.meaning,
            Meaning::Admin(1..=5, _) | Meaning::Place(_) | Meaning::AnyAdmin(_)
        )
    });
    let lost = row_level == Some(0) && has_areas && !says_level;
    if nothing || lost || (row_level == Some(0) && found.country.is_none()) {
        faults.refuse_row(
            "no_place",
            "nothing in the row says which place it is about",
        );
        return None;
    }
    found.key = match row_level {
        Some(0) => found.country.clone().unwrap_or_default(),
        _ if found.join_key.is_ascii() && found.join_key.len() <= 80 => found.join_key.clone(),
        _ => format!("x{:016x}", fingerprint(&found.join_key)),
    };
    Some(found)
}

/// Longitude and latitude of a row, as they stand: whether they lie in the right place is for the checks.
fn point(planner: &Sheet<'_>, cells: &[Reading], faults: &mut RowFaults<'_>) -> Option<(f64, f64)> {
    let sheet = planner.sheet;
    if let Some(column) = sheet.column(&Meaning::Point) {
        let cell = cells.get(column.index).unwrap_or(&Reading::Blank);
        let text = cell.text()?;
        let mut parts = text
            .split([',', ';', ' '])
            .filter(|part| !part.trim().is_empty());
        let both = (parts.next().and_then(number), parts.next().and_then(number));
        let (Some(latitude), Some(longitude)) = both else {
            faults.warn(
                column,
                "point_unreadable",
                "two numbers, latitude and longitude, are expected here",
                cell,
            );
            return None;
        };
        return Some((longitude, latitude));
    }
    let mut degrees = |meaning: &Meaning| {
        let column = sheet.column(meaning)?;
        let cell = cells.get(column.index).unwrap_or(&Reading::Blank);
        if let Reading::Text(_) | Reading::Date(_) = cell {
            faults.warn(
                column,
                "point_unreadable",
                "degrees as a number are expected here; the point is left out",
                cell,
            );
        }
        cell.number().filter(|degrees| degrees.abs() <= 1e6)
    };
    let latitude = degrees(&Meaning::Latitude);
    let longitude = degrees(&Meaning::Longitude);
    Some((longitude?, latitude?))
}
