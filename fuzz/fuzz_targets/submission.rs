//! Any bytes as a submission of a fixed form. `cargo +nightly fuzz run submission`
#![no_main]

mod still;

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use xform::{Submission, XForm, flatten, validate};

const FORM: &[u8] = br#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>F</h:title><model><instance><data id="f"><a/><g><b/></g><r jr:template=""><c/><d/></r><meta><instanceID/></meta></data></instance>
<bind nodeset="/data/a" type="int" constraint=". &gt; 0" required="true()"/><bind nodeset="/data/g/b" type="geopoint" relevant="/data/a = 1"/>
<bind nodeset="/data/r/c" type="date" constraint=". &lt;= today()"/><bind nodeset="/data/r/d" calculate="concat(../c, sum(/data/r/c))"/>
</model></h:head><h:body/></h:html>"#;

fuzz_target!(|bytes: &[u8]| {
    let Ok(sent) = Submission::read(bytes) else {
        return;
    };
    let form = XForm::read(FORM).expect("fixed");
    validate(&form, &sent, &still::Still, &BTreeMap::new());
    flatten(&form, &sent);
    sent.attachments(&form);
    sent.entities(&form);
});
