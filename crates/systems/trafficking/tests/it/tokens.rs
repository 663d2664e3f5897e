//! Tokens: the same person gives the same, and nothing else does.

use proptest::prelude::*;
use trafficking::{Key, KeyFault, pseudonymise, token};

fn key() -> Key {
    Key::read("a key of more than thirty-two characters\n").unwrap()
}

#[test]
fn spelling_order_and_case_do_not_matter_and_birth_and_key_do() {
    let of = |names: &[&str], birth| token(&key(), names, birth);
    let one = of(&["Ana María", "López"], "1999-05-31").unwrap();
    assert_eq!(one.len(), 64);
    assert_eq!(of(&["LOPEZ", "ana maria"], "1999-05-31"), Some(one.clone()));
    assert_ne!(of(&["Ana María", "López"], "1999-05-30"), Some(one.clone()));
    assert_ne!(of(&["Ana", "López"], "1999-05-31"), Some(one.clone()));
    let other = Key::read(&"x".repeat(32)).unwrap();
    assert_ne!(
        token(&other, &["Ana María", "López"], "1999-05-31"),
        Some(one)
    );
    // Half a person is nobody: too many would be the same.
    assert_eq!(of(&["", " "], "1999-05-31"), None);
    assert_eq!(of(&["Ana"], "1999"), None);
    assert_eq!(of(&["Ana"], "soon"), None);
    assert!(matches!(Key::read("short"), Err(KeyFault::Short(5))));
}

#[test]
fn a_file_leaves_the_partner_without_names() {
    let file = "pseudonym,prs_FirstName,prs_SecondName,prs_Birthdate,cas_IncomingReferralDate,prs_Gender,con_Consent,Phone\n\
                7,Ana,López,2001-06-15,2019-06-14,Feminine,yes,123\n\
                8,Bo,,1970,2019,Masculine,no,\n";
    let mut out = Vec::new();
    let done = pseudonymise(file.as_bytes(), &key(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "pseudonym,cas_IncomingReferralDate,prs_Gender,con_Consent,match_token,prs_Age"
    );
    // The day before the eighteenth birthday.
    assert!(lines[1].starts_with("7,2019,Feminine,yes,") && lines[1].ends_with(",9_17"));
    assert_eq!(lines[2], "8,2019,Masculine,no,,48_plus");
    assert_eq!((done.rows, done.tokens), (2, 1));
    for name in ["Ana", "López", "2001", "123"] {
        assert!(!text.contains(name), "{name}");
    }
    assert!(pseudonymise("a,b\n1,2\n".as_bytes(), &key(), Vec::new()).is_err());
}

proptest! {
    #[test]
    fn no_file_stops_the_program_and_no_name_comes_through(name in "[A-Z]{12}", rest in "\\PC{0,60}") {
        let file = format!("prs_SecondName,prs_Birthdate,prs_Gender\n{name},1990-01-01,Feminine\n{rest}\n");
        let mut out = Vec::new();
        if pseudonymise(file.as_bytes(), &key(), &mut out).is_ok() {
            prop_assert!(!String::from_utf8_lossy(&out).contains(&name));
        }
    }
}
