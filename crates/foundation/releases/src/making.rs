//! A table made into a release, with its report and the trial of membership inference.

use serde::{Deserialize, Serialize};
use synthesis::{
    Fault, Recipe as Full, Request, Table, anonymise, attack, budget::fresh_seed, domain::Domain,
    estimate::Measured, report::lost, sampling::Chance, synthesise, utility,
};

use crate::{
    gates::{Quality, Trial},
    recipe::{Method, Recipe},
    spending::Cost,
};

/// What may be published beside the records: columns with their values, and noisy counts. The seed is not in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PublicCounts {
    /// Columns and values, with the wider ones of a k-anonymous file.
    pub domain: Domain,
    /// Noisy counts; none for a k-anonymous file.
    pub measured: Vec<Measured>,
    /// Privacy loss in zCDP.
    pub rho_spent: f64,
}

/// A release that nobody has looked at yet.
pub struct Product {
    /// The records.
    pub records: Table,
    /// The counts.
    pub counts: PublicCounts,
    /// What the records are made from again; it holds the seed.
    pub sealed: Option<Full>,
    /// What it costs.
    pub cost: Cost,
    /// Its figures.
    pub quality: Quality,
}

struct Draft {
    records: Table,
    domain: Domain,
    full: Option<Full>,
}

fn draft(table: &Table, recipe: &Recipe) -> Result<Draft, Fault> {
    match recipe.method {
        Method::Synthesis => {
            let request = Request {
                epsilon: recipe.epsilon,
                delta: recipe.delta,
                order: recipe.order,
            };
            let made = synthesise(table, &recipe.domain, &request, &mut |_| {})?;
            Ok(Draft {
                records: made.records,
                domain: recipe.domain.clone(),
                full: Some(made.recipe),
            })
        }
        Method::KAnonymity => {
            let mut chance = Chance::new(fresh_seed()?);
            let made = anonymise::anonymise(table, &recipe.domain, recipe.k, &mut chance)?;
            Ok(Draft {
                records: made.records,
                domain: made.domain,
                full: None,
            })
        }
    }
}

/// Makes a release and tries the attacks on it. It takes about three times as long as the release alone.
///
/// # Errors
/// Those of the method.
pub fn make(table: &Table, recipe: &Recipe) -> Result<Product, Fault> {
    let made = draft(table, recipe)?;
    let trial = trial(table, recipe)?;
    let groups = made.records.distinct();
    let quality = Quality {
        original: table.rows(),
        release: made.records.rows(),
        utility: utility::kept(table, &made.records, &made.domain, recipe.order),
        values_lost: lost(table, &made.records, &made.domain),
        // Wider values and empty cells of a k-anonymous file say less than the rule, never something impossible.
        impossible: match recipe.method {
            Method::KAnonymity => 0,
            Method::Synthesis => (0..made.records.rows())
                .filter(|&row| {
                    recipe
                        .domain
                        .forbids(|column| made.records.column(column)[row])
                })
                .count(),
        },
        smallest_group: groups.iter().map(|(_, people)| *people).min().unwrap_or(0),
        attacks: attack::attack(table, &made.records, None),
        trial,
    };
    let (measured, rho_spent) = made
        .full
        .as_ref()
        .map_or((Vec::new(), 0.0), |full| (full.measured.clone(), full.rho));
    Ok(Product {
        records: made.records,
        counts: PublicCounts {
            domain: made.domain,
            measured,
            rho_spent,
        },
        cost: made
            .full
            .as_ref()
            .map_or(Cost::Anonymous, |full| Cost::Synthesis(full.rho)),
        sealed: made.full,
        quality,
    })
}

/// Releases of each random half, with the other half as people who were not in it.
fn trial(table: &Table, recipe: &Recipe) -> Result<Trial, Fault> {
    let (one, other) = attack::halves(table, &mut Chance::new(fresh_seed()?));
    let least = recipe.k.max(1);
    if one.rows() < least || other.rows() < least {
        return Ok(Trial::default());
    }
    let mut trial = Trial::default();
    let mut found = Vec::new();
    for (inside, outside) in [(&one, &other), (&other, &one)] {
        let made = draft(inside, recipe)?;
        let attacks = attack::attack(inside, &made.records, Some(outside));
        if let Some(membership) = attacks.membership {
            trial.people += membership.members;
            found.push(membership);
        }
    }
    if !found.is_empty() {
        let mean = |figure: &dyn Fn(&attack::Membership) -> f64| {
            found.iter().map(figure).sum::<f64>() / found.len() as f64
        };
        trial.auc = Some(mean(&|one| one.auc));
        trial.found_at_one_percent = Some(mean(&|one| one.found_at_one_percent));
        trial.standard_error = Some(mean(&|one| one.standard_error) / (found.len() as f64).sqrt());
    }
    Ok(trial)
}
