//! Published files of displacement tracking, where they lie beside the project: rows and sums against totals that
//! were computed independently.

use std::path::PathBuf;

use exchange::{Cell, table};
use serde_json::Value as Json;

fn folder(test: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap())
        .join("../../../../shared/data/dtm");
    if folder.join("totals.json").is_file() {
        return Some(folder);
    }
    eprintln!("skipped: {test} (no shared/data/dtm beside the project)");
    None
}

fn totals(folder: &std::path::Path) -> Json {
    serde_json::from_slice(&std::fs::read(folder.join("totals.json")).unwrap()).unwrap()
}

/// A table read whole: its columns' headers and its rows of data.
struct Read {
    table: table::Table,
    rows: Vec<Vec<Cell>>,
}

fn load(folder: &std::path::Path, name: &str, sheet: &str) -> Read {
    let book = exchange::open(&folder.join(name)).unwrap();
    let sheet = book
        .sheets()
        .iter()
        .find(|info| info.name.trim() == sheet || sheet.is_empty())
        .unwrap();
    let table = table::find(&book, &sheet.name).unwrap().unwrap();
    let rows = table
        .lines(&book)
        .unwrap()
        .filter_map(|line| match line.unwrap() {
            table::Line::Data(row) => Some(row.cells),
            table::Line::Total(_) | table::Line::Note(_) => None,
        })
        .collect();
    Read { table, rows }
}

impl Read {
    fn column(&self, wanted: impl Fn(&table::Column) -> bool) -> usize {
        self.table
            .columns
            .iter()
            .find(|column| wanted(column))
            .unwrap()
            .index
    }

    fn header(&self, header: &str) -> usize {
        self.column(|column| column.header == header)
    }

    fn tagged(&self, tag: &str) -> usize {
        self.column(|column| column.tag.as_deref() == Some(tag))
    }

    fn sum(&self, column: usize, keep: impl Fn(&[Cell]) -> bool) -> f64 {
        self.rows
            .iter()
            .filter(|row| keep(row))
            .filter_map(|row| row.get(column))
            .filter_map(|cell| match cell {
                Cell::Number(number) => Some(*number),
                other => other.shown().trim().replace(',', "").parse().ok(),
            })
            .sum()
    }
}

#[expect(clippy::float_cmp, reason = "sums of whole numbers are exact")]
fn same(found: f64, wanted: &Json, what: &str) {
    assert_eq!(found, wanted.as_f64().unwrap(), "{what}");
}

#[test]
fn the_global_table_has_its_rows_and_each_level_its_sum() {
    let Some(folder) = folder("the_global_table_has_its_rows_and_each_level_its_sum") else {
        return;
    };
    for (name, level, figure, sums) in [
        (
            "global_dtm_api_admin0_2.csv",
            "adminLevel",
            "numPresentIdpInd",
            "sum_idps_by_admin_level",
        ),
        (
            "hdx_hapi_idps_global.csv",
            "admin_level",
            "population",
            "sum_population_by_admin_level",
        ),
    ] {
        let totals = &totals(&folder)[name];
        let read = load(&folder, name, "");
        assert_eq!(
            Some(read.rows.len() as u64),
            totals["rows"].as_u64(),
            "{name}"
        );
        let (level, figure) = (read.header(level), read.header(figure));
        for (wanted, sum) in totals[sums].as_object().unwrap() {
            same(
                read.sum(figure, |row| row[level].shown() == *wanted),
                sum,
                name,
            );
        }
    }
    let read = load(&folder, "global_pcodes_adm1_2.csv", "");
    assert_eq!(
        Some(read.rows.len() as u64),
        totals(&folder)["global_pcodes_adm1_2.csv"]["rows"].as_u64()
    );
}

#[test]
fn master_lists_are_found_under_their_titles_and_groups() {
    let Some(folder) = folder("master_lists_are_found_under_their_titles_and_groups") else {
        return;
    };
    let all = totals(&folder);
    let name = "iraq_idp_master_list_2020_02_29.csv";
    let read = load(&folder, name, "");
    assert_eq!(Some(read.rows.len() as u64), all[name]["rows"].as_u64());
    same(
        read.sum(read.header("Households"), |_| true),
        &all[name]["households"],
        "households",
    );
    same(
        read.sum(read.header("Individuals"), |_| true),
        &all[name]["individuals"],
        "individuals",
    );
    for block in [
        "origin_households",
        "shelter_households",
        "period_households",
    ] {
        for (header, sum) in all[name][block].as_object().unwrap() {
            let column = read.header(&table::one_line(header));
            same(read.sum(column, |_| true), sum, header);
        }
    }
    let name = "sudan_idp_master_list_2024_12_17.xlsx";
    for sheet in ["MASTER LIST (ADMIN1)", "MASTER LIST (ADMIN2)"] {
        let read = load(&folder, name, sheet);
        let wanted = &all[name][sheet];
        assert_eq!(
            Some(read.rows.len() as u64),
            wanted["rows"].as_u64(),
            "{sheet}"
        );
        same(
            read.sum(read.tagged("#affected+idps+ind"), |_| true),
            &wanted["idps"],
            sheet,
        );
    }
    let name = "ukraine_zakarpatska_area_baseline_2022_04.csv";
    let read = load(&folder, name, "");
    assert_eq!(Some(read.rows.len() as u64), all[name]["rows"].as_u64());
    same(
        read.sum(read.tagged("#affected+idps+ind"), |_| true),
        &all[name]["idps"],
        name,
    );
    assert_eq!(read.table.remarks.len(), 1, "the stray link is remarked");
}

#[test]
fn a_workbook_of_several_tables_gives_each_its_rows() {
    let Some(folder) = folder("a_workbook_of_several_tables_gives_each_its_rows") else {
        return;
    };
    let name = "libya_migrants_round54_2024.xlsx";
    let all = totals(&folder);
    for (sheet, key) in [
        ("Baladiya Main", "baladiya"),
        ("Muhalla Main", "muhalla"),
        ("Nationalities", "nationalities"),
    ] {
        let read = load(&folder, name, sheet);
        let wanted = &all[name][key];
        assert_eq!(
            Some(read.rows.len() as u64),
            wanted["rows"].as_u64(),
            "{sheet}"
        );
        // Whatever its header is called, one column adds up to the number of migrants.
        let migrants = read.table.columns.iter().filter(|column| {
            let sum = read.sum(column.index, |_| true);
            wanted["migrants"]
                .as_f64()
                .is_some_and(|wanted| (sum - wanted).abs() < 0.5)
        });
        assert!(migrants.count() >= 1, "{sheet}");
    }
}

#[test]
fn answers_of_the_api_are_read_whole() {
    let Some(folder) = folder("answers_of_the_api_are_read_whole") else {
        return;
    };
    let all = totals(&folder);
    for (name, wanted) in all["api_fixtures"].as_object().unwrap() {
        let Some(records) = wanted["records"].as_u64() else {
            continue;
        };
        let read = load(&folder.join("api_fixtures"), name, "");
        assert_eq!(read.rows.len() as u64, records, "{name}");
        if !wanted["sum_numPresentIdpInd"].is_null() {
            let sum = read.sum(read.header("numPresentIdpInd"), |_| true);
            same(sum, &wanted["sum_numPresentIdpInd"], name);
        }
    }
}
