//! Submissions as flat tables: one for the form, one for each repeat, in the layout of ODK Briefcase and ODK Central's
//! CSV (its API documentation, "Exporting Form Submissions to CSV"), with labels or names.

use exchange::{Cell, ColumnKind, DatasetColumn};
use serde_json::{Map, Value as Json};
use vocab::HxlTag;
use xform::{ControlKind, DataType, Field, Texts, XForm};

/// What is wanted of the tables.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// A column for each choice of a question with several answers, with 1 or 0.
    pub split: bool,
    /// Groups are left out of the names of columns.
    pub short_names: bool,
    /// Labels instead of names, in this language of the form; empty is the form's first.
    pub labels: Option<String>,
    /// Dates as dates, for formats that have them.
    pub dates: bool,
}

/// Part of a value that has a column of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Whole,
    /// Latitude, longitude, altitude, accuracy.
    OfPoint(usize),
    Choice(String),
}

#[derive(Debug, Clone)]
struct Column {
    /// Names from the table's node to the value.
    path: Vec<String>,
    part: Part,
    kind: DataType,
    header: String,
    tag: Option<HxlTag>,
    /// Labels of the choices, in the language wanted.
    labels: Map<String, Json>,
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Name of the repeat; that of the first table is empty.
    pub name: String,
    /// Names from the node of the table above to the repeat.
    path: Vec<String>,
    parent: usize,
    columns: Vec<Column>,
}

/// What a submission is beside its answers.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Instance id.
    pub key: String,
    /// When it was received.
    pub received: String,
    /// Who sent it: a number, a name.
    pub submitter: (String, String),
    /// Files here and expected.
    pub files: (usize, usize),
    /// Why there are no answers.
    pub status: Option<&'static str>,
    /// State of the review.
    pub review: Option<&'static str>,
    /// Device.
    pub device: String,
    /// How often it was edited.
    pub edits: u64,
    /// Version of the form.
    pub version: String,
}

/// The tables of a form in all its versions.
#[derive(Debug, Clone)]
pub struct Tables {
    tables: Vec<Table>,
    dates: bool,
}

/// Columns after the answers in the first table.
const ABOUT: [&str; 10] = [
    "KEY",
    "SubmitterID",
    "SubmitterName",
    "AttachmentsPresent",
    "AttachmentsExpected",
    "Status",
    "ReviewState",
    "DeviceID",
    "Edits",
    "FormVersion",
];

impl Tables {
    /// The tables of a form. `versions` are its versions, the newest first: a question that only an older one had keeps
    /// its column, after the others.
    pub fn of(versions: &[XForm], shape: &Shape) -> Self {
        let root = Table {
            name: String::new(),
            path: Vec::new(),
            parent: 0,
            columns: Vec::new(),
        };
        let mut tables = Self {
            tables: vec![root],
            dates: shape.dates,
        };
        for form in versions {
            tables.add(form, shape);
        }
        tables.name_apart();
        tables
    }

    fn add(&mut self, form: &XForm, shape: &Shape) {
        // For each field: its table and the names from the table's node to it.
        let mut places: Vec<(usize, Vec<String>)> = Vec::with_capacity(form.fields.len());
        for (at, field) in form.fields.iter().enumerate() {
            let Some(parent) = field.parent else {
                places.push((0, Vec::new()));
                continue;
            };
            let (table, mut path) = places[parent].clone();
            path.push(field.name.clone());
            if field.repeat {
                places.push((self.table(table, path, &field.name), Vec::new()));
            } else {
                if field.children.is_empty() {
                    self.columns_of(form, at, table, &path, shape);
                }
                places.push((table, path));
            }
        }
    }

    fn table(&mut self, parent: usize, path: Vec<String>, name: &str) -> usize {
        let known =
            |table: &Table| !table.path.is_empty() && table.parent == parent && table.path == path;
        if let Some(at) = self.tables.iter().position(known) {
            return at;
        }
        self.tables.push(Table {
            name: name.to_owned(),
            path,
            parent,
            columns: Vec::new(),
        });
        self.tables.len() - 1
    }

    fn columns_of(
        &mut self,
        form: &XForm,
        at: usize,
        table: usize,
        path: &[String],
        shape: &Shape,
    ) {
        let field = &form.fields[at];
        let columns = &mut self.tables[table].columns;
        if columns.iter().any(|known| known.path == path) {
            return;
        }
        let name = if shape.short_names {
            field.name.clone()
        } else {
            path.join("-")
        };
        let label = shape.labels.as_deref().and_then(|language| {
            let label = field.control.as_ref()?.label.as_ref()?;
            in_language(&form.texts(label), language, form)
        });
        let header = label
            .filter(|label| !label.trim().is_empty())
            .unwrap_or(name);
        let choices = choices_of(form, field);
        let labels = shape.labels.as_deref().map_or_else(Map::new, |language| {
            let told = |(value, texts): &(String, Texts)| {
                Some((
                    value.clone(),
                    Json::from(in_language(texts, language, form)?),
                ))
            };
            choices.iter().filter_map(told).collect()
        });
        let tag = field.hxl.as_deref().and_then(|tag| HxlTag::parse(tag).ok());
        let column = |part: Part, header: String, tag: Option<HxlTag>| Column {
            path: path.to_vec(),
            part,
            kind: field.bind.data_type,
            header,
            tag,
            labels: labels.clone(),
        };
        if field.bind.data_type == DataType::Geopoint {
            let parts = [
                ("Latitude", "+lat"),
                ("Longitude", "+lon"),
                ("Altitude", "+elevation"),
                ("Accuracy", "+precision"),
            ];
            for (number, (part, attribute)) in parts.into_iter().enumerate() {
                let header = format!("{header}-{part}");
                columns.push(column(
                    Part::OfPoint(number),
                    header,
                    further(tag.as_ref(), attribute),
                ));
            }
            return;
        }
        columns.push(column(Part::Whole, header.clone(), tag.clone()));
        let several = matches!(
            field.control.as_ref().map(|control| control.kind),
            Some(ControlKind::Select)
        );
        if shape.split && several {
            for (value, _) in &choices {
                let shown = labels.get(value).and_then(Json::as_str).unwrap_or(value);
                let header = format!("{header}/{shown}");
                let tag = further(tag.as_ref(), &format!("+{}", attribute(value)));
                columns.push(column(Part::Choice(value.clone()), header, tag));
            }
        }
    }

    /// Two repeats of one name are told apart by a number, as Briefcase does.
    fn name_apart(&mut self) {
        let names: Vec<String> = self.tables.iter().map(|table| table.name.clone()).collect();
        for (at, table) in self.tables.iter_mut().enumerate() {
            let same = |upto: usize| {
                names[..upto]
                    .iter()
                    .filter(|name| **name == names[at])
                    .count()
            };
            if same(names.len()) > 1 {
                table.name = format!("{}~{}", table.name, same(at) + 1);
            }
        }
    }

    /// The tables, that of the form first.
    pub fn iter(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter()
    }

    /// Columns of a table for a writer.
    pub fn columns(&self, table: usize) -> Vec<DatasetColumn> {
        let told = |header: &str, tag: Option<&str>| DatasetColumn {
            name: header.to_owned(),
            label: header.to_owned(),
            tag: tag.and_then(|tag| HxlTag::parse(tag).ok()),
            kind: ColumnKind::Text,
        };
        let answers = self.tables[table]
            .columns
            .iter()
            .map(|column| DatasetColumn {
                tag: column.tag.clone(),
                ..told(&column.header, None)
            });
        if table == 0 {
            let first = told("SubmissionDate", Some("#date+submitted"));
            let about = ABOUT
                .iter()
                .map(|name| told(name, (*name == "KEY").then_some("#meta+id")));
            return std::iter::once(first).chain(answers).chain(about).collect();
        }
        let keys = [
            told("PARENT_KEY", Some("#meta+parent+id")),
            told("KEY", Some("#meta+id")),
        ];
        answers.chain(keys).collect()
    }

    /// The rows of a submission, each with the number of its table.
    pub fn rows(&self, about: &About, answers: &Json) -> Vec<(usize, Vec<Cell>)> {
        let mut rows = Vec::new();
        let mut first = vec![Cell::text(about.received.as_str())];
        first.extend(self.cells(0, answers));
        let number =
            |count: usize| Cell::Number(f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
        first.extend([
            Cell::text(about.key.as_str()),
            Cell::text(about.submitter.0.as_str()),
            Cell::text(about.submitter.1.as_str()),
            number(about.files.0),
            number(about.files.1),
            about.status.map_or(Cell::Empty, Cell::text),
            about.review.map_or(Cell::Empty, Cell::text),
            Cell::text(about.device.as_str()),
            number(usize::try_from(about.edits).unwrap_or(usize::MAX)),
            Cell::text(about.version.as_str()),
        ]);
        rows.push((0, first));
        self.below(0, answers, &about.key, &mut rows);
        rows
    }

    /// As deep as repeats lie in each other in the form.
    fn below(&self, table: usize, node: &Json, key: &str, rows: &mut Vec<(usize, Vec<Cell>)>) {
        for (at, child) in self.tables.iter().enumerate().skip(1) {
            if child.parent != table {
                continue;
            }
            let found = reached(node, &child.path).and_then(Json::as_array);
            for (number, item) in found.into_iter().flatten().enumerate() {
                let own = format!("{key}/{}[{}]", child.path.join("/"), number + 1);
                let mut cells = self.cells(at, item);
                cells.extend([Cell::text(key), Cell::text(own.as_str())]);
                rows.push((at, cells));
                self.below(at, item, &own, rows);
            }
        }
    }

    fn cells(&self, table: usize, node: &Json) -> Vec<Cell> {
        let columns = self.tables[table].columns.iter();
        columns
            .map(|column| match reached(node, &column.path) {
                None | Some(Json::Null) => Cell::Empty,
                Some(value) => self.cell(column, value),
            })
            .collect()
    }

    fn cell(&self, column: &Column, value: &Json) -> Cell {
        match &column.part {
            Part::OfPoint(number) => {
                let place = value.get("coordinates").and_then(Json::as_array);
                let at = |index: usize| place.and_then(|place| place.get(index));
                let found = match number {
                    0 => at(1),
                    1 => at(0),
                    2 => at(2),
                    _ => value.pointer("/properties/accuracy"),
                };
                match (found.and_then(Json::as_f64), place) {
                    (Some(number), _) => Cell::Number(number),
                    // What is no place stays as it was written, once.
                    (None, None) if *number == 0 => Cell::text(written(value)),
                    (None, _) => Cell::Empty,
                }
            }
            Part::Choice(choice) => {
                let chosen = chosen(value).any(|one| one == choice);
                Cell::Number(if chosen { 1.0 } else { 0.0 })
            }
            Part::Whole => self.whole(column, value),
        }
    }

    fn whole(&self, column: &Column, value: &Json) -> Cell {
        if !column.labels.is_empty() {
            let told = |one: &str| {
                let label = column.labels.get(one).and_then(Json::as_str);
                label.unwrap_or(one).to_owned()
            };
            return match value {
                Json::Array(_) => {
                    let labels: Vec<String> = chosen(value).map(told).collect();
                    Cell::text(labels.join("; "))
                }
                Json::String(one) => Cell::text(told(one)),
                other => Cell::text(told(&written(other))),
            };
        }
        match value {
            Json::Number(number) => number.as_f64().map_or(Cell::Empty, Cell::Number),
            Json::Bool(truth) => Cell::Bool(*truth),
            Json::String(text) if self.dates && column.kind == DataType::Date => {
                text.parse::<jiff::civil::Date>().map_or_else(
                    |_| Cell::text(text.as_str()),
                    |date| Cell::DateTime(date.into()),
                )
            }
            other => Cell::text(written(other)),
        }
    }
}

/// What lies at the end of a path through groups.
pub(crate) fn reached<'a>(node: &'a Json, path: &[String]) -> Option<&'a Json> {
    path.iter().try_fold(node, |node, name| node.get(name))
}

/// The values chosen in a question with several answers.
fn chosen(value: &Json) -> impl Iterator<Item = &str> {
    let list = value.as_array().into_iter().flatten();
    list.filter_map(Json::as_str).chain(value.as_str())
}

/// A value as ODK writes it in text.
pub(crate) fn written(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Array(_) => chosen(value).collect::<Vec<_>>().join(" "),
        Json::Object(shape) => {
            let coordinates = shape.get("coordinates");
            let line = match shape.get("type").and_then(Json::as_str) {
                Some("Polygon") => coordinates.and_then(|rings| rings.get(0)),
                _ => coordinates,
            };
            let point = |place: &Json| {
                let number = |at: usize| place.get(at).map(ToString::to_string).unwrap_or_default();
                format!("{} {} {}", number(1), number(0), number(2))
                    .trim_end()
                    .to_owned()
            };
            let points = line.and_then(Json::as_array);
            points
                .into_iter()
                .flatten()
                .map(point)
                .collect::<Vec<_>>()
                .join("; ")
        }
        other => other.to_string(),
    }
}

fn in_language(texts: &Texts, language: &str, form: &XForm) -> Option<String> {
    let wanted = |code: &str| {
        let exact = texts.get(code);
        // "French (fr)" may be asked for as fr.
        let by_code = || {
            texts
                .iter()
                .find(|(name, _)| name.contains(&format!("({code})")))
        };
        exact.or_else(|| by_code().map(|(_, text)| text))
    };
    let found = wanted(language).or_else(|| wanted(form.default_language.as_deref()?));
    found.or_else(|| texts.values().next()).cloned()
}

fn choices_of(form: &XForm, field: &Field) -> Vec<(String, Texts)> {
    let mut choices: Vec<(String, Texts)> = Vec::new();
    for (value, texts) in form.choices(&field.path) {
        // Cascades use a name more than once.
        if choices.iter().all(|(known, _)| *known != value) {
            choices.push((value, texts));
        }
    }
    choices
}

/// A tag with one attribute more (HXL 1.1, "Tags and attributes").
fn further(tag: Option<&HxlTag>, attribute: &str) -> Option<HxlTag> {
    HxlTag::parse(&format!("{}{attribute}", tag?)).ok()
}

/// A choice as an HXL attribute: lower case, letters, digits and underscores, a letter first.
fn attribute(choice: &str) -> String {
    let plain: String = choice
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect();
    if plain.starts_with(|c: char| c.is_ascii_lowercase()) {
        plain
    } else {
        format!("c_{plain}")
    }
}

#[cfg(test)]
mod tests;
