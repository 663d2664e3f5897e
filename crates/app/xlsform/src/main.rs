//! `waymark-xlsform FILE`: the XForm on standard output, or what is wrong with the form on standard error.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use serde::Serialize;
use xlsform::{Converted, Fault, Options};

/// Converts an XLSForm (.xlsx, .xls, .csv, .md) to an XForm.
///
/// The XForm is written to standard output. Warnings are lines on standard error that start with `warning:`.
/// A form that cannot be converted is refused with status 1 and one line per fault, `[row : N]` first.
#[derive(Debug, Parser)]
#[command(
    name = "waymark-xlsform",
    version,
    after_help = "Examples:\n  \
    waymark-xlsform assessment.xlsx > assessment.xml\n  \
    waymark-xlsform --lenient old_form.xls > old_form.xml\n  \
    waymark-xlsform --json assessment.xlsx | jq '.form.fields[].path'"
)]
struct Arguments {
    /// The form; its content decides which kind of file it is.
    file: PathBuf,
    /// Convert with a warning what does no harm, such as choices of the same name.
    #[arg(long)]
    lenient: bool,
    /// Write one JSON document: the XForm with its fields, or the faults.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    converted: bool,
    faults: &'a [Fault],
    warnings: &'a [Fault],
    form: Option<&'a Converted>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{}: {error}", arguments.file.display());
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    let bytes = std::fs::read(&arguments.file)?;
    let options = Options {
        file_stem: arguments
            .file
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned()),
        lenient: arguments.lenient,
    };
    let result = xlsform::convert(&bytes, &options);
    let mut out = io::stdout().lock();
    let mut err = io::stderr().lock();
    if arguments.json {
        let report = match &result {
            Ok(form) => Report {
                converted: true,
                faults: &[],
                warnings: &form.warnings,
                form: Some(form),
            },
            Err(refused) => Report {
                converted: false,
                faults: &refused.faults,
                warnings: &refused.warnings,
                form: None,
            },
        };
        serde_json::to_writer(&mut out, &report)?;
        writeln!(out)?;
    }
    let warnings = match &result {
        Ok(form) => &form.warnings,
        Err(refused) => &refused.warnings,
    };
    for warning in warnings {
        writeln!(err, "warning: {warning}")?;
    }
    match result {
        Ok(form) => {
            if !arguments.json {
                out.write_all(form.xform.as_bytes())?;
            }
            out.flush()?;
            Ok(ExitCode::SUCCESS)
        }
        Err(refused) => {
            for fault in &refused.faults {
                writeln!(err, "{fault}")?;
            }
            Ok(ExitCode::FAILURE)
        }
    }
}
