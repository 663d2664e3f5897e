//! Projects, forms and their versions as records.

use access::Actor;
use house::House;
use journal::record;
use md5::{Digest as _, Md5};
use registers::{Act, Change, ListQuery, Op, Order, Outcome, RecordView, Sort, Strictness};
use serde_json::{Map, Value as Json, json};
use vocab::{RecordId, RegisterName};
use xform::XForm;

use crate::{
    CollectionError, entities,
    files::{is_plain_name, referenced},
    receive, trial,
};

/// The key under which the draft of a form stands among its versions.
pub const DRAFT: &str = "draft";

/// The key of a published version.
pub fn version_key(version: &str) -> String {
    format!("v:{version}")
}

/// Text of a field.
pub fn text<'a>(data: &'a Map<String, Json>, field: &str) -> &'a str {
    data.get(field).and_then(Json::as_str).unwrap_or_default()
}

/// A form as it was sent, ready to be kept.
pub struct Drawn {
    xform: String,
    about: XForm,
    source: Option<(Vec<u8>, String)>,
    warnings: Json,
    fields: Json,
    languages: Json,
    files: Vec<String>,
}

impl Drawn {
    /// Id of the form.
    pub fn form_id(&self) -> &str {
        &self.about.id
    }

    /// Reads what was sent: an XForm as it is, a workbook through the compiler. The content decides which it is.
    ///
    /// # Errors
    /// Every fault with its row; warnings too, unless they are to be ignored.
    pub fn read(
        bytes: Vec<u8>,
        name: &str,
        ignore_warnings: bool,
    ) -> Result<Self, CollectionError> {
        let start = bytes
            .iter()
            .copied()
            .find(|byte| !byte.is_ascii_whitespace() && ![0xEF, 0xBB, 0xBF].contains(byte));
        if start == Some(b'<') {
            let about = XForm::read(&bytes).map_err(CollectionError::NoXForm)?;
            let xform = String::from_utf8_lossy(&bytes).into_owned();
            let files = referenced(&xform).into_iter().collect();
            return Ok(Self {
                xform,
                about,
                source: None,
                warnings: json!([]),
                fields: Json::Null,
                languages: Json::Null,
                files,
            });
        }
        let options = xlsform::Options {
            file_stem: (!name.is_empty()).then(|| name.to_owned()),
            lenient: ignore_warnings,
        };
        let made =
            xlsform::convert(&bytes, &options).map_err(|refused| CollectionError::FormFaults {
                faults: refused.faults,
            })?;
        Self::compiled(made, Some((bytes, name.to_owned())), ignore_warnings)
    }

    pub(crate) fn compiled(
        made: xlsform::Converted,
        source: Option<(Vec<u8>, String)>,
        ignore_warnings: bool,
    ) -> Result<Self, CollectionError> {
        if !made.warnings.is_empty() && !ignore_warnings {
            return Err(CollectionError::FormWarnings {
                warnings: made.warnings,
            });
        }
        let about = XForm::read(made.xform.as_bytes()).map_err(CollectionError::NoXForm)?;
        let mut files: Vec<String> = referenced(&made.xform).into_iter().collect();
        if made.itemsets.is_some() && !files.iter().any(|file| file == "itemsets.csv") {
            files.push("itemsets.csv".to_owned());
        }
        Ok(Self {
            warnings: json!(made.warnings),
            fields: json!({"fields": made.fields, "lists": made.lists}),
            languages: json!(made.languages),
            xform: made.xform,
            about,
            source,
            files,
        })
    }
}

/// The MD5 of bytes in hex: what OpenRosa clients compare downloads with.
pub fn md5_hex(bytes: &[u8]) -> String {
    hex(&Md5::digest(bytes))
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The register name of a constant.
fn named(register: &str) -> RegisterName {
    RegisterName::parse(register).expect("the names of this system's registers are constants")
}

/// The record of a natural key.
///
/// # Errors
/// When the catalogue has no such register.
pub fn id_of(house: &House, register: &str, key: &[&str]) -> Result<RecordId, CollectionError> {
    Ok(house.registers.register(register)?.id_for_key(key))
}

/// The fields of a record that was written down as an object.
fn members(data: Json) -> Map<String, Json> {
    match data {
        Json::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// A change that makes a record or sets its fields.
pub fn put(register: &str, id: RecordId, data: Json) -> Change {
    let data = members(data);
    Change {
        register: named(register),
        id,
        base: None,
        act: Act::Put { data, owner: None },
        note: None,
    }
}

/// A change that makes a record, and is refused when there is one.
pub fn create(register: &str, id: RecordId, data: Json) -> Change {
    let data = members(data);
    Change {
        register: named(register),
        id,
        base: None,
        act: Act::Create { data, owner: None },
        note: None,
    }
}

/// A step of a record's lifecycle.
pub fn step(register: &str, id: RecordId, name: &str, reason: Option<String>) -> Change {
    Change {
        register: named(register),
        id,
        base: None,
        act: Act::Transition {
            name: name.to_owned(),
            reason,
        },
        note: None,
    }
}

/// Commits changes as the actor.
///
/// # Errors
/// What the commit path refuses.
pub async fn commit(
    house: &House,
    actor: &Actor,
    changes: Vec<Change>,
    strictness: Strictness,
) -> Result<Vec<Outcome>, CollectionError> {
    Ok(house.registers.commit(actor, changes, strictness).await?)
}

/// All records of a register that match, page by page, as the actor may see them.
///
/// # Errors
/// What the actor may not list, or the store's failure.
pub async fn all(
    house: &House,
    actor: &Actor,
    register: &str,
    filters: &[(&str, Json)],
) -> Result<Vec<RecordView>, CollectionError> {
    let mut query = ListQuery::of(register);
    for (field, value) in filters {
        query = query.with(*field, Op::Eq, value.clone());
    }
    whole(house, actor, query).await
}

/// The records of a register of what was received, the newest first.
pub fn newest(register: &str) -> ListQuery {
    let mut query = ListQuery::of(register);
    query.sort = Sort {
        by: Some("received_at".to_owned()),
        order: Order::Descending,
    };
    query
}

/// Everything that a form's description (`fields` of its version) says of its questions, those in groups and repeats too.
pub fn described(about: Option<&Json>) -> Vec<&Json> {
    let mut found = Vec::new();
    let mut open: Vec<&Json> = about
        .and_then(|about| about.get("fields"))
        .into_iter()
        .collect();
    while let Some(fields) = open.pop() {
        for field in fields.as_array().into_iter().flatten() {
            found.push(field);
            open.extend(field.get("children"));
        }
    }
    found
}

/// All records of a register whose field is one of these.
///
/// # Errors
/// What the actor may not list, or the store's failure.
pub async fn of_any(
    house: &House,
    actor: &Actor,
    register: &str,
    (field, values): (&str, Vec<Json>),
) -> Result<Vec<RecordView>, CollectionError> {
    let mut found = Vec::new();
    for values in values.chunks(ASKED_AT_ONCE) {
        let query = ListQuery::of(register).with(field, Op::In, values.to_vec());
        found.extend(whole(house, actor, query).await?);
    }
    Ok(found)
}

/// Values that one question to a register may list, and records on a page of its answer.
const ASKED_AT_ONCE: usize = 200;

async fn whole(
    house: &House,
    actor: &Actor,
    mut query: ListQuery,
) -> Result<Vec<RecordView>, CollectionError> {
    query.limit = ASKED_AT_ONCE;
    query.counts = false;
    let mut found = Vec::new();
    loop {
        let page = house.registers.list(actor, &query).await?;
        found.extend(page.records);
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => return Ok(found),
        }
    }
}

/// A record as the actor may see it.
///
/// # Errors
/// [`CollectionError::NotFound`] with `what`.
pub async fn one(
    house: &House,
    actor: &Actor,
    register: &str,
    key: &[&str],
    what: &'static str,
) -> Result<RecordView, CollectionError> {
    let id = id_of(house, register, key)?;
    match house.registers.get(actor, register, &id, None).await {
        Ok(view) if !view.erased => Ok(view),
        Ok(_) | Err(registers::ReadError::NotFound(_)) => Err(CollectionError::NotFound(what)),
        Err(error) => Err(error.into()),
    }
}

/// The content of a record as it stands, for the server's own decisions: nobody is shown it.
///
/// # Errors
/// The store's failure.
pub async fn known(
    house: &House,
    register: &str,
    id: &RecordId,
) -> Result<Option<journal::RecordState>, CollectionError> {
    let found = record::read(&house.store, &named(register), &[id]).await?;
    Ok(found.into_values().next())
}

/// Keeps a form as the draft of its project, with its file and the workbook it was made from.
///
/// # Errors
/// What the actor may not do, or the store's failure.
pub async fn keep_draft(
    house: &House,
    actor: &Actor,
    project: i64,
    drawn: Drawn,
) -> Result<String, CollectionError> {
    let form_id = drawn.about.id.clone();
    entities::check_form(&drawn.about)?;
    if !is_plain_name(&form_id) {
        return Err(CollectionError::FormId);
    }
    let number = project.to_string();
    let md5 = md5_hex(drawn.xform.as_bytes());
    let size = drawn.xform.len();
    let kept = house
        .store
        .attach(
            std::io::Cursor::new(drawn.xform.into_bytes()),
            "application/xml",
        )
        .await?;
    let (source, source_name) = match drawn.source {
        Some((bytes, name)) => {
            let source = house
                .store
                .attach(std::io::Cursor::new(bytes), "application/octet-stream")
                .await?;
            (Some(source.hash), Some(name))
        }
        None => (None, None),
    };
    let draft = json!({
        "project": project, "form_id": form_id, "version_key": DRAFT, "version": drawn.about.version,
        "title": drawn.about.title, "xform": kept.hash, "md5": md5, "size": size, "source": source,
        "source_name": source_name, "warnings": drawn.warnings, "files": drawn.files, "fields": drawn.fields,
        "languages": drawn.languages,
    });
    let form = json!({"project": project, "form_id": form_id, "title": drawn.about.title, "has_draft": true});
    let id = id_of(house, "collect_forms", &[&number, &form_id])?;
    let replaces = known(house, "collect_forms", &id)
        .await?
        .is_some_and(|form| form.data.get("has_draft") == Some(&Json::Bool(true)));
    let changes = vec![
        put("collect_forms", id, form),
        put(
            "form_versions",
            id_of(house, "form_versions", &[&number, &form_id, DRAFT])?,
            draft,
        ),
    ];
    commit(house, actor, changes, Strictness::Strict).await?;
    trial::begin(house, project, &form_id, replaces).await?;
    Ok(form_id)
}

/// Replaces the XForm of a draft by the same one with another version; what else is known of the draft stays.
///
/// # Errors
/// What the actor may not do, or the store's failure.
pub async fn rename_draft(
    house: &House,
    actor: &Actor,
    project: i64,
    xform: String,
) -> Result<(), CollectionError> {
    let about = XForm::read(xform.as_bytes()).map_err(CollectionError::NoXForm)?;
    let (md5, size) = (md5_hex(xform.as_bytes()), xform.len());
    let content = std::io::Cursor::new(xform.into_bytes());
    let kept = house.store.attach(content, "application/xml").await?;
    let key = [project.to_string(), about.id.clone(), DRAFT.to_owned()];
    let id = id_of(house, "form_versions", &key.each_ref().map(String::as_str))?;
    let data = json!({"version": about.version, "xform": kept.hash, "md5": md5, "size": size});
    commit(
        house,
        actor,
        vec![put("form_versions", id, data)],
        Strictness::Strict,
    )
    .await?;
    Ok(())
}

/// Publishes the draft of a form: it becomes a version that is taken for ever.
///
/// # Errors
/// [`CollectionError::NotFound`] without a draft, [`CollectionError::Conflict`] when the version was published with
/// other content.
pub async fn publish(
    house: &House,
    actor: &Actor,
    project: i64,
    form_id: &str,
) -> Result<(), CollectionError> {
    let number = project.to_string();
    let draft = one(
        house,
        actor,
        "form_versions",
        &[&number, form_id, DRAFT],
        "draft",
    )
    .await?;
    let form = one(house, actor, "collect_forms", &[&number, form_id], "form").await?;
    if form.data.get("has_draft") != Some(&Json::Bool(true)) {
        return Err(CollectionError::NotFound("draft"));
    }
    let version = text(&draft.data, "version").to_owned();
    let key = version_key(&version);
    let id = id_of(house, "form_versions", &[&number, form_id, &key])?;
    if let Some(before) = known(house, "form_versions", &id).await?
        && before.data.get("md5") != draft.data.get("md5")
    {
        return Err(CollectionError::Conflict(format!(
            "the version \"{version}\" of this form is published with other content; give the new one another version"
        )));
    }
    let now = house.now();
    let mut data = draft.data.clone();
    data.insert("version_key".to_owned(), Json::from(key.as_str()));
    data.insert("published_at".to_owned(), Json::from(now.to_string()));
    let files = all(
        house,
        actor,
        "form_files",
        &[("project", project.into()), ("form_id", form_id.into())],
    )
    .await?;
    let xform = receive::content(house, text(&draft.data, "xform")).await?;
    let about = XForm::read(&xform).map_err(CollectionError::NoXForm)?;
    let mut changes = entities::declared(
        house,
        (project, &form.owner),
        &about,
        draft.data.get("fields"),
    )
    .await?;
    changes.extend([
        put("form_versions", id, Json::Object(data)),
        put(
            "collect_forms",
            form.id,
            json!({"project": project, "form_id": form_id, "version": version, "published": true, "has_draft": false,
                "title": draft.data.get("title")}),
        ),
    ]);
    for file in files
        .iter()
        .filter(|file| text(&file.data, "version_key") == DRAFT)
    {
        let name = text(&file.data, "name");
        let mut data = file.data.clone();
        data.insert("version_key".to_owned(), Json::from(key.as_str()));
        changes.push(put(
            "form_files",
            id_of(house, "form_files", &[&number, form_id, &key, name])?,
            Json::Object(data),
        ));
    }
    commit(house, actor, changes, Strictness::Strict).await?;
    trial::end(house, project, form_id).await
}
