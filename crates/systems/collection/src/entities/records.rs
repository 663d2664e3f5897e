//! Records of a register as entities are shown to scripts and people.

use house::House;
use registers::RecordView;
use serde_json::{Map, Value as Json, json};
use vocab::RecordId;

use super::{
    backed::{self, Names},
    lists::EntityList,
    rules::{Conflict, Source},
    store::Entity,
};
use crate::{CollectionError, central::instant};

/// Records of a register in the shape in which entities are shown: what the reader may not see is not in them.
///
/// # Errors
/// The store's failure.
pub(crate) async fn as_entities(
    house: &House,
    list: &EntityList,
    names: &Names,
    records: Vec<RecordView>,
) -> Result<Vec<RecordView>, CollectionError> {
    let ids: Vec<RecordId> = records.iter().map(|record| record.id.clone()).collect();
    let counts = house.registers.count_versions(list.register(), Some(&ids));
    let counts = counts.await?;
    let shown = |mut record: RecordView| {
        let uuid = names.uuid(&record.id);
        let version = counts.get(&record.id).copied().unwrap_or(1);
        let data = json!({
            "uuid": uuid, "label": backed::label(list, &record.data, &uuid), "data": backed::texts(list, &record.data), "version": version,
            "conflict": (!record.conflicts.is_empty()).then_some(Conflict::Hard.code()), "creator": "",
            "created_at": instant(record.created), "updated_at": (version > 1).then(|| instant(record.changed)),
        });
        record.data = data.as_object().cloned().unwrap_or_default();
        record
    };
    Ok(records.into_iter().map(shown).collect())
}

/// The versions of an entity in the shape in which they are shown.
pub(crate) fn history(list: &EntityList, uuid: &str, entity: &Entity) -> Vec<Map<String, Json>> {
    let told = entity.told.iter().map(|one| {
        let stored = entity.versions.iter();
        let known = stored
            .filter(|known| known.version == one.number)
            .find(|known| known.source != Source::Api);
        let known = known.or_else(|| {
            let mut stored = entity.versions.iter();
            stored.find(|known| known.version == one.number)
        });
        let (branch, branch_base) = match known.map(|known| &known.source) {
            Some(Source::Branch { id, base }) => (Some(id.as_str()), Some(*base)),
            _ => (None, None),
        };
        let instance = one.note.as_deref().and_then(|note| note.strip_prefix("submission "));
        let source = instance.map(|id| json!({"submission": {"instanceId": id}}));
        let data = json!({
            "number": one.number, "label": backed::label(list, &one.data, uuid), "data": backed::texts(list, &one.data),
            "received": backed::texts(list, &one.set), "received_label": known.and_then(|known| known.received_label.as_ref()),
            "base": known.and_then(|known| known.base), "branch": branch, "branch_base": branch_base,
            "conflict": known.and_then(|known| known.conflict).map(Conflict::code),
            "conflicting": known.map(|known| &known.conflicting), "forced": known.is_some_and(|known| known.forced),
            "creator": one.actor.as_str(), "created_at": instant(one.at), "source": source.unwrap_or_else(|| json!({})),
        });
        data.as_object().cloned().unwrap_or_default()
    });
    told.collect()
}
