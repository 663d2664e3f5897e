//! What holds the approval of a round back.

use std::sync::Arc;

use access::Actor;
use journal::{JournalError, RecordState, Tx};
use registers::{Finding, Registers, count_in};
use vocab::RegisterName;

/// The guard that a round's `approve` asks for in its `checks`.
const OPEN_FINDINGS: &str = "quality_findings";

/// Brings the guards of displacement tracking.
pub(crate) fn hooks(registers: Registers) -> Registers {
    registers.with_guard(OPEN_FINDINGS, Arc::new(open_errors))
}

/// A round with open findings of severity error is not approved: each is mended, or accepted with a reason.
fn open_errors(
    tx: &mut Tx<'_>,
    round: &RecordState,
    _: &Actor,
) -> Result<Vec<Finding>, JournalError> {
    let code = round.data.get("round_id").and_then(|code| code.as_str());
    let (Some(code), Ok(findings)) = (code, RegisterName::parse("quality_findings")) else {
        return Ok(Vec::new());
    };
    let open = count_in(tx, &findings, code, "open", ("severity", "error"))?;
    if open == 0 {
        return Ok(Vec::new());
    }
    Ok(vec![Finding {
        code: "open_findings",
        field: None,
        reason: format!(
            "{open} findings of severity error are open; mend them, or accept each with a reason"
        ),
    }])
}
