//! Taking a submission: stored byte for byte whatever its content, once however often it is sent, and set aside
//! where it contradicts what is here. A device must always be able to empty its queue.

use std::{collections::BTreeMap, io::Cursor};

use access::Actor;
use axum::http::{HeaderMap, header};
use house::{House, timestamp_text};
use registers::{Change, Strictness};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use vocab::RecordId;
use xform::{Submission, XForm};

use crate::{
    CollectionError, checked,
    device_words::Told,
    entities, feeding,
    incoming::{Incoming, IncomingFile},
    published::form_of,
    shelf::{self, commit, create, hex, id_of, known, put, step, text},
};

/// The register of the files that came with submissions.
const FILES: &str = "submission_files";

/// Who and what sent it.
#[derive(Debug, Clone, Default)]
pub struct Sender {
    /// `deviceID` of the request.
    pub device: Option<String>,
    /// Program.
    pub user_agent: Option<String>,
}

impl Sender {
    /// What a phone says of itself.
    pub(crate) fn of_device(query: &BTreeMap<String, String>, headers: &HeaderMap) -> Self {
        let agent = headers.get(header::USER_AGENT);
        Self {
            device: query.get("deviceID").cloned(),
            user_agent: agent.and_then(|said| said.to_str().ok()).map(str::to_owned),
        }
    }
}

/// What became of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It is new, or an edit of one that was here.
    Stored(String),
    /// It was here already; files that were new were added.
    Known(String),
}

/// Takes a submission.
///
/// # Errors
/// Unreadable XML, an unknown or closed form, no right to submit, or a contradiction (then it is set aside too).
pub async fn take(
    house: &House,
    actor: &Actor,
    project: i64,
    incoming: Incoming,
    sender: &Sender,
) -> Result<Taken, CollectionError> {
    let mut found = Submission::read(&incoming.xml).map_err(CollectionError::NoSubmission)?;
    let form = Form::of(house, project, &found).await?;
    let instance = found
        .meta
        .instance_id
        .get_or_insert_with(|| format!("uuid:{}", house.clock.new_id().as_str()))
        .clone();
    let number = project.to_string();
    let hash = sha256_hex(&incoming.xml);
    if let Some(replaced) = found.meta.deprecated_id.clone() {
        return edit(
            house,
            actor,
            project,
            &replaced,
            (found, form),
            (incoming, sender),
            hash,
        )
        .await;
    }
    let id = id_of(house, "submissions", &[&number, &found.form_id, &instance])?;
    let mut before = known(house, "submissions", &id).await?;
    if before.is_none() {
        match store_new(
            house,
            actor,
            project,
            (&found, &form),
            &incoming,
            sender,
            &id,
        )
        .await
        {
            Ok(()) => {
                form.settle(house, project, &id).await;
                return Ok(Taken::Stored(instance));
            }
            // Two requests of one device at once: the other was first.
            Err(error) => before = Some(known(house, "submissions", &id).await?.ok_or(error)?),
        }
    }
    let before = before.ok_or(CollectionError::NotFound("submission"))?;
    if before.data.get("xml").and_then(Json::as_str) != Some(hash.as_str()) {
        let of = (found.form_id.as_str(), instance.as_str());
        set_aside(house, actor, project, of, incoming, hash, sender).await?;
        return Err(CollectionError::Device(Told::SameId));
    }
    let added = new_files(house, FILES, &id, &incoming.files).await?;
    add_files(house, actor, &id, added).await?;
    Ok(Taken::Known(instance))
}

/// What a submission answers.
struct Form {
    /// Its version of the form.
    xform: XForm,
    /// What is written of its way into the register that the form feeds.
    register_state: Option<&'static str>,
}

impl Form {
    /// The version of a form that a submission answers: every version ever published is taken.
    async fn of(house: &House, project: i64, found: &Submission) -> Result<Self, CollectionError> {
        let key = [&project.to_string(), found.form_id.as_str()];
        let form = known(
            house,
            "collect_forms",
            &id_of(house, "collect_forms", &key)?,
        )
        .await?
        .filter(|form| form.data.get("published") == Some(&Json::Bool(true)))
        .ok_or(CollectionError::NotFound("form"))?;
        if form.state == "closed" {
            return Err(CollectionError::Device(Told::FormClosed));
        }
        Ok(Self {
            xform: form_of(house, project, (&found.form_id, &found.version)).await?,
            register_state: feeding::due(&form),
        })
    }

    /// Does what a stored submission asks of entities and of the register.
    async fn settle(&self, house: &House, project: i64, submission: &RecordId) {
        entities::process_received(house, &self.xform, submission).await;
        if self.register_state.is_some() {
            feeding::settle(house, project).await;
        }
    }
}

/// A kept file, whole.
///
/// # Errors
/// When it is not there.
pub async fn content(house: &House, hash: &str) -> Result<Vec<u8>, CollectionError> {
    let mut reader = house.store.open_attachment(hash).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = reader.next().await {
        bytes.extend(piece?);
    }
    Ok(bytes)
}

async fn store_new(
    house: &House,
    actor: &Actor,
    project: i64,
    (found, form): (&Submission, &Form),
    incoming: &Incoming,
    sender: &Sender,
    id: &RecordId,
) -> Result<(), CollectionError> {
    let kept = house
        .store
        .attach(Cursor::new(incoming.xml.clone()), "text/xml")
        .await?;
    let at = house.now();
    let checked = checked::check(house, project, form.xform.clone(), found.clone(), at).await?;
    let record = json!({
        "project": project, "form_id": found.form_id, "version": found.version, "instance_id": found.meta.instance_id,
        "current_id": found.meta.instance_id, "instance_name": found.meta.instance_name, "xml": kept.hash,
        "data": checked.answers, "findings": checked.findings, "errors": checked.errors, "found": checked.found,
        "expected": found.attachments(&form.xform), "encrypted": found.encrypted.is_some(),
        "device": sender.device, "user_agent": sender.user_agent, "submitter": actor.id.as_str(),
        "received_at": timestamp_text(at), "entity_state": entities::due(&form.xform),
        "register_state": form.register_state,
    });
    let mut changes = vec![create("submissions", id.clone(), record)];
    changes.extend(file_changes(house, FILES, id, incoming.files.iter()).await?);
    commit(house, actor, changes, Strictness::Receive).await?;
    Ok(())
}

/// Keeps the content of files and gives the changes that name them.
pub(crate) async fn file_changes(
    house: &House,
    register: &str,
    submission: &RecordId,
    files: impl Iterator<Item = &IncomingFile>,
) -> Result<Vec<Change>, CollectionError> {
    let mut changes = Vec::new();
    for file in files {
        let content = file.content.reopen().map_err(CollectionError::inside)?;
        let kept = house.store.attach(content, &file.media_type).await?;
        let id = id_of(house, register, &[submission.as_str(), &file.name])?;
        changes.push(create(
            register,
            id,
            json!({"submission": submission.as_str(), "name": file.name, "file": kept.hash, "size": kept.size,
                "media_type": file.media_type}),
        ));
    }
    Ok(changes)
}

/// The files that are not here yet; one that is here with other content is a contradiction.
pub(crate) async fn new_files<'a>(
    house: &House,
    register: &str,
    submission: &RecordId,
    files: &'a [IncomingFile],
) -> Result<Vec<&'a IncomingFile>, CollectionError> {
    let mut new = Vec::new();
    for file in files {
        let id = id_of(house, register, &[submission.as_str(), &file.name])?;
        match known(house, register, &id).await? {
            None => new.push(file),
            Some(before) => {
                let bytes = tokio::fs::read(file.content.path())
                    .await
                    .map_err(CollectionError::inside)?;
                if text(&before.data, "file") != sha256_hex(&bytes) {
                    let name = file.name.clone();
                    return Err(CollectionError::Device(Told::FileDiffers(name)));
                }
            }
        }
    }
    Ok(new)
}

async fn add_files(
    house: &House,
    actor: &Actor,
    submission: &RecordId,
    files: Vec<&IncomingFile>,
) -> Result<(), CollectionError> {
    let changes = file_changes(house, FILES, submission, files.into_iter()).await?;
    if !changes.is_empty() {
        commit(house, actor, changes, Strictness::Receive).await?;
    }
    Ok(())
}

/// Keeps a submission that contradicts one that is here, with its files, for a person to decide. A device that sends
/// the files of one submission in several requests sends the same XML with each.
async fn set_aside(
    house: &House,
    actor: &Actor,
    project: i64,
    (form, instance): (&str, &str),
    incoming: Incoming,
    hash: String,
    sender: &Sender,
) -> Result<(), CollectionError> {
    let number = project.to_string();
    let key = [number.as_str(), form, instance, &hash];
    let id = id_of(house, "refused_submissions", &key)?;
    let added = new_files(house, FILES, &id, &incoming.files).await?;
    let mut changes = file_changes(house, FILES, &id, added.into_iter()).await?;
    if known(house, "refused_submissions", &id).await?.is_none() {
        let kept = house
            .store
            .attach(Cursor::new(incoming.xml), "text/xml")
            .await?;
        let record = json!({
            "project": project, "form_id": form, "instance_id": instance, "xml": kept.hash,
            "reason": "the same instance came again with other answers", "device": sender.device,
            "submitter": actor.id.as_str(), "received_at": timestamp_text(house.now()),
        });
        changes.push(create("refused_submissions", id, record));
    }
    if !changes.is_empty() {
        commit(house, actor, changes, Strictness::Receive).await?;
    }
    Ok(())
}

/// Replaces a submission by its edit, when it edits what stands now. Every version stays in the history.
async fn edit(
    house: &House,
    actor: &Actor,
    project: i64,
    replaced: &str,
    (found, form): (Submission, Form),
    (incoming, sender): (Incoming, &Sender),
    hash: String,
) -> Result<Taken, CollectionError> {
    let system = Actor::system("collection");
    let instance = found.meta.instance_id.clone().unwrap_or_default();
    let filters = [
        ("project", project.into()),
        ("form_id", Json::from(found.form_id.as_str())),
    ];
    let with = |field, value: &str| {
        let mut all = filters.to_vec();
        all.push((field, Json::from(value)));
        all
    };
    let standing = shelf::all(house, &system, "submissions", &with("current_id", replaced)).await?;
    let Some(before) = standing.into_iter().next() else {
        // The same edit sent twice.
        let done = shelf::all(
            house,
            &system,
            "submissions",
            &with("current_id", &instance),
        )
        .await?;
        let same = done
            .first()
            .is_some_and(|one| text(&one.data, "xml") == hash);
        if same {
            return Ok(Taken::Known(instance));
        }
        let number = project.to_string();
        let first = id_of(house, "submissions", &[&number, &found.form_id, replaced])?;
        if known(house, "submissions", &first).await?.is_none() {
            return Err(CollectionError::Device(Told::EditedGone));
        }
        set_aside(
            house,
            actor,
            project,
            (&found.form_id, replaced),
            incoming,
            hash,
            sender,
        )
        .await?;
        return Err(CollectionError::Device(Told::Edited));
    };
    let kept = house
        .store
        .attach(Cursor::new(incoming.xml), "text/xml")
        .await?;
    let checked = checked::check(
        house,
        project,
        form.xform.clone(),
        found.clone(),
        house.now(),
    )
    .await?;
    let data = json!({
        "current_id": instance, "instance_name": found.meta.instance_name, "xml": kept.hash, "data": checked.answers,
        "findings": checked.findings, "errors": checked.errors, "found": checked.found, "expected": found.attachments(&form.xform),
        "version": found.version, "edits": before.data.get("edits").and_then(Json::as_u64).unwrap_or(0) + 1,
        "entity_state": entities::due(&form.xform), "register_state": form.register_state,
    });
    let mut changes = vec![put("submissions", before.id.clone(), data)];
    if before.state != "edited" {
        changes.push(step("submissions", before.id.clone(), "edit", None));
    }
    let added = new_files(house, FILES, &before.id, &incoming.files).await?;
    changes.extend(file_changes(house, FILES, &before.id, added.into_iter()).await?);
    commit(house, actor, changes, Strictness::Receive).await?;
    form.settle(house, project, &before.id).await;
    Ok(Taken::Stored(instance))
}

pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
