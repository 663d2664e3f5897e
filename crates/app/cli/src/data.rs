//! `waymark import`, `export`, `measure`.

use std::{fs, process::ExitCode, sync::Arc};

use access::{Actor, Policy, Question, Verb};
use displacement::import::{self, Mapping, Options};
use house::{House, parse_instant};
use indicatif::ProgressBar;
use measures::{Ask, Audience, Cell};
use server::{ExportFormat, ExportRequest};
use vocab::{AccessClass, PCode};

use crate::{
    arguments::{Export, Format, Import, Measure, NodePlace, Target},
    fatalities, node, places, say, trafficking,
};

/// The org unit that owns what is imported: the one that is named, else the topmost there is.
pub async fn owner(house: &House, named: Option<&str>) -> anyhow::Result<String> {
    let units = house.access.units().await?;
    if let Some(named) = named {
        if !units.iter().any(|unit| unit.path == named) {
            let known: Vec<&str> = units.iter().map(|unit| unit.path.as_str()).collect();
            anyhow::bail!("there is no unit {named}; there are: {}", known.join(", "));
        }
        return Ok(named.to_owned());
    }
    let top = units.iter().map(|unit| unit.path.as_str()).find(|path| {
        let below = format!("{}/", path.trim_end_matches('/'));
        units
            .iter()
            .all(|other| other.path == *path || other.path.starts_with(&below))
    });
    Ok(top.unwrap_or("/").to_owned())
}

pub async fn import(place: &NodePlace, options: Import) -> anyhow::Result<ExitCode> {
    match options.target {
        Target::Places => return places::import(place, options).await,
        Target::Fatalities => return fatalities::import(place, options).await,
        Target::Trafficking => return trafficking::import(place, options).await,
        Target::Displacement => {}
    }
    let house = node::open(node::settings(place)?).await?;
    let tree = house.places.tree().await?;
    let mapping = match &options.mapping {
        Some(file) => Some(Mapping::parse(&fs::read_to_string(file)?)?),
        None => None,
    };
    let said = Arc::new(Options {
        country: options.country,
        operation: options.operation,
        round: options.round,
        date: options.date,
        mapping,
        dry_run: options.dry_run,
        accept_valid_rows: options.accept_valid_rows,
        owner: Some(owner(&house, options.unit.as_deref()).await?),
        ..Options::default()
    });
    let understanding = Arc::new(import::understand(&options.file, &said, &tree)?);
    if let Some(file) = &options.save_mapping {
        fs::write(file, Mapping::of(&understanding).to_toml()?)?;
        say(&format!(
            "the mapping was written to {}; edit it and give it back with --mapping",
            file.display()
        ));
        return Ok(ExitCode::SUCCESS);
    }
    if !options.json {
        say(&understanding.to_table());
    }
    let bar = ProgressBar::new_spinner();
    let actor = Actor::system("import");
    let report = import::run(
        &house.registers,
        &actor,
        options.file.clone(),
        Arc::clone(&understanding),
        said,
        tree,
        |done| {
            bar.set_message(format!("{done} records"));
            bar.tick();
        },
    )
    .await?;
    bar.finish_and_clear();
    if options.json {
        say(&serde_json::to_string_pretty(
            &serde_json::json!({"understanding": *understanding, "report": report}),
        )?);
    } else {
        say(&report.to_text());
    }
    let good = report.committed
        || (options.dry_run && !report.has_refusals() && understanding.has_something_to_import());
    Ok(if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

pub async fn export(place: &NodePlace, options: Export) -> anyhow::Result<ExitCode> {
    use std::io::Write as _;
    let house = node::open(node::settings(place)?).await?;
    let actor = Actor::system("export");
    // A system is exported by what it measures.
    let register = match options.what.as_str() {
        "displacement" => "area_assessments".to_owned(),
        _ => options.what,
    };
    let partition = match options.round {
        Some(word) => Some(displacement::rounds::meant(&house.registers, &word).await?),
        None => None,
    };
    let question = Question {
        register: &register,
        class: AccessClass::Internal,
        verb: &Verb::Export,
        owner: None,
        purpose: Some("command line"),
    };
    let request = ExportRequest {
        register: register.clone(),
        partition,
        rows: options.rows,
        format: match options.format {
            Format::Csv => ExportFormat::Csv,
            Format::HxlCsv => ExportFormat::HxlCsv,
            Format::Xlsx => ExportFormat::Xlsx,
            Format::Geojson => ExportFormat::Geojson,
            Format::Parquet => ExportFormat::Parquet,
        },
        decision: Policy::shipped().decide(&actor, &question),
        actor,
        lang: "en".to_owned(),
    };
    let bytes = server::write_export(&house, request)
        .await
        .map_err(|problem| anyhow::anyhow!("{}", problem.detail.unwrap_or(problem.title)))?;
    match options.output {
        Some(file) => fs::write(file, bytes)?,
        None => std::io::stdout().write_all(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

pub async fn measure(place: &NodePlace, options: Measure) -> anyhow::Result<ExitCode> {
    let house = node::open(node::settings(place)?).await?;
    let Some(indicator) = options.indicator else {
        for indicator in house.measures.indicators() {
            say(&format!(
                "{:24} {}",
                indicator.id,
                indicator.title.get("en")
            ));
        }
        return Ok(ExitCode::SUCCESS);
    };
    let as_of = match &options.as_of {
        Some(text) => Some(
            parse_instant(text)
                .ok_or_else(|| anyhow::anyhow!("--as-of takes an instant or a date"))?,
        ),
        None => None,
    };
    let ask = Ask {
        level: options.level,
        under: options.under.as_deref().map(PCode::parse).transpose()?,
        partition: options.round,
        by: options.by,
        as_of,
        audience: if options.public {
            Audience::Public
        } else {
            Audience::Internal
        },
        ..Ask::of(indicator)
    };
    let found = house.measures.observe(&ask).await?;
    if options.json {
        say(&serde_json::to_string_pretty(&*found)?);
        return Ok(ExitCode::SUCCESS);
    }
    for row in &found.rows {
        let by: Vec<&str> = row.by.values().map(String::as_str).collect();
        let value = match row.value {
            Cell::Value(value) => format!("{value:.0}"),
            Cell::Suppressed => "(small)".to_owned(),
            Cell::Unknown => "(unknown)".to_owned(),
        };
        say(&format!(
            "{:24} {:16} {:20} {value:>12}",
            row.partition,
            row.place.as_deref().unwrap_or("-"),
            by.join(" ")
        ));
    }
    for note in &found.notes {
        say(&format!("note: {note}"));
    }
    Ok(ExitCode::SUCCESS)
}
