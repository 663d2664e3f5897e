//! What a page is given to show: one indicator, one round, one level of areas, all ready to publish.

use vocab::{Geometry, LangText, PartialDate, Point};

use crate::{Address, Amount, Unit};

/// One figure of the page: an indicator in a round, by areas of one level.
#[derive(Debug, Clone)]
pub struct Figure<'a> {
    /// What is measured.
    pub indicator: Indicator,
    /// When.
    pub round: Round,
    /// Level of the areas in `rows`.
    pub level: u8,
    /// From the country to the area that is looked into; the last is what `total` is about. Never empty.
    pub trail: Vec<AreaName>,
    /// The value of the whole.
    pub total: Amount,
    /// The round before, to compare with.
    pub previous: Option<(Round, Amount)>,
    /// The areas.
    pub rows: Vec<AreaRow<'a>>,
    /// The same measure in each published round, oldest first.
    pub series: Vec<SeriesPoint>,
    /// The total by cause, sex, origin and so on.
    pub breakdowns: Vec<Breakdown>,
    /// Where the numbers come from.
    pub provenance: Provenance,
    /// What else may be looked at from here.
    pub choices: Choices,
}

/// What is measured.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Its id, as in addresses.
    pub id: String,
    /// Its name.
    pub title: LangText,
    /// One or two sentences: who is counted.
    pub definition: LangText,
    /// What is counted.
    pub unit: Unit,
}

/// A dated pass over the areas.
#[derive(Debug, Clone)]
pub struct Round {
    /// Its id, as in addresses.
    pub id: String,
    /// Its name, e.g. "Round 3".
    pub title: LangText,
    /// First day or month of collection, where known.
    pub from: Option<PartialDate>,
    /// The day or month that the figures are of.
    pub until: PartialDate,
}

/// An area by code and name.
#[derive(Debug, Clone)]
pub struct AreaName {
    /// Its code.
    pub code: String,
    /// Its names.
    pub name: LangText,
}

/// One area with its value.
#[derive(Debug, Clone)]
pub struct AreaRow<'a> {
    /// The area.
    pub area: AreaName,
    /// Its value in this round.
    pub amount: Amount,
    /// Its value in the round before, where there is one.
    pub previous: Option<Amount>,
    /// Its shape for the map.
    pub geometry: Option<&'a Geometry>,
    /// A position, for an area without shape.
    pub position: Option<Point>,
    /// Whether a page about its own areas can be asked for.
    pub has_parts: bool,
}

/// The value of one round.
#[derive(Debug, Clone)]
pub struct SeriesPoint {
    /// The round.
    pub round: Round,
    /// The value.
    pub amount: Amount,
}

/// The total in parts, e.g. by cause.
#[derive(Debug, Clone)]
pub struct Breakdown {
    /// What the parts differ in, e.g. "Reason for displacement".
    pub title: LangText,
    /// The parts in the order to show.
    pub parts: Vec<Part>,
}

/// One part of a total.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name.
    pub label: LangText,
    /// Its value.
    pub amount: Amount,
}

/// Areas that were reached, of all that were to be.
#[derive(Debug, Clone, Copy)]
pub struct Coverage {
    /// Areas with an assessment in this round.
    pub assessed: u64,
    /// Areas in the plan of the round.
    pub planned: u64,
}

/// Where the numbers come from.
#[derive(Debug, Clone)]
pub struct Provenance {
    /// Who publishes and from what.
    pub source: LangText,
    /// How it was collected: assessment type, informants, remote or on site.
    pub method: LangText,
    /// Assessment records behind the figure.
    pub records: u64,
    /// How much of the country was reached, where known.
    pub coverage: Option<Coverage>,
    /// When the round was approved, where known.
    pub approved: Option<PartialDate>,
    /// Terms of use.
    pub licence: LangText,
    /// Counts below this are not shown.
    pub threshold: u32,
}

/// Other indicators, levels and rounds that can be asked for with the same page.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Indicators by id.
    pub indicators: Vec<(String, LangText)>,
    /// Levels with the country's own word for them, e.g. "State".
    pub levels: Vec<(u8, LangText)>,
    /// Rounds by id, latest first.
    pub rounds: Vec<(String, LangText)>,
}

/// One number of the home page that leads to its own page.
#[derive(Debug, Clone)]
pub struct Headline {
    /// What is measured.
    pub indicator: Indicator,
    /// Its value in the latest round.
    pub amount: Amount,
    /// The date of the value.
    pub until: PartialDate,
}

impl Figure<'_> {
    /// The address of this very figure.
    pub fn address(&self) -> Address {
        Address {
            indicator: self.indicator.id.clone(),
            level: Some(self.level),
            round: Some(self.round.id.clone()),
            area: self
                .trail
                .get(1..)
                .and_then(<[AreaName]>::last)
                .map(|area| area.code.clone()),
        }
    }

    /// The address of an area's own areas, one level down.
    pub(crate) fn address_within(&self, area: &AreaName) -> Address {
        Address {
            level: Some(self.level.saturating_add(1)),
            area: Some(area.code.clone()),
            ..self.address()
        }
    }

    /// The name of the whole that the figure is about.
    pub(crate) fn whole(&self, lang: crate::Lang) -> &str {
        self.trail
            .last()
            .map_or("", |area| area.name.get(lang.code()))
    }

    /// The country's word for the areas of this level, else the general one.
    pub(crate) fn level_word(&self, lang: crate::Lang) -> String {
        let own = self
            .choices
            .levels
            .iter()
            .find(|(level, _)| *level == self.level);
        own.map(|(_, word)| word.get(lang.code()).to_owned())
            .filter(|word| !word.is_empty())
            .unwrap_or_else(|| crate::Catalogue::of(lang).text("column-area"))
    }
}
