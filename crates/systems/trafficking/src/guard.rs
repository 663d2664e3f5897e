//! What holds a record back from the statistics: no consent, or no agreement of whoever contributed it.

use std::sync::Arc;

use access::{Actor, is_within};
use journal::{JournalError, RecordState, Tx};
use registers::{Finding, Registers};
use releases::{AGREEMENTS, Agreement, Use};
use serde_json::Value as Json;

use crate::module::{CASES, PARTNERS};

/// Brings the guards of the system.
pub(crate) fn hooks(registers: Registers) -> Registers {
    registers
        .with_guard("trafficking_consent", Arc::new(consent))
        .with_guard("trafficking_agreement", Arc::new(agreement))
}

fn text<'a>(record: &'a RecordState, field: &str) -> &'a str {
    record
        .data
        .get(field)
        .and_then(Json::as_str)
        .unwrap_or_default()
}

/// The person agreed to the use.
fn consent(_: &mut Tx<'_>, case: &RecordState, _: &Actor) -> Result<Vec<Finding>, JournalError> {
    if text(case, "consent") == "yes" {
        return Ok(Vec::new());
    }
    Ok(vec![Finding {
        code: "no_consent",
        field: Some("consent".to_owned()),
        reason: "the person has not agreed; the record stays out of statistics".to_owned(),
    }])
}

fn all(tx: &mut Tx<'_>, register: &str) -> Result<Vec<RecordState>, JournalError> {
    let sql = format!(
        "select {} from record where tenant = $1 and register = $2 and erased = 0 and merged_into is null",
        journal::record::COLUMNS
    );
    let params = [tx.tenant().as_str().into(), register.into()];
    tx.query(&sql, &params)?
        .iter()
        .map(journal::record::from_row)
        .collect()
}

/// The partner's agreement covers contributions today, and the record is of the partner's unit, where it has one.
fn agreement(tx: &mut Tx<'_>, case: &RecordState, _: &Actor) -> Result<Vec<Finding>, JournalError> {
    let found = |reason: String| Finding {
        code: "agreement",
        field: Some("partner".to_owned()),
        reason,
    };
    let agreements: Vec<Agreement> = all(tx, AGREEMENTS)?
        .iter()
        .filter_map(Agreement::read)
        .collect();
    let today = jiff::Timestamp::from_millisecond(tx.now().ms())
        .map(|now| jiff::tz::Offset::UTC.to_datetime(now).date())
        .unwrap_or_default();
    let party = text(case, "partner");
    let lacking = Agreement::covers(&agreements, party, CASES, Use::Contribute, today);
    let mut findings: Vec<Finding> = lacking
        .map(|refusal| found(refusal.reason))
        .into_iter()
        .collect();
    let partners = all(tx, PARTNERS)?;
    let unit = partners
        .iter()
        .find(|partner| text(partner, "code") == party)
        .map(|partner| text(partner, "unit"))
        .unwrap_or_default();
    if !unit.is_empty() && !is_within(&case.owner, unit) {
        findings.push(found(
            "the record belongs to another unit than the partner it names".to_owned(),
        ));
    }
    Ok(findings)
}
