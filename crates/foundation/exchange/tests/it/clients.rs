//! Other programs open what is written: DuckDB, openpyxl, libhxl, GDAL (which QGIS reads through) and Python's json. Skipped by name where a program
//! is not installed, unless `WAYMARK_REQUIRE_CLIENTS=1`.

use std::process::Command;

use exchange::Format;

use crate::desk::{TestFile, columns, file, rows, written};

/// What a Python script prints of a file, or `None` where its modules are not installed.
#[expect(
    clippy::disallowed_methods,
    reason = "a test reads what the test run requires"
)]
fn python(test: &str, modules: &str, script: &str, found: &TestFile) -> Option<String> {
    let has = Command::new("python3")
        .args(["-c", &format!("import {modules}")])
        .output();
    if !has.is_ok_and(|done| done.status.success()) {
        assert!(
            std::env::var("WAYMARK_REQUIRE_CLIENTS").as_deref() != Ok("1"),
            "{test}: python3 with {modules} is required here"
        );
        eprintln!("skipped: {test} (no python3 with {modules})");
        return None;
    }
    let done = Command::new("python3")
        .args([
            "-c",
            &format!("import sys, {modules}\npath = sys.argv[1]\n{script}"),
        ])
        .arg(&found.path)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    Some(
        String::from_utf8(done.stdout)
            .unwrap()
            .trim()
            .replace("\r\n", "\n"),
    )
}

#[test]
fn duckdb_adds_up_csv_and_parquet() {
    for (format, name, source) in [
        (
            Format::Csv,
            "a.csv",
            "read_csv(?, header = true, all_varchar = false)",
        ),
        (Format::Parquet, "a.parquet", "read_parquet(?)"),
    ] {
        let found = file(name, written(format, columns(), rows()));
        let script = format!(
            "print(duckdb.execute(\"\"\"select count(*), sum(people), count(people), sum(share), min(seen), \
             count(*) filter (where open), max(name) filter (where code = 'XM04') from {source}\"\"\", [path]).fetchone())"
        );
        let Some(told) = python(
            "duckdb_adds_up_csv_and_parquet",
            "duckdb, datetime",
            &script,
            &found,
        ) else {
            return;
        };
        // CSV has words for truth, which DuckDB reads as text or truth by itself.
        let expected = "(7, 25000, 6, 3.5, datetime.date(2024, 2, 21), 3, 'القضارف')";
        let told = told
            .replace("Decimal('25000')", "25000")
            .replace("25000.0", "25000");
        assert_eq!(told, expected, "{name}");
    }
}

#[test]
fn openpyxl_reads_labels_tags_and_types() {
    let found = file("a.xlsx", written(Format::Xlsx, columns(), rows()));
    let script = "sheet = openpyxl.load_workbook(path).active\n\
        print([cell.value for cell in sheet[1]])\n\
        print([cell.value for cell in sheet[2]])\n\
        print(sheet.max_row, sheet.freeze_panes)\n\
        print([type(cell.value).__name__ for cell in sheet[3]])\n\
        print(sheet['B6'].value, sheet['E3'].value.date(), sheet['C5'].value)";
    let Some(told) = python(
        "openpyxl_reads_labels_tags_and_types",
        "openpyxl",
        script,
        &found,
    ) else {
        return;
    };
    assert_eq!(
        told.lines().collect::<Vec<_>>(),
        [
            "['P-code', 'Name', 'People', 'Share', 'Seen on', 'Open']",
            "['#adm1+code', '#adm1+name', '#affected+idps+ind', '#indicator+pct+value', '#date+reported', '#status+open']",
            "9 A3",
            "['str', 'str', 'int', 'float', 'datetime', 'bool']",
            "القضارف 2024-02-21 None",
        ]
    );
}

#[test]
fn libhxl_reads_the_tags_and_adds_up() {
    for (format, name) in [(Format::HxlCsv, "a.csv"), (Format::Xlsx, "a.xlsx")] {
        let found = file(name, written(format, columns(), rows()));
        let script = "data = hxl.data(path, hxl.InputOptions(allow_local=True))\n\
            print(data.headers)\n\
            print(data.display_tags)\n\
            rows = list(data)\n\
            print(len(rows), sum(float(row.get('#affected') or 0) for row in rows))";
        let Some(told) = python("libhxl_reads_the_tags_and_adds_up", "hxl", script, &found) else {
            return;
        };
        assert_eq!(
            told.lines().collect::<Vec<_>>(),
            [
                "['P-code', 'Name', 'People', 'Share', 'Seen on', 'Open']",
                "['#adm1+code', '#adm1+name', '#affected+idps+ind', '#indicator+pct+value', '#date+reported', '#status+open']",
                "7 25000.0",
            ],
            "{name}"
        );
    }
}

#[test]
fn python_finds_a_feature_collection() {
    let found = file("a.geojson", written(Format::Geojson, columns(), rows()));
    let script = "data = json.load(open(path, encoding='utf-8'))\n\
        features = data['features']\n\
        print(data['type'], len(features), {feature['type'] for feature in features})\n\
        print(features[0]['geometry'], features[1]['geometry'])\n\
        print(sum(feature['properties']['people'] or 0 for feature in features), features[3]['properties']['name'])";
    let Some(told) = python("python_finds_a_feature_collection", "json", script, &found) else {
        return;
    };
    assert_eq!(
        told.lines().collect::<Vec<_>>(),
        [
            "FeatureCollection 7 {'Feature'}",
            "{'coordinates': [1.25, 10.5], 'type': 'Point'} None",
            "25000 القضارف",
        ]
    );
}

#[test]
fn gdal_finds_a_layer_of_points_with_typed_fields() {
    let found = file("a.geojson", written(Format::Geojson, columns(), rows()));
    let script = "about = pyogrio.read_info(path)\n\
        print(about['driver'], about['features'], about['geometry_type'], about['crs'])\n\
        print(list(zip(about['fields'], about['dtypes'])))\n\
        meta, _, shapes, fields = pyogrio.raw.read(path, where=\"code = 'XM04'\")\n\
        print(len(shapes), dict(zip(meta['fields'], fields))['name'][0])";
    let Some(told) = python(
        "gdal_finds_a_layer_of_points_with_typed_fields",
        "pyogrio",
        script,
        &found,
    ) else {
        return;
    };
    assert_eq!(
        told.lines().collect::<Vec<_>>(),
        [
            "GeoJSON 7 Point EPSG:4326",
            "[('code', 'object'), ('name', 'object'), ('open', 'bool'), ('people', 'int32'), \
             ('seen', 'datetime64[D]'), ('share', 'float64')]",
            "1 القضارف",
        ]
    );
}
