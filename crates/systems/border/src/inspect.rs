//! One traveller: read, verify, compare, search, remember; one verdict with its reasons, kept before it is shown.

use std::sync::Arc;

use access::{Actor, Verb, Via};
use chip::Step;
use house::{House, instant_text};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use registers::{Act, Change, CommitError, ReadError, RecordView, Strictness};
use screening::{Birth, Hit, Name, Query, subject};
use serde_json::{Map, Value as Json};
use vocab::{Hlc, RecordId, RegisterName};

use crate::{
    asked::InspectionAsked,
    books::{AlertList, Books, Stood},
    crossing::{Crossing, Direction},
    error::BorderError,
    history::{against_list, earlier, of_document, of_history, permissions},
    kept::{call, data, hit_data},
    module::{CALLS, EXPECTED, HITS, INSPECTIONS, POSTS, SHIFTS},
    read_document::{self, ReadDocument},
    signals, stay,
    verdict::{self, Reason, Says},
};

/// Probability from which an entry of the list is a possible hit; measured in `benches/screening`.
const THRESHOLD: f32 = 0.7;
/// Most hits of one traveller.
const MOST_HITS: usize = 10;
/// The same document at two desks within this time is looked at again.
const DUPLICATE_MS: i64 = 10 * 60 * 1_000;
/// Hours after which an alert list is old when the post says nothing.
const LIST_HOURS: u64 = 24;

/// What is known of a post.
pub(crate) struct Post {
    pub(crate) code: String,
    pub(crate) owner: String,
    pub(crate) data: Map<String, Json>,
}

impl Post {
    pub(crate) fn text(&self, field: &str) -> &str {
        text(&self.data, field)
    }

    pub(crate) fn number(&self, field: &str) -> u64 {
        self.data
            .get(field)
            .and_then(Json::as_u64)
            .unwrap_or_default()
    }
}

/// The day that counts, and whether the node's clock is believed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    pub(crate) date: Date,
    pub(crate) certain: bool,
}

/// An inspection that was kept, with what is shown once and not kept.
pub(crate) struct Inspected {
    pub(crate) record: RecordView,
    pub(crate) steps: Vec<Step>,
    pub(crate) format: String,
    pub(crate) earlier: Vec<Crossing>,
    pub(crate) may_stay_until: Option<Date>,
    pub(crate) expected: bool,
    pub(crate) whom: String,
    pub(crate) list: AlertList,
}

pub(crate) fn text<'a>(data: &'a Map<String, Json>, field: &str) -> &'a str {
    data.get(field).and_then(Json::as_str).unwrap_or_default()
}

pub(crate) fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(mut map) => {
            map.retain(|_, value| !value.is_null() && value.as_str() != Some(""));
            map
        }
        _ => Map::new(),
    }
}

pub(crate) fn change(register: &str, id: &RecordId, act: Act) -> Result<Change, BorderError> {
    Ok(Change {
        register: RegisterName::parse(register)?,
        id: id.clone(),
        base: None,
        act,
        note: None,
    })
}

/// The officer looking through the whole register for the traveller who stands there: in their name in the journal.
pub(crate) fn searching(actor: &Actor) -> Actor {
    Actor {
        via: Via::System,
        ..actor.clone()
    }
}

/// A post that this person may see.
pub(crate) async fn post(house: &House, actor: &Actor, code: &str) -> Result<Post, BorderError> {
    let id = house.registers.register(POSTS)?.id_for_key(&[code]);
    match house.registers.get(actor, POSTS, &id, None).await {
        Ok(record) => Ok(Post {
            code: code.to_owned(),
            owner: record.owner,
            data: record.data,
        }),
        Err(ReadError::NotFound(_)) => Err(BorderError::NotFound("post")),
        Err(other) => Err(other.into()),
    }
}

/// The day by the node's clock, UTC.
pub(crate) fn node_day(now: i64) -> Date {
    Timestamp::from_millisecond(now)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_zoned_datetime(TimeZone::UTC)
        .date()
}

/// The day that counts: the officer's where it and the node's clock disagree, the node's otherwise.
async fn day(
    house: &House,
    actor: &Actor,
    shift: Option<&str>,
    now: i64,
) -> Result<Day, BorderError> {
    let node = node_day(now);
    let Some(shift) = shift.filter(|shift| !shift.is_empty()) else {
        return Ok(Day {
            date: node,
            certain: false,
        });
    };
    let id = RecordId::parse(shift).map_err(|_| BorderError::NotFound("shift"))?;
    let shift = house.registers.get(actor, SHIFTS, &id, None).await?;
    let confirmed: Option<Date> = text(&shift.data, "confirmed_date").parse().ok();
    Ok(match confirmed {
        // A shift may go past midnight, and the day at the post is a day before or after that of UTC.
        Some(date) if stay::days_between(date, node).abs() <= 1 => Day {
            date: node,
            certain: true,
        },
        Some(date) => Day {
            date,
            certain: false,
        },
        None => Day {
            date: node,
            certain: false,
        },
    })
}

/// Inspects a traveller.
///
/// # Errors
/// What cannot be read of the request, what the policy refuses, what the registers refuse.
pub(crate) async fn inspect(
    house: &House,
    books: &Arc<Books>,
    actor: &Actor,
    asked: &InspectionAsked,
) -> Result<Inspected, BorderError> {
    let post = post(house, actor, &asked.post).await?;
    let allowed = house.decision(actor, INSPECTIONS, &Verb::Create, Some(&post.owner))?;
    allowed.granted().map_err(BorderError::NotAllowed)?;
    let direction = Direction::parse(&asked.direction)
        .filter(|it| matches!(it, Direction::Entry | Direction::Exit | Direction::Transit))
        .ok_or_else(|| BorderError::Asked("direction is entry, exit or transit".to_owned()))?;
    let id = match asked.id.as_deref().filter(|id| !id.is_empty()) {
        Some(id) => RecordId::parse(id)
            .map_err(|_| BorderError::Asked("the id of an inspection is a UUID".to_owned()))?,
        None => house.clock.new_id(),
    };
    let now = house.clock.now_ms();
    let day = day(house, actor, asked.shift.as_deref(), now).await?;
    let known = books.known(&house.registers).await?;
    let verifier = books.verifier(&house.registers).await?;
    let list = books.alerts(&house.registers).await?;
    let document = read_document::read(asked, (&known, &verifier), day.date)?;
    if let Some(kept) = kept_before(house, actor, &id, asked).await? {
        return again(house, actor, (kept, post, document), list).await;
    }
    let mut reasons = document.reasons.clone();
    let earlier = earlier(house, actor, &document).await?;
    of_history(&earlier, direction, day.date, &mut reasons);
    let (may_stay_until, permitted) =
        permissions(house, actor, &document, &earlier, (direction, day.date)).await?;
    reasons.extend(permitted);
    let announced = of_document(house, actor, EXPECTED, &document.number).await?;
    if let Some(record) = announced.first() {
        reasons.extend(against_list(&record.data, &document));
    }
    let hits = hits(&list, &document, day.date);
    let hours = match post.number("list_hours") {
        0 => LIST_HOURS,
        hours => hours,
    };
    if is_old(list.as_of, now, hours) {
        let as_of = instant_text(list.as_of);
        reasons.push(Reason::seen("list_old", Says::Note, as_of));
    }
    if !hits.is_empty() {
        // Why, the second line sees; the first line only refers.
        reasons.push(Reason::of("refer", Says::Refer));
    }
    officer(asked, &mut reasons);
    let stood = books.stood(&house.registers, &post.code, now).await?;
    let seen = seen(&id, now, &document, asked, !earlier.is_empty());
    if stood.iter().any(|it| {
        it.seen.number == document.number
            && !document.number.is_empty()
            && it.seen.issuer == document.issuer
            && it.seen.inspection != seen.inspection
            && (now - it.seen.at).abs() < DUPLICATE_MS
    }) {
        reasons.push(Reason::of("possible_duplicate", Says::Look));
    }
    let before: Vec<signals::Seen> = stood.into_iter().map(|it| it.seen).collect();
    let signals = signals::signals(&seen, &before, day.date);
    reasons.extend(verdict::of_signals(&signals));
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.says));
    let data = data(
        asked,
        &post,
        actor,
        (&document, &reasons),
        (now, day),
        (hits.len(), &list),
        !earlier.is_empty(),
    );
    let owner = Some(post.owner.clone());
    let mut changes = vec![change(
        INSPECTIONS,
        &id,
        Act::Create {
            data,
            owner: owner.clone(),
        },
    )?];
    for hit in &hits {
        let of = house
            .registers
            .register(HITS)?
            .id_for_key(&[id.as_str(), &hit.id]);
        let data = hit_data(hit, &list, (&id, &post.code), (actor, day.date));
        changes.push(change(
            HITS,
            &of,
            Act::Create {
                data,
                owner: owner.clone(),
            },
        )?);
    }
    for signal in &signals {
        let (of, data) = call(house, signal, (&post, actor, &id), day.date)?;
        changes.push(change(
            CALLS,
            &of,
            Act::Put {
                data,
                owner: owner.clone(),
            },
        )?);
    }
    let committed = house
        .registers
        .commit(actor, changes, Strictness::Strict)
        .await;
    if let Err(error) = committed {
        // The same request came twice at once: the other one has kept it.
        let exists = matches!(&error, CommitError::Refused { faults, .. } if faults.iter().any(|fault| fault.code == "exists"));
        match kept_before(house, actor, &id, asked).await? {
            Some(kept) if exists => return again(house, actor, (kept, post, document), list).await,
            _ => return Err(error.into()),
        }
    }
    books.remember(
        &post.code,
        Stood {
            seen,
            arrives: direction.arrives(),
            without_document: document.number.is_empty(),
            asked_for_protection: asked.told.asks_for_protection,
        },
    );
    let registers = house.registers.for_purpose("border_check");
    let record = registers.get(actor, INSPECTIONS, &id, None).await?;
    Ok(Inspected {
        record,
        steps: document.chip.map(|chip| chip.steps).unwrap_or_default(),
        format: document.format,
        earlier,
        may_stay_until,
        expected: !announced.is_empty(),
        whom: post.text("protection_contact").to_owned(),
        list,
    })
}

/// The inspection of that id, when the request comes again. Another request with a known id is a mistake of the client.
async fn kept_before(
    house: &House,
    actor: &Actor,
    id: &RecordId,
    asked: &InspectionAsked,
) -> Result<Option<RecordView>, BorderError> {
    if asked.id.is_none() {
        return Ok(None);
    }
    let registers = house.registers.for_purpose("border_check");
    let kept = match registers.get(actor, INSPECTIONS, id, None).await {
        Ok(kept) => kept,
        Err(ReadError::NotFound(_)) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    let zone = read_document::typed_zone(asked.zone.as_deref().unwrap_or_default());
    let same = text(&kept.data, "post") == asked.post
        && text(&kept.data, "direction") == asked.direction
        && (zone.is_empty() || text(&kept.data, "zone") == zone);
    if !same {
        let told = "an inspection of this id was made from another reading; take a new id";
        return Err(BorderError::Asked(told.to_owned()));
    }
    Ok(Some(kept))
}

async fn again(
    house: &House,
    actor: &Actor,
    (record, post, document): (RecordView, Post, ReadDocument),
    list: AlertList,
) -> Result<Inspected, BorderError> {
    let earlier = earlier(house, actor, &document).await?;
    let direction = Direction::parse(text(&record.data, "direction")).unwrap_or(Direction::Entry);
    let on = text(&record.data, "inspected_on")
        .parse()
        .unwrap_or_default();
    let (may_stay_until, _) =
        permissions(house, actor, &document, &earlier, (direction, on)).await?;
    let announced = of_document(house, actor, EXPECTED, &document.number).await?;
    Ok(Inspected {
        record,
        steps: document.chip.map(|chip| chip.steps).unwrap_or_default(),
        format: document.format,
        earlier,
        may_stay_until,
        expected: !announced.is_empty(),
        whom: post.text("protection_contact").to_owned(),
        list,
    })
}

/// Possible hits, the likeliest first; an alert past its day is no hit.
fn hits(list: &AlertList, document: &ReadDocument, on: Date) -> Vec<Hit> {
    let query = query(
        &format!("{} {}", document.given_names, document.surname),
        document.birth.map(|date| Birth {
            date,
            approximate: false,
        }),
        &document.citizenship,
        document.sex,
        &document.number,
    );
    let mut hits = list.lists.search(&query, THRESHOLD, MOST_HITS);
    hits.retain(|hit| {
        list.alerts
            .get(&hit.id)
            .is_some_and(|alert| alert.holds(on))
    });
    hits
}

/// A question to the list.
pub(crate) fn query(
    name: &str,
    birth: Option<Birth>,
    citizenship: &str,
    sex: Option<char>,
    number: &str,
) -> Query {
    Query {
        name: Name::read(name),
        birth,
        nationality: subject::nationality(citizenship),
        sex: sex.filter(|sex| matches!(sex, 'F' | 'M')),
        document: subject::document(number),
    }
}

pub(crate) fn is_old(as_of: Hlc, now: i64, hours: u64) -> bool {
    let hours = i64::try_from(hours.min(24 * 365)).unwrap_or(24);
    as_of.ms() > 0 && now - as_of.ms() > hours * 60 * 60 * 1_000
}

fn officer(asked: &InspectionAsked, reasons: &mut Vec<Reason>) {
    if asked.doubt {
        reasons.push(Reason::of("doubt", Says::Refer));
    }
    if asked.told.asks_for_protection {
        reasons.push(Reason::of("asylum_request", Says::Refer));
    }
    match asked.biometric.as_ref().map(|it| it.verdict.as_str()) {
        Some("no_match") => reasons.push(Reason::of("biometric_no_match", Says::Refer)),
        Some("unsure") => reasons.push(Reason::of("biometric_unsure", Says::Refer)),
        _ => {}
    }
}

fn seen(
    id: &RecordId,
    now: i64,
    document: &ReadDocument,
    asked: &InspectionAsked,
    travelled_before: bool,
) -> signals::Seen {
    let told = &asked.told;
    let plain = |text: &Option<String>| text.clone().unwrap_or_default();
    signals::Seen {
        inspection: id.to_string(),
        at: now,
        surname: document.surname.clone(),
        birth: document.birth,
        sex: document.sex,
        number: document.number.clone(),
        issuer: document.issuer.clone(),
        issued: document.issued,
        phone: signals::phone(&plain(&told.phone)),
        sponsor: signals::sponsor(&plain(&told.sponsor)),
        with_adult: plain(&told.with_adult).trim().to_uppercase(),
        related: told.related,
        consent: told.consent,
        for_work: told.purpose.as_deref() == Some("work"),
        travelled_before,
        documents_held: told.documents_held,
        speaks_for_all: told.speaks_for_all,
    }
}
