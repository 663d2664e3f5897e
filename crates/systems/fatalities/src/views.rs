//! What the routes of missing migrants answer: the shapes that clients are typed from.

use std::collections::BTreeMap;

use journal::Version;
use registers::RecordView;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;
use vocab::RecordId;

use crate::{
    concordance::title, duplicates::Reason, explained::LANGUAGES, totals::Tally, workflow::Known,
};

/// A report or an incident as this person may see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FatalityRecord {
    /// Id of its record.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// Version to send back with a change.
    #[schema(value_type = String)]
    pub version: Version,
    /// State of the lifecycle.
    pub state: String,
    /// Org unit that owns it.
    pub owner: String,
    /// Values by field of the register.
    #[schema(value_type = Object)]
    pub data: Map<String, Json>,
    /// Fields that have a value which this person may not see.
    pub masked: Vec<String>,
}

impl From<RecordView> for FatalityRecord {
    fn from(record: RecordView) -> Self {
        Self {
            id: record.id,
            version: record.version,
            state: record.state,
            owner: record.owner,
            data: record.data,
            masked: record.masked,
        }
    }
}

/// A page of the inbox.
#[derive(Debug, Serialize, ToSchema)]
pub struct FatalityPage {
    /// The newest change first.
    pub records: Vec<FatalityRecord>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many there are, up to 10,000.
    pub count: u64,
}

/// Known incidents that may be the event of a report.
#[derive(Debug, Serialize, ToSchema)]
pub struct FatalityCandidates {
    /// The likeliest first, at most twenty.
    pub candidates: Vec<FatalityCandidate>,
}

/// A known incident that may be the same event, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct FatalityCandidate {
    /// Id of its record.
    #[schema(value_type = String)]
    pub record: RecordId,
    /// Id of the incident.
    pub incident_id: String,
    /// Id of its event.
    pub main_id: String,
    /// State of its lifecycle.
    pub state: String,
    /// Its date, or the part that is known.
    pub occurred: String,
    /// Where, in words.
    pub place: String,
    /// Country of the incident.
    pub country: String,
    /// Route.
    pub route: String,
    /// Dead, where known.
    pub dead: Option<u32>,
    /// Missing, where known.
    pub missing: Option<u32>,
    /// Who said so.
    pub source: String,
    /// 0 to 100, for the order only.
    pub likeness: u8,
    /// What agrees and what does not.
    pub reasons: Vec<FatalityReason>,
}

/// One thing that agrees, or does not.
#[derive(Debug, Serialize, ToSchema)]
pub struct FatalityReason {
    /// Stable code.
    pub code: &'static str,
    /// The sentence, by language.
    pub words: BTreeMap<&'static str, String>,
}

impl FatalityReason {
    fn of(reason: &Reason) -> Self {
        Self {
            code: reason.code(),
            words: LANGUAGES
                .into_iter()
                .map(|language| (language, reason.words(language)))
                .collect(),
        }
    }
}

impl FatalityCandidates {
    pub(crate) fn of(known: Vec<Known>) -> Self {
        let candidates = known.into_iter().map(|known| FatalityCandidate {
            record: known.record,
            state: known.state,
            occurred: known.incident.occurred.to_string(),
            place: known.incident.place,
            country: known.incident.country,
            route: known.incident.route,
            dead: known.incident.people.dead,
            missing: known.incident.people.missing,
            source: known.incident.source,
            incident_id: known.candidate.incident_id,
            main_id: known.candidate.main_id,
            likeness: known.candidate.likeness,
            reasons: known
                .candidate
                .reasons
                .iter()
                .map(FatalityReason::of)
                .collect(),
        });
        Self {
            candidates: candidates.collect(),
        }
    }
}

/// Figures of published incidents. Every number is a minimum estimate.
#[derive(Debug, Serialize, ToSchema)]
pub struct FatalityTotals {
    /// The moment for which this answer holds: the same question with it has the same answer for ever.
    pub as_of: String,
    /// `project` or `unsd`.
    pub system: &'static str,
    /// All together.
    pub whole: FatalityFigures,
    /// By region and year. An event of two regions counts as an incident in both.
    pub rows: Vec<FatalityTotal>,
}

/// Figures of one region in one year.
#[derive(Debug, Serialize, ToSchema)]
pub struct FatalityTotal {
    /// Code of the region; of several regions of one row, the codes joined by `+`.
    pub region: String,
    /// Title by language.
    #[schema(value_type = Object)]
    pub title: vocab::LangText,
    /// Year.
    pub year: i16,
    /// Its figures.
    #[serde(flatten)]
    pub figures: FatalityFigures,
}

/// Figures of a group of incidents.
#[derive(Debug, Serialize, ToSchema)]
pub struct FatalityFigures {
    /// Events, by main id; cumulative records are none.
    pub incidents: u64,
    /// Dead.
    pub dead: i64,
    /// Missing.
    pub missing: i64,
    /// Both together.
    pub dead_or_missing: i64,
    /// Survivors.
    pub survivors: i64,
    /// Women and girls, where told.
    pub females: i64,
    /// Men and boys, where told.
    pub males: i64,
    /// Under 18, where told.
    pub minors: i64,
    /// Records of which neither dead nor missing are known.
    pub without_figure: u64,
}

impl FatalityFigures {
    pub(crate) fn of(tally: &Tally) -> Self {
        Self {
            incidents: tally.incidents,
            dead: tally.dead,
            missing: tally.missing,
            dead_or_missing: tally.dead_or_missing(),
            survivors: tally.survivors,
            females: tally.females,
            males: tally.males,
            minors: tally.minors,
            without_figure: tally.without_figure,
        }
    }
}

impl FatalityTotal {
    pub(crate) fn of(region: String, year: i16, tally: &Tally) -> Self {
        Self {
            title: title(&region),
            region,
            year,
            figures: FatalityFigures::of(tally),
        }
    }
}
