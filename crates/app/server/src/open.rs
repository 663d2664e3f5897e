//! Opening an installation: store, registers, policy, indicators, places.

use std::{fs, sync::Arc};

use access::{Access, Policy};
use house::{House, Module, Rooms};
use journal::Store;
use measures::{Indicator, Measures};
use registers::{Catalogue, PlaceBook, Registers};
use vocab::{Clock, TenantId};

use crate::{ServerError, Settings, master_key::keyring};

/// What an installation is opened with.
pub struct Opening {
    /// Its settings.
    pub settings: Settings,
    /// Time and ids.
    pub clock: Arc<dyn Clock>,
    /// The master key, where it does not come from its file.
    pub master_key: Option<String>,
}

/// The systems of the field in this program.
pub fn modules() -> Vec<Module> {
    vec![
        border::module(),
        collection::module(),
        displacement::module(),
        fatalities::module(),
        releases::module(),
        trafficking::module(),
    ]
}

/// The registers in force: those of the modules, and the country's own over them.
///
/// # Errors
/// Every fault of every definition at once.
pub fn catalogue(settings: &Settings) -> Result<Catalogue, ServerError> {
    let embedded = modules()
        .into_iter()
        .flat_map(|module| module.registers)
        .collect();
    let own = settings.data.join("registers");
    Catalogue::build(embedded, own.is_dir().then_some(own.as_path())).map_err(|faults| {
        ServerError::Registers {
            faults: faults.iter().map(ToString::to_string).collect(),
        }
    })
}

/// The indicators in force: those of the modules, and the country's own `indicators.toml` after them.
///
/// # Errors
/// Every fault of every indicator at once.
pub fn indicators(settings: &Settings) -> Result<Vec<Indicator>, ServerError> {
    let mut texts: Vec<String> = modules()
        .iter()
        .map(|module| module.indicators.to_owned())
        .collect();
    texts.extend(fs::read_to_string(settings.data.join("indicators.toml")));
    let mut all = Vec::new();
    let mut faults = Vec::new();
    for text in texts {
        match measures::parse(&text) {
            Ok(found) => all.extend(found),
            Err(found) => faults.extend(found.iter().map(ToString::to_string)),
        }
    }
    if faults.is_empty() {
        Ok(all)
    } else {
        Err(ServerError::Indicators { faults })
    }
}

/// Opens everything.
///
/// # Errors
/// Faults of the country's own text, or a store that cannot be opened.
pub async fn open(opening: Opening) -> Result<House, ServerError> {
    let Opening {
        settings,
        clock,
        master_key,
    } = opening;
    let catalogue = Arc::new(catalogue(&settings)?);
    let indicators = indicators(&settings)?;
    let policy = Arc::new(policy(&settings)?);
    let store = Store::open(
        &settings.store_url().parse()?,
        TenantId::parse(&settings.tenant)?,
        Arc::clone(&clock),
    )
    .await?;
    let access = Access::open(store.clone(), Arc::clone(&policy)).await?;
    let keyring = keyring(&settings, master_key.as_deref(), &catalogue, &store).await?;
    let mut bare = Registers::new(store.clone(), Arc::clone(&catalogue), Arc::clone(&policy));
    if let Some(keyring) = keyring {
        bare = bare.with_keyring(keyring);
    }
    let registers = modules()
        .iter()
        .fold(bare, |registers, module| (module.hooks)(registers));
    let places = PlaceBook::new(registers.clone());
    let measures = Measures::new(
        registers.clone(),
        places.clone(),
        settings.data.join("analysis"),
        indicators,
        settings.analysis_memory_mib.saturating_mul(1024 * 1024),
    );
    Ok(House::new(Rooms {
        store,
        access,
        policy,
        catalogue,
        registers,
        places,
        measures,
        clock,
    }))
}

fn policy(settings: &Settings) -> Result<Policy, ServerError> {
    match fs::read_to_string(settings.data.join("policy.toml")) {
        Ok(text) => Policy::parse(&text).map_err(|faults| ServerError::Policy {
            faults: faults.iter().map(ToString::to_string).collect(),
        }),
        Err(_) => Ok(Policy::shipped()),
    }
}
