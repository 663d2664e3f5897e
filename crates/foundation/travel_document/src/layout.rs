//! Where each field stands: Doc 9303 parts 4 to 7, and two national layouts that are still met.

/// A layout of the zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Card of 3 lines of 30 (Doc 9303-5).
    Td1,
    /// Card of 2 lines of 36 (Doc 9303-6).
    Td2,
    /// Passport of 2 lines of 44 (Doc 9303-4).
    Td3,
    /// Visa of 2 lines of 44 (Doc 9303-7).
    MrvA,
    /// Visa of 2 lines of 36 (Doc 9303-7).
    MrvB,
    /// French identity card of 1988 to 2021: 2 lines of 36, names in both, no date of expiry.
    FrenchIdentityCard,
    /// Slovak identity card before 2006: 2 lines of 44, laid out as a passport.
    SlovakIdentityCard,
}

impl Format {
    /// The name in files and in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Td1 => "TD1",
            Self::Td2 => "TD2",
            Self::Td3 => "TD3",
            Self::MrvA => "MRVA",
            Self::MrvB => "MRVB",
            Self::FrenchIdentityCard => "FRA-ID",
            Self::SlovakIdentityCard => "SVK-ID",
        }
    }

    /// Whether this is a layout of one state and not of Doc 9303.
    pub fn is_national(self) -> bool {
        matches!(self, Self::FrenchIdentityCard | Self::SlovakIdentityCard)
    }

    /// Where its fields stand.
    pub fn layout(self) -> &'static Layout {
        match self {
            Self::Td1 => &TD1,
            Self::Td2 => &TD2,
            Self::Td3 | Self::SlovakIdentityCard => &TD3,
            Self::MrvA => &MRVA,
            Self::MrvB => &MRVB,
            Self::FrenchIdentityCard => &FRENCH,
        }
    }
}

/// A stretch of one line, from 0, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Line, from 0.
    pub line: usize,
    /// First character.
    pub from: usize,
    /// One after the last.
    pub to: usize,
}

impl Span {
    /// Characters in it.
    pub const fn width(self) -> usize {
        self.to - self.from
    }
}

const fn span(line: usize, from: usize, to: usize) -> Span {
    Span { line, from, to }
}

/// A field with its check digit.
#[derive(Debug, Clone, Copy)]
pub struct Guarded {
    /// The field.
    pub field: Span,
    /// Its digit.
    pub digit: Span,
}

/// Where the fields of one layout stand.
#[derive(Debug)]
pub struct Layout {
    /// Lines, two or three.
    pub lines: usize,
    /// Characters of a line.
    pub width: usize,
    /// What kind of document.
    pub document_code: Span,
    /// Who issued it.
    pub issuer: Span,
    /// Name; the primary part alone where `given` has its own place.
    pub name: Span,
    /// A place of its own for the secondary part.
    pub given: Option<Span>,
    /// Number of the document.
    pub number: Guarded,
    /// Nationality of the holder.
    pub nationality: Option<Span>,
    /// Date of birth.
    pub birth: Guarded,
    /// Sex.
    pub sex: Span,
    /// Date of expiry.
    pub expiry: Option<Guarded>,
    /// First optional field.
    pub optional: Span,
    /// Its digit, in passports.
    pub optional_digit: Option<Span>,
    /// Second optional field, in cards of three lines.
    pub optional_2: Option<Span>,
    /// The composite digit and what it covers, in order.
    pub composite: Option<(Span, &'static [Span])>,
}

const fn guarded(line: usize, from: usize, to: usize) -> Guarded {
    Guarded {
        field: span(line, from, to),
        digit: span(line, to, to + 1),
    }
}

static TD1: Layout = Layout {
    lines: 3,
    width: 30,
    document_code: span(0, 0, 2),
    issuer: span(0, 2, 5),
    name: span(2, 0, 30),
    given: None,
    number: guarded(0, 5, 14),
    nationality: Some(span(1, 15, 18)),
    birth: guarded(1, 0, 6),
    sex: span(1, 7, 8),
    expiry: Some(guarded(1, 8, 14)),
    optional: span(0, 15, 30),
    optional_digit: None,
    optional_2: Some(span(1, 18, 29)),
    composite: Some((
        span(1, 29, 30),
        &[
            span(0, 5, 30),
            span(1, 0, 7),
            span(1, 8, 15),
            span(1, 18, 29),
        ],
    )),
};

/// The second line that TD2, TD3 and both visas begin with.
const fn two_lines(
    width: usize,
    optional: Span,
    optional_digit: Option<Span>,
    composite: Option<(Span, &'static [Span])>,
) -> Layout {
    Layout {
        lines: 2,
        width,
        document_code: span(0, 0, 2),
        issuer: span(0, 2, 5),
        name: span(0, 5, width),
        given: None,
        number: guarded(1, 0, 9),
        nationality: Some(span(1, 10, 13)),
        birth: guarded(1, 13, 19),
        sex: span(1, 20, 21),
        expiry: Some(guarded(1, 21, 27)),
        optional,
        optional_digit,
        optional_2: None,
        composite,
    }
}

static TD2: Layout = two_lines(
    36,
    span(1, 28, 35),
    None,
    Some((
        span(1, 35, 36),
        &[span(1, 0, 10), span(1, 13, 20), span(1, 21, 35)],
    )),
);
static TD3: Layout = two_lines(
    44,
    span(1, 28, 42),
    Some(span(1, 42, 43)),
    Some((
        span(1, 43, 44),
        &[span(1, 0, 10), span(1, 13, 20), span(1, 21, 43)],
    )),
);
static MRVA: Layout = two_lines(44, span(1, 28, 44), None, None);
static MRVB: Layout = two_lines(36, span(1, 28, 36), None, None);

static FRENCH: Layout = Layout {
    lines: 2,
    width: 36,
    document_code: span(0, 0, 2),
    issuer: span(0, 2, 5),
    name: span(0, 5, 30),
    given: Some(span(1, 13, 27)),
    number: guarded(1, 0, 12),
    nationality: None,
    birth: guarded(1, 27, 33),
    sex: span(1, 34, 35),
    expiry: None,
    optional: span(0, 30, 36),
    optional_digit: None,
    optional_2: None,
    composite: Some((span(1, 35, 36), &[span(0, 0, 36), span(1, 0, 35)])),
};

/// The letter that a misread digit stands for where only letters may stand; other characters as they are.
pub(crate) fn as_letter(byte: u8) -> u8 {
    match byte {
        b'0' => b'O',
        b'1' => b'I',
        b'2' => b'Z',
        b'5' => b'S',
        b'6' => b'G',
        b'8' => b'B',
        other => other,
    }
}

/// The layout of lines that have one, by their number, width and first characters.
pub(crate) fn recognise(lines: usize, width: usize, first: &[u8]) -> Option<Format> {
    let starts = |code: &[u8; 5]| {
        first.len() >= 5
            && first
                .iter()
                .zip(code)
                .all(|(found, wanted)| *wanted == b'.' || as_letter(*found) == *wanted)
    };
    match (lines, width) {
        (3, 30) => Some(Format::Td1),
        (2, 36) if starts(b"IDFRA") => Some(Format::FrenchIdentityCard),
        (2, 36) if first[0] == b'V' => Some(Format::MrvB),
        (2, 36) => Some(Format::Td2),
        (2, 44) if starts(b"I.SVK") => Some(Format::SlovakIdentityCard),
        (2, 44) if first[0] == b'V' => Some(Format::MrvA),
        (2, 44) => Some(Format::Td3),
        _ => None,
    }
}
