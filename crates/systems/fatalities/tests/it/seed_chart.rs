//! The chart of the programme document of 2018 beside a published release.

use fatalities::{Options, chart, published};
use vocab::PartialDate;

use crate::desk::{Desk, release};

#[tokio::test(flavor = "multi_thread")]
async fn the_printed_chart_is_compared_cell_by_cell_and_wrong_cells_are_left_out() {
    let (Some(table), Some(europe)) = (
        release("seed_totals.csv"),
        release("missing_migrants_europe.csv"),
    ) else {
        return;
    };
    let cells = chart::read(&table).unwrap();
    assert_eq!(cells.len(), 35);
    let desk = Desk::open().await;
    desk.import(&europe, Options::default()).await;
    let found = published(&desk.registers, None).await.unwrap();
    let until = PartialDate::parse("2018-09-28").unwrap();
    let lines = chart::compare(&cells, &found.incidents, Some(until));
    let of = |year, origin| {
        let line = lines
            .iter()
            .find(|line| line.year == year && line.origin == origin);
        line.unwrap().clone()
    };
    // Europe-bound routes alone are fewer people than the whole world of the chart; they are never added up to it.
    let total = of(2015, "Total");
    assert_eq!((total.value, total.here), (Some(6286), 4730));
    assert_eq!(total.difference, Some(4730 - 6286));
    for (year, origin) in [
        (2016, "Mixed/Unknown"),
        (2016, "Total"),
        (2017, "Mixed/Unknown"),
        (2018, "Americas"),
    ] {
        assert_eq!(of(year, origin).difference, None, "{year} {origin}");
    }
    // The chart ends on 28 September; the release goes on.
    assert!(of(2018, "Total").here < 3388);
    let whole = chart::compare(&cells, &found.incidents, None);
    let year = whole.iter().find(|l| l.year == 2018 && l.origin == "Total");
    assert_eq!(year.unwrap().here, 3388);
}

#[test]
fn a_table_of_something_else_is_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chart.csv");
    std::fs::write(
        &path,
        "year,region_of_origin,printed,value\n2014,Atlantis,1,1\n",
    )
    .unwrap();
    let told = chart::read(&path).unwrap_err().to_string();
    assert!(told.contains("row 2 column region_of_origin"), "{told}");
    std::fs::write(&path, "year,printed,value\n2014,1,1\n").unwrap();
    let told = chart::read(&path).unwrap_err().to_string();
    assert!(told.contains("region_of_origin"), "{told}");
}
