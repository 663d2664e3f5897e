//! A machine readable zone as read: the text borrowed, fields cut when asked for, every rule decided.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::{
    check_digit::{self, Sum},
    codes, dates,
    error::Unreadable,
    layout::{self, Format, Layout, Span},
    names::{self, Name},
    verdict::{CheckName, Fault, Verdict, Warning},
};

/// A text that has a known layout.
#[derive(Debug, Clone, Copy)]
pub struct Zone<'a> {
    format: Format,
    lines: [&'a [u8]; 3],
}

impl<'a> Zone<'a> {
    /// Finds the layout of a text: lines parted by `|` or line ends, or 90, 72 or 88 characters without any.
    pub fn read(text: &'a str) -> Result<Self, Unreadable> {
        let text = text.trim().as_bytes();
        if text.is_empty() {
            return Err(Unreadable::Empty);
        }
        let mut lines: [&[u8]; 3] = [&[]; 3];
        let mut count = 0;
        let mut characters = 0;
        for line in text.split(|byte| matches!(byte, b'|' | b'\n')) {
            let line = line.trim_ascii();
            if let Some(place) = lines.get_mut(count) {
                *place = line;
            }
            count += 1;
            characters += line.len();
        }
        if count == 1 {
            let parts = match characters {
                90 => [30, 60],
                72 => [36, 72],
                88 => [44, 88],
                _ => {
                    return Err(Unreadable::Shape {
                        lines: 1,
                        characters,
                    });
                }
            };
            let whole = lines[0];
            lines = [
                &whole[..parts[0]],
                &whole[parts[0]..parts[1]],
                &whole[parts[1]..],
            ];
            count = if characters == 90 { 3 } else { 2 };
        }
        Self::of(lines, count, characters)
    }

    fn of(lines: [&'a [u8]; 3], count: usize, characters: usize) -> Result<Self, Unreadable> {
        let width = match count {
            3 => 30,
            2 if lines[0].len().abs_diff(36) < lines[0].len().abs_diff(44) => 36,
            2 => 44,
            _ => {
                return Err(Unreadable::Shape {
                    lines: count,
                    characters,
                });
            }
        };
        for (at, line) in lines[..count].iter().enumerate() {
            if line.len() != width {
                return Err(Unreadable::Width {
                    line: at + 1,
                    found: line.len(),
                    expected: width,
                });
            }
        }
        let format = layout::recognise(count, width, &lines[0][..5]).ok_or(Unreadable::Shape {
            lines: count,
            characters,
        })?;
        Ok(Self { format, lines })
    }

    /// The layout.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The lines, two or three.
    pub fn lines(&self) -> &[&'a [u8]] {
        &self.lines[..self.layout().lines]
    }

    pub(crate) fn layout(&self) -> &'static Layout {
        self.format.layout()
    }

    /// The characters of a stretch.
    #[inline]
    pub fn slice(&self, span: Span) -> &'a [u8] {
        &self.lines[span.line][span.from..span.to]
    }

    #[inline]
    fn digit(&self, span: Span) -> u8 {
        self.lines[span.line][span.from]
    }

    /// How many characters at the beginning of the optional field belong to the number, its digit among them: cards whose
    /// number is longer than nine characters (Doc 9303-5, note j).
    #[inline]
    pub(crate) fn number_overflow(&self) -> Option<usize> {
        let layout = self.layout();
        if !matches!(self.format, Format::Td1 | Format::Td2)
            || self.digit(layout.number.digit) != b'<'
        {
            return None;
        }
        let optional = self.slice(layout.optional);
        let end = optional
            .iter()
            .position(|byte| *byte == b'<')
            .unwrap_or(optional.len());
        (end > 0).then_some(end)
    }

    /// Document code without fillers, `P`, `ID`, `AC`.
    pub fn document_code(&self) -> Cow<'a, str> {
        trimmed(self.slice(self.layout().document_code))
    }

    /// Issuing state or organisation without fillers.
    pub fn issuing_state(&self) -> Cow<'a, str> {
        trimmed(self.slice(self.layout().issuer))
    }

    /// Name in its two parts.
    pub fn name(&self) -> Name {
        let layout = self.layout();
        match layout.given {
            Some(given) => Name {
                primary: names::words(self.slice(layout.name)),
                secondary: names::words(self.slice(given)),
            },
            None => names::read(self.slice(layout.name)),
        }
    }

    /// Number of the document, whole where it goes on in the optional field.
    pub fn document_number(&self) -> Cow<'a, str> {
        let layout = self.layout();
        let first = trimmed(self.slice(layout.number.field));
        match self.number_overflow() {
            Some(end) if end > 1 => {
                let rest = &self.slice(layout.optional)[..end - 1];
                Cow::Owned(format!("{first}{}", String::from_utf8_lossy(rest)))
            }
            _ => first,
        }
    }

    /// Nationality of the holder without fillers; `None` in layouts that do not have it.
    pub fn nationality(&self) -> Option<Cow<'a, str>> {
        Some(trimmed(self.slice(self.layout().nationality?)))
    }

    /// Date of birth as it stands, six characters.
    pub fn birth_date(&self) -> &'a [u8] {
        self.slice(self.layout().birth.field)
    }

    /// Date of birth with its century, as seen on a day.
    pub fn birth(&self, on: Date) -> Option<dates::Reading> {
        dates::birth(self.birth_date(), on)
    }

    /// Sex as it stands: `F`, `M`, `X` or `<`.
    pub fn sex(&self) -> u8 {
        self.digit(self.layout().sex)
    }

    /// Date of expiry as it stands, six characters; `None` in layouts that do not have it.
    pub fn expiry_date(&self) -> Option<&'a [u8]> {
        Some(self.slice(self.layout().expiry?.field))
    }

    /// Date of expiry with its century, as seen on a day.
    pub fn expiry(&self, on: Date) -> Option<dates::Reading> {
        dates::expiry(self.expiry_date()?, on)
    }

    /// First optional field without the rest of a long number, fillers as spaces.
    pub fn optional_data(&self) -> String {
        let field = self.slice(self.layout().optional);
        spaced(&field[self.number_overflow().unwrap_or(0)..])
    }

    /// Second optional field of a card of three lines.
    pub fn optional_data_2(&self) -> String {
        self.layout()
            .optional_2
            .map(|span| spaced(self.slice(span)))
            .unwrap_or_default()
    }

    /// Fields about holder and document in which another zone, as a chip or a seal has it signed, says something else.
    pub fn differences(&self, other: &Zone<'_>) -> impl Iterator<Item = &'static str> {
        let fields = [
            ("name", self.name() == other.name()),
            (
                "document number",
                self.document_number() == other.document_number(),
            ),
            ("nationality", self.nationality() == other.nationality()),
            ("birth date", self.birth_date() == other.birth_date()),
            ("sex", self.sex() == other.sex()),
            ("expiry date", self.expiry_date() == other.expiry_date()),
        ];
        fields
            .into_iter()
            .filter(|(_, same)| !same)
            .map(|(field, _)| field)
    }

    /// Decides every rule.
    pub fn verdict(&self) -> Verdict {
        let layout = self.layout();
        let mut verdict = Verdict::default();
        verdict.fault(
            Fault::Alphabet,
            !self
                .lines()
                .iter()
                .all(|line| line.iter().all(|byte| check_digit::in_alphabet(*byte))),
        );
        self.check_digits(layout, &mut verdict);
        verdict.fault(
            Fault::BirthDate,
            !dates::is_possible_birth(self.birth_date()),
        );
        verdict.fault(
            Fault::ExpiryDate,
            self.expiry_date()
                .is_some_and(|field| !dates::is_possible_expiry(field)),
        );
        let sex = self.sex();
        verdict.fault(Fault::Sex, !matches!(sex, b'F' | b'M' | b'X' | b'<'));
        verdict.warn(Warning::SexX, sex == b'X');
        self.look_at_names(layout, &mut verdict);
        verdict.fault(Fault::DocumentCode, !self.code_fits());
        verdict.warn(
            Warning::IssuerNotListed,
            !codes::is_listed(self.slice(layout.issuer)),
        );
        verdict.warn(
            Warning::NationalityNotListed,
            layout
                .nationality
                .is_some_and(|span| !codes::is_listed(self.slice(span))),
        );
        verdict.warn(Warning::National, self.format.is_national());
        verdict
    }

    fn check_digits(&self, layout: &Layout, verdict: &mut Verdict) {
        let number = layout.number;
        let mut sum = Sum::default();
        sum.add(self.slice(number.field));
        let found = match self.number_overflow() {
            Some(end) => {
                verdict.warn(Warning::LongNumber, true);
                let optional = self.slice(layout.optional);
                sum.add(&optional[..end - 1]);
                optional[end - 1]
            }
            None => self.digit(number.digit),
        };
        verdict.check(CheckName::DocumentNumber, sum.digit(), found);
        verdict.check(
            CheckName::BirthDate,
            check_digit::of(self.slice(layout.birth.field)),
            self.digit(layout.birth.digit),
        );
        if let Some(expiry) = layout.expiry {
            verdict.check(
                CheckName::ExpiryDate,
                check_digit::of(self.slice(expiry.field)),
                self.digit(expiry.digit),
            );
        }
        if let Some(place) = layout.optional_digit {
            let field = self.slice(layout.optional);
            let found = self.digit(place);
            let expected = check_digit::of(field);
            if !verdict.check(CheckName::OptionalData, expected, found) && found == b'<' {
                if field.iter().all(|byte| *byte == b'<') {
                    verdict.accept(CheckName::OptionalData);
                } else {
                    verdict.warn(Warning::IssuerHabit, true);
                }
            }
        }
        if let Some((place, covered)) = layout.composite {
            let mut sum = Sum::default();
            for span in covered {
                sum.add(self.slice(*span));
            }
            verdict.check(CheckName::Composite, sum.digit(), self.digit(place));
        }
    }

    fn look_at_names(&self, layout: &Layout, verdict: &mut Verdict) {
        let field = self.slice(layout.name);
        let mut letters = false;
        let mut digits = false;
        for byte in field {
            letters |= byte.is_ascii_uppercase();
            digits |= byte.is_ascii_digit();
        }
        let single = field.starts_with(b"<") && !field.starts_with(b"<<");
        verdict.fault(Fault::NameField, single || !letters);
        verdict.warn(Warning::DigitInName, digits);
        verdict.warn(Warning::NameFull, field.last() != Some(&b'<'));
        match layout.given {
            Some(given) => verdict.warn(
                Warning::NoSecondary,
                self.slice(given).iter().all(|byte| *byte == b'<'),
            ),
            None => {
                verdict.warn(Warning::NoPrimary, field.starts_with(b"<<"));
                let end = field
                    .iter()
                    .rposition(|byte| *byte != b'<')
                    .map_or(0, |at| at + 1);
                let rest = names::separator(field).map(|at| field.get(at + 2..end).unwrap_or(&[]));
                verdict.warn(Warning::NoSecondary, rest.is_none_or(<[u8]>::is_empty));
                verdict.warn(
                    Warning::SecondSeparator,
                    rest.is_some_and(|rest| names::separator(rest).is_some()),
                );
            }
        }
    }

    fn code_fits(&self) -> bool {
        let code = self.slice(self.layout().document_code);
        match self.format {
            Format::Td1 | Format::Td2 => matches!(code[0], b'A' | b'C' | b'I') && code[1] != b'V',
            Format::Td3 => code[0] == b'P',
            Format::MrvA | Format::MrvB => code[0] == b'V',
            Format::FrenchIdentityCard => code == b"ID",
            Format::SlovakIdentityCard => code[0] == b'I',
        }
    }
}

/// Characters without the fillers at the ends, a filler between others as a space; what is not UTF-8 is replaced, it is
/// a fault anyway.
fn trimmed(field: &[u8]) -> Cow<'_, str> {
    let is_filler = |byte: &u8| *byte == b'<';
    let start = field.iter().take_while(|byte| is_filler(byte)).count();
    let end = field.iter().rposition(|byte| !is_filler(byte));
    let text = String::from_utf8_lossy(end.map_or(&[], |end| &field[start..=end]));
    if text.contains('<') {
        Cow::Owned(text.replace('<', " "))
    } else {
        text
    }
}

/// Fillers as spaces one by one, as issuers use them to keep columns; none at the ends.
fn spaced(field: &[u8]) -> String {
    String::from_utf8_lossy(field)
        .trim_matches('<')
        .replace('<', " ")
}
