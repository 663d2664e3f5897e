//! Searches a list for queries whose answers are known: recall, false alerts and times at several thresholds.

use std::{collections::BTreeMap, env, fs::File, time::Instant};

use screening::{Birth, Index, Name, Query, list, subject};

/// The threshold that the desk and the command use.
const STANDARD: f32 = 0.7;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [list, queries] = arguments.as_slice() else {
        eprintln!("waymark-bench-screening LIST.csv QUERIES.csv");
        std::process::exit(2);
    };
    let start = Instant::now();
    let subjects = list::csv(File::open(list).expect("the list")).expect("a list");
    let names: usize = subjects.iter().map(|subject| subject.names.len()).sum();
    let read = start.elapsed();
    let index = Index::build(subjects);
    println!("{} persons, {names} names; read {:.1?}, indexed {:.1?}", index.len(), read, start.elapsed() - read);
    let mut reader = csv::Reader::from_path(queries).expect("the queries");
    let mut results = Vec::new();
    let mut times = Vec::new();
    let mut parsing = 0.0;
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
    let before = processor_seconds();
    for row in &rows {
        let start = Instant::now();
        let query = query(row);
        parsing += start.elapsed().as_secs_f64();
        std::hint::black_box(index.search(&query, STANDARD, 10));
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    let total = (processor_seconds() - before) * 1000.0;
    // once more with everything that is at all likely: what each threshold would find
    for row in &rows {
        let query = query(row);
        let hits = index.search(&query, 0.05, 10);
        results.push((row[0].to_owned(), row[1].to_owned(), row[2].to_owned(), hits));
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "{} queries: {:.0} a second of processor time, p50 {:.2} ms, p99 {:.2} ms, longest {:.2} ms (reading names {:.0} %)",
        times.len(),
        times.len() as f64 / total * 1000.0,
        at(0.5),
        at(0.99),
        at(1.0),
        parsing * 100_000.0 / total
    );
    for threshold in [0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97] {
        let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let (mut present, mut right, mut absent, mut alerted) = (0, 0, 0, 0);
        for (kind, wanted, _, hits) in &results {
            let over = hits.iter().filter(|hit| hit.score >= threshold);
            if wanted.is_empty() {
                absent += 1;
                alerted += usize::from(over.count() > 0);
            } else {
                let hit = over.take(10).any(|hit| hit.id == *wanted);
                present += 1;
                right += usize::from(hit);
                let count = found.entry(kind).or_default();
                count.0 += usize::from(hit);
                count.1 += 1;
            }
        }
        let kinds: Vec<String> = found.iter().map(|(kind, (hit, all))| format!("{kind} {:.2}", *hit as f64 / *all as f64)).collect();
        println!(
            "at {threshold}: recall {:.3}, absent people alerted {:.3}  ({})",
            right as f64 / f64::from(present),
            alerted as f64 / f64::from(absent),
            kinds.join(", ")
        );
    }
    if env::var_os("SHOW").is_some() {
        for (kind, wanted, name, hits) in &results {
            let hit = hits.iter().any(|hit| hit.id == *wanted && hit.score >= 0.95);
            let false_alert = wanted.is_empty() && hits.first().is_some_and(|hit| hit.score >= 0.95);
            if (!wanted.is_empty() && !hit) || false_alert {
                println!("{kind} {wanted} {name}: {:?}", hits.first().map(|hit| (&hit.matched, hit.score, &hit.reasons)));
            }
        }
    }
}

fn query(row: &csv::StringRecord) -> Query {
    Query {
        name: Name::read(&row[2]),
        birth: Birth::read(&row[3]),
        nationality: subject::nationality(&row[4]),
        sex: subject::sex(&row[5]),
        document: None,
    }
}

/// Time that this thread has had a processor: the machine may be shared.
fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let nanoseconds: f64 = text.split(' ').next().and_then(|it| it.parse().ok()).expect("a number");
    nanoseconds / 1e9
}
