//! What holds a step back: nobody closes what they raised, and nobody who asks for protection is refused.

use std::sync::Arc;

use access::Actor;
use journal::{Entry, JournalError, Kind, RecordState, Tx};
use registers::{Finding, Registers, count_in};
use serde_json::Value as Json;
use vocab::RegisterName;

use crate::{answer, module::HITS, verdict::Reason};

/// Brings the guards of the border.
pub(crate) fn hooks(registers: Registers) -> Registers {
    registers
        .with_guard("border_second_person", Arc::new(second_person))
        .with_guard(
            "border_first_line_may_admit",
            Arc::new(first_line_may_admit),
        )
        .with_guard("border_hits_decided", Arc::new(hits_decided))
        .with_guard(
            "border_no_request_for_protection",
            Arc::new(no_request_for_protection),
        )
}

fn finding(code: &'static str, reason: &str) -> Vec<Finding> {
    vec![Finding {
        code,
        field: None,
        reason: reason.to_owned(),
    }]
}

fn is_content(entry: &Entry) -> bool {
    matches!(entry.kind, Kind::Create | Kind::Patch | Kind::Settle)
}

fn is(record: &RecordState, field: &str, value: &str) -> bool {
    record.data.get(field).and_then(Json::as_str) == Some(value)
}

/// Whoever made the record, wrote in it or raised it is not the second person, whichever door they come through.
fn second_person(
    tx: &mut Tx<'_>,
    record: &RecordState,
    actor: &Actor,
) -> Result<Vec<Finding>, JournalError> {
    let named = ["officer", "raised_by"]
        .iter()
        .any(|field| is(record, field, actor.id.as_str()));
    let entries = tx.entries_of(record.register.as_str(), record.id.as_str())?;
    let wrote = entries
        .iter()
        .any(|entry| is_content(entry) && entry.actor == actor.id);
    if !named && !wrote {
        return Ok(Vec::new());
    }
    Ok(finding(
        "second_person",
        "you raised or wrote this; a second person has to decide it",
    ))
}

/// A misreading that the zone proves looks like an alteration that a forger made well: nobody is admitted on it.
pub(crate) fn read_again(reasons: &[Reason]) -> bool {
    reasons
        .iter()
        .any(|reason| matches!(reason.code.as_str(), "zone_misread" | "zone_unreadable"))
}

/// The first line admits where nothing was found that a second line has to see.
fn first_line_may_admit(
    _: &mut Tx<'_>,
    inspection: &RecordState,
    _: &Actor,
) -> Result<Vec<Finding>, JournalError> {
    let reasons = answer::reasons(inspection.data.get("reasons"));
    if read_again(&reasons) {
        return Ok(finding(
            "read_again",
            "the zone was not read as it stands; read it again, and refer when it stays so",
        ));
    }
    if is(inspection, "verdict", "clear") || is(inspection, "verdict", "look") {
        return Ok(Vec::new());
    }
    Ok(finding(
        "second_line",
        "the second line decides about this traveller; refer them",
    ))
}

/// As long as a possible hit is open nobody is let in or refused on it.
fn hits_decided(
    tx: &mut Tx<'_>,
    inspection: &RecordState,
    _: &Actor,
) -> Result<Vec<Finding>, JournalError> {
    let register = RegisterName::parse(HITS).expect("a constant of plain characters");
    let id = inspection.id.as_str();
    let open = count_in(tx, &register, id, "open", ("inspection", id))?;
    if open == 0 {
        return Ok(Vec::new());
    }
    Ok(finding(
        "open_hits",
        "a possible hit of this traveller is open; decide it first, with a reason",
    ))
}

/// A request for protection stops a refusal (non-refoulement); it goes to the authority for asylum.
fn no_request_for_protection(
    _: &mut Tx<'_>,
    inspection: &RecordState,
    _: &Actor,
) -> Result<Vec<Finding>, JournalError> {
    if !is(inspection, "asylum_request", "yes") {
        return Ok(Vec::new());
    }
    Ok(finding(
        "asks_for_protection",
        "the traveller asks for protection and is not refused here; hand over to the authority for asylum",
    ))
}
