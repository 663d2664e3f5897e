//! The choices sheet: lists of answers.

use std::collections::{HashMap, HashSet};

use crate::{
    Fault,
    header::{Table, TableRow},
    token::{has_reference, is_xml_name},
    value::{Map, Value},
};

/// One answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Choice {
    pub name: String,
    pub label: Option<Value>,
    pub media: Map,
    pub sms_option: Option<String>,
    /// Further columns, for choice filters.
    pub extra: Vec<(String, String)>,
}

/// One list.
#[derive(Debug, Clone, Default)]
pub(crate) struct ChoiceList {
    pub name: String,
    pub choices: Vec<Choice>,
    /// Filled by `search()` on the device: the choices stand in the question, not in an instance.
    pub used_by_search: bool,
}

impl ChoiceList {
    /// Whether the labels need the form's table of translations.
    pub fn requires_itext(&self) -> bool {
        self.choices.iter().any(|choice| {
            !choice.media.is_empty()
                || match &choice.label {
                    Some(Value::Map(_)) => true,
                    Some(Value::Text(text)) => has_reference(text),
                    None => false,
                }
        })
    }

    /// Adds `other` unless it is there, labelled in every language of the list.
    pub fn add_other(&mut self) {
        if self.choices.iter().any(|choice| choice.name == "other") {
            return;
        }
        let mut languages = Map::default();
        for choice in &self.choices {
            if let Some(Value::Map(labels)) = &choice.label {
                for (language, _) in labels.iter() {
                    languages.set(language, "Other");
                }
            }
        }
        let label = if languages.is_empty() {
            Value::from("Other")
        } else {
            Value::Map(languages)
        };
        self.choices.push(Choice {
            name: "other".to_owned(),
            label: Some(label),
            ..Choice::default()
        });
    }
}

/// All lists in the order of the sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct ChoiceLists {
    pub lists: Vec<ChoiceList>,
    index: HashMap<String, usize>,
}

impl ChoiceLists {
    pub fn get(&self, name: &str) -> Option<&ChoiceList> {
        self.index.get(name).map(|place| &self.lists[*place])
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut ChoiceList> {
        self.index.get(name).map(|place| &mut self.lists[*place])
    }

    pub fn has(&self, name: &str) -> bool {
        self.index.contains_key(name)
    }

    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    fn list(&mut self, name: &str) -> &mut ChoiceList {
        let place = *self.index.entry(name.to_owned()).or_insert_with(|| {
            self.lists.push(ChoiceList {
                name: name.to_owned(),
                ..ChoiceList::default()
            });
            self.lists.len() - 1
        });
        &mut self.lists[place]
    }
}

/// How strict to be.
pub(crate) struct Rules {
    pub allow_duplicates: bool,
    pub lenient: bool,
}

/// Understands the sheet.
pub(crate) fn read(
    table: Table,
    rules: &Rules,
    faults: &mut Vec<Fault>,
    warnings: &mut Vec<Fault>,
) -> ChoiceLists {
    let bad_columns = bad_columns(&table, warnings);
    let mut lists = ChoiceLists::default();
    let mut seen: HashMap<String, HashSet<String>> = HashMap::new();
    let mut problems = Vec::new();
    for TableRow { number, mut cells } in table.rows {
        let Some(Value::Text(list_name)) = cells.take("list name") else {
            continue;
        };
        let list = lists.list(&list_name);
        let Some(Value::Text(name)) = cells.take("name") else {
            problems.push((
                list_name.clone(),
                Fault::row("choices", number, "name", "Choices must have a name"),
                true,
            ));
            continue;
        };
        if !cells.has("label") {
            warnings.push(Fault::row(
                "choices",
                number,
                "label",
                "Choices should have a label",
            ));
        }
        if !rules.allow_duplicates
            && !seen
                .entry(list_name.clone())
                .or_default()
                .insert(name.clone())
        {
            problems.push((
                list_name.clone(),
                Fault::row(
                    "choices",
                    number,
                    "name",
                    "Choice names must be unique for each choice list",
                )
                .mend(format!("'{name}' is in '{list_name}' already. If this is intentional, use the setting 'allow_choice_duplicates'")),
                !rules.lenient,
            ));
        }
        list.choices.push(choice(name, &cells, &bad_columns));
    }
    for (_, fault, fatal) in problems {
        if fatal {
            faults.push(fault);
        } else {
            warnings.push(fault);
        }
    }
    lists
}

fn choice(name: String, cells: &Map, bad_columns: &HashSet<String>) -> Choice {
    let mut choice = Choice {
        name,
        ..Choice::default()
    };
    for (key, value) in cells.iter() {
        match (key, value) {
            _ if bad_columns.contains(key) => {}
            ("label", value) => choice.label = Some(value.clone()),
            ("media", Value::Map(media)) => choice.media = media.clone(),
            ("sms_option", Value::Text(text)) => choice.sms_option = Some(text.clone()),
            (key, Value::Text(text)) => choice.extra.push((key.to_owned(), text.clone())),
            _ => {}
        }
    }
    choice
}

/// Columns whose header cannot be an element; they are left out with a warning, for people keep notes there.
fn bad_columns(table: &Table, warnings: &mut Vec<Fault>) -> HashSet<String> {
    let mut bad = HashSet::new();
    let mut seen = HashSet::new();
    for parts in table.headers() {
        let header = parts[0].as_str();
        let known = matches!(
            header,
            "list name" | "name" | "label" | "media" | "sms_option"
        );
        if known || is_xml_name(header) && !header.contains(':') || !seen.insert(parts) {
            continue;
        }
        warnings.push(Fault::row(
            "choices",
            1,
            header,
            "Column headers must not be empty, must not contain spaces and must be names of XML; the column is left out",
        ));
        bad.insert(header.to_owned());
    }
    bad
}
