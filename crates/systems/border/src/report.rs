//! The day of a post: counted from crossings, filed by its supervisor, approved by another, published only then. Counts stay
//! when crossings are erased.

use std::collections::{BTreeMap, HashMap};

use access::{Actor, Verb};
use house::{House, parse_instant};
use jiff::civil::Date;
use registers::{Act, ReadError, Strictness};
use serde_json::{Map, Value as Json, json};

use crate::{
    answer,
    crossing::{Crossing, Direction},
    error::BorderError,
    inspect::{Post, change, node_day, object, post, text},
    module::{COUNTS, CROSSINGS, HITS, INSPECTIONS, POSTS, REFUSALS, REPORTS},
    pairing::{self, Basis},
    statistics::{self, Kind1998, Kind2021},
    stay,
    verdict::Says,
    views::{BorderCount, BorderPairing, BorderReport},
};

/// Days that are left for posts that have not sent yet.
const GRACE_DAYS: i32 = 2;

type Counts = BTreeMap<String, u32>;

fn counted(counts: Counts) -> Vec<BorderCount> {
    let mut rows: Vec<BorderCount> = counts
        .into_iter()
        .map(|(name, count)| BorderCount { name, count })
        .collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    rows
}

fn add(counts: &mut Counts, name: &str) {
    *counts.entry(name.to_owned()).or_default() += 1;
}

/// What a day of a post comes to.
struct Day {
    post: Post,
    date: Date,
    crossings: Vec<Crossing>,
    refusals: Counts,
    referrals: Counts,
    hits: Counts,
    inspections: u32,
    documents_failed: u32,
}

/// Records of a register on a day at a post.
async fn each(
    house: &House,
    register: &str,
    partition: Option<&str>,
    mut take: impl FnMut(&str, &str, &Map<String, Json>),
) -> Result<(), BorderError> {
    let mut scan = house.registers.scan(register, partition)?;
    while let Some(record) = scan.next().await {
        let record = record?;
        take(record.id.as_str(), &record.state, &record.data);
    }
    Ok(())
}

async fn read(house: &House, actor: &Actor, code: &str, date: Date) -> Result<Day, BorderError> {
    let post = post(house, actor, code).await?;
    house
        .decision(actor, REPORTS, &Verb::Read, Some(&post.owner))?
        .granted()
        .map_err(BorderError::NotAllowed)?;
    let mut day = Day {
        post,
        date,
        crossings: Vec::new(),
        refusals: Counts::new(),
        referrals: Counts::new(),
        hits: Counts::new(),
        inspections: 0,
        documents_failed: 0,
    };
    let on = date.to_string();
    let is = |data: &Map<String, Json>, field: &str| {
        text(data, "post") == code && text(data, field) == on
    };
    let month = on.get(..7).unwrap_or_default();
    each(house, CROSSINGS, Some(month), |id, state, data| {
        if state == "recorded" && is(data, "crossed_on") && text(data, "drill") != "yes" {
            day.crossings.extend(Crossing::read(id, data));
        }
    })
    .await?;
    each(house, REFUSALS, None, |_, _, data| {
        if is(data, "refused_on") {
            add(&mut day.refusals, text(data, "reason_code"));
        }
    })
    .await?;
    each(house, INSPECTIONS, Some(code), |_, _, data| {
        if !is(data, "inspected_on") {
            return;
        }
        day.inspections += 1;
        let reasons = answer::reasons(data.get("reasons"));
        let failed = [
            "check_digit",
            "zone_not_valid",
            "chip_fail",
            "known_bad_number",
            "document_expired",
        ];
        day.documents_failed +=
            u32::from(reasons.iter().any(|it| failed.contains(&it.code.as_str())));
        for reason in reasons.iter().filter(|reason| reason.says == Says::Refer) {
            add(&mut day.referrals, &reason.code);
        }
    })
    .await?;
    each(house, HITS, None, |_, state, data| {
        if is(data, "raised_on") {
            add(&mut day.hits, state);
        }
    })
    .await?;
    Ok(day)
}

/// The report of a day, filed or not.
pub(crate) async fn report(
    house: &House,
    actor: &Actor,
    code: &str,
    date: Option<&str>,
) -> Result<BorderReport, BorderError> {
    let date = the_day(house, date)?;
    let day = read(house, actor, code, date).await?;
    let of = house
        .registers
        .register(REPORTS)?
        .id_for_key(&[&key(code, date)]);
    let filed = match house.registers.get(actor, REPORTS, &of, None).await {
        Ok(record) => Some(record.state),
        Err(ReadError::NotFound(_)) => None,
        Err(other) => return Err(other.into()),
    };
    let country = day.post.text("country").to_owned();
    let mut tables: [Counts; 7] = Default::default();
    let [
        directions,
        hours,
        citizenships,
        residence,
        purposes,
        sexes,
        ages,
    ] = &mut tables;
    for crossing in &day.crossings {
        add(directions, crossing.direction.as_str());
        let hour = crossing.at.rem_euclid(86_400_000) / 3_600_000;
        add(hours, &format!("{hour:02}"));
        if crossing.direction == Direction::Entry {
            add(citizenships, &crossing.citizenship);
            add(residence, statistics::residence_class(crossing, &country));
            add(
                purposes,
                if crossing.purpose.is_empty() {
                    "unknown"
                } else {
                    &crossing.purpose
                },
            );
            add(sexes, &crossing.sex.unwrap_or('X').to_string());
            add(ages, statistics::age_band(crossing));
        }
    }
    let (seconds_median, seconds_95) = statistics::seconds(&day.crossings);
    let [
        directions,
        hours,
        citizenships,
        residence,
        purposes,
        sexes,
        ages,
    ] = tables;
    Ok(BorderReport {
        post: code.to_owned(),
        name: day.post.text("name").to_owned(),
        day: day.date.to_string(),
        directions: counted(directions),
        hours: hours
            .into_iter()
            .map(|(name, count)| BorderCount { name, count })
            .collect(),
        citizenships: counted(citizenships),
        residence: counted(residence),
        purposes: counted(purposes),
        sexes: counted(sexes),
        ages: counted(ages),
        refusals: counted(day.refusals),
        referrals: counted(day.referrals),
        hits: counted(day.hits),
        inspections: day.inspections,
        seconds_median,
        seconds_95,
        filed,
    })
}

fn the_day(house: &House, date: Option<&str>) -> Result<Date, BorderError> {
    match date.filter(|text| !text.is_empty()) {
        None => Ok(node_day(house.clock.now_ms())),
        Some(text) => text
            .parse()
            .map_err(|_| BorderError::Asked("the day is written YYYY-MM-DD".to_owned())),
    }
}

/// The name of a day's report, which is the partition of its counts.
fn key(code: &str, date: Date) -> String {
    format!("{code}-{date}")
}

/// Files the report: totals, and counts by cell. Filed again before it is approved it is counted anew.
pub(crate) async fn file(
    house: &House,
    actor: &Actor,
    code: &str,
    (date, remarks): (Option<&str>, Option<&str>),
) -> Result<BorderReport, BorderError> {
    let date = the_day(house, date)?;
    let day = read(house, actor, code, date).await?;
    let name = key(code, date);
    let owner = Some(day.post.owner.clone());
    let of = house.registers.register(REPORTS)?.id_for_key(&[&name]);
    let directed = |direction: Direction| {
        let all = day.crossings.iter();
        all.filter(|crossing| crossing.direction == direction)
            .count()
    };
    let (seconds_median, seconds_95) = statistics::seconds(&day.crossings);
    let pairing = pairing::pair(&day.crossings);
    let hits = |state: &str| day.hits.get(state).copied().unwrap_or_default();
    let data = object(json!({
        "report_key": name, "post": code, "day": date.to_string(), "entries": directed(Direction::Entry),
        "exits": directed(Direction::Exit),
        "refused": directed(Direction::EntryRefused) + directed(Direction::ExitRefused),
        "referred": day.referrals.values().copied().max().unwrap_or_default(), "hits_confirmed": hits("confirmed"),
        "hits_false": hits("not_the_person"), "documents_failed": day.documents_failed, "seconds_median": seconds_median,
        "seconds_95": seconds_95, "unpaired_exits": pairing.unpaired_exits.len(),
        "doubled_entries": pairing.doubled_entries.len(), "remarks": remarks,
    }));
    let mut changes = vec![change(
        REPORTS,
        &of,
        Act::Put {
            data,
            owner: owner.clone(),
        },
    )?];
    let country = day.post.text("country").to_owned();
    let mut left: BTreeMap<String, Json> = BTreeMap::new();
    each(house, COUNTS, Some(&name), |id, _, _| {
        left.insert(id.to_owned(), json!(0));
    })
    .await?;
    for (cell, travellers) in statistics::cells(&day.crossings, &country) {
        let parts = [
            &name,
            cell.direction.as_str(),
            &cell.mode,
            &cell.citizenship,
            cell.residence_class,
            &cell.purpose,
            &cell.sex,
            cell.age_band,
        ];
        let parts = parts.map(|part: &str| if part.is_empty() { "-" } else { part });
        let key = parts.join("|");
        let id = house.registers.register(COUNTS)?.id_for_key(&[&key]);
        left.remove(id.as_str());
        let data = object(json!({
            "count_key": key, "report": name, "post": code, "day": date.to_string(), "direction": cell.direction.as_str(),
            "mode": cell.mode, "citizenship": cell.citizenship, "residence_class": cell.residence_class,
            "purpose": cell.purpose, "sex": cell.sex, "age_band": cell.age_band, "travellers": travellers,
        }));
        changes.push(change(
            COUNTS,
            &id,
            Act::Put {
                data,
                owner: owner.clone(),
            },
        )?);
    }
    // Cells that nobody is in any more: a crossing was withdrawn.
    for id in left.keys() {
        let id = vocab::RecordId::parse(id)?;
        let set = object(json!({ "travellers": 0 }));
        changes.push(change(COUNTS, &id, Act::Patch { set })?);
    }
    house
        .registers
        .commit(actor, changes, Strictness::Strict)
        .await?;
    report(house, actor, code, Some(&date.to_string())).await
}

/// Pairs entries with exits over all posts: numbers only.
pub(crate) async fn pairs(
    house: &House,
    actor: &Actor,
    as_of: Option<&str>,
) -> Result<BorderPairing, BorderError> {
    let registers = house.registers.for_purpose("statistics");
    registers.may_be_read(actor, CROSSINGS)?;
    house
        .decision(actor, COUNTS, &Verb::Export, None)?
        .granted()
        .map_err(BorderError::NotAllowed)?;
    let today = match as_of.filter(|text| !text.is_empty()) {
        None => node_day(house.clock.now_ms()),
        Some(text) => parse_instant(text)
            .map(|at| node_day(at.ms()))
            .ok_or_else(|| BorderError::Asked("as_of is a date".to_owned()))?,
    };
    let mut crossings = Vec::new();
    each(house, CROSSINGS, None, |id, state, data| {
        if state == "recorded" && text(data, "drill") != "yes" {
            crossings.extend(Crossing::read(id, data));
        }
    })
    .await?;
    let mut heard: HashMap<String, Date> = HashMap::new();
    each(house, POSTS, None, |_, state, data| {
        if state == "online" {
            heard.insert(text(data, "code").to_owned(), Date::MIN);
        }
    })
    .await?;
    for crossing in &crossings {
        if let Some(last) = heard.get_mut(&crossing.post) {
            *last = crossing.day.max(*last);
        }
    }
    let pairing = pairing::pair(&crossings);
    let over = pairing::overstays(&crossings, &pairing, (today, GRACE_DAYS), &heard);
    let by_post = |places: &[usize]| {
        let mut counts = Counts::new();
        for place in places {
            let crossing = &crossings[*place];
            let month = crossing.day.to_string();
            let month = month.get(..7).unwrap_or_default();
            add(&mut counts, &format!("{} {month}", crossing.post));
        }
        counted(counts)
    };
    let (mut old, mut new) = (Counts::new(), Counts::new());
    for pair in &pairing.pairs {
        let (entry, exit) = (&crossings[pair.entry], &crossings[pair.exit]);
        let days = stay::days_between(entry.day, exit.day);
        add(
            &mut old,
            match statistics::kind_1998(days, &entry.purpose) {
                Kind1998::LongTermMigrant => "long_term_migrant",
                Kind1998::ShortTermMigrant => "short_term_migrant",
                Kind1998::NotMigrant => "not_migrant",
            },
        );
        add(
            &mut new,
            match statistics::kind_2021(days, true) {
                Kind2021::Migrant => "migrant",
                Kind2021::TemporaryMobility => "temporary_mobility",
                Kind2021::ShortVisit => "short_visit",
            },
        );
    }
    let basis = |basis: Basis| {
        pairing
            .pairs
            .iter()
            .filter(|pair| pair.basis == basis)
            .count()
    };
    let mut silent: Vec<String> = heard
        .iter()
        .filter(|(_, last)| stay::days_between(**last, today) > 1)
        .map(|(post, _)| post.clone())
        .collect();
    silent.sort();
    Ok(BorderPairing {
        crossings: crossings.len(),
        same_document: basis(Basis::SameDocument),
        other_document: basis(Basis::OtherDocument),
        open: pairing.open.len(),
        unpaired_exits: by_post(&pairing.unpaired_exits),
        doubled_entries: by_post(&pairing.doubled_entries),
        overstays_certain: over.certain.len(),
        overstays_may_have_left: over.likely_left.len(),
        overstays_unknown: over.unknown.len(),
        silent_posts: silent,
        stays_1998: counted(old),
        stays_2021: counted(new),
    })
}
