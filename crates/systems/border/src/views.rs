//! What the desk answers: the shapes that clients are typed from.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A reason in words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderReason {
    /// Stable code.
    pub code: String,
    /// `note`, `look` or `refer`.
    pub says: &'static str,
    /// In the officer's language.
    pub words: String,
    /// What was seen, as the check words it.
    pub evidence: Option<String>,
}

/// The traveller as read.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct BorderTraveller {
    /// Surname.
    pub surname: String,
    /// Given names.
    pub given_names: String,
    /// Date of birth.
    pub birth: String,
    /// Sex.
    pub sex: String,
    /// Citizenship.
    pub citizenship: String,
    /// Number of the document.
    pub document_number: String,
    /// Its issuer.
    pub document_issuer: String,
    /// Its expiry.
    pub document_expiry: String,
    /// Layout of the zone.
    pub format: String,
}

/// An earlier crossing of the same document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderEarlier {
    /// Which way.
    pub direction: String,
    /// Day.
    pub day: String,
    /// Post.
    pub post: String,
    /// Until when they might stay.
    pub stay_until: Option<String>,
}

/// A step of the chip's verification.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderChipStep {
    /// Which.
    pub name: String,
    /// `ok`, `deviation`, `weak`, `partial`, `unknown` or `fail`.
    pub outcome: String,
    /// Evidence.
    pub detail: String,
}

/// Call a protection officer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderCall {
    /// Whom, as the post's record names them.
    pub whom: String,
    /// Rules that call, in words.
    pub reasons: Vec<String>,
}

/// The verdict about an inspection.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderInspection {
    /// The inspection.
    pub id: String,
    /// Its state.
    pub state: String,
    /// `clear`, `look` or `refer`.
    pub verdict: String,
    /// Every reason, the gravest first.
    pub reasons: Vec<BorderReason>,
    /// Who was read.
    pub traveller: BorderTraveller,
    /// `ok`, `ok-…`, `unknown` or `fail`; absent when no chip was read.
    pub chip: Option<String>,
    /// Steps of the chip's verification.
    pub chip_steps: Vec<BorderChipStep>,
    /// Earlier crossings with this document, the newest first.
    pub earlier: Vec<BorderEarlier>,
    /// Until when they may stay by permits and windows, when a rule says so.
    pub may_stay_until: Option<String>,
    /// Whether a carrier announced them.
    pub expected: bool,
    /// Whom to call, when a pattern or a minor asks for it.
    pub call: Option<BorderCall>,
    /// The day that counts.
    pub day: String,
    /// `certain` or `uncertain`.
    pub clock: String,
    /// Alerts that were searched.
    pub listed: u64,
    /// When the list last changed.
    pub list_of: String,
    /// Steps that may be taken now.
    pub next: Vec<&'static str>,
}

/// What a decision came to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderDecision {
    /// The inspection.
    pub id: String,
    /// Its state now.
    pub state: String,
    /// The crossing, when one was made.
    pub crossing: Option<String>,
    /// Until when they may stay.
    pub stay_until: Option<String>,
}

/// A shift.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderShift {
    /// Id.
    pub id: String,
    /// State.
    pub state: String,
    /// Post.
    pub post: String,
    /// Lane.
    pub lane: String,
    /// Officer.
    pub officer: String,
    /// When it began.
    pub began: String,
    /// The day the officer confirmed.
    pub confirmed_date: String,
    /// Whether that agrees with the node's clock.
    pub clock: String,
    /// Travellers until the handover.
    pub travellers: Option<u64>,
    /// For the next shift.
    pub handover: String,
}

/// Shifts of a post.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderShifts {
    /// Open ones and those that wait to be taken over.
    pub shifts: Vec<BorderShift>,
}

/// A post that this person works at.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderPost {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: String,
    /// Lanes.
    pub lanes: u64,
}

/// Posts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderPosts {
    /// By code.
    pub posts: Vec<BorderPost>,
}

/// A post as its supervisor sees it now: numbers, no names.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderLive {
    /// Post.
    pub post: String,
    /// Day.
    pub day: String,
    /// Still at a desk.
    pub open: u64,
    /// Waiting for the second line.
    pub referred: u64,
    /// Admitted today.
    pub admitted: u64,
    /// Refused today.
    pub refused: u64,
    /// Handed over today.
    pub handed_over: u64,
    /// Possible hits that are open.
    pub open_hits: u64,
    /// Calls to protection that nobody has taken.
    pub open_calls: u64,
    /// People who arrived in the last hour, those of households counted.
    pub arrived_last_hour: u32,
    /// Officers on shift.
    pub shifts: u64,
    /// `normal`, `raised` or `mass`.
    pub crowd: &'static str,
    /// Why, in words.
    pub crowd_reasons: Vec<String>,
    /// Alerts in force.
    pub listed: u64,
    /// When the list last changed.
    pub list_of: String,
    /// Whether it is older than agreed.
    pub list_old: bool,
    /// Seconds at the desk today, median and 95th percentile.
    pub seconds_median: Option<u32>,
    /// The same, 95th percentile.
    pub seconds_95: Option<u32>,
}

/// A row of counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct BorderCount {
    /// What is counted.
    pub name: String,
    /// How many.
    pub count: u32,
}

/// A day of a post.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderReport {
    /// Post.
    pub post: String,
    /// Name of the post.
    pub name: String,
    /// Day.
    pub day: String,
    /// By direction.
    pub directions: Vec<BorderCount>,
    /// By hour of the day, UTC.
    pub hours: Vec<BorderCount>,
    /// By citizenship, entries only.
    pub citizenships: Vec<BorderCount>,
    /// Residents and visitors, entries only.
    pub residence: Vec<BorderCount>,
    /// By purpose, entries only.
    pub purposes: Vec<BorderCount>,
    /// By sex, entries only.
    pub sexes: Vec<BorderCount>,
    /// By age, entries only.
    pub ages: Vec<BorderCount>,
    /// Refusals by reason code.
    pub refusals: Vec<BorderCount>,
    /// Reasons for the second line.
    pub referrals: Vec<BorderCount>,
    /// Possible hits by outcome.
    pub hits: Vec<BorderCount>,
    /// Inspections.
    pub inspections: u32,
    /// Seconds at the desk, median.
    pub seconds_median: Option<u32>,
    /// Seconds at the desk, 95th percentile.
    pub seconds_95: Option<u32>,
    /// State of the filed report, when there is one.
    pub filed: Option<String>,
}

/// Pairs of entries and exits: numbers, no names.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderPairing {
    /// Crossings looked at.
    pub crossings: usize,
    /// Pairs by the same document.
    pub same_document: usize,
    /// Likely pairs by another document.
    pub other_document: usize,
    /// Entries without exit.
    pub open: usize,
    /// Exits without entry, by post and month.
    pub unpaired_exits: Vec<BorderCount>,
    /// Entries while inside, by post and month.
    pub doubled_entries: Vec<BorderCount>,
    /// Stays over for certain.
    pub overstays_certain: usize,
    /// Stays over whose exit may be there.
    pub overstays_may_have_left: usize,
    /// Stays over while posts are not heard from.
    pub overstays_unknown: usize,
    /// Posts not heard from since yesterday.
    pub silent_posts: Vec<String>,
    /// Ended stays by the recommendations of 1998.
    pub stays_1998: Vec<BorderCount>,
    /// Ended stays by the concepts of 2021.
    pub stays_2021: Vec<BorderCount>,
}

/// What came of a passenger list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderManifest {
    /// Flight or voyage.
    pub conveyance: String,
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
    /// When it arrives.
    pub arrives: String,
    /// People listed.
    pub people: usize,
    /// People who may be on the alert list: who, the second line sees at the desk.
    pub possible_hits: usize,
    /// Faults and remarks.
    pub findings: Vec<BorderManifestFinding>,
    /// Why reading stopped before the end.
    pub stopped: Option<String>,
}

/// A remark about a passenger list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BorderManifestFinding {
    /// Segment, from 1.
    pub segment: usize,
    /// Code.
    pub code: &'static str,
    /// In words.
    pub reason: String,
}
