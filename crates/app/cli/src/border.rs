//! `waymark border`: travel documents on the command line, without a store.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::border_zone;

pub const EXAMPLES: &str = "Examples:
  waymark border mrz --json < documents.txt

Exit codes: 0 everything was decided in favour, 1 something was not, 2 the command could not run.";

/// What is done with documents.
#[derive(Debug, Args)]
pub struct Border {
    #[command(subcommand)]
    act: BorderAct,
}

#[derive(Debug, Subcommand)]
enum BorderAct {
    /// Read machine readable zones from standard input, one document a line with | between its lines
    #[command(after_help = border_zone::EXAMPLES)]
    Mrz(border_zone::Mrz),
}

/// Does it.
pub fn run(options: Border) -> anyhow::Result<ExitCode> {
    match options.act {
        BorderAct::Mrz(options) => border_zone::run(&options),
    }
}
