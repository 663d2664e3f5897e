//! Any cells in a form's tables: `cargo +nightly fuzz run markdown` in the crate's folder.
#![no_main]

use libfuzzer_sys::fuzz_target;
use xlsform::{Options, convert};

fuzz_target!(|cells: &str| {
    let md = format!(
        "| survey | | | | | |\n| | type | name | label | relevant | calculation |\n{}\n| choices | | | |\n| | list_name | name | label |\n| | c | a | A |\n",
        cells
            .lines()
            .map(|line| format!("| | {line} |"))
            .collect::<Vec<_>>()
            .join("\n")
    );
    if let Ok(form) = convert(md.as_bytes(), &Options::default()) {
        roxmltree::Document::parse(&form.xform).expect("what converts is well-formed");
    }
});
