//! The book of places.

use registers::{Act, PlaceBook};
use serde_json::{Value as Json, json};
use vocab::PCode;

use crate::desk::{Desk, change, object};

crate::on_both!(the_book_follows_the_register);

fn place(code: &str, data: Json) -> registers::Change {
    let mut data = object(data);
    data.insert("code".to_owned(), json!(code));
    change(
        "places",
        code,
        Act::Put {
            data,
            owner: Some("/demo".to_owned()),
        },
    )
}

async fn the_book_follows_the_register(desk: Desk) {
    let book = PlaceBook::new(desk.registers.clone());
    assert!(book.tree().await.unwrap().is_empty());
    let square =
        json!({"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]})
            .to_string();
    desk.commit(vec![
        place("XM01", json!({"level": 1, "parent": "XM", "name": "North", "name_ar": "شمال", "geometry": square})),
        place("XM", json!({"level": 0, "name": "Exampleland", "centroid": "1 2"})),
        place("XM02", json!({"level": 1, "parent": "XX", "geometry": "{}"})),
    ])
    .await;
    let tree = book.tree().await.unwrap();
    let code = |text: &str| PCode::parse(text).unwrap();
    let north = tree.get(&code("XM01")).unwrap();
    assert_eq!(north.name("ar"), "شمال");
    assert!(
        north
            .geometry
            .as_ref()
            .unwrap()
            .contains(&vocab::Point::new(1.0, 1.0).unwrap())
    );
    assert_eq!(tree.ancestors(&code("XM01"))[0].code, code("XM"));
    assert_eq!(book.faults().await.unwrap().len(), 2);
    // Nothing changed: the very same tree.
    assert!(std::sync::Arc::ptr_eq(
        &tree,
        &book.clone().tree().await.unwrap()
    ));
    desk.commit(vec![place(
        "XM01",
        json!({"level": 1, "name": "North (new)"}),
    )])
    .await;
    assert_eq!(
        book.tree()
            .await
            .unwrap()
            .get(&code("XM01"))
            .unwrap()
            .name("en"),
        "North (new)"
    );
}
