//! `waymark border verify`: the files of a chip against a folder of trusted country signers.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use chip::{Certificate, TrustStore, Verdict, Verifier, master_list::MasterList};
use clap::Args;
use serde_json::json;

use crate::say;

pub const EXAMPLES: &str = "The folder holds what you trust: certificates of country signers (.cer, .crt, .der, .pem; those that another one signed are
taken as links), revocation lists (.crl) and master lists (.ml; one must be vouched for by a country signer that is already
in the folder). Files of the chip are told apart by their tags, so names and order do not matter.

Exit codes: 0 ok, 1 a step fails, 2 the command could not run, 3 unknown: no country signer, which is no reproach.

Example:
  waymark border verify --csca country-signers --json EF_SOD.bin DG1.bin DG2.bin";

#[derive(Debug, Args)]
pub struct Verify {
    /// Folder of trusted country signers, links, revocation lists, master lists
    #[arg(long, value_name = "FOLDER")]
    csca: PathBuf,
    /// Write JSON
    #[arg(long)]
    json: bool,
    /// EF.SOD
    #[arg(value_name = "SOD")]
    security_object: PathBuf,
    /// Data groups, EF.COM
    #[arg(value_name = "DG")]
    files: Vec<PathBuf>,
}

/// A file of a chip is at most 64 KiB by its addressing, faces in sequences a few times that.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Verifies one chip.
pub fn run(options: &Verify) -> anyhow::Result<ExitCode> {
    let (trust, remarks) = trust(&options.csca)?;
    let security_object = read(&options.security_object)?;
    let files = options
        .files
        .iter()
        .map(|path| read(path))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    let trusted = trust.anchors().len();
    let verdict = Verifier::new(trust).verify(&security_object, &files);
    if options.json {
        let object = json!({
            "verdict": verdict.verdict,
            "because": verdict.because,
            "steps": verdict.steps,
            "trusted": trusted,
            "remarks": remarks,
        });
        say(&object.to_string());
    } else {
        say(&in_words(&verdict, trusted, &remarks));
    }
    Ok(ExitCode::from(match verdict.verdict {
        "fail" => 1,
        "unknown" => 3,
        _ => 0,
    }))
}

fn in_words(verdict: &Verdict, trusted: usize, remarks: &[String]) -> String {
    let because = verdict
        .because
        .as_deref()
        .map(|why| format!(": {why}"))
        .unwrap_or_default();
    let mut lines = vec![format!("{}{because}", verdict.verdict)];
    for step in &verdict.steps {
        lines.push(format!(
            "  {:?} {}: {}",
            step.outcome, step.name, step.detail
        ));
    }
    lines.push(format!("  {trusted} country signers are trusted"));
    lines.extend(remarks.iter().map(|remark| format!("  look at {remark}")));
    lines.join("\n")
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let size = fs::metadata(path)
        .with_context(|| path.display().to_string())?
        .len();
    anyhow::ensure!(
        size <= LARGEST,
        "{}: {size} octets are no file of a chip",
        path.display()
    );
    fs::read(path).with_context(|| path.display().to_string())
}

/// Certificates first, then lists that they sign; what cannot be taken is a remark, so that one bad file stops no border.
fn trust(folder: &Path) -> anyhow::Result<(TrustStore, Vec<String>)> {
    let mut paths = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .map(|entry| Ok(entry?.path()))
        .collect::<anyhow::Result<Vec<_>>>()?;
    paths.sort();
    let mut trust = TrustStore::new();
    let mut remarks = Vec::new();
    for wanted in [&["cer", "crt", "der", "pem"][..], &["ml"], &["crl"]] {
        for path in &paths {
            let extension = path
                .extension()
                .map(|it| it.to_string_lossy().to_lowercase())
                .unwrap_or_default();
            if !wanted.contains(&extension.as_str()) {
                continue;
            }
            let octets = fs::read(path).with_context(|| path.display().to_string())?;
            let source = path
                .file_name()
                .map(|it| it.to_string_lossy().into_owned())
                .unwrap_or_default();
            let taken = match extension.as_str() {
                "crl" => trust.add_revocation_list(&octets),
                "ml" => master_list(&mut trust, &octets, &source),
                _ => {
                    Certificate::read(&octets).map(|certificate| trust.accept(certificate, &source))
                }
            };
            if let Err(error) = taken {
                remarks.push(format!("{source}: {error}"));
            }
        }
    }
    remarks.extend(trust.waiting().map(|link| {
        format!(
            "link certificate of {}: no trusted key signed it",
            link.subject.shown()
        )
    }));
    Ok((trust, remarks))
}

/// A master list that one of the trusted country signers vouches for.
fn master_list(trust: &mut TrustStore, octets: &[u8], source: &str) -> Result<(), chip::ChipError> {
    let roots: Vec<Certificate> = trust
        .anchors()
        .iter()
        .map(|anchor| anchor.certificate.clone())
        .collect();
    let mut last = Err(chip::ChipError::Refused(
        "no trusted country signer vouches for this master list",
    ));
    for root in &roots {
        match MasterList::read(octets, Some(root)) {
            Ok(list) => {
                for certificate in list.certificates {
                    trust.accept(certificate, source);
                }
                return Ok(());
            }
            Err(error) => last = Err(error),
        }
    }
    last
}
