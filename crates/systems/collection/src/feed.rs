//! The submissions of a form, page by page, with what tables say about each: a form may have more than fits in memory.

use std::collections::HashMap;

use access::Actor;
use house::House;
use registers::{ListQuery, Op, RecordView};
use serde_json::{Value as Json, json};

use crate::{
    CollectionError,
    central::{instant, number_of, review_state},
    odata_filter::Filter,
    review::People,
    shelf::{newest, of_any, text},
    tables::About,
};

/// Which submissions: a form's own, or those that try its draft out.
pub struct Kept {
    /// Register of the submissions.
    pub submissions: &'static str,
    /// Register of their files.
    pub files: &'static str,
    /// What they have in common.
    pub alike: Vec<(&'static str, Json)>,
}

impl Kept {
    /// What was sent to a published form.
    pub fn of_form(project: i64, form: &str) -> Self {
        Self {
            submissions: "submissions",
            files: "submission_files",
            alike: vec![("project", project.into()), ("form_id", form.into())],
        }
    }
}

/// Submissions read at once.
const PAGE: usize = 250;

/// The submissions of a form, the newest first.
pub struct Feed {
    house: House,
    actor: Actor,
    query: Option<ListQuery>,
    files: &'static str,
    filter: Option<Filter>,
    asked_at: jiff::Timestamp,
    people: People,
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
        kept: Kept,
        filter: Option<&str>,
    ) -> Result<Self, CollectionError> {
        let filter = filter
            .filter(|filter| !filter.trim().is_empty())
            .map(|filter| Filter::parse(filter, &can_filter))
            .transpose()
            .map_err(|fault| CollectionError::BadRequest(fault.to_string()))?;
        let mut query = newest(kept.submissions);
        for (field, value) in kept.alike {
            query = query.with(field, Op::Eq, value);
        }
        query.limit = PAGE;
        // A filter of OData is applied to the rows; what the page itself finds is nobody's figure.
        query.counts = false;
        Ok(Self {
            house: house.clone(),
            actor: actor.clone(),
            query: Some(query),
            files: kept.files,
            filter,
            asked_at: house.now(),
            people: People::of(house).await?,
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
        let files = of_any(&self.house, &self.actor, self.files, ("submission", ids)).await?;
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
        // Whoever tries a draft out by its address has no account.
        let submitter = Some(text(data, "submitter")).filter(|id| !id.is_empty());
        About {
            key: text(data, "instance_id").to_owned(),
            received: text(data, "received_at").to_owned(),
            submitter: submitter
                .map(|id| (number_of(id).to_string(), self.people.name(id)))
                .unwrap_or_default(),
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
