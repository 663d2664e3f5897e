//! The submissions of a form, page by page, with what tables say about each: a form may have more than fits in memory.

use std::{collections::HashMap, sync::Arc};

use access::Actor;
use house::House;
use registers::{ListQuery, Op, Order, RecordView, Sort};
use serde_json::{Value as Json, json};
use xform::XForm;

use crate::{
    CollectionError,
    central::{instant, number_of, review_state},
    odata_filter::Filter,
    receive,
    shelf::{DRAFT, all, id_of, known, of_any, text, version_key},
    tables::About,
};

/// Submissions read at once.
const PAGE: usize = 250;

/// The submissions of a form, the newest first.
pub struct Feed {
    house: House,
    actor: Actor,
    query: Option<ListQuery>,
    filter: Option<Filter>,
    asked_at: jiff::Timestamp,
    names: Arc<HashMap<String, String>>,
}

/// A submission with what tables say about it.
pub struct Told {
    /// The record.
    pub record: RecordView,
    /// About it.
    pub about: About,
}

impl Told {
    /// The answers.
    pub fn answers(&self) -> &Json {
        self.record.data.get("data").unwrap_or(&Json::Null)
    }

    /// When it last changed.
    pub fn updated(&self) -> String {
        instant(self.record.changed)
    }

    /// What a filter may ask.
    fn row(&self) -> Json {
        let about = &self.about;
        json!({"__id": about.key, "__system": {
            "submissionDate": about.received, "updatedAt": self.updated(), "submitterId": about.submitter.0,
            "submitterName": about.submitter.1, "reviewState": about.review, "deviceId": about.device,
            "edits": about.edits, "formVersion": about.version, "attachmentsPresent": about.files.0,
            "attachmentsExpected": about.files.1, "deletedAt": null, "status": about.status,
        }})
    }
}

/// Whether a filter may name this field.
pub fn can_filter(name: &str) -> bool {
    const FIELDS: [&str; 12] = [
        "submissionDate",
        "updatedAt",
        "submitterId",
        "submitterName",
        "reviewState",
        "deviceId",
        "edits",
        "formVersion",
        "attachmentsPresent",
        "attachmentsExpected",
        "deletedAt",
        "status",
    ];
    name == "__id"
        || name
            .strip_prefix("__system/")
            .is_some_and(|name| FIELDS.contains(&name))
}

impl Feed {
    /// Begins at the newest submission that the filter lets pass.
    ///
    /// # Errors
    /// A filter that is not understood, or the store's failure.
    pub async fn of(
        house: &House,
        actor: &Actor,
        (project, form): (i64, &str),
        filter: Option<&str>,
    ) -> Result<Self, CollectionError> {
        let filter = filter
            .filter(|filter| !filter.trim().is_empty())
            .map(|filter| Filter::parse(filter, &can_filter))
            .transpose()
            .map_err(|fault| CollectionError::BadRequest(fault.to_string()))?;
        let mut query = ListQuery::of("submissions")
            .with("project", Op::Eq, project)
            .with("form_id", Op::Eq, form);
        query.sort = Sort {
            by: Some("received_at".to_owned()),
            order: Order::Descending,
        };
        query.limit = PAGE;
        let people = house.access.users().await?;
        Ok(Self {
            house: house.clone(),
            actor: actor.clone(),
            query: Some(query),
            filter,
            asked_at: jiff::Timestamp::from_millisecond(house.clock.now_ms()).unwrap_or_default(),
            names: Arc::new(people.into_iter().map(|one| (one.id, one.name)).collect()),
        })
    }

    /// Begins at submissions received at this moment or before.
    pub fn from(&mut self, received: &str) {
        self.narrow("received_at", Op::Le, received);
    }

    /// Only this submission.
    pub fn only(&mut self, instance: &str) {
        self.narrow("instance_id", Op::Eq, instance);
    }

    fn narrow(&mut self, field: &str, op: Op, value: &str) {
        self.query = self.query.take().map(|query| query.with(field, op, value));
    }

    /// The next submissions; none at the end.
    ///
    /// # Errors
    /// What the actor may not list, or the store's failure.
    pub async fn next(&mut self) -> Result<Option<Vec<Told>>, CollectionError> {
        let Some(mut query) = self.query.take() else {
            return Ok(None);
        };
        let page = self.house.registers.list(&self.actor, &query).await?;
        if let Some(next) = page.next {
            query.cursor = Some(next);
            self.query = Some(query);
        }
        let ids: Vec<Json> = page
            .records
            .iter()
            .map(|record| record.id.as_str().into())
            .collect();
        let files = of_any(
            &self.house,
            &self.actor,
            "submission_files",
            ("submission", ids),
        )
        .await?;
        let mut present: HashMap<&str, usize> = HashMap::new();
        for file in &files {
            *present.entry(text(&file.data, "submission")).or_default() += 1;
        }
        let told = page.records.into_iter().map(|record| {
            let here = present.get(record.id.as_str()).copied().unwrap_or(0);
            let about = self.about(&record, here);
            Told { record, about }
        });
        let passes = |one: &Told| {
            let filter = self.filter.as_ref();
            filter.is_none_or(|filter| filter.holds(&one.row(), self.asked_at))
        };
        Ok(Some(told.filter(passes).collect()))
    }

    fn about(&self, record: &RecordView, present: usize) -> About {
        let data = &record.data;
        let submitter = text(data, "submitter");
        let name = self.names.get(submitter).map_or(submitter, String::as_str);
        About {
            key: text(data, "instance_id").to_owned(),
            received: text(data, "received_at").to_owned(),
            submitter: (number_of(submitter).to_string(), name.to_owned()),
            files: (
                present,
                data.get("expected")
                    .and_then(Json::as_array)
                    .map_or(0, Vec::len),
            ),
            status: (data.get("encrypted") == Some(&Json::Bool(true))).then_some("not decrypted"),
            review: review_state(&record.state),
            device: text(data, "device").to_owned(),
            edits: data.get("edits").and_then(Json::as_u64).unwrap_or(0),
            version: text(data, "version").to_owned(),
        }
    }
}

/// The published versions of a form, the newest first.
///
/// # Errors
/// What the actor may not see, or the store's failure.
pub async fn versions(
    house: &House,
    actor: &Actor,
    (project, form): (i64, &str),
) -> Result<Vec<XForm>, CollectionError> {
    let filters = [("project", project.into()), ("form_id", Json::from(form))];
    let mut found = all(house, actor, "form_versions", &filters).await?;
    found.retain(|version| text(&version.data, "version_key") != DRAFT);
    found.sort_by(|a, b| text(&b.data, "published_at").cmp(text(&a.data, "published_at")));
    let mut forms = Vec::with_capacity(found.len());
    for version in &found {
        let xml = receive::content(house, text(&version.data, "xform")).await?;
        let mut form = XForm::read(&xml).map_err(CollectionError::NoXForm)?;
        meanings(&mut form, version.data.get("fields"));
        forms.push(form);
    }
    if forms.is_empty() {
        return Err(CollectionError::NotFound("published form"));
    }
    Ok(forms)
}

/// One published version of a form.
///
/// # Errors
/// When there is none, or the store fails.
pub async fn version(
    house: &House,
    project: i64,
    (form, version): (&str, &str),
) -> Result<XForm, CollectionError> {
    let key = [&project.to_string(), form, &version_key(version)];
    let kept = known(
        house,
        "form_versions",
        &id_of(house, "form_versions", &key)?,
    )
    .await?;
    let kept = kept.ok_or(CollectionError::NotFound("version of the form"))?;
    let xml = receive::content(house, text(&kept.data, "xform")).await?;
    let mut form = XForm::read(&xml).map_err(CollectionError::NoXForm)?;
    meanings(&mut form, kept.data.get("fields"));
    Ok(form)
}

/// HXL tags that stand in the workbook only: an XForm carries those of `instance::hxl`.
fn meanings(form: &mut XForm, about: Option<&Json>) {
    let mut tags = HashMap::new();
    let mut open: Vec<&Json> = about
        .and_then(|about| about.get("fields"))
        .into_iter()
        .collect();
    while let Some(fields) = open.pop() {
        for field in fields.as_array().into_iter().flatten() {
            let said = |name: &str| field.get(name).and_then(Json::as_str);
            tags.extend(said("path").zip(said("hxl")));
            open.extend(field.get("children"));
        }
    }
    for field in &mut form.fields {
        if field.hxl.is_none() {
            field.hxl = tags.get(field.path.as_str()).map(|tag| (*tag).to_owned());
        }
    }
}
