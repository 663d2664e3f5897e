//! The door to all registers.

use std::{collections::BTreeMap, fmt, sync::Arc};

use access::{Actor, Policy, Via};
use journal::Store;
use sealing::Keyring;

use crate::{Catalogue, Check, Derive, Guard, ReadError, Register, cursor::CursorKey};

/// The registers in force over one store. Cloning it is cheap.
#[derive(Clone)]
pub struct Registers {
    pub(crate) store: Store,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) policy: Arc<Policy>,
    pub(crate) hooks: Arc<Hooks>,
    pub(crate) cursor_key: CursorKey,
    pub(crate) purpose: Option<Arc<str>>,
    pub(crate) keyring: Option<Keyring>,
}

/// What modules added, by register.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    pub(crate) derive: BTreeMap<String, Vec<Derive>>,
    pub(crate) check: BTreeMap<String, Vec<Check>>,
    pub(crate) guards: BTreeMap<String, Guard>,
}

impl fmt::Debug for Registers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registers")
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

impl Registers {
    /// Opens the door. Page cursors hold within this process; see [`Registers::with_cursor_key`].
    pub fn new(store: Store, catalogue: Arc<Catalogue>, policy: Arc<Policy>) -> Self {
        Self {
            store,
            catalogue,
            policy,
            hooks: Arc::default(),
            cursor_key: CursorKey::random(),
            purpose: None,
            keyring: None,
        }
    }

    /// Signs page cursors with this key, so that they outlive a restart or work across processes.
    #[must_use]
    pub fn with_cursor_key(mut self, key: [u8; 32]) -> Self {
        self.cursor_key = CursorKey::from(key);
        self
    }

    /// Adds a derivation to a register; they run in the order added.
    #[must_use]
    pub fn with_derive(mut self, register: &str, derive: Derive) -> Self {
        let hooks = Arc::make_mut(&mut self.hooks);
        hooks
            .derive
            .entry(register.to_owned())
            .or_default()
            .push(derive);
        self
    }

    /// Adds a check to a register; its findings come with the outcome of a commit.
    #[must_use]
    pub fn with_check(mut self, register: &str, check: Check) -> Self {
        let hooks = Arc::make_mut(&mut self.hooks);
        hooks
            .check
            .entry(register.to_owned())
            .or_default()
            .push(check);
        self
    }

    /// Adds a guard under the name by which steps of a lifecycle ask for it in `checks`.
    #[must_use]
    pub fn with_guard(mut self, name: &str, guard: Guard) -> Self {
        let hooks = Arc::make_mut(&mut self.hooks);
        hooks.guards.insert(name.to_owned(), guard);
        self
    }

    /// The same door for somebody who says what they read for; the journal keeps it beside each reading.
    #[must_use]
    pub fn for_purpose(&self, purpose: &str) -> Self {
        let purpose = purpose.trim();
        Self {
            purpose: (!purpose.is_empty()).then(|| purpose.into()),
            ..self.clone()
        }
    }

    /// Whether records of a register may be read for what was said here. A register that names no purposes asks for none.
    ///
    /// # Errors
    /// [`ReadError::NotAllowed`] for another purpose or none; [`ReadError::UnknownRegister`].
    pub fn may_be_read(&self, actor: &Actor, register: &str) -> Result<(), ReadError> {
        let register = self.register(register)?;
        let stated = self.purpose.as_deref();
        let allowed = &register.purposes;
        if allowed.is_empty()
            || actor.via == Via::System
            || stated.is_some_and(|stated| allowed.iter().any(|purpose| purpose == stated))
        {
            return Ok(());
        }
        Err(ReadError::NotAllowed(format!(
            "{} is read for a purpose only: say one of {}",
            register.name,
            allowed.join(", ")
        )))
    }

    /// The registers in force.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// The store beneath.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The definition of a register.
    ///
    /// # Errors
    /// [`ReadError::UnknownRegister`].
    pub fn register(&self, name: &str) -> Result<&Register, ReadError> {
        self.catalogue
            .get(name)
            .ok_or_else(|| ReadError::UnknownRegister(name.to_owned()))
    }
}
