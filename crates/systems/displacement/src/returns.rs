//! Return assessments scored: places of return of a round by how severe conditions are.

use std::collections::BTreeMap;

use registers::{ReadError, Registers};

use crate::{
    flow_columns::path_of,
    return_index::{Score, Weights, answers, score},
    rule_texts::{self, UnusableRule},
};

/// Register of assessments.
pub const ASSESSMENTS: &str = "return_assessments";
/// Register of weights.
pub const WEIGHTS: &str = "return_index_weights";

/// Why there are no scores.
#[derive(Debug, thiserror::Error)]
pub enum ReturnError {
    /// The store.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The weights in force make no score.
    #[error("weights {0}")]
    Weights(UnusableRule),
}

/// One place of return.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnPlace {
    /// Code of the place.
    pub place: String,
    /// Its name.
    pub name: String,
    /// P-code of its area.
    pub area: Option<String>,
    /// People who returned, where a figure is known.
    pub people: Option<i64>,
    /// Its score.
    pub score: Score,
}

/// The weights in force on a day: the latest of the register that are effective by then, else those that ship.
///
/// # Errors
/// The store's failure, or weights that make no score.
pub async fn weights(registers: &Registers, day: &str) -> Result<Weights, ReturnError> {
    let Some(own) = rule_texts::in_force(registers, (WEIGHTS, "weights"), day).await? else {
        return Ok(Weights::shipped());
    };
    Weights::parse(&own.text).map_err(|reason| {
        ReturnError::Weights(UnusableRule {
            register: WEIGHTS,
            version: own.version,
            reason: reason.to_string(),
        })
    })
}

/// The places of a round in units that `may_see` lets pass, the most severe first; those without a score last.
///
/// # Errors
/// The store's failure, or weights that make no score.
pub async fn places(
    registers: &Registers,
    round: &str,
    weights: &Weights,
    may_see: &(dyn Fn(&str) -> bool + Sync),
) -> Result<Vec<ReturnPlace>, ReturnError> {
    let register = registers.register(ASSESSMENTS)?;
    let names: BTreeMap<String, String> = weights
        .indicators()
        .filter_map(|code| {
            Some((
                code.to_owned(),
                path_of(register, &format!("#severity+{code}"))?,
            ))
        })
        .collect();
    let place = path_of(register, "#loc+code");
    let name = path_of(register, "#loc+name-alt");
    let area = path_of(register, "#adm+code");
    let people = path_of(register, "#affected+ind-min-max-f-m");
    let mut found = Vec::new();
    let mut scan = registers.scan(ASSESSMENTS, Some(round))?;
    while let Some(record) = scan.next().await {
        let record = record?;
        if record.state == "withdrawn" || !may_see(&record.owner) {
            continue;
        }
        let text = |field: &Option<String>| {
            let text = record.data.get(field.as_deref()?)?.as_str()?;
            Some(text.to_owned())
        };
        let known = text(&place).unwrap_or_else(|| record.id.as_str().to_owned());
        found.push(ReturnPlace {
            name: text(&name).unwrap_or_else(|| known.clone()),
            area: text(&area),
            people: people
                .as_deref()
                .and_then(|field| record.data.get(field)?.as_i64()),
            score: score(&answers(&record.data, &names), weights),
            place: known,
        });
    }
    let rank = |place: &ReturnPlace| place.score.score.unwrap_or(-1.0);
    found.sort_by(|one, other| {
        rank(other)
            .total_cmp(&rank(one))
            .then_with(|| one.place.cmp(&other.place))
    });
    Ok(found)
}
