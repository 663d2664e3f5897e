//! The `waymark` program: one binary for a laptop, a border post and a headquarters.

mod arguments;
mod commands;
mod node;
mod progress;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::Parser;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(run(arguments)) {
        Ok(code) => code,
        Err(error) => failed(&error),
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let place = &arguments.node;
    match arguments.command {
        Command::Serve(options) => commands::serve::run(place, options).await,
        Command::Demo(options) => commands::demo::run(options).await,
        Command::Import(options) => commands::import::run(place, options).await,
        Command::Export(options) => commands::export::run(place, options).await,
        Command::Measure(options) => commands::measure::run(place, options).await,
        Command::Round(options) => commands::round::run(place, options).await,
        Command::Register(options) => commands::register::run(place, options).await,
        Command::User(options) => commands::user::run(place, options).await,
        Command::Verify(options) => commands::verify::run(place, options).await,
        Command::Backup(options) => commands::backup::run(place, options).await,
        Command::Restore(options) => commands::restore::run(place, options).await,
        Command::Check(options) => commands::check::run(place, options).await,
        Command::Openapi => commands::check::openapi(),
        Command::Completions { shell } => commands::completions::run(shell),
    }
}

#[expect(clippy::print_stderr, reason = "the program's last word to a person")]
fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("waymark: {error:#}");
    ExitCode::from(2)
}
