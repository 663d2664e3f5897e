//! What every page promises.

use std::io::Write;

use portal::{
    Amount, Fault, Home, Lang, World, WorldShapes, fault_page, figure_page, home_page, world_page,
};

use crate::demo_country::{STEPS, day, figure, home, indicator, shapes, shapes_of, site};

fn compressed(page: &str) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder
        .write_all(page.as_bytes())
        .expect("memory takes all");
    encoder.finish().expect("memory takes all").len()
}

fn all_pages(lang: Lang) -> Vec<(&'static str, String)> {
    let shapes = shapes();
    let world = World {
        indicator: indicator(),
        until: day("2026-06"),
        values: vec![
            (
                "SDN".into(),
                Amount::Known(9_800_000.0),
                Some("/en/sdn".into()),
            ),
            ("COL".into(), Amount::Known(5_000_000.0), None),
            ("MLT".into(), Amount::Suppressed, None),
        ],
        provenance: figure(&shapes).provenance,
    };
    let outlines = [
        ("729".to_owned(), "M500 200h40v30h-40z".to_owned()),
        ("COL".to_owned(), "M200 220l30 5-10 30z".to_owned()),
        ("MLT".to_owned(), "M450 150h1v1z".to_owned()),
        ("FRA".to_owned(), "M420 100h30v30z".to_owned()),
    ];
    let outlines = WorldShapes {
        size: (960.0, 500.0),
        scale: 1.0,
        shapes: &outlines,
    };
    let site = site();
    vec![
        ("home", home_page(&site, lang, &home(&shapes))),
        ("figure", figure_page(&site, lang, &figure(&shapes))),
        ("world", world_page(&site, lang, &world, outlines)),
        ("empty", home_page(&site, lang, &Home::default())),
        (
            "not-found",
            fault_page(&site, lang, Fault::NotFound, "/nowhere"),
        ),
        (
            "internal",
            fault_page(&site, lang, Fault::Internal { id: "01JX" }, ""),
        ),
    ]
}

#[test]
fn no_page_has_script_inline_style_or_unescaped_names() {
    for lang in Lang::ALL {
        for (name, page) in all_pages(lang) {
            for forbidden in ["<script", " style=", "javascript:", "<style", "onload=\""] {
                assert!(
                    !page.contains(forbidden),
                    "{name} {} has {forbidden}",
                    lang.code()
                );
            }
            assert!(page.contains(&format!(
                "<html lang=\"{}\" dir=\"{}\">",
                lang.code(),
                lang.direction()
            )));
            assert_eq!(page.matches("<h1").count(), 1, "{name}");
            assert!(page.contains("href=\"#content\"") && page.contains("id=\"content\""));
        }
    }
}

#[test]
fn ids_on_a_page_are_unique_and_every_reference_has_its_target() {
    for (name, page) in all_pages(Lang::En) {
        let after = |marker: &str| -> Vec<String> {
            page.split(marker)
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap_or("").to_owned())
                .collect()
        };
        let mut ids = after(" id=\"");
        let total = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), total, "{name}");
        for target in after("href=\"#")
            .into_iter()
            .chain(after("aria-labelledby=\""))
        {
            assert!(ids.contains(&target), "{name}: {target}");
        }
        for target in after("url(#") {
            let target = target.trim_end_matches(')').to_owned();
            assert!(ids.contains(&target), "{name}: {target}");
        }
    }
}

#[test]
fn a_page_with_sixty_areas_is_at_most_100_kilobytes_compressed() {
    for lang in Lang::ALL {
        for (name, page) in all_pages(lang) {
            let size = compressed(&page) + compressed(portal::STYLESHEET);
            assert!(size <= 100_000, "{name} {}: {size}", lang.code());
        }
    }
}

#[test]
fn borders_of_any_detail_keep_the_page_small() {
    for finer in [2, 4, 8, 16, 32] {
        let shapes = shapes_of(STEPS * finer);
        let page = figure_page(&site(), Lang::En, &figure(&shapes));
        let size = compressed(&page) + compressed(portal::STYLESHEET);
        println!("{} vertices: {size} bytes", 240 * STEPS * finer);
        assert!(size <= 100_000, "{finer} times finer: {size}");
    }
}

#[test]
fn the_table_says_what_the_map_says() {
    let shapes = shapes();
    let page = figure_page(&site(), Lang::En, &figure(&shapes));
    let (map, table) = page
        .split_once("<table")
        .expect("the table follows the map");
    for row in figure(&shapes).rows {
        let Some(value) = row.amount.known() else {
            continue;
        };
        let digits = value.to_string();
        let with_commas = digits
            .as_bytes()
            .rchunks(3)
            .rev()
            .map(|part| std::str::from_utf8(part).unwrap())
            .collect::<Vec<_>>()
            .join(",");
        assert!(
            map.contains(&format!(": {with_commas} p")),
            "map lacks {with_commas}"
        );
        assert!(
            table.contains(&format!("<bdi>{with_commas}</bdi>")),
            "table lacks {with_commas}"
        );
    }
    assert!(page.contains("&lt;script&gt;alert('x')&lt;/script&gt;"));
}

#[test]
fn what_is_hidden_or_unknown_is_hatched_and_said_and_never_a_zero() {
    let shapes = shapes();
    let page = figure_page(&site(), Lang::En, &figure(&shapes));
    assert!(page.contains("fill=\"url(#map-hidden)\"") && page.contains("fill=\"url(#map-none)\""));
    assert!(page.contains("Wadi Saleh 2: no data") || page.contains(": no data"));
    assert!(page.contains(": hidden"));
}

#[test]
fn a_tiny_area_gets_a_ring_and_others_none() {
    let shapes = shapes();
    let page = figure_page(&site(), Lang::En, &figure(&shapes));
    assert_eq!(page.matches("class=\"ring").count(), 1);
}

#[test]
fn addresses_name_the_object_and_the_language_switch_stays_on_it() {
    let shapes = shapes();
    let page = figure_page(&site(), Lang::Ar, &figure(&shapes));
    for address in [
        "/en/displacement/idps_present?level=2&amp;round=demo-r7",
        "/ar/displacement/idps_present?level=3&amp;round=demo-r7&amp;area=DM0101",
        "/ar/displacement/idps_present.parquet?level=2&amp;round=demo-r7",
    ] {
        assert!(page.contains(&format!("\"{address}\"")), "{address}");
    }
}

#[test]
fn areas_without_shapes_leave_a_page_without_map_but_with_table() {
    let shapes = shapes();
    let mut bare = figure(&shapes);
    for row in &mut bare.rows {
        row.geometry = None;
    }
    bare.series.clear();
    bare.breakdowns.clear();
    let page = figure_page(&site(), Lang::Es, &bare);
    assert!(!page.contains("class=\"map\"") && page.contains("class=\"areas\""));
}

/// Writes every page where a browser can look at it: set WAYMARK_PAGES to a folder.
#[test]
fn pages_can_be_looked_at() {
    let Some(folder) = option_env!("WAYMARK_PAGES") else {
        println!("skipped: pages_can_be_looked_at: WAYMARK_PAGES names no folder");
        return;
    };
    for lang in Lang::ALL {
        for (name, page) in all_pages(lang) {
            let page = page.replace("/assets/portal.css", "portal.css");
            std::fs::write(format!("{folder}/{name}.{}.html", lang.code()), page).unwrap();
        }
    }
    std::fs::write(format!("{folder}/portal.css"), portal::STYLESHEET).unwrap();
}
