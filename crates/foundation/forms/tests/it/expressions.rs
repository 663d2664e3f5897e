//! Expressions against small cases, an oracle, and random text.

use forms::expr::{Expr, Scope, Value};
use proptest::prelude::*;

fn eval(source: &str) -> Value {
    let fields = |name: &str| match name {
        "n" => Value::Number(7.0),
        "needs" => Value::Text("water food".into()),
        "day" => Value::Text("2024-05-01".into()),
        "rows" => Value::List(vec![Value::Number(2.0), Value::blank(), Value::Number(5.0)]),
        _ => Value::blank(),
    };
    let expression = Expr::parse(source).unwrap_or_else(|fault| panic!("{source}: {fault}"));
    expression
        .eval(&Scope::new(&fields, Value::Number(12.0)))
        .unwrap_or_else(|error| panic!("{source}: {error}"))
}

fn number(source: &str) -> f64 {
    match eval(&format!("number({source})")) {
        Value::Number(number) => number,
        other => panic!("{source} gave {other:?}"),
    }
}

fn truth(source: &str) -> bool {
    eval(&format!("boolean({source})")) == Value::Truth(true)
}

#[test]
fn operators_bind_as_in_xpath() {
    let check = |source: &str, expected: f64| {
        let found = number(source);
        assert!((found - expected).abs() < 1e-9, "{source} gave {found}");
    };
    check("1 + 2 * 3", 7.0);
    check("(1 + 2) * 3", 9.0);
    check("10 - 2 - 3", 5.0);
    check("12 div 4 div 3", 1.0);
    check("-2 - -3", 1.0);
    check("- - 4", 4.0);
    check("17 mod 5", 2.0);
    check("-${n} + . ", 5.0);
    check("pow(2, 10)", 1024.0);
    check("round(2.345, 2)", 2.35);
    check("'2024-05-03' - ${day}", 2.0);
    check(
        "sum(${rows}) + count(${rows}) + count-non-empty(${rows})",
        12.0,
    );
    check("max(${rows}, 3) - min(${rows})", 3.0);
    check("string-length('ماء')", 3.0);
    check("count-selected(${needs})", 2.0);
}

#[test]
fn conditions_read_as_odk_reads_them() {
    let check = |source: &str, expected: bool| assert_eq!(truth(source), expected, "{source}");
    check("selected(${needs}, 'food')", true);
    check("selected(${needs}, 'foo')", false);
    check(". >= 0 and . <= 120", true);
    check("${n} = 7 and ${n} = '7'", true);
    check("true() = 'x'", true);
    check("1 < 2 = true()", true);
    check("false() or not(1 = 2)", true);
    check("regex('TD07', '[A-Z]{2}[0-9]{2}')", true);
    check("regex('xTD07', '[A-Z]{2}[0-9]{2}')", false);
    check("${day} < '2024-12-31'", true);
    check("if(${n} > 5, 'many', 'few') = 'many'", true);
    check("coalesce(${blank}, ${n}) = 7", true);
    check("substr('abcdef', 1, 3) = 'bc'", true);
    check("concat('a', 1, true()) = 'a1true'", true);
    check("selected-at(${needs}, 1) = 'food'", true);
}

#[test]
fn a_blank_is_an_empty_text_and_no_number() {
    let check = |source: &str, expected: bool| assert_eq!(truth(source), expected, "{source}");
    check("${blank} = ''", true);
    check("${blank} != ''", false);
    check("${n} != ''", true);
    check("${blank} > 0", false);
    check("${blank} <= 0", false);
    check("${blank} + 1 > 0", false);
    check("not(${blank})", true);
}

#[test]
fn a_fault_names_its_place_and_a_way_out() {
    let check = |source: &str, part: &str| {
        let fault = Expr::parse(source).expect_err(source).to_string();
        assert!(fault.contains(part), "{source}: {fault}");
    };
    check("1 +", "ends too early");
    check("(1", ") is missing");
    check("1)", "never opened");
    check("'abc", "never closed");
    check("today() > 1", "changes with the moment");
    check("selected(${a})", "write selected(");
    check("foo(1)", "no function foo()");
    check("../a > 1", "as ${name}");
    check("$a", "${name}");
    check("1 2", "follow each other without an operator");
    check("regex(., '(')", "cannot be read");
    check("regex(., ${a})", "not a text in quotes");
    check("count(1 + 2)", "write count(${");
    check("${a} | ${b}", "a union of paths");
    check("${last-saved#a}", "saved before");
    check("position(..) = 1", "a record is no document");
    check("coalesce(1, 2, 3)", "one within another");
    check("a # b", "has no meaning here");
    check(&"(".repeat(201), "nested deeper than");
    check(
        &format!("{}1{}", "not(".repeat(201), ")".repeat(201)),
        "nested deeper than",
    );
    check(&"1+".repeat(20_000), "are allowed");
}

#[test]
fn a_long_chain_neither_parses_nor_drops_by_recursion() {
    let chain = vec!["1"; 10_000].join("+");
    assert!((number(&chain) - 10_000.0).abs() < 1e-9);
    let minuses = format!("{}1", "-".repeat(30_000));
    assert!((number(&minuses) - 1.0).abs() < 1e-9);
}

/// An expression beside what it must give, built together so that the oracle never parses.
fn arithmetic() -> impl Strategy<Value = (String, f64)> {
    let leaf = (0_u32..1000).prop_map(|n| (n.to_string(), f64::from(n)));
    leaf.prop_recursive(6, 64, 2, |inner| {
        (inner.clone(), inner, 0..5_u8).prop_map(|((a, x), (b, y), operator)| match operator {
            0 => (format!("({a} + {b})"), x + y),
            1 => (format!("({a} - {b})"), x - y),
            2 => (format!("({a} * {b})"), x * y),
            3 => (format!("({a} div {b})"), x / y),
            _ => (format!("-({a})"), -x),
        })
    })
}

proptest! {
    #[test]
    fn arithmetic_agrees_with_the_machine((source, expected) in arithmetic()) {
        let found = number(&source);
        prop_assert!(found.to_bits() == expected.to_bits() || (found.is_nan() && expected.is_nan())
            || (found - expected).abs() <= f64::EPSILON * expected.abs(), "{} gave {}", source, found);
    }

    #[test]
    fn random_text_never_panics(source in "\\PC{0,80}") {
        if let Ok(expression) = Expr::parse(&source) {
            let field = |_: &str| Value::Text("x".into());
            let _ = expression.eval(&Scope::new(&field, Value::blank()));
        }
    }

    #[test]
    fn random_tokens_never_panic(parts in prop::collection::vec(prop::sample::select(vec![
        "(", ")", ",", "1", "2.5", "'a'", "${x}", ".", "and", "or", "not(", "if(", "+", "-", "*", "div", "mod", "=",
        "!=", "<", ">=", "substr(", "regex(.,'a+')", "round(", "selected-at(", "min(", "join(", "pow(", "-1", "1e9",
    ]), 0..40)) {
        let source = parts.join(" ");
        if let Ok(expression) = Expr::parse(&source) {
            let field = |_: &str| Value::List(vec![Value::Number(f64::MAX), Value::blank()]);
            let scope = Scope::new(&field, Value::Text("éa".into()));
            let _ = (expression.eval(&scope), expression.holds(&scope));
        }
    }
}
