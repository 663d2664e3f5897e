//! The sheets of a form as text: what every reader gives and the compiler takes.

use crate::{Fault, Refused, read};

/// Names of sheets that mean something to a form.
pub(crate) const KNOWN_SHEETS: [&str; 6] = [
    "survey",
    "choices",
    "settings",
    "external_choices",
    "osm",
    "entities",
];

/// One row under the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawRow {
    /// As the spreadsheet numbers it.
    pub number: u32,
    /// Column, counted from 0, and trimmed text; empty cells are left out.
    pub cells: Vec<(usize, String)>,
}

/// One sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// Trimmed headers by column; empty where there is none.
    pub header: Vec<String>,
    pub rows: Vec<RawRow>,
}

impl Sheet {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// The sheets of one form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheets {
    /// Names as written, for hints at misspelt ones.
    pub(crate) names: Vec<String>,
    pub(crate) survey: Option<Sheet>,
    pub(crate) choices: Sheet,
    pub(crate) settings: Sheet,
    pub(crate) external_choices: Sheet,
    pub(crate) osm: Sheet,
    pub(crate) entities: Sheet,
    /// What the reader noticed on the way.
    pub(crate) warnings: Vec<Fault>,
}

impl Sheets {
    /// Reads a form from the bytes of an .xlsx, .xls, .csv or .md file; the content decides which it is.
    ///
    /// # Errors
    /// The file is none of these, is damaged, is larger than a form may be, or names a column twice.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Refused> {
        read::read(bytes)
    }

    /// Reads a form whose sheets are one CSV text each, the first line being the header.
    /// An empty text stands for a sheet that is not there.
    ///
    /// # Errors
    /// A text is no CSV, or names a column twice.
    pub fn from_csv(survey: &str, choices: &str, settings: &str) -> Result<Self, Refused> {
        Self::from_named_csv(&[
            ("survey", survey),
            ("choices", choices),
            ("settings", settings),
        ])
    }

    /// The same for any sheets, each with its name (`entities`, `external_choices`, `osm` too).
    ///
    /// # Errors
    /// As [`Sheets::from_csv`].
    pub fn from_named_csv(sheets: &[(&str, &str)]) -> Result<Self, Refused> {
        read::read_csv_sheets(sheets)
    }

    /// Puts a sheet in its place; sheets with other names are only remembered by name.
    pub(crate) fn put(&mut self, name: &str, only: bool, sheet: Sheet) {
        match name.to_lowercase().as_str() {
            "survey" => self.survey = Some(sheet),
            "choices" => self.choices = sheet,
            "settings" => self.settings = sheet,
            "external_choices" => self.external_choices = sheet,
            "osm" => self.osm = sheet,
            "entities" => self.entities = sheet,
            // A file with one sheet only is a survey, whatever the sheet is called.
            _ if only => self.survey = Some(sheet),
            _ => {}
        }
    }
}
