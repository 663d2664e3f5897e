//! Two releases of the same people: what the first hides, the second with the first beside it does not give away.

use disclosure::{Group, SmallNumbers, suppress_hierarchy, suppress_within};
use proptest::prelude::*;

use crate::random_tables::follows;

/// A table of rows by columns with all totals, and the sums that hold in it. The last line and the last column are totals.
fn with_totals(rows: &[Vec<u32>]) -> (Vec<f64>, Vec<Group>) {
    let columns = rows[0].len();
    let (width, lines) = (columns + 1, rows.len() + 1);
    let mut values = vec![0.0; width * lines];
    for (row, counts) in rows.iter().enumerate() {
        for (column, &count) in counts.iter().enumerate() {
            for line in [row, rows.len()] {
                values[line * width + column] += f64::from(count);
                values[line * width + columns] += f64::from(count);
            }
        }
    }
    let mut groups: Vec<Group> = (0..lines)
        .map(|line| Group {
            total: Some(line * width + columns),
            members: (0..columns).map(|column| line * width + column).collect(),
        })
        .collect();
    groups.extend((0..width).map(|column| Group {
        total: Some(rows.len() * width + column),
        members: (0..rows.len()).map(|line| line * width + column).collect(),
    }));
    (values, groups)
}

/// The people of each row once more, by another split in two, below the same totals of rows.
fn split_again(rows: &[Vec<u32>], shares: &[u32]) -> Vec<Vec<u32>> {
    rows.iter()
        .zip(shares)
        .map(|(row, share)| {
            let all: u32 = row.iter().sum();
            let one = all * share / 100;
            vec![one, all - one]
        })
        .collect()
}

proptest! {
    #[test]
    fn a_second_breakdown_of_the_same_rows_gives_nothing_away(
        rows in (2_usize..4).prop_flat_map(|columns| proptest::collection::vec(
            proptest::collection::vec(prop_oneof![2 => Just(0_u32), 4 => 1_u32..12, 5 => 12_u32..300], columns), 2..5)),
        shares in proptest::collection::vec(0_u32..100, 5),
    ) {
        let rule = SmallNumbers::default();
        let (mut values, mut groups) = with_totals(&rows);
        let known: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        let first = suppress_hierarchy(&known, &groups, &rule);
        // The second table stands behind the first; its totals of rows are the first's own cells.
        let (again, sums) = with_totals(&split_again(&rows, &shares));
        let (shift, width, total) = (values.len(), rows[0].len() + 1, rows[0].len());
        let place = |cell: usize| if cell % 3 == 2 { cell / 3 * width + total } else { shift + cell };
        values.extend(&again);
        groups.extend(sums.into_iter().map(|group| Group {
            total: group.total.map(place),
            members: group.members.into_iter().map(place).collect(),
        }));
        let known: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        let mut decided: Vec<Option<bool>> = first.iter().copied().map(Some).collect();
        decided.resize(values.len(), None);
        // The places that the shared totals have left behind are nobody's.
        for line in 0..=rows.len() {
            decided[shift + 3 * line + 2] = Some(true);
        }
        let hidden = suppress_within(&known, &groups, &rule, &decided);
        for cell in 0..shift {
            prop_assert_eq!(hidden[cell], first[cell], "what was published stands");
            if first[cell] {
                prop_assert!(!follows(cell, &hidden, &groups), "cell {} of the first follows from both", cell);
            }
        }
        for cell in (shift..values.len()).filter(|cell| (cell - shift) % 3 != 2) {
            if rule.is_small(values[cell]) {
                prop_assert!(hidden[cell], "a small cell is shown");
                prop_assert!(!follows(cell, &hidden, &groups), "cell {} of the second follows from both", cell);
            }
        }
    }
}
