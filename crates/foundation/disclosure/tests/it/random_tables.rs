//! A reader with all published cells and all sums cannot compute a suppressed one.

use disclosure::{Group, SmallNumbers, suppress_hierarchy};
use proptest::prelude::*;

/// Rank of a matrix in floating point: another way than the crate's own arithmetic.
fn rank(mut rows: Vec<Vec<f64>>) -> usize {
    let columns = rows.first().map_or(0, Vec::len);
    let mut done = 0;
    for column in 0..columns {
        let strongest = (done..rows.len())
            .max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()));
        let Some(pivot) = strongest.filter(|row| rows[*row][column].abs() > 1e-9) else {
            continue;
        };
        rows.swap(done, pivot);
        let pivot_row = rows[done].clone();
        for row in rows.iter_mut().skip(done + 1) {
            let factor = row[column] / pivot_row[column];
            for (cell, own) in row.iter_mut().zip(&pivot_row) {
                *cell -= factor * own;
            }
        }
        done += 1;
    }
    done
}

/// Whether the sums and the shown cells determine this hidden cell.
pub(crate) fn follows(cell: usize, hidden: &[bool], groups: &[Group]) -> bool {
    let mut rows: Vec<Vec<f64>> = groups
        .iter()
        .filter_map(|group| {
            let mut row = vec![0.0; hidden.len()];
            for member in &group.members {
                row[*member] += 1.0;
            }
            row[group.total?] -= 1.0;
            for (coefficient, is_hidden) in row.iter_mut().zip(hidden) {
                *coefficient *= f64::from(u8::from(*is_hidden));
            }
            Some(row)
        })
        .collect();
    let before = rank(rows.clone());
    let mut alone = vec![0.0; hidden.len()];
    alone[cell] = 1.0;
    rows.push(alone);
    rank(rows) == before
}

fn check(values: &[f64], groups: &[Group]) -> Result<(), TestCaseError> {
    let rule = SmallNumbers::default();
    let known: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
    let hidden = suppress_hierarchy(&known, groups, &rule);
    prop_assert_eq!(&hidden, &suppress_hierarchy(&known, groups, &rule));
    for (cell, value) in values.iter().enumerate() {
        prop_assert!(
            hidden[cell] || !rule.is_small(*value),
            "a small cell is shown"
        );
        if hidden[cell] {
            prop_assert!(
                !follows(cell, &hidden, groups),
                "cell {} follows from the shown ones",
                cell
            );
        }
    }
    for group in groups {
        let parts = || group.members.iter().filter(|member| hidden[**member]);
        let together: f64 = parts().map(|member| values[*member]).sum();
        let total_shown = group.total.is_some_and(|total| !hidden[total]);
        prop_assert!(!total_shown || parts().count() == 0 || together >= rule.threshold);
    }
    Ok(())
}

fn count() -> impl Strategy<Value = u32> {
    prop_oneof![3 => Just(0u32), 4 => 1u32..12, 5 => 12u32..500]
}

/// Rows × columns with row, column and grand totals; rows are districts in provinces with their own totals.
fn table(rows: usize, columns: usize, counts: &[u32], provinces: usize) -> (Vec<f64>, Vec<Group>) {
    let width = columns + 1;
    let lines = rows + provinces + 1;
    let at = |line: usize, column: usize| line * width + column;
    let mut groups = Vec::new();
    for column in 0..width {
        for province in 0..provinces {
            let members = (province..rows)
                .step_by(provinces)
                .map(|row| at(row, column))
                .collect();
            groups.push(Group {
                total: Some(at(rows + province, column)),
                members,
            });
        }
        let members = (0..provinces)
            .map(|province| at(rows + province, column))
            .collect();
        groups.push(Group {
            total: Some(at(lines - 1, column)),
            members,
        });
    }
    for line in 0..lines {
        let members = (0..columns).map(|column| at(line, column)).collect();
        groups.push(Group {
            total: Some(at(line, columns)),
            members,
        });
    }
    let mut values = vec![0.0; lines * width];
    for row in 0..rows {
        for column in 0..columns {
            let value = f64::from(counts[row * columns + column]);
            for line in [row, rows + row % provinces, lines - 1] {
                values[at(line, column)] += value;
                values[at(line, columns)] += value;
            }
        }
    }
    (values, groups)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_suppressed_cell_of_a_table_with_a_hierarchy_is_recoverable(
        rows in 1usize..7, columns in 1usize..5, provinces in 1usize..4,
        counts in proptest::collection::vec(count(), 30),
    ) {
        let (values, groups) = table(rows, columns, &counts, provinces.min(rows));
        check(&values, &groups)?;
    }

    #[test]
    fn overlapping_sums_reveal_nothing(
        counts in proptest::collection::vec(count(), 8),
        picks in proptest::collection::vec(proptest::bits::u8::ANY, 1..5),
    ) {
        // Any subsets of eight cells, each with its published sum.
        let mut values: Vec<f64> = counts.iter().copied().map(f64::from).collect();
        let mut groups = Vec::new();
        for pick in picks {
            let members: Vec<usize> = (0..8).filter(|bit| pick >> bit & 1 == 1).collect();
            if !members.is_empty() {
                values.push(members.iter().map(|member| values[*member]).sum());
                groups.push(Group { total: Some(values.len() - 1), members });
            }
        }
        check(&values, &groups)?;
    }
}

#[test]
fn a_large_table_is_done_in_moments() {
    // 250 districts in 20 provinces by 12 columns: 3,523 cells, 577 sums.
    let counts: Vec<u32> = (0u32..3000)
        .map(|n| n.wrapping_mul(2_654_435_761) >> 16)
        .map(|n| n % 90)
        .collect();
    let (values, groups) = table(250, 12, &counts, 20);
    let known: Vec<Option<f64>> = values.into_iter().map(Some).collect();
    let started = std::time::Instant::now();
    let hidden = suppress_hierarchy(&known, &groups, &SmallNumbers::default());
    assert!(hidden.iter().filter(|hide| **hide).count() > 300);
    println!(
        "{} of {} hidden in {:?}",
        hidden.iter().filter(|h| **h).count(),
        hidden.len(),
        started.elapsed()
    );
    assert!(
        started.elapsed().as_secs() < 20,
        "took {:?}",
        started.elapsed()
    );
}
