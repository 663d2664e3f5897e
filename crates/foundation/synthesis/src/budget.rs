//! The privacy budget and the only places where noise is drawn.
//!
//! Accounting is zero-concentrated differential privacy (Bun and Steinke 2016) between data sets that differ by one
//! record added or removed; noise, selection, composition and the conversion to (epsilon, delta) are those of OpenDP.
//! The noise is exact discrete noise on whole numbers: no floating-point sample whose low bits could betray a count.

use opendp::{
    combinators::{CompositionMeasure, ConcentratedMeasure},
    domains::{AtomDomain, VectorDomain},
    measurements::{make_gaussian, make_noisy_max},
    measures::ZeroConcentratedDivergence,
    metrics::{L2Distance, LInfDistance},
    traits::samplers::sample_from_uniform_bytes,
};

use crate::Fault;

/// What may be spent on one release, and what has been.
#[derive(Debug, Clone)]
pub struct Budget {
    rho: f64,
    spent: Vec<f64>,
}

impl Budget {
    /// The largest zCDP budget whose conversion stays within (epsilon, delta).
    ///
    /// # Errors
    /// [`Fault::Parameter`] when epsilon is not in (0, 100] or delta not in (0, 0.5).
    pub fn new(epsilon: f64, delta: f64) -> Result<Self, Fault> {
        if !(epsilon > 0.0 && epsilon <= 100.0) {
            return Err(Fault::Parameter(
                "epsilon must be over 0 and at most 100; common choices lie between 0.1 and 8"
                    .into(),
            ));
        }
        if !(delta > 0.0 && delta < 0.5) {
            return Err(Fault::Parameter(
                "delta must be over 0 and under 0.5; choose it well under 1 divided by the number of records"
                    .into(),
            ));
        }
        let (mut low, mut high) = (0.0, epsilon);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if ZeroConcentratedDivergence::convert(middle)?.delta(epsilon)? <= delta {
                low = middle;
            } else {
                high = middle;
            }
        }
        if low <= 0.0 {
            return Err(Fault::Parameter(
                "no measurement fits into this epsilon and delta; give a larger epsilon".into(),
            ));
        }
        Ok(Self {
            rho: low,
            spent: Vec::new(),
        })
    }

    /// The whole budget, in zCDP's rho.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.rho
    }

    /// What has been spent, rounded up.
    ///
    /// # Errors
    /// [`Fault::Noise`] when OpenDP refuses to compose.
    pub fn spent(&self) -> Result<f64, Fault> {
        Ok(ZeroConcentratedDivergence.compose(self.spent.clone())?)
    }

    /// What is left, rounded down.
    ///
    /// # Errors
    /// As [`Budget::spent`].
    pub fn left(&self) -> Result<f64, Fault> {
        Ok((self.rho - self.spent()?).max(0.0))
    }

    fn spend(&mut self, rho: f64) -> Result<(), Fault> {
        let mut all = self.spent.clone();
        all.push(rho);
        let composed = ZeroConcentratedDivergence.compose(all)?;
        if !composed.is_finite() || composed > self.rho {
            return Err(Fault::Budget);
        }
        self.spent.push(rho);
        Ok(())
    }

    /// Counts of a partition of the records, with discrete Gaussian noise of standard deviation `sigma` on each.
    /// One record adds one to one cell, so the sensitivity in the Euclidean norm is 1.
    ///
    /// # Errors
    /// [`Fault::Budget`] before anything is drawn when it does not fit.
    pub fn noisy_counts(&mut self, counts: &Vec<i64>, sigma: f64) -> Result<Vec<i64>, Fault> {
        let mechanism = make_gaussian::<_, _, ZeroConcentratedDivergence>(
            VectorDomain::new(AtomDomain::<i64>::default()),
            L2Distance::<f64>::default(),
            sigma,
            None,
        )?;
        self.spend(mechanism.map(&1.0)?)?;
        Ok(mechanism.invoke(counts)?)
    }

    /// The index of about the largest score (exponential mechanism), where one record moves any score by at most 1.
    ///
    /// # Errors
    /// [`Fault::Budget`] before anything is drawn when it does not fit.
    pub fn choose(&mut self, scores: &Vec<f64>, rho: f64) -> Result<usize, Fault> {
        // A range of 2 at scale s costs (2/s)^2/8; a hair is left for rounding up.
        let scale = (0.5 / rho).sqrt() * (1.0 + 1e-9);
        let mechanism = make_noisy_max(
            VectorDomain::new(AtomDomain::<f64>::new_non_nan()),
            LInfDistance::<f64>::default(),
            ZeroConcentratedDivergence,
            scale,
            false,
        )?;
        self.spend(mechanism.map(&1.0)?)?;
        Ok(mechanism.invoke(scores)?)
    }
}

/// The epsilon that `rho` amounts to at `delta` (OpenDP's numerical conversion).
///
/// # Errors
/// [`Fault::Noise`] when OpenDP refuses the figures.
pub fn epsilon_of(rho: f64, delta: f64) -> Result<f64, Fault> {
    Ok(ZeroConcentratedDivergence::convert(rho)?.epsilon(delta)?)
}

/// A fresh seed for what comes after the noise; it protects nobody and may be published.
///
/// # Errors
/// [`Fault::Noise`] when the machine has no randomness to give.
pub fn fresh_seed() -> Result<u64, Fault> {
    Ok(sample_from_uniform_bytes::<u64, 8>()?)
}
