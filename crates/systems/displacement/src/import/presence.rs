//! Nobody there, not reached, closed: three different things that look the same as an empty cell.

use super::profile::yes_no;
use super::reading::Reading;
use super::words::{plain, words};

/// What a presence column says: `present`, `nobody_there`, `not_reached`, `closed`; `None` when it says nothing.
#[must_use]
pub fn of_cell(header: &str, cell: &Reading) -> Option<&'static str> {
    let text = cell.text()?;
    let said = plain(&text);
    let has = |list: &[&str]| list.iter().any(|word| said.contains(word));
    if has(&["closed", "ferme", "cerrado", "مغلق", "закрит"]) {
        return Some("closed");
    }
    if has(&[
        "not reached",
        "inaccessible",
        "not accessible",
        "not assessed",
        "non accessible",
        "no accesible",
        "inaccesible",
        "غير قابل",
    ]) {
        return Some("not_reached");
    }
    // "Accessible: no" says that nobody looked, "Migrants present: no" that nobody is there
    let of_access = words(header).iter().any(|word| {
        matches!(
            word.as_str(),
            "accessible" | "accessibility" | "reached" | "assessed" | "covered"
        )
    });
    match (yes_no(&text), of_access) {
        (Some(true), false) => Some("present"),
        (Some(false), false) => Some("nobody_there"),
        (Some(false), true) => Some("not_reached"),
        _ => None,
    }
}
