//! Parts of a total as bars in a table: the table is the chart.

use maud::{Markup, html};

use crate::figure::Breakdown;
use crate::number::percent;
use crate::{Catalogue, Lang, Unit};

/// One breakdown with its heading.
pub(crate) fn bar_chart(id: &str, breakdown: &Breakdown, unit: Unit, lang: Lang) -> Markup {
    let words = Catalogue::of(lang);
    let known = || {
        breakdown
            .parts
            .iter()
            .filter_map(|part| part.amount.known())
    };
    let greatest = known().fold(0.0, f64::max);
    let all_known = known().count() == breakdown.parts.len();
    let sum: f64 = known().sum();
    html! {
        figure class="bars" aria-labelledby=(id) {
            figcaption id=(id) { (breakdown.title.get(lang.code())) }
            table {
                thead {
                    tr {
                        th scope="col" { span class="unseen" { (words.text("column-part")) } }
                        th scope="col" { span class="unseen" { (words.text("column-bar")) } }
                        th scope="col" class="number" { (unit.heading(lang)) }
                        @if all_known { th scope="col" class="number" { (words.text("column-share")) } }
                    }
                }
                tbody {
                    @for part in &breakdown.parts {
                        tr {
                            th scope="row" { bdi { (part.label.get(lang.code())) } }
                            td class="bar-cell" { (bar(part.amount.known(), greatest)) }
                            td class="number" { bdi { (part.amount.cell(lang)) } }
                            @if all_known {
                                td class="number share" {
                                    @if let Some(value) = part.amount.known() && sum > 0.0 { bdi { (percent(value / sum, lang)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A bar of a share of the greatest; nothing where the value is not shown.
pub(crate) fn bar(value: Option<f64>, greatest: f64) -> Markup {
    let width = value
        .filter(|_| greatest > 0.0)
        .map(|value| 100.0 * value / greatest);
    html! {
        @if let Some(width) = width {
            svg class="bar" aria-hidden="true" width="100%" height="10" {
                rect width=(format!("{width:.1}%")) height="10" rx="1.5" {}
            }
        }
    }
}
