//! All registers in force: those that ship, and what a country's folder replaces or adds.

use std::{collections::BTreeMap, fmt, path::Path};

use serde::Serialize;

use crate::Register;

/// A register folder that ships inside the program, as text.
#[derive(Debug, Clone, Copy)]
pub struct EmbeddedRegister {
    /// Name of the folder and of the register.
    pub name: &'static str,
    /// `register.toml`.
    pub register_toml: &'static str,
    /// `survey.csv`.
    pub survey: &'static str,
    /// `choices.csv`; may be empty.
    pub choices: &'static str,
    /// `settings.csv`; may be empty.
    pub settings: &'static str,
}

/// One fault of a register's definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterFault {
    /// The register.
    pub register: String,
    /// The file, e.g. `survey.csv` (with its folder for a country's own).
    pub file: String,
    /// Row or line, when known.
    pub row: Option<u32>,
    /// Column or key, empty when the whole row is meant.
    pub column: String,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub mend: String,
}

impl fmt::Display for RegisterFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.register, self.file)?;
        if let Some(row) = self.row {
            write!(f, " row {row}")?;
        }
        if !self.column.is_empty() {
            write!(f, ", {}", self.column)?;
        }
        write!(f, ": {}; {}", self.reason, self.mend)
    }
}

/// The registers in force.
#[derive(Debug, Clone)]
pub struct Catalogue {
    registers: BTreeMap<String, Register>,
}

impl Catalogue {
    /// Compiles the embedded registers, then a country's folder over them: a folder of the same name replaces
    /// the files it has (a new `survey.csv` alone replaces the form), a new name adds a register.
    ///
    /// # Errors
    /// Every fault of every file at once.
    pub fn build(
        embedded: Vec<EmbeddedRegister>,
        overrides: Option<&Path>,
    ) -> Result<Self, Vec<RegisterFault>> {
        todo!()
    }

    /// The register of this name.
    pub fn get(&self, name: &str) -> Option<&Register> {
        self.registers.get(name)
    }

    /// All registers by name.
    pub fn iter(&self) -> impl Iterator<Item = &Register> {
        self.registers.values()
    }
}
