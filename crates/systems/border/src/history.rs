//! What is known of a document from before: crossings, permits, what a carrier announced.

use access::Actor;
use house::House;
use jiff::{ToSpan, civil::Date};
use registers::{ListQuery, Op, Order, RecordView, Sort};
use serde_json::{Map, Value as Json};

use crate::{
    crossing::{Crossing, Direction},
    error::BorderError,
    inspect::{searching, text},
    module::{CROSSINGS, PERMISSIONS},
    read_document::ReadDocument,
    stay::{self, Stay, Window},
    verdict::{Reason, Says},
};

/// Records of a document that are looked at.
const MOST_EARLIER: usize = 100;

/// Records of a register about a document.
pub(crate) async fn of_document(
    house: &House,
    actor: &Actor,
    register: &str,
    number: &str,
) -> Result<Vec<RecordView>, BorderError> {
    if number.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = ListQuery::of(register).with("document_number", Op::Eq, number);
    query.limit = MOST_EARLIER;
    query.counts = false;
    query.sort = Sort {
        by: None,
        order: Order::Descending,
    };
    let registers = house.registers.for_purpose("border_check");
    Ok(registers.list(&searching(actor), &query).await?.records)
}

/// Crossings with this document and this date of birth, newest first: two issuers may use one number.
pub(crate) async fn earlier(
    house: &House,
    actor: &Actor,
    document: &ReadDocument,
) -> Result<Vec<Crossing>, BorderError> {
    let records = of_document(house, actor, CROSSINGS, &document.number).await?;
    let mut crossings: Vec<Crossing> = records
        .iter()
        .filter(|record| record.state == "recorded")
        .filter_map(|record| Crossing::read(record.id.as_str(), &record.data))
        .filter(|crossing| crossing.issuer == document.issuer && crossing.birth == document.birth)
        .collect();
    crossings.sort_by_key(|crossing| std::cmp::Reverse(crossing.at));
    Ok(crossings)
}

pub(crate) fn of_history(
    earlier: &[Crossing],
    direction: Direction,
    on: Date,
    reasons: &mut Vec<Reason>,
) {
    let last = earlier
        .iter()
        .find(|it| it.direction.arrives() || it.direction == Direction::Exit);
    let inside = last.filter(|it| it.direction.arrives());
    match (direction, inside) {
        (Direction::Entry, Some(entry)) => {
            reasons.push(Reason::seen(
                "doubled_entry",
                Says::Look,
                entry.day.to_string(),
            ));
        }
        // Said only where something is known of the document: most posts begin without a past.
        (Direction::Exit, None) if !earlier.is_empty() => {
            reasons.push(Reason::of("exit_without_entry", Says::Note));
        }
        (Direction::Exit, Some(entry)) => {
            if let Some(until) = entry.stay_until.filter(|until| *until < on) {
                reasons.push(Reason::seen("overstayed", Says::Look, until.to_string()));
            }
        }
        _ => {}
    }
    let refused = earlier
        .iter()
        .find(|it| it.direction == Direction::EntryRefused);
    if let Some(refused) = refused
        && direction == Direction::Entry
    {
        let day = refused.day.to_string();
        reasons.push(Reason::seen("earlier_refusal", Says::Look, day));
    }
}

/// Visas and permits of the document: until when somebody may stay, and what speaks against an entry today.
pub(crate) async fn permissions(
    house: &House,
    actor: &Actor,
    document: &ReadDocument,
    earlier: &[Crossing],
    (direction, on): (Direction, Date),
) -> Result<(Option<Date>, Vec<Reason>), BorderError> {
    let mut reasons = Vec::new();
    if direction != Direction::Entry {
        return Ok((None, reasons));
    }
    let permits = of_document(house, actor, PERMISSIONS, &document.number).await?;
    let mut until: Option<Date> = None;
    for permit in permits
        .iter()
        .filter(|permit| text(&permit.data, "document_issuer") == document.issuer)
    {
        let date = |field: &str| text(&permit.data, field).parse::<Date>().ok();
        let number = |field: &str| permit.data.get(field).and_then(Json::as_i64);
        let (Some(from), Some(to)) = (date("valid_from"), date("valid_until")) else {
            continue;
        };
        if permit.state == "revoked" {
            reasons.push(Reason::of("permission_revoked", Says::Refer));
            continue;
        }
        if on < from || to < on {
            reasons.push(Reason::seen(
                "permission_expired",
                Says::Refer,
                format!("{from} – {to}"),
            ));
            continue;
        }
        let used = earlier
            .iter()
            .filter(|it| it.direction == Direction::Entry && from <= it.day)
            .count();
        if number("entries")
            .is_some_and(|entries| i64::try_from(used).unwrap_or(i64::MAX) >= entries)
        {
            reasons.push(Reason::seen(
                "permission_used_up",
                Says::Refer,
                used.to_string(),
            ));
            continue;
        }
        let days = number("stay_days").and_then(|days| i32::try_from(days).ok());
        let within = number("window_days").and_then(|days| i32::try_from(days).ok());
        let last = match (days, within) {
            (Some(days), Some(within)) => {
                let last = stay::last_day(&stays(earlier), on, Window { days, within });
                if last.is_none() {
                    reasons.push(Reason::of("stay_used_up", Says::Refer));
                    continue;
                }
                last
            }
            (Some(days), None) => on.checked_add((days - 1).max(0).days()).ok(),
            _ => None,
        };
        let last = last.map_or(to, |last| last.min(to));
        until = Some(until.map_or(last, |until| until.max(last)));
    }
    Ok((until, reasons))
}

/// Stays from crossings, newest first as they come.
fn stays(earlier: &[Crossing]) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    for crossing in earlier.iter().rev() {
        if crossing.direction.arrives() {
            stays.push(Stay {
                from: crossing.day,
                to: None,
            });
        } else if crossing.direction == Direction::Exit
            && let Some(last) = stays.last_mut()
            && last.to.is_none()
        {
            last.to = Some(crossing.day);
        }
    }
    stays
}

/// What a carrier announced against what was read.
pub(crate) fn against_list(
    announced: &Map<String, Json>,
    document: &ReadDocument,
) -> Option<Reason> {
    let mut differs = Vec::new();
    let birth = document
        .birth
        .map(|birth| birth.to_string())
        .unwrap_or_default();
    let expiry = document
        .expiry
        .map(|day| day.to_string())
        .unwrap_or_default();
    for (what, listed, read) in [
        ("date of birth", text(announced, "birth"), birth.as_str()),
        (
            "citizenship",
            text(announced, "citizenship"),
            document.citizenship.as_str(),
        ),
        (
            "expiry",
            text(announced, "document_expiry"),
            expiry.as_str(),
        ),
    ] {
        if !listed.is_empty() && !read.is_empty() && listed != read {
            differs.push(what);
        }
    }
    let bare = |text: &str| text.to_uppercase().replace([' ', '-', '\''], "");
    if bare(text(announced, "surname")) != bare(&document.surname) {
        differs.push("surname");
    }
    (!differs.is_empty()).then(|| Reason::seen("expected_differs", Says::Look, differs.join(", ")))
}
