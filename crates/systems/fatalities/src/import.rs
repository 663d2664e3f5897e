//! Bringing a published release in.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fmt::Write as _,
    path::Path,
    sync::Arc,
};

use access::Actor;
use registers::{Act, Change, CommitError, Effect, ReadError, Registers, Strictness};
use serde::Serialize;
use serde_json::{Map, Value as Json};
use vocab::{RecordId, RegisterName, VocabError};

use crate::{
    incident::Incident,
    module::INCIDENTS,
    published::concordance,
    release::{self, Family, Fault, Release, ReleaseError, Severity},
    totals,
};

/// Records in one commit.
const BATCH: usize = 1_000;
/// Faults of one code told in words on a terminal; the rest is counted. JSON tells all.
const TOLD: usize = 20;

/// How a file is brought in.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Look at everything, write nothing.
    pub dry_run: bool,
    /// The file was verified by nobody: its rows become candidates, not published incidents.
    pub candidates: bool,
    /// Org unit that owns new records.
    pub owner: Option<String>,
}

/// Why a file could not be brought in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It is no release.
    #[error(transparent)]
    Release(#[from] ReleaseError),
    /// Reading the register failed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store or the policy refused a batch.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The reading was stopped.
    #[error("the reading of the file was stopped")]
    Stopped,
    /// A name of a register is malformed.
    #[error(transparent)]
    Word(#[from] VocabError),
}

/// What an import did or, in a dry run, would do.
#[derive(Debug, Clone, Serialize)]
pub struct ImportReport {
    /// Name of the file.
    pub file: String,
    /// Family of its header.
    pub family: Family,
    /// Rows of data.
    pub rows: usize,
    /// Rows that are refused.
    pub refused_rows: usize,
    /// Incidents, by main id.
    pub incidents: u64,
    /// Dead in the file.
    pub dead: i64,
    /// Missing in the file, with corrections.
    pub missing: i64,
    /// Columns of which the register knows nothing.
    pub columns_left_out: Vec<String>,
    /// Whether anything was written.
    pub committed: bool,
    /// Records that are new.
    pub created: usize,
    /// Records that changed.
    pub changed: usize,
    /// Records that were so already.
    pub unchanged: usize,
    /// Every fault.
    pub faults: Vec<Fault>,
}

impl ImportReport {
    /// Whether a fault keeps the file out.
    pub fn has_refusals(&self) -> bool {
        self.refused_rows > 0
    }

    /// The report for a terminal.
    pub fn to_text(&self) -> String {
        let wrote = if self.committed {
            ""
        } else {
            " (nothing was written)"
        };
        let mut text = format!(
            "{}: {} rows read; {} records created, {} changed, {} unchanged{wrote}\n  {} incidents; {} dead and {} missing together {}, minimum estimates",
            self.file,
            self.rows,
            self.created,
            self.changed,
            self.unchanged,
            self.incidents,
            self.dead,
            self.missing,
            self.dead + self.missing,
        );
        let mut line = |words: String| {
            let _ = write!(text, "\n  {words}");
        };
        if !self.columns_left_out.is_empty() {
            line(format!(
                "columns left out: {}",
                self.columns_left_out.join(", ")
            ));
        }
        let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
        for fault in &self.faults {
            *counts.entry((fault.severity, fault.code)).or_default() += 1;
        }
        for ((severity, code), count) in counts.iter().rev() {
            let kind = if *severity == Severity::Refusal {
                "refused"
            } else {
                "warning"
            };
            line(format!("{kind} {code}: {count}"));
            let of_code = self.faults.iter().filter(|fault| fault.code == *code);
            for fault in of_code.take(TOLD) {
                line(format!("  {}", fault.to_line()));
            }
            if *count > TOLD {
                line(format!("  … and {} more; --json tells all", count - TOLD));
            }
        }
        text
    }
}

/// Brings a release in. First every row is read and held against the register's form; a file with one refused row is not
/// begun. New rows are published, because the release was; a row that changes a published incident leaves the file's name
/// as its reason. Ids are the incident ids, so a second run changes nothing.
///
/// # Errors
/// When the file cannot be read, or the store refuses a batch.
pub async fn import(
    registers: &Registers,
    actor: &Actor,
    path: &Path,
    options: &Options,
) -> Result<ImportReport, ImportError> {
    let names = Arc::new(concordance(registers, None).await?);
    let file = path.file_name().map_or_else(String::new, |name| {
        name.to_string_lossy()
            .chars()
            .filter(|c| !c.is_control())
            .collect()
    });
    let owned = path.to_owned();
    let release = tokio::task::spawn_blocking(move || release::read(&owned, &names))
        .await
        .map_err(|_| ImportError::Stopped)??;
    let mut looked = look(registers, file, release)?;
    if options.dry_run || looked.report.has_refusals() {
        return Ok(looked.report);
    }
    write(registers, actor, &mut looked, options).await?;
    Ok(looked.report)
}

/// A release held against the register.
struct Looked {
    report: ImportReport,
    rows: Vec<Map<String, Json>>,
}

fn look(registers: &Registers, file: String, mut release: Release) -> Result<Looked, ImportError> {
    let register = registers.register(INCIDENTS)?;
    let fields: HashSet<&str> = release.fields().into_iter().collect();
    let mut rows = Vec::with_capacity(release.incidents.len());
    for (number, incident) in &release.incidents {
        let data = told(incident, &fields);
        let (_, faults) = register.form.check(&data);
        release.faults.extend(faults.into_iter().map(|fault| Fault {
            row: *number,
            column: None,
            code: "form",
            severity: Severity::Refusal,
            reason: format!("{}: {}", fault.field, fault.reason),
            value: fault.value.map(|value| value.to_string()),
        }));
        rows.push(data);
    }
    let refused: BTreeSet<usize> = release
        .faults
        .iter()
        .filter(|fault| fault.severity == Severity::Refusal)
        .map(|fault| fault.row)
        .collect();
    let sum = totals::whole(release.incidents.iter().map(|(_, incident)| incident));
    let report = ImportReport {
        file,
        family: release.header.family,
        rows: release.rows,
        refused_rows: refused.len(),
        incidents: sum.incidents,
        dead: sum.dead,
        missing: sum.missing,
        columns_left_out: release
            .header
            .left_out()
            .into_iter()
            .map(str::to_owned)
            .collect(),
        committed: false,
        created: 0,
        changed: 0,
        unchanged: 0,
        faults: release.faults,
    };
    Ok(Looked { report, rows })
}

/// What the file says of a record: `null` where it says that something is not known, nothing where it has no column.
fn told(incident: &Incident, fields: &HashSet<&str>) -> Map<String, Json> {
    incident
        .record()
        .into_iter()
        .filter(|(field, _)| fields.contains(field.as_str()))
        .collect()
}

async fn write(
    registers: &Registers,
    actor: &Actor,
    looked: &mut Looked,
    options: &Options,
) -> Result<(), ImportError> {
    let name = RegisterName::parse(INCIDENTS)?;
    let register = registers.register(INCIDENTS)?;
    let known = known(registers).await?;
    let why = format!("release {}", looked.report.file);
    for rows in looked.rows.chunks(BATCH) {
        let mut changes = Vec::with_capacity(rows.len() * 2);
        for row in rows {
            let mut row = row.clone();
            let id = register.id_for_data(&row).ok_or(ImportError::Stopped)?;
            let is_new = !known.contains(&id);
            if !is_new {
                // Releases do not say how exact a point is: what a person said of it stands.
                row.remove("point_precision");
            }
            let change = |act| Change {
                register: name.clone(),
                id: id.clone(),
                base: None,
                act,
                note: Some(why.clone()),
            };
            changes.push(change(Act::Put {
                data: row,
                owner: options.owner.clone(),
            }));
            if is_new && !options.candidates {
                changes.push(change(Act::Transition {
                    name: "adopt".to_owned(),
                    reason: Some(why.clone()),
                }));
            }
        }
        let kinds: Vec<bool> = changes
            .iter()
            .map(|change| matches!(change.act, Act::Put { .. }))
            .collect();
        let outcomes = registers.commit(actor, changes, Strictness::Strict).await?;
        for outcome in outcomes
            .iter()
            .zip(kinds)
            .filter_map(|(outcome, is_put)| is_put.then_some(outcome))
        {
            let report = &mut looked.report;
            match outcome.effect {
                Effect::Created => report.created += 1,
                Effect::Changed | Effect::Conflicted => report.changed += 1,
                Effect::Unchanged => report.unchanged += 1,
            }
        }
    }
    looked.report.committed = true;
    Ok(())
}

/// Ids of the incidents that there are.
async fn known(registers: &Registers) -> Result<HashSet<RecordId>, ReadError> {
    let mut known = HashSet::new();
    let mut scan = registers.scan(INCIDENTS, None)?;
    while let Some(record) = scan.next().await {
        known.insert(record?.id);
    }
    Ok(known)
}
