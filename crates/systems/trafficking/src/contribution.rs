//! A partner's file, row by row: every fault with row and column, dates coarsened to years.

use std::{collections::BTreeMap, path::Path};

use exchange::{Cell, ExchangeError, SheetRow};
use forms::ChoiceList;
use registers::Register;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use vocab::{PartialDate, country, fold};

use crate::{
    htcds::{self, Header, Kind, Known},
    mapping::Mapping,
};

/// Rows among which the header is looked for.
const HEADER_WITHIN: usize = 10;
/// Rows of one file at the most.
const MOST_ROWS: usize = 500_000;
/// Faults that are kept; beyond it they are counted.
const MOST_FAULTS: usize = 2_000;

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row is taken in all the same.
    Warning,
    /// The file stays out until it is mended.
    Refusal,
}

/// One fault. It never carries the value: the file is the partner's to look into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Row as a person sees it, from 1.
    pub row: usize,
    /// The partner's header; empty for the whole row.
    pub column: String,
    /// Stable code.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong and how to mend it.
    pub reason: String,
}

/// Why a file is no contribution at all.
#[derive(Debug, thiserror::Error)]
pub enum ContributionError {
    /// It cannot be read.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// No row is a header.
    #[error(
        "no row of the first {HEADER_WITHIN} names the columns; it needs `pseudonym`, `cas_IncomingReferralDate` and `con_Consent`"
    )]
    NoHeader,
    /// More rows than one file may have.
    #[error("the file has more than {MOST_ROWS} rows; split it")]
    TooLong,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Contribution {
    /// Records with the row of each.
    pub records: Vec<(usize, Map<String, Json>)>,
    /// Faults, the first of them.
    pub faults: Vec<Fault>,
    /// Refusals and warnings in all, also those that are not kept.
    pub refusals: usize,
    /// See `refusals`.
    pub warnings: usize,
    /// Columns that nothing was read of.
    pub left_out: Vec<String>,
    /// Fields that the file has a column for.
    pub fields: Vec<&'static str>,
    /// Codes that are in no list, by column.
    pub unknown_codes: BTreeMap<String, usize>,
}

impl Contribution {
    fn fault(
        &mut self,
        row: usize,
        column: &str,
        code: &'static str,
        severity: Severity,
        reason: impl Into<String>,
    ) {
        match severity {
            Severity::Refusal => self.refusals += 1,
            Severity::Warning => self.warnings += 1,
        }
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault {
                row,
                column: column.to_owned(),
                code,
                severity,
                reason: reason.into(),
            });
        }
    }
}

/// A column of the file.
struct Column {
    at: usize,
    written: String,
    known: Known,
}

/// Reads CSV of any encoding or a workbook, of which the first sheet counts.
///
/// # Errors
/// When the file cannot be read or has no header; faults of rows are in the answer.
pub fn read(
    path: &Path,
    partner: &str,
    mapping: &Mapping,
    register: &Register,
    this_year: i16,
) -> Result<Contribution, ContributionError> {
    let workbook = exchange::open(path)?;
    let sheet = workbook
        .sheets()
        .iter()
        .find(|sheet| sheet.visible)
        .ok_or(ContributionError::NoHeader)?;
    let mut rows = workbook.rows(&sheet.name)?;
    let mut found = Contribution::default();
    let columns = header(&mut rows, mapping, &mut found)?;
    let mut first_rows: BTreeMap<String, usize> = BTreeMap::new();
    for (number, row) in rows.enumerate() {
        if number >= MOST_ROWS {
            return Err(ContributionError::TooLong);
        }
        let row = row?;
        let mut reading = Reading {
            row: &row,
            mapping,
            register,
            this_year,
            found: &mut found,
            data: Map::new(),
        };
        for column in &columns {
            reading.cell(column);
        }
        reading.contradictions();
        let mut data = reading.data;
        let Some(pseudonym) = data.get("pseudonym").and_then(Json::as_str) else {
            let reason = "the row has no pseudonym: the partner's own number of the person";
            found.fault(
                row.number,
                "pseudonym",
                "required",
                Severity::Refusal,
                reason,
            );
            continue;
        };
        let case_id = format!("{partner}|{pseudonym}");
        if let Some(first) = first_rows.insert(case_id.clone(), row.number) {
            let reason = format!("row {first} has this pseudonym too; one row is one person");
            found.fault(row.number, "pseudonym", "twice", Severity::Refusal, reason);
            continue;
        }
        for (field, name) in [
            ("registered_year", "cas_IncomingReferralDate"),
            ("consent", "con_Consent"),
        ] {
            if !data.contains_key(field) {
                let reason = "must be filled in";
                found.fault(row.number, name, "required", Severity::Refusal, reason);
            }
        }
        data.insert("case_id".to_owned(), case_id.into());
        data.insert("partner".to_owned(), partner.into());
        found.records.push((row.number, data));
    }
    Ok(found)
}

/// The first row that names the three columns without which there is no record.
fn header(
    rows: &mut exchange::Rows,
    mapping: &Mapping,
    found: &mut Contribution,
) -> Result<Vec<Column>, ContributionError> {
    for row in rows.take(HEADER_WITHIN) {
        let row = row?;
        let names: Vec<String> = row
            .cells
            .iter()
            .map(|cell| cell.shown().trim().to_owned())
            .collect();
        let of = |name: &str| htcds::header(mapping.header(name));
        let fields: Vec<&str> = names
            .iter()
            .filter_map(|name| match of(name) {
                Header::Known(known) => Some(known.field),
                _ => None,
            })
            .collect();
        if !["pseudonym", "registered_year", "consent"]
            .iter()
            .all(|field| fields.contains(field))
        {
            continue;
        }
        let mut columns: Vec<Column> = Vec::new();
        for (at, name) in names
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.is_empty())
        {
            match of(name) {
                Header::Known(known) => {
                    if let Some(other) = columns.iter().find(|one| one.known.field == known.field) {
                        let reason = format!("means the same as {}; remove one", other.written);
                        found.fault(row.number, name, "twice", Severity::Refusal, reason);
                    } else {
                        found.fields.push(known.field);
                        columns.push(Column {
                            at,
                            written: name.clone(),
                            known,
                        });
                    }
                }
                Header::Naming => {
                    let reason = "names a person, or may: it stays at the partner; take the column out (`waymark trafficking pseudonymise` does)";
                    found.fault(
                        row.number,
                        name,
                        "names_a_person",
                        Severity::Refusal,
                        reason,
                    );
                }
                Header::Other => found.left_out.push(name.clone()),
            }
        }
        return Ok(columns);
    }
    Err(ContributionError::NoHeader)
}

/// One row on its way to a record.
struct Reading<'a> {
    row: &'a SheetRow,
    mapping: &'a Mapping,
    register: &'a Register,
    this_year: i16,
    found: &'a mut Contribution,
    data: Map<String, Json>,
}

impl Reading<'_> {
    fn refuse(&mut self, column: &Column, code: &'static str, reason: &str) {
        let row = self.row.number;
        self.found
            .fault(row, &column.written, code, Severity::Refusal, reason);
    }

    fn set(&mut self, field: &str, value: impl Into<Json>) {
        self.data.insert(field.to_owned(), value.into());
    }

    fn cell(&mut self, column: &Column) {
        let shown = self.row.cells.get(column.at).map(Cell::shown);
        let written = shown.unwrap_or_default();
        let text = self
            .mapping
            .code([column.known.htcds, column.known.field], written.trim())
            .to_owned();
        // -99 is how older files say "not reported".
        if text.is_empty() || text == "-99" {
            return;
        }
        let field = column.known.field;
        match column.known.kind {
            Kind::Pseudonym if text.len() > 100 || text.contains('|') => {
                self.refuse(column, "pseudonym", "at most 100 characters, without |");
            }
            Kind::Pseudonym => self.set(field, text),
            Kind::Token => {
                let token = text.to_lowercase();
                let good = token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
                if good {
                    self.set(field, token);
                } else {
                    self.refuse(column, "token", "is 64 hexadecimal digits, as `waymark trafficking pseudonymise` writes them; a name never stands here");
                }
            }
            Kind::Code => match self.code(column, &text) {
                Some(code) => self.set(field, code),
                None => self.unknown(column),
            },
            Kind::Codes => self.codes(column, &text),
            Kind::Country | Kind::Countries => self.countries(column, &text),
            Kind::Year => self.year(column, &text),
            Kind::Age => self.age(column, &text),
            Kind::Consent => match fold(&text).as_str() {
                "yes" | "true" | "1" | "oui" | "si" => self.set(field, "yes"),
                "no" | "false" | "0" | "non" => self.set(field, "no"),
                _ => self.refuse(column, "consent", "is yes or no"),
            },
        }
    }

    fn list(&self, field: &str) -> Option<&ChoiceList> {
        let field = self.register.form.field(field)?;
        self.register.form.choices_of(field)
    }

    /// A code by its name or by its label in any language.
    fn code(&self, column: &Column, text: &str) -> Option<String> {
        let wanted = fold(text);
        let list = self.list(column.known.field)?;
        list.choices
            .iter()
            .find(|choice| {
                fold(&choice.name) == wanted
                    || choice.label.iter().any(|(_, label)| fold(label) == wanted)
            })
            .map(|choice| choice.name.clone())
    }

    fn unknown(&mut self, column: &Column) {
        *self
            .found
            .unknown_codes
            .entry(column.written.clone())
            .or_default() += 1;
        self.refuse(
            column,
            "unknown_code",
            "the code is not in the list of the standard; mend it, or map it in the mapping file",
        );
    }

    fn codes(&mut self, column: &Column, text: &str) {
        let mut codes = Vec::new();
        for part in text.split([';', '|']).map(str::trim) {
            if part.is_empty() {
                continue;
            }
            let part = self
                .mapping
                .code([column.known.htcds, column.known.field], part)
                .to_owned();
            match self.code(column, &part) {
                Some(code) => codes.push(code),
                None => self.unknown(column),
            }
        }
        codes.sort();
        codes.dedup();
        if !codes.is_empty() {
            self.set(column.known.field, codes);
        }
    }

    fn countries(&mut self, column: &Column, text: &str) {
        let mut found = Vec::new();
        for part in text.split([';', '|']).map(str::trim) {
            if part.is_empty() {
                continue;
            }
            let known = match part.len() {
                2 => country::by_alpha2(part),
                3 => country::by_alpha3(part),
                _ => None,
            }
            .or_else(|| country::by_name(part));
            match known {
                Some(country) => found.push(country.alpha3),
                None => self.refuse(
                    column,
                    "unknown_country",
                    "is no country of ISO 3166: give its two or three letters or its name",
                ),
            }
        }
        found.dedup();
        if let Some((first, others)) = found.split_first() {
            self.set(column.known.field, *first);
            if column.known.kind == Kind::Countries && !others.is_empty() {
                self.set("other_citizenships", others.join(" "));
            } else if !others.is_empty() {
                self.refuse(column, "several", "give one country");
            }
        }
    }

    fn year(&mut self, column: &Column, text: &str) {
        // A moment begins with its date.
        let date = text.get(..10).unwrap_or(text);
        match PartialDate::parse(date) {
            Ok(date) if date.year() < 1990 => {
                self.refuse(column, "date", "the year is before 1990");
            }
            Ok(date) if date.year() > self.this_year => {
                self.refuse(column, "date", "the year has not begun");
            }
            Ok(date) => self.set(column.known.field, date.year()),
            Err(_) => self.refuse(column, "date", "is a year, or a date as 2024-05-31"),
        }
    }

    fn age(&mut self, column: &Column, text: &str) {
        let band = match text.parse::<u32>() {
            Ok(age) => htcds::age_band(age).map(str::to_owned),
            // Bands are written with one dash, two, or an underscore.
            Err(_) => {
                let plain = text
                    .replace("--", "_")
                    .replace(['-', '–'], "_")
                    .replace('+', "_plus");
                let plain = plain.trim_start_matches('0').to_owned();
                let plain = if plain.starts_with('_') {
                    format!("0{plain}")
                } else {
                    plain
                };
                self.code(column, &plain)
            }
        };
        match band {
            Some(band) => self.set(column.known.field, band),
            None => self.refuse(
                column,
                "age",
                "is an age in years under 121, or one of the bands 0--8, 9--17, 18--20, 21--23, 24--26, 27--29, 30--38, 39--47, 48+",
            ),
        }
    }

    /// What a record says against itself; the partner is told, and the record is taken as it is.
    fn contradictions(&mut self) {
        let text = |field: &str| {
            self.data
                .get(field)
                .and_then(Json::as_str)
                .unwrap_or_default()
        };
        let has = |field: &str, code: &str| {
            let codes = self.data.get(field).and_then(Json::as_array);
            codes.is_some_and(|codes| codes.contains(&json!(code)))
        };
        let exploited = self.data.contains_key("exploitation_types");
        let labour = ["ForcedLabour", "ChildLabour", "Servitude"]
            .iter()
            .any(|code| has("exploitation_types", code));
        let child = ["0_8", "9_17"].contains(&text("age_band"));
        let mut told = Vec::new();
        if self.data.contains_key("labour_industry") && exploited && !labour {
            told.push(("labour_industry", "an industry of forced labour is given, and the types of exploitation name no labour"));
        }
        if self.data.contains_key("sexual_exploitation_types")
            && exploited
            && !has("exploitation_types", "SexualExploitation")
        {
            told.push(("sexual_exploitation_types", "a type of sexual exploitation is given, and the types of exploitation do not name it"));
        }
        if has("exploitation_types", "ChildLabour") && !text("age_band").is_empty() && !child {
            told.push(("age_band", "child labour of a person who was grown up at registration: look whether the age is right"));
        }
        if text("trafficking_status") == "NotAVictimOfTrafficking" && exploited {
            told.push((
                "trafficking_status",
                "types of exploitation are given for a person who is not a victim of trafficking",
            ));
        }
        let row = self.row.number;
        for (column, reason) in told {
            self.found
                .fault(row, column, "contradiction", Severity::Warning, reason);
        }
    }
}
