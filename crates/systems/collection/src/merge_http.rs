//! Routes about submissions that were refused because the same instance was here with other answers: a person looks at
//! both and decides. Whatever is decided, both bodies stay in the store and the decision in the history.

use std::collections::HashSet;

use access::{Actor, Verb};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use house::{House, Problem, Signed};
use registers::{Change, ListQuery, Op, RecordView, Strictness};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use vocab::RecordId;
use xform::XForm;

use crate::{
    CollectionError,
    body::Body,
    incoming::Incoming,
    labels::Labels,
    merge::{self, Pair, Side},
    published::form_of,
    receive::{self, Sender, Taken, content},
    review::{self, People, files_here, is_file, named, refused_line},
    review_http::{counted, newest, within},
    review_views::{
        BodyAnswer, Decision, DecisionAsked, DecisionMade, PairAnswer, RefusedAnswer, RefusedPage,
    },
    shelf::{commit, create, id_of, known, one, put, step, text},
};

/// The routes with their documentation.
pub fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show))
        .routes(routes!(decide))
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Asked {
    /// Number of the project.
    project: Option<i64>,
    /// The form.
    form: Option<String>,
    /// `waiting`, `merged`, `separate` or `discarded`.
    state: Option<String>,
    /// Where the last page ended.
    cursor: Option<String>,
    /// On a page, 1 to 200.
    limit: Option<usize>,
}

/// Submissions that were refused because the same instance was here with other answers, newest first.
#[utoipa::path(get, path = "/api/v1/collect/refused", operation_id = "list_refused_submissions", tag = "collection", params(Asked), responses((status = 200, body = RefusedPage), (status = 400), (status = 401), (status = 403)))]
async fn list(
    State(house): State<House>,
    Signed(actor): Signed,
    Query(asked): Query<Asked>,
) -> Result<Json<RefusedPage>, Problem> {
    let mut query: ListQuery = newest("refused_submissions", asked.limit, asked.cursor);
    if let Some(project) = asked.project {
        query = query.with("project", Op::Eq, project);
    }
    for (field, said) in [("form_id", asked.form), ("@state", asked.state)] {
        if let Some(said) = said.filter(|said| !said.is_empty()) {
            query = query.with(field, Op::Eq, said);
        }
    }
    let page = house.registers.list(&actor, &query).await?;
    let people = People::of(&house).await?;
    let (count, more) = counted(page.count);
    Ok(Json(RefusedPage {
        refused: page
            .records
            .iter()
            .map(|record| refused_line(&people, record))
            .collect(),
        next: page.next,
        previous: page.previous,
        count,
        more,
    }))
}

/// A refused submission beside the stored one, value by value.
#[utoipa::path(get, path = "/api/v1/collect/refused/{refused}", operation_id = "read_refused_submission", tag = "collection", params(("refused" = String, Path)), responses((status = 200, body = RefusedAnswer), (status = 401), (status = 403), (status = 404)))]
async fn show(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(refused): Path<String>,
) -> Result<Json<RefusedAnswer>, Problem> {
    let both = Both::read(&house, &actor, &refused).await?;
    Ok(Json(both.answer(&house).await?))
}

/// Decides about a refused submission. What is taken over is received like any edit: every version stays.
#[utoipa::path(post, path = "/api/v1/collect/refused/{refused}/decision", operation_id = "decide_refused_submission", tag = "collection", params(("refused" = String, Path)), request_body = DecisionAsked, responses((status = 200, body = RefusedAnswer), (status = 401), (status = 403), (status = 404), (status = 409, description = "it is decided already, or the stored one was edited since"), (status = 422, description = "no reason, or values that do not differ")))]
async fn decide(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(refused): Path<String>,
    Json(asked): Json<DecisionAsked>,
) -> Result<Json<RefusedAnswer>, Problem> {
    let both = Both::read(&house, &actor, &refused).await?;
    both.decide(&house, &actor, asked).await?;
    let both = Both::read(&house, &actor, &refused).await?;
    Ok(Json(both.answer(&house).await?))
}

/// A refused submission with the stored one it contradicts.
struct Both {
    project: i64,
    form_id: String,
    refused: RecordView,
    stored: RecordView,
    refused_files: Vec<RecordView>,
    stored_files: Vec<RecordView>,
    refused_form: XForm,
    stored_form: XForm,
    refused_version: String,
    refused_body: Body,
    stored_body: Body,
    /// What the refused one names.
    refused_expected: Vec<String>,
    encrypted: bool,
}

fn unprocessable(detail: impl Into<String>) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "bad_decision",
        "the decision cannot be taken",
    )
    .with_detail(detail)
}

fn conflict(detail: &str) -> Problem {
    CollectionError::Conflict(detail.to_owned()).into()
}

impl Both {
    async fn read(house: &House, actor: &Actor, id: &str) -> Result<Self, Problem> {
        let id = RecordId::parse(id).map_err(|_| Problem::not_found("refused submission"))?;
        let refused = house
            .registers
            .get(actor, "refused_submissions", &id, None)
            .await?;
        let project = refused
            .data
            .get("project")
            .and_then(Value::as_i64)
            .unwrap_or_default();
        within(house, actor, project).await?;
        let form_id = text(&refused.data, "form_id").to_owned();
        let number = project.to_string();
        let key = [
            number.as_str(),
            form_id.as_str(),
            text(&refused.data, "instance_id"),
        ];
        let stored = one(house, actor, "submissions", &key, "submission").await?;
        let refused_xml = content(house, text(&refused.data, "xml")).await?;
        let stored_xml = content(house, text(&stored.data, "xml")).await?;
        let about = xform::Submission::read(&refused_xml).map_err(CollectionError::NoSubmission)?;
        let refused_form = form_of(house, project, (&form_id, &about.version)).await?;
        let stored_form =
            form_of(house, project, (&form_id, text(&stored.data, "version"))).await?;
        let read = |xml: &[u8]| Body::read(xml).map_err(CollectionError::NoSubmission);
        Ok(Self {
            refused_files: files_here(house, actor, refused.id.as_str()).await?,
            stored_files: files_here(house, actor, stored.id.as_str()).await?,
            refused_body: read(&refused_xml)?,
            stored_body: read(&stored_xml)?,
            refused_expected: about.attachments(&refused_form),
            encrypted: about.encrypted.is_some()
                || stored.data.get("encrypted") == Some(&Value::Bool(true)),
            refused_version: about.version,
            project,
            form_id,
            refused,
            stored,
            refused_form,
            stored_form,
        })
    }

    /// Both value by value, unless nobody can read them or they are too large for it.
    fn pairs(&self) -> Option<Vec<Pair>> {
        if self.encrypted {
            return None;
        }
        merge::beside(&self.stored_form, &self.stored_body, &self.refused_body)
    }

    async fn answer(&self, house: &House) -> Result<RefusedAnswer, Problem> {
        let people = People::of(house).await?;
        let pairs = self.pairs();
        let (mut stored, mut refused) = (
            Labels::of(&self.stored_form),
            Labels::of(&self.refused_form),
        );
        let mut told = Vec::new();
        for pair in pairs.iter().flatten() {
            let known = stored.question(&pair.path);
            let label = if known.is_empty() {
                refused.question(&pair.path)
            } else {
                known
            };
            let said = |labels: &mut Labels<'_>, value: &Option<String>| {
                value
                    .as_deref()
                    .map(|value| labels.value(&pair.path, value))
                    .unwrap_or_default()
            };
            told.push(PairAnswer {
                label,
                within: stored.repeat(&pair.path),
                stored_shown: said(&mut stored, &pair.first),
                refused_shown: said(&mut refused, &pair.second),
                differs: pair.differs(),
                at: pair.at.clone(),
                repeats: pair.repeats.clone(),
                stored: pair.first.clone(),
                refused: pair.second.clone(),
            });
        }
        let sent = |record: &RecordView, version: &str, files| BodyAnswer {
            received_at: text(&record.data, "received_at").to_owned(),
            sender: people.name(text(&record.data, "submitter")),
            version: version.to_owned(),
            files,
        };
        Ok(RefusedAnswer {
            about: refused_line(&people, &self.refused),
            current: text(&self.stored.data, "current_id").to_owned(),
            stored: sent(
                &self.stored,
                text(&self.stored.data, "version"),
                review::files(&review::expected(&self.stored.data), &self.stored_files),
            ),
            refused: sent(
                &self.refused,
                &self.refused_version,
                review::files(&self.refused_expected, &self.refused_files),
            ),
            by_value: pairs.is_some(),
            pairs: told,
            encrypted: self.encrypted,
        })
    }

    async fn decide(
        mut self,
        house: &House,
        actor: &Actor,
        asked: DecisionAsked,
    ) -> Result<(), Problem> {
        let reason = asked.reason.trim().to_owned();
        let transition = match asked.decision {
            Decision::Keep => "discard",
            Decision::Edit | Decision::Values => "merge",
            Decision::Separate => "separate",
        };
        may(house, actor, transition, &self.refused)?;
        if reason.is_empty() {
            return Err(unprocessable("say why; the reason stays in the history"));
        }
        if self.refused.state != "waiting" {
            return Err(conflict("somebody has decided about it already"));
        }
        if asked.seen != text(&self.stored.data, "current_id") {
            return Err(conflict(
                "the stored submission was edited since you looked at it; look at both again",
            ));
        }
        let mut taken = Vec::new();
        let mut became = None;
        let mut changes = Vec::new();
        if asked.decision != Decision::Keep {
            self.takeable(house).await?;
            let instance = format!("uuid:{}", house.clock.new_id().as_str());
            let (body, replaces) = match asked.decision {
                Decision::Separate => (self.refused_body.clone(), None),
                Decision::Keep | Decision::Edit => {
                    self.rename_files();
                    (self.refused_body.clone(), Some(asked.seen.as_str()))
                }
                Decision::Values => {
                    taken = self.chosen(&asked)?;
                    self.rename_files();
                    let form = &self.stored_form;
                    let made =
                        merge::merged(form, &self.stored_body, &self.refused_body, &asked.values);
                    (made, Some(asked.seen.as_str()))
                }
            };
            changes = self.send(house, actor, body, &instance, replaces).await?;
            became = Some(instance);
        }
        let made = DecisionMade {
            decision: asked.decision,
            reason: reason.clone(),
            at: house.now().to_string(),
            by: actor.id.to_string(),
            became,
            taken,
        };
        let id = self.refused.id.clone();
        changes.push(put(
            "refused_submissions",
            id.clone(),
            json!({"decided": made}),
        ));
        changes.push(step("refused_submissions", id, transition, Some(reason)));
        commit(house, actor, changes, Strictness::Strict).await?;
        Ok(())
    }

    /// Refuses what cannot be received, in words for who decides.
    async fn takeable(&self, house: &House) -> Result<(), Problem> {
        if self.encrypted {
            return Err(conflict(
                "the answers are encrypted and signed with their id, so they cannot be given another; the stored ones can be kept, and the refused ones stay here for who holds the key",
            ));
        }
        let key = [&self.project.to_string(), self.form_id.as_str()];
        let form = known(
            house,
            "collect_forms",
            &id_of(house, "collect_forms", &key)?,
        )
        .await?;
        if form.is_some_and(|form| form.state == "closed") {
            return Err(conflict(
                "the form is closed and takes no answers; open it again, or keep the stored answers",
            ));
        }
        Ok(())
    }

    /// The places whose values are taken over: each must be one where the two differ.
    fn chosen(&self, asked: &DecisionAsked) -> Result<Vec<String>, Problem> {
        let pairs = self
            .pairs()
            .ok_or_else(|| unprocessable("it is too large to choose values one by one"))?;
        let differing: HashSet<&str> = pairs
            .iter()
            .filter(|pair| pair.differs())
            .map(|pair| pair.at.as_str())
            .collect();
        if let Some(unknown) = asked
            .values
            .keys()
            .find(|at| !differing.contains(at.as_str()))
        {
            return Err(unprocessable(format!("the two do not differ at {unknown}")));
        }
        let taken: Vec<String> = asked
            .values
            .iter()
            .filter(|(_, side)| **side == Side::Refused)
            .map(|(at, _)| at.clone())
            .collect();
        if taken.is_empty() {
            return Err(unprocessable(
                "no value is taken over; keep the stored answers instead",
            ));
        }
        Ok(taken)
    }

    /// A file of the refused one under a name that the stored one has for another file gets a name of its own.
    fn rename_files(&mut self) {
        for file in &mut self.refused_files {
            let name = text(&file.data, "name").to_owned();
            let hash = text(&file.data, "file").to_owned();
            let other = self.stored_files.iter().any(|stored| {
                text(&stored.data, "name") == name && text(&stored.data, "file") != hash
            });
            if !other {
                continue;
            }
            let short: String = hash.chars().take(8).collect();
            let renamed = match name.rsplit_once('.') {
                Some((stem, ending)) => format!("{stem}-{short}.{ending}"),
                None => format!("{name}-{short}"),
            };
            let form = &self.refused_form;
            let at: Vec<String> = self
                .refused_body
                .leaves(form)
                .into_iter()
                .filter(|leaf| leaf.text.trim() == name && is_file(form, &leaf.path))
                .map(|leaf| leaf.at)
                .collect();
            self.refused_body.set(form, &at, &renamed);
            file.data.insert("name".to_owned(), renamed.into());
        }
    }

    /// Sends a body through the door that every edit comes by, and gives the changes that belong to it: the files that
    /// came with the refused one, and who sent it where it becomes a submission of its own.
    async fn send(
        &self,
        house: &House,
        actor: &Actor,
        mut body: Body,
        instance: &str,
        replaces: Option<&str>,
    ) -> Result<Vec<Change>, Problem> {
        body.identify(instance, replaces);
        let xml = body.write().into_bytes();
        let expected = named(&self.refused_form, &xml)?;
        let incoming = Incoming {
            xml,
            files: Vec::new(),
        };
        let sender = Sender {
            device: Some(text(&self.refused.data, "device").to_owned())
                .filter(|device| !device.is_empty()),
            ..Sender::default()
        };
        let taken = receive::take(house, actor, self.project, incoming, &sender).await?;
        let (Taken::Stored(_) | Taken::Known(_)) = taken;
        let number = self.project.to_string();
        let mut changes = Vec::new();
        let into = match replaces {
            Some(_) => self.stored.id.clone(),
            None => {
                let id = id_of(house, "submissions", &[&number, &self.form_id, instance])?;
                let from = &self.refused.data;
                let sent = json!({"submitter": from.get("submitter"), "received_at": from.get("received_at")});
                changes.push(put("submissions", id.clone(), sent));
                id
            }
        };
        for file in &self.refused_files {
            let name = text(&file.data, "name");
            let id = id_of(house, "submission_files", &[into.as_str(), name])?;
            let is_here = known(house, "submission_files", &id).await?.is_some();
            if is_here || !expected.iter().any(|expected| expected == name) {
                continue;
            }
            let mut data = file.data.clone();
            data.insert("submission".to_owned(), into.as_str().into());
            changes.push(create("submission_files", id, Value::Object(data)));
        }
        Ok(changes)
    }
}

/// Refuses whoever may not take this step, before anything is received in their name.
fn may(house: &House, actor: &Actor, transition: &str, record: &RecordView) -> Result<(), Problem> {
    let step = Verb::Transition(transition.to_owned());
    house.permit(actor, "refused_submissions", &step, Some(&record.owner))?;
    Ok(())
}
