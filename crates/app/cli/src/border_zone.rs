//! `waymark border mrz`: one document a line in, one verdict a line out, as they come.

use std::{
    io::{self, BufRead, Read as _, Write},
    process::ExitCode,
};

use anyhow::Context as _;
use clap::Args;
use jiff::civil::Date;
use travel_document::Report;

pub const EXAMPLES: &str = "Each line gives one object {format, valid, fields, checks: [{name, expected, found, ok}], corrections, errors, warnings};
`valid` and `checks` are about the text as read, `corrected` shows what proven corrections make of it. A line that is no
zone gives an object with `format` null and the reason in `errors`. An empty line gives one too: line N of the output is
about line N of the input.

Exit codes: 0 every document is valid, 1 one is not, 2 the input could not be read.

Example:
  echo 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<|L898902C36UTO7408122F1204159ZE184226B<<<<<10' | waymark border mrz --json";

/// A zone has 90 characters; a longer line than this is read over, not kept.
const LONGEST_LINE: u64 = 4096;

#[derive(Debug, Args)]
pub struct Mrz {
    /// Write JSON, one object a line
    #[arg(long)]
    json: bool,
    /// Day of the check, for centuries and expiry; today when left out
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<String>,
}

/// Reads standard input to its end.
pub fn run(options: &Mrz) -> anyhow::Result<ExitCode> {
    let on = match &options.on {
        Some(day) => day
            .parse()
            .with_context(|| format!("--on {day}: give a day as YYYY-MM-DD"))?,
        None => today(),
    };
    let mut output = io::BufWriter::new(io::stdout().lock());
    let all_valid = match decide_all(io::stdin().lock(), &mut output, on, options.json) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
        outcome => outcome.context("standard input or output failed")?,
    };
    Ok(ExitCode::from(u8::from(!all_valid)))
}

/// The day by the machine, UTC: the command is the edge that may ask, rules get it as an argument.
fn today() -> Date {
    jiff::tz::Offset::UTC
        .to_datetime(jiff::Timestamp::now())
        .date()
}

fn decide_all(
    mut input: impl BufRead,
    output: &mut impl Write,
    on: Date,
    json: bool,
) -> io::Result<bool> {
    let mut all_valid = true;
    let mut line = Vec::new();
    loop {
        line.clear();
        if (&mut input)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)?
            == 0
        {
            output.flush()?;
            return Ok(all_valid);
        }
        if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST_LINE {
            skip_line(&mut input)?;
        }
        let text = String::from_utf8_lossy(&line);
        let report = Report::of(text.trim_start_matches('\u{feff}'), on);
        all_valid &= report.valid;
        if json {
            serde_json::to_writer(&mut *output, &report)?;
            output.write_all(b"\n")?;
        } else {
            in_words(output, &report)?;
        }
        // a reader at a desk waits for this verdict: nothing is kept back once the input pauses
        output.flush()?;
    }
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let chunk = input.fill_buf()?;
        if chunk.is_empty() {
            return Ok(());
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(chunk.len(), |at| at + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

fn in_words(output: &mut impl Write, report: &Report) -> io::Result<()> {
    let verdict = if report.valid { "valid" } else { "NOT VALID" };
    write!(output, "{verdict} {}", report.format.unwrap_or("no zone"))?;
    if let Some(fields) = &report.fields {
        write!(
            output,
            " {} {} {}",
            fields.document_code, fields.issuing_state, fields.document_number
        )?;
    }
    writeln!(output)?;
    for error in &report.errors {
        writeln!(output, "  fault: {error}")?;
    }
    for correction in &report.corrections {
        writeln!(
            output,
            "  correction: line {}, character {}: {} must be {} ({})",
            correction.line, correction.column, correction.from, correction.to, correction.proof
        )?;
    }
    for candidates in &report.candidates {
        writeln!(
            output,
            "  {} may be {}",
            candidates.field,
            candidates.readings.join(" or ")
        )?;
    }
    for warning in &report.warnings {
        writeln!(output, "  look at: {warning}")?;
    }
    Ok(())
}
