//! Arbitrary input never panics, and what converts is well-formed XML.

use proptest::prelude::*;
use xlsform::{Options, convert};

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(vec![
            "text", "integer", "note", "calculate", "begin group", "end group", "begin repeat", "end repeat",
            "select_one c", "select_multiple c or_other", "rank c", "range", "image", "audit", "geopoint", "osm",
            "csv-external", "select_one ${a}", "select_one_from_file a.csv", "begin loop over c", "end loop",
            "background-geopoint", "start", "hidden",
        ]).prop_map(str::to_owned),
        4 => proptest::sample::select(vec![
            "a", "b", "c", "meta", "data", "a b", "1", "", "${a}", "${b}", "${last-saved#a}", "yes", "now()",
            "${a} + 1", "indexed-repeat(${a}, ${b}, 1)", "instance('c')/root/item[name=${a}]/label", "rows=3",
            "randomize=true", "start=1 end=2 step=0", "table-list", "search('x')", "pulldata('c', 'a', 'b', ${a})",
            "%(name)s %", "<b>&\"'", "\u{2019}", "${", "}", "a#b", "é", "x:y", "jr:z", "-a", "xmlns", "1 < 2", "a:b:c", "\u{1}",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

fn header() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "type",
        "name",
        "label",
        "label::fr",
        "hint",
        "relevant",
        "calculation",
        "appearance",
        "parameters",
        "default",
        "trigger",
        "choice_filter",
        "repeat_count",
        "image",
        "media::audio::fr",
        "bind::x",
        "bind::x y",
        "instance::hxl",
        "body::y:z",
        "save_to",
        "guidance_hint",
        "required",
        "constraint_message",
        "list_name",
        "disabled",
        "a::b::c::d",
        "hxl",
        "bind",
        "media",
    ])
    .prop_map(str::to_owned)
}

fn sheet(name: &'static str) -> impl Strategy<Value = String> {
    (
        proptest::collection::vec(header(), 0..6),
        proptest::collection::vec(proptest::collection::vec(cell(), 0..9), 0..10),
    )
        .prop_map(move |(mut more, rows)| {
            let mut header: Vec<String> = match name {
                "choices" => vec!["list_name", "name", "label"],
                "entities" => vec!["list_name", "label", "entity_id"],
                _ => vec!["type", "name", "label"],
            }
            .into_iter()
            .map(str::to_owned)
            .collect();
            more.retain(|one| !header.contains(one));
            more.dedup();
            header.extend(more);
            header.dedup();
            let mut md = format!("| {name} |\n| | {} |\n", header.join(" | "));
            for row in rows {
                let cells: Vec<String> = row
                    .iter()
                    .take(header.len())
                    .map(|cell| cell.replace(['|', '\n', '\r', '\\'], " "))
                    .collect();
                md.push_str(&format!("| | {} |\n", cells.join(" | ")));
            }
            md
        })
}

fn check(bytes: &[u8]) {
    for lenient in [false, true] {
        let options = Options {
            lenient,
            ..Options::default()
        };
        match convert(bytes, &options) {
            Ok(form) => {
                if let Err(error) = roxmltree::Document::parse(&form.xform) {
                    panic!("{error} in {}", form.xform);
                }
            }
            Err(refused) => assert!(!refused.faults.is_empty()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn tables_of_anything(survey in sheet("survey"), choices in sheet("choices"), entities in sheet("entities")) {
        check(survey.as_bytes());
        check(format!("{survey}{choices}").as_bytes());
        check(format!("{survey}{choices}{entities}").as_bytes());
    }

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        check(text.as_bytes());
        check(format!("| survey |\n| | type | name | label |\n| | text | a | {} |\n", text.replace('\n', " ")).as_bytes());
    }

    #[test]
    fn any_bytes(mut bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        check(&bytes);
        for start in [b"PK\x03\x04".as_slice(), &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]] {
            let mut file = start.to_vec();
            file.append(&mut bytes.clone());
            check(&file);
        }
        bytes.clear();
    }
}
