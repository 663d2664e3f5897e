//! Record ids of operations and rounds: readable, and the same on every import.

use super::words::slug;

/// The id of an operation: an id as it stands (lower case, no blanks), or made from country and name.
#[must_use]
pub fn operation_id(country: Option<&str>, name: &str) -> String {
    let is_id = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if is_id {
        return name.to_owned();
    }
    match country {
        Some(country) => {
            let country = country.to_lowercase();
            let name = slug(name);
            let prefix = format!("dtm-{country}");
            if name == prefix {
                format!("{country}-dtm")
            } else {
                format!("{country}-{name}")
            }
        }
        None => slug(name),
    }
}

/// The id of a round: its number within the operation, or its date where it has no number.
#[must_use]
pub fn round_id(operation: &str, number: Option<i64>, date: Option<&str>) -> String {
    match (number, date) {
        (Some(number), _) => format!("{operation}-r{number}"),
        (None, Some(date)) => format!("{operation}-{date}"),
        (None, None) => format!("{operation}-undated"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_readable_and_an_id_stays_what_it_is() {
        assert_eq!(
            operation_id(Some("TCD"), "Lake Chad Basin Crisis"),
            "tcd-lake-chad-basin-crisis"
        );
        assert_eq!(operation_id(Some("IRQ"), "DTM IRQ"), "irq-dtm");
        assert_eq!(operation_id(Some("XMR"), "demo"), "demo");
        assert_eq!(round_id("demo", Some(3), None), "demo-r3");
    }
}
