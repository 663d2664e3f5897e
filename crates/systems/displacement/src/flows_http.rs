//! Routes of flow monitoring and of the return index.

use access::{Actor, Verb};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use house::{House, Problem, Signed};
use jiff::civil::Date;
use registers::{Act, Change, ListQuery, Op, Strictness};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use vocab::RegisterName;

use crate::{
    flow_book::{COUNTS, FlowBook, FlowError, Seen, alert_rule},
    flow_views::{
        FlowAlert, FlowAlerts, FlowApproval, FlowDay, FlowHour, FlowPair, FlowPointAnswer,
        FlowsAnswer, ReturnsAnswer, RoundEstimateAnswer, RouteAnswer,
    },
    flows::{Direction, judge},
    returns::{self, ASSESSMENTS, ReturnError},
    round_estimates::{REGISTERS, of_round},
};

/// Counts approved in one transaction.
const BATCH: usize = 500;

/// The routes with their documentation.
pub(crate) fn routes() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(flows))
        .routes(routes!(alerts))
        .routes(routes!(point))
        .routes(routes!(approve))
        .routes(routes!(scores))
        .routes(routes!(estimates))
}

impl From<FlowError> for Problem {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Read(error) => error.into(),
            FlowError::Meaning(ref missing) => Self::new(
                axum::http::StatusCode::CONFLICT,
                "no_meaning",
                "a form of flow monitoring does not say what a figure needs",
            )
            .with_detail(missing.to_string()),
            FlowError::Rule(_) => Self::new(
                axum::http::StatusCode::CONFLICT,
                "bad_rule",
                "the rule of alerts in force judges nothing",
            )
            .with_detail(error.to_string()),
        }
    }
}

impl From<ReturnError> for Problem {
    fn from(error: ReturnError) -> Self {
        match error {
            ReturnError::Read(error) => error.into(),
            ReturnError::Weights(_) => Self::new(
                axum::http::StatusCode::CONFLICT,
                "bad_weights",
                "the weights in force make no score",
            )
            .with_detail(error.to_string()),
        }
    }
}

/// Refuses whoever may list no record of a register; else says of which units they may.
fn listed<'a>(
    house: &'a House,
    actor: &'a Actor,
    register: &'a str,
) -> Result<impl Fn(&str) -> bool + Sync + 'a, Problem> {
    house.permit(actor, register, &Verb::List, None)?;
    Ok(move |owner: &str| {
        house
            .decision(actor, register, &Verb::List, Some(owner))
            .is_ok_and(|decision| decision.allow)
    })
}

/// Which period, in which language.
#[derive(Debug, Deserialize, IntoParams)]
pub(crate) struct Asked {
    /// First day, ISO; the first there is when left out.
    from: Option<String>,
    /// Last day, ISO; the last there is when left out.
    to: Option<String>,
    /// Language of sentences: `en`, `fr`, `es` or `ar`.
    lang: Option<String>,
}

impl Asked {
    fn day(name: &str, text: Option<&String>) -> Result<Option<Date>, Problem> {
        text.filter(|text| !text.is_empty())
            .map(|text| {
                text.parse().map_err(|_| {
                    Problem::bad_request(format!("{name} is a day, written 2026-03-31"))
                })
            })
            .transpose()
    }

    async fn book(&self, house: &House, actor: &Actor) -> Result<FlowBook, Problem> {
        let may_see = listed(house, actor, COUNTS)?;
        let period = (
            Self::day("from", self.from.as_ref())?,
            Self::day("to", self.to.as_ref())?,
        );
        Ok(FlowBook::read(&house.registers, Seen::ByTheTeam, period, &may_see).await?)
    }

    fn lang(&self) -> &str {
        self.lang.as_deref().unwrap_or("en")
    }
}

/// Routes, their points and how many different people passed them.
#[utoipa::path(get, path = "/api/v1/displacement/flows", operation_id = "list_flows", tag = "displacement", params(Asked), responses((status = 200, body = FlowsAnswer), (status = 400), (status = 401), (status = 403)))]
async fn flows(
    State(house): State<House>,
    Signed(actor): Signed,
    Query(asked): Query<Asked>,
) -> Result<Json<FlowsAnswer>, Problem> {
    let book = asked.book(&house, &actor).await?;
    let mut found = Vec::new();
    for (route, points) in book.routes() {
        for direction in [Direction::Onward, Direction::Back] {
            let estimate = book.people_on_route(&points, direction);
            found.push(RouteAnswer::of(
                &book,
                (&route, direction),
                &estimate,
                asked.lang(),
            ));
        }
    }
    let day = |day: Date| day.to_string();
    Ok(Json(FlowsAnswer {
        from: book.period.map(|(first, _)| day(first)),
        to: book.period.map(|(_, last)| day(last)),
        routes: found,
        unknown_points: book.unknown_points,
        incomplete: book.incomplete,
    }))
}

/// Days on which unusually many or few passed a point, judged by the weeks before each.
#[utoipa::path(get, path = "/api/v1/displacement/flows/alerts", operation_id = "list_flow_alerts", tag = "displacement", params(Asked), responses((status = 200, body = FlowAlerts), (status = 400), (status = 401), (status = 403), (status = 409, description = "the rule of alerts in force judges nothing")))]
async fn alerts(
    State(house): State<House>,
    Signed(actor): Signed,
    Query(asked): Query<Asked>,
) -> Result<Json<FlowAlerts>, Problem> {
    let book = asked.book(&house, &actor).await?;
    let rule = alert_rule(&house.registers, &house.today().to_string()).await?;
    let mut answer = FlowAlerts {
        alerts: Vec::new(),
        judged: 0,
        unjudged: 0,
        rule: rule.version.clone(),
    };
    for point in book.points.keys() {
        for direction in [Direction::Onward, Direction::Back] {
            let found = judge(&book.series(point, direction), &rule);
            answer.judged += found.judged;
            answer.unjudged += found.unjudged;
            let told = found.alerts.iter();
            answer
                .alerts
                .extend(told.map(|alert| FlowAlert::of(point, direction, alert)));
        }
    }
    answer
        .alerts
        .sort_by(|one, other| (&other.day, &one.point).cmp(&(&one.day, &other.point)));
    Ok(Json(answer))
}

/// One point: its days, its hours, from where to where.
#[utoipa::path(get, path = "/api/v1/displacement/flows/points/{point}", operation_id = "read_flow_point", tag = "displacement", params(("point" = String, Path), Asked), responses((status = 200, body = FlowPointAnswer), (status = 400), (status = 401), (status = 403), (status = 404)))]
async fn point(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(point): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<FlowPointAnswer>, Problem> {
    let book = asked.book(&house, &actor).await?;
    let known = book
        .points
        .get(&point)
        .ok_or_else(|| Problem::not_found("flow monitoring point"))?;
    let pairs = Direction::ALL.into_iter().flat_map(|direction| {
        book.pairs(&point, direction)
            .into_iter()
            .map(move |((origin, destination), passages)| FlowPair {
                direction: direction.code().to_owned(),
                origin,
                destination,
                passages,
            })
    });
    Ok(Json(FlowPointAnswer {
        days: book
            .days(&point)
            .map(|(day, count)| FlowDay::of(day, count, known.hours_open, asked.lang()))
            .collect(),
        hours: (0_u8..)
            .zip(book.hours(&point))
            .map(|(hour, rate)| FlowHour {
                hour,
                hours: rate.hours,
                rate: rate.rate(),
            })
            .collect(),
        pairs: pairs.collect(),
        name: known.name.clone(),
        hours_open: known.hours_open,
        point,
    }))
}

/// Which counts to approve.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = FlowApprovalAsked)]
pub(crate) struct ApprovalBody {
    /// First day, ISO.
    from: String,
    /// Last day, ISO.
    to: String,
    /// Only of this point.
    point: Option<String>,
}

/// Approves the recorded counts of some days: from then on their weeks are public, where the point is.
#[utoipa::path(post, path = "/api/v1/displacement/flows/approve", operation_id = "approve_flow_counts", tag = "displacement", request_body = ApprovalBody, responses((status = 200, body = FlowApproval), (status = 400), (status = 401), (status = 403), (status = 422)))]
async fn approve(
    State(house): State<House>,
    Signed(actor): Signed,
    Json(body): Json<ApprovalBody>,
) -> Result<Json<FlowApproval>, Problem> {
    for (name, text) in [("from", &body.from), ("to", &body.to)] {
        Asked::day(name, Some(text))?
            .ok_or_else(|| Problem::bad_request(format!("{name} is missing")))?;
    }
    let register = RegisterName::parse(COUNTS).map_err(|error| Problem::internal(&error))?;
    let mut approved = 0;
    loop {
        // Each pass takes from the front what the last one left: what is approved is no more in the list.
        let mut query = ListQuery::of(COUNTS)
            .with("@state", Op::Eq, "recorded")
            .with("counted_on", Op::Ge, body.from.clone())
            .with("counted_on", Op::Le, body.to.clone());
        if let Some(point) = &body.point {
            query = query.with("point_id", Op::Eq, point.clone());
        }
        query.limit = BATCH;
        query.counts = false;
        let page = house.registers.list(&actor, &query).await?;
        if page.records.is_empty() {
            break;
        }
        let changes = page.records.into_iter().map(|record| Change {
            register: register.clone(),
            id: record.id,
            base: None,
            act: Act::Transition {
                name: "approve".to_owned(),
                reason: None,
            },
            note: None,
        });
        let changes: Vec<Change> = changes.collect();
        let count = changes.len();
        house
            .registers
            .commit(&actor, changes, Strictness::Strict)
            .await?;
        approved += count;
    }
    Ok(Json(FlowApproval { approved }))
}

/// Places of return of a round with their score by the return index.
#[utoipa::path(get, path = "/api/v1/displacement/rounds/{round}/returns", operation_id = "score_returns", tag = "displacement", params(("round" = String, Path)), responses((status = 200, body = ReturnsAnswer), (status = 401), (status = 403), (status = 409, description = "the weights in force make no score")))]
async fn scores(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(round): Path<String>,
) -> Result<Json<ReturnsAnswer>, Problem> {
    let may_see = listed(&house, &actor, ASSESSMENTS)?;
    let weights = returns::weights(&house.registers, &house.today().to_string()).await?;
    let places = returns::places(&house.registers, &round, &weights, &may_see).await?;
    Ok(Json(ReturnsAnswer {
        places: places.into_iter().map(Into::into).collect(),
        weights: weights.version,
        source: weights.source,
    }))
}

/// Which places, of whom.
#[derive(Debug, Deserialize, IntoParams)]
pub(crate) struct EstimateAsked {
    /// `sub_area_assessments` (when left out) or `location_assessments`: units of their own, never added.
    register: Option<String>,
    /// `idps` (when left out), `returnees` …
    population: Option<String>,
    /// Makes individuals of households where only those are known.
    household_size: Option<f64>,
    /// Language of sentences: `en`, `fr`, `es` or `ar`.
    lang: Option<String>,
}

/// People in the places of a round with their range, and by sex and age from samples, each with how it was derived.
#[utoipa::path(get, path = "/api/v1/displacement/rounds/{round}/estimates", operation_id = "estimate_round", tag = "displacement", params(("round" = String, Path), EstimateAsked), responses((status = 200, body = RoundEstimateAnswer), (status = 400), (status = 401), (status = 403)))]
async fn estimates(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(round): Path<String>,
    Query(asked): Query<EstimateAsked>,
) -> Result<Json<RoundEstimateAnswer>, Problem> {
    let register = asked.register.as_deref().unwrap_or(REGISTERS[0]);
    if !REGISTERS.contains(&register) {
        return Err(Problem::bad_request(format!(
            "register is {}",
            REGISTERS.join(" or ")
        )));
    }
    let may_see = listed(&house, &actor, register)?;
    let population = asked.population.as_deref().unwrap_or("idps");
    let found = of_round(
        &house.registers,
        (register, &round, population),
        asked.household_size,
        &may_see,
    )
    .await?;
    let lang = asked.lang.as_deref().unwrap_or("en");
    Ok(Json(RoundEstimateAnswer::of(&found, lang)))
}
