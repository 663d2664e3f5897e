//! The published file of 48,801 victims of trafficking: the gates hold on it. Skipped by name where it is absent.

use std::{fs::File, io::Write as _, path::Path};

use synthesis::{
    Request, Table, anonymise,
    attack::{self, halves},
    domain::Domain,
    marginal::Cells,
    reader,
    sampling::Chance,
    synthesise, utility,
};

fn file() -> Option<(Table, Domain)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../../shared/data/ctdc/ctdc_kanon_2020_10col.csv");
    if !path.exists() {
        let _ = writeln!(std::io::stderr(), "skipped: {} is not here", path.display());
        return None;
    }
    Some(reader::read_inferring(File::open(path).expect("opens")).expect("a good file"))
}

#[test]
fn at_epsilon_one_the_synthetic_file_meets_its_gates() {
    let Some((table, domain)) = file() else {
        return;
    };
    assert_eq!(table.rows(), 48_801);
    let request = Request {
        epsilon: 1.0,
        delta: 1.9e-6,
        order: 3,
    };
    let release = synthesise(&table, &domain, &request, &mut |_| {}).expect("made");
    let kept = utility::kept(&table, &release.records, &domain, 3);
    assert!(kept[1].total_variation <= 0.043, "{:?}", kept[1]);
    assert!(kept[1].mass_error <= 0.117, "{:?}", kept[1]);
    assert!(kept[2].invented <= 0.21, "{:?}", kept[2]);
    let sizes = domain.sizes();
    for column in 0..sizes.len() {
        let cells = Cells::new(&[column], &sizes);
        for (before, after) in cells
            .counts(&table)
            .iter()
            .zip(cells.counts(&release.records))
        {
            assert!(
                *before < 200 || after > 0,
                "a value of {before} people is gone from column {column}"
            );
        }
    }
}

#[test]
fn people_alone_in_the_data_are_not_found_in_either_release() {
    let Some((table, domain)) = file() else {
        return;
    };
    let (inside, outside) = halves(&table, &mut Chance::new(42));
    let request = Request {
        epsilon: 1.0,
        delta: 1.9e-6,
        order: 3,
    };
    let private = synthesise(&inside, &domain, &request, &mut |_| {})
        .expect("made")
        .records;
    let anonymous = anonymise::anonymise(&inside, &domain, 10, &mut Chance::new(42))
        .expect("made")
        .records;
    for release in [private, anonymous] {
        let found = attack::attack(&inside, &release, Some(&outside))
            .membership
            .expect("people alone on both sides");
        assert!(found.members > 200 && found.outsiders > 200);
        // Two standard errors over what a coin tells.
        assert!(found.auc < 0.55, "{found:?}");
    }
}
