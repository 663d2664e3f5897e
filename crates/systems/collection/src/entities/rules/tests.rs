//! The table of the specification, row by row.

use super::*;

fn props(pairs: &[(&str, &str)]) -> Properties {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn given(act: Act, base: Option<u64>, pairs: &[(&str, &str)]) -> Given {
    Given {
        act,
        label: (act == Act::Create).then(|| "tree".to_owned()),
        data: props(pairs),
        base,
        trunk: None,
        branch: None,
        forced: false,
    }
}

fn on_branch(base: u64, trunk: Option<u64>, pairs: &[(&str, &str)]) -> Given {
    Given {
        trunk,
        branch: Some("b".to_owned()),
        ..given(Act::Update, Some(base), pairs)
    }
}

/// Applies all in turn and gives the versions; fails where one is held or refused.
fn after(all: &[Given]) -> Vec<Stored> {
    let mut versions = Vec::new();
    for one in all {
        match apply(&versions, one) {
            Ok(Outcome::Append(next)) => versions.push(next),
            other => panic!("{one:?}: {other:?}"),
        }
    }
    versions
}

#[test]
fn a_late_create_that_contradicts_nothing_is_a_soft_conflict() {
    let forced = Given {
        forced: true,
        ..on_branch(1, None, &[("height", "2")])
    };
    let create = given(Act::Create, None, &[("height", "2"), ("girth", "1")]);
    assert_eq!(after(&[forced, create])[1].conflict, Some(Conflict::Soft));
}

#[test]
fn what_others_write_into_a_branch_that_began_with_a_create_interrupts_it() {
    let create = Given {
        branch: Some("b".to_owned()),
        ..start()
    };
    let other = given(Act::Update, Some(1), &[("girth", "5")]);
    let next = on_branch(1, None, &[("height", "2")]);
    let last = after(&[
        create.clone(),
        next.clone(),
        on_branch(2, None, &[("height", "3")]),
    ]);
    assert_eq!(last[2].conflict, None);
    let last = after(&[
        create,
        next,
        Given {
            base: Some(2),
            ..other
        },
        on_branch(2, None, &[("height", "3")]),
    ]);
    assert_eq!(last[3].conflict, Some(Conflict::Soft));
}

fn start() -> Given {
    given(Act::Create, None, &[("height", "1"), ("girth", "1")])
}

#[test]
fn the_table_of_conflicts() {
    let one = |base, pairs: &[(&str, &str)]| given(Act::Update, Some(base), pairs);
    let cases = [
        ("fresh base", vec![one(1, &[("height", "2")])], None),
        (
            "others changed another property",
            vec![one(1, &[("height", "2")]), one(1, &[("girth", "2")])],
            Some(Conflict::Soft),
        ),
        (
            "others changed the same to another value",
            vec![one(1, &[("height", "2")]), one(1, &[("height", "3")])],
            Some(Conflict::Hard),
        ),
        (
            "others changed the same to the same value",
            vec![one(1, &[("height", "2")]), one(1, &[("height", "2")])],
            Some(Conflict::Soft),
        ),
        (
            "a hard conflict is not lowered by what follows",
            vec![
                one(1, &[("height", "2")]),
                one(1, &[("height", "3")]),
                one(3, &[("girth", "9")]),
            ],
            Some(Conflict::Hard),
        ),
        (
            "a branch in order",
            vec![
                on_branch(1, Some(1), &[("height", "2")]),
                on_branch(2, Some(1), &[("height", "3")]),
            ],
            None,
        ),
        (
            "a branch that somebody else interrupted",
            vec![
                on_branch(1, Some(1), &[("height", "2")]),
                one(2, &[("girth", "5")]),
                on_branch(2, Some(1), &[("height", "3")]),
            ],
            Some(Conflict::Soft),
        ),
    ];
    for (name, changes, expected) in cases {
        let mut all = vec![start()];
        all.extend(changes);
        let versions = after(&all);
        assert_eq!(versions.last().unwrap().conflict, expected, "{name}");
        let numbers: Vec<u64> = versions.iter().map(|known| known.version).collect();
        assert_eq!(
            numbers,
            (1..=all.len() as u64).collect::<Vec<_>>(),
            "{name}"
        );
    }
}

#[test]
fn blank_values_overwrite_and_absent_ones_do_not() {
    let versions = after(&[start(), given(Act::Update, Some(1), &[("height", "")])]);
    assert_eq!(versions[1].data, props(&[("height", ""), ("girth", "1")]));
    assert_eq!(versions[1].label, "tree");
    assert_eq!(versions[1].received, props(&[("height", "")]));
}

#[test]
fn what_comes_before_its_predecessor_waits_and_is_forced_after_days() {
    let versions = after(&[start(), on_branch(1, Some(1), &[("height", "2")])]);
    let late = on_branch(3, Some(1), &[("height", "4")]);
    assert_eq!(
        apply(&versions, &late),
        Ok(Outcome::Hold(Held::NoPredecessor))
    );
    let middle = on_branch(2, Some(1), &[("height", "3")]);
    let all = after(&[
        start(),
        on_branch(1, Some(1), &[("height", "2")]),
        middle,
        late.clone(),
    ]);
    assert_eq!(all.last().unwrap().conflict, None);
    assert_eq!(all.last().unwrap().data["height"], "4");
    let forced = Given {
        forced: true,
        ..late
    };
    let Ok(Outcome::Append(next)) = apply(&versions, &forced) else {
        panic!("it is applied to the latest version");
    };
    assert_eq!((next.version, next.base), (3, Some(2)));
}

#[test]
fn an_update_whose_create_never_came_is_made_by_force_and_the_late_create_completes_it() {
    let update = on_branch(1, None, &[("height", "2")]);
    assert_eq!(apply(&[], &update), Ok(Outcome::Hold(Held::NoEntity)));
    let forced = Given {
        forced: true,
        ..update
    };
    let versions = after(&[forced, start()]);
    assert_eq!(versions[0].label, AUTO_LABEL);
    assert_eq!(versions[1].label, "tree");
    assert_eq!(versions[1].data["girth"], "1");
    // What was made up yields; what a device said of the same property does not.
    assert_eq!(versions[1].conflict, Some(Conflict::Hard));
    assert_eq!(versions[1].conflicting, ["height"]);
}

#[test]
fn create_and_update_together_update_first() {
    let both = |base| given(Act::Upsert, base, &[("height", "2")]);
    let named = Given {
        label: Some("new".to_owned()),
        ..both(None)
    };
    assert_eq!(after(std::slice::from_ref(&named))[0].label, "new");
    assert_eq!(after(&[start(), both(Some(1))])[1].data["height"], "2");
    assert_eq!(apply(&after(&[start()]), &named), Err(Refused::Exists));
}

#[test]
fn every_refusal() {
    let versions = after(&[start()]);
    let no_label = Given {
        label: None,
        ..start()
    };
    let trunk_alone = Given {
        trunk: Some(1),
        ..given(Act::Update, Some(1), &[])
    };
    for (versions, given, expected) in [
        (&[][..], no_label, Refused::NoLabel),
        (&versions, start(), Refused::Exists),
        (&[], given(Act::Update, Some(1), &[]), Refused::Unknown),
        (&versions, given(Act::Update, None, &[]), Refused::NoBase),
        (
            &versions,
            given(Act::Update, Some(7), &[]),
            Refused::NoSuchBase,
        ),
        (&versions, trunk_alone, Refused::TrunkWithoutBranch),
        (&versions, on_branch(4, Some(4), &[]), Refused::TrunkTooNew),
    ] {
        assert_eq!(apply(versions, &given), Err(expected));
    }
}
