//! What is altered, moved or locked away: told by its field, with the rest of the register at work.

use std::sync::Arc;

use registers::{Catalogue, EmbeddedRegister, ListQuery, Registers, SealError, Strictness};
use sealing::Keyring;
use serde_json::{Value as Json, json};

use crate::desk::{Desk, PEOPLE, catalogue, create, lead, policy, told};
use crate::sealed::{person, see, set, zubaida};

crate::on_both!(
    an_altered_or_moved_value_closes_its_field_alone,
    a_moved_key_opens_nothing,
    another_master_key_opens_nothing_and_writes_nothing,
    without_a_master_key_only_sealed_fields_are_closed,
);

/// Changes what the table of records says, past every rule.
async fn tamper(
    desk: &Desk,
    record: &'static str,
    change: impl FnOnce(&mut Json) + Send + 'static,
) {
    let done = desk.registers.store().write(move |tx| {
        let sql = "select data from record where register = 'people' and id = $1";
        let rows = tx.query(sql, &[record.into()])?;
        let mut data: Json = serde_json::from_str(&rows[0].text(0)?).unwrap();
        change(&mut data);
        let sql = "update record set data = $2 where register = 'people' and id = $1";
        tx.execute(sql, &[record.into(), data.to_string().into()])
    });
    done.await
        .unwrap_or_else(|error: journal::JournalError| panic!("{error}"));
}

async fn an_altered_or_moved_value_closes_its_field_alone(desk: Desk) {
    for record in ["a", "b", "c", "d"] {
        desk.commit(vec![person(record, zubaida())]).await;
    }
    tamper(&desk, "a", |data| {
        let text = data["name"]["$sealed"].as_str().unwrap();
        let other = if text.ends_with('A') { "B" } else { "A" };
        data["name"]["$sealed"] = format!("{}{other}", &text[..text.len() - 1]).into();
    })
    .await;
    // Into another field of its record; to another record.
    tamper(&desk, "b", |data| data["name"] = data["phone"].clone()).await;
    let entries = desk
        .registers
        .store()
        .history(&crate::sealed::people(), &crate::desk::id("d"))
        .await;
    let foreign = entries.unwrap()[0].body["data"]["name"].clone();
    tamper(&desk, "c", move |data| data["name"] = foreign).await;

    let page = desk
        .registers
        .list(&lead(), &ListQuery::of("people"))
        .await
        .unwrap();
    assert_eq!(page.records.len(), 4);
    for view in &page.records {
        if view.id.as_str() == "d" {
            assert_eq!(Json::Object(view.data.clone()), zubaida());
            continue;
        }
        assert_eq!(
            view.unopened.get("name"),
            Some(&SealError::Altered),
            "{}",
            view.id
        );
        assert!(!view.data.contains_key("name") && view.data["phone"] == "+93700123456");
    }
    let report = desk.registers.verify_seals().await.unwrap();
    assert_eq!((report.closed[&SealError::Altered], report.opened), (3, 5));
    assert!(!serde_json::to_string(&report).unwrap().contains("Zubaida"));
    let chain = desk.registers.store().verify().await.unwrap();
    assert_eq!(chain.altered.len(), 3);

    // Another field is changed as ever, the closed one stays as it is; set anew, it is open.
    desk.commit(vec![set("c", json!({"camp": "west"}))]).await;
    assert_eq!(see(&desk, &lead(), "c").await.unopened.len(), 1);
    desk.commit(vec![set("c", json!({"name": "Zubaida Amiri"}))])
        .await;
    assert_eq!(see(&desk, &lead(), "c").await.data["name"], "Zubaida Amiri");
}

async fn a_moved_key_opens_nothing(desk: Desk) {
    desk.commit(vec![person("a", zubaida()), person("b", zubaida())])
        .await;
    let moved = desk.registers.store().write(|tx| {
        let sql = "update record_key set wrapped = (select wrapped from record_key where record = 'b') where record = 'a'";
        tx.execute(sql, &[])
    });
    moved
        .await
        .unwrap_or_else(|error: journal::JournalError| panic!("{error}"));
    assert_eq!(
        see(&desk, &lead(), "a").await.unopened["name"],
        SealError::Altered
    );
    assert!(see(&desk, &lead(), "b").await.unopened.is_empty());
    let refused = desk
        .refused(&lead(), vec![set("a", json!({"name": "X"}))])
        .await;
    assert_eq!(told(&refused), ["0 - not_sealed"]);
}

fn under(desk: &Desk, keyring: Option<Keyring>) -> Desk {
    let bare = Registers::new(desk.registers.store().clone(), catalogue(), policy());
    Desk {
        registers: match keyring {
            Some(keyring) => bare.with_keyring(keyring),
            None => bare,
        },
        clock: Arc::clone(&desk.clock),
        url: desk.url.clone(),
        folder: tempfile::tempdir().unwrap(),
    }
}

async fn another_master_key_opens_nothing_and_writes_nothing(desk: Desk) {
    desk.commit(vec![person("a", zubaida())]).await;
    let other = under(&desk, Some(Keyring::given(&"5a".repeat(32)).unwrap()));
    let seen = see(&other, &lead(), "a").await;
    assert_eq!(seen.unopened["name"], SealError::OtherMasterKey);
    assert_eq!(Json::Object(seen.data), json!({"camp": "east"}));
    for change in [set("a", json!({"name": "X"})), person("b", zubaida())] {
        let refused = other.refused(&lead(), vec![change]).await;
        assert_eq!(told(&refused), ["0 - not_sealed"]);
        assert!(
            refused[0].reason.contains("key file"),
            "{}",
            refused[0].reason
        );
    }
    // What is not sealed goes on.
    other
        .commit(vec![
            set("a", json!({"camp": "west"})),
            create("k", json!({"code": "K"})),
        ])
        .await;
    assert_eq!(
        see(&desk, &lead(), "a").await.data["name"],
        "Zubaida Qasemzada"
    );
}

async fn without_a_master_key_only_sealed_fields_are_closed(desk: Desk) {
    desk.commit(vec![person("a", zubaida())]).await;
    let bare = under(&desk, None);
    assert_eq!(
        see(&bare, &lead(), "a").await.unopened["phone"],
        SealError::NoMasterKey
    );
    let refused = bare
        .refused(&lead(), vec![person("b", json!({"name": "X"}))])
        .await;
    assert_eq!(told(&refused), ["0 - not_sealed"]);
    let received = bare
        .registers
        .commit(&lead(), vec![person("b", zubaida())], Strictness::Receive)
        .await;
    assert!(received.is_err());
    assert!(!bare.holds("Zubaida"));
}

fn faults(toml: &str) -> Vec<String> {
    let register = EmbeddedRegister {
        register_toml: Box::leak(toml.to_owned().into_boxed_str()),
        survey: "type,name,label,calculation\ntext,name,N,\ninteger,age,A,\ndate,born,B,\nimage,photo,P,\n\
            calculate,greeting,,\"concat('Dear ', ${name})\"\nbegin repeat,papers,P,\ntext,number,N,\nend repeat,,,\n",
        ..PEOPLE
    };
    let built = Catalogue::build(vec![register], None);
    let faults = built.err().unwrap_or_default();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn what_would_put_a_sealed_value_into_the_clear_is_refused_at_definition() {
    let head = "title = { en = \"P\" }\nclass = \"confidential\"\n";
    let greeting = "[fields.greeting]\nsealed = true\n";
    let sound = format!("{head}[fields.name]\nsealed = true\nindex = true\n{greeting}");
    assert_eq!(faults(&sound), Vec::<String>::new());
    for (toml, told) in [
        ("[fields.name]\nsealed = true\n", "computed from `name`"),
        (
            "[fields.name]\nsealed = true\nsearch = true\n",
            "cannot be searched",
        ),
        (
            "[fields.name]\nsealed = true\nclass = \"internal\"\n",
            "not open to everybody",
        ),
        (
            "[fields.age]\nsealed = true\nindex = true\n",
            "order would tell it",
        ),
        ("[fields.photo]\nsealed = true\n", "a file cannot be sealed"),
        (
            "[fields.\"papers.number\"]\nsealed = true\n",
            "seal the whole repeat",
        ),
        (
            "[fields.papers]\nsealed = true\n[fields.\"papers.number\"]\nindex = true\n",
            "an index of a field in it",
        ),
        (
            "key = [\"name\"]\n[fields.name]\nsealed = true\n",
            ", key: `name` is sealed",
        ),
        (
            "place = \"name\"\n[fields.name]\nsealed = true\n",
            ", place: `name` is sealed",
        ),
        (
            "partition = { month = \"born\" }\n[fields.born]\nsealed = true\n",
            ", partition: `born` is sealed",
        ),
        (
            "collect = true\n[fields.name]\nsealed = true\n",
            "cannot be given to devices",
        ),
        (
            "[entities]\nlabel = \"name\"\n[fields.name]\nsealed = true\n",
            "cannot be given to devices",
        ),
    ] {
        let found = faults(&format!("{head}{toml}"));
        assert!(
            found.iter().any(|fault| fault.contains(told)),
            "{told}: {found:?}"
        );
    }
    let retention = "[retention]\nmonths = 12\nfrom = \"born\"\nact = \"erase\"\n[fields.born]\nsealed = true\nindex = true\n";
    let found = faults(&format!("{head}{retention}"));
    assert!(
        found
            .iter()
            .any(|fault| fault.contains(", retention: `born` is sealed")),
        "{found:?}"
    );
}
