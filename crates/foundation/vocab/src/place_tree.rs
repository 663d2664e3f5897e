//! Places in their tree, by code, by level and by name.

use std::collections::BTreeMap;

use crate::folding::{fold, folded_similarity};
use crate::{PCode, Place, VocabError};

/// Names less alike than this are not offered. Jaro-Winkler of unrelated place names is mostly under 0.7.
const LEAST_SCORE: f64 = 0.8;

/// All places of an installation. Whatever the list contained, the tree has no cycle: a place whose parent is
/// missing or not nearer to the country is kept without parent, and said so.
#[derive(Debug, Clone, Default)]
pub struct PlaceTree {
    places: BTreeMap<PCode, Place>,
    children: BTreeMap<PCode, Vec<PCode>>,
    folded_names: BTreeMap<PCode, Vec<String>>,
}

impl PlaceTree {
    /// Builds the tree and tells every fault of the list; of two places with one code the first stands.
    pub fn from_places(list: Vec<Place>) -> (Self, Vec<VocabError>) {
        let mut faults = Vec::new();
        let mut places: BTreeMap<PCode, Place> = BTreeMap::new();
        for place in list {
            if places.contains_key(&place.code) {
                faults.push(VocabError::DuplicatePlace(place.code.to_string()));
            } else {
                places.insert(place.code.clone(), place);
            }
        }
        let levels: BTreeMap<PCode, u8> = places
            .iter()
            .map(|(code, place)| (code.clone(), place.level))
            .collect();
        let mut children: BTreeMap<PCode, Vec<PCode>> = BTreeMap::new();
        for place in places.values_mut() {
            let Some(parent) = place.parent.clone() else {
                continue;
            };
            match parent_fault(place, &parent, levels.get(&parent).copied()) {
                None => children.entry(parent).or_default().push(place.code.clone()),
                Some(fault) => {
                    faults.push(fault);
                    place.parent = None;
                }
            }
        }
        let folded_names = places
            .iter()
            .map(|(code, place)| {
                let names = place.names.iter().map(|(_, name)| fold(name)).collect();
                (code.clone(), names)
            })
            .collect();
        let tree = Self {
            places,
            children,
            folded_names,
        };
        (tree, faults)
    }

    /// The place with this code.
    pub fn get(&self, code: &PCode) -> Option<&Place> {
        self.places.get(code)
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// All places, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Place> {
        self.places.values()
    }

    /// The areas it lies in, nearest first, without itself.
    pub fn ancestors(&self, code: &PCode) -> Vec<&Place> {
        let parent_of = |place: &&Place| place.parent.as_ref().and_then(|parent| self.get(parent));
        std::iter::successors(self.get(code), parent_of)
            .skip(1)
            .collect()
    }

    /// The area of this level that it lies in, or itself when it is of this level.
    pub fn ancestor_at(&self, code: &PCode, level: u8) -> Option<&Place> {
        let own = self.get(code).into_iter();
        own.chain(self.ancestors(code))
            .find(|place| place.level == level)
    }

    /// The areas directly in it, by code.
    pub fn children(&self, code: &PCode) -> Vec<&Place> {
        let codes = self.children.get(code).map_or(&[][..], Vec::as_slice);
        codes.iter().filter_map(|child| self.get(child)).collect()
    }

    /// All areas in it at any depth, without itself; those of one parent stand together.
    pub fn descendants(&self, code: &PCode) -> Vec<&Place> {
        let mut found = Vec::new();
        let mut waiting = vec![code];
        while let Some(area) = waiting.pop() {
            let within = self.children(area);
            waiting.extend(within.iter().map(|place| &place.code));
            found.extend(within);
        }
        found
    }

    /// All places of a level, by code.
    pub fn at_level(&self, level: u8) -> Vec<&Place> {
        self.iter().filter(|place| place.level == level).collect()
    }

    /// Whether the place is `area` or lies in it.
    pub fn is_within(&self, code: &PCode, area: &PCode) -> bool {
        code == area || self.ancestors(code).iter().any(|place| place.code == *area)
    }

    /// Places of a name as people write it, best first, with how alike (0 to 1; 1 is the same name), all of
    /// them at least 0.8. `parent` keeps to what lies in an area at any depth, `level` to one level.
    pub fn find_by_name(
        &self,
        name: &str,
        parent: Option<&PCode>,
        level: Option<u8>,
    ) -> Vec<(&Place, f64)> {
        let wanted = fold(name);
        let candidates: Vec<&Place> = match parent {
            Some(area) => self.descendants(area),
            None => self.iter().collect(),
        };
        let mut found: Vec<(&Place, f64)> = candidates
            .into_iter()
            .filter(|place| level.is_none_or(|level| place.level == level))
            .filter_map(|place| {
                let names = self.folded_names.get(&place.code)?;
                let scores = names.iter().map(|own| folded_similarity(own, &wanted));
                let score = scores.fold(0.0, f64::max);
                (score >= LEAST_SCORE).then_some((place, score))
            })
            .collect();
        found.sort_by(|left, right| {
            let by_score = right.1.total_cmp(&left.1);
            by_score.then_with(|| left.0.code.cmp(&right.0.code))
        });
        found
    }
}

/// Why this parent cannot be; each step towards the country lowers the level, so no cycle can pass.
fn parent_fault(place: &Place, parent: &PCode, parent_level: Option<u8>) -> Option<VocabError> {
    match parent_level {
        None => Some(VocabError::OrphanPlace {
            code: place.code.to_string(),
            parent: parent.to_string(),
        }),
        Some(parent_level) if parent_level >= place.level => Some(VocabError::PlaceLevels {
            code: place.code.to_string(),
            level: place.level,
            parent: parent.to_string(),
            parent_level,
        }),
        Some(_) => None,
    }
}
