//! What becomes of a traveller: a step of the inspection and, with it in one commit, the crossing.

use access::Actor;
use house::{House, instant_text};
use jiff::civil::Date;
use registers::{Act, Change, ReadError, RecordView, Strictness};
use serde_json::{Map, Value as Json, json};
use vocab::{Hlc, RecordId};

use crate::{
    asked::{DecisionAsked, RefusalAsked, SecondaryAsked},
    crossing::Direction,
    error::BorderError,
    inspect::{change, object, text},
    module::{CROSSINGS, INSPECTIONS, REFUSALS, SECONDARY},
    views::BorderDecision,
};

/// A decision of the first or the second line.
struct Outcome {
    /// The step of the inspection.
    step: &'static str,
    /// The state that it leads to.
    state: &'static str,
    second_line: bool,
    crosses: bool,
}

const OUTCOMES: [Outcome; 6] = [
    outcome("admit", "admitted", false, true),
    outcome("refer", "referred", false, false),
    outcome("leave", "left", false, false),
    outcome("clear", "admitted", true, true),
    outcome("refuse", "refused", true, true),
    outcome("hand_over", "handed_over", true, false),
];

const fn outcome(
    step: &'static str,
    state: &'static str,
    second_line: bool,
    crosses: bool,
) -> Outcome {
    Outcome {
        step,
        state,
        second_line,
        crosses,
    }
}

/// Decides about an inspection. The same decision sent twice is taken once.
///
/// # Errors
/// What the policy or a guard refuses; a decision that was taken otherwise before.
pub(crate) async fn decide(
    house: &House,
    actor: &Actor,
    id: &str,
    asked: &DecisionAsked,
) -> Result<BorderDecision, BorderError> {
    let id = RecordId::parse(id).map_err(|_| BorderError::NotFound("inspection"))?;
    let outcome = OUTCOMES
        .iter()
        .find(|outcome| outcome.step == asked.outcome)
        .ok_or_else(|| {
            let told = "outcome is admit, refer, leave, clear, refuse or hand_over";
            BorderError::Asked(told.to_owned())
        })?;
    let purpose = if outcome.second_line {
        "second_line"
    } else {
        "border_check"
    };
    let registers = house.registers.for_purpose(purpose);
    let inspection = match registers.get(actor, INSPECTIONS, &id, None).await {
        Err(ReadError::NotFound(_)) => return Err(BorderError::NotFound("inspection")),
        other => other?,
    };
    let crossing = house
        .registers
        .register(CROSSINGS)?
        .id_for_key(&[id.as_str()]);
    if inspection.state == outcome.state {
        return Ok(answer(&id, outcome, (&inspection, &crossing), asked));
    }
    let starts = if outcome.second_line {
        "referred"
    } else {
        "open"
    };
    if inspection.state != starts {
        return Err(BorderError::Decided(inspection.state));
    }
    let step = Act::Transition {
        name: outcome.step.to_owned(),
        reason: asked.reason.clone(),
    };
    let mut changes = vec![change(INSPECTIONS, &id, step)?];
    let owner = Some(inspection.owner.clone());
    let of_inspection = |register: &str| -> Result<RecordId, BorderError> {
        Ok(house
            .registers
            .register(register)?
            .id_for_key(&[id.as_str()]))
    };
    let refusal = match (outcome.step, &asked.refusal) {
        ("refuse", None) => {
            let told = "a refusal needs its reason code, its facts, the form and what the traveller was told";
            return Err(BorderError::Asked(told.to_owned()));
        }
        ("refuse", Some(refusal)) => {
            let of = of_inspection(REFUSALS)?;
            let data = refusal_data(refusal, &inspection, actor);
            changes.push(change(
                REFUSALS,
                &of,
                Act::Create {
                    data,
                    owner: owner.clone(),
                },
            )?);
            Some(of)
        }
        _ => None,
    };
    if outcome.second_line {
        let of = of_inspection(SECONDARY)?;
        let secondary = asked.secondary.clone().unwrap_or_default();
        let data = secondary_data(&secondary, (&inspection, outcome, asked), actor);
        changes.push(change(
            SECONDARY,
            &of,
            Act::Create {
                data,
                owner: owner.clone(),
            },
        )?);
    }
    if outcome.crosses {
        let at = moment(house).await?;
        let parts = (&inspection, outcome, asked);
        let data = crossing_data(parts, refusal.as_ref(), actor, at)?;
        changes.push(change(CROSSINGS, &crossing, Act::Create { data, owner })?);
    }
    commit(house, actor, changes).await?;
    Ok(answer(&id, outcome, (&inspection, &crossing), asked))
}

async fn commit(house: &House, actor: &Actor, changes: Vec<Change>) -> Result<(), BorderError> {
    house
        .registers
        .commit(actor, changes, Strictness::Strict)
        .await?;
    Ok(())
}

fn answer(
    id: &RecordId,
    outcome: &Outcome,
    (inspection, crossing): (&RecordView, &RecordId),
    asked: &DecisionAsked,
) -> BorderDecision {
    let admitted = outcome.state == "admitted" && text(&inspection.data, "direction") == "entry";
    BorderDecision {
        id: id.to_string(),
        state: outcome.state.to_owned(),
        crossing: outcome.crosses.then(|| crossing.to_string()),
        stay_until: asked.stay_until.clone().filter(|_| admitted),
    }
}

/// Now, and never before the last crossing: a clock that is put back does not change the order of crossings.
async fn moment(house: &House) -> Result<Hlc, BorderError> {
    let (last, _) = house.registers.stamp(CROSSINGS, None).await?;
    let now = house.clock.now_ms().max(last.ms());
    Ok(Hlc::new(now, 0))
}

fn crossing_data(
    (inspection, outcome, asked): (&RecordView, &Outcome, &DecisionAsked),
    refusal: Option<&RecordId>,
    actor: &Actor,
    at: Hlc,
) -> Result<Map<String, Json>, BorderError> {
    let data = &inspection.data;
    let of = |field: &str| data.get(field).cloned().unwrap_or(Json::Null);
    let direction = Direction::parse(text(data, "direction")).unwrap_or(Direction::Entry);
    let direction = if outcome.state == "refused" {
        direction.refused()
    } else {
        direction
    };
    let began: Option<jiff::Timestamp> = text(data, "began").parse().ok();
    let seconds = began.map(|began| (at.ms() - began.as_millisecond()).max(0) / 1_000);
    let stay_until = match asked.stay_until.as_deref().filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => Some(
            text.parse::<Date>()
                .map_err(|_| BorderError::Asked("stay_until is written YYYY-MM-DD".to_owned()))?,
        ),
    };
    let stay_until = stay_until.filter(|_| direction.arrives());
    let mut crossing = object(json!({
        "inspection": inspection.id.as_str(), "direction": direction.as_str(), "officer": of("officer"),
        "crossed_on": of("inspected_on"), "crossed_at": instant_text(at), "first_began": of("began"),
        "first_ended": (!outcome.second_line).then(|| instant_text(at)),
        // The desk's time is that of the first line; the second line takes what it needs.
        "seconds": seconds.filter(|_| !outcome.second_line),
        "second_officer": outcome.second_line.then(|| actor.id.as_str()),
        "stay_until": stay_until.map(|day| day.to_string()), "refusal": refusal.map(RecordId::as_str),
        "flag_asylum": of("asylum_request"),
    }));
    for field in [
        "post",
        "lane",
        "shift",
        "mode",
        "device_time",
        "clock",
        "capture",
        "zone",
        "surname",
        "given_names",
        "birth",
        "sex",
        "citizenship",
        "document_number",
        "document_issuer",
        "document_code",
        "document_expiry",
        "birth_country",
        "residence",
        "other_country",
        "purpose",
        "stay_days",
        "occupation",
        "address",
        "sponsor",
        "phone",
        "conveyance",
        "seat",
        "group_id",
        "with_adult",
        "consent",
        "biometric_verdict",
        "template_reference",
    ] {
        if let Some(value) = data.get(field) {
            crossing.insert(field.to_owned(), value.clone());
        }
    }
    Ok(crossing)
}

fn yes_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

fn refusal_data(
    refusal: &RefusalAsked,
    inspection: &RecordView,
    actor: &Actor,
) -> Map<String, Json> {
    object(json!({
        "inspection": inspection.id.as_str(), "post": text(&inspection.data, "post"),
        "refused_on": text(&inspection.data, "inspected_on"), "reason_code": refusal.reason_code,
        "national_code": refusal.national_code, "facts": refusal.facts, "form_given": yes_no(refusal.form_given),
        "form_language": refusal.form_language, "rights_information": yes_no(refusal.rights_information),
        "returned_to": refusal.returned_to, "officer": actor.id.as_str(),
    }))
}

fn secondary_data(
    secondary: &SecondaryAsked,
    (inspection, outcome, asked): (&RecordView, &Outcome, &DecisionAsked),
    actor: &Actor,
) -> Map<String, Json> {
    let codes: Vec<&str> = inspection
        .data
        .get("reasons")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter(|reason| reason.get("says").and_then(Json::as_str) == Some("refer"))
        .filter_map(|reason| reason.get("code").and_then(Json::as_str))
        .collect();
    object(json!({
        "inspection": inspection.id.as_str(), "post": text(&inspection.data, "post"),
        "held_on": text(&inspection.data, "inspected_on"), "officer": actor.id.as_str(),
        "referred_by": text(&inspection.data, "officer"), "why": codes.join(", "),
        "language": secondary.language, "interpreter": yes_no(secondary.interpreter),
        "interview": secondary.interview, "physical_examination": yes_no(secondary.physical_examination),
        "findings": secondary.findings.clone().or_else(|| asked.reason.clone()), "outcome": outcome.state,
        "protection_called": yes_no(secondary.protection_called),
    }))
}
