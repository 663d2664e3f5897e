//! A file comes in whole or is refused with every fault at its place.

use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};
use synthesis::{Fault, domain::Domain, reader};

const DOMAIN: &str = r#"
[[column]]
name = "sex"
values = ["F", "M"]
required = true
[[column]]
name = "age"
bins = [0, 18, 60, 120]
[[column]]
name = "means"
separator = ";"
values = ["Threats", "Debt"]
[[impossible]]
sex = ["M"]
"means:Debt" = ["1"]
"#;

fn flaws(text: &str) -> Vec<(u64, String)> {
    let domain = Domain::parse(DOMAIN).expect("a good domain");
    match reader::read(text.as_bytes(), &domain) {
        Err(Fault::File(flaws)) => flaws
            .named
            .into_iter()
            .map(|flaw| (flaw.line, flaw.column))
            .collect(),
        other => panic!("expected faults, got {other:?}"),
    }
}

#[test]
fn every_fault_is_named_at_once_with_line_and_column() {
    let found = flaws("sex,age,means\nF,17,Threats;Debt\nX,17,\nM,200,Rope\nF\nM,abc,\n");
    let expected: Vec<(u64, String)> = [(3, "sex"), (4, "age"), (4, "means"), (5, ""), (6, "age")]
        .map(|(line, column)| (line, column.to_owned()))
        .into();
    assert_eq!(found, expected);
}

#[test]
fn a_header_must_hold_the_declared_columns_and_no_other() {
    let found = flaws("sex,name,sex\nF,x,F\n");
    let columns: Vec<&str> = found.iter().map(|(_, column)| column.as_str()).collect();
    assert_eq!(columns, ["name", "sex", "age", "means"]);
}

#[test]
fn an_impossible_record_of_the_original_is_a_fault_too() {
    assert_eq!(
        flaws("sex,age,means\nF,1,Debt\nM,1,Debt\n"),
        [(3, "sex".to_owned())]
    );
    assert_eq!(flaws("sex,age,means\n,1,\n"), [(2, "sex".to_owned())]);
}

#[test]
fn a_fault_never_repeats_the_cell() {
    let domain = Domain::parse(DOMAIN).expect("a good domain");
    let fault = reader::read("sex,age,means\nAmina Diallo,17,\n".as_bytes(), &domain)
        .expect_err("unknown value");
    assert!(!fault.to_string().contains("Amina"));
}

#[test]
fn every_flaw_of_a_domain_is_told_at_once() {
    let text = "[[column]]\nname = \"a\"\nvalues = [\"x\", \"x\"]\n[[column]]\nname = \"b\"\nbins = [3, 1]\n[[impossible]]\nc = [\"1\"]\n";
    let fault = Domain::parse(text).expect_err("three flaws").to_string();
    for part in ["listed twice", "rising numbers", "not declared"] {
        assert!(fault.contains(part), "{fault}");
    }
}

#[test]
fn intervals_and_several_values_come_back_in_the_files_own_form() {
    let domain = Domain::parse(DOMAIN).expect("a good domain");
    let table = reader::read(
        "means,sex,age\nDebt; Threats,F,17.5\n,M,\n".as_bytes(),
        &domain,
    )
    .expect("a good file");
    let mut out = Vec::new();
    table.write(&domain, &mut out).expect("written");
    let text = String::from_utf8(out).expect("text");
    assert_eq!(text, "sex,age,means\nF,[0;18),Threats;Debt\nM,,\n");
    let again = reader::read(text.as_bytes(), &domain).expect("what was written is read");
    assert_eq!(again, table);
}

#[test]
fn many_numbers_become_intervals_and_many_words_are_refused() {
    let mut numbers = String::from("age\n");
    let mut words = String::from("name\n");
    for row in 0..6_000 {
        numbers.push_str(&format!("{}\n", f64::from(row) / 7.0));
        words.push_str(&format!("n{row}\n"));
    }
    let (_, domain) = reader::read_inferring(numbers.as_bytes()).expect("numbers");
    assert_eq!(
        domain.columns[0].values.len(),
        17,
        "sixteen intervals and the empty cell"
    );
    assert!(matches!(
        reader::read_inferring(words.as_bytes()),
        Err(Fault::File(_))
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_make_the_reader_fall(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = reader::read_inferring(&bytes[..]);
        let _ = reader::read(&bytes[..], &Domain::parse(DOMAIN).expect("good"));
        let _ = Domain::parse(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn what_is_read_is_written_back(cells in prop::collection::vec(("[a-c]{0,2}", "[x\",;\n]{0,3}"), 1..40)) {
        let mut text = Vec::new();
        let mut out = csv::Writer::from_writer(&mut text);
        out.write_record(["one", "two"]).expect("written");
        for (one, two) in &cells {
            out.write_record([one.trim(), two.trim()]).expect("written");
        }
        drop(out);
        let (table, domain) = reader::read_inferring(&text[..]).expect("a good file");
        prop_assert_eq!(table.rows(), cells.len());
        let mut back = Vec::new();
        table.write(&domain, &mut back).expect("written");
        prop_assert!(back == text, "{}", String::from_utf8_lossy(&back));
    }
}
