//! Suppression of small counts in a table with sums.

use std::collections::BTreeSet;

use crate::recoverable;

/// One count of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountCell {
    /// The count; none where it is not known.
    pub value: Option<f64>,
    /// Whether it must not be shown.
    pub suppressed: bool,
}

/// Cells that add up: the members are the parts, the total (where the table shows one) is their sum. A cell may
/// be a part here and a total there, as a province is between country and district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Index of the cell that is the sum; none when no sum is published anywhere.
    pub total: Option<usize>,
    /// Indexes of the parts.
    pub members: Vec<usize>,
}

/// What to do with a count of nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zeros {
    /// A zero says that nobody is there, and is shown.
    Show,
    /// A zero is suppressed like any small number.
    Suppress,
}

/// The rule for small numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SmallNumbers {
    /// Counts below this are suppressed, and no sum of hidden counts below this can be computed from one line.
    pub threshold: f64,
    /// What to do with zeros.
    pub zeros: Zeros,
}

impl Default for SmallNumbers {
    /// Counts below 10 are suppressed, zeros shown.
    fn default() -> Self {
        Self {
            threshold: 10.0,
            zeros: Zeros::Show,
        }
    }
}

impl SmallNumbers {
    /// Whether this count by itself must not be shown.
    pub fn is_small(&self, count: f64) -> bool {
        if count.abs() > 0.0 {
            count.abs() < self.threshold
        } else {
            self.zeros == Zeros::Suppress
        }
    }
}

/// Marks the cells of a table that must not be shown; see [`suppress_hierarchy`].
pub fn suppress(cells: &mut [CountCell], groups: &[Group], rule: &SmallNumbers) {
    let values: Vec<Option<f64>> = cells.iter().map(|cell| cell.value).collect();
    let hidden = suppress_hierarchy(&values, groups, rule);
    for (cell, hide) in cells.iter_mut().zip(hidden) {
        cell.suppressed = hide;
    }
}

/// Which cells must not be shown: counts that are small (primary), and the further cells without which a small
/// one, or a small sum of hidden ones, could be computed from rows, columns and totals (complementary).
///
/// Cells without value are never marked, and count as nothing in sums. The answer depends only on the values,
/// the groups and their order. Every index in `groups` must be one of `values`.
pub fn suppress_hierarchy(
    values: &[Option<f64>],
    groups: &[Group],
    rule: &SmallNumbers,
) -> Vec<bool> {
    let sums = real_sums(values, groups, rule);
    let mut table = Table::new(values, &sums, rule, vec![None; values.len()]);
    table.protect(|_| true);
    table.hidden
}

/// As [`suppress_hierarchy`], for a table part of which is published already: a cell that is `decided` stays as it
/// is, hidden (`Some(true)`) or shown (`Some(false)`), and only the others are hidden for the sake of small ones
/// and of those that are decided to be hidden.
///
/// A further cell that follows from the decided ones although it is not small is shown: to hide it would hide
/// nothing.
pub fn suppress_within(
    values: &[Option<f64>],
    groups: &[Group],
    rule: &SmallNumbers,
    decided: &[Option<bool>],
) -> Vec<bool> {
    let sums = real_sums(values, groups, rule);
    let mut table = Table::new(values, &sums, rule, decided.to_vec());
    let secret = table.hidden.clone();
    table.protect(|cell| secret[cell]);
    table.show_what_covers_nothing(&secret);
    table.hidden
}

fn real_sums(values: &[Option<f64>], groups: &[Group], rule: &SmallNumbers) -> Vec<Group> {
    groups
        .iter()
        .filter(|group| really_adds_up(group, values, rule))
        .cloned()
        .collect()
}

/// A published sum tells nothing of its parts when what nobody knows the parts of makes up a difference that is
/// not small itself.
fn really_adds_up(group: &Group, values: &[Option<f64>], rule: &SmallNumbers) -> bool {
    let Some(total) = group.total.and_then(|total| values[total]) else {
        return false;
    };
    let known: f64 = group
        .members
        .iter()
        .filter_map(|member| values[*member])
        .sum();
    (known - total).abs() < rule.threshold
}

/// How many cells are tried to be shown again; in larger tables the others stay hidden, for the sake of time.
const MOST_TRIED: usize = 200;

/// A table while it is being protected.
struct Table<'a> {
    values: &'a [Option<f64>],
    sums: &'a [Group],
    threshold: f64,
    /// Cells that are hidden or shown whatever happens.
    decided: Vec<Option<bool>>,
    hidden: Vec<bool>,
    /// For each cell, the sums in which it is a part or the total.
    sums_of: Vec<Vec<usize>>,
}

impl<'a> Table<'a> {
    fn new(
        values: &'a [Option<f64>],
        sums: &'a [Group],
        rule: &SmallNumbers,
        decided: Vec<Option<bool>>,
    ) -> Self {
        let mut sums_of = vec![Vec::new(); values.len()];
        for (index, sum) in sums.iter().enumerate() {
            for cell in cells_of(sum) {
                sums_of[cell].push(index);
            }
        }
        let small = |value: &Option<f64>| value.is_some_and(|count| rule.is_small(count));
        let hidden = values
            .iter()
            .zip(&decided)
            .map(|(value, decided)| decided.unwrap_or_else(|| small(value)))
            .collect();
        Self {
            values,
            sums,
            threshold: rule.threshold,
            decided,
            hidden,
            sums_of,
        }
    }

    /// Hides cells until none of those that are to stay secret follows from what is shown, or none is left to hide.
    fn protect(&mut self, secret: impl Fn(usize) -> bool) {
        loop {
            self.protect_each_sum();
            // Cells that follow only from several sums together; each pass hides at least one more cell.
            let exposed = recoverable(&self.hidden, self.sums);
            let hid_more = exposed
                .iter()
                .filter(|cell| secret(**cell))
                .filter(|cell| self.hide_beside(**cell))
                .count()
                > 0;
            if !hid_more {
                return;
            }
        }
    }

    /// Hides cells until no single sum gives away a hidden cell or a small sum of hidden cells.
    fn protect_each_sum(&mut self) {
        let mut waiting: Vec<usize> = (0..self.sums.len()).rev().collect();
        while let Some(sum) = waiting.pop() {
            while self.gives_away(sum) {
                let Some(cell) = self.best_to_hide(&[sum]) else {
                    break; // everything in this sum is hidden already
                };
                self.hidden[cell] = true;
                waiting.extend(self.sums_of[cell].iter().filter(|other| **other != sum));
            }
        }
    }

    /// Shows again what was hidden on the way and is not needed in the end, the largest figure first.
    fn show_what_covers_nothing(&mut self, secret: &[bool]) {
        let mut extra: Vec<usize> = (0..secret.len())
            .filter(|cell| self.hidden[*cell] && !secret[*cell])
            .collect();
        extra.sort_by(|a, b| {
            let size = |cell: &usize| self.values[*cell].unwrap_or_default();
            size(b).total_cmp(&size(a)).then(a.cmp(b))
        });
        for cell in extra.into_iter().take(MOST_TRIED) {
            self.hidden[cell] = false;
            let tells = self.sums_of[cell]
                .iter()
                .any(|sum| self.leaves_little(*sum))
                || recoverable(&self.hidden, self.sums)
                    .into_iter()
                    .any(|cell| secret[cell]);
            self.hidden[cell] = tells;
        }
        for cell in recoverable(&self.hidden, self.sums) {
            self.hidden[cell] = secret[cell];
        }
    }

    /// Whether this sum alone reveals one hidden cell, or how many its few hidden parts are together.
    fn gives_away(&self, sum: usize) -> bool {
        let hidden = cells_of(&self.sums[sum]).filter(|cell| self.hidden[*cell]);
        hidden.count() == 1 || self.leaves_little(sum)
    }

    /// Whether the total is shown and all its hidden parts come to a small number.
    fn leaves_little(&self, sum: usize) -> bool {
        let group = &self.sums[sum];
        let total_is_shown = group.total.is_some_and(|total| !self.hidden[total]);
        let mut parts = group
            .members
            .iter()
            .filter(|member| self.hidden[**member])
            .peekable();
        total_is_shown
            && parts.peek().is_some()
            && parts.filter_map(|member| self.values[*member]).sum::<f64>() < self.threshold
    }

    /// Hides the best further cell in the sums of one that is exposed, or, where all of these are hidden, in the
    /// sums that overlap them; false when none is left.
    fn hide_beside(&mut self, exposed: usize) -> bool {
        let mut near: BTreeSet<usize> = self.sums_of[exposed].iter().copied().collect();
        loop {
            let sums: Vec<usize> = near.iter().copied().collect();
            if let Some(cell) = self.best_to_hide(&sums) {
                self.hidden[cell] = true;
                return true;
            }
            let before = near.len();
            near.extend(
                sums.iter()
                    .flat_map(|sum| cells_of(&self.sums[*sum]))
                    .flat_map(|cell| &self.sums_of[cell]),
            );
            if near.len() == before {
                return false;
            }
        }
    }

    /// The cell of these sums whose loss costs least: one that people are counted in, not a total, one that
    /// opens no further sums, the smallest, the first.
    fn best_to_hide(&self, sums: &[usize]) -> Option<usize> {
        let opens = |cell: usize| {
            self.sums_of[cell]
                .iter()
                .filter(|sum| !cells_of(&self.sums[**sum]).any(|other| self.hidden[other]))
                .count()
        };
        let mut best: Option<(bool, bool, usize, f64, usize)> = None;
        for sum in sums {
            let group = &self.sums[*sum];
            for cell in
                cells_of(group).filter(|cell| !self.hidden[*cell] && self.decided[*cell].is_none())
            {
                let Some(value) = self.values[cell] else {
                    continue;
                };
                let is_total = group.total == Some(cell);
                let cost = (value.abs() <= 0.0, is_total, opens(cell), value.abs(), cell);
                if best.is_none_or(|known| cost < known) {
                    best = Some(cost);
                }
            }
        }
        best.map(|cost| cost.4)
    }
}

fn cells_of(group: &Group) -> impl Iterator<Item = usize> {
    group.members.iter().copied().chain(group.total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(values: &[f64], groups: &[(usize, &[usize])]) -> Vec<usize> {
        let values: Vec<_> = values.iter().copied().map(Some).collect();
        let groups: Vec<_> = groups
            .iter()
            .map(|(total, members)| Group {
                total: Some(*total),
                members: members.to_vec(),
            })
            .collect();
        let marks = suppress_hierarchy(&values, &groups, &SmallNumbers::default());
        (0..marks.len()).filter(|cell| marks[*cell]).collect()
    }

    #[test]
    fn a_small_cell_takes_the_next_smallest_with_it() {
        assert_eq!(
            hidden(&[3.0, 40.0, 60.0, 103.0], &[(3, &[0, 1, 2])]),
            [0, 1]
        );
    }

    #[test]
    fn a_zero_is_shown_and_is_no_cover() {
        assert_eq!(hidden(&[3.0, 0.0, 60.0, 63.0], &[(3, &[0, 1, 2])]), [0, 2]);
    }

    #[test]
    fn two_small_cells_that_are_small_together_need_a_third() {
        assert_eq!(
            hidden(&[3.0, 4.0, 60.0, 70.0, 137.0], &[(4, &[0, 1, 2, 3])]),
            [0, 1, 2]
        );
        assert_eq!(hidden(&[6.0, 7.0, 60.0, 73.0], &[(3, &[0, 1, 2])]), [0, 1]);
    }

    #[test]
    fn a_table_with_margins_is_closed_in_both_directions() {
        // 3 20 | 23
        // 30 40 | 70
        // 33 60 | 93
        let groups: &[(usize, &[usize])] = &[
            (2, &[0, 1]),
            (5, &[3, 4]),
            (8, &[6, 7]),
            (6, &[0, 3]),
            (7, &[1, 4]),
            (8, &[2, 5]),
        ];
        let values = [3.0, 20.0, 23.0, 30.0, 40.0, 70.0, 33.0, 60.0, 93.0];
        assert_eq!(hidden(&values, groups), [0, 1, 3, 4]);
    }

    #[test]
    fn a_district_is_not_recoverable_from_its_province_and_country() {
        // districts 0,1 of province 2; districts 3,4 of province 5; country 6.
        let groups: &[(usize, &[usize])] = &[(2, &[0, 1]), (5, &[3, 4]), (6, &[2, 5])];
        assert_eq!(
            hidden(&[4.0, 50.0, 54.0, 80.0, 90.0, 170.0, 224.0], groups),
            [0, 1]
        );
        // A province with one small district only is small itself: the other province must cover it,
        // and a district of that one must cover the province.
        let values = [4.0, 0.0, 4.0, 80.0, 90.0, 170.0, 174.0];
        assert_eq!(hidden(&values, groups), [0, 2, 3, 5]);
    }

    #[test]
    fn unknown_parts_are_no_cover_but_may_make_a_sum_harmless() {
        let rule = SmallNumbers::default();
        let group = [Group {
            total: Some(3),
            members: vec![0, 1, 2],
        }];
        let of =
            |total| suppress_hierarchy(&[Some(3.0), None, Some(60.0), Some(total)], &group, &rule);
        assert_eq!(of(63.0), [true, false, true, false]);
        assert_eq!(of(99.0), [true, false, false, false]);
    }

    #[test]
    fn what_is_decided_stays_and_the_others_cover() {
        // Two districts and their province by sex: f m t | f m t | f m t.
        let groups: Vec<Group> = [
            (2, vec![0, 1]),
            (5, vec![3, 4]),
            (8, vec![6, 7]),
            (6, vec![0, 3]),
            (7, vec![1, 4]),
            (8, vec![2, 5]),
        ]
        .map(|(total, members)| Group {
            total: Some(total),
            members,
        })
        .into();
        let values = [3.0, 20.0, 23.0, 30.0, 40.0, 70.0, 33.0, 60.0, 93.0].map(Some);
        let mut decided = [None; 9];
        for total in [2, 5, 8] {
            decided[total] = Some(false);
        }
        let within = |decided: &[Option<bool>]| {
            let hidden = suppress_within(&values, &groups, &SmallNumbers::default(), decided);
            (0..9).filter(|cell| hidden[*cell]).collect::<Vec<_>>()
        };
        assert_eq!(within(&decided), [0, 1, 3, 4]);
        // Were one district hidden before, it stays so and cannot be computed.
        decided[2] = Some(true);
        decided[5] = Some(true);
        assert_eq!(within(&decided), [0, 2, 3, 5]);
    }

    #[test]
    fn zeros_may_be_suppressed_too() {
        let rule = SmallNumbers {
            zeros: Zeros::Suppress,
            ..SmallNumbers::default()
        };
        assert_eq!(
            suppress_hierarchy(&[Some(0.0), Some(12.0)], &[], &rule),
            [true, false]
        );
        let mut cells = [CountCell {
            value: Some(5.0),
            suppressed: false,
        }];
        suppress(&mut cells, &[], &rule);
        assert!(cells[0].suppressed);
    }
}
