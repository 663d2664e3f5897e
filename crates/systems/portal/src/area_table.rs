//! The table beside the map: every area with its value, so that the map needs no pointer and no sight.

use maud::{Markup, html};

use crate::bar_chart::bar;
use crate::figure::{AreaRow, Figure};
use crate::number::change;
use crate::{Amount, Catalogue, Lang};

/// Areas by value, greatest first, with their change since the round before.
pub(crate) fn area_table(figure: &Figure, lang: Lang) -> Markup {
    let words = Catalogue::of(lang);
    let rows = sorted(figure);
    let greatest = rows
        .iter()
        .filter_map(|row| row.amount.known())
        .fold(0.0, f64::max);
    let compares = rows.iter().any(|row| row.previous.is_some());
    let caption_id = "areas-caption";
    html! {
        div class="scroll" role="region" tabindex="0" aria-labelledby=(caption_id) {
            table class="areas" {
                caption id=(caption_id) { (words.text("areas-caption")) }
                thead {
                    tr {
                        th scope="col" { (figure.level_word(lang)) }
                        th scope="col" class="bar-cell" { span class="unseen" { (words.text("column-bar")) } }
                        th scope="col" class="number" { (figure.indicator.unit.heading(lang)) }
                        @if compares { th scope="col" class="number" { (words.text("column-change")) } }
                    }
                }
                tbody class="total" {
                    tr {
                        th scope="row" { (words.text("row-total")) }
                        td class="bar-cell" {}
                        td class="number" { (value(figure.total, lang)) }
                        @if compares {
                            td class="number change" { bdi dir="ltr" { (total_change(figure, lang)) } }
                        }
                    }
                }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" { (name(figure, row, lang)) }
                            td class="bar-cell" { (bar(row.amount.known(), greatest)) }
                            td class="number" { (value(row.amount, lang)) }
                            @if compares { td class="number change" { bdi dir="ltr" { (changed(row, lang)) } } }
                        }
                    }
                }
            }
        }
    }
}

/// Known values first, greatest first; hidden and unknown ones by name after them.
fn sorted<'a, 'b>(figure: &'a Figure<'b>) -> Vec<&'a AreaRow<'b>> {
    let mut rows: Vec<&AreaRow> = figure.rows.iter().collect();
    rows.sort_by(|a, b| {
        let key = |row: &AreaRow| row.amount.known().unwrap_or(-1.0);
        key(b)
            .total_cmp(&key(a))
            .then_with(|| a.area.code.cmp(&b.area.code))
    });
    rows
}

fn name(figure: &Figure, row: &AreaRow, lang: Lang) -> Markup {
    let name = row.area.name.get(lang.code());
    let name = if name.is_empty() {
        row.area.code.as_str()
    } else {
        name
    };
    html! {
        @if row.has_parts {
            a href=(figure.address_within(&row.area).page(lang)) { bdi { (name) } }
        } @else {
            bdi { (name) }
        }
    }
}

fn value(amount: Amount, lang: Lang) -> Markup {
    html! {
        @match amount {
            Amount::Known(_) => { bdi { (amount.cell(lang)) } },
            Amount::Suppressed | Amount::Unknown => { span class="no-value" { (amount.cell(lang)) } },
        }
    }
}

fn changed(row: &AreaRow, lang: Lang) -> String {
    let before = row.previous.and_then(Amount::known);
    match (before, row.amount.known()) {
        (Some(before), Some(now)) => change(before, now, lang).unwrap_or_default(),
        _ => String::new(),
    }
}

fn total_change(figure: &Figure, lang: Lang) -> String {
    let before = figure
        .previous
        .as_ref()
        .and_then(|(_, amount)| amount.known());
    match (before, figure.total.known()) {
        (Some(before), Some(now)) => change(before, now, lang).unwrap_or_default(),
        _ => String::new(),
    }
}
