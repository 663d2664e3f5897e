//! People on the move, end to end: a phone sends, a register has it, an analyst decides, everybody sees what they may.

use serde_json::{Value, json};

use crate::{
    client::Client,
    collect::{PROJECT, device, send},
    node::Node,
};

const OF_PROJECT: &str = "/api/v1/collect/projects/1";

/// A submission of a form: what is given by name, each in its groups, one row in each repeat that is asked for.
fn filled(form: &xform::XForm, instance: &str, values: &[(&str, &str)]) -> String {
    fn node(form: &xform::XForm, at: usize, values: &[(&str, &str)]) -> String {
        form.fields[at]
            .children
            .iter()
            .map(|child| {
                let field = &form.fields[*child];
                let name = &field.name;
                if !field.children.is_empty() {
                    let inner = node(form, *child, values);
                    return if inner.is_empty() {
                        inner
                    } else {
                        format!("<{name}>{inner}</{name}>")
                    };
                }
                values
                    .iter()
                    .find(|(known, _)| known == name)
                    .map_or_else(String::new, |(_, value)| {
                        format!("<{name}>{value}</{name}>")
                    })
            })
            .collect()
    }
    let root = &form.fields[0].name;
    format!(
        "<{root} id=\"{}\" version=\"{}\">{}<meta><instanceID>{instance}</instanceID></meta></{root}>",
        form.id,
        form.version,
        node(form, 0, values)
    )
}

fn offered(coordinator: &Client, base: &str, phone: &Client, register: &str) -> xform::XForm {
    coordinator
        .post(&format!("{OF_PROJECT}/registers/{register}"), &json!({}))
        .expect(200);
    let form = phone
        .get(&format!("{base}/forms/{register}.xml"))
        .expect(200)
        .text();
    xform::XForm::read(form.as_bytes()).expect("an XForm")
}

/// Register, what a person fills in, and a field of the record that must hold a value.
type Filled = (
    &'static str,
    &'static [(&'static str, &'static str)],
    (&'static str, &'static str),
);

const ANSWERS: [Filled; 11] = [
    (
        "area_assessments",
        &[
            ("assessment_key", "xmr-r9|XM0101|BA|idps"),
            ("operation", "xmr-marula"),
            ("round", "xmr-r9"),
            ("assessment_type", "BA"),
            ("population", "idps"),
            ("level", "2"),
            ("area_code", "XM0101"),
            ("individuals", "640"),
        ],
        ("individuals", "640"),
    ),
    (
        "sub_area_assessments",
        &[
            ("operation", "xmr-marula"),
            ("round", "xmr-r9"),
            ("country", "XMR"),
            ("place_id", "V1"),
            ("place_name", "Village"),
            ("population", "idps"),
            ("presence", "present"),
            ("households", "20"),
            ("individuals", "100"),
            ("origin_name", "North"),
            ("origin_households", "12"),
        ],
        ("individuals", "100"),
    ),
    (
        "location_assessments",
        &[
            ("operation", "xmr-marula"),
            ("round", "xmr-r9"),
            ("place_id", "V1"),
            ("place_name", "Village"),
            ("place_type", "village"),
            ("population", "idps"),
            ("individuals", "100"),
            ("females", "52"),
            ("males", "48"),
            ("need_1", "food"),
            ("ki_count", "3"),
            ("ki_kinds", "authority host"),
            ("ki_agreement", "agree"),
            ("observation", "yes"),
        ],
        ("need_1", "food"),
    ),
    (
        "flow_points",
        &[
            ("point_id", "F9"),
            ("name", "Bridge"),
            ("point_type", "road"),
            ("point_status", "active"),
            ("hours_open", "12"),
            ("point", "5.5 23.5 300 4"),
        ],
        ("name", "Bridge"),
    ),
    (
        "flow_counts",
        &[
            ("point_id", "N1"),
            ("counted_on", "2026-10-01"),
            ("from_hour", "6"),
            ("hours_observed", "8"),
            ("size", "12"),
            ("direction", "onward"),
            ("women", "3"),
            ("men", "3"),
            ("girls", "3"),
            ("boys", "3"),
        ],
        ("counted_on", "2026-10-01"),
    ),
    (
        "flow_surveys",
        &[
            ("point_id", "N1"),
            ("interviewed_on", "2026-10-01"),
            ("consent", "yes"),
            ("interviewed_before", "no"),
            ("sex", "female"),
            ("age", "31"),
        ],
        ("sex", "female"),
    ),
    (
        "displacement_events",
        &[
            ("occurred_on", "2026-10-02"),
            ("cause", "flood"),
            ("to_name", "School"),
            ("to_code", "XM0101"),
            ("individuals", "310"),
            ("event_source", "observation"),
        ],
        ("cause", "flood"),
    ),
    (
        "return_assessments",
        &[
            ("operation", "xmr-marula"),
            ("round", "xmr-r9"),
            ("place_id", "V2"),
            ("place_name", "Home"),
            ("individuals", "70"),
            ("mines", "2"),
            ("housing", "1"),
        ],
        ("mines", "2"),
    ),
    (
        "intention_surveys",
        &[
            ("place_id", "V1"),
            ("interviewed_on", "2026-10-01"),
            ("consent", "yes"),
            ("intention", "return"),
        ],
        ("intention", "return"),
    ),
    (
        "site_households",
        &[
            ("household_id", "H1"),
            ("place_id", "V1"),
            ("registered_on", "2026-10-01"),
            ("consent", "yes"),
            ("name", "A"),
            ("relation", "head"),
            ("sex", "female"),
            ("age", "40"),
        ],
        ("household_id", "H1"),
    ),
    (
        "site_headcounts",
        &[
            ("place_id", "V1"),
            ("counted_on", "2026-10-01"),
            ("block", "A"),
            ("capacity", "120"),
            ("block_individuals", "80"),
            ("individuals", "80"),
        ],
        ("individuals", "80"),
    ),
];

#[test]
fn a_submission_of_each_form_from_a_phone_becomes_a_record_of_its_register() {
    let node = Node::start();
    let coordinator = node.user("coordinator");
    let (base, _) = device(&coordinator);
    let phone = node.visitor();
    for (register, values, (field, expected)) in ANSWERS {
        let form = offered(&coordinator, &base, &phone, register);
        let instance = format!("uuid:{register}");
        let sent = filled(&form, &instance, values);
        for (name, _) in values {
            assert!(
                sent.contains(&format!("<{name}>")),
                "{register} asks no {name}"
            );
        }
        send(&phone, &base, &sent, &[]).expect(201);
        let path =
            format!("/api/v1/registers/submissions/records?filter=instance_id:eq:{instance}");
        let submission = coordinator.get(&path).expect(200).json()["records"][0]["data"].clone();
        assert_eq!(
            submission["register_state"], "done",
            "{register}: {submission}"
        );
        let id = submission["register_record"].as_str().expect("a record");
        let record = coordinator
            .get(&format!("/api/v1/registers/{register}/records/{id}"))
            .expect(200)
            .json();
        let kept = match &record["data"][field] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        assert_eq!(kept, expected, "{register}");
    }
    // Repeats and what is calculated arrive too.
    let count = "/api/v1/registers/flow_counts/records?filter=counted_on:eq:2026-10-01";
    let record = coordinator.get(count).expect(200).json()["records"][0].clone();
    let id = record["id"].as_str().expect("an id");
    let whole = coordinator
        .get(&format!("/api/v1/registers/flow_counts/records/{id}"))
        .expect(200)
        .json();
    assert_eq!(whole["data"]["groups"][0]["size"], 12);
    let point = coordinator
        .get("/api/v1/displacement/flows/points/N1?from=2026-10-01&to=2026-10-01")
        .expect(200)
        .json();
    let day = &point["days"][0];
    assert_eq!(
        (&day["observed"], &day["factor"]),
        (&json!(12), &json!(1.75))
    );
    assert_eq!(day["scaled"], 21.0);
    assert_eq!(day["derived"]["rule"], "scaled_to_open_hours");
    // What names people is for those who register them.
    let path = "/api/v1/registers/site_households/records";
    node.user("analyst").get(path).expect(403);
    node.user("partner").get(path).expect(403);
    node.user("enumerator").get(path).expect(403);
}

#[test]
fn a_countrys_own_form_feeds_the_same_counts_by_its_meanings() {
    const OWN: &str = "| survey |\n| | type | name | label | hxl |\n| | text | poste | Poste | #loc+code |\n| | date | jour | Jour | #date+occurred |\n\
        | | integer | heure | Heure | #date+hour |\n| | decimal | duree | Durée | #indicator+hours+observed |\n| | begin_repeat | groups | Groupes | |\n\
        | | integer | nombre | Nombre | #affected+migrants+ind |\n| | select_one sens | sens | Sens | #direction+type |\n| | end_repeat | | | |\n\
        | choices |\n| | list_name | name | label |\n| | sens | onward | Aller |\n| | sens | back | Retour |\n| settings |\n| | form_id | version |\n| | comptage | 1 |\n";
    let node = Node::start();
    let manager = node.user("coordinator");
    manager
        .with("content-type", "text/markdown")
        .send(
            "POST",
            &format!("{PROJECT}/forms?publish=true&ignoreWarnings=true"),
            Some(OWN.as_bytes()),
        )
        .expect(200);
    let bound = manager
        .send(
            "PUT",
            &format!("{OF_PROJECT}/forms/comptage/register"),
            Some(b"{\"register\": \"flow_counts\"}"),
        )
        .expect(200)
        .json();
    assert_eq!(
        (&bound["unused"], &bound["missing"]),
        (&json!([]), &json!([]))
    );
    let (base, _) = device(&manager);
    let phone = node.visitor();
    let form = phone
        .get(&format!("{base}/forms/comptage.xml"))
        .expect(200)
        .text();
    let form = xform::XForm::read(form.as_bytes()).expect("an XForm");
    let values = [
        ("poste", "N2"),
        ("jour", "2026-10-03"),
        ("heure", "6"),
        ("duree", "16"),
        ("nombre", "31"),
        ("sens", "back"),
    ];
    send(&phone, &base, &filled(&form, "uuid:own", &values), &[]).expect(201);
    let point = manager
        .get("/api/v1/displacement/flows/points/N2?from=2026-10-03&to=2026-10-03&lang=fr")
        .expect(200)
        .json();
    assert_eq!(point["days"][0]["by_direction"]["back"], 31);
    assert!(
        point["days"][0]["derived"]["words"]
            .as_str()
            .expect("a sentence")
            .contains("16 heures")
    );
}

#[test]
fn an_emergency_goes_from_a_phone_to_the_public_map_when_an_analyst_says_so() {
    let node = Node::start();
    let (coordinator, analyst, visitor) = (
        node.user("coordinator"),
        node.user("analyst"),
        node.visitor(),
    );
    let (base, _) = device(&coordinator);
    let form = offered(&coordinator, &base, &visitor, "displacement_events");
    let values = [
        ("occurred_on", "2026-10-02"),
        ("cause", "landslide"),
        ("from_name", "the hill"),
        ("to_name", "School of Hidden Valley"),
        ("to_code", "XM0101"),
        ("point", "5.123456 22.345678 300 4"),
        ("individuals", "310"),
        ("individuals_low", "250"),
        ("individuals_high", "400"),
        ("event_source", "observation"),
        ("description", "told by a witness"),
    ];
    let points = |client: &Client| {
        let map = client.get("/en/events.geojson").expect(200).json();
        map["features"].as_array().expect("features").clone()
    };
    let before = points(&visitor).len();
    send(&visitor, &base, &filled(&form, "uuid:slide", &values), &[]).expect(201);
    let listed = analyst
        .get("/api/v1/registers/displacement_events/records?filter=cause:eq:landslide")
        .expect(200)
        .json();
    let record = &listed["records"][0];
    assert_eq!(record["state"], "reported");
    assert!(
        record["data"].get("description").is_none_or(Value::is_null),
        "an analyst sees no testimony"
    );
    let step = format!(
        "/api/v1/registers/displacement_events/records/{}/transition",
        record["id"].as_str().expect("an id")
    );
    assert_eq!(
        points(&visitor).len(),
        before,
        "nothing is public by being sent"
    );
    node.user("enumerator")
        .post(&step, &json!({"name": "publish"}))
        .expect(403);
    analyst.post(&step, &json!({"name": "publish"})).expect(200);

    let told = points(&visitor);
    assert_eq!(told.len(), before + 1);
    let mine = told
        .iter()
        .find(|feature| feature["properties"]["cause"] == "Landslide")
        .expect("the event");
    assert_eq!(
        mine["geometry"]["coordinates"],
        json!([22.3, 5.1]),
        "near the place, and not at it"
    );
    assert_eq!(mine["properties"]["people"], 310);
    for (lang, title, cause) in [
        ("en", "Emergencies", "Landslide"),
        ("fr", "Urgences", "Glissement de terrain"),
        ("es", "Emergencias", "Deslizamiento"),
        ("ar", "حالات الطوارئ", "انزلاق تربة"),
    ] {
        let page = visitor.get(&format!("/{lang}/events")).expect(200).text();
        assert!(page.contains(title) && page.contains(cause), "{lang}");
        assert!(
            !page.contains("Hidden Valley")
                && !page.contains("the hill")
                && !page.contains("witness"),
            "{lang}"
        );
        assert!(
            page.contains("<svg class=\"map events\"")
                && !page.contains("<script")
                && !page.contains(" style=")
        );
        assert!(page.len() < 300_000, "{} bytes", page.len());
    }
    // Seven people of the demo's smallest event are not told.
    let page = visitor.get("/en/events").expect(200).text();
    assert!(page.contains(">hidden<") && page.contains("310"));
    analyst
        .post(
            &step,
            &json!({"name": "withdraw", "reason": "reported twice"}),
        )
        .expect(200);
    assert_eq!(points(&visitor).len(), before);
}

/// Rows of the public file without its two heads, by column.
fn weeks(visitor: &Client) -> Vec<Vec<String>> {
    let csv = visitor.get("/en/flows.csv").expect(200).text();
    let mut lines = csv.lines();
    assert!(
        lines
            .next()
            .expect("a head")
            .starts_with("point,name,route")
    );
    assert!(
        lines
            .next()
            .expect("tags")
            .starts_with("#loc+code,#loc+name,#route+name")
    );
    lines
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect()
}

#[test]
fn the_public_sees_approved_weeks_without_small_numbers() {
    let node = Node::start();
    let visitor = node.visitor();
    for (lang, title, dir) in [
        ("en", "People on the move", "ltr"),
        ("fr", "Personnes en mouvement", "ltr"),
        ("es", "Personas en movimiento", "ltr"),
        ("ar", "أشخاص في حالة تنقل", "rtl"),
    ] {
        let page = visitor.get(&format!("/{lang}/flows")).expect(200).text();
        assert!(
            page.contains(title) && page.contains(&format!("dir=\"{dir}\"")),
            "{lang}"
        );
        assert!(!page.contains("<script") && !page.contains(" style="));
        assert_eq!(page.matches("<svg class=\"route\"").count(), 2, "{lang}");
        assert!(page.len() < 400_000, "{lang}: {} bytes", page.len());
    }
    visitor.get("/xx/flows").expect(404);
    assert!(visitor.get("/en").expect(200).text().contains("/en/flows"));
    let rows = weeks(&visitor);
    assert!(rows.len() > 7 * 12, "{}", rows.len());
    let mut hidden = 0;
    for row in &rows {
        let figures: Vec<Option<f64>> = row[6..9].iter().map(|cell| cell.parse().ok()).collect();
        for figure in figures.iter().flatten() {
            assert!(*figure >= 10.0 || *figure == 0.0, "{row:?}");
        }
        hidden += figures.iter().filter(|figure| figure.is_none()).count();
        // What is scaled is never without what was seen, and never below it.
        if let (Some(seen), Ok(scaled)) = (figures[0], row[9].parse::<f64>()) {
            assert!(scaled + 0.5 >= seen, "{row:?}");
        }
    }
    assert!(
        hidden * 5 < rows.len() * 3,
        "most of a busy point is told: {hidden} hidden"
    );
    // A count that nobody has approved is not there; approved, it is.
    let total = |point: &str| -> f64 {
        let rows = weeks(&visitor);
        rows.iter()
            .filter(|row| row[0] == point)
            .filter_map(|row| row[6].parse::<f64>().ok())
            .sum()
    };
    let before = total("N1");
    let body = json!({"from": "2026-09-01", "to": "2026-12-31"});
    visitor
        .post("/api/v1/displacement/flows/approve", &body)
        .expect(401);
    node.user("enumerator")
        .post("/api/v1/displacement/flows/approve", &body)
        .expect(403);
    let approved = node
        .user("analyst")
        .post("/api/v1/displacement/flows/approve", &body)
        .expect(200)
        .json();
    assert!(
        approved["approved"].as_u64().expect("a number") >= 10,
        "{approved}"
    );
    assert!(total("N1") > before);
    let again = node
        .user("analyst")
        .post("/api/v1/displacement/flows/approve", &body)
        .expect(200)
        .json();
    assert_eq!(again["approved"], 0);
}
