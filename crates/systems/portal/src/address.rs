//! Addresses of public pages and data: one object, one address.

use std::fmt::Write;

use crate::Lang;

/// A data format of the same figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated text with an HXL row.
    Csv,
    /// Workbook with an HXL row.
    Xlsx,
    /// Features with shapes.
    GeoJson,
    /// Columnar file for analysis.
    Parquet,
}

impl Format {
    /// All, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Xlsx, Self::GeoJson, Self::Parquet];

    /// The ending of the address and of the file.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::GeoJson => "geojson",
            Self::Parquet => "parquet",
        }
    }

    /// The format of an ending.
    pub fn parse(extension: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.extension() == extension)
    }
}

/// What a page or a data file is about. Addresses are `/{lang}/displacement/{indicator}` for pages and the same
/// with `.csv`, `.xlsx`, `.geojson` or `.parquet` for data, with `level`, `round` and `area` asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// Id of the indicator.
    pub indicator: String,
    /// Level of the areas in the table; the installation's own choice when absent.
    pub level: Option<u8>,
    /// Id of the round; the latest when absent.
    pub round: Option<String>,
    /// Code of the area that is looked into; the country when absent.
    pub area: Option<String>,
}

impl Address {
    /// The page in a language.
    pub fn page(&self, lang: Lang) -> String {
        format!("/{}{}", lang.code(), self.path())
    }

    /// The page without its language, for the language switch.
    pub(crate) fn path(&self) -> String {
        format!("/displacement/{}{}", encoded(&self.indicator), self.query())
    }

    /// The printable report of the round in a language.
    pub fn report(&self, lang: Lang) -> String {
        format!("/{}{}", lang.code(), self.report_path())
    }

    /// The report without its language, for the language switch.
    pub(crate) fn report_path(&self) -> String {
        let round = Self {
            round: self.round.clone(),
            ..Self::default()
        };
        format!("/displacement/report{}", round.query())
    }

    /// What the data are, for catalogues and machines.
    pub fn metadata(&self, lang: Lang) -> String {
        self.file(lang, "json")
    }

    /// The same figure as data, with labels in a language.
    pub fn data(&self, lang: Lang, format: Format) -> String {
        self.file(lang, format.extension())
    }

    fn file(&self, lang: Lang, ending: &str) -> String {
        let (lang, indicator) = (lang.code(), encoded(&self.indicator));
        format!("/{lang}/displacement/{indicator}.{ending}{}", self.query())
    }

    fn query(&self) -> String {
        let level = self.level.map(|level| level.to_string());
        let asked = [
            ("level", level.as_ref()),
            ("round", self.round.as_ref()),
            ("area", self.area.as_ref()),
        ];
        let mut query = String::new();
        for (name, value) in asked {
            if let Some(value) = value {
                let sign = if query.is_empty() { '?' } else { '&' };
                write!(query, "{sign}{name}={}", encoded(value)).expect("a String takes all");
            }
        }
        query
    }
}

/// Percent-encoding of all but the unreserved characters (RFC 3986).
pub(crate) fn encoded(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            safe.push(char::from(byte));
        } else {
            write!(safe, "%{byte:02X}").expect("a String takes all");
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_object_and_nothing_else() {
        let address = Address {
            indicator: "idps_present".into(),
            level: Some(1),
            round: Some("demo r/3".into()),
            area: None,
        };
        assert_eq!(
            address.page(Lang::Fr),
            "/fr/displacement/idps_present?level=1&round=demo%20r%2F3"
        );
        assert_eq!(
            address.data(Lang::En, Format::Csv),
            "/en/displacement/idps_present.csv?level=1&round=demo%20r%2F3"
        );
        assert_eq!(
            Address {
                indicator: "x".into(),
                ..Address::default()
            }
            .page(Lang::Ar),
            "/ar/displacement/x"
        );
    }
}
