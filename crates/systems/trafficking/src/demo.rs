//! Cases that never happened, the same for the same seed: two partners, their agreements, a budget, one release that is
//! published and one that was refused.

use std::collections::BTreeMap;

use access::{Actor, Grant, Policy, Via};
use house::Dice;
use registers::{Act, Change, CommitError, ReadError, Registers, Strictness};
use releases::{AGREEMENTS, Asked, BUDGETS, ReleaseError};
use serde_json::{Map, Value as Json, json};
use vocab::{ActorId, RecordId, RegisterName, VocabError};

use crate::{
    module::{CASES, PARTNERS, RECIPE},
    pseudonym::{Key, token},
};

/// Cases of the demo.
const CASES_MADE: u64 = 4_000;
/// Records in one commit.
const BATCH: usize = 500;
/// How often a release is tried that the noise of the membership trial happened to hold back.
const TRIES: usize = 3;

/// Why the demo could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A batch was refused.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// A name is malformed.
    #[error(transparent)]
    Word(#[from] VocabError),
    /// A register is not in force.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The release was not made.
    #[error(transparent)]
    Release(#[from] ReleaseError),
}

/// A route that people of the demo were taken along: from where, to where, and what for.
struct Route {
    from: &'static str,
    to: &'static str,
    exploitation: &'static str,
    industry: Option<&'static str>,
    women: u64,
    weight: u64,
}

const fn route(
    from: &'static str,
    to: &'static str,
    exploitation: &'static str,
    industry: Option<&'static str>,
    women: u64,
    weight: u64,
) -> Route {
    Route {
        from,
        to,
        exploitation,
        industry,
        women,
        weight,
    }
}

/// Invented shares; they say nothing about these countries.
const ROUTES: [Route; 9] = [
    route("NPL", "QAT", "ForcedLabour", Some("F_Construction"), 4, 16),
    route(
        "PHL",
        "SAU",
        "ForcedLabour",
        Some("T_ActivitiesOfHouseholdsAsEmployers"),
        92,
        14,
    ),
    route(
        "UKR",
        "POL",
        "ForcedLabour",
        Some("C_Manufacturing"),
        40,
        12,
    ),
    route("MDA", "TUR", "SexualExploitation", None, 97, 12),
    route("NGA", "ITA", "SexualExploitation", None, 94, 12),
    route(
        "KHM",
        "THA",
        "ForcedLabour",
        Some("A_AgricultureForestryAndFishing"),
        22,
        12,
    ),
    route("HTI", "DOM", "Servitude", None, 60, 8),
    route("BOL", "ARG", "ForcedLabour", Some("C_Manufacturing"), 48, 8),
    route(
        "ETH",
        "LBN",
        "ForcedLabour",
        Some("T_ActivitiesOfHouseholdsAsEmployers"),
        95,
        6,
    ),
];

fn picked<'a, T>(dice: &mut Dice, weighted: &'a [(T, u64)]) -> Option<&'a T> {
    let all: u64 = weighted.iter().map(|(_, weight)| weight).sum();
    let mut at = dice.below(all);
    for (one, weight) in weighted {
        if at < *weight {
            return Some(one);
        }
        at -= weight;
    }
    None
}

/// Invented cases. About one person in fifty was helped by both partners.
pub fn cases(seed: u64) -> Vec<Map<String, Json>> {
    let mut dice = Dice(seed ^ 0x7472_6166);
    let key = Key::read("only for a demo: a key that everybody may know").ok();
    let mut made: Vec<Map<String, Json>> = Vec::new();
    for number in 0..CASES_MADE {
        let case = case(&mut dice, number, key.as_ref());
        if dice.below(50) == 0 {
            let mut again = case.clone();
            let other = if case["partner"] == "lantern" {
                "harbour"
            } else {
                "lantern"
            };
            again.insert("partner".to_owned(), other.into());
            again.insert(
                "pseudonym".to_owned(),
                format!("{other}-again-{number}").into(),
            );
            again.insert(
                "case_id".to_owned(),
                format!("{other}|{other}-again-{number}").into(),
            );
            made.push(again);
        }
        made.push(case);
    }
    made
}

fn case(dice: &mut Dice, number: u64, key: Option<&Key>) -> Map<String, Json> {
    let routes: Vec<(&Route, u64)> = ROUTES.iter().map(|route| (route, route.weight)).collect();
    let route = *picked(dice, &routes).unwrap_or(&&ROUTES[0]);
    let woman = dice.below(100) < route.women;
    let ages = [
        ("9_17", 16),
        ("18_20", 18),
        ("21_23", 18),
        ("24_26", 14),
        ("27_29", 10),
        ("30_38", 16),
        ("39_47", 6),
        ("48_plus", 2),
    ];
    let age = picked(dice, &ages).copied().unwrap_or("18_20");
    let partner = if dice.below(5) < 3 {
        "lantern"
    } else {
        "harbour"
    };
    let mut control = Vec::new();
    for (code, share) in [
        ("FalsePromises", 55),
        (
            "DebtBondage",
            if route.exploitation == "ForcedLabour" {
                45
            } else {
                20
            },
        ),
        (
            "WithholdsDocuments",
            if route.industry.is_some() { 50 } else { 15 },
        ),
        ("PsychologicalAbuse", 35),
        ("PhysicalAbuse", 18),
        (
            "ExcessiveWorkingHours",
            if route.industry.is_some() { 48 } else { 5 },
        ),
        ("PhysicalThreats", 16),
        (
            "PsychoactiveSubstance",
            if route.exploitation == "SexualExploitation" {
                14
            } else {
                2
            },
        ),
    ] {
        if dice.below(100) < share {
            control.push(code);
        }
    }
    let year = 2018 + dice.below(8);
    let born = format!(
        "19{:02}-{:02}-{:02}",
        60 + dice.below(40),
        1 + dice.below(12),
        1 + dice.below(28)
    );
    let name = format!("Invented {number}");
    let mut data = BTreeMap::from([
        ("case_id", json!(format!("{partner}|{partner}-{number}"))),
        ("partner", json!(partner)),
        ("pseudonym", json!(format!("{partner}-{number}"))),
        ("registered_year", json!(year)),
        (
            "source_kind",
            json!(if partner == "harbour" {
                "hotline"
            } else {
                "case_management"
            }),
        ),
        ("age_band", json!(age)),
        (
            "gender",
            json!(if woman { "Feminine" } else { "Masculine" }),
        ),
        ("citizenship", json!(route.from)),
        ("exploitation_country", json!(route.to)),
        ("trafficking_status", json!("ActualVictimOfTrafficking")),
        ("exploitation_types", json!([route.exploitation])),
        ("control_methods", json!(control)),
        ("case_status", json!("Closed")),
        ("consent", json!("yes")),
    ]);
    if let Some(industry) = route.industry {
        data.insert("labour_industry", json!(industry));
    }
    if let Some(token) = key.and_then(|key| token(key, &[&name], &born)) {
        data.insert("match_token", json!(token));
    }
    // Not everything is reported; a hotline hears less.
    let silent = if partner == "harbour" { 25 } else { 8 };
    for field in [
        "age_band",
        "citizenship",
        "exploitation_country",
        "control_methods",
        "labour_industry",
    ] {
        if dice.below(100) < silent {
            data.remove(field);
        }
    }
    // A few are elsewhere from anywhere.
    if dice.below(40) == 0 {
        let anywhere = vocab::country::all();
        let at = usize::try_from(dice.below(anywhere.len() as u64)).unwrap_or_default();
        data.insert("citizenship", json!(anywhere[at].alpha3));
    }
    data.into_iter()
        .map(|(field, value)| (field.to_owned(), value))
        .collect()
}

fn actor(id: &str, role: &str, unit: &str) -> Result<Actor, VocabError> {
    Ok(Actor {
        id: ActorId::parse(id)?,
        name: id.to_owned(),
        lang: "en".to_owned(),
        grants: vec![Grant {
            role: role.to_owned(),
            unit: unit.to_owned(),
        }],
        via: Via::Session,
    })
}

/// Makes everything: partners, agreements, budget, cases, one published release, one refused.
///
/// # Errors
/// When a batch is refused.
pub async fn create(
    registers: &Registers,
    policy: &Policy,
    unit: &str,
    seed: u64,
    today: jiff::civil::Date,
) -> Result<(), DemoError> {
    let system = Actor::system("demo");
    let approver = actor("approver", "release_approver", unit)?;
    let put = async |register: &str, data: Json, step: Option<&str>| -> Result<(), DemoError> {
        let data: Map<String, Json> = data.as_object().cloned().unwrap_or_default();
        let definition = registers.register(register)?;
        let id = definition
            .id_for_data(&data)
            .unwrap_or_else(|| definition.id_for_key(&["demo"]));
        let act = Act::Put {
            data,
            owner: Some(unit.to_owned()),
        };
        commit(registers, &system, vec![change(register, &id, act)?]).await?;
        if let Some(name) = step {
            let act = Act::Transition {
                name: name.to_owned(),
                reason: None,
            };
            commit(registers, &approver, vec![change(register, &id, act)?]).await?;
        }
        Ok(())
    };
    for (code, name, kind) in [
        ("lantern", "Lantern House (invented)", "NGO"),
        ("harbour", "Harbour Line (invented)", "NGO"),
    ] {
        put(
            PARTNERS,
            json!({"code": code, "name": name, "kind": kind}),
            None,
        )
        .await?;
        let agreement = json!({
            "agreement_id": format!("{code}-2026"), "party": code, "register": CASES,
            "purpose": "Statistics for everybody, without any person in them", "valid_from": "2026-01-01",
            "may_contribute": "yes", "may_publish": ["synthesis"], "max_epsilon": 2.0,
        });
        put(AGREEMENTS, agreement, Some("agree")).await?;
    }
    let budget = json!({
        "register": CASES, "epsilon": 2.0, "delta": 1e-6, "anonymous_files": 0,
        "why": "Two yearly releases of epsilon 1; nothing more of these people, ever",
    });
    put(BUDGETS, budget, Some("agree")).await?;
    let definition = registers.register(CASES)?;
    let (mut puts, mut steps) = (Vec::new(), Vec::new());
    for data in cases(seed) {
        let id = definition
            .id_for_data(&data)
            .unwrap_or_else(|| definition.id_for_key(&["demo"]));
        let act = Act::Put {
            data,
            owner: Some(unit.to_owned()),
        };
        puts.push(change(CASES, &id, act)?);
        let act = Act::Transition {
            name: "accept".to_owned(),
            reason: None,
        };
        steps.push(change(CASES, &id, act)?);
    }
    for batch in puts.chunks(BATCH).chain(steps.chunks(BATCH)) {
        commit(registers, &system, batch.to_vec()).await?;
    }
    publish(registers, policy, unit, today, &approver).await
}

/// The recipe that ships, for a few thousand people: the countries that the programme is known to work with, and one word for
/// the rest. Among all countries of the world the noise would drown them.
fn recipe() -> String {
    const OTHER: &str = "other = \"Other\"\nlabels.Other = { en = \"Other\", fr = \"Autre\", es = \"Otro\", ar = \"أخرى\" }";
    let listed = |name: &str, countries: &str| {
        let list: Vec<String> = countries
            .split(' ')
            .map(|code| format!("\"{code}\""))
            .collect();
        format!("name = \"{name}\"\nvalues = [{}]\n{OTHER}", list.join(", "))
    };
    let all = |name: &str| format!("name = \"{name}\"\nvalues_of = \"countries\"");
    RECIPE
        .replace(
            &all("citizenship"),
            &listed(
                "citizenship",
                "BOL COL ETH HTI IDN KHM MDA NGA NPL PHL UKR VNM",
            ),
        )
        .replace(
            &all("exploitation_country"),
            &listed(
                "exploitation_country",
                "ARG DOM ITA LBN MYS POL QAT SAU THA TUR",
            ),
        )
}

async fn publish(
    registers: &Registers,
    policy: &Policy,
    unit: &str,
    today: jiff::civil::Date,
    approver: &Actor,
) -> Result<(), DemoError> {
    let steward = actor("steward", "data_steward", unit)?;
    let asked = |purpose: &str, recipe: String| Asked {
        purpose: purpose.to_owned(),
        recipe,
        owner: unit.to_owned(),
    };
    let recipe = recipe();
    let yearly = asked(
        "Yearly release for researchers and the public",
        recipe.clone(),
    );
    for _ in 0..TRIES {
        let made = releases::release(registers, policy, &steward, today, &yearly).await?;
        if made.refusals.is_empty() {
            for step in ["approve", "publish"] {
                releases::step(registers, approver, &made.record, step, None).await?;
            }
            break;
        }
    }
    // Too much about too few: agreements and budget say no.
    let greedy = asked(
        "Finer figures for one study",
        recipe.replace("epsilon = 1.0", "epsilon = 4.0"),
    );
    releases::release(registers, policy, &steward, today, &greedy).await?;
    Ok(())
}

fn change(register: &str, id: &RecordId, act: Act) -> Result<Change, VocabError> {
    Ok(Change {
        register: RegisterName::parse(register)?,
        id: id.clone(),
        base: None,
        act,
        note: None,
    })
}

async fn commit(
    registers: &Registers,
    actor: &Actor,
    changes: Vec<Change>,
) -> Result<(), DemoError> {
    registers.commit(actor, changes, Strictness::Strict).await?;
    Ok(())
}
