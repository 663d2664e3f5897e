//! What holds for any names.

use proptest::prelude::*;
use screening::{Birth, Index, Name, Query, Subject, compare, list, model, similarity};

fn slow_distance(a: &[u8], b: &[u8]) -> usize {
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut best = change.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(table[i - 2][j - 2] + 1);
                }
                best
            };
        }
    }
    table[a.len()][b.len()]
}

proptest! {
    #[test]
    fn the_distance_is_that_of_the_plain_table(a in "[a-d]{0,20}", b in "[a-d]{0,20}") {
        prop_assert_eq!(
            similarity::distance(a.as_bytes(), b.as_bytes()),
            slow_distance(a.as_bytes(), b.as_bytes())
        );
    }

    #[test]
    fn a_name_is_like_itself_whatever_the_script(name in "\\PC{1,40}") {
        let read = Name::read(&name);
        prop_assume!(!read.parts.is_empty());
        let evidence = compare::names(&read, &read);
        prop_assert!(evidence.contradicted <= 0.0);
        prop_assert!(model::name_log_odds(&evidence) > 0.0);
    }

    #[test]
    fn it_does_not_matter_who_is_listed(a in "[a-zA-Zéüж ]{1,30}", b in "[a-zA-Zéüж ]{1,30}") {
        let (x, y) = (model::names_score(&a, &b), model::names_score(&b, &a));
        prop_assert!((x - y).abs() < 0.2, "{x} {y}");
    }

    #[test]
    fn no_list_and_no_query_makes_it_panic(names in prop::collection::vec("\\PC{0,60}", 0..8), asked in "\\PC{0,60}", birth in "\\PC{0,12}") {
        let subjects = names
            .iter()
            .map(|name| Subject { id: name.clone(), names: vec![name.clone()], ..Subject::default() })
            .collect();
        let index = Index::build(subjects);
        let query = Query { name: Name::read(&asked), birth: Birth::read(&birth), ..Query::default() };
        let hits = index.search(&query, 0.1, 3);
        prop_assert!(hits.len() <= 3);
    }

    #[test]
    fn no_bytes_make_a_list_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = list::csv(bytes.as_slice());
        let _ = list::follow_the_money(bytes.as_slice());
    }
}
