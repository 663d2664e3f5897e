//! What sealing costs: the same records with five fields sealed and unsealed, written, listed, opened, wrapped anew and
//! erased, on SQLite and, where it is installed, PostgreSQL.
//!
//! `cargo run --release -p registers --example sealing_cost -- 10000`

#![expect(
    clippy::print_stdout,
    reason = "a program that prints what it measured"
)]

use std::{error::Error, sync::Arc, time::Instant};

use access::{Actor, Grant, Policy, Question, Verb, Via};
use journal::{Store, StoreUrl};
use registers::{Act, Catalogue, Change, EmbeddedRegister, ListQuery, Op, Registers, Strictness};
use sealing::Keyring;
use serde_json::{Map, json};
use vocab::{AccessClass, ActorId, Clock, RecordId, RegisterName, TenantId, TestClock};

/// Records in one batch, as an import has them.
const BATCH: usize = 1_000;
const FIELDS: [&str; 5] = ["first", "last", "mother", "phone", "document"];

fn register(name: &'static str, rule: &str) -> EmbeddedRegister {
    let mut toml = "title = { en = \"P\" }\nclass = \"confidential\"\n".to_owned();
    for field in FIELDS {
        toml += &format!("[fields.{field}]\nidentity = true\n{rule}");
        if field == "document" {
            toml += "index = true\n";
        }
    }
    EmbeddedRegister {
        name,
        register_toml: Box::leak(toml.into_boxed_str()),
        survey: "type,name,label\ntext,first,F\ntext,last,L\ntext,mother,M\ntext,phone,P\ntext,document,D\n\
            integer,age,A\ntext,camp,C\n",
        choices: "",
        settings: "",
    }
}

fn person(register: &str, number: usize) -> Result<Change, Box<dyn Error>> {
    let data = json!({
        "first": format!("First{number}"), "last": format!("Lastname{number}"), "mother": format!("Mother{number}"),
        "phone": format!("+937{number:08}"), "document": format!("TZK-{number:09}"), "age": number % 90, "camp": "east",
    });
    Ok(Change {
        register: RegisterName::parse(register)?,
        id: RecordId::parse(&format!("p{number}"))?,
        base: None,
        act: Act::Create {
            data: data.as_object().cloned().unwrap_or_else(Map::new),
            owner: Some("/demo".to_owned()),
        },
        note: None,
    })
}

async fn measure(url: StoreUrl, count: usize) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let catalogue = Catalogue::build(
        vec![register("plain", ""), register("sealed", "sealed = true\n")],
        None,
    );
    let catalogue = catalogue.map_err(|faults| format!("{faults:?}"))?;
    let clock: Arc<dyn Clock> = Arc::new(TestClock::starting(1_700_000_000_000));
    let store = Store::open(&url, TenantId::parse("test")?, clock).await?;
    let policy = Arc::new(policy()?);
    let keyring = Keyring::create(&folder.path().join("master.key"))?;
    let registers =
        Registers::new(store, Arc::new(catalogue), Arc::clone(&policy)).with_keyring(keyring);
    let actor = Actor {
        id: ActorId::parse("cost")?,
        name: "cost".to_owned(),
        lang: "en".to_owned(),
        grants: vec![Grant {
            role: "all".to_owned(),
            unit: "/demo".to_owned(),
        }],
        via: Via::Session,
    };
    for name in ["plain", "sealed"] {
        let begun = Instant::now();
        for start in (0..count).step_by(BATCH) {
            let numbers = start..count.min(start + BATCH);
            let changes: Result<Vec<Change>, _> =
                numbers.map(|number| person(name, number)).collect();
            registers
                .commit(&actor, changes?, Strictness::Strict)
                .await?;
        }
        let written = begun.elapsed();
        let begun = Instant::now();
        let question = Question {
            register: name,
            class: AccessClass::Confidential,
            verb: &Verb::List,
            owner: None,
            purpose: None,
        };
        let decision = policy.decide(&actor, &question);
        let mut scan = registers.scan_seen(name, None, (&actor, &decision))?;
        let mut opened = 0;
        while let Some(record) = scan.next().await {
            opened += usize::from(record?.data.contains_key("first"));
        }
        let read = begun.elapsed();
        let begun = Instant::now();
        let mut page = ListQuery::of(name);
        page.limit = 200;
        registers.list(&actor, &page).await?;
        let listed = begun.elapsed();
        let begun = Instant::now();
        let found = ListQuery::of(name).with("document", Op::Eq, "TZK-000000007");
        let found = registers.list(&actor, &found).await?.records.len();
        println!(
            "{name:<7} {count} records written in {written:.2?}, {opened} read whole in {read:.2?}, a page of 200 in {listed:.2?}, \
             {found} found by its document in {:.2?}",
            begun.elapsed()
        );
    }
    let begun = Instant::now();
    let (wrapped, _) = registers.rotate_master_key().await?;
    println!(
        "rotation: {wrapped} keys wrapped anew in {:.2?}",
        begun.elapsed()
    );
    Ok(())
}

fn policy() -> Result<Policy, Box<dyn Error>> {
    let rule = "[[rule]]\nrole = \"all\"\nregisters = [\"*\"]\nverbs = [\"*\"]\nclass = \"strictly_confidential\"\n\
        identity = true\n";
    Ok(Policy::parse(rule).map_err(|faults| format!("{faults:?}"))?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args()
        .nth(1)
        .map_or(Ok(10_000), |word| word.parse())?;
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Runtime::new()?;
    println!("SQLite");
    runtime.block_on(measure(
        StoreUrl::Sqlite(folder.path().join("store.db")),
        count,
    ))?;
    if let Some(url) = journal::testing::database() {
        println!("PostgreSQL");
        runtime.block_on(measure(url.parse()?, count))?;
    }
    Ok(())
}
