//! The pages about trafficked persons: a released file, its counts, its downloads. Nothing here reads a case.

use std::sync::Arc;

use axum::{
    http::header,
    response::{Html, IntoResponse, Response},
};
use exchange::{Cell, ColumnKind, Dataset, DatasetColumn, DatasetRow};
use house::{House, Problem};
use portal::{
    Amount, Guarantee, Lang, Narrowing, ReleaseLine, ReleaseShown, ReleaseText, release_empty_page,
    release_page, release_text_page,
};
use registers::ReadError;
use releases::{Line, Method, Published, published};
use serde::Deserialize;
use trafficking::CASES;
use vocab::{LangText, PartialDate};

use super::{Pages, failed, file::attached, kept::Kept, missing, world};

/// What may be asked of the explorer.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    by: Option<String>,
    only: Option<String>,
    release: Option<String>,
}

/// Published releases; read anew when the ledger changes.
pub(super) type KeptReleases = Kept<(), Vec<Arc<Published>>>;

async fn found(pages: &Pages) -> Result<Arc<Vec<Arc<Published>>>, ReadError> {
    let house = &pages.house;
    pages
        .releases
        .read(
            house,
            &[releases::RELEASES],
            (),
            async |_: &[vocab::Hlc]| published(&house.registers, CASES).await,
        )
        .await
}

/// Whether there is anything to show: the page is linked then.
pub(super) async fn has_release(pages: &Pages) -> bool {
    let house: &House = &pages.house;
    let stamp = house.registers.stamp(releases::RELEASES, None).await;
    match stamp {
        Ok((_, records)) if records > 0 => found(pages).await.is_ok_and(|found| !found.is_empty()),
        _ => false,
    }
}

pub(super) async fn page(pages: Pages, lang: String, asked: Asked) -> Response {
    let pages = pages.with_nav().await;
    let Some(lang) = Lang::parse(&lang) else {
        return missing(&pages, Lang::En, "/trafficking");
    };
    let found = match found(&pages).await {
        Ok(found) => found,
        Err(error) => return failed(&pages, lang, error.into()),
    };
    let wanted = asked.release.as_deref().filter(|id| !id.is_empty());
    let release = match wanted {
        None => found.first(),
        Some(id) => found.iter().find(|release| release.release_id == id),
    };
    match release {
        None if wanted.is_some() => missing(&pages, lang, "/trafficking"),
        None => Html(release_empty_page(&pages.site, lang)).into_response(),
        Some(release) => match shown(&pages, release, &asked) {
            Some(shown) => {
                Html(release_page(&pages.site, lang, &shown, world::outlines())).into_response()
            }
            None => missing(&pages, lang, "/trafficking"),
        },
    }
}

/// The page's content. None when a column or value is asked for that the release does not have.
fn shown(pages: &Pages, release: &Published, asked: &Asked) -> Option<ReleaseShown> {
    let by = match asked.by.as_deref().filter(|name| !name.is_empty()) {
        Some(name) => release.column(name)?,
        None => release
            .column("citizenship")
            .or_else(|| (!release.columns.is_empty()).then_some(0))?,
    };
    let mut within = None;
    let mut not_covered = false;
    if let Some(only) = asked.only.as_deref().filter(|only| !only.is_empty()) {
        let (name, value) = only.split_once('=')?;
        let column = release.column(name)?;
        let value = release.columns[column]
            .values
            .iter()
            .position(|(code, _)| code == value)?;
        if column != by && release.narrowing(by).contains(&column) {
            within = Some((column, value));
        } else {
            not_covered = true;
        }
    }
    let lines = release.lines(by, within)?;
    let column = &release.columns[by];
    let countries = if release.is_country(by) {
        lines
            .iter()
            .skip(1)
            .map(|line| {
                let amount = match line.aggregate {
                    Some(count) => Amount::Known(count.count),
                    None => Amount::Suppressed,
                };
                (column.values[line.value].0.clone(), amount)
            })
            .collect()
    } else {
        Vec::new()
    };
    let only = within.map(|(other, value)| {
        let (code, title) = &release.columns[other].values[value];
        let of = &release.columns[other];
        let title: LangText = ["en", "fr", "es", "ar"]
            .into_iter()
            .map(|lang| (lang, format!("{}: {}", of.title.get(lang), title.get(lang))))
            .collect();
        (format!("{}={code}", of.name), title)
    });
    Some(ReleaseShown {
        release_id: release.release_id.clone(),
        since: day(release),
        guarantee: match release.method {
            Method::Synthesis => Guarantee::Private {
                epsilon: release.epsilon,
                delta: release.delta,
            },
            Method::KAnonymity => Guarantee::Shared(release.k),
        },
        records: release.table.rows() as u64,
        purpose: release.purpose.clone(),
        columns: release
            .columns
            .iter()
            .map(|column| (column.name.clone(), column.title.clone()))
            .collect(),
        by,
        narrowing: narrowing(release, by),
        only,
        not_covered,
        lines: lines
            .into_iter()
            .map(|line| ReleaseLine {
                label: column.values[line.value].1.clone(),
                aggregate: line
                    .aggregate
                    .map(|count| (count.count, count.low, count.high)),
                under: line.under,
                records: line.records,
            })
            .collect(),
        countries,
        licence: (*pages.licence).clone(),
    })
}

fn day(release: &Published) -> PartialDate {
    let instant = jiff::Timestamp::from_millisecond(release.since.ms()).unwrap_or_default();
    PartialDate::from(jiff::tz::Offset::UTC.to_datetime(instant).date())
}

/// What the table of a column may be narrowed by: values that are told apart from nobody.
fn narrowing(release: &Published, by: usize) -> Vec<Narrowing> {
    release
        .narrowing(by)
        .into_iter()
        .filter_map(|other| {
            let column = &release.columns[other];
            let values: Vec<(String, LangText)> = release
                .lines(other, None)?
                .into_iter()
                .filter(|line| line.value > 0 && line.aggregate.is_some())
                .map(|line| {
                    let (code, title) = &column.values[line.value];
                    (format!("{}={code}", column.name), title.clone())
                })
                .collect();
            (!values.is_empty()).then(|| Narrowing {
                title: column.title.clone(),
                values,
            })
        })
        .collect()
}

/// A page of words, or a file of a release.
pub(super) async fn below(pages: Pages, lang: String, name: String) -> Response {
    let pages = pages.with_nav().await;
    let path = format!("/trafficking/{name}");
    let Some(lang) = Lang::parse(&lang) else {
        return missing(&pages, Lang::En, &path);
    };
    if let Some(which) = ReleaseText::parse(&name) {
        return Html(release_text_page(&pages.site, lang, which)).into_response();
    }
    let found = match found(&pages).await {
        Ok(found) => found,
        Err(error) => return failed(&pages, lang, error.into()),
    };
    let of = found.iter().find_map(|release| {
        let ending = name.strip_prefix(&release.release_id)?;
        Some((release, ending))
    });
    let Some((release, ending)) = of else {
        return missing(&pages, lang, &path);
    };
    let id = &release.release_id;
    let told = match ending {
        ".csv" => Ok(sent("text/csv; charset=utf-8", &name, release.file.clone())),
        "-recipe.toml" => Ok(sent(
            "application/toml; charset=utf-8",
            &name,
            release.recipe.clone().into_bytes(),
        )),
        ".parquet" => records(release),
        "-dictionary.csv" => dictionary(release, lang, &format!("{id}-dictionary")),
        "-counts.csv" => counts(release, &format!("{id}-counts")),
        _ => return missing(&pages, lang, &path),
    };
    told.unwrap_or_else(IntoResponse::into_response)
}

fn sent(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let name = format!("attachment; filename=\"{name}\"");
    (
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, name),
        ],
        bytes,
    )
        .into_response()
}

fn plain(name: &str, kind: ColumnKind) -> DatasetColumn {
    DatasetColumn {
        name: name.to_owned(),
        label: name.to_owned(),
        tag: None,
        kind,
    }
}

/// The records, a column for each flag.
fn records(release: &Published) -> Result<Response, Problem> {
    let table = &release.table;
    let columns = release.columns.iter();
    let mut rows = (0..table.rows()).map(|row| {
        let cells = release.columns.iter().enumerate().map(|(at, column)| {
            let code = usize::from(table.column(at)[row]);
            column
                .values
                .get(code)
                .map_or(Cell::Empty, |(value, _)| Cell::text(value.as_str()))
        });
        Ok(DatasetRow {
            cells: cells.collect(),
            geometry: None,
        })
    });
    let dataset = Dataset {
        title: release.release_id.clone(),
        columns: columns
            .map(|column| plain(&column.name, ColumnKind::Text))
            .collect(),
        rows: &mut rows,
    };
    attached(&release.release_id, exchange::Format::Parquet, dataset)
}

/// Every column and value with its title.
fn dictionary(release: &Published, lang: Lang, name: &str) -> Result<Response, Problem> {
    let mut rows = release.columns.iter().flat_map(|column| {
        column.values.iter().map(move |(value, title)| {
            Ok(DatasetRow {
                cells: vec![
                    Cell::text(column.name.as_str()),
                    Cell::text(column.title.get(lang.code())),
                    Cell::text(value.as_str()),
                    if value.is_empty() {
                        Cell::text("not reported; never \"no\"")
                    } else {
                        Cell::text(title.get(lang.code()))
                    },
                ],
                geometry: None,
            })
        })
    });
    let dataset = Dataset {
        title: name.to_owned(),
        columns: ["column", "title", "value", "meaning"]
            .map(|name| plain(name, ColumnKind::Text))
            .to_vec(),
        rows: &mut rows,
    };
    attached(name, exchange::Format::Csv, dataset)
}

/// The published counts of single columns and of all pairs that the release measured.
fn counts(release: &Published, name: &str) -> Result<Response, Problem> {
    let mut all: Vec<Result<DatasetRow, String>> = Vec::new();
    let mut add = |by: usize, within: Option<(usize, usize)>, lines: Vec<Line>| {
        for line in lines {
            let text = |text: &str| Cell::text(text);
            let column = &release.columns[by];
            let (other, value) = within.map_or(("", ""), |(other, value)| {
                let column = &release.columns[other];
                (column.name.as_str(), column.values[value].0.as_str())
            });
            let number = |number: Option<f64>| {
                number.map_or(Cell::Empty, |number| {
                    Cell::Number((number * 10.0).round() / 10.0)
                })
            };
            all.push(Ok(DatasetRow {
                cells: vec![
                    text(&column.name),
                    text(&column.values[line.value].0),
                    text(other),
                    text(value),
                    number(line.aggregate.map(|count| count.count)),
                    number(line.aggregate.map(|count| count.low)),
                    number(line.aggregate.map(|count| count.high)),
                    number(line.aggregate.is_none().then_some(line.under)),
                ],
                geometry: None,
            }));
        }
    };
    for by in 0..release.columns.len() {
        if let Some(lines) = release.lines(by, None) {
            add(by, None, lines);
        }
        for other in release
            .narrowing(by)
            .into_iter()
            .filter(|&other| other > by)
        {
            for value in 0..release.columns[other].values.len() {
                if let Some(lines) = release.lines(by, Some((other, value))) {
                    let told: Vec<Line> = lines
                        .into_iter()
                        .filter(|line| line.aggregate.is_some())
                        .collect();
                    add(by, Some((other, value)), told);
                }
            }
        }
    }
    let text = |name| plain(name, ColumnKind::Text);
    let number = |name| plain(name, ColumnKind::Decimal);
    let dataset = Dataset {
        title: name.to_owned(),
        columns: vec![
            text("column"),
            text("value"),
            text("only_column"),
            text("only_value"),
            number("count"),
            number("low"),
            number("high"),
            number("under"),
        ],
        rows: &mut all.into_iter(),
    };
    attached(name, exchange::Format::Csv, dataset)
}
