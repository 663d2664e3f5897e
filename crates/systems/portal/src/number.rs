//! Numbers and dates as each language writes them; Latin digits in all, so that tables can be compared.

use vocab::PartialDate;

use crate::{Arg, Catalogue, Lang};

/// How a language separates: groups of three digits, decimals, and the fewest digits that are grouped.
fn separators(lang: Lang) -> (&'static str, &'static str, usize) {
    match lang {
        Lang::En | Lang::Ar => (",", ".", 4),
        Lang::Fr => ("\u{202f}", ",", 4),
        Lang::Es => (".", ",", 5),
    }
}

/// A count without decimals, e.g. `1,234,567`, `1 234 567`, `1.234.567`.
pub(crate) fn count(value: f64, lang: Lang) -> String {
    let (group, _, fewest) = separators(lang);
    let digits = format!("{:.0}", value.abs());
    let sign = if value < 0.0 && digits != "0" {
        "−"
    } else {
        ""
    };
    if digits.len() < fewest {
        return format!("{sign}{digits}");
    }
    let mut written = String::from(sign);
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            written.push_str(group);
        }
        written.push(digit);
    }
    written
}

/// A share or a change as percent with one decimal under 10, none above; no sign.
pub(crate) fn percent(ratio: f64, lang: Lang) -> String {
    let (_, decimal, _) = separators(lang);
    let value = (ratio * 100.0).abs();
    let digits = if value < 9.95 {
        format!("{value:.1}").replace('.', decimal)
    } else {
        count(value, lang)
    };
    match lang {
        Lang::En | Lang::Ar => format!("{digits}%"),
        Lang::Fr => format!("{digits}\u{202f}%"),
        Lang::Es => format!("{digits}\u{a0}%"),
    }
}

/// A change between two counts with its sign, e.g. `+4.2%`; none when it cannot be told.
pub(crate) fn change(before: f64, now: f64, lang: Lang) -> Option<String> {
    if before <= 0.0 {
        return None;
    }
    let ratio = (now - before) / before;
    let sign = match percent_sign(ratio) {
        0 => "",
        1 => "+",
        _ => "−",
    };
    Some(format!("{sign}{}", percent(ratio, lang)))
}

/// -1, 0 or 1: whether a change shows at the precision that is written.
pub(crate) fn percent_sign(ratio: f64) -> i8 {
    if (ratio * 100.0).abs() < 0.05 {
        0
    } else if ratio > 0.0 {
        1
    } else {
        -1
    }
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];

/// A date as people write it: `30 June 2026`, `June 2026`, `2026`.
pub(crate) fn date(date: &PartialDate, lang: Lang) -> String {
    let words = Catalogue::of(lang);
    let year = date.year().to_string();
    let month = date
        .month()
        .and_then(|month| MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?))
        .map(|key| words.text(key));
    let day = date.day().map(|day| day.to_string());
    match (month, day) {
        (Some(month), Some(day)) => words.plain(
            "date-day",
            &[
                ("day", Arg::Text(&day)),
                ("month", Arg::Text(&month)),
                ("year", Arg::Text(&year)),
            ],
        ),
        (Some(month), None) => words.plain(
            "date-month",
            &[("month", Arg::Text(&month)), ("year", Arg::Text(&year))],
        ),
        (None, _) => year,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_groups_digits_its_own_way() {
        assert_eq!(count(1_234_567.0, Lang::En), "1,234,567");
        assert_eq!(count(1_234_567.0, Lang::Fr), "1\u{202f}234\u{202f}567");
        assert_eq!(count(1_234.0, Lang::Es), "1234");
        assert_eq!(count(12_345.0, Lang::Es), "12.345");
        assert_eq!(count(1_234.0, Lang::Ar), "1,234");
        assert_eq!(count(-0.4, Lang::En), "0");
        assert_eq!(count(999.6, Lang::En), "1,000");
        assert_eq!(count(-1_000.0, Lang::En), "−1,000");
    }

    #[test]
    fn percents_have_one_decimal_while_small() {
        assert_eq!(percent(0.042, Lang::Fr), "4,2\u{202f}%");
        assert_eq!(percent(0.42, Lang::En), "42%");
        assert_eq!(change(100.0, 96.0, Lang::En).as_deref(), Some("−4.0%"));
        assert_eq!(
            change(100_000.0, 100_001.0, Lang::En).as_deref(),
            Some("0.0%")
        );
        assert_eq!(change(0.0, 5.0, Lang::En), None);
    }

    #[test]
    fn dates_are_written_in_words() {
        let day = PartialDate::parse("2026-06-30").unwrap();
        assert_eq!(date(&day, Lang::En), "30 June 2026");
        assert_eq!(date(&day, Lang::Fr), "30 juin 2026");
        assert_eq!(date(&day, Lang::Es), "30 de junio de 2026");
        assert_eq!(date(&day, Lang::Ar), "30 يونيو 2026");
        assert_eq!(date(&PartialDate::parse("2026").unwrap(), Lang::En), "2026");
    }
}
