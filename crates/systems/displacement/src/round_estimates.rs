//! What assessments by place say of a whole round, with its range, and by sex and age where samples were taken.

use std::collections::BTreeMap;

use registers::{ReadError, Register, Registers};
use serde_json::{Map, Value as Json};
use vocab::{AgeBand, HxlPattern};

use crate::{
    estimates::{Estimate, NoEstimate, by_survey_shares, from_households, from_informants, sum},
    flow_columns::path_of,
};

/// Registers of assessments by place: each is a unit of its own, and they are never added.
pub const REGISTERS: [&str; 2] = ["sub_area_assessments", "location_assessments"];

/// Sex, as samples of households tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sex {
    /// Women and girls.
    Female,
    /// Men and boys.
    Male,
}

impl Sex {
    const ALL: [Self; 2] = [Self::Female, Self::Male];

    /// `female` or `male`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }

    /// Its attribute in HXL.
    fn attribute(self) -> &'static str {
        match self {
            Self::Female => "f",
            Self::Male => "m",
        }
    }
}

/// The places of a round together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RoundEstimate {
    /// People, where any place has a figure.
    pub people: Option<Estimate>,
    /// From the samples of households taken in places; none with too few people in them.
    pub by_sex: BTreeMap<Sex, Estimate>,
    /// The same by sex and the age bands of the form.
    pub by_sex_and_age: BTreeMap<(Sex, AgeBand), Estimate>,
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
    let mut by_sex = BTreeMap::new();
    let mut by_sex_and_age = BTreeMap::new();
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
        fields.sample(&record.data, &fields.sexes, &mut by_sex);
        fields.sample(&record.data, &fields.bands, &mut by_sex_and_age);
    }
    found.places = parts.len() as u64;
    found.people = sum(&parts);
    if let Some(people) = &found.people {
        found.by_sex = shares(people.best, &by_sex);
        found.by_sex_and_age = shares(people.best, &by_sex_and_age);
    }
    Ok(found)
}

/// The parts of a population by the people in samples; empty where too few are in them.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "people in samples, counted from zero"
)]
fn shares<Part: Ord + Clone>(
    whole: f64,
    sampled: &BTreeMap<Part, f64>,
) -> BTreeMap<Part, Estimate> {
    let sampled = sampled.iter();
    let counts = sampled.map(|(part, people)| (part.clone(), people.round() as u64));
    by_survey_shares(whole, &counts.collect()).unwrap_or_default()
}

/// The fields that figures come from, by their meaning.
struct Fields {
    population: Option<String>,
    figures: [Option<String>; 3],
    households: Option<String>,
    sexes: Vec<(Sex, String)>,
    bands: Vec<((Sex, AgeBand), String)>,
    sample: Option<String>,
}

impl Fields {
    fn of(register: &Register) -> Self {
        let field = |meaning: &str| path_of(register, meaning);
        Self {
            population: field("#beneficiary+type"),
            figures: [
                field("#affected+ind+min"),
                field("#affected+ind-min-max-f-m-pregnant-unaccompanied-disabled-chronic-children"),
                field("#affected+ind+max"),
            ],
            households: field("#affected+hh"),
            sexes: Sex::ALL
                .into_iter()
                .map(|sex| {
                    let meaning = format!("#affected+{}+ind", sex.attribute());
                    Some((sex, field(&meaning)?))
                })
                .collect::<Option<_>>()
                .unwrap_or_default(),
            bands: bands(register),
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

    /// Adds the people in the sample of a place: its size, by the shares that the place tells. A place that leaves one of the
    /// parts unsaid tells no shares, and neither does a form that asks of one sex only.
    fn sample<Part: Ord + Copy>(
        &self,
        data: &Map<String, Json>,
        parts: &[(Part, String)],
        sampled: &mut BTreeMap<Part, f64>,
    ) {
        let number = |field: &str| data.get(field)?.as_f64();
        let people: Option<Vec<(Part, f64)>> = parts
            .iter()
            .map(|(part, field)| Some((*part, number(field)?)))
            .collect();
        let asked = self.sample.as_deref().and_then(number);
        let (Some(asked), Some(people)) = (asked, people) else {
            return;
        };
        let all: f64 = people.iter().map(|(_, people)| people).sum();
        if all > 0.0 {
            for (part, people) in people {
                *sampled.entry(part).or_default() += asked * people / all;
            }
        }
    }
}

/// The fields of a form that count people of one sex and one band of age: a country's own bands as well as the shipped ones.
fn bands(register: &Register) -> Vec<((Sex, AgeBand), String)> {
    let mut found = Vec::new();
    for sex in Sex::ALL {
        let Ok(pattern) = HxlPattern::parse(&format!("#affected+{}+ind", sex.attribute())) else {
            continue;
        };
        for (path, field) in register.fields_meaning(&pattern) {
            let attributes = field.hxl.iter().flat_map(|tag| tag.attributes());
            if let Some(band) = attributes.filter_map(AgeBand::of_attribute).next()
                && !path.contains('.')
            {
                found.push(((sex, band), path));
            }
        }
    }
    let both = Sex::ALL
        .into_iter()
        .all(|sex| found.iter().any(|((of, _), _)| *of == sex));
    if both { found } else { Vec::new() }
}
