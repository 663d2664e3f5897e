//! Two systems of regions, and the names that regions have had over time.
//!
//! The project's own system has the Mediterranean apart and Europe whole. The geoscheme of the United Nations (UNSD, M49)
//! has sub-regions; deaths at sea go to the nearest of them, and the Mediterranean stays "Uncategorized". Names changed
//! over the years ("North Africa", "Northern Africa"): a name is looked up with the date of its incident, and what the
//! source wrote is never rewritten.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::{Map, Value as Json};
use vocab::{LangText, PartialDate, fold};

use crate::explained::LANGUAGES;

/// A system of regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum System {
    /// The project's own.
    Project,
    /// The United Nations' geoscheme.
    Unsd,
}

impl System {
    /// The code in registers and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Unsd => "unsd",
        }
    }

    /// The system of a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Project, Self::Unsd]
            .into_iter()
            .find(|system| system.code() == code)
    }
}

/// One name that a system has given a region, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameOfRegion {
    /// The system.
    pub system: System,
    /// The name as sources write it.
    pub name: String,
    /// First date of incidents for which it is meant so; any when not given.
    pub from: Option<PartialDate>,
    /// Last date.
    pub until: Option<PartialDate>,
    /// Code of the region.
    pub region: String,
}

/// Names of regions in both systems.
#[derive(Debug, Clone, Default)]
pub struct Concordance {
    /// By system and folded name; those added later stand first.
    names: BTreeMap<(System, String), Vec<NameOfRegion>>,
}

const NAMES: &str = include_str!("region_names.csv");
const TITLES: &str = include_str!("regions.csv");

static TITLE_OF: LazyLock<BTreeMap<&'static str, LangText>> = LazyLock::new(|| {
    let rows = TITLES.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        let code = cells.next()?;
        let title = LANGUAGES.into_iter().zip(cells).collect();
        Some((code, title))
    });
    rows.collect()
});

/// Titles of a region by language; an unknown code is its own title.
pub fn title(code: &str) -> LangText {
    let mut parts = code.split(JOIN).map(|part| {
        TITLE_OF
            .get(part)
            .cloned()
            .unwrap_or_else(|| LangText::single("en", part))
    });
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |joined, part| {
        LANGUAGES
            .into_iter()
            .map(|lang| (lang, format!("{}, {}", joined.get(lang), part.get(lang))))
            .collect()
    })
}

/// What joins the codes of several regions of one row.
const JOIN: char = '+';
/// The region of rows that name none.
pub const UNKNOWN: &str = "unknown";

impl Concordance {
    /// The names that ship with the system.
    pub fn shipped() -> Self {
        let mut concordance = Self::default();
        for line in NAMES.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            if let [system, name, from, until, region] = cells[..]
                && let Some(system) = System::parse(system)
            {
                concordance.add(NameOfRegion {
                    system,
                    name: name.to_owned(),
                    from: PartialDate::parse(from).ok(),
                    until: PartialDate::parse(until).ok(),
                    region: region.to_owned(),
                });
            }
        }
        concordance
    }

    /// Adds a name; it goes before those that were there.
    pub fn add(&mut self, name: NameOfRegion) {
        let key = (name.system, fold(&name.name));
        self.names.entry(key).or_default().insert(0, name);
    }

    /// Adds a record of the register of names; one that names no system is passed over, its form refuses it.
    pub fn add_record(&mut self, data: &Map<String, Json>) {
        let text = |field: &str| data.get(field).and_then(Json::as_str).unwrap_or_default();
        if let Some(system) = System::parse(text("system")) {
            self.add(NameOfRegion {
                system,
                name: text("name").to_owned(),
                from: PartialDate::parse(text("valid_from")).ok(),
                until: PartialDate::parse(text("valid_until")).ok(),
                region: text("region").to_owned(),
            });
        }
    }

    /// The code of the region that a name means at a date; of several names joined by commas, the codes joined. `None`
    /// when one of them is not known.
    pub fn region(&self, system: System, name: &str, date: PartialDate) -> Option<String> {
        if let Some(code) = self.one(system, name, date) {
            return Some(code.to_owned());
        }
        let mut codes: Vec<&str> = name
            .split(',')
            .map(|part| self.one(system, part, date))
            .collect::<Option<_>>()?;
        codes.sort_unstable();
        codes.dedup();
        Some(codes.join(&JOIN.to_string()))
    }

    fn one(&self, system: System, name: &str, date: PartialDate) -> Option<&str> {
        let names = self.names.get(&(system, fold(name)))?;
        let day = date.first_day();
        names
            .iter()
            .find(|name| {
                name.from.is_none_or(|from| from.first_day() <= day)
                    && name.until.is_none_or(|until| day <= until.last_day())
            })
            .map(|name| name.region.as_str())
    }

    /// The region under which a row is counted: its code, the name itself where the concordance has none, and
    /// [`UNKNOWN`] where the row names none.
    pub fn counted(&self, system: System, name: &str, date: PartialDate) -> String {
        if name.trim().is_empty() {
            return UNKNOWN.to_owned();
        }
        self.region(system, name, date)
            .unwrap_or_else(|| name.trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    #[test]
    fn every_shipped_name_leads_to_a_region_with_titles() {
        let shipped = Concordance::shipped();
        assert!(shipped.names.len() > 40);
        for name in shipped.names.values().flatten() {
            let title = TITLE_OF.get(name.region.as_str()).unwrap();
            for lang in LANGUAGES {
                assert!(title.exact(lang).is_some(), "{} {lang}", name.region);
            }
        }
    }

    #[test]
    fn old_names_mean_the_region_of_today_and_several_names_stay_several() {
        let names = Concordance::shipped();
        let project = |name, date| names.region(System::Project, name, at(date));
        assert_eq!(
            project("North Africa", "2015-04-01"),
            Some("northern_africa".into())
        );
        assert_eq!(
            project("Northern Africa", "2024-04-01"),
            Some("northern_africa".into())
        );
        assert_eq!(
            project("Mediterranean,Northern Africa", "2021-03-05"),
            Some("mediterranean+northern_africa".into())
        );
        assert_eq!(project("Atlantis", "2021-03-05"), None);
        assert_eq!(
            names.counted(System::Project, "Atlantis", at("2021")),
            "Atlantis"
        );
        assert_eq!(names.counted(System::Project, " ", at("2021")), UNKNOWN);
    }

    #[test]
    fn a_name_of_the_register_counts_for_its_time_only() {
        let mut names = Concordance::shipped();
        names.add(NameOfRegion {
            system: System::Project,
            name: "Horn of Africa".into(),
            from: Some(at("2014")),
            until: Some(at("2019-06")),
            region: "caribbean".into(),
        });
        let of = |date| names.region(System::Project, "horn of africa", at(date));
        assert_eq!(of("2019-06-30"), Some("caribbean".into()));
        assert_eq!(of("2019-07-01"), Some("eastern_africa".into()));
    }
}
