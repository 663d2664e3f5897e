//! What the server must know of an XForm (ODK XForms specification 1.0): its id and version, the types of its
//! answers, which nodes repeat, and the files it expects beside it. The form itself is kept byte for byte.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use crate::CollectionError;

/// Nesting of elements beyond this is refused.
pub const DEEPEST: usize = 64;

/// A form as the server knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct XForm {
    /// `id` of the primary instance's root.
    pub id: String,
    /// `version` of the primary instance's root; empty when there is none.
    pub version: String,
    /// Title of the head.
    pub title: String,
    /// Type of each bound node by its path: `/data/age` → `int`.
    pub types: BTreeMap<String, String>,
    /// Paths of the nodes that repeat.
    pub repeats: BTreeSet<String>,
    /// Names of the files that the form refers to (`jr://images/map.png` → `map.png`).
    pub files: BTreeSet<String>,
}

/// An attribute of an element by its local name.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| {
            attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .ok()
                .map(std::borrow::Cow::into_owned)
        })
}

impl XForm {
    /// Reads a form.
    ///
    /// # Errors
    /// [`CollectionError::NoXForm`] when it is no XML, has a DTD, is nested too deeply or has no primary instance.
    pub fn read(xml: &str) -> Result<Self, CollectionError> {
        let wrong = |reason: String| CollectionError::NoXForm { reason };
        let mut reader = Reader::from_str(xml);
        let mut form = Self::default();
        let mut path: Vec<String> = Vec::new();
        let mut primary_seen = false;
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
                    form.element(&element, &path, &mut primary_seen);
                    path.push(local(&element));
                    if path.len() > DEEPEST {
                        return Err(wrong(format!("it is nested more than {DEEPEST} deep")));
                    }
                }
                Event::Empty(element) => form.element(&element, &path, &mut primary_seen),
                Event::End(_) => {
                    path.pop();
                }
                Event::Text(text) => {
                    let text = text.xml_content(XmlVersion::Implicit1_0);
                    if path.last().is_some_and(|name| name == "title") && form.title.is_empty() {
                        form.title = text.trim().to_owned();
                    }
                    form.refer(text.trim());
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if !path.is_empty() {
            return Err(wrong("it ends too early".to_owned()));
        }
        if form.id.is_empty() {
            return Err(wrong("its primary instance has no id".to_owned()));
        }
        Ok(form)
    }

    fn element(&mut self, element: &BytesStart<'_>, path: &[String], primary_seen: &mut bool) {
        let name = local(element);
        match name.as_str() {
            "bind" => {
                if let (Some(nodeset), Some(kind)) =
                    (attribute(element, "nodeset"), attribute(element, "type"))
                {
                    self.types.insert(nodeset, kind);
                }
            }
            "repeat" => self.repeats.extend(attribute(element, "nodeset")),
            _ => {}
        }
        if let Some(source) = attribute(element, "src") {
            self.refer(&source);
        }
        if !*primary_seen && path.last().is_some_and(|above| above == "instance") {
            *primary_seen = true;
            self.id = attribute(element, "id").unwrap_or_default();
            self.version = attribute(element, "version").unwrap_or_default();
        }
    }

    /// Notes a reference to a file; `jr://instance/last-saved` is no file.
    fn refer(&mut self, address: &str) {
        let Some(rest) = address.strip_prefix("jr://") else {
            return;
        };
        if let Some((folder, name)) = rest.split_once('/')
            && ["images", "audio", "video", "file", "file-csv"].contains(&folder)
            && is_plain_name(name)
        {
            self.files.insert(name.to_owned());
        }
    }

    /// The type of a node, `string` when nothing is said.
    pub fn kind(&self, path: &str) -> &str {
        self.types.get(path).map_or("string", String::as_str)
    }
}

/// The local name of an element.
pub(crate) fn local(element: &BytesStart<'_>) -> String {
    element.local_name().as_ref().to_owned()
}

/// Whether a file name is only that: no folder, nothing that a file system or a header could take for more.
pub fn is_plain_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 255
        && name != "."
        && name != ".."
        && !name.chars().any(|c| c.is_control() || "/\\\"".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
      <h:head><h:title>Water &amp; wells</h:title><model>
        <itext><translation lang="en"><text id="a"><value form="image">jr://images/well.png</value></text></translation></itext>
        <instance><data id="wells" version="3"><depth/><photo/><visit><who/></visit></data></instance>
        <instance id="towns" src="jr://file-csv/towns.csv"/><instance id="last" src="jr://instance/last-saved"/>
        <bind nodeset="/data/depth" type="int"/><bind nodeset="/data/photo" type="binary"/>
      </model></h:head>
      <h:body><group><repeat nodeset="/data/visit"><input ref="/data/visit/who"/></repeat></group></h:body></h:html>"#;

    #[test]
    fn a_form_tells_its_id_types_repeats_and_files() {
        let form = XForm::read(FORM).unwrap();
        assert_eq!((form.id.as_str(), form.version.as_str()), ("wells", "3"));
        assert_eq!(
            (form.kind("/data/depth"), form.kind("/data/visit/who")),
            ("int", "string")
        );
        assert!(form.repeats.contains("/data/visit"));
        assert_eq!(Vec::from_iter(&form.files), ["towns.csv", "well.png"]);
    }

    #[test]
    fn what_is_no_form_is_refused_with_its_reason() {
        for (xml, reason) in [
            ("no xml", "no id"),
            ("<a><b></a>", "well-formed"),
            ("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", "DTD"),
            ("<a><instance><data/></instance></a>", "no id"),
            ("<a><instance><data id=\"x\">", "too early"),
        ] {
            let told = XForm::read(xml).unwrap_err().to_string();
            assert!(told.contains(reason), "{xml}: {told}");
        }
        let deep = "<a>".repeat(DEEPEST + 1);
        assert!(XForm::read(&deep).is_err());
    }

    #[test]
    fn a_file_name_is_a_name_and_no_path() {
        for good in ["a.jpg", "صورة.png", "audit.csv", "a b.wav"] {
            assert!(is_plain_name(good), "{good}");
        }
        for bad in ["", "..", "../a", "a/b", "a\\b", "a\nb", "a\"b"] {
            assert!(!is_plain_name(bad), "{bad}");
        }
    }
}
