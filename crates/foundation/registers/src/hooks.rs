//! What a module adds to the commit of its registers.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value as Json};

/// Derives values from others before they are checked; must be a pure function of the record's content.
pub type Derive = Arc<dyn Fn(&mut Map<String, Json>) + Send + Sync>;

/// Looks at a record's content and remarks on it; never changes it.
pub type Check = Arc<dyn Fn(&Map<String, Json>) -> Vec<Finding> + Send + Sync>;

/// A remark of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable code.
    pub code: &'static str,
    /// The field it is about.
    pub field: Option<String>,
    /// What was found; never a person's data.
    pub reason: String,
}
