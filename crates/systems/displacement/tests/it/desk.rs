//! What every test needs: the registers of the module over a new store, and the published files.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use access::{Actor, Grant, Policy, Via};
use displacement::import::{self, ImportReport, Options, Understanding};
use journal::Store;
use measures::{Ask, Measures};
use registers::{Catalogue, PlaceBook, Registers};
use serde_json::{Map, Value as Json};
use vocab::{ActorId, TenantId, TestClock};

pub struct Desk {
    pub registers: Registers,
    pub places: PlaceBook,
    pub measures: Measures,
    folder: tempfile::TempDir,
}

impl Desk {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("waymark.db").display());
        Self::open(folder, &url, None).await
    }

    /// With the registers of a country's folder over the shipped ones.
    pub async fn of_country(registers: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("waymark.db").display());
        Self::open(folder, &url, Some(registers)).await
    }

    /// `None` where PostgreSQL is not installed; that is printed.
    pub async fn postgres() -> Option<Self> {
        let url = journal::testing::database()?;
        Some(Self::open(tempfile::tempdir().unwrap(), &url, None).await)
    }

    async fn open(folder: tempfile::TempDir, url: &str, country: Option<&Path>) -> Self {
        let clock = Arc::new(TestClock::starting(1_764_000_000_000));
        let tenant = TenantId::parse("main").unwrap();
        let store = Store::open(&url.parse().unwrap(), tenant, clock)
            .await
            .unwrap();
        let module = displacement::module();
        let catalogue = Arc::new(Catalogue::build(module.registers, country).unwrap());
        let bare = Registers::new(store, catalogue, Arc::new(Policy::shipped()));
        let registers = (module.hooks)(bare);
        let places = PlaceBook::new(registers.clone());
        let measures = Measures::new(
            registers.clone(),
            places.clone(),
            folder.path().join("analysis"),
            measures::parse(module.indicators).unwrap(),
            256 << 20,
        );
        Self {
            registers,
            places,
            measures,
            folder,
        }
    }

    /// A file of this test's own.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub async fn import(&self, path: &Path, options: Options) -> ImportReport {
        self.understood(path, options).await.1
    }

    pub async fn understood(&self, path: &Path, options: Options) -> (Understanding, ImportReport) {
        let tree = self.places.tree().await.unwrap();
        let options = Arc::new(Options {
            owner: Some("/test".to_owned()),
            ..options
        });
        let understanding = Arc::new(import::understand(path, &options, &tree).unwrap());
        let report = import::run(
            &self.registers,
            &Actor::system("import"),
            path.to_owned(),
            Arc::clone(&understanding),
            options,
            tree,
            |_| {},
        )
        .await
        .unwrap();
        ((*understanding).clone(), report)
    }

    /// The content of every record of a register.
    pub async fn records(&self, register: &str) -> Vec<Map<String, Json>> {
        let mut scan = self.registers.scan(register, None).unwrap();
        let mut found = Vec::new();
        while let Some(record) = scan.next().await {
            found.push(record.unwrap().data);
        }
        found
    }

    /// What an indicator says in one round, at a level or in all.
    pub async fn measured(
        &self,
        indicator: &str,
        round: &str,
        level: Option<u8>,
    ) -> Vec<(Option<String>, f64)> {
        let ask = Ask {
            partition: Some(round.to_owned()),
            level,
            ..Ask::of(indicator)
        };
        let found = self.measures.observe(&ask).await.unwrap();
        let rows = found.rows.iter();
        rows.map(|row| (row.place.clone(), row.value.value().unwrap_or(-1.0)))
            .collect()
    }
}

/// The path of a published file, or `None` with a line that names the test that is skipped.
#[expect(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a skipped test says so, unless the data is required"
)]
pub fn published(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
        .join("../../../../shared/data/dtm")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(
        std::env::var("WAYMARK_REQUIRE_DATA").as_deref() != Ok("1"),
        "the published files are required here and {name} was not found"
    );
    eprintln!(
        "skipped {}: {name} is not beside this checkout",
        std::thread::current().name().unwrap_or_default()
    );
    None
}

/// The totals that were computed from the raw file without this program.
pub fn totals(of: &str) -> Option<Json> {
    let text = std::fs::read_to_string(published("totals.json")?).unwrap();
    let all: Json = serde_json::from_str(&text).unwrap();
    Some(all[of].clone())
}

pub fn person(id: &str, role: &str) -> Actor {
    Actor {
        id: ActorId::parse(id).unwrap(),
        name: id.to_owned(),
        lang: "en".to_owned(),
        grants: vec![Grant {
            role: role.to_owned(),
            unit: "/test".to_owned(),
        }],
        via: Via::Session,
    }
}

pub fn sum(records: &[Map<String, Json>], field: &str) -> i64 {
    records
        .iter()
        .filter_map(|record| record.get(field).and_then(Json::as_i64))
        .sum()
}
