//! Questions with choices.

use super::{
    Draft, Kind, Survey, TableList,
    rows::{ending, stem},
};
use crate::{
    Fault,
    check::similar_sheets,
    question::{Select, SelectKind},
    token::{has_reference, is_reference, is_xml_name},
};

/// Files that choices may come from.
const FILE_ENDINGS: [&str; 3] = [".csv", ".xml", ".geojson"];

impl Survey<'_> {
    pub(super) fn select(&mut self, select: &Select<'_>, mut draft: Draft) -> Result<(), Fault> {
        let row = draft.row;
        let list = select.list;
        let from_file = FILE_ENDINGS.contains(&ending(list));
        if select.kind == SelectKind::External {
            self.check_external(select, &draft)?;
        } else {
            self.instances.insert(stem(list).to_owned());
        }
        check_file_name(select, row)?;
        let listed = self.choices.has(list);
        if select.kind != SelectKind::External && !listed && !from_file && !has_reference(list) {
            return Err(self.missing_list(list, row));
        }
        if select.kind == SelectKind::Multiple && !from_file {
            self.check_spaces(list, row)?;
        }
        let other = if select.other {
            Some(self.or_other(list, &draft)?)
        } else {
            None
        };
        check_parameters(select, &draft)?;
        let filter = draft.cells.text("choice_filter").map(str::to_owned);
        select.kind.type_name().clone_into(&mut draft.type_name);
        draft.itemset = Some(list.to_owned());
        let randomized = draft.parameters.get("randomize") == Some("true");
        if filter.is_some() {
            if select.kind == SelectKind::External {
                draft.cells.set("query", list);
            } else if listed {
                draft.list_name = Some(list.to_owned());
            }
        } else if !(randomized || from_file || has_reference(list)) {
            if select.kind != SelectKind::External || listed {
                draft.list_name = Some(list.to_owned());
            } else {
                return Err(Fault::survey(
                    row,
                    "choice_filter",
                    "select_one_external is only meant for filtered selects: the choice_filter is missing",
                ));
            }
        }
        self.table_list_select(select, &mut draft)?;
        self.push(draft);
        if let Some(other) = other {
            self.push(other);
        }
        Ok(())
    }

    fn check_external(&mut self, select: &Select<'_>, draft: &Draft) -> Result<(), Fault> {
        let row = draft.row;
        if !draft.cells.has("choice_filter") {
            self.warnings.push(Fault::brief(
                row,
                "choice_filter",
                "select one external is only meant for filtered selects",
            ));
        }
        if self.external_lists.is_empty() {
            let hint = similar_sheets("external_choices", self.sheet_names).unwrap_or_default();
            return Err(Fault::brief(
                row,
                "type",
                format!("There should be an external_choices sheet in this xlsform. {hint}"),
            )
            .mend("Add the sheet with the columns 'list name' and 'name'."));
        }
        if !self.external_lists.contains(select.list) {
            return Err(Fault::brief(
                row,
                "type",
                format!("List name not in external choices sheet: {}", select.list),
            ));
        }
        Ok(())
    }

    fn missing_list(&self, list: &str, row: u32) -> Fault {
        if self.choices.is_empty() {
            let hint = similar_sheets("choices", self.sheet_names).unwrap_or_default();
            return Fault::brief(
                row,
                "type",
                format!("There should be a choices sheet in this xlsform. {hint}"),
            )
            .mend("Add the sheet with the columns 'list_name', 'name' and 'label'.");
        }
        Fault::brief(
            row,
            "type",
            format!("List name not in choices sheet: {list}"),
        )
        .mend("Check the spelling, or add the list.")
    }

    /// The answer to a select_multiple is names divided by spaces.
    fn check_spaces(&self, list: &str, row: u32) -> Result<(), Fault> {
        let Some(choices) = self.choices.get(list) else {
            return Ok(());
        };
        match choices.choices.iter().find(|choice| choice.name.contains(' ')) {
            Some(choice) => Err(Fault::brief(
                row,
                "type",
                format!(
                    "Choice names with spaces cannot be added to multiple choice selects. See [{}] in [{list}]",
                    choice.name
                ),
            )
            .mend("Use an underscore instead of the space.")),
            None => Ok(()),
        }
    }

    /// The question after an `or_other`.
    fn or_other(&mut self, list: &str, draft: &Draft) -> Result<Draft, Fault> {
        let row = draft.row;
        self.other_seen = true;
        if draft.cells.has("choice_filter") {
            return Err(Fault::brief(
                row,
                "choice_filter",
                "Choice filter not supported with or_other",
            ));
        }
        let Some(choices) = self.choices.get_mut(list) else {
            return Err(Fault::brief(
                row,
                "type",
                "Please specify choices for this 'or other' question",
            ));
        };
        choices.add_other();
        let mut other = Draft::new(
            Kind::Question,
            &format!("{}_other", draft.name),
            "text",
            row,
        );
        other.cells.set("label", "Specify other.");
        other.cells.set_within(
            "bind",
            "relevant",
            format!("selected(../{}, 'other')", draft.name),
        );
        Ok(other)
    }

    /// In a table-list the labels stand once above, and each select shows only its buttons.
    fn table_list_select(&mut self, select: &Select<'_>, draft: &mut Draft) -> Result<(), Fault> {
        let row = draft.row;
        match &self.table_list {
            TableList::None => return Ok(()),
            TableList::Waiting => {
                if draft.cells.has("choice_filter") {
                    return Err(Fault::brief(
                        row,
                        "choice_filter",
                        "Choice filter not supported for table-list appearance",
                    ));
                }
                let mut header = Draft::new(
                    Kind::Question,
                    &format!("reserved_name_for_field_list_labels_{row}"),
                    select.kind.type_name(),
                    row,
                );
                header.cells.set_within("control", "appearance", "label");
                header.itemset = Some(select.list.to_owned());
                self.push(header);
                self.table_list = TableList::List(select.list.to_owned());
            }
            TableList::List(list) if list != select.list => {
                return Err(Fault::brief(
                    row,
                    "type",
                    format!(
                        "Badly formatted table list, list names don't match: {list} vs. {}",
                        select.list
                    ),
                ));
            }
            TableList::List(_) => {}
        }
        draft
            .cells
            .set_within("control", "appearance", "list-nolabel");
        Ok(())
    }
}

fn check_file_name(select: &Select<'_>, row: u32) -> Result<(), Fault> {
    if !select.is_from_file() {
        return Ok(());
    }
    let name = select.list.rsplit('/').next().unwrap_or(select.list);
    let endings = name.trim_start_matches('.').matches('.').count();
    if endings == 1 && FILE_ENDINGS.contains(&ending(name)) {
        return Ok(());
    }
    Err(Fault::brief(
        row,
        "type",
        format!(
            "File name for '{} {}' should end with one of the supported file extensions: {}",
            select.command,
            select.list,
            FILE_ENDINGS.map(|ending| format!("'{ending}'")).join(", ")
        ),
    ))
}

fn check_parameters(select: &Select<'_>, draft: &Draft) -> Result<(), Fault> {
    let row = draft.row;
    let parameters = &draft.parameters;
    let wrong = |reason: String| Err(Fault::brief(row, "parameters", reason));
    if matches!(
        select.command,
        "select_one_from_file" | "select_multiple_from_file"
    ) {
        parameters.only(&["label", "randomize", "seed", "value"], row)?;
        for key in ["value", "label"] {
            if let Some(value) = parameters.get(key)
                && !is_xml_name(value)
            {
                return wrong(format!(
                    "The parameter '{key}' is invalid. Names must begin with a letter or underscore; letters, digits, underscores, hyphens and periods may follow"
                ));
            }
        }
    } else {
        parameters.only(&["randomize", "seed"], row)?;
    }
    match (parameters.get("randomize"), parameters.get("seed")) {
        (Some("true" | "false"), Some(seed)) => {
            if !is_reference(seed) && seed.parse::<f64>().is_err() {
                return wrong(
                    "seed value must be a number or a reference to another field".to_owned(),
                );
            }
        }
        (Some("true" | "false") | None, None) => {}
        (Some(value), _) => {
            return wrong(format!(
                "randomize must be set to true or false: '{value}' is an invalid value"
            ));
        }
        (None, Some(_)) => {
            return wrong("Parameters must include randomize=true to use a seed".to_owned());
        }
    }
    Ok(())
}
