//! `waymark flows`.

use std::{fs::File, path::Path, process::ExitCode};

use anyhow::Context as _;
use displacement::flows::{
    AlertRule, Direction,
    alert::DayValue,
    judge,
    series::{Series, SeriesDay},
};

use crate::{
    arguments::{Flows, FlowsAct},
    say,
};

/// A file of counts to its series, or to its unusual days.
pub fn run(options: &Flows) -> anyhow::Result<ExitCode> {
    let (FlowsAct::Series { file } | FlowsAct::Alerts { file, .. }) = &options.act;
    let name = file.display();
    let input = File::open(file).with_context(|| format!("{name} cannot be opened"))?;
    let days = Series::read(input)
        .with_context(|| name.to_string())?
        .days();
    match &options.act {
        FlowsAct::Series { .. } => series(&days),
        FlowsAct::Alerts { rule, .. } => alerts(&days, &in_force(rule.as_deref())?),
    }
    Ok(ExitCode::SUCCESS)
}

/// The rule of a file, or the one that ships.
fn in_force(file: Option<&Path>) -> anyhow::Result<AlertRule> {
    let Some(file) = file else {
        return Ok(AlertRule::shipped());
    };
    let name = || file.display().to_string();
    AlertRule::parse(&std::fs::read_to_string(file).with_context(name)?).with_context(name)
}

/// A code as a cell of CSV.
fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn series(days: &[SeriesDay]) {
    say("point,day,onward,back,circular,unknown");
    say(
        "#loc+code,#date+occurred,#affected+migrants+ind+onward,#affected+migrants+ind+back,\
         #affected+migrants+ind+circular,#affected+migrants+ind+unknown",
    );
    for day in days {
        let [onward, back, circular, unknown] = day.people;
        say(&format!(
            "{},{},{onward},{back},{circular},{unknown}",
            cell(&day.point),
            day.day
        ));
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of people are far below 2^52"
)]
fn alerts(days: &[SeriesDay], rule: &AlertRule) {
    let (mut judged, mut unjudged) = (0, 0);
    say("point,direction,day,people,usual,from,to,deviations");
    for point in days.chunk_by(|one, other| one.point == other.point) {
        for direction in [Direction::Onward, Direction::Back] {
            let values: Vec<DayValue> = point
                .iter()
                .map(|day| DayValue {
                    day: day.day,
                    people: day.people[direction.index()] as f64,
                    factor: 1.0,
                })
                .collect();
            let found = judge(&values, rule);
            judged += found.judged;
            unjudged += found.unjudged;
            for alert in found.alerts {
                say(&format!(
                    "{},{},{},{},{:.0},{:.0},{:.0},{:.1}",
                    cell(&point[0].point),
                    direction.code(),
                    alert.day,
                    alert.people,
                    alert.expected,
                    alert.low,
                    alert.high,
                    alert.deviations
                ));
            }
        }
    }
    say(&format!(
        "# {judged} days judged by rule {}; {unjudged} had too little history to be judged",
        rule.version
    ));
}
