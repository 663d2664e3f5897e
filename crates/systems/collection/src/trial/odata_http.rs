//! Test submissions as tables over OData, `…/draft.svc`: the walk of published forms over what tries a draft out.

use axum::{Router, http::HeaderMap, routing::get};
use house::House;

use super::{
    central_http::trial,
    kept::{FILES, SUBMISSIONS},
};
use crate::{
    CollectionError,
    central::{Answer, Asked},
    feed::Kept,
    odata_http::{self, Service},
    published,
};

/// The routes.
pub(super) fn routes() -> Router<House> {
    let draft = "/v1/projects/{project}/forms/{form}/draft.svc";
    Router::new()
        .route(draft, get(document))
        .route(&format!("{draft}/$metadata"), get(metadata))
        .route(&format!("{draft}/{{table}}"), get(table))
        .route(&format!("{draft}/{{table}}/{{*within}}"), get(table))
}

async fn service(asked: Asked, headers: &HeaderMap) -> Result<Service, CollectionError> {
    let trial = trial(&asked).await?;
    let form = published::read(&asked.house, &trial.draft.data).await?;
    let kept = Kept {
        submissions: SUBMISSIONS,
        files: FILES,
        alike: vec![("run", trial.run.into())],
    };
    Service::of_draft(asked, headers, form, kept)
}

async fn document(asked: Asked, headers: HeaderMap) -> Answer {
    Ok(service(asked, &headers).await?.document())
}

async fn metadata(asked: Asked, headers: HeaderMap) -> Answer {
    Ok(service(asked, &headers).await?.schema())
}

async fn table(asked: Asked, headers: HeaderMap) -> Answer {
    odata_http::rows(service(asked, &headers).await?).await
}
