//! XML to a tree: no document type, no entities but the five of XML, bounded depth and size.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use xpath::{NodeId, NodeKind, Tree, TreeBuilder};

use crate::error::XFormError;

/// Deepest nesting of elements.
pub const MAX_DEPTH: usize = 64;
/// Most nodes: elements, attributes and texts.
pub const MAX_NODES: usize = 1_000_000;

/// Reads a document.
///
/// # Errors
/// A file that is not well-formed UTF-8 XML, one with a document type, unknown entities, or beyond the bounds.
pub fn document(bytes: &[u8]) -> Result<Tree, XFormError> {
    let text = std::str::from_utf8(bytes).map_err(|error| XFormError::Xml {
        at: error.valid_up_to() as u64,
        reason: "it is not UTF-8".to_owned(),
    })?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    reader.config_mut().enable_all_checks(true);
    let mut tree = Tree::build();
    let (mut nodes, mut tops) = (0, 0);
    loop {
        let at = reader.buffer_position();
        let fault = |reason: String| XFormError::Xml { at, reason };
        let event = reader
            .read_event()
            .map_err(|error| fault(error.to_string()))?;
        nodes += 1;
        match event {
            Event::Start(start) => {
                if tree.depth() >= MAX_DEPTH {
                    return Err(fault(format!(
                        "elements are nested deeper than {MAX_DEPTH}"
                    )));
                }
                tops += usize::from(tree.depth() == 0);
                nodes += open(&mut tree, &start).map_err(fault)?;
            }
            Event::Empty(start) => {
                tops += usize::from(tree.depth() == 0);
                nodes += open(&mut tree, &start).map_err(fault)?;
                tree.close();
            }
            Event::End(_) => tree.close(),
            Event::Text(text) if tree.depth() > 0 => tree.text(&text.xml10_content()),
            Event::Text(text) if text.trim().is_empty() => {}
            Event::CData(text) if tree.depth() > 0 => tree.text(&text.xml10_content()),
            Event::GeneralRef(entity) if tree.depth() > 0 => match entity.resolve_char_ref() {
                Ok(Some(letter)) => tree.text(letter.encode_utf8(&mut [0; 4])),
                Ok(None) => match resolve_xml_entity(&entity) {
                    Some(text) => tree.text(text),
                    None => {
                        return Err(fault("it uses an entity that XML does not know".to_owned()));
                    }
                },
                Err(error) => return Err(fault(error.to_string())),
            },
            Event::DocType(_) => return Err(fault("a document type is not taken".to_owned())),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                return Err(fault(
                    "text stands outside the document's element".to_owned(),
                ));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => {
                if tree.depth() > 0 || tops != 1 {
                    return Err(fault(
                        "it has not exactly one complete element at the top".to_owned(),
                    ));
                }
                return Ok(tree.finish());
            }
        }
        if nodes > MAX_NODES || tops > 1 {
            return Err(fault(format!(
                "it has more than {MAX_NODES} nodes, or two elements at the top"
            )));
        }
    }
}

/// Opens an element with its attributes; how many those are.
fn open(tree: &mut TreeBuilder, start: &BytesStart<'_>) -> Result<usize, String> {
    tree.open(start.name().as_ref());
    let mut count = 0;
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let name = attribute.key.as_ref();
        count += 1;
        if name == "xmlns" || name.starts_with("xmlns:") {
            continue;
        }
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        tree.attribute(name, &value);
    }
    Ok(count)
}

/// A part of a document as a tree of its own: the children of a node.
pub(crate) fn part(tree: &Tree, from: NodeId) -> Tree {
    let mut out = Tree::build();
    let mut open = Vec::new();
    let mut next: Vec<NodeId> = tree.children(from).collect();
    next.reverse();
    while let Some(node) = next.pop() {
        while open
            .last()
            .is_some_and(|above| Some(*above) != tree.parent(node))
        {
            open.pop();
            out.close();
        }
        if tree.kind(node) == NodeKind::Text {
            out.text(&tree.text(node));
            continue;
        }
        out.open(&tree.name(node).to_string());
        open.push(node);
        for attribute in tree.attributes(node) {
            out.attribute(&tree.name(attribute).to_string(), &tree.text(attribute));
        }
        let at = next.len();
        next.extend(tree.children(node));
        next[at..].reverse();
    }
    out.finish()
}
