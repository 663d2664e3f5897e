//! `waymark import fatalities`, `waymark fatalities`.

use std::process::ExitCode;

use access::Actor;
use fatalities::{Options, Revised, System, chart, totals};
use house::{House, instant_text, parse_instant};
use vocab::PartialDate;

use crate::{
    arguments::{Fatalities, FatalitiesAct, Import, NodePlace},
    data, node, say,
};

/// Brings a published release of incidents in.
pub async fn import(place: &NodePlace, options: Import) -> anyhow::Result<ExitCode> {
    let house = node::open(node::settings(place)?).await?;
    let said = Options {
        dry_run: options.dry_run,
        candidates: options.candidates,
        owner: Some(data::owner(&house, options.unit.as_deref()).await?),
    };
    let actor = Actor::system("import");
    let report = fatalities::import(&house.registers, &actor, &options.file, &said).await?;
    if options.json {
        say(&serde_json::to_string_pretty(&report)?);
    } else {
        say(&report.to_text());
    }
    let good = report.committed || (options.dry_run && !report.has_refusals());
    Ok(ExitCode::from(u8::from(!good)))
}

/// Totals, revisions, and a printed chart beside them.
pub async fn run(place: &NodePlace, options: Fatalities) -> anyhow::Result<ExitCode> {
    let house = node::open(node::settings(place)?).await?;
    match options.act {
        FatalitiesAct::Totals { system, as_of } => {
            let system = System::parse(&system)
                .ok_or_else(|| anyhow::anyhow!("--system is project or unsd"))?;
            figures(&house, system, as_of.as_deref(), options.json).await?;
        }
        FatalitiesAct::Revisions => revisions(&house, options.json).await?,
        FatalitiesAct::Compare { file, until } => {
            let until = until.as_deref().map(PartialDate::parse).transpose()?;
            let cells = chart::read(&file)?;
            let found = fatalities::published(&house.registers, None).await?;
            let lines = chart::compare(&cells, &found.incidents, until);
            if options.json {
                say(&serde_json::to_string_pretty(&lines)?);
            } else {
                say(&chart::to_text(&lines));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn figures(
    house: &House,
    system: System,
    as_of: Option<&str>,
    json: bool,
) -> anyhow::Result<()> {
    let at = as_of
        .map(|text| {
            parse_instant(text).ok_or_else(|| anyhow::anyhow!("--as-of takes an instant or a date"))
        })
        .transpose()?;
    let found = fatalities::published(&house.registers, at).await?;
    let groups = totals::by_region_and_year(&found.incidents, system, &found.names);
    for ((region, year), tally) in &groups {
        if json {
            say(&serde_json::json!({
                "region": region, "year": year, "incidents": tally.incidents, "dead": tally.dead,
                "missing": tally.missing, "dead_or_missing": tally.dead_or_missing(),
            })
            .to_string());
        } else {
            say(&format!(
                "{:28} {year} {:6} incidents {:7} dead {:7} missing {:7} together",
                fatalities::title(region).get("en"),
                tally.incidents,
                tally.dead,
                tally.missing,
                tally.dead_or_missing()
            ));
        }
    }
    let whole = totals::whole(&found.incidents);
    if !json {
        say(&format!(
            "{} incidents, {} dead, {} missing, {} together; minimum estimates",
            whole.incidents,
            whole.dead,
            whole.missing,
            whole.dead_or_missing()
        ));
    }
    Ok(())
}

async fn revisions(house: &House, json: bool) -> anyhow::Result<()> {
    for revision in fatalities::revisions(&house.registers, None).await? {
        let what = match &revision.revised {
            Revised::Withdrawn => "withdrawn".to_owned(),
            Revised::Restored => "published again".to_owned(),
            Revised::Changed(fields) => fields
                .iter()
                .map(|(field, (before, now))| format!("{field} {before} -> {now}"))
                .collect::<Vec<_>>()
                .join(", "),
        };
        if json {
            say(&serde_json::json!({
                "at": instant_text(revision.at), "incident": revision.incident_id, "what": what,
                "difference": revision.difference, "reason": revision.reason,
            })
            .to_string());
        } else {
            say(&format!(
                "{} {:20} {:+6} {what}: {}",
                instant_text(revision.at),
                revision.incident_id,
                revision.difference,
                revision.reason
            ));
        }
    }
    Ok(())
}
