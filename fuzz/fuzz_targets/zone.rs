//! Any text as a machine readable zone; what is corrected is a zone again. `cargo +nightly fuzz run zone`
#![no_main]

use libfuzzer_sys::fuzz_target;
use travel_document::{Report, Zone};

fuzz_target!(|text: &str| {
    let report = Report::of(text, jiff::civil::date(2026, 11, 25));
    assert!(!(report.valid && !report.errors.is_empty()));
    if let Some(corrected) = report.corrected {
        let zone = Zone::read(&corrected.mrz).expect("the same shape as what was read");
        assert_eq!(zone.verdict().is_valid(), corrected.valid);
    }
});
