//! Published incidents as a file: what everybody may take with them.

use exchange::{
    Cell,
    ColumnKind::{self, Decimal, Integer, Text},
    DatasetColumn, DatasetRow,
};
use vocab::{Geometry, HxlTag};

use crate::{
    concordance::{Concordance, System, title},
    incident::Incident,
    totals,
};

/// One column: name, meaning, kind, value.
struct Column {
    name: &'static str,
    tag: &'static str,
    kind: ColumnKind,
    value: fn(&Incident) -> Cell,
}

fn text(text: &str) -> Cell {
    Cell::text(text)
}

fn number<N: Into<f64>>(number: Option<N>) -> Cell {
    number.map_or(Cell::Empty, |number| Cell::Number(number.into()))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people are far below 2^52"
)]
fn people(number: Option<i64>) -> Cell {
    number.map_or(Cell::Empty, |number| Cell::Number(number as f64))
}

const fn column(
    name: &'static str,
    tag: &'static str,
    kind: ColumnKind,
    value: fn(&Incident) -> Cell,
) -> Column {
    Column {
        name,
        tag,
        kind,
        value,
    }
}

/// Names of the source as they stand; the two systems of regions are added by the concordance.
const COLUMNS: &[Column] = &[
    column("incident_id", "#event+id", Text, |i| text(&i.incident_id)),
    column("main_id", "#event+id+main", Text, |i| text(&i.main_id)),
    column("incident_type", "#event+type", Text, |i| {
        text(i.kind.code())
    }),
    column("occurred", "#date+occurred", Text, |i| {
        text(&i.occurred.to_string())
    }),
    column("period_until", "#date+occurred+end", Text, |i| {
        i.until
            .map_or(Cell::Empty, |until| text(&until.to_string()))
    }),
    column("year", "#date+year", Integer, |i| {
        number(Some(i.occurred.year()))
    }),
    column("dead", "#affected+killed", Integer, |i| {
        number(i.people.dead)
    }),
    column("missing", "#affected+missing+min", Integer, |i| {
        number(i.people.missing)
    }),
    column("missing_correction", "#adjustment+missing", Integer, |i| {
        number(i.people.missing_correction)
    }),
    column("dead_or_missing", "#affected+total+min", Integer, |i| {
        people(i.people.dead_or_missing())
    }),
    column("survivors", "#affected+survivors", Integer, |i| {
        number(i.people.survivors)
    }),
    column(
        "survivors_correction",
        "#adjustment+survivors",
        Integer,
        |i| number(i.people.survivors_correction),
    ),
    column("females", "#affected+f", Integer, |i| {
        number(i.people.females)
    }),
    column("males", "#affected+m", Integer, |i| number(i.people.males)),
    column("minors", "#affected+children", Integer, |i| {
        number(i.people.minors)
    }),
    column("region", "#region+incident+name", Text, |i| text(&i.region)),
    column("unsd_region", "#region+unsd+name", Text, |i| {
        text(&i.unsd_region)
    }),
    column("country", "#country+name", Text, |i| text(&i.country)),
    column("place", "#loc+name", Text, |i| text(&i.place)),
    column("latitude", "#geo+lat", Decimal, |i| {
        number(i.point.map(|point| point.lat))
    }),
    column("longitude", "#geo+lon", Decimal, |i| {
        number(i.point.map(|point| point.lon))
    }),
    column("point_precision", "#geo+precision", Text, |i| {
        i.precision
            .map_or(Cell::Empty, |precision| text(precision.code()))
    }),
    column("route", "#route+name", Text, |i| text(&i.route)),
    column("origin_country", "#country+origin+name", Text, |i| {
        text(&i.origin_country)
    }),
    column("origin_region", "#region+origin+name", Text, |i| {
        text(&i.origin_region)
    }),
    column("origin_presumed", "#region+origin+presumed", Text, |i| {
        text(if i.origin_presumed { "yes" } else { "" })
    }),
    column("cause", "#cause+type", Text, |i| {
        let codes: Vec<&str> = i.causes.iter().map(|cause| cause.code()).collect();
        text(&codes.join(" "))
    }),
    column("cause_reported", "#cause+reported", Text, |i| {
        text(&i.cause_reported)
    }),
    column("source", "#meta+source", Text, |i| text(&i.source)),
    column("links", "#meta+url", Text, |i| text(&i.links.join(" "))),
    column("source_quality", "#meta+reliability", Text, |i| {
        let qualities: Vec<String> = i.quality.iter().map(ToString::to_string).collect();
        text(&qualities.join(" "))
    }),
    column("best_quality", "#meta+reliability+max", Integer, |i| {
        number(i.best_quality())
    }),
];

/// The columns of a file of incidents, with two more for the regions under which each is counted.
pub fn columns() -> Vec<DatasetColumn> {
    let counted = [
        ("counted_region", "#region+incident+counted"),
        ("counted_unsd_region", "#region+unsd+counted"),
    ];
    COLUMNS
        .iter()
        .map(|column| (column.name, column.tag, column.kind))
        .chain(counted.map(|(name, tag)| (name, tag, Text)))
        .map(|(name, tag, kind)| DatasetColumn {
            name: name.to_owned(),
            label: name.replace('_', " "),
            tag: HxlTag::parse(tag).ok(),
            kind,
        })
        .collect()
}

/// One incident as a row of that file; titles of regions in a language.
pub fn row(incident: &Incident, names: &Concordance, lang: &str) -> DatasetRow {
    let region = |system| {
        let code = totals::region_of(incident, system, names);
        text(title(&code).get(lang))
    };
    let cells = COLUMNS.iter().map(|column| (column.value)(incident));
    DatasetRow {
        cells: cells
            .chain([region(System::Project), region(System::Unsd)])
            .collect(),
        geometry: incident.point.map(Geometry::Point),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocab::PartialDate;

    #[test]
    fn every_column_has_a_meaning_and_a_row_fills_them_all() {
        let columns = columns();
        assert!(columns.iter().all(|column| column.tag.is_some()));
        let incident = Incident::new("a", "a", PartialDate::parse("2024-05").unwrap());
        let row = row(&incident, &Concordance::shipped(), "en");
        assert_eq!(row.cells.len(), columns.len());
        // What is not known is an empty cell, not a zero.
        let dead = columns.iter().position(|column| column.name == "dead");
        assert_eq!(row.cells[dead.unwrap()], Cell::Empty);
    }
}
