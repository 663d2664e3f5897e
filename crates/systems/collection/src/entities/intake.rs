//! What a submission does to entities, once it is stored: read from its XML, decided by the rules, written in one
//! commit with what is then known of the submission. What is wrong with it is a finding and never refuses it.

use std::collections::{BTreeMap, VecDeque};

use access::Actor;
use house::House;
use journal::RecordState;
use registers::{Change, Strictness};
use serde_json::{Value as Json, json};
use vocab::RecordId;
use xform::{EntityBlock, Submission, XForm};

use super::{
    backlog,
    block::{self, Asked},
    lists::{self, EntityList},
    rules::{self, Given, Held, Outcome, Refused, Stored},
    store::{About, Entity, TRIES, Tried, appended, attempt, uuid_of},
};
use crate::{
    CollectionError,
    openrosa::tracing_fault,
    published::form_of,
    receive::content,
    shelf::{commit, known, put, text},
};

/// Why a submission is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// It came in, or its edit did.
    Received,
    /// A reviewer approved it.
    Approved,
    /// What it waited for has come.
    Released,
    /// It has waited long enough.
    Forced,
}

/// What is written beside a new submission, so that its entities are not forgotten if the server stops right then.
pub(crate) fn due(form: &XForm) -> Option<&'static str> {
    (!form.entities.is_empty()).then_some("due")
}

/// Looks at a submission that just came in. A fault of ours leaves it due, and it is looked at again later.
pub(crate) async fn process_received(house: &House, form: &XForm, submission: &RecordId) {
    if due(form).is_some() {
        noted(process(house, submission, Occasion::Received).await);
    }
}

/// Looks at a submission that was just approved. A fault of ours is caught up with at the next reading.
pub(crate) async fn process_approved(house: &House, submission: &RecordId) {
    noted(process(house, submission, Occasion::Approved).await);
}

fn noted(done: Result<(), CollectionError>) {
    if let Err(error) = done {
        tracing_fault(&error);
    }
}

/// Does what a submission asks of entities, and what was waiting for it.
///
/// # Errors
/// The store's failure.
pub(crate) async fn process(
    house: &House,
    submission: &RecordId,
    occasion: Occasion,
) -> Result<(), CollectionError> {
    let mut queue = VecDeque::from([(submission.clone(), occasion)]);
    while let Some((id, occasion)) = queue.pop_front() {
        for (list, uuid) in Box::pin(settle(house, &id, occasion)).await? {
            for waiting in backlog::waiting_for(house, &list, &uuid).await? {
                queue.push_back((waiting, Occasion::Released));
            }
        }
    }
    Ok(())
}

/// Lets go what waited for entities that were made by another way.
///
/// # Errors
/// The store's failure.
pub(crate) async fn free(
    house: &House,
    list: &RecordId,
    uuids: &[String],
) -> Result<(), CollectionError> {
    for waiting in backlog::waiting_in(house, list, uuids).await? {
        process(house, &waiting, Occasion::Released).await?;
    }
    Ok(())
}

/// Tries until nobody else writes to the same entities at the same time.
async fn settle(
    house: &House,
    id: &RecordId,
    occasion: Occasion,
) -> Result<Vec<(RecordId, String)>, CollectionError> {
    let system = Actor::system("collection");
    for _ in 0..TRIES {
        let Some(turn) = Turn::read(house, id, occasion).await? else {
            return Ok(Vec::new());
        };
        let (changes, touched) = turn.done().await?;
        match attempt(house, &system, changes).await? {
            Tried::Written => return Ok(touched),
            Tried::Overtaken => {}
            // What the register does not take is said beside the submission, and waits for a person.
            Tried::Refused(reason) => {
                let Some(turn) = Turn::read(house, id, occasion).await? else {
                    return Ok(Vec::new());
                };
                let changes = turn.refused(reason).await?;
                commit(house, &system, changes, Strictness::Receive).await?;
                return Ok(Vec::new());
            }
        }
    }
    Err(CollectionError::Conflict(
        "others write to the same entity all the time; it is tried again later".to_owned(),
    ))
}

/// A submission before the rules.
struct Turn<'a> {
    house: &'a House,
    occasion: Occasion,
    record: RecordState,
    project: i64,
    form: XForm,
    blocks: Vec<EntityBlock>,
    /// The entities that it names, by list and id.
    named: Vec<(String, String)>,
    /// What this turn has made of the entities so far.
    entities: BTreeMap<(RecordId, String), Entry>,
    changes: Vec<Change>,
    marks: Vec<Json>,
    waits: bool,
    faults: Vec<(String, String)>,
}

struct Entry {
    list: EntityList,
    entity: Entity,
    new: Vec<(Stored, Option<u64>)>,
}

/// Why a block is not done.
enum Stop {
    /// It is wrong.
    Wrong(String),
    /// The store failed.
    Inside(CollectionError),
}

impl From<CollectionError> for Stop {
    fn from(error: CollectionError) -> Self {
        Self::Inside(error)
    }
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Self::Wrong(refused.to_string())
    }
}

impl<'a> Turn<'a> {
    async fn read(
        house: &'a House,
        id: &RecordId,
        occasion: Occasion,
    ) -> Result<Option<Self>, CollectionError> {
        let Some(record) = known(house, "submissions", id)
            .await?
            .filter(|record| !record.erased)
        else {
            return Ok(None);
        };
        // A review moves what waited for it, and nothing else.
        if occasion == Occasion::Approved && text(&record.data, "entity_state") == "done" {
            return Ok(None);
        }
        let project = record
            .data
            .get("project")
            .and_then(Json::as_i64)
            .unwrap_or_default();
        let of = (text(&record.data, "form_id"), text(&record.data, "version"));
        let form = form_of(house, project, of).await?;
        let sent = content(house, text(&record.data, "xml")).await?;
        let sent = Submission::read(&sent).map_err(CollectionError::NoSubmission)?;
        let blocks = sent.entities(&form);
        let named = blocks
            .iter()
            .filter_map(|block| Some((block.dataset.clone(), block::id_of(block.id.as_deref()?)?)));
        let named = named.collect();
        let marks = record
            .data
            .get("entities")
            .and_then(Json::as_array)
            .cloned()
            .unwrap_or_default();
        Ok(Some(Self {
            house,
            occasion,
            record,
            project,
            form,
            blocks,
            named,
            entities: BTreeMap::new(),
            changes: Vec::new(),
            marks,
            waits: false,
            faults: Vec::new(),
        }))
    }

    /// All changes of this turn, and the entities that have new versions by it. With one block wrong nothing is done to
    /// any entity.
    async fn done(mut self) -> Result<(Vec<Change>, Vec<(RecordId, String)>), CollectionError> {
        for block in std::mem::take(&mut self.blocks) {
            match self.block(&block).await {
                Ok(()) => {}
                Err(Stop::Wrong(reason)) => self.faults.push((block.path.clone(), reason)),
                Err(Stop::Inside(error)) => return Err(error),
            }
        }
        let mut touched = Vec::new();
        let mut changes = Vec::new();
        if self.faults.is_empty() {
            changes.append(&mut self.changes);
            let about = self.about();
            for ((list, uuid), entry) in &self.entities {
                if entry.new.is_empty() {
                    continue;
                }
                changes.extend(appended(
                    self.house,
                    &entry.list,
                    (uuid, &entry.entity),
                    &entry.new,
                    &about,
                )?);
                touched.push((list.clone(), uuid.clone()));
            }
        } else if self.occasion == Occasion::Forced {
            // It has had its time; what is wrong with it stands with the submission.
            changes.extend(backlog::release_all(self.house, &self.record.id).await?);
        }
        changes.push(self.told());
        Ok((changes, touched))
    }

    /// What is known of the submission when a register took nothing of it.
    async fn refused(mut self, reason: String) -> Result<Vec<Change>, CollectionError> {
        let path = self.blocks.first().map(|block| block.path.clone());
        self.faults.push((path.unwrap_or_default(), reason));
        let mut changes = if self.occasion == Occasion::Forced {
            backlog::release_all(self.house, &self.record.id).await?
        } else {
            Vec::new()
        };
        changes.push(self.told());
        Ok(changes)
    }

    fn about(&self) -> About {
        let data = &self.record.data;
        About {
            creator: text(data, "submitter").to_owned(),
            user_agent: data
                .get("user_agent")
                .and_then(Json::as_str)
                .map(str::to_owned),
            at: lists::now(self.house),
            submission: Some(self.record.id.clone()),
            source: json!({"submission": {
                "instanceId": text(data, "instance_id"), "xmlFormId": text(data, "form_id"),
                "currentVersion": {"instanceName": data.get("instance_name")},
            }}),
        }
    }

    /// What is known of the submission after this turn.
    fn told(&self) -> Change {
        let mut findings: Vec<Json> = self
            .record
            .data
            .get("findings")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .filter(|finding| finding["rule"] != "entity")
            .cloned()
            .collect();
        findings.extend(self.faults.iter().map(|(path, reason)| {
            json!({"path": path, "repeats": [], "rule": "entity", "severity": "error", "messages": {}, "value": null,
                "detail": reason})
        }));
        let errors = findings
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .count();
        let state = match (self.faults.is_empty(), self.waits) {
            (false, _) => "failed",
            (true, true) => "waiting",
            (true, false) => "done",
        };
        let data = if self.faults.is_empty() {
            json!({"findings": findings, "errors": errors, "entity_state": state, "entities": self.marks})
        } else {
            json!({"findings": findings, "errors": errors, "entity_state": state})
        };
        put("submissions", self.record.id.clone(), data)
    }

    async fn block(&mut self, block: &EntityBlock) -> Result<(), Stop> {
        let Some(asked) = Asked::read(block, &self.form).map_err(Stop::Wrong)? else {
            return Ok(());
        };
        let list = lists::find(self.house, self.project, &block.dataset)
            .await?
            .ok_or_else(|| {
                Stop::Wrong(format!(
                    "there is no entity list {} in this project",
                    block.dataset
                ))
            })?;
        if list.backing.is_none() && uuid_of(&asked.uuid).is_none() {
            return Err(Stop::Wrong(
                "the id of an entity is a UUID of version 4".to_owned(),
            ));
        }
        if self.spent(&list, &asked.uuid) {
            return Ok(());
        }
        let held = backlog::held(self.house, &self.record.id, &list.id, &asked.uuid).await?;
        let freed = matches!(self.occasion, Occasion::Released | Occasion::Forced);
        if held && !freed {
            self.waits = true;
            return Ok(());
        }
        let key = (list.id.clone(), asked.uuid.clone());
        if !self.entities.contains_key(&key) {
            let entity = Entity::read(self.house, &list, &asked.uuid).await?;
            let entry = Entry {
                list: list.clone(),
                entity,
                new: Vec::new(),
            };
            self.entities.insert(key.clone(), entry);
        }
        let entry = &self.entities[&key];
        if entry.entity.deleted() {
            return Err(Stop::Wrong(format!(
                "the entity {} was deleted",
                asked.uuid
            )));
        }
        let mut given = asked.given;
        given.forced = held && self.occasion == Occasion::Forced;
        given.data = given
            .data
            .into_iter()
            .map(|(name, value)| {
                let name = list
                    .property(&name)
                    .map_or(name, |known| known.name.clone());
                (name, value)
            })
            .collect();
        match rules::apply(&entry.entity.versions, &given)? {
            Outcome::Hold(why) => {
                self.waits = true;
                if !held {
                    let change = self.hold(&list, &asked.uuid, &given, why).await?;
                    self.changes.extend(change);
                }
            }
            Outcome::Append(next) => {
                let creates = next.version == 1;
                if creates && list.approval_required && self.record.state != "approved" {
                    self.waits = true;
                    return self.leave(held, &list, &asked.uuid);
                }
                self.leave(held, &list, &asked.uuid)?;
                self.marks.push(
                    json!({"list": list.id.as_str(), "name": list.name, "uuid": asked.uuid,
                    "version": next.version}),
                );
                if let Some(entry) = self.entities.get_mut(&key) {
                    entry.entity.versions.push(next.clone());
                    entry.new.push((next, given.trunk));
                }
            }
        }
        Ok(())
    }

    /// Whether the submission has made or changed this entity already. An edit that writes another id where it did so
    /// makes no second one.
    fn spent(&self, list: &EntityList, uuid: &str) -> bool {
        let is = |mark: &Json, uuid: &str| mark["uuid"] == uuid && mark["list"] == list.id.as_str();
        let earlier = self.record.data.get("entities").and_then(Json::as_array);
        let mut earlier = earlier.into_iter().flatten();
        earlier.clone().any(|mark| is(mark, uuid))
            || earlier.any(|mark| {
                let still = |(name, id): &(String, String)| {
                    mark["name"] == name.as_str() && mark["uuid"] == id.as_str()
                };
                !self.named.iter().any(still)
            })
    }

    fn leave(&mut self, held: bool, list: &EntityList, uuid: &str) -> Result<(), Stop> {
        if held {
            self.changes.push(backlog::release(
                self.house,
                &self.record.id,
                &list.id,
                uuid,
            )?);
        }
        Ok(())
    }

    async fn hold(
        &self,
        list: &EntityList,
        uuid: &str,
        given: &Given,
        why: Held,
    ) -> Result<Vec<Change>, CollectionError> {
        backlog::hold(self.house, &self.record.id, list, uuid, given, why).await
    }
}
