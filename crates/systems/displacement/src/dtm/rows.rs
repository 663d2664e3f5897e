//! The rows of one round at one level.

use std::collections::BTreeMap;

use forms::Choice;
use house::{House, Problem};
use measures::{Cell, Table, TableAsk, TableRow};
use vocab::fold;

use super::{
    answer::{DtmDetail, DtmRow},
    areas::{Area, Areas, NOT_AVAILABLE},
    asked::Asked,
    published::{INDICATOR, Round},
};
use crate::import::fingerprint;

/// Version of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// One row for each area and assessment type.
    Two,
    /// One row for each reason and origin as well, with the sexes.
    Three,
}

/// The rows of a round that are asked for.
pub(super) async fn rows(
    house: &House,
    version: Version,
    level: u8,
    round: &Round,
    asked: &Asked,
) -> Result<Vec<DtmRow>, Problem> {
    let table = TableAsk {
        indicator: INDICATOR.to_owned(),
        partition: round.code.clone(),
        kind: "assessment".to_owned(),
        margin: "reason".to_owned(),
        by: vec!["origin_code".to_owned(), "origin_name".to_owned()],
        parts: vec!["#affected+m+ind".to_owned(), "#affected+f+ind".to_owned()],
        deepest: 2,
    };
    let table = house.measures.published_table(&table).await?;
    let areas = Areas::of(house, &round.code, &table).await?;
    let country = round.country_name(&*house.places.tree().await?);
    let words = Words::of(house)?;
    let both = table.rows.iter().any(|row| row.kind == "SA");
    let mut found = Vec::new();
    for row in &table.rows {
        let detailed = row.by.is_some() == (version == Version::Three);
        let Some(assessment_type) = assessment_type(&row.kind, both) else {
            continue;
        };
        if row.level != level || !detailed || row.value == Cell::Unknown {
            continue;
        }
        let (admin1, admin2) = admins(&table, &areas, row);
        let is_asked = |area: Option<&Area>, name: &str, code: &str| {
            area.is_none_or(|area| {
                asked.names(name, &[&area.name]) && asked.names(code, &[&area.code])
            })
        };
        if !is_asked(admin1.as_ref(), "Admin1Name", "Admin1Pcode")
            || !is_asked(admin2.as_ref(), "Admin2Name", "Admin2Pcode")
        {
            continue;
        }
        found.push(DtmRow {
            id: (level > 0).then(|| number(&round.code, row)),
            operation: round.operation.clone(),
            admin0_name: country.clone(),
            admin0_pcode: round.country.clone(),
            admin1_name: admin1.as_ref().map(|area| area.name.clone()),
            admin1_pcode: admin1.map(|area| area.code),
            admin2_name: admin2.as_ref().map(|area| area.name.clone()),
            admin2_pcode: admin2.map(|area| area.code),
            num_present_idp_ind: people(row.value),
            reporting_date: format!("{}T00:00:00", round.reported.last_day()),
            year_reporting_date: round.reported.last_day().year(),
            month_reporting_date: round.reported.last_day().month(),
            round_number: round.number,
            detail: row.by.as_ref().map(|by| words.detail(by, &row.parts)),
            assessment_type,
        });
    }
    Ok(found)
}

/// The areas of a row at admin 1 and 2, where its level has them.
fn admins(table: &Table, areas: &Areas, row: &TableRow) -> (Option<Area>, Option<Area>) {
    match row.level {
        0 => (None, None),
        1 => (Some(areas.named(1, Some(&row.place))), None),
        _ => {
            let above = table.above.get(&(2, row.place.clone()));
            (
                Some(areas.named(1, above.map(String::as_str))),
                Some(areas.named(2, Some(&row.place))),
            )
        }
    }
}

/// What the API calls a kind of assessment; none for what it does not publish: events and samples are no rounds.
fn assessment_type(kind: &str, has_site_assessment: bool) -> Option<String> {
    match kind {
        "BA" | "SA" => Some(kind.to_owned()),
        // The same tool under its newer name; where a round has both they stay apart.
        "MSLA" if !has_site_assessment => Some("SA".to_owned()),
        "MSLA" => Some(kind.to_owned()),
        _ => None,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a sum of whole numbers of people, far below 2^53"
)]
fn people(cell: Cell) -> Option<i64> {
    cell.value().map(|value| value.round() as i64)
}

/// A number for the row that is the same in every answer, and whole in programs that count with doubles.
fn number(round: &str, row: &TableRow) -> u64 {
    let by = row.by.as_ref().map(|by| by.join("|")).unwrap_or_default();
    let key = format!("{round}|{}|{}|{}|{by}", row.level, row.place, row.kind);
    fingerprint(&key) & 0xffff_ffff_ffff
}

/// The words of reasons, as the form's own list has them in English.
struct Words<'a>(BTreeMap<String, &'a Choice>);

impl<'a> Words<'a> {
    fn of(house: &'a House) -> Result<Self, Problem> {
        let form = &house.registers.register("area_assessments")?.form;
        let mut words = BTreeMap::new();
        for choice in form
            .lists
            .get("reason")
            .iter()
            .flat_map(|list| &list.choices)
        {
            words.entry(fold(&choice.name)).or_insert(choice);
        }
        Ok(Self(words))
    }

    fn reason(&self, said: &str) -> String {
        let words: Vec<&str> = said
            .split("; ")
            .map(|word| {
                let choice = self.0.get(&fold(word));
                choice.map_or(word, |choice| choice.label.get("en"))
            })
            .collect();
        words.join("; ")
    }

    /// Reason, code and name of the origin; men, then women.
    fn detail(&self, by: &[String], parts: &[Cell]) -> DtmDetail {
        let text = |at: usize| by.get(at).map(String::as_str).unwrap_or_default();
        let available = |text: &str| {
            let known = if text.is_empty() { NOT_AVAILABLE } else { text };
            known.to_owned()
        };
        let part = |at: usize| parts.get(at).copied().and_then(people);
        DtmDetail {
            displacement_reason: available(&self.reason(text(0))),
            number_males: part(0),
            number_females: part(1),
            idp_origin_admin1_name: available(text(2)),
            idp_origin_admin1_pcode: available(text(1)),
        }
    }
}
