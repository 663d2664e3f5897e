//! Groups, repeats and loops: how they open and close.

use std::collections::HashSet;

use super::{DEEPEST, Draft, Frame, Kind, Survey, TableList};
use crate::{Fault, entities::Path, question::Control, token::is_reference};

impl Survey<'_> {
    pub(super) fn end(&mut self, control: Control, draft: &Draft) -> Result<(), Fault> {
        let open = self.stack.last().and_then(|frame| frame.control);
        if self.stack.len() == 1 || open != Some(control) {
            let name = draft.cells.text("name").unwrap_or("unknown");
            return Err(Fault::brief(
                draft.row,
                "type",
                format!(
                    "Unmatched 'end_{kind}'. No matching 'begin_{kind}' was found for the name '{name}'",
                    kind = control.name()
                ),
            ));
        }
        if let Some(frame) = self.stack.pop() {
            self.push(frame.draft);
        }
        self.table_list = TableList::None;
        Ok(())
    }

    pub(super) fn begin(
        &mut self,
        control: Control,
        list: Option<&str>,
        mut draft: Draft,
    ) -> Result<(), Fault> {
        let row = draft.row;
        if self.stack.len() > DEEPEST {
            return Err(Fault::survey(
                row,
                "type",
                format!("Groups are nested deeper than {DEEPEST} levels"),
            ));
        }
        if control == Control::Repeat {
            self.check_repeat(&draft);
        }
        let list = self.loop_list(control, list, row);
        draft.kind = Kind::from((control, list));
        draft.type_name.clear();
        self.repeat_count(&mut draft);
        self.table_list_group(&mut draft);
        if let Some(intent) = draft.cells.text("intent").map(str::to_owned) {
            draft.cells.set_within("control", "intent", intent);
        }
        let path = self
            .stack
            .last()
            .map_or_else(Path::survey, |frame| frame.path.child(&draft.name, control));
        self.stack.push(Frame {
            control: Some(control),
            name: draft.name.clone(),
            draft,
            names: HashSet::new(),
            lower: HashSet::new(),
            path,
        });
        Ok(())
    }

    fn check_repeat(&mut self, draft: &Draft) {
        let row = draft.row;
        if draft.name == self.root_name {
            self.fail(
                Fault::brief(
                    row,
                    "name",
                    format!(
                        "On the 'survey' sheet, the 'name' value '{}' is invalid. Repeat names must not be the same as the survey root (which defaults to 'data')",
                        self.root_name
                    ),
                )
                ,
            );
        } else if !self.repeats.insert(draft.name.clone()) {
            self.fail(
                Fault::brief(
                    row,
                    "name",
                    format!(
                        "On the 'survey' sheet, the 'name' value '{}' is invalid. Repeat names must be unique anywhere in the survey, at all levels of group or repeat nesting",
                        draft.name
                    ),
                )
                ,
            );
        }
        if !draft.cells.has("label") && !draft.cells.has("media") {
            self.warnings.push(Fault::brief(
                row,
                "label",
                format!("Repeat has no label: '{}'", draft.name),
            ));
        }
    }

    fn loop_list(&mut self, control: Control, list: Option<&str>, row: u32) -> String {
        if control != Control::Loop {
            return String::new();
        }
        match list {
            None => self.fail(Fault::brief(row, "type", "Repeat loop without list name")),
            Some(list) if !self.choices.has(list) => self.fail(Fault::brief(
                row,
                "type",
                format!("List name not in columns sheet: {list}"),
            )),
            Some(_) => {}
        }
        list.unwrap_or_default().to_owned()
    }

    /// An expression as the number of repeats gets a hidden question of its own.
    fn repeat_count(&mut self, draft: &mut Draft) {
        let Some(count) = draft.cells.within("control", "jr:count").map(str::to_owned) else {
            return;
        };
        if is_reference(&count) {
            return;
        }
        let name = format!("{}_count", draft.name);
        draft
            .cells
            .set_within("control", "jr:count", format!("${{{name}}}"));
        self.push(Draft::calculate(
            &name,
            &[("readonly", "true()"), ("calculate", &count)],
            draft.row,
        ));
    }

    /// `table-list`: the group becomes a field-list, and its label a note within it.
    fn table_list_group(&mut self, draft: &mut Draft) {
        let Some(appearance) = draft
            .cells
            .within("control", "appearance")
            .map(str::to_owned)
        else {
            return;
        };
        if !appearance
            .split_whitespace()
            .any(|word| word == "table-list")
        {
            return;
        }
        self.table_list = TableList::Waiting;
        let mut words = vec!["field-list"];
        words.extend(
            appearance
                .split_whitespace()
                .filter(|word| *word != "table-list"),
        );
        draft
            .cells
            .set_within("control", "appearance", words.join(" "));
        let label = draft.cells.take("label");
        let hint = draft.cells.take("hint");
        if label.is_none() && hint.is_none() {
            return;
        }
        let name = format!("generated_table_list_label_{}", draft.row);
        let mut note = Draft::new(Kind::Question, &name, "note", draft.row);
        for (key, value) in [("label", label), ("hint", hint)] {
            if let Some(value) = value {
                note.cells.set(key, value);
            }
        }
        draft.children.push(note);
    }
}
