//! Submissions as files: CSV, a ZIP of CSV tables with the files that were sent, a workbook with a sheet for each repeat.
//! What is written lies in temporary files, so that a form of any size takes little memory, and a download begins only
//! when it is whole.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{Read as _, Seek as _, Write as _},
};

use exchange::{Cell, CsvSheet, TagRow, XlsxBook};
use house::House;
use tokio::sync::mpsc;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{CollectionError, tables::Tables};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The first table.
    Csv,
    /// All tables and the files.
    CsvZip,
    /// All tables, as sheets.
    Xlsx,
}

impl Kind {
    /// Ending of the file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::CsvZip => "zip",
            Self::Xlsx => "xlsx",
        }
    }

    /// Media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::CsvZip => "application/zip",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// What the writer is given, in order.
enum Piece {
    Row(usize, Vec<Cell>),
    File(String),
    Bytes(Vec<u8>),
}

/// A download that is being written, on a thread of its own.
pub struct Download {
    pieces: mpsc::Sender<Piece>,
    writer: tokio::task::JoinHandle<Result<File, CollectionError>>,
    names: BTreeSet<String>,
}

impl Download {
    /// Begins a file with the headers of its tables.
    pub fn begin(kind: Kind, form: &str, tables: Tables, tags: TagRow) -> Self {
        let (pieces, receive) = mpsc::channel(256);
        let form = plain(form);
        let writer =
            tokio::task::spawn_blocking(move || write(kind, &form, &tables, tags, receive));
        Self {
            pieces,
            writer,
            names: BTreeSet::new(),
        }
    }

    /// Writes rows.
    ///
    /// # Errors
    /// [`Self::finish`] tells why the writer stopped.
    pub async fn rows(&self, rows: Vec<(usize, Vec<Cell>)>) -> Result<(), CollectionError> {
        for (table, cells) in rows {
            self.send(Piece::Row(table, cells)).await?;
        }
        Ok(())
    }

    /// Adds a file that came with a submission. Two submissions may name a file alike: the second lies in a folder named
    /// for its submission.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn file(
        &mut self,
        house: &House,
        (instance, name, hash): (&str, &str, &str),
    ) -> Result<(), CollectionError> {
        let path = self.path(instance, name);
        let mut reader = house.store.open_attachment(hash).await?;
        self.send(Piece::File(path)).await?;
        while let Some(piece) = reader.next().await {
            self.send(Piece::Bytes(piece?.to_vec())).await?;
        }
        Ok(())
    }

    /// The same for a file that is at hand.
    ///
    /// # Errors
    /// [`Self::finish`] tells why the writer stopped.
    pub async fn bytes(
        &mut self,
        (instance, name): (&str, &str),
        bytes: Vec<u8>,
    ) -> Result<(), CollectionError> {
        let path = self.path(instance, name);
        self.send(Piece::File(path)).await?;
        self.send(Piece::Bytes(bytes)).await
    }

    /// Where a file lies in the archive.
    fn path(&mut self, instance: &str, name: &str) -> String {
        let mut path = format!("media/{}", plain(name));
        if self.names.contains(&path) {
            path = format!("media/{}/{}", plain(instance), plain(name));
        }
        while !self.names.insert(path.clone()) {
            path.insert(path.rfind('/').map_or(0, |at| at + 1), '_');
        }
        path
    }

    async fn send(&self, piece: Piece) -> Result<(), CollectionError> {
        let stopped =
            || CollectionError::inside(std::io::Error::other("the writer of a download stopped"));
        self.pieces.send(piece).await.map_err(|_| stopped())
    }

    /// Ends the file and gives it, from its beginning, with its length in bytes.
    ///
    /// # Errors
    /// Why it could not be written.
    pub async fn finish(self) -> Result<(File, u64), CollectionError> {
        drop(self.pieces);
        let mut file = self.writer.await.map_err(CollectionError::inside)??;
        let length = file.stream_position().map_err(CollectionError::inside)?;
        file.rewind().map_err(CollectionError::inside)?;
        Ok((file, length))
    }
}

/// Names within an archive hold no folder of their own and nothing that a file system refuses.
fn plain(name: &str) -> String {
    let kept = name.chars().map(|c| {
        if c.is_control() || "/\\:*?\"<>|".contains(c) {
            '_'
        } else {
            c
        }
    });
    let kept: String = kept.collect();
    let kept = kept.trim_matches('.').trim();
    if kept.is_empty() {
        "_".to_owned()
    } else {
        kept.to_owned()
    }
}

fn write(
    kind: Kind,
    form: &str,
    tables: &Tables,
    tags: TagRow,
    mut pieces: mpsc::Receiver<Piece>,
) -> Result<File, CollectionError> {
    let mut out = tempfile::tempfile().map_err(CollectionError::inside)?;
    match kind {
        Kind::Csv => {
            let mut sheet = CsvSheet::new(&mut out, &tables.columns(0), tags)
                .map_err(CollectionError::inside)?;
            while let Some(piece) = pieces.blocking_recv() {
                if let Piece::Row(0, cells) = piece {
                    sheet.row(&cells).map_err(CollectionError::inside)?;
                }
            }
            sheet.finish().map_err(CollectionError::inside)?;
        }
        Kind::Xlsx => {
            let mut book = XlsxBook::default();
            for (at, table) in tables.iter().enumerate() {
                let title = if at == 0 { form } else { table.name.as_str() };
                book.sheet(title, &tables.columns(at), tags)
                    .map_err(too_large)?;
            }
            while let Some(piece) = pieces.blocking_recv() {
                if let Piece::Row(at, cells) = piece {
                    book.row(at, &cells).map_err(too_large)?;
                }
            }
            book.finish(&mut out).map_err(CollectionError::inside)?;
        }
        Kind::CsvZip => zipped(form, tables, tags, pieces, &mut out)?,
    }
    out.flush().map_err(CollectionError::inside)?;
    Ok(out)
}

/// A workbook holds only so many rows; the person who asked can choose another format.
fn too_large(error: exchange::ExchangeError) -> CollectionError {
    match error {
        exchange::ExchangeError::TooLarge { .. } => CollectionError::BadRequest(error.to_string()),
        other => CollectionError::inside(other),
    }
}

/// Files go into the archive as they come; tables wait beside it until all their rows are known.
fn zipped(
    form: &str,
    tables: &Tables,
    tags: TagRow,
    mut pieces: mpsc::Receiver<Piece>,
    out: &mut File,
) -> Result<(), CollectionError> {
    let mut sheets = Vec::new();
    for at in 0..tables.iter().count() {
        let file = tempfile::tempfile().map_err(CollectionError::inside)?;
        let file = std::io::BufWriter::new(file);
        sheets
            .push(CsvSheet::new(file, &tables.columns(at), tags).map_err(CollectionError::inside)?);
    }
    let mut archive = ZipWriter::new(out);
    let packed = SimpleFileOptions::default().large_file(true);
    // Photographs and recordings are packed already.
    let stored = packed.compression_method(CompressionMethod::Stored);
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Piece::Row(at, cells) => sheets[at].row(&cells).map_err(CollectionError::inside)?,
            Piece::File(path) => archive
                .start_file(path, stored)
                .map_err(CollectionError::inside)?,
            Piece::Bytes(bytes) => archive.write_all(&bytes).map_err(CollectionError::inside)?,
        }
    }
    for (sheet, table) in sheets.into_iter().zip(tables.iter()) {
        let file = sheet.finish().map_err(CollectionError::inside)?;
        let mut file = file
            .into_inner()
            .map_err(|error| CollectionError::inside(error.into_error()))?;
        file.rewind().map_err(CollectionError::inside)?;
        let name = if table.name.is_empty() {
            format!("{form}.csv")
        } else {
            format!("{form}-{}.csv", plain(&table.name))
        };
        archive
            .start_file(name, packed)
            .map_err(CollectionError::inside)?;
        let mut piece = vec![0; 64 * 1024];
        loop {
            let count = file.read(&mut piece).map_err(CollectionError::inside)?;
            if count == 0 {
                break;
            }
            archive
                .write_all(&piece[..count])
                .map_err(CollectionError::inside)?;
        }
    }
    archive.finish().map_err(CollectionError::inside)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_in_an_archive_stay_in_it() {
        assert_eq!(plain("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(plain("c:\\x"), "c__x");
        assert_eq!(plain(".."), "_");
        assert_eq!(plain("صورة.jpg"), "صورة.jpg");
    }
}
