//! Where the shared data is.

use std::{collections::HashMap, fs, path::PathBuf};

use chip::{Certificate, TrustStore, Verdict, Verifier};

/// The folder, or nothing and a word about the skipped test.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
pub fn folder(test: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/emrtd");
    if !folder.exists() {
        eprintln!("skipped: {test} (no shared/data/emrtd beside the project)");
        return None;
    }
    Some(folder)
}

/// Files of a folder in order.
pub fn files(folder: PathBuf) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(path).expect("a file"))
        })
        .collect();
    files.sort();
    files
}

/// A chip as it was read: its security object, and its other files.
pub struct Chip {
    pub security_object: Vec<u8>,
    pub others: Vec<(String, Vec<u8>)>,
}

impl Chip {
    pub fn read(folder: PathBuf) -> Self {
        let mut others = files(folder);
        let place = others.iter().position(|(name, _)| name == "EF_SOD.bin");
        let (_, security_object) = others.remove(place.expect("a security object"));
        Self {
            security_object,
            others,
        }
    }

    pub fn verify(&self, verifier: &Verifier) -> Verdict {
        let others: Vec<&[u8]> = self.others.iter().map(|(_, it)| it.as_slice()).collect();
        verifier.verify(&self.security_object, &others)
    }
}

/// Octets of hexadecimal digits.
pub fn unhex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal"))
        .collect()
}

pub fn rows(file: PathBuf) -> Vec<HashMap<String, String>> {
    let rows = csv::Reader::from_path(file).expect("a table");
    rows.into_deserialize()
        .collect::<Result<_, _>>()
        .expect("rows")
}

/// The generated trust store: country signers, links and revocation lists.
pub fn generated_trust(folder: &std::path::Path) -> TrustStore {
    let mut trust = TrustStore::new();
    for (name, octets) in files(folder.join("generated/trust")) {
        trust.accept(Certificate::read(&octets).expect("a country signer"), &name);
    }
    for (name, octets) in files(folder.join("generated/link")) {
        trust.accept(Certificate::read(&octets).expect("a link"), &name);
    }
    for (_, octets) in files(folder.join("generated/crl")) {
        trust
            .add_revocation_list(&octets)
            .expect("a list that a country signer signed");
    }
    trust
}
