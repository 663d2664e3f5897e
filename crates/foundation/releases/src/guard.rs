//! What holds a step of a release back, whichever door is taken.

use std::sync::Arc;

use access::Actor;
use journal::{JournalError, Kind, RecordState, Tx};
use registers::{Finding, Registers};
use serde_json::Value as Json;

use crate::{
    agreement::{Agreement, Use},
    gates::Refusal,
    ledger::{SPENDING, all, budget_of, cost_of, within},
    module::{AGREEMENTS, BUDGETS, RELEASES},
    recipe::Recipe,
    spending::Ledger,
};

/// Brings the guards of the ledger.
pub(crate) fn hooks(registers: Registers) -> Registers {
    registers
        .with_guard("release_second_person", Arc::new(not_the_maker))
        .with_guard("release_passed", Arc::new(passed))
        .with_guard("release_agreements", Arc::new(agreed))
        .with_guard("release_budget", Arc::new(in_budget))
        .with_guard("releases_second_person", Arc::new(not_the_writer))
}

fn finding(code: &'static str, reason: impl Into<String>) -> Finding {
    Finding {
        code,
        field: None,
        reason: reason.into(),
    }
}

fn text<'a>(record: &'a RecordState, field: &str) -> &'a str {
    record
        .data
        .get(field)
        .and_then(Json::as_str)
        .unwrap_or_default()
}

/// Who made a release neither approves nor publishes it.
fn not_the_maker(
    _: &mut Tx<'_>,
    release: &RecordState,
    actor: &Actor,
) -> Result<Vec<Finding>, JournalError> {
    if text(release, "maker") != actor.id.as_str() {
        return Ok(Vec::new());
    }
    let reason = "you made this release; another person has to approve and publish it";
    Ok(vec![finding("second_person", reason)])
}

/// Who wrote an agreement or a budget does not put it in force.
fn not_the_writer(
    tx: &mut Tx<'_>,
    record: &RecordState,
    actor: &Actor,
) -> Result<Vec<Finding>, JournalError> {
    let entries = tx.entries_of(record.register.as_str(), record.id.as_str())?;
    let wrote = entries.iter().any(|entry| {
        matches!(entry.kind, Kind::Create | Kind::Patch | Kind::Settle) && entry.actor == actor.id
    });
    if !wrote {
        return Ok(Vec::new());
    }
    let reason = "you wrote this; another person has to agree to it";
    Ok(vec![finding("second_person", reason)])
}

/// Only what passed its tests goes on.
fn passed(_: &mut Tx<'_>, release: &RecordState, _: &Actor) -> Result<Vec<Finding>, JournalError> {
    if text(release, "passed") == "yes" && !text(release, "file").is_empty() {
        return Ok(Vec::new());
    }
    let reason = "the release has not passed its tests; make another";
    Ok(vec![finding("not_passed", reason)])
}

/// Every contributor's agreement covers the release today.
fn agreed(tx: &mut Tx<'_>, release: &RecordState, _: &Actor) -> Result<Vec<Finding>, JournalError> {
    let Ok(recipe) = Recipe::parse(text(release, "recipe")) else {
        let reason = "the recipe of this release cannot be read any more; make another";
        return Ok(vec![finding("recipe", reason)]);
    };
    if recipe.contributor.is_none() {
        return Ok(Vec::new());
    }
    let today = jiff::Timestamp::from_millisecond(tx.now().ms())
        .map(|now| jiff::tz::Offset::UTC.to_datetime(now).date())
        .unwrap_or_default();
    let agreements: Vec<Agreement> = all(tx, AGREEMENTS)?
        .iter()
        .filter_map(Agreement::read)
        .collect();
    let columns: Vec<String> = recipe
        .columns
        .iter()
        .map(|column| column.name.clone())
        .collect();
    let usage = Use::Publish {
        method: recipe.method,
        columns: &columns,
        epsilon: recipe.epsilon,
    };
    let contributors = release.data.get("contributors").and_then(Json::as_object);
    Ok(contributors
        .into_iter()
        .flat_map(|found| found.keys())
        .filter_map(|party| Agreement::covers(&agreements, party, &recipe.register, usage, today))
        .map(|Refusal { reason, .. }| finding("agreement", reason))
        .collect())
}

/// The register's budget has room for it, all others counted.
fn in_budget(
    tx: &mut Tx<'_>,
    release: &RecordState,
    _: &Actor,
) -> Result<Vec<Finding>, JournalError> {
    let register = text(release, "register").to_owned();
    let Some(cost) = cost_of(release) else {
        return Ok(vec![finding("budget", "the release names no method")]);
    };
    let spent = all(tx, RELEASES)?
        .iter()
        .filter(|other| other.id != release.id && text(other, "register") == register)
        .filter(|other| SPENDING.contains(&other.state.as_str()))
        .filter_map(cost_of)
        .fold(Ledger::default(), Ledger::with);
    let budget = all(tx, BUDGETS)?
        .iter()
        .filter_map(budget_of)
        .find_map(|(of, budget)| (of == register).then_some(budget));
    Ok(within(budget, spent, cost, &register)
        .map(|refusal| finding("budget", refusal.reason))
        .into_iter()
        .collect())
}
