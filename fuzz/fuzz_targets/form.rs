//! Any bytes as a form, checked with an empty submission of it. `cargo +nightly fuzz run form`
#![no_main]

mod still;

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use xform::{Submission, XForm, flatten, validate};

fuzz_target!(|bytes: &[u8]| {
    let Ok(form) = XForm::read(bytes) else { return };
    let sent = Submission::read(b"<data id='f'><a>1</a><meta/></data>").expect("fixed");
    validate(&form, &sent, &still::Still, &BTreeMap::new());
    flatten(&form, &sent);
});
