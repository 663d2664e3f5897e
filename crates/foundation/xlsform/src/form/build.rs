//! From drafts to the tree: types are looked up, loops unrolled, paths written out, names checked once more.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};

use super::{Budget, Class, Element, Form, Id, ROOT, Triggered};
use crate::{
    Fault,
    choices::{Choice, ChoiceLists},
    entities::Version,
    question::question_type,
    settings::Settings,
    survey::{Draft, Kind},
    token::is_xml_name,
    value::{Map, Value},
};

/// Elements of a form at the most; loops within loops multiply.
const MOST_ELEMENTS: usize = 500_000;

/// Builds the form; what is wrong is in its `faults`.
pub(crate) fn build(
    settings: Settings,
    choices: ChoiceLists,
    root: Draft,
    entities: Option<Version>,
    lenient: bool,
) -> Form {
    let mut form = Form {
        settings,
        choices,
        elements: Vec::new(),
        names: HashMap::new(),
        triggered: HashMap::new(),
        entities,
        lenient,
        faults: RefCell::new(Vec::new()),
        warnings: RefCell::new(Vec::new()),
        budget: Budget::default(),
        used_prefixes: RefCell::new(HashSet::new()),
    };
    let mut root = root;
    let children = std::mem::take(&mut root.children);
    let mut survey = element(root, Class::Survey);
    survey.name.clone_from(&form.settings.name);
    survey.path = format!("/{}", survey.name);
    survey.instance = form.settings.instance.clone();
    form.elements.push(survey);
    for child in children {
        add(&mut form, child, ROOT);
    }
    if form.elements.len() > MOST_ELEMENTS || form.budget.is_spent() {
        form.fail(
            Fault::form(format!(
                "The form has more than {MOST_ELEMENTS} elements, or too much text in them"
            ))
            .mend("Loops within loops multiply; use repeats."),
        );
        return form;
    }
    for id in 0..form.elements.len() {
        let class = form.elements[id].class;
        if class.is_question() || class.is_section() {
            form.names
                .entry(form.elements[id].name.clone())
                .and_modify(|known| *known = None)
                .or_insert(Some(id));
        }
    }
    check_names(&form);
    form
}

fn taken(map: &mut Map, key: &str) -> Option<String> {
    match map.take(key) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

fn taken_map(map: &mut Map, key: &str) -> Option<Map> {
    match map.take(key) {
        Some(Value::Map(map)) => Some(map),
        _ => None,
    }
}

/// The element of a draft, without children and place.
fn element(draft: Draft, class: Class) -> Element {
    let mut cells = draft.cells;
    let kind = question_type(&draft.type_name).filter(|_| class.is_question());
    let mut bind = taken_map(&mut cells, "bind");
    let mut control = taken_map(&mut cells, "control").unwrap_or_default();
    let mut hint = cells.take("hint");
    if let Some(kind) = kind {
        let mut typed = Map::default();
        for (key, value) in kind.bind {
            typed.set(key, *value);
        }
        for (key, value) in bind.iter().flat_map(Map::iter) {
            typed.set(key, value.clone());
        }
        bind = (!typed.is_empty()).then_some(typed);
        if !kind.media.is_empty() && !control.has("mediatype") {
            control.set("mediatype", kind.media);
        }
        if hint.is_none() && !kind.hint.is_empty() {
            hint = Some(Value::from(kind.hint));
        }
    }
    let mut label = cells.take("label");
    if label.is_none() && control.text("appearance") == Some("label") {
        // Such a select only shows the labels of its choices.
        label = Some(Value::from(" "));
    }
    let mut instance = taken_map(&mut cells, "instance").unwrap_or_default();
    let hxl = instance
        .text("hxl")
        .or_else(|| cells.text("hxl"))
        .or_else(|| cells.within("bind", "hxl"))
        .map(str::to_owned);
    // A meaning goes with the form wherever it was written: KoboToolbox's column `hxl` says the same as
    // `instance::hxl`, and what a submission feeds is found by it.
    if let Some(tag) = hxl.as_deref().filter(|tag| crate::field::is_hxl(tag)) {
        instance.set("hxl", tag);
    }
    Element {
        class,
        name: draft.name,
        type_name: draft.type_name,
        row: draft.row,
        parent: None,
        children: Vec::new(),
        path: String::new(),
        label,
        hint,
        guidance: cells.take("guidance_hint"),
        plain_media: cells.text("media").is_some(),
        media: taken_map(&mut cells, "media").unwrap_or_default(),
        bind,
        tag: kind.map_or("", |kind| kind.control),
        control,
        instance,
        default: taken(&mut cells, "default"),
        dynamic_default: draft.dynamic_default,
        actions: draft.actions,
        trigger: draft.trigger,
        choice_filter: taken(&mut cells, "choice_filter"),
        query: taken(&mut cells, "query"),
        parameters: draft.parameters,
        itemset: draft.itemset,
        list_name: draft.list_name,
        tags: draft.tags,
        value: String::new(),
        flat: draft.flat,
        hxl,
        pii: cells.within("waymark", "pii").map(str::to_owned),
    }
}

fn class_of(draft: &Draft) -> Class {
    match &draft.kind {
        Kind::Group => Class::Group,
        Kind::Repeat => Class::Repeat,
        Kind::Loop(_) => Class::Loop,
        Kind::External => Class::External,
        Kind::Meta => Class::Meta,
        Kind::Entity => Class::Entity,
        Kind::Attribute(_) => Class::Attribute,
        Kind::EntityLabel => Class::EntityLabel,
        Kind::Question => match draft.type_name.as_str() {
            "geopoint" | "geoshape" | "geotrace" => Class::Geo,
            "osm" => Class::Osm,
            name => match question_type(name).map_or("", |kind| kind.control) {
                "input" => Class::Input,
                "trigger" => Class::Trigger,
                "upload" => Class::Upload,
                "select" | "select1" | "odk:rank" => Class::Select,
                "range" => Class::Range,
                _ => Class::Hidden,
            },
        },
    }
}

fn add(form: &mut Form, mut draft: Draft, parent: Id) {
    if form.elements.len() > MOST_ELEMENTS || form.budget.is_spent() {
        return;
    }
    let children = std::mem::take(&mut draft.children);
    let class = class_of(&draft);
    let kind = std::mem::replace(&mut draft.kind, Kind::Question);
    let mut new = element(draft, class);
    if class == Class::External {
        new.bind = None;
    }
    if !class.is_question() {
        new.trigger.clear();
    }
    if let Kind::Attribute(value) = &kind {
        new.value.clone_from(value);
    }
    let id = place(form, new, parent);
    if let Kind::Loop(list) = &kind {
        unroll(form, list, &children, id);
        return;
    }
    if form.elements[id].class.is_question() {
        note_triggers(form, id);
    }
    for child in children {
        add(form, child, id);
    }
}

/// Puts an element under its parent and gives it its path.
fn place(form: &mut Form, mut new: Element, parent: Id) -> Id {
    let id = form.elements.len();
    let above = &form.elements[parent].path;
    new.path = if new.flat {
        above.clone()
    } else if new.class == Class::Attribute {
        format!("{above}/@{}", new.name)
    } else {
        format!("{above}/{}", new.name)
    };
    form.budget.spend(new.path.len());
    new.parent = Some(parent);
    form.elements[parent].children.push(id);
    form.elements.push(new);
    id
}

fn note_triggers(form: &mut Form, id: Id) {
    let element = &form.elements[id];
    let value = element
        .bind
        .as_ref()
        .and_then(|bind| bind.text("calculate"))
        .unwrap_or_default();
    let triggered = Triggered {
        name: element.name.clone(),
        value: value.to_owned(),
        geopoint: element.type_name == "background-geopoint",
    };
    for trigger in element.trigger.clone() {
        form.triggered
            .entry(trigger)
            .or_default()
            .push(triggered.clone());
    }
}

/// A group for every choice of the list, with the loop's questions in each.
fn unroll(form: &mut Form, list: &str, children: &[Draft], parent: Id) {
    let choices = form
        .choices
        .get(list)
        .map(|list| list.choices.clone())
        .unwrap_or_default();
    for choice in choices.iter().filter(|choice| choice.name != "none") {
        let mut group = Draft::new(Kind::Group, &choice.name, "", form.elements[parent].row);
        if let Some(label) = &choice.label {
            group.cells.set("label", label.clone());
        }
        if !choice.media.is_empty() {
            group.cells.set("media", Value::Map(choice.media.clone()));
        }
        let group = element(group, Class::Group);
        let id = place(form, group, parent);
        for child in children {
            let mut child = child.clone();
            child.name = substituted(&child.name, choice, None);
            child.cells = substituted_cells(&child.cells, choice);
            form.budget.spend(child.cells.size());
            add(form, child, id);
            if form.elements.len() > MOST_ELEMENTS || form.budget.is_spent() {
                return;
            }
        }
    }
}

/// A text that a loop has filled in grows no further.
const LONGEST_TEXT: usize = 1_000_000;

/// `%(name)s`, `%(label)s` and further columns of the choice.
fn substituted(text: &str, choice: &Choice, language: Option<&str>) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find('%')
        && out.len() < LONGEST_TEXT
    {
        out.push_str(&rest[..place]);
        rest = &rest[place..];
        let key = rest
            .strip_prefix("%(")
            .and_then(|inner| inner.split_once(")s"))
            .map(|(key, after)| (choice_text(choice, key, language), after));
        match key {
            Some((Some(value), after)) => {
                out.push_str(&value);
                rest = after;
            }
            _ => {
                let doubled = rest.starts_with("%%");
                out.push('%');
                rest = &rest[if doubled { 2 } else { 1 }..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn choice_text(choice: &Choice, key: &str, language: Option<&str>) -> Option<String> {
    match key {
        "name" => Some(choice.name.clone()),
        "label" => match &choice.label {
            Some(Value::Text(text)) => Some(text.clone()),
            Some(Value::Map(labels)) => language
                .and_then(|language| labels.text(language))
                .or_else(|| labels.iter().find_map(|(_, label)| label.text()))
                .map(str::to_owned),
            None => None,
        },
        key => choice
            .extra
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.clone()),
    }
}

fn substituted_cells(cells: &Map, choice: &Choice) -> Map {
    let mut out = Map::default();
    for (key, value) in cells.iter() {
        let value = match value {
            Value::Text(text) => Value::Text(substituted(text, choice, None)),
            Value::Map(map) => {
                let mut inner = Map::default();
                for (key, value) in map.iter() {
                    match value {
                        Value::Text(text) => inner.set(key, substituted(text, choice, Some(key))),
                        value => inner.set(key, value.clone()),
                    }
                }
                Value::Map(inner)
            }
        };
        out.set(key, value);
    }
    out
}

/// Names that the compiler made may collide with written ones.
fn check_names(form: &Form) {
    let mut repeats = HashSet::new();
    for element in &form.elements {
        if !is_xml_name(&element.name) {
            form.fail(crate::settings::invalid_name("survey", element.row, "name"));
        }
        if let Some((prefix, _)) = element.name.split_once(':')
            && !form.prefix_known(prefix)
        {
            form.fail(
                Fault::survey(
                    element.row,
                    "name",
                    format!("The prefix of the name '{}' is not declared", element.name),
                )
                .mend("Leave the colon out, or declare the prefix in the namespaces of the settings sheet."),
            );
        }
        if element.class == Class::Repeat && !repeats.insert(element.name.as_str()) {
            form.fail(Fault::survey(
                element.row,
                "name",
                format!(
                    "Repeat names must be unique anywhere in the survey; '{}' is used already",
                    element.name
                ),
            ));
        }
        let mut names = HashSet::new();
        for child in &element.children {
            let child = form.get(*child);
            if !names.insert(child.name.as_str()) {
                form.fail(
                    Fault::survey(
                        child.row,
                        "name",
                        format!(
                            "Questions, groups, and repeats must be unique within their nearest parent group or repeat; the generated name '{}' is there already",
                            child.name
                        ),
                    )
                    .mend("Rename the other question."),
                );
            }
        }
    }
}
