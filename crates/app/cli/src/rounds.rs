//! `waymark round`.

use std::{
    io::{BufWriter, Write as _},
    process::ExitCode,
};

use access::Actor;
use displacement::{checks::Settings, rounds};

use crate::{
    arguments::{NodePlace, Round, RoundAct},
    node, say,
};

pub async fn run(place: &NodePlace, options: Round) -> anyhow::Result<ExitCode> {
    let house = node::open(node::settings(place)?).await?;
    let actor = Actor::system("command-line");
    match options.act {
        RoundAct::List => {
            let mut scan = house.registers.scan("rounds", None)?;
            while let Some(record) = scan.next().await {
                let record = record?;
                let id = record
                    .data
                    .get("round_id")
                    .and_then(|id| id.as_str())
                    .unwrap_or_default();
                let summary = displacement::summary(&house.registers, id).await?;
                if options.json {
                    say(&serde_json::json!({"round": id, "state": record.state, "summary": summary}).to_string());
                } else {
                    let open: usize = summary.findings.values().map(|states| states.open).sum();
                    say(&format!(
                        "{id:30} {:10} {:6} assessments {:10} people {open:5} open findings",
                        record.state, summary.assessments, summary.individuals
                    ));
                }
            }
        }
        RoundAct::Check { round } => {
            let places = house.places.tree().await?;
            let found = rounds::check(
                &house.registers,
                &actor,
                &round,
                &places,
                &Settings::shipped(),
            )
            .await?;
            say(&format!("{found} findings"));
        }
        RoundAct::Compare { round, with } => {
            let compared = rounds::comparison(&house.registers, &with, &round).await?;
            for slice in &compared {
                if options.json {
                    // Place by place: a round may have a million.
                    let mut out = BufWriter::new(std::io::stdout().lock());
                    serde_json::to_writer(&mut out, slice)?;
                    writeln!(out)?;
                } else {
                    say(&format!(
                        "{} {} level {}: {} people before, {} now, in {} places covered by both",
                        slice.assessment_type,
                        slice.population,
                        slice.level,
                        slice.before_in_both,
                        slice.now_in_both,
                        slice.covered_in_both
                    ));
                }
            }
        }
        RoundAct::Move {
            round,
            transition,
            reason,
        } => {
            rounds::transition(&house.registers, &actor, &round, &transition, reason).await?;
            say(&format!("{round}: {transition}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}
