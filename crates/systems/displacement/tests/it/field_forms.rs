//! The forms that go to phones: four languages, meanings, sums that must add up, and a country's own form in their place.

use std::{collections::BTreeSet, fs};

use access::Actor;
use displacement::return_index::Weights;
use forms::{Field, Kind};
use registers::{Act, Catalogue, Change, CommitError, Register, Strictness};
use serde_json::{Value as Json, json};
use vocab::{HxlPattern, LangText, RegisterName};

use crate::desk::Desk;

/// Forms of displacement tracking that phones get; `sites` and `area_assessments` were there before.
const ON_PHONES: [&str; 12] = [
    "area_assessments",
    "displacement_events",
    "flow_counts",
    "flow_points",
    "flow_surveys",
    "intention_surveys",
    "location_assessments",
    "return_assessments",
    "site_headcounts",
    "site_households",
    "sites",
    "sub_area_assessments",
];

fn shipped() -> Catalogue {
    Catalogue::build(displacement::module().registers, None).unwrap()
}

fn all_fields(fields: &[Field]) -> Vec<&Field> {
    fields
        .iter()
        .flat_map(|field| {
            let mut found = vec![field];
            found.extend(all_fields(field.rows().unwrap_or_default()));
            found
        })
        .collect()
}

fn untranslated(text: &LangText) -> Vec<&'static str> {
    ["en", "fr", "es", "ar"]
        .into_iter()
        .filter(|lang| text.exact(lang).is_none_or(str::is_empty))
        .collect()
}

#[test]
fn every_form_for_phones_speaks_four_languages_and_says_what_each_question_means() {
    let catalogue = shipped();
    let names: Vec<&str> = catalogue
        .iter()
        .filter(|register| register.collect)
        .map(|register| register.name.as_str())
        .collect();
    assert_eq!(names, ON_PHONES);
    for register in catalogue.iter().filter(|register| register.collect) {
        let name = register.name.as_str();
        let form = &register.form;
        for field in all_fields(&form.fields) {
            assert!(
                untranslated(&field.label).is_empty(),
                "{name}: {} lacks {:?}",
                field.name,
                untranslated(&field.label)
            );
            if field.constraint.is_some() {
                let said = &field.constraint_message;
                assert!(untranslated(said).is_empty(), "{name}: {}", field.name);
            }
            let asks = !matches!(field.kind, Kind::Repeat(_) | Kind::Note);
            assert!(
                !asks || field.hxl.is_some(),
                "{name}: {} has no meaning",
                field.name
            );
        }
        let mut meanings = BTreeSet::new();
        for field in &form.fields {
            if let Some(tag) = &field.hxl {
                assert!(meanings.insert(tag), "{name}: two fields mean {tag}");
            }
        }
    }
}

#[test]
fn every_form_for_phones_compiles_and_keeps_its_meanings() {
    let catalogue = shipped();
    for name in ON_PHONES {
        let register = catalogue.get(name).unwrap();
        let sheets = &register.sheets;
        // What is not a question of XLSForm stays with the register.
        let survey: String = sheets
            .survey
            .lines()
            .filter(|line| !line.starts_with("json,"))
            .map(|line| match line.strip_prefix("partial_date,") {
                Some(rest) => format!("date,{rest}\n"),
                None => format!("{line}\n"),
            })
            .collect();
        let read = xlsform::Sheets::from_csv(&survey, &sheets.choices, &sheets.settings).unwrap();
        let options = xlsform::Options {
            file_stem: Some(name.to_owned()),
            lenient: false,
        };
        let made = xlsform::convert_sheets(&read, &options)
            .unwrap_or_else(|refused| panic!("{name}: {:?}", refused.faults));
        assert_eq!(made.languages.len(), 4, "{name}");
        let form = xform::XForm::read(made.xform.as_bytes()).unwrap();
        let asked: BTreeSet<&str> = form
            .fields
            .iter()
            .filter(|field| field.hxl.is_some())
            .map(|field| field.name.as_str())
            .collect();
        for field in &register.form.fields {
            let on_phone = !matches!(field.kind, Kind::Json | Kind::Repeat(_) | Kind::Note);
            assert!(
                !on_phone || asked.contains(field.name.as_str()),
                "{name}: {} lost its meaning",
                field.name
            );
        }
    }
}

async fn put(desk: &Desk, register: &str, data: Json) -> Result<(), Vec<(String, &'static str)>> {
    let Json::Object(data) = data else { panic!() };
    let definition = desk.registers.register(register).unwrap();
    let id = definition
        .id_for_data(&data)
        .unwrap_or_else(|| definition.id_for_key(&["test", &data.len().to_string()]));
    let change = Change {
        register: RegisterName::parse(register).unwrap(),
        id,
        base: None,
        act: Act::Put {
            data,
            owner: Some("/test".to_owned()),
        },
        note: None,
    };
    match desk
        .registers
        .commit(&Actor::system("test"), vec![change], Strictness::Strict)
        .await
    {
        Ok(_) => Ok(()),
        Err(CommitError::Refused { faults, .. }) => Err(faults
            .into_iter()
            .map(|fault| (fault.field.unwrap_or_default(), fault.code))
            .collect()),
        Err(other) => panic!("{other}"),
    }
}

fn location() -> Json {
    json!({"operation": "op", "round": "op-r1", "country": "XMR", "place_id": "P1", "place_name": "One", "place_type": "village",
        "population": "idps", "area_code": "XM0101", "individuals": 100, "females": 60, "males": 40})
}

fn with(mut data: Json, more: Json) -> Json {
    let Json::Object(more) = more else { panic!() };
    data.as_object_mut().unwrap().extend(more);
    data
}

#[tokio::test(flavor = "multi_thread")]
async fn blocks_that_do_not_add_up_are_told_at_the_screen() {
    let desk = Desk::sqlite().await;
    put(&desk, "location_assessments", location())
        .await
        .unwrap();
    for (wrong, at) in [
        (json!({"males": 41}), "males"),
        (
            json!({"f_0_4": 20, "f_5_11": 20, "f_12_17": 10, "f_18_59": 5, "f_60": 6}),
            "f_60",
        ),
        (json!({"pregnant": 101}), "pregnant"),
        (json!({"individuals_low": 120}), "individuals_low"),
        (json!({"need_1": "food", "need_2": "food"}), "need_2"),
    ] {
        let faults = put(&desk, "location_assessments", with(location(), wrong))
            .await
            .unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(faults[0].0, at);
    }
    let complete =
        json!({"f_0_4": 20, "f_5_11": 20, "f_12_17": 10, "f_18_59": 5, "f_60": 5, "pregnant": 6});
    put(&desk, "location_assessments", with(location(), complete))
        .await
        .unwrap();
    // A watch of a point: the people of a group are women, men, girls and boys.
    let watch = |boys: u8| {
        json!({"point_id": "F1", "counted_on": "2026-03-01", "from_hour": 6, "hours_observed": 12,
            "groups": [{"size": 5, "direction": "onward", "women": 1, "men": 1, "girls": 1, "boys": boys}]})
    };
    put(&desk, "flow_counts", watch(2)).await.unwrap();
    let faults = put(&desk, "flow_counts", watch(3)).await.unwrap_err();
    assert_eq!(faults[0].0, "groups[0].boys");
}

#[tokio::test(flavor = "multi_thread")]
async fn reliability_follows_from_who_was_asked_and_stops_where_consent_does() {
    let desk = Desk::sqlite().await;
    let asked = [
        (
            json!({"ki_count": 4, "ki_kinds": ["authority", "host"], "ki_agreement": "agree", "observation": "yes"}),
            "high",
        ),
        (
            json!({"ki_count": 4, "ki_kinds": ["authority", "host"], "ki_agreement": "differ", "observation": "yes"}),
            "medium",
        ),
        (json!({"ki_count": 1, "observation": "no"}), "low"),
    ];
    for (informants, expected) in asked {
        put(&desk, "location_assessments", with(location(), informants))
            .await
            .unwrap();
        let records = desk.records("location_assessments").await;
        assert_eq!(records[0]["confidence"], expected);
    }
    // After a refusal nothing is asked, and nothing more is taken.
    let refused =
        json!({"point_id": "F1", "interviewed_on": "2026-03-01", "consent": "no", "sex": "female"});
    let faults = put(&desk, "flow_surveys", refused).await.unwrap_err();
    assert_eq!(faults, [("sex".to_owned(), "not_relevant")]);
    let only = json!({"point_id": "F1", "interviewed_on": "2026-03-01", "consent": "yes", "interviewed_before": "yes"});
    put(&desk, "flow_surveys", only.clone()).await.unwrap();
    let faults = put(&desk, "flow_surveys", with(only, json!({"sex": "female"})))
        .await
        .unwrap_err();
    assert_eq!(faults, [("sex".to_owned(), "not_relevant")]);
}

#[test]
fn every_indicator_of_the_return_index_is_asked_for() {
    let catalogue = shipped();
    let form = catalogue.get("return_assessments").unwrap();
    let weights = Weights::shipped();
    let mut found = 0;
    for indicator in weights.indicators() {
        let pattern = HxlPattern::parse(&format!("#severity+{indicator}")).unwrap();
        let fields = form.fields_meaning(&pattern);
        assert_eq!(fields.len(), 1, "{indicator}");
        assert_eq!(fields[0].1.list(), Some("severity3"));
        found += 1;
    }
    assert_eq!(found, 16);
}

#[test]
fn registration_names_people_only_in_fields_of_identity_and_nothing_of_it_is_measured() {
    let catalogue = shipped();
    let register: &Register = catalogue.get("site_households").unwrap();
    for path in [
        "members.name",
        "members.document",
        "members.born_on",
        "phone",
    ] {
        assert!(register.rule(path).identity, "{path}");
    }
    for name in ["site_households", "flow_surveys", "intention_surveys"] {
        let register = catalogue.get(name).unwrap();
        assert!(register.class > vocab::AccessClass::Internal, "{name}");
        let indicators = measures::parse(displacement::module().indicators).unwrap();
        assert!(indicators.iter().all(|known| known.register != name));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_countrys_own_form_with_the_same_meanings_feeds_the_same_indicator() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("location_assessments");
    fs::create_dir(&own).unwrap();
    let survey = "type,name,label::French (fr),required,hxl\n\
        text,mission,Mission,yes,#operation+code\ntext,passage,Passage,yes,#round+id\ntext,code_lieu,Code du lieu,yes,#loc+code\n\
        text,commune,Commune,,#adm2+code\ntext,zone,Zone,,#adm+code\nselect_one categorie,categorie,Catégorie,yes,#beneficiary+type\n\
        integer,femmes,Femmes,,#affected+f+ind\ninteger,personnes,Personnes,yes,#affected+ind\n";
    fs::write(own.join("survey.csv"), survey).unwrap();
    fs::write(
        own.join("choices.csv"),
        "list_name,name,label::French (fr)\ncategorie,idps,Déplacés\ncategorie,host_community,Hôtes\n",
    )
    .unwrap();
    let toml = "title = { fr = \"Lieux\" }\nmodule = \"displacement\"\nclass = \"internal\"\nkey = [\"#round+id\", \"#loc+code\"]\n\
        place = \"#adm+code\"\npartition = { field = \"#round+id\" }\ncollect = true\n[lifecycle]\ninitial = \"recorded\"\n\
        [[lifecycle.states]]\nname = \"recorded\"\ntitle = { fr = \"Enregistré\" }\n";
    fs::write(own.join("register.toml"), toml).unwrap();
    let desk = Desk::of_country(folder.path()).await;
    let shipped = Desk::sqlite().await;
    put(
        &shipped,
        "location_assessments",
        with(location(), json!({"admin2_code": "XM0101"})),
    )
    .await
    .unwrap();
    put(
        &desk,
        "location_assessments",
        json!({"mission": "op", "passage": "op-r1", "code_lieu": "P1", "commune": "XM0101", "zone": "XM0101", "categorie": "idps",
            "femmes": 60, "personnes": 100}),
    )
    .await
    .unwrap();
    let of = |found: Vec<(Option<String>, f64)>| found.iter().map(|(_, value)| *value).sum::<f64>();
    for desk in [&shipped, &desk] {
        let whole = of(desk.measured("idps_in_locations", "op-r1", None).await);
        assert!((whole - 100.0).abs() < 1e-9, "{whole}");
        let districts = desk.measured("idps_in_locations", "op-r1", Some(2)).await;
        assert_eq!(districts, [(Some("XM0101".to_owned()), 100.0)]);
    }
}
