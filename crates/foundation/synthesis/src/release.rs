//! One differentially private release, from confidential records to synthetic ones, and the recipe that makes it again.

use serde::{Deserialize, Serialize};

use crate::{
    Fault, Table,
    adaptive::{self, Plan},
    budget::{self, Budget},
    domain::Domain,
    estimate::{Measured, Model},
    folding,
    marginal::Cells,
    sampling::{Chance, draw},
    support,
};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Privacy loss; smaller is more private.
    pub epsilon: f64,
    /// Chance with which epsilon may not hold; well under one divided by the number of records.
    pub delta: f64,
    /// The longest combinations of columns that are measured, 1 to 4.
    pub order: usize,
}

/// How far the work has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stage {
    /// Measuring: combinations measured so far, share of the budget spent.
    Measuring(usize, f64),
    /// Estimating one distribution.
    Estimating,
    /// Admitting records: pass, of passes.
    Admitting(usize, usize),
}

/// All that the records depend on beyond the domain. It holds noisy counts only, so it is as safe as the release.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recipe {
    /// Version of the method: another version makes other records.
    pub method: u32,
    /// Privacy loss that was granted.
    pub epsilon: f64,
    /// Chance with which it may not hold.
    pub delta: f64,
    /// Budget in zero-concentrated differential privacy, and what was spent of it.
    pub rho: f64,
    /// Never over `rho`.
    pub rho_spent: f64,
    /// Columns and values.
    pub domain: Domain,
    /// Every noisy count.
    pub measured: Vec<Measured>,
    /// Seed of all chance after the noise. The noise itself has no seed.
    pub seed: u64,
}

/// Synthetic records with their recipe.
#[derive(Debug, Clone)]
pub struct Release {
    /// The records, in random order.
    pub records: Table,
    /// How they came about.
    pub recipe: Recipe,
}

const METHOD: u32 = 1;
/// Proposals for each record wanted, and how many at least and at most.
const PROPOSALS: (usize, usize, usize) = (5, 20_000, 600_000);
/// Proposal-and-combination pairs that one pass may count: wide tables get fewer proposals.
const WORK: usize = 200_000_000;
/// Passes of striking out thin combinations, each stricter than the one before.
const PASSES: usize = 5;
/// Steps of the last estimate and of each raking.
const STEPS: (usize, usize) = (150, 60);

/// Makes a release. The guarantee is (epsilon, delta)-differential privacy between tables that differ by one record;
/// it holds for a person if each person has one record.
///
/// # Errors
/// [`Fault::Parameter`] for figures outside their range, [`Fault::Budget`], [`Fault::Noise`], [`Fault::NothingPossible`].
pub fn synthesise(
    table: &Table,
    domain: &Domain,
    request: &Request,
    told: &mut dyn FnMut(Stage),
) -> Result<Release, Fault> {
    if table.width() == 0 {
        return Err(Fault::Parameter("the table has no column".into()));
    }
    let mut budget = Budget::new(request.epsilon, request.delta)?;
    let seed = budget::fresh_seed()?;
    let plan = Plan {
        order: request.order,
        ..Plan::default()
    };
    let measured = adaptive::measure(
        table,
        &domain.sizes(),
        &never(domain, plan.widest),
        &plan,
        &mut budget,
        &mut Chance::new(seed ^ u64::MAX),
        &mut |round, share| told(Stage::Measuring(round, share)),
    )?;
    let recipe = Recipe {
        method: METHOD,
        epsilon: request.epsilon,
        delta: request.delta,
        rho: budget.total(),
        rho_spent: budget.spent()?,
        domain: domain.clone(),
        measured,
        seed,
    };
    let records = again(&recipe, told)?;
    Ok(Release { records, recipe })
}

/// Makes the records of a recipe; the same recipe gives the same records.
///
/// # Errors
/// [`Fault::Parameter`] when the recipe is of another version or inconsistent, [`Fault::NothingPossible`].
pub fn again(recipe: &Recipe, told: &mut dyn FnMut(Stage)) -> Result<Table, Fault> {
    let domain = &recipe.domain;
    let (sizes, says) = (domain.sizes(), domain.says());
    check(recipe, &sizes)?;
    told(Stage::Estimating);
    let model = Model::fit(
        &sizes,
        &recipe.measured,
        &never(domain, Plan::default().widest),
        None,
        STEPS.0,
    );
    if model.beliefs.is_empty() {
        return Err(Fault::NothingPossible);
    }
    let mut chance = Chance::new(recipe.seed);
    let wanted = whole_number(model.total);
    let most = (WORK / (sizes.len().pow(3) / 6).max(1)).clamp(100_000, PROPOSALS.2);
    let proposals = wanted.saturating_mul(PROPOSALS.0).clamp(PROPOSALS.1, most);
    let proposed = support::weigh(&draw(&model, proposals, &mut chance), model.total, domain);
    if proposed.weights.is_empty() {
        return Err(Fault::NothingPossible);
    }
    let least = thresholds(recipe);
    let mut weighted = proposed.clone();
    for pass in 1..=PASSES {
        told(Stage::Admitting(pass, PASSES));
        let part = pass as f64 / PASSES as f64;
        let now: Vec<f64> = least.iter().skip(1).map(|least| least * part).collect();
        support::strike_thin(&mut weighted, &says, &[&[0.0], now.as_slice()].concat());
        support::rake(
            &mut weighted,
            &recipe.measured,
            &sizes,
            model.total,
            STEPS.1,
        );
    }
    let singles: Vec<Vec<f64>> = (0..sizes.len())
        .map(|column| {
            model
                .expected(&Cells::new(&[column], &sizes))
                .unwrap_or_default()
        })
        .collect();
    let risks = folding::at_risk(&weighted, &singles, &says, least[0]);
    if !risks.is_empty() {
        let blank: Vec<bool> = (0..sizes.len())
            .map(|column| {
                !domain.impossible.iter().any(|rule| {
                    rule.columns.len() == 1
                        && rule.columns[0].0 == column
                        && rule.columns[0].1.contains(&0)
                })
            })
            .collect();
        // Proposals hold more mass than what is admitted of them, so a folded record must clear a higher bar.
        let strict: Vec<f64> = least.iter().map(|least| 1.5 * least).collect();
        folding::fold(&mut weighted, &proposed, &risks, &says, &blank, &strict);
        weighted.drop_forbidden(domain);
        support::rake(
            &mut weighted,
            &recipe.measured,
            &sizes,
            model.total,
            3 * STEPS.1,
        );
    }
    Ok(support::whole(&weighted, wanted, &mut chance))
}

/// Estimated people under which a value, a pair, a triple of attributes is not made: what the noise cannot tell from
/// nobody. In units of the noise on single columns for values, of the finest noise on combinations for the rest.
fn thresholds(recipe: &Recipe) -> Vec<f64> {
    let noise = |wide: bool| {
        let sigmas = recipe
            .measured
            .iter()
            .filter(|one| (one.columns.len() > 1) == wide)
            .map(|one| one.sigma);
        sigmas.fold(f64::INFINITY, f64::min)
    };
    let (single, wide) = (noise(false), noise(true));
    if wide.is_infinite() {
        return vec![2.0 * single];
    }
    vec![2.0 * single, (0.6 * wide).max(1.0), (1.0 * wide).max(1.0)]
}

fn check(recipe: &Recipe, sizes: &[usize]) -> Result<(), Fault> {
    let wrong = |what: &str| {
        Err(Fault::Parameter(format!(
            "the recipe {what}; it was not written by this program"
        )))
    };
    if recipe.method != METHOD {
        return wrong("is of another version of the method");
    }
    if sizes.is_empty()
        || sizes.contains(&0)
        || sizes.iter().any(|&size| size > usize::from(u16::MAX))
    {
        return wrong("names no columns, or columns without values");
    }
    for one in &recipe.measured {
        let rising = one.columns.windows(2).all(|pair| pair[0] < pair[1]);
        let known = one
            .columns
            .last()
            .is_some_and(|&column| column < sizes.len());
        if !rising
            || !known
            || one.sigma <= 0.0
            || !one.sigma.is_finite()
            || Cells::new(&one.columns, sizes).count != one.counts.len()
        {
            return wrong("holds counts that do not fit its columns");
        }
    }
    for rule in &recipe.domain.impossible {
        if rule
            .columns
            .iter()
            .any(|(column, _)| *column >= sizes.len())
        {
            return wrong("holds a rule about a column it does not name");
        }
    }
    Ok(())
}

/// Impossible combinations as cells that the estimate must leave empty, where few enough columns take part.
fn never(domain: &Domain, widest: usize) -> Vec<(Vec<usize>, Vec<bool>)> {
    let sizes = domain.sizes();
    let mut sets: Vec<(Vec<usize>, Vec<bool>)> = Vec::new();
    for rule in &domain.impossible {
        let columns: Vec<usize> = rule.columns.iter().map(|(column, _)| *column).collect();
        let cells = Cells::new(&columns, &sizes);
        if cells.count > widest {
            continue;
        }
        let at = sets
            .iter()
            .position(|(other, _)| *other == columns)
            .unwrap_or_else(|| {
                sets.push((columns, vec![false; cells.count]));
                sets.len() - 1
            });
        for cell in 0..cells.count {
            let hit = rule
                .columns
                .iter()
                .zip(cells.values(cell))
                .all(|((_, codes), value)| codes.contains(&value));
            sets[at].1[cell] |= hit;
        }
    }
    sets
}

/// Records wanted; the estimate is positive and bounded by what a file may hold.
#[expect(clippy::cast_possible_truncation, reason = "clamped to what fits")]
fn whole_number(total: f64) -> usize {
    total.round().clamp(1.0, f64::from(u32::MAX / 2)) as usize
}
