//! The same person at several partners, as far as tokens tell: numbers only, never which person.

use std::collections::{BTreeMap, BTreeSet};

use registers::{ReadError, Registers};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::module::CASES;

/// People that the same partners know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TraffickingSharedPeople)]
pub struct SharedPeople {
    /// Codes of the partners.
    pub partners: Vec<String>,
    /// How many people.
    pub people: u64,
}

/// Tokens that stand in records of several partners, counted by the partners that share them. Of such people a release
/// uses one record.
///
/// # Errors
/// The store's failure.
pub async fn duplicates(registers: &Registers) -> Result<Vec<SharedPeople>, ReadError> {
    let mut of_token: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut scan = registers.scan(CASES, None)?;
    while let Some(record) = scan.next().await {
        let record = record?;
        let text = |field: &str| record.data.get(field).and_then(Json::as_str);
        if record.state != "withdrawn"
            && let (Some(token), Some(partner)) = (text("match_token"), text("partner"))
        {
            of_token
                .entry(token.to_owned())
                .or_default()
                .insert(partner.to_owned());
        }
    }
    let mut counts: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for partners in of_token.into_values().filter(|partners| partners.len() > 1) {
        *counts.entry(partners.into_iter().collect()).or_default() += 1;
    }
    Ok(counts
        .into_iter()
        .map(|(partners, people)| SharedPeople { partners, people })
        .collect())
}
