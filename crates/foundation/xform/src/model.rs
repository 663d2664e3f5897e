//! The form as a model: fields, binds, controls, texts.

use std::collections::{BTreeMap, HashMap};

use xpath::{Expression, ParseError, Tree};

/// Text by language.
pub type Texts = BTreeMap<String, String>;

/// An expression of the form, read or with what is wrong with it.
#[derive(Debug, Clone)]
pub struct Formula {
    /// As written.
    pub source: String,
    /// As read.
    pub parsed: Result<Expression, ParseError>,
}

impl Formula {
    pub(crate) fn new(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            parsed: Expression::parse(source),
        }
    }
}

/// Data types of ODK XForms; a type that is none of them is a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "named as in the specification")]
pub enum DataType {
    #[default]
    String,
    Int,
    Decimal,
    Boolean,
    Date,
    Time,
    DateTime,
    Geopoint,
    Geotrace,
    Geoshape,
    Binary,
}

/// What a bind says about a field.
#[derive(Debug, Clone, Default)]
pub struct Bind {
    /// Type of the value.
    pub data_type: DataType,
    /// Type as written.
    pub type_name: String,
    /// Must be answered when this holds.
    pub required: Option<Formula>,
    /// Is asked only when this holds.
    pub relevant: Option<Formula>,
    /// A given answer must satisfy this.
    pub constraint: Option<Formula>,
    /// Its value is this.
    pub calculate: Option<Formula>,
    /// Cannot be typed over when this holds.
    pub readonly: Option<Formula>,
    /// Source of a preloaded value and its parameter.
    pub preload: Option<(String, String)>,
    /// Entity property that it is saved to.
    pub saveto: Option<String>,
    /// Message for a missing answer.
    pub required_message: Option<Label>,
    /// Message for an answer that breaks the constraint.
    pub constraint_message: Option<Label>,
}

/// A text, or the id of one in the table of translations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// The text itself; values put in at run time show as `…`.
    Text(String),
    /// Id of a text in `itext`.
    Itext(String),
}

/// Kind of a control in the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as in the specification")]
pub enum ControlKind {
    Input,
    Select1,
    Select,
    Rank,
    Upload,
    Trigger,
    Range,
}

/// A choice written in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value stored.
    pub value: String,
    /// What is shown.
    pub label: Option<Label>,
}

/// Choices taken from an instance.
#[derive(Debug, Clone)]
pub struct Itemset {
    /// The nodes that are the choices.
    pub nodeset: Formula,
    /// Child of a choice that holds its value.
    pub value: String,
    /// Child that holds the label, or the id of its text when `translated`.
    pub label: String,
    /// The label is the id of a text.
    pub translated: bool,
}

/// A question as shown.
#[derive(Debug, Clone)]
pub struct Control {
    /// Kind.
    pub kind: ControlKind,
    /// Label.
    pub label: Option<Label>,
    /// Hint.
    pub hint: Option<Label>,
    /// Choices written in the body.
    pub choices: Vec<Choice>,
    /// Choices from an instance.
    pub itemset: Option<Itemset>,
}

/// A node of the primary instance.
#[derive(Debug, Clone)]
pub struct Field {
    /// Path from the root, without indexes.
    pub path: String,
    /// Name, without prefix.
    pub name: String,
    /// The group or repeat it is in; none for the top.
    pub parent: Option<usize>,
    /// Fields in it, in order.
    pub children: Vec<usize>,
    /// It can occur several times.
    pub repeat: bool,
    /// Value in an empty form.
    pub default: String,
    /// HXL tag.
    pub hxl: Option<String>,
    /// Its bind.
    pub bind: Bind,
    /// Its control, if it is shown.
    pub control: Option<Control>,
    /// Label of a group or repeat.
    pub group_label: Option<Label>,
}

/// An entity list the form writes to (ODK Entities).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityDeclaration {
    /// Name of the list.
    pub dataset: String,
    /// Path of its `entity` node.
    pub path: String,
    /// The form may create entities.
    pub creates: bool,
    /// The form may update entities.
    pub updates: bool,
    /// Path of the field and the property it is saved to.
    pub properties: Vec<(String, String)>,
}

/// A secondary instance that comes as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalInstance {
    /// Its name in expressions.
    pub id: String,
    /// Where it comes from, `jr://file-csv/x.csv`.
    pub src: String,
}

/// A form.
#[derive(Debug, Clone)]
pub struct XForm {
    /// Form id.
    pub id: String,
    /// Version; empty when the form has none.
    pub version: String,
    /// Title.
    pub title: String,
    /// Languages of its texts.
    pub languages: Vec<String>,
    /// The language shown first.
    pub default_language: Option<String>,
    /// Version of the entities specification.
    pub entities_version: Option<String>,
    /// Base64 public key of an encrypted form.
    pub public_key: Option<String>,
    /// Fields, the top one first, each before those in it.
    pub fields: Vec<Field>,
    /// Secondary instances written in the form.
    pub instances: Vec<(String, Tree)>,
    /// Secondary instances that come as files.
    pub externals: Vec<ExternalInstance>,
    /// Entity lists it writes to.
    pub entities: Vec<EntityDeclaration>,
    pub(crate) texts: HashMap<String, Texts>,
    pub(crate) by_path: HashMap<String, usize>,
    /// For each field the fields in it by name.
    pub(crate) below: Vec<HashMap<String, usize>>,
}

impl XForm {
    /// The field at a path.
    pub fn field(&self, path: &str) -> Option<&Field> {
        self.by_path.get(path).map(|at| &self.fields[*at])
    }

    /// A label in every language; a plain text is under the default language, or `default`.
    pub fn texts(&self, label: &Label) -> Texts {
        match label {
            Label::Itext(id) => self.texts.get(id).cloned().unwrap_or_default(),
            Label::Text(text) => {
                let language = self.default_language.as_deref().unwrap_or("default");
                Texts::from([(language.to_owned(), text.clone())])
            }
        }
    }

    /// A label in the default language.
    pub fn text(&self, label: &Label) -> Option<String> {
        let texts = self.texts(label);
        let chosen = self
            .default_language
            .as_ref()
            .and_then(|language| texts.get(language));
        chosen.or_else(|| texts.values().next()).cloned()
    }

    /// Label of a choice of the question at this path, in the default language.
    pub fn choice_label(&self, path: &str, value: &str) -> Option<String> {
        let control = self.field(path)?.control.as_ref()?;
        if let Some(choice) = control.choices.iter().find(|choice| choice.value == value) {
            return self.text(choice.label.as_ref()?);
        }
        let itemset = control.itemset.as_ref()?;
        let expression = itemset.nodeset.parsed.as_ref().ok()?;
        let name = expression.instances().next()?;
        let (_, tree) = self.instances.iter().find(|(id, _)| id == name)?;
        let top = tree.top()?;
        let item = tree.elements(top).find(|item| {
            tree.child(*item, &itemset.value)
                .is_some_and(|cell| tree.text(cell) == value)
        })?;
        let label = tree.text(tree.child(item, &itemset.label)?).into_owned();
        if itemset.translated {
            self.text(&Label::Itext(label))
        } else {
            Some(label)
        }
    }

    /// The choices of the question at this path with their labels by language, in the order of the form. Every choice of
    /// the list, whatever its filter; a list that comes as a file beside the form is not known here.
    pub fn choices(&self, path: &str) -> Vec<(String, Texts)> {
        let Some(control) = self.field(path).and_then(|field| field.control.as_ref()) else {
            return Vec::new();
        };
        let texts = |label: &Option<Label>| {
            label
                .as_ref()
                .map_or_else(Texts::new, |label| self.texts(label))
        };
        if !control.choices.is_empty() {
            let written = control.choices.iter();
            return written
                .map(|choice| (choice.value.clone(), texts(&choice.label)))
                .collect();
        }
        let Some(itemset) = &control.itemset else {
            return Vec::new();
        };
        let name = itemset.nodeset.parsed.as_ref().ok();
        let name = name.and_then(|expression| expression.instances().next());
        let list = name.and_then(|name| self.instances.iter().find(|(id, _)| id == name));
        let Some((tree, top)) = list.and_then(|(_, tree)| Some((tree, tree.top()?))) else {
            return Vec::new();
        };
        let cell = |item, name: &str| {
            tree.child(item, name)
                .map(|cell| tree.text(cell).into_owned())
        };
        tree.elements(top)
            .filter_map(|item| {
                let value = cell(item, &itemset.value)?;
                let label = cell(item, &itemset.label).map(|label| {
                    if itemset.translated {
                        Label::Itext(label)
                    } else {
                        Label::Text(label)
                    }
                });
                Some((value, texts(&label)))
            })
            .collect()
    }

    /// Attachments named by fields of the audit log or of files: see [`crate::Submission::attachments`].
    pub fn binaries(&self) -> impl Iterator<Item = &Field> {
        self.fields
            .iter()
            .filter(|field| field.bind.data_type == DataType::Binary)
    }
}
