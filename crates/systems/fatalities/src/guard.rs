//! What holds a step of an incident back: nobody verifies what they entered themselves.

use std::sync::Arc;

use access::Actor;
use journal::{Entry, JournalError, Kind, RecordState, Tx};
use registers::{Finding, Registers};
use serde_json::Value as Json;

/// Asked for by `verify`.
const SECOND_PERSON: &str = "fatalities_second_person";
/// Asked for by `verify`.
const HAS_SOURCE: &str = "fatalities_has_source";
/// Asked for by `publish`.
const AS_IT_STANDS: &str = "fatalities_verified_as_it_stands";

/// Brings the guards of missing migrants.
pub(crate) fn hooks(registers: Registers) -> Registers {
    registers
        .with_guard(SECOND_PERSON, Arc::new(second_person))
        .with_guard(HAS_SOURCE, Arc::new(has_source))
        .with_guard(AS_IT_STANDS, Arc::new(verified_as_it_stands))
}

fn finding(code: &'static str, reason: &str) -> Finding {
    Finding {
        code,
        field: None,
        reason: reason.to_owned(),
    }
}

fn is_content(entry: &Entry) -> bool {
    matches!(entry.kind, Kind::Create | Kind::Patch | Kind::Settle)
}

/// Who wrote any of the content does not verify it, whichever door they come through.
fn second_person(
    tx: &mut Tx<'_>,
    incident: &RecordState,
    actor: &Actor,
) -> Result<Vec<Finding>, JournalError> {
    let entries = tx.entries_of(incident.register.as_str(), incident.id.as_str())?;
    let wrote = entries
        .iter()
        .any(|entry| is_content(entry) && entry.actor == actor.id);
    if !wrote {
        return Ok(Vec::new());
    }
    let reason = "you entered or changed this incident; a second person has to verify it";
    Ok(vec![finding("second_person", reason)])
}

/// An incident that nobody tells of is not verified.
fn has_source(
    _: &mut Tx<'_>,
    incident: &RecordState,
    _: &Actor,
) -> Result<Vec<Finding>, JournalError> {
    let named = incident
        .data
        .get("source")
        .and_then(Json::as_str)
        .is_some_and(|source| !source.trim().is_empty());
    let judged = incident
        .data
        .get("source_quality")
        .and_then(Json::as_array)
        .is_some_and(|qualities| !qualities.is_empty());
    if named && judged {
        return Ok(Vec::new());
    }
    let reason = "the incident names no source with its quality; link one, then verify";
    Ok(vec![finding("no_source", reason)])
}

/// What was changed after it was verified is verified again.
fn verified_as_it_stands(
    tx: &mut Tx<'_>,
    incident: &RecordState,
    _: &Actor,
) -> Result<Vec<Finding>, JournalError> {
    let entries = tx.entries_of(incident.register.as_str(), incident.id.as_str())?;
    let changed_since = entries
        .iter()
        .rev()
        .take_while(|entry| {
            let name = entry.body.get("name").and_then(Json::as_str);
            !(entry.kind == Kind::Transition && name == Some("verify"))
        })
        .any(is_content);
    if !changed_since {
        return Ok(Vec::new());
    }
    let reason = "the incident was changed after it was verified; send it back and have it verified as it stands now";
    Ok(vec![finding("changed_since_verified", reason)])
}
