//! What the page about missing migrants is given to show: published incidents as of a moment, ready to publish.

use vocab::{LangText, PartialDate};

/// Numbers of people and incidents. All are minimum estimates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Incidents.
    pub incidents: u64,
    /// Dead.
    pub dead: i64,
    /// Missing.
    pub missing: i64,
    /// Records of which neither is known.
    pub without_figure: u64,
}

impl Counts {
    /// Dead and missing together.
    pub fn dead_or_missing(self) -> i64 {
        self.dead + self.missing
    }
}

/// A system of regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RegionSystem {
    /// Of the Missing Migrants Project: the Mediterranean apart, Europe whole.
    #[default]
    Project,
    /// Of the United Nations (M49).
    Unsd,
}

impl RegionSystem {
    /// Both, in the order of the choice.
    pub const ALL: [Self; 2] = [Self::Project, Self::Unsd];

    /// The code in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Unsd => "unsd",
        }
    }

    /// The system of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|system| system.code() == code)
    }
}

/// The years of one region.
#[derive(Debug, Clone)]
pub struct RegionRow {
    /// Its name.
    pub title: LangText,
    /// All years together.
    pub whole: Counts,
    /// Dead and missing in each year of [`MissingMigrants::years`]; none where no incident is recorded.
    pub years: Vec<Option<i64>>,
}

/// How exactly the point of an incident is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkPrecision {
    /// Measured.
    Exact,
    /// A named place.
    Place,
    /// Somewhere in an area.
    Area,
    /// Somewhere at sea.
    SeaArea,
}

impl MarkPrecision {
    /// All, the vaguest first: it is drawn below the others.
    pub const ALL: [Self; 4] = [Self::SeaArea, Self::Area, Self::Place, Self::Exact];
}

/// An incident on the map.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// How exactly it is known.
    pub precision: MarkPrecision,
    /// Dead and missing; none where not known.
    pub people: Option<i64>,
    /// Date and place in words.
    pub label: String,
}

/// What was done to a published incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevisionKind {
    /// Fields were changed: name of the field, before, after; blank for not known.
    Changed(Vec<(LangText, String, String)>),
    /// It was taken back.
    Withdrawn,
    /// It was published again.
    Restored,
}

/// A change to published figures.
#[derive(Debug, Clone)]
pub struct RevisionRow {
    /// When.
    pub at: PartialDate,
    /// Id of the incident.
    pub incident: String,
    /// What.
    pub kind: RevisionKind,
    /// By how many the published dead and missing changed.
    pub difference: i64,
    /// Why, in the words of who changed it.
    pub reason: String,
}

/// What was asked for, as it stands in addresses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MissingAddress {
    /// Day or instant of the answer; now when absent.
    pub as_of: Option<String>,
    /// System of regions.
    pub system: RegionSystem,
}

/// Everything that the page shows.
#[derive(Debug, Clone)]
pub struct MissingMigrants {
    /// What was asked for.
    pub address: MissingAddress,
    /// The day for which the figures stand.
    pub as_of: PartialDate,
    /// The very moment: asked for again, it gives the same answer.
    pub moment: String,
    /// All together.
    pub whole: Counts,
    /// By year, oldest first.
    pub years: Vec<(i16, Counts)>,
    /// By region, the most people first.
    pub regions: Vec<RegionRow>,
    /// Incidents with a point.
    pub marks: Vec<Mark>,
    /// Records without a point.
    pub without_point: u64,
    /// Dead and missing of totals over a period, which have no point and no day.
    pub cumulative: i64,
    /// Changes to what was published, the newest first.
    pub revisions: Vec<RevisionRow>,
    /// How many more changes there are.
    pub more_revisions: usize,
    /// Terms of use.
    pub licence: LangText,
}
