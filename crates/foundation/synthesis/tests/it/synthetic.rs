//! Synthetic records keep what is common, obey the rules, and come again from their recipe.

use synthesis::{Recipe, Request, again, domain::Domain, reader, synthesise, utility};

use crate::{people, table};

fn request(epsilon: f64) -> Request {
    Request {
        epsilon,
        delta: 1e-6,
        order: 3,
    }
}

#[test]
fn dependence_between_columns_is_kept_and_grows_with_epsilon() {
    let (table, domain) = table(&people(20_000));
    let release = synthesise(&table, &domain, &request(1.0), &mut |_| {}).expect("made");
    let kept = utility::kept(&table, &release.records, &domain, 3);
    assert!(kept[1].total_variation < 0.03, "{kept:?}");
    assert!(kept[2].total_variation < 0.05, "{kept:?}");
    let coarse = synthesise(&table, &domain, &request(0.01), &mut |_| {}).expect("made");
    let lost = utility::kept(&table, &coarse.records, &domain, 3);
    assert!(lost[1].total_variation > kept[1].total_variation);
}

#[test]
fn no_impossible_combination_is_ever_made_and_required_cells_are_full() {
    let domain = Domain::parse(
        "[[column]]\nname=\"minor\"\nvalues=[\"yes\",\"no\"]\nrequired=true\n[[column]]\nname=\"married\"\nvalues=[\"yes\",\"no\"]\n\
         [[column]]\nname=\"place\"\nvalues=[\"n\",\"s\",\"e\"]\n[[impossible]]\nminor=[\"yes\"]\nmarried=[\"yes\"]\n",
    )
    .expect("good");
    let mut text = String::from("minor,married,place\n");
    for row in 0..300 {
        text.push_str(["yes,no,n\n", "no,yes,s\n", "no,no,e\n", "yes,,s\n"][row % 4]);
    }
    let table = reader::read(text.as_bytes(), &domain).expect("good");
    for _ in 0..5 {
        // So much noise that forbidden cells certainly get counts.
        let made = synthesise(&table, &domain, &request(0.2), &mut |_| {})
            .expect("made")
            .records;
        assert!(made.rows() > 0);
        for row in 0..made.rows() {
            assert!(
                !domain.forbids(|column| made.column(column)[row]),
                "row {:?}",
                made.row(row)
            );
        }
    }
}

#[test]
fn a_recipe_makes_the_same_records_again_and_another_release_differs() {
    let (table, domain) = table(&people(2_000));
    let one = synthesise(&table, &domain, &request(1.0), &mut |_| {}).expect("made");
    let text = serde_json::to_string(&one.recipe).expect("written");
    let recipe: Recipe = serde_json::from_str(&text).expect("read");
    assert_eq!(again(&recipe, &mut |_| {}).expect("made"), one.records);
    let other = synthesise(&table, &domain, &request(1.0), &mut |_| {}).expect("made");
    assert_ne!(
        one.recipe.measured[0].counts, other.recipe.measured[0].counts,
        "noise is never repeated"
    );
}

#[test]
fn a_recipe_that_was_tampered_with_is_refused() {
    let (table, domain) = table(&people(200));
    let good = synthesise(&table, &domain, &request(1.0), &mut |_| {})
        .expect("made")
        .recipe;
    let mut short = good.clone();
    short.measured[0].counts.pop();
    let mut foreign = good.clone();
    foreign.measured[0].columns = vec![99];
    let mut silent = good;
    silent.measured[0].sigma = 0.0;
    for recipe in [short, foreign, silent] {
        assert!(again(&recipe, &mut |_| {}).is_err());
    }
}

#[test]
fn one_record_and_one_column_are_enough_to_be_answered() {
    for text in ["a\nx\n", "a,b\nx,\n", "a\n\"\"\n"] {
        let (table, domain) = table(text);
        let made = synthesise(&table, &domain, &request(0.1), &mut |_| {}).expect("made");
        assert!(made.records.rows() >= 1, "{text}");
    }
}
