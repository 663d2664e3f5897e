//! `waymark keys`: what is sealed with which master key, rotation, and going on without a lost one.

use std::{process::ExitCode, sync::Arc};

use journal::{Store, record_keys};
use sealing::Keyring;
use server::SystemClock;
use vocab::TenantId;

use crate::{
    arguments::{Keys, KeysAct, NodePlace},
    node, say,
};

pub async fn run(place: &NodePlace, options: Keys) -> anyhow::Result<ExitCode> {
    match options.act {
        KeysAct::Status => status(place).await,
        KeysAct::Rotate => rotate(place).await,
        KeysAct::StartAnew => start_anew(place).await,
    }
}

async fn status(place: &NodePlace) -> anyhow::Result<ExitCode> {
    let settings = node::settings(place)?;
    let file = settings.master_key_path();
    let house = node::open(settings).await?;
    match record_keys::master_in_use(&house.store).await? {
        Some(key) => say(&format!("master key in use: {key} ({})", file.display())),
        None => say("nothing was sealed yet"),
    }
    for (key, records) in record_keys::count_by_master(&house.store).await? {
        say(&format!("{records} records have a key wrapped by {key}"));
    }
    Ok(ExitCode::SUCCESS)
}

async fn rotate(place: &NodePlace) -> anyhow::Result<ExitCode> {
    let house = node::open(node::settings(place)?).await?;
    let (wrapped, left) = house.registers.rotate_master_key().await?;
    say(&format!(
        "{wrapped} keys of records are wrapped by a new master key, and the old one is gone from its file: \
         copy the file anew to where you keep it, destroy the older copies, and write keys and backups anew"
    ));
    if left > 0 {
        say(&format!(
            "{left} keys were wrapped by a key that is not here, and stay closed"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Goes on with another master key: what was sealed with the lost one stays closed, unless that is put into the file again.
async fn start_anew(place: &NodePlace) -> anyhow::Result<ExitCode> {
    let settings = node::settings(place)?;
    let store = Store::open(
        &settings.store_url().parse()?,
        TenantId::parse(&settings.tenant)?,
        Arc::new(SystemClock),
    )
    .await?;
    let given = node::master_key();
    let keyring = match server::find_keyring(&settings, given.as_deref())? {
        Some(keyring) => keyring,
        None => Keyring::create(&settings.master_key_path())?,
    };
    let key = keyring.keys().current().id().to_owned();
    let in_use = key.clone();
    store
        .write(move |tx| record_keys::use_master(tx, &in_use))
        .await?;
    let counted = record_keys::count_by_master(&store).await?;
    let closed: u64 = counted
        .iter()
        .filter(|(master, _)| keyring.keys().named(master).is_none())
        .map(|(_, records)| records)
        .sum();
    say(&format!(
        "new records are sealed with the master key {key}; {closed} records stay closed until their own key is added to the \
         file, as a second line"
    ));
    Ok(ExitCode::SUCCESS)
}
