//! An airport and a land post of a country that does not exist: a full day of invented travellers, the same for the same seed and
//! day, and a handful at the desk this morning: a possible hit, a refusal, a drill with a group that protection is called for.

use std::sync::Arc;

use access::{Actor, Grant, Via};
use house::{Dice, House, instant_text};
use jiff::{ToSpan, civil::Date};
use registers::{Act, Change, Strictness};
use serde_json::{Map, Value as Json, json};
use travel_document::{Document, Format};
use vocab::{ActorId, Hlc, RecordId};

use crate::{
    asked::{DecisionAsked, InspectionAsked, PageAsked, RefusalAsked, SecondaryAsked, ToldAsked},
    books::Books,
    decide,
    error::BorderError,
    inspect::{self, change, node_day, object},
    module::{ALERTS, BAD_DOCUMENTS, CROSSINGS, PERMISSIONS, POSTS, REPORTS},
    report,
};

/// Posts: code, name, kind, unit below the country's, travellers of the day.
const DEMO_POSTS: [(&str, &str, &str, &str, u32); 2] = [
    ("MIA", "Marula International Airport", "air", "airport", 260),
    ("ZND", "Zandi land post", "land", "zandi", 120),
];

/// Units of the demo's posts, below the country's.
pub fn units() -> impl Iterator<Item = (&'static str, &'static str)> {
    DEMO_POSTS
        .iter()
        .map(|(_, name, _, unit, _)| (*unit, *name))
}

const SURNAMES: [&str; 24] = [
    "DENG", "OKELLO", "ABDI", "TESFAYE", "MWANGI", "HASSAN", "LADU", "NYONG", "KAMARA", "DIALLO",
    "MBEKI", "SANTOS", "GARCIA", "MARTIN", "SCHMIDT", "ROSSI", "KUMAR", "CHEN", "SMITH", "DUPONT",
    "HAILE", "OMAR", "JUMA", "ACHIENG",
];
const GIVEN_F: [&str; 12] = [
    "AMINA", "GRACE", "MARIA", "FATIMA", "SARAH", "HALIMA", "ANNA", "RUTH", "ZAINAB", "CLAIRE",
    "MERON", "NADIA",
];
const GIVEN_M: [&str; 12] = [
    "JOHN", "PETER", "AHMED", "DAVID", "SAMUEL", "MOHAMED", "JAMES", "PAUL", "YUSUF", "DANIEL",
    "OMAR", "LUCA",
];
/// Issuers and how often they occur, in twentieths.
const STATES: [(&str, u32); 7] = [
    ("UTO", 8),
    ("KEN", 4),
    ("ETH", 3),
    ("UGA", 2),
    ("FRA", 1),
    ("IND", 1),
    ("SSD", 1),
];
const PURPOSES: [&str; 8] = [
    "visit", "visit", "business", "work", "family", "study", "resident", "transit",
];

fn below(dice: &mut Dice, bound: u32) -> u32 {
    u32::try_from(dice.below(bound.into())).unwrap_or_default()
}

fn one_of<'a>(dice: &mut Dice, words: &[&'a str]) -> &'a str {
    let at = usize::try_from(dice.below(words.len() as u64)).unwrap_or_default();
    words[at]
}

/// An invented traveller with a passport.
struct Traveller {
    document: Document,
    birth: Date,
}

impl Traveller {
    fn invented(dice: &mut Dice, on: Date) -> Self {
        let female = below(dice, 2) == 0;
        let mut turn = below(dice, 20);
        let mut state = STATES[0].0;
        for (code, share) in STATES {
            if turn < share {
                state = code;
                break;
            }
            turn -= share;
        }
        let age = 4 + i16::try_from(below(dice, 70)).unwrap_or_default();
        let month = 1 + i8::try_from(below(dice, 12)).unwrap_or_default();
        let day = 1 + i8::try_from(below(dice, 28)).unwrap_or_default();
        let birth = Date::new(on.year() - age, month, day).unwrap_or(on);
        let given = one_of(dice, if female { &GIVEN_F } else { &GIVEN_M });
        let surname = one_of(dice, &SURNAMES);
        let number = format!("{}{:07}", &state[..1], below(dice, 10_000_000));
        Self::with(
            state,
            surname,
            given,
            (number, birth),
            if female { 'F' } else { 'M' },
            on,
        )
    }

    fn with(
        state: &str,
        surname: &str,
        given: &str,
        (number, birth): (String, Date),
        sex: char,
        on: Date,
    ) -> Self {
        let short = |date: Date| {
            format!(
                "{:02}{:02}{:02}",
                date.year() % 100,
                date.month(),
                date.day()
            )
        };
        let expiry = on.checked_add(900.days()).unwrap_or(on);
        Self {
            document: Document {
                format: Format::Td3,
                document_code: "P".to_owned(),
                issuing_state: state.to_owned(),
                surname: surname.to_owned(),
                given_names: given.to_owned(),
                document_number: number,
                nationality: state.to_owned(),
                birth_date: short(birth),
                sex,
                expiry_date: short(expiry),
                optional_data: String::new(),
                optional_data_2: String::new(),
            },
            birth,
        }
    }

    fn zone(&self) -> String {
        // Every name and number of the demo is of characters of the zone; a test makes them all.
        self.document.zone().unwrap_or_default()
    }
}

fn person(id: &str, role: &str, unit: &str) -> Result<Actor, BorderError> {
    Ok(Actor {
        id: ActorId::parse(id)?,
        name: id.to_owned(),
        lang: "en".to_owned(),
        grants: vec![Grant {
            role: role.to_owned(),
            unit: unit.to_owned(),
        }],
        via: Via::Session,
    })
}

fn step(register: &str, id: &RecordId, name: &str) -> Result<Change, BorderError> {
    let act = Act::Transition {
        name: name.to_owned(),
        reason: None,
    };
    change(register, id, act)
}

/// Makes everything below a unit of the country.
///
/// # Errors
/// What the registers refuse.
pub async fn create(
    house: &House,
    unit: &str,
    country: &str,
    seed: u64,
) -> Result<(), BorderError> {
    let mut dice = Dice(seed ^ 0x626f_7264);
    let today = node_day(house.clock.now_ms());
    let yesterday = today.yesterday().unwrap_or(today);
    posts(house, unit, country).await?;
    lists(house, unit, today).await?;
    for (code, _, kind, below_unit, travellers) in DEMO_POSTS {
        let owner = format!("{unit}/{below_unit}");
        let data = day_of(&mut dice, (code, kind, country), yesterday, travellers);
        let officer = person("officer", "border_officer", &owner)?;
        let register = house.registers.register(CROSSINGS)?;
        let changes = data
            .into_iter()
            .enumerate()
            .map(|(number, data)| {
                let id = register.id_for_key(&["demo", code, &number.to_string()]);
                let owner = Some(owner.clone());
                change(CROSSINGS, &id, Act::Create { data, owner })
            })
            .collect::<Result<Vec<_>, _>>()?;
        house
            .registers
            .commit(&officer, changes, Strictness::Strict)
            .await?;
        let supervisor = person("supervisor", "border_supervisor", unit)?;
        let day = yesterday.to_string();
        report::file(house, &supervisor, code, (Some(&day), None)).await?;
        let of = house
            .registers
            .register(REPORTS)?
            .id_for_key(&[&format!("{code}-{day}")]);
        let analyst = person("statistician", "border_analyst", unit)?;
        let approve = vec![step(REPORTS, &of, "approve")?];
        house
            .registers
            .commit(&analyst, approve, Strictness::Strict)
            .await?;
    }
    morning(house, unit, today).await
}

async fn posts(house: &House, unit: &str, country: &str) -> Result<(), BorderError> {
    let admin = person("admin", "administrator", unit)?;
    let register = house.registers.register(POSTS)?;
    let mut changes = Vec::new();
    let mut opened = Vec::new();
    for (code, name, kind, below, travellers) in DEMO_POSTS {
        let data = object(json!({
            "code": code, "name": name, "kind": kind, "country": country, "lanes": 6, "officers_trained": 14,
            "installed_on": "2026-02-01", "usual_per_hour": travellers / 8, "most_per_hour": travellers / 2, "list_hours": 48,
            "protection_contact": "Protection officer on call (demo 555-0101)",
        }));
        let id = register.id_for_key(&[code]);
        let owner = Some(format!("{unit}/{below}"));
        changes.push(change(POSTS, &id, Act::Create { data, owner })?);
        opened.push((step(POSTS, &id, "install")?, step(POSTS, &id, "open")?));
    }
    house
        .registers
        .commit(&admin, changes, Strictness::Strict)
        .await?;
    let (install, open): (Vec<_>, Vec<_>) = opened.into_iter().unzip();
    house
        .registers
        .commit(&admin, install, Strictness::Strict)
        .await?;
    house
        .registers
        .commit(&admin, open, Strictness::Strict)
        .await?;
    Ok(())
}

/// Alerts that one person proposed and another accepted, bad numbers, a visa that has run out.
async fn lists(house: &House, unit: &str, today: Date) -> Result<(), BorderError> {
    let (one, two) = (
        person("alerts", "alert_owner", unit)?,
        person("alerts-second", "alert_owner", unit)?,
    );
    let alerts = [
        (
            "XAL-1",
            "Mohammed Abdul Rahman al-Sayed",
            "1971-04-02",
            "M",
            "wanted",
            "stop",
        ),
        (
            "XAL-2",
            "Viktor Sergeyevich Orlov",
            "1968",
            "M",
            "fraud",
            "discreet",
        ),
        (
            "XAL-3",
            "Maria Lucia Fernandes",
            "2009-11-20",
            "F",
            "missing child",
            "protect",
        ),
        (
            "XAL-4",
            "Kofi Mensah Boateng",
            "1985-07-15",
            "M",
            "documents",
            "seize",
        ),
    ];
    let register = house.registers.register(ALERTS)?;
    let until = today.checked_add(365.days()).unwrap_or(today);
    let (mut made, mut accepted) = (Vec::new(), Vec::new());
    for (id, name, birth, sex, reason, handling) in alerts {
        let data = object(json!({
            "alert_id": id, "name": name, "birth": birth, "sex": sex, "reason_class": reason, "handling": handling,
            "source": "Marula police (demo)", "valid_until": until.to_string(),
        }));
        let of = register.id_for_key(&[id]);
        let owner = Some(unit.to_owned());
        made.push(change(ALERTS, &of, Act::Create { data, owner })?);
        accepted.push(step(ALERTS, &of, "accept")?);
    }
    let bad = house.registers.register(BAD_DOCUMENTS)?;
    for number in ["U7700001", "U7700002", "U7700003"] {
        let data = object(json!({
            "issuer": "UTO", "number": number, "document_code": "P", "reason": "stolen_blank", "source": "Utopia passport office (demo)",
        }));
        let of = bad.id_for_key(&["UTO", number]);
        let owner = Some(unit.to_owned());
        made.push(change(BAD_DOCUMENTS, &of, Act::Create { data, owner })?);
    }
    house
        .registers
        .commit(&one, made, Strictness::Strict)
        .await?;
    house
        .registers
        .commit(&two, accepted, Strictness::Strict)
        .await?;
    let system = Actor::system("demo");
    let data = object(json!({
        "permission_number": "XV-1001", "kind": "visa", "document_number": "K5550123", "document_issuer": "KEN",
        "valid_from": "2026-01-01", "valid_until": "2026-06-30", "entries": 1, "stay_days": 30,
    }));
    let of = house
        .registers
        .register(PERMISSIONS)?
        .id_for_key(&["XV-1001"]);
    let owner = Some(unit.to_owned());
    let visa = vec![change(PERMISSIONS, &of, Act::Create { data, owner })?];
    house
        .registers
        .commit(&system, visa, Strictness::Strict)
        .await?;
    Ok(())
}

/// Crossings of a day; a third leaves again, some with their own entry of the morning.
fn day_of(
    dice: &mut Dice,
    (post, kind, country): (&str, &str, &str),
    day: Date,
    travellers: u32,
) -> Vec<Map<String, Json>> {
    let midnight = day
        .to_zoned_datetime(jiff::tz::TimeZone::UTC)
        .map_or(0, |at| at.timestamp().as_millisecond());
    let mut inside: Vec<(Traveller, &str)> = Vec::new();
    let mut made = Vec::new();
    let first = 5 * 60 * 60 * 1_000;
    for turn in 0..travellers {
        let leaves = below(dice, 3) == 0;
        let (traveller, purpose) = match leaves.then(|| inside.pop()).flatten() {
            Some(known) => known,
            None => (Traveller::invented(dice, day), one_of(dice, &PURPOSES)),
        };
        let at = midnight
            + first
            + i64::from(turn) * (16 * 60 * 60 * 1_000 / i64::from(travellers.max(1)));
        let seconds = 5 + below(dice, 14) + if below(dice, 20) == 0 { 60 } else { 0 };
        let document = &traveller.document;
        let residence = if purpose == "resident" {
            country
        } else {
            &document.nationality
        };
        let direction = if leaves { "exit" } else { "entry" };
        let until = day.checked_add(30.days()).unwrap_or(day).to_string();
        made.push(object(json!({
            "post": post, "lane": (1 + turn % 6).to_string(), "officer": "officer", "direction": direction,
            "mode": if kind == "air" { "air" } else { "road" }, "crossed_on": day.to_string(),
            "crossed_at": instant_text(Hlc::new(at, 0)), "clock": "certain", "capture": "reader", "zone": traveller.zone(),
            "surname": document.surname, "given_names": document.given_names, "birth": traveller.birth.to_string(),
            "sex": document.sex.to_string(), "citizenship": document.nationality, "document_number": document.document_number,
            "document_issuer": document.issuing_state, "document_code": "P", "residence": residence, "purpose": purpose,
            "stay_until": (!leaves).then_some(until), "seconds": seconds,
            "conveyance": (kind == "air").then(|| format!("QZ{}", 10 + turn / 40)),
        })));
        if !leaves {
            inside.push((traveller, purpose));
        }
    }
    made
}

/// This morning at the desk, through the same doors as everybody.
async fn morning(house: &House, unit: &str, today: Date) -> Result<(), BorderError> {
    let books = Arc::new(Books::default());
    let airport = format!("{unit}/airport");
    let officer = person("officer", "border_officer", &airport)?;
    let inspector = person("inspector", "border_second_line", unit)?;
    let born = |year: i16| Date::new(year, 5, 17).unwrap_or(today);
    let ask = |traveller: &Traveller| InspectionAsked {
        post: "MIA".to_owned(),
        lane: Some("1".to_owned()),
        direction: "entry".to_owned(),
        mode: Some("air".to_owned()),
        zone: Some(traveller.zone()),
        ..InspectionAsked::default()
    };
    let decision = |outcome: &str| DecisionAsked {
        outcome: outcome.to_owned(),
        ..DecisionAsked::default()
    };
    // A possible hit: the list has another spelling.
    let found = Traveller::with(
        "UTO",
        "ALSAYYID",
        "MUHAMMAD ABDELRAHMAN",
        (
            "U4410027".to_owned(),
            Date::new(1971, 4, 2).unwrap_or(today),
        ),
        'M',
        today,
    );
    let hit = inspect::inspect(house, &books, &officer, &ask(&found)).await?;
    decide::decide(house, &officer, hit.record.id.as_str(), &decision("refer")).await?;
    // A visa that has run out: refused by the second line, with the form.
    let late = Traveller::with(
        "KEN",
        "KARIUKI",
        "JOSEPH",
        ("K5550123".to_owned(), born(1990)),
        'M',
        today,
    );
    let refused = inspect::inspect(house, &books, &officer, &ask(&late)).await?;
    let id = refused.record.id.as_str();
    decide::decide(house, &officer, id, &decision("refer")).await?;
    let refusal = RefusalAsked {
        reason_code: "C".to_owned(),
        facts: "The visa XV-1001 ended on 30 June 2026.".to_owned(),
        form_given: true,
        form_language: "en".to_owned(),
        rights_information: true,
        returned_to: Some("KEN".to_owned()),
        ..RefusalAsked::default()
    };
    let refuse = DecisionAsked {
        reason: Some(
            "no valid visa; told of appeal and of protection, asks for neither".to_owned(),
        ),
        refusal: Some(refusal),
        secondary: Some(SecondaryAsked {
            language: Some("en".to_owned()),
            ..SecondaryAsked::default()
        }),
        ..decision("refuse")
    };
    decide::decide(house, &inspector, id, &refuse).await?;
    // The drill: four young women, one employer, new passports in a row, one of them altered.
    let issued = today.checked_sub(20.days()).unwrap_or(today).to_string();
    for (number, (surname, given)) in (4_001..).zip([
        ("ACHOL", "MARY"),
        ("NYAKIM", "REBECCA"),
        ("AYEN", "SUSAN"),
        ("DENG", "ADUT"),
    ]) {
        let girl = Traveller::with(
            "UTO",
            surname,
            given,
            (format!("U880{number}"), born(today.year() - 20)),
            'F',
            today,
        );
        let mut asked = ask(&girl);
        if number == 4_004 {
            // Somebody changed the year of birth and not its digit.
            let year = format!("{:02}", (today.year() - 20) % 100);
            let older = format!("{:02}", (today.year() - 22) % 100);
            asked.zone = asked
                .zone
                .map(|zone| zone.replacen(&format!("UTO{year}"), &format!("UTO{older}"), 1));
        }
        asked.page = Some(PageAsked {
            issued: Some(issued.clone()),
            ..PageAsked::default()
        });
        asked.told = ToldAsked {
            purpose: Some("work".to_owned()),
            sponsor: Some("Golden Gate Household Staff (demo)".to_owned()),
            group: Some("DRILL-1".to_owned()),
            ..ToldAsked::default()
        };
        asked.note = Some("Drill: no real travellers.".to_owned());
        inspect::inspect(house, &books, &officer, &asked).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_day_and_every_zone_is_valid() {
        let day = |seed| {
            day_of(
                &mut Dice(seed),
                ("MIA", "air", "UTO"),
                date(2026, 11, 24),
                200,
            )
        };
        assert_eq!(day(7), day(7));
        assert_ne!(day(7), day(8));
        let made = day(7);
        assert_eq!(made.len(), 200);
        for data in &made {
            let zone = data["zone"].as_str().unwrap();
            let report = travel_document::Report::of(zone, date(2026, 11, 24));
            assert!(report.valid, "{zone}: {:?}", report.errors);
        }
        let exits = made
            .iter()
            .filter(|data| data["direction"] == "exit")
            .count();
        assert!((40..100).contains(&exits), "{exits}");
    }
}
