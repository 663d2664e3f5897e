//! XForm XML to the model.

use std::collections::{BTreeMap, HashMap, HashSet};

use xpath::{NodeId, NodeKind, Tree};

use crate::document::{document, part};
use crate::error::XFormError;
use crate::model::{
    Bind, Choice, Control, ControlKind, DataType, EntityDeclaration, ExternalInstance, Field,
    Formula, Itemset, Label, Texts, XForm,
};

/// Most fields of a form.
const MAX_FIELDS: usize = 100_000;
/// Longest path of a field in bytes.
const MAX_PATH: usize = 2_000;

impl XForm {
    /// Reads a form.
    ///
    /// Expressions that cannot be read are kept with their fault, so that the rest of the form still works.
    ///
    /// # Errors
    /// XML that cannot be read, or a document without model, primary instance or form id.
    pub fn read(bytes: &[u8]) -> Result<Self, XFormError> {
        let tree = document(bytes)?;
        let html = tree
            .top()
            .ok_or(XFormError::Form("the document is empty"))?;
        let head = tree
            .child(html, "head")
            .ok_or(XFormError::Form("the form has no head; is it an XForm?"))?;
        let model = tree
            .child(head, "model")
            .ok_or(XFormError::Form("the form has no model; is it an XForm?"))?;
        let instances: Vec<_> = tree
            .elements(model)
            .filter(|node| local(&tree, *node) == "instance")
            .collect();
        let top = instances
            .first()
            .and_then(|first| tree.elements(*first).next())
            .ok_or(XFormError::Form(
                "the form has no primary instance; write one into its model",
            ))?;
        let id = tree
            .attribute(top, "id")
            .filter(|id| !id.is_empty())
            .ok_or(XFormError::Form(
                "the primary instance has no id; give its element the form's id",
            ))?;
        let mut form = Self {
            id: id.to_owned(),
            version: tree
                .attribute(top, "version")
                .unwrap_or_default()
                .to_owned(),
            title: tree
                .child(head, "title")
                .map_or_else(String::new, |title| tree.text(title).trim().to_owned()),
            languages: Vec::new(),
            default_language: None,
            entities_version: tree.attribute(model, "entities-version").map(str::to_owned),
            public_key: tree
                .child(model, "submission")
                .and_then(|node| tree.attribute(node, "base64RsaPublicKey"))
                .map(str::to_owned),
            fields: Vec::new(),
            instances: Vec::new(),
            externals: Vec::new(),
            entities: Vec::new(),
            texts: HashMap::new(),
            by_path: HashMap::new(),
            below: Vec::new(),
        };
        form.read_fields(&tree, top)?;
        form.read_instances(&tree, &instances[1..]);
        form.read_texts(&tree, model);
        for node in tree
            .elements(model)
            .filter(|node| local(&tree, *node) == "bind")
        {
            form.read_bind(&tree, node);
        }
        if let Some(body) = tree.child(html, "body") {
            form.read_body(&tree, body);
        }
        form.read_entities(&tree, top);
        Ok(form)
    }

    fn read_fields(&mut self, tree: &Tree, top: NodeId) -> Result<(), XFormError> {
        let mut next = vec![(top, None)];
        while let Some((node, parent)) = next.pop() {
            let parent: Option<usize> = parent;
            let name = local(tree, node);
            let above = parent.map_or("", |at| self.fields[at].path.as_str());
            let path = format!("{above}/{name}");
            if path.len() > MAX_PATH || self.fields.len() >= MAX_FIELDS {
                return Err(XFormError::Form(
                    "the form has more than 100,000 fields or a path longer than 2,000 bytes; split it",
                ));
            }
            let template = tree.attributes(node).any(|a| {
                let name = tree.name(a);
                name.prefix.as_deref() == Some("jr") && name.local.as_ref() == "template"
            });
            // the template of a repeat and its plain copy are one field
            let at = if let Some(known) = self.by_path.get(&path) {
                self.fields[*known].repeat |= template;
                *known
            } else {
                let at = self.fields.len();
                self.fields.push(Field {
                    path: path.clone(),
                    name: name.to_owned(),
                    parent,
                    children: Vec::new(),
                    repeat: template,
                    default: if tree.is_leaf(node) {
                        tree.text(node).into_owned()
                    } else {
                        String::new()
                    },
                    hxl: tree
                        .attribute(node, "hxl")
                        .filter(|tag| !tag.is_empty())
                        .map(str::to_owned),
                    bind: Bind::default(),
                    control: None,
                    group_label: None,
                });
                self.by_path.insert(path, at);
                self.below.push(HashMap::new());
                if let Some(parent) = parent {
                    self.fields[parent].children.push(at);
                    self.below[parent].insert(name.to_owned(), at);
                }
                at
            };
            let below = next.len();
            next.extend(tree.elements(node).map(|child| (child, Some(at))));
            next[below..].reverse();
        }
        Ok(())
    }

    fn read_instances(&mut self, tree: &Tree, instances: &[NodeId]) {
        for node in instances {
            let Some(id) = tree.attribute(*node, "id") else {
                continue;
            };
            match tree.attribute(*node, "src") {
                Some(src) => self.externals.push(ExternalInstance {
                    id: id.to_owned(),
                    src: src.to_owned(),
                }),
                None => self.instances.push((id.to_owned(), part(tree, *node))),
            }
        }
    }

    fn read_texts(&mut self, tree: &Tree, model: NodeId) {
        let Some(itext) = tree.child(model, "itext") else {
            return;
        };
        for translation in tree.elements(itext) {
            let language = tree
                .attribute(translation, "lang")
                .unwrap_or("default")
                .to_owned();
            if tree
                .attribute(translation, "default")
                .is_some_and(|word| word.starts_with("true"))
            {
                self.default_language = Some(language.clone());
            }
            for text in tree.elements(translation) {
                let Some(id) = tree.attribute(text, "id") else {
                    continue;
                };
                // the value without a form is the text; others are its image, its sound, its guidance
                let plain = tree
                    .elements(text)
                    .find(|value| matches!(tree.attribute(*value, "form"), None | Some("long")));
                if let Some(value) = plain {
                    let texts: &mut Texts = self.texts.entry(id.to_owned()).or_default();
                    texts.insert(language.clone(), shown(tree, value));
                }
            }
            self.languages.push(language);
        }
        if self.default_language.is_none() {
            self.default_language = self.languages.first().cloned();
        }
    }

    fn read_bind(&mut self, tree: &Tree, node: NodeId) {
        let Some(at) = tree
            .attribute(node, "nodeset")
            .and_then(|path| self.by_path.get(&plain_path(path)))
            .copied()
        else {
            return;
        };
        let text = |name: &str| {
            tree.attribute(node, name)
                .filter(|text| !text.trim().is_empty())
        };
        let formula = |name: &str| text(name).map(Formula::new);
        let type_name = text("type").unwrap_or("string");
        self.fields[at].bind = Bind {
            data_type: data_type(type_name),
            type_name: type_name.to_owned(),
            required: formula("required"),
            relevant: formula("relevant"),
            constraint: formula("constraint"),
            calculate: formula("calculate"),
            readonly: formula("readonly"),
            preload: text("preload").map(|source| {
                (
                    source.to_owned(),
                    text("preloadParams").unwrap_or_default().to_owned(),
                )
            }),
            saveto: text("saveto").map(str::to_owned),
            required_message: text("requiredMsg").map(label_of),
            constraint_message: text("constraintMsg").map(label_of),
        };
    }

    fn read_body(&mut self, tree: &Tree, body: NodeId) {
        let mut next = vec![(body, String::new())];
        while let Some((node, around)) = next.pop() {
            let reference = tree
                .attribute(node, "ref")
                .or_else(|| tree.attribute(node, "nodeset"));
            let path = match reference.map(plain_path) {
                Some(path) if path.starts_with('/') || around.is_empty() => path,
                Some(path) => format!("{around}/{path}"),
                None => around,
            };
            let at = self.by_path.get(&path).copied();
            let kind = match local(tree, node) {
                "input" => ControlKind::Input,
                "select1" => ControlKind::Select1,
                "select" => ControlKind::Select,
                "rank" => ControlKind::Rank,
                "upload" => ControlKind::Upload,
                "trigger" => ControlKind::Trigger,
                "range" => ControlKind::Range,
                name => {
                    if let (Some(at), "group" | "repeat", true) = (at, name, reference.is_some()) {
                        self.fields[at].repeat |= name == "repeat";
                        if let Some(label) = label(tree, node, "label") {
                            self.fields[at].group_label = Some(label);
                        }
                    }
                    let below = next.len();
                    next.extend(tree.elements(node).map(|child| (child, path.clone())));
                    next[below..].reverse();
                    continue;
                }
            };
            let (Some(at), true) = (at, reference.is_some()) else {
                continue;
            };
            let choices = tree
                .elements(node)
                .filter(|child| local(tree, *child) == "item")
                .filter_map(|item| {
                    Some(Choice {
                        value: tree.text(tree.child(item, "value")?).trim().to_owned(),
                        label: label(tree, item, "label"),
                    })
                });
            // search() of Collect brings its own choices, the one written is a pattern of them
            let dynamic = tree
                .attribute(node, "appearance")
                .is_some_and(|how| how.contains("search("));
            let control = Control {
                kind,
                label: label(tree, node, "label"),
                hint: label(tree, node, "hint"),
                choices: if dynamic {
                    Vec::new()
                } else {
                    choices.collect()
                },
                itemset: tree
                    .child(node, "itemset")
                    .and_then(|set| itemset(tree, set)),
            };
            self.fields[at].control = Some(control);
        }
    }

    /// `meta/entity` nodes; a property belongs to the innermost group or repeat around it that declares an entity.
    fn read_entities(&mut self, tree: &Tree, top: NodeId) {
        let mut homes: BTreeMap<String, usize> = BTreeMap::new();
        let mut seen = HashSet::new();
        for node in tree
            .iter()
            .filter(|node| tree.kind(*node) == NodeKind::Element && local(tree, *node) == "entity")
        {
            let (Some(dataset), Some(path)) =
                (tree.attribute(node, "dataset"), path_below(tree, top, node))
            else {
                continue;
            };
            let Some(home) = path.strip_suffix("/meta/entity") else {
                continue;
            };
            if !seen.insert(path.clone()) {
                continue;
            }
            homes.insert(home.to_owned(), self.entities.len());
            let creates = tree.attribute(node, "create").is_some();
            let updates = tree.attribute(node, "update").is_some();
            self.entities.push(EntityDeclaration {
                dataset: dataset.to_owned(),
                path,
                // 2022.1 forms may write the entity without saying what for: they create
                creates: creates || !updates,
                updates,
                properties: Vec::new(),
            });
        }
        for field in &self.fields {
            let Some(property) = &field.bind.saveto else {
                continue;
            };
            let mut home = field.path.as_str();
            while let Some((above, _)) = home.rsplit_once('/') {
                home = above;
                if let Some(at) = homes.get(home) {
                    self.entities[*at]
                        .properties
                        .push((field.path.clone(), property.clone()));
                    break;
                }
            }
        }
    }
}

/// Path of a node from the primary instance's element down; none if it is not within.
fn path_below(tree: &Tree, top: NodeId, node: NodeId) -> Option<String> {
    let mut names = Vec::new();
    let mut here = node;
    loop {
        names.push(local(tree, here));
        if here == top {
            break;
        }
        here = tree.parent(here)?;
    }
    names.reverse();
    Some(format!("/{}", names.join("/")))
}

pub(crate) fn local(tree: &Tree, node: NodeId) -> &str {
    tree.name(node).local.as_ref()
}

/// A path as the keys of fields are: no spaces, no prefixes.
fn plain_path(path: &str) -> String {
    let parts = path
        .trim()
        .split('/')
        .map(|part| part.trim().rsplit(':').next().unwrap_or_default());
    parts.collect::<Vec<_>>().join("/")
}

fn data_type(name: &str) -> DataType {
    match name.rsplit(':').next().unwrap_or_default() {
        "int" | "integer" => DataType::Int,
        "decimal" => DataType::Decimal,
        "boolean" => DataType::Boolean,
        "date" => DataType::Date,
        "time" => DataType::Time,
        "dateTime" => DataType::DateTime,
        "geopoint" => DataType::Geopoint,
        "geotrace" => DataType::Geotrace,
        "geoshape" => DataType::Geoshape,
        "binary" => DataType::Binary,
        _ => DataType::String,
    }
}

/// `jr:itext('id')` or a plain text.
fn label_of(written: &str) -> Label {
    let inner = written
        .trim()
        .strip_prefix("jr:itext(")
        .and_then(|rest| rest.strip_suffix(')'))
        .map(str::trim);
    match inner.and_then(|inner| inner.strip_prefix(['\'', '"'])?.strip_suffix(['\'', '"'])) {
        Some(id) => Label::Itext(id.to_owned()),
        None => Label::Text(written.to_owned()),
    }
}

fn label(tree: &Tree, node: NodeId, name: &str) -> Option<Label> {
    let found = tree.child(node, name)?;
    Some(match tree.attribute(found, "ref") {
        Some(reference) => label_of(reference),
        None => Label::Text(shown(tree, found)),
    })
}

/// Text of a label; values put in at run time show as `…`.
fn shown(tree: &Tree, node: NodeId) -> String {
    let mut text = String::new();
    for child in tree.children(node) {
        if tree.kind(child) == NodeKind::Text {
            text.push_str(&tree.text(child));
        } else {
            text.push('…');
        }
    }
    text.trim().to_owned()
}

fn itemset(tree: &Tree, node: NodeId) -> Option<Itemset> {
    let reference = |name: &str| {
        tree.child(node, name)
            .and_then(|child| tree.attribute(child, "ref"))
    };
    let label = reference("label").unwrap_or("label").trim();
    let translated = label
        .strip_prefix("jr:itext(")
        .and_then(|rest| rest.strip_suffix(')'));
    Some(Itemset {
        nodeset: Formula::new(tree.attribute(node, "nodeset")?),
        value: reference("value").unwrap_or("name").trim().to_owned(),
        label: translated.unwrap_or(label).trim().to_owned(),
        translated: translated.is_some(),
    })
}
