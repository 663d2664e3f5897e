//! Gathering every fault of a form.

use crate::FormFault;

#[derive(Default)]
pub(super) struct Faults(Vec<FormFault>);

impl Faults {
    pub(super) fn add(
        &mut self,
        sheet: &str,
        row: u32,
        column: &str,
        reason: impl Into<String>,
        mend: impl Into<String>,
    ) {
        self.0.push(FormFault {
            sheet: sheet.to_owned(),
            row,
            column: column.to_owned(),
            reason: reason.into(),
            mend: mend.into(),
        });
    }

    /// The whole thing, or its faults in the order of sheets and rows.
    pub(super) fn into_result<T>(mut self, whole: T) -> Result<T, Vec<FormFault>> {
        if self.0.is_empty() {
            return Ok(whole);
        }
        let place = |sheet: &str| {
            ["settings", "choices", "survey"]
                .iter()
                .position(|name| *name == sheet)
        };
        self.0.sort_by_key(|fault| (place(&fault.sheet), fault.row));
        Err(self.0)
    }
}
