//! Membership inference: half of a file is released, the other half are outsiders.
//! `attack_release FILE EPSILON DELTA K TIMES`.
use std::{fs::File, io::Write as _};

use synthesis::{Request, anonymise, attack, reader, sampling::Chance, synthesise, utility};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let mut out = std::io::stdout();
    let (table, domain) = reader::read_inferring(File::open(&arguments[1])?)?;
    let request = Request { epsilon: arguments[2].parse()?, delta: arguments[3].parse()?, order: 3 };
    for seed in 0..arguments[5].parse()? {
        let mut chance = Chance::new(seed);
        let (inside, outside) = attack::halves(&table, &mut chance);
        let private = synthesise(&inside, &domain, &request, &mut |_| {})?.records;
        let k = anonymise::anonymise(&inside, &domain, arguments[4].parse()?, &mut chance)?;
        for (name, release) in [("private", &private), ("k", &k.records), ("original", &inside)] {
            let found = attack::attack(&inside, release, Some(&outside));
            writeln!(out, "{name} {}", serde_json::to_string(&found)?)?;
        }
    }
    let start = std::time::Instant::now();
    let k = anonymise::anonymise(&table, &domain, arguments[4].parse()?, &mut Chance::new(1))?;
    writeln!(out, "{:.2}s {}", start.elapsed().as_secs_f64(), serde_json::to_string(&k.report)?)?;
    for kept in utility::kept(&table, &k.records, &k.domain, 3) {
        writeln!(out, "{}", serde_json::to_string(&kept)?)?;
    }
    Ok(())
}
