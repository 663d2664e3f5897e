//! The tree of places.

use proptest::prelude::*;
use vocab::{LangText, PCode, Place, PlaceTree, VocabError};

fn place(code: &str, level: u8, parent: Option<&str>, names: &[(&str, &str)]) -> Place {
    Place {
        code: self::code(code),
        level,
        parent: parent.map(self::code),
        names: names.iter().copied().collect::<LangText>(),
        geometry: None,
        centroid: None,
        valid_from: None,
    }
}

fn sudan() -> PlaceTree {
    let (tree, faults) = PlaceTree::from_places(vec![
        place(
            "SD01003",
            2,
            Some("SD01"),
            &[("en", "Um Durman"), ("ar", "أم درمان")],
        ),
        place("SD", 0, None, &[("en", "Sudan"), ("ar", "السودان")]),
        place(
            "SD01",
            1,
            Some("SD"),
            &[("en", "Khartoum"), ("ar", "الخرطوم")],
        ),
        place(
            "SD02",
            1,
            Some("SD"),
            &[("en", "North Darfur"), ("ar", "شمال دارفور")],
        ),
        place(
            "SD01001",
            2,
            Some("SD01"),
            &[("en", "Khartoum"), ("ar", "الخرطوم")],
        ),
    ]);
    assert_eq!(faults, vec![]);
    tree
}

fn code(text: &str) -> PCode {
    PCode::parse(text).expect("the test writes good codes")
}

#[test]
fn ancestors_are_nearest_first() {
    let tree = sudan();
    let codes: Vec<&str> = tree
        .ancestors(&code("SD01003"))
        .iter()
        .map(|p| p.code.as_str())
        .collect();
    assert_eq!(codes, ["SD01", "SD"]);
    assert_eq!(
        tree.ancestor_at(&code("SD01003"), 1).unwrap().code,
        code("SD01")
    );
    assert_eq!(
        tree.ancestor_at(&code("SD01"), 1).unwrap().code,
        code("SD01")
    );
    assert!(tree.ancestor_at(&code("SD"), 1).is_none());
    assert_eq!(tree.children(&code("SD01")).len(), 2);
    assert_eq!(tree.at_level(1).len(), 2);
    assert!(
        tree.is_within(&code("SD01003"), &code("SD"))
            && !tree.is_within(&code("SD02"), &code("SD01"))
    );
}

#[test]
fn a_name_is_found_in_any_script_and_spelling_within_its_parent() {
    let tree = sudan();
    let best = |name, parent: Option<&str>, level| {
        let parent = parent.map(code);
        tree.find_by_name(name, parent.as_ref(), level)
            .first()
            .map(|(place, score)| (place.code.to_string(), *score > 0.999))
    };
    assert_eq!(
        best("الخرطـــوم", None, Some(1)),
        Some(("SD01".into(), true))
    );
    assert_eq!(
        best("KHARTOUM", Some("SD01"), None),
        Some(("SD01001".into(), true))
    );
    assert_eq!(best("ام درمان", None, None), Some(("SD01003".into(), true)));
    assert_eq!(
        best("Omdurman", Some("SD"), Some(2)),
        Some(("SD01003".into(), false))
    );
    assert_eq!(
        best("Darfur, North", None, None),
        Some(("SD02".into(), true))
    );
    assert_eq!(best("Nairobi", None, None), None);
    assert_eq!(tree.find_by_name("Khartoum", None, None).len(), 2);
}

#[test]
fn faults_are_told_and_the_rest_stands() {
    let (tree, faults) = PlaceTree::from_places(vec![
        place("AA", 0, None, &[]),
        place("AA01", 1, Some("AA"), &[]),
        place("AA01", 1, Some("AA"), &[]),
        place("AA02", 1, Some("ZZ"), &[]),
        place("AA03", 2, Some("AA04"), &[]),
        place("AA04", 2, Some("AA03"), &[]),
    ]);
    assert_eq!(tree.len(), 5);
    assert_eq!(faults.len(), 4);
    assert!(faults.contains(&VocabError::OrphanPlace {
        code: "AA02".into(),
        parent: "ZZ".into()
    }));
    assert!(tree.ancestors(&code("AA03")).is_empty());
    assert_eq!(tree.get(&code("AA02")).unwrap().name("en"), "AA02");
}

proptest! {
    #[test]
    fn walking_up_always_ends_at_smaller_levels(
        links in proptest::collection::vec((0u8..5, proptest::option::of(0usize..20)), 20),
    ) {
        let list = links.iter().enumerate().map(|(index, (level, parent))| {
            let parent = parent.map(|parent| format!("P{parent:03}"));
            place(&format!("P{index:03}"), *level, parent.as_deref(), &[])
        }).collect();
        let (tree, _) = PlaceTree::from_places(list);
        for place in tree.iter() {
            let mut level = place.level;
            for ancestor in tree.ancestors(&place.code) {
                prop_assert!(ancestor.level < level);
                level = ancestor.level;
            }
        }
    }
}
