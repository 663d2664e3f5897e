//! A submission as received; its bytes are the caller's to keep.

use xpath::{NodeId, NodeKind, Tree};

use crate::document::document;
use crate::error::XFormError;
use crate::model::{DataType, XForm};
use crate::read::local;

/// Meta data of a submission (OpenRosa metadata).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// Its id; a submission without one has none.
    pub instance_id: Option<String>,
    /// The version that it replaces.
    pub deprecated_id: Option<String>,
    /// Name for people.
    pub instance_name: Option<String>,
    /// File of the audit log.
    pub audit: Option<String>,
}

/// An entity block: what a submission asks to be done to an entity (ODK Entities 2022.1 to 2025.1).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntityBlock {
    /// The list.
    pub dataset: String,
    /// Id as written.
    pub id: Option<String>,
    /// `create` as written.
    pub create: Option<String>,
    /// `update` as written.
    pub update: Option<String>,
    /// `baseVersion` as written.
    pub base_version: Option<String>,
    /// `trunkVersion` as written.
    pub trunk_version: Option<String>,
    /// `branchId` as written.
    pub branch_id: Option<String>,
    /// Label.
    pub label: Option<String>,
    /// Path of the block, without indexes.
    pub path: String,
    /// Property and value for the fields that are there; a blank value is one.
    pub properties: Vec<(String, String)>,
}

/// The manifest that an encrypted form sends instead of its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncryptedManifest {
    /// Encrypted key, base64.
    pub key: String,
    /// Encrypted media files, in the order that their vectors are counted by.
    pub media: Vec<String>,
    /// File of the encrypted answers.
    pub answers: String,
    /// Signature over the elements, base64.
    pub signature: Option<String>,
}

/// A submission.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Form id.
    pub form_id: String,
    /// Version; empty when none is given.
    pub version: String,
    /// Meta data.
    pub meta: Meta,
    /// Set when the answers are encrypted.
    pub encrypted: Option<EncryptedManifest>,
    /// The answers.
    pub tree: Tree,
}

impl Submission {
    /// Reads a submission.
    ///
    /// # Errors
    /// XML that cannot be read, or an element without the id of its form.
    pub fn read(bytes: &[u8]) -> Result<Self, XFormError> {
        let tree = document(bytes)?;
        let top = tree
            .top()
            .ok_or(XFormError::Form("the submission is empty"))?;
        let form_id = tree
            .attribute(top, "id")
            .filter(|id| !id.is_empty())
            .ok_or(XFormError::Form(
                "the submission does not name its form; its element needs the attribute id",
            ))?
            .to_owned();
        let meta = tree
            .child(top, "meta")
            .map_or_else(Meta::default, |meta| Meta {
                instance_id: leaf(&tree, meta, "instanceID")
                    .or_else(|| tree.attribute(top, "instanceID").map(str::to_owned)),
                deprecated_id: leaf(&tree, meta, "deprecatedID"),
                instance_name: leaf(&tree, meta, "instanceName"),
                audit: leaf(&tree, meta, "audit"),
            });
        let encrypted =
            (tree.attribute(top, "encrypted") == Some("yes")).then(|| EncryptedManifest {
                key: leaf(&tree, top, "base64EncryptedKey").unwrap_or_default(),
                media: tree
                    .elements(top)
                    .filter(|node| local(&tree, *node) == "media")
                    .flat_map(|media| {
                        tree.elements(media)
                            .map(|file| tree.text(file).trim().to_owned())
                            .collect::<Vec<_>>()
                    })
                    .collect(),
                answers: leaf(&tree, top, "encryptedXmlFile").unwrap_or_default(),
                signature: leaf(&tree, top, "base64EncryptedElementSignature"),
            });
        Ok(Self {
            version: tree
                .attribute(top, "version")
                .unwrap_or_default()
                .to_owned(),
            form_id,
            meta,
            encrypted,
            tree,
        })
    }

    /// Path of a node, without indexes.
    pub(crate) fn path(&self, node: NodeId) -> String {
        let mut names = Vec::new();
        let mut here = node;
        while let Some(above) = self.tree.parent(here) {
            names.push(local(&self.tree, here));
            here = above;
        }
        names.reverse();
        format!("/{}", names.join("/"))
    }

    fn elements(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.tree
            .iter()
            .filter(|node| self.tree.kind(*node) == NodeKind::Element)
    }

    /// Names of the files that belong to it: answers of binary fields and the audit log, or the encrypted files.
    pub fn attachments(&self, form: &XForm) -> Vec<String> {
        if let Some(manifest) = &self.encrypted {
            let files = manifest.media.iter().chain([&manifest.answers]);
            return files.filter(|name| !name.is_empty()).cloned().collect();
        }
        let mut found: Vec<String> = self
            .elements()
            .filter(|node| self.tree.is_leaf(*node) && !self.tree.is_blank(*node))
            .filter(|node| {
                form.field(&self.path(*node))
                    .is_some_and(|field| field.bind.data_type == DataType::Binary)
            })
            .map(|node| self.tree.text(node).trim().to_owned())
            .collect();
        found.extend(self.meta.audit.clone());
        let mut seen = std::collections::HashSet::new();
        found.retain(|name| seen.insert(name.clone()));
        found
    }

    /// The entity blocks, in document order, each with the properties of its own group or repeat instance.
    pub fn entities(&self, form: &XForm) -> Vec<EntityBlock> {
        let tree = &self.tree;
        let mut found = Vec::new();
        for node in self
            .elements()
            .filter(|node| local(tree, *node) == "entity")
        {
            let path = self.path(node);
            let Some(declared) = form.entities.iter().find(|declared| declared.path == path) else {
                continue;
            };
            let Some(home) = tree.parent(node).and_then(|meta| tree.parent(meta)) else {
                continue;
            };
            let attribute = |name: &str| tree.attribute(node, name).map(str::to_owned);
            let home_path = self.path(home);
            let properties = declared.properties.iter().filter_map(|(path, property)| {
                let mut here = home;
                for name in path.strip_prefix(&home_path)?.split('/').skip(1) {
                    here = tree.child(here, name)?;
                }
                Some((property.clone(), tree.text(here).into_owned()))
            });
            found.push(EntityBlock {
                dataset: attribute("dataset").unwrap_or_default(),
                id: attribute("id"),
                create: attribute("create"),
                update: attribute("update"),
                base_version: attribute("baseVersion"),
                trunk_version: attribute("trunkVersion"),
                branch_id: attribute("branchId"),
                label: tree
                    .child(node, "label")
                    .map(|label| tree.text(label).into_owned()),
                path,
                properties: properties.collect(),
            });
        }
        found
    }
}

fn leaf(tree: &Tree, parent: NodeId, name: &str) -> Option<String> {
    let text = tree.text(tree.child(parent, name)?).trim().to_owned();
    (!text.is_empty()).then_some(text)
}
