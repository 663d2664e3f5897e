//! Files in and out: an import through the browser's door, places from boundaries, exports that come back.

use serde_json::Value;

use crate::{
    client::Answer,
    node::{Node, folder, waymark},
};

const TABLE: &str = "Province,P-Code Admin 1,IDPs,Households\n\
    Zarubo,XM01,120,20\nSalam,XM02,75,15\nRurala,XM03,8,2\n";

/// A form as browsers send it.
fn form(options: &str, name: &str, file: &str) -> (String, Vec<u8>) {
    let body = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"options\"\r\n\r\n{options}\r\n\
         --edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         content-type: text/csv\r\n\r\n{file}\r\n--edge--\r\n"
    );
    (
        "multipart/form-data; boundary=edge".to_owned(),
        body.into_bytes(),
    )
}

const WHERE: &str = "\"country\": \"XMR\", \"operation\": \"xmr-marula\", \"round\": \"9\", \"date\": \"2026-10-20\"";

fn send(node: &Node, who: &str, (kind, body): &(String, Vec<u8>)) -> Answer {
    let who = node.user(who).with("content-type", kind);
    who.send("POST", "/api/v1/displacement/import", Some(body))
}

fn import(node: &Node, who: &str, options: &str, file: &str) -> (u16, Value) {
    let answer = send(node, who, &form(options, "list.csv", file));
    (answer.status, answer.json())
}

#[test]
fn a_file_is_tried_then_kept_and_the_same_file_again_changes_nothing() {
    let node = Node::start();
    let round = "/api/v1/displacement/rounds/xmr-marula-r9";
    let (status, tried) = import(
        &node,
        "analyst",
        &format!("{{{WHERE}, \"dry_run\": true}}"),
        TABLE,
    );
    assert_eq!(status, 200, "{tried}");
    assert_eq!(tried["report"]["control_sums"][0]["individuals"], 203);
    assert_eq!(tried["report"]["committed"], false);
    node.user("analyst").get(round).expect(404);

    let (status, kept) = import(&node, "analyst", &format!("{{{WHERE}}}"), TABLE);
    assert_eq!(status, 200, "{kept}");
    assert_eq!(kept["report"]["committed"], true);
    let seen = node.user("analyst").get(round).expect(200).json();
    assert_eq!(
        (&seen["individuals"], &seen["households"]),
        (&203.into(), &37.into())
    );
    let operation = node
        .user("analyst")
        .get("/api/v1/registers/operations/records")
        .expect(200)
        .json();
    assert_eq!(
        operation["records"][0]["data"]["name"], "Marula displacement tracking",
        "a file of figures renames no operation"
    );

    let (_, again) = import(&node, "analyst", &format!("{{{WHERE}}}"), TABLE);
    assert_eq!(
        (&again["report"]["created"], &again["report"]["changed"]),
        (&0.into(), &0.into())
    );
}

#[test]
fn a_bad_file_is_told_whole_and_kept_not_at_all() {
    let node = Node::start();
    let bad = TABLE
        .replace("Salam,XM02,75", "Salam,XM02,-75")
        .replace("8,2", "8,many");
    let (status, told) = import(&node, "analyst", &format!("{{{WHERE}}}"), &bad);
    assert_eq!(status, 422, "{told}");
    let places: Vec<&str> = told["faults"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|fault| fault["field"].as_str())
        .collect();
    assert_eq!(
        places,
        ["list row 3 column C", "list row 4 column D"],
        "{told}"
    );
    node.user("analyst")
        .get("/api/v1/displacement/rounds/xmr-marula-r9")
        .expect(404);

    let (status, told) = import(&node, "analyst", "{\"rond\": 3}", TABLE);
    assert_eq!(status, 400);
    assert!(told["detail"].as_str().unwrap().contains("rond"), "{told}");
    let answer = send(
        &node,
        "analyst",
        &form("{}", "../../evil.xlsx", "no workbook"),
    );
    assert_eq!(answer.status, 422, "{}", answer.text());
    // Who may not import is refused before the file is looked at.
    for who in ["enumerator", "partner"] {
        assert_eq!(import(&node, who, "{}", "nothing").0, 403, "{who}");
    }
}

#[test]
fn boundaries_that_were_exported_come_back_as_the_same_places() {
    let node = Node::start();
    let folder = folder();
    let file = folder.path().join("places.geojson");
    let data = folder.path().join("other");
    let told = node
        .user("admin")
        .get("/api/v1/registers/places/export?format=geojson")
        .expect(200);
    std::fs::write(&file, told.text()).unwrap();
    let run = |arguments: &[&str]| {
        let out = waymark(&data, arguments);
        (
            out.status.code(),
            String::from_utf8_lossy(&out.stdout).into_owned(),
        )
    };
    let file = file.display().to_string();
    // Levels are in a property of their own here: one is told for all.
    let (code, said) = run(&[
        "import",
        "places",
        &file,
        "--code-field",
        "code",
        "--level",
        "1",
        "--json",
    ]);
    assert_eq!(code, Some(0), "{said}");
    let report: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (&report["areas"], &report["created"]),
        (&57.into(), &57.into())
    );
    let (_, said) = run(&[
        "import",
        "places",
        &file,
        "--code-field",
        "code",
        "--level",
        "1",
        "--json",
    ]);
    let report: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(report["unchanged"], 57);
    let (code, said) = run(&["export", "places", "--format", "geojson"]);
    assert_eq!(code, Some(0));
    let again: Value = serde_json::from_str(&said).unwrap();
    let first: Value = serde_json::from_str(&told.text()).unwrap();
    let shapes = |collection: &Value| {
        let features = collection["features"].as_array().unwrap().iter();
        let mut all: Vec<(String, String)> = features
            .map(|one| {
                (
                    one["properties"]["code"].to_string(),
                    one["geometry"].to_string(),
                )
            })
            .collect();
        all.sort();
        all
    };
    assert_eq!(shapes(&first), shapes(&again));
    assert!(
        shapes(&first)
            .iter()
            .all(|(_, shape)| shape.contains("Polygon"))
    );
}

#[test]
fn a_round_is_exported_by_its_number_and_an_unknown_one_is_refused() {
    let folder = folder();
    let table = folder.path().join("list.csv");
    std::fs::write(&table, TABLE).unwrap();
    let table = table.to_string_lossy();
    let run = |arguments: &[&str]| {
        let out = waymark(folder.path(), arguments);
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        let complaint = String::from_utf8_lossy(&out.stderr).into_owned();
        (out.status.code(), said, complaint)
    };
    let import = |operation: &str, round: &str| {
        let (code, said, complaint) = run(&[
            "import",
            "displacement",
            &table,
            "--country",
            "XMR",
            "--operation",
            operation,
            "--round",
            round,
            "--date",
            "2026-10-20",
        ]);
        assert_eq!(code, Some(0), "{said}{complaint}");
    };
    import("xmr-north", "7");
    import("xmr-south", "8");
    let (_, by_number, _) = run(&[
        "export",
        "displacement",
        "--round",
        "7",
        "--format",
        "hxl-csv",
    ]);
    let (_, by_code, _) = run(&[
        "export",
        "area_assessments",
        "--round",
        "xmr-north-r7",
        "--format",
        "hxl-csv",
    ]);
    assert_eq!(by_number, by_code);
    assert_eq!(
        by_number.lines().count(),
        2 + 3,
        "header, tags, three areas: {by_number}"
    );
    let (_, rows, _) = run(&[
        "export",
        "displacement",
        "--round",
        "7",
        "--rows",
        "breakdown",
    ]);
    let header = rows.lines().next().unwrap_or_default();
    assert!(
        header.starts_with("_id,_state,assessment_key,area_code,")
            && header.contains(",dimension,category,"),
        "{header}"
    );
    let (code, _, complaint) = run(&["export", "displacement", "--rows", "individuals"]);
    assert!(
        code == Some(2) && complaint.contains("`individuals` is no repeat"),
        "{complaint}"
    );
    let (code, said, complaint) = run(&["export", "displacement", "--round", "9"]);
    assert_eq!((code, said.as_str()), (Some(2), ""));
    assert!(complaint.contains("no round `9`"), "{complaint}");
    import("xmr-south", "7");
    let (code, _, complaint) = run(&["export", "displacement", "--round", "7"]);
    assert_eq!(code, Some(2));
    assert!(
        complaint.contains("xmr-north-r7, xmr-south-r7"),
        "{complaint}"
    );
}

#[test]
fn the_command_line_tells_of_registers_and_their_faults() {
    let folder = folder();
    let run = |arguments: &[&str]| {
        let out = waymark(folder.path(), arguments);
        (
            out.status.code(),
            String::from_utf8_lossy(&out.stdout).into_owned(),
        )
    };
    let (code, said) = run(&["register", "list"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("area_assessments"), "{said}");
    let own = folder.path().join("registers/water_points");
    std::fs::create_dir_all(&own).unwrap();
    let toml = "module = \"displacement\"\nclass = \"internal\"\nkey = [\"name\"]\n[title]\nen = \"Water points\"\n";
    std::fs::write(own.join("register.toml"), toml).unwrap();
    std::fs::write(
        own.join("survey.csv"),
        "type,name,label\ntext,name,Name\nselect_one kind,kind,Kind\n",
    )
    .unwrap();
    let registers = folder.path().join("registers").display().to_string();
    let (code, said) = run(&["register", "check", &registers]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("survey.csv row 3") && said.contains("kind"),
        "{said}"
    );
    std::fs::write(
        own.join("choices.csv"),
        "list_name,name,label\nkind,well,Well\n",
    )
    .unwrap();
    assert_eq!(run(&["register", "check", &registers]).0, Some(0));
    let (_, said) = run(&["register", "list"]);
    assert!(
        said.contains("water_points"),
        "in force without code: {said}"
    );
}
