//! One incident in which people died or went missing on the way to another country, as the rules see it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};
use vocab::{PartialDate, Point};

use crate::cause::Cause;

/// How a row stands to the event it tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IncidentKind {
    /// The whole event.
    Incident,
    /// One place or route of an event that has several rows under one main id.
    Split,
    /// A total over a period without single events.
    Cumulative,
}

impl IncidentKind {
    /// The code in the register's codelist.
    pub fn code(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Split => "split",
            Self::Cumulative => "cumulative",
        }
    }

    /// The kind of a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Incident, Self::Split, Self::Cumulative]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// How exactly the point of an incident is known; a map draws it accordingly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Measured or surveyed.
    Exact,
    /// The middle of a named town, camp or crossing.
    Place,
    /// Somewhere in a district, a desert or along a road.
    Area,
    /// Somewhere at sea.
    SeaArea,
}

impl Precision {
    /// All, the most exact first.
    pub const ALL: [Self; 4] = [Self::Exact, Self::Place, Self::Area, Self::SeaArea];

    /// The code in the register's codelist.
    pub fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Place => "place",
            Self::Area => "area",
            Self::SeaArea => "sea_area",
        }
    }

    /// The precision of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|precision| precision.code() == code)
    }
}

/// Numbers of people. All are minimum estimates; `None` is unknown, which is not zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct People {
    /// Confirmed dead.
    pub dead: Option<u32>,
    /// Missing and presumed dead, the lowest credible figure.
    pub missing: Option<u32>,
    /// People whom another row counts as missing and this one as dead, below zero. Published releases write it as a
    /// negative number of missing; it is kept apart, so that no figure of people is ever negative.
    pub missing_correction: Option<i32>,
    /// Survivors.
    pub survivors: Option<u32>,
    /// Survivors whom another row counts, below zero.
    pub survivors_correction: Option<i32>,
    /// Dead or missing women and girls.
    pub females: Option<u32>,
    /// Dead or missing men and boys.
    pub males: Option<u32>,
    /// Dead or missing people under 18.
    pub minors: Option<u32>,
}

impl People {
    /// Dead and missing together, with the correction of people counted twice; `None` when neither is known.
    pub fn dead_or_missing(&self) -> Option<i64> {
        if self.dead.is_none() && self.missing.is_none() && self.missing_correction.is_none() {
            return None;
        }
        Some(i64::from(self.dead.unwrap_or(0)) + self.missing_net())
    }

    /// Missing with the correction; nothing known adds nothing.
    pub fn missing_net(&self) -> i64 {
        i64::from(self.missing.unwrap_or(0)) + i64::from(self.missing_correction.unwrap_or(0))
    }

    /// Survivors with the correction; nothing known adds nothing.
    pub fn survivors_net(&self) -> i64 {
        i64::from(self.survivors.unwrap_or(0)) + i64::from(self.survivors_correction.unwrap_or(0))
    }
}

/// One row of the register of incidents. Names of regions, routes, countries and places stand as their source wrote
/// them; what they mean in a system of regions is a question to the concordance.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// Its own id.
    pub incident_id: String,
    /// The id of the event, shared by the rows of a split incident.
    pub main_id: String,
    /// How the row stands to the event.
    pub kind: IncidentKind,
    /// The day, or the part of a date that is known; for a cumulative row the beginning of its period.
    pub occurred: PartialDate,
    /// The end of the period of a cumulative row.
    pub until: Option<PartialDate>,
    /// Numbers of people.
    pub people: People,
    /// Region of the project's own system.
    pub region: String,
    /// Region of the United Nations' geoscheme.
    pub unsd_region: String,
    /// Country of the incident.
    pub country: String,
    /// Where, in words.
    pub place: String,
    /// Migration route.
    pub route: String,
    /// Country of origin of the people.
    pub origin_country: String,
    /// Region of origin of the people, without the sign of a presumption.
    pub origin_region: String,
    /// Whether the origin was inferred and not reported.
    pub origin_presumed: bool,
    /// Causes of death; several when several are given.
    pub causes: BTreeSet<Cause>,
    /// The cause in the words of the report.
    pub cause_reported: String,
    /// Who said so.
    pub source: String,
    /// Addresses of the sources.
    pub links: Vec<String>,
    /// Qualities of the sources, 1 to 5.
    pub quality: BTreeSet<u8>,
    /// Where, in degrees.
    pub point: Option<Point>,
    /// How exactly.
    pub precision: Option<Precision>,
    /// Cells of an imported file whose value stands otherwise here, verbatim, by the name of their column.
    pub source_values: BTreeMap<String, String>,
}

impl Incident {
    /// An incident of which nothing is known but what names it and its date.
    pub fn new(incident_id: &str, main_id: &str, occurred: PartialDate) -> Self {
        Self {
            incident_id: incident_id.to_owned(),
            main_id: main_id.to_owned(),
            kind: IncidentKind::Incident,
            occurred,
            until: None,
            people: People::default(),
            region: String::new(),
            unsd_region: String::new(),
            country: String::new(),
            place: String::new(),
            route: String::new(),
            origin_country: String::new(),
            origin_region: String::new(),
            origin_presumed: false,
            causes: BTreeSet::new(),
            cause_reported: String::new(),
            source: String::new(),
            links: Vec::new(),
            quality: BTreeSet::new(),
            point: None,
            precision: None,
            source_values: BTreeMap::new(),
        }
    }

    /// The best quality of its sources: where one cell joins several, the best is reported and all are kept.
    pub fn best_quality(&self) -> Option<u8> {
        self.quality.last().copied()
    }

    /// Reads a record of the register; `None` when it lacks what names it, which the register's form refuses.
    pub fn read(data: &Map<String, Json>) -> Option<Self> {
        let text = |field: &str| data.get(field).and_then(Json::as_str).unwrap_or_default();
        let count = |field: &str| -> Option<u32> {
            u32::try_from(data.get(field).and_then(Json::as_u64)?).ok()
        };
        let below_zero = |field: &str| -> Option<i32> {
            i32::try_from(data.get(field).and_then(Json::as_i64)?).ok()
        };
        let degree = |field: &str| data.get(field).and_then(Json::as_f64);
        let several = |field: &str| {
            let items = data.get(field).and_then(Json::as_array);
            items.into_iter().flatten().filter_map(Json::as_str)
        };
        let occurred = PartialDate::parse(text("occurred")).ok()?;
        let id = Some(text("incident_id")).filter(|id| !id.is_empty())?;
        let main_id = Some(text("main_id")).filter(|id| !id.is_empty());
        let verbatim = data.get("source_values").and_then(Json::as_object);
        Some(Self {
            kind: IncidentKind::parse(text("incident_type")).unwrap_or(IncidentKind::Incident),
            until: PartialDate::parse(text("period_until")).ok(),
            people: People {
                dead: count("dead"),
                missing: count("missing"),
                missing_correction: below_zero("missing_correction"),
                survivors: count("survivors"),
                survivors_correction: below_zero("survivors_correction"),
                females: count("females"),
                males: count("males"),
                minors: count("minors"),
            },
            region: text("region").to_owned(),
            unsd_region: text("unsd_region").to_owned(),
            country: text("country").to_owned(),
            place: text("place").to_owned(),
            route: text("route").to_owned(),
            origin_country: text("origin_country").to_owned(),
            origin_region: text("origin_region").to_owned(),
            origin_presumed: text("origin_presumed") == "yes",
            causes: several("cause").filter_map(Cause::parse).collect(),
            cause_reported: text("cause_reported").to_owned(),
            source: text("source").to_owned(),
            links: text("links")
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            quality: several("source_quality")
                .filter_map(|digit| digit.parse().ok())
                .collect(),
            point: degree("longitude")
                .zip(degree("latitude"))
                .and_then(|(lon, lat)| Point::new(lon, lat).ok()),
            precision: Precision::parse(text("point_precision")),
            source_values: verbatim
                .into_iter()
                .flatten()
                .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
                .collect(),
            ..Self::new(id, main_id.unwrap_or(id), occurred)
        })
    }

    /// The content of its record; what is not known is `null`, so that a later release can take a value back.
    pub fn record(&self) -> Map<String, Json> {
        let text = |value: &str| {
            Some(value)
                .filter(|value| !value.is_empty())
                .map(Json::from)
        };
        let list = |items: Vec<String>| Some(items).filter(|items| !items.is_empty());
        let links = self.links.join(" ");
        let people = &self.people;
        let fields: [(&str, Option<Json>); 32] = [
            ("incident_id", text(&self.incident_id)),
            ("main_id", text(&self.main_id)),
            ("incident_type", text(self.kind.code())),
            ("occurred", text(&self.occurred.to_string())),
            (
                "period_until",
                self.until.map(|until| Json::from(until.to_string())),
            ),
            ("dead", people.dead.map(Json::from)),
            ("missing", people.missing.map(Json::from)),
            (
                "missing_correction",
                people.missing_correction.map(Json::from),
            ),
            ("survivors", people.survivors.map(Json::from)),
            (
                "survivors_correction",
                people.survivors_correction.map(Json::from),
            ),
            ("females", people.females.map(Json::from)),
            ("males", people.males.map(Json::from)),
            ("minors", people.minors.map(Json::from)),
            ("region", text(&self.region)),
            ("unsd_region", text(&self.unsd_region)),
            ("country", text(&self.country)),
            ("place", text(&self.place)),
            ("route", text(&self.route)),
            ("origin_country", text(&self.origin_country)),
            ("origin_region", text(&self.origin_region)),
            (
                "origin_presumed",
                self.origin_presumed.then(|| Json::from("yes")),
            ),
            (
                "cause",
                list(self.causes.iter().map(|c| c.code().to_owned()).collect()).map(Json::from),
            ),
            ("cause_reported", text(&self.cause_reported)),
            ("source", text(&self.source)),
            ("links", text(&links)),
            (
                "source_quality",
                list(self.quality.iter().map(ToString::to_string).collect()).map(Json::from),
            ),
            ("best_quality", self.best_quality().map(Json::from)),
            ("latitude", self.point.map(|point| Json::from(point.lat))),
            ("longitude", self.point.map(|point| Json::from(point.lon))),
            (
                "point_precision",
                self.precision.map(|precision| Json::from(precision.code())),
            ),
            ("year", Some(Json::from(self.occurred.year()))),
            (
                "source_values",
                (!self.source_values.is_empty())
                    .then(|| Json::from_iter(self.source_values.clone())),
            ),
        ];
        fields
            .into_iter()
            .map(|(field, value)| (field.to_owned(), value.unwrap_or(Json::Null)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_is_unknown_and_a_correction_keeps_people_from_being_counted_twice() {
        assert_eq!(People::default().dead_or_missing(), None);
        let found = People {
            dead: Some(15),
            missing_correction: Some(-2),
            ..People::default()
        };
        assert_eq!(found.dead_or_missing(), Some(13));
        assert_eq!((found.dead, found.missing), (Some(15), None));
    }
}
