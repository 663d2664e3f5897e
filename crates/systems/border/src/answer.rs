//! An inspection as its officer sees it.

use access::{Actor, Verb};
use house::{House, instant_text};
use serde_json::Value as Json;

use crate::{
    crossing::Crossing,
    guard,
    inspect::{Inspected, text},
    module::INSPECTIONS,
    verdict::{Reason, Says},
    views::{
        BorderCall, BorderChipStep, BorderEarlier, BorderInspection, BorderReason, BorderTraveller,
    },
    words::words,
};

/// Most earlier crossings that are shown.
const SHOWN: usize = 10;

/// Rules of [`crate::signals`], which call protection.
const CALLS: [&str; 8] = [
    "same_phone",
    "same_sponsor",
    "consecutive_documents",
    "young_women_same_sponsor",
    "adult_with_minors",
    "minor_alone",
    "documents_held",
    "speaks_for_all",
];

/// The reasons of a kept inspection.
pub(crate) fn reasons(kept: Option<&Json>) -> Vec<Reason> {
    kept.cloned()
        .and_then(|reasons| serde_json::from_value(reasons).ok())
        .unwrap_or_default()
}

fn said(says: Says) -> &'static str {
    match says {
        Says::Note => "note",
        Says::Look => "look",
        Says::Refer => "refer",
    }
}

/// Puts an inspection into words.
pub(crate) fn answer(
    house: &House,
    actor: &Actor,
    inspected: Inspected,
    lang: Option<&str>,
) -> BorderInspection {
    let lang = lang.unwrap_or(&actor.lang);
    let data = &inspected.record.data;
    let of = |field: &str| text(data, field).to_owned();
    let reasons = reasons(data.get("reasons"));
    let called: Vec<String> = reasons
        .iter()
        .filter(|reason| CALLS.contains(&reason.code.as_str()))
        .map(|reason| words(&reason.code, lang))
        .collect();
    let owner = Some(inspected.record.owner.as_str());
    let may = |step: &'static str| {
        let verb = Verb::Transition(step.to_owned());
        let decision = house.decision(actor, INSPECTIONS, &verb, owner);
        decision.is_ok_and(|decision| decision.allow)
    };
    let steps: &[&'static str] = match (inspected.record.state.as_str(), text(data, "verdict")) {
        ("open", "refer") => &["refer", "leave"],
        ("open", _) if guard::read_again(&reasons) => &["refer", "leave"],
        ("open", _) => &["admit", "refer", "leave"],
        ("referred", _) => &["clear", "refuse", "hand_over"],
        _ => &[],
    };
    BorderInspection {
        id: inspected.record.id.to_string(),
        verdict: of("verdict"),
        reasons: reasons
            .iter()
            .map(|reason| BorderReason {
                code: reason.code.clone(),
                says: said(reason.says),
                words: words(&reason.code, lang),
                evidence: reason.evidence.clone(),
            })
            .collect(),
        traveller: BorderTraveller {
            surname: of("surname"),
            given_names: of("given_names"),
            birth: of("birth"),
            sex: of("sex"),
            citizenship: of("citizenship"),
            document_number: of("document_number"),
            document_issuer: of("document_issuer"),
            document_expiry: of("document_expiry"),
            format: inspected.format,
        },
        chip: Some(of("chip_verdict")).filter(|verdict| !verdict.is_empty()),
        chip_steps: inspected
            .steps
            .into_iter()
            .map(|step| BorderChipStep {
                name: step.name,
                outcome: format!("{:?}", step.outcome).to_lowercase(),
                detail: step.detail,
            })
            .collect(),
        earlier: inspected.earlier.iter().take(SHOWN).map(shown).collect(),
        may_stay_until: inspected.may_stay_until.map(|day| day.to_string()),
        expected: inspected.expected,
        call: (!called.is_empty()).then_some(BorderCall {
            whom: inspected.whom,
            reasons: called,
        }),
        day: of("inspected_on"),
        clock: of("clock"),
        listed: u64::try_from(inspected.list.lists.len()).unwrap_or(u64::MAX),
        list_of: instant_text(inspected.list.as_of),
        next: steps.iter().copied().filter(|step| may(step)).collect(),
        state: inspected.record.state,
    }
}

fn shown(crossing: &Crossing) -> BorderEarlier {
    BorderEarlier {
        direction: crossing.direction.as_str().to_owned(),
        day: crossing.day.to_string(),
        post: crossing.post.clone(),
        stay_until: crossing.stay_until.map(|day| day.to_string()),
    }
}
