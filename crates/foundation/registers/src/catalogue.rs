//! All registers in force: those that ship, and what a country's folder replaces or adds.

use std::{collections::BTreeMap, fmt, fs, path::Path};

use forms::Form;

use serde::Serialize;

use crate::{FormSheets, Register, definition};

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

/// The folder `../registers/NAME` beside the file that says this, as text in the program.
#[macro_export]
macro_rules! register_folder {
    ($name:literal) => {
        $crate::EmbeddedRegister {
            name: $name,
            register_toml: include_str!(concat!("../registers/", $name, "/register.toml")),
            survey: include_str!(concat!("../registers/", $name, "/survey.csv")),
            choices: include_str!(concat!("../registers/", $name, "/choices.csv")),
            settings: include_str!(concat!("../registers/", $name, "/settings.csv")),
        }
    };
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

/// One register's files before they are compiled.
struct Folder {
    name: String,
    source: String,
    files: BTreeMap<String, String>,
}

/// The files of a register's folder.
const FILES: [&str; 4] = ["register.toml", "survey.csv", "choices.csv", "settings.csv"];

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
        let mut faults = Vec::new();
        let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
        for register in embedded {
            let folder = Folder::embedded(register);
            if let Some(twice) = folders.insert(folder.name.clone(), folder) {
                let mend = "give one of them another name";
                faults.push(twice.fault(
                    "register.toml",
                    "two modules ship a register of this name",
                    mend,
                ));
            }
        }
        if let Some(path) = overrides {
            read_overrides(path, &mut folders, &mut faults);
        }
        let mut registers = BTreeMap::new();
        for (name, folder) in folders {
            match folder.compile() {
                Ok(register) => {
                    registers.insert(name, register);
                }
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() {
            Ok(Self { registers })
        } else {
            Err(faults)
        }
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

impl Folder {
    fn embedded(register: EmbeddedRegister) -> Self {
        let texts = [
            register.register_toml,
            register.survey,
            register.choices,
            register.settings,
        ];
        Self {
            name: register.name.to_owned(),
            source: "embedded".to_owned(),
            files: FILES
                .iter()
                .zip(texts)
                .map(|(file, text)| ((*file).to_owned(), text.to_owned()))
                .collect(),
        }
    }

    fn text(&self, file: &str) -> &str {
        self.files.get(file).map_or("", String::as_str)
    }

    fn fault(
        &self,
        file: &str,
        reason: impl Into<String>,
        mend: impl Into<String>,
    ) -> RegisterFault {
        RegisterFault {
            register: self.name.clone(),
            file: file.to_owned(),
            row: None,
            column: String::new(),
            reason: reason.into(),
            mend: mend.into(),
        }
    }

    fn compile(&self) -> Result<Register, Vec<RegisterFault>> {
        let missing: Vec<RegisterFault> = FILES
            .iter()
            .take(2)
            .filter(|file| self.text(file).trim().is_empty())
            .map(|file| {
                self.fault(
                    file,
                    "the file is missing or empty",
                    "add it to the register's folder",
                )
            })
            .collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let sheets = FormSheets {
            survey: self.text("survey.csv").to_owned(),
            choices: self.text("choices.csv").to_owned(),
            settings: self.text("settings.csv").to_owned(),
        };
        let form = Form::from_csv_sheets(&sheets.survey, &sheets.choices, &sheets.settings)
            .map_err(|faults| {
                faults
                    .into_iter()
                    .map(|fault| RegisterFault {
                        register: self.name.clone(),
                        file: format!("{}.csv", fault.sheet),
                        row: Some(fault.row),
                        column: fault.column,
                        reason: fault.reason,
                        mend: fault.mend,
                    })
                    .collect::<Vec<_>>()
            })?;
        definition::read(
            &self.name,
            self.text("register.toml"),
            (form, sheets),
            &self.source,
        )
    }
}

fn read_overrides(
    path: &Path,
    folders: &mut BTreeMap<String, Folder>,
    faults: &mut Vec<RegisterFault>,
) {
    let mut unreadable = |name: &str, file: &str| {
        faults.push(RegisterFault {
            register: name.to_owned(),
            file: file.to_owned(),
            row: None,
            column: String::new(),
            reason: "it cannot be read as text in UTF-8".to_owned(),
            mend: "check that it is there and that this program may read it".to_owned(),
        });
    };
    let Ok(entries) = fs::read_dir(path) else {
        unreadable("", "the folder of registers");
        return;
    };
    for entry in entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(files) = fs::read_dir(entry.path()) else {
            unreadable(&name, "its folder");
            continue;
        };
        let folder = folders.entry(name.clone()).or_insert_with(|| Folder {
            name: name.clone(),
            source: String::new(),
            files: BTreeMap::new(),
        });
        folder.source = entry.path().display().to_string();
        for file in files.filter_map(Result::ok) {
            let file_name = file.file_name().to_string_lossy().into_owned();
            if !FILES.contains(&file_name.as_str()) {
                continue;
            }
            match fs::read_to_string(file.path()) {
                Ok(text) => {
                    folder.files.insert(file_name, text);
                }
                Err(_) => unreadable(&name, &file_name),
            }
        }
    }
}
