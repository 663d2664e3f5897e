//! Secondary instances: choice lists, attached files, the record saved last.

use std::collections::HashMap;

use super::xml::Xml;
use crate::{
    Fault,
    choices::ChoiceList,
    form::{Class, Element, Form},
    token::refers_to_last_saved,
    value::Value,
};

/// Bind attributes that may look something up.
const EXPRESSIONS: [&str; 5] = [
    "calculate",
    "constraint",
    "readonly",
    "required",
    "relevant",
];

/// One instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Instance {
    pub name: String,
    /// `jr://…`; `None` for a choice list, which stands in the form.
    pub src: Option<String>,
    row: u32,
    external: bool,
}

/// Every instance once, in the order of the survey, choice lists last.
pub(crate) fn instances(form: &Form) -> Vec<Instance> {
    let mut all = Vec::new();
    let mut last_saved = false;
    for element in &form.elements {
        element_instances(element, &mut all);
        last_saved |= element.class.is_question() && uses_last_saved(element);
    }
    if last_saved {
        all.push(Instance {
            name: "__last-saved".to_owned(),
            src: Some("jr://instance/last-saved".to_owned()),
            row: 0,
            external: false,
        });
    }
    for list in form
        .choices
        .lists
        .iter()
        .filter(|list| !list.used_by_search)
    {
        all.push(Instance {
            name: list.name.clone(),
            src: None,
            row: 0,
            external: false,
        });
    }
    let mut kept: Vec<Instance> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    for instance in all {
        let Some(place) = index.get(&instance.name) else {
            index.insert(instance.name.clone(), kept.len());
            kept.push(instance);
            continue;
        };
        let known = &kept[*place];
        if known.external && instance.external {
            form.fail(
                Fault::brief(
                    instance.row,
                    "name",
                    format!("Instance names must be unique within a form. The name '{}' is used by row {} already", instance.name, known.row),
                )
                .mend("Rename one of the two external files."),
            );
        } else if known.src != instance.src {
            form.fail(
                Fault::survey(
                    instance.row,
                    "",
                    format!(
                        "The same instance id will be generated for different external instance source URIs. Instance name: '{}', Existing URI: '{}', Duplicate URI: '{}'",
                        instance.name,
                        known.src.as_deref().unwrap_or("None"),
                        instance.src.as_deref().unwrap_or("None")
                    ),
                )
                .mend("Rename the list or the file."),
            );
        }
    }
    kept
}

fn element_instances(element: &Element, all: &mut Vec<Instance>) {
    let mut file = |name: &str, src: String, external: bool| {
        all.push(Instance {
            name: name.to_owned(),
            src: Some(src),
            row: element.row,
            external,
        });
    };
    if element.class == Class::External {
        let (folder, ending) = if element.type_name.starts_with("csv") {
            ("file-csv", "csv")
        } else {
            ("file", "xml")
        };
        file(
            &element.name,
            format!("jr://{folder}/{}.{ending}", element.name),
            true,
        );
        return;
    }
    if !(element.class.is_question() || element.class.is_section()) {
        return;
    }
    let bound = EXPRESSIONS
        .iter()
        .filter_map(|key| element.bind.as_ref().and_then(|bind| bind.text(key)));
    let own = element
        .class
        .is_question()
        .then_some([element.choice_filter.as_deref(), element.default.as_deref()])
        .into_iter()
        .flatten()
        .flatten();
    for expression in bound.chain(own).filter(|text| text.contains("pulldata(")) {
        for name in pulldata_files(expression) {
            let src = format!("jr://file-csv/{name}.csv");
            file(&name, src, false);
        }
    }
    if element.class == Class::Select
        && let Some((name, ending)) = element.itemset.as_deref().and_then(file_of)
    {
        let folder = if ending == ".csv" { "file-csv" } else { "file" };
        file(name, format!("jr://{folder}/{name}{ending}"), false);
    }
}

/// Name and ending when the itemset is a file.
pub(crate) fn file_of(itemset: &str) -> Option<(&str, &'static str)> {
    [".csv", ".xml", ".geojson"].into_iter().find_map(|ending| {
        itemset
            .strip_suffix(ending)
            .filter(|name| !name.is_empty())
            .map(|name| (name, ending))
    })
}

/// First arguments of `pulldata('file', …)`.
fn pulldata_files(expression: &str) -> Vec<String> {
    let mut files = Vec::new();
    let mut rest = expression;
    while let Some(place) = rest.find("pulldata") {
        rest = &rest[place + "pulldata".len()..];
        let Some(arguments) = rest.trim_start().strip_prefix('(') else {
            continue;
        };
        let Some((first, _)) = arguments.split_once(',') else {
            break;
        };
        files.push(first.replace(['\'', '"'], "").trim().to_owned());
    }
    files
}

fn uses_last_saved(element: &Element) -> bool {
    let own = [element.default.as_deref(), element.choice_filter.as_deref()];
    let bound = EXPRESSIONS
        .iter()
        .map(|key| element.bind.as_ref().and_then(|bind| bind.text(key)));
    own.into_iter()
        .chain(bound)
        .flatten()
        .any(refers_to_last_saved)
}

/// The `instance` element.
pub(crate) fn xml<'a>(form: &'a Form, instance: &'a Instance) -> Xml<'a> {
    let out = Xml::new("instance").with("id", &instance.name);
    match (&instance.src, form.choices.get(&instance.name)) {
        (Some(src), _) => out.with("src", src),
        (None, Some(list)) => out.child(items(list)),
        (None, None) => out,
    }
}

fn items<'a>(list: &'a ChoiceList) -> Xml<'a> {
    let itext = list.requires_itext();
    let mut root = Xml::new("root");
    for (place, choice) in list.choices.iter().enumerate() {
        let mut item = Xml::new("item");
        if itext {
            item.push(Xml::new("itextId").text(format!("{}-{place}", list.name)));
        }
        item.push(Xml::new("name").text(choice.name.as_str()));
        if let (false, Some(Value::Text(label))) = (itext, &choice.label) {
            item.push(Xml::new("label").text(label.as_str()));
        }
        for (name, value) in &choice.extra {
            item.push(Xml::new(name).text(value.as_str()));
        }
        if let Some(option) = &choice.sms_option {
            item.push(Xml::new("sms_option").text(option.as_str()));
        }
        root.push(item);
    }
    root
}
