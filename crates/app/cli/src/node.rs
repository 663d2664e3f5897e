//! Finding and opening the node that a command works on.

use std::{fs, io::IsTerminal as _, sync::Arc};

use anyhow::Context as _;
use house::House;
use server::{Opening, Settings, SystemClock};
use tracing_subscriber::EnvFilter;

use crate::arguments::NodePlace;

/// What is logged unless `RUST_LOG` asks for something else.
const LOGGED: &str = "warn,waymark=info,server=info,house=info";

/// Logs to standard error: ids and route patterns, never data, however much is asked for.
pub fn log(json: bool) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOGGED));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    if json {
        builder.json().init();
    } else {
        builder.init();
    }
}

/// The settings in force: the file's, and the command line's over them.
pub fn settings(place: &NodePlace) -> anyhow::Result<Settings> {
    let mut settings = match fs::read_to_string(&place.config) {
        Ok(text) => Settings::parse(&text).with_context(|| place.config.display().to_string())?,
        Err(_) => Settings::default(),
    };
    if let Some(data) = &place.data {
        settings.data.clone_from(data);
    }
    if let Some(store) = &place.store {
        settings.store.clone_from(store);
    }
    Ok(settings)
}

/// Opens the node.
pub async fn open(settings: Settings) -> anyhow::Result<House> {
    fs::create_dir_all(&settings.data).with_context(|| settings.data.display().to_string())?;
    let clock = Arc::new(SystemClock);
    let master_key = master_key();
    let opening = Opening {
        settings,
        clock,
        master_key,
    };
    Ok(server::open(opening).await?)
}

/// The master key handed over, for installations that keep it in a safe of keys and not in a file. Not a flag: the list of
/// processes is read by everybody.
#[expect(
    clippy::disallowed_methods,
    reason = "the binary reads its environment"
)]
pub fn master_key() -> Option<String> {
    std::env::var("WAYMARK_MASTER_KEY")
        .ok()
        .filter(|key| !key.trim().is_empty())
}
