//! Rounds as work: their checks, findings as records, approval, comparison. The edge where rules meet registers.

use std::collections::{BTreeMap, HashMap, HashSet};

use access::Actor;
use registers::{Act, Change, CommitError, ReadError, RecordView, Registers, Strictness};
use serde_json::{Map, Value as Json};
use vocab::{PlaceTree, RecordId, RegisterName, VocabError};

use crate::{
    Assessment,
    background::{Background, net_arrivals, round_before},
    checks::{self, RoundData, Settings},
    compare::{Comparison, Sides, between},
};

/// Findings committed at once.
const BATCH: usize = 2_000;

/// Why something could not be done with a round.
#[derive(Debug, thiserror::Error)]
pub enum RoundError {
    /// Reading failed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Writing was refused.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// An id is malformed.
    #[error(transparent)]
    Word(#[from] VocabError),
    /// No round has the code or number that was asked for.
    #[error("there is no round `{0}`; `waymark round list` shows the codes")]
    NoRound(String),
    /// Several operations have a round of that number.
    #[error("several rounds have the number {number}: name one of them, {}", codes.join(", "))]
    SeveralRounds {
        /// The number asked for.
        number: i64,
        /// Their codes.
        codes: Vec<String>,
    },
}

/// The code of the round that a person means: by its code, or by its number where only one round has it.
///
/// # Errors
/// [`RoundError::NoRound`], [`RoundError::SeveralRounds`], or the store's failure.
pub async fn meant(registers: &Registers, word: &str) -> Result<String, RoundError> {
    let number = word.parse::<i64>().ok();
    let mut codes = Vec::new();
    let mut scan = registers.scan("rounds", None)?;
    while let Some(record) = scan.next().await {
        let data = record?.data;
        let Some(code) = text(&data, "round_id") else {
            continue;
        };
        if code == word {
            return Ok(word.to_owned());
        }
        if number.is_some() && data.get("number").and_then(Json::as_i64) == number {
            codes.push(code.to_owned());
        }
    }
    match (number, codes.len()) {
        (_, 0) | (None, _) => Err(RoundError::NoRound(word.to_owned())),
        (Some(_), 1) => Ok(codes.remove(0)),
        (Some(number), _) => Err(RoundError::SeveralRounds { number, codes }),
    }
}

pub(crate) async fn assessments(
    registers: &Registers,
    round: &str,
) -> Result<Vec<Assessment>, ReadError> {
    let mut found = Vec::new();
    each_assessment(registers, round, |row| found.push(row)).await?;
    Ok(found)
}

/// Reads the assessments of a round that stand, one by one.
async fn each_assessment(
    registers: &Registers,
    round: &str,
    mut take: impl FnMut(Assessment) + Send,
) -> Result<(), ReadError> {
    let mut scan = registers.scan("area_assessments", Some(round))?;
    while let Some(record) = scan.next().await {
        let record = record?;
        if record.state == "recorded" && !record.erased {
            take(Assessment::read(record.id.as_str(), &record.data));
        }
    }
    Ok(())
}

fn round_record(registers: &Registers, round: &str) -> Result<RecordId, ReadError> {
    Ok(registers.register("rounds")?.id_for_key(&[round]))
}

/// The round's record by its code.
///
/// # Errors
/// [`ReadError::NotFound`], or when the actor may not see it.
pub async fn round(
    registers: &Registers,
    actor: &Actor,
    round: &str,
) -> Result<RecordView, ReadError> {
    let id = round_record(registers, round)?;
    registers.get(actor, "rounds", &id, None).await
}

fn text<'a>(data: &'a Map<String, Json>, field: &str) -> Option<&'a str> {
    data.get(field).and_then(Json::as_str)
}

/// Runs the checks of a round and keeps what they find as records: an accepted finding whose value is as it was
/// stays accepted, one that no longer holds becomes fixed, one that holds again opens again.
///
/// # Errors
/// When reading or writing is refused.
pub async fn check(
    registers: &Registers,
    actor: &Actor,
    code: &str,
    places: &PlaceTree,
    settings: &Settings,
) -> Result<usize, RoundError> {
    let record = round(registers, actor, code).await?;
    let rows = assessments(registers, code).await?;
    let before = round_before(registers, &record.data).await?;
    let previous = match &before {
        Some(before) => Some(assessments(registers, before).await?),
        None => None,
    };
    let background = Background::read(registers).await?;
    let arrivals = arrivals_since(registers, actor, before.as_deref(), &record, places).await?;
    let found = checks::run(&RoundData {
        round: code,
        collected: (
            text(&record.data, "collection_start"),
            text(&record.data, "collection_end"),
        ),
        crisis_began: None,
        assessments: &rows,
        previous: previous.as_deref(),
        places,
        populations: &background.populations,
        code_lengths: &background.code_lengths,
        closed_places: &background.closed_places,
        arrivals: &arrivals,
        reasons: &background.reasons,
        settings,
    });
    let job = Actor::system("displacement-checks");
    let findings = registers.register("quality_findings")?;
    let mut known: HashMap<RecordId, (String, String)> = HashMap::new();
    let mut scan = registers.scan("quality_findings", Some(code))?;
    while let Some(kept) = scan.next().await {
        let kept = kept?;
        let value = text(&kept.data, "value").unwrap_or_default().to_owned();
        known.insert(kept.id, (kept.state, value));
    }
    let register = RegisterName::parse("quality_findings")?;
    let mut changes = Vec::new();
    let change = |id: &RecordId, act: Act| Change {
        register: register.clone(),
        id: id.clone(),
        base: None,
        act,
        note: None,
    };
    let step = |name: &str, reason: &str| Act::Transition {
        name: name.to_owned(),
        reason: Some(reason.to_owned()),
    };
    let count = found.len();
    let mut still = HashSet::new();
    for finding in &found {
        let key = finding.key(code);
        let id = findings.id_for_key(&[&key]);
        if !still.insert(id.clone()) {
            continue;
        }
        let mut data = Map::new();
        for (field, value) in [
            ("finding_key", Some(key.as_str())),
            ("round", Some(code)),
            ("check", Some(finding.check)),
            ("severity", Some(finding.severity.as_str())),
            ("record", finding.record.as_deref()),
            ("field", Some(finding.field)),
            ("value", Some(finding.value.as_str())),
            ("area_code", finding.area_code.as_deref()),
            ("area_name", finding.area_name.as_deref()),
            ("message_key", Some(finding.check)),
            ("checks_version", Some(settings.version.as_str())),
        ] {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                data.insert(field.to_owned(), Json::from(value));
            }
        }
        data.insert("rank".to_owned(), Json::from(finding.severity.rank()));
        data.insert("args".to_owned(), Json::Object(finding.args.clone()));
        data.insert("message".to_owned(), Json::from(finding.message("en")));
        let before = known.get(&id);
        changes.push(change(
            &id,
            Act::Put {
                data,
                owner: Some(record.owner.clone()),
            },
        ));
        if let Some((state, value)) = before
            && state != "open"
            && (state == "fixed" || *value != finding.value)
        {
            changes.push(change(&id, step("reopen", "found again by the checks")));
        }
    }
    for (id, (state, _)) in &known {
        if state == "open" && !still.contains(id) {
            changes.push(change(id, step("fix", "no longer found by the checks")));
        }
    }
    let mut rest = changes.into_iter().peekable();
    while rest.peek().is_some() {
        let batch: Vec<Change> = rest.by_ref().take(BATCH).collect();
        registers.commit(&job, batch, Strictness::Strict).await?;
    }
    Ok(count)
}

/// Net arrivals by province between the round before and this one.
async fn arrivals_since(
    registers: &Registers,
    actor: &Actor,
    before: Option<&str>,
    record: &RecordView,
    places: &PlaceTree,
) -> Result<HashMap<String, i64>, ReadError> {
    let day = |data: &Map<String, Json>| {
        let day = text(data, "reported_on").or_else(|| text(data, "collection_end"));
        day.map(str::to_owned)
    };
    let Some(before) = before else {
        return Ok(HashMap::new());
    };
    let before = match round(registers, actor, before).await {
        Ok(before) => day(&before.data),
        // A round before that is not here, or not for this actor's eyes, is compared with nothing.
        Err(ReadError::NotFound(_) | ReadError::NotAllowed(_)) => None,
        Err(error) => return Err(error),
    };
    match (before, day(&record.data)) {
        (Some(before), Some(now)) => net_arrivals(registers, places, (&before, &now)).await,
        _ => Ok(HashMap::new()),
    }
}

/// Takes a step of a round's lifecycle. Approval is held back while findings of severity error are open
/// (the register's text asks for that check).
///
/// # Errors
/// When the actor may not, or a check holds the step back.
pub async fn transition(
    registers: &Registers,
    actor: &Actor,
    code: &str,
    name: &str,
    reason: Option<String>,
) -> Result<(), RoundError> {
    let change = Change {
        register: RegisterName::parse("rounds")?,
        id: round_record(registers, code)?,
        base: None,
        act: Act::Transition {
            name: name.to_owned(),
            reason,
        },
        note: None,
    };
    registers
        .commit(actor, vec![change], Strictness::Strict)
        .await?;
    Ok(())
}

/// Compares two rounds over the places that both cover.
///
/// # Errors
/// When reading fails.
pub async fn comparison(
    registers: &Registers,
    before: &str,
    now: &str,
) -> Result<Vec<Comparison>, ReadError> {
    let [mut was, mut is] = [Sides::default(), Sides::default()];
    each_assessment(registers, before, |row| was.add(&row)).await?;
    each_assessment(registers, now, |row| is.add(&row)).await?;
    Ok(between(was, is))
}

/// The sentence of a kept finding in four languages.
pub fn messages(data: &Map<String, Json>) -> BTreeMap<String, String> {
    let key = text(data, "message_key").unwrap_or_default();
    let none = Map::new();
    let args = data.get("args").and_then(Json::as_object).unwrap_or(&none);
    checks::LANGUAGES
        .iter()
        .map(|language| ((*language).to_owned(), checks::message(key, args, language)))
        .collect()
}
