//! Security objects of real states and whole specimen chips.

use std::fs;

use chip::{Certificate, Outcome, TrustStore, Verifier, data_group, verdict::step};

use crate::data::{Chip, files, folder, rows};

#[test]
fn real_security_objects_hold_and_lead_to_their_country_signers() {
    let Some(folder) = folder("real_security_objects_hold_and_lead_to_their_country_signers")
    else {
        return;
    };
    let mut trust = TrustStore::new();
    for (name, octets) in files(folder.join("real/csca")) {
        trust.trust(Certificate::read(&octets).expect("a country signer"), &name);
    }
    let verifier = Verifier::new(trust);
    for row in rows(folder.join("real/index.csv")) {
        let name = &row["name"];
        let octets = fs::read(folder.join("real/sod").join(format!("{name}.bin"))).expect("a file");
        let verdict = verifier.verify(&octets, &[]);
        let outcome = |wanted: &str| {
            verdict
                .steps
                .iter()
                .find(|step| step.name == wanted)
                .map(|step| step.outcome)
        };
        let signature = outcome(step::SIGNATURE);
        assert!(
            matches!(signature, Some(Outcome::Ok | Outcome::Weak)),
            "{name}: {verdict:?}"
        );
        if row["expect_chain_to_csca"] == "yes" {
            assert_eq!(
                outcome(step::CHAIN),
                Some(Outcome::Ok),
                "{name}: {verdict:?}"
            );
            assert!(verdict.verdict.starts_with("ok"), "{name}: {verdict:?}");
        } else {
            assert_eq!(verdict.verdict, "unknown", "{name}");
        }
        let deviates = matches!(name.as_str(), "CN" | "MY");
        assert_eq!(verdict.verdict == "ok-deviation", deviates, "{name}");
    }
}

#[test]
fn whole_specimen_chips_have_the_digests_that_were_signed() {
    let Some(folder) = folder("whole_specimen_chips_have_the_digests_that_were_signed") else {
        return;
    };
    for name in ["bsi2008", "nl2006"] {
        let chip = Chip::read(folder.join("real").join(name));
        let verdict = chip.verify(&Verifier::default());
        let digests: Vec<_> = verdict
            .steps
            .iter()
            .filter(|step| step.name.starts_with("digest of DG"))
            .collect();
        assert!(digests.len() >= 3, "{name}: {digests:?}");
        assert!(
            digests.iter().all(|step| step.outcome != Outcome::Fail),
            "{verdict:?}"
        );
        let state = verdict
            .steps
            .iter()
            .find(|it| it.name == step::STATE)
            .expect("DG1 was read");
        assert_eq!(state.outcome, Outcome::Ok, "{name}: {state:?}");
        let file = |name: &str| {
            chip.others
                .iter()
                .find(|(found, _)| found == name)
                .map(|(_, octets)| octets.as_slice())
        };
        let zone = data_group::zone(file("DG1.bin").expect("DG1")).expect("a zone");
        assert!(travel_document::Zone::read(&zone).is_ok());
        let (kind, width) = data_group::face(file("DG2.bin").expect("DG2")).expect("a face");
        assert_eq!(kind, "ISO/IEC 19794-5");
        assert!(width > 1000);
        assert!(data_group::authentication_key(file("DG15.bin").expect("DG15")).is_ok());
        if let Some(file) = file("DG14.bin") {
            assert!(!data_group::protocols(file).expect("protocols").0.is_empty());
        }
    }
}
