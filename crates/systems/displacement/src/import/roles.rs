//! What a table is good for, and which of several tables of the same people is imported.

use super::meaning::{Meaning, Of, Part, Unit};
use super::propose::Proposal;
use super::reading::Reading;
use super::rowview::{area_key, depth, level_of_row};
use super::understanding::{Role, SheetUnderstanding};
use super::vocabulary::{Facets, ratio};
use std::collections::{BTreeMap, BTreeSet};

/// The role of one table seen alone, and why.
#[must_use]
pub fn alone(sheet: &SheetUnderstanding, proposal: &Proposal) -> (Role, String) {
    let has =
        |test: &dyn Fn(&Meaning) -> bool| sheet.columns.iter().any(|column| test(&column.meaning));
    let counts = has(&|m| matches!(m, Meaning::Count(..)));
    let places = has(&|m| {
        matches!(
            m,
            Meaning::Admin(1..=5, _) | Meaning::Place(_) | Meaning::AnyAdmin(_)
        )
    });
    let country = has(&|m| matches!(m, Meaning::Admin(0, _)));
    let codes = has(&|m| {
        matches!(
            m,
            Meaning::Admin(1..=5, Part::Code) | Meaning::AnyAdmin(Part::Code)
        )
    });
    let point = (has(&|m| matches!(m, Meaning::Latitude))
        && has(&|m| matches!(m, Meaning::Longitude)))
        || has(&|m| matches!(m, Meaning::Point));
    let words: Vec<Facets> = sheet
        .columns
        .iter()
        .map(|column| Facets::of(&column.header))
        .collect();
    let sample = words.iter().any(|facets| facets.has("sample"));
    let shares = words.iter().any(|facets| facets.has("share"))
        || proposal
            .profiles
            .iter()
            .zip(&sheet.columns)
            .any(|(profile, column)| {
                profile.fractions() && matches!(column.meaning, Meaning::Ignored)
            });
    let estimates = words.iter().any(|facets| facets.has("estimate"));
    if sheet.rows_seen == 0 {
        return (Role::NotImported, "it has no rows of data".to_owned());
    }
    if has(&|m| matches!(m, Meaning::CodeLength(_))) {
        return (
            Role::CodeFormats,
            "it gives the lengths of P-codes by admin level".to_owned(),
        );
    }
    if sample {
        return (
            Role::NotImported,
            "shares and estimates from a sample, by macro-region: not a count of places, and a macro-region has no P-code; to add them to counts would say more than the survey knows".to_owned(),
        );
    }
    if counts && (places || country) {
        if shares && estimates && places {
            return (Role::Estimates, "estimates per area beside their shares: kept apart under the assessment type `estimate`".to_owned());
        }
        return (Role::Counts, "figures by place".to_owned());
    }
    if counts {
        return (
            Role::NotImported,
            "figures without any column that says where".to_owned(),
        );
    }
    if has(&|m| matches!(m, Meaning::Operation)) && has(&|m| matches!(m, Meaning::OperationStatus))
    {
        return (
            Role::Operations,
            "names of operations with their status".to_owned(),
        );
    }
    if point && has(&|m| matches!(m, Meaning::Place(_))) {
        return (Role::Sites, "points without figures".to_owned());
    }
    if codes {
        return (Role::Places, "P-codes without figures".to_owned());
    }
    if point {
        return (Role::Sites, "points without figures".to_owned());
    }
    if has(&|m| matches!(m, Meaning::Admin(0, Part::Code)))
        && has(&|m| matches!(m, Meaning::Admin(0, Part::Name)))
    {
        return (Role::Places, "countries by code and name".to_owned());
    }
    if shares {
        return (
            Role::NotImported,
            "shares only: there is nothing to count".to_owned(),
        );
    }
    (
        Role::NotImported,
        "no figures, no points and no P-codes".to_owned(),
    )
}

/// What the rows seen of a counts table speak of.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    areas: BTreeSet<String>,
    levels: BTreeMap<Option<u8>, usize>,
    populations: BTreeSet<String>,
    rounds: BTreeSet<String>,
    totals: BTreeMap<(String, Unit), f64>,
    long: bool,
    fineness: u8,
}

impl Outline {
    /// Looks through the rows seen.
    #[must_use]
    pub fn of(sheet: &SheetUnderstanding, rows: &[Vec<Reading>]) -> Self {
        let mut outline = Self {
            long: sheet
                .columns
                .iter()
                .any(|c| matches!(c.meaning, Meaning::Category(_))),
            fineness: depth(sheet),
            ..Self::default()
        };
        let rounds = sheet
            .column(&Meaning::Round)
            .or_else(|| sheet.column(&Meaning::Date))
            .map(|column| column.index);
        if rounds.is_none() {
            outline.rounds.insert(
                sheet
                    .round
                    .map(|round| round.to_string())
                    .or_else(|| sheet.date.clone())
                    .unwrap_or_default(),
            );
        }
        for column in &sheet.columns {
            if let Meaning::Count(population, _, Of::All) = &column.meaning {
                outline.populations.insert(
                    population
                        .clone()
                        .unwrap_or_else(|| sheet.population.clone()),
                );
            }
        }
        for row in rows {
            outline.areas.insert(area_key(sheet, row));
            *outline.levels.entry(level_of_row(sheet, row)).or_default() += 1;
            if let Some(text) = rounds
                .and_then(|index| row.get(index))
                .and_then(Reading::text)
            {
                outline.rounds.insert(text);
            }
            for column in &sheet.columns {
                if let Meaning::Count(population, unit, Of::All) = &column.meaning
                    && let Some(number) = row.get(column.index).and_then(Reading::number)
                {
                    let population = population
                        .clone()
                        .unwrap_or_else(|| sheet.population.clone());
                    *outline.totals.entry((population, *unit)).or_default() += number;
                }
            }
        }
        outline
    }

    fn same_people(&self, other: &Self) -> bool {
        let meets = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.intersection(b).next().is_some();
        let rounds = meets(&self.rounds, &other.rounds)
            || self.rounds.contains("")
            || other.rounds.contains("");
        meets(&self.populations, &other.populations) && rounds
    }

    fn shared_areas(&self, other: &Self) -> f64 {
        ratio(
            self.areas.intersection(&other.areas).count(),
            self.areas.len().min(other.areas.len()).max(1),
        )
    }
}

/// Leaves the finest table of the same people as counts; the others become cross-checks or breakdowns.
pub fn choose(sheets: &mut [SheetUnderstanding], outlines: &[Outline]) {
    let mut order: Vec<usize> = (0..sheets.len())
        .filter(|at| sheets[*at].role == Role::Counts)
        .collect();
    // long tables last: where a wide table of the same areas stands, they split its figures
    order.sort_by_key(|at| {
        (
            outlines[*at].long,
            u8::MAX - outlines[*at].fineness,
            usize::MAX - sheets[*at].rows_seen,
        )
    });
    let mut accepted: Vec<usize> = Vec::new();
    for at in order {
        let rival = accepted.iter().copied().find(|other| {
            let same = outlines[at].same_people(&outlines[*other]);
            let coarser = outlines[at].fineness < outlines[*other].fineness;
            same && (coarser || outlines[at].shared_areas(&outlines[*other]) >= 0.5)
        });
        let Some(rival) = rival else {
            accepted.push(at);
            continue;
        };
        let name = sheets[rival].name.trim().to_owned();
        if outlines[at].long && outlines[at].fineness >= outlines[rival].fineness {
            sheets[at].role = Role::Breakdown;
            sheets[at].why =
                format!("the same people as in {name}, split by category: joined to its areas");
        } else {
            sheets[at].role = Role::CrossCheck;
            sheets[at].why = format!(
                "the same people as in {name}, in less detail: compared with it, not added"
            );
        }
    }
}
