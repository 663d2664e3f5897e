//! Misreadings of a camera, put right only where the position or the check digits prove it.
//!
//! Two proofs are accepted. *Position*: dates and check digits hold digits, names and codes hold letters, so a misread
//! character has one meaning there. *Check digits*: in a field that mixes both, one change (or, if no single one will do,
//! one pair of changes) restores the field's digit and the composite digit, and no other does. Else nothing is changed
//! and the candidates are listed: a likely guess is not a reading.

use serde::Serialize;

use crate::{
    check_digit::{self, Sum},
    layout::{Format, Guarded, Layout, Span, as_letter},
    zone::Zone,
};

/// One character put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// From 1, over all lines without separators.
    pub position: usize,
    /// Line, from 1.
    pub line: usize,
    /// Character of the line, from 1.
    pub column: usize,
    /// As read.
    pub from: char,
    /// As it must be.
    pub to: char,
    /// Why it must be.
    pub proof: &'static str,
}

/// What would restore the check digits of a field where more than one reading does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Candidates {
    /// The field.
    pub field: &'static str,
    /// Its possible readings.
    pub readings: Vec<String>,
}

/// The outcome of looking for misreadings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repair {
    /// The zone with every proven correction, `|` between lines; empty when there is none.
    pub text: String,
    /// What was put right.
    pub corrections: Vec<Correction>,
    /// Fields where several readings are possible, so none was taken.
    pub candidates: Vec<Candidates>,
}

const POSITION_DIGIT: &str = "only a digit can stand here";
const POSITION_LETTER: &str = "only a letter can stand here";
const DIGITS: &str = "the only reading that restores the check digit";
const DIGITS_AND_COMPOSITE: &str =
    "the only reading that restores the check digit and the composite check digit";

/// Most readings that are listed of one field.
const LISTED: usize = 8;

/// The widest line of any layout (TD3, MRV-A).
const WIDEST: usize = 44;

/// Looks for misreadings in a zone.
pub fn repair(zone: &Zone<'_>) -> Repair {
    let mut desk = Desk {
        layout: zone.layout(),
        format: zone.format(),
        lines: [[b'<'; WIDEST]; 3],
        repair: Repair::default(),
    };
    for (line, read) in desk.lines.iter_mut().zip(zone.lines()) {
        line[..read.len()].copy_from_slice(read);
    }
    desk.positions();
    let layout = desk.layout;
    desk.mixed("document_number", layout.number);
    if let Some(digit) = layout.optional_digit {
        let field = layout.optional;
        desk.mixed("optional_data", Guarded { field, digit });
    }
    if !desk.repair.corrections.is_empty() {
        desk.repair
            .corrections
            .sort_by_key(|correction| correction.position);
        let lines = desk.lines[..layout.lines].iter();
        let lines: Vec<_> = lines
            .map(|line| String::from_utf8_lossy(&line[..layout.width]))
            .collect();
        desk.repair.text = lines.join("|");
    }
    desk.repair
}

/// Lines are kept where they are: nearly every zone is right, and none of them needs memory of its own.
struct Desk {
    layout: &'static Layout,
    format: Format,
    lines: [[u8; WIDEST]; 3],
    repair: Repair,
}

impl Desk {
    fn positions(&mut self) {
        let layout = self.layout;
        let guarded = [Some(layout.number), Some(layout.birth), layout.expiry];
        let dates = [Some(layout.birth.field), layout.expiry.map(|it| it.field)];
        let digits = guarded
            .into_iter()
            .flatten()
            .map(|it| it.digit)
            .chain(dates.into_iter().flatten())
            .chain(layout.optional_digit)
            .chain(layout.composite.map(|(place, _)| place));
        for span in digits {
            self.each(span, as_digit, POSITION_DIGIT);
        }
        if self.format == Format::FrenchIdentityCard {
            // year, month and serial are digits; the two characters of the office between them may be letters
            let Span { line, from, .. } = layout.number.field;
            for (from, to) in [(from, from + 4), (from + 7, from + 12)] {
                self.each(Span { line, from, to }, as_digit, POSITION_DIGIT);
            }
        }
        let names = (!self.writes_digits_for_letters()).then_some(layout.name);
        let letters = [
            Some(layout.document_code),
            Some(layout.issuer),
            layout.nationality,
            names,
            names.and(layout.given),
        ];
        for span in letters.into_iter().flatten() {
            self.each(span, as_letter, POSITION_LETTER);
        }
    }

    /// Russian internal passports write letters without a Latin twin as digits; nothing is misread there.
    fn writes_digits_for_letters(&self) -> bool {
        self.format == Format::Td3
            && self.slice(self.layout.document_code) == b"PN"
            && self.slice(self.layout.issuer) == b"RUS"
    }

    fn slice(&self, span: Span) -> &[u8] {
        &self.lines[span.line][span.from..span.to]
    }

    fn each(&mut self, span: Span, turn: fn(u8) -> u8, proof: &'static str) {
        for column in span.from..span.to {
            let from = self.lines[span.line][column];
            let to = turn(from);
            if to != from {
                self.change(span.line, column, to, proof);
            }
        }
    }

    fn change(&mut self, line: usize, column: usize, to: u8, proof: &'static str) {
        let from = std::mem::replace(&mut self.lines[line][column], to);
        self.repair.corrections.push(Correction {
            position: line * self.layout.width + column + 1,
            line: line + 1,
            column: column + 1,
            from: char::from(from),
            to: char::from(to),
            proof,
        });
    }

    fn mixed(&mut self, name: &'static str, guarded: Guarded) {
        let found = self.slice(guarded.digit)[0];
        let field = guarded.field;
        if !found.is_ascii_digit() || check_digit::of(self.slice(field)) == found {
            return; // right, or a filler whose rule is another
        }
        let places: Vec<(usize, u8)> = (field.from..field.to)
            .filter_map(|column| Some((column, twin(self.lines[field.line][column])?)))
            .collect();
        let mut readings: Vec<Vec<(usize, u8)>> = places
            .iter()
            .map(|place| vec![*place])
            .filter(|change| self.holds(guarded, change))
            .collect();
        if readings.is_empty() {
            for (at, first) in places.iter().enumerate() {
                for second in &places[at + 1..] {
                    let change = vec![*first, *second];
                    if self.holds(guarded, &change) {
                        readings.push(change);
                    }
                }
            }
        }
        if let [only] = readings.as_slice() {
            let proof = if self.layout.composite.is_some() {
                DIGITS_AND_COMPOSITE
            } else {
                DIGITS
            };
            for (column, to) in only {
                self.change(field.line, *column, *to, proof);
            }
        } else if !readings.is_empty() {
            let readings = readings
                .iter()
                .take(LISTED)
                .map(|change| {
                    let line = self.changed(field.line, change);
                    crate::names::words(&line[field.from..field.to])
                })
                .collect();
            self.repair.candidates.push(Candidates {
                field: name,
                readings,
            });
        }
    }

    fn changed(&self, line: usize, change: &[(usize, u8)]) -> [u8; WIDEST] {
        let mut changed = self.lines[line];
        for (column, to) in change {
            changed[*column] = *to;
        }
        changed
    }

    fn holds(&self, guarded: Guarded, change: &[(usize, u8)]) -> bool {
        let line = guarded.field.line;
        let changed = self.changed(line, change);
        let cut = |span: Span| {
            let source = if span.line == line {
                &changed
            } else {
                &self.lines[span.line]
            };
            &source[span.from..span.to]
        };
        check_digit::of(cut(guarded.field)) == cut(guarded.digit)[0]
            && self.layout.composite.is_none_or(|(place, covered)| {
                let mut sum = Sum::default();
                for span in covered {
                    sum.add(cut(*span));
                }
                sum.digit() == cut(place)[0]
            })
    }
}

/// The digit that a misread letter stands for where only digits may stand; other characters as they are.
fn as_digit(byte: u8) -> u8 {
    match byte {
        b'O' => b'0',
        b'I' => b'1',
        b'Z' => b'2',
        b'S' => b'5',
        b'G' => b'6',
        b'B' => b'8',
        other => other,
    }
}

/// What a character may have been where both kinds stand.
fn twin(byte: u8) -> Option<u8> {
    let other = if byte.is_ascii_digit() {
        as_letter(byte)
    } else {
        as_digit(byte)
    };
    (other != byte).then_some(other)
}
