//! Plain XPath 1.0 held against an independent engine over random documents and expressions.
//!
//! Three rules of section 3.4 are left out, where that engine is wrong: `!=` over an empty set is false, a set ordered
//! against a truth value is a truth value first, and a set is above or below a number when any of its nodes is, not its
//! first. `functions.rs` has all three.

use proptest::prelude::*;
use sxd_xpath::{Context, Factory, Value as Theirs};
use xpath::{Evaluator, Expression, Instances, NodeId, NodeKind, NodeRef, Tree, Value};

use crate::answers::World;

/// A document as XML.
fn written(tree: &Tree, node: NodeId, out: &mut String) {
    match tree.kind(node) {
        NodeKind::Text => out.push_str(&tree.text(node)),
        NodeKind::Element => {
            out.push_str(&format!("<{}", tree.name(node)));
            for attribute in tree.attributes(node) {
                out.push_str(&format!(
                    " {}=\"{}\"",
                    tree.name(attribute),
                    tree.text(attribute)
                ));
            }
            out.push('>');
            for child in tree.children(node) {
                written(tree, child, out);
            }
            out.push_str(&format!("</{}>", tree.name(node)));
        }
        NodeKind::Root | NodeKind::Attribute => {}
    }
}

fn documents() -> impl Strategy<Value = Tree> {
    prop::collection::vec((0_u8..6, "[ab1-9]{0,2}"), 1..25).prop_map(|moves| {
        let mut tree = Tree::build();
        tree.open("a");
        let mut fresh = true;
        for (step, text) in moves {
            match step {
                0 | 1 if tree.depth() < 5 => {
                    tree.open(if step == 0 { "a" } else { "b" });
                    fresh = true;
                    continue;
                }
                2 if fresh => tree.attribute("c", &text),
                3 => tree.text(&text),
                4 if tree.depth() > 1 => tree.close(),
                _ => {
                    tree.leaf("b", &text);
                }
            }
            fresh = false;
        }
        tree.finish()
    })
}

fn paths() -> impl Strategy<Value = String> {
    let axis = prop::sample::select(vec![
        "child::",
        "descendant::",
        "descendant-or-self::",
        "parent::",
        "ancestor::",
        "ancestor-or-self::",
        "following-sibling::",
        "preceding-sibling::",
        "following::",
        "preceding::",
        "self::",
        "",
    ]);
    let test = prop::sample::select(vec!["a", "b", "*", "node()", "text()"]);
    let predicate = prop::sample::select(vec![
        "",
        "",
        "",
        "[1]",
        "[2]",
        "[last()]",
        "[@c]",
        "[b]",
        "[. = 1]",
        "[position() > 1]",
        "[not(a)]",
        "[1][1]",
        "[count(*) > 1]",
    ]);
    let step = (axis, test, predicate)
        .prop_map(|(axis, test, predicate)| format!("{axis}{test}{predicate}"));
    (
        prop::sample::select(vec!["", "/", "//"]),
        prop::collection::vec(step, 1..4),
        prop::sample::select(vec!["", "/@c", "/.."]),
    )
        .prop_map(|(start, steps, end)| format!("{start}{}{end}", steps.join("/")))
}

fn values() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        paths(),
        "[0-9]{1,2}(\\.[0-9])?",
        "'[ab1-9]{0,3}'",
        Just("true()".to_owned()),
        paths().prop_map(|path| format!("count({path})")),
        paths().prop_map(|path| format!("string({path})")),
        paths().prop_map(|path| format!("sum({path})")),
        paths().prop_map(|path| format!("name({path})")),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        let operator = prop::sample::select(vec![
            " + ", " - ", " * ", " div ", " mod ", " = ", " and ", " or ",
        ]);
        let order = prop::sample::select(vec![" < ", " <= ", " > ", " >= "]);
        prop_oneof![
            (inner.clone(), operator, inner.clone()).prop_map(|(a, o, b)| format!("({a}){o}({b})")),
            (inner.clone(), order, inner.clone())
                .prop_map(|(a, o, b)| format!("number({a}){o}number({b})")),
            inner.clone().prop_map(|a| format!("number({a})")),
            inner.clone().prop_map(|a| format!("boolean({a})")),
            inner.clone().prop_map(|a| format!("floor({a})")),
            inner
                .clone()
                .prop_map(|a| format!("string-length(string({a}))")),
            (inner.clone(), inner)
                .prop_map(|(a, b)| format!("substring-before(string({a}), string({b}))")),
        ]
    })
}

fn ours(tree: &Tree, at: NodeRef, source: &str) -> String {
    let instances = Instances::new(tree);
    let world = World { offset: 0 };
    let evaluator = Evaluator::new(&instances, &world);
    match evaluator.evaluate(&Expression::parse(source).expect("of the grammar"), at) {
        Ok(Value::Nodes(nodes)) => {
            let texts: Vec<_> = nodes
                .iter()
                .map(|node| instances.text(*node).into_owned())
                .collect();
            format!("nodes {texts:?}")
        }
        Ok(Value::Number(number)) => format!("number {}", xpath::number_text(number)),
        Ok(Value::Text(text)) => format!("text {text:?}"),
        Ok(Value::Boolean(boolean)) => format!("boolean {boolean}"),
        Err(error) => format!("error {error}"),
    }
}

fn theirs(xml: &str, source: &str) -> String {
    let package = sxd_document::parser::parse(xml).expect("well-formed");
    let document = package.as_document();
    let xpath = Factory::new()
        .build(source)
        .expect("of the grammar")
        .expect("not empty");
    let top = document.root().children()[0].element().expect("an element");
    match xpath.evaluate(&Context::new(), top) {
        Ok(Theirs::Nodeset(nodes)) => {
            let texts: Vec<_> = nodes
                .document_order()
                .iter()
                .map(sxd_xpath::nodeset::Node::string_value)
                .collect();
            format!("nodes {texts:?}")
        }
        Ok(Theirs::Number(number)) => format!("number {}", xpath::number_text(number)),
        Ok(Theirs::String(text)) => format!("text {text:?}"),
        Ok(Theirs::Boolean(boolean)) => format!("boolean {boolean}"),
        Err(error) => format!("error {error}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn an_independent_engine_finds_the_same(tree in documents(), source in values()) {
        let top = tree.top().expect("built with one");
        let mut xml = String::new();
        written(&tree, top, &mut xml);
        prop_assert_eq!(ours(&tree, NodeRef::primary(top), &source), theirs(&xml, &source), "{} over {}", source, xml);
    }
}
