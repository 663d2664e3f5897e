//! The map of the world: the latest published value of each country.

use std::{collections::BTreeMap, sync::LazyLock};

use axum::response::{Html, IntoResponse, Response};
use house::Problem;
use measures::{Ask, Audience};
use portal::{Amount, Lang, World, WorldShapes, world_page};
use serde::Deserialize;

use super::{
    Pages, failed,
    figure::{indicator, provenance},
    missing,
    published::{PublishedRound, amount, rounds},
    today,
};
use crate::assets;

/// Width and height of the drawing (`web/build/path.mjs`).
const SIZE: (f64, f64) = (960.0, 480.0);

#[derive(Deserialize)]
struct Drawing {
    shapes: Vec<Shape>,
}

#[derive(Deserialize)]
struct Shape {
    id: String,
    d: String,
}

/// Country shapes as the web build drew them from `world-atlas`; none in a build without it.
static SHAPES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    assets::built("world.json")
        .and_then(|bytes| serde_json::from_slice::<Drawing>(&bytes).ok())
        .map(|drawing| {
            let pairs = drawing.shapes.into_iter();
            pairs.map(|shape| (shape.id, shape.d)).collect()
        })
        .unwrap_or_default()
});

/// Whether this build has the shapes of countries.
pub(super) fn is_built() -> bool {
    !SHAPES.is_empty()
}

/// The outlines of all countries, where this build has them.
pub(super) fn outlines() -> Option<WorldShapes<'static>> {
    is_built().then(|| WorldShapes {
        size: SIZE,
        scale: 1.0,
        shapes: &SHAPES,
    })
}

pub(super) async fn page(pages: Pages, lang: String) -> Response {
    let pages = pages.with_nav().await;
    let shown = Lang::parse(&lang).filter(|_| pages.site.has_world);
    let Some((lang, shapes)) = shown.zip(outlines()) else {
        return missing(&pages, Lang::En, "/world");
    };
    match world(&pages, lang).await {
        Ok(world) => Html(world_page(&pages.site, lang, &world, shapes)).into_response(),
        Err(problem) => failed(&pages, lang, problem),
    }
}

async fn world(pages: &Pages, lang: Lang) -> Result<World, Problem> {
    let id = &*pages.headline;
    let measured = pages.house.measures.indicator(id)?.clone();
    let mut latest: BTreeMap<String, PublishedRound> = BTreeMap::new();
    for round in rounds(pages, id).await? {
        if !round.country.is_empty() {
            latest.insert(round.country.clone(), round);
        }
    }
    let mut values = Vec::with_capacity(latest.len());
    for (country, round) in &latest {
        let ask = Ask {
            partition: Some(round.round.id.clone()),
            audience: Audience::Public,
            ..Ask::of(id)
        };
        let found = pages.house.measures.observe(&ask).await?;
        let value = found
            .rows
            .first()
            .map_or(Amount::Unknown, |row| amount(row.value));
        let address = portal::Address {
            indicator: id.to_owned(),
            level: None,
            round: Some(round.round.id.clone()),
            area: None,
        };
        values.push((country.clone(), value, Some(address.page(lang))));
    }
    let until = latest
        .into_values()
        .map(|round| round.round.until)
        .max_by_key(vocab::PartialDate::last_day);
    Ok(World {
        until: until.unwrap_or_else(|| today(&pages.house)),
        values,
        provenance: provenance(pages, measured.smallest_public),
        indicator: indicator(&measured),
    })
}
