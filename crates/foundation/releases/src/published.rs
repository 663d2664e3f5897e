//! What the public may see of a release: its records, and noisy counts with the interval that the noise gives them.
//!
//! Everything here is made from what was released: no question of a visitor reaches the confidential register. A cell is
//! shown only where the release measured its columns; elsewhere there is no answer, not a guess.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use journal::{JournalError, RecordState, Store};
use registers::{ReadError, Register, Registers};
use serde_json::Value as Json;
use synthesis::{
    Table,
    domain::{Column, Domain, Kind},
    estimate::Measured,
    marginal::Cells,
    reader,
};
use vocab::{Hlc, LangText, RecordId, country};

use crate::{
    making::PublicCounts,
    module::RELEASES,
    recipe::{Method, Recipe},
};

/// Half the width of an interval that holds the true count 95 times in 100, in standard deviations of the noise.
const WIDTH: f64 = 1.96;

/// A column that readers can ask for; a column with several values in a cell gives one for each value.
#[derive(Debug, Clone, PartialEq)]
pub struct ReleaseColumn {
    /// Name in addresses and files.
    pub name: String,
    /// Title for readers.
    pub title: LangText,
    /// Its values, the empty one ("not reported") first, with the titles of each.
    pub values: Vec<(String, LangText)>,
}

/// A release that is published.
#[derive(Debug, Clone)]
pub struct Published {
    /// Its record in the ledger.
    pub record: RecordId,
    /// Its id.
    pub release_id: String,
    /// Register it is made of.
    pub register: String,
    /// What it is for.
    pub purpose: String,
    /// Method.
    pub method: Method,
    /// Epsilon and delta of a synthetic release.
    pub epsilon: f64,
    /// See `epsilon`.
    pub delta: f64,
    /// k of a k-anonymous release.
    pub k: usize,
    /// The guarantee in plain words.
    pub guarantee: String,
    /// The recipe's text.
    pub recipe: String,
    /// Promise about the seed.
    pub commitment: String,
    /// When it was published.
    pub since: Hlc,
    /// The file as it was made, CSV.
    pub file: Vec<u8>,
    /// Columns.
    pub columns: Vec<ReleaseColumn>,
    /// Records.
    pub table: Table,
    domain: Domain,
    measured: Vec<Measured>,
}

/// A count and what it may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Count {
    /// Best estimate, 0 or more.
    pub count: f64,
    /// The true count lies between these 95 times in 100, as far as the noise goes.
    pub low: f64,
    /// See `low`.
    pub high: f64,
}

/// One value of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Position in [`ReleaseColumn::values`]; 0 is "not reported".
    pub value: usize,
    /// The published count; none where it can't be told from nobody.
    pub aggregate: Option<Count>,
    /// Under how many it is, where it is not shown.
    pub under: f64,
    /// Records of the published file.
    pub records: u64,
}

/// Why a published release cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error("the published file cannot be read: {0}")]
    File(String),
}

/// Releases of a register that are published, the newest first.
///
/// # Errors
/// The store's failure; a file that cannot be read is left out with a line in the log.
pub async fn published(
    registers: &Registers,
    register: &str,
) -> Result<Vec<Arc<Published>>, ReadError> {
    let definition = registers.register(register)?;
    let mut found = Vec::new();
    let mut scan = registers.scan(RELEASES, None)?;
    while let Some(record) = scan.next().await {
        let record = record?;
        let of = record.data.get("register").and_then(Json::as_str);
        if record.state == "published" && of == Some(register) {
            match opened(registers.store(), definition, &record).await {
                Ok(release) => found.push(release),
                Err(Unreadable::Read(error)) => return Err(error),
                Err(Unreadable::Journal(error)) => return Err(error.into()),
                Err(Unreadable::File(_)) => {}
            }
        }
    }
    found.sort_by_key(|release| std::cmp::Reverse(release.since));
    Ok(found)
}

/// Releases that are kept in memory, read and ready; the files of a release never change.
const KEPT: usize = 8;

/// A release by tenant, its two files and its last change.
type Kept = ([String; 3], Hlc, Arc<Published>);

static OPENED: Mutex<VecDeque<Kept>> = Mutex::new(VecDeque::new());

/// A release, read once for all visitors.
async fn opened(
    store: &Store,
    definition: &Register,
    record: &RecordState,
) -> Result<Arc<Published>, Unreadable> {
    let hash = |field: &str| {
        let text = record.data.get(field).and_then(Json::as_str);
        text.unwrap_or_default().to_owned()
    };
    let key = [
        store.tenant().to_string(),
        hash("file"),
        format!("{} {}", hash("counts"), record.id),
    ];
    let known = {
        let kept = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|(other, since, _)| *other == key && *since == record.hlc)
            .map(|(.., release)| Arc::clone(release))
    };
    if let Some(release) = known {
        return Ok(release);
    }
    let release = Arc::new(open(store, definition, record).await?);
    let mut kept = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    kept.push_front((key, record.hlc, Arc::clone(&release)));
    kept.truncate(KEPT);
    Ok(release)
}

async fn attached(store: &Store, hash: &str) -> Result<Vec<u8>, JournalError> {
    let mut reader = store.open_attachment(hash).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = reader.next().await {
        bytes.extend(piece?);
    }
    Ok(bytes)
}

async fn open(
    store: &Store,
    definition: &Register,
    record: &RecordState,
) -> Result<Published, Unreadable> {
    let text = |field: &str| {
        record
            .data
            .get(field)
            .and_then(Json::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let damaged = |what: &str| Unreadable::File(what.to_owned());
    let file = attached(store, &text("file")).await?;
    let counts = attached(store, &text("counts")).await?;
    let counts: PublicCounts =
        serde_json::from_slice(&counts).map_err(|error| Unreadable::File(error.to_string()))?;
    let recipe = Recipe::parse(&text("recipe")).map_err(|_| damaged("recipe"))?;
    // What a wider value leaves open breaks no rule.
    let mut lenient = counts.domain.clone();
    lenient.impossible.clear();
    let table = reader::read(file.as_slice(), &lenient)
        .map_err(|error| Unreadable::File(error.to_string()))?;
    Ok(Published {
        record: record.id.clone(),
        release_id: text("release_id"),
        register: text("register"),
        purpose: text("purpose"),
        method: recipe.method,
        epsilon: recipe.epsilon,
        delta: recipe.delta,
        k: recipe.k,
        guarantee: text("guarantee"),
        recipe: text("recipe"),
        commitment: text("commitment"),
        since: record.hlc,
        file,
        columns: counts
            .domain
            .columns
            .iter()
            .map(|column| titled(column, &recipe, definition))
            .collect(),
        table,
        domain: counts.domain,
        measured: counts.measured,
    })
}

/// A column with the titles of the register's form, or of the recipe.
fn titled(column: &Column, recipe: &Recipe, definition: &Register) -> ReleaseColumn {
    let source = recipe
        .columns
        .iter()
        .find(|source| source.name == column.field);
    let field = source.and_then(|source| definition.form.field(&source.field));
    let list = field.and_then(|field| definition.form.choices_of(field));
    let title_of = |code: &str| {
        if let Some(title) = source.and_then(|source| source.labels.get(code)) {
            return title.clone();
        }
        let choice = list.and_then(|list| list.choices.iter().find(|choice| choice.name == code));
        let known = country::by_alpha3(code).filter(|_| code.len() == 3);
        match (choice, known) {
            (Some(choice), _) if !choice.label.is_empty() => choice.label.clone(),
            (_, Some(country)) => ["en", "fr", "es", "ar"]
                .into_iter()
                .map(|lang| (lang, country.name(lang)))
                .collect(),
            _ => LangText::single("en", code),
        }
    };
    let own = source
        .map(|source| source.title.clone())
        .unwrap_or_default();
    let mut title = if own.is_empty() {
        field.map_or_else(
            || LangText::single("en", &column.field),
            |field| field.label.clone(),
        )
    } else {
        own
    };
    if let Kind::Flag { value, .. } = &column.kind {
        let value = title_of(value);
        title = ["en", "fr", "es", "ar"]
            .into_iter()
            .map(|lang| (lang, format!("{}: {}", title.get(lang), value.get(lang))))
            .collect();
    }
    let is_flag = matches!(column.kind, Kind::Flag { .. });
    ReleaseColumn {
        name: column.name(),
        title,
        values: column
            .values
            .iter()
            .map(|value| {
                let title = match value.as_str() {
                    "" => LangText::default(),
                    "1" if is_flag => yes(),
                    code => title_of(code),
                };
                (value.clone(), title)
            })
            .collect(),
    }
}

fn yes() -> LangText {
    [("en", "Yes"), ("fr", "Oui"), ("es", "Sí"), ("ar", "نعم")]
        .into_iter()
        .collect()
}

impl Published {
    /// The position of a column by name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The columns by which the lines of `by` may be narrowed: those that were measured together with it.
    pub fn narrowing(&self, by: usize) -> Vec<usize> {
        (0..self.columns.len())
            .filter(|&other| other != by && self.covers(by, Some(other)))
            .collect()
    }

    fn covers(&self, by: usize, within: Option<usize>) -> bool {
        self.method == Method::KAnonymity
            || self.measured.iter().any(|one| {
                one.columns.contains(&by)
                    && within.is_none_or(|within| one.columns.contains(&within))
            })
    }

    /// The values of a column, all records or those with one value of another column. None where the release did not
    /// measure it.
    pub fn lines(&self, by: usize, within: Option<(usize, usize)>) -> Option<Vec<Line>> {
        let size = self.columns.get(by)?.values.len();
        if let Some((other, value)) = within
            && (other == by || value >= self.columns.get(other)?.values.len())
        {
            return None;
        }
        if !self.covers(by, within.map(|(other, _)| other)) {
            return None;
        }
        let mut records = vec![0_u64; size];
        for row in 0..self.table.rows() {
            let here = within
                .is_none_or(|(other, value)| usize::from(self.table.column(other)[row]) == value);
            if here && let Some(count) = records.get_mut(usize::from(self.table.column(by)[row])) {
                *count += 1;
            }
        }
        let counts = match self.method {
            Method::Synthesis => self.noisy(by, within)?,
            Method::KAnonymity => Vec::new(),
        };
        Some(
            records
                .into_iter()
                .enumerate()
                .map(|(value, records)| match counts.get(value) {
                    Some(&(count, spread)) => noisy_line((value, size), count, spread, records),
                    None => self.exact_line(value, records),
                })
                .collect(),
        )
    }

    /// Under k records there is nothing to show: rounding made every group a multiple of k.
    fn exact_line(&self, value: usize, records: u64) -> Line {
        #[expect(
            clippy::cast_precision_loss,
            reason = "numbers of people are far below 2^52"
        )]
        let (count, k) = (records as f64, self.k as f64);
        Line {
            value,
            aggregate: (count >= k).then_some(Count {
                count,
                low: (count - k + 1.0).max(0.0),
                high: count + k - 1.0,
            }),
            under: k,
            records,
        }
    }

    /// Noisy counts of the values with the standard deviation of each, from the finest measurement that holds them.
    fn noisy(&self, by: usize, within: Option<(usize, usize)>) -> Option<Vec<(f64, f64)>> {
        let sizes = self.domain.sizes();
        let mut best: Option<(f64, Vec<f64>)> = None;
        for one in &self.measured {
            let at = one.columns.iter().position(|&column| column == by);
            let narrow = within.map(|(other, value)| {
                let at = one.columns.iter().position(|&column| column == other);
                at.map(|at| (at, value))
            });
            let (Some(at), true) = (at, narrow != Some(None)) else {
                continue;
            };
            let cells = Cells::new(&one.columns, &sizes);
            let mut sums = vec![0.0; sizes[by]];
            let mut summed = 0_usize;
            for (cell, &count) in one.counts.iter().enumerate() {
                let values: Vec<u16> = cells.values(cell).collect();
                if let Some(Some((other, value))) = narrow
                    && usize::from(values[other]) != value
                {
                    continue;
                }
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "numbers of people are far below 2^52"
                )]
                let count = count as f64;
                sums[usize::from(values[at])] += count;
                summed += 1;
            }
            // Each value adds up as many cells as any other, and the noise of each is independent.
            #[expect(clippy::cast_precision_loss, reason = "a number of cells")]
            let spread = one.sigma * (summed as f64 / sizes[by].max(1) as f64).sqrt();
            if best.as_ref().is_none_or(|(known, _)| spread < *known) {
                best = Some((spread, sums));
            }
        }
        best.map(|(spread, sums)| sums.into_iter().map(|count| (count, spread)).collect())
    }

    /// The columns whose values are countries, by ISO 3166-1 alpha-3.
    pub fn is_country(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|column| {
            column.values.len() > 5
                && column
                    .values
                    .iter()
                    .skip(1)
                    .filter(|(code, _)| country::by_alpha3(code).is_some())
                    .count()
                    * 2
                    > column.values.len()
        })
    }
}

/// A value is shown where noise alone would not have made it. Among many values some noise is large: the bar rises with
/// their number, so that the chance that any value of a column is shown without a person is under 1 in 20.
fn noisy_line((value, of): (usize, usize), count: f64, spread: f64, records: u64) -> Line {
    let half = WIDTH * spread;
    #[expect(clippy::cast_precision_loss, reason = "a number of values")]
    let least = (2.0 * (20.0 * of.max(1) as f64).ln()).sqrt() * spread;
    Line {
        value,
        aggregate: (count > least).then_some(Count {
            count,
            low: (count - half).max(0.0),
            high: count + half,
        }),
        under: (least + half).ceil(),
        records,
    }
}
