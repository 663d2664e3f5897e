//! What assessments by place say of a whole round, with its range, and by sex where samples were taken.

use std::collections::BTreeMap;

use registers::{ReadError, Register, Registers};
use serde_json::{Map, Value as Json};

use crate::{
    estimates::{Estimate, NoEstimate, by_survey_shares, from_households, from_informants, sum},
    flow_columns::path_of,
};

/// Registers of assessments by place: each is a unit of its own, and they are never added.
pub const REGISTERS: [&str; 2] = ["sub_area_assessments", "location_assessments"];

/// The places of a round together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RoundEstimate {
    /// People, where any place has a figure.
    pub people: Option<Estimate>,
    /// By `female` and `male`, from the samples of households taken in places; none with too few people in them.
    pub by_sex: BTreeMap<String, Estimate>,
    /// Places with a figure.
    pub places: u64,
    /// Places without one: unknown, not zero.
    pub without_figure: u64,
}

/// Adds up the places of a round for one population. `household_size` makes individuals of households where only those are
/// known; without it such places have no figure.
///
/// # Errors
/// The store's failure.
pub async fn of_round(
    registers: &Registers,
    (register, round, population): (&str, &str, &str),
    household_size: Option<f64>,
    may_see: &(dyn Fn(&str) -> bool + Sync),
) -> Result<RoundEstimate, ReadError> {
    let fields = Fields::of(registers.register(register)?);
    let mut found = RoundEstimate::default();
    let mut parts = Vec::new();
    let mut sampled = [0.0_f64; 2];
    let mut scan = registers.scan(register, Some(round))?;
    while let Some(record) = scan.next().await {
        let record = record?;
        let of_population = fields
            .population
            .as_deref()
            .and_then(|field| record.data.get(field)?.as_str());
        if record.state == "withdrawn"
            || of_population != Some(population)
            || !may_see(&record.owner)
        {
            continue;
        }
        match fields.estimate(&record.data, household_size) {
            Ok(estimate) => parts.push(estimate),
            Err(_) => found.without_figure += 1,
        }
        if let Some(sexes) = fields.sample(&record.data) {
            sampled[0] += sexes[0];
            sampled[1] += sexes[1];
        }
    }
    found.places = parts.len() as u64;
    found.people = sum(&parts);
    if let Some(people) = &found.people {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "people in samples, counted from zero"
        )]
        let counts: BTreeMap<String, u64> = ["female", "male"]
            .into_iter()
            .zip(sampled)
            .map(|(sex, people)| (sex.to_owned(), people.round() as u64))
            .collect();
        found.by_sex = by_survey_shares(people.best, &counts).unwrap_or_default();
    }
    Ok(found)
}

/// The fields that figures come from, by their meaning.
struct Fields {
    population: Option<String>,
    figures: [Option<String>; 3],
    households: Option<String>,
    sexes: [Option<String>; 2],
    sample: Option<String>,
}

impl Fields {
    fn of(register: &Register) -> Self {
        let field = |meaning: &str| path_of(register, meaning);
        Self {
            population: field("#affected+type"),
            figures: [
                field("#affected+ind+min"),
                field("#affected+ind-min-max-f-m-pregnant-unaccompanied-disabled-chronic-children"),
                field("#affected+ind+max"),
            ],
            households: field("#affected+hh"),
            sexes: [field("#affected+f+ind"), field("#affected+m+ind")],
            sample: field("#meta+sadd+sample"),
        }
    }

    fn estimate(
        &self,
        data: &Map<String, Json>,
        household_size: Option<f64>,
    ) -> Result<Estimate, NoEstimate> {
        let number = |field: &Option<String>| data.get(field.as_deref()?)?.as_f64();
        let said: Vec<f64> = self.figures.iter().filter_map(number).collect();
        if !said.is_empty() {
            return from_informants(&said);
        }
        let (households, size) = number(&self.households)
            .zip(household_size)
            .ok_or(NoEstimate::NobodyAsked)?;
        from_households(households, size)
    }

    /// Women and men in the sample of a place: its size, by the shares that the place tells.
    fn sample(&self, data: &Map<String, Json>) -> Option<[f64; 2]> {
        let number = |field: &Option<String>| data.get(field.as_deref()?)?.as_f64();
        let (asked, females, males) = (
            number(&self.sample)?,
            number(&self.sexes[0])?,
            number(&self.sexes[1])?,
        );
        let all = females + males;
        (all > 0.0).then(|| [asked * females / all, asked * males / all])
    }
}
