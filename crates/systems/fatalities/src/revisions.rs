//! What was changed in figures that the public had seen: read from the journal, so that no door forgets it.

use std::collections::BTreeMap;

use journal::{Entry, Kind, RecordState, apply};
use registers::{ReadError, Registers};
use serde_json::Value as Json;
use vocab::Hlc;

use crate::{incident::Incident, module::INCIDENTS, published::PUBLISHED};

/// Fields whose change moves a published figure, a place or a period.
const TOLD: [&str; 14] = [
    "occurred",
    "incident_type",
    "main_id",
    "dead",
    "missing",
    "missing_correction",
    "survivors",
    "survivors_correction",
    "region",
    "unsd_region",
    "country",
    "route",
    "latitude",
    "longitude",
];

/// What happened to a published incident.
#[derive(Debug, Clone, PartialEq)]
pub enum Revised {
    /// These fields were changed: before, after.
    Changed(BTreeMap<&'static str, (Json, Json)>),
    /// It was taken back.
    Withdrawn,
    /// It was published again after it had been taken back.
    Restored,
}

/// A change to what was published.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// When.
    pub at: Hlc,
    /// Which incident.
    pub incident_id: String,
    /// Year under which it counts now.
    pub year: i16,
    /// What.
    pub revised: Revised,
    /// By how many the dead and missing of all published incidents changed.
    pub difference: i64,
    /// Why.
    pub reason: String,
}

/// Every revision up to a time, the newest first.
///
/// # Errors
/// The store's failure.
pub async fn revisions(
    registers: &Registers,
    until: Option<Hlc>,
) -> Result<Vec<Revision>, ReadError> {
    let name = registers.register(INCIDENTS)?.name.clone();
    let at = until.unwrap_or(Hlc::from_i64(i64::MAX));
    let mut found = Vec::new();
    let mut histories = registers.store().as_of_partition(&name, None, at);
    while let Some(entries) = histories.next_history().await {
        revisions_of(&entries?, &mut found);
    }
    found.sort_by(|a, b| (b.at, &a.incident_id).cmp(&(a.at, &b.incident_id)));
    Ok(found)
}

/// The revisions in the history of one incident.
fn revisions_of(entries: &[Entry], found: &mut Vec<Revision>) {
    let mut state: Option<RecordState> = None;
    let mut was_public = false;
    let mut seen: Option<Incident> = None;
    for entry in entries {
        let before = state.clone();
        apply(&mut state, entry);
        let Some(now) = &state else { continue };
        let Some(incident) = Incident::read(&now.data) else {
            continue;
        };
        let public = |record: &RecordState| record.state == PUBLISHED;
        let people = |incident: &Incident| incident.people.dead_or_missing().unwrap_or(0);
        let revised = match (before.as_ref().is_some_and(public), public(now)) {
            (true, true) => {
                let changed = before.as_ref().map(|before| changed(before, now));
                changed
                    .filter(|changed| !changed.is_empty())
                    .map(Revised::Changed)
            }
            (true, false) => Some(Revised::Withdrawn),
            (false, true) if was_public => Some(Revised::Restored),
            _ => None,
        };
        let shown = public(now).then(|| incident.clone());
        if let Some(revised) = revised {
            let sum = |incident: &Option<Incident>| incident.as_ref().map_or(0, people);
            found.push(Revision {
                at: entry.hlc,
                incident_id: incident.incident_id.clone(),
                year: incident.occurred.year(),
                revised,
                difference: sum(&shown) - sum(&seen),
                reason: reason(entry),
            });
        }
        was_public |= public(now);
        seen = shown;
    }
}

fn changed(before: &RecordState, now: &RecordState) -> BTreeMap<&'static str, (Json, Json)> {
    let value =
        |record: &RecordState, field: &str| record.data.get(field).cloned().unwrap_or(Json::Null);
    TOLD.into_iter()
        .map(|field| (field, (value(before, field), value(now, field))))
        .filter(|(_, (before, now))| before != now)
        .collect()
}

fn reason(entry: &Entry) -> String {
    let text = |key: &str| entry.body.get(key).and_then(Json::as_str);
    let first = match entry.kind {
        Kind::Transition | Kind::Settle => text("reason").or_else(|| text("note")),
        _ => text("note"),
    };
    first.unwrap_or_default().to_owned()
}
