//! `waymark border screen`: travellers as CSV in, ranked and explained hits out.

use std::{
    fs::File,
    io::{self, BufReader, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context as _;
use clap::Args;
use screening::{Birth, Hit, Index, Name, Query, list, subject};
use serde_json::json;

pub const EXAMPLES: &str = "The list is CSV (columns name, and if there: id, aliases, birth_date, nationality, sex, document_numbers, reason) or
FollowTheMoney entities as JSON lines (.json, .jsonl, .ndjson, .ftm). Queries come as CSV with the header
name,birth_date,nationality,sex[,document_number]. Each query gives one object {row, hits: [{id, name, matched, score,
log_odds, reasons: [{what, weight}], note}]}, the likeliest first. A row that cannot be read gives an object with `error`.

Exit codes: 0 nobody is alerted, 1 somebody is or a row could not be read, 2 the command could not run.

Example:
  waymark border screen --list alerts.csv --json < travellers.csv";

#[derive(Debug, Args)]
pub struct Screen {
    /// The alert list, .csv or FollowTheMoney JSON lines
    #[arg(long, value_name = "FILE")]
    list: PathBuf,
    /// Write JSON, one object a query
    #[arg(long)]
    json: bool,
    /// Probability from which a subject is shown; benches/screening measures precision and recall at each
    #[arg(long, default_value_t = 0.7, value_name = "0..1")]
    threshold: f32,
    /// Most hits of one query
    #[arg(long, default_value_t = 10)]
    most: usize,
}

/// Columns of queries and what else they may be called.
const COLUMNS: [(&str, &[&str]); 5] = [
    ("name", &["name", "full_name"]),
    (
        "birth_date",
        &["birth_date", "birth", "date_of_birth", "dob"],
    ),
    ("nationality", &["nationality", "citizenship"]),
    ("sex", &["sex", "gender"]),
    (
        "document_number",
        &["document_number", "document", "passport"],
    ),
];

/// Screens standard input to its end.
pub fn run(options: &Screen) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(
        options.threshold > 0.0 && options.threshold < 1.0,
        "--threshold {}: give a probability between 0 and 1",
        options.threshold
    );
    let index = Index::build(subjects(options)?);
    let mut output = io::BufWriter::new(io::stdout().lock());
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(io::stdin().lock());
    let header = reader
        .byte_headers()
        .context("the queries have no header")?
        .clone();
    let places = COLUMNS.map(|(_, names)| {
        header.iter().position(|found| {
            let found = String::from_utf8_lossy(found)
                .trim_start_matches('\u{feff}')
                .to_lowercase();
            names.contains(&found.replace(' ', "_").as_str())
        })
    });
    anyhow::ensure!(
        places[0].is_some(),
        "the queries have no column name; their header is name,birth_date,nationality,sex"
    );
    let mut quiet = true;
    for (row, record) in reader.byte_records().enumerate() {
        let written = match record {
            Ok(record) => {
                let cells = places.map(|place| {
                    let cell = place
                        .and_then(|place| record.get(place))
                        .unwrap_or_default();
                    String::from_utf8_lossy(cell).into_owned()
                });
                let hits = index.search(&query(&cells), options.threshold, options.most);
                quiet &= hits.is_empty();
                write(&mut output, row + 1, &hits, options.json)
            }
            Err(error) => {
                quiet = false;
                let line =
                    json!({"row": row + 1, "hits": [], "error": format!("not CSV: {error}")});
                writeln!(output, "{line}")
            }
        };
        match written.and_then(|()| output.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                return Ok(ExitCode::SUCCESS);
            }
            other => other.context("standard output failed")?,
        }
    }
    Ok(ExitCode::from(u8::from(!quiet)))
}

fn subjects(options: &Screen) -> anyhow::Result<Vec<screening::Subject>> {
    let path = &options.list;
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let extension = path
        .extension()
        .map(|it| it.to_string_lossy().to_lowercase());
    let read = match extension.as_deref() {
        Some("json" | "jsonl" | "ndjson" | "ftm") => list::follow_the_money(BufReader::new(file)),
        _ => list::csv(BufReader::new(file)),
    };
    read.with_context(|| path.display().to_string())
}

fn query([name, birth, nationality, sex, document]: &[String; 5]) -> Query {
    Query {
        name: Name::read(name),
        birth: Birth::read(birth),
        nationality: subject::nationality(nationality),
        sex: subject::sex(sex),
        document: subject::document(document),
    }
}

fn write(output: &mut impl Write, row: usize, hits: &[Hit], json: bool) -> io::Result<()> {
    if json {
        return writeln!(output, "{}", json!({"row": row, "hits": hits}));
    }
    writeln!(
        output,
        "row {row}: {}",
        if hits.is_empty() {
            "no alert"
        } else {
            "POSSIBLE ALERT, second line decides"
        }
    )?;
    for hit in hits {
        writeln!(
            output,
            "  {:.3} {} {} (as {})",
            hit.score, hit.id, hit.name, hit.matched
        )?;
        for reason in &hit.reasons {
            writeln!(output, "    {:+.1} {}", reason.weight, reason.what)?;
        }
    }
    Ok(())
}
