//! What the import has understood of a file, before anything is written: shown, edited, given back.

use super::dates::DateOrder;
use super::meaning::{Meaning, Unit};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// How a meaning was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// By its HXL tag.
    HxlTag,
    /// By the words of its header.
    Header,
    /// By the group it stands under.
    Group,
    /// By its values alone.
    Values,
    /// A person said so in the mapping file.
    Mapping,
    /// Nothing spoke for any meaning.
    Nothing,
}

impl Found {
    /// The word shown to people.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HxlTag => "HXL tag",
            Self::Header => "header",
            Self::Group => "group",
            Self::Values => "values",
            Self::Mapping => "mapping",
            Self::Nothing => "nothing",
        }
    }
}

/// One column of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnUnderstanding {
    /// Position, 0 = A.
    pub index: usize,
    /// Letter as a spreadsheet shows it.
    pub letter: String,
    /// Header on one line.
    pub header: String,
    /// Text of the merged cell above, or of a shared beginning of headers.
    pub group: Option<String>,
    /// HXL tag as written.
    pub tag: Option<String>,
    /// What it means.
    pub meaning: Meaning,
    /// Category of a block column ("Host families").
    pub category: Option<String>,
    /// Code of the category where one is known ("2014-08", "SD01").
    pub category_code: Option<String>,
    /// Unit of a block column.
    pub unit: Option<Unit>,
    /// Population of a block column where the table holds several.
    pub population: Option<String>,
    /// How the meaning was found.
    pub found: Found,
    /// 0 to 1.
    pub confidence: f64,
    /// Why, or what to know about it.
    pub note: Option<String>,
}

/// What a sheet is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Its rows become area assessments.
    Counts,
    /// Estimates per admin area from a sample; area assessments of the type `estimate`, kept apart.
    Estimates,
    /// The same people in another shape: compared with the counts, not imported.
    CrossCheck,
    /// Its rows become breakdown lines of the counts sheet's areas.
    Breakdown,
    /// P-codes: rows become places.
    Places,
    /// Lengths of P-codes: rows become P-code formats.
    CodeFormats,
    /// Points without counts: rows become sites.
    Sites,
    /// Names of operations: rows become operations.
    Operations,
    /// Nothing is taken from it; the reason stands beside it.
    NotImported,
}

impl Role {
    /// The word shown to people.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::Estimates => "estimates",
            Self::CrossCheck => "cross-check",
            Self::Breakdown => "breakdown",
            Self::Places => "places",
            Self::CodeFormats => "P-code formats",
            Self::Sites => "sites",
            Self::Operations => "operations",
            Self::NotImported => "not imported",
        }
    }
}

/// Whether the categories of a block add up to a total, over the rows looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockCheck {
    /// Dimension of the block.
    pub dimension: String,
    /// Group text it stands under.
    pub group: Option<String>,
    /// Which total it splits.
    pub unit: Unit,
    /// Rows with a total that were compared.
    pub rows: usize,
    /// Rows that do not add up.
    pub off: usize,
}

/// One sheet of a workbook, the one table of a CSV file, or the records of an API answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetUnderstanding {
    /// Name of the sheet.
    pub name: String,
    /// What it is used for.
    pub role: Role,
    /// Why it is used so, in one sentence.
    pub why: String,
    /// Row numbers as a spreadsheet shows them, from 1.
    pub header_row: usize,
    /// Row of the HXL tags.
    pub tag_row: Option<usize>,
    /// Row of the merged group names.
    pub group_row: Option<usize>,
    /// First row of data.
    pub first_data_row: usize,
    /// Rows of data looked at.
    pub rows_seen: usize,
    /// Whether all rows were looked at.
    pub complete: bool,
    /// Text above the table.
    pub title: String,
    /// Admin level of a row's area where no column says so; `None` = the place itself.
    pub level: Option<u8>,
    /// Population of counts whose header names none.
    pub population: String,
    /// Order of day and month in its dates.
    #[serde(default)]
    pub date_order: DateOrder,
    /// Round where the sheet's name or title tells one.
    pub round: Option<i64>,
    /// Date where the sheet's name or title tells one.
    pub date: Option<String>,
    /// The columns.
    pub columns: Vec<ColumnUnderstanding>,
    /// Blocks and whether they add up.
    pub blocks: Vec<BlockCheck>,
    /// The factor by which all individuals are households, when there is one.
    #[serde(default)]
    pub household_factor: Option<f64>,
}

/// A value that was not in the rows but taken from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assumption {
    /// What: operation, country, round, date, population, assessment type, remote.
    pub what: String,
    /// The value taken.
    pub value: String,
    /// From where.
    pub how: String,
}

/// Where a file's rows belong when the rows do not say it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// Record id or name of the operation.
    pub operation: Option<String>,
    /// Round number.
    pub round: Option<i64>,
    /// Reporting date, ISO, as exact as known.
    pub date: Option<String>,
    /// Assessment type of rows that state none.
    pub assessment_type: Option<String>,
    /// The round was done by telephone or the like.
    #[serde(default)]
    pub remote: bool,
}

/// What was understood of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Understanding {
    /// File name without its folders.
    pub file: String,
    /// Where rows belong that do not say it.
    pub context: Context,
    /// Each value of the context with its origin.
    pub assumptions: Vec<Assumption>,
    /// Sentences for people.
    pub notes: Vec<String>,
    /// The sheets.
    pub sheets: Vec<SheetUnderstanding>,
}

impl SheetUnderstanding {
    /// The column with a meaning.
    #[must_use]
    pub fn column(&self, meaning: &Meaning) -> Option<&ColumnUnderstanding> {
        self.columns
            .iter()
            .find(|column| column.meaning == *meaning)
    }

    /// Whether a column has the meaning.
    #[must_use]
    pub fn has(&self, meaning: &Meaning) -> bool {
        self.column(meaning).is_some()
    }

    /// Whether rows of it become records.
    #[must_use]
    pub fn is_imported(&self) -> bool {
        !matches!(
            self.role,
            Role::CrossCheck | Role::Breakdown | Role::NotImported
        )
    }
}

impl Understanding {
    /// Whether any sheet gives records.
    #[must_use]
    pub fn has_something_to_import(&self) -> bool {
        self.sheets.iter().any(SheetUnderstanding::is_imported)
    }

    /// Why nothing is imported, sheet by sheet.
    #[must_use]
    pub fn reasons_for_nothing(&self) -> Vec<String> {
        self.sheets
            .iter()
            .filter(|sheet| !sheet.is_imported())
            .map(|sheet| format!("{}: {}", sheet.name, sheet.why))
            .collect()
    }

    /// The understanding as a text table for a terminal.
    #[must_use]
    pub fn to_table(&self) -> String {
        let mut out = format!("{}\n", self.file);
        for assumption in &self.assumptions {
            push(
                &mut out,
                format_args!(
                    "  {}: {} ({})",
                    assumption.what, assumption.value, assumption.how
                ),
            );
        }
        for note in &self.notes {
            push(&mut out, format_args!("  note: {note}"));
        }
        for sheet in &self.sheets {
            push(
                &mut out,
                format_args!("\n{} — {}: {}", sheet.name, sheet.role.as_str(), sheet.why),
            );
            if sheet.role == Role::NotImported {
                continue;
            }
            push(
                &mut out,
                format_args!(
                    "  header row {}, data from row {}",
                    sheet.header_row, sheet.first_data_row
                ),
            );
            let width = sheet
                .columns
                .iter()
                .map(|c| c.header.chars().count().min(36))
                .max()
                .unwrap_or(6);
            for column in &sheet.columns {
                let header: String = column.header.chars().take(36).collect();
                let pad = " ".repeat(width.saturating_sub(header.chars().count()));
                let mut meaning = column.meaning.to_string();
                if let Some(category) = &column.category {
                    let _ = write!(meaning, " = {category}");
                }
                if let Some(code) = &column.category_code {
                    let _ = write!(meaning, " [{code}]");
                }
                let note = column
                    .note
                    .as_deref()
                    .map(|note| format!("  ({note})"))
                    .unwrap_or_default();
                push(
                    &mut out,
                    format_args!(
                        "  {:>3}  {header}{pad}  {meaning}  {} {:.0}%{note}",
                        column.letter,
                        column.found.as_str(),
                        column.confidence * 100.0
                    ),
                );
            }
            for block in &sheet.blocks {
                push(
                    &mut out,
                    format_args!(
                        "  block {} adds up to {} on {} of {} rows",
                        block.dimension,
                        block.unit.as_str(),
                        block.rows - block.off,
                        block.rows
                    ),
                );
            }
        }
        out
    }
}

fn push(out: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(line);
    out.push('\n');
}
