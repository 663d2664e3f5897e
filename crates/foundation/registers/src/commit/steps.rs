//! Steps of the lifecycle, settling a conflict, erasing.

use access::Verb;
use journal::Kind;
use serde_json::{Map, Value as Json, json};

use super::{
    plan::Base,
    planner::{Case, Draw, Planner},
};
use crate::{Lifecycle, authority::covers_whole};

/// The name under which the journal keeps a conflict about the state itself.
const STATE: &str = "@state";

impl Planner<'_> {
    pub(super) fn transition(
        &mut self,
        case: &Case<'_>,
        name: &str,
        reason: Option<&str>,
    ) -> Option<Draw> {
        let Some(record) = &case.current else {
            self.no_such_record();
            return None;
        };
        let lifecycle = &case.register.lifecycle;
        let verb = Verb::Transition(name.to_owned());
        let Some(step) = lifecycle.step(name) else {
            // Whether a step exists is no secret to whoever may read the register.
            let reason = format!(
                "there is no transition `{name}`; {}",
                allowed(lifecycle, &record.state)
            );
            self.soft("no_such_transition", None, reason, None);
            return None;
        };
        self.authorise(case, &verb, Some(&record.owner))?;
        if record.erased {
            self.erased();
            return None;
        }
        if !step.from.contains(&record.state) {
            let told = format!(
                "`{name}` does not start from the state `{}`; {}",
                record.state,
                allowed(lifecycle, &record.state)
            );
            self.soft("wrong_state", None, told, None);
            return None;
        }
        if step.reason_required && reason.is_none_or(|reason| reason.trim().is_empty()) {
            let told = format!("`{name}` asks for a reason; say why");
            self.soft("reason_required", None, told, None);
            return None;
        }
        let mut body = json!({ "name": name, "from": record.state, "to": step.to });
        self.word(&mut body, "reason", reason)?;
        self.word(&mut body, "note", case.change.note.as_deref())?;
        Some(Draw {
            kind: Kind::Transition,
            body,
            base: self.base(case),
        })
    }

    pub(super) fn settle(
        &mut self,
        case: &Case<'_>,
        field: &str,
        value: &Json,
        reason: &str,
    ) -> Option<Draw> {
        let Some(record) = &case.current else {
            self.no_such_record();
            return None;
        };
        let decision = self.authorise(case, &Verb::Settle, Some(&record.owner))?;
        if !record
            .conflicts
            .iter()
            .any(|conflict| conflict.field == field)
        {
            let told = "nobody disagrees about this field; read the record again".to_owned();
            self.soft("no_conflict", Some(field.to_owned()), told, None);
            return None;
        }
        self.reasoned(reason)?;
        let value = if field == STATE {
            self.settled_state(case, value)?
        } else {
            if !covers_whole(&decision, case.register, field) {
                let told = "you may not write this field; ask somebody who may".to_owned();
                self.hard("not_allowed", Some(field.to_owned()), told);
                return None;
            }
            self.settled_value(case, &record.data, field, value)?
        };
        let mut body = json!({ "field": field, "value": value });
        self.word(&mut body, "reason", Some(reason))?;
        self.word(&mut body, "note", case.change.note.as_deref())?;
        Some(Draw {
            kind: Kind::Settle,
            body,
            // Who settles has looked at what stands now.
            base: Base::Current,
        })
    }

    fn settled_state(&mut self, case: &Case<'_>, value: &Json) -> Option<Json> {
        let known = value
            .as_str()
            .is_some_and(|state| case.register.lifecycle.has_state(state));
        if !known {
            let told = "this is no state of the register; choose one of the two".to_owned();
            self.soft("choice", Some(STATE.to_owned()), told, None);
            return None;
        }
        Some(value.clone())
    }

    fn settled_value(
        &mut self,
        case: &Case<'_>,
        data: &Map<String, Json>,
        field: &str,
        value: &Json,
    ) -> Option<Json> {
        let mut merged = data.clone();
        merged.insert(field.to_owned(), value.clone());
        let (whole, faults) = case.register.form.check(&merged);
        let within = |path: &str| path == field || path.starts_with(&format!("{field}["));
        let mut sound = true;
        for fault in faults.into_iter().filter(|fault| within(&fault.field)) {
            let shown = Self::showable(case.register, &fault.field, fault.value);
            self.soft(fault.code, Some(fault.field), fault.reason, shown);
            sound = false;
        }
        sound.then(|| whole.get(field).cloned().unwrap_or(Json::Null))
    }

    pub(super) fn erase(&mut self, case: &Case<'_>, reason: &str) -> Option<Draw> {
        let Some(record) = &case.current else {
            self.no_such_record();
            return None;
        };
        self.authorise(case, &Verb::Erase, Some(&record.owner))?;
        if record.erased {
            return None;
        }
        self.reasoned(reason)?;
        let mut body = json!({});
        self.word(&mut body, "reason", Some(reason))?;
        Some(Draw {
            kind: Kind::Erase,
            body,
            base: Base::Current,
        })
    }

    fn reasoned(&mut self, reason: &str) -> Option<()> {
        if reason.trim().is_empty() {
            self.soft(
                "reason_required",
                None,
                "this asks for a reason; say why".to_owned(),
                None,
            );
            return None;
        }
        Some(())
    }

    /// Puts a person's words into a body, when there are any and the store can keep them.
    fn word(&mut self, body: &mut Json, key: &str, word: Option<&str>) -> Option<()> {
        let Some(word) = word else {
            return Some(());
        };
        if word.contains('\0') {
            self.hard(
                "text",
                None,
                format!("the {key} has a character U+0000; remove it"),
            );
            return None;
        }
        body[key] = Json::from(word);
        Some(())
    }
}

/// Which steps the record may take, in words.
fn allowed(lifecycle: &Lifecycle, state: &str) -> String {
    let names: Vec<String> = lifecycle
        .steps_from(state)
        .map(|step| format!("`{}`", step.name))
        .collect();
    if names.is_empty() {
        "no transition starts from here".to_owned()
    } else {
        format!("from here go {}", names.join(", "))
    }
}
