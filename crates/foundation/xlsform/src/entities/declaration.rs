//! The entities sheet.

use super::{Declaration, Declarations};
use crate::{
    Fault,
    header::Table,
    settings::invalid_name,
    token::{is_xml_name, references},
};

const COLUMNS: [&str; 6] = [
    "dataset",
    "entity_id",
    "create_if",
    "update_if",
    "repeat",
    "label",
];

/// Reads every declaration.
pub(crate) fn read(
    table: &Table,
    lenient: bool,
    faults: &mut Vec<Fault>,
    warnings: &mut Vec<Fault>,
) -> Declarations {
    let mut all = Declarations::default();
    for row in &table.rows {
        let unknown: Vec<String> = row
            .cells
            .iter()
            .filter(|(key, value)| !COLUMNS.contains(key) || value.text().is_none())
            .map(|(key, _)| format!("'{key}'"))
            .collect();
        if !unknown.is_empty() {
            let fault = Fault::row(
                "entities",
                1,
                "",
                format!(
                    "The following column(s) are not supported: {}",
                    unknown.join(", ")
                ),
            )
            .mend("Check the spelling of the column names, or remove the columns.");
            if lenient {
                warnings.push(fault);
            } else {
                faults.push(fault);
                continue;
            }
        }
        let text = |key: &str| row.cells.text(key).map(str::to_owned);
        let declaration = Declaration {
            list: text("dataset").unwrap_or_default(),
            row: row.number,
            entity_id: text("entity_id"),
            create_if: text("create_if"),
            update_if: text("update_if"),
            label: text("label"),
        };
        match check(&declaration, &all) {
            Ok(()) => add(&mut all, declaration),
            Err(fault) => faults.push(fault),
        }
    }
    all
}

fn add(all: &mut Declarations, declaration: Declaration) {
    let place = all.declared.len();
    let expressions = [
        &declaration.entity_id,
        &declaration.create_if,
        &declaration.update_if,
        &declaration.label,
    ];
    for expression in expressions.into_iter().flatten() {
        // A malformed reference is found with those of all sheets.
        for reference in references(expression).unwrap_or_default() {
            let of = all.variables.entry(reference.name).or_default();
            if !of.contains(&place) {
                of.push(place);
            }
        }
    }
    all.index.insert(declaration.list.clone(), place);
    all.declared.push(declaration);
}

fn check(declaration: &Declaration, all: &Declarations) -> Result<(), Fault> {
    let row = declaration.row;
    let list = declaration.list.as_str();
    let wrong = |column: &str, reason: String| Err(Fault::row("entities", row, column, reason));
    if list.is_empty() {
        return wrong("list_name", "Entity lists must have a name".to_owned());
    }
    if list.starts_with("__") {
        return wrong(
            "list_name",
            "Names used here must not begin with two underscores".to_owned(),
        );
    }
    if list.contains('.') {
        return wrong(
            "list_name",
            "Names used here must not contain a period".to_owned(),
        );
    }
    if !is_xml_name(list) {
        return Err(invalid_name("entities", row, "list_name"));
    }
    if declaration.entity_id.is_none() && declaration.update_if.is_some() {
        return wrong(
            "entity_id",
            format!(
                "The entity list '{list}' needs an 'entity_id' expression when updating entities"
            ),
        );
    }
    if declaration.entity_id.is_some()
        && declaration.create_if.is_some()
        && declaration.update_if.is_none()
    {
        return wrong(
            "update_if",
            format!(
                "The entity list '{list}' needs an 'update_if' expression when it has 'create_if' and 'entity_id'"
            ),
        );
    }
    if declaration.entity_id.is_none() && declaration.label.is_none() {
        return wrong(
            "label",
            format!("The entity list '{list}' needs a 'label' when creating entities"),
        );
    }
    if all.has(list) {
        return wrong(
            "list_name",
            "The 'list_name' column must not have any duplicate names".to_owned(),
        );
    }
    Ok(())
}
