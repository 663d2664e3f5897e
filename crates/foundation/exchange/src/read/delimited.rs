//! CSV, TSV and their relatives (RFC 4180 and what spreadsheets make of it).

use std::{
    borrow::Cow,
    fs::File,
    io::{BufReader, Cursor, Read, Seek, SeekFrom},
    path::Path,
};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{MOST_COLUMNS, blank_lines::KeepBlankLines};
use crate::{Cell, ExchangeError, Place, SheetRow};

/// Bytes looked at to tell delimiter and encoding.
const LOOKED_AT: usize = 256 * 1024;
/// Bytes of one record at the most.
const LONGEST_RECORD: usize = 16 * 1024 * 1024;

/// Records of a delimited file.
pub(crate) struct CsvRows {
    reader: csv::Reader<KeepBlankLines<Box<dyn Read>>>,
    record: csv::ByteRecord,
    /// Rows passed so far, blank ones too.
    passed: usize,
    failed: bool,
}

/// Opens a delimited file: byte-order marks, UTF-16 and Windows-1252 are understood, the delimiter is found.
pub(crate) fn csv_rows(path: &Path) -> Result<CsvRows, ExchangeError> {
    let at = |source| ExchangeError::File {
        path: path.display().to_string(),
        source,
    };
    let mut file = File::open(path).map_err(at)?;
    let mut head = Vec::with_capacity(LOOKED_AT);
    file.by_ref()
        .take(LOOKED_AT as u64)
        .read_to_end(&mut head)
        .map_err(at)?;
    let marked = Encoding::for_bom(&head);
    if marked.is_none() && head.contains(&0) {
        return Err(ExchangeError::Damaged {
            kind: "CSV",
            reason: "it holds bytes that no text has; if it is a workbook, give its name the ending .xlsx"
                .to_owned(),
        });
    }
    let (encoding, mark) = marked.unwrap_or_else(|| {
        let valid = match std::str::from_utf8(&head) {
            Ok(_) => true,
            // The look may have ended within a character.
            Err(error) => error.error_len().is_none() && head.len() == LOOKED_AT,
        };
        (if valid { UTF_8 } else { WINDOWS_1252 }, 0)
    });
    let (head_text, _) = encoding.decode_without_bom_handling(&head[mark..]);
    let delimiter = delimiter(&head_text);
    let source: Box<dyn Read> = if encoding == UTF_8 {
        file.seek(SeekFrom::Start(mark as u64)).map_err(at)?;
        Box::new(BufReader::with_capacity(1 << 16, file))
    } else {
        file.seek(SeekFrom::Start(mark as u64)).map_err(at)?;
        let mut rest = Vec::new();
        file.read_to_end(&mut rest).map_err(at)?;
        let (text, _) = encoding.decode_without_bom_handling(&rest);
        Box::new(Cursor::new(text.into_owned().into_bytes()))
    };
    let reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(KeepBlankLines::new(source, delimiter));
    Ok(CsvRows {
        reader,
        record: csv::ByteRecord::new(),
        passed: 0,
        failed: false,
    })
}

/// The delimiter that cuts the first lines into the most equal numbers of fields, outside quotes.
fn delimiter(head: &str) -> u8 {
    let lines: Vec<&str> = head
        .lines()
        .filter(|line| !line.is_empty())
        .take(30)
        .collect();
    [b',', b';', b'\t', b'|']
        .into_iter()
        .max_by_key(|delimiter| {
            let counts: Vec<usize> = lines
                .iter()
                .map(|line| {
                    let mut quoted = false;
                    line.bytes()
                        .filter(|byte| {
                            quoted ^= *byte == b'"';
                            !quoted && byte == delimiter
                        })
                        .count()
                })
                .collect();
            let most = counts.iter().copied().max().unwrap_or(0);
            let agreeing = counts.iter().filter(|count| **count == most).count();
            if most == 0 { 0 } else { most * agreeing }
        })
        .unwrap_or(b',')
}

/// A field beyond the part that was looked at may be the first that is no UTF-8. Lines within a text end in LF.
fn decoded(field: &[u8]) -> Cow<'_, str> {
    let text = match std::str::from_utf8(field) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(field).0,
    };
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        text
    }
}

impl Iterator for CsvRows {
    type Item = Result<SheetRow, ExchangeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.failed {
                return None;
            }
            let number = self.passed + 1;
            let fault = |reason: String| ExchangeError::Row {
                place: Place {
                    row: Some(number),
                    ..Place::default()
                },
                reason,
            };
            match self.reader.read_byte_record(&mut self.record) {
                Ok(false) => return None,
                Ok(true) => self.passed = number,
                Err(error) => {
                    self.failed = true;
                    return Some(Err(fault(error.to_string())));
                }
            }
            if self.record.len() > MOST_COLUMNS || self.record.as_slice().len() > LONGEST_RECORD {
                self.failed = true;
                return Some(Err(fault(format!(
                    "the row has {} columns and {} bytes; an unclosed quotation mark may be the cause",
                    self.record.len(),
                    self.record.as_slice().len()
                ))));
            }
            let cells: Vec<Cell> = self
                .record
                .iter()
                .map(|field| Cell::text(decoded(field)))
                .collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                return Some(Ok(SheetRow { number, cells }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{csv_rows, delimiter};

    fn numbers(text: &str) -> Vec<usize> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file.csv");
        std::fs::write(&path, text).expect("written");
        csv_rows(&path)
            .expect("opened")
            .map(|row| row.expect("a row").number)
            .collect()
    }

    #[test]
    fn rows_have_the_numbers_that_a_spreadsheet_shows() {
        for end in ["\n", "\r\n", "\r"] {
            let file = |lines: &[&str]| lines.join(end);
            assert_eq!(numbers(&file(&["a,b", "1,2", "3,4"])), [1, 2, 3], "{end:?}");
            assert_eq!(
                numbers(&file(&["a,b", "", "1,2", "", "", "3,4", ""])),
                [1, 3, 6],
                "{end:?}"
            );
            assert_eq!(numbers(&file(&["", "a,b", "1,2"])), [2, 3], "{end:?}");
            // A header with a line break is one row.
            assert_eq!(
                numbers(&file(&["\"a", "b\",c", "1,2", ",", "3,4"])),
                [1, 2, 4],
                "{end:?}"
            );
        }
    }

    #[test]
    fn the_delimiter_is_found_despite_commas_in_quotes() {
        assert_eq!(delimiter("a;b;c\n\"x, y, z, w\";2;3\n"), b';');
        assert_eq!(delimiter("a\tb\n1,5\t2\n"), b'\t');
        assert_eq!(delimiter("a,b\n1,2\n"), b',');
        assert_eq!(delimiter("single\n"), delimiter(""));
    }
}
