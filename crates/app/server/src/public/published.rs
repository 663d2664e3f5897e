//! What is read for one page: the published rounds of one operation, and an indicator's values in them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use forms::Choice;
use house::Problem;
use journal::RecordState;
use measures::{Ask, Audience, Cell, Dimension, Indicator, MeasureError, Observations};
use portal::{Amount, Round};
use vocab::{AccessClass, LangText, PCode, PartialDate, PlaceTree};

use super::{Asked, Pages};

/// The dimension that pages show the total by, where an indicator has it.
const REASON: &str = "reason";

/// A published round with what decides which others it may be compared with.
#[derive(Debug, Clone)]
pub(super) struct PublishedRound {
    pub(super) round: Round,
    operation: String,
    pub(super) country: String,
    pub(super) method: String,
    pub(super) planned: Option<u64>,
    /// Nobody was on the spot.
    pub(super) remote: bool,
    /// The record itself.
    pub(super) data: serde_json::Map<String, serde_json::Value>,
}

impl PublishedRound {
    fn read(record: &RecordState) -> Option<Self> {
        let text = |field: &str| record.data.get(field).and_then(|value| value.as_str());
        let owned = |field: &str| text(field).unwrap_or_default().to_owned();
        let date = |field: &str| text(field).and_then(|date| PartialDate::parse(date).ok());
        let id = text("round_id")?.to_owned();
        let number = record.data.get("number");
        // "Round 3" is a number in English words: other languages have their own.
        let plain = |title: &str| number.is_some_and(|number| title == format!("Round {number}"));
        let title = match (text("title").filter(|title| !plain(title)), number) {
            (Some(title), _) => LangText::single("en", title),
            (None, Some(number)) => [
                ("en", format!("Round {number}")),
                ("fr", format!("Tour {number}")),
                ("es", format!("Ronda {number}")),
                ("ar", format!("الجولة {number}")),
            ]
            .into_iter()
            .collect(),
            (None, None) => LangText::single("en", &id),
        };
        let planned = record.data.get("planned_places");
        Some(Self {
            round: Round {
                id,
                title,
                from: date("collection_start"),
                until: date("reported_on").or_else(|| date("collection_end"))?,
            },
            operation: owned("operation"),
            country: owned("country"),
            method: owned("methodology"),
            planned: planned.and_then(serde_json::Value::as_u64),
            remote: text("remote") == Some("yes"),
            data: record.data.clone(),
        })
    }
}

/// The rounds of an indicator that the public may see, oldest first, of all operations.
pub(super) async fn rounds(pages: &Pages, indicator: &str) -> Result<Vec<PublishedRound>, Problem> {
    let published = pages.house.measures.published_partitions(indicator).await?;
    let mut rounds = Vec::new();
    let mut scan = pages.house.registers.scan("rounds", None)?;
    while let Some(record) = scan.next().await {
        rounds.extend(
            PublishedRound::read(&record?).filter(|round| published.contains(&round.round.id)),
        );
    }
    rounds.sort_by(|a, b| {
        let order = |round: &PublishedRound| (round.round.until.last_day(), round.round.id.clone());
        order(a).cmp(&order(b))
    });
    Ok(rounds)
}

/// One indicator in one round, with the rounds of the same operation around it.
pub(super) struct Published {
    pub(super) indicator: Indicator,
    pub(super) tree: Arc<PlaceTree>,
    pub(super) level: u8,
    pub(super) area: Option<PCode>,
    /// Rounds of one operation: only these are a series.
    pub(super) rounds: Vec<PublishedRound>,
    /// Position of the round at hand.
    pub(super) at: usize,
    pub(super) totals: Vec<Amount>,
    pub(super) rows: Arc<Observations>,
    pub(super) before: BTreeMap<String, Amount>,
    pub(super) records: u64,
    /// Open indicators that have published rounds.
    pub(super) others: Vec<(String, LangText)>,
    /// The reasons with their values, by the words of the register, and the field's own title.
    pub(super) reasons: Option<(LangText, Vec<(LangText, Amount)>)>,
}

impl Published {
    /// Reads what a page shows; `None` when nothing of it is published.
    pub(super) async fn read(
        pages: &Pages,
        id: &str,
        asked: &Asked,
    ) -> Result<Option<Self>, Problem> {
        let house = &pages.house;
        let indicator = house.measures.indicator(id)?.clone();
        let Some((rounds, at)) = chosen(rounds(pages, id).await?, pages, asked) else {
            return Ok(None);
        };
        let tree = house.places.tree().await?;
        let area = asked
            .area
            .as_deref()
            .and_then(|code| PCode::parse(code).ok())
            .filter(|code| tree.get(code).is_some());
        let own_level = area
            .as_ref()
            .and_then(|code| tree.get(code))
            .map(|place| place.level);
        let level = asked
            .level
            .unwrap_or_else(|| own_level.map_or(1, |level| level + 1))
            .min(4);
        let ask = |at: usize, level: Option<u8>| Ask {
            level,
            under: area.clone(),
            partition: Some(rounds[at].round.id.clone()),
            audience: Audience::Public,
            ..Ask::of(id)
        };
        let rows = house.measures.observe(&ask(at, Some(level))).await?;
        let mut before = BTreeMap::new();
        if let Some(previous) = at.checked_sub(1) {
            let found = house.measures.observe(&ask(previous, Some(level))).await?;
            for row in &found.rows {
                before.extend(row.place.clone().map(|place| (place, amount(row.value))));
            }
        }
        let mut totals = Vec::with_capacity(rounds.len());
        let mut records = 0;
        for position in 0..rounds.len() {
            let found = house.measures.observe(&ask(position, own_level)).await?;
            let row = found.rows.first();
            totals.push(row.map_or(Amount::Unknown, |row| amount(row.value)));
            if position == at {
                records = row.map_or(0, |row| row.records);
            }
        }
        let reasons = reasons(pages, &indicator, ask(at, own_level)).await?;
        Ok(Some(Self {
            others: beside(pages, &rounds[at].round.id).await?,
            indicator,
            tree,
            level,
            area,
            rounds,
            at,
            totals,
            rows,
            before,
            records,
            reasons,
        }))
    }
}

/// The round that is asked for, else the latest of the installation's country, among those of its operation.
fn chosen(
    mut rounds: Vec<PublishedRound>,
    pages: &Pages,
    asked: &Asked,
) -> Option<(Vec<PublishedRound>, usize)> {
    let at = match &asked.round {
        Some(wanted) => rounds.iter().position(|round| round.round.id == *wanted),
        None => rounds
            .iter()
            .rposition(|round| *round.country == *pages.country)
            .or(rounds.len().checked_sub(1)),
    }?;
    let (id, operation) = (rounds[at].round.id.clone(), rounds[at].operation.clone());
    rounds.retain(|round| round.operation == operation);
    let at = rounds.iter().position(|round| round.round.id == id)?;
    Some((rounds, at))
}

/// Open indicators that have something to show in a round.
async fn beside(pages: &Pages, round: &str) -> Result<Vec<(String, LangText)>, Problem> {
    let mut found = Vec::new();
    for other in pages.house.measures.indicators() {
        if other.class != AccessClass::Open {
            continue;
        }
        let ask = Ask {
            partition: Some(round.to_owned()),
            audience: Audience::Public,
            ..Ask::of(&other.id)
        };
        match pages.house.measures.observe(&ask).await {
            Ok(answer) if answer.rows.is_empty() => {}
            Ok(_) => found.push((other.id.clone(), other.title.clone())),
            Err(MeasureError::NotPublished(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(found)
}

async fn reasons(
    pages: &Pages,
    indicator: &Indicator,
    ask: Ask,
) -> Result<Option<(LangText, Vec<(LangText, Amount)>)>, Problem> {
    let Some(Dimension::Field(meaning)) = indicator.by.get(REASON) else {
        return Ok(None);
    };
    let register = pages.house.registers.register(&indicator.register)?;
    let Some((_, field)) = register.field_meaning(meaning) else {
        return Ok(None);
    };
    let ask = Ask {
        by: vec![REASON.to_owned()],
        ..ask
    };
    let found = pages.house.measures.observe(&ask).await?;
    // What is written freely has its words in a list of the field's own name, found by any of its labels.
    let choices = register.form.choices_of(field);
    let words = register.form.lists.get(&field.name);
    let mut parts: Vec<(LangText, Amount)> = Vec::new();
    for row in &found.rows {
        let Some(said) = row.by.get(REASON).filter(|said| !said.is_empty()) else {
            continue;
        };
        let label = |name: &str| {
            let choice = choices
                .and_then(|choices| choices.get(name))
                .or_else(|| words?.choices.iter().find(|word| is_called(word, name)));
            choice.map_or_else(
                || LangText::single("en", name),
                |choice| choice.label.clone(),
            )
        };
        parts.push((several(said, label), amount(row.value)));
    }
    let size = |amount: &Amount| amount.known().unwrap_or(-1.0);
    parts.sort_by(|a, b| size(&b.1).total_cmp(&size(&a.1)));
    Ok((parts.len() > 1).then(|| (field.label.clone(), parts)))
}

/// Whether somebody who writes a word means this choice.
fn is_called(choice: &Choice, word: &str) -> bool {
    let word = vocab::fold(word);
    vocab::fold(&choice.name) == word
        || choice
            .label
            .iter()
            .any(|(_, label)| vocab::fold(label) == word)
}

/// The name of a value, or of the several that one value holds ("Conflict; Insecurity"), in each language that one of
/// them has; a name without that language stands in another.
fn several(said: &str, label: impl Fn(&str) -> LangText) -> LangText {
    let names: Vec<LangText> = said.split("; ").map(label).collect();
    if let [one] = names.as_slice() {
        return one.clone();
    }
    let languages: BTreeSet<&str> = names
        .iter()
        .flat_map(|name| name.iter().map(|(lang, _)| lang))
        .collect();
    let in_each = languages.into_iter().map(|lang| {
        let words: Vec<&str> = names.iter().map(|name| name.get(lang)).collect();
        (lang.to_owned(), words.join("; "))
    });
    in_each.collect()
}

/// A measured cell as pages show it.
pub(super) fn amount(cell: Cell) -> Amount {
    match cell {
        Cell::Value(value) => Amount::Known(value),
        Cell::Suppressed => Amount::Suppressed,
        Cell::Unknown => Amount::Unknown,
    }
}
