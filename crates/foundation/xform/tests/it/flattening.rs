//! Answers as typed JSON.

use serde_json::json;
use xform::flatten;

use crate::household::{GOOD, form, sent};

#[test]
fn answers_are_typed_and_nested() {
    let found = flatten(&form(), &sent(GOOD));
    assert_eq!(found["size"], json!(2));
    assert_eq!(found["phone"], json!(null));
    assert_eq!(found["water"], json!(["well", "river"]));
    assert_eq!(
        found["place"],
        json!({"type": "Point", "coordinates": [2.5, 1.5, 300.0], "properties": {"accuracy": 4.5}})
    );
    assert_eq!(found["person"][1]["age"], json!(8));
    assert_eq!(found["person"].as_array().map(Vec::len), Some(2));
    assert_eq!(found["meta"]["instanceID"], json!("uuid:1"));
    assert!(found.get("why").is_none(), "what is not there has no key");
    assert_eq!(
        flatten(&form(), &sent("<size>two</size>"))["size"],
        json!("two")
    );
}
