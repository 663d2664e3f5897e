//! What every test needs: registers over a new store, people, and changes to make.

use std::sync::Arc;

use access::{Actor, Grant, Policy, Via};
use journal::{Store, StoreUrl};
use registers::{
    Act, Catalogue, Change, CommitError, EmbeddedRegister, Fault, Outcome, RecordView, Registers,
    Strictness,
};
use sealing::Keyring;
use serde_json::{Map, Value as Json};
use vocab::{ActorId, Clock, RecordId, RegisterName, TenantId, TestClock};

pub const START_MS: i64 = 1_700_000_000_000;

pub const CAMPS: EmbeddedRegister = EmbeddedRegister {
    name: "camps",
    register_toml: r##"
title = { en = "Camps", fr = "Camps" }
module = "test"
subject = "site"
class = "internal"
key = ["code"]
place = "#adm1+code"
partition = { month = "seen" }

[fields.code]
index = true
[fields.name]
index = true
search = true
[fields.people]
index = true
[fields.needs]
index = true
[fields.seen]
index = true
[fields.at]
index = true
[fields."groups.origin"]
index = true
[fields.leader]
class = "confidential"
identity = true
search = true
[fields."groups.contact"]
class = "confidential"

[lifecycle]
initial = "open"
states = [{ name = "open" }, { name = "full" }, { name = "closed" }]
[[lifecycle.transitions]]
name = "fill"
from = ["open"]
to = "full"
[[lifecycle.transitions]]
name = "close"
from = ["open", "full"]
to = "closed"
reason_required = true

[retention]
months = 24
from = "seen"
states = ["closed"]
act = "erase"
"##,
    survey: "type,name,label,required,constraint,constraint_message,hxl,calculation\n\
        text,code,Code,yes,,,#loc+code,\n\
        text,name,Name,,,,#loc+name,\n\
        text,district,District,,,,#adm1+code,\n\
        integer,people,People,,. >= 0,people cannot be negative,#affected+idps+ind,\n\
        integer,households,Households,,,,#affected+idps+hh,\n\
        select_multiple needs,needs,Needs,,,,,\n\
        date,seen,Seen,,,,#date+reported,\n\
        dateTime,at,At,,,,,\n\
        text,leader,Leader,,,,,\n\
        begin repeat,groups,Groups,,,,,\n\
        text,origin,Origin,yes,,,#adm1+origin+code,\n\
        integer,people,People,,,,#affected+idps+ind+origin,\n\
        text,contact,Contact,,,,,\n\
        end repeat,,,,,,,\n",
    choices: "list_name,name,label\nneeds,water,Water\nneeds,food,Food\n",
    settings: "",
};

pub const CASES: EmbeddedRegister = EmbeddedRegister {
    name: "cases",
    register_toml: "title = { en = \"Cases\" }\nclass = \"confidential\"\n[fields.summary]\nclass = \"open\"\n",
    survey: "type,name,label\ntext,summary,Summary\ntext,story,Story\n",
    choices: "",
    settings: "",
};

/// Persons, whose names and papers are sealed.
pub const PEOPLE: EmbeddedRegister = EmbeddedRegister {
    name: "people",
    register_toml: r#"
title = { en = "People" }
class = "internal"

[fields.name]
class = "confidential"
identity = true
sealed = true
[fields.phone]
class = "confidential"
identity = true
sealed = true
index = true
[fields.documents]
class = "confidential"
identity = true
sealed = true
[fields."documents.number"]
class = "strictly_confidential"
[fields.camp]
index = true
"#,
    survey: "type,name,label,constraint\ntext,name,Name,string-length(.) < 100\ntext,phone,Phone,\ntext,camp,Camp,\n\
        begin repeat,documents,Documents,\ntext,kind,Kind,\ntext,number,Number,\nend repeat,,,\n",
    choices: "",
    settings: "",
};

/// The same register with nothing sealed.
pub fn open_twin() -> EmbeddedRegister {
    let toml = PEOPLE.register_toml.replace("sealed = true\n", "");
    EmbeddedRegister {
        name: "twins",
        register_toml: Box::leak(toml.into_boxed_str()),
        ..PEOPLE
    }
}

pub const PLACES: EmbeddedRegister = EmbeddedRegister {
    name: "places",
    register_toml: "title = { en = \"Places\" }\nclass = \"open\"\nkey = [\"code\"]\n",
    survey: "type,name,label\ntext,code,C\ninteger,level,L\ntext,parent,P\ntext,name,N\ntext,name_ar,N\n\
        text,geometry,G\ngeopoint,centroid,C\npartial_date,valid_from,V\n",
    choices: "",
    settings: "",
};

const POLICY: &str = r#"
[[rule]]
role = "worker"
registers = ["camps", "people", "places"]
verbs = ["list", "read", "create", "patch", "settle", "transition:fill"]
class = "internal"

[[rule]]
role = "lead"
registers = ["*"]
verbs = ["*"]
class = "confidential"
identity = true

[[rule]]
role = "registrar"
registers = ["people"]
verbs = ["*"]
class = "confidential"
identity = true

[[rule]]
role = "chief"
registers = ["people"]
verbs = ["*"]
class = "strictly_confidential"
identity = true

[[rule]]
role = "guest"
registers = ["camps"]
verbs = ["list", "read"]
class = "internal"
scope = "all"
"#;

pub struct Desk {
    pub registers: Registers,
    pub clock: Arc<TestClock>,
    pub url: StoreUrl,
    pub folder: tempfile::TempDir,
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().unwrap()
}

pub fn policy() -> Arc<Policy> {
    Arc::new(Policy::parse(POLICY).unwrap())
}

pub fn catalogue() -> Arc<Catalogue> {
    Arc::new(Catalogue::build(vec![CAMPS, CASES, PEOPLE, PLACES, open_twin()], None).unwrap())
}

pub fn actor(id: &str, role: &str, unit: &str) -> Actor {
    Actor {
        id: ActorId::parse(id).unwrap(),
        name: id.to_owned(),
        lang: "en".to_owned(),
        grants: vec![Grant {
            role: role.to_owned(),
            unit: unit.to_owned(),
        }],
        via: Via::Session,
    }
}

/// Works in the north, sees nothing confidential.
pub fn worker() -> Actor {
    actor("ann", "worker", "/demo/north")
}

/// Leads all of the demo, sees everything.
pub fn lead() -> Actor {
    actor("lea", "lead", "/demo")
}

pub fn id(text: &str) -> RecordId {
    RecordId::parse(text).unwrap()
}

pub fn object(json: Json) -> Map<String, Json> {
    match json {
        Json::Object(map) => map,
        _ => panic!("an object"),
    }
}

pub fn change(register: &str, record: &str, act: Act) -> Change {
    Change {
        register: RegisterName::parse(register).unwrap(),
        id: id(record),
        base: None,
        act,
        note: None,
    }
}

pub fn create(record: &str, data: Json) -> Change {
    change(
        "camps",
        record,
        Act::Create {
            data: object(data),
            owner: Some("/demo/north".to_owned()),
        },
    )
}

pub fn put(record: &str, data: Json) -> Change {
    change(
        "camps",
        record,
        Act::Put {
            data: object(data),
            owner: Some("/demo/north".to_owned()),
        },
    )
}

pub fn patch(record: &str, set: Json) -> Change {
    change("camps", record, Act::Patch { set: object(set) })
}

pub fn step(record: &str, name: &str, reason: Option<&str>) -> Change {
    change(
        "camps",
        record,
        Act::Transition {
            name: name.to_owned(),
            reason: reason.map(str::to_owned),
        },
    )
}

pub fn told(faults: &[Fault]) -> Vec<String> {
    faults
        .iter()
        .map(|fault| {
            format!(
                "{} {} {}",
                fault.change,
                fault.field.as_deref().unwrap_or("-"),
                fault.code
            )
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

    async fn over(url: StoreUrl, folder: tempfile::TempDir) -> Self {
        let clock = Arc::new(TestClock::starting(START_MS));
        let shared: Arc<dyn Clock> = Arc::<TestClock>::clone(&clock);
        let store = Store::open(&url, TenantId::parse("test").unwrap(), shared)
            .await
            .unwrap();
        let keyring = Keyring::create(&folder.path().join("master.key")).unwrap();
        Self {
            registers: Registers::new(store, catalogue(), policy()).with_keyring(keyring),
            clock,
            url,
            folder,
        }
    }

    /// Whether the bytes of a text are anywhere in the database's own files: tables, free pages, log.
    pub fn holds(&self, text: &str) -> bool {
        match &self.url {
            StoreUrl::Sqlite(path) => Self::file_holds(path.parent().unwrap(), text),
            StoreUrl::Postgres(address) => {
                let host = address
                    .split('@')
                    .nth(1)
                    .unwrap()
                    .split('/')
                    .next()
                    .unwrap();
                let data = format!("{}/data", host.replace("%2F", "/"));
                // Other tests share the cluster: their names differ, or they are about what is not to be found either.
                Self::file_holds(std::path::Path::new(&data), text)
            }
        }
    }

    /// Whether the bytes of a text are anywhere in a file or folder.
    pub fn file_holds(path: &std::path::Path, text: &str) -> bool {
        let found = std::process::Command::new("grep")
            .args(["-raqF", "-e", text])
            .arg(path)
            .status();
        match found.unwrap().code() {
            Some(0) => true,
            Some(1) => false,
            other => panic!("grep ended with {other:?}"),
        }
    }

    /// Commits as the lead, strictly, and must succeed.
    pub async fn commit(&self, changes: Vec<Change>) -> Vec<Outcome> {
        let done = self
            .registers
            .commit(&lead(), changes, Strictness::Strict)
            .await;
        done.unwrap_or_else(|error| panic!("{error}: {error:?}"))
    }

    /// Commits strictly and must be refused.
    pub async fn refused(&self, actor: &Actor, changes: Vec<Change>) -> Vec<Fault> {
        match self
            .registers
            .commit(actor, changes, Strictness::Strict)
            .await
        {
            Err(CommitError::Refused { faults, more: 0 }) => faults,
            other => panic!("refusal expected, got {other:?}"),
        }
    }

    pub async fn get(&self, record: &str) -> RecordView {
        self.registers
            .get(&lead(), "camps", &id(record), None)
            .await
            .unwrap()
    }

    /// How many entries a record has in the journal.
    pub async fn entries(&self, record: &str) -> usize {
        let camps = RegisterName::parse("camps").unwrap();
        self.registers
            .store()
            .history(&camps, &id(record))
            .await
            .unwrap()
            .len()
    }

    /// The stored records are what the journal folds to.
    pub async fn verify(&self) {
        let report = self.registers.store().verify().await.unwrap();
        assert!(report.is_clean(), "{report:?}");
    }
}
