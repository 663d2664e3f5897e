//! Rules that a country writes as text into a register: each has a version and a day from which it holds.

use registers::{ReadError, Registers};

/// A text in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleText {
    /// Its version.
    pub(crate) version: String,
    /// The rule itself.
    pub(crate) text: String,
}

/// A rule that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("`{version}`: {reason}; mend the record in the register {register}")]
pub struct UnusableRule {
    /// Register.
    pub register: &'static str,
    /// Version of the record.
    pub version: String,
    /// What is wrong.
    pub reason: String,
}

/// The latest text of a register that is effective by a day (ISO); none where a country has written none yet, and what ships
/// holds. Of two from the same day the one with the greater version.
pub(crate) async fn in_force(
    registers: &Registers,
    (register, field): (&str, &str),
    day: &str,
) -> Result<Option<RuleText>, ReadError> {
    let mut best: Option<(String, String, String)> = None;
    let mut scan = registers.scan(register, None)?;
    while let Some(record) = scan.next().await {
        let data = record?.data;
        let text = |field: &str| {
            let text = data.get(field).and_then(|text| text.as_str());
            text.unwrap_or_default().to_owned()
        };
        let found = (text("effective"), text("version"), text(field));
        if found.0.as_str() <= day && best.as_ref().is_none_or(|known| *known < found) {
            best = Some(found);
        }
    }
    Ok(best.map(|(_, version, text)| RuleText { version, text }))
}
