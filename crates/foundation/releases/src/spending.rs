//! What all releases of a register cost together.
//!
//! Synthesis is accounted in zero-concentrated differential privacy: the rho of all releases adds up, and the sum is turned into
//! (epsilon, delta) once (Bun and Steinke 2016, proposition 1.3 by OpenDP's numerical conversion). That is tighter than adding
//! epsilons and as true. k-anonymous files have no such sum: they are counted.

use synthesis::budget::epsilon_of;

use crate::gates::Refusal;

/// What a register may spend in all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    /// Epsilon of all releases together.
    pub epsilon: f64,
    /// Delta at which it holds.
    pub delta: f64,
    /// k-anonymous files that may ever be published.
    pub anonymous_files: u64,
}

/// What one release costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cost {
    /// Rho of zCDP.
    Synthesis(f64),
    /// One k-anonymous file.
    Anonymous,
}

/// What was spent: approved, published, and withdrawn after publication.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Ledger {
    /// Sum of rho.
    pub rho: f64,
    /// Number of synthetic releases.
    pub synthetic: u64,
    /// Number of k-anonymous files.
    pub anonymous: u64,
}

impl Ledger {
    /// With one release more. A sum that is not exact is rounded up: nothing is spent for less than it costs.
    #[must_use]
    pub fn with(mut self, cost: Cost) -> Self {
        match cost {
            Cost::Synthesis(rho) => {
                self.rho = sum_upwards(self.rho, rho.max(0.0));
                self.synthetic += 1;
            }
            Cost::Anonymous => self.anonymous += 1,
        }
        self
    }

    /// The epsilon that all synthetic releases amount to at `delta`.
    ///
    /// # Errors
    /// When OpenDP refuses the figures.
    pub fn epsilon(&self, delta: f64) -> Result<f64, synthesis::Fault> {
        if self.synthetic == 0 {
            return Ok(0.0);
        }
        epsilon_of(self.rho, delta)
    }
}

/// The sum of two numbers from 0 on, not below the exact one (what rounding left out, after Dekker 1971).
fn sum_upwards(one: f64, other: f64) -> f64 {
    let (great, small) = if one < other {
        (other, one)
    } else {
        (one, other)
    };
    let sum = great + small;
    if small - (sum - great) > 0.0 {
        sum.next_up()
    } else {
        sum
    }
}

impl Budget {
    /// Whether one release more is within the budget; what speaks against it.
    pub fn allows(&self, spent: Ledger, cost: Cost) -> Option<Refusal> {
        let after = spent.with(cost);
        if matches!(cost, Cost::Anonymous) {
            return (after.anonymous > self.anonymous_files).then(|| {
                Refusal::new(
                    "budget",
                    format!(
                        "{} k-anonymous files of this register are out and {} are allowed: two such files can be laid side by side; publish synthetic records",
                        spent.anonymous, self.anonymous_files
                    ),
                )
            });
        }
        let figures = spent
            .epsilon(self.delta)
            .and_then(|before| Ok((before, after.epsilon(self.delta)?)));
        match figures {
            Ok((_, now)) if now <= self.epsilon => None,
            Ok((before, now)) => Some(Refusal::new(
                "budget",
                format!(
                    "all releases together would cost epsilon {now:.3} at delta {}; the register has {} and {before:.3} is spent; take a smaller epsilon, or let the budget be changed",
                    self.delta, self.epsilon
                ),
            )),
            Err(error) => Some(Refusal::new("budget", error.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGET: Budget = Budget {
        epsilon: 2.0,
        delta: 1e-6,
        anonymous_files: 1,
    };

    fn rho(epsilon: f64) -> Cost {
        let budget = synthesis::budget::Budget::new(epsilon, 1e-6).unwrap();
        Cost::Synthesis(budget.total())
    }

    #[test]
    fn releases_add_up_and_the_one_too_many_is_refused() {
        let mut spent = Ledger::default();
        let mut made = 0;
        while BUDGET.allows(spent, rho(1.0)).is_none() {
            spent = spent.with(rho(1.0));
            made += 1;
        }
        // Two of epsilon 1 fit into 2 by plain addition; zCDP has room for three or four, and not for ever.
        assert!((2..=4).contains(&made), "{made}");
        assert!(spent.epsilon(1e-6).unwrap() <= 2.0);
        assert_eq!(BUDGET.allows(spent, rho(1.0)).unwrap().code, "budget");
        assert!(BUDGET.allows(Ledger::default(), rho(2.1)).is_some());
        assert!(BUDGET.allows(Ledger::default(), rho(2.0)).is_none());
    }

    #[test]
    fn sums_are_exact_or_above() {
        assert_eq!(sum_upwards(0.0, 0.1).to_bits(), 0.1_f64.to_bits());
        assert_eq!(sum_upwards(0.25, 0.5).to_bits(), 0.75_f64.to_bits());
        assert!(sum_upwards(1.0, f64::EPSILON / 4.0) > 1.0);
    }

    #[test]
    fn k_anonymous_files_are_counted() {
        let spent = Ledger::default().with(Cost::Anonymous);
        assert!(BUDGET.allows(Ledger::default(), Cost::Anonymous).is_none());
        assert!(BUDGET.allows(spent, Cost::Anonymous).is_some());
        assert!(BUDGET.allows(spent, rho(1.0)).is_none());
    }
}
