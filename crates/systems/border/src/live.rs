//! A post as it stands now: numbers for its supervisor.

use std::sync::Arc;

use access::{Actor, Verb};
use house::{House, instant_text};
use registers::{ListQuery, Op};
use serde_json::{Value as Json, json};

use crate::{
    books::Books,
    crossing::Crossing,
    crowd::{self, Capacity, LastHour},
    error::BorderError,
    inspect::{is_old, node_day, post, searching},
    module::{CALLS, CROSSINGS, HITS, HOUSEHOLDS, INSPECTIONS, REPORTS, SHIFTS},
    statistics,
    views::BorderLive,
    words::words,
};

const HOUR_MS: i64 = 60 * 60 * 1_000;
/// Crossings from which the seconds at the desk are taken: the last of the day.
const LOOKED_AT: usize = 1_000;

/// The post now.
pub(crate) async fn live(
    house: &House,
    books: &Arc<Books>,
    actor: &Actor,
    code: &str,
) -> Result<BorderLive, BorderError> {
    let post = post(house, actor, code).await?;
    house
        .decision(actor, REPORTS, &Verb::List, Some(&post.owner))?
        .granted()
        .map_err(BorderError::NotAllowed)?;
    let now = house.clock.now_ms();
    let today = node_day(now);
    let day = today.to_string();
    let system = searching(actor);
    let count = async |register: &str, filters: &[(&str, Json)]| -> Result<u64, BorderError> {
        let mut query = ListQuery::of(register).with("post", Op::Eq, code);
        for (field, value) in filters {
            query = query.with(*field, Op::Eq, value.clone());
        }
        query.limit = 1;
        Ok(house
            .registers
            .list(&system, &query)
            .await?
            .count
            .at_least())
    };
    let of_today = async |state: &str| {
        let filters = [("inspected_on", json!(day)), ("@state", json!(state))];
        count(INSPECTIONS, &filters).await
    };
    let mut query =
        ListQuery::of(CROSSINGS)
            .with("post", Op::Eq, code)
            .with("crossed_on", Op::Eq, day.clone());
    query.limit = LOOKED_AT;
    query.counts = false;
    let crossings: Vec<Crossing> = house
        .registers
        .list(&system, &query)
        .await?
        .records
        .iter()
        .filter_map(|record| Crossing::read(record.id.as_str(), &record.data))
        .collect();
    let (seconds_median, seconds_95) = statistics::seconds(&crossings);
    let mut hour = LastHour::default();
    for stood in books.stood(&house.registers, code, now).await? {
        if stood.arrives && now - stood.seen.at <= HOUR_MS {
            hour.arrived += 1;
            hour.without_document += u32::from(stood.without_document);
            hour.asked_for_protection += u32::from(stood.asked_for_protection);
        }
    }
    let households = households(house, &system, code, now).await?;
    hour.arrived = hour.arrived.saturating_add(households);
    hour.without_document = hour.without_document.saturating_add(households);
    let capacity = Capacity {
        usual_per_hour: u32::try_from(post.number("usual_per_hour")).unwrap_or(u32::MAX),
        most_per_hour: u32::try_from(post.number("most_per_hour")).unwrap_or(u32::MAX),
    };
    let (level, why) = crowd::level(capacity, hour);
    let list = books.alerts(&house.registers).await?;
    let hours = post.number("list_hours").max(1);
    Ok(BorderLive {
        post: code.to_owned(),
        open: of_today("open").await?,
        referred: of_today("referred").await?,
        admitted: of_today("admitted").await?,
        refused: of_today("refused").await?,
        handed_over: of_today("handed_over").await?,
        open_hits: count(HITS, &[("@state", json!("open"))]).await?,
        open_calls: count(CALLS, &[("@state", json!("called"))]).await?,
        arrived_last_hour: hour.arrived,
        shifts: count(SHIFTS, &[("@state", json!("open"))]).await?,
        crowd: level.as_str(),
        crowd_reasons: why
            .iter()
            .map(|why| words(why.code(), &actor.lang))
            .collect(),
        listed: u64::try_from(list.lists.len()).unwrap_or(u64::MAX),
        list_of: instant_text(list.as_of),
        list_old: is_old(list.as_of, now, hours),
        seconds_median,
        seconds_95,
        day,
    })
}

/// People of households that were counted in the last hour.
async fn households(
    house: &House,
    system: &Actor,
    code: &str,
    now: i64,
) -> Result<u32, BorderError> {
    let mut query = ListQuery::of(HOUSEHOLDS).with("post", Op::Eq, code);
    query.limit = LOOKED_AT;
    query.counts = false;
    let page = house.registers.list(system, &query).await?;
    let people = page
        .records
        .iter()
        .filter(|record| now - record.created.ms() <= HOUR_MS && record.state != "withdrawn")
        .flat_map(|record| {
            ["women", "men", "girls", "boys"]
                .map(|field| record.data.get(field).and_then(Json::as_u64))
        })
        .flatten()
        .sum::<u64>();
    Ok(u32::try_from(people).unwrap_or(u32::MAX))
}
