//! Why an indicator was not observed.

use std::fmt;

use thiserror::Error;

/// One fault of an indicator text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorFault {
    /// The indicator, when its id could be read.
    pub indicator: String,
    /// What is wrong and how to mend it.
    pub reason: String,
}

impl fmt::Display for IndicatorFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "indicator {}: {}", self.indicator, self.reason)
    }
}

/// Why an observation could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MeasureError {
    /// No such indicator.
    #[error("there is no indicator {0}")]
    UnknownIndicator(String),
    /// The indicator has no such disaggregation.
    #[error("{indicator} cannot be disaggregated by {dimension}; it knows {known}")]
    UnknownDimension {
        /// The indicator.
        indicator: String,
        /// What was asked for.
        dimension: String,
        /// What there is.
        known: String,
    },
    /// Adding these rows would count people twice.
    #[error(
        "rows of several {dimension} ({values}) must not be added; ask for one of them or disaggregate by it"
    )]
    WouldAddTwice {
        /// What differs.
        dimension: String,
        /// The values found.
        values: String,
    },
    /// The indicator is not for the public.
    #[error("{0} is not published")]
    NotPublished(String),
    /// The register lacks a field, neither confidential nor naming anybody, with the meaning that the indicator asks for.
    #[error(
        "no field of {register} that may be measured means {meaning}; tag one with it in the form's hxl column"
    )]
    NoMeaning {
        /// The register.
        register: String,
        /// The HXL pattern.
        meaning: String,
    },
    /// The register could not be read.
    #[error(transparent)]
    Read(#[from] registers::ReadError),
    /// The journal could not be read.
    #[error(transparent)]
    Journal(#[from] journal::JournalError),
    /// The analysis failed.
    #[error("the analysis failed: {0}")]
    DataFusion(#[from] datafusion::error::DataFusionError),
    /// A Parquet file could not be written or read.
    #[error("the analysis folder cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    /// The analysis was stopped.
    #[error("the analysis was stopped")]
    Stopped,
}
