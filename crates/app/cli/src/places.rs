//! `waymark import places`: boundaries from GeoJSON and shapefiles.

use std::process::ExitCode;

use access::Actor;
use anyhow::Context as _;
use exchange::places::{BoundaryOptions, read};
use indicatif::ProgressBar;
use registers::{Act, Change, Effect, Strictness};
use serde_json::{Map, Value as Json, json};
use vocab::{LangText, PCode, Place, RegisterName, country};

use crate::{
    arguments::{Import, NodePlace},
    data::owner,
    node, say,
};

/// Areas of one commit: their shapes are large.
const BATCH: usize = 200;
/// Faults printed one by one; `--json` has all.
const FAULTS_SHOWN: usize = 40;
/// Languages that the register of places has a field for.
const LANGUAGES: [&str; 3] = ["fr", "es", "ar"];

pub async fn import(place: &NodePlace, options: Import) -> anyhow::Result<ExitCode> {
    let boundaries = BoundaryOptions {
        code: options.code_field.clone(),
        name: options.name_field.clone(),
        level: options.level,
    };
    let file = options.file.clone();
    let found = tokio::task::spawn_blocking(move || read(&file, &boundaries))
        .await?
        .with_context(|| options.file.display().to_string())?;
    if !options.json {
        say(&format!("{} areas read", found.places.len()));
        for fault in found.faults.iter().take(FAULTS_SHOWN) {
            say(&format!("  {fault}"));
        }
        if found.faults.len() > FAULTS_SHOWN {
            say(&format!(
                "  … and {} more",
                found.faults.len() - FAULTS_SHOWN
            ));
        }
    }
    let refused = !found.faults.is_empty() && !options.accept_valid_rows;
    let (mut created, mut changed, mut unchanged) = (0, 0, 0);
    let writes = !options.dry_run && !refused && !found.places.is_empty();
    if writes {
        let house = node::open(node::settings(place)?).await?;
        let owner = owner(&house, options.unit.as_deref()).await?;
        let register = house.registers.register("places")?;
        let bar = ProgressBar::new(found.places.len() as u64);
        for batch in found.places.chunks(BATCH) {
            let changes = batch
                .iter()
                .map(|area| {
                    let data = data(area);
                    Ok(Change {
                        register: RegisterName::parse("places")?,
                        id: register
                            .id_for_data(&data)
                            .unwrap_or_else(|| house.clock.new_id()),
                        base: None,
                        act: Act::Put {
                            data,
                            owner: Some(owner.clone()),
                        },
                        note: None,
                    })
                })
                .collect::<anyhow::Result<Vec<Change>>>()?;
            let outcomes = house
                .registers
                .commit(&Actor::system("import"), changes, Strictness::Strict)
                .await?;
            for outcome in outcomes {
                match outcome.effect {
                    Effect::Created => created += 1,
                    Effect::Changed | Effect::Conflicted => changed += 1,
                    Effect::Unchanged => unchanged += 1,
                }
            }
            bar.inc(batch.len() as u64);
        }
        bar.finish_and_clear();
    }
    if options.json {
        say(&serde_json::to_string_pretty(&json!({
            "areas": found.places.len(), "faults": found.faults, "committed": writes,
            "created": created, "changed": changed, "unchanged": unchanged,
        }))?);
    } else {
        let end = if writes { "" } else { " (nothing was written)" };
        say(&format!(
            "{created} places created, {changed} changed, {unchanged} unchanged{end}"
        ));
        if refused {
            say("some areas cannot be read; mend the file, or give --accept-valid-rows");
        }
    }
    let good = !found.places.is_empty() && !refused;
    Ok(ExitCode::from(u8::from(!good)))
}

/// The country's code of three letters, where a boundary file writes two.
fn as_country(code: &PCode) -> String {
    country::by_alpha2(code.as_str())
        .map_or_else(|| code.to_string(), |country| country.alpha3.to_owned())
}

fn data(area: &Place) -> Map<String, Json> {
    let mut data = Map::new();
    let mut put = |field: &str, value: Json| {
        data.insert(field.to_owned(), value);
    };
    let code = match area.level {
        0 => as_country(&area.code),
        _ => area.code.to_string(),
    };
    put("name", Json::from(named(&area.names).unwrap_or(&code)));
    for language in LANGUAGES {
        if let Some(name) = area.names.exact(language) {
            put(&format!("name_{language}"), Json::from(name));
        }
    }
    if let Some(parent) = &area.parent {
        let parent = match area.level {
            1 => as_country(parent),
            _ => parent.to_string(),
        };
        if area.level == 1 {
            put("country", Json::from(parent.as_str()));
        }
        put("parent", Json::from(parent));
    }
    if area.level == 0 {
        put("country", Json::from(code.as_str()));
    }
    if let Some(geometry) = &area.geometry {
        put("geometry", geometry.to_geojson());
    }
    put("level", Json::from(area.level));
    put("code", Json::from(code));
    data
}

fn named(names: &LangText) -> Option<&str> {
    Some(names.get("en")).filter(|name| !name.is_empty())
}
