//! A submission as a person reviews it: its values in the words of the form, what was found, what became of it.

use std::collections::{BTreeMap, HashMap};

use access::Actor;
use house::{House, Problem, instant_text};
use journal::Kind;
use registers::{HistoryLine, RecordView};
use serde_json::{Map, Value as Json};
use xform::{DataType, Submission, XForm};

use crate::{
    CollectionError,
    body::Body,
    labels::Labels,
    merge::{MOST_VALUES, Pair, beside},
    published::form_of,
    receive::content,
    review_views::{
        AnswerFile, AnswerFinding, AnswerValue, ChangedValue, DecisionMade, RefusedLine,
        SubmissionAnswer, SubmissionEvent, SubmissionLine,
    },
    shelf::{all, text},
};

/// Edits whose changes are told, the newest ones: each means reading two bodies.
const MOST_EDITS: usize = 20;

/// Names of people and devices by their id.
pub struct People(HashMap<String, String>);

impl People {
    /// Everybody's.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn of(house: &House) -> Result<Self, CollectionError> {
        let accounts = house.access.users().await?;
        let names = accounts
            .into_iter()
            .filter(|account| !account.name.is_empty());
        Ok(Self(
            names.map(|account| (account.id, account.name)).collect(),
        ))
    }

    /// The name, or the id where nobody has it any more.
    pub fn name(&self, id: &str) -> String {
        self.0.get(id).map_or(id, String::as_str).to_owned()
    }
}

fn optional(data: &Map<String, Json>, field: &str) -> Option<String> {
    Some(text(data, field).to_owned()).filter(|text| !text.is_empty())
}

/// A submission in a list.
pub fn line(people: &People, record: &RecordView) -> SubmissionLine {
    let data = &record.data;
    let whole = |field: &str| data.get(field).and_then(Json::as_u64).unwrap_or_default();
    SubmissionLine {
        instance: text(data, "instance_id").to_owned(),
        name: optional(data, "instance_name"),
        state: record.state.clone(),
        received_at: text(data, "received_at").to_owned(),
        version: text(data, "version").to_owned(),
        sender: people.name(text(data, "submitter")),
        device: optional(data, "device"),
        errors: whole("errors"),
        found: whole("found").max(whole("errors")),
        files: data
            .get("expected")
            .and_then(Json::as_array)
            .map_or(0, Vec::len),
        encrypted: data.get("encrypted") == Some(&Json::Bool(true)),
    }
}

/// A refused submission in a list.
pub fn refused_line(people: &People, record: &RecordView) -> RefusedLine {
    let data = &record.data;
    let decided = data
        .get("decided")
        .and_then(|made| serde_json::from_value::<DecisionMade>(made.clone()).ok())
        .map(|made| DecisionMade {
            by: people.name(&made.by),
            ..made
        });
    RefusedLine {
        id: record.id.to_string(),
        project: data
            .get("project")
            .and_then(Json::as_i64)
            .unwrap_or_default(),
        form: text(data, "form_id").to_owned(),
        instance: text(data, "instance_id").to_owned(),
        state: record.state.clone(),
        received_at: text(data, "received_at").to_owned(),
        sender: people.name(text(data, "submitter")),
        device: optional(data, "device"),
        decided,
    }
}

/// Whether a value of this field names a file.
pub fn is_file(form: &XForm, path: &str) -> bool {
    path.ends_with("/meta/audit")
        || form
            .field(path)
            .is_some_and(|field| field.bind.data_type == DataType::Binary)
}

/// The files that a submission names and those that are here.
pub fn files(expected: &[String], here: &[RecordView]) -> Vec<AnswerFile> {
    let mut files: BTreeMap<&str, AnswerFile> = BTreeMap::new();
    let blank = |name: &str| AnswerFile {
        name: name.to_owned(),
        expected: false,
        exists: false,
        size: None,
        media_type: None,
    };
    for name in expected {
        files.entry(name).or_insert_with(|| blank(name)).expected = true;
    }
    for file in here {
        let name = text(&file.data, "name");
        let entry = files.entry(name).or_insert_with(|| blank(name));
        entry.exists = true;
        entry.size = file.data.get("size").and_then(Json::as_i64);
        entry.media_type = optional(&file.data, "media_type");
    }
    files.into_values().collect()
}

/// The files that are here, of a submission or of a refused one.
///
/// # Errors
/// What the actor may not list, or the store's failure.
pub async fn files_here(
    house: &House,
    actor: &Actor,
    of: &str,
) -> Result<Vec<RecordView>, CollectionError> {
    all(
        house,
        actor,
        "submission_files",
        &[("submission", of.into())],
    )
    .await
}

/// The names of files in a list of them.
pub fn expected(data: &Map<String, Json>) -> Vec<String> {
    let list = data.get("expected").and_then(Json::as_array);
    list.into_iter()
        .flatten()
        .filter_map(|name| Some(name.as_str()?.to_owned()))
        .collect()
}

/// The values with what was found about each, and the findings that stand beside no value.
fn values(
    form: &XForm,
    body: &Body,
    mut findings: Vec<AnswerFinding>,
    here: &[AnswerFile],
) -> (Vec<AnswerValue>, bool, Vec<AnswerFinding>) {
    let mut labels = Labels::of(form);
    for finding in &mut findings {
        finding.label = labels.question(&finding.path);
    }
    let leaves = body.leaves(form);
    let whole = leaves.len() <= MOST_VALUES;
    let mut told = Vec::with_capacity(leaves.len().min(MOST_VALUES));
    for leaf in leaves.into_iter().take(MOST_VALUES) {
        let (mine, others) = findings
            .into_iter()
            .partition(|finding| finding.path == leaf.path && finding.repeats == leaf.repeats);
        findings = others;
        let name = leaf.text.trim();
        let file_exists = (!name.is_empty() && is_file(form, &leaf.path))
            .then(|| here.iter().any(|file| file.exists && file.name == name));
        told.push(AnswerValue {
            label: labels.question(&leaf.path),
            within: labels.repeat(&leaf.path),
            shown: labels.value(&leaf.path, &leaf.text),
            asked: form
                .field(&leaf.path)
                .is_some_and(|field| field.control.is_some()),
            file_exists,
            findings: mine,
            at: leaf.at,
            repeats: leaf.repeats,
            value: leaf.text,
        });
    }
    (told, whole, findings)
}

/// A pair of values as a change.
fn changed(labels: &mut Labels<'_>, pair: Pair) -> ChangedValue {
    let mut shown = |value: &Option<String>| {
        value
            .as_deref()
            .map_or_else(BTreeMap::new, |value| labels.value(&pair.path, value))
    };
    ChangedValue {
        before_shown: shown(&pair.first),
        after_shown: shown(&pair.second),
        label: labels.question(&pair.path),
        within: labels.repeat(&pair.path),
        at: pair.at,
        repeats: pair.repeats,
        before: pair.first,
        after: pair.second,
    }
}

/// A submission, value by value, with its history.
///
/// # Errors
/// What the actor may not see, or the store's failure.
pub async fn whole(
    house: &House,
    actor: &Actor,
    project: i64,
    record: RecordView,
) -> Result<SubmissionAnswer, Problem> {
    let people = People::of(house).await?;
    let data = &record.data;
    let form = form_of(
        house,
        project,
        (text(data, "form_id"), text(data, "version")),
    )
    .await?;
    let body = Body::read(&content(house, text(data, "xml")).await?)
        .map_err(CollectionError::NoSubmission)?;
    let here = files_here(house, actor, record.id.as_str()).await?;
    let files = files(&expected(data), &here);
    let about = line(&people, &record);
    let findings = data
        .get("findings")
        .and_then(|list| serde_json::from_value(list.clone()).ok())
        .unwrap_or_default();
    let (values, whole, elsewhere) = if about.encrypted {
        (Vec::new(), true, findings)
    } else {
        values(&form, &body, findings, &files)
    };
    let refused = refused_of(house, actor, project, &record).await?;
    let history = house
        .registers
        .history(actor, "submissions", &record.id)
        .await?;
    let mut events = events(house, &form, &people, history).await?;
    let refused: Vec<RefusedLine> = refused
        .iter()
        .map(|record| refused_line(&people, record))
        .collect();
    for one in &refused {
        events.push(event(&one.received_at, &one.sender, "refused"));
        if let Some(made) = &one.decided {
            events.push(SubmissionEvent {
                step: serde_json::to_value(made.decision)
                    .ok()
                    .and_then(|name| Some(name.as_str()?.to_owned())),
                words: Some(made.reason.clone()),
                instance: made.became.clone(),
                ..event(&made.at, &made.by, "decided")
            });
        }
    }
    events.sort_by_key(|event| moment(&event.at));
    Ok(SubmissionAnswer {
        current: text(data, "current_id").to_owned(),
        user_agent: optional(data, "user_agent"),
        about,
        values,
        whole,
        elsewhere,
        files,
        refused,
        events,
    })
}

fn moment(at: &str) -> jiff::Timestamp {
    at.parse().unwrap_or_default()
}

/// The refused bodies of a submission, as far as the actor may see any.
async fn refused_of(
    house: &House,
    actor: &Actor,
    project: i64,
    record: &RecordView,
) -> Result<Vec<RecordView>, CollectionError> {
    let filters = [
        ("project", project.into()),
        ("form_id", Json::from(text(&record.data, "form_id"))),
        ("instance_id", Json::from(text(&record.data, "instance_id"))),
    ];
    match all(house, actor, "refused_submissions", &filters).await {
        Err(CollectionError::NotAllowed(_)) => Ok(Vec::new()),
        found => found,
    }
}

fn event(at: &str, actor: &str, what: &str) -> SubmissionEvent {
    SubmissionEvent {
        at: at.to_owned(),
        actor: actor.to_owned(),
        what: what.to_owned(),
        step: None,
        words: None,
        instance: None,
        changes: Vec::new(),
        whole: true,
    }
}

/// The lines of a record's history as a reviewer speaks of them.
async fn events(
    house: &House,
    form: &XForm,
    people: &People,
    history: Vec<HistoryLine>,
) -> Result<Vec<SubmissionEvent>, CollectionError> {
    let edits = history
        .iter()
        .filter(|line| line.kind != Kind::Create && line.set.contains_key("xml"))
        .count();
    let (mut events, mut before, mut seen): (Vec<SubmissionEvent>, String, usize) =
        (Vec::new(), String::new(), 0);
    for line in history {
        let of = |what: &str| {
            event(
                &instant_text(line.at),
                &people.name(line.actor.as_str()),
                what,
            )
        };
        if let Some(name) = &line.transition {
            // An edit moves the review along by itself: that is no second event.
            let by_edit = name == "edit" && events.last().is_some_and(|last| last.what == "edited");
            if !by_edit {
                events.push(SubmissionEvent {
                    step: Some(name.clone()),
                    words: line.reason.clone(),
                    ..of("reviewed")
                });
            }
            continue;
        }
        let xml = text(&line.set, "xml").to_owned();
        if !xml.is_empty() {
            let mut told = of(if before.is_empty() {
                "received"
            } else {
                "edited"
            });
            told.instance = optional(&line.set, "current_id");
            if !before.is_empty() {
                seen += 1;
                if edits - seen < MOST_EDITS {
                    (told.changes, told.whole) = difference(house, form, &before, &xml).await?;
                } else {
                    told.whole = false;
                }
            }
            events.push(told);
            before = xml;
        }
        let said = line.set.get("comments").and_then(|list| list.get(0));
        if let Some(said) = said
            .and_then(|said| said.get("body"))
            .and_then(Json::as_str)
        {
            events.push(SubmissionEvent {
                words: Some(said.to_owned()),
                ..of("commented")
            });
        }
    }
    Ok(events)
}

/// What is different between two kept bodies.
async fn difference(
    house: &House,
    form: &XForm,
    before: &str,
    after: &str,
) -> Result<(Vec<ChangedValue>, bool), CollectionError> {
    let read = async |hash: &str| {
        Body::read(&content(house, hash).await?).map_err(CollectionError::NoSubmission)
    };
    let (before, after) = (read(before).await?, read(after).await?);
    let Some(pairs) = beside(form, &before, &after) else {
        return Ok((Vec::new(), false));
    };
    let mut labels = Labels::of(form);
    let changes = pairs
        .into_iter()
        .filter(Pair::differs)
        .map(|pair| changed(&mut labels, pair))
        .collect();
    Ok((changes, true))
}

/// The files that a body names.
///
/// # Errors
/// A body that is no submission.
pub fn named(form: &XForm, xml: &[u8]) -> Result<Vec<String>, CollectionError> {
    let found = Submission::read(xml).map_err(CollectionError::NoSubmission)?;
    Ok(found.attachments(form))
}
