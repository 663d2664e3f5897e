//! Indicators and their observations, for those who work with the registers.

use access::{Question, Verb};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use house::{House, Problem, Signed, parse_instant};
use measures::{Ask, Audience, Cell};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;
use vocab::PCode;

/// All indicators.
#[utoipa::path(get, path = "/api/v1/indicators", operation_id = "list_indicators", tag = "indicators", responses((status = 200), (status = 401)))]
pub async fn list(State(house): State<House>, _who: Signed) -> Json<Value> {
    let all: Vec<Value> = house
        .measures
        .indicators()
        .map(|indicator| {
            let dims: Vec<&String> = indicator.by.keys().collect();
            json!({"id": indicator.id, "title": indicator.title, "description": indicator.description, "unit": indicator.unit, "dims": dims, "class": indicator.class})
        })
        .collect();
    Json(json!({ "indicators": all }))
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

/// Observations of an indicator.
#[utoipa::path(get, path = "/api/v1/indicators/{indicator}/observations", operation_id = "observe_indicator", tag = "indicators", params(("indicator" = String, Path), Asked), responses((status = 200), (status = 401), (status = 403), (status = 422, description = "the figures must not be added")))]
pub async fn observations(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Problem> {
    let indicator = house.measures.indicator(&id)?;
    let register = house.registers.register(&indicator.register)?;
    let question = Question {
        register: register.name.as_str(),
        class: register.class,
        verb: &Verb::List,
        owner: None,
        purpose: None,
    };
    let decision = house.policy.decide(&actor, &question);
    if !decision.allow {
        return Err(Problem::not_allowed(decision.why));
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
        ..Ask::of(&id)
    };
    let found = house.measures.observe(&ask).await?;
    let tree = house.places.tree().await?;
    let rows: Vec<Value> = found
        .rows
        .iter()
        .map(|row| {
            let name = row
                .place
                .as_deref()
                .and_then(|code| PCode::parse(code).ok())
                .and_then(|code| tree.get(&code).map(|place| place.name(&actor.lang).to_owned()))
                .or_else(|| row.place.clone());
            json!({
                "place": row.place, "place_name": name, "partition": row.partition, "by": row.by, "value": row.value.value(),
                "suppressed": row.value == Cell::Suppressed, "records": row.records, "unknown": row.unknown,
            })
        })
        .collect();
    Ok(Json(
        json!({"indicator": found.indicator, "unit": found.unit, "rows": rows, "notes": found.notes}),
    ))
}
