//! The entities of a list one by one, whether they are records of a list of its own or of a register.

use std::collections::BTreeMap;

use house::House;
use journal::RecordState;
use registers::Scan;
use serde_json::{Map, Value as Json};
use vocab::RecordId;

use super::{
    backed::{self, Names},
    lists::EntityList,
    store::{self, number},
    who::Reach,
};
use crate::{
    CollectionError,
    shelf::{id_of, text},
};

/// An entity as a phone sees it.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) uuid: String,
    pub(crate) label: String,
    pub(crate) version: u64,
    /// Texts by property.
    pub(crate) data: Map<String, Json>,
    /// Deleted, or out of reach of whoever asks.
    pub(crate) gone: bool,
}

/// What rows of a register need beside the record.
struct Beside {
    names: Names,
    counts: BTreeMap<RecordId, u64>,
}

impl Beside {
    async fn of(
        house: &House,
        list: &EntityList,
        names: Names,
        records: Option<&[RecordId]>,
    ) -> Result<Self, CollectionError> {
        let counts = house.registers.count_versions(list.register(), records);
        Ok(Self {
            counts: counts.await?,
            names,
        })
    }
}

/// All of a list, in bounded memory.
pub(crate) struct Rows {
    scan: Scan,
    list: EntityList,
    reach: Reach,
    beside: Option<Beside>,
}

impl Rows {
    /// Begins at the first.
    ///
    /// # Errors
    /// The store's failure.
    pub(crate) async fn of(
        house: &House,
        list: &EntityList,
        reach: &Reach,
    ) -> Result<Self, CollectionError> {
        let beside = match list.backing {
            Some(_) => {
                let names = Names::of(house, list).await?;
                Some(Beside::of(house, list, names, None).await?)
            }
            None => None,
        };
        Ok(Self {
            scan: house.registers.scan(list.register(), list.partition())?,
            list: list.clone(),
            reach: reach.clone(),
            beside,
        })
    }

    /// The next one.
    pub(crate) async fn next(&mut self) -> Option<Result<Row, CollectionError>> {
        let record = self.scan.next().await?;
        Some(
            record
                .map(|record| row(&self.list, &self.reach, self.beside.as_ref(), &record))
                .map_err(CollectionError::from),
        )
    }
}

/// Those of these entities that are known.
///
/// # Errors
/// The store's failure.
pub(crate) async fn some(
    house: &House,
    list: &EntityList,
    reach: &Reach,
    uuids: &[String],
) -> Result<Vec<Row>, CollectionError> {
    let (ids, beside): (Vec<RecordId>, _) = if list.backing.is_some() {
        let names = Names::of(house, list).await?;
        let ids: Vec<RecordId> = names.records(uuids).into_iter().collect();
        let beside = Beside::of(house, list, names, Some(&ids)).await?;
        (ids, Some(beside))
    } else {
        let ids = uuids
            .iter()
            .map(|uuid| id_of(house, "entities", &[list.id.as_str(), uuid]))
            .collect::<Result<_, _>>()?;
        (ids, None)
    };
    let found = store::read_all(house, list.register(), &ids).await?;
    Ok(found
        .into_values()
        .map(|record| row(list, reach, beside.as_ref(), &record))
        .collect())
}

fn row(list: &EntityList, reach: &Reach, beside: Option<&Beside>, record: &RecordState) -> Row {
    let Some((beside, backing)) = beside.zip(list.backing.as_ref()) else {
        let data = record.data.get("data").and_then(Json::as_object);
        return Row {
            uuid: text(&record.data, "uuid").to_owned(),
            label: text(&record.data, "label").to_owned(),
            version: number(&record.data, "version"),
            gone: record.state == "deleted" || !reach.covers(&record.owner, data),
            data: data.cloned().unwrap_or_default(),
        };
    };
    let uuid = beside.names.uuid(&record.id);
    // Rules may ask for fields that the form is not given.
    let whole: Map<String, Json> = record
        .data
        .iter()
        .map(|(name, value)| (name.clone(), backed::as_text(value).into()))
        .collect();
    let gone = record.erased
        || record.merged_into.is_some()
        || !backing.gives(&record.state)
        || !reach.covers(&record.owner, Some(&whole));
    Row {
        label: backed::label(list, &record.data, &uuid),
        version: beside.counts.get(&record.id).copied().unwrap_or(1),
        data: whole,
        gone,
        uuid,
    }
}
