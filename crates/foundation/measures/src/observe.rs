//! One indicator over the files of its partitions: filter, guard, group, add.

use std::collections::BTreeMap;

use access::Scope;
use datafusion::{
    arrow::array::{Array, Float64Array, Int64Array, StringArray},
    arrow::compute::cast,
    arrow::datatypes::DataType,
    execution::{memory_pool::FairSpillPool, runtime_env::RuntimeEnvBuilder},
    functions::string::expr_fn::starts_with,
    functions_aggregate::expr_fn::{count, count_distinct, sum},
    logical_expr::{Expr, ident, lit},
    prelude::{DataFrame, ParquetReadOptions, SessionConfig, SessionContext},
};
use registers::Register;
use vocab::HxlPattern;

use crate::{
    Ask, Cell, Dimension, Indicator, Measure, MeasureError, Measures, Observation, Observations,
    frame::{LEVELS, may_be_measured},
};

/// The order of admin levels of rows, deepest first: a place lies within the deepest area.
const DEEPEST_FIRST: [&str; 7] = ["place", "5", "4", "3", "2", "1", "0"];

/// The table of the records themselves.
const RECORDS: &str = "records";

/// The pieces of an ask in terms of columns.
pub(crate) struct Plan {
    /// Table that holds the rows.
    pub(crate) table: String,
    /// What is added or counted; `None` counts rows.
    pub(crate) value: Option<String>,
    distinct: bool,
    pub(crate) filters: Vec<Expr>,
    /// Columns to group by, with the names of the answer.
    pub(crate) dims: Vec<(String, String)>,
    /// Columns of which several values must not be added.
    pub(crate) guards: Vec<Guard>,
}

/// A column of which several values must not be added.
pub(crate) struct Guard {
    pub(crate) column: String,
    pub(crate) meaning: String,
    /// Values to take when several occur, best first.
    pub(crate) prefer: Vec<String>,
}

/// Observes an indicator in the partitions, as it is, without regard to who will see it.
pub(crate) async fn observe(
    measures: &Measures,
    indicator: &Indicator,
    ask: &Ask,
    partitions: &[String],
) -> Result<Observations, MeasureError> {
    let register = measures.registers.register(&indicator.register)?;
    let plan = plan(register, indicator, ask)?;
    let mut answer = Observations {
        indicator: indicator.id.clone(),
        unit: indicator.unit.clone(),
        rows: Vec::new(),
        notes: Vec::new(),
    };
    for partition in partitions {
        let files = measures.projected(indicator, partition, ask).await?;
        let file = files.file(&plan.table);
        let context = context(measures.memory())?;
        let path = file.display().to_string();
        let frame = context
            .read_parquet(path, ParquetReadOptions::default())
            .await?;
        observe_one(&plan, ask, partition, frame, &mut answer).await?;
    }
    answer.notes.sort();
    answer.notes.dedup();
    Ok(answer)
}

pub(crate) fn context(memory: usize) -> Result<SessionContext, MeasureError> {
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(std::sync::Arc::new(FairSpillPool::new(memory)))
        .build_arc()?;
    Ok(SessionContext::new_with_config_rt(
        SessionConfig::new().with_target_partitions(2),
        runtime,
    ))
}

pub(crate) fn field(register: &Register, meaning: &str) -> Result<String, MeasureError> {
    HxlPattern::parse(meaning)
        .ok()
        .and_then(|pattern| {
            let found = register.fields_meaning(&pattern).into_iter();
            found
                .map(|(path, _)| path)
                .find(|path| may_be_measured(register, path))
        })
        .ok_or_else(|| MeasureError::NoMeaning {
            register: register.name.to_string(),
            meaning: meaning.to_owned(),
        })
}

pub(crate) fn plan(
    register: &Register,
    indicator: &Indicator,
    ask: &Ask,
) -> Result<Plan, MeasureError> {
    let (value, distinct) = match &indicator.measure {
        Measure::Sum(meaning) => (Some(field(register, meaning)?), false),
        Measure::Distinct(meaning) => (Some(field(register, meaning)?), true),
        Measure::Count => (None, false),
    };
    let mut plan = Plan {
        table: RECORDS.to_owned(),
        value,
        distinct,
        filters: Vec::new(),
        dims: Vec::new(),
        guards: Vec::new(),
    };
    let mut filtered = Vec::new();
    for condition in &indicator.conditions {
        let column = field(register, &condition.meaning)?;
        let values = condition
            .one_of
            .iter()
            .map(|value| lit(value.as_str()))
            .collect();
        plan.filters.push(ident(&column).in_list(values, false));
        if condition.one_of.len() == 1 {
            filtered.push(column);
        }
    }
    if !indicator.states.is_empty() {
        let states = indicator
            .states
            .iter()
            .map(|state| lit(state.as_str()))
            .collect();
        plan.filters.push(ident("_state").in_list(states, false));
    }
    for name in &ask.by {
        match indicator.by.get(name) {
            Some(Dimension::Field(meaning)) => {
                plan.dims.push((field(register, meaning)?, name.clone()));
            }
            // Rows of one breakdown say nothing of another.
            Some(Dimension::Breakdown { .. }) if plan.table != RECORDS => {
                return Err(MeasureError::UnknownDimension {
                    indicator: indicator.id.clone(),
                    dimension: ask.by.join(" and "),
                    known: "one breakdown at a time".to_owned(),
                });
            }
            Some(Dimension::Breakdown { breakdown, unit }) => {
                break_down(register, &mut plan, name, breakdown, unit)?;
            }
            None => {
                return Err(MeasureError::UnknownDimension {
                    indicator: indicator.id.clone(),
                    dimension: name.clone(),
                    known: indicator.by.keys().cloned().collect::<Vec<_>>().join(", "),
                });
            }
        }
    }
    for never in &indicator.never_add {
        let column = field(register, never.meaning())?;
        let settled = filtered.contains(&column) || plan.dims.iter().any(|(dim, _)| *dim == column);
        if !settled {
            let prefer = match never.preference() {
                [] if never.meaning().starts_with("#adm+level") => {
                    DEEPEST_FIRST.map(str::to_owned).to_vec()
                }
                said => said.to_vec(),
            };
            plan.guards.push(Guard {
                column,
                meaning: never.meaning().to_owned(),
                prefer,
            });
        }
    }
    Ok(plan)
}

/// Turns to the repeat that holds breakdowns: its fields are found by meaning too.
fn break_down(
    register: &Register,
    plan: &mut Plan,
    name: &str,
    breakdown: &str,
    unit: &str,
) -> Result<(), MeasureError> {
    let dimension = field(register, "#indicator+dimension")?;
    let category = field(register, "#indicator+category-code")?;
    let units = field(register, "#indicator+unit")?;
    let figure = field(register, "#indicator+value")?;
    plan.table = dimension.split('.').next().unwrap_or_default().to_owned();
    plan.filters.push(ident(&dimension).eq(lit(breakdown)));
    plan.filters.push(ident(&units).eq(lit(unit)));
    plan.dims.push((category, name.to_owned()));
    plan.value = Some(figure);
    Ok(())
}

async fn observe_one(
    plan: &Plan,
    ask: &Ask,
    partition: &str,
    frame: DataFrame,
    answer: &mut Observations,
) -> Result<(), MeasureError> {
    let mut frame = frame;
    for filter in &plan.filters {
        frame = frame.filter(filter.clone())?;
    }
    if let Some(under) = &ask.under {
        let within = (0..LEVELS)
            .map(|level| ident(format!("place_{level}")).eq(lit(under.as_str())))
            .reduce(Expr::or);
        if let Some(within) = within {
            frame = frame.filter(within)?;
        }
    }
    if let Some(own) = owned(&ask.within) {
        frame = frame.filter(own)?;
    }
    for guard in &plan.guards {
        frame = guarded(frame, guard, partition, answer).await?;
    }
    let mut groups: Vec<Expr> = Vec::new();
    if let Some(level) = ask.level {
        groups.push(ident(format!("place_{}", level.min(LEVELS - 1))).alias("_place"));
    }
    for (column, name) in &plan.dims {
        groups.push(ident(column).alias(format!("by_{name}")));
    }
    let value = match (&plan.value, plan.distinct) {
        (Some(column), false) => sum(ident(column)),
        (Some(column), true) => count_distinct(ident(column)),
        (None, _) => count(ident("_id")),
    };
    let known = plan
        .value
        .as_ref()
        .map_or_else(|| count(ident("_id")), |column| count(ident(column)));
    let frame = frame.aggregate(
        groups,
        vec![
            value.alias("_value"),
            count(ident("_id")).alias("_records"),
            known.alias("_known"),
        ],
    )?;
    let batches = frame.collect().await?;
    for batch in batches {
        let text = |name: &str| -> Option<StringArray> {
            let column = cast(batch.column_by_name(name)?, &DataType::Utf8).ok()?;
            column.as_any().downcast_ref::<StringArray>().cloned()
        };
        let int = |name: &str| -> Option<Int64Array> {
            let column = cast(batch.column_by_name(name)?, &DataType::Int64).ok()?;
            column.as_any().downcast_ref::<Int64Array>().cloned()
        };
        let values = batch
            .column_by_name("_value")
            .and_then(|column| cast(column, &DataType::Float64).ok());
        let values = values
            .as_ref()
            .and_then(|column| column.as_any().downcast_ref::<Float64Array>());
        let (places, records, known) = (text("_place"), int("_records"), int("_known"));
        let dims: Vec<(&String, Option<StringArray>)> = plan
            .dims
            .iter()
            .map(|(_, name)| (name, text(&format!("by_{name}"))))
            .collect();
        for row in 0..batch.num_rows() {
            let at = |column: &Option<StringArray>| {
                column
                    .as_ref()
                    .filter(|column| column.is_valid(row))
                    .map(|column| column.value(row).to_owned())
            };
            let number = |column: &Option<Int64Array>| {
                column
                    .as_ref()
                    .map_or(0, |column| u64::try_from(column.value(row)).unwrap_or(0))
            };
            let records = number(&records);
            if records == 0 {
                continue;
            }
            let by: BTreeMap<String, String> = dims
                .iter()
                .map(|(name, column)| ((*name).clone(), at(column).unwrap_or_default()))
                .collect();
            let value = values
                .filter(|values| values.is_valid(row))
                .map_or(Cell::Unknown, |values| Cell::Value(values.value(row)));
            answer.rows.push(Observation {
                place: at(&places),
                partition: partition.to_owned(),
                by,
                value,
                records,
                unknown: records.saturating_sub(number(&known)),
            });
        }
    }
    answer
        .rows
        .sort_by(|a, b| (&a.partition, &a.place, &a.by).cmp(&(&b.partition, &b.place, &b.by)));
    Ok(())
}

/// Which rows belong to the units, as [`access::is_within`] has it; `None` when all do.
fn owned(within: &Scope) -> Option<Expr> {
    let Scope::Subtrees(units) = within else {
        return None;
    };
    let owner = || ident("_owner");
    let of_unit = |unit: &String| {
        let below = format!("{}/", unit.trim_end_matches('/'));
        owner()
            .eq(lit(unit.as_str()))
            .or(starts_with(owner(), lit(below)))
    };
    // In no unit at all means no row at all.
    Some(units.iter().map(of_unit).fold(lit(false), Expr::or))
}

/// Looks whether rows that must not be added meet; of several values the preferred one is taken, and said.
async fn guarded(
    frame: DataFrame,
    guard: &Guard,
    partition: &str,
    answer: &mut Observations,
) -> Result<DataFrame, MeasureError> {
    let Guard {
        column,
        meaning,
        prefer,
    } = guard;
    let found = frame
        .clone()
        .select(vec![ident(column)])?
        .distinct()?
        .collect()
        .await?;
    let mut values: Vec<String> = Vec::new();
    for batch in &found {
        let column = cast(batch.column(0), &DataType::Utf8)
            .map_err(datafusion::error::DataFusionError::from)?;
        if let Some(texts) = column.as_any().downcast_ref::<StringArray>() {
            values.extend(texts.iter().flatten().map(str::to_owned));
        }
    }
    values.sort();
    if values.len() <= 1 {
        return Ok(frame);
    }
    let chosen = prefer
        .iter()
        .find(|wanted| values.iter().any(|value| value == *wanted));
    if let Some(chosen) = chosen {
        answer.notes.push(format!(
            "{partition} has rows of {meaning} {}; only {chosen} is counted, the others are the same people again",
            values.join(", ")
        ));
        return Ok(frame.filter(ident(column).eq(lit(chosen.as_str())))?);
    }
    Err(MeasureError::WouldAddTwice {
        dimension: meaning.clone(),
        values: values.join(", "),
    })
}
