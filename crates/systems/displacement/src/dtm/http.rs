//! The routes, below `/dtm`.

use axum::{
    Json,
    body::{Body, Bytes},
    extract::{Query, State, rejection::QueryRejection},
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use house::{House, Problem};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    answer::{DtmCountry, DtmOperation, DtmRow, Envelope, Refusal},
    asked::{self, Asked},
    key::Subscriber,
    published::{self, Round},
    rows::{self, Version},
};

/// The routes with their documentation.
pub fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(countries))
        .routes(routes!(operations))
        .routes(routes!(admin0))
        .routes(routes!(admin1))
        .routes(routes!(admin2))
        .routes(routes!(countries_v2))
        .routes(routes!(operations_v2))
        .routes(routes!(admin0_v2))
        .routes(routes!(admin1_v2))
        .routes(routes!(admin2_v2))
}

/// Parameters as they came.
type Pairs = Result<Query<Vec<(String, String)>>, QueryRejection>;

fn pairs(asked: Pairs) -> Result<Vec<(String, String)>, Refusal> {
    match asked {
        Ok(Query(pairs)) => Ok(pairs),
        Err(_) => Err(Refusal::bad_question(vec![
            "the parameters cannot be read: they are to be percent-encoded UTF-8".to_owned(),
        ])),
    }
}

async fn country_list(house: &House, asked: Pairs) -> Result<Json<Envelope<DtmCountry>>, Refusal> {
    asked::nothing(&pairs(asked)?).map_err(Refusal::bad_question)?;
    let tree = house.places.tree().await?;
    let rounds = published::rounds(house).await?;
    Ok(Json(Envelope::of(published::countries(&rounds, &tree))))
}

async fn operation_list(
    house: &House,
    asked: Pairs,
) -> Result<Json<Envelope<DtmOperation>>, Refusal> {
    asked::nothing(&pairs(asked)?).map_err(Refusal::bad_question)?;
    let tree = house.places.tree().await?;
    let rounds = published::rounds(house).await?;
    Ok(Json(Envelope::of(published::operations(&rounds, &tree))))
}

/// Sends round after round: an answer of many rounds never stands in memory as a whole.
async fn figures(
    house: House,
    version: Version,
    level: u8,
    asked: Pairs,
) -> Result<Response, Refusal> {
    let asked = asked::figures(level, &pairs(asked)?).map_err(Refusal::bad_question)?;
    let tree = house.places.tree().await?;
    let mut rounds = published::rounds(&house).await?;
    rounds.retain(|round| round.is_asked(&asked, &tree));
    rounds.reverse();
    let mut sending = Sending {
        house,
        version,
        level,
        asked,
        waiting: rounds,
        sent: 0,
        ended: false,
    };
    // What goes wrong at once is refused in the envelope; later only the connection can break off.
    let first = sending.next().await?;
    let rest = stream::try_unfold(sending, |mut sending| async move {
        let broken = |_| std::io::Error::other("the answer breaks off: a round could not be read");
        let part = sending.next().await.map_err(broken)?;
        Ok::<_, std::io::Error>(part.map(|part| (part, sending)))
    });
    let first = stream::iter(first.map(Ok));
    let body = Body::from_stream(stream::StreamExt::chain(first, rest));
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// An answer on its way.
struct Sending {
    house: House,
    version: Version,
    level: u8,
    asked: Asked,
    /// Rounds still to come, the next one last.
    waiting: Vec<Round>,
    sent: usize,
    ended: bool,
}

impl Sending {
    /// The next part of the envelope; none after its end.
    async fn next(&mut self) -> Result<Option<Bytes>, Refusal> {
        if self.ended {
            return Ok(None);
        }
        let mut text = String::new();
        if self.sent == 0 {
            text.push_str("{\"result\":[");
        }
        while let Some(round) = self.waiting.pop() {
            let rows =
                rows::rows(&self.house, self.version, self.level, &round, &self.asked).await?;
            for row in &rows {
                if self.sent > 0 {
                    text.push(',');
                }
                text.push_str(
                    &serde_json::to_string(row).map_err(|error| Problem::internal(&error))?,
                );
                self.sent += 1;
            }
            if !rows.is_empty() {
                return Ok(Some(text.into()));
            }
        }
        self.ended = true;
        text.push_str(&format!(
            "],\"statusCode\":200,\"isSuccess\":true,\"errorMessages\":[],\"totalRecordsCount\":{}}}",
            self.sent
        ));
        Ok(Some(text.into()))
    }
}

/// Parameters of figures at every level. At least one of the first three is needed; names and codes are matched without
/// regard to case, and bounds are included.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(
    dead_code,
    reason = "the document's words; `asked` reads the parameters with every fault at once"
)]
struct OfCountry {
    /// Name of the operation.
    #[param(rename = "Operation")]
    operation: Option<String>,
    /// Name of the country.
    #[param(rename = "CountryName")]
    country_name: Option<String>,
    /// ISO 3166 alpha-3.
    #[param(rename = "Admin0Pcode")]
    admin0_pcode: Option<String>,
    /// First reporting date, YYYY-MM-DD.
    #[param(rename = "FromReportingDate")]
    from_reporting_date: Option<String>,
    /// Last reporting date, YYYY-MM-DD.
    #[param(rename = "ToReportingDate")]
    to_reporting_date: Option<String>,
    /// First round, from 1 on.
    #[param(rename = "FromRoundNumber")]
    from_round_number: Option<u32>,
    /// Last round.
    #[param(rename = "ToRoundNumber")]
    to_round_number: Option<u32>,
}

/// Further parameters at admin 1 and 2.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the document's words, as above")]
struct OfAdmin1 {
    /// Name of the area at admin 1.
    #[param(rename = "Admin1Name")]
    admin1_name: Option<String>,
    /// Its P-code.
    #[param(rename = "Admin1Pcode")]
    admin1_pcode: Option<String>,
}

/// Further parameters at admin 2.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the document's words, as above")]
struct OfAdmin2 {
    /// Name of the area at admin 2.
    #[param(rename = "Admin2Name")]
    admin2_name: Option<String>,
    /// Its P-code.
    #[param(rename = "Admin2Pcode")]
    admin2_pcode: Option<String>,
}

/// Countries with published rounds.
#[utoipa::path(get, path = "/dtm/v3/displacement/country-list", operation_id = "dtm_countries", tag = "DTM API", responses((status = 200, body = Envelope<DtmCountry>), (status = 400, body = Envelope<DtmCountry>), (status = 401, body = Envelope<DtmCountry>)))]
async fn countries(
    _key: Subscriber,
    State(house): State<House>,
    asked: Pairs,
) -> Result<Json<Envelope<DtmCountry>>, Refusal> {
    country_list(&house, asked).await
}

/// Operations with published rounds.
#[utoipa::path(get, path = "/dtm/v3/displacement/operation-list", operation_id = "dtm_operations", tag = "DTM API", responses((status = 200, body = Envelope<DtmOperation>), (status = 400, body = Envelope<DtmOperation>), (status = 401, body = Envelope<DtmOperation>)))]
async fn operations(
    _key: Subscriber,
    State(house): State<House>,
    asked: Pairs,
) -> Result<Json<Envelope<DtmOperation>>, Refusal> {
    operation_list(&house, asked).await
}

/// People displaced in published rounds at admin 0, by reason and origin.
#[utoipa::path(get, path = "/dtm/v3/displacement/admin0", operation_id = "dtm_admin0", tag = "DTM API", params(OfCountry), responses((status = 200, body = Envelope<DtmRow>), (status = 400, body = Envelope<DtmRow>), (status = 401, body = Envelope<DtmRow>)))]
async fn admin0(
    _key: Subscriber,
    State(house): State<House>,
    asked: Pairs,
) -> Result<Response, Refusal> {
    figures(house, Version::Three, 0, asked).await
}

/// People displaced in published rounds at admin 1, by reason and origin.
#[utoipa::path(get, path = "/dtm/v3/displacement/admin1", operation_id = "dtm_admin1", tag = "DTM API", params(OfCountry, OfAdmin1), responses((status = 200, body = Envelope<DtmRow>), (status = 400, body = Envelope<DtmRow>), (status = 401, body = Envelope<DtmRow>)))]
async fn admin1(
    _key: Subscriber,
    State(house): State<House>,
    asked: Pairs,
) -> Result<Response, Refusal> {
    figures(house, Version::Three, 1, asked).await
}

/// People displaced in published rounds at admin 2, by reason and origin.
#[utoipa::path(get, path = "/dtm/v3/displacement/admin2", operation_id = "dtm_admin2", tag = "DTM API", params(OfCountry, OfAdmin1, OfAdmin2), responses((status = 200, body = Envelope<DtmRow>), (status = 400, body = Envelope<DtmRow>), (status = 401, body = Envelope<DtmRow>)))]
async fn admin2(
    _key: Subscriber,
    State(house): State<House>,
    asked: Pairs,
) -> Result<Response, Refusal> {
    figures(house, Version::Three, 2, asked).await
}

/// Countries with published rounds, at the address of version 2.
#[utoipa::path(get, path = "/dtm/v2/CountryList", operation_id = "dtm_countries_v2", tag = "DTM API", responses((status = 200, body = Envelope<DtmCountry>), (status = 400, body = Envelope<DtmCountry>), (status = 401, body = Envelope<DtmCountry>)))]
async fn countries_v2(
    _key: Subscriber,
    State(house): State<House>,
    asked: Pairs,
) -> Result<Json<Envelope<DtmCountry>>, Refusal> {
    country_list(&house, asked).await
}

/// Operations with published rounds, at the address of version 2.
#[utoipa::path(get, path = "/dtm/v2/OperationList", operation_id = "dtm_operations_v2", tag = "DTM API", responses((status = 200, body = Envelope<DtmOperation>), (status = 400, body = Envelope<DtmOperation>), (status = 401, body = Envelope<DtmOperation>)))]
async fn operations_v2(
    _key: Subscriber,
    State(house): State<House>,
    asked: Pairs,
) -> Result<Json<Envelope<DtmOperation>>, Refusal> {
    operation_list(&house, asked).await
}

/// People displaced in published rounds at admin 0, without reason, origin and sex.
#[utoipa::path(get, path = "/dtm/v2/IdpAdmin0Data", operation_id = "dtm_admin0_v2", tag = "DTM API", params(OfCountry), responses((status = 200, body = Envelope<DtmRow>), (status = 400, body = Envelope<DtmRow>), (status = 401, body = Envelope<DtmRow>)))]
async fn admin0_v2(
    _key: Subscriber,
    State(house): State<House>,
    asked: Pairs,
) -> Result<Response, Refusal> {
    figures(house, Version::Two, 0, asked).await
}

/// People displaced in published rounds at admin 1, without reason, origin and sex.
#[utoipa::path(get, path = "/dtm/v2/IdpAdmin1Data", operation_id = "dtm_admin1_v2", tag = "DTM API", params(OfCountry, OfAdmin1), responses((status = 200, body = Envelope<DtmRow>), (status = 400, body = Envelope<DtmRow>), (status = 401, body = Envelope<DtmRow>)))]
async fn admin1_v2(
    _key: Subscriber,
    State(house): State<House>,
    asked: Pairs,
) -> Result<Response, Refusal> {
    figures(house, Version::Two, 1, asked).await
}

/// People displaced in published rounds at admin 2, without reason, origin and sex.
#[utoipa::path(get, path = "/dtm/v2/IdpAdmin2Data", operation_id = "dtm_admin2_v2", tag = "DTM API", params(OfCountry, OfAdmin1, OfAdmin2), responses((status = 200, body = Envelope<DtmRow>), (status = 400, body = Envelope<DtmRow>), (status = 401, body = Envelope<DtmRow>)))]
async fn admin2_v2(
    _key: Subscriber,
    State(house): State<House>,
    asked: Pairs,
) -> Result<Response, Refusal> {
    figures(house, Version::Two, 2, asked).await
}
