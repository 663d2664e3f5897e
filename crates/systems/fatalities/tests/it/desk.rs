//! What every test needs: the registers of the module over a new store, people, and the published files.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use access::{Actor, Grant, Policy, Via};
use fatalities::{ImportReport, Options};
use journal::Store;
use registers::{Catalogue, Registers};
use serde_json::Value as Json;
use vocab::{ActorId, TenantId, TestClock};

pub struct Desk {
    pub registers: Registers,
    pub clock: Arc<TestClock>,
    folder: tempfile::TempDir,
}

impl Desk {
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("waymark.db").display());
        let clock = Arc::new(TestClock::starting(1_764_000_000_000));
        let tenant = TenantId::parse("main").unwrap();
        let store = Store::open(
            &url.parse().unwrap(),
            tenant,
            Arc::<TestClock>::clone(&clock),
        )
        .await
        .unwrap();
        let module = fatalities::module();
        let catalogue = Arc::new(Catalogue::build(module.registers, None).unwrap());
        let bare = Registers::new(store, catalogue, Arc::new(Policy::shipped()));
        Self {
            registers: (module.hooks)(bare),
            clock,
            folder,
        }
    }

    /// A file of this test's own.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub async fn import(&self, path: &Path, options: Options) -> ImportReport {
        let options = Options {
            owner: Some("/test".to_owned()),
            ..options
        };
        fatalities::import(&self.registers, &Actor::system("import"), path, &options)
            .await
            .unwrap()
    }
}

/// The path of a published file, or `None` with a line that names the test that is skipped.
#[expect(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a skipped test says so, unless the data is required"
)]
pub fn release(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
        .join("../../../../shared/data/mmp")
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
pub fn totals(of: &str) -> Json {
    let text = std::fs::read_to_string(release("totals.json").unwrap()).unwrap();
    let all: Json = serde_json::from_str(&text).unwrap();
    all[of].clone()
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
