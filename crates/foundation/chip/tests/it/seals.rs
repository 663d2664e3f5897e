//! Visible digital seals: the sample seals, and what changes to them must bring.

use std::{collections::HashMap, fs, path::Path};

use chip::{Certificate, Outcome, Seal, SealVerdict, TrustStore, verdict::step};
use proptest::prelude::*;
use travel_document::Zone;

use crate::data::{folder, rows, unhex};

fn seals(folder: &Path) -> HashMap<String, Vec<u8>> {
    rows(folder.join("vds/seals.csv"))
        .into_iter()
        .map(|row| (row["name"].clone(), unhex(&row["hex"])))
        .collect()
}

fn signers(folder: &Path) -> Vec<Certificate> {
    let read = |name| {
        Certificate::read(&fs::read(folder.join("vds").join(name)).expect("a file"))
            .expect("a certificate")
    };
    ["sealgen_UTTS5B.crt", "sealgen_DETS32.crt"]
        .map(read)
        .to_vec()
}

/// A store in which both seal signers were accepted.
fn accepting(folder: &Path) -> TrustStore {
    let mut trust = TrustStore::new();
    for signer in signers(folder) {
        trust.trust(signer, "the test's own");
    }
    trust
}

fn value<'v>(verdict: &'v SealVerdict, name: &str) -> Option<&'v str> {
    verdict
        .fields
        .iter()
        .find(|field| field.name == name)
        .map(|field| field.value.as_str())
}

#[test]
fn each_sample_is_decided() {
    let Some(folder) = folder("each_sample_is_decided") else {
        return;
    };
    let trust = accepting(&folder);
    let expected = [
        ("residentPermit", "ok", Some("residence permit")),
        (
            "supplementSheet",
            "ok",
            Some("supplementary sheet of a residence permit"),
        ),
        ("emergenyTravelDoc", "ok", Some("emergency travel document")),
        (
            "addressStickerPassport",
            "ok",
            Some("address sticker of a passport"),
        ),
        (
            "addressStickerId",
            "ok",
            Some("address sticker of an identity card"),
        ),
        ("visa_224bitSig", "ok", Some("visa")),
        // a document type of which no definition is published
        ("permanentResidencePermit", "ok-partial", None),
        // signers whose certificates are not here: nothing is known, nothing is forged
        ("socialInsurance", "unknown", Some("social insurance card")),
        ("arrivalAttestation", "unknown", Some("arrival attestation")),
        (
            "arrivalAttestationV02",
            "unknown",
            Some("arrival attestation"),
        ),
        ("ankunftsnwPapier", "unknown", Some("arrival attestation")),
        ("ankunftsnwPapier2", "unknown", Some("arrival attestation")),
        (
            "meldebescheinigung",
            "unknown",
            Some("administrative document"),
        ),
        ("utoVisa", "unknown", None),
        ("administrativeDocumentV9Basic", "fail", None),
        ("administrativeDocumentV9WithDates", "fail", None),
        ("administrativeDocumentV9WithStatus", "fail", None),
    ];
    let seals = seals(&folder);
    assert_eq!(seals.len(), expected.len());
    for (name, wanted, document) in expected {
        let seal = Seal::read(&seals[name]).expect(name);
        let verdict = seal.verify(&trust, &[], None);
        assert_eq!(
            verdict.verdict.verdict, wanted,
            "{name}: {:#?}",
            verdict.verdict.steps
        );
        assert_eq!(verdict.document, document, "{name}");
    }
    let unsigned = Seal::read(&seals["administrativeDocumentV9Basic"])
        .expect("a seal")
        .verify(&trust, &[], None);
    assert_eq!(unsigned.verdict.because.as_deref(), Some(step::SIGNATURE));
}

#[test]
fn features_say_what_the_paper_says() {
    let Some(folder) = folder("features_say_what_the_paper_says") else {
        return;
    };
    let seals = seals(&folder);
    let read = |name: &str| {
        Seal::read(&seals[name])
            .expect("a seal")
            .verify(&TrustStore::new(), &[], None)
    };

    let visa = read("visa_224bitSig");
    assert_eq!(
        (visa.issuer.as_str(), visa.signer.as_str()),
        ("UTO", "DETS 32")
    );
    assert_eq!(value(&visa, "passport number"), Some("47110815P"));
    assert_eq!(
        value(&visa, "duration of stay"),
        Some("160 days, 0 months, 0 years")
    );
    let zone = value(&visa, "zone").expect("a zone");
    assert_eq!(zone.lines().map(str::len).collect::<Vec<_>>(), [36, 36]);
    assert_eq!(
        Zone::read(zone).expect("a zone").document_number(),
        "1234567XY"
    );

    let card = read("socialInsurance");
    assert_eq!(card.issued, Some(20_200_101));
    assert_eq!(value(&card, "insurance number"), Some("65170839J003"));
    assert_eq!(value(&card, "surname"), Some("Perschweiß"));

    let old = Seal::read(&seals["ankunftsnwPapier2"]).expect("a seal");
    assert_eq!(
        (old.signer.as_str(), old.certificate.as_str(), old.signed_on),
        ("DEME", "00008", Some(20_160_523))
    );
    assert!(old.deviation.is_some());
}

#[test]
fn a_signer_of_which_nothing_is_trusted_leaves_the_seal_unknown() {
    let Some(folder) = folder("a_signer_of_which_nothing_is_trusted_leaves_the_seal_unknown")
    else {
        return;
    };
    let octets = &seals(&folder)["residentPermit"];
    let verdict =
        Seal::read(octets)
            .expect("a seal")
            .verify(&TrustStore::new(), &signers(&folder), None);
    assert_eq!(verdict.verdict.verdict, "unknown");
    let signature = verdict
        .verdict
        .steps
        .iter()
        .find(|it| it.name == step::SIGNATURE)
        .expect("the step");
    assert_eq!(signature.outcome, Outcome::Ok);
}

#[test]
fn another_printed_zone_is_noticed_by_its_field() {
    let Some(folder) = folder("another_printed_zone_is_noticed_by_its_field") else {
        return;
    };
    let octets = &seals(&folder)["residentPermit"];
    let trust = accepting(&folder);
    let seal = Seal::read(octets).expect("a seal");
    let signed = seal.zone().expect("a zone");
    let same = seal.verify(&trust, &[], Some(&Zone::read(&signed).expect("a zone")));
    assert_eq!(same.verdict.verdict, "ok");
    let altered = signed.replace("ROLAND<", "ROLANDA");
    assert_ne!(altered, signed);
    let verdict = seal.verify(&trust, &[], Some(&Zone::read(&altered).expect("a zone")));
    assert_eq!(verdict.verdict.because.as_deref(), Some(step::PRINTED));
    let step = verdict.verdict.steps.last().expect("a step");
    assert!(step.detail.ends_with(": name"), "{}", step.detail);
}

#[test]
fn a_missing_feature_fails() {
    let Some(folder) = folder("a_missing_feature_fails") else {
        return;
    };
    let octets = &seals(&folder)["residentPermit"];
    // the passport number: tag 3, six octets, before the signature of 64 octets and its head
    let start = octets.len() - 66 - 8;
    let mut shorter = octets.clone();
    shorter.drain(start..start + 8);
    let seal = Seal::read(&shorter).expect("a seal");
    let field = seal
        .fields()
        .into_iter()
        .find(|field| field.name == "passport number")
        .expect("a field");
    assert_eq!(
        (field.outcome, field.detail.as_str()),
        (Outcome::Fail, "is missing")
    );
    assert_eq!(
        seal.verify(&accepting(&folder), &[], None).verdict.verdict,
        "fail"
    );
}

proptest! {
    #[test]
    fn no_octets_make_reading_panic(octets in prop::collection::vec(any::<u8>(), 0..300), headed in any::<bool>()) {
        let mut octets = octets;
        if headed && octets.len() > 4 {
            octets[..4].copy_from_slice(&[0xdc, 0x03, 0xd9, 0xc5]);
        }
        if let Ok(seal) = Seal::read(&octets) {
            let verdict = seal.verify(&TrustStore::new(), &[], None);
            prop_assert!(matches!(verdict.verdict.verdict, "unknown" | "fail"));
        }
    }

    #[test]
    fn a_changed_seal_never_passes(at in any::<prop::sample::Index>(), bit in 0..8_u8, which in 0..3_usize) {
        let Some(folder) = folder("a_changed_seal_never_passes") else { return Ok(()) };
        let name = ["residentPermit", "visa_224bitSig", "addressStickerId"][which];
        let mut octets = seals(&folder)[name].clone();
        let place = at.index(octets.len());
        octets[place] ^= 1 << bit;
        if let Ok(seal) = Seal::read(&octets) {
            let verdict = seal.verify(&accepting(&folder), &[], None);
            prop_assert!(!verdict.verdict.verdict.starts_with("ok"), "{place} {bit}");
        }
    }
}
