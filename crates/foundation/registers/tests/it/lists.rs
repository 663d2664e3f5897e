//! Lists: filters, words, orders, pages.

use std::collections::BTreeSet;

use registers::{Counted, ListQuery, Op, Order, ReadError, Sort};
use serde_json::{Value as Json, json};

use crate::desk::{Desk, create, lead, patch, step};

crate::on_both!(
    filters_find_what_they_say,
    words_are_found_whatever_their_case_and_accents,
    sorting_puts_blanks_first_and_pages_both_ways,
    paging_through_a_thousand_loses_and_repeats_none,
    a_query_that_cannot_be_answered_says_why,
    a_scan_gives_every_record_of_a_partition,
);

async fn some(desk: &Desk) {
    desk.commit(vec![
        create("a", json!({"code": "A", "name": "Camp Él-Salam", "people": 10, "needs": ["water"], "seen": "2024-01-15",
            "district": "XM01", "at": "2024-01-01T03:00:00+05:00"})),
        create("b", json!({"code": "B", "name": "camp nord", "people": 200, "needs": ["water", "food"],
            "seen": "2024-02-15", "at": "2023-12-31T23:00:00Z", "groups": [{"origin": "XM09"}, {"origin": "XM08"}]})),
        create("c", json!({"code": "C", "people": 30, "name": "100% _sure"})),
        create("d", json!({"code": "D"})),
        step("d", "fill", None),
    ])
    .await;
}

async fn ids(desk: &Desk, query: &ListQuery) -> Vec<String> {
    let page = desk.registers.list(&lead(), query).await.unwrap();
    page.records
        .iter()
        .map(|record| record.id.to_string())
        .collect()
}

async fn filters_find_what_they_say(desk: Desk) {
    some(&desk).await;
    let check = async |field: &str, op: Op, value: Json, expected: &[&str]| {
        let mut query = ListQuery::of("camps").with(field, op, value);
        query.sort = Sort {
            by: Some("code".to_owned()),
            order: Order::Ascending,
        };
        assert_eq!(ids(&desk, &query).await, expected, "{field} {op:?}");
    };
    check("people", Op::Ge, json!(30), &["b", "c"]).await;
    check("people", Op::Lt, json!("30"), &["a"]).await;
    check("people", Op::Ne, json!(30), &["a", "b"]).await;
    check("people", Op::In, json!([10, 30]), &["a", "c"]).await;
    check("people", Op::IsNull, json!(true), &["d"]).await;
    check("people", Op::IsNull, json!(false), &["a", "b", "c"]).await;
    check("needs", Op::Eq, json!("water"), &["a", "b"]).await;
    check("needs", Op::Eq, json!("food"), &["b"]).await;
    check("seen", Op::Gt, json!("2024-01-31"), &["b"]).await;
    check("groups.origin", Op::In, json!(["XM08"]), &["b"]).await;
    check("name", Op::Contains, json!("CAMP"), &["a", "b"]).await;
    check("@state", Op::Eq, json!("full"), &["d"]).await;
    check("@partition", Op::Eq, json!("2024-02"), &["b"]).await;
    check("@partition", Op::IsNull, json!(true), &["c", "d"]).await;
    check("@place", Op::Eq, json!("XM01"), &["a"]).await;
    check("@place", Op::IsNull, json!(false), &["a"]).await;
    check("@id", Op::In, json!(["a", "d"]), &["a", "d"]).await;
    // Instants compare as instants: 03:00+05:00 is 22:00 UTC of the day before.
    check("at", Op::Lt, json!("2023-12-31T22:30:00Z"), &["a"]).await;
    // However they are written: another offset, other decimals, a day for its first moment.
    check("at", Op::Eq, json!("2024-01-01T01:00:00+02:00"), &["b"]).await;
    check("at", Op::Le, json!("2023-12-31T23:00:00.000Z"), &["a", "b"]).await;
    check("at", Op::Gt, json!("2023-12-31T22:59:59.99Z"), &["b"]).await;
    check("at", Op::In, json!(["2023-12-31T22:00:00.0Z"]), &["a"]).await;
    check("at", Op::Ge, json!("2024-01-01"), &[]).await;
    check("name", Op::Eq, json!("x' or 1=1 --"), &[]).await;
}

async fn words_are_found_whatever_their_case_and_accents(desk: Desk) {
    some(&desk).await;
    let check = async |words: &str, expected: &[&str]| {
        let mut query = ListQuery::of("camps");
        query.text = Some(words.to_owned());
        query.sort = Sort {
            by: Some("code".to_owned()),
            order: Order::Ascending,
        };
        assert_eq!(ids(&desk, &query).await, expected, "{words}");
    };
    check("el", &["a"]).await;
    check("CAMP", &["a", "b"]).await;
    check("camp NÓRD", &["b"]).await;
    check("nowhere", &[]).await;
    check("0%", &["c"]).await;
    check("", &["a", "b", "c", "d"]).await;
}

async fn sorting_puts_blanks_first_and_pages_both_ways(desk: Desk) {
    some(&desk).await;
    for (by, order, expected) in [
        ("people", Order::Ascending, ["d", "a", "c", "b"]),
        ("people", Order::Descending, ["b", "c", "a", "d"]),
        ("seen", Order::Ascending, ["c", "d", "a", "b"]),
    ] {
        let mut query = ListQuery::of("camps");
        query.sort = Sort {
            by: Some(by.to_owned()),
            order,
        };
        query.limit = 1;
        let mut forth = Vec::new();
        let mut pages = Vec::new();
        loop {
            let page = desk.registers.list(&lead(), &query).await.unwrap();
            forth.extend(page.records.iter().map(|record| record.id.to_string()));
            query.cursor.clone_from(&page.next);
            pages.push(page);
            if query.cursor.is_none() {
                break;
            }
        }
        assert_eq!(forth, expected, "{by}");
        assert!(pages[0].previous.is_none());
        let mut back = Vec::new();
        query.cursor.clone_from(&pages[3].previous);
        while query.cursor.is_some() {
            let page = desk.registers.list(&lead(), &query).await.unwrap();
            back.extend(page.records.iter().map(|record| record.id.to_string()));
            query.cursor = page.previous;
        }
        back.reverse();
        assert_eq!(back, expected[..3], "{by}");
    }
}

async fn paging_through_a_thousand_loses_and_repeats_none(desk: Desk) {
    let batch = |range: std::ops::Range<u32>| {
        // Many share a value, so that the order hangs on the id too.
        range
            .map(|n| {
                create(
                    &format!("r{n:04}"),
                    json!({"code": format!("C{n}"), "people": n % 7}),
                )
            })
            .collect::<Vec<_>>()
    };
    desk.commit(batch(0..1_000)).await;
    let wanted: BTreeSet<String> = (0..1_000).map(|n| format!("r{n:04}")).collect();
    let mut fresh = 1_000;
    for (by, order, limit) in [
        (None, Order::Descending, 37),
        (None, Order::Ascending, 101),
        (Some("people"), Order::Ascending, 64),
        (Some("people"), Order::Descending, 250),
        (Some("code"), Order::Ascending, 99),
    ] {
        let mut query = ListQuery::of("camps");
        query.sort = Sort {
            by: by.map(str::to_owned),
            order,
        };
        query.limit = limit;
        let mut seen = Vec::new();
        loop {
            let page = desk.registers.list(&lead(), &query).await.unwrap();
            seen.extend(page.records.iter().map(|record| record.id.to_string()));
            // Others work meanwhile.
            desk.commit(batch(fresh..fresh + 3)).await;
            fresh += 3;
            query.cursor = page.next;
            if query.cursor.is_none() || seen.len() > 3_000 {
                break;
            }
        }
        let unique: BTreeSet<String> = seen.iter().cloned().collect();
        assert_eq!(unique.len(), seen.len(), "{by:?} repeated some");
        assert!(unique.is_superset(&wanted), "{by:?} lost some");
    }
    let count = desk
        .registers
        .list(&lead(), &ListQuery::of("camps"))
        .await
        .unwrap()
        .count;
    assert_eq!(count, Counted::Exactly(u64::from(fresh)));
}

async fn a_query_that_cannot_be_answered_says_why(desk: Desk) {
    some(&desk).await;
    let check = async |query: ListQuery, part: &str| {
        let Err(ReadError::BadQuery(reason)) = desk.registers.list(&lead(), &query).await else {
            panic!("{part} expected")
        };
        assert!(reason.contains(part), "{reason}");
    };
    check(
        ListQuery::of("camps").with("ghost", Op::Eq, "x"),
        "no field `ghost`",
    )
    .await;
    check(
        ListQuery::of("camps").with("households", Op::Eq, 1),
        "not indexed",
    )
    .await;
    check(
        ListQuery::of("camps").with("people", Op::Eq, "many"),
        "wants a number",
    )
    .await;
    check(
        ListQuery::of("camps").with("people", Op::In, json!([])),
        "wants a list",
    )
    .await;
    check(
        ListQuery::of("camps").with("code", Op::Contains, "x"),
        "declared for search",
    )
    .await;
    check(
        ListQuery::of("camps").with("@data", Op::Eq, "x"),
        "none of @id",
    )
    .await;
    let mut sorted = ListQuery::of("camps");
    sorted.sort.by = Some("needs".to_owned());
    check(sorted, "several values").await;
    let mut foreign = ListQuery::of("camps");
    foreign.cursor = Some("00ff".to_owned());
    assert!(matches!(
        desk.registers.list(&lead(), &foreign).await,
        Err(ReadError::BadCursor)
    ));
}

async fn a_scan_gives_every_record_of_a_partition(desk: Desk) {
    some(&desk).await;
    let mut scan = desk.registers.scan("camps", Some("2024-02")).unwrap();
    assert_eq!(scan.next().await.unwrap().unwrap().id.as_str(), "b");
    assert!(scan.next().await.is_none());
    let (before, count) = desk
        .registers
        .stamp("camps", Some("2024-02"))
        .await
        .unwrap();
    assert_eq!(count, 1);
    desk.commit(vec![patch("b", json!({"seen": "2024-03-01"}))])
        .await;
    let (after, count) = desk
        .registers
        .stamp("camps", Some("2024-02"))
        .await
        .unwrap();
    assert!(after > before);
    assert_eq!(count, 0);
    let partitions = desk.registers.partitions("camps").await.unwrap();
    assert_eq!(
        partitions
            .iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>(),
        ["", "2024-01", "2024-02", "2024-03"]
    );
}
