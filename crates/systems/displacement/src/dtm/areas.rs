//! Names and codes of the areas of a round: from the register of places, else as the records of the round say them.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use house::{House, Problem};
use measures::Table;
use registers::Registers;
use serde_json::Value as Json;
use vocab::{Hlc, PCode, PlaceTree};

/// What stands where a name or code is not known, in the service's own words.
pub(super) const NOT_AVAILABLE: &str = "Not available";
/// Rounds whose names are kept.
const KEPT: usize = 256;

/// Names by admin level and code, as records say them.
type Said = HashMap<(u8, String), String>;
/// Node and round.
type Key = (String, String);

/// Records are read once for each state of a round.
static KNOWN: LazyLock<Mutex<HashMap<Key, ((Hlc, u64), Arc<Said>)>>> =
    LazyLock::new(Mutex::default);

/// An area in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Area {
    /// Its name.
    pub(super) name: String,
    /// Its P-code.
    pub(super) code: String,
}

impl Area {
    fn unknown() -> Self {
        Self {
            name: NOT_AVAILABLE.to_owned(),
            code: NOT_AVAILABLE.to_owned(),
        }
    }
}

/// The areas of one round.
pub(super) struct Areas {
    tree: Arc<PlaceTree>,
    said: Option<Arc<Said>>,
}

impl Areas {
    /// Reads what is needed to name the areas of a table.
    pub(super) async fn of(house: &House, round: &str, table: &Table) -> Result<Self, Problem> {
        let tree = house.places.tree().await?;
        let unknown = table
            .rows
            .iter()
            .any(|row| place(&tree, &row.place).is_none());
        let said = match unknown {
            true => Some(said(&house.registers, round).await?),
            false => None,
        };
        Ok(Self { tree, said })
    }

    /// The area that a table calls by its code, or by its name where no code is known.
    pub(super) fn named(&self, level: u8, word: Option<&str>) -> Area {
        let Some(word) = word else {
            return Area::unknown();
        };
        if let Some(name) = place(&self.tree, word) {
            return Area {
                name: name.to_owned(),
                code: word.to_owned(),
            };
        }
        let key = (level, word.to_owned());
        match self.said.as_ref().and_then(|said| said.get(&key)) {
            Some(name) => Area {
                name: name.clone(),
                code: word.to_owned(),
            },
            None => Area {
                name: word.to_owned(),
                code: NOT_AVAILABLE.to_owned(),
            },
        }
    }
}

fn place<'a>(tree: &'a PlaceTree, code: &str) -> Option<&'a str> {
    let code = PCode::parse(code).ok()?;
    tree.get(&code).map(|place| place.name("en"))
}

async fn said(registers: &Registers, round: &str) -> Result<Arc<Said>, Problem> {
    let stamp = registers.stamp("area_assessments", Some(round)).await?;
    let key = (registers.store().node().to_string(), round.to_owned());
    {
        let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, said)) = known.get(&key)
            && *at == stamp
        {
            return Ok(Arc::clone(said));
        }
    }
    let mut said = Said::new();
    let mut scan = registers.scan("area_assessments", Some(round))?;
    while let Some(record) = scan.next().await {
        let data = record?.data;
        let text = |field: &str| data.get(field).and_then(Json::as_str);
        for level in 1..=2_u8 {
            let code = text(&format!("admin{level}_code"));
            if let Some(code) = code.filter(|code| !code.is_empty()) {
                let name = text(&format!("admin{level}_name")).unwrap_or(code);
                said.entry((level, code.to_owned()))
                    .or_insert_with(|| name.to_owned());
            }
        }
    }
    let said = Arc::new(said);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= KEPT {
        known.clear();
    }
    known.insert(key, (stamp, Arc::clone(&said)));
    Ok(said)
}
