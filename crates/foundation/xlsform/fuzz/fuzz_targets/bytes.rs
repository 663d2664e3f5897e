//! Any file: `cargo +nightly fuzz run bytes` in the crate's folder. Workbooks as seeds find most.
#![no_main]

use libfuzzer_sys::fuzz_target;
use xlsform::{Options, convert};

fuzz_target!(|bytes: &[u8]| {
    for lenient in [false, true] {
        let options = Options {
            lenient,
            ..Options::default()
        };
        if let Ok(form) = convert(bytes, &options) {
            roxmltree::Document::parse(&form.xform).expect("what converts is well-formed");
        }
    }
});
