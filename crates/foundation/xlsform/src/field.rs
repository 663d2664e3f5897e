//! What callers get: the XForm, and the form's questions as typed data.

use serde::Serialize;

use crate::{
    Fault, choices,
    entities::Declarations,
    form::{Class, Element, Form, Id, ROOT},
    output::Written,
    sheets::Sheet,
    value::Value,
};

/// A converted form.
#[derive(Debug, Clone, Serialize)]
pub struct Converted {
    /// The XForm.
    pub xform: String,
    /// `id` of the primary instance.
    pub form_id: String,
    /// `version` of the primary instance, empty when there is none.
    pub version: String,
    pub title: String,
    /// Element of the primary instance.
    pub root: String,
    pub default_language: String,
    /// Languages of translated texts.
    pub languages: Vec<String>,
    /// What the author should look at.
    pub warnings: Vec<Fault>,
    /// Questions and groups as the person sees them, `meta` left out.
    pub fields: Vec<Field>,
    /// Choice lists, each once.
    pub lists: Vec<ChoiceList>,
    /// Entity lists that a submission writes to.
    pub entities: Vec<EntityList>,
    /// Files that the form expects beside it.
    pub attachments: Vec<Attachment>,
    /// The external_choices sheet as `itemsets.csv`, when there is one.
    pub itemsets: Option<String>,
}

/// Texts by language.
pub type Translated = Vec<(String, String)>;

/// What a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    Group,
    /// May be there several times.
    Repeat,
    Question,
}

/// One question, group or repeat.
#[derive(Debug, Clone, Serialize)]
pub struct Field {
    pub name: String,
    /// Absolute path in the primary instance: `/data/household/age`.
    pub path: String,
    pub kind: FieldKind,
    /// Type as in XLSForm: `integer`, `select one`, `geopoint`; empty for groups.
    pub question_type: String,
    /// Data type of XForms: `int`, `string`, `geopoint`, `binary`; empty for groups.
    pub data_type: String,
    /// Row of the survey sheet.
    pub row: u32,
    pub labels: Translated,
    /// Tag of the Humanitarian Exchange Language, from `hxl` or `instance::hxl`.
    pub hxl: Option<String>,
    /// Class of personal data, from the column `waymark::pii`.
    pub pii: Option<String>,
    /// Whether a person sees the question.
    pub visible: bool,
    /// Property of an entity that the answer is saved to.
    pub save_to: Option<String>,
    /// Expressions of the bind as compiled: relevant, required, constraint, calculate.
    pub relevant: Option<String>,
    pub required: Option<String>,
    pub constraint: Option<String>,
    pub calculate: Option<String>,
    pub choices: Option<ChoiceSource>,
    pub children: Vec<Field>,
}

/// Where choices come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceSource {
    /// A list of the form, in [`Converted::lists`].
    List { name: String },
    /// A file beside the form.
    File { name: String },
    /// Answers to another question, or what the device looks up.
    Other { expression: String },
}

/// A list of the choices sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChoiceList {
    pub name: String,
    pub choices: Vec<Choice>,
}

/// One answer to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    pub name: String,
    pub labels: Translated,
    /// Further columns of the choices sheet.
    pub attributes: Vec<(String, String)>,
}

/// A list of entities that the form writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntityList {
    pub name: String,
    pub creates: bool,
    pub updates: bool,
    /// Properties saved, in the order of the survey.
    pub properties: Vec<String>,
    /// Version of the entities specification that the form declares.
    pub version: String,
}

/// A file that the form expects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Name without folder.
    pub name: String,
    /// `image`, `audio`, `video` or `file`.
    pub kind: String,
}

/// Whether a text is a tag of the Humanitarian Exchange Language (HXL 1.1): `#tag +attribute +attribute`.
pub(crate) fn is_hxl(text: &str) -> bool {
    let word = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    let Some(text) = text.trim().strip_prefix('#') else {
        return false;
    };
    let mut parts = text.split('+').map(str::trim);
    parts.next().is_some_and(word) && parts.all(word)
}

/// The external_choices sheet as the CSV that devices read.
pub(crate) fn itemsets(sheet: &Sheet) -> String {
    let columns: Vec<usize> = (0..sheet.header.len())
        .filter(|column| !sheet.header[*column].is_empty())
        .collect();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut out = String::new();
    let mut line = |cells: Vec<String>| {
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    };
    line(
        columns
            .iter()
            .map(|column| quoted(&sheet.header[*column]))
            .collect(),
    );
    for row in &sheet.rows {
        line(
            columns
                .iter()
                .map(|column| {
                    let text = row.cells.iter().find(|(place, _)| place == column);
                    quoted(text.map_or("", |(_, text)| text))
                })
                .collect(),
        );
    }
    out
}

/// Gathers what the caller gets.
pub(crate) fn converted(
    form: &Form,
    written: Written,
    declarations: &Declarations,
    itemsets: Option<String>,
) -> Converted {
    let settings = &form.settings;
    Converted {
        form_id: settings.id.clone(),
        version: settings.version.clone(),
        title: settings.title.clone(),
        root: settings.name.clone(),
        default_language: settings.default_language.clone(),
        languages: written.languages.clone(),
        warnings: Vec::new(),
        fields: fields(form, ROOT),
        lists: form
            .choices
            .lists
            .iter()
            .map(|one| list(one, &settings.default_language))
            .collect(),
        entities: entity_lists(form, declarations),
        attachments: attachments(form, &written, itemsets.is_some()),
        itemsets,
        xform: written.xml,
    }
}

fn fields(form: &Form, of: Id) -> Vec<Field> {
    form.get(of)
        .children
        .iter()
        .filter_map(|id| field(form, *id))
        .collect()
}

fn field(form: &Form, id: Id) -> Option<Field> {
    let element = form.get(id);
    let kind = match element.class {
        Class::Group | Class::Loop => FieldKind::Group,
        Class::Repeat => FieldKind::Repeat,
        class if class.is_question() => FieldKind::Question,
        _ => return None,
    };
    let bound = |key: &str| element.bind.as_ref().and_then(|bind| bind.text(key));
    let expression = |key: &str| {
        bound(key).map(|text| {
            form.paths(text, crate::form::Context::of(id))
                .trim()
                .to_owned()
        })
    };
    Some(Field {
        name: element.name.clone(),
        path: element.path.clone(),
        kind,
        question_type: element.type_name.clone(),
        data_type: bound("type").unwrap_or_default().to_owned(),
        row: element.row,
        labels: texts(element.label.as_ref(), &form.settings.default_language),
        hxl: element.hxl.clone(),
        pii: element.pii.clone(),
        visible: element.class != Class::Hidden
            && (element.label.is_some() || element.hint.is_some() || bound("calculate").is_none()),
        save_to: bound("entities:saveto").map(str::to_owned),
        relevant: expression("relevant"),
        required: expression("required"),
        constraint: expression("constraint"),
        calculate: expression("calculate"),
        choices: choice_source(form, element),
        children: fields(form, id),
    })
}

fn texts(value: Option<&Value>, default: &str) -> Translated {
    match value {
        Some(Value::Text(text)) => vec![(default.to_owned(), text.clone())],
        Some(Value::Map(texts)) => texts
            .iter()
            .filter_map(|(language, text)| Some((language.to_owned(), text.text()?.to_owned())))
            .collect(),
        None => Vec::new(),
    }
}

fn choice_source(form: &Form, element: &Element) -> Option<ChoiceSource> {
    let itemset = element.itemset.as_deref()?;
    if element.query.is_some() {
        return Some(ChoiceSource::File {
            name: "itemsets.csv".to_owned(),
        });
    }
    if form.choices.has(itemset) {
        return Some(ChoiceSource::List {
            name: itemset.to_owned(),
        });
    }
    Some(if itemset.contains("${") {
        ChoiceSource::Other {
            expression: itemset.to_owned(),
        }
    } else {
        ChoiceSource::File {
            name: itemset.to_owned(),
        }
    })
}

fn list(list: &choices::ChoiceList, default: &str) -> ChoiceList {
    ChoiceList {
        name: list.name.clone(),
        choices: list
            .choices
            .iter()
            .map(|choice| Choice {
                name: choice.name.clone(),
                labels: texts(choice.label.as_ref(), default),
                attributes: choice.extra.clone(),
            })
            .collect(),
    }
}

fn entity_lists(form: &Form, declarations: &Declarations) -> Vec<EntityList> {
    let version = form.entities.map_or("", |version| version.text());
    declarations
        .declared
        .iter()
        .enumerate()
        .map(|(place, declaration)| EntityList {
            name: declaration.list.clone(),
            creates: declaration.creates(),
            updates: declaration.entity_id.is_some(),
            properties: declarations
                .sources
                .iter()
                .filter(|(of, _)| *of == place)
                .flat_map(|(_, sources)| sources)
                .filter(|source| source.property)
                .map(|source| source.name.clone())
                .collect(),
            version: version.to_owned(),
        })
        .collect()
}

fn attachments(form: &Form, written: &Written, itemsets: bool) -> Vec<Attachment> {
    let mut found: Vec<Attachment> = Vec::new();
    let mut add = |name: &str, kind: &str| {
        let attachment = Attachment {
            name: name.to_owned(),
            kind: kind.to_owned(),
        };
        if !name.is_empty() && !name.contains("${") && !found.contains(&attachment) {
            found.push(attachment);
        }
    };
    for instance in &written.instances {
        if let Some(src) = &instance.src
            && !src.starts_with("jr://instance/")
        {
            add(src.rsplit('/').next().unwrap_or_default(), "file");
        }
    }
    if itemsets {
        add("itemsets.csv", "file");
    }
    let media = form.elements.iter().map(|element| &element.media).chain(
        form.choices
            .lists
            .iter()
            .flat_map(|list| list.choices.iter().map(|choice| &choice.media)),
    );
    for media in media {
        for (kind, value) in media.iter() {
            let kind = if kind == "big-image" { "image" } else { kind };
            for (_, name) in texts(Some(value), "") {
                add(name.rsplit('/').next().unwrap_or_default(), kind);
            }
        }
    }
    for element in &form.elements {
        if let Some(name) = element
            .default
            .as_deref()
            .and_then(|default| default.strip_prefix("jr://images/"))
        {
            add(name, "image");
        }
    }
    found
}
