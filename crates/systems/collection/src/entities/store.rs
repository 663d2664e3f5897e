//! Entities and their versions as records. A version's number is part of its key, so that of two writers who both read
//! version 3 one makes version 4 and the other is refused, reads again and makes version 5.

use access::Actor;
use house::House;
use journal::{RecordState, record};
use registers::{Change, CommitError, ContentVersion, Strictness};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest as _, Sha256};
use vocab::{RecordId, RegisterName};

use super::{
    backed,
    lists::{EntityList, owned},
    rules::{Conflict, Properties, Source, Stored},
};
use crate::{
    CollectionError,
    shelf::{create, id_of, known, put, text},
};

/// How often a writer tries again when others write to the same entity.
pub(crate) const TRIES: usize = 16;

/// Who wrote a version, when, and by what.
#[derive(Debug, Clone, Default)]
pub(crate) struct About {
    pub(crate) creator: String,
    pub(crate) user_agent: Option<String>,
    /// RFC 3339.
    pub(crate) at: String,
    /// The submission's record, where it came from one.
    pub(crate) submission: Option<RecordId>,
    /// What a script says of its source, or the submission's form and instance.
    pub(crate) source: Json,
}

/// An entity as it stands with all its versions.
#[derive(Debug, Clone)]
pub(crate) struct Entity {
    /// Its record; none while it is not there.
    pub(crate) record: Option<RecordState>,
    /// Its versions, oldest first.
    pub(crate) versions: Vec<Stored>,
    /// The same as its register's history tells them, where it is a record of one.
    pub(crate) told: Vec<ContentVersion>,
}

impl Entity {
    /// Reads one.
    ///
    /// # Errors
    /// The store's failure.
    pub(crate) async fn read(
        house: &House,
        list: &EntityList,
        uuid: &str,
    ) -> Result<Self, CollectionError> {
        if list.backing.is_some() {
            return backed::read(house, list, uuid).await;
        }
        let list = &list.id;
        let id = id_of(house, "entities", &[list.as_str(), uuid])?;
        let Some(record) = known(house, "entities", &id).await? else {
            return Ok(Self::nothing());
        };
        let kept = versions(house, list, uuid, number(&record.data, "version")).await?;
        let mut versions: Vec<Stored> = kept.iter().map(|version| stored(&version.data)).collect();
        if let Some(last) = versions.last_mut() {
            // A person may have marked it resolved since.
            last.conflict = conflict_of(text(&record.data, "conflict"));
        }
        Ok(Self {
            record: Some(record),
            versions,
            told: Vec::new(),
        })
    }

    /// One that is not there.
    pub(crate) fn nothing() -> Self {
        Self {
            record: None,
            versions: Vec::new(),
            told: Vec::new(),
        }
    }

    /// Whether it was deleted, or its content erased.
    pub(crate) fn deleted(&self) -> bool {
        self.record
            .as_ref()
            .is_some_and(|record| record.erased || record.state == "deleted")
    }
}

/// The records of an entity's versions 1 to `count`, oldest first.
///
/// # Errors
/// The store's failure.
pub(crate) async fn versions(
    house: &House,
    list: &RecordId,
    uuid: &str,
    count: u64,
) -> Result<Vec<RecordState>, CollectionError> {
    let ids: Vec<RecordId> = (1..=count)
        .map(|number| {
            id_of(
                house,
                "entity_versions",
                &[list.as_str(), uuid, &number.to_string()],
            )
        })
        .collect::<Result<_, _>>()?;
    let mut found = read_all(house, "entity_versions", &ids).await?;
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Records by id, for the server's own decisions and for what it has shown the caller already.
///
/// # Errors
/// The store's failure.
pub(crate) async fn read_all(
    house: &House,
    register: &str,
    ids: &[RecordId],
) -> Result<std::collections::BTreeMap<RecordId, RecordState>, CollectionError> {
    let name: RegisterName = house.registers.register(register)?.name.clone();
    let ids: Vec<&RecordId> = ids.iter().collect();
    Ok(record::read(&house.store, &name, &ids).await?)
}

/// A whole number that is none below zero.
pub(crate) fn number(data: &Map<String, Json>, field: &str) -> u64 {
    data.get(field).and_then(Json::as_u64).unwrap_or_default()
}

pub(crate) fn conflict_of(written: &str) -> Option<Conflict> {
    match written {
        "soft" => Some(Conflict::Soft),
        "hard" => Some(Conflict::Hard),
        _ => None,
    }
}

fn properties(data: &Map<String, Json>, field: &str) -> Properties {
    data.get(field)
        .and_then(Json::as_object)
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect()
}

fn stored(data: &Map<String, Json>) -> Stored {
    let some = |field: &str| Some(text(data, field)).filter(|text| !text.is_empty());
    let source = match (text(data, "origin"), some("branch")) {
        (_, Some(branch)) => Source::Branch {
            id: branch.to_owned(),
            base: number(data, "branch_base"),
        },
        ("submission", None) => Source::Submission,
        _ => Source::Api,
    };
    Stored {
        version: number(data, "number"),
        label: text(data, "label").to_owned(),
        data: properties(data, "data"),
        received: properties(data, "received"),
        base: data.get("base").and_then(Json::as_u64),
        source,
        conflict: conflict_of(text(data, "conflict")),
        conflicting: data
            .get("conflicting")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect(),
        received_label: some("received_label").map(str::to_owned),
        forced: data.get("forced") == Some(&Json::Bool(true)),
    }
}

/// The changes that append versions to an entity, which is made by them where it is not there.
///
/// # Errors
/// When the catalogue has no such register.
pub(crate) fn appended(
    house: &House,
    list: &EntityList,
    (uuid, entity): (&str, &Entity),
    new: &[(Stored, Option<u64>)],
    about: &About,
) -> Result<Vec<Change>, CollectionError> {
    if list.backing.is_some() {
        return backed::appended(house, list, (uuid, entity), new, about);
    }
    let first = entity.record.is_none();
    let id = id_of(house, "entities", &[list.id.as_str(), uuid])?;
    let mut changes = Vec::new();
    for (version, trunk) in new {
        let key = [list.id.as_str(), uuid, &version.version.to_string()];
        let (branch, branch_base) = match &version.source {
            Source::Branch { id, base } => (Some(id.as_str()), Some(*base)),
            _ => (None, None),
        };
        let origin = if version.source == Source::Api {
            "api"
        } else {
            "submission"
        };
        let data = json!({
            "project": list.project, "list": list.id.as_str(), "uuid": uuid, "number": version.version,
            "label": version.label, "data": version.data, "received": version.received,
            "received_label": version.received_label, "base": version.base, "origin": origin, "source": about.source,
            "submission": about.submission.as_ref().map(RecordId::as_str), "branch": branch, "branch_base": branch_base,
            "trunk": trunk, "forced": version.forced, "conflict": version.conflict.map(Conflict::code),
            "conflicting": version.conflicting, "creator": about.creator, "user_agent": about.user_agent,
            "created_at": about.at,
        });
        let record = id_of(house, "entity_versions", &key)?;
        changes.push(owned(create("entity_versions", record, data), &list.owner));
    }
    let Some((last, _)) = new.last() else {
        return Ok(changes);
    };
    let mut data = json!({
        "project": list.project, "list": list.id.as_str(), "list_name": list.name, "uuid": uuid, "label": last.label,
        "data": last.data, "version": last.version, "conflict": last.conflict.map(Conflict::code),
    });
    if first {
        data["creator"] = Json::from(about.creator.as_str());
        data["created_at"] = Json::from(about.at.as_str());
    }
    if last.version > 1 {
        data["updated_at"] = Json::from(about.at.as_str());
    }
    let change = if first {
        create("entities", id, data)
    } else {
        put("entities", id, data)
    };
    changes.push(owned(change, &list.owner));
    Ok(changes)
}

/// What became of a try to write.
pub(crate) enum Tried {
    /// It is written.
    Written,
    /// Somebody else wrote the same version first.
    Overtaken,
    /// A register does not take it, for these reasons.
    Refused(String),
}

/// Commits; that somebody else was first is an answer and no error.
///
/// # Errors
/// What the commit path refuses, or the store's failure.
pub(crate) async fn attempt(
    house: &House,
    actor: &Actor,
    changes: Vec<Change>,
) -> Result<Tried, CollectionError> {
    let own: Vec<bool> = changes
        .iter()
        .map(|change| change.register.as_str().starts_with("entit"))
        .collect();
    match house
        .registers
        .commit(actor, changes, Strictness::Strict)
        .await
    {
        Ok(_) => Ok(Tried::Written),
        Err(CommitError::Refused { faults, .. })
            if !faults.is_empty()
                && faults.iter().all(|fault| {
                    fault.code == "exists" && own.get(fault.change) == Some(&true)
                }) =>
        {
            Ok(Tried::Overtaken)
        }
        Err(CommitError::Refused { faults, more }) if !is_ours(&faults) => {
            let told = CollectionError::from(CommitError::Refused { faults, more });
            Ok(Tried::Refused(told.to_string()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether a refusal is about who may, which is an error for whoever asked.
fn is_ours(faults: &[registers::Fault]) -> bool {
    faults.iter().any(|fault| fault.code == "not_allowed")
}

/// An id of an entity in the one form in which it is kept: a UUID of version 4, lower case, without `uuid:`.
pub(crate) fn uuid_of(written: &str) -> Option<String> {
    let id = written.trim();
    let id = match id.get(..5) {
        Some(start) if start.eq_ignore_ascii_case("uuid:") => &id[5..],
        _ => id,
    };
    let good = id.len() == 36
        && id.bytes().enumerate().all(|(at, letter)| match at {
            8 | 13 | 18 | 23 => letter == b'-',
            14 => letter == b'4',
            19 => b"89abAB".contains(&letter),
            _ => letter.is_ascii_hexdigit(),
        });
    good.then(|| id.to_ascii_lowercase())
}

/// A fresh id for an entity, made of the clock's own and spread so that it tells no time.
pub(crate) fn fresh_uuid(house: &House) -> String {
    use std::fmt::Write as _;
    let mut bytes: [u8; 32] = Sha256::digest(house.clock.new_id().as_str()).into();
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    bytes[..16]
        .iter()
        .enumerate()
        .fold(String::new(), |mut id, (at, byte)| {
            if [4, 6, 8, 10].contains(&at) {
                id.push('-');
            }
            let _ = write!(id, "{byte:02x}");
            id
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_id_is_a_uuid_of_version_4() {
        let plain = "c5b0e0a4-6f0e-4f5c-8a3f-0d6f6b1f2a3b";
        for good in [
            plain,
            &format!("uuid:{plain}"),
            &format!(" UUID:{} ", plain.to_uppercase()),
        ] {
            assert_eq!(uuid_of(good).as_deref(), Some(plain), "{good}");
        }
        for bad in [
            "",
            "uuid:",
            "c5b0e0a4-6f0e-1f5c-8a3f-0d6f6b1f2a3b",
            "c5b0e0a4-6f0e-4f5c-ca3f-0d6f6b1f2a3b",
            "x",
            "c5b0e0a46f0e4f5c8a3f0d6f6b1f2a3b",
        ] {
            assert_eq!(uuid_of(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_id_makes_it_panic(written in "\\PC{0,40}") {
            prop_assert!(uuid_of(&written).is_none_or(|id| id.len() == 36));
        }
    }
}
