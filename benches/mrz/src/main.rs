//! Reads a file of machine readable zones with one library and says how many a second. `run` compares them.

use std::{env, fs, hint::black_box, time::Instant};

use travel_document::{Document, Format, Report, Zone};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [act, file, rest @ ..] = arguments.as_slice() else {
        eprintln!("waymark-bench-mrz write FILE COUNT | verdicts FILE | reports FILE | mrz FILE | mrtd FILE");
        std::process::exit(2);
    };
    if act == "write" {
        let count = rest.first().and_then(|it| it.parse().ok()).unwrap_or(100_000);
        fs::write(file, write(count)).expect("the file is written");
        return;
    }
    let text = fs::read_to_string(file).expect("the file is read");
    let documents: Vec<&str> = text.lines().collect();
    let on = jiff::civil::date(2026, 11, 25);
    let decide: Box<dyn Fn(&str) -> bool> = match act.as_str() {
        "verdicts" => Box::new(|text| Zone::read(text).is_ok_and(|zone| zone.verdict().is_valid())),
        "reports" => Box::new(move |text| Report::of(text, on).valid),
        "mrz" => Box::new(|text| {
            let lines: Vec<&str> = text.split('|').collect();
            let read = match (lines.as_slice(), lines[0].len(), lines[0].starts_with('V')) {
                ([a, b, c], 30, _) => mrz::parse_td1(a, b, c),
                ([a, b], 36, false) => mrz::parse_td2(a, b),
                ([a, b], 36, true) => mrz::parse_mrv_b(a, b),
                ([a, b], _, false) => mrz::parse_td3(a, b),
                ([a, b], _, true) => mrz::parse_mrv_a(a, b),
                _ => return false,
            };
            read.is_ok_and(|data| data.valid())
        }),
        "mrtd" => Box::new(|text| mrtd::parse(&text.replace('|', "")).is_ok()),
        other => panic!("{other}?"),
    };
    let mut best = f64::MAX;
    let mut valid = 0;
    for _ in 0..7 {
        let start = Instant::now();
        valid = documents.iter().filter(|text| black_box(decide(black_box(text)))).count();
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!(
        "{act:9} {:>10.0} a second, {valid} of {} valid",
        documents.len() as f64 / best,
        documents.len()
    );
}

/// TD3 60 %, TD1 20 %, TD2 10 %, visas 10 %; one in twenty with a character changed.
fn write(count: usize) -> String {
    let mut dice = 2019_u64;
    let mut throw = move |sides: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % sides
    };
    let states = ["UTO", "D", "GBR", "NLD", "SDN", "USA", "FRA", "NER"];
    let mut text = String::new();
    for _ in 0..count {
        let (format, code) = match throw(20) {
            0..12 => (Format::Td3, "P"),
            12..16 => (Format::Td1, "I"),
            16..18 => (Format::Td2, "I"),
            18 => (Format::MrvA, "V"),
            _ => (Format::MrvB, "V"),
        };
        let mut letters = |least: u64, most: u64| -> String {
            let length = least + throw(most - least + 1);
            (0..length).map(|_| char::from(b'A' + throw(26) as u8)).collect()
        };
        let (surname, given) = (letters(3, 12), format!("{} {}", letters(2, 8), letters(2, 8)));
        let date = |throw: &mut dyn FnMut(u64) -> u64| format!("{:02}{:02}{:02}", throw(100), 1 + throw(12), 1 + throw(28));
        let document = Document {
            format,
            document_code: code.into(),
            issuing_state: states[throw(8) as usize].into(),
            surname,
            given_names: given,
            document_number: format!("{:09}", throw(1_000_000_000)),
            nationality: states[throw(8) as usize].into(),
            birth_date: date(&mut throw),
            sex: ['F', 'M'][throw(2) as usize],
            expiry_date: date(&mut throw),
            optional_data: format!("{:06}", throw(1_000_000)),
            optional_data_2: String::new(),
        };
        let mut zone = document.zone().expect("everything fits").into_bytes();
        if throw(20) == 0 {
            let at = zone.len() - 1 - throw(10) as usize;
            zone[at] = b'7';
        }
        text.push_str(&String::from_utf8(zone).expect("ASCII"));
        text.push('\n');
    }
    text
}
