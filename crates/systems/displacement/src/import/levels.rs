//! Which admin level a country's own word means: by its number, its usual rank, and its neighbours.
//!
//! "Département" is admin 1 in Haiti and admin 2 in Chad, where "Province" stands above it. The words
//! of one table are therefore put in the order of their usual rank, and take the next free level.

use super::meaning::Meaning;
use super::understanding::{ColumnUnderstanding, Found};
use super::vocabulary::Facets;
use super::words::words;

struct Word {
    usual: u8,
    pinned: bool,
    name: String,
    columns: Vec<usize>,
}

/// Gives each admin word of a table its own level. Numbers in headers and HXL tags are never moved.
pub fn reconcile(columns: &mut [ColumnUnderstanding]) {
    let mut found: Vec<Word> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let Meaning::Admin(level, _) = column.meaning else {
            continue;
        };
        if level == 0 {
            continue;
        }
        let pinned = column.found == Found::HxlTag || numbered(&column.header);
        let name = if pinned {
            format!("#{level}")
        } else {
            admin_word(&column.header)
        };
        match found.iter_mut().find(|word| word.name == name) {
            Some(word) => word.columns.push(at),
            None => found.push(Word {
                usual: level,
                pinned,
                name,
                columns: vec![at],
            }),
        }
    }
    // a pinned level and a word of the same rank speak of one area ("ADM 3 Baladiya", "Baladiya code")
    let pinned: Vec<(u8, Vec<String>)> = found
        .iter()
        .filter(|word| word.pinned)
        .map(|word| {
            (
                word.usual,
                word.columns
                    .iter()
                    .flat_map(|at| words(&columns[*at].header))
                    .collect(),
            )
        })
        .collect();
    let mut next = 0;
    found.sort_by_key(|word| (word.usual, !word.pinned, word.columns.first().copied()));
    for word in &mut found {
        let level = if word.pinned {
            word.usual
        } else if let Some((level, _)) = pinned.iter().find(|(_, known)| known.contains(&word.name))
        {
            *level
        } else if !pinned.is_empty() || next == 0 {
            word.usual
        } else {
            next + 1
        };
        let level = level.min(5);
        next = next.max(level);
        for at in &word.columns {
            if let Meaning::Admin(known, _) = &mut columns[*at].meaning {
                *known = level;
            }
        }
    }
}

fn numbered(header: &str) -> bool {
    let words = words(header);
    words.windows(2).any(|pair| {
        matches!(
            pair[0].as_str(),
            "admin" | "adm" | "level" | "niveau" | "nivel" | "ad"
        ) && pair[1].parse::<u8>().is_ok_and(|level| level <= 5)
    })
}

/// The word of the header that names the admin area.
fn admin_word(header: &str) -> String {
    words(header)
        .into_iter()
        .find(|word| Facets::of(word).has("level"))
        .or_else(|| Facets::of(header).value("level").map(str::to_owned))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::header_meaning::of_header;
    use super::super::profile::Profile;
    use super::super::reading::Reading;
    use super::*;

    fn levels(headers: &[&str]) -> Vec<String> {
        let mut names = Profile::default();
        names.add(&Reading::of_text("Somewhere"));
        let mut columns: Vec<ColumnUnderstanding> = headers
            .iter()
            .enumerate()
            .map(|(index, header)| ColumnUnderstanding {
                index,
                letter: super::super::shape::letter(index),
                header: (*header).to_owned(),
                group: None,
                tag: None,
                meaning: of_header(header, &names).map_or(Meaning::Extra, |guess| guess.meaning),
                category: None,
                category_code: None,
                unit: None,
                population: None,
                found: Found::Header,
                confidence: 0.9,
                note: None,
            })
            .collect();
        reconcile(&mut columns);
        columns
            .iter()
            .map(|column| column.meaning.to_string())
            .collect()
    }

    #[test]
    fn a_word_takes_the_next_level_below_its_neighbour() {
        assert_eq!(
            levels(&["Province", "Département", "Sous-préfecture"]),
            ["admin1.name", "admin2.name", "admin3.name"]
        );
        assert_eq!(
            levels(&["Département", "Commune"]),
            ["admin1.name", "admin2.name"]
        );
        assert_eq!(
            levels(&["Oblast pcode", "Oblast", "Raion pcode", "Raion", "Hromada"]),
            [
                "admin1.code",
                "admin1.name",
                "admin2.code",
                "admin2.name",
                "admin3.name"
            ]
        );
        assert_eq!(
            levels(&["المحافظة", "المديرية", "العزلة"]),
            ["admin1.name", "admin2.name", "admin3.name"]
        );
    }

    #[test]
    fn numbers_in_headers_are_never_moved() {
        assert_eq!(
            levels(&[
                "ADM1_Region_EN",
                "ADM2_Mantika_EN",
                "ADM3_Baladiya_EN",
                "Baladiya PCode"
            ]),
            ["admin1.name", "admin2.name", "admin3.name", "admin3.code"]
        );
    }
}
