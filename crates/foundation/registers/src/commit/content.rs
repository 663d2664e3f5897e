//! Creating, putting and patching: the content of a record.

use access::{Decision, UnitPath, Verb};
use journal::{Kind, Version};
use serde_json::{Map, Value as Json, json};

use super::{
    plan::Base,
    planner::{Case, Draw, Planner},
};
use crate::{Register, Strictness, authority::covers_whole};

/// A record's content after a change.
struct Content {
    /// All values, typed.
    whole: Map<String, Json>,
    /// Exactly what differs; `null` for what goes.
    difference: Map<String, Json>,
}

impl Planner<'_> {
    pub(super) fn create(
        &mut self,
        case: &Case<'_>,
        data: &Map<String, Json>,
        owner: Option<&str>,
    ) -> Option<Draw> {
        let Some(record) = &case.current else {
            return self.create_new(case, data, owner);
        };
        let decision = self.authorise(case, &Verb::Create, Some(&record.owner))?;
        if record.erased {
            self.erased();
            return None;
        }
        let base = Base::Stale(Version::default());
        let draw = self.change_content(case, data, &decision, base)?;
        // Somebody made it before, and differently. Received, both versions stay visible as conflicts.
        let mend = "a record with this id exists with other content; use put or patch to change it";
        self.soft("exists", None, mend.to_owned(), None);
        Some(draw)
    }

    pub(super) fn put(
        &mut self,
        case: &Case<'_>,
        data: &Map<String, Json>,
        owner: Option<&str>,
    ) -> Option<Draw> {
        if case.current.is_none() {
            return self.create_new(case, data, owner);
        }
        self.patch(case, data)
    }

    pub(super) fn patch(&mut self, case: &Case<'_>, set: &Map<String, Json>) -> Option<Draw> {
        let Some(record) = &case.current else {
            self.no_such_record();
            return None;
        };
        let decision = self.authorise(case, &Verb::Patch, Some(&record.owner))?;
        if record.erased {
            self.erased();
            return None;
        }
        let base = self.base(case);
        self.change_content(case, set, &decision, base)
    }

    fn create_new(
        &mut self,
        case: &Case<'_>,
        data: &Map<String, Json>,
        owner: Option<&str>,
    ) -> Option<Draw> {
        let grants = &self.batch.actor.grants;
        let Some(owner) = owner.or_else(|| grants.first().map(|grant| grant.unit.as_str())) else {
            self.hard(
                "owner_missing",
                None,
                "the record has no owner; name its org unit".to_owned(),
            );
            return None;
        };
        if UnitPath::parse(owner).is_err() {
            let reason = "the owner is no org unit; write its path, as /demo/north".to_owned();
            self.hard("owner_missing", None, reason);
            return None;
        }
        let owner = owner.to_owned();
        let decision = self.authorise(case, &Verb::Create, Some(&owner));
        let content = self.content(case.register, &Map::new(), data);
        let decision = decision?;
        self.authorise_fields(case.register, &decision, data, &content);
        let mut body = json!({
            "state": case.register.lifecycle.initial,
            "owner": owner,
        });
        for (key, value) in [
            ("place", case.register.place_of(&content.whole)),
            ("partition", case.register.partition_of(&content.whole)),
            ("note", case.change.note.clone()),
        ] {
            if let Some(value) = value {
                body[key] = Json::String(value);
            }
        }
        body["data"] = Json::Object(content.whole);
        Some(Draw {
            kind: Kind::Create,
            body,
            base: Base::Current,
        })
    }

    fn change_content(
        &mut self,
        case: &Case<'_>,
        set: &Map<String, Json>,
        decision: &Decision,
        base: Base,
    ) -> Option<Draw> {
        let record = case.current.as_ref()?;
        let content = self.content(case.register, &record.data, set);
        if content.difference.is_empty() {
            return None;
        }
        self.authorise_fields(case.register, decision, set, &content);
        self.reason_for_change(case, &record.state);
        let mut body = json!({});
        let place = case.register.place_of(&content.whole);
        let partition = case.register.partition_of(&content.whole);
        if place != record.place {
            body["place"] = Json::from(place);
        }
        if partition != record.partition {
            body["partition"] = Json::from(partition);
        }
        if let Some(note) = &case.change.note {
            body["note"] = Json::from(note.as_str());
        }
        body["set"] = Json::Object(content.difference);
        Some(Draw {
            kind: Kind::Patch,
            body,
            base,
        })
    }

    /// In a state on which others rely already, a change says why.
    fn reason_for_change(&mut self, case: &Case<'_>, state: &str) {
        let asked = case
            .register
            .lifecycle
            .state(state)
            .is_some_and(|state| state.changes_need_reason);
        let note = case.change.note.as_deref().unwrap_or_default();
        if asked && note.trim().is_empty() {
            let told = format!("a record in the state `{state}` is changed with a reason; say why");
            self.soft("reason_required", None, told, None);
        }
    }

    /// Types, derives and checks the content that `set` over `before` gives. Faults that stood there before and
    /// that this change does not touch are not held against it.
    fn content(
        &mut self,
        register: &Register,
        before: &Map<String, Json>,
        set: &Map<String, Json>,
    ) -> Content {
        let mut merged = before.clone();
        for (name, value) in set {
            match self.batch.strictness {
                Strictness::Strict => merged.insert(name.clone(), value.clone()),
                Strictness::Receive => merged.insert(storable_text(name), storable(value)),
            };
        }
        let (mut whole, mut faults) = register.form.check(&merged);
        let hooks = &self.batch.room.hooks;
        if let Some(derivations) = hooks.derive.get(register.name.as_str()) {
            for derive in derivations {
                derive(&mut whole);
            }
            // What was derived is held to the form like everything else.
            (whole, faults) = register.form.check(&whole);
        }
        if !faults.is_empty() && !before.is_empty() {
            let (_, old) = register.form.check(before);
            faults.retain(|fault| {
                let touched = set.contains_key(top(&fault.field));
                touched
                    || !old
                        .iter()
                        .any(|other| (&other.field, other.code) == (&fault.field, fault.code))
            });
        }
        for fault in faults {
            let value = Self::showable(register, &fault.field, fault.value);
            self.soft(fault.code, Some(fault.field), fault.reason, value);
        }
        let difference = difference(before, &whole);
        if !difference.is_empty() {
            self.remark(register, &whole);
        }
        Content { whole, difference }
    }

    /// Lets the register's checks look at the content. They remark and never refuse.
    fn remark(&mut self, register: &Register, whole: &Map<String, Json>) {
        let checks = self.batch.room.hooks.check.get(register.name.as_str());
        for finding in checks.into_iter().flatten().flat_map(|check| check(whole)) {
            self.findings.push(crate::Fault {
                change: self.at,
                field: finding.field,
                code: finding.code,
                reason: finding.reason,
                value: None,
            });
        }
    }

    /// Refuses the writing of fields above the actor's class.
    fn authorise_fields(
        &mut self,
        register: &Register,
        decision: &Decision,
        set: &Map<String, Json>,
        content: &Content,
    ) {
        for name in content
            .difference
            .keys()
            .filter(|name| set.contains_key(*name))
        {
            if !covers_whole(decision, register, name) {
                let reason = "you may not write this field; leave it out".to_owned();
                self.hard("not_allowed", Some(name.clone()), reason);
            }
        }
    }

    pub(super) fn erased(&mut self) {
        let reason = "the record was erased; it cannot be changed any more".to_owned();
        self.soft("erased", None, reason, None);
    }
}

/// The field at the top of a path: `breakdown` of `breakdown[3].value`.
fn top(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or(path)
}

fn difference(before: &Map<String, Json>, after: &Map<String, Json>) -> Map<String, Json> {
    let mut difference: Map<String, Json> = before
        .keys()
        .filter(|name| !after.contains_key(*name))
        .map(|name| (name.clone(), Json::Null))
        .collect();
    for (name, value) in after {
        if before.get(name) != Some(value) {
            difference.insert(name.clone(), value.clone());
        }
    }
    difference
}

/// A received text as the store can keep it: U+0000 becomes U+FFFD, and the fault of the form tells of it.
fn storable_text(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// The same for all texts of a value; as deep as the JSON reader went (128).
fn storable(value: &Json) -> Json {
    match value {
        Json::String(text) => Json::String(storable_text(text)),
        Json::Array(items) => Json::Array(items.iter().map(storable).collect()),
        Json::Object(object) => Json::Object(
            object
                .iter()
                .map(|(name, item)| (storable_text(name), storable(item)))
                .collect(),
        ),
        plain => plain.clone(),
    }
}
