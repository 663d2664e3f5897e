//! `waymark import fatalities`.

use std::process::ExitCode;

use ::fatalities::Options;
use access::Actor;

use crate::{
    arguments::{Import, NodePlace},
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
    let report = ::fatalities::import(&house.registers, &actor, &options.file, &said).await?;
    if options.json {
        say(&serde_json::to_string_pretty(&report)?);
    } else {
        say(&report.to_text());
    }
    let good = report.committed || (options.dry_run && !report.has_refusals());
    Ok(ExitCode::from(u8::from(!good)))
}
