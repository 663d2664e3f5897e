//! Releases of whole files: reading, the estimate, the guarantees, the real file.

mod anonymous;
mod estimate;
mod guarantees;
mod reading;
mod real;
mod synthetic;

use synthesis::{Table, domain::Domain};

/// A table and its domain from CSV text; the domain is read off.
fn table(text: &str) -> (Table, Domain) {
    synthesis::reader::read_inferring(text.as_bytes()).expect("a good file")
}

/// A table of dependent columns: the second follows the first, the third is mostly empty.
fn people(rows: usize) -> String {
    let mut text = String::from("place,language,paper\n");
    for row in 0..rows {
        let place = row * row % 7;
        let language = if row % 10 == 0 { 9 } else { place % 3 };
        let paper = if row % 4 == 0 { "yes" } else { "" };
        text.push_str(&format!("p{place},l{language},{paper}\n"));
    }
    text
}
