//! Figures that nobody counted: from key informants, from households, from the shares of a survey. Each says how it was
//! derived, and has a range where the method gives one.

mod derived;

use std::collections::BTreeMap;

pub use derived::{Derived, keys};

use crate::flows::share::{Share, wilson};

/// Fewer interviews give no share that a population is divided by.
pub const LEAST_INTERVIEWS: u64 = 30;

/// A figure with its range and how it was derived.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// Lowest that is held possible; none where the method gives no range.
    pub low: Option<f64>,
    /// Best.
    pub best: f64,
    /// Highest that is held possible.
    pub high: Option<f64>,
    /// How.
    pub derived: Derived,
}

/// Why there is no estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoEstimate {
    /// Nobody gave a figure.
    #[error("no key informant gave a figure")]
    NobodyAsked,
    /// A figure, factor or share that none can be made of.
    #[error("a figure is negative or no number")]
    NotAFigure,
    /// Too few interviews.
    #[error("fewer than {LEAST_INTERVIEWS} interviews give no share")]
    TooFewInterviews,
}

fn figure(number: f64) -> Result<f64, NoEstimate> {
    if number.is_finite() && number >= 0.0 {
        Ok(number)
    } else {
        Err(NoEstimate::NotAFigure)
    }
}

/// From what key informants said of the same people: the median is the best figure, the lowest and highest are the
/// range. Their disagreement is kept, never averaged away (DTM practice: low, best, high). One informant gives no range.
///
/// # Errors
/// When nobody gave a figure, or one is none.
pub fn from_informants(said: &[f64]) -> Result<Estimate, NoEstimate> {
    let mut said = said
        .iter()
        .map(|number| figure(*number))
        .collect::<Result<Vec<_>, _>>()?;
    said.sort_by(f64::total_cmp);
    let (Some(low), Some(high)) = (said.first().copied(), said.last().copied()) else {
        return Err(NoEstimate::NobodyAsked);
    };
    if said.len() == 1 {
        return Ok(Estimate {
            low: None,
            best: low,
            high: None,
            derived: Derived::new("one_informant"),
        });
    }
    let middle = said.len() / 2;
    let best = if said.len().is_multiple_of(2) {
        f64::midpoint(said[middle - 1], said[middle])
    } else {
        said[middle]
    };
    Ok(Estimate {
        low: Some(low),
        best,
        high: Some(high),
        derived: Derived::new("median_of_informants").with("count", &said.len()),
    })
}

/// Individuals from households. The factor is told, so that nobody derives a household size from the result.
///
/// # Errors
/// When households or factor are no figures.
pub fn from_households(households: f64, factor: f64) -> Result<Estimate, NoEstimate> {
    Ok(Estimate {
        low: None,
        best: figure(households)? * figure(factor)?,
        high: None,
        derived: Derived::new("households_by_factor")
            .with("households", &households)
            .with("factor", &factor),
    })
}

/// A sum of estimates. Low ends and high ends are added, which is wider than chance would have it: informants of one area
/// err together. A part without a range takes part in both ends with its best figure, and the text says how many had none.
#[must_use]
pub fn sum<'a>(parts: impl IntoIterator<Item = &'a Estimate>) -> Option<Estimate> {
    let (mut low, mut best, mut high) = (0.0, 0.0, 0.0);
    let (mut count, mut without) = (0_u64, 0_u64);
    for part in parts {
        best += part.best;
        low += part.low.unwrap_or(part.best);
        high += part.high.unwrap_or(part.best);
        count += 1;
        without += u64::from(part.low.is_none() || part.high.is_none());
    }
    (count > 0).then(|| Estimate {
        low: (without < count).then_some(low),
        best,
        high: (without < count).then_some(high),
        derived: Derived::new("sum_of_estimates")
            .with("count", &count)
            .with("without", &without),
    })
}

/// Divides a population by the shares of a survey, e.g. by sex and age: each part is the share times the whole, its range
/// the 95% interval of the share (Wilson) times the whole. Holds for a simple random sample; for a sample in clusters the
/// real interval is wider, and that is said.
///
/// # Errors
/// When the whole is no figure or fewer than [`LEAST_INTERVIEWS`] were interviewed.
#[expect(clippy::cast_precision_loss, reason = "samples are far below 2^52")]
pub fn by_survey_shares<Part: Ord + Clone>(
    whole: f64,
    counts: &BTreeMap<Part, u64>,
) -> Result<BTreeMap<Part, Estimate>, NoEstimate> {
    let whole = figure(whole)?;
    let asked: u64 = counts
        .values()
        .try_fold(0_u64, |sum, count| sum.checked_add(*count))
        .ok_or(NoEstimate::NotAFigure)?;
    if asked < LEAST_INTERVIEWS {
        return Err(NoEstimate::TooFewInterviews);
    }
    Ok(counts
        .iter()
        .filter_map(|(part, count)| {
            let Share {
                share, low, high, ..
            } = wilson(*count as f64 / asked as f64, asked)?;
            let estimate = Estimate {
                low: Some(low * whole),
                best: share * whole,
                high: Some(high * whole),
                derived: Derived::new("survey_share")
                    .with("share", &((share * 1000.0).round() / 10.0))
                    .with("asked", &asked),
            };
            Some((part.clone(), estimate))
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn disagreement_of_informants_is_the_range() {
        let found = from_informants(&[400.0, 250.0, 900.0]).unwrap();
        assert_eq!(
            (found.low, found.best, found.high),
            (Some(250.0), 400.0, Some(900.0))
        );
        assert!(
            found
                .derived
                .words("en")
                .contains("3 figures of key informants")
        );
        assert!(found.derived.words("ar").contains('3'));
        let alone = from_informants(&[400.0]).unwrap();
        assert_eq!((alone.low, alone.best, alone.high), (None, 400.0, None));
        assert_eq!(from_informants(&[]), Err(NoEstimate::NobodyAsked));
        assert_eq!(from_informants(&[1.0, -1.0]), Err(NoEstimate::NotAFigure));
        assert_eq!(from_informants(&[f64::NAN]), Err(NoEstimate::NotAFigure));
    }

    #[test]
    fn a_factor_and_a_sum_say_what_they_are() {
        let found = from_households(120.0, 6.0).unwrap();
        assert!((found.best - 720.0).abs() < 1e-9);
        assert!(found.derived.words("en").contains("120"));
        let parts = [
            found.clone(),
            from_informants(&[100.0, 200.0, 300.0]).unwrap(),
        ];
        let whole = sum(&parts).unwrap();
        assert_eq!(
            (whole.low, whole.best, whole.high),
            (Some(820.0), 920.0, Some(1_020.0))
        );
        assert_eq!(sum([&found]).unwrap().low, None);
        assert_eq!(sum([]), None);
    }

    #[test]
    fn sex_and_age_by_a_survey_have_their_interval_and_need_a_sample() {
        let counts: BTreeMap<String, u64> = [("female".to_owned(), 60), ("male".to_owned(), 40)]
            .into_iter()
            .collect();
        let parts = by_survey_shares(10_000.0, &counts).unwrap();
        let female = &parts["female"];
        assert!((female.best - 6_000.0).abs() < 1e-9);
        // Wilson for 60 of 100: 50.2% to 69.1%.
        assert!((female.low.unwrap() - 5_020.0).abs() < 10.0, "{female:?}");
        assert!((female.high.unwrap() - 6_906.0).abs() < 10.0, "{female:?}");
        let few = [("female".to_owned(), 29)].into_iter().collect();
        assert_eq!(
            by_survey_shares(10_000.0, &few),
            Err(NoEstimate::TooFewInterviews)
        );
    }

    proptest! {
        #[test]
        fn the_best_figure_lies_in_its_range(said in prop::collection::vec(0.0_f64..1e6, 2..20)) {
            let found = from_informants(&said).unwrap();
            prop_assert!(found.low.unwrap() <= found.best && found.best <= found.high.unwrap());
        }
    }
}
