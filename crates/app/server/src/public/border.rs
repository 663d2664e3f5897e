//! The page about crossings of the border.

use std::collections::BTreeMap;

use access::Scope;
use axum::response::{Html, IntoResponse, Response};
use house::Problem;
use measures::{Ask, Audience};
use portal::{Amount, BorderDay, Lang, border_page};
use registers::ReadError;
use serde_json::Value;
use vocab::{Hlc, PartialDate};

use super::{Pages, failed, missing, published::amount};

/// Most days that a page shows: the latest.
const MOST: usize = 120;

pub(super) async fn page(pages: Pages, lang: String) -> Response {
    let pages = pages.with_nav().await;
    let Some(lang) = Lang::parse(&lang) else {
        return missing(&pages, Lang::En, "/border");
    };
    match days(&pages).await {
        Ok(days) => Html(border_page(&pages.site, lang, &days, &pages.licence)).into_response(),
        Err(problem) => failed(&pages, lang, problem),
    }
}

/// Whether a day is approved: the page is linked then. Every page asks this.
pub(super) async fn has(pages: &Pages) -> bool {
    let read = async |_: &[Hlc]| {
        let mut approved = false;
        each(pages, border::REPORTS, |state, _, _| {
            approved |= state == "approved";
        })
        .await?;
        Ok::<bool, ReadError>(approved)
    };
    let found = pages
        .linked
        .read(&pages.house, &[border::REPORTS], "border", read)
        .await;
    found.is_ok_and(|found| *found)
}

/// Approved days, the latest first; figures as the public may see them.
async fn days(pages: &Pages) -> Result<Vec<BorderDay>, Problem> {
    let house = &pages.house;
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    each(pages, border::POSTS, |_, code, name| {
        names.insert(code, name);
    })
    .await?;
    let mut days: BTreeMap<String, BorderDay> = BTreeMap::new();
    each(pages, border::REPORTS, |state, key, post| {
        let day = key.get(key.len().saturating_sub(10)..);
        if state == "approved"
            && let Some(day) = day.and_then(|day| PartialDate::parse(day).ok())
        {
            let post = names.get(&post).cloned().unwrap_or(post);
            let none = Amount::Unknown;
            let (entries, exits, refusals) = (none, none, none);
            days.insert(
                key,
                BorderDay {
                    day,
                    post,
                    entries,
                    exits,
                    refusals,
                },
            );
        }
    })
    .await?;
    for indicator in ["border_entries", "border_exits", "border_refusals"] {
        let ask = Ask {
            indicator: indicator.to_owned(),
            level: None,
            under: None,
            partition: None,
            by: Vec::new(),
            as_of: None,
            audience: Audience::Public,
            within: Scope::All,
        };
        for row in &house.measures.observe(&ask).await?.rows {
            if let Some(day) = days.get_mut(&row.partition) {
                let shown = amount(row.value);
                match indicator {
                    "border_entries" => day.entries = shown,
                    "border_exits" => day.exits = shown,
                    _ => day.refusals = shown,
                }
            }
        }
    }
    let mut days: Vec<BorderDay> = days.into_values().collect();
    days.sort_by(|a, b| {
        let newest = b.day.last_day().cmp(&a.day.last_day());
        newest.then_with(|| a.post.cmp(&b.post))
    });
    days.truncate(MOST);
    Ok(days)
}

/// State, key and second text of each record: posts by code and name, reports by key and post.
async fn each(
    pages: &Pages,
    register: &str,
    mut take: impl FnMut(&str, String, String),
) -> Result<(), ReadError> {
    let (key, other) = if register == border::POSTS {
        ("code", "name")
    } else {
        ("report_key", "post")
    };
    let mut scan = pages.house.registers.scan(register, None)?;
    while let Some(record) = scan.next().await {
        let record = record?;
        let text = |field: &str| {
            let value = record.data.get(field).and_then(Value::as_str);
            value.unwrap_or_default().to_owned()
        };
        take(&record.state, text(key), text(other));
    }
    Ok(())
}
