//! Any text as an expression: read, written, read again, evaluated. `cargo +nightly fuzz run expression`
#![no_main]

mod still;

use libfuzzer_sys::fuzz_target;
use xpath::{Evaluator, Expression, Instances, NodeRef, Tree};

fuzz_target!(|source: &str| {
    let Ok(expression) = Expression::parse(source) else {
        return;
    };
    let again = Expression::parse(&expression.to_string()).expect("what was written reads");
    assert_eq!(expression, again);
    let mut tree = Tree::build();
    tree.open("data");
    tree.attribute("id", "f");
    let place = tree.leaf("a", "2020-01-01");
    tree.leaf("b", "1 2 0 0; 3 4 0 0");
    tree.leaf("b", "12");
    let tree = tree.finish();
    let mut instances = Instances::new(&tree);
    instances.add("x", &tree);
    let evaluator = Evaluator::with_budget(&instances, &still::Still, 100_000);
    let _ = evaluator.text(&expression, NodeRef::primary(place));
});
