//! `waymark demo`: a country to try everything on.

use std::{fs, net::SocketAddr, path::PathBuf, process::ExitCode, time::Instant};

use access::{AccessError, Actor, Grant, NewAccount, Via};
use displacement::{checks::Settings as Checks, demo, demo_flows, rounds};
use house::House;
use indicatif::ProgressBar;
use registers::{Act, Change, Strictness};
use vocab::RegisterName;

use crate::{
    arguments::{Demo, NodePlace},
    node, say,
};

/// Known to everybody: only for a demo on one's own machine.
const PASSWORD: &str = "waymark-demo-2019";
const USERS: [(&str, &str, &str); 8] = [
    ("admin", "Adi (administrator)", "administrator"),
    ("coordinator", "Cora (coordinator)", "coordinator"),
    ("analyst", "Ana (analyst)", "analyst"),
    ("enumerator", "Enu (enumerator)", "enumerator"),
    ("monitor", "Moni (monitor of missing migrants)", "monitor"),
    ("verifier", "Vera (second person)", "verifier"),
    ("steward", "Stefan (makes releases)", "data_steward"),
    ("approver", "Amina (approves releases)", "release_approver"),
];
/// Users of the border, with their unit below the country's.
const BORDER_USERS: [(&str, &str, &str, &str); 7] = [
    (
        "officer",
        "Ofelia (border officer, first line)",
        "border_officer",
        "/airport",
    ),
    (
        "guard",
        "Gus (border officer at the land post)",
        "border_officer",
        "/zandi",
    ),
    ("inspector", "Ines (second line)", "border_second_line", ""),
    (
        "supervisor",
        "Sami (supervisor of posts)",
        "border_supervisor",
        "",
    ),
    (
        "statistician",
        "Stella (border statistics)",
        "border_analyst",
        "",
    ),
    ("alerts", "Alba (owner of alerts)", "alert_owner", ""),
    (
        "protection",
        "Pro (protection officer)",
        "protection_officer",
        "",
    ),
];
const BATCH: usize = 2_000;

pub async fn run(place: &NodePlace, options: &Demo) -> anyhow::Result<ExitCode> {
    let mut settings = node::settings(place)?;
    if place.data.is_none() {
        settings.data = PathBuf::from("data/demo");
    }
    settings.title = demo::title();
    demo::COUNTRY.clone_into(&mut settings.country);
    settings.notice = demo::notice();
    settings.licence = demo::licence();
    settings.listen = options.listen;
    let house = node::open(settings.clone()).await?;
    let (_, known) = house.registers.stamp("rounds", None).await?;
    if known == 0 {
        create(&house, options.seed).await?;
    }
    if options.no_serve {
        return Ok(ExitCode::SUCCESS);
    }
    let listener = match server::bind(options.listen).await {
        Ok(listener) => listener,
        // Taken: any free port on the same address will do.
        Err(_) => server::bind(SocketAddr::new(options.listen.ip(), 0)).await?,
    };
    let address = format!("http://{}", listener.local_addr()?);
    greet(&address);
    if let Some(file) = &options.address_file {
        fs::write(file, &address)?;
    }
    server::serve(listener, server::router(house, &settings)).await?;
    Ok(ExitCode::SUCCESS)
}

fn greet(address: &str) {
    say(&format!(
        "
  Waymark is running: {address}

  1. Open {address} : displaced people of Marula by area; two rounds are published.
  2. Open {address}/app/ and sign in as  analyst  : round 3 has findings; mend them, or accept each with a reason.
  3. Approve round 3: the public map changes.
  4. Sign in as  enumerator  : may look at rounds, and may not approve one.
  5. Open {address}/app/collect as  enumerator : fill in the site check; it works without a network too.
  6. Open {address}/missing-migrants : incidents on the way, with every revision. Sign in as  monitor  or  verifier  :
     one enters reports, the other verifies them.
  7. Open {address}/flows : people on the move by route, and {address}/events : emergencies as analysts publish them.
  8. Open {address}/trafficking : a differentially private release about trafficked persons. Sign in as  steward  and open
     {address}/app/releases : what was published, what was refused and why;  approver  publishes and withdraws.
  9. Open {address}/app/border as  officer : the desk of a border post; as  inspector  the second line, as  supervisor
     the post as it stands and the day's report. docs/border.md walks through it.

  Users: admin, coordinator, analyst, enumerator, monitor, verifier, steward, approver, officer, guard, inspector,
  supervisor, statistician, alerts, protection; password: {PASSWORD}
  Stop with Ctrl-C; the next start takes seconds. `make clean-demo` forgets the country."
    ));
}

async fn create(house: &House, seed: u64) -> anyhow::Result<()> {
    let started = Instant::now();
    let system = Actor::system("demo");
    house.access.put_unit(&system, demo::UNIT, "Marula").await?;
    for (id, name, role) in USERS {
        let new = NewAccount {
            id: id.to_owned(),
            name: name.to_owned(),
            lang: "en".to_owned(),
            password: PASSWORD.to_owned(),
            grants: vec![Grant {
                role: role.to_owned(),
                unit: demo::UNIT.to_owned(),
            }],
        };
        match house.access.create_user(&system, new).await {
            Ok(()) | Err(AccessError::Taken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    for (below, name) in ::border::demo::units() {
        let unit = format!("{}/{below}", demo::UNIT);
        house.access.put_unit(&system, &unit, name).await?;
    }
    for (id, name, role, below) in BORDER_USERS {
        let new = NewAccount {
            id: id.to_owned(),
            name: name.to_owned(),
            lang: "en".to_owned(),
            password: PASSWORD.to_owned(),
            grants: vec![Grant {
                role: role.to_owned(),
                unit: format!("{}{below}", demo::UNIT),
            }],
        };
        match house.access.create_user(&system, new).await {
            Ok(()) | Err(AccessError::Taken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let coordinator = Actor {
        grants: vec![Grant {
            role: "coordinator".to_owned(),
            unit: demo::UNIT.to_owned(),
        }],
        via: Via::Session,
        ..system.clone()
    };
    collection::demo::create(house, &coordinator).await?;
    fatalities::demo::create(&house.registers, demo::UNIT, seed)
        .await
        .map_err(|error| match error {
            fatalities::demo::DemoError::Commit(refused) => told(refused),
            other => other.into(),
        })?;
    let now = jiff::Timestamp::from_millisecond(house.clock.now_ms())?;
    let today = jiff::tz::Offset::UTC.to_datetime(now).date();
    trafficking::demo::create(&house.registers, &house.policy, demo::UNIT, seed, today)
        .await
        .map_err(|error| match error {
            trafficking::demo::DemoError::Commit(refused) => told(refused),
            other => other.into(),
        })?;
    ::border::demo::create(house, demo::UNIT, demo::COUNTRY, seed)
        .await
        .map_err(|error| match error {
            ::border::BorderError::Commit(refused) => told(refused),
            other => other.into(),
        })?;
    let planned = demo::country(seed);
    let bar = ProgressBar::new(planned.len() as u64);
    bar.println("creating the demo country Marula");
    let mut rest = planned.into_iter().peekable();
    while rest.peek().is_some() {
        let mut changes = Vec::with_capacity(BATCH);
        for (register, data) in rest.by_ref().take(BATCH) {
            let definition = house.registers.register(register)?;
            let id = definition
                .id_for_data(&data)
                .unwrap_or_else(|| house.clock.new_id());
            changes.push(Change {
                register: RegisterName::parse(register)?,
                id,
                base: None,
                act: Act::Put {
                    data,
                    owner: Some(demo::UNIT.to_owned()),
                },
                note: None,
            });
        }
        let count = changes.len() as u64;
        house
            .registers
            .commit(&system, changes, Strictness::Strict)
            .await
            .map_err(told)?;
        bar.inc(count);
    }
    movements(house, &system, seed).await?;
    let places = house.places.tree().await?;
    for number in 1..=3 {
        let round = demo::round_id(number);
        bar.println(format!("checking round {number}"));
        for step in ["start", "check"] {
            rounds::transition(&house.registers, &system, &round, step, None).await?;
        }
        rounds::check(
            &house.registers,
            &system,
            &round,
            &places,
            &Checks::shipped(),
        )
        .await?;
        if number < 3 {
            accept_all(house, &system, &round).await?;
            rounds::transition(&house.registers, &system, &round, "approve", None).await?;
        }
    }
    bar.finish_and_clear();
    tracing::info!(
        seconds = started.elapsed().as_secs(),
        "demo country created"
    );
    Ok(())
}

/// Flow monitoring, events and assessments by place, with the steps that most of them took already.
async fn movements(house: &House, system: &Actor, seed: u64) -> anyhow::Result<()> {
    let by_place = demo_flows::assessments(seed)
        .into_iter()
        .map(|(register, data)| (register, data, ""));
    let mut steps = Vec::new();
    let mut changes = Vec::new();
    for (register, data, step) in demo_flows::planned(seed).into_iter().chain(by_place) {
        let definition = house.registers.register(register)?;
        let id = definition
            .id_for_data(&data)
            .unwrap_or_else(|| house.clock.new_id());
        let change = |act| -> anyhow::Result<Change> {
            Ok(Change {
                register: RegisterName::parse(register)?,
                id: id.clone(),
                base: None,
                act,
                note: None,
            })
        };
        let owner = Some(demo::UNIT.to_owned());
        changes.push(change(Act::Put { data, owner })?);
        if !step.is_empty() {
            let name = step.to_owned();
            steps.push(change(Act::Transition { name, reason: None })?);
        }
    }
    commit(house, system, &changes).await?;
    commit(house, system, &steps).await
}

/// The first two rounds were reviewed long ago.
async fn accept_all(house: &House, system: &Actor, round: &str) -> anyhow::Result<()> {
    let register = RegisterName::parse("quality_findings")?;
    let mut scan = house.registers.scan("quality_findings", Some(round))?;
    let mut changes = Vec::new();
    while let Some(finding) = scan.next().await {
        let finding = finding?;
        if finding.state == "open" {
            changes.push(Change {
                register: register.clone(),
                id: finding.id,
                base: None,
                act: Act::Transition {
                    name: "accept".to_owned(),
                    reason: Some("confirmed with the key informants".to_owned()),
                },
                note: None,
            });
        }
    }
    commit(house, system, &changes).await
}

/// Commits in turns of [`BATCH`].
async fn commit(house: &House, system: &Actor, changes: &[Change]) -> anyhow::Result<()> {
    for batch in changes.chunks(BATCH) {
        house
            .registers
            .commit(system, batch.to_vec(), Strictness::Strict)
            .await
            .map_err(told)?;
    }
    Ok(())
}

/// A refusal with its first faults.
fn told(error: registers::CommitError) -> anyhow::Error {
    let first: Vec<String> = match &error {
        registers::CommitError::Refused { faults, .. } => faults
            .iter()
            .take(5)
            .map(|fault| {
                format!(
                    "{}: {}",
                    fault.field.as_deref().unwrap_or("record"),
                    fault.reason
                )
            })
            .collect(),
        registers::CommitError::Journal(_) => Vec::new(),
    };
    anyhow::Error::from(error).context(first.join("; "))
}
