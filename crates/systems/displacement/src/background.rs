//! What the checks know beside the round itself: code formats, populations, closed places, the round before.

use std::collections::{HashMap, HashSet};

use journal::RecordState;
use registers::{ReadError, Registers};
use serde_json::Value as Json;

/// Background of the checks, read from the registers.
#[derive(Debug, Default)]
pub(crate) struct Background {
    /// Known population by P-code.
    pub(crate) populations: HashMap<String, i64>,
    /// Total characters of P-codes by country and level.
    pub(crate) code_lengths: HashMap<String, Vec<usize>>,
    /// Codes of places known to be closed.
    pub(crate) closed_places: HashSet<String>,
}

impl Background {
    /// Reads what the registers know.
    ///
    /// # Errors
    /// The store's failure.
    pub(crate) async fn read(registers: &Registers) -> Result<Self, ReadError> {
        let mut found = Self::default();
        let mut places = registers.scan("places", None)?;
        while let Some(place) = places.next().await {
            let place = place?;
            if let (Some(code), Some(people)) = (text(&place, "code"), whole(&place, "population"))
            {
                found.populations.insert(code.to_owned(), people);
            }
        }
        let mut formats = registers.scan("pcode_formats", None)?;
        while let Some(format) = formats.next().await {
            let format = format?;
            if let Some(country) = text(&format, "country") {
                let parts: Vec<Option<i64>> = (0..=5)
                    .map(|level| whole(&format, &format!("length_{level}")))
                    .collect();
                found
                    .code_lengths
                    .insert(country.to_owned(), totals(&parts));
            }
        }
        let mut sites = registers.scan("sites", None)?;
        while let Some(site) = sites.next().await {
            let site = site?;
            if text(&site, "site_status") == Some("closed")
                && let Some(code) = text(&site, "site_code").or_else(|| text(&site, "site_id"))
            {
                found.closed_places.insert(code.to_owned());
            }
        }
        Ok(found)
    }
}

/// Total length at each level from the characters that each level adds; a level may shorten the code (the third of
/// Myanmar does). Ends where a level's length is not known.
fn totals(parts: &[Option<i64>]) -> Vec<usize> {
    let mut sum = 0;
    parts
        .iter()
        .map_while(|part| {
            sum += (*part)?;
            usize::try_from(sum).ok()
        })
        .collect()
}

fn text<'a>(record: &'a RecordState, field: &str) -> Option<&'a str> {
    record.data.get(field).and_then(Json::as_str)
}

fn whole(record: &RecordState, field: &str) -> Option<i64> {
    record.data.get(field).and_then(Json::as_i64)
}

/// The round before: the one that the record names, else the latest earlier one of its operation.
///
/// # Errors
/// The store's failure.
pub(crate) async fn round_before(
    registers: &Registers,
    round: &serde_json::Map<String, Json>,
) -> Result<Option<String>, ReadError> {
    let said = |field: &str| round.get(field).and_then(Json::as_str);
    if let Some(named) = said("previous_round") {
        return Ok(Some(named.to_owned()));
    }
    let order = |data: &serde_json::Map<String, Json>| {
        (
            data.get("reported_on")
                .and_then(Json::as_str)
                .map(str::to_owned),
            data.get("number").and_then(Json::as_i64),
        )
    };
    let this = order(round);
    let mut best: Option<((Option<String>, Option<i64>), String)> = None;
    let mut rounds = registers.scan("rounds", None)?;
    while let Some(other) = rounds.next().await {
        let other = other?;
        if text(&other, "operation") != said("operation") {
            continue;
        }
        let (at, Some(id)) = (order(&other.data), text(&other, "round_id")) else {
            continue;
        };
        if at < this && best.as_ref().is_none_or(|(known, _)| *known < at) {
            best = Some((at, id.to_owned()));
        }
    }
    Ok(best.map(|(_, id)| id))
}

#[cfg(test)]
mod tests {
    use super::totals;

    #[test]
    fn lengths_add_up_and_end_where_one_is_unknown() {
        assert_eq!(
            totals(&[Some(3), Some(3), Some(4), Some(-1), None, None]),
            [3, 6, 10, 9]
        );
        assert_eq!(totals(&[Some(2), None, Some(2)]), [2]);
    }
}
