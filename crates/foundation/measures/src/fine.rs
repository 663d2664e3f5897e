//! The finest rows of a partition: one for each combination of areas and dimensions, to be added up in several ways.

use std::collections::{BTreeMap, BTreeSet};

use datafusion::{
    arrow::{
        array::{Array, Float64Array, Int64Array, StringArray},
        compute::cast,
        datatypes::DataType,
        record_batch::RecordBatch,
    },
    functions_aggregate::expr_fn::{count, sum},
    logical_expr::ident,
    prelude::{DataFrame, ParquetReadOptions},
};

use crate::{
    Ask, Dimension, Indicator, MeasureError, Measures,
    frame::LEVELS,
    observe::{self, Guard, Plan},
};

/// The areas that a row lies in, by level.
pub(crate) type Areas = [Option<String>; LEVELS as usize];

/// One of the finest rows.
#[derive(Debug, Clone)]
pub(crate) struct Fine {
    /// Its areas.
    pub(crate) areas: Areas,
    /// Values of the dimensions that were asked for, in their order.
    pub(crate) by: Vec<String>,
    /// Values of what must not be added.
    guards: Vec<String>,
    /// The sum of the known values.
    pub(crate) value: f64,
    /// How many records have a value.
    pub(crate) known: u64,
    /// For each part the sum, and how many records have it.
    pub(crate) parts: Vec<(f64, u64)>,
}

/// Which area lies in which, by what the records say: level and area, with the area above.
pub(crate) type Lineage = BTreeMap<(u8, String), Option<String>>;

/// Which area lies in which, by the records that the indicator counts; for areas that no register of places knows.
pub(crate) async fn lineage(
    measures: &Measures,
    indicator: &Indicator,
    ask: &Ask,
    partition: &str,
) -> Result<Lineage, MeasureError> {
    let whole = Ask {
        by: Vec::new(),
        ..ask.clone()
    };
    let register = measures.registers.register(&indicator.register)?;
    let plan = observe::plan(register, indicator, &whole)?;
    let frame = filtered(measures, indicator, &whole, partition, &plan).await?;
    let columns = (0..LEVELS).map(|level| ident(format!("place_{level}")));
    let frame = frame.select(columns.collect::<Vec<_>>())?.distinct()?;
    let mut all: BTreeSet<Areas> = BTreeSet::new();
    for batch in frame.collect().await? {
        let areas = areas(&batch)?;
        all.extend((0..batch.num_rows()).map(|row| at(&areas, row)));
    }
    let mut above = Lineage::new();
    for areas in all {
        for (level, pair) in (1..LEVELS).zip(areas.windows(2)) {
            if let Some(area) = &pair[1] {
                above
                    .entry((level, area.clone()))
                    .or_insert_with(|| pair[0].clone());
            }
        }
    }
    Ok(above)
}

/// The finest rows of a partition. `kind` is the position in `by` of a dimension whose values are never added: of
/// everything else that must not be added the preferred value is taken within each of its values.
pub(crate) async fn rows(
    measures: &Measures,
    indicator: &Indicator,
    (ask, kind): (&Ask, usize),
    parts: &[String],
    partition: &str,
) -> Result<Vec<Fine>, MeasureError> {
    let register = measures.registers.register(&indicator.register)?;
    let fields = |name: &String| matches!(indicator.by.get(name), Some(Dimension::Field(_)));
    if let Some(other) = ask.by.iter().find(|name| !fields(name)) {
        let known = indicator.by.keys().filter(|name| fields(name));
        return Err(MeasureError::UnknownDimension {
            indicator: indicator.id.clone(),
            dimension: other.clone(),
            known: known.cloned().collect::<Vec<_>>().join(", "),
        });
    }
    let plan = observe::plan(register, indicator, ask)?;
    let part_columns = parts
        .iter()
        .map(|meaning| observe::field(register, meaning))
        .collect::<Result<Vec<_>, _>>()?;
    let frame = filtered(measures, indicator, ask, partition, &plan).await?;
    let mut groups: Vec<_> = (0..LEVELS)
        .map(|level| ident(format!("place_{level}")))
        .collect();
    let dims = plan.dims.iter().map(|(column, _)| column);
    let guards = plan.guards.iter().map(|guard| &guard.column);
    for (number, column) in dims.chain(guards).enumerate() {
        groups.push(ident(column).alias(format!("by_{number}")));
    }
    let figures = plan.value.iter().chain(&part_columns);
    let mut sums = Vec::new();
    for (number, column) in figures.enumerate() {
        sums.push(sum(ident(column)).alias(format!("sum_{number}")));
        sums.push(count(ident(column)).alias(format!("known_{number}")));
    }
    let frame = frame.aggregate(groups, sums)?;
    let mut all = Vec::new();
    for batch in frame.collect().await? {
        read(&batch, &plan, part_columns.len(), &mut all)?;
    }
    only_once(all, kind, &plan.guards)
}

async fn filtered(
    measures: &Measures,
    indicator: &Indicator,
    ask: &Ask,
    partition: &str,
    plan: &Plan,
) -> Result<DataFrame, MeasureError> {
    let files = measures.projected(indicator, partition, ask).await?;
    let path = files.file(&plan.table).display().to_string();
    let mut frame = observe::context(measures.memory())?
        .read_parquet(path, ParquetReadOptions::default())
        .await?;
    for filter in &plan.filters {
        frame = frame.filter(filter.clone())?;
    }
    Ok(frame)
}

fn texts(batch: &RecordBatch, name: &str) -> Result<StringArray, MeasureError> {
    let none = || StringArray::new_null(batch.num_rows());
    let Some(column) = batch.column_by_name(name) else {
        return Ok(none());
    };
    let column = cast(column, &DataType::Utf8).map_err(datafusion::error::DataFusionError::from)?;
    let texts = column.as_any().downcast_ref::<StringArray>().cloned();
    Ok(texts.unwrap_or_else(none))
}

fn areas(batch: &RecordBatch) -> Result<Vec<StringArray>, MeasureError> {
    (0..LEVELS)
        .map(|level| texts(batch, &format!("place_{level}")))
        .collect()
}

fn at(areas: &[StringArray], row: usize) -> Areas {
    std::array::from_fn(|level| {
        let column = &areas[level];
        column.is_valid(row).then(|| column.value(row).to_owned())
    })
}

fn read(
    batch: &RecordBatch,
    plan: &Plan,
    parts: usize,
    into: &mut Vec<Fine>,
) -> Result<(), MeasureError> {
    let areas = areas(batch)?;
    let count = plan.dims.len() + plan.guards.len();
    let words = (0..count)
        .map(|number| texts(batch, &format!("by_{number}")))
        .collect::<Result<Vec<_>, _>>()?;
    let figures: Vec<(Option<Float64Array>, Option<Int64Array>)> = (0..=parts)
        .map(|number| {
            let sum = batch.column_by_name(&format!("sum_{number}"));
            let known = batch.column_by_name(&format!("known_{number}"));
            let sum = sum.and_then(|column| cast(column, &DataType::Float64).ok());
            let known = known.and_then(|column| cast(column, &DataType::Int64).ok());
            (
                sum.and_then(|column| column.as_any().downcast_ref().cloned()),
                known.and_then(|column| column.as_any().downcast_ref().cloned()),
            )
        })
        .collect();
    let figure = |number: usize, row: usize| -> (f64, u64) {
        let (sum, known) = &figures[number];
        let sum = sum.as_ref().filter(|column| column.is_valid(row));
        let known = known.as_ref().map_or(0, |column| column.value(row));
        (
            sum.map_or(0.0, |column| column.value(row)),
            u64::try_from(known).unwrap_or(0),
        )
    };
    for row in 0..batch.num_rows() {
        let word = |column: &StringArray| {
            if column.is_valid(row) {
                column.value(row).to_owned()
            } else {
                String::new()
            }
        };
        let (by, guards) = words.split_at(plan.dims.len());
        let (value, known) = figure(0, row);
        into.push(Fine {
            areas: at(&areas, row),
            by: by.iter().map(word).collect(),
            guards: guards.iter().map(word).collect(),
            value,
            known,
            parts: (1..=parts).map(|number| figure(number, row)).collect(),
        });
    }
    Ok(())
}

/// Leaves out the rows that are the same people again: within each value of the kind, and guard after guard.
fn only_once(
    mut rows: Vec<Fine>,
    kind: usize,
    guards: &[Guard],
) -> Result<Vec<Fine>, MeasureError> {
    for (number, guard) in guards.iter().enumerate() {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in &rows {
            let values = found.entry(row.by[kind].clone()).or_default();
            values.insert(row.guards[number].clone());
        }
        let mut taken: BTreeMap<String, String> = BTreeMap::new();
        for (of, mut values) in found {
            // A value that is not said is no second one, as where the indicator is observed as a whole.
            values.remove("");
            if values.len() <= 1 {
                continue;
            }
            let preferred = guard.prefer.iter().find(|value| values.contains(*value));
            let Some(chosen) = preferred else {
                return Err(MeasureError::WouldAddTwice {
                    dimension: guard.meaning.clone(),
                    values: values.into_iter().collect::<Vec<_>>().join(", "),
                });
            };
            taken.insert(of, chosen.clone());
        }
        rows.retain(|row| {
            let chosen = taken.get(&row.by[kind]);
            chosen.is_none_or(|chosen| *chosen == row.guards[number])
        });
    }
    Ok(rows)
}
