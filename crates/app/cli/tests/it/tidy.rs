//! The plan of the house, held: dependencies point down, no system knows another, no drawer for anything.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Floors from the ground up; a crate may know its own floor's lower rooms and the floors below.
const FLOORS: [&str; 3] = ["foundation", "systems", "app"];
/// Names that say nothing about what is inside.
const DRAWERS: [&str; 6] = ["util", "utils", "common", "helpers", "helper", "manager"];
/// Lines after which a file holds more than one concept.
const LONGEST: usize = 700;

fn root() -> PathBuf {
    crate::reviewed::package().join("../../..")
}

/// Crates by name, with their floor and folder.
fn crates() -> BTreeMap<String, (usize, PathBuf)> {
    let mut found = BTreeMap::new();
    for (height, floor) in FLOORS.iter().enumerate() {
        for entry in fs::read_dir(root().join("crates").join(floor)).unwrap() {
            let folder = entry.unwrap().path();
            let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml"))
                .unwrap()
                .parse()
                .unwrap();
            let name = manifest["package"]["name"].as_str().unwrap().to_owned();
            found.insert(name, (height, folder));
        }
    }
    found
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // What others wrote and what a tool generates from the API's document is not ours to keep short.
        let made = ["node_modules", "dist", "contract.ts"]
            .iter()
            .any(|name| path.ends_with(name));
        if made {
            continue;
        }
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| {
            ["rs", "ts", "vue", "mjs"]
                .iter()
                .any(|known| ending == *known)
        }) {
            found.push(path);
        }
    }
}

#[test]
fn dependencies_point_down_and_no_system_knows_another() {
    let crates = crates();
    for (name, (height, folder)) in &crates {
        let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml"))
            .unwrap()
            .parse()
            .unwrap();
        let dependencies = manifest["dependencies"].as_table().unwrap();
        for dependency in dependencies.keys() {
            let Some((below, _)) = crates.get(dependency) else {
                continue;
            };
            let system = FLOORS[*height] == "systems";
            let allowed = if system {
                below < height
            } else {
                below <= height
            };
            assert!(allowed, "{name} may not know {dependency}");
            assert!(
                name != "vocab",
                "the vocabulary knows nobody, not {dependency}"
            );
        }
        assert!(
            folder.join("README.md").is_file(),
            "{name} has no README.md"
        );
    }
}

#[test]
fn every_file_has_a_concept_for_a_name_and_ends_before_it_is_two() {
    let mut files = Vec::new();
    sources(&root().join("crates"), &mut files);
    sources(&root().join("web"), &mut files);
    assert!(files.len() > 200, "the sources were found");
    for file in files {
        let stem = file.file_stem().unwrap().to_string_lossy().to_lowercase();
        assert!(!DRAWERS.contains(&stem.as_str()), "{}", file.display());
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines", file.display());
    }
}

#[test]
fn documents_lead_somewhere() {
    for name in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "docs/start.md",
        "docs/import.md",
        "docs/registers.md",
        "docs/operations.md",
        "docs/dependencies.md",
    ] {
        let path = root().join(name);
        let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{name} is missing"));
        for link in text.split("](").skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            let target = target.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            assert!(
                path.parent().unwrap().join(target).exists(),
                "{name} leads to {target}, which is missing"
            );
        }
    }
}
