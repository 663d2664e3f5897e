//! Giving an XForm another version without touching anything else of it: what ODK Central does at
//! `publish?version=` (its API documentation, "Publishing a Draft Form").

use quick_xml::{Reader, events::Event};

/// The form with this version in the root of its primary instance; none when it has no such root.
pub fn with_version(xform: &str, version: &str) -> Option<String> {
    let mut reader = Reader::from_str(xform);
    let mut path: Vec<String> = Vec::new();
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let opened = match &event {
            Event::Start(tag) => Some((tag, false)),
            Event::Empty(tag) => Some((tag, true)),
            Event::End(_) => {
                path.pop();
                None
            }
            Event::Eof => return None,
            _ => None,
        };
        let Some((tag, empty)) = opened else { continue };
        // The first instance of the model is the primary one (ODK XForms specification, "Instance").
        if path.ends_with(&["model".to_owned(), "instance".to_owned()]) {
            let end = usize::try_from(reader.buffer_position()).ok()?;
            let tag = xform.get(start..end)?;
            return Some(format!(
                "{}{}{}",
                &xform[..start],
                renamed(tag, version)?,
                &xform[end..]
            ));
        }
        if !empty {
            path.push(tag.local_name().as_ref().to_owned());
        }
    }
}

/// An opening tag with its `version` replaced or added.
fn renamed(tag: &str, version: &str) -> Option<String> {
    let version = quick_xml::escape::escape(version).into_owned();
    let mut at = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
    let name_end = at;
    while let Some(equals) = tag[at..].find('=') {
        let name = tag[at..at + equals].trim();
        let quote_at = at + equals + 1 + tag[at + equals + 1..].find(['"', '\''])?;
        let quote = tag[quote_at..].chars().next()?;
        let end = quote_at + 1 + tag[quote_at + 1..].find(quote)?;
        if name == "version" {
            return Some(format!(
                "{}\"{version}\"{}",
                &tag[..quote_at],
                &tag[end + 1..]
            ));
        }
        at = end + 1;
    }
    Some(format!(
        "{} version=\"{version}\"{}",
        &tag[..name_end],
        &tag[name_end..]
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form(root: &str) -> String {
        format!(
            "<h:html xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><h:title>version=\"9\"</h:title><model version=\"8\">\
             <instance>{root}</instance><instance id=\"x\"><root version=\"7\"/></instance></model></h:head></h:html>"
        )
    }

    #[test]
    fn only_the_root_of_the_primary_instance_gets_the_version() {
        for (before, after) in [
            (
                "<data id='a' version='1'><b/></data>",
                "<data id='a' version=\"2 &amp; 3\"><b/></data>",
            ),
            (
                "<data id=\"a\"><b/></data>",
                "<data version=\"2 &amp; 3\" id=\"a\"><b/></data>",
            ),
            (
                "<data\n  odk:version=\"0\" version = \"\" id=\"a\"/>",
                "<data\n  odk:version=\"0\" version = \"2 &amp; 3\" id=\"a\"/>",
            ),
            ("<data/>", "<data version=\"2 &amp; 3\"/>"),
        ] {
            assert_eq!(with_version(&form(before), "2 & 3"), Some(form(after)));
        }
        assert_eq!(with_version("<html/>", "2"), None);
        assert_eq!(with_version("no form", "2"), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(<model>|<instance>|<d|version=|'|\"|/>|>|=|é| ){0,16}") {
            let _ = with_version(&text, "1");
        }

        #[test]
        fn the_version_given_is_the_one_read(version in "[a-z0-9&<\"' .]{0,12}") {
            let made = with_version(&form("<data id='a' version='1'/>"), &version).expect("a form");
            let form = xform::XForm::read(made.replace("<h:title>version=\"9\"</h:title>", "<h:title>T</h:title>").as_bytes()).expect("an XForm");
            prop_assert_eq!(form.version.trim(), version.trim());
        }
    }
}
