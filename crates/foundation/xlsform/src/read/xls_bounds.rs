//! How large the sheets of an .xls are, before the library makes room for them.
//!
//! The older format says where cells stand in 16 bits, and its reader fills the rectangle around them: two cells of a
//! small file could ask for 100 GB. So the cells' places are looked at first: MS-CFB for the container,
//! MS-XLS 2.1.4 for the records.

/// Columns of a sheet in this format.
const COLUMNS: u32 = 256;
/// Cells of the rectangles of all sheets together.
const MOST_CELLS: u64 = 8_000_000;
/// Sheets of a workbook.
const MOST_SHEETS: usize = 500;

/// Why the file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bounds {
    Damaged,
    TooLarge,
}

/// Checks the container and every sheet.
pub(super) fn check(bytes: &[u8]) -> Result<(), Bounds> {
    let stream = Container::open(bytes)
        .and_then(|container| container.workbook())
        .ok_or(Bounds::Damaged)?;
    check_records(&stream)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u32> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u32::from(two[0]) | u32::from(two[1]) << 8)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u16_at(bytes, at)? | u16_at(bytes, at.checked_add(2)?)? << 16)
}

/// Sectors, and which one follows which.
struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
}

/// From here on a number is no sector.
const NO_SECTOR: u32 = 0xFFFF_FFFA;

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut container = Self {
            bytes,
            sector,
            next: Vec::new(),
        };
        let most = bytes.len() / sector + 1;
        // The first 109 sectors of the table stand in the header, further ones in a chain.
        let mut tables: Vec<u32> = (0..109)
            .filter_map(|place| u32_at(bytes, 76 + 4 * place))
            .collect();
        let mut further = u32_at(bytes, 68)?;
        let mut seen = 0;
        while further < NO_SECTOR {
            seen += 1;
            if seen > most {
                return None;
            }
            let mut entries = container.words(further)?;
            further = entries.pop()?;
            tables.extend(entries);
        }
        for table in tables.into_iter().filter(|table| *table < NO_SECTOR) {
            if container.next.len() > most + sector {
                return None;
            }
            let words = container.words(table)?;
            container.next.extend(words);
        }
        Some(container)
    }

    /// The last sector may be cut short.
    fn data(&self, sector: u32) -> Option<&'a [u8]> {
        let start = (sector as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    fn words(&self, sector: u32) -> Option<Vec<u32>> {
        let data = self.data(sector)?;
        Some(
            (0..data.len() / 4)
                .filter_map(|place| u32_at(data, 4 * place))
                .collect(),
        )
    }

    /// Follows a chain of the table; `None` when it runs in a circle or out of the file.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut sector = start;
        while sector < NO_SECTOR {
            out.extend_from_slice(self.data(sector)?);
            if out.len() > self.bytes.len() {
                return None;
            }
            sector = *self.next.get(sector as usize)?;
        }
        Some(out)
    }

    /// The stream with the cells; small ones stand in 64-byte pieces of another stream.
    fn workbook(&self) -> Option<Vec<u8>> {
        let directory = self.chain(u32_at(self.bytes, 48)?)?;
        let named = |wanted: &str| {
            directory.chunks_exact(128).find(|entry| {
                let length = u16_at(entry, 64).unwrap_or(0).clamp(2, 64) as usize;
                let name: Vec<u16> = entry[..length - 2]
                    .chunks_exact(2)
                    .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                    .collect();
                String::from_utf16_lossy(&name).eq_ignore_ascii_case(wanted)
            })
        };
        let entry = named("Workbook").or_else(|| named("Book"))?;
        let (start, size) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
        let mut stream = if size < 4_096 {
            self.small_stream(&directory, start)?
        } else {
            self.chain(start)?
        };
        stream.truncate(size);
        Some(stream)
    }

    fn small_stream(&self, directory: &[u8], start: u32) -> Option<Vec<u8>> {
        let pieces = self.chain(u32_at(directory, 116)?)?;
        let table = self.chain(u32_at(self.bytes, 60)?)?;
        let mut out = Vec::new();
        let mut piece = start;
        while piece < NO_SECTOR {
            let from = (piece as usize).checked_mul(64)?;
            out.extend_from_slice(pieces.get(from..(from + 64).min(pieces.len()))?);
            if out.len() > 8_192 {
                return None;
            }
            piece = u32_at(&table, 4 * piece as usize)?;
        }
        Some(out)
    }
}

/// Rows and columns of the cells of one sheet.
#[derive(Default)]
struct Rectangle(Option<(u32, u32, u32, u32)>);

impl Rectangle {
    fn add(&mut self, row: u32, column: u32) {
        let (top, bottom, left, right) = self.0.unwrap_or((row, row, column, column));
        self.0 = Some((
            top.min(row),
            bottom.max(row),
            left.min(column),
            right.max(column),
        ));
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |(top, bottom, left, right)| {
            u64::from(bottom - top + 1) * u64::from(right - left + 1)
        })
    }
}

/// Kind and bytes of each record from a place on.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = (u32, &[u8])> {
    let mut at = from;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, u16_at(stream, at + 2)?);
        let start = at + 4;
        at = start + length as usize;
        Some((kind, &stream[start..at.min(stream.len())]))
    })
}

const BEGIN: u32 = 0x0809;
const END: u32 = 0x000A;
const SHEET: u32 = 0x0085;
const DIMENSIONS: u32 = 0x0200;

/// Looks at every sheet where the workbook says that it begins.
fn check_records(stream: &[u8]) -> Result<(), Bounds> {
    let mut total = 0;
    let sheets = records(stream, 0)
        .take_while(|(kind, _)| *kind != END)
        .filter(|(kind, _)| *kind == SHEET);
    for (number, (_, record)) in sheets.enumerate() {
        if number == MOST_SHEETS {
            return Err(Bounds::TooLarge);
        }
        let start = u32_at(record, 0).ok_or(Bounds::Damaged)? as usize;
        total += sheet_cells(stream, start)?;
        if total > MOST_CELLS {
            return Err(Bounds::TooLarge);
        }
    }
    Ok(())
}

/// Cells of the rectangle that a sheet fills; charts within it have parts of their own.
fn sheet_cells(stream: &[u8], start: usize) -> Result<u64, Bounds> {
    let mut sheet = Rectangle::default();
    let mut depth = 0;
    for (kind, record) in records(stream, start) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS => check_dimensions(record)?,
            // Formula, multiple and single numbers, texts, truths.
            0x0006 | 0x00BD | 0x00D6 | 0x00FD | 0x0203 | 0x0204 | 0x0205 | 0x027E => {
                let (Some(row), Some(column)) = (u16_at(record, 0), u16_at(record, 2)) else {
                    continue;
                };
                let last = match kind {
                    0x00BD if record.len() >= 6 => {
                        u16_at(record, record.len() - 2).unwrap_or(column)
                    }
                    _ => column,
                };
                if column >= COLUMNS || last >= COLUMNS {
                    return Err(Bounds::Damaged);
                }
                sheet.add(row, column);
                sheet.add(row, last);
            }
            _ => {}
        }
    }
    Ok(sheet.cells())
}

/// The reader asks for room for these at once, and trusts that they run forwards.
fn check_dimensions(record: &[u8]) -> Result<(), Bounds> {
    let edges = if record.len() >= 14 {
        [
            u32_at(record, 0),
            u32_at(record, 4),
            u16_at(record, 8),
            u16_at(record, 10),
        ]
    } else {
        [0, 2, 4, 6].map(|at| u16_at(record, at))
    };
    let [Some(top), Some(bottom), Some(_), Some(right)] = edges else {
        return Err(Bounds::Damaged);
    };
    let forwards = bottom == 0 || right == 0 || top < bottom;
    if bottom > 65_536 || right > COLUMNS || !forwards {
        return Err(Bounds::Damaged);
    }
    Ok(())
}
