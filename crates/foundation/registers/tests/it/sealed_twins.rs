//! Sealing changes nothing in what changes come to: any sequence of them ends alike in a register with sealed fields and in its
//! twin without.

use journal::{Conflict, Version};
use proptest::prelude::*;
use registers::{Act, Change, CommitError, Effect, ListQuery, Op, Strictness};
use serde_json::{Map, Value as Json, json};

use crate::desk::{Desk, change, id, lead, object, runtime};

/// One act, on one of two records, upon the newest version or upon one seen before.
#[derive(Debug, Clone)]
struct Move {
    record: bool,
    act: u8,
    field: &'static str,
    value: Option<&'static str>,
    stale: Option<prop::sample::Index>,
    receive: bool,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let field = prop::sample::select(vec!["name", "phone", "camp"]);
    let value = prop::option::of(prop::sample::select(vec!["Ana", "Bia", "Céu", ""]));
    let stale = prop::option::of(any::<prop::sample::Index>());
    let one = (any::<bool>(), 0..10_u8, field, value, stale, any::<bool>());
    let one = one.prop_map(|(record, act, field, value, stale, receive)| Move {
        record,
        act,
        field,
        value,
        stale,
        receive,
    });
    prop::collection::vec(one, 1..14)
}

/// What an act came to: its effect, or the codes of its faults.
type Came = Result<(Effect, Vec<&'static str>), Vec<&'static str>>;

struct Side {
    register: &'static str,
    versions: [Vec<Version>; 2],
}

impl Side {
    fn of(register: &'static str) -> Self {
        Self {
            register,
            versions: [Vec::new(), Vec::new()],
        }
    }

    fn change(&self, one: &Move) -> Change {
        let data = object(json!({one.field: one.value}));
        let owner = Some("/demo".to_owned());
        let act = match one.act {
            0..3 => Act::Create { data, owner },
            3..5 => Act::Put { data, owner },
            5..8 => Act::Patch { set: data },
            8 => Act::Settle {
                field: one.field.to_owned(),
                value: one.value.into(),
                reason: "seen".to_owned(),
            },
            _ => Act::Erase {
                reason: "asked".to_owned(),
            },
        };
        let versions = &self.versions[usize::from(one.record)];
        let base = one.stale.filter(|_| !versions.is_empty());
        let record = if one.record { "b" } else { "a" };
        Change {
            base: base.map(|at| at.get(versions).clone()),
            ..change(self.register, record, act)
        }
    }

    async fn make(&mut self, desk: &Desk, one: &Move) -> Came {
        let strictness = if one.receive {
            Strictness::Receive
        } else {
            Strictness::Strict
        };
        let changes = vec![self.change(one)];
        match desk.registers.commit(&lead(), changes, strictness).await {
            Ok(outcomes) => {
                let outcome = &outcomes[0];
                self.versions[usize::from(one.record)].push(outcome.version.clone());
                let codes = outcome.findings.iter().map(|fault| fault.code);
                Ok((outcome.effect, codes.collect()))
            }
            Err(CommitError::Refused { faults, .. }) => {
                Err(faults.iter().map(|fault| fault.code).collect())
            }
            Err(error) => panic!("{error}"),
        }
    }

    /// Both records as they are seen, with their disputes and their history.
    async fn seen(&self, desk: &Desk) -> Vec<Json> {
        let mut seen = Vec::new();
        for record in ["a", "b"] {
            let id = id(record);
            let Ok(view) = desk.registers.get(&lead(), self.register, &id, None).await else {
                continue;
            };
            assert!(view.unopened.is_empty());
            let sides = |c: &Conflict| json!([c.field, c.stands.value, c.other.value]);
            let disputes: Vec<Json> = view.conflicts.iter().map(sides).collect();
            let lines = desk
                .registers
                .history(&lead(), self.register, &id)
                .await
                .unwrap();
            let lines: Vec<Map<String, Json>> = lines.into_iter().map(|line| line.set).collect();
            seen.push(json!([view.data, view.erased, disputes, lines]));
        }
        for value in ["Ana", "Céu"] {
            let query = ListQuery::of(self.register).with("phone", Op::Eq, value);
            let found = desk.registers.list(&lead(), &query).await.unwrap().records;
            let mut found: Vec<String> = found.iter().map(|view| view.id.to_string()).collect();
            found.sort();
            seen.push(json!(found));
        }
        seen
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_sealed_register_and_its_open_twin_end_alike(moves in moves()) {
        runtime().block_on(async {
            let desk = Desk::sqlite().await;
            let (mut sealed, mut open) = (Side::of("people"), Side::of("twins"));
            for one in &moves {
                let came = sealed.make(&desk, one).await;
                assert_eq!(came, open.make(&desk, one).await, "{one:?}");
                assert_eq!(sealed.seen(&desk).await, open.seen(&desk).await, "{one:?}");
            }
            desk.verify().await;
        });
    }
}
