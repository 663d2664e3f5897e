//! `waymark import trafficking`, `waymark trafficking`.

use std::{fs, fs::File, path::PathBuf, process::ExitCode};

use access::Actor;
use anyhow::Context as _;
use clap::{Args, Subcommand};
use trafficking::{Key, Mapping, Options};

use crate::{
    arguments::{Import, NodePlace},
    data, node, say,
};

pub const EXAMPLES: &str = "Examples:
  waymark trafficking pseudonymise cases.csv --key-file partners.key -o contribution.csv
  waymark trafficking duplicates

`pseudonymise` runs at the partner's own node and needs no store: names and dates of birth become a keyed token and an age,
dates become years, columns that name a person are taken out. The key is agreed among the partners; the collaborative never
has it. docs/trafficking.md tells what the tokens can't do.";

#[derive(Debug, Args)]
pub struct Trafficking {
    #[command(subcommand)]
    pub act: TraffickingAct,
}

#[derive(Debug, Subcommand)]
pub enum TraffickingAct {
    /// Make a partner's file fit to be contributed: no name in it, a token in their place
    Pseudonymise {
        /// CSV with the columns of the Human Trafficking Case Data Standard
        file: PathBuf,
        /// File that holds the partners' key, at least 32 random characters
        #[arg(long, value_name = "FILE")]
        key_file: PathBuf,
        /// Where the contribution goes
        #[arg(short, long, value_name = "OUT.csv")]
        output: PathBuf,
    },
    /// How many people several partners have helped, as far as tokens tell
    Duplicates,
}

/// Brings a partner's file in.
pub async fn import(place: &NodePlace, options: Import) -> anyhow::Result<ExitCode> {
    let partner = options
        .partner
        .context("say whose records these are: --partner CODE")?;
    let mapping = match &options.mapping {
        None => Mapping::default(),
        Some(file) => {
            let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
            Mapping::parse(&text).with_context(|| file.display().to_string())?
        }
    };
    let house = node::open(node::settings(place)?).await?;
    let now = jiff::Timestamp::from_millisecond(house.clock.now_ms())?;
    let said = Options {
        partner,
        mapping,
        dry_run: options.dry_run,
        owner: data::owner(&house, options.unit.as_deref()).await?,
        today: jiff::tz::Offset::UTC.to_datetime(now).date(),
    };
    let actor = Actor::system("import");
    let report = match trafficking::import(&house.registers, &actor, &options.file, &said).await {
        Ok(report) => report,
        Err(
            error @ (trafficking::ImportError::NoPartner(_)
            | trafficking::ImportError::NoAgreement(_)),
        ) => {
            say(&error.to_string());
            return Ok(ExitCode::from(1));
        }
        Err(error) => return Err(error.into()),
    };
    if options.json {
        say(&serde_json::to_string_pretty(&report)?);
    } else {
        say(&report.to_text());
    }
    Ok(ExitCode::from(u8::from(report.refusals > 0)))
}

pub async fn run(place: &NodePlace, options: Trafficking) -> anyhow::Result<ExitCode> {
    match options.act {
        TraffickingAct::Pseudonymise {
            file,
            key_file,
            output,
        } => {
            let key =
                fs::read_to_string(&key_file).with_context(|| key_file.display().to_string())?;
            let key = Key::read(&key).with_context(|| key_file.display().to_string())?;
            let read = File::open(&file).with_context(|| file.display().to_string())?;
            let mut out = Vec::new();
            let done = trafficking::pseudonymise(read, &key, &mut out)
                .with_context(|| file.display().to_string())?;
            fs::write(&output, out).with_context(|| output.display().to_string())?;
            say(&format!(
                "{} rows in {}, {} with a token; taken out: {}",
                done.rows,
                output.display(),
                done.tokens,
                done.taken_out.join(", ")
            ));
        }
        TraffickingAct::Duplicates => {
            let house = node::open(node::settings(place)?).await?;
            for shared in trafficking::duplicates(&house.registers).await? {
                say(&format!(
                    "{:8} people: {}",
                    shared.people,
                    shared.partners.join(", ")
                ));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
