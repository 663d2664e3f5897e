//! What one row says of its place, by the meanings of its sheet.

use super::meaning::{Meaning, Part};
use super::reading::Reading;
use super::understanding::SheetUnderstanding;
use super::vocabulary::Facets;
use super::words::plain;

/// How fine a sheet's areas are: 0 to 5 for admin levels, 9 for places of their own.
#[must_use]
pub fn depth(sheet: &SheetUnderstanding) -> u8 {
    sheet
        .columns
        .iter()
        .filter_map(|column| match column.meaning {
            Meaning::Place(_) => Some(9),
            Meaning::Admin(level, Part::Name | Part::Code) => Some(level),
            Meaning::AnyAdmin(_) => Some(sheet.level.unwrap_or(2)),
            _ => None,
        })
        .max()
        .unwrap_or(0)
}

/// The text of the first column with a meaning.
#[must_use]
pub fn text_of(sheet: &SheetUnderstanding, row: &[Reading], meaning: &Meaning) -> Option<String> {
    row.get(sheet.column(meaning)?.index)?.text()
}

/// The admin level a row speaks of: as it says itself, or the deepest that is filled; `None` = a place.
#[must_use]
pub fn level_of_row(sheet: &SheetUnderstanding, row: &[Reading]) -> Option<u8> {
    if let Some(text) = text_of(sheet, row, &Meaning::AdminLevel) {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if let Ok(level) = digits.parse::<u8>()
            && level <= 5
        {
            return Some(level);
        }
    }
    let filled = |part| text_of(sheet, row, &Meaning::Place(part)).is_some();
    if filled(Part::Name) || filled(Part::Code) || filled(Part::Local) {
        return None;
    }
    if sheet
        .columns
        .iter()
        .any(|column| matches!(column.meaning, Meaning::AnyAdmin(_)))
        && let Some(level) = sheet.level
    {
        return Some(level);
    }
    let deepest = (0..=5u8).rev().find(|level| {
        text_of(sheet, row, &Meaning::Admin(*level, Part::Code))
            .or_else(|| text_of(sheet, row, &Meaning::Admin(*level, Part::Name)))
            .is_some()
    });
    Some(deepest.unwrap_or(0))
}

/// What names a row's area within its file: its code, else its names from the top down.
#[must_use]
pub fn area_key(sheet: &SheetUnderstanding, row: &[Reading]) -> String {
    if let Some(code) = text_of(sheet, row, &Meaning::Place(Part::Code)) {
        return code;
    }
    let place = text_of(sheet, row, &Meaning::Place(Part::Name))
        .or_else(|| text_of(sheet, row, &Meaning::Place(Part::Local)));
    if place.is_none()
        && let Some(code) = text_of(sheet, row, &Meaning::AnyAdmin(Part::Code))
    {
        return code;
    }
    let level = level_of_row(sheet, row).unwrap_or(5);
    if place.is_none()
        && let Some(code) = text_of(sheet, row, &Meaning::Admin(level, Part::Code))
    {
        return code;
    }
    let mut names: Vec<String> = (1..=level)
        .filter_map(|at| text_of(sheet, row, &Meaning::Admin(at, Part::Name)))
        .map(|name| plain(&name))
        .collect();
    names.extend(text_of(sheet, row, &Meaning::AnyAdmin(Part::Name)).map(|name| plain(&name)));
    names.extend(place.map(|name| plain(&name)));
    if names.is_empty() {
        text_of(sheet, row, &Meaning::Admin(0, Part::Code))
            .or_else(|| text_of(sheet, row, &Meaning::Admin(0, Part::Name)))
            .unwrap_or_default()
    } else {
        names.join("/")
    }
}

/// Whether a row is a printed total or subtotal, or a note under the table, and no place.
#[must_use]
pub fn is_total(sheet: &SheetUnderstanding, row: &[Reading]) -> bool {
    let coded = sheet.columns.iter().any(|column| {
        let code = matches!(
            column.meaning,
            Meaning::Admin(1..=5, Part::Code)
                | Meaning::AnyAdmin(Part::Code)
                | Meaning::Place(Part::Code)
        );
        code && row
            .get(column.index)
            .and_then(Reading::text)
            .is_some_and(|text| !Facets::of(&text).has("total"))
    });
    if coded {
        return false;
    }
    // columns of figures may be wide; the word stands in the first cell with text
    let first = row.iter().find_map(|cell| match cell {
        Reading::Text(text) => Some(text.clone()),
        _ => None,
    });
    first.is_some_and(|text| {
        let words = super::words::words(&text);
        words.iter().any(|word| {
            matches!(
                word.as_str(),
                "total"
                    | "totals"
                    | "subtotal"
                    | "totaux"
                    | "totales"
                    | "всього"
                    | "итого"
                    | "المجموع"
                    | "الاجمالي"
                    | "اجمالي"
                    | "مجموع"
            )
        })
    })
}
