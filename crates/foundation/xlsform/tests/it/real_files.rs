//! Forms of UNHCR, UNICEF, WHO, IFRC and others, read from outside of the repository.

use std::{fs, path::PathBuf};

use xlsform::{Options, convert};

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/xlsforms")
}

#[test]
fn every_real_form_converts_or_is_refused_in_its_rows() {
    let directory = directory();
    if !directory.is_dir() {
        eprintln!(
            "skipped: every_real_form_converts_or_is_refused_in_its_rows (no shared/data/xlsforms beside the project)"
        );
        return;
    }
    let refused = [
        "cht_person-create.xlsx",       // a group called meta, and the type tel
        "cht_pregnancy.xlsx",           // a group called meta
        "unhcr_form_data.xls",          // a choice twice, and a reference without its brace
        "unicef_liberia_coverage.xlsx", // choices twice, for a cascade
    ];
    let mut seen = 0;
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.contains(".xls") {
            continue;
        }
        seen += 1;
        let bytes = fs::read(&path).unwrap();
        match convert(&bytes, &Options::default()) {
            Ok(form) => {
                assert!(
                    !refused.contains(&name.as_str()),
                    "{name} is refused by its rules"
                );
                roxmltree::Document::parse(&form.xform).unwrap();
                assert!(!form.fields.is_empty(), "{name} has questions");
            }
            Err(found) => {
                assert!(
                    refused.contains(&name.as_str()),
                    "{name}: {:#?}",
                    found.faults
                );
                assert!(
                    found
                        .faults
                        .iter()
                        .all(|fault| fault.row.is_some() && !fault.sheet.is_empty()),
                    "{name}: {:#?}",
                    found.faults
                );
            }
        }
    }
    assert_eq!(seen, 15);
}

#[test]
fn leniency_converts_what_was_refused_for_a_formality() {
    let directory = directory();
    if !directory.is_dir() {
        eprintln!(
            "skipped: leniency_converts_what_was_refused_for_a_formality (no shared/data/xlsforms beside the project)"
        );
        return;
    }
    let options = Options {
        lenient: true,
        ..Options::default()
    };
    for name in [
        "cht_pregnancy.xlsx",
        "unhcr_form_data.xls",
        "unicef_liberia_coverage.xlsx",
    ] {
        let bytes = fs::read(directory.join(name)).unwrap();
        let form = convert(&bytes, &options)
            .unwrap_or_else(|refused| panic!("{name}: {:#?}", refused.faults));
        roxmltree::Document::parse(&form.xform).unwrap();
        assert!(!form.warnings.is_empty(), "{name} is warned about");
    }
}
