//! What the import asks of the register of places: the level of a code, and the code of a name.

use super::words::plain;
use std::cell::RefCell;
use std::collections::HashMap;
use vocab::{PCode, PlaceTree, country as iso};

/// A name is taken for a place only when it is this like it (1 = the same).
const LIKE: f64 = 0.86;

/// Looks up codes and names, and remembers the answers: a file asks for the same area many times.
pub struct Gazetteer<'a> {
    tree: &'a PlaceTree,
    names: RefCell<HashMap<(String, Option<String>, u8), Option<(String, f64)>>>,
}

impl<'a> Gazetteer<'a> {
    /// Over a tree of places; an empty tree answers nothing.
    #[must_use]
    pub fn new(tree: &'a PlaceTree) -> Self {
        Self {
            tree,
            names: RefCell::default(),
        }
    }

    /// Whether there is anything to look up.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tree.len() == 0
    }

    /// The admin level of a code.
    #[must_use]
    pub fn level_of(&self, code: &str) -> Option<u8> {
        self.tree
            .get(&PCode::parse(code).ok()?)
            .map(|place| place.level)
    }

    /// The code and likeness of a name at a level, under a parent where one is known.
    #[must_use]
    pub fn code_of(&self, name: &str, parent: Option<&str>, level: u8) -> Option<(String, f64)> {
        if self.is_empty() {
            return None;
        }
        let key = (plain(name), parent.map(str::to_owned), level);
        if let Some(known) = self.names.borrow().get(&key) {
            return known.clone();
        }
        let found = self.search(name, parent, level);
        self.names.borrow_mut().insert(key, found.clone());
        found
    }

    /// Only among the areas below the parent: a likeness over all the world would be slow and often wrong.
    fn search(&self, name: &str, parent: Option<&str>, level: u8) -> Option<(String, f64)> {
        let mut areas = vec![PCode::parse(parent?).ok()?];
        let mut best: Option<(String, f64)> = None;
        while let Some(area) = areas.pop() {
            for place in self.tree.children(&area) {
                if place.level < level {
                    areas.push(place.code.clone());
                }
                if place.level != level {
                    continue;
                }
                let score = place
                    .names
                    .iter()
                    .map(|(_, own)| likeness(own, name))
                    .fold(0.0, f64::max);
                if score >= LIKE && best.as_ref().is_none_or(|(_, known)| score > *known) {
                    best = Some((place.code.as_str().to_owned(), score));
                }
            }
        }
        best
    }
}

/// How alike two names of areas are; the article of Arabic names is often left out ("Anbar", "Al-Anbar").
fn likeness(own: &str, other: &str) -> f64 {
    let bare = |text: &str| {
        let mut words = super::words::words(text);
        if words.len() > 1
            && matches!(
                words[0].as_str(),
                "al" | "el" | "as" | "ash" | "an" | "ad" | "ar" | "at" | "az"
            )
        {
            words.remove(0);
        }
        words.concat()
    };
    let (a, b) = (bare(own), bare(other));
    if a == b {
        1.0
    } else {
        vocab::similarity(own, other).max(vocab::similarity(&a, &b) * 0.99)
    }
}

/// The country that a P-code begins with: two or three letters of ISO 3166.
#[must_use]
pub fn country_of_code(code: &str) -> Option<String> {
    let letters: String = code.chars().take_while(char::is_ascii_alphabetic).collect();
    // two letters first: nearly all countries use them, and "SDN…" cannot be told from "SD" + "N…"
    let found = letters
        .get(..2)
        .and_then(iso::by_alpha2)
        .or_else(|| letters.get(..3).and_then(iso::by_alpha3));
    found.map(|country| country.alpha3.to_string())
}

/// The country that a text names: ISO code, or a name in any of the languages known.
#[must_use]
pub fn country(text: &str) -> Option<String> {
    let text = text.trim();
    iso::by_alpha3(text)
        .or_else(|| iso::by_alpha2(text))
        .or_else(|| iso::by_name(text))
        .map(|country| country.alpha3.to_string())
}

/// The country of exactly this name.
#[must_use]
pub fn country_by_name(text: &str) -> Option<String> {
    iso::by_name(text.trim()).map(|country| country.alpha3.to_string())
}

/// The country named anywhere inside a longer text, by up to four neighbouring words.
#[must_use]
pub fn country_in_text(text: &str) -> Option<String> {
    let words = super::words::words(text);
    for length in (1..=4).rev() {
        for part in words.windows(length) {
            let joined = part.join(" ");
            // a code inside a sentence is too easily a word: three letters only, and none of the usual words
            let code =
                (length == 1 && joined.len() == 3 && !COMMON_WORDS.contains(&joined.as_str()))
                    .then(|| iso::by_alpha3(&joined.to_uppercase()))
                    .flatten();
            let name = if joined.chars().count() >= 4 {
                iso::by_name(&joined)
            } else {
                None
            };
            if let Some(found) = name.or(code) {
                return Some(found.alpha3.to_string());
            }
        }
    }
    None
}

/// Three-letter words of titles that are also ISO codes.
const COMMON_WORDS: &[&str] = &[
    "per", "and", "can", "mar", "pan", "ind", "com", "sur", "est", "esp", "are", "nor", "mac",
    "lie",
];
