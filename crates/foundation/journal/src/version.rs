//! What an author had seen of a record.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use vocab::NodeId;

use crate::JournalError;

/// The frontier of a record: per node, the highest sequence number of this record's entries that are
/// in it. Written `n1a2b3:17`, several joined by commas. It is the optimistic version of every API: a
/// change that names it says "I had seen this much".
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version(BTreeMap<NodeId, i64>);

impl Version {
    /// Takes note of an entry.
    pub fn observe(&mut self, node: &NodeId, seq: i64) {
        let seen = self.0.entry(node.clone()).or_insert(seq);
        *seen = seq.max(*seen);
    }

    /// Whether the entry (`node`, `seq`) had been seen.
    pub fn covers(&self, node: &NodeId, seq: i64) -> bool {
        self.0.get(node).is_some_and(|seen| *seen >= seq)
    }

    /// Whether everything in `other` had been seen.
    pub fn covers_all(&self, other: &Self) -> bool {
        other.0.iter().all(|(node, seq)| self.covers(node, *seq))
    }

    /// Whether nothing had been seen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, (node, seq)) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str(",")?;
            }
            write!(f, "{node}:{seq}")?;
        }
        Ok(())
    }
}

impl FromStr for Version {
    type Err = JournalError;

    fn from_str(text: &str) -> Result<Self, JournalError> {
        let unreadable = JournalError::Unreadable { what: "a version" };
        let mut frontier = BTreeMap::new();
        for part in text.split(',').filter(|part| !part.is_empty()) {
            let Some((node, seq)) = part.split_once(':') else {
                return Err(unreadable);
            };
            match (NodeId::parse(node), seq.parse()) {
                (Ok(node), Ok(seq)) => frontier.insert(node, seq),
                _ => return Err(unreadable),
            };
        }
        Ok(Self(frontier))
    }
}

impl TryFrom<String> for Version {
    type Error = JournalError;

    fn try_from(text: String) -> Result<Self, JournalError> {
        text.parse()
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        version.to_string()
    }
}
