//! How long somebody may stay: a date, and windows such as 90 days within any 180.

use jiff::{ToSpan, civil::Date};

/// A stay from its entry to its exit; both days count as days of presence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// Day of entry.
    pub from: Date,
    /// Day of exit; none while the person is in the country.
    pub to: Option<Date>,
}

/// So many days of presence within any window of so many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Days of presence that are allowed, e.g. 90.
    pub days: i32,
    /// Days of the window, e.g. 180.
    pub within: i32,
}

/// Longest window that is reckoned with: ten years.
const LONGEST: i32 = 3_660;

/// Days of presence in the window that ends with a day, that day included.
pub fn days_present(stays: &[Stay], last: Date, within: i32) -> i32 {
    let within = within.clamp(1, LONGEST);
    let Ok(first) = last.checked_sub((within - 1).days()) else {
        return 0;
    };
    let mut present = vec![false; usize::try_from(within).unwrap_or_default()];
    for stay in stays {
        let from = stay.from.max(first);
        let to = stay.to.unwrap_or(last).min(last);
        let (Ok(begin), Ok(length)) = (
            usize::try_from(days_between(first, from)),
            usize::try_from(days_between(from, to) + 1),
        ) else {
            continue;
        };
        // Two stays of one day are one day of presence.
        present
            .iter_mut()
            .skip(begin)
            .take(length)
            .for_each(|day| *day = true);
    }
    i32::try_from(present.iter().filter(|day| **day).count()).unwrap_or(i32::MAX)
}

/// The last day on which somebody who enters on `entry` may still be present, by a window. None when not even that day is left.
pub fn last_day(before: &[Stay], entry: Date, window: Window) -> Option<Date> {
    let days = window.days.clamp(0, LONGEST);
    let mut last = None;
    let mut day = entry;
    let mut stays = before.to_vec();
    stays.push(Stay {
        from: entry,
        to: Some(entry),
    });
    // Days of old stays leave the window as it moves, so the answer is found by walking it.
    for _ in 0..LONGEST {
        if let Some(now) = stays.last_mut() {
            now.to = Some(day);
        }
        if days_present(&stays, day, window.within) > days {
            break;
        }
        last = Some(day);
        if days_between(entry, day) + 1 >= days {
            break;
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    last
}

/// Whole days from one to the other; negative when the other is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const SCHENGEN: Window = Window {
        days: 90,
        within: 180,
    };

    #[test]
    fn entry_and_exit_days_both_count() {
        let stays = [Stay {
            from: date(2026, 1, 1),
            to: Some(date(2026, 1, 10)),
        }];
        assert_eq!(days_present(&stays, date(2026, 1, 31), 180), 10);
        // Only what lies in the window: 180 days back from the 5th of July begin on the 7th of January.
        assert_eq!(days_present(&stays, date(2026, 7, 5), 180), 4);
        assert_eq!(days_present(&stays, date(2026, 12, 31), 180), 0);
    }

    #[test]
    fn a_day_of_two_stays_counts_once() {
        let stays = [
            Stay {
                from: date(2026, 3, 1),
                to: Some(date(2026, 3, 3)),
            },
            Stay {
                from: date(2026, 3, 3),
                to: Some(date(2026, 3, 4)),
            },
        ];
        assert_eq!(days_present(&stays, date(2026, 3, 4), 180), 4);
    }

    #[test]
    fn ninety_days_in_a_row_and_then_none() {
        assert_eq!(
            last_day(&[], date(2026, 1, 1), SCHENGEN),
            Some(date(2026, 3, 31))
        );
        let used = [Stay {
            from: date(2026, 1, 1),
            to: Some(date(2026, 3, 31)),
        }];
        assert_eq!(last_day(&used, date(2026, 4, 15), SCHENGEN), None);
        // 180 days after the first day of the old stay a day is free again, and so on while the old days leave.
        assert_eq!(
            last_day(&used, date(2026, 6, 30), SCHENGEN),
            Some(date(2026, 9, 27))
        );
    }

    #[test]
    fn what_was_used_shortens_the_stay() {
        let used = [Stay {
            from: date(2026, 1, 1),
            to: Some(date(2026, 3, 1)),
        }];
        assert_eq!(days_present(&used, date(2026, 3, 1), 180), 60);
        assert_eq!(
            last_day(&used, date(2026, 3, 10), SCHENGEN),
            Some(date(2026, 4, 8))
        );
    }
}
