//! One entry of the journal and its place in the hash chain.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use vocab::{ActorId, Hlc, NodeId, RecordId, RegisterName, TenantId};

use crate::{JournalError, Row, Version, canonical_text};

/// What an entry does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A new record.
    Create,
    /// Some fields get other values.
    Patch,
    /// A step of the lifecycle.
    Transition,
    /// The record turned out to be another one.
    Merge,
    /// The record's content goes.
    Erase,
    /// A person decided a conflict.
    Settle,
    /// A file was attached.
    Attach,
    /// Somebody read something confidential.
    Read,
    /// Users, roles, sessions, settings.
    Admin,
}

impl Kind {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Patch => "patch",
            Self::Transition => "transition",
            Self::Merge => "merge",
            Self::Erase => "erase",
            Self::Settle => "settle",
            Self::Attach => "attach",
            Self::Read => "read",
            Self::Admin => "admin",
        }
    }

    fn parse(word: &str) -> Result<Self, JournalError> {
        [
            Self::Create,
            Self::Patch,
            Self::Transition,
            Self::Merge,
            Self::Erase,
            Self::Settle,
            Self::Attach,
            Self::Read,
            Self::Admin,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == word)
        .ok_or(JournalError::Unreadable { what: "entry.kind" })
    }

    /// Whether the entry says something about a record's content.
    pub fn changes_record(self) -> bool {
        !matches!(self, Self::Read | Self::Admin)
    }
}

/// An entry that is still to be appended.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What it does.
    pub kind: Kind,
    /// Who does it.
    pub actor: ActorId,
    /// In which register; `access` for users and sessions.
    pub register: RegisterName,
    /// Of which record.
    pub record: RecordId,
    /// What the author had seen of the record.
    pub base: Option<Version>,
    /// The content, by kind (see the README).
    pub body: Json,
}

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The node that wrote it.
    pub node: NodeId,
    /// Its number on that node, from 1 without gaps.
    pub seq: i64,
    /// When, in hybrid time.
    pub hlc: Hlc,
    /// Hash of the entry before it on that node; zeros for the first.
    pub prev: [u8; 32],
    /// Its own hash.
    pub hash: [u8; 32],
    /// What it does.
    pub kind: Kind,
    /// Who did it.
    pub actor: ActorId,
    /// In which register.
    pub register: RegisterName,
    /// Of which record.
    pub record: RecordId,
    /// What the author had seen of the record.
    pub base: Option<Version>,
    /// The content.
    pub body: Json,
}

/// Columns in the order that [`Entry::from_row`] reads.
pub(crate) const COLUMNS: &str =
    "node, seq, hlc, prev, hash, kind, actor, register, record, base, body";

impl Entry {
    /// Completes a draft to an entry, and gives its canonical body with it.
    pub(crate) fn complete(
        draft: Draft,
        tenant: &TenantId,
        node: &NodeId,
        seq: i64,
        hlc: Hlc,
        prev: [u8; 32],
    ) -> Result<(Self, String), JournalError> {
        let body_text = canonical_text(&draft.body)?;
        let mut entry = Self {
            node: node.clone(),
            seq,
            hlc,
            prev,
            hash: [0; 32],
            kind: draft.kind,
            actor: draft.actor,
            register: draft.register,
            record: draft.record,
            base: draft.base,
            body: draft.body,
        };
        entry.hash = entry.hash_with(tenant, &body_text);
        Ok((entry, body_text))
    }

    /// SHA-256 over the hash before it and ten lines: tenant, node, seq, hlc, kind, actor, register,
    /// record, base, body. No field but the body may hold a line break, and the body is canonical JSON, which holds none,
    /// so the lines are unambiguous and `sha256sum` can recompute them.
    pub(crate) fn hash_with(&self, tenant: &TenantId, body_text: &str) -> [u8; 32] {
        let base = self.base.as_ref().map(ToString::to_string);
        let mut hasher = Sha256::new();
        hasher.update(self.prev);
        for line in [
            tenant.as_str(),
            self.node.as_str(),
            &self.seq.to_string(),
            &self.hlc.as_i64().to_string(),
            self.kind.as_str(),
            self.actor.as_str(),
            self.register.as_str(),
            self.record.as_str(),
            base.as_deref().unwrap_or_default(),
            body_text,
        ] {
            hasher.update(line.as_bytes());
            hasher.update(b"\n");
        }
        hasher.finalize().into()
    }

    /// Reads [`COLUMNS`].
    pub(crate) fn from_row(row: &Row) -> Result<Self, JournalError> {
        let unreadable = |what| JournalError::Unreadable { what };
        let hash = |column, what| -> Result<[u8; 32], JournalError> {
            row.bytes(column)?.try_into().map_err(|_| unreadable(what))
        };
        Ok(Self {
            node: NodeId::parse(row.text_ref(0)?).map_err(|_| unreadable("entry.node"))?,
            seq: row.int(1)?,
            hlc: Hlc::from_i64(row.int(2)?),
            prev: hash(3, "entry.prev")?,
            hash: hash(4, "entry.hash")?,
            kind: Kind::parse(row.text_ref(5)?)?,
            actor: ActorId::parse(row.text_ref(6)?).map_err(|_| unreadable("entry.actor"))?,
            register: RegisterName::parse(row.text_ref(7)?)
                .map_err(|_| unreadable("entry.register"))?,
            record: RecordId::parse(row.text_ref(8)?).map_err(|_| unreadable("entry.record"))?,
            base: row.opt_text(9)?.map(|text| text.parse()).transpose()?,
            body: serde_json::from_str(row.text_ref(10)?).map_err(|_| unreadable("entry.body"))?,
        })
    }
}
