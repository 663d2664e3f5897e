//! What the checks know beside the round itself: code formats, populations, closed places, the round before.

use std::collections::{HashMap, HashSet};

use journal::RecordState;
use registers::{ReadError, Registers};
use serde_json::Value as Json;
use vocab::{PCode, PlaceTree};

/// Background of the checks, read from the registers.
#[derive(Debug, Default)]
pub(crate) struct Background {
    /// Known population by P-code.
    pub(crate) populations: HashMap<String, i64>,
    /// Total characters of P-codes by country and level.
    pub(crate) code_lengths: HashMap<String, Vec<usize>>,
    /// Codes of places known to be closed.
    pub(crate) closed_places: HashSet<String>,
    /// Names and labels of the list of reasons, folded.
    pub(crate) reasons: HashSet<String>,
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
        let form = &registers.register("area_assessments")?.form;
        let reasons = form.lists.get("reason");
        for choice in reasons.iter().flat_map(|list| &list.choices) {
            let labels = choice.label.iter().map(|(_, label)| label);
            let words = std::iter::once(choice.name.as_str()).chain(labels);
            found.reasons.extend(words.map(vocab::fold));
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

/// The area of level 1 in which an area lies, or itself where it is one.
pub(crate) fn admin1(tree: &PlaceTree, code: &str) -> Option<String> {
    let place = tree.ancestor_at(&PCode::parse(code).ok()?, 1)?;
    Some(place.code.to_string())
}

/// People who arrived less those who left, by code of admin 1, as events of emergency tracking told after one day until
/// another. An installation without such a register knows of none.
///
/// # Errors
/// The store's failure.
pub(crate) async fn net_arrivals(
    registers: &Registers,
    tree: &PlaceTree,
    (after, until): (&str, &str),
) -> Result<HashMap<String, i64>, ReadError> {
    let mut net = HashMap::new();
    let Ok(mut events) = registers.scan("displacement_events", None) else {
        return Ok(net);
    };
    let admin1 = |code: &str| admin1(tree, code);
    while let Some(event) = events.next().await {
        let event = event?;
        let day = text(&event, "occurred_on").unwrap_or_default();
        let withdrawn = ["withdrawn", "rejected"].contains(&event.state.as_str());
        if withdrawn || day <= after || day > until {
            continue;
        }
        let Some(people) = whole(&event, "individuals") else {
            continue;
        };
        let (from, to) = (
            text(&event, "from_code").and_then(admin1),
            text(&event, "to_code").and_then(admin1),
        );
        // Within one province nobody arrives and nobody leaves it.
        if from != to {
            if let Some(to) = to {
                *net.entry(to).or_default() += people;
            }
            if let Some(from) = from {
                *net.entry(from).or_default() -= people;
            }
        }
    }
    Ok(net)
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
