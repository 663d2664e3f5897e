//! A file of counts to a series by point, day and direction, by the very rule of the system.

#![allow(dead_code, clippy::print_stdout, reason = "a bench prints, and uses a part of the rules")]

#[path = "../../../crates/systems/displacement/src/flows/watch.rs"]
mod watch;

#[path = "../../../crates/systems/displacement/src/flows/series.rs"]
mod series;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("a file of counts is missing")?;
    let read = series::Series::read(std::fs::File::open(path)?)?;
    let days = read.days();
    let sum: u64 = days.iter().flat_map(|day| day.people).sum();
    println!("{} rows, {} point days, {sum} passages", read.rows(), days.len());
    Ok(())
}
