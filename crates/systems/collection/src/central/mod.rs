//! The part of ODK Central's REST interface that scripts use (its API documentation, "Central API v1"): sessions,
//! projects, forms and drafts, submissions with review and comments, devices as app users. What is JSON there is JSON here.

use std::collections::BTreeMap;

use access::{Actor, Verb};
use axum::{
    Extension, Json as Body, Router,
    extract::{DefaultBodyLimit, FromRequestParts, Path, Query},
    http::{header, request::Parts},
    response::{IntoResponse, Response},
    routing::{delete, get, post},
};
use house::House;
use registers::RecordView;
use serde_json::{Map, Value as Json, json};

use crate::{
    CollectionError,
    caller::{self, BasicSessions},
    device_http,
    openrosa::tracing_fault,
    receive,
    shelf::{DRAFT, all, one, text},
};

/// Makes a handler of what it does with an [`Asked`]; the body comes along where one is read.
macro_rules! handlers {
    ($($name:ident => $act:expr;)*) => {$(
        pub(super) async fn $name(asked: Asked, headers: HeaderMap, body: Bytes) -> Answer {
            $act(asked, headers, body).await
        }
    )*};
}

mod accounts;
mod forms;
mod submissions;

pub(crate) use submissions::{files_json, review_state, submission_json};

pub(crate) type Names = BTreeMap<String, String>;
pub(crate) type Answer = Result<Response, CollectionError>;

/// Largest form or file beside a form, in bytes.
const LARGEST_FORM: usize = 32 * 1024 * 1024;

/// The routes of scripts and of the workspace.
pub fn routes() -> Router<House> {
    let project = "/v1/projects/{project}";
    let form = "/v1/projects/{project}/forms/{form}";
    let one = format!("{form}/submissions/{{instance}}");
    Router::new()
        .route("/v1/sessions", post(accounts::sign_in))
        .route("/v1/users/current", get(accounts::who))
        .route(
            "/v1/projects",
            get(accounts::projects).post(accounts::new_project),
        )
        .route(project, get(accounts::project_of))
        .route(
            &format!("{project}/forms"),
            get(forms::forms).post(forms::new_form),
        )
        .route(form, get(forms::form_of).patch(forms::form_state))
        .route(&format!("{form}/versions"), get(forms::versions))
        .route(
            &format!("{form}/versions/{{version}}"),
            get(forms::version_xml),
        )
        .route(&format!("{form}/draft.xml"), get(forms::draft_xml))
        .route(
            &format!("{form}/draft"),
            get(forms::draft).post(forms::new_draft),
        )
        .route(&format!("{form}/draft/publish"), post(forms::publish))
        .route(
            &format!("{form}/draft/attachments"),
            get(forms::draft_files),
        )
        .route(
            &format!("{form}/draft/attachments/{{name}}"),
            post(forms::new_file),
        )
        .route(&format!("{form}/attachments"), get(forms::files))
        .route(
            &format!("{form}/attachments/{{name}}"),
            get(device_http::file),
        )
        .route(
            &format!("{form}/submissions"),
            get(submissions::submissions).post(submissions::new_submission),
        )
        .route(
            &one,
            get(submissions::submission)
                .put(submissions::edit_submission)
                .patch(submissions::review),
        )
        .route(
            &format!("{one}/comments"),
            get(submissions::comments).post(submissions::comment),
        )
        .route(
            &format!("{one}/attachments"),
            get(submissions::submission_files),
        )
        .route(
            &format!("{one}/attachments/{{name}}"),
            get(submissions::submission_file).post(submissions::new_submission_file),
        )
        .route(
            &format!("{project}/app-users"),
            get(accounts::app_users).post(accounts::new_app_user),
        )
        .route(
            &format!("{project}/app-users/{{device}}"),
            delete(accounts::revoke_app_user),
        )
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
}

impl IntoResponse for CollectionError {
    fn into_response(self) -> Response {
        if let Self::Inside(cause) = &self {
            tracing_fault(cause.as_ref());
        }
        let details = match &self {
            Self::FormFaults { faults } => json!({"error": self.to_string(), "faults": faults}),
            Self::FormWarnings { warnings } => json!({"warnings": {"xlsFormWarnings":
                warnings.iter().map(ToString::to_string).collect::<Vec<_>>(), "workflowWarnings": []}, "faults": warnings}),
            _ => json!({}),
        };
        let body =
            json!({"message": self.to_string(), "code": self.central_code(), "details": details});
        (self.status(), Body(body)).into_response()
    }
}

/// What every handler is given.
pub(crate) struct Asked {
    pub(crate) house: House,
    pub(crate) actor: Actor,
    pub(crate) names: Names,
    pub(crate) query: Names,
}

impl FromRequestParts<House> for Asked {
    type Rejection = CollectionError;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Self::Rejection> {
        let Path(names): Path<Names> = Path::from_request_parts(parts, house)
            .await
            .map_err(|_| CollectionError::NotFound("address"))?;
        let Query(query) = Query::from_request_parts(parts, house).await.map_err(|_| {
            CollectionError::BadRequest("the address's query cannot be read".to_owned())
        })?;
        let Extension(basic): Extension<BasicSessions> =
            Extension::from_request_parts(parts, house)
                .await
                .map_err(CollectionError::inside)?;
        let token = names.get("token").map(String::as_str);
        let actor = caller::actor(house, &basic, &parts.headers, token).await?;
        let asked = Self {
            house: house.clone(),
            actor,
            names,
            query,
        };
        // A phone's token is good for its own project only, whichever door it is shown at.
        if asked.names.contains_key("project") {
            device_http::of_project(&asked.house, &asked.actor, asked.project()?).await?;
        }
        Ok(asked)
    }
}

impl Asked {
    pub(crate) fn project(&self) -> Result<i64, CollectionError> {
        self.names
            .get("project")
            .and_then(|written| written.parse().ok())
            .ok_or(CollectionError::NotFound("project"))
    }

    pub(crate) fn name(&self, which: &str) -> &str {
        self.names
            .get(which)
            .map(String::as_str)
            .unwrap_or_default()
    }

    pub(crate) fn flag(&self, which: &str) -> bool {
        self.query
            .get(which)
            .is_some_and(|said| said.eq_ignore_ascii_case("true"))
    }

    /// Refuses whoever may not manage forms, before anything of what they sent is read.
    pub(crate) fn manages_forms(&self) -> Result<(), CollectionError> {
        may_manage_forms(&self.house, &self.actor)
    }

    pub(crate) async fn form(&self) -> Result<RecordView, CollectionError> {
        let number = self.project()?.to_string();
        one(
            &self.house,
            &self.actor,
            "collect_forms",
            &[&number, self.name("form")],
            "form",
        )
        .await
    }

    async fn draft(&self) -> Result<RecordView, CollectionError> {
        let number = self.project()?.to_string();
        let key = [number.as_str(), self.name("form"), DRAFT];
        one(&self.house, &self.actor, "form_versions", &key, "draft").await
    }

    /// The XForm of one version, byte for byte.
    async fn xform(&self, key: &str) -> Answer {
        let number = self.project()?.to_string();
        let key = [number.as_str(), self.name("form"), key];
        let found = one(&self.house, &self.actor, "form_versions", &key, "version").await?;
        let xml = receive::content(&self.house, text(&found.data, "xform")).await?;
        Ok(([(header::CONTENT_TYPE, "application/xml")], xml).into_response())
    }

    pub(crate) async fn submission(&self) -> Result<RecordView, CollectionError> {
        let number = self.project()?.to_string();
        let instance = self.name("instance");
        let key = [
            number.as_str(),
            self.name("form"),
            instance.strip_suffix(".xml").unwrap_or(instance),
        ];
        one(&self.house, &self.actor, "submissions", &key, "submission").await
    }
}

/// Refuses whoever may not manage forms.
///
/// # Errors
/// [`CollectionError::NotAllowed`].
pub(crate) fn may_manage_forms(house: &House, actor: &Actor) -> Result<(), CollectionError> {
    let decision = house.decision(actor, "collect_forms", &Verb::Create, None)?;
    decision.granted().map_err(CollectionError::NotAllowed)?;
    Ok(())
}

fn object(body: &[u8]) -> Result<Map<String, Json>, CollectionError> {
    serde_json::from_slice(body)
        .map_err(|_| CollectionError::BadRequest("the body is no JSON object".to_owned()))
}

async fn of_form(asked: &Asked, register: &str) -> Result<Vec<RecordView>, CollectionError> {
    let filters = [
        ("project", asked.project()?.into()),
        ("form_id", Json::from(asked.name("form"))),
    ];
    all(&asked.house, &asked.actor, register, &filters).await
}

/// A whole number that stands for somebody, always the same.
pub(crate) fn number_of(id: &str) -> u32 {
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash & 0x7fff_ffff
}

pub(crate) fn instant(at: vocab::Hlc) -> String {
    house::instant_text(at)
}
