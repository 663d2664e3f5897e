//! Forms in, XForms out: each rule on a small form of its own, hostile input, and real forms of the field.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod defaults;
mod entities;
mod fields;
mod fuzz;
mod lenient;
mod model;
mod parameters;
mod reading;
mod real_files;
mod references;
mod refusals;
mod repeats;
mod selects;
mod translations;
mod warnings;

use roxmltree::{Document, Node};
use xlsform::{Converted, Fault, Options, convert};

/// Converts a form that must be right.
fn form(md: &str) -> Converted {
    convert(md.as_bytes(), &Options::default()).unwrap_or_else(|refused| {
        let faults: Vec<String> = refused.faults.iter().map(ToString::to_string).collect();
        panic!("refused: {}", faults.join("\n"))
    })
}

/// The faults of a form that must be refused.
fn faults(md: &str) -> Vec<Fault> {
    match convert(md.as_bytes(), &Options::default()) {
        Ok(form) => panic!("converted: {}", form.xform),
        Err(refused) => {
            assert!(!refused.faults.is_empty(), "a refusal says why");
            refused.faults
        }
    }
}

/// Asserts that exactly one fault is found, in this row and column, and that it speaks of this.
fn refused_at(md: &str, row: u32, column: &str, about: &str) {
    let found = faults(md);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].row, Some(row), "{found:#?}");
    assert_eq!(found[0].column, column, "{found:#?}");
    assert!(found[0].to_string().contains(about), "{}", found[0]);
}

/// An XForm to look into.
struct Xform(String);

impl Xform {
    fn of(md: &str) -> Self {
        Self(form(md).xform)
    }

    fn parse(&self) -> Document<'_> {
        Document::parse(&self.0).unwrap()
    }

    /// Attribute of the bind of a path.
    fn bind(&self, path: &str, attribute: &str) -> Option<String> {
        let document = self.parse();
        let bind = document
            .descendants()
            .find(|node| node.has_tag_name("bind") && node.attribute("nodeset") == Some(path))
            .unwrap_or_else(|| panic!("no bind for {path} in {}", self.0));
        attribute_of(bind, attribute)
    }

    /// Attribute of the control in the body for a path.
    fn control(&self, path: &str, attribute: &str) -> Option<String> {
        let document = self.parse();
        attribute_of(control(&document, path), attribute)
    }

    /// Name of the control for a path; `None` when nobody sees the question.
    fn control_name(&self, path: &str) -> Option<String> {
        let document = self.parse();
        document
            .descendants()
            .find(|node| in_body(*node) && node.attribute("ref") == Some(path))
            .map(|node| node.tag_name().name().to_owned())
    }

    /// Element names from the root of the primary instance, in document order: `data/r/q`.
    fn instance_paths(&self) -> Vec<String> {
        let document = self.parse();
        let root = primary(&document);
        root.descendants()
            .filter(Node::is_element)
            .map(|node| {
                let template = node.has_attribute(("http://openrosa.org/javarosa", "template"));
                let mut names: Vec<&str> = node
                    .ancestors()
                    .take_while(|ancestor| *ancestor != root)
                    .map(|ancestor| ancestor.tag_name().name())
                    .collect();
                names.reverse();
                format!("{}{}", names.join("/"), if template { "*" } else { "" })
            })
            .collect()
    }

    /// Every event and value of the actions for a path, in document order.
    fn actions(&self, path: &str) -> Vec<(String, String)> {
        self.parse()
            .descendants()
            .filter(|node| node.has_attribute("event") && node.attribute("ref") == Some(path))
            .map(|node| {
                (
                    node.attribute("event").unwrap().to_owned(),
                    node.attribute("value").unwrap_or_default().to_owned(),
                )
            })
            .collect()
    }

    /// Text of a translation: language, id, form (`""` for the plain text).
    fn itext(&self, language: &str, id: &str, form: &str) -> Option<String> {
        let document = self.parse();
        let translation = document.descendants().find(|node| {
            node.has_tag_name("translation") && node.attribute("lang") == Some(language)
        })?;
        let text = translation
            .children()
            .find(|node| node.attribute("id") == Some(id))?;
        text.children()
            .find(|node| {
                node.has_tag_name("value") && node.attribute("form").unwrap_or_default() == form
            })
            .map(|value| value.text().unwrap_or_default().to_owned())
    }

    /// `src` of every instance after the first, empty for lists within the form.
    fn instances(&self) -> Vec<(String, String)> {
        self.parse()
            .descendants()
            .filter(|node| node.has_tag_name("instance") && node.has_attribute("id"))
            .map(|node| {
                (
                    node.attribute("id").unwrap().to_owned(),
                    node.attribute("src").unwrap_or_default().to_owned(),
                )
            })
            .collect()
    }

    /// `nodeset` of the choices of a question.
    fn nodeset(&self, path: &str) -> String {
        let document = self.parse();
        control(&document, path)
            .children()
            .find(|node| node.has_tag_name("itemset"))
            .and_then(|node| node.attribute("nodeset"))
            .unwrap_or_else(|| panic!("no itemset for {path} in {}", self.0))
            .to_owned()
    }
}

fn in_body(node: Node<'_, '_>) -> bool {
    node.ancestors()
        .any(|ancestor| ancestor.tag_name().name() == "body")
        && !node.has_attribute("event")
}

fn control<'a>(document: &'a Document<'a>, path: &str) -> Node<'a, 'a> {
    document
        .descendants()
        .find(|node| in_body(*node) && node.attribute("ref") == Some(path))
        .unwrap_or_else(|| panic!("no control for {path}"))
}

fn primary<'a>(document: &'a Document<'a>) -> Node<'a, 'a> {
    document
        .descendants()
        .find(|node| node.has_tag_name("instance"))
        .and_then(|node| node.first_element_child())
        .unwrap()
}

/// An attribute by its local name, whatever its prefix.
fn attribute_of(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value().to_owned())
}
