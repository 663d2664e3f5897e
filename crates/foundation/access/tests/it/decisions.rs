//! Role × register × class × verb × unit, all of it, against a table that a person can review.

use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf};

use access::{Actor, Grant, Policy, Question, Scope, Scopes, Verb, Via};
use proptest::prelude::*;
use vocab::{AccessClass, ActorId};

const REGISTERS: [&str; 9] = [
    "places",
    "pcode_formats",
    "operations",
    "rounds",
    "round_areas",
    "sites",
    "area_assessments",
    "quality_findings",
    "anything_else",
];

fn verbs() -> Vec<Verb> {
    let mut verbs = vec![
        Verb::List,
        Verb::Read,
        Verb::Create,
        Verb::Patch,
        Verb::Settle,
        Verb::Erase,
        Verb::Export,
        Verb::Import,
        Verb::Administer,
    ];
    verbs.extend(
        ["start", "check", "approve", "reopen", "accept", "fix"]
            .map(|name| Verb::Transition(name.to_owned())),
    );
    verbs
}

fn actor(roles: &[(&str, &str)]) -> Actor {
    Actor {
        id: ActorId::parse("ann").unwrap(),
        name: "Ann".to_owned(),
        lang: "en".to_owned(),
        grants: roles
            .iter()
            .map(|(role, unit)| Grant {
                role: (*role).to_owned(),
                unit: (*unit).to_owned(),
            })
            .collect(),
        via: Via::Session,
    }
}

fn question<'a>(
    register: &'a str,
    class: AccessClass,
    verb: &'a Verb,
    owner: Option<&'a str>,
) -> Question<'a> {
    Question {
        register,
        class,
        verb,
        owner,
        purpose: Some("test"),
    }
}

/// One line for role × register × class × owner: the verbs that are allowed. What is not listed is refused.
fn table(policy: &Policy) -> String {
    let mut text = String::new();
    for role in policy.roles() {
        let somebody = actor(&[(role, "/demo/north")]);
        for register in REGISTERS {
            for class in AccessClass::ALL {
                let mut lines: BTreeMap<&str, Vec<String>> = BTreeMap::new();
                for owner in ["/demo/north/a", "/demo/northwest", "/demo"] {
                    for verb in verbs() {
                        if policy
                            .decide(&somebody, &question(register, class, &verb, Some(owner)))
                            .allow
                        {
                            lines.entry(owner).or_default().push(verb.to_string());
                        }
                    }
                }
                for (owner, verbs) in lines {
                    let _ = writeln!(
                        text,
                        "{role} in /demo/north | {register} ({}) of {owner} | {}",
                        class.as_str(),
                        verbs.join(" ")
                    );
                }
            }
        }
    }
    text
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "`make bless` asks for new expectations this way"
)]
fn the_whole_table_is_as_reviewed() {
    let file = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
        .join("tests/it/decisions.txt");
    let now = table(&Policy::shipped());
    if std::env::var("WAYMARK_BLESS").is_ok() {
        std::fs::write(&file, &now).unwrap();
    }
    let reviewed = std::fs::read_to_string(&file).unwrap();
    assert!(
        now == reviewed,
        "the decisions differ from tests/it/decisions.txt; run `make bless` and review the diff"
    );
}

#[test]
fn an_enumerator_never_approves_and_never_takes_data_out() {
    let policy = Policy::shipped();
    let enumerator = actor(&[("enumerator", "/demo")]);
    for register in REGISTERS {
        for verb in [
            Verb::Transition("approve".to_owned()),
            Verb::Export,
            Verb::Erase,
            Verb::Administer,
        ] {
            let decision = policy.decide(
                &enumerator,
                &question(register, AccessClass::Open, &verb, Some("/demo")),
            );
            assert!(!decision.allow, "{register} {verb}");
        }
    }
}

#[test]
fn a_list_is_limited_to_the_units_of_the_role() {
    let policy = Policy::shipped();
    let somebody = actor(&[("analyst", "/demo/north"), ("enumerator", "/demo/south")]);
    let decision = policy.decide(
        &somebody,
        &question("sites", AccessClass::Internal, &Verb::List, None),
    );
    let units = vec!["/demo/north".to_owned(), "/demo/south".to_owned()];
    assert_eq!(decision.units, Scope::Subtrees(units));
    assert!(!decision.units.holds("/demo/northwest"));
    assert!(decision.units.holds("/demo/north/camp"));
}

#[test]
fn a_strictly_confidential_register_asks_what_for() {
    let policy = Policy::parse(
        "[[rule]]\nrole = \"x\"\nregisters = [\"cases\"]\nverbs = [\"read\"]\nclass = \"strictly_confidential\"",
    )
    .unwrap();
    let somebody = actor(&[("x", "/")]);
    let mut asked = question(
        "cases",
        AccessClass::StrictlyConfidential,
        &Verb::Read,
        None,
    );
    assert!(policy.decide(&somebody, &asked).allow);
    for purpose in [None, Some(""), Some("  ")] {
        asked.purpose = purpose;
        assert!(!policy.decide(&somebody, &asked).allow);
    }
}

#[test]
fn a_token_does_no_more_than_it_was_made_for() {
    let policy = Policy::shipped();
    let mut program = actor(&[("analyst", "/demo")]);
    program.via = Via::Token(Scopes(vec!["sites:read".to_owned()]));
    let may = |register, verb: &Verb| {
        policy
            .decide(
                &program,
                &question(register, AccessClass::Internal, verb, Some("/demo")),
            )
            .allow
    };
    assert!(may("sites", &Verb::Read));
    assert!(!may("sites", &Verb::Patch));
    assert!(!may("rounds", &Verb::Read));
}

#[test]
fn every_fault_of_a_policy_is_told() {
    let faults = Policy::parse(
        "[[rule]]\nrole = \"x\"\nregisters = []\nverbs = [\"reed\", \"transition:\"]\nclass = \"open\"",
    )
    .unwrap_err();
    assert_eq!(faults.len(), 3, "{faults:?}");
    let faults = Policy::parse(
        "[[rule]]\nrole = \"x\"\nregisters = [\"a\"]\nverbs = [\"read\"]\nclass = \"secret\"",
    )
    .unwrap_err();
    assert_eq!(faults[0].line, Some(5));
    assert!(Policy::parse("[[rule]]\nroll = 1").is_err());
}

proptest! {
    #[test]
    fn fewer_roles_never_see_more(
        chosen in proptest::collection::vec((0_usize..6, 0_usize..3), 1..5),
        dropped in any::<prop::sample::Index>(),
        register in 0..REGISTERS.len(), class in 0_usize..4, verb in 0_usize..15, owner in 0_usize..4,
    ) {
        let policy = Policy::shipped();
        let roles = ["administrator", "coordinator", "analyst", "data_manager", "enumerator", "partner_viewer"];
        let units = ["/demo", "/demo/north", "/demo/south"];
        let owners = [None, Some("/demo"), Some("/demo/north/a"), Some("/other")];
        let all: Vec<(&str, &str)> = chosen.iter().map(|(role, unit)| (roles[*role], units[*unit])).collect();
        let mut fewer = all.clone();
        fewer.remove(dropped.index(all.len()));
        let verb = &verbs()[verb];
        let asked = question(REGISTERS[register], AccessClass::ALL[class], verb, owners[owner]);
        let (more, less) = (policy.decide(&actor(&all), &asked), policy.decide(&actor(&fewer), &asked));
        prop_assert!(more.allow || !less.allow);
        if less.allow {
            prop_assert!(less.max_field_class <= more.max_field_class);
            prop_assert!(more.identity || !less.identity);
            for unit in ["/demo", "/demo/north/a", "/demo/south", "/other"] {
                prop_assert!(more.units.holds(unit) || !less.units.holds(unit));
            }
        }
    }
}
