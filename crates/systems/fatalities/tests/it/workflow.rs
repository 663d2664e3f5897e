//! From a report to a published figure and its revision, with the people who may and those who may not.

use fatalities::{
    INCIDENTS, REPORTS, Revised, SOURCES, Taking, WorkflowError, published, revisions, totals,
};
use registers::{Act, Change, CommitError, Strictness};
use serde_json::{Map, Value as Json, json};
use vocab::{Clock as _, Hlc, RecordId, RegisterName};

use crate::desk::{Desk, person};

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(map) => map,
        other => panic!("{other} is no object"),
    }
}

fn report(id: &str, dead: u32) -> Map<String, Json> {
    object(json!({
        "report_id": id, "received_on": "2026-03-05", "occurred": "2026-03-04", "dead": dead,
        "region": "Mediterranean", "country": "Libya", "route": "Central Mediterranean",
        "place": "Off Zuwara", "latitude": 33.1, "longitude": 12.1, "point_precision": "sea_area",
        "source": "Coast guard", "link": format!("https://example.org/{id}"), "quality": 5,
        "account": "what a survivor told",
    }))
}

impl Desk {
    async fn report(&self, id: &str, dead: u32) -> RecordId {
        let register = self.registers.register(REPORTS).unwrap();
        let record = register.id_for_key(&[id]);
        let act = Act::Create {
            data: report(id, dead),
            owner: None,
        };
        self.change("mo", "monitor", REPORTS, &record, act, None)
            .await
            .unwrap();
        record
    }

    async fn change(
        &self,
        who: &str,
        role: &str,
        register: &str,
        id: &RecordId,
        act: Act,
        note: Option<&str>,
    ) -> Result<(), CommitError> {
        let change = Change {
            register: RegisterName::parse(register).unwrap(),
            id: id.clone(),
            base: None,
            act,
            note: note.map(str::to_owned),
        };
        let actor = person(who, role);
        let done = self
            .registers
            .commit(&actor, vec![change], Strictness::Strict);
        done.await.map(|_| ())
    }

    async fn step(&self, who: &str, role: &str, id: &RecordId, name: &str) -> Vec<&'static str> {
        let why = Some("for the test".to_owned());
        let actor = person(who, role);
        let done = fatalities::step(&self.registers, &actor, (INCIDENTS, id), name, why).await;
        match done {
            Ok(()) => Vec::new(),
            Err(WorkflowError::Commit(error)) => codes(&error),
            Err(other) => panic!("{other}"),
        }
    }

    /// A report taken, verified and published.
    async fn publish(&self, id: &str, dead: u32) -> RecordId {
        let report = self.report(id, dead).await;
        let taking = Taking {
            no_duplicate: Some("another boat".to_owned()),
            part_of: None,
        };
        let monitor = person("mo", "monitor");
        let incident = fatalities::take(&self.registers, &monitor, &report, &taking)
            .await
            .unwrap();
        for name in ["verify", "publish"] {
            assert!(
                self.step("vera", "verifier", &incident, name)
                    .await
                    .is_empty()
            );
        }
        incident
    }
}

fn codes(error: &CommitError) -> Vec<&'static str> {
    match error {
        CommitError::Refused { faults, .. } => faults.iter().map(|fault| fault.code).collect(),
        CommitError::Journal(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_report_becomes_a_published_incident_only_through_a_second_person() {
    let desk = Desk::open().await;
    let report = desk.report("mo-1", 3).await;
    let monitor = person("mo", "monitor");
    let incident = fatalities::take(&desk.registers, &monitor, &report, &Taking::default())
        .await
        .unwrap();
    assert_eq!(
        desk.step("mo", "monitor", &incident, "verify").await,
        ["not_allowed"]
    );
    // Also with every right: who entered it does not verify it.
    assert_eq!(
        desk.step("mo", "coordinator", &incident, "verify").await,
        ["second_person"]
    );
    assert_eq!(
        desk.step("vera", "verifier", &incident, "publish").await,
        ["wrong_state"]
    );
    assert!(
        desk.step("vera", "verifier", &incident, "verify")
            .await
            .is_empty()
    );
    assert!(
        published(&desk.registers, None)
            .await
            .unwrap()
            .incidents
            .is_empty()
    );
    assert!(
        desk.step("vera", "verifier", &incident, "publish")
            .await
            .is_empty()
    );
    let found = published(&desk.registers, None).await.unwrap();
    assert_eq!(totals::whole(&found.incidents).dead, 3);
    let report = desk
        .registers
        .get(&monitor, REPORTS, &report, None)
        .await
        .unwrap();
    assert_eq!(
        (report.state.as_str(), &report.data["incident"]),
        ("taken", &json!("mo-1"))
    );
    let mut sources = desk.registers.scan(SOURCES, Some("mo-1")).unwrap();
    let source = sources.next().await.unwrap().unwrap();
    assert_eq!(source.data["quality"], 5);
}

#[tokio::test]
async fn nobody_enters_and_verifies_in_one_batch() {
    let desk = Desk::open().await;
    let register = desk.registers.register(INCIDENTS).unwrap();
    let id = register.id_for_key(&["x"]);
    let change = |act| Change {
        register: register.name.clone(),
        id: id.clone(),
        base: None,
        act,
        note: Some("quick".to_owned()),
    };
    let data = object(json!({
        "incident_id": "x", "incident_type": "incident", "occurred": "2026-03-04", "dead": 1,
        "source": "me", "source_quality": ["5"],
    }));
    let verify = Act::Transition {
        name: "verify".to_owned(),
        reason: None,
    };
    let batch = vec![change(Act::Create { data, owner: None }), change(verify)];
    let actor = person("cora", "coordinator");
    let refused = desk
        .registers
        .commit(&actor, batch, Strictness::Strict)
        .await;
    assert_eq!(codes(&refused.unwrap_err()), ["checked_alone"]);
    // Adopting a release is for the import alone.
    let adopt = Act::Transition {
        name: "adopt".to_owned(),
        reason: Some("I say so".to_owned()),
    };
    let data = object(json!({"incident_id": "x", "incident_type": "incident", "occurred": "2026"}));
    let batch = vec![change(Act::Create { data, owner: None }), change(adopt)];
    let refused = desk
        .registers
        .commit(&actor, batch, Strictness::Strict)
        .await;
    assert_eq!(codes(&refused.unwrap_err()), ["not_allowed"]);
}

#[tokio::test]
async fn an_incident_without_a_source_or_changed_since_is_held_back() {
    let desk = Desk::open().await;
    let register = desk.registers.register(INCIDENTS).unwrap();
    let id = register.id_for_key(&["bare"]);
    let data = object(json!({
        "incident_id": "bare", "incident_type": "incident", "occurred": "2026-03-04", "dead": 1,
    }));
    let act = Act::Create { data, owner: None };
    desk.change("mo", "monitor", INCIDENTS, &id, act, None)
        .await
        .unwrap();
    assert_eq!(
        desk.step("vera", "verifier", &id, "verify").await,
        ["no_source"]
    );
    let set = |value: Json| Act::Patch { set: object(value) };
    let sourced = set(json!({"source": "Red Crescent", "source_quality": ["4"]}));
    desk.change("mo", "monitor", INCIDENTS, &id, sourced, None)
        .await
        .unwrap();
    assert!(
        desk.step("vera", "verifier", &id, "verify")
            .await
            .is_empty()
    );
    let more = || set(json!({"dead": 2}));
    let refused = desk
        .change("mo", "monitor", INCIDENTS, &id, more(), None)
        .await;
    assert_eq!(codes(&refused.unwrap_err()), ["reason_required"]);
    desk.change(
        "mo",
        "monitor",
        INCIDENTS,
        &id,
        more(),
        Some("a second body"),
    )
    .await
    .unwrap();
    assert_eq!(
        desk.step("vera", "verifier", &id, "publish").await,
        ["changed_since_verified"]
    );
    assert!(
        desk.step("vera", "verifier", &id, "send_back")
            .await
            .is_empty()
    );
    assert!(
        desk.step("vera", "verifier", &id, "verify")
            .await
            .is_empty()
    );
    assert!(
        desk.step("vera", "verifier", &id, "publish")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_report_near_a_known_incident_is_linked_or_told_apart_with_a_reason() {
    let desk = Desk::open().await;
    desk.publish("mo-1", 3).await;
    let second = desk.report("mo-2", 4).await;
    let monitor = person("mo", "monitor");
    let refused = fatalities::take(&desk.registers, &monitor, &second, &Taking::default()).await;
    let Err(WorkflowError::MayBeKnown(known)) = refused else {
        panic!("a boat off the same coast on the same day was not found");
    };
    let words: Vec<String> = known[0]
        .candidate
        .reasons
        .iter()
        .map(|reason| reason.words("en"))
        .collect();
    assert_eq!(
        words,
        [
            "the same day",
            "0 km apart",
            "the same route",
            "the same country",
            "4 dead and missing here, 3 there"
        ]
    );
    let set = object(json!({"dead": 4}));
    let incident = fatalities::link(
        &desk.registers,
        &monitor,
        &second,
        "mo-1",
        set,
        "a fourth body from the same boat",
    )
    .await
    .unwrap();
    let record = desk
        .registers
        .get(&monitor, INCIDENTS, &incident, None)
        .await
        .unwrap();
    assert_eq!(
        record.data["links"],
        "https://example.org/mo-1 https://example.org/mo-2"
    );
    assert_eq!(record.data["dead_or_missing"], 4);
    let all = revisions(&desk.registers, None).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].difference, all[0].year), (1, 2026));
    assert_eq!(all[0].reason, "a fourth body from the same boat");
}

#[tokio::test]
async fn old_answers_are_repeatable_and_every_revision_says_why() {
    let desk = Desk::open().await;
    let incident = desk.publish("mo-1", 3).await;
    desk.publish("mo-9", 5).await;
    let dead = async |at| {
        let found = published(&desk.registers, at).await.unwrap();
        let all = totals::whole(&found.incidents);
        (all.dead, all.missing)
    };
    let then = Hlc::new(desk.clock.now_ms(), u16::MAX);
    assert_eq!(dead(None).await, (8, 0));
    desk.clock.advance(1_000);
    let monitor = person("mo", "monitor");
    let set = object(json!({"dead": 4, "missing": 2}));
    fatalities::revise(
        &desk.registers,
        &monitor,
        &incident,
        set,
        "names of the crew",
    )
    .await
    .unwrap();
    let between = Hlc::new(desk.clock.now_ms(), u16::MAX);
    desk.clock.advance(1_000);
    assert!(
        desk.step("vera", "verifier", &incident, "withdraw")
            .await
            .is_empty()
    );
    assert_eq!(dead(None).await, (5, 0));
    assert_eq!(dead(Some(between)).await, (9, 2));
    assert_eq!(dead(Some(then)).await, (8, 0));
    let all = revisions(&desk.registers, None).await.unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(
        (&all[0].revised, all[0].difference),
        (&Revised::Withdrawn, -6)
    );
    let Revised::Changed(fields) = &all[1].revised else {
        panic!("{:?}", all[1]);
    };
    assert_eq!(fields["dead"], (json!(3), json!(4)));
    assert_eq!(fields["missing"], (Json::Null, json!(2)));
    assert_eq!(
        (all[1].difference, all[1].reason.as_str()),
        (3, "names of the crew")
    );
    // What was known then had no revision yet.
    assert!(
        revisions(&desk.registers, Some(then))
            .await
            .unwrap()
            .is_empty()
    );
}
