//! Which hidden cells a reader can compute from the shown ones: exact linear algebra over a prime field.

use std::collections::{BTreeMap, BTreeSet};

use crate::Group;

/// A Mersenne prime; a coincidence modulo it is as unlikely as a fault of the machine.
const PRIME: u64 = (1 << 61) - 1;

/// One equation over hidden cells: cell and coefficient, none of them zero.
type Equation = BTreeMap<usize, u64>;

fn product(left: u64, right: u64) -> u64 {
    let remainder = u128::from(left) * u128::from(right) % u128::from(PRIME);
    u64::try_from(remainder).expect("a remainder by a 61-bit number fits 64 bits")
}

fn difference(left: u64, right: u64) -> u64 {
    (left + PRIME - right) % PRIME
}

/// The inverse by Fermat: the power PRIME - 2.
fn inverse(number: u64) -> u64 {
    let (mut base, mut exponent, mut result) = (number, PRIME - 2, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = product(result, base);
        }
        base = product(base, base);
        exponent >>= 1;
    }
    result
}

fn equation(group: &Group, hidden: &[bool]) -> Option<Equation> {
    let total = group.total?;
    let mut terms = Equation::new();
    let parts = group.members.iter().map(|member| (*member, 1));
    for (cell, coefficient) in parts.chain([(total, PRIME - 1)]) {
        if hidden[cell] {
            let term = terms.entry(cell).or_insert(0);
            *term = (*term + coefficient) % PRIME;
        }
    }
    terms.retain(|_, coefficient| *coefficient != 0);
    (!terms.is_empty()).then_some(terms)
}

/// The hidden cells whose value follows exactly from the shown cells and the sums, in order of index.
///
/// Gauss-Jordan elimination of the equations over hidden cells: a cell is determined when, in the end, some
/// equation has only it. Sparse: the pivot is each time the cell in the fewest equations.
pub fn recoverable(hidden: &[bool], groups: &[Group]) -> Vec<usize> {
    let mut equations: Vec<Equation> = groups
        .iter()
        .filter_map(|group| equation(group, hidden))
        .collect();
    let mut used_in: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (index, terms) in equations.iter().enumerate() {
        for cell in terms.keys() {
            used_in.entry(*cell).or_default().insert(index);
        }
    }
    let mut order: Vec<usize> = (0..equations.len()).collect();
    order.sort_by_key(|index| equations[*index].len());
    for index in order {
        let pivot = equations[index]
            .keys()
            .copied()
            .min_by_key(|cell| used_in[cell].len());
        let Some(pivot) = pivot else {
            continue; // it followed from the equations before
        };
        let own = equations[index].clone();
        let scale = inverse(own[&pivot]);
        let others: Vec<usize> = used_in[&pivot]
            .iter()
            .copied()
            .filter(|o| *o != index)
            .collect();
        for other in others {
            let factor = product(equations[other][&pivot], scale);
            subtract(&mut equations[other], &own, factor, other, &mut used_in);
        }
    }
    let mut determined: Vec<usize> = equations
        .iter()
        .filter(|terms| terms.len() == 1)
        .filter_map(|terms| terms.keys().next().copied())
        .collect();
    determined.sort_unstable();
    determined.dedup();
    determined
}

/// Takes `factor` times `own` from `other`, keeping the register of who uses which cell.
fn subtract(
    other: &mut Equation,
    own: &Equation,
    factor: u64,
    other_index: usize,
    used_in: &mut BTreeMap<usize, BTreeSet<usize>>,
) {
    for (cell, coefficient) in own {
        let before = other.get(cell).copied().unwrap_or(0);
        let after = difference(before, product(factor, *coefficient));
        let users = used_in.entry(*cell).or_default();
        if after == 0 {
            other.remove(cell);
            users.remove(&other_index);
        } else {
            other.insert(*cell, after);
            users.insert(other_index);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(total: usize, members: &[usize]) -> Group {
        Group {
            total: Some(total),
            members: members.to_vec(),
        }
    }

    #[test]
    fn one_hidden_part_of_a_shown_sum_is_recoverable() {
        assert_eq!(
            recoverable(&[true, false, false], &[group(2, &[0, 1])]),
            [0]
        );
        assert!(recoverable(&[true, true, false], &[group(2, &[0, 1])]).is_empty());
    }

    #[test]
    fn a_cell_hidden_in_its_row_is_recoverable_through_two_columns() {
        // Cells a b / c d with all margins shown; a, b and c hidden: d gives b, b gives a.
        let groups = [
            group(4, &[0, 1]),
            group(5, &[2, 3]),
            group(6, &[0, 2]),
            group(7, &[1, 3]),
        ];
        let mut hidden = [false; 8];
        hidden[..3].fill(true);
        assert_eq!(recoverable(&hidden, &groups), [0, 1, 2]);
        hidden[3] = true;
        assert!(recoverable(&hidden, &groups).is_empty());
    }

    #[test]
    fn a_difference_of_overlapping_sums_is_seen() {
        // x + y + z and x + y are both shown: z follows, though no sum has one hidden part only.
        let groups = [group(3, &[0, 1, 2]), group(4, &[0, 1])];
        assert_eq!(recoverable(&[true, true, true, false, false], &groups), [2]);
    }
}
