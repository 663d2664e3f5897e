//! What holds a record back from the statistics: no consent, or no agreement of whoever contributed it.

use std::sync::Arc;

use access::Actor;
use journal::{JournalError, RecordState, Tx};
use registers::{Finding, Registers};
use releases::{AGREEMENTS, Agreement, Use};
use serde_json::Value as Json;

use crate::module::CASES;

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

/// The partner's agreement covers contributions today.
fn agreement(tx: &mut Tx<'_>, case: &RecordState, _: &Actor) -> Result<Vec<Finding>, JournalError> {
    let sql = format!(
        "select {} from record where tenant = $1 and register = $2 and erased = 0 and merged_into is null",
        journal::record::COLUMNS
    );
    let params = [tx.tenant().as_str().into(), AGREEMENTS.into()];
    let agreements: Vec<Agreement> = tx
        .query(&sql, &params)?
        .iter()
        .map(journal::record::from_row)
        .collect::<Result<Vec<_>, _>>()?
        .iter()
        .filter_map(Agreement::read)
        .collect();
    let today = jiff::Timestamp::from_millisecond(tx.now().ms())
        .map(|now| jiff::tz::Offset::UTC.to_datetime(now).date())
        .unwrap_or_default();
    let lacking = Agreement::covers(
        &agreements,
        text(case, "partner"),
        CASES,
        Use::Contribute,
        today,
    );
    Ok(lacking
        .map(|refusal| Finding {
            code: "agreement",
            field: Some("partner".to_owned()),
            reason: refusal.reason,
        })
        .into_iter()
        .collect())
}
