//! What a check found: which record, which field, which value, how grave, and the sentence.

use crate::assessment::Assessment;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// How grave a finding is. A round with an open error is not approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Somebody should look.
    Warning,
    /// The figure cannot be right.
    Error,
}

impl Severity {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Order of urgency, 1 first.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Error => 1,
            Self::Warning => 2,
            Self::Info => 3,
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Stable code of the check.
    pub check: &'static str,
    /// How grave.
    pub severity: Severity,
    /// Record id of the assessment, where one record is meant.
    pub record: Option<String>,
    /// Field meant.
    pub field: &'static str,
    /// Value found; an accepted finding opens again when it changes.
    pub value: String,
    /// P-code of the area.
    pub area_code: Option<String>,
    /// Name of the area or place.
    pub area_name: Option<String>,
    /// Tells apart findings of one check about one record.
    pub about: String,
    /// Figures of the sentence.
    pub args: Map<String, Json>,
}

impl Finding {
    /// About one assessment.
    #[must_use]
    pub fn of(
        check: &'static str,
        severity: Severity,
        assessment: &Assessment,
        field: &'static str,
        value: String,
    ) -> Self {
        let mut args = Map::new();
        args.insert("place".to_owned(), Json::String(assessment.label()));
        Self {
            check,
            severity,
            record: Some(assessment.id.clone()),
            field,
            value,
            area_code: assessment.area_code.clone(),
            area_name: Some(assessment.label()),
            about: String::new(),
            args,
        }
    }

    /// About an area or the round as a whole.
    #[must_use]
    pub fn of_round(
        check: &'static str,
        severity: Severity,
        about: &str,
        field: &'static str,
        value: String,
    ) -> Self {
        Self {
            check,
            severity,
            record: None,
            field,
            value,
            area_code: None,
            area_name: None,
            about: about.to_owned(),
            args: Map::new(),
        }
    }

    /// Adds a figure of the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }

    /// Tells it apart from others of the same check and record.
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = about.into();
        self
    }

    /// What names the finding over runs: the same fault of the same record has the same key.
    #[must_use]
    pub fn key(&self, round: &str) -> String {
        [
            round,
            self.check,
            self.record.as_deref().unwrap_or("-"),
            self.field,
            &self.about,
        ]
        .join("|")
    }

    /// The sentence in a language.
    #[must_use]
    pub fn message(&self, language: &str) -> String {
        super::messages::message(self.check, &self.args, language)
    }
}
