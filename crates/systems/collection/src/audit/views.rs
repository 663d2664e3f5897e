//! What the routes of audit logs answer: the shapes that clients are typed from.

use serde::Serialize;
use utoipa::ToSchema;

use crate::review_views::Words;

/// Whether a submission has a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum LogState {
    /// Its form keeps none.
    None,
    /// It is named in the answers and has not arrived.
    Awaited,
    /// It is here and was read.
    Here,
    /// It is here and is no log.
    Unreadable,
}

/// How a submission was filled in.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditAnswer {
    /// Whether there is a log.
    pub log: LogState,
    /// When it was begun, by the clock of the phone.
    pub started: Option<String>,
    /// When it was finished.
    pub ended: Option<String>,
    /// Seconds during which a question was on the screen.
    pub active_seconds: f64,
    /// Time by question, in the order in which they were met.
    pub questions: Vec<QuestionTime>,
    /// Answers that were replaced.
    pub changed: Vec<ChangedAnswer>,
    /// Whether the form tracks changes.
    pub tracks_changes: bool,
    /// Reasons that were given for changes.
    pub reasons: Vec<ChangeReason>,
    /// Who filled it in, as they said.
    pub people: Vec<String>,
    /// Where the phone was; empty when it may not be shown.
    pub trail: Vec<TrailPlace>,
    /// How many places the log has.
    pub trail_count: usize,
    /// Whether the places are withheld from whoever asks.
    pub trail_withheld: bool,
    /// What is odd: `clock_back`, `several_people`, `no_location`, `changed_afterwards`, `unread`.
    pub odd: Vec<&'static str>,
    /// Lines that could not be read.
    pub unread: Vec<UnreadLine>,
    /// How many there are in all.
    pub unread_count: usize,
}

/// Time at a question.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionTime {
    /// Path without numbers of repeats.
    pub path: String,
    /// What is asked.
    pub label: Words,
    /// Seconds.
    pub seconds: f64,
    /// How often it was shown.
    pub visits: u64,
}

/// An answer that became another while the form was filled in.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangedAnswer {
    /// Path with numbers of repeats.
    pub at: String,
    /// What is asked.
    pub label: Words,
    /// When.
    pub when: String,
    /// The answer before.
    pub before: String,
    /// The answer after.
    pub after: String,
    /// Who, as they said.
    pub user: String,
}

/// A reason that was given for changes of a finished form.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeReason {
    /// When.
    pub when: String,
    /// Who, as they said.
    pub user: String,
    /// Why.
    pub reason: String,
}

/// A place of the phone.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrailPlace {
    /// When.
    pub when: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Metres.
    pub accuracy: Option<f64>,
}

/// A line that could not be read.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnreadLine {
    /// Number of the line, from 1 with the header.
    pub line: u64,
    /// Why, in English.
    pub reason: String,
}

/// How the submissions of a form were filled in.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormAuditAnswer {
    /// Submissions that were looked at: the newest.
    pub submissions: usize,
    /// Those with a log that could be read.
    pub logs: usize,
    /// Whether these are all submissions of the form.
    pub whole: bool,
    /// By who sent them.
    pub enumerators: Vec<EnumeratorTime>,
    /// Usual time by question.
    pub questions: Vec<UsualTime>,
    /// Submissions that were filled in at twice the usual speed or more.
    pub fast: Vec<FastSubmission>,
}

/// The submissions of one person or phone.
#[derive(Debug, Serialize, ToSchema)]
pub struct EnumeratorTime {
    /// Their name.
    pub name: String,
    /// Submissions with a log.
    pub logs: usize,
    /// Submissions without one, of a form that keeps one.
    pub without: usize,
    /// Median seconds of work on a submission.
    pub median_seconds: Option<f64>,
    /// Those that were too fast.
    pub fast: usize,
    /// Answers that were changed while filling in.
    pub changed: usize,
    /// Submissions about which something is odd.
    pub odd: usize,
}

/// The usual time at a question.
#[derive(Debug, Serialize, ToSchema)]
pub struct UsualTime {
    /// Path.
    pub path: String,
    /// What is asked.
    pub label: Words,
    /// Median seconds.
    pub seconds: f64,
    /// Logs that have it.
    pub logs: usize,
}

/// A submission that was filled in too fast.
#[derive(Debug, Serialize, ToSchema)]
pub struct FastSubmission {
    /// Its first id.
    pub instance: String,
    /// Who sent it.
    pub name: String,
    /// Seconds of work on it.
    pub active_seconds: f64,
    /// How many times as fast as usual (relative speed index, 2 or more).
    pub index: f64,
}
