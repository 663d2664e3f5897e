//! `waymark disclose`: whole files made into releases, without a node or a store.

mod typed;

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use indicatif::ProgressBar;
use serde_json::{Value as Json, json};
use synthesis::{
    Fault, Recipe, Request, Stage, Table, again, anonymise,
    budget::{Budget, fresh_seed},
    domain::Domain,
    reader,
    report::{self, Files, Report},
    sampling::Chance,
    synthesise,
};

use crate::say;
use typed::{Act, Again, Compare, KAnonymise, Synthesise};
pub use typed::{Disclose, EXAMPLES};

/// Runs one of the acts; a refusal is printed whole and gives exit code 1.
pub fn run(options: &Disclose) -> anyhow::Result<ExitCode> {
    let done = match &options.act {
        Act::Synthesise(options) => make_synthetic(options),
        Act::Again(options) => make_again(options),
        Act::KAnonymise(options) => make_anonymous(options),
        Act::Report(options) => compare(options),
    };
    match done {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error)
            if error
                .chain()
                .any(|cause| cause.is::<Refused>() || refusal(cause)) =>
        {
            warn(&format!("{error:#}"));
            Ok(ExitCode::from(1))
        }
        Err(error) => Err(error),
    }
}

fn refusal(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause
        .downcast_ref::<Fault>()
        .is_some_and(|fault| !matches!(fault, Fault::Io(_) | Fault::Noise(_)))
}

/// Several faults at once.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Refused(String);

fn warn(text: &str) {
    let _ = writeln!(std::io::stderr(), "waymark: {text}");
}

/// The file and its domain; faults of a parameter are told together with those of the files.
fn load(
    file: &Path,
    domain: Option<&Path>,
    mut faults: Vec<String>,
) -> anyhow::Result<(Table, Domain)> {
    let declared = domain.map(|path| -> anyhow::Result<Domain> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        Domain::parse(&text).with_context(|| path.display().to_string())
    });
    let open = || File::open(file).with_context(|| file.display().to_string());
    let read = match declared {
        Some(Err(error)) => Err(error),
        Some(Ok(domain)) => reader::read(open()?, &domain)
            .map(|table| (table, domain))
            .with_context(|| file.display().to_string()),
        None => reader::read_inferring(open()?).with_context(|| file.display().to_string()),
    };
    match read {
        Ok(read) if faults.is_empty() => {
            if domain.is_none() {
                warn(
                    "the list of values of each column was read off the file and is not protected: a value that only one person has is published as existing; declare the values with --domain",
                );
            }
            Ok(read)
        }
        Ok(_) => Err(Refused(faults.join("\n")).into()),
        Err(error) if faults.is_empty() => Err(error),
        Err(error) => {
            faults.push(format!("{error:#}"));
            Err(Refused(faults.join("\n")).into())
        }
    }
}

fn make_synthetic(options: &Synthesise) -> anyhow::Result<()> {
    let mut faults = Vec::new();
    for (epsilon, delta) in [(options.epsilon, 1e-6), (1.0, options.delta)] {
        if let Err(fault) = Budget::new(epsilon, delta) {
            faults.push(fault.to_string());
        }
    }
    if !(1..=4).contains(&options.order) {
        faults.push(
            "--order is 1 to 4: the longest combination of columns that is measured".to_owned(),
        );
    }
    faults.extend(same_file(&options.output, &[&options.file]));
    let (table, domain) = load(&options.file, options.domain.as_deref(), faults)?;
    let records = table.rows();
    if options.delta * records as f64 > 0.1 {
        warn(
            "delta is large for this number of records: choose it well under 1 divided by the number of records",
        );
    }
    let request = Request {
        epsilon: options.epsilon,
        delta: options.delta,
        order: options.order,
    };
    let bar = ProgressBar::new(100);
    let release = synthesise(&table, &domain, &request, &mut |stage| tell(&bar, stage))?;
    bar.finish_and_clear();
    write_whole(&options.output, |out| {
        Ok(release.records.write(&domain, out)?)
    })?;
    if let Some(path) = &options.recipe {
        write_whole(path, |out| Ok(serde_json::to_writer(out, &release.recipe)?))?;
    }
    let told = told(&release.records, &release.recipe);
    if options.json {
        say(&serde_json::to_string_pretty(&told)?);
    } else {
        say(&format!(
            "{} synthetic records in {}\nGuarantee: whoever sees them learns about any one person at most what epsilon {} and delta {} allow,\nwhether or not that person is in the file. No record is a person's. Measured: {}.",
            release.records.rows(),
            options.output.display(),
            options.epsilon,
            options.delta,
            told["measured"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Json::as_str)
                .collect::<Vec<_>>()
                .join("; "),
        ));
    }
    Ok(())
}

fn told(records: &Table, recipe: &Recipe) -> Json {
    let names: Vec<String> = recipe
        .domain
        .columns
        .iter()
        .map(|column| column.name())
        .collect();
    let sets: Vec<String> = recipe
        .measured
        .iter()
        .filter(|one| one.columns.len() > 1)
        .map(|one| {
            one.columns
                .iter()
                .map(|&column| names[column].as_str())
                .collect::<Vec<_>>()
                .join(" × ")
        })
        .collect();
    json!({
        "records": records.rows(),
        "epsilon": recipe.epsilon,
        "delta": recipe.delta,
        "rho": recipe.rho,
        "rho_spent": recipe.rho_spent,
        "domain_declared": recipe.domain.declared,
        "neighbours": "one record added or removed",
        "measured": sets,
    })
}

fn tell(bar: &ProgressBar, stage: Stage) {
    match stage {
        Stage::Measuring(_, share) => bar.set_position(percent(0.6 * share)),
        Stage::Estimating => bar.set_position(65),
        Stage::Admitting(pass, of) => {
            bar.set_position(percent(0.65 + 0.35 * pass as f64 / of as f64));
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to 0 to 100")]
fn percent(share: f64) -> u64 {
    (100.0 * share).clamp(0.0, 100.0) as u64
}

fn make_again(options: &Again) -> anyhow::Result<()> {
    let name = || options.recipe.display().to_string();
    let text = fs::read_to_string(&options.recipe).with_context(name)?;
    let recipe: Recipe = serde_json::from_str(&text).map_err(|error| {
        Refused(format!(
            "{}: line {}, column {}: not a recipe: {error}",
            name(),
            error.line(),
            error.column()
        ))
    })?;
    let records = again(&recipe, &mut |_| {}).with_context(name)?;
    write_whole(&options.output, |out| {
        Ok(records.write(&recipe.domain, out)?)
    })?;
    say(&format!(
        "{} synthetic records in {}",
        records.rows(),
        options.output.display()
    ));
    Ok(())
}

fn make_anonymous(options: &KAnonymise) -> anyhow::Result<()> {
    let mut faults = Vec::new();
    if options.k < 2 {
        faults.push("-k must be at least 2; 10 or 11 are common for published files".to_owned());
    }
    faults.extend(same_file(&options.output, &[&options.file]));
    let (table, domain) = load(&options.file, options.domain.as_deref(), faults)?;
    let made = anonymise::anonymise(&table, &domain, options.k, &mut Chance::new(fresh_seed()?))?;
    write_whole(&options.output, |out| {
        Ok(made.records.write(&made.domain, out)?)
    })?;
    if options.json {
        say(&serde_json::to_string_pretty(&made.report)?);
        return Ok(());
    }
    let report = &made.report;
    let mut text = format!(
        "{} records in {}: {} different ones, each of at least {} people\nLost: {:.1} % of the information ({:.1} % of cells emptied, {:.1} % widened)\n",
        report.after,
        options.output.display(),
        report.classes,
        report.smallest,
        100.0 * report.information_loss,
        100.0 * report.suppressed,
        100.0 * report.generalised
    );
    text.push_str("Whoever knows all other values of a person knows this one for certain:\n");
    for column in &report.columns {
        text.push_str(&format!(
            "  {}: {:.0} % of people (l {}, t {:.2})\n",
            column.column,
            100.0 * column.certain,
            column.l,
            column.t
        ));
    }
    say(text.trim_end());
    Ok(())
}

fn compare(options: &Compare) -> anyhow::Result<()> {
    let domain = options
        .domain
        .as_ref()
        .map(|path| -> anyhow::Result<Domain> {
            let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
            Domain::parse(&text).with_context(|| path.display().to_string())
        })
        .transpose()?;
    let open = |path: &PathBuf| File::open(path).with_context(|| path.display().to_string());
    let files = Files {
        original: open(&options.original)?,
        release: open(&options.release)?,
        outsiders: options.outsiders.as_ref().map(open).transpose()?,
    };
    let bar = ProgressBar::new_spinner();
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    let report = report::compare(files, domain.as_ref(), options.order)?;
    bar.finish_and_clear();
    if options.json {
        say(&serde_json::to_string_pretty(&report)?);
    } else {
        say(&in_words(&report));
    }
    Ok(())
}

fn in_words(report: &Report) -> String {
    let mut text = format!("{} people, {} records\n", report.original, report.release);
    for kept in &report.utility {
        text.push_str(&format!(
            "{} columns: total variation {:.3}, mass error {:.3}, kept {:.1} %, invented {:.1} %\n",
            kept.columns,
            kept.total_variation,
            kept.mass_error,
            100.0 * kept.kept,
            100.0 * kept.invented
        ));
    }
    for lost in &report.values_lost {
        text.push_str(&format!(
            "{}: {} values of 200 or more people are gone\n",
            lost.column, lost.values
        ));
    }
    let attacks = &report.attacks;
    text.push_str(&format!(
        "Alone in the original: {}; of them exactly in the release: {}\nLinked by three known values: {} of {}, {} of them rightly\n",
        attacks.uniqueness.original,
        attacks.uniqueness.reproduced,
        attacks.linkage.linked,
        attacks.linkage.targets,
        attacks.linkage.right
    ));
    match &attacks.membership {
        Some(found) => text.push_str(&format!(
            "Membership of people alone: AUC {:.3} (0.5 tells nothing; standard error {:.3})",
            found.auc, found.standard_error
        )),
        None => text.push_str("Membership was not measured: give --outsiders"),
    }
    text
}

fn same_file(output: &Path, inputs: &[&PathBuf]) -> Option<String> {
    let whole = |path: &Path| fs::canonicalize(path).ok();
    let hit = inputs
        .iter()
        .any(|input| whole(input).is_some_and(|input| Some(input) == whole(output)));
    hit.then(|| "the output would replace the confidential file; give another name".to_owned())
}

/// Writes beside the place and renames at the end: there is a whole file or none.
fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let name = path
        .file_name()
        .with_context(|| format!("{}: is not a file name", path.display()))?;
    let beside = path.with_file_name(format!(
        ".{}.{}.part",
        name.to_string_lossy(),
        std::process::id()
    ));
    let result: anyhow::Result<()> = (|| {
        let mut out = BufWriter::new(File::create(&beside)?);
        write(&mut out)?;
        out.flush()?;
        out.get_ref().sync_all()?;
        fs::rename(&beside, path)?;
        Ok(())
    })();
    if result.is_err() {
        let _ = fs::remove_file(&beside);
    }
    result.with_context(|| path.display().to_string())
}
