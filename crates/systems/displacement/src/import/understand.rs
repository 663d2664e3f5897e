//! From a file to what it means, without writing anything.

use super::context::{self, Evidence};
use super::dates::proven_order;
use super::error::ImportError;
use super::gazetteer::Gazetteer;
use super::meaning::{Meaning, Of, Part, Unit};
use super::options::Options;
use super::propose::{Proposal, propose};
use super::reading::Reading;
use super::roles::{self, Outline};
use super::rowview::is_total;
use super::source::{Source, Start};
use super::understanding::{Role, SheetUnderstanding, Understanding};
use std::path::Path;
use vocab::PlaceTree;

/// Rows of each table looked at before a mapping is proposed.
pub const ROWS_LOOKED_AT: usize = 4_000;

/// Understands a file: which sheets, which columns, which context.
///
/// # Errors
/// [`ImportError`] when the file cannot be read at all. A file with nothing to import is no error: its
/// sheets carry the reason.
pub fn understand(
    path: &Path,
    options: &Options,
    tree: &PlaceTree,
) -> Result<Understanding, ImportError> {
    let source = Source::open(path)?;
    understand_source(&source, options, tree)
}

/// The same over a source that is open already.
///
/// # Errors
/// As [`understand`].
pub fn understand_source(
    source: &Source,
    options: &Options,
    tree: &PlaceTree,
) -> Result<Understanding, ImportError> {
    let gazetteer = Gazetteer::new(tree);
    let stem = source.stem().to_owned();
    let mut sheets = Vec::new();
    let mut kept_rows = Vec::new();
    let mut prose = String::new();
    for start in source.starts(ROWS_LOOKED_AT)? {
        if prose.len() < 20_000 {
            prose.push_str(&start.prose);
            prose.push('\n');
        }
        let (sheet, rows) = sheet(start, options, &stem, &gazetteer);
        sheets.push(sheet);
        kept_rows.push(rows);
    }
    let outlines: Vec<Outline> = sheets
        .iter()
        .zip(&kept_rows)
        .map(|(sheet, rows)| Outline::of(sheet, rows))
        .collect();
    roles::choose(&mut sheets, &outlines);
    let evidence = Evidence {
        stem: &stem,
        prose: &prose,
        sheets: &sheets,
        rows: &kept_rows,
    };
    let (context, assumptions) = context::derive(options, &evidence);
    let mut understanding = Understanding {
        file: source.file_name().to_owned(),
        context,
        assumptions,
        notes: Vec::new(),
        sheets,
    };
    if let Some(mapping) = &options.mapping {
        mapping.apply(&mut understanding);
    }
    understanding.notes = notes(&understanding);
    Ok(understanding)
}

fn sheet(
    start: Start,
    options: &Options,
    stem: &str,
    gazetteer: &Gazetteer<'_>,
) -> (SheetUnderstanding, Vec<Vec<Reading>>) {
    let Start {
        shape,
        rows,
        complete,
        ..
    } = start;
    let mut sheet = SheetUnderstanding {
        name: shape.sheet.clone(),
        role: Role::NotImported,
        why: String::new(),
        header_row: shape.header_row,
        tag_row: shape.tag_row,
        group_row: shape.group_row,
        first_data_row: shape.first_data_row,
        rows_seen: rows.len(),
        complete,
        title: shape.title.clone(),
        level: None,
        population: "idps".to_owned(),
        date_order: Default::default(),
        round: context::round_in_text(&shape.sheet),
        date: super::dates::in_text(&shape.sheet).filter(|date| date.len() >= 7),
        columns: Vec::new(),
        blocks: Vec::new(),
        household_factor: None,
    };
    if shape.columns.is_empty() {
        sheet.why = "no table was found in it".to_owned();
        return (sheet, Vec::new());
    }
    let proposal = propose(&shape, &rows);
    sheet.columns.clone_from(&proposal.columns);
    sheet.blocks.clone_from(&proposal.blocks);
    // printed totals would spoil what follows
    let rows: Vec<Vec<Reading>> = rows
        .into_iter()
        .filter(|row| !is_total(&sheet, row))
        .collect();
    levels_by_codes(&mut sheet, &rows, gazetteer);
    sheet.population = context::population_of(options, &sheet, stem);
    let (role, why) = roles::alone(&sheet, &proposal);
    sheet.role = role;
    sheet.why = why;
    sheet.date_order = date_order(&sheet, &proposal);
    sheet.household_factor = household_factor(&sheet, &rows);
    (sheet, rows)
}

/// Where the codes are known places, their level is a fact and not a guess.
fn levels_by_codes(
    sheet: &mut SheetUnderstanding,
    rows: &[Vec<Reading>],
    gazetteer: &Gazetteer<'_>,
) {
    for at in 0..sheet.columns.len() {
        let (said, index) = match sheet.columns[at].meaning {
            Meaning::Admin(level, Part::Code) if level > 0 => {
                (Some(level), sheet.columns[at].index)
            }
            Meaning::AnyAdmin(Part::Code) => (None, sheet.columns[at].index),
            _ => continue,
        };
        let mut votes = [0usize; 6];
        for code in rows
            .iter()
            .take(300)
            .filter_map(|row| row.get(index)?.text())
        {
            if let Some(level) = gazetteer.level_of(&code).filter(|level| *level <= 5) {
                votes[usize::from(level)] += 1;
            }
        }
        let found: usize = votes.iter().sum();
        let Some((level, most)) = (0u8..6)
            .map(|level| (level, votes[usize::from(level)]))
            .max_by_key(|(_, count)| *count)
        else {
            continue;
        };
        if found < 3 || most * 10 < found * 8 {
            continue;
        }
        match said {
            Some(said) if said != level => {
                let taken = sheet.columns.iter().any(
                    |column| matches!(column.meaning, Meaning::Admin(known, _) if known == level),
                );
                if taken {
                    continue;
                }
                for column in &mut sheet.columns {
                    if let Meaning::Admin(known, _) = &mut column.meaning
                        && *known == said
                    {
                        *known = level;
                        column.note =
                            Some("level as the register of places has these codes".to_owned());
                    }
                }
            }
            None => sheet.level = Some(level),
            Some(_) => sheet.columns[at].confidence = sheet.columns[at].confidence.max(0.98),
        }
    }
}

fn date_order(sheet: &SheetUnderstanding, proposal: &Proposal) -> super::dates::DateOrder {
    let dates = sheet
        .columns
        .iter()
        .zip(&proposal.profiles)
        .filter(|(column, _)| matches!(column.meaning, Meaning::Date | Meaning::ValidFrom));
    dates
        .flat_map(|(_, profile)| proven_order(profile.distinct.iter().map(String::as_str)))
        .next()
        .unwrap_or_default()
}

/// The one factor by which all individuals are households: an estimate, not a count.
fn household_factor(sheet: &SheetUnderstanding, rows: &[Vec<Reading>]) -> Option<f64> {
    let column = |unit: Unit| {
        sheet
            .columns
            .iter()
            .find(|c| matches!(&c.meaning, Meaning::Count(_, u, Of::All) if *u == unit))
            .map(|c| c.index)
    };
    let (people, households) = (column(Unit::Individuals)?, column(Unit::Households)?);
    let mut factor: Option<f64> = None;
    let mut seen = 0;
    for row in rows {
        let (Some(p), Some(h)) = (
            row.get(people).and_then(Reading::number),
            row.get(households).and_then(Reading::number),
        ) else {
            continue;
        };
        if h < 0.5 {
            continue;
        }
        let here = p / h;
        if *factor.get_or_insert(here) - here > 1e-6 || here - factor.unwrap_or(here) > 1e-6 {
            return None;
        }
        seen += 1;
    }
    factor.filter(|_| seen >= 20)
}

fn notes(understanding: &Understanding) -> Vec<String> {
    let mut notes = Vec::new();
    for sheet in understanding
        .sheets
        .iter()
        .filter(|sheet| sheet.is_imported())
    {
        let name = sheet.name.trim();
        if let Some(factor) = sheet.household_factor {
            notes.push(format!("{name}: individuals are households x {factor} on every row looked at: an estimate, not a count"));
        }
        if sheet.has(&Meaning::AdminLevel) {
            notes.push(format!("{name}: several admin levels stand in one table; they are the same people and are kept apart by level"));
        }
        for block in sheet.blocks.iter().filter(|block| block.off > 0) {
            notes.push(format!(
                "{name}: block {} does not add up to {} on {} of {} rows looked at",
                block.dimension,
                block.unit.as_str(),
                block.off,
                block.rows
            ));
        }
    }
    if !understanding.has_something_to_import() {
        notes.push("there is nothing to import in this file".to_owned());
    }
    notes
}
