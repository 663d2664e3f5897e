//! A partner's file into the register.

use std::{collections::BTreeMap, fmt::Write as _, path::Path, sync::Arc};

use access::Actor;
use registers::{Act, Change, CommitError, Effect, ReadError, Registers, Strictness};
use releases::{Agreement, Use};
use serde::Serialize;
use serde_json::{Map, Value as Json};
use vocab::{RecordId, RegisterName, VocabError};

use crate::{
    contribution::{self, Contribution, ContributionError, Fault, Severity},
    feedback::Feedback,
    mapping::Mapping,
    module::{CASES, PARTNERS},
};

/// Records in one commit.
const BATCH: usize = 1_000;
/// Faults told on a terminal; JSON tells all.
const TOLD: usize = 40;

/// How a file is brought in.
#[derive(Debug, Clone)]
pub struct Options {
    /// Code of the partner.
    pub partner: String,
    /// What the partner's headers and codes stand for.
    pub mapping: Mapping,
    /// Look at everything, write nothing.
    pub dry_run: bool,
    /// Org unit that owns new records, where the partner names none.
    pub owner: String,
    /// The day on which it comes in.
    pub today: jiff::civil::Date,
}

/// Why a file could not be brought in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It is no contribution.
    #[error(transparent)]
    Contribution(#[from] ContributionError),
    /// Nobody knows the partner.
    #[error("there is no partner `{0}`; enter it in trafficking_partners first")]
    NoPartner(String),
    /// No agreement covers it.
    #[error("{0}")]
    NoAgreement(String),
    /// Reading failed.
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
    /// The partner.
    pub partner: String,
    /// Whether anything was written.
    pub committed: bool,
    /// Records that are new.
    pub created: usize,
    /// Records that changed.
    pub changed: usize,
    /// Records that were so already.
    pub unchanged: usize,
    /// Records that were accepted for statistics now.
    pub accepted: usize,
    /// Records that were taken back because consent was.
    pub withdrawn: usize,
    /// Faults that keep the file out, and remarks.
    pub refusals: usize,
    /// See `refusals`.
    pub warnings: usize,
    /// The first faults.
    pub faults: Vec<Fault>,
    /// Columns of which nothing was read.
    pub columns_left_out: Vec<String>,
    /// Quality of the records.
    pub feedback: Feedback,
}

impl ImportReport {
    /// The report for a terminal.
    pub fn to_text(&self) -> String {
        let wrote = if self.committed {
            ""
        } else {
            " (nothing was written)"
        };
        let mut text = format!(
            "{}: {} records read; {} created, {} changed, {} unchanged, {} accepted, {} withdrawn{wrote}",
            self.partner,
            self.feedback.records,
            self.created,
            self.changed,
            self.unchanged,
            self.accepted,
            self.withdrawn
        );
        if !self.columns_left_out.is_empty() {
            let _ = write!(
                text,
                "\n  columns left out: {}",
                self.columns_left_out.join(", ")
            );
        }
        for field in self.feedback.fields.iter().filter(|field| field.has_column) {
            let _ = write!(
                text,
                "\n  {:28} {:5.1} % reported",
                field.htcds,
                100.0 * field.complete
            );
        }
        for fault in self.faults.iter().take(TOLD) {
            let kind = match fault.severity {
                Severity::Refusal => "refused",
                Severity::Warning => "remark",
            };
            let _ = write!(
                text,
                "\n  {kind}: row {}, column {}: {}",
                fault.row, fault.column, fault.reason
            );
        }
        let all = self.refusals + self.warnings;
        if all > TOLD {
            let _ = write!(text, "\n  … {all} faults in all; --json tells more");
        }
        text
    }
}

/// Brings a contribution in. The partner must be known and its agreement in force. A file with one refused row is not begun;
/// a second run of the same file changes nothing. Records with consent are accepted; where consent is taken back, they are
/// withdrawn.
///
/// # Errors
/// See [`ImportError`].
pub async fn import(
    registers: &Registers,
    actor: &Actor,
    path: &Path,
    options: &Options,
) -> Result<ImportReport, ImportError> {
    let unit = partner_unit(registers, &options.partner).await?;
    let agreements = releases::agreements(registers).await?;
    if let Some(refusal) = Agreement::covers(
        &agreements,
        &options.partner,
        CASES,
        Use::Contribute,
        options.today,
    ) {
        return Err(ImportError::NoAgreement(refusal.reason));
    }
    let register = Arc::new(registers.register(CASES)?.clone());
    let (owned, mapping, partner) = (
        path.to_owned(),
        options.mapping.clone(),
        options.partner.clone(),
    );
    let (form, year) = (Arc::clone(&register), options.today.year());
    let mut read = tokio::task::spawn_blocking(move || {
        contribution::read(&owned, &partner, &mapping, &form, year)
    })
    .await
    .map_err(|_| ImportError::Stopped)??;
    let mut report = ImportReport {
        partner: options.partner.clone(),
        committed: false,
        created: 0,
        changed: 0,
        unchanged: 0,
        accepted: 0,
        withdrawn: 0,
        refusals: read.refusals,
        warnings: read.warnings,
        faults: std::mem::take(&mut read.faults),
        columns_left_out: std::mem::take(&mut read.left_out),
        feedback: Feedback::of(&read),
    };
    if options.dry_run || report.refusals > 0 {
        return Ok(report);
    }
    let owner = unit.unwrap_or_else(|| options.owner.clone());
    write(registers, actor, read, &owner, &mut report).await?;
    Ok(report)
}

/// The org unit of a partner, where it names one.
///
/// # Errors
/// [`ImportError::NoPartner`], or the store's failure.
pub(crate) async fn partner_unit(
    registers: &Registers,
    partner: &str,
) -> Result<Option<String>, ImportError> {
    let mut scan = registers.scan(PARTNERS, None)?;
    while let Some(record) = scan.next().await {
        let record = record?;
        let text = |field: &str| record.data.get(field).and_then(Json::as_str);
        if text("code") == Some(partner) {
            return Ok(text("unit").map(str::to_owned));
        }
    }
    Err(ImportError::NoPartner(partner.to_owned()))
}

async fn write(
    registers: &Registers,
    actor: &Actor,
    read: Contribution,
    owner: &str,
    report: &mut ImportReport,
) -> Result<(), ImportError> {
    let name = RegisterName::parse(CASES)?;
    let register = registers.register(CASES)?;
    let known = states(registers, &report.partner).await?;
    let fields = read.fields.clone();
    let records: Vec<Map<String, Json>> = read.records.into_iter().map(|(_, data)| data).collect();
    for batch in records.chunks(BATCH) {
        let mut puts = Vec::with_capacity(batch.len());
        let mut steps = Vec::with_capacity(batch.len());
        for data in batch {
            let mut data = data.clone();
            let id = register.id_for_data(&data).ok_or(ImportError::Stopped)?;
            let agrees = data.get("consent").and_then(Json::as_str) == Some("yes");
            let state = known.get(&id).map(String::as_str);
            if state.is_some() {
                // A column that is empty now says: not known any more. A column that the file does not have says nothing.
                for field in &fields {
                    data.entry((*field).to_owned()).or_insert(Json::Null);
                }
            }
            let change = |act| Change {
                register: name.clone(),
                id: id.clone(),
                base: None,
                act,
                note: None,
            };
            puts.push(change(Act::Put {
                data,
                owner: Some(owner.to_owned()),
            }));
            let (step, reason) = match (state, agrees) {
                (None | Some("received"), true) => ("accept", None),
                (Some("accepted"), false) => {
                    ("withdraw", Some("consent was taken back".to_owned()))
                }
                _ => continue,
            };
            let count = if agrees {
                &mut report.accepted
            } else {
                &mut report.withdrawn
            };
            *count += 1;
            steps.push(change(Act::Transition {
                name: step.to_owned(),
                reason,
            }));
        }
        for outcome in registers.commit(actor, puts, Strictness::Strict).await? {
            match outcome.effect {
                Effect::Created => report.created += 1,
                Effect::Changed | Effect::Conflicted => report.changed += 1,
                Effect::Unchanged => report.unchanged += 1,
            }
        }
        // Guards look at records as they stand: steps come after the content.
        registers.commit(actor, steps, Strictness::Strict).await?;
    }
    report.committed = true;
    Ok(())
}

/// The partner's records by id with their states.
async fn states(
    registers: &Registers,
    partner: &str,
) -> Result<BTreeMap<RecordId, String>, ReadError> {
    let mut known = BTreeMap::new();
    let mut scan = registers.scan(CASES, None)?;
    while let Some(record) = scan.next().await {
        let record = record?;
        if record.data.get("partner").and_then(Json::as_str) == Some(partner) {
            known.insert(record.id, record.state);
        }
    }
    Ok(known)
}
