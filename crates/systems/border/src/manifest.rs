//! A passenger list becomes the travellers whom a post expects; each is asked about before they arrive.

use std::sync::Arc;

use access::Actor;
use house::House;
use registers::{Act, Strictness};
use screening::Birth;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    books::Books,
    error::BorderError,
    inspect::{change, node_day, object, post, query},
    module::EXPECTED,
    passenger_list::PassengerList,
    views::{BorderManifest, BorderManifestFinding},
};

/// Longest text of a list.
const LONGEST: usize = 8 * 1024 * 1024;
/// Records of one commit.
const BATCH: usize = 1_000;
/// Probability from which somebody is a possible hit.
const THRESHOLD: f32 = 0.7;

/// A passenger list, as the carrier sends it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = BorderManifestAsked)]
#[serde(deny_unknown_fields)]
pub struct ManifestAsked {
    /// The post where it arrives.
    pub post: String,
    /// The PAXLST message.
    pub text: String,
}

/// Takes a list in. Sent again it changes what differs and makes nobody twice.
pub(crate) async fn take(
    house: &House,
    books: &Arc<Books>,
    actor: &Actor,
    asked: &ManifestAsked,
) -> Result<BorderManifest, BorderError> {
    let post = post(house, actor, &asked.post).await?;
    if asked.text.len() > LONGEST {
        return Err(BorderError::Asked(
            "a passenger list has at most 8 MB".to_owned(),
        ));
    }
    let today = node_day(house.clock.now_ms());
    let list = PassengerList::read(&asked.text, today);
    let alerts = books.alerts(&house.registers).await?;
    let arrives_on = list.arrives_on().unwrap_or(today).to_string();
    let register = house.registers.register(EXPECTED)?;
    let mut possible_hits = 0;
    let mut changes = Vec::new();
    for person in &list.people {
        let name = format!("{} {}", person.given_names, person.surname);
        let birth = person.birth.map(|date| Birth {
            date,
            approximate: false,
        });
        let asked = query(
            &name,
            birth,
            &person.citizenship,
            person.sex,
            &person.document_number,
        );
        let hits = alerts.lists.search(&asked, THRESHOLD, 3).len();
        possible_hits += usize::from(hits > 0);
        let birth = person
            .birth
            .map(|birth| birth.to_string())
            .unwrap_or_default();
        let id = register.id_for_key(&[
            &list.conveyance,
            &arrives_on,
            &person.document_issuer,
            &person.document_number,
            &person.surname,
            &person.given_names,
            &birth,
        ]);
        let data = object(json!({
            "post": post.code, "conveyance": list.conveyance, "arrives_on": arrives_on, "role": person.role,
            "surname": person.surname, "given_names": person.given_names, "birth": birth,
            "sex": person.sex.map(String::from), "citizenship": person.citizenship,
            "document_number": person.document_number, "document_issuer": person.document_issuer,
            "document_expiry": person.document_expiry.map(|day| day.to_string()),
            "journey_start": person.journey_start, "journey_end": person.journey_end, "seat": person.seat,
            "possible_hits": hits,
        }));
        let owner = Some(post.owner.clone());
        changes.push(change(EXPECTED, &id, Act::Put { data, owner })?);
    }
    let mut rest = changes.into_iter().peekable();
    while rest.peek().is_some() {
        let batch = rest.by_ref().take(BATCH).collect();
        house
            .registers
            .commit(actor, batch, Strictness::Strict)
            .await?;
    }
    Ok(BorderManifest {
        people: list.people.len(),
        possible_hits,
        findings: list
            .findings
            .into_iter()
            .map(|finding| BorderManifestFinding {
                segment: finding.segment,
                code: finding.code,
                reason: finding.reason,
            })
            .collect(),
        stopped: list.stopped.map(|error| error.to_string()),
        conveyance: list.conveyance,
        from: list.from,
        to: list.to,
        arrives: list.arrives,
    })
}
