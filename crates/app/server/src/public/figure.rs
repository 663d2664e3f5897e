//! Published values as the figure of a page.

use measures::Observation;
use portal::{
    AreaName, AreaRow, Breakdown, Choices, Coverage, Figure, Indicator, Part, Provenance,
    SeriesPoint, Unit,
};
use vocab::{LangText, PCode, Place, PlaceTree};

use super::{
    Pages,
    published::{Published, amount},
};

impl Published {
    /// The figure with everything a page says around it.
    pub(super) fn figure(&self, pages: &Pages) -> Figure<'_> {
        let round = &self.rounds[self.at];
        let series = self.rounds.iter().zip(&self.totals);
        let breakdowns = self.reasons.iter().map(|(title, parts)| Breakdown {
            title: title.clone(),
            parts: parts
                .iter()
                .map(|(label, amount)| Part {
                    label: label.clone(),
                    amount: *amount,
                })
                .collect(),
        });
        Figure {
            indicator: indicator(&self.indicator),
            round: round.round.clone(),
            level: self.level,
            trail: self.trail(pages),
            total: self.totals[self.at],
            previous: self
                .at
                .checked_sub(1)
                .map(|before| (self.rounds[before].round.clone(), self.totals[before])),
            rows: self
                .rows
                .rows
                .iter()
                .filter_map(|row| self.row(row))
                .collect(),
            series: series
                .map(|(round, total)| SeriesPoint {
                    round: round.round.clone(),
                    amount: *total,
                })
                .collect(),
            breakdowns: breakdowns.collect(),
            provenance: Provenance {
                method: LangText::single("en", round.method.as_str()),
                records: self.records,
                coverage: round.planned.map(|planned| Coverage {
                    assessed: self.records,
                    planned,
                }),
                ..provenance(pages, self.indicator.smallest_public)
            },
            choices: Choices {
                indicators: self.others.clone(),
                levels: (1..=4)
                    .filter(|level| self.has_level(*level))
                    .map(|level| (level, level_name(level)))
                    .collect(),
                rounds: self
                    .rounds
                    .iter()
                    .rev()
                    .map(|round| (round.round.id.clone(), round.round.title.clone()))
                    .collect(),
            },
        }
    }

    /// From the round's country down to the area that is looked into.
    fn trail(&self, pages: &Pages) -> Vec<AreaName> {
        let named = |code: &PCode| self.tree.get(code).map(area_name);
        if let Some(area) = &self.area {
            let above = self.tree.ancestors(area);
            let mut trail: Vec<AreaName> =
                above.iter().rev().map(|place| area_name(place)).collect();
            trail.extend(named(area));
            return trail;
        }
        let country = &self.rounds[self.at].country;
        let place = PCode::parse(country).ok().and_then(|code| named(&code));
        let name = vocab::country::by_alpha3(country).map(|country| AreaName {
            code: country.alpha3.to_owned(),
            name: portal::Lang::ALL
                .iter()
                .map(|lang| (lang.code(), country.name(lang.code())))
                .collect(),
        });
        let whole = AreaName {
            code: String::new(),
            name: pages.site.name.clone(),
        };
        vec![place.or(name).unwrap_or(whole)]
    }

    fn row<'a>(&'a self, row: &'a Observation) -> Option<AreaRow<'a>> {
        let key = row.place.as_ref()?;
        let place = place_of(&self.tree, key);
        Some(AreaRow {
            area: place.map_or_else(
                || AreaName {
                    code: key.clone(),
                    name: LangText::single("en", key),
                },
                area_name,
            ),
            amount: amount(row.value),
            previous: self.before.get(key).copied(),
            geometry: place.and_then(|place| place.geometry.as_ref()),
            position: place.and_then(Place::position),
            has_parts: place.is_some_and(|place| !self.tree.children(&place.code).is_empty()),
        })
    }

    /// Whether the round's country has areas of this level.
    fn has_level(&self, level: u8) -> bool {
        let at_level = self.tree.at_level(level);
        match PCode::parse(&self.rounds[self.at].country) {
            Ok(country) if self.tree.get(&country).is_some() => at_level
                .iter()
                .any(|place| self.tree.is_within(&place.code, &country)),
            _ => !at_level.is_empty() || level == 1,
        }
    }
}

fn area_name(place: &Place) -> AreaName {
    AreaName {
        code: place.code.to_string(),
        name: place.names.clone(),
    }
}

/// The place of a key that is a P-code; a name stands for itself.
pub(super) fn place_of<'a>(tree: &'a PlaceTree, key: &str) -> Option<&'a Place> {
    PCode::parse(key).ok().and_then(|code| tree.get(&code))
}

/// An indicator as pages name it.
pub(super) fn indicator(indicator: &measures::Indicator) -> Indicator {
    Indicator {
        id: indicator.id.clone(),
        title: indicator.title.clone(),
        definition: indicator.description.clone(),
        unit: match indicator.unit.as_str() {
            "households" => Unit::Households,
            _ => Unit::People,
        },
    }
}

/// What an installation says of all its figures.
pub(super) fn provenance(pages: &Pages, smallest_public: f64) -> Provenance {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a threshold of a few people from the indicator's text"
    )]
    let threshold = smallest_public.clamp(0.0, 1e6) as u32;
    Provenance {
        source: pages.site.publisher.clone(),
        method: LangText::default(),
        records: 0,
        coverage: None,
        approved: None,
        licence: (*pages.licence).clone(),
        threshold,
    }
}

fn level_name(level: u8) -> LangText {
    [
        ("en", format!("Admin level {level}")),
        ("fr", format!("Niveau administratif {level}")),
        ("es", format!("Nivel administrativo {level}")),
        ("ar", format!("المستوى الإداري {level}")),
    ]
    .into_iter()
    .collect()
}
