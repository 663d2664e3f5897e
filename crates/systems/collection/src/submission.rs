//! What is in a submission (OpenRosa metadata schema; ODK XForms specification, "Metadata"): who it is, which form it
//! answers, its answers as typed JSON, and the files that belong to it. Its bytes are kept as they came.

use std::borrow::Cow;

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use serde_json::{Map, Number, Value as Json};

use crate::{
    CollectionError, XForm,
    xform::{DEEPEST, attribute, local},
};

/// Nodes beyond this are refused.
const MOST_NODES: usize = 1_000_000;

/// A submission as the server knows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Submission {
    /// `id` of the root: the form.
    pub form_id: String,
    /// `version` of the root, empty when there is none.
    pub version: String,
    /// `meta/instanceID`, empty when there is none.
    pub instance_id: String,
    /// `meta/deprecatedID`: the instance that this one replaces.
    pub deprecated_id: Option<String>,
    /// `meta/instanceName`.
    pub instance_name: Option<String>,
    /// Whether the answers are encrypted and this is only their manifest.
    pub encrypted: bool,
    root: Node,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Node {
    name: String,
    text: String,
    children: Vec<Node>,
}

impl Node {
    fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    fn text_of(&self, name: &str) -> Option<String> {
        let text = self.child(name)?.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

impl Submission {
    /// Reads a submission.
    ///
    /// # Errors
    /// [`CollectionError::NoSubmission`] when it is no XML, has a DTD, is nested too deeply, is too large, or names no form.
    pub fn read(xml: &str) -> Result<Self, CollectionError> {
        let wrong = |reason: String| CollectionError::NoSubmission { reason };
        let mut reader = Reader::from_str(xml);
        let mut found = Self::default();
        let mut open: Vec<Node> = Vec::new();
        let mut nodes = 0;
        let mut root: Option<Node> = None;
        loop {
            let event = reader.read_event().map_err(|error| {
                wrong(format!(
                    "it is no well-formed XML at byte {}: {error}",
                    reader.error_position()
                ))
            })?;
            match event {
                Event::DocType(_) => return Err(wrong("it has a DTD".to_owned())),
                Event::Start(element) => {
                    found.begin(&element, open.is_empty() && root.is_none());
                    open.push(Node {
                        name: local(&element),
                        ..Node::default()
                    });
                    nodes += 1;
                }
                Event::Empty(element) => {
                    found.begin(&element, open.is_empty() && root.is_none());
                    nodes += 1;
                    let node = Node {
                        name: local(&element),
                        ..Node::default()
                    };
                    match open.last_mut() {
                        Some(above) => above.children.push(node),
                        None => root = root.or(Some(node)),
                    }
                }
                Event::End(_) => {
                    if let Some(node) = open.pop() {
                        match open.last_mut() {
                            Some(above) => above.children.push(node),
                            None => root = root.or(Some(node)),
                        }
                    }
                }
                Event::Text(text) => {
                    if let Some(node) = open.last_mut() {
                        node.text
                            .push_str(&text.xml_content(XmlVersion::Implicit1_0));
                    }
                }
                Event::CData(text) => {
                    if let Some(node) = open.last_mut() {
                        node.text
                            .push_str(&text.xml_content(XmlVersion::Implicit1_0));
                    }
                }
                Event::GeneralRef(reference) => {
                    let name = reference.xml_content(XmlVersion::Implicit1_0);
                    let sign: Cow<'_, str> = match reference.resolve_char_ref() {
                        Ok(Some(sign)) => sign.to_string().into(),
                        _ => quick_xml::escape::resolve_predefined_entity(&name)
                            .ok_or_else(|| {
                                wrong(format!("it refers to `&{name};`, which nothing defines"))
                            })?
                            .into(),
                    };
                    if let Some(node) = open.last_mut() {
                        node.text.push_str(&sign);
                    }
                }
                Event::Eof => break,
                _ => {}
            }
            if open.len() > DEEPEST {
                return Err(wrong(format!("it is nested more than {DEEPEST} deep")));
            }
            if nodes > MOST_NODES {
                return Err(wrong(format!("it has more than {MOST_NODES} elements")));
            }
        }
        if !open.is_empty() {
            return Err(wrong("it ends too early".to_owned()));
        }
        found.root = root.ok_or_else(|| wrong("it is empty".to_owned()))?;
        if found.form_id.is_empty() {
            return Err(wrong(
                "its root element has no attribute `id` that names the form".to_owned(),
            ));
        }
        if let Some(meta) = found.root.child("meta") {
            found.instance_id = meta.text_of("instanceID").unwrap_or_default();
            found.deprecated_id = meta.text_of("deprecatedID");
            found.instance_name = meta.text_of("instanceName");
        }
        Ok(found)
    }

    fn begin(&mut self, element: &BytesStart<'_>, is_root: bool) {
        if is_root {
            self.form_id = attribute(element, "id").unwrap_or_default();
            self.version = attribute(element, "version").unwrap_or_default();
            self.encrypted = attribute(element, "encrypted").is_some_and(|said| said == "yes");
        }
    }

    /// The answers as JSON: groups as objects, repeats as arrays, numbers as numbers, points as GeoJSON; a blank is
    /// `null`, a node that was not relevant is absent.
    pub fn answers(&self, form: &XForm) -> Map<String, Json> {
        members(&self.root, &format!("/{}", self.root.name), form)
    }

    /// Names of the files that the answers refer to, in their order. Of an encrypted submission: its media and its
    /// encrypted answers.
    pub fn files(&self, form: &XForm) -> Vec<String> {
        let mut names = Vec::new();
        gather(
            &self.root,
            &format!("/{}", self.root.name),
            form,
            self.encrypted,
            &mut names,
        );
        names
    }
}

/// Depth is bounded by [`DEEPEST`].
fn members(node: &Node, path: &str, form: &XForm) -> Map<String, Json> {
    let mut all = Map::new();
    for child in &node.children {
        let below = format!("{path}/{}", child.name);
        let value = if child.children.is_empty() {
            typed(child.text.trim(), form.kind(&below))
        } else {
            Json::Object(members(child, &below, form))
        };
        if form.repeats.contains(&below) {
            let rows = all
                .entry(child.name.clone())
                .or_insert_with(|| Json::Array(Vec::new()));
            if let Json::Array(rows) = rows {
                rows.push(value);
            }
        } else {
            all.insert(child.name.clone(), value);
        }
    }
    all
}

fn typed(text: &str, kind: &str) -> Json {
    if text.is_empty() {
        return Json::Null;
    }
    let as_text = || Json::from(text);
    match kind {
        "int" => text.parse::<i64>().map_or_else(|_| as_text(), Json::from),
        "decimal" => text
            .parse::<f64>()
            .ok()
            .and_then(Number::from_f64)
            .map_or_else(as_text, Json::Number),
        "geopoint" => point(text).unwrap_or_else(as_text),
        _ => as_text(),
    }
}

/// `lat lon alt accuracy` as a GeoJSON point, longitude first.
fn point(text: &str) -> Option<Json> {
    let numbers: Vec<f64> = text
        .split_whitespace()
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let [lat, lon, rest @ ..] = numbers.as_slice() else {
        return None;
    };
    if !(lat.abs() <= 90.0 && lon.abs() <= 180.0) {
        return None;
    }
    let mut place = vec![*lon, *lat];
    place.extend(rest.first().filter(|altitude| altitude.is_finite()));
    let mut json = serde_json::json!({"type": "Point", "coordinates": place});
    if let Some(accuracy) = rest.get(1) {
        json["properties"] = serde_json::json!({"accuracy": accuracy});
    }
    Some(json)
}

fn gather(node: &Node, path: &str, form: &XForm, encrypted: bool, names: &mut Vec<String>) {
    for child in &node.children {
        let below = format!("{path}/{}", child.name);
        let is_file = form.kind(&below) == "binary"
            || below.ends_with("/meta/audit")
            || (encrypted && ["file", "encryptedXmlFile"].contains(&child.name.as_str()));
        let text = child.text.trim();
        if is_file
            && child.children.is_empty()
            && !text.is_empty()
            && !names.iter().any(|known| known == text)
        {
            names.push(text.to_owned());
        }
        gather(child, &below, form, encrypted, names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn form() -> XForm {
        let mut form = XForm::default();
        for (path, kind) in [
            ("/data/n", "int"),
            ("/data/p", "binary"),
            ("/data/where", "geopoint"),
            ("/data/r/x", "decimal"),
        ] {
            form.types.insert(path.to_owned(), kind.to_owned());
        }
        form.repeats.insert("/data/r".to_owned());
        form
    }

    #[test]
    fn answers_are_typed_repeats_are_rows_and_a_blank_is_not_an_absence() {
        let xml = r#"<?xml version="1.0"?><data id="f" version="2"><n>7</n><p>a.jpg</p><where>1.5 36.25 1200 4.9</where><note/>
            <g><name>Rihana &amp; &#x41;</name></g><r><x>1.5</x></r><r><x/></r>
            <meta><instanceID>uuid:1</instanceID><instanceName>N</instanceName><audit>audit.csv</audit></meta></data>"#;
        let found = Submission::read(xml).unwrap();
        assert_eq!(
            (
                found.form_id.as_str(),
                found.version.as_str(),
                found.instance_id.as_str()
            ),
            ("f", "2", "uuid:1")
        );
        let answers = Json::Object(found.answers(&form()));
        assert_eq!(answers["n"], 7);
        assert_eq!(answers["g"]["name"], "Rihana & A");
        assert_eq!(answers["where"]["coordinates"], json!([36.25, 1.5, 1200.0]));
        assert_eq!(answers["r"], json!([{"x": 1.5}, {"x": null}]));
        assert_eq!(
            (answers.get("note"), answers.get("gone")),
            (Some(&Json::Null), None)
        );
        assert_eq!(found.files(&form()), ["a.jpg", "audit.csv"]);
    }

    #[test]
    fn an_encrypted_submission_names_its_files_in_order() {
        let xml = r#"<data xmlns="http://opendatakit.org/submissions" id="f" version="1" encrypted="yes">
            <base64EncryptedKey>x</base64EncryptedKey><meta><instanceID>uuid:2</instanceID></meta>
            <media><file>b.jpg.enc</file></media><media><file>a.jpg.enc</file></media>
            <encryptedXmlFile>submission.xml.enc</encryptedXmlFile></data>"#;
        let found = Submission::read(xml).unwrap();
        assert!(found.encrypted);
        assert_eq!(
            found.files(&XForm::default()),
            ["b.jpg.enc", "a.jpg.enc", "submission.xml.enc"]
        );
    }

    #[test]
    fn what_is_no_submission_is_refused_with_its_reason() {
        for (xml, reason) in [
            ("", "empty"),
            ("<data/>", "no attribute `id`"),
            ("<data id=\"a\"><b></data>", "well-formed"),
            ("<!DOCTYPE d [<!ENTITY a \"b\">]><d id=\"x\">&a;</d>", "DTD"),
            ("<d id=\"x\">&lol;</d>", "&lol;"),
        ] {
            let told = Submission::read(xml).unwrap_err().to_string();
            assert!(told.contains(reason), "{xml}: {told}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(<[a-c]( id=\"x\")?/?>|</[a-c]>|&[a-z#0-9]{0,4};|[a-z ]{0,5}|<!--|<!\\[CDATA\\[|\\]\\]>){0,40}") {
            if let Ok(found) = Submission::read(&text) {
                found.answers(&form());
                found.files(&form());
            }
            let _ = XForm::read(&text);
        }
    }
}
