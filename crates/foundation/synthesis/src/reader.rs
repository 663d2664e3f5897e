//! CSV into a table: one pass, two bytes a cell, every flaw named with line and column.

use std::{
    collections::{HashMap, HashSet},
    io::{BufReader, Read},
};

use crate::{
    Fault, Table,
    domain::{self, Column, Domain, Kind, MOST_COLUMNS, MOST_VALUES},
    fault::Flaws,
    table,
};

/// More distinct numbers than this are put into intervals when the domain is read off the data.
const MOST_NUMBERS: usize = 64;
/// How many intervals are made then, of about equally many records.
const INTERVALS: usize = 16;
/// The longest cell, in bytes.
const LONGEST: usize = 1_000;

/// Reads a file whose domain is declared.
///
/// # Errors
/// [`Fault::File`] with every flaw: a missing, unknown or repeated column, a row of another length, an unknown value.
pub fn read(file: impl Read, domain: &Domain) -> Result<Table, Fault> {
    let mut flaws = Flaws::default();
    let (mut reader, header) = open(file)?;
    let fields = table::fields(domain);
    let mut readers: Vec<Option<Cell<'_>>> = Vec::new();
    for (at, name) in header.iter().enumerate() {
        let found = fields.iter().find(|(field, _)| field == name);
        if header[..at].contains(name) {
            flaws.add(1, name, "stands twice in the header".into());
        } else if found.is_none() {
            flaws.add(
                1,
                name,
                "is not declared in the domain; declare it or take it out of the file".into(),
            );
        }
        readers.push(found.map(|(_, columns)| Cell::new(domain, columns)));
    }
    for (field, _) in &fields {
        if !header.iter().any(|name| name == field) {
            flaws.add(
                1,
                field,
                "is declared in the domain and missing from the file".into(),
            );
        }
    }
    if !flaws.none() {
        return Err(Fault::File(flaws));
    }
    let mut columns = vec![Vec::new(); domain.columns.len()];
    each_row(&mut reader, &header, &mut flaws, |line, at, text, flaws| {
        if let Some(cell) = &readers[at] {
            cell.read(text, &mut columns, |what| {
                flaws.add(line, &header[at], what);
            });
        }
    })?;
    if !flaws.none() {
        return Err(Fault::File(flaws));
    }
    let table = Table::from_columns(columns);
    for rule in &domain.impossible {
        for row in 0..table.rows() {
            if rule.is(|column| table.column(column)[row]) {
                let (column, _) = rule.columns[0];
                flaws.add(row as u64 + 2, &domain.columns[column].field, "the record holds a combination that the domain calls impossible; mend the record or the rule".into());
            }
        }
    }
    if flaws.none() {
        Ok(table)
    } else {
        Err(Fault::File(flaws))
    }
}

/// Reads a file and takes the domain from it. The list of values is then as confidential as the file.
///
/// # Errors
/// [`Fault::File`] with every flaw; also a column with so many values that it looks like a name or a number of a person.
pub fn read_inferring(file: impl Read) -> Result<(Table, Domain), Fault> {
    let mut flaws = Flaws::default();
    let (mut reader, header) = open(file)?;
    for (at, name) in header.iter().enumerate() {
        if name.is_empty() {
            flaws.add(
                1,
                &(at + 1).to_string(),
                "has no name; give each column a name".into(),
            );
        } else if header[..at].contains(name) {
            flaws.add(1, name, "stands twice in the header".into());
        }
    }
    if !flaws.none() {
        return Err(Fault::File(flaws));
    }
    let mut seen: Vec<HashMap<String, u16>> =
        vec![HashMap::from([(String::new(), 0)]); header.len()];
    let mut columns = vec![Vec::new(); header.len()];
    let mut full = vec![false; header.len()];
    each_row(&mut reader, &header, &mut flaws, |line, at, text, flaws| {
        let code = match seen[at].get(text) {
            Some(&code) => code,
            None if seen[at].len() > usize::from(u16::MAX) - 1 => {
                if !std::mem::replace(&mut full[at], true) {
                    flaws.add(line, &header[at], "holds too many different values, like a name or number of a person; leave it out, or declare a domain with bins".into());
                }
                0
            }
            None => {
                let code = u16::try_from(seen[at].len()).unwrap_or(u16::MAX);
                seen[at].insert(text.to_owned(), code);
                code
            }
        };
        columns[at].push(code);
    })?;
    let mut domain = Domain {
        columns: Vec::new(),
        impossible: Vec::new(),
        declared: false,
    };
    for ((name, seen), codes) in header.iter().zip(seen).zip(&mut columns) {
        let mut texts = vec![String::new(); seen.len()];
        for (text, code) in seen {
            texts[usize::from(code)] = text;
        }
        let (column, map) = settle(name, &texts, codes);
        if column.values.len() > MOST_VALUES {
            flaws.add(0, name, format!("holds more than {MOST_VALUES} different values, like a name or number of a person; leave it out, or declare a domain with bins"));
        }
        for code in codes.iter_mut() {
            *code = map[usize::from(*code)];
        }
        domain.columns.push(column);
    }
    if flaws.none() {
        Ok((Table::from_columns(columns), domain))
    } else {
        Err(Fault::File(flaws))
    }
}

/// Adds to the domain what a release holds beyond it: such values are inventions, and are counted as such.
///
/// # Errors
/// [`Fault::File`] when a column holds too many values.
pub fn widen(file: impl Read, domain: &mut Domain) -> Result<(), Fault> {
    let mut flaws = Flaws::default();
    let (mut reader, header) = open(file)?;
    let places: Vec<Option<usize>> = header
        .iter()
        .map(|name| {
            let place = domain
                .columns
                .iter()
                .position(|column| column.field == *name)?;
            (domain.columns[place].kind == Kind::Codes).then_some(place)
        })
        .collect();
    let mut known: Vec<HashSet<String>> = domain
        .columns
        .iter()
        .map(|column| column.values.iter().cloned().collect())
        .collect();
    each_row(&mut reader, &header, &mut flaws, |line, at, text, flaws| {
        let Some(place) = places[at] else { return };
        if known[place].contains(text) {
            return;
        }
        if known[place].len() > 2 * MOST_VALUES {
            flaws.add(line, &header[at], "the release holds too many values that the original does not; compare files of one kind".into());
            return;
        }
        known[place].insert(text.to_owned());
        let column = &mut domain.columns[place];
        column.foreign = column.foreign.min(column.values.len());
        column.values.push(text.to_owned());
    })?;
    if flaws.none() {
        Ok(())
    } else {
        Err(Fault::File(flaws))
    }
}

/// Values sorted, so that their order betrays nothing of the file's; many numbers become intervals.
fn settle(name: &str, texts: &[String], codes: &[u16]) -> (Column, Vec<u16>) {
    let numbers: Option<Vec<f64>> = texts[1..].iter().map(|text| number(text)).collect();
    if let Some(numbers) = numbers.filter(|numbers| numbers.len() > MOST_NUMBERS) {
        let mut all: Vec<f64> = codes
            .iter()
            .filter(|&&code| code > 0)
            .map(|&code| numbers[usize::from(code) - 1])
            .collect();
        all.sort_unstable_by(f64::total_cmp);
        let mut edges: Vec<f64> = (0..INTERVALS)
            .map(|at| all[at * all.len() / INTERVALS])
            .collect();
        edges.push(all[all.len() - 1].next_up());
        edges.dedup_by(|one, other| *one <= *other);
        let map = std::iter::once(0)
            .chain(
                numbers
                    .iter()
                    .map(|&number| Column::bin(&edges, number).unwrap_or(0)),
            )
            .collect();
        return (domain::bins(name, edges), map);
    }
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_unstable_by(|&one, &other| texts[one].cmp(&texts[other]));
    let mut map = vec![0; texts.len()];
    for (new, &old) in order.iter().enumerate() {
        map[old] = u16::try_from(new).unwrap_or(u16::MAX);
    }
    let values = order.iter().map(|&old| texts[old].clone()).collect();
    (Column::codes(name, Kind::Codes, values), map)
}

fn number(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// How one cell of the file becomes codes.
struct Cell<'a> {
    columns: Vec<usize>,
    kind: &'a Kind,
    codes: HashMap<&'a str, u16>,
}

impl<'a> Cell<'a> {
    fn new(domain: &'a Domain, columns: &[usize]) -> Self {
        let first = &domain.columns[columns[0]];
        let code = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        let codes = match &first.kind {
            Kind::Flag { .. } => columns
                .iter()
                .enumerate()
                .filter_map(|(at, &column)| match &domain.columns[column].kind {
                    Kind::Flag { value, .. } => Some((value.as_str(), code(at))),
                    _ => None,
                })
                .collect(),
            _ => first
                .values
                .iter()
                .enumerate()
                .map(|(at, value)| (value.as_str(), code(at)))
                .collect(),
        };
        Self {
            columns: columns.to_vec(),
            kind: &first.kind,
            codes,
        }
    }

    fn read(&self, text: &str, columns: &mut [Vec<u16>], mut flaw: impl FnMut(String)) {
        const UNKNOWN: &str = "the value is not declared in the domain; correct it or declare it";
        match self.kind {
            Kind::Flag { separator, .. } => {
                for &column in &self.columns {
                    columns[column].push(0);
                }
                for part in text
                    .split(*separator)
                    .map(str::trim)
                    .filter(|part| !part.is_empty())
                {
                    match self.codes.get(part) {
                        Some(&at) => {
                            if let Some(last) = columns[self.columns[usize::from(at)]].last_mut() {
                                *last = 1;
                            }
                        }
                        None => flaw(UNKNOWN.into()),
                    }
                }
            }
            Kind::Codes => {
                let code = self.codes.get(text).copied();
                if code.is_none() {
                    flaw(UNKNOWN.into());
                }
                columns[self.columns[0]].push(code.unwrap_or(0));
            }
            Kind::Bins { edges } => {
                let label = self.codes.get(text).copied();
                let code = label.or_else(|| Column::bin(edges, number(text)?));
                if code.is_none() {
                    flaw(format!(
                        "must be empty or a number from {} to under {}",
                        edges[0],
                        edges[edges.len() - 1]
                    ));
                }
                columns[self.columns[0]].push(code.unwrap_or(0));
            }
        }
    }
}

type Lines<R> = csv::Reader<BufReader<R>>;

fn open<R: Read>(file: R) -> Result<(Lines<R>, Vec<String>), Fault> {
    let mut flaws = Flaws::default();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(BufReader::with_capacity(1 << 16, file));
    let header = reader.byte_headers().map_err(table::io)?.clone();
    let mut names = Vec::new();
    for (at, name) in header.iter().enumerate() {
        let name = String::from_utf8_lossy(name);
        let name = if at == 0 {
            name.trim_start_matches('\u{feff}')
        } else {
            &name
        };
        names.push(name.trim().to_owned());
    }
    if names.is_empty() || names.iter().all(String::is_empty) {
        flaws.add(
            1,
            "",
            "the file has no header; its first line must name the columns".into(),
        );
    }
    if names.len() > MOST_COLUMNS {
        flaws.add(1, "", format!("the file has more than {MOST_COLUMNS} columns; leave out what is not to be published"));
    }
    if flaws.none() {
        Ok((reader, names))
    } else {
        Err(Fault::File(flaws))
    }
}

fn each_row<R: Read>(
    reader: &mut Lines<R>,
    header: &[String],
    flaws: &mut Flaws,
    mut cell: impl FnMut(u64, usize, &str, &mut Flaws),
) -> Result<(), Fault> {
    let mut record = csv::ByteRecord::new();
    let mut rows = 0_u64;
    while reader.read_byte_record(&mut record).map_err(table::io)? {
        rows += 1;
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != header.len() {
            flaws.add(
                line,
                "",
                format!(
                    "has {} cells where the header has {}",
                    record.len(),
                    header.len()
                ),
            );
            continue;
        }
        if rows > u64::from(u32::MAX / 2) {
            flaws.add(line, "", "the file has too many records".into());
            break;
        }
        for (at, bytes) in record.iter().enumerate() {
            let text = match std::str::from_utf8(bytes) {
                Ok(text) if bytes.len() <= LONGEST => text.trim(),
                Ok(_) => {
                    flaws.add(line, &header[at], format!("the cell is longer than {LONGEST} bytes; free text does not belong into a release"));
                    ""
                }
                Err(_) => {
                    flaws.add(
                        line,
                        &header[at],
                        "the cell is not UTF-8; save the file as UTF-8".into(),
                    );
                    ""
                }
            };
            cell(line, at, text, flaws);
        }
    }
    if rows == 0 {
        flaws.add(0, "", "the file holds no record".into());
    }
    Ok(())
}
