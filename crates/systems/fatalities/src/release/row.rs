//! One row of a release as an incident, with everything that is wrong with it.

use vocab::{PartialDate, country};

use super::{
    columns::{Column, Header},
    coordinates::{CoordinateFault, coordinates, pair},
    dates::{self, date},
    fault::{Fault, Severity},
    joined::split_known,
    numbers::{is_unknown, quality, whole},
    origin::origin_region,
};
use crate::{
    cause::Cause,
    concordance::{Concordance, System},
    incident::{Incident, IncidentKind, Precision},
};

/// Characters of an id at the most: releases that join the ids of several rows stay well below.
const LONGEST_ID: usize = 400;

/// Published types of incidents.
const KINDS: [(&str, IncidentKind); 3] = [
    ("Incident", IncidentKind::Incident),
    ("Split Incident", IncidentKind::Split),
    ("Cumulative Incident", IncidentKind::Cumulative),
];

/// The cells of one row under their header.
pub(super) struct Row<'a> {
    pub(super) header: &'a Header,
    pub(super) number: usize,
    pub(super) cells: &'a [String],
    pub(super) regions: &'a Concordance,
}

/// What a row came to.
pub(super) struct Understood {
    pub(super) incident: Option<Incident>,
    pub(super) faults: Vec<Fault>,
}

impl Row<'_> {
    pub(super) fn understand(&self) -> Understood {
        let mut faults = Vec::new();
        let incident = self.incident(&mut faults);
        let refused = faults
            .iter()
            .any(|fault| fault.severity == Severity::Refusal);
        Understood {
            incident: incident.filter(|_| !refused),
            faults,
        }
    }

    /// The cell of a column; empty where it is blank, says "not known" or the file has no such column.
    fn cell(&self, column: Column) -> &str {
        let found = self.header.find(column);
        let cell = found.and_then(|(at, _)| self.cells.get(at));
        let text = cell.map(|cell| cell.trim()).unwrap_or_default();
        if is_unknown(text) { "" } else { text }
    }

    fn name(&self, column: Column) -> &str {
        self.header.find(column).map_or("", |(_, written)| written)
    }

    fn fault(
        &self,
        column: Column,
        code: &'static str,
        severity: Severity,
        reason: impl Into<String>,
    ) -> Fault {
        let (name, value) = (self.name(column), self.cell(column));
        Fault::cell(self.number, name, code, severity, reason, value)
    }

    fn refusal(&self, column: Column, code: &'static str, reason: impl Into<String>) -> Fault {
        self.fault(column, code, Severity::Refusal, reason)
    }

    fn warning(&self, column: Column, code: &'static str, reason: impl Into<String>) -> Fault {
        self.fault(column, code, Severity::Warning, reason)
    }

    fn incident(&self, faults: &mut Vec<Fault>) -> Option<Incident> {
        let id = self.id(Column::IncidentId, faults);
        let main_id = match self.cell(Column::MainId) {
            "" => id.clone(),
            _ => self.id(Column::MainId, faults),
        };
        let occurred = self.occurred(faults);
        // All is looked at, so that every fault is told at once.
        let stand_in = PartialDate::new(2014, None, None).ok();
        let mut incident = Incident::new(
            id.as_deref().unwrap_or_default(),
            main_id.as_deref().unwrap_or_default(),
            occurred.or(stand_in)?,
        );
        incident.kind = self.kind(&incident, faults);
        if occurred.is_some() {
            let said = incident.occurred.to_string();
            self.keep(&mut incident, Column::Date, &said);
        }
        if incident.kind == IncidentKind::Cumulative {
            // A total over a period has no day: what stands in the cell is kept beside it.
            let day = self.cell(Column::Date).to_owned();
            if let Ok(month) =
                PartialDate::new(incident.occurred.year(), incident.occurred.month(), None)
                && month != incident.occurred
            {
                incident.occurred = month;
                let name = self.name(Column::Date).to_owned();
                incident.source_values.insert(name, day);
            }
        }
        self.people(&mut incident, faults);
        self.words(&mut incident, faults);
        self.causes(&mut incident, faults);
        self.sources(&mut incident, faults);
        self.place(&mut incident, faults);
        (id.is_some() && main_id.is_some() && occurred.is_some()).then_some(incident)
    }

    /// Keeps the cell verbatim where the register says it otherwise.
    fn keep(&self, incident: &mut Incident, column: Column, said: &str) {
        let cell = self.cell(column);
        if !cell.is_empty() && cell != said {
            let name = self.name(column).to_owned();
            incident.source_values.insert(name, cell.to_owned());
        }
    }

    fn id(&self, column: Column, faults: &mut Vec<Fault>) -> Option<String> {
        let id = self.cell(column);
        if id.is_empty() {
            let reason = "every row needs an id; without one a second import would double it";
            faults.push(self.refusal(column, "id_missing", reason));
            return None;
        }
        if id.len() > LONGEST_ID || id.chars().any(char::is_control) {
            let reason = format!(
                "an id has up to {LONGEST_ID} plain characters; look whether a column has slipped"
            );
            faults.push(self.refusal(column, "id_malformed", reason));
            return None;
        }
        Some(id.to_owned())
    }

    /// The type as written; where the file has no such column, a row with an id of its own under another's is a part of
    /// a split incident. (Rows that share a main id are found when all rows are read.)
    fn kind(&self, incident: &Incident, faults: &mut Vec<Fault>) -> IncidentKind {
        let written = self.cell(Column::Kind);
        if written.is_empty() {
            return if incident.main_id == incident.incident_id {
                IncidentKind::Incident
            } else {
                IncidentKind::Split
            };
        }
        let names = KINDS.map(|(name, _)| name);
        let found = split_known(written, &names).unwrap_or_default();
        let kinds = KINDS.iter().filter(|(name, _)| found.contains(name));
        // `Incident,Split Incident` are rows of a split that somebody joined into one.
        let Some(kind) = kinds.map(|(_, kind)| *kind).max() else {
            let reason = "the type is Incident, Split Incident or Cumulative Incident";
            faults.push(self.refusal(Column::Kind, "type_unknown", reason));
            return IncidentKind::Incident;
        };
        kind
    }

    fn occurred(&self, faults: &mut Vec<Fault>) -> Option<PartialDate> {
        let year = whole(self.cell(Column::Year)).ok().flatten();
        let month = dates::month(self.cell(Column::Month));
        let text = self.cell(Column::Date);
        if text.is_empty() {
            let year = year.and_then(|year| i16::try_from(year).ok());
            let found = year.and_then(|year| PartialDate::new(year, month, None).ok());
            if found.is_none() {
                let reason = "there is no date, and no year to take in its place; write one";
                faults.push(self.refusal(Column::Date, "date_missing", reason));
            }
            return found;
        }
        let found = match date(text) {
            Ok(found) => found,
            Err(fault) => {
                faults.push(self.refusal(Column::Date, "date", fault.to_string()));
                return None;
            }
        };
        if year.is_some_and(|year| year != i64::from(found.year())) {
            let reason = format!("the date says {}; the date counts", found.year());
            faults.push(self.warning(Column::Year, "year_differs", reason));
        }
        if let (Some(said), Some(month)) = (month, found.month())
            && said != month
        {
            let reason = format!("the date says month {month}; the date counts");
            faults.push(self.warning(Column::Month, "month_differs", reason));
        }
        Some(found)
    }

    fn number(
        &self,
        column: Column,
        incident: &mut Incident,
        faults: &mut Vec<Fault>,
    ) -> Option<i64> {
        match whole(self.cell(column)) {
            Ok(Some(number)) => {
                self.keep(incident, column, &number.to_string());
                Some(number)
            }
            Ok(None) => None,
            Err(fault) => {
                faults.push(self.refusal(column, "number", fault.to_string()));
                None
            }
        }
    }

    fn count(
        &self,
        column: Column,
        incident: &mut Incident,
        faults: &mut Vec<Fault>,
    ) -> Option<u32> {
        let number = self.number(column, incident, faults)?;
        let count = u32::try_from(number).ok();
        if count.is_none() {
            let reason = "this number of people cannot be below zero";
            faults.push(self.refusal(column, "below_zero", reason));
        }
        count
    }

    /// A number that a release may write below zero to take back what another row counts.
    fn corrected(
        &self,
        column: Column,
        incident: &mut Incident,
        faults: &mut Vec<Fault>,
    ) -> (Option<u32>, Option<i32>) {
        let Some(number) = self.number(column, incident, faults) else {
            return (None, None);
        };
        if let Ok(count) = u32::try_from(number) {
            return (Some(count), None);
        }
        let reason = "a number below zero takes back what another row counts; it is kept as a correction, and the number is not known";
        faults.push(self.warning(column, "taken_back", reason));
        let name = self.name(column).to_owned();
        let cell = self.cell(column).to_owned();
        incident.source_values.insert(name, cell);
        (None, i32::try_from(number).ok())
    }

    fn people(&self, incident: &mut Incident, faults: &mut Vec<Fault>) {
        incident.people.dead = self.count(Column::Dead, incident, faults);
        let (missing, correction) = self.corrected(Column::Missing, incident, faults);
        incident.people.missing = missing;
        incident.people.missing_correction = correction;
        let (survivors, correction) = self.corrected(Column::Survivors, incident, faults);
        incident.people.survivors = survivors;
        incident.people.survivors_correction = correction;
        incident.people.females = self.count(Column::Females, incident, faults);
        incident.people.males = self.count(Column::Males, incident, faults);
        incident.people.minors = self.count(Column::Minors, incident, faults);
        let together = incident.people.dead_or_missing();
        if together.is_none() {
            let reason = "neither dead nor missing are known; the row adds to no figure of people";
            faults.push(self.warning(Column::Dead, "no_figure", reason));
        }
        if let Ok(Some(total)) = whole(self.cell(Column::Total))
            && together.is_some_and(|sum| sum != total)
        {
            let sum = together.unwrap_or_default();
            let reason = format!("dead and missing are {sum} together; the two columns count");
            faults.push(self.warning(Column::Total, "total_differs", reason));
        }
    }

    /// Names, as they stand.
    fn words(&self, incident: &mut Incident, faults: &mut Vec<Fault>) {
        let text = |column| self.cell(column).to_owned();
        incident.region = text(Column::Region);
        incident.unsd_region = text(Column::UnsdRegion);
        incident.route = text(Column::Route);
        incident.country = text(Column::Country);
        incident.place = text(Column::Place);
        incident.origin_country = text(Column::OriginCountry);
        let origin = origin_region(self.cell(Column::OriginRegion));
        self.keep(incident, Column::OriginRegion, &origin.region);
        incident.origin_region = origin.region;
        incident.origin_presumed = origin.presumed;
        for (column, system) in [
            (Column::Region, System::Project),
            (Column::UnsdRegion, System::Unsd),
        ] {
            let name = self.cell(column);
            if !name.is_empty()
                && self
                    .regions
                    .region(system, name, incident.occurred)
                    .is_none()
            {
                let reason = "this name of a region is not in the concordance; it stands as a region of its own until somebody adds it";
                faults.push(self.warning(column, "region_unknown", reason));
            }
        }
        let country = &incident.country;
        if !country.is_empty() && !country.contains(',') && country::by_name(country).is_none() {
            let reason = "this is no name of a country; it is kept as it stands";
            faults.push(self.warning(Column::Country, "country_unknown", reason));
        }
    }

    fn causes(&self, incident: &mut Incident, faults: &mut Vec<Fault>) {
        let labels = Cause::ALL.map(Cause::label);
        let written = self.cell(Column::Cause);
        self.cell(Column::CauseReported)
            .clone_into(&mut incident.cause_reported);
        match split_known(written, &labels) {
            Some(found) => {
                incident.causes = found.into_iter().filter_map(Cause::by_label).collect();
                let said: Vec<&str> = incident.causes.iter().map(|cause| cause.label()).collect();
                self.keep(incident, Column::Cause, &said.join(","));
            }
            None if incident.cause_reported.is_empty() => {
                // Releases up to 2020 tell the cause in words.
                written.clone_into(&mut incident.cause_reported);
                let reason = "these words are no category; they stand as the reported cause";
                faults.push(self.warning(Column::Cause, "cause_unclassified", reason));
            }
            None => {
                self.keep(incident, Column::Cause, "");
                let reason = "this is no category of causes; it is kept as it stands";
                faults.push(self.warning(Column::Cause, "cause_unclassified", reason));
            }
        }
    }

    fn sources(&self, incident: &mut Incident, faults: &mut Vec<Fault>) {
        self.cell(Column::Source).clone_into(&mut incident.source);
        incident.links = links(self.cell(Column::Link));
        let said = incident.links.join(" ");
        self.keep(incident, Column::Link, &said);
        match quality(self.cell(Column::Quality)) {
            Some(found) => {
                incident.quality = found;
                let said: String = incident.quality.iter().map(ToString::to_string).collect();
                self.keep(incident, Column::Quality, &said);
                if incident.quality.len() > 1 {
                    let reason = "several qualities stand in one cell; all are kept and the best is reported";
                    faults.push(self.warning(Column::Quality, "quality_joined", reason));
                    self.keep(incident, Column::Quality, "");
                }
            }
            None => {
                let reason = "qualities of sources are 1 to 5";
                faults.push(self.refusal(Column::Quality, "quality", reason));
            }
        }
    }

    fn place(&self, incident: &mut Incident, faults: &mut Vec<Fault>) {
        let both = self.cell(Column::Coordinates);
        let (lat, lon) = (self.cell(Column::Latitude), self.cell(Column::Longitude));
        let (column, found) = if !both.is_empty() {
            (Column::Coordinates, coordinates(both))
        } else if lat.is_empty() && lon.is_empty() {
            return;
        } else {
            (Column::Latitude, pair(lat, lon))
        };
        match found {
            Ok(point) if point.lat == 0.0 && point.lon == 0.0 => {
                let reason = "0, 0 is the sea off Ghana and stands for a point that is not known; the row has none";
                faults.push(self.warning(column, "zero_point", reason));
                self.keep(incident, column, "");
            }
            Ok(point) => {
                self.keep(
                    incident,
                    Column::Coordinates,
                    &format!("{}, {}", point.lat, point.lon),
                );
                self.keep(incident, Column::Latitude, &point.lat.to_string());
                self.keep(incident, Column::Longitude, &point.lon.to_string());
                incident.point = Some(point);
                incident.precision = Some(precision(incident));
            }
            Err(fault @ (CoordinateFault::Shape | CoordinateFault::OffTheEarth)) => {
                faults.push(self.refusal(column, "coordinates", fault.to_string()));
            }
        }
    }
}

/// Addresses in a cell, whatever joins them.
fn links(cell: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in cell.split_whitespace() {
        let mut rest = word;
        while !rest.is_empty() {
            // A comma within an address belongs to it, unless another address begins there.
            let next = [",http", ";http"]
                .iter()
                .filter_map(|sign| rest.find(sign))
                .min()
                .unwrap_or(rest.len());
            let (link, after) = rest.split_at(next);
            rest = after.get(1..).unwrap_or_default();
            let link = link.trim_end_matches([',', ';']);
            if link.starts_with("http://") || link.starts_with("https://") {
                found.push(link.to_owned());
            }
        }
    }
    found
}

/// Words of places that name no point.
const NO_POINT: [&str; 6] = [
    "unspecified",
    "unknown location",
    "desert",
    "between ",
    "en route",
    "along ",
];
/// Words of places at sea.
const SEA: [&str; 12] = [
    "off ",
    "coast",
    " sea",
    " nm ",
    "strait",
    "channel",
    "waters",
    "ocean",
    "gulf",
    " bay",
    "nautical",
    "shipwreck",
];
/// Words of bodies found on land.
const SHORE: [&str; 4] = ["beach", "washed", "shore of", "harbour"];

/// How exactly a published point is known. Releases do not say, and their publisher warns that points are often
/// approximate: so nothing read from a file is exact, what is told as somewhere is an area, and what happened at sea is
/// an area of sea. A person who knows better says so in the register.
fn precision(incident: &Incident) -> Precision {
    let place = format!(" {} ", incident.place.to_lowercase());
    let says = |words: &[&str]| words.iter().any(|word| place.contains(word));
    if says(&SHORE) {
        Precision::Place
    } else if says(&SEA) || incident.region.starts_with("Mediterranean") {
        Precision::SeaArea
    } else if says(&NO_POINT) || incident.place.is_empty() {
        Precision::Area
    } else {
        Precision::Place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart_and_commas_within_them_stay() {
        assert_eq!(
            links("https://a.example/x, https://b.example/y,z;https://c.example"),
            [
                "https://a.example/x",
                "https://b.example/y,z",
                "https://c.example"
            ]
        );
        assert!(links("javascript:alert(1) see the file").is_empty());
    }
}
