//! The one call: a register and a recipe become a release in the ledger.

use std::{fmt::Write as _, io::Cursor};

use access::{Actor, Policy, Question, Scope, Verb};
use jiff::civil::Date;
use journal::{Draft, JournalError, Kind, RecordState, Tx};
use registers::{Act, Change, CommitError, ReadError, Register, Registers, Strictness};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};
use vocab::{RecordId, RegisterName, VocabError};

use crate::{
    agreement::{Agreement, Use, agreements},
    gates::{Refusal, gates},
    making::{self, Product},
    module::{BUDGETS, RELEASES},
    projection::{Projected, Projection},
    recipe::{Method, Recipe, RecipeFault},
    spending::{Budget, Cost, Ledger},
};

/// Why there is no release, not even a refused one.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// The recipe, or the records under it; every fault.
    #[error("the recipe cannot be used: {}", told(.0))]
    Recipe(Vec<RecipeFault>),
    /// The method refused.
    #[error(transparent)]
    Method(#[from] synthesis::Fault),
    /// Reading failed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The ledger did not take the record.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The store failed.
    #[error("the store failed")]
    Journal(#[from] JournalError),
    /// The maker may not.
    #[error("you may not make releases of this register: {0}")]
    NotAllowed(String),
    /// A name is malformed.
    #[error(transparent)]
    Word(#[from] VocabError),
    /// A purpose must be stated.
    #[error("say what the release is for")]
    NoPurpose,
    /// The work was stopped.
    #[error("the work was stopped; ask again")]
    Stopped,
}

fn told(faults: &[RecipeFault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("; ")
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What the release is for.
    pub purpose: String,
    /// The recipe's text.
    pub recipe: String,
    /// Org unit that owns the record of the ledger.
    pub owner: String,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// Its record in the ledger.
    pub record: RecordId,
    /// Its id for people.
    pub release_id: String,
    /// Why it was refused; it is checked when there is nothing.
    pub refusals: Vec<Refusal>,
}

/// Makes a release. What the gates, the agreements or the budget refuse stands in the ledger as refused, with the reasons,
/// and without its records. The maker needs `transition:prepare` on the ledger and `export` on the register; the reading is in
/// the journal.
///
/// # Errors
/// See [`ReleaseError`]: nothing was made then.
pub async fn release(
    registers: &Registers,
    policy: &Policy,
    maker: &Actor,
    today: Date,
    asked: &Asked,
) -> Result<Made, ReleaseError> {
    if asked.purpose.trim().is_empty() {
        return Err(ReleaseError::NoPurpose);
    }
    let recipe = Recipe::parse(&asked.recipe).map_err(ReleaseError::Recipe)?;
    let register = registers.register(&recipe.register)?;
    let units = may_make(policy, maker, registers, register, &recipe)?;
    let projected = read(registers, maker, register, &recipe, &units).await?;
    let (spent, budget) = spending(registers, &recipe.register).await?;
    let mut refusals = before(&recipe, &projected, &agreements(registers).await?, today);
    let id = next_id(registers, &recipe.register).await?;
    let mut data = about(&recipe, asked, &projected, maker, today, &id);
    // What is refused already is not made: nothing is drawn from the records for it.
    if let Some(cost) = foreseen(&recipe)?
        && let Some(refusal) = within(budget, spent, cost, &recipe.register)
    {
        refusals.push(refusal);
    }
    if refusals.is_empty() {
        let (table, of) = (projected.table, recipe.clone());
        let product = tokio::task::spawn_blocking(move || making::make(&table, &of))
            .await
            .map_err(|_| ReleaseError::Stopped)??;
        refusals = gates(&product.quality, recipe.method, recipe.k);
        report(&mut data, &product);
        if refusals.is_empty() {
            keep(registers, &mut data, &product).await?;
        }
    }
    let record = write(registers, data, &mut refusals, &asked.owner, &id).await?;
    Ok(Made {
        record,
        release_id: id,
        refusals,
    })
}

/// In which units the maker may read the register for a release.
fn may_make(
    policy: &Policy,
    maker: &Actor,
    registers: &Registers,
    register: &Register,
    recipe: &Recipe,
) -> Result<Scope, ReleaseError> {
    let ask = |register: &Register, verb: &Verb| {
        let question = Question {
            register: register.name.as_str(),
            class: register.class,
            verb,
            owner: None,
            purpose: Some("release"),
        };
        policy
            .decide(maker, &question)
            .granted()
            .map_err(ReleaseError::NotAllowed)
    };
    ask(
        registers.register(RELEASES)?,
        &Verb::Transition("prepare".to_owned()),
    )?;
    let decision = ask(register, &Verb::Read)?;
    let mut faults = Vec::new();
    let mut fault = |place: &str, reason: &str| {
        faults.push(RecipeFault {
            line: None,
            place: place.to_owned(),
            reason: reason.to_owned(),
        });
    };
    for source in &recipe.columns {
        let rule = register.rule(&source.field);
        if register.form.field(&source.field).is_none() {
            fault(&source.name, "the register has no such field");
        } else if rule.identity {
            fault(
                &source.name,
                "the field names a person; it is never published",
            );
        } else if rule.class > decision.max_field_class {
            fault(&source.name, "you may not see this field");
        }
    }
    for (key, field) in [
        ("contributor", &recipe.contributor),
        ("person", &recipe.person),
    ] {
        if field
            .as_ref()
            .is_some_and(|field| register.form.field(field).is_none())
        {
            fault(key, "the register has no such field");
        }
    }
    for state in &recipe.states {
        if !register.lifecycle.has_state(state) {
            fault("states", "the register has no such state");
        }
    }
    if faults.is_empty() {
        Ok(decision.units)
    } else {
        Err(ReleaseError::Recipe(faults))
    }
}

async fn read(
    registers: &Registers,
    maker: &Actor,
    register: &Register,
    recipe: &Recipe,
    units: &Scope,
) -> Result<Projected, ReleaseError> {
    let mut projection = Projection::new(recipe);
    let mut scan = registers.scan(&recipe.register, None)?;
    while let Some(record) = scan.next().await {
        let record = record?;
        if recipe.states.contains(&record.state) && units.holds(&record.owner) {
            projection.add(&record.data);
        }
    }
    let projected = projection.finish().map_err(ReleaseError::Recipe)?;
    let draft = Draft {
        kind: Kind::Read,
        actor: maker.id.clone(),
        register: register.name.clone(),
        record: RecordId::parse("@release")?,
        base: None,
        body: json!({ "records": projected.read, "purpose": "release" }),
    };
    let noted: Result<(), JournalError> = registers
        .store()
        .write(move |tx| tx.append(draft).map(|_| ()))
        .await;
    noted?;
    Ok(projected)
}

/// What speaks against a release before it is made.
fn before(
    recipe: &Recipe,
    projected: &Projected,
    agreements: &[Agreement],
    today: Date,
) -> Vec<Refusal> {
    if recipe.contributor.is_none() {
        return Vec::new();
    }
    let columns: Vec<String> = recipe
        .columns
        .iter()
        .map(|column| column.name.clone())
        .collect();
    let usage = Use::Publish {
        method: recipe.method,
        columns: &columns,
        epsilon: recipe.epsilon,
    };
    projected
        .contributors
        .keys()
        .filter_map(|party| Agreement::covers(agreements, party, &recipe.register, usage, today))
        .collect()
}

/// What a release of this recipe will cost at most.
fn foreseen(recipe: &Recipe) -> Result<Option<Cost>, ReleaseError> {
    Ok(Some(match recipe.method {
        Method::KAnonymity => Cost::Anonymous,
        Method::Synthesis => {
            let budget = synthesis::budget::Budget::new(recipe.epsilon, recipe.delta)?;
            Cost::Synthesis(budget.total())
        }
    }))
}

/// Whether the budget has room; a register without a budget has none.
pub(crate) fn within(
    budget: Option<Budget>,
    spent: Ledger,
    cost: Cost,
    register: &str,
) -> Option<Refusal> {
    match budget {
        Some(budget) => budget.allows(spent, cost),
        None => Some(Refusal::new(
            "budget",
            format!("{register} has no disclosure budget in force; let one be agreed first"),
        )),
    }
}

/// What a record of the ledger costs, when its state spends.
pub(crate) fn cost_of(record: &RecordState) -> Option<Cost> {
    let rho = || {
        record
            .data
            .get("rho")
            .and_then(Json::as_f64)
            .unwrap_or(f64::INFINITY)
    };
    match record.data.get("method").and_then(Json::as_str) {
        Some("synthesis") => Some(Cost::Synthesis(rho())),
        Some(_) => Some(Cost::Anonymous),
        None => None,
    }
}

/// States that spend: approved is reserved, and what was published stays known.
pub(crate) const SPENDING: [&str; 3] = ["approved", "published", "withdrawn"];

/// The budget of a register as its record tells.
pub(crate) fn budget_of(record: &RecordState) -> Option<(String, Budget)> {
    if record.state != "in_force" {
        return None;
    }
    let number = |field: &str| record.data.get(field).and_then(Json::as_f64);
    Some((
        record.data.get("register")?.as_str()?.to_owned(),
        Budget {
            epsilon: number("epsilon")?,
            delta: number("delta")?,
            anonymous_files: record
                .data
                .get("anonymous_files")
                .and_then(Json::as_u64)
                .unwrap_or(0),
        },
    ))
}

/// What a register has spent, and what it may spend.
///
/// # Errors
/// The store's failure.
pub(crate) async fn spending(
    registers: &Registers,
    register: &str,
) -> Result<(Ledger, Option<Budget>), ReadError> {
    let mut spent = Ledger::default();
    let mut scan = registers.scan(RELEASES, None)?;
    while let Some(record) = scan.next().await {
        let record = record?;
        let same = record.data.get("register").and_then(Json::as_str) == Some(register);
        if same
            && SPENDING.contains(&record.state.as_str())
            && let Some(cost) = cost_of(&record)
        {
            spent = spent.with(cost);
        }
    }
    let mut budget = None;
    let mut scan = registers.scan(BUDGETS, None)?;
    while let Some(record) = scan.next().await {
        if let Some((of, found)) = budget_of(&record?)
            && of == register
        {
            budget = Some(found);
        }
    }
    Ok((spent, budget))
}

async fn next_id(registers: &Registers, register: &str) -> Result<String, ReadError> {
    let mut known = 0;
    let mut scan = registers.scan(RELEASES, None)?;
    while let Some(record) = scan.next().await {
        let record = record?;
        known += u32::from(record.data.get("register").and_then(Json::as_str) == Some(register));
    }
    Ok(format!("{register}-{:03}", known + 1))
}

fn about(
    recipe: &Recipe,
    asked: &Asked,
    projected: &Projected,
    maker: &Actor,
    today: Date,
    id: &str,
) -> Map<String, Json> {
    let mut data = Map::new();
    let mut set = |field: &str, value: Json| {
        data.insert(field.to_owned(), value);
    };
    set("release_id", id.into());
    set("register", recipe.register.as_str().into());
    set("purpose", asked.purpose.trim().into());
    set("method", recipe.method.code().into());
    set("recipe", asked.recipe.as_str().into());
    match recipe.method {
        Method::Synthesis => {
            set("epsilon", recipe.epsilon.into());
            set("delta", recipe.delta.into());
        }
        Method::KAnonymity => set("k", recipe.k.into()),
    }
    set("records_read", projected.read.into());
    set("repeated_people", projected.repeated.into());
    set("contributors", json!(projected.contributors));
    set("guarantee", guarantee(recipe).into());
    set("maker", maker.id.as_str().into());
    set("made_on", today.to_string().into());
    data
}

/// The guarantee in plain words.
fn guarantee(recipe: &Recipe) -> String {
    match recipe.method {
        Method::Synthesis => {
            // Even odds before, at most these after: the odds grow by a factor of e to the epsilon.
            let sure = recipe.epsilon.exp() / (1.0 + recipe.epsilon.exp());
            format!(
                "No record is a person's. Whoever reads the release, whatever else they know, learns about any one person at most what epsilon {} and delta {} allow: who would have guessed with even odds that a person is in the data can be at most {:.0} % sure afterwards.",
                recipe.epsilon,
                recipe.delta,
                100.0 * sure
            )
        }
        Method::KAnonymity => format!(
            "At least {} people share each published record, over all columns. It says nothing about what others publish of the same people.",
            recipe.k
        ),
    }
}

fn report(data: &mut Map<String, Json>, product: &Product) {
    let quality = &product.quality;
    if let Cost::Synthesis(rho) = product.cost {
        data.insert("rho".to_owned(), rho.into());
    }
    data.insert(
        "utility".to_owned(),
        json!({
            "original": quality.original, "release": quality.release, "by_columns": quality.utility,
            "values_lost": quality.values_lost, "impossible": quality.impossible,
            "smallest_group": quality.smallest_group,
        }),
    );
    data.insert(
        "attacks".to_owned(),
        json!({
            "uniqueness": quality.attacks.uniqueness, "linkage": quality.attacks.linkage,
            "membership": quality.trial, "membership_allowed": crate::gates::MEMBERSHIP,
        }),
    );
}

/// Keeps the records, the counts and the sealed recipe as files of the store.
async fn keep(
    registers: &Registers,
    data: &mut Map<String, Json>,
    product: &Product,
) -> Result<(), ReleaseError> {
    let mut records = Vec::new();
    product
        .records
        .write(&product.counts.domain, &mut records)?;
    let counts = serde_json::to_vec(&product.counts).map_err(std::io::Error::other);
    let counts = counts.map_err(synthesis::Fault::Io)?;
    let store = registers.store();
    let file = store.attach(Cursor::new(records), "text/csv").await?;
    let counts = store
        .attach(Cursor::new(counts), "application/json")
        .await?;
    data.insert("file".to_owned(), file.hash.into());
    data.insert("counts".to_owned(), counts.hash.into());
    data.insert("records".to_owned(), product.records.rows().into());
    data.insert("passed".to_owned(), "yes".into());
    if let Some(full) = &product.sealed {
        let sealed = serde_json::to_vec(full).map_err(std::io::Error::other);
        let sealed = sealed.map_err(synthesis::Fault::Io)?;
        let sealed = store
            .attach(Cursor::new(sealed), "application/json")
            .await?;
        data.insert("commitment".to_owned(), commitment(full.seed).into());
        data.insert("sealed_recipe".to_owned(), sealed.hash.into());
    }
    Ok(())
}

/// A promise about the seed that tells nothing of it.
fn commitment(seed: u64) -> String {
    let mut hasher = Sha256::new();
    hasher.update(b"waymark release seed");
    hasher.update(seed.to_le_bytes());
    hasher
        .finalize()
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Writes the record, and takes its first step: checked or refused. What changed meanwhile (another release was approved, an
/// agreement ended) refuses it too.
async fn write(
    registers: &Registers,
    mut data: Map<String, Json>,
    refusals: &mut Vec<Refusal>,
    owner: &str,
    id: &str,
) -> Result<RecordId, ReleaseError> {
    let register = RegisterName::parse(RELEASES)?;
    let record = registers.register(RELEASES)?.id_for_key(&[id]);
    let system = Actor::system("release");
    let change = |act| Change {
        register: register.clone(),
        id: record.clone(),
        base: None,
        act,
        note: None,
    };
    if !refusals.is_empty() {
        data.insert("refusals".to_owned(), json!(refusals));
    }
    let create = Act::Create {
        data,
        owner: Some(owner.to_owned()),
    };
    registers
        .commit(&system, vec![change(create)], Strictness::Strict)
        .await?;
    if refusals.is_empty() {
        match step(registers, &system, &record, "check", None).await {
            Err(ReleaseError::Commit(CommitError::Refused { faults, .. })) => {
                refusals.extend(
                    faults
                        .into_iter()
                        .map(|fault| Refusal::new(fault.code, fault.reason)),
                );
                let set = Map::from_iter([
                    ("refusals".to_owned(), json!(refusals)),
                    ("passed".to_owned(), Json::Null),
                ]);
                let patch = vec![change(Act::Patch { set })];
                registers.commit(&system, patch, Strictness::Strict).await?;
            }
            done => {
                done?;
                return Ok(record);
            }
        }
    }
    let reasons: Vec<&str> = refusals
        .iter()
        .map(|refusal| refusal.reason.as_str())
        .collect();
    step(
        registers,
        &system,
        &record,
        "refuse",
        Some(reasons.join("; ")),
    )
    .await?;
    Ok(record)
}

/// Takes a step of a release: approve, publish, refuse, withdraw. The guards hold it back where they must.
///
/// # Errors
/// What the commit refuses.
pub async fn step(
    registers: &Registers,
    actor: &Actor,
    record: &RecordId,
    name: &str,
    reason: Option<String>,
) -> Result<(), ReleaseError> {
    let change = Change {
        register: RegisterName::parse(RELEASES)?,
        id: record.clone(),
        base: None,
        act: Act::Transition {
            name: name.to_owned(),
            reason,
        },
        note: None,
    };
    registers
        .commit(actor, vec![change], Strictness::Strict)
        .await?;
    Ok(())
}

/// All records of a register within a transaction.
pub(crate) fn all(tx: &mut Tx<'_>, register: &str) -> Result<Vec<RecordState>, JournalError> {
    let sql = format!(
        "select {} from record where tenant = $1 and register = $2 and erased = 0 and merged_into is null",
        journal::record::COLUMNS
    );
    let params = [tx.tenant().as_str().into(), register.into()];
    tx.query(&sql, &params)?
        .iter()
        .map(journal::record::from_row)
        .collect()
}
