//! Parquet files of one partition: rebuilt when stale, written beside and moved into place.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use datafusion::{
    arrow::datatypes::Schema,
    parquet::{
        arrow::ArrowWriter,
        basic::{Compression, ZstdLevel},
        file::properties::WriterProperties,
    },
};
use journal::RecordState;
use registers::{Register, Registers};
use sha2::{Digest, Sha256};
use vocab::{Hlc, PlaceTree};

use crate::{MeasureError, frame::Frame};

/// Records turned into columns at once.
const BATCH: usize = 4_096;
/// Changes when the layout of the files does.
const LAYOUT: &str = "1";

/// The files of one partition as they stand now or stood at a time.
#[derive(Debug, Clone)]
pub(crate) struct Projected {
    folder: PathBuf,
}

impl Projected {
    /// The file of a table.
    pub(crate) fn file(&self, table: &str) -> PathBuf {
        self.folder.join(format!("{table}.parquet"))
    }
}

struct Writing {
    frame: Frame,
    schema: Arc<Schema>,
    writer: ArrowWriter<fs::File>,
}

/// Brings the files of a partition up to date and says where they are.
pub(crate) async fn project(
    registers: &Registers,
    (tree, places): (&PlaceTree, Hlc),
    root: &Path,
    register: &Register,
    partition: &str,
    as_of: Option<Hlc>,
) -> Result<Projected, MeasureError> {
    // The past changes too, when a record is erased that may stand in another partition by now.
    let (stamp, _) = registers
        .stamp(register.name.as_str(), as_of.is_none().then_some(partition))
        .await?;
    let frames: Vec<Frame> = std::iter::once(Frame::of_records(register))
        .chain(Frame::of_repeats(register))
        .collect();
    let wanted = stamp_text(&frames, places, stamp);
    let mut folder = root
        .join(register.name.as_str())
        .join(format!("partition={}", safe(partition)));
    if let Some(at) = as_of {
        folder = folder.join(format!("as_of={}", at.as_i64()));
    }
    let projected = Projected { folder };
    let stamp_file = projected.folder.join("stamp");
    if fs::read_to_string(&stamp_file).is_ok_and(|found| found == wanted) {
        return Ok(projected);
    }
    fs::create_dir_all(&projected.folder)?;
    // Without a stamp the folder is stale, whatever a kill leaves in it.
    let _ = fs::remove_file(&stamp_file);
    let mut tables = Vec::new();
    for frame in frames {
        let schema = Arc::new(frame.schema());
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        let file = fs::File::create(projected.folder.join(format!("{}.writing", frame.table())))?;
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties))
            .map_err(datafusion::error::DataFusionError::from)?;
        tables.push(Writing {
            frame,
            schema,
            writer,
        });
    }
    fill(registers, tree, register, partition, as_of, &mut tables).await?;
    for table in tables {
        let name = table.frame.table().to_owned();
        table
            .writer
            .close()
            .map_err(datafusion::error::DataFusionError::from)?;
        let written = projected.folder.join(format!("{name}.writing"));
        fs::rename(written, projected.file(&name))?;
    }
    let fresh = projected.folder.join("stamp.writing");
    fs::write(&fresh, wanted)?;
    fs::rename(fresh, stamp_file)?;
    Ok(projected)
}

async fn fill(
    registers: &Registers,
    tree: &PlaceTree,
    register: &Register,
    partition: &str,
    as_of: Option<Hlc>,
    tables: &mut [Writing],
) -> Result<(), MeasureError> {
    let mut batch: Vec<RecordState> = Vec::with_capacity(BATCH);
    let mut flush = |batch: &mut Vec<RecordState>| -> Result<(), MeasureError> {
        for table in tables.iter_mut() {
            let columns = table
                .frame
                .batch(&table.schema, batch, tree)
                .map_err(datafusion::error::DataFusionError::from)?;
            table
                .writer
                .write(&columns)
                .map_err(datafusion::error::DataFusionError::from)?;
        }
        batch.clear();
        Ok(())
    };
    if let Some(at) = as_of {
        let mut records = registers
            .store()
            .as_of_partition(&register.name, Some(partition), at);
        while let Some(record) = records.next().await {
            let record = record?;
            if !record.erased && record.merged_into.is_none() {
                batch.push(record);
            }
            if batch.len() == BATCH {
                flush(&mut batch)?;
            }
        }
    } else {
        let mut records = registers.scan(register.name.as_str(), Some(partition))?;
        while let Some(record) = records.next().await {
            let record = record?;
            if !record.erased && record.merged_into.is_none() {
                batch.push(record);
            }
            if batch.len() == BATCH {
                flush(&mut batch)?;
            }
        }
    }
    flush(&mut batch)
}

/// What the files were made of: the partition's last change, the columns, the last change of the places.
fn stamp_text(frames: &[Frame], places: Hlc, stamp: Hlc) -> String {
    let columns: Vec<String> = frames
        .iter()
        .flat_map(|frame| {
            frame
                .schema()
                .fields()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        })
        .collect();
    let form: String = Sha256::digest(columns.join("\n").as_bytes())
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!(
        "layout {LAYOUT}\nstamp {}\ncolumns {form}\nplaces {}\n",
        stamp.as_i64(),
        places.as_i64()
    )
}

/// A partition's name as a folder name: what is not plain is percent-encoded, as Hive does.
fn safe(partition: &str) -> String {
    if partition.is_empty() {
        return "__HIVE_DEFAULT_PARTITION__".to_owned();
    }
    partition
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_partition_cannot_leave_its_folder() {
        assert_eq!(super::safe("../x"), "..%2Fx");
        assert_eq!(super::safe("2024-05"), "2024-05");
    }
}
