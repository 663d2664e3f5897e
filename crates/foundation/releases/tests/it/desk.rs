//! What every test needs: a confidential register of invented cases beside the ledger, people, on either store.

use std::sync::Arc;

use access::{Actor, Grant, Policy, Via};
use journal::Store;
use registers::{Act, Catalogue, Change, CommitError, EmbeddedRegister, Registers, Strictness};
use releases::{Asked, Made, ReleaseError};
use serde_json::{Map, Value as Json, json};
use vocab::{ActorId, RecordId, RegisterName, TenantId, TestClock};

/// 2026-11-20.
const TODAY: i64 = 1_795_132_800_000;
pub const UNIT: &str = "/test";

const CASES: EmbeddedRegister = EmbeddedRegister {
    name: "cases",
    register_toml: r#"
title = { en = "Cases" }
class = "confidential"
key = ["case_id"]
[fields.name]
identity = true
[lifecycle]
initial = "accepted"
[[lifecycle.states]]
name = "accepted"
[[lifecycle.states]]
name = "closed"
[[lifecycle.transitions]]
name = "close"
from = ["accepted"]
to = "closed"
"#,
    survey: "type,name,label::English (en),required\n\
             text,case_id,Case,yes\n\
             text,name,Name,\n\
             text,partner,Partner,\n\
             text,token,Token,\n\
             text,country,Country,\n\
             select_one age,age,Age,\n\
             text,work,Work,\n\
             integer,months,Months,\n\
             select_multiple means,means,Means,\n",
    choices: "list_name,name,label::English (en)\n\
              age,child,Child\nage,adult,Adult\n\
              means,threats,Threats\nmeans,debt,Debt\nmeans,papers,Papers\n",
    settings: "form_title::English (en),form_id,version,default_language\nCase,cases,1,English (en)\n",
};

/// The policy that ships, and who may take the tests' own register out.
fn policy() -> Policy {
    let own = r#"
[[rule]]
role = "data_steward"
registers = ["cases"]
verbs = ["list", "read"]
class = "confidential"
scope = "all"
[[rule]]
role = "data_steward"
registers = ["releases", "disclosure_budgets", "sharing_agreements"]
verbs = ["list", "read", "transition:prepare", "create", "patch"]
class = "confidential"
scope = "all"
[[rule]]
role = "release_approver"
registers = ["releases", "disclosure_budgets", "sharing_agreements"]
verbs = ["list", "read", "create", "patch", "transition:approve", "transition:publish", "transition:refuse", "transition:withdraw", "transition:agree", "transition:end", "transition:check"]
class = "confidential"
scope = "all"
"#;
    Policy::parse(own).unwrap()
}

pub struct Desk {
    pub registers: Registers,
    pub policy: Policy,
    _folder: tempfile::TempDir,
}

impl Desk {
    /// On SQLite, and on PostgreSQL where it is installed.
    pub async fn all() -> Vec<Self> {
        let folder = tempfile::tempdir().unwrap();
        let sqlite = format!("sqlite:{}", folder.path().join("waymark.db").display());
        let mut desks = vec![Self::open(&sqlite, folder).await];
        if let Some(url) = journal::testing::database() {
            desks.push(Self::open(&url, tempfile::tempdir().unwrap()).await);
        }
        desks
    }

    pub async fn sqlite() -> Self {
        Self::all().await.swap_remove(0)
    }

    async fn open(url: &str, folder: tempfile::TempDir) -> Self {
        let clock = Arc::new(TestClock::starting(TODAY));
        let store = Store::open(
            &url.parse().unwrap(),
            TenantId::parse("main").unwrap(),
            clock,
        )
        .await
        .unwrap();
        let module = releases::module();
        let mut embedded = module.registers;
        embedded.push(CASES);
        let catalogue = Arc::new(Catalogue::build(embedded, None).unwrap());
        let policy = policy();
        let bare = Registers::new(store, catalogue, Arc::new(policy.clone()));
        Self {
            registers: (module.hooks)(bare),
            policy,
            _folder: folder,
        }
    }

    pub async fn put(&self, register: &str, data: Json) -> RecordId {
        let data = object(data);
        let id = self
            .registers
            .register(register)
            .unwrap()
            .id_for_data(&data)
            .unwrap();
        let act = Act::Put {
            data,
            owner: Some(UNIT.to_owned()),
        };
        self.change(&Actor::system("test"), register, &id, act)
            .await
            .unwrap();
        id
    }

    pub async fn change(
        &self,
        actor: &Actor,
        register: &str,
        id: &RecordId,
        act: Act,
    ) -> Result<(), CommitError> {
        let change = Change {
            register: RegisterName::parse(register).unwrap(),
            id: id.clone(),
            base: None,
            act,
            note: Some("for the test".to_owned()),
        };
        let done = self
            .registers
            .commit(actor, vec![change], Strictness::Strict);
        done.await.map(|_| ())
    }

    pub async fn step(
        &self,
        actor: &Actor,
        register: &str,
        id: &RecordId,
        name: &str,
    ) -> Vec<&'static str> {
        let act = Act::Transition {
            name: name.to_owned(),
            reason: Some("for the test".to_owned()),
        };
        match self.change(actor, register, id, act).await {
            Ok(()) => Vec::new(),
            Err(error) => codes(&error),
        }
    }

    pub async fn budget(&self, epsilon: f64) {
        let data = json!({"register": "cases", "epsilon": epsilon, "delta": 1e-6, "why": "a test"});
        let id = self.put("disclosure_budgets", data).await;
        let done = self
            .step(
                &person("ada", "release_approver"),
                "disclosure_budgets",
                &id,
                "agree",
            )
            .await;
        assert!(done.is_empty(), "{done:?}");
    }

    pub async fn agreement(&self, party: &str, until: Option<&str>) -> RecordId {
        let data = json!({
            "agreement_id": format!("{party}-1"), "party": party, "register": "cases", "purpose": "a test",
            "valid_from": "2026-01-01", "valid_until": until, "may_contribute": "yes", "may_publish": ["synthesis"],
            "max_epsilon": 2.0,
        });
        let id = self.put("sharing_agreements", data).await;
        let done = self
            .step(
                &person("ada", "release_approver"),
                "sharing_agreements",
                &id,
                "agree",
            )
            .await;
        assert!(done.is_empty(), "{done:?}");
        id
    }

    /// Invented people of dependent columns; some stand alone.
    pub async fn cases(&self, partner: &str, number: usize) {
        let register = RegisterName::parse("cases").unwrap();
        let mut changes = Vec::new();
        for at in 0..number {
            let country = ["AFG", "NPL", "UKR"][(at * at + at / 7) % 3];
            let data = object(json!({
                "case_id": format!("{partner}-{at}"), "partner": partner, "name": format!("Person {at}"),
                "country": country, "age": if at % 4 == 0 { "child" } else { "adult" },
                "work": if country == "NPL" { "domestic" } else { "fields" },
                "months": at % 30, "means": if at % 5 == 0 { json!(["threats", "debt"]) } else { json!(["papers"]) },
            }));
            let id = self
                .registers
                .register("cases")
                .unwrap()
                .id_for_data(&data)
                .unwrap();
            changes.push(Change {
                register: register.clone(),
                id,
                base: None,
                act: Act::Put {
                    data,
                    owner: Some(UNIT.to_owned()),
                },
                note: None,
            });
        }
        let system = Actor::system("test");
        let done = self.registers.commit(&system, changes, Strictness::Strict);
        done.await.unwrap();
    }

    pub async fn release(&self, recipe: &str) -> Result<Made, ReleaseError> {
        let asked = Asked {
            purpose: "to look at trends".to_owned(),
            recipe: recipe.to_owned(),
            owner: UNIT.to_owned(),
        };
        let maker = person("mia", "data_steward");
        let today = "2026-11-20".parse().unwrap();
        releases::release(&self.registers, &self.policy, &maker, today, &asked).await
    }

    /// A ledger with a budget, an agreement and people, ready for a release.
    pub async fn ready(self, epsilon: f64) -> Self {
        self.budget(epsilon).await;
        self.agreement("alpha", None).await;
        self.cases("alpha", 600).await;
        self
    }

    pub async fn data(&self, id: &RecordId) -> Map<String, Json> {
        let reader = Actor::system("test");
        let record = self.registers.get(&reader, "releases", id, None).await;
        record.unwrap().data
    }
}

pub fn codes(error: &CommitError) -> Vec<&'static str> {
    match error {
        CommitError::Refused { faults, .. } => faults.iter().map(|fault| fault.code).collect(),
        CommitError::Journal(error) => panic!("{error}"),
    }
}

pub fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(map) => map
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .collect(),
        other => panic!("{other} is no object"),
    }
}

pub fn person(id: &str, role: &str) -> Actor {
    Actor {
        id: ActorId::parse(id).unwrap(),
        name: id.to_owned(),
        lang: "en".to_owned(),
        grants: vec![Grant {
            role: role.to_owned(),
            unit: UNIT.to_owned(),
        }],
        via: Via::Session,
    }
}

/// A synthetic release of the cases.
pub fn recipe(epsilon: f64) -> String {
    format!(
        r#"
register = "cases"
method = "synthesis"
epsilon = {epsilon}
delta = 1e-6
order = 2
states = ["accepted"]
contributor = "partner"
person = "token"
[[column]]
name = "country"
values = ["AFG", "NPL", "UKR"]
[[column]]
name = "age"
values = ["child", "adult"]
required = true
[[column]]
name = "work"
values = ["domestic"]
other = "other"
[[column]]
name = "months"
bins = [0, 12, 24, 48]
[[column]]
name = "means"
separator = ";"
values = ["threats", "debt", "papers"]
"#
    )
}
