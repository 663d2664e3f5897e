//! Blocks: neighbouring columns that split a total (origin, shelter, period, nationality …).
//!
//! A block is known by the group above it, by a shared beginning of its headers, by its categories, or
//! only by the fact that its figures add up to a total. Its unit is what it adds up to.

use super::categories::{category_code, dimension_of_categories};
use super::meaning::{Meaning, Of, Unit};
use super::profile::Profile;
use super::reading::Reading;
use super::understanding::{BlockCheck, ColumnUnderstanding, Found};
use super::vocabulary::{Facets, ratio};
use super::words::{plain, slug, words};

/// Share of rows that must add up before figures alone make a block.
const ADDS_UP: f64 = 0.95;

struct Total {
    at: usize,
    population: Option<String>,
    unit: Unit,
}

struct Fit {
    population: Option<String>,
    unit: Unit,
    rows: usize,
    off: usize,
}

/// Finds the blocks of a table, marks their columns, and says how they add up on the rows given.
pub fn find(
    columns: &mut [ColumnUnderstanding],
    profiles: &[Profile],
    rows: &[Vec<Reading>],
    weak: &[usize],
) -> Vec<BlockCheck> {
    let totals = totals(columns);
    if totals.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for run in runs(columns, profiles, weak) {
        for (part, group) in split_by_prefix(columns, &run) {
            found.extend(block(columns, rows, &totals, &part, group.as_deref()));
        }
    }
    found
}

fn totals(columns: &[ColumnUnderstanding]) -> Vec<Total> {
    let mut totals = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if let Meaning::Count(population, unit, Of::All) = &column.meaning
            && column.confidence >= 0.5
        {
            totals.push(Total {
                at,
                population: population.clone(),
                unit: *unit,
            });
        }
    }
    totals
}

/// Neighbouring open columns of figures under one group.
fn runs(columns: &[ColumnUnderstanding], profiles: &[Profile], weak: &[usize]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    for at in 0..columns.len() {
        let column = &columns[at];
        let open = match &column.meaning {
            Meaning::Extra => column.note.is_none() || column.group.is_some(),
            Meaning::Block(_) => column.category.is_none(),
            Meaning::Count(_, _, of) => {
                weak.contains(&at) || (*of != Of::All && in_dimension_group(column))
            }
            _ => false,
        };
        let numeric = profiles[at].can_count()
            || (profiles[at].filled == 0 && column.group.is_some() && !column.header.is_empty());
        let fits = open
            && numeric
            && profiles[at].negative * 20 <= profiles[at].filled
            && !profiles[at].fractions();
        let same_group = run
            .last()
            .is_none_or(|last| columns[*last].group == column.group && last + 1 == at);
        if fits && same_group {
            run.push(at);
        } else {
            push(&mut runs, &mut run);
            if fits {
                run.push(at);
            }
        }
    }
    push(&mut runs, &mut run);
    runs
}

fn in_dimension_group(column: &ColumnUnderstanding) -> bool {
    column
        .group
        .as_deref()
        .is_some_and(|group| Facets::of(group).has("dimension"))
}

fn push(runs: &mut Vec<Vec<usize>>, run: &mut Vec<usize>) {
    if !run.is_empty() {
        runs.push(std::mem::take(run));
    }
}

/// Splits a run without a group where its headers share a beginning that names a dimension ("Shelter: Camp").
fn split_by_prefix(
    columns: &[ColumnUnderstanding],
    run: &[usize],
) -> Vec<(Vec<usize>, Option<String>)> {
    if columns[run[0]].group.is_some() {
        return vec![(run.to_vec(), columns[run[0]].group.clone())];
    }
    let mut parts: Vec<(Vec<usize>, Option<String>)> = Vec::new();
    for at in run.iter().copied() {
        let prefix = prefix(&columns[at].header);
        match parts.last_mut() {
            Some((part, known)) if *known == prefix => part.push(at),
            _ => parts.push((vec![at], prefix)),
        }
    }
    // a lone column's beginning is no group
    let mut merged: Vec<(Vec<usize>, Option<String>)> = Vec::new();
    for (part, prefix) in parts {
        let prefix = prefix.filter(|_| part.len() > 1);
        match merged.last_mut() {
            Some((last, known)) if *known == prefix => last.extend(part),
            _ => merged.push((part, prefix)),
        }
    }
    merged
}

/// The beginning of a header before a colon, dash, slash, underscore or bracket, when it names a dimension.
fn prefix(header: &str) -> Option<String> {
    let (head, _) = split_header(header)?;
    let facets = Facets::of(head);
    (facets.has("dimension")
        || facets.has("origin")
        || facets.has("sex") && facets.covered_by(&["sex", "population", "unit"]) > 0.99)
        .then(|| plain(head))
}

fn split_header(header: &str) -> Option<(&str, &str)> {
    for separator in [":", " - ", " – ", " — ", "/", "_", "|", "-"] {
        if let Some((head, rest)) = header.split_once(separator)
            && !head.trim().is_empty()
            && !rest.trim().is_empty()
        {
            return Some((head.trim(), rest.trim()));
        }
    }
    None
}

/// Marks one run as a block, or several where its figures add up to the total more than once.
fn block(
    columns: &mut [ColumnUnderstanding],
    rows: &[Vec<Reading>],
    totals: &[Total],
    run: &[usize],
    group: Option<&str>,
) -> Vec<BlockCheck> {
    let headers: Vec<String> = run.iter().map(|at| columns[*at].header.clone()).collect();
    let of_group = group.map(Facets::of);
    let said = of_group.as_ref().and_then(|facets| {
        facets
            .value("dimension")
            .or_else(|| facets.has("origin").then_some("origin"))
    });
    let said_unit = of_group
        .as_ref()
        .and_then(|facets| facets.value("unit"))
        .map(|unit| {
            if unit == "households" {
                Unit::Households
            } else {
                Unit::Individuals
            }
        });
    if let Some(dimension) = said {
        let Some(fit) = best_fit(columns, rows, totals, run, said_unit) else {
            return Vec::new();
        };
        if fit.rows > 0 && fit.off * 2 > fit.rows && said_unit.is_none() {
            note(
                columns,
                run,
                "its categories do not add up to any total; kept beside the record",
            );
            return Vec::new();
        }
        return vec![mark(columns, run, dimension, group, &fit, Found::Group)];
    }
    let sexes: Vec<usize> = run
        .iter()
        .copied()
        .filter(|at| matches!(columns[*at].meaning, Meaning::Block(_)))
        .collect();
    if sexes.len() > 1 && sexes.len() == run.len() {
        let Some(fit) = best_fit(columns, rows, totals, run, None) else {
            return Vec::new();
        };
        let found = if columns[run[0]].found == Found::HxlTag {
            Found::HxlTag
        } else {
            Found::Header
        };
        return vec![mark(columns, run, "demography", group, &fit, found)];
    }
    if run.len() < 2 {
        return Vec::new();
    }
    // no word for it: figures that add up to a total are a block all the same
    let mut checks = Vec::new();
    let mut start = 0;
    while start + 1 < run.len() {
        let Some(end) =
            adds_up_until(columns, rows, totals, &run[start..]).map(|length| start + length)
        else {
            start += 1;
            continue;
        };
        let part = &run[start..end];
        let texts: Vec<&str> = headers[start..end].iter().map(String::as_str).collect();
        let dimension = dimension_of_categories(&texts)
            .map(str::to_owned)
            .or_else(|| group.map(|text| slug(text).replace('-', "_")));
        let dimension = dimension
            .unwrap_or_else(|| format!("block_{}", columns[part[0]].letter.to_lowercase()));
        let dimension: String = dimension.chars().take(40).collect();
        if let Some(fit) = best_fit(columns, rows, totals, part, None) {
            checks.push(mark(columns, part, &dimension, group, &fit, Found::Values));
        }
        start = end;
    }
    checks
}

/// How many of the leading columns add up to one of the totals, with following columns that are all zero.
fn adds_up_until(
    columns: &[ColumnUnderstanding],
    rows: &[Vec<Reading>],
    totals: &[Total],
    run: &[usize],
) -> Option<usize> {
    let mut best: Option<usize> = None;
    for length in 2..=run.len() {
        let fits = best_fit(columns, rows, totals, &run[..length], None)
            .is_some_and(|fit| fit.rows >= 3 && 1.0 - ratio(fit.off, fit.rows) >= ADDS_UP);
        if fits {
            let same = best.is_none()
                || dimension_of_categories(&[&columns[run[length - 1]].header]).is_none_or(
                    |next| {
                        dimension_of_categories(&[&columns[run[0]].header])
                            .is_none_or(|first| first == next)
                    },
                );
            if same {
                best = Some(length);
            }
        } else if best.is_some() {
            break;
        }
    }
    best
}

/// The total that a run of columns adds up to best; the unit that its group names has the first word.
fn best_fit(
    columns: &[ColumnUnderstanding],
    rows: &[Vec<Reading>],
    totals: &[Total],
    run: &[usize],
    said: Option<Unit>,
) -> Option<Fit> {
    let mut best: Option<Fit> = None;
    for total in totals {
        let (mut compared, mut off) = (0, 0);
        for row in rows {
            let Some(whole) = row.get(columns[total.at].index).and_then(Reading::number) else {
                continue;
            };
            let sum: f64 = run
                .iter()
                .filter_map(|at| row.get(columns[*at].index).and_then(Reading::number))
                .sum();
            if whole.abs() < 0.5 && sum.abs() < 0.5 {
                continue;
            }
            compared += 1;
            off += usize::from((whole - sum).abs() > 0.5);
        }
        let fit = Fit {
            population: total.population.clone(),
            unit: total.unit,
            rows: compared,
            off,
        };
        let share = |fit: &Fit| {
            let bonus = if said == Some(fit.unit) { 0.3 } else { 0.0 };
            if fit.rows == 0 {
                bonus
            } else {
                1.0 - ratio(fit.off, fit.rows) + bonus
            }
        };
        if best.as_ref().is_none_or(|known| share(&fit) > share(known)) {
            best = Some(fit);
        }
    }
    best
}

fn mark(
    columns: &mut [ColumnUnderstanding],
    run: &[usize],
    dimension: &str,
    group: Option<&str>,
    fit: &Fit,
    found: Found,
) -> BlockCheck {
    let adds_up = if fit.rows == 0 {
        0.5
    } else {
        1.0 - ratio(fit.off, fit.rows)
    };
    for at in run {
        let column = &mut columns[*at];
        let category = category(&column.header, group);
        let (code, remark) = category_code(dimension, &category, column.tag.as_deref());
        column.category_code = code;
        column.category = Some(category);
        column.meaning = Meaning::Block(dimension.to_owned());
        column.unit = Some(fit.unit);
        column.population.clone_from(&fit.population);
        column.found = found;
        column.confidence = 0.5 + adds_up * 0.45;
        column.note = remark;
    }
    BlockCheck {
        dimension: dimension.to_owned(),
        group: group.map(str::to_owned),
        unit: fit.unit,
        rows: fit.rows,
        off: fit.off,
    }
}

/// A header without the beginning that its whole block shares.
fn category(header: &str, group: Option<&str>) -> String {
    if let (Some(group), Some((head, rest))) = (group, split_header(header))
        && plain(head) == plain(group)
    {
        return rest.to_owned();
    }
    header.to_owned()
}

fn note(columns: &mut [ColumnUnderstanding], run: &[usize], text: &str) {
    for at in run {
        columns[*at].meaning = Meaning::Extra;
        columns[*at].note = Some(text.to_owned());
    }
}

/// A candidate to which at least two of its neighbours add up: a total without a header that says so.
#[must_use]
pub fn total_of_a_run(
    columns: &[ColumnUnderstanding],
    candidates: &[usize],
    rows: &[Vec<Reading>],
) -> Option<usize> {
    if candidates.len() > 60 {
        return None;
    }
    for at in candidates.iter().copied() {
        let total = [Total {
            at,
            population: None,
            unit: Unit::Individuals,
        }];
        let others: Vec<usize> = candidates
            .iter()
            .copied()
            .filter(|other| *other != at)
            .collect();
        for neighbours in [
            others
                .iter()
                .copied()
                .filter(|o| *o > at)
                .collect::<Vec<_>>(),
            others.iter().copied().filter(|o| *o < at).collect(),
        ] {
            if neighbours.len() >= 2
                && adds_up_until(columns, rows, &total, &neighbours).is_some()
                && !words(&columns[at].header).is_empty()
            {
                return Some(at);
            }
        }
    }
    None
}
