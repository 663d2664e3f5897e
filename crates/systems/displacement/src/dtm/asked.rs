//! What is asked: the parameters with their exact names, every fault at once.

use std::collections::BTreeMap;

use jiff::civil::Date;
use vocab::fold;

/// Parameters of figures at admin 0.
const OF_FIGURES: [&str; 7] = [
    "Operation",
    "CountryName",
    "Admin0Pcode",
    "FromReportingDate",
    "ToReportingDate",
    "FromRoundNumber",
    "ToRoundNumber",
];
/// Further ones at admin 1 and below.
const OF_ADMIN1: [&str; 2] = ["Admin1Name", "Admin1Pcode"];
/// Further ones at admin 2.
const OF_ADMIN2: [&str; 2] = ["Admin2Name", "Admin2Pcode"];
/// Parameters and faults beyond this are not told one by one.
const MOST: usize = 50;

/// Which figures are asked for. Names and codes are matched without regard to case, accents and punctuation; dates and
/// rounds are bounds that belong to what is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    words: BTreeMap<&'static str, String>,
    dates: (Option<Date>, Option<Date>),
    rounds: (Option<i64>, Option<i64>),
}

/// Reads the parameters of figures at a level.
///
/// # Errors
/// Every fault at once, each a sentence.
pub fn figures(level: u8, pairs: &[(String, String)]) -> Result<Asked, Vec<String>> {
    let mut known: Vec<&'static str> = OF_FIGURES.to_vec();
    if level >= 1 {
        known.extend(OF_ADMIN1);
    }
    if level >= 2 {
        known.extend(OF_ADMIN2);
    }
    let (mut words, mut faults) = words(&known, pairs);
    if !["Operation", "CountryName", "Admin0Pcode"]
        .iter()
        .any(|name| words.contains_key(name))
    {
        faults.push(
            "say which of Operation, CountryName or Admin0Pcode: at least one of them is needed"
                .to_owned(),
        );
    }
    let mut date = |name: &str| {
        let text = words.get(name)?;
        let found = day(text);
        if found.is_none() {
            faults.push(format!(
                "{name} is to be a date as YYYY-MM-DD, e.g. 2024-05-31"
            ));
        }
        found
    };
    let dates = (date("FromReportingDate"), date("ToReportingDate"));
    let mut round = |name: &str| {
        let text = words.get(name)?;
        let found = text.parse::<i64>().ok().filter(|number| *number >= 1);
        if found.is_none() {
            faults.push(format!("{name} is to be a whole number from 1 on"));
        }
        found
    };
    let rounds = (round("FromRoundNumber"), round("ToRoundNumber"));
    if let (Some(from), Some(to)) = dates
        && from > to
    {
        faults.push("FromReportingDate is after ToReportingDate".to_owned());
    }
    if let (Some(from), Some(to)) = rounds
        && from > to
    {
        faults.push("FromRoundNumber is more than ToRoundNumber".to_owned());
    }
    if faults.is_empty() {
        // Names are compared without regard to case and accents: folded once, not for every row.
        for word in words.values_mut() {
            *word = fold(word);
        }
        Ok(Asked {
            words,
            dates,
            rounds,
        })
    } else {
        Err(faults)
    }
}

/// A list takes no parameter.
///
/// # Errors
/// Every parameter that came.
pub fn nothing(pairs: &[(String, String)]) -> Result<(), Vec<String>> {
    let (_, faults) = words(&[], pairs);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

/// The known parameters that say something, and what is wrong with the others.
fn words(
    known: &[&'static str],
    pairs: &[(String, String)],
) -> (BTreeMap<&'static str, String>, Vec<String>) {
    let mut found = BTreeMap::new();
    let mut faults = Vec::new();
    for (name, value) in pairs.iter().take(MOST) {
        match known.iter().find(|known| *known == name) {
            Some(known) if found.contains_key(known) => {
                faults.push(format!("{known} is given more than once"));
            }
            Some(_) if value.trim().is_empty() => {}
            Some(known) => {
                found.insert(*known, value.trim().to_owned());
            }
            None => {
                let meant = known.iter().find(|known| known.eq_ignore_ascii_case(name));
                let shown: String = name.chars().take(40).collect();
                faults.push(match meant {
                    Some(meant) => format!("the parameter `{shown}` is written {meant}"),
                    None if known.is_empty() => {
                        format!("there is no parameter `{shown}`; this list takes none")
                    }
                    None => format!(
                        "there is no parameter `{shown}`; there are {}",
                        known.join(", ")
                    ),
                });
            }
        }
    }
    if pairs.len() > MOST {
        faults.push(format!("more than {MOST} parameters"));
    }
    (found, faults)
}

/// A day exactly as `YYYY-MM-DD`.
fn day(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    text.parse().ok().filter(|_| shape)
}

impl Asked {
    /// Whether a word that was asked for is one of these; true where nothing was asked.
    pub fn names(&self, parameter: &str, candidates: &[&str]) -> bool {
        self.words.get(parameter).is_none_or(|wanted| {
            candidates
                .iter()
                .any(|candidate| fold(candidate) == *wanted)
        })
    }

    /// Whether a reporting date lies within the bounds, which are included.
    pub fn covers_date(&self, date: Date) -> bool {
        self.dates.0.is_none_or(|from| from <= date) && self.dates.1.is_none_or(|to| date <= to)
    }

    /// Whether a round lies within the bounds, which are included; a round without number lies in none.
    pub fn covers_round(&self, number: Option<i64>) -> bool {
        match number {
            Some(number) => {
                self.rounds.0.is_none_or(|from| from <= number)
                    && self.rounds.1.is_none_or(|to| number <= to)
            }
            None => self.rounds == (None, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let faults = figures(
            0,
            &pairs(&[
                ("operation", "Marula"),
                ("FromReportingDate", "31-05-2024"),
                ("ToReportingDate", "2024-02-30"),
                ("FromRoundNumber", "0"),
                ("ToRoundNumber", "two"),
                ("Admin1Name", "Lac"),
            ]),
        )
        .expect_err("faults");
        assert_eq!(faults.len(), 7, "{faults:#?}");
        assert!(faults[0].contains("written Operation"), "{faults:#?}");
        assert!(
            faults[1].contains("`Admin1Name`"),
            "not at admin 0: {faults:#?}"
        );
    }

    #[test]
    fn bounds_are_in_order_and_belong_to_what_is_asked() {
        let asked = |list: &[(&str, &str)]| {
            let mut all = pairs(list);
            all.push(("Admin0Pcode".to_owned(), "TCD".to_owned()));
            figures(2, &all)
        };
        let faults = asked(&[
            ("FromReportingDate", "2024-06-01"),
            ("ToReportingDate", "2024-05-31"),
            ("FromRoundNumber", "3"),
            ("ToRoundNumber", "2"),
        ]);
        assert_eq!(faults.expect_err("turned round").len(), 2);
        let one = asked(&[
            ("FromReportingDate", "2024-05-31"),
            ("ToReportingDate", "2024-05-31"),
            ("FromRoundNumber", "3"),
            ("ToRoundNumber", "3"),
        ])
        .expect("one day, one round");
        assert!(one.covers_date("2024-05-31".parse().expect("a day")));
        assert!(!one.covers_date("2024-06-01".parse().expect("a day")));
        assert!(one.covers_round(Some(3)) && !one.covers_round(Some(4)) && !one.covers_round(None));
    }

    #[test]
    fn names_are_matched_without_regard_to_case() {
        let asked = figures(
            1,
            &pairs(&[("CountryName", "CÔTE D'IVOIRE"), ("Admin1Pcode", "ci01")]),
        )
        .expect("readable");
        assert!(asked.names("CountryName", &["Ivory Coast", "Côte d’Ivoire"]));
        assert!(asked.names("Admin1Pcode", &["CI01"]));
        assert!(!asked.names("Admin1Pcode", &["CI011"]));
        assert!(asked.names("Operation", &["whatever"]), "not asked for");
    }

    #[test]
    fn a_list_takes_no_parameter() {
        assert!(nothing(&[]).is_ok());
        assert!(nothing(&pairs(&[("Operation", "x")])).is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_asked_is_answered_or_refused(list in prop::collection::vec((".{0,20}", ".{0,30}"), 0..8), level in 0..3_u8) {
            if let Err(faults) = figures(level, &list) {
                prop_assert!(!faults.is_empty());
            }
        }
    }
}
