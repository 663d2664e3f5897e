//! Writing the XForm: head with model, then body.

mod binds;
mod body;
mod instance;
mod itext;
mod secondary;
mod text;
mod xml;

use itext::Itext;
pub(crate) use secondary::{Instance, instances};

use crate::{
    Fault,
    form::{Class, Form},
};
use body::uses_search;
use xml::Xml;

/// Prefixes that every form declares.
pub(crate) const NAMESPACES: [(&str, &str); 6] = [
    ("h", "http://www.w3.org/1999/xhtml"),
    ("ev", "http://www.w3.org/2001/xml-events"),
    ("xsd", "http://www.w3.org/2001/XMLSchema"),
    ("jr", "http://openrosa.org/javarosa"),
    ("orx", "http://openrosa.org/xforms"),
    ("odk", "http://www.opendatakit.org/xforms"),
];

/// Prefixes that need no declaration in the settings: they are declared where they are used.
pub(crate) const KNOWN_NAMESPACES: [(&str, &str); 1] = [("esri", "http://esri.com/xforms")];

/// The form as XML, with its languages and instances.
pub(crate) struct Written {
    pub xml: String,
    pub languages: Vec<String>,
    pub instances: Vec<Instance>,
}

/// Writes the form; what is wrong is in its `faults`.
pub(crate) fn write(form: &mut Form) -> Written {
    mark_searched(form);
    let form = &*form;
    let itext = Itext::gather(form);
    let instances = instances(form);
    let settings = &form.settings;
    let mut model = Xml::new("model").with("odk:xforms-version", "1.0.0");
    if let Some(version) = form.entities {
        model.set("entities:entities-version", version.text());
    }
    if let Some(submission) = submission(form) {
        model.push(submission);
    }
    if !itext.is_empty() {
        model.push(itext.xml(form));
    }
    model.push(Xml::new("instance").child(form.primary_instance()));
    for instance in &instances {
        model.push(secondary::xml(form, instance));
    }
    form.binds(&mut model);
    let mut html = Xml::new("h:html").with("xmlns", "http://www.w3.org/2002/xforms");
    for (prefix, address) in NAMESPACES {
        html.set(format!("xmlns:{prefix}"), address);
    }
    for (prefix, address) in &settings.namespaces {
        let name = format!("xmlns:{prefix}");
        if html.attribute(&name).is_none() {
            html.set(name, address);
        }
    }
    if form.entities.is_some() && html.attribute("xmlns:entities").is_none() {
        html.set(
            "xmlns:entities",
            "http://www.opendatakit.org/xforms/entities",
        );
    }
    let body = form.body();
    for (prefix, address) in KNOWN_NAMESPACES {
        let name = format!("xmlns:{prefix}");
        if form.used_prefixes.borrow().contains(prefix) && html.attribute(&name).is_none() {
            html.set(name, address);
        }
    }
    html.push(
        Xml::new("h:head")
            .child(Xml::new("h:title").text(settings.title.as_str()))
            .child(model),
    );
    html.push(body);
    let mut xml = String::with_capacity(1_000 + 500 * form.elements.len());
    xml.push_str("<?xml version=\"1.0\"?>\n");
    html.write(&mut xml, 0);
    Written {
        xml,
        languages: itext.languages().map(str::to_owned).collect(),
        instances,
    }
}

/// Where and how the form is sent, if it says so.
fn submission(form: &Form) -> Option<Xml<'_>> {
    let settings = &form.settings;
    let mut out = Xml::new("submission");
    if let Some(url) = &settings.submission_url {
        out.set("action", url);
        out.set("method", "post");
    }
    for (name, value) in [
        ("base64RsaPublicKey", &settings.public_key),
        ("orx:auto-send", &settings.auto_send),
        ("orx:auto-delete", &settings.auto_delete),
    ] {
        if let Some(value) = value {
            out.set(name, value);
        }
    }
    if settings.client_editable {
        out.set("odk:client-editable", "true");
    }
    (out != Xml::new("submission")).then_some(out)
}

/// Marks lists that `search()` fills; such a list serves no other question.
fn mark_searched(form: &mut Form) {
    let mut searched: Vec<(String, String, u32)> = Vec::new();
    let mut others: Vec<(String, String)> = Vec::new();
    for element in form
        .elements
        .iter()
        .filter(|element| element.class == Class::Select)
    {
        let itemset = element.itemset.clone().unwrap_or_default();
        if !uses_search(element) {
            if let Some(list) = &element.list_name {
                others.push((element.name.clone(), list.clone()));
            }
            continue;
        }
        if secondary::file_of(&itemset).is_some() {
            form.faults.borrow_mut().push(
                Fault::survey(
                    element.row,
                    "appearance",
                    format!("Question '{}' is a select from file type, using 'search()'. This combination is not supported", element.name),
                )
                .mend("Remove the 'search()' usage, or change the select type."),
            );
        } else if !form.choices.has(&itemset) {
            form.faults.borrow_mut().push(Fault::survey(
                element.row,
                "appearance",
                "'search()' needs a list of the choices sheet",
            ));
        }
        searched.push((element.name.clone(), itemset, element.row));
    }
    for (name, list, row) in searched {
        let sharing: Vec<String> = others
            .iter()
            .filter(|(_, other)| *other == list)
            .map(|(name, _)| format!("'{name}'"))
            .collect();
        if !sharing.is_empty() {
            form.faults.borrow_mut().push(
                Fault::survey(
                    row,
                    "appearance",
                    format!(
                        "Question '{name}' uses 'search()', and its select type references the choice list name '{list}', which is referenced by at least one other question that is not using 'search()': {}",
                        sharing.join(", ")
                    ),
                )
                .mend("Use 'search()' for all of them, or a list of its own."),
            );
        }
        if let Some(list) = form.choices.get_mut(&list) {
            list.used_by_search = true;
        }
    }
}
