//! Which column is what, by its header: the three families of published releases and their mixtures.

use vocab::fold;

/// What a column of a release means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Id of the event.
    MainId,
    /// Id of the row.
    IncidentId,
    /// Incident, split or cumulative.
    Kind,
    /// Region of the project's own system.
    Region,
    /// Date of the incident.
    Date,
    /// Its year.
    Year,
    /// Its month, by number or name.
    Month,
    /// Confirmed dead.
    Dead,
    /// Missing, the lowest credible figure.
    Missing,
    /// Dead and missing together; checked, never stored.
    Total,
    /// Survivors.
    Survivors,
    /// Women and girls.
    Females,
    /// Men and boys.
    Males,
    /// Under 18.
    Minors,
    /// Country of origin.
    OriginCountry,
    /// Region of origin.
    OriginRegion,
    /// Category of the cause, in older releases its own words.
    Cause,
    /// The cause in the report's words.
    CauseReported,
    /// Migration route.
    Route,
    /// Country of the incident.
    Country,
    /// Where, in words.
    Place,
    /// Region of the United Nations' geoscheme.
    UnsdRegion,
    /// Who said so.
    Source,
    /// Address of the source.
    Link,
    /// Quality of the sources.
    Quality,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// Both in one cell, latitude first.
    Coordinates,
}

/// Header words of each column: 2024 and later, the portal's download of 2026, and releases up to 2020. Compared without
/// case, accents and punctuation.
const NAMES: &[(Column, &[&str])] = &[
    (Column::MainId, &["Main ID"]),
    (Column::IncidentId, &["Incident ID", "Web ID", "WebID"]),
    (Column::Kind, &["Incident Type"]),
    (Column::Region, &["Region of Incident", "Region"]),
    (Column::Date, &["Incident date", "Reported Date"]),
    (
        Column::Year,
        &["Incident year", "Year", "Reported Year", "Incident_year"],
    ),
    (
        Column::Month,
        &["Incident month", "Reported Month", "Month"],
    ),
    (Column::Dead, &["No. dead", "Number Dead", "Number of Dead"]),
    (
        Column::Missing,
        &[
            "No. missing",
            "Minimum Estimated Number of Missing",
            "Number of Missing",
        ],
    ),
    (
        Column::Total,
        &[
            "No. dead/missing",
            "Total Dead and Missing",
            "Total Number of Dead and Missing",
        ],
    ),
    (Column::Survivors, &["No. survivors", "Number of Survivors"]),
    (Column::Females, &["No. Female", "Number of Females"]),
    (Column::Males, &["No. Male", "Number of Males"]),
    (Column::Minors, &["No. minors", "Number of Children"]),
    (Column::OriginCountry, &["Country of Origin"]),
    (Column::OriginRegion, &["Region of Origin"]),
    (
        Column::Cause,
        &["Cause of death (category)", "Cause of Death"],
    ),
    (Column::CauseReported, &["Cause of death (reported)"]),
    (Column::Route, &["Route", "Migration Route"]),
    (Column::Country, &["Country of Incident"]),
    (
        Column::Place,
        &[
            "Location of death",
            "Location Description",
            "Location of Incident",
        ],
    ),
    (
        Column::UnsdRegion,
        &["UNSD region", "UNSD Geographical Grouping"],
    ),
    (Column::Source, &["Source", "Information Source"]),
    (Column::Link, &["Link", "URL"]),
    (Column::Quality, &["Source Quality"]),
    (Column::Latitude, &["Latitude"]),
    (Column::Longitude, &["Longitude"]),
    (
        Column::Coordinates,
        &["Coordinates", "Location Coordinates"],
    ),
];

/// A family of headers, for the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// 2024 and later: the type of incident stands in a column.
    Typed,
    /// The portal's download of 2026: main and incident id, coordinates in one cell.
    Portal,
    /// Up to 2020: one id for a row, the cause in the report's words.
    Web,
}

/// The header of a release: which column of the file is what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Which family it belongs to.
    pub family: Family,
    /// Row of the header, as a spreadsheet numbers it.
    pub row: usize,
    /// Meaning and written name of each column of the file.
    pub columns: Vec<(Option<Column>, String)>,
}

/// Why a row is no header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoHeader {
    /// These columns are not there.
    Lacks(Vec<&'static str>),
    /// Two columns mean the same.
    Twice(String, String),
}

impl Header {
    /// Understands a row as header.
    pub(crate) fn understand(row: usize, cells: &[String]) -> Result<Self, NoHeader> {
        let columns: Vec<(Option<Column>, String)> = cells
            .iter()
            .map(|written| (meaning(written), written.trim().to_owned()))
            .collect();
        for (at, (column, written)) in columns.iter().enumerate() {
            let earlier = columns[..at]
                .iter()
                .find(|(other, _)| column.is_some() && other == column);
            if let Some((_, other)) = earlier {
                return Err(NoHeader::Twice(other.clone(), written.clone()));
            }
        }
        let has = |column| columns.iter().any(|(found, _)| *found == Some(column));
        let needed = [
            (Column::IncidentId, "Incident ID or Web ID"),
            (Column::Date, "Incident date or Reported Date"),
            (Column::Dead, "No. dead or Number Dead"),
            (
                Column::Missing,
                "No. missing or Minimum Estimated Number of Missing",
            ),
        ];
        let lacks: Vec<&str> = needed
            .into_iter()
            .filter(|(column, _)| !has(*column))
            .map(|(_, name)| name)
            .collect();
        if !lacks.is_empty() {
            return Err(NoHeader::Lacks(lacks));
        }
        let family = if has(Column::Kind) {
            Family::Typed
        } else if has(Column::MainId) {
            Family::Portal
        } else {
            Family::Web
        };
        Ok(Self {
            family,
            row,
            columns,
        })
    }

    /// Where a column stands, and its written name.
    pub(crate) fn find(&self, column: Column) -> Option<(usize, &str)> {
        self.columns
            .iter()
            .enumerate()
            .find(|(_, (found, _))| *found == Some(column))
            .map(|(at, (_, written))| (at, written.as_str()))
    }

    /// Names of the columns that mean nothing to the register.
    pub fn left_out(&self) -> Vec<&str> {
        self.columns
            .iter()
            .filter(|(column, written)| column.is_none() && !written.is_empty())
            .map(|(_, written)| written.as_str())
            .collect()
    }
}

fn meaning(written: &str) -> Option<Column> {
    let folded = fold(written.trim_start_matches('\u{feff}'));
    NAMES
        .iter()
        .find(|(_, names)| names.iter().any(|name| fold(name) == folded))
        .map(|(column, _)| *column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Result<Header, NoHeader> {
        let cells: Vec<String> = text.split('|').map(str::to_owned).collect();
        Header::understand(1, &cells)
    }

    #[test]
    fn each_family_is_known_by_its_header() {
        let of = |text| header(text).unwrap().family;
        assert_eq!(
            of("Main ID|Incident ID|Incident Type|Incident date|No. dead|No. missing"),
            Family::Typed
        );
        assert_eq!(
            of(
                "\u{feff}Main ID|Incident ID|Incident Date|Number Dead|Minimum Estimated Number of Missing"
            ),
            Family::Portal
        );
        assert_eq!(
            of("Web ID|Reported Date|Number Dead|minimum  estimated number of MISSING"),
            Family::Web
        );
    }

    #[test]
    fn what_lacks_is_named_and_two_of_a_kind_are_refused() {
        let Err(NoHeader::Lacks(lacks)) = header("Web ID|Number Dead") else {
            panic!("two columns are not there");
        };
        assert_eq!(lacks.len(), 2);
        assert_eq!(
            header("Web ID|Incident ID|Reported Date|Number Dead|No. missing"),
            Err(NoHeader::Twice("Web ID".into(), "Incident ID".into()))
        );
    }

    #[test]
    fn no_name_means_two_columns() {
        let mut known = std::collections::BTreeMap::new();
        for (column, names) in NAMES {
            for name in *names {
                assert!(
                    known
                        .insert(fold(name), column)
                        .is_none_or(|other| other == column),
                    "{name}"
                );
            }
        }
    }
}
