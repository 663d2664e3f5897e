//! What the workspace's routes answer about submissions: the shapes that clients are typed from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::merge::Side;

/// A text in the languages of its form, by the form's own names of them.
pub type Words = BTreeMap<String, String>;

/// A page of submissions.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubmissionPage {
    /// The newest first.
    pub submissions: Vec<SubmissionLine>,
    /// Cursor of the page after this one.
    pub next: Option<String>,
    /// Cursor of the page before this one.
    pub previous: Option<String>,
    /// How many there are, at least.
    pub count: u64,
    /// Whether there are more than that.
    pub more: bool,
}

/// A submission in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubmissionLine {
    /// Its first id.
    pub instance: String,
    /// Its name, where the form makes one.
    pub name: Option<String>,
    /// State of the review.
    pub state: String,
    /// When it came.
    pub received_at: String,
    /// Version of the form.
    pub version: String,
    /// Name of the person or phone that sent it.
    pub sender: String,
    /// What the phone calls itself.
    pub device: Option<String>,
    /// Findings that say: this cannot be.
    pub errors: u64,
    /// Findings that are more than a remark.
    pub found: u64,
    /// Files that belong to it.
    pub files: usize,
    /// Whether its answers are encrypted.
    pub encrypted: bool,
}

/// What the check of a submission found.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AnswerFinding {
    /// Path of the question, without numbers.
    pub path: String,
    /// Number of each repeat instance on the way, from 1.
    #[serde(default)]
    pub repeats: Vec<usize>,
    /// What is asked there.
    #[serde(default)]
    pub label: Words,
    /// The rule that is broken.
    pub rule: String,
    /// How much it weighs: `error`, `warning`, `information`.
    pub severity: String,
    /// The form's own message.
    #[serde(default)]
    pub messages: Words,
    /// The offending value.
    pub value: Option<String>,
    /// More about it, in English.
    pub detail: Option<String>,
}

/// One value of a submission.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerValue {
    /// Its place: the path with the number of each repeat instance.
    pub at: String,
    /// What is asked.
    pub label: Words,
    /// Name of the repeat that it is in.
    pub within: Words,
    /// Number of each repeat instance on the way, from 1.
    pub repeats: Vec<usize>,
    /// The value as it was sent.
    pub value: String,
    /// What a chosen value is called.
    pub shown: Words,
    /// Whether the form shows a question for it.
    pub asked: bool,
    /// For the name of a file: whether that is here.
    pub file_exists: Option<bool>,
    /// What was found about it.
    pub findings: Vec<AnswerFinding>,
}

/// A file of a submission.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerFile {
    /// Its name.
    pub name: String,
    /// Whether the answers name it.
    pub expected: bool,
    /// Whether it is here.
    pub exists: bool,
    /// Bytes.
    pub size: Option<i64>,
    /// Kind.
    pub media_type: Option<String>,
}

/// A value that became another.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangedValue {
    /// Its place.
    pub at: String,
    /// What is asked.
    pub label: Words,
    /// Name of the repeat that it is in.
    pub within: Words,
    /// Number of each repeat instance on the way, from 1.
    pub repeats: Vec<usize>,
    /// Before; nothing where there was no such value.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
    /// What the value before is called.
    pub before_shown: Words,
    /// What the value after is called.
    pub after_shown: Words,
}

/// Something that happened to a submission.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubmissionEvent {
    /// When.
    pub at: String,
    /// Who.
    pub actor: String,
    /// `received`, `edited`, `reviewed`, `commented`, `refused` or `decided`.
    pub what: String,
    /// The step of a review, or the decision about a refused one.
    pub step: Option<String>,
    /// A comment or a reason.
    pub words: Option<String>,
    /// Id of the version.
    pub instance: Option<String>,
    /// What an edit changed.
    pub changes: Vec<ChangedValue>,
    /// Whether the changes are all told.
    pub whole: bool,
}

/// A submission, value by value.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubmissionAnswer {
    /// What stands in the list.
    pub about: SubmissionLine,
    /// Id of the version that stands.
    pub current: String,
    /// Program that sent it.
    pub user_agent: Option<String>,
    /// The values in the order of the form.
    pub values: Vec<AnswerValue>,
    /// Whether these are all values.
    pub whole: bool,
    /// Findings about places that have no value here.
    pub elsewhere: Vec<AnswerFinding>,
    /// Its files.
    pub files: Vec<AnswerFile>,
    /// Other bodies of it that were refused.
    pub refused: Vec<RefusedLine>,
    /// Its history, oldest first.
    pub events: Vec<SubmissionEvent>,
}

/// A page of refused submissions.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusedPage {
    /// The newest first.
    pub refused: Vec<RefusedLine>,
    /// Cursor of the page after this one.
    pub next: Option<String>,
    /// Cursor of the page before this one.
    pub previous: Option<String>,
    /// How many there are, at least.
    pub count: u64,
    /// Whether there are more than that.
    pub more: bool,
}

/// A refused submission in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RefusedLine {
    /// Id of its record, as in addresses.
    pub id: String,
    /// Number of the project.
    pub project: i64,
    /// The form.
    pub form: String,
    /// The instance that came twice.
    pub instance: String,
    /// `waiting`, `merged`, `separate` or `discarded`.
    pub state: String,
    /// When it came.
    pub received_at: String,
    /// Name of the person or phone that sent it.
    pub sender: String,
    /// What the phone calls itself.
    pub device: Option<String>,
    /// What was decided, where it was.
    pub decided: Option<DecisionMade>,
}

/// A decision about a refused submission.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DecisionMade {
    /// What.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// The instance that it became, if any.
    pub became: Option<String>,
    /// The places whose values were taken over.
    #[serde(default)]
    pub taken: Vec<String>,
}

/// One of the two bodies.
#[derive(Debug, Serialize, ToSchema)]
pub struct BodyAnswer {
    /// When it came.
    pub received_at: String,
    /// Name of the person or phone that sent it.
    pub sender: String,
    /// Version of the form.
    pub version: String,
    /// Its files.
    pub files: Vec<AnswerFile>,
}

/// One value in both bodies.
#[derive(Debug, Serialize, ToSchema)]
pub struct PairAnswer {
    /// Its place.
    pub at: String,
    /// What is asked.
    pub label: Words,
    /// Name of the repeat that it is in.
    pub within: Words,
    /// Number of each repeat instance on the way, from 1.
    pub repeats: Vec<usize>,
    /// As it is stored; nothing where there is no such value.
    pub stored: Option<String>,
    /// As it was refused.
    pub refused: Option<String>,
    /// What the stored value is called.
    pub stored_shown: Words,
    /// What the refused value is called.
    pub refused_shown: Words,
    /// Whether the two say something else.
    pub differs: bool,
}

/// A refused submission beside the stored one.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusedAnswer {
    /// What stands in the list.
    pub about: RefusedLine,
    /// Id of the stored version: a decision says which one it has seen.
    pub current: String,
    /// The one that is stored.
    pub stored: BodyAnswer,
    /// The one that was refused.
    pub refused: BodyAnswer,
    /// Both, value by value; nothing when they are encrypted or too large for that.
    pub pairs: Vec<PairAnswer>,
    /// Whether values can be chosen one by one.
    pub by_value: bool,
    /// Whether its answers are encrypted: then it can be looked at only by who holds the key.
    pub encrypted: bool,
}

/// What to do with a refused submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// The stored one stays; the refused one is kept for the record only.
    Keep,
    /// The refused one becomes an edit of the stored one.
    Edit,
    /// Chosen values of the refused one become an edit of the stored one.
    Values,
    /// The refused one becomes a submission of its own.
    Separate,
}

/// A decision, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DecisionAsked {
    /// What to do.
    pub decision: Decision,
    /// Why: it stays in the history.
    pub reason: String,
    /// Id of the stored version that was looked at.
    pub seen: String,
    /// For `values`: from which body a place takes its value; a place that is not named stays as it is stored.
    #[serde(default)]
    pub values: BTreeMap<String, Side>,
}

/// The name of a new device.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DeviceAsked {
    /// Of the phone, or of the person who carries it.
    pub name: String,
}

/// A new device, with what only it is to know: it is told once.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceAnswer {
    /// Number of the device.
    #[schema(value_type = u32)]
    pub id: Json,
    /// Its name.
    pub name: String,
    /// Where Collect connects, with the token of the device.
    pub address: String,
    /// The settings that the code carries, as JSON.
    pub settings: String,
    /// The QR code that Collect scans, as SVG.
    pub code: String,
}
