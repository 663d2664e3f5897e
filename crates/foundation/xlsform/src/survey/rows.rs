//! One pass over the rows: groups open and close, questions are checked and put into them.

use std::collections::{HashMap, HashSet};

use super::{
    Draft, Frame, Kind, Survey,
    draft::{Action, Event},
    media,
};
use crate::{
    Fault,
    check::{malformed, unknown},
    entities::{Path, Place},
    header::{Table, TableRow},
    parameter::Parameters,
    question::{self, Control, yes_no},
    settings::invalid_name,
    token::{is_dynamic, is_xml_name, may_refer, references},
    value::{Map, Value},
};

/// What the rows gave.
pub(crate) struct Rows {
    pub root: Draft,
    pub meta: Vec<Draft>,
    pub names: HashMap<String, usize>,
    pub settings: Vec<(&'static str, String)>,
    pub other_seen: bool,
}

/// Reads every row; faults are gathered, so the result is only of use when there are none.
pub(crate) fn read(mut survey: Survey<'_>, table: Table) -> Rows {
    survey.stack.push(Frame {
        control: None,
        name: String::new(),
        draft: Draft::new(Kind::Group, survey.root_name, "", 0),
        names: HashSet::new(),
        lower: HashSet::new(),
        path: Path::survey(),
    });
    for row in table.rows {
        if let Err(fault) = survey.row(row) {
            survey.fail(fault);
        }
    }
    survey.close();
    let root = survey
        .stack
        .pop()
        .map_or_else(|| Draft::new(Kind::Group, "", "", 0), |frame| frame.draft);
    Rows {
        root,
        meta: survey.meta,
        names: survey.names,
        settings: survey.settings,
        other_seen: survey.other_seen,
    }
}

impl Survey<'_> {
    fn row(&mut self, row: TableRow) -> Result<(), Fault> {
        let TableRow { number, mut cells } = row;
        if let Some(disabled) = cells.take("disabled") {
            self.warnings.push(Fault::brief(
                number,
                "disabled",
                "The 'disabled' column header is not part of the current spec; use relevant instead",
            ));
            if disabled.text().and_then(yes_no) == Some(true) {
                return Ok(());
            }
        }
        if cells.is_empty() {
            return Ok(());
        }
        let Some(written) = cells.text("type").map(str::to_owned) else {
            if cells.has("name") || cells.has("label") {
                return Err(Fault::brief(number, "type", "Question with no type"));
            }
            self.warnings.push(Fault::brief(
                number,
                "",
                "Row without name, text, or label is being skipped",
            ));
            return Ok(());
        };
        let type_name = question::canonical(&written).to_owned();
        let mut draft = Draft::new(Kind::Question, "", &type_name, number);
        draft.cells = cells;
        self.trigger(&mut draft)?;
        self.default(&mut draft);
        draft.parameters =
            Parameters::read(draft.cells.text("parameters").unwrap_or_default(), number)?;
        if type_name == "audit" {
            return self.audit(draft);
        }
        if type_name == "calculate"
            && draft.cells.within("bind", "calculate").is_none()
            && !draft.dynamic_default
        {
            self.fail(Fault::brief(number, "calculation", "Missing calculation"));
        }
        if matches!(type_name.as_str(), "subscriberid" | "simserial") {
            self.warnings.push(Fault::brief(
                number,
                "type",
                format!("{type_name} is no longer supported on most devices"),
            ));
        }
        if let Some(setting) = setting_type(&type_name) {
            let value = draft.cells.text("name").unwrap_or("None").to_owned();
            self.settings.push((setting, value));
            return Ok(());
        }
        let begins = question::begin(&type_name);
        let ends = question::end(&type_name);
        if ends.is_none() {
            self.name(&mut draft, &type_name, begins.is_some())?;
        }
        self.entity_references(&mut draft, begins.is_some(), ends.is_some())?;
        if let Some(control) = ends {
            return self.end(control, &draft);
        }
        if let Some((control, list)) = begins {
            return self.begin(control, list, draft);
        }
        self.questions.insert(draft.name.clone());
        if matches!(type_name.as_str(), "csv-external" | "xml-external") {
            draft.kind = Kind::External;
            self.instances.insert(stem(&draft.name).to_owned());
        }
        if let Some(select) = question::select(&type_name) {
            return self.select(&select, draft);
        }
        self.question(&type_name, draft)
    }

    /// Questions with rules of their own, and all others as they are.
    fn question(&mut self, type_name: &str, mut draft: Draft) -> Result<(), Fault> {
        if let Some(list) = osm_list(type_name) {
            "osm".clone_into(&mut draft.type_name);
            if let Some(list) = list
                && !self.osm_lists.is_empty()
            {
                draft.tags = self.osm_lists.get(list).cloned().ok_or_else(|| {
                    Fault::survey(
                        draft.row,
                        "type",
                        format!("List name not in osm sheet: {list}"),
                    )
                })?;
            }
            self.push(draft);
            return Ok(());
        }
        match type_name {
            "range" => self.range(&mut draft)?,
            "text" => media::text(&mut draft)?,
            "photo" => self.photo(&mut draft)?,
            "audio" => media::audio(&mut draft)?,
            "background-audio" => media::background_audio(&mut draft)?,
            "geopoint" | "geoshape" | "geotrace" => self.geo(&mut draft)?,
            "start-geopoint" => draft
                .actions
                .push(Action::new("odk:setgeopoint", Event::FirstLoad)),
            "background-geopoint" => background_geopoint(&draft)?,
            _ => {}
        }
        if question::question_type(&draft.type_name).is_none() {
            return Err(Fault::brief(
                draft.row,
                "type",
                format!("Unknown question type '{type_name}'"),
            )
            .mend("Check the spelling against the list of question types."));
        }
        let listless = matches!(
            question::question_type(&draft.type_name).map(|kind| kind.control),
            Some("select" | "select1" | "odk:rank")
        );
        if listless {
            return Err(Fault::survey(
                draft.row,
                "type",
                format!("'{type_name}' needs the name of a choice list after it"),
            )
            .mend("Write for example 'select_one yes_no'."));
        }
        self.push(draft);
        Ok(())
    }

    fn trigger(&mut self, draft: &mut Draft) -> Result<(), Fault> {
        let Some(Value::Text(text)) = draft.cells.take("trigger") else {
            return Ok(());
        };
        let wrong = || malformed("survey", draft.row, "trigger");
        if !may_refer(&text) {
            return Err(wrong());
        }
        for part in text.split(',') {
            let found = references(part).map_err(|_| wrong())?;
            if found.len() > 1 {
                return Err(Fault::survey(
                    draft.row,
                    "trigger",
                    "Reference variable lists must have a comma between each variable",
                ));
            }
            for reference in found {
                self.triggers.push((reference.name.clone(), draft.row));
                draft.trigger.push(reference.name);
            }
        }
        Ok(())
    }

    fn default(&self, draft: &mut Draft) {
        let Some(default) = draft.cells.text("default") else {
            return;
        };
        if !is_dynamic(default, &draft.type_name) {
            return;
        }
        draft.dynamic_default = true;
        draft
            .actions
            .push(Action::new("setvalue", Event::FirstLoad));
        let repeated = self
            .stack
            .iter()
            .any(|frame| frame.control == Some(Control::Repeat));
        if repeated {
            draft
                .actions
                .push(Action::new("setvalue", Event::NewRepeat));
        }
    }

    /// Names the row and checks that the name is free.
    fn name(&mut self, draft: &mut Draft, type_name: &str, container: bool) -> Result<(), Fault> {
        let row = draft.row;
        let name = match draft.cells.text("name") {
            Some(name) => name.to_owned(),
            None if type_name == "note" => format!("generated_note_name_{row}"),
            None => {
                return self.unnamed(
                    Fault::brief(row, "name", "Question or group with no name"),
                    container,
                );
            }
        };
        draft.name.clone_from(&name);
        if !is_xml_name(&name) {
            return self.unnamed(invalid_name("survey", row, "name"), container);
        }
        *self.names.entry(name.clone()).or_default() += 1;
        let lenient = self.lenient;
        let Some(frame) = self.stack.last_mut() else {
            return Ok(());
        };
        if name == "meta" {
            let fault = Fault::brief(
                row,
                "name",
                "On the 'survey' sheet, the 'name' value 'meta' is invalid. The name 'meta' is reserved for form metadata",
            );
            let first = frame.names.insert(name);
            if !(lenient && first && container) {
                self.fail(fault);
            } else {
                self.warnings.push(fault);
            }
            return Ok(());
        }
        let lower = name.to_lowercase();
        if !frame.names.insert(name.clone()) {
            self.fail(
                Fault::brief(
                    row,
                    "name",
                    format!("On the 'survey' sheet, the 'name' value '{name}' is invalid. Questions, groups, and repeats must be unique within their nearest parent group or repeat, or the survey if not inside a group or repeat"),
                )
                ,
            );
        } else if !frame.lower.insert(lower) {
            self.warnings.push(Fault::brief(
                row,
                "name",
                format!("On the 'survey' sheet, the 'name' value '{name}' is problematic. The name is a case-insensitive match to another name, and some tools for data do not tell them apart"),
            ));
        }
        Ok(())
    }

    /// A container without a usable name is opened all the same, so that its end does not seem to be one too many.
    fn unnamed(&mut self, fault: Fault, container: bool) -> Result<(), Fault> {
        if container {
            self.fail(fault);
            Ok(())
        } else {
            Err(fault)
        }
    }

    fn entity_references(
        &mut self,
        draft: &mut Draft,
        begins: bool,
        ends: bool,
    ) -> Result<(), Fault> {
        let Some(frame) = self.stack.last() else {
            return Ok(());
        };
        let place = Place {
            path: &frame.path,
            row: draft.row,
            container: begins || ends,
        };
        self.entities.note_row(&place, draft)
    }

    /// What can only be seen at the end: triggers, reference geometries, groups left open.
    fn close(&mut self) {
        for (name, row) in std::mem::take(&mut self.triggers) {
            if !self.questions.contains(&name) {
                self.fail(unknown("survey", row, "trigger", &name));
            }
        }
        self.check_geo_references();
        while self.stack.len() > 1 {
            if let Some(frame) = self.stack.pop() {
                let kind = frame.control.map_or("group", Control::name);
                self.fail(Fault::brief(
                    frame.draft.row,
                    "type",
                    format!(
                        "Unmatched 'begin_{kind}'. No matching 'end_{kind}' was found for the name '{}'",
                        frame.name
                    ),
                ));
                self.push(frame.draft);
            }
        }
    }
}

/// The name without its ending.
pub(super) fn stem(name: &str) -> &str {
    match name.rfind('.') {
        Some(place) if place > 0 => &name[..place],
        _ => name,
    }
}

/// The ending with its dot.
pub(super) fn ending(name: &str) -> &str {
    &name[stem(name).len()..]
}

fn setting_type(type_name: &str) -> Option<&'static str> {
    match type_name {
        "form_title" | "set_form_title" => Some("title"),
        "form_id" | "set_form_id" => Some("id_string"),
        "prefix" => Some("prefix"),
        _ => None,
    }
}

/// `osm` or `osm list`; the list's name is given if there is one.
fn osm_list(type_name: &str) -> Option<Option<&str>> {
    if type_name == "osm" {
        return Some(None);
    }
    let place = type_name.find("osm ")?;
    let list = type_name[place + 4..]
        .split(char::is_whitespace)
        .next()
        .filter(|list| !list.is_empty())?;
    Some(Some(list))
}

fn background_geopoint(draft: &Draft) -> Result<(), Fault> {
    if draft.trigger.is_empty() {
        return Err(Fault::brief(
            draft.row,
            "trigger",
            "For 'background-geopoint' questions, the 'trigger' column must not be empty",
        ));
    }
    if draft
        .cells
        .map("bind")
        .is_some_and(|bind: &Map| bind.has("calculate"))
    {
        return Err(Fault::brief(
            draft.row,
            "calculation",
            "For 'background-geopoint' questions, the 'calculation' column must be empty",
        ));
    }
    Ok(())
}
