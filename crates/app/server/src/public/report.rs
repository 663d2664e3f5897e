//! The printable report of a published round.

use axum::response::{Html, IntoResponse, Response};
use displacement::{Coverage, Reliability};
use house::Problem;
use measures::{Ask, Audience};
use portal::{Amount, Lang, Places, RELIABILITY, Report, report_page};
use vocab::{AccessClass, Hlc};

use super::{
    Asked, Pages, failed,
    figure::indicator,
    kept::Kept,
    missing,
    published::{Published, amount},
};

/// Coverage by round: a report is asked for more often than its round changes.
pub(super) type KeptCoverage = Kept<String, Coverage>;
/// The registers that coverage is made of.
const COVERAGE_OF: [&str; 5] = [
    "area_assessments",
    "round_areas",
    "rounds",
    "sites",
    "places",
];

/// The page, of the round that is asked for, else of the latest.
pub(super) async fn page(pages: Pages, lang: String, asked: Asked) -> Response {
    let pages = pages.with_nav().await;
    let Some(lang) = Lang::parse(&lang) else {
        return missing(&pages, Lang::En, "");
    };
    match read(&pages, &asked).await {
        Ok(Some((published, beside))) => {
            let report = beside.with(&published, &pages);
            Html(report_page(&pages.site, lang, &report)).into_response()
        }
        Ok(None) => missing(&pages, lang, "/displacement/report"),
        Err(problem) => failed(&pages, lang, problem),
    }
}

/// What stands in a report beside its main figure.
struct Beside {
    others: Vec<(portal::Indicator, Amount, Option<Amount>)>,
    places: Places,
    reliability: Vec<(&'static str, u64)>,
}

impl Beside {
    fn with<'a>(self, published: &'a Published, pages: &Pages) -> Report<'a> {
        Report {
            figure: published.figure(pages),
            others: self.others,
            remote: published.rounds[published.at].remote,
            places: self.places,
            reliability: self.reliability,
        }
    }
}

async fn read(pages: &Pages, asked: &Asked) -> Result<Option<(Published, Beside)>, Problem> {
    let whole = Asked {
        round: asked.round.clone(),
        ..Asked::default()
    };
    let Some(published) = Published::read(pages, &pages.headline, &whole).await? else {
        return Ok(None);
    };
    let round = &published.rounds[published.at];
    let before = published.at.checked_sub(1).map(|at| &published.rounds[at]);
    let mut others = Vec::new();
    for other in pages.house.measures.indicators() {
        if other.class != AccessClass::Open || other.id == published.indicator.id {
            continue;
        }
        let Some(now) = total(pages, &other.id, &round.round.id).await? else {
            continue;
        };
        let then = match before {
            Some(before) => total(pages, &other.id, &before.round.id).await?,
            None => None,
        };
        others.push((indicator(other), now, then));
    }
    let house = &pages.house;
    let read = async |_: &[Hlc]| -> Result<Coverage, Problem> {
        let tree = house.places.tree().await?;
        Ok(displacement::coverage_of(&house.registers, &round.data, &tree).await?)
    };
    let coverage = pages
        .coverage
        .read(house, &COVERAGE_OF, round.round.id.clone(), read)
        .await?;
    let reached = coverage.total;
    let number = |places: usize| u64::try_from(places).unwrap_or(u64::MAX);
    let places = Places {
        covered: number(reached.covered),
        nobody_there: number(reached.nobody_there),
        not_reached: number(reached.not_reached),
        closed: number(reached.closed),
        silent: number(reached.without_word + reached.waiting),
    };
    let scores = [
        Reliability::High,
        Reliability::Medium,
        Reliability::Low,
        Reliability::Unknown,
    ];
    let reliability = scores
        .into_iter()
        .zip(RELIABILITY)
        .filter_map(|(score, word)| {
            let relied = coverage
                .reliability
                .iter()
                .find(|one| one.reliability == score)?;
            Some((word, number(relied.places)))
        });
    let beside = Beside {
        others,
        places,
        reliability: reliability.collect(),
    };
    Ok(Some((published, beside)))
}

/// The value of the whole of a round; none where nothing of the indicator is published in it.
async fn total(pages: &Pages, id: &str, round: &str) -> Result<Option<Amount>, Problem> {
    let ask = Ask {
        partition: Some(round.to_owned()),
        audience: Audience::Public,
        ..Ask::of(id)
    };
    match pages.house.measures.observe(&ask).await {
        Ok(found) => Ok(found.rows.first().map(|row| amount(row.value))),
        // An indicator of another register, or one without published rounds, is no part of this round.
        Err(measures::MeasureError::NotPublished(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
