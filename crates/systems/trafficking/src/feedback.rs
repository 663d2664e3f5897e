//! What a partner gets back: how complete the records are, what was unknown, what contradicts itself.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{contribution::Contribution, htcds::KNOWN};

/// Quality of one contribution.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = TraffickingFeedback)]
pub struct Feedback {
    /// Records read.
    pub records: usize,
    /// By field of the register, in the order of the standard.
    pub fields: Vec<FieldFeedback>,
    /// Cells with a code that is in no list.
    pub unknown_codes: usize,
    /// Rows that say something against themselves.
    pub contradictions: usize,
}

/// Quality of one field.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = TraffickingFieldFeedback)]
pub struct FieldFeedback {
    /// Field of the register.
    pub field: &'static str,
    /// Name in the standard.
    pub htcds: &'static str,
    /// Whether the file has a column for it.
    pub has_column: bool,
    /// Records that report it, 0 to 1.
    pub complete: f64,
}

impl Feedback {
    /// The quality of what was read.
    pub fn of(read: &Contribution) -> Self {
        let records = read.records.len();
        let fields = KNOWN
            .iter()
            .map(|known| {
                let with = read
                    .records
                    .iter()
                    .filter(|(_, data)| data.contains_key(known.field))
                    .count();
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "a file has far fewer than 2^52 rows"
                )]
                let complete = with as f64 / records.max(1) as f64;
                FieldFeedback {
                    field: known.field,
                    htcds: known.htcds,
                    has_column: read.fields.contains(&known.field),
                    complete,
                }
            })
            .collect();
        Self {
            records,
            fields,
            unknown_codes: read.unknown_codes.values().sum(),
            contradictions: read.warnings,
        }
    }
}
