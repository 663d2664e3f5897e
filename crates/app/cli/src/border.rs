//! `waymark border`: travel documents on the command line, without a store.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::{border_chip, border_screen, border_zone};

pub const EXAMPLES: &str = "Examples:
  waymark border mrz --json < documents.txt
  waymark border screen --list alerts.csv --json < travellers.csv
  waymark border verify --csca country-signers --json EF_SOD.bin DG1.bin DG2.bin

Exit codes: 0 everything was decided in favour, 1 something was not, 2 the command could not run; verify: 3 unknown.";

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
    /// Ask an alert list about travellers
    #[command(after_help = border_screen::EXAMPLES)]
    Screen(border_screen::Screen),
    /// Verify the files of a chip against trusted country signers
    #[command(after_help = border_chip::EXAMPLES)]
    Verify(border_chip::Verify),
}

/// Does it.
pub fn run(options: Border) -> anyhow::Result<ExitCode> {
    match options.act {
        BorderAct::Mrz(options) => border_zone::run(&options),
        BorderAct::Screen(options) => border_screen::run(&options),
        BorderAct::Verify(options) => border_chip::run(&options),
    }
}
