//! The versions of a record's content, numbered from 1: for protocols that count. A record's own [`Version`] is a
//! frontier and tells what was seen; the number only tells how many entries of the journal have set its content.

use std::collections::BTreeMap;

use journal::{Entry, Kind, RecordState, Value, Version, apply};
use serde_json::{Map, Value as Json};
use vocab::{ActorId, Hlc, RecordId};

use crate::{ReadError, Registers};

/// Records counted in one statement.
const CHUNK: usize = 500;

/// A record's content after one entry that set some of it.
#[derive(Debug, Clone)]
pub struct ContentVersion {
    /// Its number, from 1.
    pub number: u64,
    /// All that its author could have seen of the record.
    pub seen: Version,
    /// The content after it.
    pub data: Map<String, Json>,
    /// What it set, by field (`null`: cleared).
    pub set: Map<String, Json>,
    /// Who.
    pub actor: ActorId,
    /// When.
    pub at: Hlc,
    /// The remark that came with it.
    pub note: Option<String>,
}

/// Entries that set content. Steps of the lifecycle do not.
const KINDS: [Kind; 3] = [Kind::Create, Kind::Patch, Kind::Settle];

/// The versions of a record's content from its entries, oldest first.
pub fn content_versions(entries: &[Entry]) -> Vec<ContentVersion> {
    let mut seen = Version::default();
    let mut state: Option<RecordState> = None;
    let mut found: Vec<ContentVersion> = Vec::new();
    let text = |entry: &Entry, key: &str| {
        let said = entry.body.get(key).and_then(Json::as_str);
        said.map(str::to_owned)
    };
    for entry in entries {
        seen.observe(&entry.node, entry.seq);
        apply(&mut state, entry);
        let set = match entry.kind {
            Kind::Create => entry.body.get("data").and_then(Json::as_object).cloned(),
            Kind::Patch => entry.body.get("set").and_then(Json::as_object).cloned(),
            Kind::Settle => text(entry, "field").map(|field| {
                let value = entry.body.get("value").cloned().unwrap_or(Json::Null);
                Map::from_iter([(field, value)])
            }),
            _ => continue,
        };
        found.push(ContentVersion {
            number: found.len() as u64 + 1,
            seen: seen.clone(),
            data: state
                .as_ref()
                .map(|state| state.data.clone())
                .unwrap_or_default(),
            set: set.unwrap_or_default(),
            actor: entry.actor.clone(),
            at: entry.hlc,
            note: text(entry, "note"),
        });
    }
    found
}

impl Registers {
    /// How many versions the content of each record has, for the records named or for all of the register. For jobs
    /// of the system itself: nothing is masked.
    ///
    /// # Errors
    /// [`ReadError::UnknownRegister`], or the store's failure.
    pub async fn count_versions(
        &self,
        register: &str,
        records: Option<&[RecordId]>,
    ) -> Result<BTreeMap<RecordId, u64>, ReadError> {
        let register = self.register(register)?;
        let mut found = BTreeMap::new();
        let whole: [&[RecordId]; 1] = [&[]];
        let chunks: Vec<&[RecordId]> = match records {
            None => whole.to_vec(),
            Some(records) => records.chunks(CHUNK).collect(),
        };
        for chunk in chunks {
            let mut params: Vec<Value> = vec![
                self.store.tenant().as_str().into(),
                register.name.as_str().into(),
            ];
            params.extend(KINDS.map(|kind| Value::from(kind.as_str())));
            let mut within = String::new();
            if let Some(last) = chunk.last() {
                // Always the same number of parameters, so that the statement is prepared once.
                let first = params.len() + 1;
                let width = if chunk.len() == 1 { 1 } else { CHUNK };
                let places: Vec<String> = (first..first + width)
                    .map(|number| format!("${number}"))
                    .collect();
                within = format!("and record in ({}) ", places.join(", "));
                params.extend(chunk.iter().map(|id| Value::from(id.as_str())));
                params.resize(first - 1 + width, last.as_str().into());
            }
            let sql = format!(
                "select record, cast(count(*) as bigint) from entry where tenant = $1 and register = $2 \
                 and kind in ($3, $4, $5) {within}group by record"
            );
            for row in self.store.read(sql, params).await? {
                let unreadable = |_| journal::JournalError::Unreadable {
                    what: "entry.record",
                };
                let id = RecordId::parse(row.text_ref(0)?).map_err(unreadable)?;
                found.insert(id, u64::try_from(row.int(1)?).unwrap_or_default());
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use vocab::{NodeId, RegisterName};

    fn entry(seq: i64, kind: Kind, body: Json) -> Entry {
        Entry {
            node: NodeId::parse("n1").expect("a node"),
            seq,
            hlc: Hlc::from_i64(seq),
            prev: [0; 32],
            hash: [0; 32],
            kind,
            actor: ActorId::parse("a").expect("an actor"),
            register: RegisterName::parse("sites").expect("a register"),
            record: RecordId::parse("r").expect("a record"),
            base: None,
            body,
        }
    }

    #[test]
    fn steps_of_the_lifecycle_are_no_versions_of_the_content() {
        let entries = [
            entry(
                4,
                Kind::Create,
                json!({"state": "listed", "owner": "/x", "data": {"a": 1, "b": 2}}),
            ),
            entry(
                5,
                Kind::Transition,
                json!({"name": "retire", "to": "retired"}),
            ),
            entry(
                9,
                Kind::Patch,
                json!({"set": {"a": 3, "b": null}, "note": "why"}),
            ),
        ];
        let versions = content_versions(&entries);
        assert_eq!(versions.len(), 2);
        let last = &versions[1];
        assert_eq!((last.number, last.note.as_deref()), (2, Some("why")));
        assert_eq!(Json::Object(last.data.clone()), json!({"a": 3}));
        assert_eq!(Json::Object(last.set.clone()), json!({"a": 3, "b": null}));
        let node = NodeId::parse("n1").expect("a node");
        assert!(last.seen.covers(&node, 9) && !versions[0].seen.covers(&node, 5));
    }
}
