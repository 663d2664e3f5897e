//! Severities and thresholds of the checks: versioned text that a country can change.

use super::finding::Severity;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The text that ships.
pub const SHIPPED: &str = include_str!("../checks.toml");

/// Severities and thresholds in force.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Settings {
    /// Version that each finding keeps.
    pub version: String,
    /// Where the rules come from.
    #[serde(default)]
    pub source: String,
    /// From when they hold.
    #[serde(default)]
    pub effective: String,
    #[serde(flatten)]
    checks: BTreeMap<String, Check>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Check {
    severity: Severity,
    #[serde(default = "on")]
    enabled: bool,
    #[serde(flatten)]
    thresholds: BTreeMap<String, f64>,
}

fn on() -> bool {
    true
}

/// A settings text that is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("checks.toml is not valid: {0}")]
pub struct SettingsError(String);

impl Settings {
    /// Reads a settings text.
    ///
    /// # Errors
    /// When it is not TOML of this shape; the message names the line.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        toml::from_str(text).map_err(|error| SettingsError(error.to_string()))
    }

    /// The settings that ship.
    #[must_use]
    pub fn shipped() -> Self {
        Self::parse(SHIPPED).expect("the shipped text is read by a test")
    }

    /// How grave findings of a check are; `None` when it is switched off or left out.
    #[must_use]
    pub fn severity(&self, check: &str) -> Option<Severity> {
        self.checks
            .get(check)
            .filter(|check| check.enabled)
            .map(|check| check.severity)
    }

    /// A threshold of a check, or what is usual where a country's text leaves it out.
    #[must_use]
    pub fn threshold(&self, check: &str, name: &str, usual: f64) -> f64 {
        self.checks
            .get(check)
            .and_then(|check| check.thresholds.get(name))
            .copied()
            .unwrap_or(usual)
    }

    /// The codes of the checks there are.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.checks.keys().map(String::as_str)
    }
}
