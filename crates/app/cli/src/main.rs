//! The `waymark` program: one binary for a laptop, a border post and a headquarters.

mod arguments;
mod border;
mod border_chip;
mod border_screen;
mod border_zone;
mod data;
mod demo;
mod disclose;
mod fatalities;
mod flows;
mod keeping;
mod keys;
mod node;
mod people;
mod places;
mod registers;
mod rounds;
mod serving;
mod trafficking;

use std::process::ExitCode;

use arguments::{Arguments, CheckAct, Command};
use clap::{CommandFactory, Parser};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    node::log(arguments.node.log_json);
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
        Command::Serve(options) => serving::serve(place, &options).await,
        Command::Demo(options) => demo::run(place, &options).await,
        Command::Import(options) => data::import(place, options).await,
        Command::Export(options) => data::export(place, options).await,
        Command::Measure(options) => data::measure(place, options).await,
        Command::Round(options) => rounds::run(place, options).await,
        Command::Flows(options) => flows::run(&options),
        Command::Fatalities(options) => fatalities::run(place, options).await,
        Command::Border(options) => border::run(options),
        Command::Disclose(options) => disclose::run(&options),
        Command::Trafficking(options) => trafficking::run(place, options).await,
        Command::Register(options) => registers::run(place, options),
        Command::User(options) => people::run(place, options).await,
        Command::Verify(options) => keeping::verify(place, &options).await,
        Command::Backup(options) => keeping::backup(place, &options).await,
        Command::Restore(options) => keeping::restore(place, &options).await,
        Command::Keys(options) => keys::run(place, options).await,
        Command::Check(options) => match options.act {
            CheckAct::Config => {
                say(&node::settings(place)?.shown());
                Ok(ExitCode::SUCCESS)
            }
        },
        Command::Openapi => {
            say(&serde_json::to_string_pretty(&server::document())?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Completions { shell } => {
            clap_complete::generate(
                shell,
                &mut Arguments::command(),
                "waymark",
                &mut std::io::stdout(),
            );
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Prints a result to standard output; a closed pipe is no fault.
fn say(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn failed(error: &anyhow::Error) -> ExitCode {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "waymark: {error:#}");
    ExitCode::from(2)
}
