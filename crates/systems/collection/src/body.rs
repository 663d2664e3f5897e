//! The XML of a submission as a tree that can be written again: names, prefixes and attributes stay as they were sent.
//!
//! Comments and processing instructions are not kept; the bytes that were received stay in the store.

use quick_xml::{
    XmlVersion,
    escape::{escape, resolve_xml_entity},
    events::{BytesStart, Event},
    reader::Reader,
};
use xform::{MAX_DEPTH, MAX_NODES, XForm, XFormError};

/// The namespace of the meta block (OpenRosa, "Metadata Schema").
const OPENROSA: &str = "http://openrosa.org/xforms";

/// One element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Element {
    /// Name as written, with its prefix.
    pub(crate) name: String,
    /// Attributes as written, declarations of namespaces among them; values unescaped.
    pub(crate) attributes: Vec<(String, String)>,
    /// Elements in it, by their place in the body.
    pub(crate) children: Vec<usize>,
    /// Text in it, unescaped.
    pub(crate) text: String,
}

impl Element {
    /// Name without prefix.
    pub(crate) fn local(&self) -> &str {
        self.name
            .rsplit_once(':')
            .map_or(self.name.as_str(), |(_, name)| name)
    }

    fn is_template(&self) -> bool {
        self.attributes
            .iter()
            .any(|(name, _)| name == "jr:template")
    }
}

/// A submission's XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The top one first.
    pub(crate) elements: Vec<Element>,
}

/// A node that holds a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Its place: the path with the number of each repeat instance, `/data/needs[2]/need`.
    pub at: String,
    /// Its path, without numbers.
    pub path: String,
    /// Number of each repeat instance on the way, from 1, outermost first.
    pub repeats: Vec<usize>,
    /// Its value.
    pub text: String,
    element: usize,
}

/// Where the walk stands.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) at: String,
    pub(crate) path: String,
    pub(crate) repeats: Vec<usize>,
}

impl Place {
    /// The top of a form's answers.
    pub(crate) fn top(form: &XForm) -> Self {
        let path = form
            .fields
            .first()
            .map_or_else(String::new, |field| field.path.clone());
        Self {
            at: path.clone(),
            path,
            repeats: Vec::new(),
        }
    }

    /// The place of the `nth` element of a name below this one.
    pub(crate) fn below(&self, form: &XForm, name: &str, nth: usize) -> Self {
        let path = format!("{}/{name}", self.path);
        let repeat = form.field(&path).is_some_and(|field| field.repeat);
        let mut repeats = self.repeats.clone();
        if repeat {
            repeats.push(nth);
        }
        let at = if repeat || nth > 1 {
            format!("{}/{name}[{nth}]", self.at)
        } else {
            format!("{}/{name}", self.at)
        };
        Self { at, path, repeats }
    }

    /// What says which submission this is and which one it replaces: no answer.
    pub(crate) fn is_identity(&self) -> bool {
        let mut parts = self.path.rsplit('/');
        matches!(parts.next(), Some("instanceID" | "deprecatedID"))
            && parts.next() == Some("meta")
            && parts.count() == 2
    }
}

impl Body {
    /// Reads a submission's XML.
    ///
    /// # Errors
    /// XML that cannot be read, that has a document type, or that is beyond the bounds of [`xform::document`].
    pub fn read(bytes: &[u8]) -> Result<Self, XFormError> {
        let text = std::str::from_utf8(bytes).map_err(|error| XFormError::Xml {
            at: error.valid_up_to() as u64,
            reason: "it is not UTF-8".to_owned(),
        })?;
        let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
        reader.config_mut().enable_all_checks(true);
        let mut elements: Vec<Element> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        loop {
            let at = reader.buffer_position();
            let fault = |reason: &str| XFormError::Xml {
                at,
                reason: reason.to_owned(),
            };
            let event = reader
                .read_event()
                .map_err(|error| fault(&error.to_string()))?;
            match event {
                Event::Start(start) | Event::Empty(start)
                    if elements.len() >= MAX_NODES || open.len() >= MAX_DEPTH =>
                {
                    drop(start);
                    return Err(fault("it is too large or nested too deep"));
                }
                Event::Start(start) => {
                    let at = add(&mut elements, &open, &start).map_err(|why| fault(&why))?;
                    open.push(at);
                }
                Event::Empty(start) => {
                    add(&mut elements, &open, &start).map_err(|why| fault(&why))?;
                }
                Event::End(_) => {
                    open.pop();
                }
                Event::Text(text) => push(&mut elements, &open, &text.xml10_content()),
                Event::CData(text) => push(&mut elements, &open, &text.xml10_content()),
                Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                    Ok(Some(letter)) => {
                        push(&mut elements, &open, letter.encode_utf8(&mut [0; 4]));
                    }
                    Ok(None) => match resolve_xml_entity(&entity) {
                        Some(text) => push(&mut elements, &open, text),
                        None => return Err(fault("it uses an entity that XML does not know")),
                    },
                    Err(error) => return Err(fault(&error.to_string())),
                },
                Event::DocType(_) => return Err(fault("a document type is not taken")),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof if open.is_empty() && !elements.is_empty() => {
                    return Ok(Self { elements });
                }
                Event::Eof => {
                    return Err(fault("it has not exactly one complete element at the top"));
                }
            }
        }
    }

    /// Every node that holds a value, in the order of the document. Which nodes repeat, the form says.
    pub fn leaves(&self, form: &XForm) -> Vec<Leaf> {
        let mut found = Vec::new();
        let mut waiting = vec![(0, Place::top(form))];
        while let Some((element, place)) = waiting.pop() {
            let here = &self.elements[element];
            if here.children.is_empty() {
                if element != 0 && !place.is_identity() {
                    found.push(Leaf {
                        at: place.at,
                        path: place.path,
                        repeats: place.repeats,
                        text: here.text.clone(),
                        element,
                    });
                }
                continue;
            }
            let from = waiting.len();
            for (name, nth, child) in self.numbered(element) {
                waiting.push((child, place.below(form, &name, nth)));
            }
            waiting[from..].reverse();
        }
        found
    }

    /// The elements in an element: name without prefix, the how-manieth of that name, and its place in the body.
    pub(crate) fn numbered(&self, element: usize) -> Vec<(String, usize, usize)> {
        let mut seen = std::collections::HashMap::<&str, usize>::new();
        self.elements[element]
            .children
            .iter()
            .filter(|child| !self.elements[**child].is_template())
            .map(|child| {
                let name = self.elements[*child].local();
                let nth = seen.entry(name).or_insert(0);
                *nth += 1;
                (name.to_owned(), *nth, *child)
            })
            .collect()
    }

    /// Gives the nodes at these places another value; places that are not there are passed over.
    pub fn set(&mut self, form: &XForm, at: &[String], value: &str) {
        for leaf in self.leaves(form) {
            if at.contains(&leaf.at) {
                self.elements[leaf.element].text = value.to_owned();
            }
        }
    }

    /// Makes it another instance, which replaces the one that is named; the meta block is made where there is none.
    pub fn identify(&mut self, instance: &str, replaces: Option<&str>) {
        self.elements[0]
            .attributes
            .retain(|(name, _)| name != "instanceID");
        let known = self.elements[0]
            .children
            .iter()
            .copied()
            .find(|child| self.elements[*child].local() == "meta");
        let meta = known.unwrap_or_else(|| {
            let meta = Element {
                name: "orx:meta".to_owned(),
                attributes: vec![("xmlns:orx".to_owned(), OPENROSA.to_owned())],
                ..Element::default()
            };
            self.elements.push(meta);
            let at = self.elements.len() - 1;
            self.elements[0].children.push(at);
            at
        });
        let prefix = self.elements[meta]
            .name
            .rsplit_once(':')
            .map_or_else(String::new, |(prefix, _)| format!("{prefix}:"));
        let kept: Vec<usize> = self.elements[meta]
            .children
            .iter()
            .copied()
            .filter(|child| !matches!(self.elements[*child].local(), "instanceID" | "deprecatedID"))
            .collect();
        let mut children = Vec::with_capacity(kept.len() + 2);
        let named = [("instanceID", Some(instance)), ("deprecatedID", replaces)];
        for (name, value) in named {
            if let Some(value) = value {
                self.elements.push(Element {
                    name: format!("{prefix}{name}"),
                    text: value.to_owned(),
                    ..Element::default()
                });
                children.push(self.elements.len() - 1);
            }
        }
        children.extend(kept);
        self.elements[meta].children = children;
        self.elements[meta].text.clear();
    }

    /// Writes it.
    pub fn write(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        // Elements to open, and the names to close after what is in them.
        let mut waiting: Vec<Result<usize, &str>> = vec![Ok(0)];
        while let Some(next) = waiting.pop() {
            match next {
                Err(name) => xml.push_str(&format!("</{name}>")),
                Ok(at) => {
                    let element = &self.elements[at];
                    xml.push_str(&format!("<{}", element.name));
                    for (name, value) in &element.attributes {
                        let value = escape(value.as_str())
                            .replace('\n', "&#10;")
                            .replace('\t', "&#9;")
                            .replace('\r', "&#13;");
                        xml.push_str(&format!(" {name}=\"{value}\""));
                    }
                    xml.push('>');
                    if element.children.is_empty() || !element.text.trim().is_empty() {
                        xml.push_str(&escape(element.text.as_str()).replace('\r', "&#13;"));
                    }
                    waiting.push(Err(&element.name));
                    waiting.extend(element.children.iter().rev().map(|child| Ok(*child)));
                }
            }
        }
        xml.push('\n');
        xml
    }
}

fn add(
    elements: &mut Vec<Element>,
    open: &[usize],
    start: &BytesStart<'_>,
) -> Result<usize, String> {
    let mut element = Element {
        name: start.name().as_ref().to_owned(),
        ..Element::default()
    };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        let name: &str = attribute.key.as_ref();
        element
            .attributes
            .push((name.to_owned(), value.into_owned()));
    }
    let at = elements.len();
    match open.last() {
        Some(above) => elements[*above].children.push(at),
        None if at > 0 => return Err("it has two elements at the top".to_owned()),
        None => {}
    }
    elements.push(element);
    Ok(at)
}

fn push(elements: &mut [Element], open: &[usize], text: &str) {
    if let Some(at) = open.last() {
        elements[*at].text.push_str(text);
    }
}
