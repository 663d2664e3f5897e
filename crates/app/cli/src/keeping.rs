//! `waymark verify`, `backup`, `restore`.

use std::{process::ExitCode, sync::Arc};

use journal::StoreUrl;
use server::SystemClock;
use vocab::TenantId;

use crate::{
    arguments::{Backup, NodePlace, Restore, Verify},
    node, say,
};

pub async fn verify(place: &NodePlace, options: &Verify) -> anyhow::Result<ExitCode> {
    let house = node::open(node::settings(place)?).await?;
    let report = house.store.verify().await?;
    if options.json {
        say(&serde_json::to_string_pretty(&report)?);
    } else {
        say(&format!(
            "{} entries, {} records, {} attachments recomputed",
            report.entries, report.records, report.attachments
        ));
        for altered in &report.altered {
            say(&format!("altered: {}", serde_json::to_string(altered)?));
        }
        if report.is_clean() {
            say("everything is as it was written");
        }
    }
    Ok(if report.is_clean() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

pub async fn backup(place: &NodePlace, options: &Backup) -> anyhow::Result<ExitCode> {
    let house = node::open(node::settings(place)?).await?;
    house.store.backup(&options.file).await?;
    say(&format!("written to {}", options.file.display()));
    Ok(ExitCode::SUCCESS)
}

pub async fn restore(place: &NodePlace, options: &Restore) -> anyhow::Result<ExitCode> {
    let settings = node::settings(place)?;
    std::fs::create_dir_all(&settings.data)?;
    let to: StoreUrl = settings.store_url().parse()?;
    let tenant = TenantId::parse(&settings.tenant)?;
    let node = journal::restore(&options.file, &to, &tenant, Arc::new(SystemClock)).await?;
    say(&format!(
        "restored as the new node {node}; run `waymark verify` before you switch over"
    ));
    Ok(ExitCode::SUCCESS)
}
