//! The choices sheet.

use std::collections::BTreeMap;

use super::{faults::Faults, settings::Settings, sheet};
use crate::{Choice, ChoiceList};

const KNOWN: [&str; 3] = ["list_name", "name", "label"];

pub(super) fn read(
    text: &str,
    settings: &Settings,
    faults: &mut Faults,
) -> BTreeMap<String, ChoiceList> {
    let sheet = sheet::read("choices", text, faults);
    let mut lists: BTreeMap<String, ChoiceList> = BTreeMap::new();
    let has = |name: &str| sheet.columns.iter().any(|header| header.name == name);
    for column in ["list_name", "name"] {
        if !sheet.rows.is_empty() && !has(column) {
            faults.add(
                "choices",
                1,
                column,
                format!("there is no column `{column}`"),
                "add it",
            );
            return lists;
        }
    }
    for row in &sheet.rows {
        let (list, name) = (row.cell("list_name"), row.cell("name"));
        if list.is_empty() {
            faults.add(
                "choices",
                row.number,
                "list_name",
                "a choice belongs to no list",
                "name its list",
            );
            continue;
        }
        if name.is_empty() {
            faults.add(
                "choices",
                row.number,
                "name",
                "a choice has no name",
                "give it the name that is stored",
            );
            continue;
        }
        if name.contains(char::is_whitespace) {
            let mend = "write the name without blanks, the words go into the label";
            faults.add(
                "choices",
                row.number,
                "name",
                "the name of a choice has blanks",
                mend,
            );
            continue;
        }
        let choices = &mut lists.entry(list.to_owned()).or_default().choices;
        if !settings.allows_duplicate_choices() && choices.iter().any(|choice| choice.name == name)
        {
            let mend = "remove it, or set allow_choice_duplicates to yes";
            faults.add(
                "choices",
                row.number,
                "name",
                "this choice stands twice in its list",
                mend,
            );
        }
        choices.push(Choice {
            name: name.to_owned(),
            label: row.words("label"),
            columns: row.others(&KNOWN),
        });
    }
    lists
}
