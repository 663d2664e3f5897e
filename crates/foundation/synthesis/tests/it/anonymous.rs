//! k people share each record, over all columns; rare people's records are not reproduced.

use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};
use synthesis::{
    Fault, Table, anonymise,
    attack::{self, halves},
    domain::Domain,
    reader,
    sampling::Chance,
};

use crate::{people, table};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_record_is_shared_by_a_multiple_of_k(seed in any::<u64>(), k in 2_usize..12, rows in prop::collection::vec((0_u8..30, 0_u8..4, 0_u8..9), 12..200)) {
        let mut text = String::from("year,kind,place\n");
        for (year, kind, place) in &rows {
            text.push_str(&format!("{},k{kind},p{place}\n", 1990 + u32::from(*year)));
        }
        let (table, domain) = table(&text);
        let made = anonymise::anonymise(&table, &domain, k, &mut Chance::new(seed)).expect("made");
        for (record, people) in made.records.distinct() {
            prop_assert!(people >= k && people.is_multiple_of(k), "{record:?} {people}");
        }
        // Nothing is said that is not true of somebody: a shown combination of values proper exists.
        for (record, _) in made.records.distinct() {
            let shown: Vec<(usize, u16)> = record.iter().copied().enumerate()
                .filter(|&(column, code)| code != 0 && usize::from(code) < domain.columns[column].proper).collect();
            let held = (0..table.rows()).filter(|&row| shown.iter().all(|&(column, code)| table.column(column)[row] == code)).count();
            prop_assert!(held >= k, "{shown:?} of {held}");
        }
        prop_assert_eq!(made.report.before, rows.len());
        prop_assert!((0.0..=1.0).contains(&made.report.information_loss));
    }
}

#[test]
fn numbers_and_declared_groups_are_widened_before_they_are_emptied() {
    let domain = Domain::parse(
        "[[column]]\nname=\"from\"\nvalues=[\"MD\",\"UA\",\"PH\"]\ngroup=[{name=\"East\",of=[\"MD\",\"UA\"]}]\n[[column]]\nname=\"sex\"\nvalues=[\"F\",\"M\"]\n",
    )
    .expect("good");
    let text =
        "from,sex\n".to_owned() + &"MD,F\n".repeat(3) + &"UA,F\n".repeat(3) + &"PH,M\n".repeat(8);
    let table = reader::read(text.as_bytes(), &domain).expect("good");
    let made = anonymise::anonymise(&table, &domain, 6, &mut Chance::new(3)).expect("made");
    let mut out = Vec::new();
    made.records.write(&made.domain, &mut out).expect("written");
    let out = String::from_utf8(out).expect("text");
    assert_eq!(out.matches("East,F\n").count(), 6, "{out}");
    assert!(!out.contains("MD") && !out.contains("UA"), "{out}");
}

#[test]
fn a_file_in_which_all_are_alike_loses_nothing() {
    let (table, domain) = table(&("a,b\n".to_owned() + &"x,y\n".repeat(20)));
    let made = anonymise::anonymise(&table, &domain, 10, &mut Chance::new(1)).expect("made");
    assert!(made.report.information_loss < 1e-12);
    assert_eq!(made.records.distinct(), table.distinct());
}

#[test]
fn too_few_people_or_too_small_a_k_is_refused() {
    let (table, domain) = table("a\nx\ny\n");
    for k in [0, 1, 3] {
        assert!(
            matches!(
                anonymise::anonymise(&table, &domain, k, &mut Chance::new(1)),
                Err(Fault::Parameter(_))
            ),
            "{k}"
        );
    }
}

#[test]
fn attackers_see_everything_in_the_original_and_little_in_anonymous_records() {
    // Wide and sparse: nearly everybody is alone.
    let mut chance = Chance::new(11);
    let mut columns = vec![Vec::new(); 8];
    for _ in 0..4_000 {
        let kind = chance.below(5);
        for (at, column) in columns.iter_mut().enumerate() {
            let common = chance.fraction() < 0.6;
            let code = if common { kind + at } else { chance.below(12) } % 12 + 1;
            column.push(u16::try_from(code).expect("small"));
        }
    }
    let domain = Domain::parse(
        &(0..8)
            .map(|at| {
                format!(
                    "[[column]]\nname=\"c{at}\"\nvalues=[{}]\n",
                    (1..=12)
                        .map(|v| format!("\"v{v}\""))
                        .collect::<Vec<_>>()
                        .join(",")
                )
            })
            .collect::<String>(),
    )
    .expect("good");
    let (inside, outside) = halves(&Table::from_columns(columns), &mut chance);
    let original = attack::attack(&inside, &inside, Some(&outside));
    let found = original.membership.expect("there are outsiders");
    assert!(
        found.auc > 0.99,
        "an attack that cannot see the original sees nothing: {found:?}"
    );
    assert_eq!(original.uniqueness.reproduced, original.uniqueness.original);
    assert_eq!(original.linkage.right, original.linkage.targets);
    let made = anonymise::anonymise(&inside, &domain, 10, &mut chance).expect("made");
    let attacks = attack::attack(&inside, &made.records, Some(&outside));
    let found = attacks.membership.expect("there are outsiders");
    assert!(found.auc < 0.55, "{found:?}");
    assert_eq!(attacks.linkage.right, 0);
}

#[test]
fn certainty_is_told_where_the_others_give_a_value_away() {
    let (table, domain) = table(&people(3_000));
    let made = anonymise::anonymise(&table, &domain, 10, &mut Chance::new(5)).expect("made");
    for column in &made.report.columns {
        assert!(
            column.l >= 1 && (0.0..=1.0).contains(&column.t),
            "{column:?}"
        );
        assert_eq!(column.certain > 0.0, column.l == 1, "{column:?}");
    }
}
