//! What scripts and analysts get out of field collection: OData tables, CSV, workbooks, and the real `pyodk`.

use std::io::{Cursor, Read as _};

use serde_json::{Value, json};

use crate::{
    client::Client,
    collect::{PROJECT, device, send},
    node::{Node, PASSWORD},
    python,
};

const FORM: &str = "| survey |\n| | type | name | label::English (en) | label::French (fr) | hxl |\n\
    | | text | settlement | Settlement | Localité | #loc+name |\n\
    | | geopoint | place | Place | Lieu | #geo |\n\
    | | select_multiple need | needs | Needs | Besoins | #sector |\n\
    | | begin_repeat | household | Household | Ménage | |\n\
    | | text | head | Head | Chef | |\n\
    | | integer | members | Members | Membres | |\n\
    | | end_repeat | | | | |\n\
    | | image | photo | Photo | Photo | |\n\
    | choices |\n| | list_name | name | label::English (en) | label::French (fr) |\n\
    | | need | water | Water | Eau |\n| | need | shelter | Shelter | Abri |\n\
    | settings |\n| | form_id | version | default_language |\n| | families | 1 | English (en) |\n";

fn answers(number: usize, settlement: &str) -> String {
    format!(
        "<data id=\"families\" version=\"1\"><settlement>{settlement}</settlement><place>33.5 36.25 700 4.5</place>\
         <needs>water shelter</needs><household><head>A{number}</head><members>3</members></household>\
         <household><head>B{number}</head><members>{number}</members></household><photo>p.jpg</photo>\
         <meta><instanceID>uuid:f{number}</instanceID></meta></data>"
    )
}

/// A node whose form has five submissions, the last one with a photograph.
fn with_answers() -> (Node, Client) {
    let node = Node::start();
    let manager = node.user("manager");
    manager
        .with("content-type", "text/markdown")
        .send(
            "POST",
            &format!("{PROJECT}/forms?publish=true&ignoreWarnings=true"),
            Some(FORM.as_bytes()),
        )
        .expect(200);
    let (base, _) = device(&manager);
    let phone = node.visitor();
    for number in 1..=5 {
        // What a spreadsheet would take for a formula.
        let settlement = if number == 2 { "=1+1" } else { "Al Karama" };
        let files: &[(&str, &[u8])] = if number == 5 {
            &[("p.jpg", b"a photograph")]
        } else {
            &[]
        };
        send(&phone, &base, &answers(number, settlement), files).expect(201);
    }
    (node, manager)
}

fn rows(answer: &Value) -> &Vec<Value> {
    answer["value"].as_array().expect("rows")
}

#[test]
fn tables_over_odata_are_paged_filtered_expanded_and_described() {
    let (node, manager) = with_answers();
    let service = format!("{PROJECT}/forms/families.svc");
    let get = |rest: &str| manager.get(&format!("{service}{rest}")).expect(200).json();

    let document = get("");
    let names: Vec<&str> = rows(&document)
        .iter()
        .filter_map(|set| set["name"].as_str())
        .collect();
    assert_eq!(names, ["Submissions", "Submissions.household"]);
    let schema = manager
        .get(&format!("{service}/$metadata"))
        .expect(200)
        .text();
    let schema = roxmltree::Document::parse(&schema).expect("the schema is XML");
    let property = |name: &str| {
        let found = schema
            .descendants()
            .find(|node| node.attribute("Name") == Some(name));
        found
            .and_then(|node| node.attribute("Type"))
            .map(str::to_owned)
    };
    assert_eq!(property("place").as_deref(), Some("Edm.GeographyPoint"));
    assert_eq!(property("members").as_deref(), Some("Edm.Int64"));
    assert_eq!(property("needs").as_deref(), Some("Edm.String"));

    let first = &rows(&get("/Submissions?$top=1"))[0].clone();
    assert_eq!(first["__id"], "uuid:f5", "the newest first");
    assert_eq!(first["needs"], "water shelter");
    assert_eq!(first["place"]["coordinates"], json!([36.25, 33.5, 700.0]));
    assert_eq!(
        first["household@odata.navigationLink"],
        "Submissions('uuid%3Af5')/household"
    );
    assert!(
        first.get("household").is_none(),
        "repeats only when asked for"
    );
    assert_eq!(first["__system"]["submitterName"], "Phone 7");
    assert_eq!(
        (
            &first["__system"]["attachmentsPresent"],
            &first["__system"]["attachmentsExpected"]
        ),
        (&json!(1), &json!(1))
    );
    let within = get("/Submissions('uuid%3Af5')/household");
    assert_eq!(rows(&within).len(), 2);
    assert_eq!(rows(&within)[1]["__Submissions-id"], "uuid:f5");
    let expanded = get("/Submissions?$expand=*&$wkt=true&$filter=__id%20eq%20'uuid:f3'");
    let row = &rows(&expanded)[0];
    assert_eq!(
        (&row["place"], &row["household"][1]["members"]),
        (&json!("POINT (36.25 33.5 700.0)"), &json!(3))
    );
    assert_eq!(get("/Submissions('uuid%3Af3')")["settlement"], "Al Karama");

    // Every row once, however small the pages, with the count of all of them.
    for (table, all) in [("Submissions", 5), ("Submissions.household", 10)] {
        let mut seen = Vec::new();
        let mut next = Some(format!("{service}/{table}?$top=3&$count=true"));
        while let Some(address) = next {
            let page = manager.get(&address).expect(200).json();
            assert_eq!(page["@odata.count"], all, "{address}");
            seen.extend(
                rows(&page)
                    .iter()
                    .map(|row| row["__id"].as_str().expect("an id").to_owned()),
            );
            next = page["@odata.nextLink"]
                .as_str()
                .map(|link| link[link.find("/v1/").expect("a path")..].to_owned());
        }
        assert_eq!(seen.len(), all, "{table}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), all, "{table}: each row once");
    }
    assert_eq!(rows(&get("/Submissions?$skip=4")).len(), 1);
    assert_eq!(
        rows(&get(
            "/Submissions?$filter=__system/submissionDate%20lt%202020-01-01"
        ))
        .len(),
        0
    );
    let selected = get("/Submissions?$top=1&$select=__id,settlement");
    assert_eq!(rows(&selected)[0].as_object().expect("a row").len(), 2);

    for bad in [
        "/Submissions?$filter=settlement%20eq%20'x'",
        "/Submissions?$top=many",
        "/Submissions?$skiptoken=x",
        "/Submissions?$expand=household",
    ] {
        let refused = manager.get(&format!("{service}{bad}")).expect(400).json();
        assert!(refused["message"].is_string(), "{bad}");
    }
    manager
        .get(&format!("{service}/Submissions.nothing"))
        .expect(404);
    node.user("partner")
        .get(&format!("{service}/Submissions"))
        .also(403, 404);
}

#[test]
fn a_form_with_more_submissions_than_one_question_may_name_is_told_whole() {
    const MANY: usize = 205;
    let (node, manager) = with_answers();
    let (base, _) = device(&manager);
    let phone = node.visitor();
    for number in 6..=MANY {
        send(&phone, &base, &answers(number, "Al Karama"), &[]).expect(201);
    }
    let feed = format!("{PROJECT}/forms/families.svc/Submissions");
    let whole = manager
        .get(&format!("{feed}?$count=true"))
        .expect(200)
        .json();
    assert_eq!(whole["@odata.count"], MANY);
    let mut instances: Vec<&str> = rows(&whole)
        .iter()
        .filter_map(|row| row["__id"].as_str())
        .collect();
    instances.sort_unstable();
    instances.dedup();
    assert_eq!(instances.len(), MANY);
    let photographs = rows(&whole)
        .iter()
        .filter(|row| row["__system"]["attachmentsPresent"] == 1);
    assert_eq!(photographs.count(), 1);
    let counted = manager.get(&format!("{feed}?$top=0&$count=true"));
    assert_eq!(counted.expect(200).json()["@odata.count"], MANY);
    let lines = manager
        .get(&format!("{PROJECT}/forms/families/submissions.csv"))
        .expect(200)
        .text();
    assert_eq!(lines.lines().count(), MANY + 1);
}

#[test]
fn downloads_hold_every_table_and_the_files_that_were_sent() {
    let (node, manager) = with_answers();
    let of = format!("{PROJECT}/forms/families/submissions");
    let archive = manager.get(&format!("{of}.csv.zip")).expect(200);
    assert_eq!(archive.header("content-type"), Some("application/zip"));
    let mut archive = zip::ZipArchive::new(Cursor::new(archive.body)).expect("a ZIP");
    let mut file = |name: &str| {
        let mut text = String::new();
        archive
            .by_name(name)
            .expect(name)
            .read_to_string(&mut text)
            .expect("text");
        text
    };
    let root = file("families.csv");
    assert!(
        root.starts_with("SubmissionDate,settlement,place-Latitude,place-Longitude,place-Altitude,place-Accuracy,needs,photo,"),
        "{root}"
    );
    assert!(
        root.contains(",33.5,36.25,700,4.5,water shelter,p.jpg,"),
        "{root}"
    );
    assert!(
        root.contains("'=1+1"),
        "no cell is run as a formula: {root}"
    );
    let households = file("families-household.csv");
    assert_eq!(households.lines().count(), 11);
    assert!(
        households.contains("A5,3,uuid:f5,uuid:f5/household[1]"),
        "{households}"
    );
    assert_eq!(file("media/p.jpg"), "a photograph");

    let french = manager
        .get(&format!(
            "{of}.csv?language=fr&splitSelectMultiples=true&hxl=true&attachments=false"
        ))
        .expect(200)
        .text();
    let lines: Vec<&str> = french.lines().collect();
    assert!(
        lines[0].contains("Localité") && lines[0].contains("Besoins/Eau,Besoins/Abri"),
        "{french}"
    );
    assert!(
        lines[1].contains("#loc+name,#geo+lat,#geo+lon") && lines[1].contains("#sector+shelter"),
        "{french}"
    );
    assert!(lines[2].contains(",Eau; Abri,1,1,"), "{french}");
    let one = manager
        .get(&format!("{of}.csv?$filter=__id%20eq%20'uuid:f1'"))
        .expect(200)
        .text();
    assert_eq!(one.lines().count(), 2);

    let book = manager.get(&format!("{of}.xlsx?labels=true")).expect(200);
    if python::has(
        "openpyxl",
        "downloads_hold_every_table_and_the_files_that_were_sent",
    ) {
        let path = node.data().join("families.xlsx");
        std::fs::write(&path, &book.body).expect("the workbook is kept");
        let told = python::told(
            "import openpyxl,sys\nb=openpyxl.load_workbook(sys.argv[1])\n\
             print([(s.title, s.max_row, s.cell(1,2).value) for s in b])",
            &path,
        );
        assert_eq!(
            told.trim(),
            "[('families', 6, 'Settlement'), ('household', 11, 'Members')]"
        );
    }
    node.user("enumerator")
        .get(&format!("{of}.csv"))
        .also(403, 404);
}

#[test]
fn a_form_is_shown_to_those_it_was_given_to() {
    let (node, manager) = with_answers();
    let (one, first) = device(&manager);
    let (two, _) = device(&manager);
    let phone = node.visitor();
    let listed = |base: &str| {
        phone
            .get(&format!("{base}/formList"))
            .expect(200)
            .text()
            .contains("<formID>families<")
    };
    assert!(
        listed(&one) && listed(&two),
        "for everybody until it is given to somebody"
    );
    let of = format!("{PROJECT}/forms/families/assignments");
    let given = format!("{of}/2/{}", first["id"]);
    manager.post(&given, &json!({})).expect(200);
    assert!(listed(&one) && !listed(&two));
    assert_eq!(
        manager.get(&format!("{of}/2")).expect(200).json()[0]["actorId"],
        first["id"]
    );
    send(&phone, &two, &answers(9, "Late"), &[]).expect(201);
    manager.delete(&given).expect(200);
    assert!(
        !listed(&one) && !listed(&two),
        "taken back from the last one is for nobody"
    );
    manager.delete(&of).expect(200);
    assert!(listed(&two));
    manager.post(&format!("{of}/2/1"), &json!({})).expect(404);
    node.user("enumerator").post(&given, &json!({})).expect(403);
}

const PYODK: &str = r#"
import sys, json, openpyxl
from pyodk.client import Client
where = json.load(open(sys.argv[1]))
book = openpyxl.Workbook()
for line in open(where["form"] + ".md", encoding="utf-8").read().splitlines():
    cells = [cell.strip() or None for cell in line.strip().strip("|").split("|")]
    if len(cells) == 1:
        sheet = book.create_sheet(cells[0])
    elif cells[0]:
        raise SystemExit(line)
    else:
        sheet.append(cells[1:])
book.remove(book.worksheets[0])
book.save(where["form"] + ".xlsx")
with Client(config_path=where["config"], cache_path=where["cache"], project_id=1) as client:
    assert client.projects.list()[0].id == 1
    form = client.forms.create(definition=where["form"] + ".xlsx", ignore_warnings=True, form_id="families")
    assert (form.xmlFormId, form.version) == ("families", "1"), form
    users = list(client.projects.create_app_users(display_names=["Tablet"], forms=["families"]))
    assert users[0].token
    xml = "<data id='families' version='1'><settlement>Al Karama</settlement><household><head>A</head></household><photo>p.jpg</photo><meta><instanceID>uuid:py</instanceID></meta></data>"
    made = client.submissions.create(form_id="families", xml=xml, attachments=[where["photo"]])
    assert made.instanceId == "uuid:py" and not made.attachments[0].exists is False, made
    table = client.submissions.get_table(form_id="families", expand="*", count=True)
    assert table["@odata.count"] == 1 and table["value"][0]["household"][0]["head"] == "A", table
    assert table["value"][0]["__system"]["attachmentsPresent"] == 1, table
    client.submissions.edit(form_id="families", instance_id="uuid:py", comment="spelt",
        xml=xml.replace("Karama", "Karamah").replace("uuid:py</instanceID>", "uuid:py2</instanceID><deprecatedID>uuid:py</deprecatedID>"))
    assert client.submissions.list_comments(form_id="families", instance_id="uuid:py")[0].body == "spelt"
    client.submissions.review(form_id="families", instance_id="uuid:py", review_state="approved")
    assert client.submissions.get(form_id="families", instance_id="uuid:py").reviewState == "approved"
    assert client.submissions.get_table(form_id="families")["value"][0]["settlement"] == "Al Karamah"
    client.forms.update(form_id="families", attachments=[], version_updater=lambda v: str(int(v) + 1))
    assert client.forms.get("families").version == "2"
    assert 'version="2"' in client.forms.get_xml("families")
    print("done")
"#;

#[test]
fn pyodk_makes_a_form_sends_edits_reviews_and_reads() {
    if !python::has(
        "pyodk, openpyxl",
        "pyodk_makes_a_form_sends_edits_reviews_and_reads",
    ) {
        return;
    }
    let node = Node::start();
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let config = format!(
        "[central]\nbase_url = \"http://{}\"\nusername = \"manager\"\npassword = \"{PASSWORD}\"\ndefault_project_id = 1\n",
        node.address()
    );
    for (name, content) in [
        ("config.toml", config.as_str()),
        ("p.jpg", "a photograph"),
        ("families.md", FORM),
    ] {
        std::fs::write(at(name), content).expect("a file");
    }
    let told = json!({"config": at("config.toml"), "cache": at("cache.toml"), "photo": at("p.jpg"), "form": at("families")});
    std::fs::write(at("told.json"), told.to_string()).expect("a file");
    assert_eq!(python::told(PYODK, &at("told.json")).trim(), "done");
}

#[test]
fn rows_sent_piece_by_piece_arrive_whole_when_they_are_compressed() {
    let (_node, manager) = with_answers();
    let packed = manager.with("accept-encoding", "gzip");
    // The client takes only an answer that is whole.
    for path in [
        "families.svc/Submissions?$count=true",
        "families/submissions.csv",
    ] {
        let answer = packed.get(&format!("{PROJECT}/forms/{path}")).expect(200);
        assert_eq!(answer.header("content-encoding"), Some("gzip"), "{path}");
    }
    let photo = format!("{PROJECT}/forms/families/submissions/uuid:f5/attachments/p.jpg");
    assert_eq!(packed.get(&photo).expect(200).body, b"a photograph");
}

#[test]
fn the_shipped_form_of_a_register_goes_to_phones_and_comes_back_as_its_records() {
    let node = Node::start();
    let coordinator = node.user("coordinator");
    let of = "/api/v1/collect/projects/1";
    node.user("enumerator")
        .post(&format!("{of}/registers/sites"), &json!({}))
        .expect(403);
    coordinator
        .post(&format!("{of}/registers/users"), &json!({}))
        .expect(404);
    coordinator
        .post(&format!("{of}/registers/sites"), &json!({}))
        .expect(200);
    let told = coordinator
        .get(&format!("{of}/forms/sites/register"))
        .expect(200)
        .json();
    assert_eq!(
        (&told["register"], &told["missing"]),
        (&json!("sites"), &json!([]))
    );
    let (base, _) = device(&coordinator);
    let phone = node.visitor();
    let form = phone
        .get(&format!("{base}/forms/sites.xml"))
        .expect(200)
        .text();
    let form = xform::XForm::read(form.as_bytes()).expect("an XForm");
    let filled = |instance: &str, name: &str| {
        format!(
            "<data id=\"sites\" version=\"{}\"><site_id>from-a-phone</site_id><name>{name}</name><site_status>open</site_status>\
             <latitude>4.5</latitude><longitude>20.25</longitude><meta><instanceID>{instance}</instanceID></meta></data>",
            form.version
        )
    };
    send(&phone, &base, &filled("uuid:s1", "Al Karama"), &[]).expect(201);
    let found = || {
        let path = "/api/v1/registers/sites/records?filter=site_id:eq:from-a-phone";
        coordinator.get(path).expect(200).json()["records"].clone()
    };
    assert_eq!(found()[0]["data"]["name"], "Al Karama");
    assert_eq!(found()[0]["data"]["latitude"], 4.5);
    // Another visit to the same site changes its record and makes no second one.
    send(&phone, &base, &filled("uuid:s2", "Al Karamah"), &[]).expect(201);
    assert_eq!(found().as_array().map(Vec::len), Some(1));
    assert_eq!(found()[0]["data"]["name"], "Al Karamah");
    // What names no record waits with its submission, and is not lost.
    send(
        &phone,
        &base,
        &filled("uuid:s3", "Nameless").replace("from-a-phone", ""),
        &[],
    )
    .expect(201);
    let list = coordinator
        .get("/api/v1/registers/submissions/records?filter=register_state:eq:held")
        .expect(200)
        .json();
    assert_eq!(list["records"][0]["data"]["instance_id"], "uuid:s3");
}
