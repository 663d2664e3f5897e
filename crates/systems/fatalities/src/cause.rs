//! Causes of death: the categories of the Missing Migrants Project.

/// A category of causes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Drowning.
    Drowning,
    /// Vehicle accidents and hazardous transport.
    Vehicle,
    /// Harsh environment, lack of shelter, food or water.
    Environment,
    /// Sickness, lack of health care.
    Sickness,
    /// Violence.
    Violence,
    /// Other accidents.
    Accident,
    /// Several causes, or none known.
    Mixed,
}

impl Cause {
    /// All, in the order of the codelist.
    pub const ALL: [Self; 7] = [
        Self::Drowning,
        Self::Vehicle,
        Self::Environment,
        Self::Sickness,
        Self::Violence,
        Self::Accident,
        Self::Mixed,
    ];

    /// The code in the register's codelist.
    pub fn code(self) -> &'static str {
        match self {
            Self::Drowning => "drowning",
            Self::Vehicle => "vehicle",
            Self::Environment => "environment",
            Self::Sickness => "sickness",
            Self::Violence => "violence",
            Self::Accident => "accident",
            Self::Mixed => "mixed_unknown",
        }
    }

    /// The category as published releases write it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Drowning => "Drowning",
            Self::Vehicle => "Vehicle accident / death linked to hazardous transport",
            Self::Environment => {
                "Harsh environmental conditions / lack of adequate shelter, food, water"
            }
            Self::Sickness => "Sickness / lack of access to adequate healthcare",
            Self::Violence => "Violence",
            Self::Accident => "Accidental death",
            Self::Mixed => "Mixed or unknown",
        }
    }

    /// The cause of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.code() == code)
    }

    /// The cause of a published label, whatever its case.
    pub fn by_label(label: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|cause| cause.label().eq_ignore_ascii_case(label.trim()))
    }
}
