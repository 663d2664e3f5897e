//! A form for tests, and submissions of it.

use std::collections::BTreeMap;

use xform::{Finding, Rule, Submission, XForm, csv_instance, validate};

pub struct Phone;

impl xpath::Surroundings for Phone {
    fn now(&self) -> xpath::Now {
        xpath::Now {
            instant: "2024-03-05T10:00:00Z".parse().expect("fixed"),
            offset: jiff::tz::Offset::constant(3),
        }
    }
    fn random(&self) -> f64 {
        0.5
    }
    fn uuid(&self) -> String {
        "6f1c3a34-0000-4000-8000-000000000001".to_owned()
    }
}

pub const FORM: &str = r##"<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
  xmlns:orx="http://openrosa.org/xforms" xmlns:entities="http://www.opendatakit.org/xforms/entities">
<h:head><h:title>Household &amp; people</h:title>
<model entities:entities-version="2025.1.0">
 <itext>
  <translation lang="English (en)" default="true()">
   <text id="adult"><value>Age from 0 to 120</value></text>
   <text id="size"><value>How many live with <output value="/data/head"/>?</value><value form="image">jr://images/a.png</value></text>
   <text id="p-0"><value>North</value></text><text id="p-1"><value>South</value></text>
  </translation>
  <translation lang="Arabic (ar)">
   <text id="adult"><value>العمر</value></text><text id="size"><value>كم</value></text>
   <text id="p-0"><value>شمال</value></text><text id="p-1"><value>جنوب</value></text>
  </translation>
 </itext>
 <instance><data id="hh" version="3">
  <started/><head/><consent/><size hxl="#population+hh"/><phone/><adm1 hxl="#adm1+code"/><camp/><water/><place/><photo/><total/><made_on/>
  <why><reason/></why>
  <person jr:template=""><name/><age/><school/><meta><entity dataset="people" id="" create="1"><label/></entity></meta></person>
  <person><name/><age/><school/><meta><entity dataset="people" id="" create="1"><label/></entity></meta></person>
  <meta><instanceID/><instanceName/><audit/></meta></data></instance>
 <instance id="adm1"><root><item><itextId>p-0</itextId><name>n</name></item><item><itextId>p-1</itextId><name>s</name></item></root></instance>
 <instance id="camps" src="jr://file-csv/camps.csv"/>
 <bind nodeset="/data/started" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
 <bind nodeset="/data/head" type="string" required="true()" jr:requiredMsg="Ask for the name"/>
 <bind nodeset="/data/consent" type="string" required="true()"/>
 <bind nodeset="/data/size" type="int" required="true()" relevant="/data/consent = 'yes'" constraint=". &gt; 0 and . &lt; 100"/>
 <bind nodeset="/data/phone" type="string" constraint="regex(., '[0-9]{9}')"/>
 <bind nodeset="/data/adm1" type="string"/><bind nodeset="/data/camp" type="string"/>
 <bind nodeset="/data/water" type="string"/>
 <bind nodeset="/data/place" type="geopoint"/><bind nodeset="/data/photo" type="binary"/>
 <bind nodeset="/data/total" type="int" calculate="count(/data/person)"/>
 <bind nodeset="/data/made_on" type="date" calculate="today()"/>
 <bind nodeset="/data/why" relevant="/data/consent = 'no'"/>
 <bind nodeset="/data/why/reason" type="string" required="true()"/>
 <bind nodeset="/data/person/name" type="string" required="true()" entities:saveto="full_name"/>
 <bind nodeset="/data/person/age" type="int" constraint=". &gt;= 0 and . &lt;= 120" jr:constraintMsg="jr:itext('adult')" entities:saveto="age"/>
 <bind nodeset="/data/person/school" type="string" relevant="/data/person/age &lt; 18" required="true()"/>
 <bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
</model></h:head>
<h:body>
 <input ref="/data/head"><label>Name</label></input>
 <select1 ref="/data/consent"><label>Consent</label><item><label>Yes</label><value>yes</value></item><item><label>No</label><value>no</value></item></select1>
 <input ref="/data/size"><label ref="jr:itext('size')"/></input>
 <select1 ref="/data/adm1"><itemset nodeset="instance('adm1')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
 <select1 ref="/data/camp"><itemset nodeset="instance('camps')/root/item[adm1 = current()/../adm1 ]"><value ref="name"/><label ref="label"/></itemset></select1>
 <select ref="/data/water"><item><label>River</label><value>river</value></item><item><label>Well</label><value>well</value></item></select>
 <input ref="/data/place"/><upload ref="/data/photo" mediatype="image/*"/>
 <group ref="/data/why"><label>Why not</label><input ref="/data/why/reason"/></group>
 <group ref="/data/person"><label>Person</label><repeat nodeset="/data/person"><input ref="/data/person/name"/><input ref="/data/person/age"/><input ref="/data/person/school"/></repeat></group>
</h:body></h:html>"##;

pub fn form() -> XForm {
    XForm::read(FORM.as_bytes()).expect("the form reads")
}

/// A submission with these nodes.
pub fn sent(inner: &str) -> Submission {
    let xml = format!(
        "<data id=\"hh\" version=\"3\">{inner}<meta><instanceID>uuid:1</instanceID></meta></data>"
    );
    Submission::read(xml.as_bytes()).expect("the submission reads")
}

/// A submission without fault.
pub const GOOD: &str = "<started>2024-03-05T12:58:01.123+03:00</started><head>Amina</head><consent>yes</consent><size>2</size><phone/>
 <adm1>n</adm1><camp>k1</camp><water>well river</water><place>1.5 2.5 300 4.5</place><photo>a.jpg</photo><total>2</total><made_on>2024-03-05</made_on>
 <person><name>Amina</name><age>31</age><meta><entity dataset=\"people\" id=\"uuid:2\" create=\"1\"><label>Amina</label></entity></meta></person>
 <person><name>Bakari</name><age>8</age><school>yes</school><meta><entity dataset=\"people\" id=\"uuid:3\" create=\"1\"><label>B</label></entity></meta></person>";

pub fn findings_of(submission: &Submission) -> Vec<Finding> {
    let camps = csv_instance(b"name,label,adm1\nk1,Kilo One,n\nk2,Kilo Two,s\n").expect("a list");
    validate(
        &form(),
        submission,
        &Phone,
        &BTreeMap::from([("camps".to_owned(), camps)]),
    )
}

/// Path, repeats and rule of each finding.
pub fn breaches(inner: &str) -> Vec<(String, Vec<usize>, Rule)> {
    let found = findings_of(&sent(inner)).into_iter();
    found
        .map(|finding| (finding.path, finding.repeats, finding.rule))
        .collect()
}
