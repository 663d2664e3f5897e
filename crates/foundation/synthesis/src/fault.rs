//! What can be wrong with a file, a declaration or a request, and how to mend it.

use std::fmt;

/// One thing wrong in an input file. It never carries a person's value unless the value is a public code's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Line in the file, 1 is the header; 0 when the whole file is meant.
    pub line: u64,
    /// Column's name, or its number where it has none.
    pub column: String,
    /// What is wrong and how to mend it.
    pub what: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column.as_str()) {
            (0, "") => write!(out, "{}", self.what),
            (0, column) => write!(out, "column {column:?}: {}", self.what),
            (line, "") => write!(out, "line {line}: {}", self.what),
            (line, column) => write!(out, "line {line}, column {column:?}: {}", self.what),
        }
    }
}

/// Every flaw found in one file; after the hundredth only the number is kept.
#[derive(Debug, Clone, Default)]
pub struct Flaws {
    /// The first hundred, in the order of the file.
    pub named: Vec<Flaw>,
    /// How many were found in all.
    pub found: u64,
}

impl Flaws {
    const NAMED: usize = 100;

    pub(crate) fn add(&mut self, line: u64, column: &str, what: String) {
        self.found += 1;
        if self.named.len() < Self::NAMED {
            let column = column.to_owned();
            self.named.push(Flaw { line, column, what });
        }
    }

    pub(crate) fn none(&self) -> bool {
        self.found == 0
    }
}

impl fmt::Display for Flaws {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, flaw) in self.named.iter().enumerate() {
            let end = if at == 0 { "" } else { "\n" };
            write!(out, "{end}{flaw}")?;
        }
        let more = self.found - self.named.len() as u64;
        if more > 0 {
            write!(out, "\nand {more} more")?;
        }
        Ok(())
    }
}

/// Why no release was made.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file cannot be read as a table; every flaw is named.
    #[error("the file cannot be used:\n{0}")]
    File(Flaws),
    /// The declaration of the domain is wrong; every flaw is named.
    #[error("the domain cannot be used:\n{0}")]
    Domain(Flaws),
    /// A parameter lies outside what the method allows.
    #[error("{0}")]
    Parameter(String),
    /// A measurement would spend more than the budget holds.
    #[error(
        "the privacy budget does not allow this measurement; give a larger epsilon or a lower order"
    )]
    Budget,
    /// The noise primitives refused.
    #[error("the noise primitives refused: {0}")]
    Noise(String),
    /// No record can be made that obeys all rules.
    #[error(
        "the rules of the domain leave no possible record; remove a rule that contradicts another"
    )]
    NothingPossible,
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl From<opendp::error::Error> for Fault {
    fn from(error: opendp::error::Error) -> Self {
        Self::Noise(error.to_string())
    }
}
