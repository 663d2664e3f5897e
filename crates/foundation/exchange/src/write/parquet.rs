//! Parquet with zstd where the build has it, in row groups of bounded size.

use std::{io::Write, sync::Arc};

use datafusion::{
    arrow::{
        array::{
            ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder,
        },
        datatypes::{DataType, Field, Schema},
        record_batch::RecordBatch,
    },
    parquet::{
        arrow::ArrowWriter,
        basic::{Compression, ZstdLevel},
        file::properties::WriterProperties,
    },
};

use super::failed;
use crate::{Cell, ColumnKind, Dataset, DatasetColumn, DatasetRow, ExchangeError};

/// Rows turned into columns at once.
const BATCH: usize = 8_192;

/// Writes Parquet and gives the number of rows. HXL tags travel as field metadata `hxl`.
///
/// # Errors
/// The reason of a row that could not be had, or of the output.
pub fn write_parquet(
    dataset: Dataset<'_>,
    out: &mut (dyn Write + Send),
) -> Result<u64, ExchangeError> {
    let failed = failed("Parquet");
    let schema = Arc::new(schema(&dataset.columns));
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let mut writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties))
        .map_err(|error| failed(error.to_string()))?;
    let mut count = 0_u64;
    let mut batch: Vec<DatasetRow> = Vec::with_capacity(BATCH);
    let mut flush = |batch: &mut Vec<DatasetRow>| -> Result<(), ExchangeError> {
        let arrays = dataset
            .columns
            .iter()
            .enumerate()
            .map(|(position, column)| array(column.kind, batch, position))
            .collect();
        let columns = RecordBatch::try_new(Arc::clone(&schema), arrays)
            .map_err(|error| failed(error.to_string()))?;
        writer
            .write(&columns)
            .map_err(|error| failed(error.to_string()))?;
        batch.clear();
        Ok(())
    };
    for row in dataset.rows {
        batch.push(row.map_err(&failed)?);
        count += 1;
        if batch.len() == BATCH {
            flush(&mut batch)?;
        }
    }
    if !batch.is_empty() {
        flush(&mut batch)?;
    }
    writer.close().map_err(|error| failed(error.to_string()))?;
    Ok(count)
}

fn schema(columns: &[DatasetColumn]) -> Schema {
    let fields: Vec<Field> = columns
        .iter()
        .map(|column| {
            let kind = match column.kind {
                ColumnKind::Text => DataType::Utf8,
                ColumnKind::Integer => DataType::Int64,
                ColumnKind::Decimal => DataType::Float64,
                ColumnKind::Date => DataType::Date32,
                ColumnKind::Bool => DataType::Boolean,
            };
            let field = Field::new(&column.name, kind, true);
            match &column.tag {
                Some(tag) => field.with_metadata([("hxl".to_owned(), tag.to_string())].into()),
                None => field,
            }
        })
        .collect();
    Schema::new(fields)
}

fn array(kind: ColumnKind, rows: &[DatasetRow], position: usize) -> ArrayRef {
    let cells = rows
        .iter()
        .map(|row| row.cells.get(position).unwrap_or(&Cell::Empty));
    match kind {
        ColumnKind::Text => {
            let mut builder = StringBuilder::new();
            cells.for_each(|cell| match cell {
                Cell::Empty => builder.append_null(),
                Cell::Text(text) => builder.append_value(text),
                other => builder.append_value(other.shown()),
            });
            Arc::new(builder.finish())
        }
        ColumnKind::Integer => {
            let mut builder = Int64Builder::new();
            cells.for_each(|cell| builder.append_option(number(cell).map(rounded)));
            Arc::new(builder.finish())
        }
        ColumnKind::Decimal => {
            let mut builder = Float64Builder::new();
            cells.for_each(|cell| builder.append_option(number(cell)));
            Arc::new(builder.finish())
        }
        ColumnKind::Date => {
            let mut builder = Date32Builder::new();
            cells.for_each(|cell| builder.append_option(days(cell)));
            Arc::new(builder.finish())
        }
        ColumnKind::Bool => {
            let mut builder = BooleanBuilder::new();
            cells.for_each(|cell| {
                builder.append_option(match cell {
                    Cell::Bool(truth) => Some(*truth),
                    _ => None,
                });
            });
            Arc::new(builder.finish())
        }
    }
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(*number),
        Cell::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a count beyond 2^63 is saturated"
)]
fn rounded(number: f64) -> i64 {
    number.round() as i64
}

/// Days since 1970, as Parquet counts.
fn days(cell: &Cell) -> Option<i32> {
    let date = match cell {
        Cell::DateTime(when) => when.date(),
        Cell::Text(text) => text.get(..10)?.parse().ok()?,
        _ => return None,
    };
    let since = jiff::civil::date(1970, 1, 1).until(date).ok()?;
    Some(since.get_days())
}
