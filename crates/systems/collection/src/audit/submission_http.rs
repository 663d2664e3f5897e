//! How one submission was filled in. Where a phone was is no answer of a form: it is shown only to those who may see what is
//! confidential of submissions, and never leaves with tables or downloads of answers.

use access::{Actor, Verb};
use axum::{
    Json,
    extract::{Path, State},
};
use house::{House, Problem, Signed};
use journal::RecordState;
use registers::RecordView;
use utoipa_axum::{router::OpenApiRouter, routes};
use vocab::{AccessClass, RecordId};

use super::{
    log::{LARGEST, Log},
    timing::{Timing, plain},
    views::{
        AuditAnswer, ChangeReason, ChangedAnswer, LogState, QuestionTime, TrailPlace, UnreadLine,
    },
};
use crate::{
    CollectionError,
    labels::Labels,
    published::form_of,
    receive::content,
    review_http::within,
    shelf::{id_of, known, one, text},
};

/// The class of a phone's trail, whatever the class of the answers.
const TRAIL: AccessClass = AccessClass::Confidential;
/// Changed answers and places told at the most.
const MOST: usize = 2_000;

/// The routes with their documentation.
pub(crate) fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new().routes(routes!(filled))
}

/// The record under which the log of a submission is kept.
///
/// # Errors
/// When the catalogue has no such register.
pub(super) fn log_id(house: &House, submission: &RecordView) -> Result<RecordId, CollectionError> {
    id_of(house, FILES, &[submission.id.as_str(), NAME])
}

/// The log of a submission, read, with its state. `file` is the record of [`log_id`], where there is one.
///
/// # Errors
/// The store's failure.
pub(super) async fn log_of(
    house: &House,
    submission: &RecordView,
    file: Option<&RecordState>,
) -> Result<(LogState, Option<Log>), CollectionError> {
    let expected = submission
        .data
        .get("expected")
        .and_then(|list| list.as_array());
    let named = expected
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str())
        .any(|name| name == NAME);
    let Some(file) = file else {
        let state = if named {
            LogState::Awaited
        } else {
            LogState::None
        };
        return Ok((state, None));
    };
    let size = file.data.get("size").and_then(|size| size.as_i64());
    if size.is_none_or(|size| size > LARGEST) {
        return Ok((LogState::Unreadable, None));
    }
    let bytes = content(house, text(&file.data, "file")).await?;
    let read = tokio::task::spawn_blocking(move || Log::read(&bytes))
        .await
        .map_err(CollectionError::inside)?;
    Ok(match read {
        Ok(log) => (LogState::Here, Some(log)),
        Err(_) => (LogState::Unreadable, None),
    })
}

/// The name under which Collect sends a log.
const NAME: &str = "audit.csv";
/// The register of the files that came with submissions.
pub(super) const FILES: &str = "submission_files";

fn sees_trail(house: &House, actor: &Actor, owner: &str) -> Result<bool, CollectionError> {
    let decision = house.decision(actor, "submissions", &Verb::Read, Some(owner))?;
    Ok(decision.allow && decision.max_field_class >= TRAIL)
}

fn moment(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms)
        .unwrap_or_default()
        .to_string()
}

/// Milliseconds as seconds.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of one filling in are far below 2^52"
)]
pub(super) fn seconds(ms: i64) -> f64 {
    ms as f64 / 1000.0
}

/// How a submission was filled in, by the log that its phone kept.
#[utoipa::path(get, path = "/api/v1/collect/projects/{project}/forms/{form}/submissions/{instance}/audit", operation_id = "read_submission_audit", tag = "collection", params(("project" = i64, Path), ("form" = String, Path), ("instance" = String, Path)), responses((status = 200, body = AuditAnswer), (status = 401), (status = 403), (status = 404)))]
async fn filled(
    State(house): State<House>,
    Signed(actor): Signed,
    Path((project, form, instance)): Path<(i64, String, String)>,
) -> Result<Json<AuditAnswer>, Problem> {
    within(&house, &actor, project).await?;
    let key = [project.to_string(), form.clone(), instance];
    let key = key.each_ref().map(String::as_str);
    let record = one(&house, &actor, "submissions", &key, "submission").await?;
    let file = known(&house, FILES, &log_id(&house, &record)?).await?;
    let (state, log) = log_of(&house, &record, file.as_ref()).await?;
    let log = log.unwrap_or_default();
    let timing = Timing::of(&log);
    let xform = form_of(&house, project, (&form, text(&record.data, "version"))).await?;
    let labels = Labels::of(&xform);
    let shows = sees_trail(&house, &actor, &record.owner)?;
    let trail_count = timing.trail.len();
    let trail = timing.trail.into_iter().take(if shows { MOST } else { 0 });
    Ok(Json(AuditAnswer {
        log: state,
        started: timing.started.map(moment),
        ended: timing.ended.map(moment),
        active_seconds: seconds(timing.active_ms),
        questions: timing
            .questions
            .into_iter()
            .map(|(path, spent)| QuestionTime {
                label: labels.question(&path),
                path,
                seconds: seconds(spent.ms),
                visits: spent.visits,
            })
            .collect(),
        changed: timing
            .changed
            .into_iter()
            .take(MOST)
            .map(|one| ChangedAnswer {
                label: labels.question(&plain(&one.node)),
                at: one.node,
                when: moment(one.at),
                before: one.old,
                after: one.new,
                user: one.user,
            })
            .collect(),
        tracks_changes: log.tracks_changes,
        reasons: timing
            .reasons
            .into_iter()
            .map(|(at, user, reason)| ChangeReason {
                when: moment(at),
                user,
                reason,
            })
            .collect(),
        people: timing.people,
        trail: trail
            .map(|(at, place)| TrailPlace {
                when: moment(at),
                latitude: place.latitude,
                longitude: place.longitude,
                accuracy: place.accuracy,
            })
            .collect(),
        trail_count,
        trail_withheld: !shows && trail_count > 0,
        odd: timing
            .odd
            .into_iter()
            .map(super::timing::Oddity::code)
            .collect(),
        unread: log
            .unread
            .iter()
            .map(|(line, why)| UnreadLine {
                line: *line,
                reason: why.to_string(),
            })
            .collect(),
        unread_count: log.unread_count,
    }))
}
