//! Records as files: what may be seen, row by row, in bounded memory up to the finished file.

use std::sync::Arc;

use access::{Actor, Decision};
use exchange::{Cell, ColumnKind, Dataset, DatasetColumn, DatasetRow, Format};
use forms::{Field, Kind};
use house::{House, Problem};
use journal::RecordState;
use registers::Register;
use serde_json::{Map, Value};
use vocab::{AccessClass, Geometry, Point};

pub use exchange::Format as ExportFormat;

/// Rows handed over at once.
const BATCH: usize = 512;

/// Where a record's geometry stands.
struct ShapeFields {
    lat: Option<String>,
    lon: Option<String>,
    bounds: Option<String>,
}

/// What is to be written.
pub struct ExportRequest {
    /// The register.
    pub register: String,
    /// Only this partition.
    pub partition: Option<String>,
    /// The rows of this repeat, a line each, instead of the records themselves; `_id` says whose they are.
    pub rows: Option<String>,
    /// In which format.
    pub format: Format,
    /// Who takes it out.
    pub actor: Actor,
    /// What the actor may see.
    pub decision: Decision,
    /// Language of labels.
    pub lang: String,
}

/// Writes the records and gives the file.
///
/// # Errors
/// What reading and writing meet.
pub async fn write_export(house: &House, request: ExportRequest) -> Result<Vec<u8>, Problem> {
    let register = Arc::new(house.registers.register(&request.register)?.clone());
    if let Some(repeat) = &request.rows
        && register.form.field(repeat).and_then(Field::rows).is_none()
    {
        let reason = format!("`{repeat}` is no repeat of {}", register.name);
        return Err(Problem::bad_request(reason));
    }
    let mut scan = house.registers.scan_seen(
        &request.register,
        request.partition.as_deref(),
        (&request.actor, &request.decision),
    )?;
    let (give, take) = std::sync::mpsc::sync_channel::<Vec<Result<DatasetRow, String>>>(4);
    let fields = columns(&register, &request);
    let shape = ShapeFields {
        lat: meaning(&register, "#geo+lat"),
        lon: meaning(&register, "#geo+lon"),
        bounds: meaning(&register, "#geo+bounds").filter(|_| request.format == Format::Geojson),
    };
    let described: Vec<DatasetColumn> = fields.iter().map(|(_, column)| column.clone()).collect();
    let (title, format) = (register.title.get(&request.lang).to_owned(), request.format);
    let writing = tokio::task::spawn_blocking(move || {
        let mut rows = take.into_iter().flatten();
        let mut out = Vec::new();
        let dataset = Dataset {
            title,
            columns: described,
            rows: &mut rows,
        };
        exchange::write(format, dataset, &mut out).map(|_| out)
    });
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        let next = scan.next().await.transpose()?;
        let last = next.is_none();
        if let Some(record) = next
            && !record.erased
            && request.decision.units.holds(&record.owner)
        {
            match &request.rows {
                None => batch.push(Ok(row(&record, &record.data, &fields, &shape))),
                Some(repeat) => {
                    let lines = record.data.get(repeat).and_then(Value::as_array);
                    let lines = lines.into_iter().flatten().filter_map(Value::as_object);
                    batch.extend(lines.map(|line| Ok(row(&record, line, &fields, &shape))));
                }
            }
        }
        if batch.len() >= BATCH || (last && !batch.is_empty()) {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            let give = give.clone();
            // The channel is bounded: waiting happens off the threads that answer requests.
            let sent = tokio::task::spawn_blocking(move || give.send(full).is_ok()).await;
            if !matches!(sent, Ok(true)) {
                break;
            }
        }
        if last {
            break;
        }
    }
    drop(give);
    writing
        .await
        .map_err(|error| Problem::internal(&error))?
        .map_err(|error| Problem::internal(&error))
}

fn meaning(register: &Register, pattern: &str) -> Option<String> {
    Some(register.field_meaning(pattern)?.0)
}

/// The columns that may be seen, each with the path of its field: a plain name stands in the record, one with the name
/// of a repeat before it in the repeat's row.
fn columns(register: &Register, request: &ExportRequest) -> Vec<(String, DatasetColumn)> {
    let own = |name: &str, tag: Option<&str>| {
        let column = DatasetColumn {
            name: name.to_owned(),
            label: name.trim_start_matches('_').to_owned(),
            tag: tag.and_then(|tag| vocab::HxlTag::parse(tag).ok()),
            kind: ColumnKind::Text,
        };
        (name.to_owned(), column)
    };
    let mut all = vec![
        own("_id", Some("#meta+id")),
        own("_state", Some("#status+state")),
    ];
    let named = register.key.iter().chain(&register.place);
    let named: Vec<&str> = named.map(String::as_str).collect();
    let fields = register.form.fields.iter();
    let repeat = request.rows.as_deref().unwrap_or_default();
    let of_rows = register.form.field(repeat).and_then(Field::rows);
    let fields: Vec<(String, &Field)> = match of_rows {
        None => fields.map(|field| (field.name.clone(), field)).collect(),
        Some(rows) => fields
            .filter(|field| named.contains(&field.name.as_str()))
            .map(|field| (field.name.clone(), field))
            .chain(
                rows.iter()
                    .map(|field| (format!("{repeat}.{}", field.name), field)),
            )
            .collect(),
    };
    for (path, field) in fields {
        let rule = register.rule(&path);
        let seen = rule.class
            <= request
                .decision
                .max_field_class
                .min(AccessClass::StrictlyConfidential)
            && (request.decision.identity || !rule.identity);
        let kind = match &field.kind {
            Kind::Note | Kind::Repeat(_) | Kind::Json | Kind::File => continue,
            Kind::Integer => ColumnKind::Integer,
            Kind::Decimal => ColumnKind::Decimal,
            Kind::Date => ColumnKind::Date,
            Kind::Boolean => ColumnKind::Bool,
            _ => ColumnKind::Text,
        };
        if seen {
            let label = match field.label.get(&request.lang) {
                "" => field.name.clone(),
                label => label.to_owned(),
            };
            let column = DatasetColumn {
                name: field.name.clone(),
                label,
                tag: field.hxl.clone(),
                kind,
            };
            all.push((path, column));
        }
    }
    all
}

/// One line: of a record, or of one row of a repeat of it.
fn row(
    record: &RecordState,
    line: &Map<String, Value>,
    fields: &[(String, DatasetColumn)],
    shape: &ShapeFields,
) -> DatasetRow {
    let cells = fields
        .iter()
        .map(|(name, column)| match name.as_str() {
            "_id" => Cell::text(record.id.as_str()),
            "_state" => Cell::text(record.state.as_str()),
            path => match path.split_once('.') {
                None => cell(record.data.get(path), column.kind),
                Some((_, name)) => cell(line.get(name), column.kind),
            },
        })
        .collect();
    let degree = |field: &Option<String>| {
        field
            .as_ref()
            .and_then(|field| record.data.get(field))
            .and_then(Value::as_f64)
    };
    let bounds = || {
        let value = record.data.get(shape.bounds.as_ref()?)?;
        Geometry::from_geojson(value).ok()
    };
    let geometry = match (degree(&shape.lat), degree(&shape.lon)) {
        (Some(lat), Some(lon)) => Point::new(lon, lat).ok().map(Geometry::Point),
        _ => None,
    };
    let geometry = bounds().or(geometry);
    DatasetRow { cells, geometry }
}

fn cell(value: Option<&Value>, kind: ColumnKind) -> Cell {
    match value {
        None | Some(Value::Null) => Cell::Empty,
        Some(Value::Number(number)) => number.as_f64().map_or(Cell::Empty, Cell::Number),
        Some(Value::Bool(truth)) => Cell::Bool(*truth),
        Some(Value::String(text)) if kind == ColumnKind::Date => {
            text.parse::<jiff::civil::Date>().map_or_else(
                |_| Cell::text(text.as_str()),
                |date| Cell::DateTime(date.at(0, 0, 0, 0)),
            )
        }
        Some(Value::String(text)) => Cell::text(text.as_str()),
        Some(Value::Array(items)) => {
            let words: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            Cell::text(words.join(" "))
        }
        Some(other) => Cell::text(other.to_string()),
    }
}
