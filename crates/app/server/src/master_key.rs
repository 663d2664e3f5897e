//! The master key of a node: found, made at the first start that needs one, and missed when it is lost.

use std::path::PathBuf;

use journal::{Store, record_keys};
use registers::{Catalogue, Register};
use sealing::Keyring;

use crate::{ServerError, Settings};

impl Settings {
    /// The file of the master key.
    pub fn master_key_path(&self) -> PathBuf {
        if self.master_key_file.as_os_str().is_empty() {
            self.data.join("master.key")
        } else {
            self.master_key_file.clone()
        }
    }
}

/// The keys handed over, or those of the file.
///
/// # Errors
/// Keys that cannot be read, or a file that others may read.
pub fn find_keyring(
    settings: &Settings,
    given: Option<&str>,
) -> Result<Option<Keyring>, ServerError> {
    Ok(match given {
        Some(text) => Some(Keyring::given(text)?),
        None => Keyring::open(&settings.master_key_path())?,
    })
}

/// The keys of a node: made where a register seals and nothing was ever sealed. A store whose key is not at hand is not
/// opened: everything sealed would look erased, and new records would be sealed with a key that nobody keeps.
pub(crate) async fn keyring(
    settings: &Settings,
    given: Option<&str>,
    catalogue: &Catalogue,
    store: &Store,
) -> Result<Option<Keyring>, ServerError> {
    let found = find_keyring(settings, given)?;
    let Some(in_use) = record_keys::master_in_use(store).await? else {
        if found.is_none() && catalogue.iter().any(Register::seals) {
            return Ok(Some(Keyring::create(&settings.master_key_path())?));
        }
        return Ok(found);
    };
    let known = |keyring: &Keyring| keyring.keys().named(&in_use).is_some();
    if found.as_ref().is_some_and(known) {
        return Ok(found);
    }
    let counted = record_keys::count_by_master(store).await?;
    Err(ServerError::MasterKey {
        place: match given {
            Some(_) => "WAYMARK_MASTER_KEY".to_owned(),
            None => settings.master_key_path().display().to_string(),
        },
        records: counted.get(&in_use).copied().unwrap_or_default(),
        key: in_use,
    })
}
