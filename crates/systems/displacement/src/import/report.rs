//! What an import did, with the figures that let a person compare it with the file.

use super::fault::{Fault, Severity};
use super::plan::Figures;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Faults of one code kept in full; the rest is counted.
const KEPT_OF_A_CODE: usize = 50;

/// Records of one register by what happened to them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Effects {
    /// New.
    pub created: usize,
    /// Different from before.
    pub changed: usize,
    /// As before.
    pub unchanged: usize,
}

/// Figures of one level, type, population and round. Lines of two of them are never added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Total {
    /// `0` to `5`, or `place`.
    pub level: String,
    /// Assessment type.
    pub assessment_type: String,
    /// Population.
    pub population: String,
    /// Record id of the round.
    pub round: String,
    /// Rows.
    pub rows: usize,
    /// People.
    pub individuals: i64,
    /// Households.
    pub households: i64,
}

/// The sum of a file's column at one level, all rounds and types together: to be compared with the file's
/// own column. It counts the same people once a round, so it is no figure of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ControlSum {
    /// `0` to `5`, or `place`.
    pub level: String,
    /// Population.
    pub population: String,
    /// Rows.
    pub rows: usize,
    /// Sum of the individuals column.
    pub individuals: i64,
    /// Sum of the households column.
    pub households: i64,
}

/// What an import did or, in a dry run, would do.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ImportReport {
    /// Name of the file.
    pub file: String,
    /// Rows of data read.
    pub rows: usize,
    /// Rows that gave no record because of a refusal.
    pub refused_rows: usize,
    /// Printed totals that were passed over.
    pub printed_totals: usize,
    /// Whether anything was written.
    pub committed: bool,
    /// Records written.
    pub created: usize,
    /// Records that differed.
    pub changed: usize,
    /// Records that were so already.
    pub unchanged: usize,
    /// The same by register.
    pub records: BTreeMap<String, Effects>,
    /// Control sums, one a level and population.
    pub control_sums: Vec<ControlSum>,
    /// Figures by level, type, population and round.
    pub totals: Vec<Total>,
    /// Record ids of the rounds touched.
    pub rounds: Vec<String>,
    /// Faults; of each code the first fifty in full.
    pub faults: Vec<Fault>,
    /// How many faults there are of each code.
    pub fault_counts: BTreeMap<String, usize>,
    /// Sentences for people.
    pub notes: Vec<String>,
    #[serde(skip)]
    sums: BTreeMap<(String, String, String, String), (usize, i64, i64)>,
}

impl ImportReport {
    /// An empty report.
    #[must_use]
    pub fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }

    /// Whether a fault stops a row.
    #[must_use]
    pub fn has_refusals(&self) -> bool {
        self.refused_rows > 0
            || self
                .faults
                .iter()
                .any(|fault| fault.severity == Severity::Refusal)
    }

    /// Notes a fault.
    pub fn fault(&mut self, fault: Fault) {
        let count = self.fault_counts.entry(fault.code.to_owned()).or_default();
        *count += 1;
        if *count <= KEPT_OF_A_CODE {
            self.faults.push(fault);
        }
    }

    /// Adds one row's figures.
    pub fn add(&mut self, figures: &Figures) {
        let key = (
            figures.level.clone(),
            figures.assessment_type.clone(),
            figures.population.clone(),
            figures.round.clone(),
        );
        let sum = self.sums.entry(key).or_default();
        sum.0 += 1;
        sum.1 += figures.individuals.unwrap_or(0);
        sum.2 += figures.households.unwrap_or(0);
    }

    /// Turns the sums into the lists that are shown.
    pub fn settle(&mut self) {
        let mut control: BTreeMap<(String, String), ControlSum> = BTreeMap::new();
        self.totals.clear();
        for ((level, assessment_type, population, round), (rows, individuals, households)) in
            &self.sums
        {
            self.totals.push(Total {
                level: level.clone(),
                assessment_type: assessment_type.clone(),
                population: population.clone(),
                round: round.clone(),
                rows: *rows,
                individuals: *individuals,
                households: *households,
            });
            let line = control
                .entry((level.clone(), population.clone()))
                .or_insert_with(|| ControlSum {
                    level: level.clone(),
                    population: population.clone(),
                    rows: 0,
                    individuals: 0,
                    households: 0,
                });
            line.rows += rows;
            line.individuals += individuals;
            line.households += households;
        }
        self.control_sums = control.into_values().collect();
        let mut rounds: Vec<String> = self
            .totals
            .iter()
            .map(|total| total.round.clone())
            .collect();
        rounds.sort();
        rounds.dedup();
        self.rounds = rounds;
    }

    /// The report as text for a terminal.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut lines = vec![format!(
            "{}: {} rows read; {} records created, {} changed, {} unchanged{}",
            self.file,
            self.rows,
            self.created,
            self.changed,
            self.unchanged,
            if self.committed {
                ""
            } else {
                " (nothing was written)"
            }
        )];
        for line in &self.control_sums {
            lines.push(format!(
                "  level {} {}: {} rows, {} individuals, {} households in the file",
                line.level, line.population, line.rows, line.individuals, line.households
            ));
        }
        for total in self.totals.iter().rev().take(12) {
            lines.push(format!(
                "  round {} level {} {} {}: {} individuals, {} households in {} rows",
                total.round,
                total.level,
                total.assessment_type,
                total.population,
                total.individuals,
                total.households,
                total.rows
            ));
        }
        if self.totals.len() > 12 {
            lines.push(format!(
                "  … and {} more rounds and types",
                self.totals.len() - 12
            ));
        }
        for note in &self.notes {
            lines.push(format!("  note: {note}"));
        }
        for (code, count) in &self.fault_counts {
            lines.push(format!("  {code}: {count}"));
        }
        for fault in self.faults.iter().take(40) {
            lines.push(format!("  {}", fault.to_line()));
        }
        lines.join("\n")
    }
}
