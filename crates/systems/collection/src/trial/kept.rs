//! The trial of a draft: its token, and what phones sent to it. Both end with the draft.

use std::io::Cursor;

use access::Actor;
use house::{House, timestamp_text};
use journal::RecordState;
use registers::{Act, Change, ListQuery, Op, Strictness};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use vocab::RecordId;
use xform::Submission;

use crate::{
    CollectionError,
    checked::check_with,
    device_words::Told,
    entities,
    incoming::Incoming,
    published,
    receive::{Sender, Taken, file_changes, new_files, sha256_hex},
    shelf::{DRAFT, all, commit, create, id_of, known, of_any, put, text},
};

/// What was filled in to try a draft out.
pub(super) const SUBMISSIONS: &str = "draft_submissions";
/// The files of it.
pub(super) const FILES: &str = "draft_submission_files";
/// Tokens and runs.
const TRIALS: &str = "draft_trials";
/// Test submissions of one draft: a test address is passed on more easily than a phone.
const MOST: u64 = 1_000;
/// Erasures in one commit.
const ERASED_AT_ONCE: usize = 100;

/// A draft that is being tried out.
pub(crate) struct Trial {
    /// Project.
    pub(super) project: i64,
    /// Id of the form.
    pub(super) form: String,
    /// The draft among the form's versions.
    pub(super) draft: RecordState,
    /// This draft and no other that the form had.
    pub(super) run: String,
    /// The token in the draft's address; empty when there is none.
    pub(super) token: String,
    /// Org unit of the form.
    owner: String,
}

/// Trials are the installation's own doing: no role writes their records, and no role reads a token from the register.
fn actor() -> Actor {
    Actor::system("collection")
}

async fn there(
    house: &House,
    register: &str,
    key: &[&str],
) -> Result<Option<RecordState>, CollectionError> {
    let found = known(house, register, &id_of(house, register, key)?).await?;
    Ok(found.filter(|record| !record.erased))
}

/// The token of a form's draft.
///
/// # Errors
/// The store's failure.
pub(crate) async fn token(
    house: &House,
    project: i64,
    form: &str,
) -> Result<Option<String>, CollectionError> {
    let trial = running(house, project, form).await?;
    Ok(trial
        .map(|trial| trial.token)
        .filter(|token| !token.is_empty()))
}

/// The trial of a form's draft; none without a draft.
///
/// # Errors
/// The store's failure.
pub(super) async fn running(
    house: &House,
    project: i64,
    form: &str,
) -> Result<Option<Trial>, CollectionError> {
    let number = project.to_string();
    let Some(of) = there(house, "collect_forms", &[&number, form]).await? else {
        return Ok(None);
    };
    // The record of a draft outlives the draft: the form says whether it has one.
    if of.data.get("has_draft") != Some(&Json::Bool(true)) {
        return Ok(None);
    }
    let draft = there(house, "form_versions", &[&number, form, DRAFT]).await?;
    let trial = there(house, TRIALS, &[&number, form]).await?;
    Ok(draft.zip(trial).map(|(draft, trial)| Trial {
        project,
        form: form.to_owned(),
        draft,
        run: text(&trial.data, "run").to_owned(),
        token: text(&trial.data, "token").to_owned(),
        owner: of.owner,
    }))
}

/// The trial that a token opens. A wrong token, a draft that is published, and a form that is not there are answered
/// alike, so that nobody learns by asking which forms there are.
///
/// # Errors
/// [`CollectionError::NotFound`], or the store's failure.
pub(super) async fn opened(
    house: &House,
    (project, form): (i64, &str),
    given: &str,
) -> Result<Trial, CollectionError> {
    let refused = || CollectionError::NotFound("draft");
    let trial = running(house, project, form).await?;
    let trial = trial
        .filter(|trial| !trial.token.is_empty())
        .ok_or_else(refused)?;
    // Hashes are compared, so that the time it takes tells nothing of the token.
    if Sha256::digest(trial.token.as_bytes()) != Sha256::digest(given.as_bytes()) {
        return Err(refused());
    }
    Ok(trial)
}

/// Begins the trial of a draft that was just kept: what was sent to the draft before it is removed. The token of a draft
/// that is replaced stays, for phones go on with the new one; a form that had no draft gets a new one.
///
/// # Errors
/// The store's failure.
pub(crate) async fn begin(
    house: &House,
    project: i64,
    form: &str,
    replaces: bool,
) -> Result<(), CollectionError> {
    let kept = match replaces {
        true => token(house, project, form).await?,
        false => None,
    };
    let token = match kept {
        Some(token) => token,
        None => access::new_token()?,
    };
    let run = house.clock.new_id();
    let key = [project.to_string(), form.to_owned()];
    let key = key.each_ref().map(String::as_str);
    let of = there(house, "collect_forms", &key)
        .await?
        .ok_or(CollectionError::NotFound("form"))?;
    let id = id_of(house, TRIALS, &key)?;
    let data = json!({"project": project, "form_id": form, "token": token, "run": run.as_str()});
    // What still comes for the draft before belongs to no run from here on.
    write(house, owned(vec![put(TRIALS, id, data)], &of.owner)).await?;
    erase(house, project, form, "the draft was replaced").await
}

/// Ends the trial of a draft that was just published.
///
/// # Errors
/// The store's failure.
pub(crate) async fn end(house: &House, project: i64, form: &str) -> Result<(), CollectionError> {
    let key = [project.to_string(), form.to_owned()];
    let key = key.each_ref().map(String::as_str);
    if there(house, TRIALS, &key).await?.is_some() {
        let ended = put(TRIALS, id_of(house, TRIALS, &key)?, json!({"token": null}));
        write(house, vec![ended]).await?;
    }
    erase(house, project, form, "the draft was published").await
}

async fn write(house: &House, changes: Vec<Change>) -> Result<(), CollectionError> {
    commit(house, &actor(), changes, Strictness::Receive).await?;
    Ok(())
}

/// Removes every test submission of a form with its files.
async fn erase(house: &House, project: i64, form: &str, why: &str) -> Result<(), CollectionError> {
    let filters = [("project", project.into()), ("form_id", Json::from(form))];
    let submissions = all(house, &actor(), SUBMISSIONS, &filters).await?;
    let ids = submissions
        .iter()
        .map(|submission| Json::from(submission.id.as_str()));
    let files = of_any(house, &actor(), FILES, ("submission", ids.collect())).await?;
    let files = files.into_iter().map(|file| erased(FILES, file.id, why));
    let mut gone: Vec<Change> = files.collect();
    let submissions = submissions.into_iter();
    gone.extend(submissions.map(|submission| erased(SUBMISSIONS, submission.id, why)));
    while !gone.is_empty() {
        let rest = gone.split_off(gone.len().min(ERASED_AT_ONCE));
        write(house, gone).await?;
        gone = rest;
    }
    Ok(())
}

fn erased(register: &str, id: RecordId, why: &str) -> Change {
    Change {
        act: Act::Erase {
            reason: why.to_owned(),
        },
        ..create(register, id, Json::Null)
    }
}

/// How many test submissions a draft has; beyond [`MOST`] it is not told how many.
///
/// # Errors
/// The store's failure.
pub(super) async fn count(house: &House, trial: &Trial) -> Result<u64, CollectionError> {
    let mut query = ListQuery::of(SUBMISSIONS).with("run", Op::Eq, trial.run.as_str());
    query.limit = 1;
    let page = house.registers.list(&actor(), &query).await?;
    Ok(page.count.at_least())
}

/// Takes a test submission: stored as it came and checked against the draft, and nothing else is done with it.
///
/// # Errors
/// Unreadable XML, another form or version than the draft, a contradiction, or more than a draft takes.
pub(super) async fn take(
    house: &House,
    trial: &Trial,
    incoming: Incoming,
    (sender, submitter): (&Sender, Option<&Actor>),
) -> Result<Taken, CollectionError> {
    let mut found = Submission::read(&incoming.xml).map_err(CollectionError::NoSubmission)?;
    if found.form_id != trial.form {
        return Err(CollectionError::BadRequest(format!(
            "this address takes answers to the draft of form {} only",
            trial.form
        )));
    }
    if found.version != text(&trial.draft.data, "version") {
        return Err(CollectionError::Device(Told::DraftReplaced));
    }
    let instance = found
        .meta
        .instance_id
        .get_or_insert_with(|| format!("uuid:{}", house.clock.new_id().as_str()))
        .clone();
    let id = id_of(house, SUBMISSIONS, &[&trial.run, &instance])?;
    let hash = sha256_hex(&incoming.xml);
    if let Some(before) = known(house, SUBMISSIONS, &id).await? {
        if text(&before.data, "xml") != hash {
            return Err(CollectionError::Conflict(
                "a test with this id is here with other answers, and the first one stands; fill in a new one"
                    .to_owned(),
            ));
        }
        let added = new_files(house, FILES, &id, &incoming.files).await?;
        let changes = file_changes(house, FILES, &id, added.into_iter()).await?;
        if !changes.is_empty() {
            write(house, owned(changes, &trial.owner)).await?;
        }
        return Ok(Taken::Known(instance));
    }
    if count(house, trial).await? >= MOST {
        return Err(CollectionError::BadRequest(format!(
            "this draft has {MOST} test submissions; replace it to begin anew"
        )));
    }
    let form = published::read(house, &trial.draft.data).await?;
    let at = house.now();
    let version = (trial.project, DRAFT);
    let checked = check_with(house, version, form.clone(), found.clone(), at).await?;
    let kept = house
        .store
        .attach(Cursor::new(incoming.xml.clone()), "text/xml")
        .await?;
    let record = json!({
        "project": trial.project, "form_id": trial.form, "run": trial.run, "version": found.version,
        "instance_id": instance, "current_id": instance, "instance_name": found.meta.instance_name, "xml": kept.hash,
        "data": checked.answers, "findings": checked.findings, "errors": checked.errors,
        "expected": found.attachments(&form), "device": sender.device, "user_agent": sender.user_agent,
        "submitter": submitter.map(|one| one.id.as_str()), "received_at": timestamp_text(at),
    });
    let mut changes = vec![create(SUBMISSIONS, id.clone(), record)];
    changes.extend(file_changes(house, FILES, &id, incoming.files.iter()).await?);
    write(house, owned(changes, &trial.owner)).await?;
    Ok(Taken::Stored(instance))
}

/// The same changes for the org unit of the form: those who draw its forms read what they make.
fn owned(changes: Vec<Change>, unit: &str) -> Vec<Change> {
    let changes = changes.into_iter();
    changes
        .map(|change| entities::owned(change, unit))
        .collect()
}
