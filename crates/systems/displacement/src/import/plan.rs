//! From rows of a file to typed rows of registers: pure, one source row at a time.

use super::fault::Fault;
use super::gazetteer::Gazetteer;
use super::places_rows;
use super::reading::Reading;
use super::row_faults::RowFaults;
use super::rowview::is_total;
use super::source::Source;
use super::understanding::{Context, Role, SheetUnderstanding, Understanding};
use super::{assessment_rows, joined::Joined, words::fingerprint};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;
use vocab::PlaceTree;

/// One record to be: which register, under which natural key, with which content.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Register it belongs to.
    pub register: &'static str,
    /// Its natural key.
    pub key: String,
    /// Values by field.
    pub data: Map<String, Json>,
    /// Sheet and row it came from.
    pub sheet: String,
    /// Row as a spreadsheet numbers it.
    pub row: usize,
    /// Figures for the control totals, of area assessments only.
    pub figures: Option<Figures>,
}

/// What a row adds to the control totals.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Figures {
    /// Admin level as text, `place` for places of their own.
    pub level: String,
    /// Assessment type.
    pub assessment_type: String,
    /// Population.
    pub population: String,
    /// Record id of the round.
    pub round: String,
    /// People, where known.
    pub individuals: Option<i64>,
    /// Households, where known.
    pub households: Option<i64>,
}

/// What one source row gives: records, and remarks on it.
#[derive(Debug, Clone, Default)]
pub struct Planned {
    /// Records; none for a printed total or an empty row.
    pub rows: Vec<Row>,
    /// Warnings. A row with a refusal comes as an error instead.
    pub warnings: Vec<Fault>,
    /// Whether the source row was a printed total.
    pub printed_total: bool,
}

/// What the planner of one sheet needs to know.
pub struct Sheet<'a> {
    /// Its understanding.
    pub sheet: &'a SheetUnderstanding,
    /// Where rows belong that do not say it.
    pub context: &'a Context,
    /// The register of places.
    pub gazetteer: &'a Gazetteer<'a>,
    /// Lines of long tables that belong to its areas.
    pub joined: &'a Joined,
}

/// Keys seen so far, so that equal keys inside a file stay two records and totals hold.
#[derive(Debug, Default)]
pub struct Ordinals(HashMap<u64, u32>);

impl Ordinals {
    /// How often the key came before: 0 for the first.
    pub fn next(&mut self, key: &str) -> u32 {
        let count = self.0.entry(fingerprint(key)).or_default();
        *count += 1;
        *count - 1
    }
}

/// The rows of a file one by one, in the order of its sheets; a source row with refusals comes as its faults.
///
/// # Errors
/// The outer error when the file can no longer be read.
pub fn plan_rows<'a>(
    source: &'a Source,
    understanding: &'a Understanding,
    tree: &'a PlaceTree,
) -> Result<impl Iterator<Item = Result<Planned, Vec<Fault>>> + 'a, super::ImportError> {
    let joined = Joined::read(source, understanding)?;
    let gazetteer = std::rc::Rc::new(Gazetteer::new(tree));
    let joined = std::rc::Rc::new(joined);
    let mut parts: Vec<Box<dyn Iterator<Item = Result<Planned, Vec<Fault>>> + 'a>> = Vec::new();
    for (at, sheet) in understanding.sheets.iter().enumerate() {
        if !sheet.is_imported() {
            continue;
        }
        let (gazetteer, joined) = (std::rc::Rc::clone(&gazetteer), std::rc::Rc::clone(&joined));
        let mut ordinals = Ordinals::default();
        let mut above: Vec<Option<String>> = vec![None; 6];
        let rows = source.rows(at)?;
        parts.push(Box::new(rows.map(move |row| {
            let (number, cells) = row.map_err(|reason| vec![file_fault(sheet, reason)])?;
            let planner = Sheet {
                sheet,
                context: &understanding.context,
                gazetteer: &gazetteer,
                joined: &joined,
            };
            one(&planner, number, &cells, &mut ordinals, &mut above)
        })));
    }
    Ok(parts.into_iter().flatten())
}

fn file_fault(sheet: &SheetUnderstanding, reason: String) -> Fault {
    Fault {
        sheet: sheet.name.clone(),
        row: None,
        column: None,
        code: "unreadable",
        severity: super::fault::Severity::Refusal,
        reason,
        value: None,
    }
}

/// One source row.
fn one(
    planner: &Sheet<'_>,
    number: usize,
    cells: &[Reading],
    ordinals: &mut Ordinals,
    above: &mut [Option<String>],
) -> Result<Planned, Vec<Fault>> {
    if cells.iter().all(Reading::is_empty) {
        return Ok(Planned::default());
    }
    if matches!(planner.sheet.role, Role::Counts | Role::Estimates)
        && is_total(planner.sheet, cells)
    {
        return Ok(Planned {
            printed_total: true,
            ..Planned::default()
        });
    }
    let mut faults = RowFaults::new(planner.sheet, number);
    let rows = match planner.sheet.role {
        Role::Counts | Role::Estimates => {
            assessment_rows::rows(planner, number, cells, ordinals, above, &mut faults)
        }
        Role::Places => places_rows::places(planner, number, cells, &mut faults),
        Role::CodeFormats => places_rows::formats(planner, number, cells, &mut faults),
        Role::Sites => places_rows::sites(planner, number, cells, ordinals, &mut faults),
        Role::Operations => places_rows::operations(planner, number, cells, &mut faults),
        Role::CrossCheck | Role::Breakdown | Role::NotImported => Vec::new(),
    };
    let (warnings, refused) = faults.finish();
    if refused {
        Err(warnings)
    } else {
        Ok(Planned {
            rows,
            warnings,
            printed_total: false,
        })
    }
}
