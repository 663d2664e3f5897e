//! A small world for tests: a household form, a list of places, a fixed clock.

use xpath::{Evaluator, Expression, Instances, NodeId, NodeRef, Now, Surroundings, Tree, Value};

pub struct World {
    pub offset: i8,
}

impl Surroundings for World {
    fn now(&self) -> Now {
        Now {
            instant: "2024-03-05T22:30:00Z".parse().expect("fixed input"),
            offset: jiff::tz::Offset::constant(self.offset),
        }
    }
    fn random(&self) -> f64 {
        0.25
    }
    fn uuid(&self) -> String {
        "6f1c3a34-0000-4000-8000-000000000001".to_owned()
    }
    fn variable(&self, name: &str) -> Option<Value> {
        (name == "age").then_some(Value::Number(41.0))
    }
    fn choice_label(&self, question: &str, value: &str) -> Option<String> {
        (question == "/data/water" && value == "river").then(|| "River".to_owned())
    }
    fn itext(&self, id: &str) -> Option<String> {
        (id == "hello").then(|| "Good day".to_owned())
    }
}

pub fn household() -> Tree {
    let mut tree = Tree::build();
    tree.open("data");
    tree.attribute("id", "hh");
    tree.leaf("water", "river well");
    tree.leaf("blank", "");
    tree.leaf("born", "2000-02-29");
    tree.leaf("size", "7");
    for (name, age) in [("Amina", "31"), ("Bakari", "8"), ("Chidi", "")] {
        tree.open("person");
        tree.leaf("name", name);
        tree.leaf("age", age);
        tree.open_absent("school");
        tree.close();
        tree.close();
    }
    tree.open("orx:meta");
    tree.leaf("orx:instanceID", "uuid:1");
    tree.close();
    tree.finish()
}

pub fn places() -> Tree {
    let mut tree = Tree::build();
    tree.open("root");
    for (name, adm, label) in [
        ("a1", "a", "Alpha"),
        ("a2", "a", "Beta"),
        ("b1", "b", "Gamma"),
    ] {
        tree.open("item");
        tree.leaf("name", name);
        tree.leaf("adm", adm);
        tree.leaf("label", label);
        tree.close();
    }
    tree.finish()
}

/// The value at `place`, a path from the root.
pub fn value_at(place: &str, source: &str) -> Result<Value, String> {
    let (primary, places) = (household(), places());
    let mut instances = Instances::new(&primary);
    instances.add("places", &places);
    let world = World { offset: 0 };
    let evaluator = Evaluator::new(&instances, &world);
    let at = Expression::parse(place).expect("fixed input");
    let Value::Nodes(nodes) = evaluator
        .evaluate(&at, NodeRef::primary(NodeId::ROOT))
        .expect("fixed input")
    else {
        panic!("{place} is no path")
    };
    let expression = Expression::parse(source).map_err(|error| error.to_string())?;
    evaluator
        .evaluate(&expression, nodes[0])
        .map_err(|error| error.to_string())
}

/// The value at the top element, as text.
pub fn text(source: &str) -> String {
    text_at("/data", source)
}

pub fn text_at(place: &str, source: &str) -> String {
    let wrapped = format!("string({source})");
    match value_at(place, &wrapped) {
        Ok(Value::Text(text)) => text,
        other => panic!("{source}: {other:?}"),
    }
}
