//! Who may do what over HTTP: every role with every register and verb, held against the shipped policy and against
//! a table that a person can review (`roles.txt`; `WAYMARK_BLESS=1` writes it anew).

use std::{
    cell::Cell,
    collections::{BTreeMap, VecDeque},
    fmt::Write as _,
};

use access::{Actor, Grant, Policy, Question, Scopes, Verb, Via};
use serde_json::{Value, json};
use vocab::{AccessClass, ActorId};

use crate::{
    client::{Answer, Client},
    node::Node,
    reviewed,
};

/// Who asks: a name for the table, the role and its unit. The visitor has none.
const PEOPLE: [(&str, &str, &str); 8] = [
    ("visitor", "", ""),
    ("admin", "administrator", "/marula"),
    ("coordinator", "coordinator", "/marula"),
    ("analyst", "analyst", "/marula"),
    ("manager", "data_manager", "/marula"),
    ("enumerator", "enumerator", "/marula"),
    ("partner", "partner_viewer", "/marula"),
    ("elsewhere", "coordinator", "/marula/north"),
];

const REGISTERS: [&str; 7] = [
    "places",
    "pcode_formats",
    "operations",
    "rounds",
    "sites",
    "area_assessments",
    "quality_findings",
];

/// Makes records for others to try themselves on.
struct Bench {
    maker: Client,
    made: Cell<u32>,
}

impl Bench {
    /// The content of a record that nobody has made before.
    fn content(&self, register: &str) -> Value {
        let number = self.made.get();
        self.made.set(number + 1);
        match register {
            "places" => json!({"code": format!("XT{number:05}"), "level": 1, "name": "Tried"}),
            "pcode_formats" => {
                let letter = |place: u32| char::from(b'A' + (number / place % 26) as u8);
                let country: String = [676, 26, 1].map(letter).into_iter().collect();
                json!({"country": country, "length_1": 4})
            }
            "operations" => json!({"operation_id": format!("tried-{number}"), "name": "Tried"}),
            "rounds" => json!({"round_id": format!("tried-{number}"), "operation": "tried"}),
            "sites" => json!({"site_id": format!("tried-{number}"), "name": "Tried"}),
            "area_assessments" => json!({
                "assessment_key": format!("tried-{number}"), "operation": "tried", "round": "tried",
                "assessment_type": "BA", "population": "idps", "level": "place",
            }),
            _ => json!({
                "finding_key": format!("tried-{number}"), "round": "tried", "check": "tried",
                "severity": "info", "message_key": "tried",
            }),
        }
    }

    fn make(&self, register: &str) -> Value {
        let new = json!({"data": self.content(register), "owner": "/marula"});
        self.maker.post(&records(register), &new).expect(201).json()
    }

    /// A fresh record on which the action can be tried.
    fn ready_for(&self, register: &str, action: &Action) -> Value {
        let made = self.make(register);
        let path = record(register, &made);
        match action {
            Action::Step(step) => {
                for earlier in &step.before {
                    take(&self.maker, register, &made, earlier).expect(200);
                }
            }
            Action::Settle => {
                let field = field_of(register);
                for value in [1, 2] {
                    let text = content_value(register, value);
                    let set = json!({"version": made["version"], "set": {field: text}});
                    self.maker.patch(&path, &set).expect(200);
                }
            }
            _ => {}
        }
        self.maker.get(&path).expect(200).json()
    }
}

/// A step of a lifecycle and the steps that lead to where it starts.
#[derive(Clone)]
struct Step {
    name: String,
    before: Vec<String>,
}

#[derive(Clone)]
enum Action {
    List,
    Read,
    History,
    Export,
    Create,
    Patch,
    Settle,
    Step(Step),
}

impl Action {
    fn name(&self) -> String {
        match self {
            Self::List => "list".to_owned(),
            Self::Read => "read".to_owned(),
            Self::History => "history".to_owned(),
            Self::Export => "export".to_owned(),
            Self::Create => "create".to_owned(),
            Self::Patch => "patch".to_owned(),
            Self::Settle => "settle".to_owned(),
            Self::Step(step) => format!("transition:{}", step.name),
        }
    }

    fn verb(&self) -> Verb {
        match self {
            Self::List => Verb::List,
            Self::Read | Self::History => Verb::Read,
            Self::Export => Verb::Export,
            Self::Create => Verb::Create,
            Self::Patch => Verb::Patch,
            Self::Settle => Verb::Settle,
            Self::Step(step) => Verb::Transition(step.name.clone()),
        }
    }

    fn is_of_one_record(&self) -> bool {
        !matches!(self, Self::List | Self::Export)
    }
}

fn records(register: &str) -> String {
    format!("/api/v1/registers/{register}/records")
}

fn record(register: &str, of: &Value) -> String {
    format!("{}/{}", records(register), of["id"].as_str().unwrap_or("?"))
}

fn field_of(register: &str) -> &'static str {
    match register {
        "pcode_formats" => "length_1",
        "rounds" => "title",
        "area_assessments" | "quality_findings" => "area_name",
        _ => "name",
    }
}

fn content_value(register: &str, number: u32) -> Value {
    if register == "pcode_formats" {
        json!(number)
    } else {
        json!(format!("Tried {number}"))
    }
}

/// Rounds have their own door, because of their findings.
fn take(who: &Client, register: &str, of: &Value, name: &str) -> Answer {
    let path = match of["data"]["round_id"].as_str() {
        Some(round) if register == "rounds" => {
            format!("/api/v1/displacement/rounds/{round}/transition")
        }
        _ => format!("{}/transition", record(register, of)),
    };
    who.post(&path, &json!({"name": name, "reason": "tried"}))
}

fn try_it(who: &Client, bench: &Bench, register: &str, action: &Action, on: &Value) -> Answer {
    let path = record(register, on);
    match action {
        Action::List => who.get(&records(register)),
        Action::Read => who.get(&path),
        Action::History => who.get(&format!("{path}/history")),
        Action::Export => who.get(&format!("/api/v1/registers/{register}/export")),
        Action::Create => who.post(
            &records(register),
            &json!({"data": bench.content(register), "owner": "/marula"}),
        ),
        Action::Patch => {
            let set = json!({field_of(register): content_value(register, 3)});
            who.patch(&path, &json!({"version": on["version"], "set": set}))
        }
        Action::Settle => {
            let settled = json!({
                "version": on["version"], "field": field_of(register),
                "value": content_value(register, 1), "reason": "tried",
            });
            who.post(&format!("{path}/settle"), &settled)
        }
        Action::Step(step) => take(who, register, on, &step.name),
    }
}

/// Everything that can be tried on a register, from its own definition.
fn actions(who: &Client, register: &str) -> Vec<Action> {
    let definition = who.get(&format!("/api/v1/registers/{register}"));
    let lifecycle = definition.expect(200).json()["lifecycle"].clone();
    let empty = Vec::new();
    let transitions = lifecycle["transitions"].as_array().unwrap_or(&empty);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    // The shortest way to every state.
    let initial = text(&lifecycle["initial"]);
    let mut ways: BTreeMap<String, Vec<String>> = BTreeMap::from([(initial.clone(), Vec::new())]);
    let mut next = VecDeque::from([initial]);
    while let Some(state) = next.pop_front() {
        for step in transitions {
            let starts = step["from"].as_array().unwrap_or(&empty);
            let to = text(&step["to"]);
            if starts.iter().any(|from| text(from) == state) && !ways.contains_key(&to) {
                let mut way = ways[&state].clone();
                way.push(text(&step["name"]));
                ways.insert(to.clone(), way);
                next.push_back(to);
            }
        }
    }
    let mut all = vec![
        Action::List,
        Action::Read,
        Action::History,
        Action::Export,
        Action::Create,
        Action::Patch,
        Action::Settle,
    ];
    all.extend(transitions.iter().map(|step| {
        Action::Step(Step {
            name: text(&step["name"]),
            before: ways[&text(&step["from"][0])].clone(),
        })
    }));
    all
}

fn policy_allows(role: &str, unit: &str, via: Via, register: &str, action: &Action) -> bool {
    let actor = Actor {
        id: ActorId::parse("somebody").expect("an id"),
        name: "Somebody".to_owned(),
        lang: "en".to_owned(),
        grants: vec![Grant {
            role: role.to_owned(),
            unit: unit.to_owned(),
        }],
        via,
    };
    let class = match register {
        "places" | "operations" | "pcode_formats" => AccessClass::Open,
        _ => AccessClass::Internal,
    };
    let question = Question {
        register,
        class,
        verb: &action.verb(),
        owner: action.is_of_one_record().then_some("/marula"),
        purpose: None,
    };
    Policy::shipped().decide(&actor, &question).allow
}

/// What a record was: its version and how much history it has.
fn trace(maker: &Client, register: &str, of: &Value) -> (Value, usize) {
    let path = record(register, of);
    let version = maker.get(&path).expect(200).json()["version"].clone();
    let history = maker.get(&format!("{path}/history")).expect(200).json();
    (version, history["lines"].as_array().map_or(0, Vec::len))
}

fn count(maker: &Client, register: &str) -> Value {
    maker.get(&records(register)).expect(200).json()["count"].clone()
}

/// Tries everything as one person; gives the lines of the table.
fn try_all(
    who: &Client,
    name: &str,
    bench: &Bench,
    every: &BTreeMap<&str, Vec<Action>>,
    expected: &dyn Fn(&str, &Action) -> bool,
) -> String {
    let mut table = String::new();
    for (register, actions) in every {
        let mut by_status: BTreeMap<u16, Vec<String>> = BTreeMap::new();
        for action in actions {
            let on = bench.ready_for(register, action);
            let before = (
                trace(&bench.maker, register, &on),
                count(&bench.maker, register),
            );
            let answer = try_it(who, bench, register, action, &on);
            let what = format!("{name}: {} {register}: {}", action.name(), answer.text());
            if expected(register, action) {
                assert!(matches!(answer.status, 200 | 201), "{what}");
            } else {
                let refused = match name {
                    "visitor" => answer.status == 401,
                    // What is outside one's unit does not exist for one.
                    _ => matches!(answer.status, 403 | 404),
                };
                assert!(refused, "{} {what}", answer.status);
                assert_eq!(
                    answer.header("content-type"),
                    Some("application/problem+json")
                );
                let after = (
                    trace(&bench.maker, register, &on),
                    count(&bench.maker, register),
                );
                assert_eq!(
                    before, after,
                    "refused, and still it left something: {what}"
                );
            }
            by_status
                .entry(answer.status)
                .or_default()
                .push(action.name());
        }
        let told: Vec<String> = by_status
            .iter()
            .map(|(status, names)| format!("{status} {}", names.join(" ")))
            .collect();
        let _ = writeln!(table, "{name} | {register} | {}", told.join(" | "));
    }
    table
}

#[test]
fn every_role_may_what_the_policy_says_and_leaves_no_trace_where_it_may_not() {
    let node = Node::start();
    let bench = Bench {
        maker: node.user("coordinator"),
        made: Cell::new(0),
    };
    let every: BTreeMap<&str, Vec<Action>> = REGISTERS
        .into_iter()
        .map(|register| (register, actions(&bench.maker, register)))
        .collect();
    let mut table = String::new();
    for (name, role, unit) in PEOPLE {
        let who = match name {
            "visitor" => node.visitor(),
            name => node.user(name),
        };
        let expected = |register: &str, action: &Action| {
            name != "visitor" && policy_allows(role, unit, Via::Session, register, action)
        };
        table += &try_all(&who, name, &bench, &every, &expected);
    }
    // A token is never stronger than its owner, whatever its scopes name.
    let scopes = [
        "sites:read",
        "sites:list",
        "rounds:transition:approve",
        "rounds:patch",
    ];
    let expected = |register: &str, action: &Action| {
        let via = Via::Token(Scopes(scopes.map(str::to_owned).to_vec()));
        policy_allows("enumerator", "/marula", via, register, action)
            && policy_allows("enumerator", "/marula", Via::Session, register, action)
    };
    table += &try_all(
        &node.program(),
        "enumerator's token",
        &bench,
        &every,
        &expected,
    );
    reviewed::holds("tests/it/roles.txt", &table);
}
