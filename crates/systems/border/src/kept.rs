//! What is kept of an inspection: its record, its possible hits, its calls.

use access::Actor;
use house::{House, instant_text};
use jiff::civil::Date;
use screening::Hit;
use serde_json::{Map, Value as Json, json};
use vocab::{Hlc, RecordId};

use crate::{
    asked::InspectionAsked,
    books::AlertList,
    error::BorderError,
    inspect::{Day, Post, object},
    module::CALLS,
    read_document::ReadDocument,
    signals::{Rule, Signal},
    verdict::{self, Reason},
};

fn yes(flag: bool) -> Json {
    if flag { Json::from("yes") } else { Json::Null }
}

pub(crate) fn data(
    asked: &InspectionAsked,
    post: &Post,
    actor: &Actor,
    (document, reasons): (&ReadDocument, &[Reason]),
    (now, day): (i64, Day),
    (hits, list): (usize, &AlertList),
    travelled_before: bool,
) -> Map<String, Json> {
    let told = &asked.told;
    let capture = asked.capture.as_deref().unwrap_or(match document {
        it if !it.zone.is_empty() => "reader",
        it if !it.number.is_empty() => "visual",
        _ => "none",
    });
    let biometric = asked.biometric.clone().unwrap_or_default();
    let mut kept = object(json!({
        "post": post.code, "lane": asked.lane, "officer": actor.id.as_str(), "shift": asked.shift,
        "direction": asked.direction, "mode": asked.mode, "inspected_on": day.date.to_string(),
        "began": instant_text(Hlc::new(now, 0)), "device_time": asked.device_time,
        "clock": if day.certain { "certain" } else { "uncertain" }, "capture": capture,
        "zone": document.zone, "surname": document.surname, "given_names": document.given_names,
        "birth": document.birth.map(|birth| birth.to_string()), "sex": document.sex.filter(|it| "FMX".contains(*it)).map(String::from),
        "citizenship": document.citizenship, "document_number": document.number, "document_issuer": document.issuer,
        "document_code": document.code, "document_expiry": document.expiry.map(|day| day.to_string()),
        "issued": document.issued.map(|day| day.to_string()),
    }));
    kept.extend(object(json!({
        "residence": told.residence.as_deref().map(str::to_uppercase), "birth_country": told.birth_country, "other_country": told.other_country,
        "purpose": told.purpose, "stay_days": told.stay_days, "occupation": told.occupation, "address": told.address,
        "sponsor": told.sponsor, "phone": told.phone, "conveyance": told.conveyance, "seat": told.seat,
        "travelled_before": yes(travelled_before), "group_id": told.group,
        "with_adult": told.with_adult.as_deref().map(|it| it.trim().to_uppercase()), "related": yes(told.related), "consent": yes(told.consent),
        "asylum_request": yes(told.asks_for_protection), "documents_held": yes(told.documents_held),
        "speaks_for_all": yes(told.speaks_for_all), "doubt": yes(asked.doubt),
        "biometric_verdict": biometric.verdict, "biometric_device": biometric.device,
        "template_reference": biometric.template_reference, "biometric_threshold": biometric.threshold,
        "chip_verdict": document.chip.as_ref().map(|chip| chip.verdict),
        "verdict": verdict::verdict(reasons).as_str(), "reasons": reasons, "hits": hits,
        "listed": list.lists.len(), "list_of": instant_text(list.as_of), "note": asked.note,
    })));
    kept
}

pub(crate) fn hit_data(
    hit: &Hit,
    list: &AlertList,
    (inspection, post): (&RecordId, &str),
    (actor, on): (&Actor, Date),
) -> Map<String, Json> {
    let alert = list.alerts.get(&hit.id).cloned().unwrap_or_default();
    let score = f64::from((hit.score * 1_000.0).round()) / 1_000.0;
    let log_odds = f64::from((hit.log_odds * 100.0).round()) / 100.0;
    object(json!({
        "inspection": inspection.as_str(), "post": post, "alert": hit.id, "alert_source": alert.source,
        "listed_name": hit.name, "matched_name": hit.matched, "score": score, "log_odds": log_odds,
        "reasons": hit.reasons, "handling": alert.handling, "reason_class": alert.reason_class,
        "raised_on": on.to_string(), "raised_by": actor.id.as_str(),
    }))
}

/// One call for a group: who comes later is added to it.
pub(crate) fn call(
    house: &House,
    signal: &Signal,
    (post, actor, inspection): (&Post, &Actor, &RecordId),
    on: Date,
) -> Result<(RecordId, Map<String, Json>), BorderError> {
    let first = signal
        .inspections
        .first()
        .map_or(inspection.as_str(), String::as_str);
    let group = if signal.rule == Rule::MinorAlone {
        inspection.as_str()
    } else {
        first
    };
    let of = house
        .registers
        .register(CALLS)?
        .id_for_key(&[&post.code, signal.rule.code(), group]);
    let evidence = json!({ "rule": signal.rule.code(), "people": signal.people });
    let data = object(json!({
        "post": post.code, "rule": signal.rule.code(), "called_on": on.to_string(), "inspection": inspection.as_str(),
        "inspections": signal.inspections, "evidence": evidence, "called": post.text("protection_contact"),
        "raised_by": actor.id.as_str(),
    }));
    Ok((of, data))
}
