//! How the submissions of a form were filled in: by who sent them, by question, and which were too fast.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, State},
};
use house::{House, Problem, Signed};
use registers::Op;
use utoipa_axum::{router::OpenApiRouter, routes};
use vocab::RecordId;

use super::{
    speed::{FAST, Usual, median},
    submission_http::{FILES, log_id, log_of, seconds},
    timing::Timing,
    views::{EnumeratorTime, FastSubmission, FormAuditAnswer, LogState, UsualTime},
};
use crate::{
    CollectionError, entities,
    labels::Labels,
    published,
    review::People,
    review_http::{newest, within},
    shelf::{one, text},
};

/// Submissions that are looked at: the newest. Each means reading a file.
const MOST: usize = 1_000;
/// Submissions told as too fast.
const MOST_FAST: usize = 100;

/// The routes with their documentation.
pub(crate) fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new().routes(routes!(filled))
}

/// One submission's log in figures.
struct Filled {
    instance: String,
    sender: String,
    active_ms: i64,
    questions: Vec<(String, i64)>,
    changed: usize,
    odd: bool,
}

/// How the newest submissions of a form were filled in, by the logs that phones kept.
#[utoipa::path(get, path = "/api/v1/collect/projects/{project}/forms/{form}/audit", operation_id = "read_form_audit", tag = "collection", params(("project" = i64, Path), ("form" = String, Path)), responses((status = 200, body = FormAuditAnswer), (status = 401), (status = 403), (status = 404)))]
async fn filled(
    State(house): State<House>,
    Signed(actor): Signed,
    Path((project, form)): Path<(i64, String)>,
) -> Result<Json<FormAuditAnswer>, Problem> {
    within(&house, &actor, project).await?;
    let key = [project.to_string(), form.clone()];
    let key = key.each_ref().map(String::as_str);
    one(&house, &actor, "collect_forms", &key, "form").await?;
    let people = People::of(&house).await?;
    let mut query = newest("submissions", Some(200), None)
        .with("project", Op::Eq, project)
        .with("form_id", Op::Eq, form.as_str());
    query.counts = false;
    let mut logs: Vec<Filled> = Vec::new();
    let mut without: BTreeMap<String, usize> = BTreeMap::new();
    let (mut submissions, mut whole) = (0, true);
    loop {
        let page = house.registers.list(&actor, &query).await?;
        let ids = page.records.iter().map(|record| log_id(&house, record));
        let ids: Vec<RecordId> = ids.collect::<Result<_, _>>()?;
        let files = entities::read_all(&house, FILES, &ids).await?;
        for (record, id) in page.records.iter().zip(&ids) {
            submissions += 1;
            let sender = people.name(text(&record.data, "submitter"));
            let (state, log) = log_of(&house, record, files.get(id)).await?;
            match (state, log) {
                (LogState::Here, Some(log)) => {
                    let timing = Timing::of(&log);
                    logs.push(Filled {
                        instance: text(&record.data, "instance_id").to_owned(),
                        sender,
                        active_ms: timing.active_ms,
                        changed: timing.changed.len(),
                        odd: !timing.odd.is_empty(),
                        questions: timing
                            .questions
                            .into_iter()
                            .map(|(path, spent)| (path, spent.ms))
                            .collect(),
                    });
                }
                (LogState::None, _) => {}
                _ => *without.entry(sender).or_default() += 1,
            }
        }
        match page.next {
            Some(_) if submissions >= MOST => {
                whole = false;
                break;
            }
            Some(next) => query.cursor = Some(next),
            None => break,
        }
    }
    let told = told(&house, &actor, (project, &form), logs, without).await?;
    Ok(Json(FormAuditAnswer {
        submissions,
        whole,
        ..told
    }))
}

async fn told(
    house: &House,
    actor: &access::Actor,
    (project, form): (i64, &str),
    logs: Vec<Filled>,
    mut without: BTreeMap<String, usize>,
) -> Result<FormAuditAnswer, CollectionError> {
    let mut times: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for log in &logs {
        for (path, ms) in &log.questions {
            let known = times.entry(path.clone()).or_insert_with(|| {
                order.push(path.clone());
                Vec::new()
            });
            known.push(*ms);
        }
    }
    let usual = Usual::of(times);
    let mut fast = Vec::new();
    let mut by_sender: BTreeMap<String, (EnumeratorTime, Vec<i64>)> = BTreeMap::new();
    let count = logs.len();
    for log in logs {
        let questions = log.questions.iter().map(|(path, ms)| (path.as_str(), *ms));
        let index = usual.index(questions).filter(|index| *index >= FAST);
        let (mine, actives) = by_sender.entry(log.sender.clone()).or_insert_with(|| {
            let nothing = EnumeratorTime {
                name: log.sender.clone(),
                logs: 0,
                without: without.remove(&log.sender).unwrap_or_default(),
                median_seconds: None,
                fast: 0,
                changed: 0,
                odd: 0,
            };
            (nothing, Vec::new())
        });
        mine.logs += 1;
        mine.changed += log.changed;
        mine.odd += usize::from(log.odd);
        mine.fast += usize::from(index.is_some());
        actives.push(log.active_ms);
        fast.extend(index.map(|index| FastSubmission {
            instance: log.instance,
            name: log.sender,
            active_seconds: seconds(log.active_ms),
            index,
        }));
    }
    fast.sort_by(|a, b| b.index.total_cmp(&a.index));
    fast.truncate(MOST_FAST);
    let mut enumerators: Vec<EnumeratorTime> = by_sender
        .into_values()
        .map(|(mine, mut actives)| EnumeratorTime {
            median_seconds: median(&mut actives).map(|ms| ms / 1000.0),
            ..mine
        })
        .collect();
    enumerators.extend(without.into_iter().map(|(name, without)| EnumeratorTime {
        name,
        logs: 0,
        without,
        median_seconds: None,
        fast: 0,
        changed: 0,
        odd: 0,
    }));
    let forms = published::versions(house, actor, (project, form)).await?;
    let newest = forms.first().map(Labels::of);
    let questions = order
        .into_iter()
        .filter_map(|path| {
            let (ms, logs) = usual.time(&path)?;
            Some(UsualTime {
                label: newest
                    .as_ref()
                    .map(|labels| labels.question(&path))
                    .unwrap_or_default(),
                path,
                seconds: ms / 1000.0,
                logs,
            })
        })
        .collect();
    Ok(FormAuditAnswer {
        submissions: 0,
        logs: count,
        whole: true,
        enumerators,
        questions,
        fast,
    })
}
