//! Small files that would grow without end.

use std::fmt::Write;

use crate::faults;

fn grows_too_large(md: &str, about: &str) {
    let found = faults(md);
    assert!(
        found.iter().any(|fault| fault.reason.contains(about)),
        "{found:#?}"
    );
}

#[test]
fn loops_within_loops_multiply_only_so_far() {
    let mut md = String::from("| survey | | | |\n| | type | name | label |\n");
    for level in 0..4 {
        writeln!(md, "| | begin loop over c | l{level} | L |").unwrap();
    }
    md.push_str("| | text | q | %(label)s |\n");
    for _ in 0..4 {
        md.push_str("| | end loop | | |\n");
    }
    md.push_str("| choices | | | |\n| | list_name | name | label |\n");
    for choice in 0..100 {
        writeln!(md, "| | c | n{choice} | N |").unwrap();
    }
    grows_too_large(&md, "elements");
}

#[test]
fn languages_times_texts_are_bounded() {
    let languages = 600;
    let mut md = String::from("| survey | | |\n| | type | name |");
    for language in 0..languages {
        write!(md, " label::l{language} |").unwrap();
    }
    md.push('\n');
    for row in 0..5_000 {
        writeln!(
            md,
            "| | text | q{row} |{} x |",
            " |".repeat(row % languages)
        )
        .unwrap();
    }
    grows_too_large(&md, "256 MB");
}

#[test]
fn names_have_an_end() {
    let name = "a".repeat(5_000);
    let found = faults(&format!(
        "| survey | | | |\n| | type | name | label |\n| | text | {name} | Q |\n"
    ));
    assert_eq!((found[0].row, found[0].column.as_str()), (Some(2), "name"));
}

#[test]
fn headers_have_few_parts() {
    let header = vec!["a"; 4_000].join("::");
    let found = faults(&format!(
        "| survey | | | | |\n| | type | name | label | {header} |\n| | text | q | Q | x |\n"
    ));
    assert_eq!(found[0].row, Some(1));
}
