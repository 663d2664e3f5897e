//! Bringing an understood file in: all of it is looked at first, then committed in batches.

use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
    sync::Arc,
};

use access::Actor;
use registers::{Act, Change, Effect, Outcome, Prepared, Registers, Strictness};
use serde_json::{Map, Value as Json};
use tokio::sync::mpsc;
use vocab::{PlaceTree, RegisterName};

use super::error::ImportError;
use super::fault::{Fault, Severity};
use super::options::Options;
use super::plan::{Planned, Row, plan_rows};
use super::report::ImportReport;
use super::source::Source;
use super::understanding::{ColumnUnderstanding, Role, SheetUnderstanding, Understanding};

/// Records in one commit.
const BATCH: usize = 2_000;

/// Brings a file in. First every row is planned and checked against its register's form; a file with a refusing fault
/// is not begun, unless `accept_valid_rows`. Then batches are committed, each whole; ids come from natural keys, so a
/// second run changes nothing and a run after a crash completes the first. `progress` hears how many rows are done.
///
/// # Errors
/// When the file cannot be read, or the store refuses a batch.
pub async fn run(
    registers: &Registers,
    actor: &Actor,
    path: PathBuf,
    understanding: Arc<Understanding>,
    options: Arc<Options>,
    tree: Arc<PlaceTree>,
    mut progress: impl FnMut(usize) + Send,
) -> Result<ImportReport, ImportError> {
    let looking = Looking {
        registers: registers.clone(),
        path,
        understanding,
        tree,
    };
    let (looking, mut report) = blocking(move || {
        let report = looking.look()?;
        Ok((looking, report))
    })
    .await?;
    if !looking.understanding.has_something_to_import() {
        report
            .notes
            .extend(looking.understanding.reasons_for_nothing());
        return Ok(report);
    }
    if options.dry_run || (report.has_refusals() && !options.accept_valid_rows) {
        return Ok(report);
    }
    // Rows are looked at again only where some are to be left out.
    let all_sound = !report.has_refusals();
    let known = known_operations(registers).await?;
    let (give, mut take) = mpsc::channel::<Result<Vec<Row>, ImportError>>(2);
    let feeder = tokio::task::spawn_blocking(move || {
        if let Err(error) = looking.feed(&known, all_sound, &give) {
            let _ = give.blocking_send(Err(error));
        }
    });
    // While one batch is written the next is prepared: two cores are busy instead of one.
    let mut done = 0;
    let mut waiting: Option<Ready> = None;
    loop {
        let next = take.recv().await.transpose()?;
        let last = next.is_none();
        let (prepared, written) = tokio::join!(
            prepare(registers, actor, next.unwrap_or_default(), &options),
            write(registers, waiting.take()),
        );
        if let Some((rows, outcomes)) = written? {
            note_outcomes(&mut report, &rows, &outcomes);
            done += rows.len();
            progress(done);
        }
        if last {
            break;
        }
        waiting = Some(prepared?);
    }
    let _ = feeder.await;
    report.committed = true;
    Ok(report)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ImportError> + Send + 'static,
) -> Result<T, ImportError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ImportError::Unreadable("the reading was stopped".to_owned()))?
}

/// A batch to be written, with the register of each of its rows.
struct Ready {
    registers: Vec<&'static str>,
    prepared: Prepared,
}

async fn prepare(
    registers: &Registers,
    actor: &Actor,
    batch: Vec<Row>,
    options: &Options,
) -> Result<Ready, ImportError> {
    let mut changes = Vec::with_capacity(batch.len());
    let mut names = Vec::with_capacity(batch.len());
    for row in batch {
        let register = registers.register(row.register)?;
        // By the register's own key, so that a record made by hand and an imported one are the same.
        let id = register
            .id_for_data(&row.data)
            .unwrap_or_else(|| register.id_for_key(&[&row.key]));
        names.push(row.register);
        changes.push(Change {
            register: RegisterName::parse(row.register)?,
            id,
            base: None,
            act: Act::Put {
                data: row.data,
                owner: options.owner.clone(),
            },
            note: None,
        });
    }
    let prepared = registers
        .prepare(actor, changes, Strictness::Strict)
        .await?;
    Ok(Ready {
        registers: names,
        prepared,
    })
}

async fn write(
    registers: &Registers,
    ready: Option<Ready>,
) -> Result<Option<(Vec<&'static str>, Vec<Outcome>)>, ImportError> {
    let Some(ready) = ready else { return Ok(None) };
    let outcomes = registers.write(ready.prepared).await?;
    Ok(Some((ready.registers, outcomes)))
}

fn note_outcomes(report: &mut ImportReport, registers: &[&'static str], outcomes: &[Outcome]) {
    for (outcome, name) in outcomes.iter().zip(registers) {
        let effects = report.records.entry((*name).to_owned()).or_default();
        match outcome.effect {
            Effect::Created => {
                effects.created += 1;
                report.created += 1;
            }
            Effect::Changed | Effect::Conflicted => {
                effects.changed += 1;
                report.changed += 1;
            }
            Effect::Unchanged => {
                effects.unchanged += 1;
                report.unchanged += 1;
            }
        }
    }
}

struct Looking {
    registers: Registers,
    path: PathBuf,
    understanding: Arc<Understanding>,
    tree: Arc<PlaceTree>,
}

impl Looking {
    /// Plans every row and checks it against its form, without keeping any.
    fn look(&self) -> Result<ImportReport, ImportError> {
        let source = Source::open(&self.path)?;
        let mut report = ImportReport::new(source.file_name());
        for planned in plan_rows(&source, &self.understanding, &self.tree)? {
            match planned {
                Ok(planned) => self.note(planned, &mut report),
                Err(faults) => {
                    report.rows += 1;
                    report.refused_rows += 1;
                    faults.into_iter().for_each(|fault| report.fault(fault));
                }
            }
        }
        report.settle();
        Ok(report)
    }

    fn note(&self, planned: Planned, report: &mut ImportReport) {
        if planned.printed_total {
            report.printed_totals += 1;
        }
        if planned.rows.is_empty() {
            return;
        }
        report.rows += 1;
        planned
            .warnings
            .into_iter()
            .for_each(|fault| report.fault(fault));
        let mut refused = false;
        for row in &planned.rows {
            let faults = self.faults_of(row);
            refused |= !faults.is_empty();
            faults.into_iter().for_each(|fault| report.fault(fault));
            if let Some(figures) = &row.figures {
                report.add(figures);
            }
        }
        report.refused_rows += usize::from(refused);
    }

    /// What the register's form says against a row.
    fn faults_of(&self, row: &Row) -> Vec<Fault> {
        let Ok(register) = self.registers.register(row.register) else {
            return Vec::new();
        };
        let (_, faults) = register.form.check(&row.data);
        let sheet = self
            .understanding
            .sheets
            .iter()
            .find(|sheet| sheet.name == row.sheet);
        faults
            .into_iter()
            .map(|fault| Fault {
                sheet: row.sheet.clone(),
                row: Some(row.row),
                column: sheet
                    .and_then(|sheet| column_of_field(sheet, &fault.field))
                    .map(|column| column.letter.clone()),
                code: "form",
                severity: Severity::Refusal,
                reason: format!("{}: {}", fault.field, fault.reason),
                value: row.data.get(&fault.field).map(shown),
            })
            .collect()
    }

    /// Whether a row only repeats which operation the figures belong to: a file of figures makes an operation that
    /// is missing, and never renames one.
    fn only_belongs(&self, row: &Row, known: &HashSet<String>) -> bool {
        row.register == "operations"
            && known.contains(&row.key)
            && !self
                .understanding
                .sheets
                .iter()
                .any(|sheet| sheet.name == row.sheet && sheet.role == Role::Operations)
    }

    /// Plans the rows again and hands them over in batches.
    fn feed(
        &self,
        known: &HashSet<String>,
        all_sound: bool,
        give: &mpsc::Sender<Result<Vec<Row>, ImportError>>,
    ) -> Result<(), ImportError> {
        let source = Source::open(&self.path)?;
        let mut batch = Vec::with_capacity(BATCH);
        let mut heads: HashMap<(&'static str, String), Map<String, Json>> = HashMap::new();
        for planned in plan_rows(&source, &self.understanding, &self.tree)? {
            let rows = planned.map(|planned| planned.rows).unwrap_or_default();
            batch.extend(
                rows.into_iter()
                    .filter(|row| is_news(row, &mut heads))
                    .filter(|row| !self.only_belongs(row, known))
                    .filter(|row| all_sound || self.faults_of(row).is_empty()),
            );
            if batch.len() >= BATCH {
                let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
                if give.blocking_send(Ok(full)).is_err() {
                    return Ok(());
                }
            }
        }
        let _ = give.blocking_send(Ok(batch));
        Ok(())
    }
}

/// Ids of the operations that there are.
async fn known_operations(registers: &Registers) -> Result<HashSet<String>, ImportError> {
    let mut known = HashSet::new();
    let mut scan = registers.scan("operations", None)?;
    while let Some(operation) = scan.next().await {
        if let Some(id) = operation?.data.get("operation_id").and_then(Json::as_str) {
            known.insert(id.to_owned());
        }
    }
    Ok(known)
}

/// Each row of a file names its operation and round: only what has not been handed over yet is written.
fn is_news(row: &Row, heads: &mut HashMap<(&'static str, String), Map<String, Json>>) -> bool {
    if !matches!(row.register, "operations" | "rounds") {
        return true;
    }
    let key = (row.register, row.key.clone());
    if heads.get(&key) == Some(&row.data) {
        return false;
    }
    heads.insert(key, row.data.clone());
    true
}

/// The column that a field of a record was read from, where one column says it.
fn column_of_field<'a>(
    sheet: &'a SheetUnderstanding,
    field: &str,
) -> Option<&'a ColumnUnderstanding> {
    let field = field.split(['.', '[']).next().unwrap_or(field);
    sheet
        .columns
        .iter()
        .find(|column| column.meaning.field().as_deref() == Some(field))
}

fn shown(value: &Json) -> String {
    let text = match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    text.chars().take(80).collect()
}
