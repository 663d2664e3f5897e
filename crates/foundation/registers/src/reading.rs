//! Reading single records and their history.

use std::collections::BTreeMap;

use access::{Actor, Decision, Verb};
use journal::{Draft, Entry, JournalError, Kind, RecordState, Version, record};
use serde_json::{Map, Value as Json, json};
use vocab::{AccessClass, Hlc, RecordId};

use crate::{
    HistoryLine, ReadError, RecordView, Register, Registers,
    authority::{Authority, covers_whole, mask},
    view::view,
};

/// The record under which readings of whole pages stand in the journal.
const READ_OF_A_LIST: &str = "@list";

impl Registers {
    /// One record, now or as it stood at a time.
    ///
    /// # Errors
    /// [`ReadError::NotFound`] also for a record outside the actor's units, or the store's failure.
    pub async fn get(
        &self,
        actor: &Actor,
        register: &str,
        id: &RecordId,
        as_of: Option<Hlc>,
    ) -> Result<RecordView, ReadError> {
        let register = self.register(register)?;
        let (mut state, decision) = self.readable(actor, register, id).await?;
        if let Some(at) = as_of
            // What was erased stays so at every time.
            && !state.erased
        {
            let then = self.store.as_of(&register.name, id, at).await?;
            state = then.ok_or_else(|| ReadError::NotFound(register.name.clone()))?;
        }
        let mut seen = [(view(register, &decision, state), decision)];
        self.opened(register, &mut seen).await?;
        let [(seen, _)] = seen;
        self.note_reading(actor, register, std::slice::from_ref(&seen))
            .await?;
        Ok(seen)
    }

    /// The history of one record, oldest first. Of an erased record it tells who and when, never what.
    ///
    /// # Errors
    /// As [`Registers::get`].
    pub async fn history(
        &self,
        actor: &Actor,
        register: &str,
        id: &RecordId,
    ) -> Result<Vec<HistoryLine>, ReadError> {
        let register = self.register(register)?;
        let (state, decision) = self.readable(actor, register, id).await?;
        let entries = self.store.history(&register.name, id).await?;
        let mut lines: Vec<HistoryLine> = entries
            .into_iter()
            .filter(|entry| entry.kind.changes_record())
            .map(|entry| line(register, &decision, state.erased, entry))
            .collect();
        self.opened_lines(register, id, &decision, &mut lines)
            .await?;
        // What a record no longer says, its history may.
        let fields = lines.iter().flat_map(|line| line.set.keys());
        let mut fields = fields.chain(state.data.keys());
        if register.class >= AccessClass::Confidential
            || fields.any(|name| {
                register.rule(name).class >= AccessClass::Confidential
                    && covers_whole(&decision, register, name)
            })
        {
            self.note_ids(actor, register, &[id]).await?;
        }
        Ok(lines)
    }

    /// The record and what the actor may see of it.
    async fn readable(
        &self,
        actor: &Actor,
        register: &Register,
        id: &RecordId,
    ) -> Result<(RecordState, Decision), ReadError> {
        self.may_be_read(actor, register.name.as_str())?;
        let mut authority = Authority::new(&self.policy, actor);
        let anywhere = authority.decide(register, &Verb::Read, None);
        if !anywhere.allow {
            return Err(ReadError::NotAllowed(anywhere.why));
        }
        let not_found = || ReadError::NotFound(register.name.clone());
        let state = record::read(&self.store, &register.name, &[id])
            .await?
            .remove(id)
            .ok_or_else(not_found)?;
        let decision = authority.decide(register, &Verb::Read, Some(&state.owner));
        if !decision.allow {
            return Err(not_found());
        }
        Ok((state, decision))
    }

    /// Journals that confidential content was shown: one entry a request, before the content goes out.
    pub(crate) async fn note_reading(
        &self,
        actor: &Actor,
        register: &Register,
        shown: &[RecordView],
    ) -> Result<(), ReadError> {
        let confidential = |path: &str| register.rule(path).class >= AccessClass::Confidential;
        let ids: Vec<&RecordId> = shown
            .iter()
            .filter(|record| {
                register.class >= AccessClass::Confidential
                    || record.data.keys().any(|name| confidential(name))
            })
            .map(|record| &record.id)
            .collect();
        self.note_ids(actor, register, &ids).await
    }

    /// Journals that confidential content of these records was shown.
    pub(crate) async fn note_ids(
        &self,
        actor: &Actor,
        register: &Register,
        ids: &[&RecordId],
    ) -> Result<(), ReadError> {
        let (record, mut body) = match ids {
            [] => return Ok(()),
            [one] => ((*one).clone(), json!({})),
            several => {
                let list = RecordId::parse(READ_OF_A_LIST).expect("a constant of plain characters");
                (list, json!({ "ids": several }))
            }
        };
        if let Some(purpose) = &self.purpose {
            body["purpose"] = Json::from(&**purpose);
        }
        let draft = Draft {
            kind: Kind::Read,
            actor: actor.id.clone(),
            register: register.name.clone(),
            record,
            base: None,
            body,
        };
        let done: Result<Entry, JournalError> = self.store.write(move |tx| tx.append(draft)).await;
        done?;
        Ok(())
    }
}

fn line(register: &Register, decision: &Decision, erased: bool, entry: Entry) -> HistoryLine {
    let text = |key: &str| {
        entry
            .body
            .get(key)
            .and_then(Json::as_str)
            .map(str::to_owned)
    };
    let set = match entry.kind {
        Kind::Create => entry.body.get("data").and_then(Json::as_object).cloned(),
        Kind::Patch | Kind::Attach => entry.body.get("set").and_then(Json::as_object).cloned(),
        Kind::Settle => text("field").map(|field| {
            let value = entry.body.get("value").cloned().unwrap_or(Json::Null);
            Map::from_iter([(field, value)])
        }),
        Kind::Transition | Kind::Merge | Kind::Erase | Kind::Read | Kind::Admin => None,
    }
    .unwrap_or_default();
    let (set, masked) = if erased {
        (Map::new(), set.keys().cloned().collect())
    } else {
        mask(decision, register, &set)
    };
    let mut version = Version::default();
    version.observe(&entry.node, entry.seq);
    HistoryLine {
        at: entry.hlc,
        node: entry.node.to_string(),
        kind: entry.kind,
        transition: text("name").filter(|_| entry.kind == Kind::Transition),
        set,
        masked,
        unopened: BTreeMap::new(),
        reason: text("reason"),
        note: text("note"),
        version,
        actor: entry.actor,
    }
}
