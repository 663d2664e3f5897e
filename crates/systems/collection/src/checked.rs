//! What the server finds in a submission: types, required answers, constraints, choices, relevance and calculations of
//! its form. Nothing that is found keeps a submission from being taken.

use std::collections::BTreeMap;

use house::House;
use serde_json::{Value as Json, json};
use xform::{Finding, Severity, Submission, XForm};
use xpath::Tree;

use crate::{
    CollectionError,
    receive::content,
    shelf::{id_of, known, text, version_key},
};

/// The moment of receipt stands for the clock: checking again finds the same.
struct AtReceipt(jiff::Timestamp);

impl xpath::Surroundings for AtReceipt {
    fn now(&self) -> xpath::Now {
        xpath::Now {
            instant: self.0,
            offset: jiff::tz::Offset::UTC,
        }
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn uuid(&self) -> String {
        "00000000-0000-4000-8000-000000000000".to_owned()
    }
}

/// The answers as JSON and what was found in them.
pub struct Checked {
    /// Typed answers.
    pub answers: Json,
    /// Findings, as they are kept with the submission.
    pub findings: Json,
    /// How many of them are errors.
    pub errors: usize,
    /// How many are more than a remark.
    pub found: usize,
}

/// Checks a submission against its form, off the threads that answer.
///
/// # Errors
/// The store's failure.
pub async fn check(
    house: &House,
    project: i64,
    form: XForm,
    found: Submission,
    at: jiff::Timestamp,
) -> Result<Checked, CollectionError> {
    let key = version_key(&form.version);
    check_with(house, (project, &key), form, found, at).await
}

/// The same with the lists that stand beside the version of this key: a draft has its own.
///
/// # Errors
/// The store's failure.
pub(crate) async fn check_with(
    house: &House,
    (project, key): (i64, &str),
    form: XForm,
    found: Submission,
    at: jiff::Timestamp,
) -> Result<Checked, CollectionError> {
    let lists = lists(house, (project, key), &form).await?;
    tokio::task::spawn_blocking(move || {
        let findings = xform::validate(&form, &found, &AtReceipt(at), &lists);
        let errors = findings
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .count();
        let to_look_at = findings
            .iter()
            .filter(|one| one.severity > Severity::Information)
            .count();
        Checked {
            answers: xform::flatten(&form, &found),
            findings: findings.iter().map(told).collect(),
            errors,
            found: to_look_at,
        }
    })
    .await
    .map_err(CollectionError::inside)
}

fn told(finding: &Finding) -> Json {
    json!({
        "path": finding.path, "repeats": finding.repeats, "rule": finding.rule, "severity": finding.severity,
        "messages": finding.messages, "value": finding.value, "detail": finding.detail,
    })
}

/// The lists beside the form that its expressions look things up in.
async fn lists(
    house: &House,
    (project, version): (i64, &str),
    form: &XForm,
) -> Result<BTreeMap<String, Tree>, CollectionError> {
    let mut lists = BTreeMap::new();
    let number = project.to_string();
    for external in &form.externals {
        let Some((_, name)) = external.src.rsplit_once('/') else {
            continue;
        };
        let key = [number.as_str(), &form.id, version, name];
        let id = id_of(house, "form_files", &key)?;
        let Some(file) = known(house, "form_files", &id).await? else {
            continue;
        };
        let bytes = content(house, text(&file.data, "file")).await?;
        // A list that cannot be read leaves its rules unchecked, which is a finding of its own.
        let read = match name.rsplit('.').next() {
            Some("csv") => xform::csv_instance(&bytes).ok(),
            Some("geojson") => xform::geojson_instance(&bytes).ok(),
            _ => xform::document(&bytes).ok(),
        };
        if let Some(list) = read {
            lists.insert(external.id.clone(), list);
        }
    }
    Ok(lists)
}
