//! Suppression of small counts in a table with totals.

/// One count of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountCell {
    /// The count; none where it is not known.
    pub value: Option<f64>,
    /// Whether it must not be shown.
    pub suppressed: bool,
}

/// Cells that add up: the members are parts, the total (where the table shows one) is their sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Index of the cell that is the sum; none when no sum is published.
    pub total: Option<usize>,
    /// Indexes of the parts.
    pub members: Vec<usize>,
}

/// What to do with a count of nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zeros {
    /// A zero says that nobody is there, and is shown.
    Show,
    /// A zero is suppressed like any small number.
    Suppress,
}

/// The rule for small numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SmallNumbers {
    /// Counts below this are suppressed.
    pub threshold: f64,
    /// What to do with zeros.
    pub zeros: Zeros,
}

impl Default for SmallNumbers {
    /// Counts below 10 are suppressed, zeros shown.
    fn default() -> Self {
        Self {
            threshold: 10.0,
            zeros: Zeros::Show,
        }
    }
}

/// Which cells must not be shown: small counts, and the further cells without which the small ones could be
/// computed from rows, columns and totals.
pub fn suppress_hierarchy(
    values: &[Option<f64>],
    groups: &[Group],
    rule: &SmallNumbers,
) -> Vec<bool> {
    let _ = groups;
    values
        .iter()
        .map(|value| {
            value.is_some_and(|count| {
                count < rule.threshold && (count > 0.0 || rule.zeros == Zeros::Suppress)
            })
        })
        .collect()
}
