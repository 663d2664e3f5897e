//! The estimate is exact where exactness can be checked by hand.

use proptest::prelude::{ProptestConfig, any, prop, prop_assert, proptest};
use synthesis::{
    estimate::{Measured, Model},
    junction::{JunctionTree, project},
    marginal::{Cells, combinations},
    sampling::{Chance, draw, systematic},
};

const SIZES: [usize; 5] = [2, 3, 2, 4, 3];

/// All combinations of all columns, as a product of the cliques' weights.
fn brute(tree: &JunctionTree, weights: &[Vec<f64>], wanted: &[usize]) -> Vec<f64> {
    let all: Vec<usize> = (0..SIZES.len()).collect();
    let whole = Cells::new(&all, &SIZES);
    let mut product = vec![1.0; whole.count];
    for (clique, weights) in tree.cliques.iter().zip(weights) {
        for (value, &cell) in product.iter_mut().zip(&whole.onto(&clique.cells, &SIZES)) {
            *value *= weights[cell as usize];
        }
    }
    let total: f64 = product.iter().sum();
    let cells = Cells::new(wanted, &SIZES);
    project(&product, &whole.onto(&cells, &SIZES), cells.count)
        .into_iter()
        .map(|value| value * 100.0 / total)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_junction_tree_reads_the_same_marginals_as_the_whole_product(seed in any::<u64>(), picks in prop::collection::vec(0_usize..20, 1..6)) {
        let mut candidates = combinations(SIZES.len(), 2);
        candidates.extend(combinations(SIZES.len(), 3));
        let sets: Vec<Vec<usize>> = picks.iter().map(|&at| candidates[at % candidates.len()].clone()).collect();
        let tree = JunctionTree::new(&SIZES, &sets);
        for set in &sets {
            prop_assert!(tree.holding(set).is_some());
        }
        let mut chance = Chance::new(seed);
        let weights: Vec<Vec<f64>> = tree.cliques.iter().map(|clique| (0..clique.cells.count).map(|_| 0.01 + chance.fraction()).collect()).collect();
        let mut beliefs = weights.clone();
        prop_assert!(tree.calibrate(&mut beliefs, 100.0));
        for (clique, belief) in tree.cliques.iter().zip(&beliefs) {
            let expected = brute(&tree, &weights, &clique.cells.columns);
            for (one, other) in belief.iter().zip(&expected) {
                prop_assert!((one - other).abs() < 1e-9 * (1.0 + other), "{one} {other}");
            }
        }
    }

    #[test]
    fn systematic_sampling_gives_each_its_share_rounded_down_or_up(seed in any::<u64>(), weights in prop::collection::vec(0.0_f64..9.0, 1..30), wanted in 0_usize..200) {
        let total: f64 = weights.iter().sum();
        let drawn = systematic(&weights, wanted, &mut Chance::new(seed));
        if total > 0.0 {
            prop_assert!(drawn.len() == wanted);
            for (at, weight) in weights.iter().enumerate() {
                let share = weight / total * wanted as f64;
                let times = drawn.iter().filter(|&&place| place as usize == at).count() as f64;
                prop_assert!((times - share).abs() < 1.0 + 1e-6, "{times} {share}");
            }
        }
    }
}

#[test]
fn counts_without_noise_are_met_and_records_follow_them() {
    let cells = Cells::new(&[0, 1], &[2, 3]);
    let counts = vec![10, 20, 30, 40, 0, 100];
    let measured = [
        Measured {
            columns: vec![0, 1],
            counts: counts.clone(),
            sigma: 0.01,
        },
        Measured {
            columns: vec![2],
            counts: vec![150, 50],
            sigma: 0.01,
        },
    ];
    let model = Model::fit(&[2, 3, 2], &measured, &[], None, 2_000);
    let expected = model.expected(&cells).expect("within one clique");
    for (one, &other) in expected.iter().zip(&counts) {
        assert!((one - other as f64).abs() < 0.5, "{expected:?}");
    }
    let drawn = draw(&model, 200, &mut Chance::new(7));
    for (one, other) in cells.counts(&drawn).iter().zip(&counts) {
        assert!((one - other).abs() <= 1);
    }
}

#[test]
fn two_measurements_of_one_set_are_weighed_by_their_noise() {
    let coarse = Measured {
        columns: vec![0],
        counts: vec![0, 100],
        sigma: 3.0,
    };
    let fine = Measured {
        columns: vec![0],
        counts: vec![60, 40],
        sigma: 1.0,
    };
    let model = Model::fit(&[2], &[coarse, fine], &[], None, 2_000);
    let expected = model.expected(&Cells::new(&[0], &[2])).expect("one clique");
    assert!((expected[0] - 54.0).abs() < 0.5, "{expected:?}");
}
