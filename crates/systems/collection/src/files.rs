//! Names of files: what a form refers to, and what may be a name at all.

use std::collections::BTreeSet;

/// Folders of the addresses by which forms refer to files beside them (ODK XForms specification, "URIs").
const FOLDERS: [&str; 5] = ["images", "audio", "video", "file", "file-csv"];

/// The files that a form refers to: `jr://images/map.png` is `map.png`. What a device knows by itself
/// (`jr://instance/last-saved`) is no file.
pub fn referenced(xform: &str) -> BTreeSet<String> {
    xform
        .split("jr://")
        .skip(1)
        .filter_map(|rest| {
            let end = rest.find(['"', '\'', '<', '>'])?;
            let (folder, name) = rest[..end].trim().split_once('/')?;
            let name = quick_xml::escape::unescape(name).ok()?;
            (FOLDERS.contains(&folder) && is_plain_name(&name)).then(|| name.into_owned())
        })
        .collect()
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
    use proptest::prelude::*;

    #[test]
    fn a_form_tells_its_files() {
        let form = r#"<value form="image">jr://images/well &amp; pump.png</value><instance src="jr://file-csv/towns.csv"/>
            <instance id="last" src="jr://instance/last-saved"/><value>jr://images/../../x</value>"#;
        assert_eq!(
            Vec::from_iter(referenced(form)),
            ["towns.csv", "well & pump.png"]
        );
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

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(jr://|images/|[a-z\u{e9}\u{627}]|[<>\"'&;/.]){0,30}") {
            prop_assert!(referenced(&text).iter().all(|name| is_plain_name(name)));
        }
    }
}
