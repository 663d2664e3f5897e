//! Lists as they come: CSV, and entities of FollowTheMoney as JSON lines.

use std::{collections::HashMap, io::BufRead, io::Read};

use serde_json::Value;

use crate::{
    error::ListError,
    subject::{self, Birth, Subject},
};

/// A line of JSON longer than this is refused.
const LONGEST_LINE: u64 = 4 * 1024 * 1024;

/// Columns and what else they may be called.
const COLUMNS: [(&str, &[&str]); 8] = [
    ("id", &["id", "entity_id", "identifier", "reference"]),
    ("name", &["name", "full_name", "caption", "primary_name"]),
    (
        "aliases",
        &["aliases", "alias", "other_names", "weak_aliases"],
    ),
    (
        "birth",
        &["birth_date", "birth", "date_of_birth", "dob", "birthdate"],
    ),
    (
        "nationality",
        &[
            "nationality",
            "nationalities",
            "citizenship",
            "country",
            "countries",
        ],
    ),
    ("sex", &["sex", "gender"]),
    (
        "documents",
        &[
            "document_numbers",
            "document_number",
            "documents",
            "passport",
            "identifiers",
        ],
    ),
    (
        "note",
        &[
            "reason",
            "reason_class",
            "handling",
            "handling_code",
            "source",
            "dataset",
        ],
    ),
];

/// Reads a CSV list with a header; several values in a cell are parted by `;` or `|`.
pub fn csv(input: impl Read) -> Result<Vec<Subject>, ListError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let refuse = |row: usize, error: &csv::Error| ListError::Row {
        row,
        reason: format!("not CSV: {error}"),
    };
    let header = reader.headers().map_err(|error| refuse(0, &error))?.clone();
    let place = |wanted: &str| {
        let names = COLUMNS.iter().find(|(column, _)| *column == wanted)?.1;
        header.iter().position(|found| {
            let found = found
                .trim_start_matches('\u{feff}')
                .trim()
                .to_lowercase()
                .replace(' ', "_");
            names.contains(&found.as_str())
        })
    };
    let name = place("name").ok_or(ListError::Column("name"))?;
    let columns = [
        "id",
        "aliases",
        "birth",
        "nationality",
        "sex",
        "documents",
        "note",
    ]
    .map(place);
    let mut subjects = Vec::new();
    for (row, record) in reader.byte_records().enumerate() {
        let record = record.map_err(|error| refuse(row + 1, &error))?;
        let text = |column: Option<usize>| {
            let cell = column
                .and_then(|column| record.get(column))
                .unwrap_or_default();
            String::from_utf8_lossy(cell).trim().to_owned()
        };
        let [id, aliases, birth, nationality, sex, documents, note] = columns.map(text);
        let mut names = several(&text(Some(name)));
        names.extend(several(&aliases));
        if names.is_empty() {
            return Err(ListError::Row {
                row: row + 1,
                reason: "no name; take the row out or name the person".to_owned(),
            });
        }
        subjects.push(Subject {
            id: if id.is_empty() {
                (row + 1).to_string()
            } else {
                id
            },
            names,
            births: several(&birth)
                .iter()
                .filter_map(|text| Birth::read(text))
                .collect(),
            nationalities: several(&nationality)
                .iter()
                .filter_map(|text| subject::nationality(text))
                .collect(),
            sex: subject::sex(&sex),
            documents: several(&documents)
                .iter()
                .filter_map(|text| subject::document(text))
                .collect(),
            note,
        });
    }
    Ok(subjects)
}

fn several(cell: &str) -> Vec<String> {
    let values = cell.split([';', '|']).map(str::trim);
    values
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Reads FollowTheMoney entities, one JSON object a line: persons with their names, and passports and identifications
/// with the holders they name. Other entities are passed over.
pub fn follow_the_money(mut input: impl BufRead) -> Result<Vec<Subject>, ListError> {
    let mut subjects: Vec<Subject> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut papers: Vec<(String, String)> = Vec::new();
    let mut line = Vec::new();
    for row in 1.. {
        line.clear();
        if (&mut input)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)?
            == 0
        {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let entity: Value = serde_json::from_slice(&line).map_err(|error| ListError::Row {
            row,
            reason: format!("not a JSON object of at most 4 MiB on one line: {error}"),
        })?;
        let values = |property: &str| -> Vec<String> {
            let found = entity["properties"][property].as_array();
            let texts = found.into_iter().flatten().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        };
        match entity["schema"].as_str() {
            Some("Person") => {
                let person = person(&entity, &values);
                if !person.names.is_empty() {
                    places.insert(person.id.clone(), subjects.len());
                    subjects.push(person);
                }
            }
            Some("Passport" | "Identification") => {
                for holder in values("holder") {
                    papers.extend(
                        values("number")
                            .into_iter()
                            .map(|number| (holder.clone(), number)),
                    );
                }
            }
            _ => {}
        }
    }
    for (holder, number) in papers {
        if let (Some(at), Some(number)) = (places.get(&holder), subject::document(&number)) {
            subjects[*at].documents.push(number);
        }
    }
    Ok(subjects)
}

fn person(entity: &Value, values: &impl Fn(&str) -> Vec<String>) -> Subject {
    let mut names: Vec<String> = entity["caption"]
        .as_str()
        .map(str::to_owned)
        .into_iter()
        .collect();
    for property in ["name", "alias", "weakAlias", "previousName"] {
        names.extend(values(property));
    }
    let (first, last) = (values("firstName"), values("lastName"));
    if let ([first, ..], [last, ..]) = (first.as_slice(), last.as_slice()) {
        names.push(format!("{first} {last}"));
    }
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    let mut countries = values("nationality");
    countries.extend(values("citizenship"));
    if countries.is_empty() {
        countries = values("country");
    }
    let numbers = ["passportNumber", "idNumber"].into_iter().flat_map(values);
    Subject {
        id: entity["id"].as_str().unwrap_or_default().to_owned(),
        names,
        births: values("birthDate")
            .iter()
            .filter_map(|text| Birth::read(text))
            .collect(),
        nationalities: countries
            .iter()
            .filter_map(|text| subject::nationality(text))
            .collect(),
        sex: values("gender").first().and_then(|text| subject::sex(text)),
        documents: numbers
            .filter_map(|text| subject::document(&text))
            .collect(),
        note: values("topics").join("; "),
    }
}
