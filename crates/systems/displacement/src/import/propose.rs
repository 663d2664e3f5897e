//! The mapping proposal for one table: tag first, then header, then group and values.

use super::blocks;
use super::header_meaning::of_header;
use super::levels;
use super::meaning::{Meaning, Of, Part, Unit};
use super::profile::Profile;
use super::reading::Reading;
use super::shape::TableShape;
use super::tag_meaning::of_tag;
use super::understanding::{BlockCheck, ColumnUnderstanding, Found};
use super::vocabulary::Facets;
use super::words::one_line;
use std::collections::HashMap;

/// Below this a count's header speaks too weakly to be taken for a total.
const WEAK: f64 = 0.5;

/// The proposal for one table.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The columns with their meanings.
    pub columns: Vec<ColumnUnderstanding>,
    /// Blocks and whether they add up.
    pub blocks: Vec<BlockCheck>,
    /// Evidence per column, in the same order.
    pub profiles: Vec<Profile>,
}

/// Proposes a meaning for each column of a table from the rows given.
#[must_use]
pub fn propose(shape: &TableShape, rows: &[Vec<Reading>]) -> Proposal {
    let profiles: Vec<Profile> = shape
        .columns
        .iter()
        .map(|column| profile(rows, column.index))
        .collect();
    let mut columns: Vec<ColumnUnderstanding> = shape
        .columns
        .iter()
        .zip(&profiles)
        .map(|(raw, profile)| first_guess(raw, profile))
        .collect();
    levels::reconcile(&mut columns);
    one_column_each(&mut columns, &profiles);
    one_population_in_a_row(&mut columns);
    let weak: Vec<usize> = weak_counts(&columns);
    let mut blocks = blocks::find(&mut columns, &profiles, rows, &weak);
    if total_by_values(&mut columns, &profiles, rows) {
        let weak = weak_counts(&columns);
        blocks.extend(blocks::find(&mut columns, &profiles, rows, &weak));
    }
    leftovers(&mut columns, &profiles);
    Proposal {
        columns,
        blocks,
        profiles,
    }
}

fn weak_counts(columns: &[ColumnUnderstanding]) -> Vec<usize> {
    let weak =
        |c: &ColumnUnderstanding| matches!(c.meaning, Meaning::Count(..)) && c.confidence < WEAK;
    columns
        .iter()
        .enumerate()
        .filter(|(_, c)| weak(c))
        .map(|(at, _)| at)
        .collect()
}

/// The profile of a column over some rows.
#[must_use]
pub fn profile(rows: &[Vec<Reading>], index: usize) -> Profile {
    let mut profile = Profile::default();
    for row in rows {
        profile.add(row.get(index).unwrap_or(&Reading::Blank));
    }
    profile
}

fn first_guess(raw: &super::shape::RawColumn, profile: &Profile) -> ColumnUnderstanding {
    let mut column = ColumnUnderstanding {
        index: raw.index,
        letter: raw.letter.clone(),
        header: one_line(&raw.header),
        group: raw
            .group
            .as_deref()
            .map(one_line)
            .filter(|group| !group.is_empty()),
        tag: raw.tag.clone(),
        meaning: Meaning::Extra,
        category: None,
        category_code: None,
        unit: None,
        population: None,
        found: Found::Nothing,
        confidence: 0.0,
        note: None,
    };
    if let Some(meaning) = raw.tag.as_deref().and_then(of_tag) {
        let countable = !matches!(meaning, Meaning::Count(..) | Meaning::Block(_))
            || profile.filled == 0
            || profile.numeric() >= 0.5;
        if countable {
            // the date a round reports stands before the day of an interview
            let reported = raw
                .tag
                .as_deref()
                .is_some_and(|tag| tag.contains("reported"));
            column.confidence = if matches!(meaning, Meaning::Date) && !reported {
                0.95
            } else {
                1.0
            };
            column.meaning = meaning;
            column.found = Found::HxlTag;
            return column;
        }
        column.note = Some("its tag says a count, its values are no numbers".to_owned());
    }
    let yes_no = profile.filled > 0 && profile.yes_no * 10 >= profile.filled * 8;
    if yes_no && Facets::of(&raw.header).has("population") {
        column.meaning = Meaning::Presence;
        column.confidence = 0.8;
        column.found = Found::Header;
    } else if let Some(guess) = of_header(&raw.header, profile) {
        column.meaning = guess.meaning;
        column.confidence = guess.confidence;
        column.note = guess.note.or(column.note);
        column.found = Found::Header;
    }
    column
}

/// Of two columns with one meaning the better founded keeps it; a second script becomes the local name.
fn one_column_each(columns: &mut [ColumnUnderstanding], profiles: &[Profile]) {
    let mut holders: HashMap<Meaning, usize> = HashMap::new();
    for at in 0..columns.len() {
        let meaning = columns[at].meaning.clone();
        if matches!(
            meaning,
            Meaning::Extra | Meaning::Ignored | Meaning::Block(_) | Meaning::SourceId
        ) {
            continue;
        }
        if matches!(meaning, Meaning::Count(..)) && columns[at].confidence < WEAK {
            continue; // not taken for a total, so it takes nothing from another
        }
        let Some(holder) = holders.get(&meaning).copied() else {
            holders.insert(meaning, at);
            continue;
        };
        let better = columns[at].confidence > columns[holder].confidence + 1e-9;
        let (stays, goes) = if better { (at, holder) } else { (holder, at) };
        holders.insert(meaning.clone(), stays);
        let local = local_of(&meaning)
            .filter(|local| foreign_script(&profiles[goes]) && !holders.contains_key(local));
        let note = format!("column {} holds {meaning} already", columns[stays].letter);
        let column = &mut columns[goes];
        if let Some(local) = local {
            holders.insert(local.clone(), goes);
            column.meaning = local;
            column.note = Some("a second name in another script".to_owned());
        } else {
            column.meaning = Meaning::Extra;
            column.note = Some(note);
        }
    }
}

fn local_of(meaning: &Meaning) -> Option<Meaning> {
    match meaning {
        Meaning::Admin(level, Part::Name) => Some(Meaning::Admin(*level, Part::Local)),
        Meaning::Place(Part::Name) => Some(Meaning::Place(Part::Local)),
        _ => None,
    }
}

fn foreign_script(profile: &Profile) -> bool {
    let foreign = profile
        .samples
        .iter()
        .filter(|text| text.chars().any(|c| u32::from(c) > 0x24f))
        .count();
    foreign * 2 > profile.samples.len()
}

/// "IDPs" and "Households" of one row are the same people; a total over several populations is none of them.
fn one_population_in_a_row(columns: &mut [ColumnUnderstanding]) {
    let mut named: Vec<String> = Vec::new();
    for column in columns.iter().filter(|c| c.confidence >= WEAK) {
        if let Meaning::Count(Some(population), _, Of::All) = &column.meaning
            && !named.contains(population)
        {
            named.push(population.clone());
        }
    }
    // the group above may name the population of a bare "Individuals"
    for column in columns.iter_mut() {
        if let Meaning::Count(population @ None, ..) = &mut column.meaning
            && let Some(of_group) = column
                .group
                .as_deref()
                .and_then(|group| Facets::of(group).value("population"))
        {
            *population = Some(of_group.to_owned());
            if !named.iter().any(|known| known == of_group) {
                named.push(of_group.to_owned());
            }
        }
    }
    for column in columns.iter_mut() {
        let Meaning::Count(population @ None, _, _) = &mut column.meaning else {
            continue;
        };
        match named.as_slice() {
            [only] => *population = Some(only.clone()),
            [] => {}
            _ => {
                column.meaning = Meaning::Extra;
                column.note =
                    Some("a total over several populations: not added to any of them".to_owned());
            }
        }
    }
    let mut seen: HashMap<Meaning, String> = HashMap::new();
    for column in columns.iter_mut().filter(|c| c.confidence >= WEAK) {
        if matches!(column.meaning, Meaning::Count(..)) {
            if let Some(letter) = seen.get(&column.meaning) {
                column.note = Some(format!("column {letter} holds {} already", column.meaning));
                column.meaning = Meaning::Extra;
            } else {
                seen.insert(column.meaning.clone(), column.letter.clone());
            }
        }
    }
}

/// When no header names a total, the figures may: a column that others add up to, or the only one.
fn total_by_values(
    columns: &mut [ColumnUnderstanding],
    profiles: &[Profile],
    rows: &[Vec<Reading>],
) -> bool {
    let total = |c: &ColumnUnderstanding| {
        matches!(c.meaning, Meaning::Count(_, _, Of::All)) && c.confidence >= WEAK
    };
    if columns.iter().any(total) {
        return false;
    }
    let free = |at: usize, columns: &[ColumnUnderstanding]| {
        let c = &columns[at];
        let open = matches!(c.meaning, Meaning::Extra)
            || (matches!(c.meaning, Meaning::Count(..)) && c.confidence < WEAK);
        let field = Facets::of(&c.header);
        open && profiles[at].can_count()
            && profiles[at].negative == 0
            && !profiles[at].fractions()
            && !field.has("share")
            && !field.has("code")
    };
    let candidates: Vec<usize> = (0..columns.len()).filter(|at| free(*at, columns)).collect();
    let weak = candidates
        .iter()
        .copied()
        .filter(|at| matches!(columns[*at].meaning, Meaning::Count(..)))
        .max_by(|a, b| columns[*a].confidence.total_cmp(&columns[*b].confidence));
    let by_sum = blocks::total_of_a_run(columns, &candidates, rows);
    let demography = columns.iter().any(|c| {
        matches!(c.meaning, Meaning::Block(_) | Meaning::Count(..)) && c.confidence >= WEAK
    });
    let chosen = by_sum.or(weak).or(if candidates.len() == 1 && !demography {
        candidates.first().copied()
    } else {
        None
    });
    let Some(at) = chosen else { return false };
    let facets = Facets::of(&columns[at].header);
    let unit = if facets.is("unit", "households") {
        Unit::Households
    } else {
        Unit::Individuals
    };
    columns[at].meaning =
        Meaning::Count(facets.value("population").map(str::to_owned), unit, Of::All);
    columns[at].found = Found::Values;
    columns[at].confidence = 0.5;
    columns[at].note = Some(
        if by_sum.is_some() {
            "other columns add up to it"
        } else {
            "the only column of figures left"
        }
        .to_owned(),
    );
    true
}

/// What is left: kept beside the record, or left out when it is empty.
fn leftovers(columns: &mut [ColumnUnderstanding], profiles: &[Profile]) {
    for (column, profile) in columns.iter_mut().zip(profiles) {
        if matches!(column.meaning, Meaning::Count(..)) && column.confidence < WEAK {
            column.meaning = Meaning::Extra;
            column.note = Some("a figure whose header names no total".to_owned());
        }
        if matches!(column.meaning, Meaning::Extra) {
            if profile.filled == 0 {
                column.meaning = Meaning::Ignored;
                column.note = Some("no values".to_owned());
            }
            column.confidence = 0.0;
            column.found = Found::Nothing;
        }
    }
}
