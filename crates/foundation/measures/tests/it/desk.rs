//! What every test needs: indicators over a small country of assessments, rounds and places.

use std::{path::PathBuf, sync::Arc};

use access::{Actor, Grant, Policy, Via};
use journal::{Store, StoreUrl};
use measures::{Ask, Audience, Cell, Measures, Observations};
use registers::{Act, Catalogue, Change, EmbeddedRegister, PlaceBook, Registers, Strictness};
use serde_json::{Map, Value as Json, json};
use vocab::{ActorId, Clock, Hlc, RecordId, RegisterName, TenantId, TestClock};

const AREAS: EmbeddedRegister = EmbeddedRegister {
    name: "areas",
    register_toml: r#"
title = { en = "Areas" }
class = "internal"
key = ["code", "round"]
place = "code"
partition = { field = "round" }
[fields.chief]
class = "confidential"
identity = true
[lifecycle]
initial = "recorded"
states = [{ name = "recorded" }, { name = "withdrawn" }]
[[lifecycle.transitions]]
name = "withdraw"
from = ["recorded"]
to = "withdrawn"
"#,
    survey: "type,name,label,hxl\n\
        text,code,Code,\n\
        text,round,Round,\n\
        text,level,Level,#adm+level\n\
        text,method,Method,#assessment+type\n\
        text,cause,Cause,#cause+type\n\
        integer,people,People,#affected+ind\n\
        integer,women,Women,#affected+f+ind\n\
        integer,men,Men,#affected+m+ind\n\
        text,origin,Origin,#adm1+code+origin\n\
        text,country,Country,#country+code\n\
        text,province,Province,#adm1+code\n\
        text,district,District,#adm2+code\n\
        text,chief,Chief,#contact+name\n\
        begin repeat,parts,Parts,\n\
        text,dimension,Dimension,#indicator+dimension\n\
        text,category,Category,#indicator+category\n\
        text,unit,Unit,#indicator+unit\n\
        integer,value,Value,#indicator+value\n\
        end repeat,,,\n",
    choices: "",
    settings: "",
};

const ROUNDS: EmbeddedRegister = EmbeddedRegister {
    name: "rounds",
    register_toml: r#"
title = { en = "Rounds" }
class = "internal"
key = ["round"]
[lifecycle]
initial = "draft"
states = [{ name = "draft" }, { name = "approved" }]
[[lifecycle.transitions]]
name = "approve"
from = ["draft"]
to = "approved"
[[lifecycle.transitions]]
name = "reopen"
from = ["approved"]
to = "draft"
"#,
    survey: "type,name,label\ntext,round,Round\n",
    choices: "",
    settings: "",
};

const PLACES: EmbeddedRegister = EmbeddedRegister {
    name: "places",
    register_toml: "title = { en = \"Places\" }\nclass = \"open\"\nkey = [\"code\"]\n",
    survey: "type,name,label\ntext,code,C\ninteger,level,L\ntext,parent,P\n",
    choices: "",
    settings: "",
};

const POLICY: &str = "[[rule]]\nrole = \"lead\"\nregisters = [\"*\"]\nverbs = [\"*\"]\nclass = \"confidential\"\nidentity = true\n";

pub const INDICATORS: &str = r##"
[[indicator]]
id = "people"
title = { en = "People" }
register = "areas"
measure = { sum = "#affected+ind" }
unit = "people"
states = ["recorded"]
never_add = ["#adm+level", "#assessment+type"]
by = { cause = "#cause+type", origin = "#adm1+code+origin", method = "#assessment+type", sex = { breakdown = "sex", unit = "people" }, age = { breakdown = "age", unit = "people" } }
class = "open"
published = { register = "rounds", states = ["approved"] }

[[indicator]]
id = "people_of_kinds"
title = { en = "People, of several kinds of assessment those of the base" }
register = "areas"
measure = { sum = "#affected+ind" }
unit = "people"
never_add = [{ meaning = "#assessment+type", prefer = ["base", "site"] }]
by = { cause = "#cause+type", method = "#assessment+type" }
class = "open"
published = { register = "rounds", states = ["approved"] }

[[indicator]]
id = "causes"
title = { en = "Causes" }
register = "areas"
measure = { distinct = "#cause+type" }
unit = "causes"
class = "internal"

[[indicator]]
id = "floods"
title = { en = "Areas under water" }
register = "areas"
measure = "count"
unit = "areas"
where = [{ meaning = "#cause+type", in = ["flood"] }]
class = "open"

[[indicator]]
id = "chiefs"
title = { en = "Chiefs" }
register = "areas"
measure = { distinct = "#contact+name" }
unit = "chiefs"
class = "internal"
"##;

pub struct Desk {
    pub registers: Registers,
    pub measures: Measures,
    pub clock: Arc<TestClock>,
    pub folder: PathBuf,
    _folder: tempfile::TempDir,
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().unwrap()
}

fn lead() -> Actor {
    Actor {
        id: ActorId::parse("lea").unwrap(),
        name: "lea".to_owned(),
        lang: "en".to_owned(),
        grants: vec![Grant {
            role: "lead".to_owned(),
            unit: "/demo".to_owned(),
        }],
        via: Via::Session,
    }
}

fn object(json: &Json) -> Map<String, Json> {
    json.as_object().unwrap().clone()
}

pub fn change(register: &str, id: &str, act: Act) -> Change {
    Change {
        register: RegisterName::parse(register).unwrap(),
        id: RecordId::parse(id).unwrap(),
        base: None,
        act,
        note: None,
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "a test writes its record where it is put"
)]
pub fn put(register: &str, id: &str, data: Json) -> Change {
    let owner = Some("/demo".to_owned());
    change(
        register,
        id,
        Act::Put {
            data: object(&data),
            owner,
        },
    )
}

pub fn step(register: &str, id: &str, name: &str) -> Change {
    let name = name.to_owned();
    change(register, id, Act::Transition { name, reason: None })
}

pub fn erase(id: &str) -> Change {
    let reason = "asked for".to_owned();
    change("areas", id, Act::Erase { reason })
}

/// An assessment of a place in a round; its record is named after both.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a test writes its area where it is put"
)]
pub fn area(code: &str, round: &str, people: impl Into<Json>, more: Json) -> Change {
    let mut data = object(&json!({"code": code, "round": round, "people": people.into()}));
    data.extend(object(&more));
    put("areas", &format!("{code}-{round}"), Json::Object(data))
}

pub fn part(dimension: &str, category: &str, value: u32) -> Json {
    json!({"dimension": dimension, "category": category, "unit": "people", "value": value})
}

pub fn place(code: &str, level: u8, parent: &str) -> Change {
    put(
        "places",
        code,
        json!({"code": code, "level": level, "parent": parent}),
    )
}

/// A country of two provinces with two districts each.
pub fn country() -> Vec<Change> {
    let mut places = vec![place("XM", 0, "")];
    for province in ["XM01", "XM02"] {
        places.push(place(province, 1, "XM"));
        for district in ["A", "B"] {
            places.push(place(&format!("{province}{district}"), 2, province));
        }
    }
    places
}

pub fn total(partition: &str) -> Ask {
    Ask {
        partition: Some(partition.to_owned()),
        ..Ask::of("people")
    }
}

pub fn public(ask: Ask) -> Ask {
    Ask {
        audience: Audience::Public,
        ..ask
    }
}

/// Rows as `place by value`.
pub fn told(found: &Observations) -> Vec<String> {
    found
        .rows
        .iter()
        .map(|row| {
            let by: Vec<&str> = row.by.values().map(String::as_str).collect();
            let value = match row.value {
                Cell::Value(value) => value.to_string(),
                Cell::Suppressed => "hidden".to_owned(),
                Cell::Unknown => "unknown".to_owned(),
            };
            format!(
                "{} {} {value}",
                row.place.as_deref().unwrap_or("-"),
                by.join("+")
            )
            .replace("  ", " ")
        })
        .collect()
}

impl Desk {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = StoreUrl::Sqlite(folder.path().join("store.db"));
        Self::over(url, folder).await
    }

    pub async fn postgres() -> Option<Self> {
        let url = journal::testing::database()?.parse().unwrap();
        Some(Self::over(url, tempfile::tempdir().unwrap()).await)
    }

    async fn over(url: StoreUrl, holder: tempfile::TempDir) -> Self {
        let clock = Arc::new(TestClock::starting(1_700_000_000_000));
        let shared: Arc<dyn Clock> = Arc::<TestClock>::clone(&clock);
        let store = Store::open(&url, TenantId::parse("test").unwrap(), shared)
            .await
            .unwrap();
        let catalogue = Catalogue::build(vec![AREAS, ROUNDS, PLACES], None).unwrap();
        let policy = Policy::parse(POLICY).unwrap();
        let registers = Registers::new(store, Arc::new(catalogue), Arc::new(policy));
        let folder = holder.path().join("columns");
        let measures = Measures::new(
            registers.clone(),
            PlaceBook::new(registers.clone()),
            folder.clone(),
            measures::parse(INDICATORS).unwrap(),
            64 << 20,
        );
        let desk = Self {
            registers,
            measures,
            clock,
            folder,
            _folder: holder,
        };
        desk.commit(country()).await;
        desk
    }

    /// Commits, and tells a moment after which nothing of it happened.
    pub async fn commit(&self, changes: Vec<Change>) -> Hlc {
        let done = self
            .registers
            .commit(&lead(), changes, Strictness::Strict)
            .await;
        done.unwrap();
        self.clock.advance(1_000);
        let mut latest = Hlc::default();
        for register in ["areas", "rounds", "places"] {
            latest = latest.max(self.registers.stamp(register, None).await.unwrap().0);
        }
        latest
    }

    pub async fn ask(&self, ask: Ask) -> Vec<String> {
        told(&self.measures.observe(&ask).await.unwrap())
    }

    pub async fn refusal(&self, ask: Ask) -> String {
        match self.measures.observe(&ask).await {
            Err(error) => error.to_string(),
            Ok(found) => panic!("{ask:?} was answered: {:?}", told(&found)),
        }
    }
}
