//! Records: list, read, make, change, step, settle, history.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use house::{House, Problem, Signed, parse_instant};
use journal::Version;
use registers::{Act, Change, Filter, ListQuery, Op, Order, Registers, Sort, Strictness};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use vocab::{RecordId, RegisterName};

use super::record_view::{HistoryAnswer, RecordAnswer, RecordPage};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Listing {
    /// `field:op:value`, several joined by `|`.
    filter: Option<String>,
    /// Words to look for.
    q: Option<String>,
    /// A field, with `-` before it for large to small.
    sort: Option<String>,
    /// Where the last page ended.
    cursor: Option<String>,
    /// Records on a page.
    limit: Option<usize>,
    /// What it is read for, where the register asks.
    purpose: Option<String>,
}

/// What a record is read for.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct ReadFor {
    /// What it is read for, where the register asks.
    purpose: Option<String>,
}

/// The registers for what was said, refused before anything is done where the register asks for another purpose.
fn door(
    house: &House,
    actor: &access::Actor,
    register: &str,
    purpose: Option<&str>,
) -> Result<Registers, Problem> {
    let registers = house.registers.for_purpose(purpose.unwrap_or_default());
    registers.may_be_read(actor, register)?;
    Ok(registers)
}

impl Listing {
    fn query(self, register: &str) -> Result<ListQuery, Problem> {
        let mut query = ListQuery::of(register);
        for filter in self
            .filter
            .iter()
            .flat_map(|text| text.split('|'))
            .filter(|text| !text.is_empty())
        {
            query.filters.push(parse_filter(filter)?);
        }
        query.text = self.q.filter(|text| !text.trim().is_empty());
        if let Some(sort) = self.sort.filter(|text| !text.is_empty()) {
            let (field, order) = match sort.strip_prefix('-') {
                Some(field) => (field, Order::Descending),
                None => (sort.as_str(), Order::Ascending),
            };
            query.sort = Sort {
                by: Some(field.to_owned()),
                order,
            };
        }
        query.cursor = self.cursor.filter(|text| !text.is_empty());
        query.limit = self.limit.unwrap_or(50).clamp(1, 1_000);
        Ok(query)
    }
}

fn parse_filter(text: &str) -> Result<Filter, Problem> {
    let mut parts = text.splitn(3, ':');
    let (Some(field), Some(op), Some(value)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(Problem::bad_request("a filter is written field:op:value"));
    };
    let op: Op = serde_json::from_value(Value::from(op)).map_err(|_| {
        Problem::bad_request("a filter's op is one of eq ne lt le gt ge in contains is_null")
    })?;
    let value = match op {
        Op::In => Value::from(value.split(',').collect::<Vec<_>>()),
        Op::IsNull => Value::from(value == "true"),
        Op::Lt | Op::Le | Op::Gt | Op::Ge => value
            .parse::<f64>()
            .map_or_else(|_| Value::from(value), Value::from),
        _ => Value::from(value),
    };
    Ok(Filter {
        field: field.to_owned(),
        op,
        value,
    })
}

fn ids(register: &str, id: &str) -> Result<(RegisterName, RecordId), Problem> {
    let register = RegisterName::parse(register).map_err(|_| Problem::not_found("register"))?;
    let id = RecordId::parse(id).map_err(|_| Problem::not_found("record"))?;
    Ok((register, id))
}

/// One page of a register.
#[utoipa::path(get, path = "/api/v1/registers/{register}/records", operation_id = "list_records", tag = "records", params(("register" = String, Path), Listing), responses((status = 200, body = RecordPage), (status = 401), (status = 400), (status = 403)))]
pub async fn list(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(register): Path<String>,
    Query(listing): Query<Listing>,
) -> Result<Json<RecordPage>, Problem> {
    let registers = door(&house, &actor, &register, listing.purpose.as_deref())?;
    let page = registers.list(&actor, &listing.query(&register)?).await?;
    Ok(Json(page.into()))
}

/// A new record.
#[derive(Deserialize, ToSchema)]
pub struct New {
    /// Values by field.
    #[schema(value_type = Object)]
    data: Map<String, Value>,
    /// Org unit; that of the actor's role when not given.
    owner: Option<String>,
}

/// Makes a record.
#[utoipa::path(post, path = "/api/v1/registers/{register}/records", operation_id = "create_record", tag = "records", params(("register" = String, Path), ReadFor), request_body = New, responses((status = 201, body = RecordAnswer), (status = 401), (status = 403), (status = 422, description = "every fault at once")))]
pub async fn create(
    State(house): State<House>,
    Signed(actor): Signed,
    Path(register): Path<String>,
    Query(read): Query<ReadFor>,
    Json(new): Json<New>,
) -> Result<(StatusCode, Json<RecordAnswer>), Problem> {
    let registers = door(&house, &actor, &register, read.purpose.as_deref())?;
    let definition = house.registers.register(&register)?;
    let id = definition
        .id_for_data(&new.data)
        .unwrap_or_else(|| house.clock.new_id());
    let name = definition.name.clone();
    let act = Act::Create {
        data: new.data,
        owner: new.owner,
    };
    let change = Change {
        register: name,
        id: id.clone(),
        base: None,
        act,
        note: None,
    };
    registers
        .commit(&actor, vec![change], Strictness::Strict)
        .await?;
    let record = registers.get(&actor, &register, &id, None).await?;
    Ok((StatusCode::CREATED, Json(record.into())))
}

/// When.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AsOf {
    /// An instant or a date: the record as it stood then.
    as_of: Option<String>,
    /// What it is read for, where the register asks.
    purpose: Option<String>,
}

/// One record.
#[utoipa::path(get, path = "/api/v1/registers/{register}/records/{id}", operation_id = "read_record", tag = "records", params(("register" = String, Path), ("id" = String, Path), AsOf), responses((status = 200, body = RecordAnswer), (status = 401), (status = 404)))]
pub async fn one(
    State(house): State<House>,
    Signed(actor): Signed,
    Path((register, id)): Path<(String, String)>,
    Query(at): Query<AsOf>,
) -> Result<Json<RecordAnswer>, Problem> {
    let (_, id) = ids(&register, &id)?;
    let registers = door(&house, &actor, &register, at.purpose.as_deref())?;
    let at = at
        .as_of
        .map(|text| {
            parse_instant(&text)
                .ok_or_else(|| Problem::bad_request("as_of is an instant or a date"))
        })
        .transpose()?;
    Ok(Json(
        registers.get(&actor, &register, &id, at).await?.into(),
    ))
}

/// A change of some fields.
#[derive(Deserialize, ToSchema)]
pub struct Set {
    /// The version that was looked at.
    #[schema(value_type = Option<String>)]
    version: Option<Version>,
    /// Values by field; null clears one.
    #[schema(value_type = Object)]
    set: Map<String, Value>,
    /// Why.
    reason: Option<String>,
}

/// Changes some fields; a stale version merges, and disagreement about a field stays visible.
#[utoipa::path(patch, path = "/api/v1/registers/{register}/records/{id}", operation_id = "change_record", tag = "records", params(("register" = String, Path), ("id" = String, Path), ReadFor), request_body = Set, responses((status = 200, body = RecordAnswer), (status = 401), (status = 403), (status = 422)))]
pub async fn patch(
    State(house): State<House>,
    Signed(actor): Signed,
    Path((register, id)): Path<(String, String)>,
    Query(read): Query<ReadFor>,
    Json(set): Json<Set>,
) -> Result<Json<RecordAnswer>, Problem> {
    let registers = door(&house, &actor, &register, read.purpose.as_deref())?;
    act(
        &registers,
        &actor,
        &register,
        &id,
        set.version,
        Act::Patch { set: set.set },
        set.reason,
    )
    .await
}

async fn act(
    registers: &Registers,
    actor: &access::Actor,
    register: &str,
    id: &str,
    base: Option<Version>,
    act: Act,
    note: Option<String>,
) -> Result<Json<RecordAnswer>, Problem> {
    let (name, id) = ids(register, id)?;
    let change = Change {
        register: name,
        id: id.clone(),
        base,
        act,
        note,
    };
    registers
        .commit(actor, vec![change], Strictness::Strict)
        .await?;
    Ok(Json(
        registers.get(actor, register, &id, None).await?.into(),
    ))
}

/// A step of the lifecycle.
#[derive(Deserialize, ToSchema)]
pub struct Step {
    /// The version that was looked at.
    #[schema(value_type = Option<String>)]
    version: Option<Version>,
    /// Name of the transition.
    name: String,
    /// Why, where it is asked for.
    reason: Option<String>,
}

/// Takes a step of the lifecycle.
#[utoipa::path(post, path = "/api/v1/registers/{register}/records/{id}/transition", operation_id = "step_record", tag = "records", params(("register" = String, Path), ("id" = String, Path), ReadFor), request_body = Step, responses((status = 200, body = RecordAnswer), (status = 401), (status = 403), (status = 422)))]
pub async fn step(
    State(house): State<House>,
    Signed(actor): Signed,
    Path((register, id)): Path<(String, String)>,
    Query(read): Query<ReadFor>,
    Json(step): Json<Step>,
) -> Result<Json<RecordAnswer>, Problem> {
    let taken = Act::Transition {
        name: step.name,
        reason: step.reason,
    };
    let registers = door(&house, &actor, &register, read.purpose.as_deref())?;
    act(
        &registers,
        &actor,
        &register,
        &id,
        step.version,
        taken,
        None,
    )
    .await
}

/// A decision about a conflict.
#[derive(Deserialize, ToSchema)]
pub struct Settled {
    /// The version that was looked at.
    #[schema(value_type = Option<String>)]
    version: Option<Version>,
    /// The field.
    field: String,
    /// What shall stand.
    value: Value,
    /// Why.
    reason: String,
}

/// Settles a conflict.
#[utoipa::path(post, path = "/api/v1/registers/{register}/records/{id}/settle", operation_id = "settle_record", tag = "records", params(("register" = String, Path), ("id" = String, Path), ReadFor), request_body = Settled, responses((status = 200, body = RecordAnswer), (status = 401), (status = 403), (status = 422)))]
pub async fn settle(
    State(house): State<House>,
    Signed(actor): Signed,
    Path((register, id)): Path<(String, String)>,
    Query(read): Query<ReadFor>,
    Json(settled): Json<Settled>,
) -> Result<Json<RecordAnswer>, Problem> {
    let decided = Act::Settle {
        field: settled.field,
        value: settled.value,
        reason: settled.reason,
    };
    let registers = door(&house, &actor, &register, read.purpose.as_deref())?;
    act(
        &registers,
        &actor,
        &register,
        &id,
        settled.version,
        decided,
        None,
    )
    .await
}

/// Why a record is erased.
#[derive(Deserialize, ToSchema)]
pub struct Erased {
    /// Why: a request, the end of its retention. No person's data, since it stays.
    reason: String,
}

/// Erases the content of a record for good. Of sealed fields the key is destroyed, so that no copy of the store opens them.
#[utoipa::path(post, path = "/api/v1/registers/{register}/records/{id}/erase", operation_id = "erase_record", tag = "records", params(("register" = String, Path), ("id" = String, Path), ReadFor), request_body = Erased, responses((status = 200, body = RecordAnswer), (status = 401), (status = 403), (status = 422)))]
pub async fn erase(
    State(house): State<House>,
    Signed(actor): Signed,
    Path((register, id)): Path<(String, String)>,
    Query(read): Query<ReadFor>,
    Json(erased): Json<Erased>,
) -> Result<Json<RecordAnswer>, Problem> {
    let registers = door(&house, &actor, &register, read.purpose.as_deref())?;
    let erase = Act::Erase {
        reason: erased.reason,
    };
    act(&registers, &actor, &register, &id, None, erase, None).await
}

/// The history of a record, oldest first.
#[utoipa::path(get, path = "/api/v1/registers/{register}/records/{id}/history", operation_id = "read_history", tag = "records", params(("register" = String, Path), ("id" = String, Path), ReadFor), responses((status = 200, body = HistoryAnswer), (status = 401), (status = 404)))]
pub async fn history(
    State(house): State<House>,
    Signed(actor): Signed,
    Path((register, id)): Path<(String, String)>,
    Query(read): Query<ReadFor>,
) -> Result<Json<HistoryAnswer>, Problem> {
    let (_, id) = ids(&register, &id)?;
    let registers = door(&house, &actor, &register, read.purpose.as_deref())?;
    let lines = registers.history(&actor, &register, &id).await?;
    Ok(Json(lines.into_iter().collect()))
}
