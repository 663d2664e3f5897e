//! UN/EDIFACT (ISO 9735): a message cut into segments, elements and components.
//!
//! A service string advice (`UNA`) may set other separators. `?` releases the next character. Segments may be cut by line
//! ends. Everything borrows from the text; a segment is bounded in length and in elements, so a bomb costs nothing.

use std::borrow::Cow;

/// Longest segment in bytes: those of a passenger list have at most a few hundred.
pub const LONGEST_SEGMENT: usize = 4_000;
/// Most elements of a segment, most components of an element.
pub const MOST_ELEMENTS: usize = 64;

/// The separators of an interchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Separators {
    component: u8,
    element: u8,
    release: u8,
    terminator: u8,
}

impl Default for Separators {
    fn default() -> Self {
        Self {
            component: b':',
            element: b'+',
            release: b'?',
            terminator: b'\'',
        }
    }
}

/// Why a text cannot be read on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EdifactError {
    /// The service string advice is not nine characters.
    #[error("the service string advice UNA is cut off")]
    Advice,
    /// No terminator within what a segment may be.
    #[error("segment {0} does not end within {LONGEST_SEGMENT} characters")]
    TooLong(usize),
    /// The text ends within a segment.
    #[error("the text ends within segment {0}; the file is cut off")]
    CutOff(usize),
    /// More elements than any message has.
    #[error("segment {0} has more than {MOST_ELEMENTS} elements")]
    TooMany(usize),
}

/// A segment: its tag and its elements, each of components.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment<'a> {
    /// Which segment of the interchange, from 1; `UNA` is not counted.
    pub number: usize,
    elements: Vec<Vec<Cow<'a, str>>>,
}

impl Segment<'_> {
    /// Three letters.
    pub fn tag(&self) -> &str {
        self.get(0, 0)
    }

    /// A component of an element, both from 0; the tag is element 0. Empty when it is absent.
    pub fn get(&self, element: usize, component: usize) -> &str {
        self.elements
            .get(element)
            .and_then(|components| components.get(component))
            .map_or("", |text| text.trim())
    }

    /// How many elements there are, the tag among them.
    pub fn len(&self) -> usize {
        self.elements.len()
    }

    /// Whether there is nothing but an empty tag.
    pub fn is_empty(&self) -> bool {
        self.tag().is_empty()
    }
}

/// Walks through the segments of an interchange.
#[derive(Debug, Clone)]
pub struct Segments<'a> {
    text: &'a str,
    at: usize,
    number: usize,
    separators: Separators,
    failed: bool,
}

impl<'a> Segments<'a> {
    /// Begins with a text; a byte order mark is passed over.
    ///
    /// # Errors
    /// A service string advice that is cut off.
    pub fn of(text: &'a str) -> Result<Self, EdifactError> {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let mut separators = Separators::default();
        let mut at = 0;
        if text.starts_with("UNA") {
            let advice: [u8; 6] = text
                .as_bytes()
                .get(3..9)
                .and_then(|six| six.try_into().ok())
                .filter(|six: &[u8; 6]| six.is_ascii())
                .ok_or(EdifactError::Advice)?;
            separators = Separators {
                component: advice[0],
                element: advice[1],
                release: advice[3],
                terminator: advice[5],
            };
            at = 9;
        }
        Ok(Self {
            text,
            at,
            number: 0,
            separators,
            failed: false,
        })
    }

    fn cut(&mut self) -> Option<Result<Segment<'a>, EdifactError>> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        if self.at >= bytes.len() {
            return None;
        }
        self.number += 1;
        let begin = self.at;
        let mut end = begin;
        loop {
            match bytes.get(end) {
                None => return Some(Err(EdifactError::CutOff(self.number))),
                Some(_) if end - begin > LONGEST_SEGMENT => {
                    return Some(Err(EdifactError::TooLong(self.number)));
                }
                Some(byte) if *byte == self.separators.release => end += 2,
                Some(byte) if *byte == self.separators.terminator => break,
                Some(_) => end += 1,
            }
        }
        self.at = end + 1;
        let Some(text) = self.text.get(begin..end) else {
            // A separator of the advice cut a character in two.
            return Some(Err(EdifactError::CutOff(self.number)));
        };
        Some(self.elements(text))
    }

    fn elements(&self, text: &'a str) -> Result<Segment<'a>, EdifactError> {
        let Separators {
            component,
            element,
            release,
            ..
        } = self.separators;
        let mut elements = Vec::with_capacity(8);
        for part in split(text, element, release) {
            if elements.len() == MOST_ELEMENTS {
                return Err(EdifactError::TooMany(self.number));
            }
            let mut components = Vec::with_capacity(4);
            for piece in split(part, component, release) {
                if components.len() == MOST_ELEMENTS {
                    return Err(EdifactError::TooMany(self.number));
                }
                components.push(plain(piece, release));
            }
            elements.push(components);
        }
        Ok(Segment {
            number: self.number,
            elements,
        })
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Result<Segment<'a>, EdifactError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = self.cut();
        self.failed = matches!(next, Some(Err(_)));
        next
    }
}

/// Splits at a separator that is not released.
fn split(text: &str, separator: u8, release: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if *byte == release {
                at += 2;
            } else if *byte == separator {
                rest = text.get(at + 1..);
                return text.get(..at);
            } else {
                at += 1;
            }
        }
        rest = None;
        Some(text)
    })
}

/// A component without its release characters and line ends.
fn plain(text: &str, release: u8) -> Cow<'_, str> {
    let release = char::from(release);
    if !text.contains([release, '\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == release {
            kept.extend(letters.next());
        } else if letter != '\n' && letter != '\r' {
            kept.push(letter);
        }
    }
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<Vec<Segment<'_>>, EdifactError> {
        Segments::of(text)?.collect()
    }

    #[test]
    fn released_separators_belong_to_the_text() {
        let found = all("NAD+FL+++O?'HARA:ANNA?+MAY??'CNT+42:1'").unwrap();
        assert_eq!(found[0].tag(), "NAD");
        assert_eq!(found[0].get(4, 0), "O'HARA");
        assert_eq!(found[0].get(4, 1), "ANNA+MAY?");
        assert_eq!(found[1].get(1, 1), "1");
        assert_eq!(found[1].get(9, 9), "");
    }

    #[test]
    fn an_advice_sets_other_separators() {
        let found = all("UNA|*.? ~NAD*FL***A|B~\r\nCNT*42|1~").unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].get(4, 1), "B");
    }

    #[test]
    fn lines_cut_segments_anywhere() {
        let found = all("NAD+FL+++ERIK\r\nSSON:ANNA'\nCNT+42:1'\n").unwrap();
        assert_eq!(found[0].get(4, 0), "ERIKSSON");
    }

    #[test]
    fn what_has_no_end_is_refused_where_it_begins() {
        assert_eq!(all("NAD+FL"), Err(EdifactError::CutOff(1)));
        let long = format!("CNT+1'NAD+{}'", "A".repeat(LONGEST_SEGMENT));
        assert_eq!(all(&long), Err(EdifactError::TooLong(2)));
        let many = format!("NAD{}'", "+".repeat(MOST_ELEMENTS));
        assert_eq!(all(&many), Err(EdifactError::TooMany(1)));
        assert_eq!(all("UNA:+"), Err(EdifactError::Advice));
    }
}
