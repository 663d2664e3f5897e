//! An area assessment as the checks and comparisons see it: typed, from a record's data.

use jiff::Timestamp;
use serde_json::{Map, Value as Json};
use vocab::Point;

/// One line of a breakdown.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakdownLine {
    /// `origin`, `shelter`, `period`, `nationality`, `demography` …
    pub dimension: String,
    /// Category in the file's words.
    pub category: String,
    /// `individuals` or `households`.
    pub unit: String,
    /// The figure.
    pub value: i64,
}

/// One area assessment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assessment {
    /// Record id.
    pub id: String,
    /// Record id of the round.
    pub round: String,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// `BA`, `SA` …
    pub assessment_type: String,
    /// `idps`, `returnees` …
    pub population: String,
    /// `0` to `5`, or `place`.
    pub level: String,
    /// Deepest P-code known.
    pub area_code: Option<String>,
    /// Name of the area or place.
    pub area_name: Option<String>,
    /// Code of the place.
    pub place_id: Option<String>,
    /// Codes by admin level; index 0 is admin 1.
    pub admin_codes: [Option<String>; 5],
    /// Names by admin level; index 0 is admin 1.
    pub admin_names: [Option<String>; 5],
    /// Longitude and latitude as recorded, on the earth or not.
    pub point: Option<(f64, f64)>,
    /// Reason for displacement.
    pub reason: Option<String>,
    /// Name or code of the area of origin.
    pub origin: Option<String>,
    /// `present`, `nobody_there`, `not_reached`, `closed`.
    pub presence: Option<String>,
    /// People.
    pub individuals: Option<i64>,
    /// Households.
    pub households: Option<i64>,
    /// Women and girls.
    pub females: Option<i64>,
    /// Men and boys.
    pub males: Option<i64>,
    /// Children without sex.
    pub children: Option<i64>,
    /// Individuals are households times this.
    pub household_factor: Option<f64>,
    /// Breakdown lines.
    pub breakdown: Vec<BreakdownLine>,
    /// Number of key informants.
    pub ki_count: Option<i64>,
    /// Kinds of key informants.
    pub ki_kinds: Vec<String>,
    /// `agree`, `differ` or `single`.
    pub ki_agreement: Option<String>,
    /// Whether somebody looked on the spot.
    pub observed: Option<bool>,
    /// Whether it was asked from afar.
    pub remote: Option<bool>,
    /// `counted`, `key_informant`, `sample` …
    pub method: Option<String>,
    /// Lowest figure that informants gave.
    pub individuals_low: Option<i64>,
    /// Highest figure that informants gave.
    pub individuals_high: Option<i64>,
    /// Day of the interview, ISO.
    pub interviewed_on: Option<String>,
    /// When the interview began and ended, as the phone says.
    pub interview: Option<(Timestamp, Timestamp)>,
    /// Where it was held.
    pub interview_point: Option<Point>,
    /// Since when displaced, ISO.
    pub displaced_since: Option<String>,
    /// Who collected it.
    pub enumerator: Option<String>,
    /// Remark.
    pub comment: Option<String>,
    /// More than 0 for a repeated row of a file.
    pub ordinal: i64,
}

impl Assessment {
    /// Reads a record's data; what is missing stays unknown.
    #[must_use]
    pub fn read(id: &str, data: &Map<String, Json>) -> Self {
        let text = |field: &str| data.get(field).and_then(Json::as_str).map(str::to_owned);
        let whole = |field: &str| data.get(field).and_then(Json::as_i64);
        let decimal = |field: &str| data.get(field).and_then(Json::as_f64);
        let breakdown = data
            .get("breakdown")
            .and_then(Json::as_array)
            .map(|lines| lines.iter().filter_map(line).collect())
            .unwrap_or_default();
        Self {
            id: id.to_owned(),
            round: text("round").unwrap_or_default(),
            country: text("country"),
            assessment_type: text("assessment_type").unwrap_or_default(),
            population: text("population").unwrap_or_default(),
            level: text("level").unwrap_or_default(),
            area_code: text("area_code"),
            area_name: text("area_name"),
            place_id: text("place_id"),
            admin_codes: std::array::from_fn(|at| text(&format!("admin{}_code", at + 1))),
            admin_names: std::array::from_fn(|at| text(&format!("admin{}_name", at + 1))),
            point: decimal("longitude").zip(decimal("latitude")),
            reason: text("reason"),
            origin: text("origin_code").or_else(|| text("origin_name")),
            presence: text("presence"),
            individuals: whole("individuals"),
            households: whole("households"),
            females: whole("females"),
            males: whole("males"),
            children: whole("children"),
            household_factor: decimal("household_factor"),
            breakdown,
            ki_count: whole("ki_count"),
            ki_kinds: several(data, "ki_kinds"),
            ki_agreement: text("ki_agreement"),
            observed: yes_no(data, "observation"),
            remote: yes_no(data, "remote"),
            method: text("method"),
            individuals_low: whole("individuals_low"),
            individuals_high: whole("individuals_high"),
            interviewed_on: text("interviewed_on"),
            interview: instant(data, "started").zip(instant(data, "ended")),
            interview_point: data.get("interview_point").and_then(|point| {
                let degrees = |name: &str| point.get(name)?.as_f64();
                Point::new(degrees("lon")?, degrees("lat")?).ok()
            }),
            displaced_since: text("displaced_since"),
            enumerator: text("enumerator"),
            comment: text("comment"),
            ordinal: whole("ordinal").unwrap_or(0),
        }
    }

    /// What names its place over rounds: the place's code, its area's code, or its names.
    #[must_use]
    pub fn place_key(&self) -> String {
        if self.level == "place"
            && let Some(id) = &self.place_id
        {
            return format!("place:{id}");
        }
        let names = || {
            let mut names: Vec<&str> = self
                .admin_names
                .iter()
                .flatten()
                .map(String::as_str)
                .collect();
            names.extend(self.area_name.as_deref());
            names.join("/")
        };
        if self.level == "place" {
            return format!("named:{}", names());
        }
        self.area_code.clone().map_or_else(
            || format!("named:{}", names()),
            |code| format!("{}:{code}", self.level),
        )
    }

    /// The point, where it lies on the earth.
    #[must_use]
    pub fn position(&self) -> Option<Point> {
        let (longitude, latitude) = self.point?;
        Point::new(longitude, latitude).ok()
    }

    /// The code of an admin level; the deepest own code stands for its level too.
    #[must_use]
    pub fn admin_code(&self, level: usize) -> Option<&str> {
        self.admin_codes.get(level.checked_sub(1)?)?.as_deref()
    }

    /// Name for people: its own, else its code.
    #[must_use]
    pub fn label(&self) -> String {
        self.area_name
            .clone()
            .or_else(|| self.place_id.clone())
            .or_else(|| self.area_code.clone())
            .unwrap_or_else(|| self.id.clone())
    }
}

/// The names of a choice of several.
fn several(data: &Map<String, Json>, field: &str) -> Vec<String> {
    let names = data
        .get(field)
        .and_then(Json::as_array)
        .into_iter()
        .flatten();
    names.filter_map(Json::as_str).map(str::to_owned).collect()
}

fn instant(data: &Map<String, Json>, field: &str) -> Option<Timestamp> {
    data.get(field)?.as_str()?.parse().ok()
}

/// An answer of yes or no, where there is one.
fn yes_no(data: &Map<String, Json>, field: &str) -> Option<bool> {
    match data.get(field)?.as_str()? {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn line(value: &Json) -> Option<BreakdownLine> {
    let text = |field: &str| value.get(field).and_then(Json::as_str).map(str::to_owned);
    Some(BreakdownLine {
        dimension: text("dimension")?,
        category: text("category")?,
        unit: text("unit")?,
        value: value.get("value")?.as_i64()?,
    })
}
