//! What of an indicator the public may see.

use std::collections::{BTreeMap, BTreeSet};

use access::Scope;
use disclosure::{Group, SmallNumbers, suppress_hierarchy, suppress_within};
use vocab::{AccessClass, PCode, PlaceTree};

use crate::{
    Ask, Audience, Cell, Indicator, MeasureError, Measures, Observation, Observations,
    fine::{self, Lineage},
    frame::LEVELS,
    observe,
};

/// The approved partitions of an open indicator, with the time of their last change.
pub(crate) async fn partitions(
    measures: &Measures,
    indicator: &Indicator,
    ask: &Ask,
) -> Result<Vec<(String, i64)>, MeasureError> {
    let refused = || MeasureError::NotPublished(indicator.id.clone());
    if indicator.class != AccessClass::Open {
        return Err(refused());
    }
    let published = indicator.published.as_ref().ok_or_else(refused)?;
    let mut approved = BTreeSet::new();
    let mut records = measures.registers.scan(&published.register, None)?;
    let register = measures.registers.register(&published.register)?;
    while let Some(record) = records.next().await {
        let record = record?;
        if published.states.contains(&record.state)
            && let Some(key) = register.key.first()
            && let Some(name) = record.data.get(key).and_then(|value| value.as_str())
        {
            approved.insert(name.to_owned());
        }
    }
    let all = measures.registers.partitions(&indicator.register).await?;
    Ok(all
        .into_iter()
        .filter(|(name, _)| approved.contains(name))
        .filter(|(name, _)| ask.partition.as_ref().is_none_or(|wanted| wanted == name))
        .map(|(name, hlc)| (name, hlc.as_i64()))
        .collect())
}

/// Observes at every level at once, so that no published total gives away a suppressed part of it.
pub(crate) async fn observe(
    measures: &Measures,
    indicator: &Indicator,
    ask: &Ask,
    partitions: &[String],
) -> Result<Observations, MeasureError> {
    let tree = measures.places.tree().await?;
    let mut answer = Observations {
        indicator: indicator.id.clone(),
        unit: indicator.unit.clone(),
        rows: Vec::new(),
        notes: Vec::new(),
    };
    for partition in partitions {
        let Protected { cells, notes, .. } = protected(measures, indicator, ask, partition).await?;
        answer.notes.extend(notes);
        answer.rows.extend(
            cells
                .into_iter()
                .filter(|(level, row)| {
                    *level == ask.level
                        && row.by.len() == ask.by.len()
                        && (level.is_none() || row.place.is_some())
                        && is_under(row, ask.under.as_ref(), &tree)
                })
                .map(|(_, row)| row),
        );
    }
    let hidden = answer
        .rows
        .iter()
        .filter(|row| row.value == Cell::Suppressed)
        .count();
    if hidden > 0 {
        answer.notes.push(format!(
            "{hidden} figures below {} or revealing such a figure are not shown",
            indicator.smallest_public
        ));
    }
    answer.notes.sort();
    answer.notes.dedup();
    Ok(answer)
}

/// The figures of one partition with what must not be shown hidden.
pub(crate) struct Protected {
    /// Values with the level of their areas.
    pub(crate) cells: Vec<(Option<u8>, Observation)>,
    /// What is to be said of them.
    pub(crate) notes: Vec<String>,
    /// Which area lies in which, by what the records say.
    pub(crate) lineage: Lineage,
}

/// Every figure of a partition at every level, as a whole and by the dimensions of the ask, with what must not be shown
/// hidden.
pub(crate) async fn protected(
    measures: &Measures,
    indicator: &Indicator,
    ask: &Ask,
    partition: &str,
) -> Result<Protected, MeasureError> {
    let tree = measures.places.tree().await?;
    let mut cells: Vec<(Option<u8>, Observation)> = Vec::new();
    let mut notes = Vec::new();
    let only = [partition.to_owned()];
    let inside = Ask {
        under: None,
        partition: Some(partition.to_owned()),
        audience: Audience::Internal,
        within: Scope::All,
        ..ask.clone()
    };
    for level in std::iter::once(None).chain((0..LEVELS).map(Some)) {
        let mut dims = vec![Vec::new()];
        if !ask.by.is_empty() {
            dims.push(ask.by.clone());
        }
        for by in dims {
            let every = Ask {
                level,
                by,
                ..inside.clone()
            };
            let part = observe::observe(measures, indicator, &every, &only).await?;
            notes.extend(part.notes);
            cells.extend(part.rows.into_iter().map(|row| (level, row)));
        }
    }
    let lineage = fine::lineage(measures, indicator, &inside, partition).await?;
    hide_small(&mut cells, indicator, &tree, &lineage);
    Ok(Protected {
        cells,
        notes,
        lineage,
    })
}

fn is_under(row: &Observation, under: Option<&PCode>, tree: &PlaceTree) -> bool {
    let Some(under) = under else { return true };
    row.place
        .as_deref()
        .and_then(|code| PCode::parse(code).ok())
        .is_some_and(|code| tree.is_within(&code, under))
}

/// The area above another one: by the register of places, else by what the records say.
pub(crate) fn above(level: u8, area: &str, tree: &PlaceTree, lineage: &Lineage) -> Option<String> {
    let by_tree = PCode::parse(area).ok().and_then(|code| {
        let above = tree.ancestor_at(&code, level.checked_sub(1)?)?;
        Some(above.code.to_string())
    });
    by_tree.or_else(|| lineage.get(&(level, area.to_owned())).cloned().flatten())
}

/// Groups every area with its parts, and every total with its disaggregation, and hides what `disclosure` says.
fn hide_small(
    cells: &mut [(Option<u8>, Observation)],
    indicator: &Indicator,
    tree: &PlaceTree,
    lineage: &Lineage,
) {
    type Key = (Option<u8>, Option<String>, BTreeMap<String, String>);
    let key = |(level, row): &(Option<u8>, Observation)| -> Key {
        (*level, row.place.clone(), row.by.clone())
    };
    let index: BTreeMap<Key, usize> = cells
        .iter()
        .enumerate()
        .map(|(at, cell)| (key(cell), at))
        .collect();
    let mut groups: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    let mut by_groups: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (at, (level, row)) in cells.iter().enumerate() {
        // The area above, at the next level up; the country's own total above all.
        let total = match level {
            None => None,
            Some(0) => Some((None, None)),
            Some(level) => {
                let area = row.place.as_deref();
                let parent = area.and_then(|area| above(*level, area, tree, lineage));
                Some((Some(level - 1), parent))
            }
        };
        if let Some((level, place)) = total {
            groups
                .entry((level, place, row.by.clone()))
                .or_default()
                .push(at);
        }
        if !row.by.is_empty() {
            by_groups
                .entry((*level, row.place.clone(), BTreeMap::new()))
                .or_default()
                .push(at);
        }
    }
    let groups: Vec<Group> = groups
        .into_iter()
        .chain(by_groups)
        .map(|(total, members)| Group {
            total: index.get(&total).copied(),
            members,
        })
        .collect();
    let values: Vec<Option<f64>> = cells.iter().map(|(_, row)| row.value.value()).collect();
    let rule = SmallNumbers {
        threshold: indicator.smallest_public,
        ..SmallNumbers::default()
    };
    let hidden = hidden_alike(cells, &values, &groups, &rule);
    for ((_, row), hide) in cells.iter_mut().zip(hidden) {
        if hide {
            row.value = Cell::Suppressed;
            // The number of records would tell as much.
            row.records = 0;
            row.unknown = 0;
        }
    }
}

/// Hides small numbers so that every figure without disaggregation is shown or hidden alike, whatever
/// disaggregation was asked for: else two answers side by side would tell what each of them hides. Where such a
/// figure would have to be hidden for the sake of its parts, more of the parts are hidden instead.
fn hidden_alike(
    cells: &[(Option<u8>, Observation)],
    values: &[Option<f64>],
    groups: &[Group],
    rule: &SmallNumbers,
) -> Vec<bool> {
    let whole = |at: usize| cells[at].1.by.is_empty();
    let wholes: Vec<Group> = groups
        .iter()
        .filter(|group| group.members.iter().copied().all(whole))
        .cloned()
        .collect();
    let whole_values: Vec<Option<f64>> = values
        .iter()
        .enumerate()
        .map(|(at, value)| value.filter(|_| whole(at)))
        .collect();
    let alone = suppress_hierarchy(&whole_values, &wholes, rule);
    let decided: Vec<Option<bool>> = alone
        .into_iter()
        .enumerate()
        .map(|(at, hide)| whole(at).then_some(hide))
        .collect();
    suppress_within(values, groups, rule, &decided)
}
