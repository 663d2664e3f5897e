//! Countries' administrative areas.

use serde::{Deserialize, Serialize};

use crate::{Geometry, LangText, PCode, PartialDate, Point};

/// A country or an administrative area in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The P-code, or the ISO 3166 code of a country.
    pub code: PCode,
    /// How far below the country: 0 is the country itself, 1 its provinces, and so on.
    pub level: u8,
    /// The area it lies in; none for a country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<PCode>,
    /// Its names by language.
    #[serde(default)]
    pub names: LangText,
    /// Its shape, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geometry: Option<Geometry>,
    /// A position to stand for it, where known; see [`Place::position`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centroid: Option<Point>,
    /// From when the code or shape is valid, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<PartialDate>,
}

impl Place {
    /// The position that stands for it: the given one, else the centre of its shape.
    pub fn position(&self) -> Option<Point> {
        self.centroid
            .or_else(|| self.geometry.as_ref().map(Geometry::centroid))
    }

    /// Its name in a language, else its code: never empty.
    pub fn name(&self, lang: &str) -> &str {
        match self.names.get(lang) {
            "" => self.code.as_str(),
            name => name,
        }
    }
}
