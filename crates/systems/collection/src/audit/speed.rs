//! Who fills in too fast to have asked: the relative speed index of Leiner ("Too fast, too straight, too weird",
//! Survey Research Methods 13 (3), 2019). Each question's time is set against the median of all who answered it; the
//! ratio counts 3 at the most, so that one skipped screen does not decide; the index is the mean of the ratios. At 2, a
//! filling in is twice as fast as is usual, and is told. Pure.

use std::collections::BTreeMap;

/// From here on a filling in is told as too fast.
pub(crate) const FAST: f64 = 2.0;
/// Highest ratio of one question.
const MOST: f64 = 3.0;
/// Logs that must have a question before its median says anything.
const LOGS: usize = 10;
/// Questions that an index must rest on.
const QUESTIONS: usize = 5;

/// Usual times of questions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Usual(BTreeMap<String, (f64, usize)>);

/// The middle of these; none of none.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of one filling in are far below 2^52"
)]
pub(crate) fn median(values: &mut [i64]) -> Option<f64> {
    values.sort_unstable();
    let middle = values.len() / 2;
    let upper = *values.get(middle)? as f64;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    Some((upper + values[middle - 1] as f64) / 2.0)
}

impl Usual {
    /// The medians of times by question, one time for each log.
    pub(crate) fn of(times: BTreeMap<String, Vec<i64>>) -> Self {
        Self(
            times
                .into_iter()
                .filter_map(|(question, mut times)| {
                    Some((question, (median(&mut times)?, times.len())))
                })
                .collect(),
        )
    }

    /// The usual time of a question in milliseconds, and how many logs it rests on.
    pub(crate) fn time(&self, question: &str) -> Option<(f64, usize)> {
        self.0.get(question).copied()
    }

    /// How much faster than usual this was; none where too little is known to say.
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds and counts of questions are far below 2^52"
    )]
    pub(crate) fn index<'a>(&self, questions: impl Iterator<Item = (&'a str, i64)>) -> Option<f64> {
        let ratios: Vec<f64> = questions
            .filter_map(|(question, ms)| {
                let (usual, logs) = self.time(question)?;
                (logs >= LOGS && usual > 0.0).then(|| (usual / (ms.max(1) as f64)).min(MOST))
            })
            .collect();
        (ratios.len() >= QUESTIONS).then(|| ratios.iter().sum::<f64>() / ratios.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usual(logs: usize) -> Usual {
        let questions = (0..6).map(|number| (format!("q{number}"), vec![4_000; logs]));
        Usual::of(questions.collect())
    }

    fn index(usual: &Usual, ms: i64, questions: usize) -> Option<f64> {
        let names: Vec<String> = (0..questions).map(|number| format!("q{number}")).collect();
        usual.index(names.iter().map(|name| (name.as_str(), ms)))
    }

    #[test]
    fn twice_as_fast_as_usual_is_too_fast() {
        let usual = usual(10);
        assert_eq!(index(&usual, 4_000, 6), Some(1.0));
        assert_eq!(index(&usual, 2_000, 6), Some(FAST));
        assert_eq!(index(&usual, 1, 6), Some(MOST));
        assert!(index(&usual, 8_000, 6) < Some(1.0));
    }

    #[test]
    fn little_knowledge_says_nothing() {
        assert_eq!(index(&usual(9), 1_000, 6), None);
        assert_eq!(index(&usual(10), 1_000, 4), None);
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [3, 1]), Some(2.0));
    }

    proptest! {
        #[test]
        fn an_index_lies_between_nothing_and_its_bound(times in proptest::collection::vec(0_i64..100_000, 6)) {
            let usual = usual(10);
            let names: Vec<String> = (0..6).map(|number| format!("q{number}")).collect();
            let found = usual.index(names.iter().map(String::as_str).zip(times)).expect("an index");
            prop_assert!(found > 0.0 && found <= MOST);
        }
    }
}
