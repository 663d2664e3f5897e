//! What may name entity lists and properties, and which forms' entities are understood.

use xform::XForm;

use crate::CollectionError;

/// The versions of the specification that are understood.
const VERSIONS: std::ops::RangeInclusive<(u32, u32)> = (2022, 1)..=(2025, 1);
/// From here on a form may write to several lists and from within repeats.
const SEVERAL: (u32, u32) = (2025, 1);

/// Names are one when they differ in case only.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// A name that XML takes for one (XML 1.0, `NCName`).
fn is_xml_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || "_-.".contains(letter))
        && name.len() <= 255
}

/// Refuses what cannot name a list: a list is also a file name and a name in expressions.
///
/// # Errors
/// [`CollectionError::BadRequest`] with the rule.
pub(crate) fn check_list_name(name: &str) -> Result<(), CollectionError> {
    if is_xml_name(name) && !name.contains('.') && !name.starts_with("__") {
        return Ok(());
    }
    Err(CollectionError::BadRequest(format!(
        "\"{name}\" cannot name an entity list: begin with a letter or _ (not two of them), go on with letters, digits, _ and -"
    )))
}

/// Refuses what cannot name a property.
///
/// # Errors
/// [`CollectionError::BadRequest`] with the rule.
pub(crate) fn check_property_name(name: &str) -> Result<(), CollectionError> {
    let reserved = same(name, "name") || same(name, "label") || name.starts_with("__");
    if is_xml_name(name) && !reserved {
        return Ok(());
    }
    Err(CollectionError::BadRequest(format!(
        "\"{name}\" cannot name a property: begin with a letter or _ (not two of them), go on with letters, digits, _, - and .; \
         name and label are taken"
    )))
}

fn version_of(written: &str) -> Option<(u32, u32)> {
    let mut parts = written.split('.');
    let year = parts.next()?.parse().ok()?;
    let number = parts.next().unwrap_or("1").parse().ok()?;
    Some((year, number))
}

/// Refuses a form whose entities are not understood: a newer specification, names that are none, several lists or
/// repeats in a form that says it knows neither.
///
/// # Errors
/// [`CollectionError::BadRequest`].
pub(crate) fn check_form(form: &XForm) -> Result<(), CollectionError> {
    if form.entities.is_empty() {
        return Ok(());
    }
    let written = form.entities_version.as_deref().unwrap_or("2022.1.0");
    let version = version_of(written).filter(|version| VERSIONS.contains(version)).ok_or_else(|| {
        CollectionError::BadRequest(format!(
            "the form is written for version {written} of the entities specification; 2022.1 to 2025.1 are understood here"
        ))
    })?;
    let first = &form.entities[0].dataset;
    let several = form.entities.iter().any(|one| one.dataset != *first);
    let repeated = form.entities.iter().any(|one| {
        let mut here = one.path.as_str();
        std::iter::from_fn(|| {
            here = here.rsplit_once('/').map(|(above, _)| above)?;
            Some(here)
        })
        .any(|path| form.field(path).is_some_and(|field| field.repeat))
    });
    if (several || repeated) && version < SEVERAL {
        return Err(CollectionError::BadRequest(
            "a form that writes to several entity lists, or from within a repeat, must be of entities version 2025.1.0".to_owned(),
        ));
    }
    for declared in &form.entities {
        check_list_name(&declared.dataset)?;
        for (at, (_, property)) in declared.properties.iter().enumerate() {
            check_property_name(property)?;
            let before = declared.properties[..at].iter().map(|(_, name)| name);
            one_spelling(property, before)?;
        }
    }
    Ok(())
}

/// Refuses a name that is known in another spelling.
///
/// # Errors
/// [`CollectionError::Conflict`].
pub(super) fn one_spelling<'a>(
    name: &str,
    mut known: impl Iterator<Item = &'a String>,
) -> Result<(), CollectionError> {
    match known.find(|known| same(known, name) && *known != name) {
        Some(known) => Err(CollectionError::Conflict(format!(
            "the property {name} is spelt {known} already; use that spelling"
        ))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_lists_and_properties() {
        for good in ["trees", "border_posts", "_x", "دور"] {
            assert!(check_list_name(good).is_ok(), "{good}");
        }
        for bad in ["", "__x", "a.b", "1a", "a b", "a:b", "../a"] {
            assert!(check_list_name(bad).is_err(), "{bad}");
        }
        for good in ["height", "a.b", "Name2"] {
            assert!(check_property_name(good).is_ok(), "{good}");
        }
        for bad in ["name", "NAME", "Label", "__system", "a b", ""] {
            assert!(check_property_name(bad).is_err(), "{bad}");
        }
    }

    fn form(version: &str, body: &str, binds: &str) -> XForm {
        let xml = format!(
            "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" \
             xmlns:entities=\"http://www.opendatakit.org/xforms/entities\"><h:head><h:title>t</h:title>\
             <model entities:entities-version=\"{version}\"><instance><data id=\"f\">{body}</data></instance>{binds}</model>\
             </h:head><h:body/></h:html>"
        );
        XForm::read(xml.as_bytes()).unwrap()
    }

    const ONE: &str =
        "<a/><meta><entity dataset=\"trees\" id=\"\" create=\"1\"><label/></entity></meta>";

    #[test]
    fn a_form_says_the_version_that_its_entities_need() {
        for (version, good) in [
            ("2022.1.0", true),
            ("2024.1.0", true),
            ("2025.1.9", true),
            ("2025.2.0", false),
            ("2021.1", false),
            ("x", false),
        ] {
            assert_eq!(
                check_form(&form(version, ONE, "")).is_ok(),
                good,
                "{version}"
            );
        }
        let two =
            format!("{ONE}<g><meta><entity dataset=\"people\" id=\"\" create=\"1\"/></meta></g>");
        assert!(check_form(&form("2024.1.0", &two, "")).is_err());
        assert!(check_form(&form("2025.1.0", &two, "")).is_ok());
        let twice = "<bind nodeset=\"/data/a\" entities:saveto=\"Height\"/><bind nodeset=\"/data/b\" entities:saveto=\"height\"/>";
        let told = check_form(&form("2024.1.0", &format!("<b/>{ONE}"), twice));
        assert!(
            matches!(told, Err(CollectionError::Conflict(_))),
            "{told:?}"
        );
    }

    proptest! {
        #[test]
        fn no_name_makes_it_panic(name in "\\PC{0,12}") {
            let _ = (check_list_name(&name), check_property_name(&name), version_of(&name));
        }
    }
}
