//! From where to where: passages by what people told of their departure and destination.

use std::collections::BTreeMap;

use super::watch::{Direction, Watch};

/// Departure and destination, each none where it was not told.
pub type Pair = (Option<String>, Option<String>);

/// Passages by departure and destination, in one direction or in all. One person may stand here once for each point
/// passed: the table is of one point, or of points that nobody passes both of.
#[must_use]
pub fn origin_destination<'a>(
    watches: impl IntoIterator<Item = &'a Watch>,
    direction: Option<Direction>,
) -> BTreeMap<Pair, u64> {
    let mut found = BTreeMap::new();
    for party in watches.into_iter().flat_map(|watch| &watch.parties) {
        if direction.is_none_or(|wanted| wanted == party.direction) {
            let pair = (party.origin.clone(), party.destination.clone());
            *found.entry(pair).or_default() += u64::from(party.size);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::watch::Party;
    use super::*;

    #[test]
    fn what_was_not_told_is_a_row_of_its_own() {
        let party = |size, direction, to: Option<&str>| Party {
            size,
            direction,
            origin: Some("XMR".to_owned()),
            previous: None,
            destination: to.map(str::to_owned),
        };
        let watch = Watch {
            point: "F1".to_owned(),
            day: jiff::civil::date(2026, 3, 1),
            from_hour: 6,
            hours: 6.0,
            parties: vec![
                party(3, Direction::Onward, Some("XLD")),
                party(4, Direction::Onward, None),
                party(9, Direction::Back, None),
                party(2, Direction::Onward, Some("XLD")),
            ],
        };
        let found = origin_destination([&watch], Some(Direction::Onward));
        let from = Some("XMR".to_owned());
        assert_eq!(found[&(from.clone(), Some("XLD".to_owned()))], 5);
        assert_eq!(found[&(from.clone(), None)], 4);
        assert_eq!(origin_destination([&watch], None)[&(from, None)], 13);
    }
}
