//! `waymark verify`, `backup`, `restore`.

use std::{process::ExitCode, sync::Arc};

use journal::{StoreUrl, record_keys};
use registers::SealError;
use server::SystemClock;
use vocab::TenantId;

use crate::{
    arguments::{Backup, NodePlace, Restore, Verify},
    node, say,
};

pub async fn verify(place: &NodePlace, options: &Verify) -> anyhow::Result<ExitCode> {
    let house = node::open(node::settings(place)?).await?;
    let report = house.store.verify().await?;
    let seals = house.registers.verify_seals().await?;
    let whole = report.is_clean() && !seals.closed.contains_key(&SealError::Altered);
    if options.json {
        let mut told = serde_json::to_value(&report)?;
        told["sealed"] = serde_json::to_value(&seals)?;
        say(&serde_json::to_string_pretty(&told)?);
    } else {
        say(&format!(
            "{} entries, {} records, {} attachments recomputed",
            report.entries, report.records, report.attachments
        ));
        for altered in &report.altered {
            say(&format!("altered: {}", serde_json::to_string(altered)?));
        }
        if seals.records > 0 {
            let (records, opened) = (seals.records, seals.opened);
            say(&format!(
                "{records} records hold sealed values; {opened} values open"
            ));
        }
        for (reason, values) in &seals.closed {
            say(&format!("{values} sealed values do not open: {reason}"));
        }
        for fault in &seals.faults {
            say(&format!("closed: {}", serde_json::to_string(fault)?));
        }
        if whole {
            say("everything is as it was written");
        }
    }
    Ok(if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

pub async fn backup(place: &NodePlace, options: &Backup) -> anyhow::Result<ExitCode> {
    let house = node::open(node::settings(place)?).await?;
    house.store.backup(&options.file).await?;
    say(&format!("written to {}", options.file.display()));
    if let Some(keys) = &options.keys {
        house.store.backup_keys(keys).await?;
        say(&format!(
            "keys written to {}; they open nothing without the master key, which is in neither",
            keys.display()
        ));
    } else if !record_keys::count_by_master(&house.store).await?.is_empty() {
        say(
            "sealed fields of this backup open only with the keys of their records: write them with --keys",
        );
    }
    Ok(ExitCode::SUCCESS)
}

pub async fn restore(place: &NodePlace, options: &Restore) -> anyhow::Result<ExitCode> {
    let settings = node::settings(place)?;
    std::fs::create_dir_all(&settings.data)?;
    let to: StoreUrl = settings.store_url().parse()?;
    let tenant = TenantId::parse(&settings.tenant)?;
    let keys = options.keys.as_deref();
    let node = journal::restore(&options.file, keys, &to, &tenant, Arc::new(SystemClock)).await?;
    if keys.is_none() {
        say(
            "sealed fields of this backup, where it has any, stay closed: restore with --keys to open them",
        );
    }
    say(&format!(
        "restored as the new node {node}; run `waymark verify` before you switch over"
    ));
    Ok(ExitCode::SUCCESS)
}
