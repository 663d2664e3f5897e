//! What is promised of the noise and of the budget, checked by experiment.

use synthesis::{
    Fault, Request,
    budget::{Budget, epsilon_of},
    synthesise,
};

use crate::{people, table};

#[test]
fn the_budget_converts_to_no_more_than_was_granted_and_uses_nearly_all_of_it() {
    for (epsilon, delta) in [(0.1, 1e-9), (1.0, 1.9e-6), (4.0, 1e-6), (20.0, 1e-3)] {
        let budget = Budget::new(epsilon, delta).expect("a good request");
        let back = epsilon_of(budget.total(), delta).expect("converts");
        assert!(back <= epsilon, "{back} over {epsilon}");
        assert!(back > 0.99 * epsilon, "{back} wastes {epsilon}");
    }
}

#[test]
fn figures_outside_their_range_are_refused() {
    for (epsilon, delta) in [
        (0.0, 1e-6),
        (-1.0, 1e-6),
        (f64::NAN, 1e-6),
        (1e9, 1e-6),
        (1.0, 0.0),
        (1.0, 0.7),
        (1.0, f64::NAN),
    ] {
        assert!(
            matches!(Budget::new(epsilon, delta), Err(Fault::Parameter(_))),
            "{epsilon} {delta}"
        );
    }
}

#[test]
fn nothing_is_drawn_beyond_the_budget() {
    let mut budget = Budget::new(1.0, 1e-6).expect("a good request");
    let sigma = (0.5 / budget.total()).sqrt() * 1.001;
    budget.noisy_counts(&vec![5, 6], sigma).expect("it fits");
    assert!(matches!(
        budget.noisy_counts(&vec![5, 6], sigma),
        Err(Fault::Budget)
    ));
    assert!(matches!(
        budget.choose(&vec![1.0, 2.0], 0.5 * budget.total()),
        Err(Fault::Budget)
    ));
    assert!(budget.spent().expect("adds up") <= budget.total());
}

#[test]
fn a_release_spends_all_but_a_hair_and_never_more() {
    let (table, domain) = table(&people(600));
    for order in 1..=4 {
        let request = Request {
            epsilon: 1.0,
            delta: 1e-6,
            order,
        };
        let recipe = synthesise(&table, &domain, &request, &mut |_| {})
            .expect("a release")
            .recipe;
        assert!(recipe.rho_spent <= recipe.rho, "order {order}");
        let cost: f64 = recipe
            .measured
            .iter()
            .map(|one| 0.5 / (one.sigma * one.sigma))
            .sum();
        assert!(
            cost <= recipe.rho_spent * (1.0 + 1e-9),
            "what the counts cost is what was booked"
        );
        if order > 1 {
            assert!(recipe.rho_spent > 0.99 * recipe.rho, "order {order}");
        }
    }
}

/// The largest excess of P[M(D) > t] over e^epsilon P[M(D') > t] + delta in units of its sampling error.
fn excess(own: &[i64], other: &[i64], epsilon: f64, delta: f64) -> f64 {
    let share = |list: &[i64], bar: i64| {
        list.iter().filter(|&&value| value > bar).count() as f64 / list.len() as f64
    };
    let mut bars: Vec<i64> = own.to_vec();
    bars.sort_unstable();
    bars.dedup();
    bars.iter().fold(0.0, |worst: f64, &bar| {
        let (p, q) = (share(own, bar), share(other, bar));
        let error = (p * (1.0 - p) / own.len() as f64
            + epsilon.exp().powi(2) * q * (1.0 - q) / other.len() as f64)
            .sqrt();
        worst.max((p - epsilon.exp() * q - delta) / error.max(1e-3))
    })
}

fn draws(count: i64, sigma: f64, times: usize) -> Vec<i64> {
    let mut budget = Budget::new(100.0, 0.4).expect("a large budget");
    // One count in each cell of a list is one draw of the mechanism.
    budget
        .noisy_counts(&vec![count; times], sigma)
        .expect("it fits")
}

#[test]
fn neighbouring_counts_cannot_be_told_apart_beyond_epsilon_and_with_less_noise_they_can() {
    let (epsilon, delta) = (0.5, 1e-2);
    let rho = Budget::new(epsilon, delta).expect("a good request").total();
    let sigma = (0.5 / rho).sqrt();
    let times = 20_000;
    let honest = excess(
        &draws(101, sigma, times),
        &draws(100, sigma, times),
        epsilon,
        delta,
    );
    assert!(honest < 5.0, "excess {honest}");
    let cheating = excess(
        &draws(101, sigma / 6.0, times),
        &draws(100, sigma / 6.0, times),
        epsilon,
        delta,
    );
    assert!(
        cheating > 5.0,
        "the experiment would see too little noise: {cheating}"
    );
}

#[test]
fn a_choice_between_neighbours_stays_within_epsilon() {
    // One record moves each score by one, in opposite directions at worst.
    let rho = 0.02;
    let often = |scores: Vec<f64>| {
        let mut first = 0_i64;
        let whole = Budget::new(1.0, 1e-2).expect("a good request");
        for _ in 0..4_000 {
            let mut budget = whole.clone();
            first += i64::from(budget.choose(&scores, rho).expect("it fits") == 0);
        }
        first as f64 / 4_000.0
    };
    let (one, other) = (often(vec![10.0, 9.0]), often(vec![9.0, 10.0]));
    // The exponential mechanism with this rho is purely private with epsilon = sqrt(8 rho).
    let bound = (8.0_f64 * rho).sqrt().exp();
    assert!(one <= bound * other + 0.05, "{one} {other}");
    assert!(
        one > other,
        "the larger score is chosen more often: {one} {other}"
    );
}

#[test]
fn one_person_more_does_not_show_in_synthetic_records() {
    // Twenty people of one kind, and one of another who is there or not.
    let base = "kind\n".to_owned() + &"a\n".repeat(20);
    let with = base.clone() + "b\n";
    let domain =
        synthesis::domain::Domain::parse("[[column]]\nname = \"kind\"\nvalues = [\"a\", \"b\"]\n")
            .expect("good");
    let seen = |text: &str| -> Vec<i64> {
        let table = synthesis::reader::read(text.as_bytes(), &domain).expect("good");
        let request = Request {
            epsilon: 1.0,
            delta: 1e-2,
            order: 1,
        };
        (0..100)
            .map(|_| {
                let made = synthesise(&table, &domain, &request, &mut |_| {})
                    .expect("made")
                    .records;
                made.column(0)
                    .iter()
                    .map(|&code| i64::from(code == 2))
                    .sum()
            })
            .collect()
    };
    let (there, not) = (seen(&with), seen(&base));
    assert!(excess(&there, &not, 1.0, 1e-2) < 5.0);
    assert!(excess(&not, &there, 1.0, 1e-2) < 5.0);
}
