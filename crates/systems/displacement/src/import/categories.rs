//! What the categories of a block say: which dimension they belong to, and a code for each.

use super::dates::period;
use super::gazetteer::country_by_name;
use super::vocabulary::{Facets, ratio};
use super::words::{plain, words};

/// The dimension that most category texts speak of, when at least half of them do.
#[must_use]
pub fn dimension_of_categories(categories: &[&str]) -> Option<&'static str> {
    let mut votes: Vec<(&'static str, usize)> = Vec::new();
    for text in categories {
        let Some(dimension) = dimension_of(text) else {
            continue;
        };
        match votes.iter_mut().find(|(known, _)| *known == dimension) {
            Some((_, count)) => *count += 1,
            None => votes.push((dimension, 1)),
        }
    }
    let (dimension, count) = votes.into_iter().max_by_key(|(_, count)| *count)?;
    (ratio(count, categories.len()) >= 0.5).then_some(dimension)
}

fn dimension_of(text: &str) -> Option<&'static str> {
    let facets = Facets::of(text);
    if let Some(dimension) = facets.value("dimension") {
        return Some(dimension);
    }
    if facets.has("sex") || facets.has("age") || age_range(text).is_some() {
        return Some("demography");
    }
    if period(text).is_some() {
        return Some("period");
    }
    if let Some(dimension) = facets.value("category") {
        return Some(dimension);
    }
    country_by_name(text).is_some().then_some("nationality")
}

/// A code for a category where the text or tag gives one, and what a person should know about it.
#[must_use]
pub fn category_code(
    dimension: &str,
    category: &str,
    tag: Option<&str>,
) -> (Option<String>, Option<String>) {
    match dimension {
        "period" | "arrival" => match period(category) {
            Some((month, true)) => (
                Some(month),
                Some(
                    "a spreadsheet turned this month into a date; the small number is the year"
                        .to_owned(),
                ),
            ),
            Some((month, false)) => (Some(month), None),
            None => (None, None),
        },
        "nationality" => (country_by_name(category), None),
        "demography" => (demography_code(category, tag), None),
        _ => (None, None),
    }
}

/// Sex and age of a category: `f:0-4`, `m:18-59`, `f:60+`, `f`, `children`.
#[must_use]
pub fn demography_code(category: &str, tag: Option<&str>) -> Option<String> {
    let facets = Facets::of(category);
    let tagged = |names: &[&str]| {
        tag.is_some_and(|tag| {
            tag.to_lowercase()
                .split('+')
                .skip(1)
                .any(|part| names.contains(&part.trim()))
        })
    };
    let sex = match () {
        () if tagged(&["f", "female"]) => Some("f"),
        () if tagged(&["m", "male"]) => Some("m"),
        () if facets.is("sex", "f") && !facets.is("sex", "m") => Some("f"),
        () if facets.is("sex", "m") && !facets.is("sex", "f") => Some("m"),
        () => None,
    };
    let age = age_range(category).or_else(|| {
        facets
            .value("age")
            .filter(|age| *age != "range")
            .map(str::to_owned)
    });
    match (sex, age) {
        (Some(sex), Some(age)) => Some(format!("{sex}:{age}")),
        (Some(sex), None) => Some(sex.to_owned()),
        (None, age) => age,
    }
}

/// "0-4", "6 to 17 years", "<1", "under 5", "60+", "18 ans et plus".
#[must_use]
pub fn age_range(text: &str) -> Option<String> {
    let parts = words(text);
    let numbers: Vec<(usize, u16)> = parts
        .iter()
        .enumerate()
        .filter_map(|(at, part)| Some((at, part.parse().ok().filter(|n| *n <= 120)?)))
        .collect();
    match numbers.as_slice() {
        [(a, from), (b, to)] if b - a <= 2 && from < to => Some(format!("{from}-{to}")),
        [(at, number)] => {
            let joined = plain(text);
            let under = text.contains('<')
                || ["under", "moins", "menos", "below", "less", "اقل"]
                    .iter()
                    .any(|word| joined.split(' ').any(|w| w == *word));
            let over = text.contains(&format!("{number}+"))
                || text.contains('>')
                || text.contains(&format!("{number} +"))
                || [
                    "over", "plus", "above", "mas", "older", "more", "فوق", "اكثر",
                ]
                .iter()
                .any(|word| {
                    parts[*at..].iter().any(|w| w == *word)
                        || parts[..*at].iter().any(|w| w == *word)
                });
            if under && *number > 0 {
                Some(format!("0-{}", number - 1))
            } else if over {
                Some(format!("{number}+"))
            } else {
                None
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_and_sexes_are_read_in_several_spellings() {
        for (text, want) in [
            ("Female 0-4", Some("f:0-4")),
            ("Boys (6 to 17 years)", Some("m:6-17")),
            ("Hommes 60+", Some("m:60+")),
            ("Femmes 18 ans et plus", Some("f:18+")),
            ("Women", Some("f")),
            ("Childern", Some("children")),
            ("Camp", None),
        ] {
            assert_eq!(demography_code(text, None).as_deref(), want, "{text}");
        }
        assert_eq!(age_range("under 5"), Some("0-4".into()));
    }

    #[test]
    fn categories_vote_for_their_dimension() {
        assert_eq!(
            dimension_of_categories(&["Camp", "Host families", "Something else"]),
            Some("shelter")
        );
        assert_eq!(
            dimension_of_categories(&["Pre-June14", "14-Aug", "Post April15"]),
            Some("period")
        );
        assert_eq!(dimension_of_categories(&["Alpha", "Beta"]), None);
    }
}
