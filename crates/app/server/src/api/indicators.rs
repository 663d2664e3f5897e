//! Indicators and their observations, for those who work with the registers.

use std::collections::BTreeMap;

use access::Verb;
use axum::{
    Json,
    extract::{Path, Query, State},
};
use house::{House, Problem, Signed, parse_instant};
use measures::{Ask, Audience, Cell, Observation};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocab::{AccessClass, LangText, PCode, PlaceTree};

/// All indicators.
#[derive(Serialize, ToSchema)]
pub struct IndicatorList {
    /// By id.
    indicators: Vec<IndicatorAnswer>,
}

/// An indicator.
#[derive(Serialize, ToSchema)]
pub struct IndicatorAnswer {
    /// Id, as in addresses.
    id: String,
    /// Title by language.
    #[schema(value_type = BTreeMap<String, String>)]
    title: LangText,
    /// What it says and what not, by language.
    #[schema(value_type = BTreeMap<String, String>)]
    description: LangText,
    /// What is counted: people, households, places.
    unit: String,
    /// What it can be disaggregated by.
    dims: Vec<String>,
    /// How harmful its disclosure would be.
    #[schema(value_type = String)]
    class: AccessClass,
}

/// Observations of an indicator.
#[derive(Serialize, ToSchema)]
pub struct ObservationList {
    /// The indicator.
    indicator: String,
    /// What is counted.
    unit: String,
    /// By round, place and disaggregation.
    rows: Vec<ObservationAnswer>,
    /// How the figures came about.
    notes: Vec<String>,
}

/// One value.
#[derive(Serialize, ToSchema)]
pub struct ObservationAnswer {
    /// Code of the area, or its name where no code is known; none for the total or where the area is not known.
    place: Option<String>,
    /// Name of the area in the asker's language.
    place_name: Option<String>,
    /// The round.
    partition: String,
    /// Values of the disaggregations.
    by: BTreeMap<String, String>,
    /// The value; none where nothing is known, which is not zero.
    value: Option<f64>,
    /// Whether there is a value, too small to show.
    suppressed: bool,
    /// How many records it is made of.
    records: u64,
    /// How many of them have no value.
    unknown: u64,
}

impl ObservationAnswer {
    fn of(row: &Observation, tree: &PlaceTree, lang: &str) -> Self {
        let name = row
            .place
            .as_deref()
            .and_then(|code| PCode::parse(code).ok())
            .and_then(|code| tree.get(&code).map(|place| place.name(lang).to_owned()));
        Self {
            place: row.place.clone(),
            place_name: name.or_else(|| row.place.clone()),
            partition: row.partition.clone(),
            by: row.by.clone(),
            value: row.value.value(),
            suppressed: row.value == Cell::Suppressed,
            records: row.records,
            unknown: row.unknown,
        }
    }
}

/// All indicators.
#[utoipa::path(get, path = "/api/v1/indicators", operation_id = "list_indicators", tag = "indicators", responses((status = 200, body = IndicatorList), (status = 401)))]
pub async fn list(State(house): State<House>, _who: Signed) -> Json<IndicatorList> {
    let indicators = house
        .measures
        .indicators()
        .map(|indicator| IndicatorAnswer {
            id: indicator.id.clone(),
            title: indicator.title.clone(),
            description: indicator.description.clone(),
            unit: indicator.unit.clone(),
            dims: indicator.by.keys().cloned().collect(),
            class: indicator.class,
        });
    Json(IndicatorList {
        indicators: indicators.collect(),
    })
}

/// What is asked.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Asked {
    /// Admin level, 0 is the country.
    level: Option<u8>,
    /// Only below this area.
    under: Option<String>,
    /// Only this round.
    partition: Option<String>,
    /// Disaggregations, joined by commas.
    by: Option<String>,
    /// What was known then.
    as_of: Option<String>,
}

/// Observations of an indicator, made of the records in the org units that the asker may see.
#[utoipa::path(get, path = "/api/v1/indicators/{indicator}/observations", operation_id = "observe_indicator", tag = "indicators", params(("indicator" = String, Path), Asked), responses((status = 200, body = ObservationList), (status = 401), (status = 403), (status = 422, description = "the figures must not be added")))]
pub async fn observations(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<ObservationList>, Problem> {
    let indicator = house.measures.indicator(&id)?;
    let decision = house.permit(&actor, &indicator.register, &Verb::List, None)?;
    // Any internal field may be in a figure: who may not see such fields gets none.
    if decision.max_field_class < AccessClass::Internal {
        return Err(Problem::not_allowed(
            "figures are made of internal fields, and this role sees open ones only",
        ));
    }
    let ask = Ask {
        level: asked.level,
        under: asked
            .under
            .filter(|code| !code.is_empty())
            .map(|code| PCode::parse(&code))
            .transpose()
            .map_err(|_| Problem::bad_request("under is a P-code"))?,
        partition: asked.partition.filter(|name| !name.is_empty()),
        by: asked
            .by
            .iter()
            .flat_map(|by| by.split(','))
            .filter(|by| !by.is_empty())
            .map(str::to_owned)
            .collect(),
        as_of: asked
            .as_of
            .filter(|text| !text.is_empty())
            .map(|text| {
                parse_instant(&text)
                    .ok_or_else(|| Problem::bad_request("as_of is an instant or a date"))
            })
            .transpose()?,
        audience: Audience::Internal,
        within: decision.units,
        ..Ask::of(&id)
    };
    let found = house.measures.observe(&ask).await?;
    let tree = house.places.tree().await?;
    let rows = found
        .rows
        .iter()
        .map(|row| ObservationAnswer::of(row, &tree, &actor.lang));
    Ok(Json(ObservationList {
        indicator: found.indicator.clone(),
        unit: found.unit.clone(),
        rows: rows.collect(),
        notes: found.notes.clone(),
    }))
}
