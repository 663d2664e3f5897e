//! From a report to a published incident: report, search for duplicates, candidate or link, verification, publication.

use access::Actor;
use registers::{Act, Change, CommitError, ReadError, RecordView, Registers, Strictness};
use serde_json::{Map, Value as Json, json};
use vocab::{PartialDate, RecordId, RegisterName, VocabError};

use crate::{
    duplicates::{self, Candidate},
    incident::Incident,
    module::{INCIDENTS, REPORTS, SOURCES},
};

/// States in which an incident can be what a report is about.
const KNOWN_STATES: [&str; 4] = ["candidate", "verified", "published", "withdrawn"];

/// Why a step was not taken.
#[derive(Debug, thiserror::Error)]
pub enum WorkflowError {
    /// Reading failed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Writing was refused.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// A name of a register is malformed.
    #[error(transparent)]
    Word(#[from] VocabError),
    /// The report lacks what an incident needs.
    #[error("the report has no id or no date; complete it first")]
    Incomplete,
    /// Known incidents are near, and nobody said why the report is another.
    #[error("{} known incidents are near in time and place; link the report to one of them, or say why it is another event", .0.len())]
    MayBeKnown(Vec<Known>),
    /// There is no incident of that id.
    #[error("there is no incident `{0}`")]
    NoIncident(String),
}

/// A known incident that may be the event of a report, with its record.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Its record.
    pub record: RecordId,
    /// Its state.
    pub state: String,
    /// The incident.
    pub incident: Incident,
    /// Why it may be the same.
    pub candidate: Candidate,
}

/// What a report tells, as an incident of its own id.
pub fn incident_of(report: &Map<String, Json>) -> Option<Incident> {
    let mut data = report.clone();
    let id = data.remove("report_id")?;
    data.insert("incident_id".to_owned(), id);
    data.remove("incident");
    if let Some(link) = data.remove("link") {
        data.insert("links".to_owned(), link);
    }
    if let Some(quality) = data.remove("quality").as_ref().and_then(Json::as_u64) {
        data.insert("source_quality".to_owned(), json!([quality.to_string()]));
    }
    Incident::read(&data)
}

/// Known incidents that may be this one, the likeliest first. Years are partitions: those of three days around the
/// date are read, and the year before, where a total over a period may have begun.
///
/// # Errors
/// The store's failure.
pub async fn known_like(
    registers: &Registers,
    incident: &Incident,
) -> Result<Vec<Known>, ReadError> {
    let mut known = Vec::new();
    for year in years(incident.occurred) {
        let mut scan = registers.scan(INCIDENTS, Some(&year.to_string()))?;
        while let Some(record) = scan.next().await {
            let record = record?;
            if KNOWN_STATES.contains(&record.state.as_str())
                && let Some(incident) = Incident::read(&record.data)
            {
                known.push((record.id, record.state, incident));
            }
        }
    }
    let found = duplicates::candidates(incident, known.iter().map(|(_, _, other)| other));
    Ok(found
        .into_iter()
        .filter_map(|candidate| {
            let (record, state, incident) = known
                .iter()
                .find(|(_, _, other)| other.incident_id == candidate.incident_id)?;
            Some(Known {
                record: record.clone(),
                state: state.clone(),
                incident: incident.clone(),
                candidate,
            })
        })
        .collect())
}

fn years(date: PartialDate) -> Vec<i16> {
    let last = date.last_day();
    let next = last.month() == 12 && i64::from(last.day()) > 31 - duplicates::DAYS;
    let year = date.year();
    let mut years = vec![year - 1, year];
    if next {
        years.push(year + 1);
    }
    years
}

fn change(
    register: &str,
    id: &RecordId,
    act: Act,
    note: Option<&str>,
) -> Result<Change, VocabError> {
    Ok(Change {
        register: RegisterName::parse(register)?,
        id: id.clone(),
        base: None,
        act,
        note: note.map(str::to_owned),
    })
}

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

/// The source that a report is, linked to an incident.
fn source(
    registers: &Registers,
    report: &RecordView,
    incident_id: &str,
) -> Result<(RecordId, Map<String, Json>), ReadError> {
    let text = |field: &str| report.data.get(field).and_then(Json::as_str);
    let report_id = text("report_id").unwrap_or_default();
    let key = format!("{incident_id}|{report_id}");
    let id = registers.register(SOURCES)?.id_for_key(&[&key]);
    let data = object(json!({
        "source_key": key,
        "incident": incident_id,
        "report": report_id,
        "source": text("source"),
        "link": text("link"),
        // A source that nobody has judged is the weakest until somebody does.
        "quality": report.data.get("quality").and_then(Json::as_u64).unwrap_or(1),
        "seen_on": text("received_on"),
    }));
    Ok((id, data))
}

/// How a report becomes a candidate.
#[derive(Debug, Clone, Default)]
pub struct Taking {
    /// Why it is none of the known incidents that are near.
    pub no_duplicate: Option<String>,
    /// The event of which it is a part, when it is a split of a known one.
    pub part_of: Option<String>,
}

/// Takes a report as a candidate: a new incident with the report as its source.
///
/// # Errors
/// [`WorkflowError::MayBeKnown`] when known incidents are near and no reason is given; what the commit refuses.
pub async fn take(
    registers: &Registers,
    actor: &Actor,
    report: &RecordId,
    taking: &Taking,
) -> Result<RecordId, WorkflowError> {
    let report = registers.get(actor, REPORTS, report, None).await?;
    let mut incident = incident_of(&report.data).ok_or(WorkflowError::Incomplete)?;
    if let Some(event) = &taking.part_of {
        incident.main_id.clone_from(event);
        incident.kind = crate::IncidentKind::Split;
    }
    if incident.quality.is_empty() {
        incident.quality.insert(1);
    }
    let reason = taking.no_duplicate.as_deref().map(str::trim);
    let reason = reason.filter(|reason| !reason.is_empty());
    if reason.is_none() {
        let near = known_like(registers, &incident).await?;
        if !near.is_empty() {
            return Err(WorkflowError::MayBeKnown(near));
        }
    }
    let id = registers
        .register(INCIDENTS)?
        .id_for_key(&[&incident.incident_id]);
    let mut data = incident.record();
    data.retain(|_, value| !value.is_null());
    data.insert(
        "report".to_owned(),
        Json::from(incident.incident_id.as_str()),
    );
    if let Some(reason) = reason {
        data.insert("duplicate_decision".to_owned(), Json::from(reason));
    }
    let owner = Some(report.owner.clone());
    let (source_id, source) = source(registers, &report, &incident.incident_id)?;
    let set = object(json!({ "incident": incident.incident_id }));
    let step = Act::Transition {
        name: "take".to_owned(),
        reason: reason.map(str::to_owned),
    };
    let changes = vec![
        change(
            INCIDENTS,
            &id,
            Act::Create {
                data,
                owner: owner.clone(),
            },
            reason,
        )?,
        change(
            SOURCES,
            &source_id,
            Act::Put {
                data: source,
                owner,
            },
            None,
        )?,
        change(REPORTS, &report.id, Act::Patch { set }, None)?,
        change(REPORTS, &report.id, step, None)?,
    ];
    registers.commit(actor, changes, Strictness::Strict).await?;
    Ok(id)
}

/// Links a report to a known incident as one more source. Figures that the report knows better are set with it, with
/// the reason.
///
/// # Errors
/// What the commit refuses.
pub async fn link(
    registers: &Registers,
    actor: &Actor,
    report: &RecordId,
    incident_id: &str,
    set: Map<String, Json>,
    reason: &str,
) -> Result<RecordId, WorkflowError> {
    let report = registers.get(actor, REPORTS, report, None).await?;
    let told = incident_of(&report.data).ok_or(WorkflowError::Incomplete)?;
    let id = registers.register(INCIDENTS)?.id_for_key(&[incident_id]);
    let record = match registers.get(actor, INCIDENTS, &id, None).await {
        Err(ReadError::NotFound(_)) => {
            return Err(WorkflowError::NoIncident(incident_id.to_owned()));
        }
        other => other?,
    };
    let known = Incident::read(&record.data)
        .ok_or_else(|| WorkflowError::NoIncident(incident_id.to_owned()))?;
    let mut joined = set;
    for (field, value) in joined_sources(&known, &told) {
        joined.insert(field.to_owned(), value);
    }
    let (source_id, source) = source(registers, &report, incident_id)?;
    let back = object(json!({ "incident": incident_id }));
    let step = Act::Transition {
        name: "link".to_owned(),
        reason: Some(reason.to_owned()),
    };
    let owner = Some(record.owner.clone());
    let changes = vec![
        change(INCIDENTS, &id, Act::Patch { set: joined }, Some(reason))?,
        change(
            SOURCES,
            &source_id,
            Act::Put {
                data: source,
                owner,
            },
            None,
        )?,
        change(REPORTS, &report.id, Act::Patch { set: back }, None)?,
        change(REPORTS, &report.id, step, None)?,
    ];
    registers.commit(actor, changes, Strictness::Strict).await?;
    Ok(id)
}

/// The sources of both, each once.
fn joined_sources(known: &Incident, told: &Incident) -> Vec<(&'static str, Json)> {
    let mut links = known.links.clone();
    links.extend(
        told.links
            .iter()
            .filter(|link| !known.links.contains(link))
            .cloned(),
    );
    let mut quality = known.quality.clone();
    quality.extend(&told.quality);
    if told.quality.is_empty() {
        quality.insert(1);
    }
    let quality: Vec<String> = quality.iter().map(ToString::to_string).collect();
    let names = if known.source.is_empty() || known.source == told.source {
        told.source.clone()
    } else {
        format!("{}; {}", known.source, told.source)
    };
    let mut set = vec![
        ("source", Json::from(names)),
        ("source_quality", Json::from(quality)),
    ];
    if !links.is_empty() {
        set.push(("links", Json::from(links.join(" "))));
    }
    set
}

/// Takes a step of an incident's or a report's lifecycle.
///
/// # Errors
/// When the actor may not, or a guard holds the step back.
pub async fn step(
    registers: &Registers,
    actor: &Actor,
    (register, id): (&str, &RecordId),
    name: &str,
    reason: Option<String>,
) -> Result<(), WorkflowError> {
    let act = Act::Transition {
        name: name.to_owned(),
        reason,
    };
    let changes = vec![change(register, id, act, None)?];
    registers.commit(actor, changes, Strictness::Strict).await?;
    Ok(())
}

/// Changes an incident, with the reason that its history and the public page keep.
///
/// # Errors
/// What the commit refuses.
pub async fn revise(
    registers: &Registers,
    actor: &Actor,
    id: &RecordId,
    set: Map<String, Json>,
    reason: &str,
) -> Result<(), WorkflowError> {
    let changes = vec![change(INCIDENTS, id, Act::Patch { set }, Some(reason))?];
    registers.commit(actor, changes, Strictness::Strict).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_around_a_date_are_searched() {
        let of = |date| years(PartialDate::parse(date).unwrap());
        assert_eq!(of("2024-05-01"), [2023, 2024]);
        assert_eq!(of("2024-12-28"), [2023, 2024]);
        assert_eq!(of("2024-12-29"), [2023, 2024, 2025]);
        assert_eq!(of("2024"), [2023, 2024, 2025]);
    }

    #[test]
    fn a_report_is_an_incident_with_one_source() {
        let report = object(json!({
            "report_id": "r-1", "occurred": "2026-03-04", "dead": 2, "source": "Coast guard",
            "link": "https://example.org/a", "quality": 5, "account": "…", "incident": "old",
        }));
        let incident = incident_of(&report).unwrap();
        assert_eq!(incident.incident_id, "r-1");
        assert_eq!(incident.main_id, "r-1");
        assert_eq!(incident.links, ["https://example.org/a"]);
        assert_eq!(incident.best_quality(), Some(5));
    }
}
