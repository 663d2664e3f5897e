//! A power cut in the middle of work: what was acknowledged is there, and nothing is there by half.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    client::Client,
    node::{Node, folder, ok, start, waymark},
};

const SITES: &str = "/api/v1/registers/sites/records";
const WRITERS: u32 = 16;
const COMMITS: u32 = 1_000;

/// What the store says of itself; fails when anything was altered.
#[track_caller]
fn verified(data: &Path) -> Value {
    let output = waymark(data, &["verify", "--json"]);
    serde_json::from_slice(&ok(&output).stdout).expect("JSON")
}

fn content(number: u32) -> Value {
    json!({
        "site_id": format!("cut-{number}"), "name": format!("Cut {number}"), "site_status": "open",
        "area_code": "XM0101", "latitude": 4.5, "longitude": f64::from(number % 180) + 0.5,
    })
}

/// Lets sixteen writers commit and kills the node when `enough` commits are acknowledged; gives them by record.
fn cut_after(
    node: &mut Node,
    writer: &Client,
    next: &AtomicU32,
    enough: usize,
) -> BTreeMap<String, Value> {
    let acknowledged = Mutex::new(BTreeMap::new());
    let cut = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                while !cut.load(Ordering::SeqCst) {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if number >= COMMITS {
                        break;
                    }
                    let new = json!({"data": content(number)}).to_string();
                    // A connection that breaks says nothing about the commit: neither yes nor no.
                    let Ok(answer) = writer.try_send("POST", SITES, Some(new.as_bytes())) else {
                        break;
                    };
                    let record = answer.expect(201).json();
                    let id = record["id"].as_str().unwrap_or_default().to_owned();
                    acknowledged.lock().expect("a list").insert(id, record);
                }
            });
        }
        while acknowledged.lock().expect("a list").len() < enough {
            thread::sleep(Duration::from_millis(1));
        }
        node.kill();
        cut.store(true, Ordering::SeqCst);
    });
    acknowledged.into_inner().expect("a list")
}

/// All sites that a writer tried to make.
fn all_cut(reader: &Client) -> Vec<Value> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("{SITES}?limit=200&sort=site_id&cursor={cursor}");
        let page = reader.get(&path).expect(200).json();
        all.extend(page["records"].as_array().into_iter().flatten().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = next.replace('+', "%2B").replace('=', "%3D"),
            None => return all,
        }
    }
}

#[test]
fn every_acknowledged_commit_survives_a_power_cut_and_nothing_is_kept_by_half() {
    let mut node = Node::start();
    let next = AtomicU32::new(0);
    let mut acknowledged = BTreeMap::new();
    for enough in [150, 250, 350] {
        let writer = node.user("coordinator");
        acknowledged.extend(cut_after(&mut node, &writer, &next, enough));
        verified(node.data());
        node.restart();
    }
    let tried = next.load(Ordering::SeqCst).min(COMMITS);
    let reader = node.user("coordinator");
    for (id, record) in &acknowledged {
        let path = format!("{SITES}/{id}");
        assert_eq!(
            reader.get(&path).expect(200).json(),
            *record,
            "acknowledged"
        );
    }
    let kept = all_cut(&reader);
    assert!(
        kept.len() >= acknowledged.len(),
        "{} are listed",
        kept.len()
    );
    // At most one commit of each writer was on its way at each cut.
    assert!(kept.len() <= tried as usize, "{} of {tried}", kept.len());
    for record in &kept {
        let id = record["id"].as_str().unwrap_or_default();
        let name = record["data"]["site_id"].as_str().unwrap_or_default();
        let number = name
            .strip_prefix("cut-")
            .and_then(|number| number.parse().ok());
        assert_eq!(record["data"], content(number.expect("a number")), "{id}");
        let history = reader
            .get(&format!("{SITES}/{id}/history"))
            .expect(200)
            .json();
        assert_eq!(history["lines"].as_array().map(Vec::len), Some(1), "{id}");
        let found = reader
            .get(&format!("{SITES}?filter=site_id:eq:{name}"))
            .expect(200)
            .json();
        assert_eq!(
            found["records"][0]["id"],
            json!(id),
            "the index does not know {name}"
        );
    }
    // Whoever got no answer asks again: made now, or told that it is there.
    for number in 0..tried {
        let answer = reader.post(SITES, &json!({"data": content(number)}));
        assert!(matches!(answer.status, 201 | 422), "{}", answer.text());
    }
    assert_eq!(all_cut(&reader).len(), tried as usize);
    node.kill();
    verified(node.data());
}

fn published() -> PathBuf {
    crate::reviewed::package().join("../../../../shared/data/dtm/global_dtm_api_admin0_2.csv")
}

/// Everything that an import writes, line by line in a fixed order.
fn written(data: &Path) -> BTreeMap<&'static str, Vec<String>> {
    [
        "operations",
        "rounds",
        "area_assessments",
        "sites",
        "places",
    ]
    .into_iter()
    .map(|register| {
        let output = waymark(data, &["export", register, "--format", "csv"]);
        let text = String::from_utf8_lossy(&ok(&output).stdout).into_owned();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort_unstable();
        (register, lines)
    })
    .collect()
}

fn bytes_in(data: &Path) -> u64 {
    let files = fs::read_dir(data).into_iter().flatten().flatten();
    files
        .filter_map(|file| file.metadata().ok())
        .map(|about| about.len())
        .sum()
}

/// Kills an import once the store has grown to `bytes`; what the store says of itself then.
fn cut_import(data: &Path, import: &[&str], bytes: u64) -> Value {
    let mut child = start(data, import);
    while bytes_in(data) < bytes {
        let ended = child.try_wait().expect("a state");
        assert!(ended.is_none(), "it ended before the cut");
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("kill");
    child.wait().expect("an end");
    verified(data)
}

fn records(report: &Value) -> u64 {
    report["records"].as_u64().unwrap_or_default()
}

#[test]
fn an_import_that_was_cut_off_is_finished_by_running_it_again() {
    let file = published();
    let Some(name) = file.to_str().filter(|_| file.is_file()) else {
        eprintln!(
            "SKIPPED an_import_that_was_cut_off: {} is not here",
            file.display()
        );
        return;
    };
    let import = ["import", "displacement", name];
    let (whole, cut) = (folder(), folder());
    thread::scope(|scope| {
        let running = scope.spawn(|| {
            ok(&waymark(whole.path(), &import));
            verified(whole.path())
        });
        // A cut before the first commit leaves nothing and shows nothing: cut the next later.
        let half = [12, 12, 24, 36, 48]
            .into_iter()
            .map(|growth| bytes_in(cut.path()) + growth * 1_000_000)
            .map(|bytes| cut_import(cut.path(), &import, bytes))
            .find(|half| records(half) > 0)
            .expect("no cut met the middle");
        ok(&waymark(cut.path(), &import));
        let again = verified(cut.path());
        let whole = running.join().expect("the uninterrupted import");
        assert!(
            records(&half) < records(&whole),
            "the cut came after the end"
        );
        assert_eq!(records(&again), records(&whole));
    });
    assert_eq!(written(cut.path()), written(whole.path()));
    let before = verified(cut.path());
    ok(&waymark(cut.path(), &import));
    assert_eq!(
        verified(cut.path()),
        before,
        "the third run changed something"
    );
}
