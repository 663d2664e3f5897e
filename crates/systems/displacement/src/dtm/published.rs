//! The published rounds with what an answer says of each.

use std::collections::BTreeMap;

use house::{House, Problem};
use journal::RecordState;
use serde_json::Value as Json;
use vocab::{PCode, PartialDate, PlaceTree, country};

use super::{
    answer::{DtmCountry, DtmOperation},
    asked::Asked,
};

/// The indicator that the DTM API tells.
pub(super) const INDICATOR: &str = "idps_present";

/// A published round.
#[derive(Debug, Clone)]
pub(super) struct Round {
    /// Its code.
    pub(super) code: String,
    /// Name of its operation, or its code where it has no record.
    pub(super) operation: String,
    active: bool,
    /// ISO 3166 alpha-3; empty where nobody said.
    pub(super) country: String,
    /// Number within the operation.
    pub(super) number: Option<i64>,
    /// Reporting date.
    pub(super) reported: PartialDate,
}

impl Round {
    fn read(record: &RecordState, operations: &BTreeMap<String, (String, bool)>) -> Option<Self> {
        let text = |field: &str| record.data.get(field).and_then(Json::as_str);
        let date = |field: &str| text(field).and_then(|date| PartialDate::parse(date).ok());
        let operation = text("operation").unwrap_or_default();
        let (name, active) = operations
            .get(operation)
            .cloned()
            .unwrap_or_else(|| (operation.to_owned(), true));
        Some(Self {
            code: text("round_id")?.to_owned(),
            operation: name,
            active,
            country: text("country").unwrap_or_default().to_owned(),
            number: record.data.get("number").and_then(Json::as_i64),
            reported: date("reported_on").or_else(|| date("collection_end"))?,
        })
    }

    /// Name of the country: as the register of places has it, else as the world calls it.
    pub(super) fn country_name(&self, tree: &PlaceTree) -> String {
        let place = PCode::parse(&self.country).ok();
        if let Some(place) = place.and_then(|code| tree.get(&code)) {
            return place.name("en").to_owned();
        }
        country::by_alpha3(&self.country).map_or_else(
            || self.country.clone(),
            |country| country.name("en").to_owned(),
        )
    }

    /// Whether a round is asked for.
    pub(super) fn is_asked(&self, asked: &Asked, tree: &PlaceTree) -> bool {
        let own = self.country_name(tree);
        let mut names = vec![own.as_str()];
        let place = PCode::parse(&self.country).ok();
        if let Some(place) = place.as_ref().and_then(|code| tree.get(code)) {
            names.extend(place.names.iter().map(|(_, name)| name));
        }
        if let Some(country) = country::by_alpha3(&self.country) {
            names.extend(country::LANGUAGES.iter().map(|lang| country.name(lang)));
        }
        asked.names("Operation", &[&self.operation])
            && asked.names("CountryName", &names)
            && asked.names("Admin0Pcode", &[&self.country])
            && asked.covers_date(self.reported.last_day())
            && asked.covers_round(self.number)
    }
}

/// The published rounds by operation and age.
pub(super) async fn rounds(house: &House) -> Result<Vec<Round>, Problem> {
    let published = house.measures.published_partitions(INDICATOR).await?;
    let mut operations = BTreeMap::new();
    let mut scan = house.registers.scan("operations", None)?;
    while let Some(record) = scan.next().await {
        let record = record?;
        let text = |field: &str| record.data.get(field).and_then(Json::as_str);
        if let Some(id) = text("operation_id") {
            let active = text("operation_status") != Some("inactive") && record.state == "open";
            let name = text("name").unwrap_or(id).to_owned();
            operations.insert(id.to_owned(), (name, active));
        }
    }
    let mut rounds = Vec::new();
    let mut scan = house.registers.scan("rounds", None)?;
    while let Some(record) = scan.next().await {
        let round = Round::read(&record?, &operations);
        rounds.extend(round.filter(|round| published.contains(&round.code)));
    }
    rounds.sort_by(|a, b| {
        let order = |round: &Round| {
            let day = round.reported.last_day();
            (
                round.operation.clone(),
                day,
                round.number,
                round.code.clone(),
            )
        };
        order(a).cmp(&order(b))
    });
    Ok(rounds)
}

/// The countries of rounds, each once, by name.
pub(super) fn countries(rounds: &[Round], tree: &PlaceTree) -> Vec<DtmCountry> {
    let mut all: Vec<DtmCountry> = rounds
        .iter()
        .map(|round| DtmCountry {
            admin0_name: round.country_name(tree),
            admin0_pcode: round.country.clone(),
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

/// The operations of rounds, each once, by name.
pub(super) fn operations(rounds: &[Round], tree: &PlaceTree) -> Vec<DtmOperation> {
    let mut all: Vec<DtmOperation> = rounds
        .iter()
        .map(|round| DtmOperation {
            operation: round.operation.clone(),
            operation_status: if round.active { "Active" } else { "Inactive" },
            admin0_name: round.country_name(tree),
            admin0_pcode: round.country.clone(),
        })
        .collect();
    all.sort();
    all.dedup();
    all
}
