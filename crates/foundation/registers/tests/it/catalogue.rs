//! Definitions, and a country's own.

use std::{fs, sync::Arc};

use registers::{Act, Catalogue, EmbeddedRegister, ListQuery, Op, Registers, Strictness};
use serde_json::json;
use vocab::HxlPattern;

use crate::desk::{CAMPS, Desk, change, lead, object, policy};

/// A form of the country: other names in another language, the same meanings, one field more.
const OWN_FORM: &str = "type,name,label::French (fr),required,hxl\n\
    text,code,Code,yes,#loc+code\ntext,name,Nom,,#loc+name\ntext,wilaya,Wilaya,,#adm1+code\n\
    integer,people,Personnes,,\ninteger,deplaces,Déplacés,yes,#affected+idps+ind\n\
    select_multiple needs,needs,Besoins,,\ndate,seen,Vu,,#date+reported\ndateTime,at,A,,\ntext,leader,Chef,,\n\
    begin repeat,groups,Groupes,,\ntext,origin,Origine,,#adm1+origin+code\ntext,contact,Contact,,\nend repeat,,,,\n";

fn faults(toml: &str, survey: &str) -> Vec<String> {
    let register = EmbeddedRegister {
        name: "sites",
        register_toml: Box::leak(toml.to_owned().into_boxed_str()),
        survey: Box::leak(survey.to_owned().into_boxed_str()),
        choices: "",
        settings: "",
    };
    Catalogue::build(vec![register], None)
        .expect_err("faults")
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_countrys_form_keeps_working_by_meaning() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("camps")).unwrap();
    fs::write(folder.path().join("camps/survey.csv"), OWN_FORM).unwrap();
    fs::create_dir(folder.path().join("wells")).unwrap();
    fs::write(
        folder.path().join("wells/register.toml"),
        "title = { en = \"Wells\" }\nclass = \"open\"\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("wells/survey.csv"),
        "type,name\ninteger,depth\n",
    )
    .unwrap();
    let catalogue = Arc::new(Catalogue::build(vec![CAMPS], Some(folder.path())).unwrap());
    assert!(catalogue.get("wells").is_some());
    let camps = catalogue.get("camps").unwrap();
    assert!(camps.source.ends_with("camps"));
    let meaning = |text: &str| {
        let fields = camps.fields_meaning(&HxlPattern::parse(text).unwrap());
        fields.into_iter().map(|(path, _)| path).collect::<Vec<_>>()
    };
    assert_eq!(meaning("#affected+idps+ind"), ["deplaces"]);
    assert_eq!(meaning("#adm1+code-origin"), ["wilaya"]);
    assert_eq!(meaning("#adm1+origin"), ["groups.origin"]);
    crate::desk::runtime().block_on(async {
        let desk = Desk::sqlite().await;
        let registers = Registers::new(
            desk.registers.store().clone(),
            Arc::clone(&catalogue),
            policy(),
        );
        let create = change(
            "camps",
            "a",
            Act::Create {
                data: object(json!({"code": "A", "wilaya": "XM01", "deplaces": 5})),
                owner: Some("/demo".to_owned()),
            },
        );
        registers
            .commit(&lead(), vec![create], Strictness::Strict)
            .await
            .unwrap();
        let query = ListQuery::of("camps").with("@place", Op::Eq, "XM01");
        assert_eq!(
            registers.list(&lead(), &query).await.unwrap().records.len(),
            1
        );
    });
}

#[test]
fn every_fault_of_every_file_is_told_with_its_row() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["camps", "Bad", "empty"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    fs::write(
        folder.path().join("camps/survey.csv"),
        "type,name,relevant\ntext,code,${x} = 1\nwhat,name,\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("Bad/register.toml"),
        "title = { en = \"B\" }\nclass = \"open\"\n",
    )
    .unwrap();
    fs::write(folder.path().join("Bad/survey.csv"), "type,name\ntext,a\n").unwrap();
    let faults = Catalogue::build(vec![CAMPS], Some(folder.path())).expect_err("faults");
    let told: Vec<String> = faults
        .iter()
        .map(|fault| {
            format!(
                "{} {} {:?} {}",
                fault.register, fault.file, fault.row, fault.column
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "Bad register.toml None ",
            "camps survey.csv Some(2) relevant",
            "camps survey.csv Some(3) type",
            "empty register.toml None ",
            "empty survey.csv None "
        ]
    );
}

#[test]
fn a_definition_is_held_to_its_form() {
    let toml = "title = { en = \"S\" }\nclass = \"open\"\nkey = [\"ghost\"]\nplace = \"#adm9+code\"\n\
        partition = { month = \"name\" }\n[fields.other]\nindex = true\n[fields.spot]\nindex = true\n\
        [lifecycle]\ninitial = \"new\"\nstates = [{ name = \"open\" }]\n[[lifecycle.transitions]]\nname = \"go\"\n\
        from = [\"open\"]\nto = \"gone\"\n[retention]\nmonths = 3\nfrom = \"name\"\nact = \"review\"\n";
    let told = faults(toml, "type,name\ntext,name\ngeopoint,spot\n").join("\n");
    for part in [
        "no field `ghost`",
        "no field `#adm9+code`",
        "`name` is no date",
        "no field `other`",
        "fields.spot: a field of this type cannot be indexed",
        "no state `new`",
        "no state `gone`",
    ] {
        assert!(told.contains(part), "{part} is missing in\n{told}");
    }
}

#[test]
fn a_key_that_nobody_knows_is_told_with_its_line() {
    let told = faults(
        "title = { en = \"S\" }\nclass = \"open\"\ncolour = 1\n",
        "type,name\ntext,name\n",
    );
    assert!(
        told[0].contains("row 3") && told[0].contains("colour"),
        "{told:?}"
    );
}

#[test]
fn the_folder_of_registers_must_be_there() {
    let faults = Catalogue::build(vec![CAMPS], Some(std::path::Path::new("/nowhere/at/all")))
        .expect_err("told");
    assert_eq!(faults.len(), 1);
}
