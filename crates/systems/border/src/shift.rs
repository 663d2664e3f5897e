//! Shifts: an officer confirms the date once, hands over with a note, and another takes over.

use access::{Actor, Verb};
use house::{House, instant_text};
use jiff::civil::Date;
use registers::{Act, ListQuery, Op, RecordView, Strictness};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use vocab::{Hlc, RecordId};

use crate::{
    error::BorderError,
    inspect::{change, node_day, object, post, searching, text},
    module::{INSPECTIONS, SHIFTS},
    stay,
    views::{BorderShift, BorderShifts},
};

/// A shift begins.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = BorderShiftAsked)]
#[serde(deny_unknown_fields)]
pub struct ShiftAsked {
    /// Post.
    pub post: String,
    /// Lane.
    pub lane: Option<String>,
    /// The date, as the officer knows it: where the node's clock says another, stays are reckoned by this one.
    pub confirmed_date: String,
}

/// A shift ends.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = BorderHandoverAsked)]
#[serde(deny_unknown_fields)]
pub struct HandoverAsked {
    /// For the next shift.
    #[serde(default)]
    pub handover: String,
}

fn view(record: &RecordView) -> BorderShift {
    let of = |field: &str| text(&record.data, field).to_owned();
    BorderShift {
        id: record.id.to_string(),
        state: record.state.clone(),
        post: of("post"),
        lane: of("lane"),
        officer: of("officer"),
        began: of("began"),
        confirmed_date: of("confirmed_date"),
        clock: of("clock"),
        travellers: record
            .data
            .get("travellers")
            .and_then(serde_json::Value::as_u64),
        handover: of("handover"),
    }
}

/// Begins a shift.
pub(crate) async fn begin(
    house: &House,
    actor: &Actor,
    asked: &ShiftAsked,
) -> Result<BorderShift, BorderError> {
    let post = post(house, actor, &asked.post).await?;
    let date: Date = asked
        .confirmed_date
        .parse()
        .map_err(|_| BorderError::Asked("confirmed_date is written YYYY-MM-DD".to_owned()))?;
    let now = house.clock.now_ms();
    let certain = stay::days_between(date, node_day(now)).abs() <= 1;
    let data = object(json!({
        "post": post.code, "officer": actor.id.as_str(), "lane": asked.lane, "began": instant_text(Hlc::new(now, 0)),
        "confirmed_date": date.to_string(), "clock": if certain { "certain" } else { "uncertain" },
    }));
    let id = house.clock.new_id();
    let act = Act::Create {
        data,
        owner: Some(post.owner),
    };
    let changes = vec![change(SHIFTS, &id, act)?];
    house
        .registers
        .commit(actor, changes, Strictness::Strict)
        .await?;
    Ok(view(&house.registers.get(actor, SHIFTS, &id, None).await?))
}

/// Hands a shift over; only its own officer does.
pub(crate) async fn hand_over(
    house: &House,
    actor: &Actor,
    id: &str,
    asked: &HandoverAsked,
) -> Result<BorderShift, BorderError> {
    let id = RecordId::parse(id).map_err(|_| BorderError::NotFound("shift"))?;
    let shift = house.registers.get(actor, SHIFTS, &id, None).await?;
    if text(&shift.data, "officer") != actor.id.as_str() {
        let told = "a shift is handed over by its own officer";
        return Err(BorderError::NotAllowed(told.to_owned()));
    }
    let count = async |state: Option<&str>| -> Result<u64, BorderError> {
        let mut query = ListQuery::of(INSPECTIONS)
            .with("post", Op::Eq, text(&shift.data, "post"))
            .with("shift", Op::Eq, id.as_str());
        if let Some(state) = state {
            query = query.with("@state", Op::Eq, state);
        }
        query.limit = 1;
        let page = house.registers.list(&searching(actor), &query).await?;
        Ok(page.count.at_least())
    };
    let (travellers, waiting) = (count(None).await?, count(Some("open")).await?);
    let set = object(json!({
        "ended": instant_text(Hlc::new(house.clock.now_ms(), 0)), "travellers": travellers, "waiting": waiting,
        "handover": asked.handover,
    }));
    let step = Act::Transition {
        name: "hand_over".to_owned(),
        reason: None,
    };
    let changes = vec![
        change(SHIFTS, &id, Act::Patch { set })?,
        change(SHIFTS, &id, step)?,
    ];
    house
        .registers
        .commit(actor, changes, Strictness::Strict)
        .await?;
    Ok(view(&house.registers.get(actor, SHIFTS, &id, None).await?))
}

/// Takes over what another handed over.
pub(crate) async fn take_over(
    house: &House,
    actor: &Actor,
    id: &str,
) -> Result<BorderShift, BorderError> {
    let id = RecordId::parse(id).map_err(|_| BorderError::NotFound("shift"))?;
    let step = Act::Transition {
        name: "take_over".to_owned(),
        reason: None,
    };
    let changes = vec![change(SHIFTS, &id, step)?];
    house
        .registers
        .commit(actor, changes, Strictness::Strict)
        .await?;
    Ok(view(&house.registers.get(actor, SHIFTS, &id, None).await?))
}

/// Shifts of a post that are open or wait to be taken over.
pub(crate) async fn list(
    house: &House,
    actor: &Actor,
    code: &str,
) -> Result<BorderShifts, BorderError> {
    let post = post(house, actor, code).await?;
    house
        .decision(actor, SHIFTS, &Verb::List, Some(&post.owner))?
        .granted()
        .map_err(BorderError::NotAllowed)?;
    let query = ListQuery::of(SHIFTS).with("post", Op::Eq, code).with(
        "@state",
        Op::In,
        json!(["open", "handed_over"]),
    );
    let page = house.registers.list(actor, &query).await?;
    Ok(BorderShifts {
        shifts: page.records.iter().map(view).collect(),
    })
}
