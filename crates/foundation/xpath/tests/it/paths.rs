//! Paths, predicates and the repeats of ODK.

use crate::answers::{text, text_at, value_at};
use proptest::prelude::*;
use xpath::{Evaluator, Expression, Instances, NodeId, NodeRef, Tree};

#[test]
fn axes_walk_in_document_order() {
    assert_eq!(text("count(//node())"), "25");
    assert_eq!(text("person[2]/name"), "Bakari");
    assert_eq!(
        text("person[last()]/preceding-sibling::person[1]/name"),
        "Bakari"
    );
    assert_eq!(text("person[1]/following-sibling::*[2]/name"), "Chidi");
    assert_eq!(text("count(person[2]/preceding::*)"), "7");
    assert_eq!(text("count(person[2]/following::*)"), "5");
    assert_eq!(text("name(//age[. = 8]/ancestor::*[1])"), "person");
    assert_eq!(text("@id"), "hh");
    assert_eq!(text("count(water | size | water)"), "2");
    assert_eq!(text("(//name)[2]"), "Bakari");
    assert_eq!(text("count(//name[1])"), "3");
    assert_eq!(text("meta/instanceID"), "uuid:1");
    assert_eq!(text("orx:meta/orx:instanceID"), "uuid:1");
    assert_eq!(text("count(foo:meta)"), "0");
    assert_eq!(text("local-name(orx:meta)"), "meta");
}

#[test]
fn an_absolute_path_in_a_repeat_means_its_own_instance() {
    assert_eq!(
        text_at("/data/person[2]/age", "/data/person/name"),
        "Bakari"
    );
    assert_eq!(text_at("/data/person[2]/age", "count(/data/person)"), "3");
    assert_eq!(
        text_at("/data/person[2]/age", "/data/person[1]/name"),
        "Amina"
    );
    assert_eq!(text_at("/data/size", "/data/person/name"), "Amina");
    assert_eq!(text_at("/data/person[2]/age", "position(..)"), "2");
    assert_eq!(
        text_at(
            "/data/person[3]/age",
            "indexed-repeat(/data/person/name, /data/person, 1)"
        ),
        "Amina"
    );
    assert_eq!(
        text_at(
            "/data/person[3]/age",
            "indexed-repeat(../name, /data/person, position(..) - 1)"
        ),
        "Bakari"
    );
    assert_eq!(
        text_at(
            "/data/person[3]/age",
            "indexed-repeat(../name, /data/person, 9)"
        ),
        ""
    );
}

#[test]
fn secondary_instances_are_filtered_by_the_answer() {
    assert_eq!(
        text("instance('places')/root/item[name = 'a2']/label"),
        "Beta"
    );
    assert_eq!(
        text("count(instance('places')/root/item[adm = 'a'][contains(label, 'l')])"),
        "1"
    );
    assert_eq!(
        text_at(
            "/data/water",
            "count(instance('places')/root/item[adm = substring-before(current(), 'iver')])"
        ),
        "0"
    );
    assert_eq!(text("pulldata('places', 'label', 'name', 'b1')"), "Gamma");
    assert_eq!(text("pulldata('places', 'label', 'name', 'zz')"), "");
    assert!(
        value_at("/data", "instance('trees')/root")
            .unwrap_err()
            .contains("trees")
    );
}

#[test]
fn what_is_absent_is_not_found_but_may_be_stood_on() {
    assert_eq!(text("count(person/school)"), "0");
    assert_eq!(text("count(person/*)"), "6");
    let mut tree = Tree::build();
    tree.open("data");
    tree.leaf("a", "1");
    let absent = tree.open_absent("b");
    tree.close();
    let tree = tree.finish();
    let instances = Instances::new(&tree);
    let world = crate::answers::World { offset: 0 };
    let evaluator = Evaluator::new(&instances, &world);
    let relevant = Expression::parse("../a = 1 and . = ''").unwrap();
    assert_eq!(
        evaluator.holds(&relevant, NodeRef::primary(absent)),
        Ok(true)
    );
}

#[test]
fn the_budget_ends_what_would_not_end() {
    let mut tree = Tree::build();
    tree.open("d");
    for _ in 0..3000 {
        tree.leaf("x", "1");
    }
    let tree = tree.finish();
    let instances = Instances::new(&tree);
    let world = crate::answers::World { offset: 0 };
    let evaluator = Evaluator::with_budget(&instances, &world, 100_000);
    let costly = Expression::parse("count(//x[//x[//x]])").unwrap();
    let refused = evaluator.evaluate(&costly, NodeRef::primary(NodeId::ROOT));
    assert!(refused.unwrap_err().to_string().contains("too many steps"));
    assert_eq!(evaluator.budget(), 0);
}

#[test]
fn the_deepest_expression_evaluates() {
    let levels = xpath::MAX_DEPTH / 2 - 2;
    let deep = format!(
        "{}1{}",
        "if(true(), 1 + ".repeat(levels),
        ", 0)".repeat(levels)
    );
    assert_eq!(text(&deep), (levels + 1).to_string());
    assert_eq!(text(&format!("0{}", " + 1".repeat(5000))), "5000");
}

fn trees() -> impl Strategy<Value = Tree> {
    prop::collection::vec((0_u8..6, "[ab1-9]{0,3}"), 0..60).prop_map(|moves| {
        let mut tree = Tree::build();
        tree.open("a");
        for (step, text) in moves {
            match step {
                0 => {
                    tree.open("a");
                }
                1 => {
                    tree.open("b");
                }
                2 => tree.attribute("c", &text),
                3 => tree.text(&text),
                4 if tree.depth() > 1 => tree.close(),
                _ => {
                    tree.leaf("div", &text);
                }
            }
        }
        tree.finish()
    })
}

proptest! {
    #[test]
    fn no_expression_panics_on_any_tree(tree in trees(), source in crate::reading::expressions()) {
        let instances = Instances::new(&tree);
        let world = crate::answers::World { offset: 2 };
        let evaluator = Evaluator::with_budget(&instances, &world, 200_000);
        if let Ok(expression) = Expression::parse(&source) {
            for node in tree.iter().take(5) {
                if let Ok(xpath::Value::Nodes(nodes)) = evaluator.evaluate(&expression, NodeRef::primary(node)) {
                    prop_assert!(nodes.windows(2).all(|pair| pair[0] < pair[1]), "document order, each once");
                }
            }
        }
    }

    #[test]
    fn the_axes_part_the_document(tree in trees(), pick in 0_usize..200) {
        // section 2.2: ancestor, descendant, following, preceding and self hold every node once
        let instances = Instances::new(&tree);
        let world = crate::answers::World { offset: 0 };
        let evaluator = Evaluator::new(&instances, &world);
        let nodes: Vec<_> = tree.iter().filter(|node| tree.kind(*node) != xpath::NodeKind::Attribute).collect();
        let node = nodes[pick % nodes.len()];
        let parts = Expression::parse(
            "count(ancestor::node()) + count(descendant::node()) + count(following::node()) + count(preceding::node()) + count(self::node())"
        ).unwrap();
        prop_assert_eq!(evaluator.text(&parts, NodeRef::primary(node)).unwrap(), nodes.len().to_string());
    }

    #[test]
    fn arithmetic_is_that_of_doubles(a in -1000_i32..1000, b in 1_i32..1000) {
        prop_assert_eq!(text(&format!("{a} + {b} = {b} + {a}")), "true");
        prop_assert_eq!(text(&format!("({a} - {b}) + {b}")), a.to_string());
        prop_assert_eq!(text(&format!("{a} mod {b}")), (a % b).to_string());
        prop_assert_eq!(text(&format!("floor({a} div {b}) * {b} + ({a} - floor({a} div {b}) * {b})")), a.to_string());
        prop_assert_eq!(text(&format!("not({a} < {b}) = ({a} >= {b})")), "true");
    }
}
