//! Sealed values: closed to everything but their key, their place and their bytes.

use proptest::prelude::*;
use sealing::{MasterKey, RecordKey, SealError, Whose, is_sealed};
use serde_json::{Value as Json, json};

const HERE: Whose<'static> = Whose {
    tenant: "main",
    register: "people",
    record: "r1",
};

fn seal(key: &RecordKey, field: &str, value: &Json) -> Json {
    key.seal(&HERE, field, &value.to_string()).unwrap()
}

#[test]
fn a_sealed_value_opens_to_what_it_was_and_shows_nothing() {
    let key = RecordKey::random().unwrap();
    for value in [
        json!("Mariam Traoré"),
        json!(""),
        json!(42),
        json!(["a", {"b": null}]),
    ] {
        let sealed = seal(&key, "name", &value);
        assert!(is_sealed(&sealed) && !sealed.to_string().contains("Mariam"));
        assert_eq!(key.open(&HERE, "name", &sealed).unwrap(), value);
    }
}

#[test]
fn one_value_has_one_ciphertext_in_its_place_and_another_elsewhere() {
    let (key, other) = (RecordKey::random().unwrap(), RecordKey::random().unwrap());
    let value = json!("Amina");
    let sealed = seal(&key, "name", &value);
    assert_eq!(sealed, seal(&key, "name", &value));
    assert_ne!(sealed, seal(&key, "mother", &value));
    assert_ne!(sealed, seal(&other, "name", &value));
}

#[test]
fn short_names_are_of_one_length() {
    let key = RecordKey::random().unwrap();
    let length = |text: &str| seal(&key, "name", &json!(text)).to_string().len();
    assert_eq!(length("Li"), length("Abdoulaye Ouédraogo"));
}

#[test]
fn a_ciphertext_opens_nowhere_else() {
    let key = RecordKey::random().unwrap();
    let sealed = seal(&key, "name", &json!("Amina"));
    let closed = Err(SealError::Altered);
    assert_eq!(key.open(&HERE, "mother", &sealed), closed);
    for elsewhere in [
        Whose {
            record: "r2",
            ..HERE
        },
        Whose {
            register: "cases",
            ..HERE
        },
        Whose {
            tenant: "other",
            ..HERE
        },
    ] {
        assert_eq!(key.open(&elsewhere, "name", &sealed), closed);
    }
    let other = RecordKey::random().unwrap();
    assert_eq!(other.open(&HERE, "name", &sealed), closed);
}

#[test]
fn a_wrapped_key_opens_with_its_master_key_for_its_record_only() {
    let (master, other) = (MasterKey::random().unwrap(), MasterKey::random().unwrap());
    let key = RecordKey::random().unwrap();
    let wrapped = key.wrap(&master, &HERE).unwrap();
    assert_eq!(RecordKey::unwrap(&wrapped, &master, &HERE), Ok(key));
    assert!(RecordKey::unwrap(&wrapped, &other, &HERE).is_err());
    let elsewhere = Whose {
        record: "r2",
        ..HERE
    };
    assert!(RecordKey::unwrap(&wrapped, &master, &elsewhere).is_err());
}

#[test]
fn looked_up_texts_are_equal_within_a_field_only() {
    let (master, other) = (MasterKey::random().unwrap(), MasterKey::random().unwrap());
    let found = master.lookup("main", "people", "phone", "0700");
    assert_eq!(found, master.lookup("main", "people", "phone", "0700"));
    assert_ne!(found, master.lookup("main", "people", "document", "0700"));
    // The borders between the parts count.
    assert_ne!(found, master.lookup("main", "people", "phone0", "700"));
    assert_ne!(found, other.lookup("main", "people", "phone", "0700"));
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        ".{0,80}".prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map("[a-z$]{1,8}", inner, 0..4)
                .prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn every_value_comes_back(value in any_json()) {
        let key = RecordKey::random().unwrap();
        let sealed = seal(&key, "f", &value);
        prop_assert_eq!(key.open(&HERE, "f", &sealed).unwrap(), value);
    }

    #[test]
    fn one_altered_letter_closes_it(at in any::<prop::sample::Index>(), letter in "[A-Za-z0-9+/=]") {
        let key = RecordKey::random().unwrap();
        let sealed = seal(&key, "f", &json!("a name"));
        let mut text = sealed["$sealed"].as_str().unwrap().to_owned();
        let at = at.index(text.len());
        text.replace_range(at..=at, &letter);
        let altered = json!({"$sealed": text});
        prop_assume!(altered != sealed);
        prop_assert_eq!(key.open(&HERE, "f", &altered), Err(SealError::Altered));
    }

    #[test]
    fn rubbish_is_refused_and_never_panics(value in any_json(), bytes in prop::collection::vec(any::<u8>(), 0..120), text in ".{0,100}") {
        let key = RecordKey::random().unwrap();
        let master = MasterKey::random().unwrap();
        prop_assert!(key.open(&HERE, "f", &value).is_err());
        let forged = json!({"$sealed": text});
        prop_assert_eq!(key.open(&HERE, "f", &forged), Err(SealError::Altered));
        prop_assert!(RecordKey::unwrap(&bytes, &master, &HERE).is_err());
    }
}
