//! Writing a zone: the fields of a document into the lines that a reader expects.

use crate::{
    check_digit::{self, Sum},
    error::GenerationError,
    layout::{Format, Guarded, Span},
    names,
};

/// A document to be written. All texts in characters of the zone; [`crate::transliteration`] makes them so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Layout, one of Doc 9303.
    pub format: Format,
    /// One or two letters.
    pub document_code: String,
    /// Three letters, or `D`.
    pub issuing_state: String,
    /// Primary identifier, parts with spaces.
    pub surname: String,
    /// Secondary identifier, parts with spaces.
    pub given_names: String,
    /// Number; longer than nine characters only on cards.
    pub document_number: String,
    /// Three letters, or `D`.
    pub nationality: String,
    /// YYMMDD, unknown parts as `<<`.
    pub birth_date: String,
    /// `F`, `M`, `X` or `<`.
    pub sex: char,
    /// YYMMDD.
    pub expiry_date: String,
    /// Optional data, spaces as fillers.
    pub optional_data: String,
    /// Second optional data, TD1 only.
    pub optional_data_2: String,
}

impl Document {
    /// The lines of the zone, `|` between them.
    pub fn zone(&self) -> Result<String, GenerationError> {
        if self.format.is_national() {
            return Err(GenerationError::Field {
                field: "format",
                reason: "national layouts are read, not written; choose one of Doc 9303",
            });
        }
        self.refuse_what_cannot_stand()?;
        let layout = self.format.layout();
        let mut page = Page(vec![vec![b'<'; layout.width]; layout.lines]);
        page.put(layout.document_code, &self.document_code, "document_code")?;
        page.put(layout.issuer, &self.issuing_state, "issuing_state")?;
        let name = names::write(&self.surname, &self.given_names, layout.name.width());
        page.put(layout.name, &name, "name")?;
        if let Some(span) = layout.nationality {
            page.put(span, &self.nationality, "nationality")?;
        }
        page.guard(layout.birth, &self.birth_date, "birth_date")?;
        page.put(layout.sex, self.sex.encode_utf8(&mut [0; 4]), "sex")?;
        if let Some(expiry) = layout.expiry {
            page.guard(expiry, &self.expiry_date, "expiry_date")?;
        }
        let cards = matches!(self.format, Format::Td1 | Format::Td2);
        if cards && self.document_number.len() > layout.number.field.width() {
            let (first, rest) = self.document_number.split_at(layout.number.field.width());
            page.put(layout.number.field, first, "document_number")?;
            let digit = char::from(check_digit::of(self.document_number.as_bytes()));
            let optional = format!("{rest}{digit}<{}", self.optional_data);
            let optional = optional.strip_suffix('<').unwrap_or(&optional);
            page.put(layout.optional, optional, "document_number")?;
        } else {
            page.guard(layout.number, &self.document_number, "document_number")?;
            page.put(layout.optional, &self.optional_data, "optional_data")?;
        }
        if let Some(digit) = layout.optional_digit {
            let value = check_digit::of(page.slice(layout.optional));
            page.set(digit, value);
        }
        match layout.optional_2 {
            Some(span) => page.put(span, &self.optional_data_2, "optional_data_2")?,
            None if !self.optional_data_2.is_empty() => {
                return Err(GenerationError::Field {
                    field: "optional_data_2",
                    reason: "only a card of three lines has it",
                });
            }
            None => {}
        }
        if let Some((place, covered)) = layout.composite {
            let mut sum = Sum::default();
            for span in covered {
                sum.add(page.slice(*span));
            }
            page.set(place, sum.digit());
        }
        Ok(page.text())
    }

    fn refuse_what_cannot_stand(&self) -> Result<(), GenerationError> {
        let refuse = |field, reason| Err(GenerationError::Field { field, reason });
        let texts = [
            ("document_code", &self.document_code),
            ("issuing_state", &self.issuing_state),
            ("surname", &self.surname),
            ("given_names", &self.given_names),
            ("document_number", &self.document_number),
            ("nationality", &self.nationality),
            ("birth_date", &self.birth_date),
            ("expiry_date", &self.expiry_date),
            ("optional_data", &self.optional_data),
            ("optional_data_2", &self.optional_data_2),
        ];
        for (field, text) in texts {
            let stands = |byte: u8| byte == b' ' || check_digit::in_alphabet(byte);
            if !text.bytes().all(stands) {
                return refuse(
                    field,
                    "only A to Z, 0 to 9, < and spaces can stand in a zone; transliterate it first",
                );
            }
        }
        if !matches!(self.sex, 'F' | 'M' | 'X' | '<') {
            return refuse("sex", "is F, M, X or <");
        }
        if self.document_number.is_empty() || self.document_number.contains([' ', '<']) {
            return refuse("document_number", "is letters and digits without gaps");
        }
        if self.surname.trim().is_empty() && self.given_names.trim().is_empty() {
            return refuse("surname", "a name is needed");
        }
        if !crate::dates::is_possible_birth(self.birth_date.as_bytes()) {
            return refuse("birth_date", "is a date as YYMMDD, unknown parts as <<");
        }
        if !crate::dates::is_possible_expiry(self.expiry_date.as_bytes()) {
            return refuse("expiry_date", "is a date as YYMMDD");
        }
        Ok(())
    }
}

struct Page(Vec<Vec<u8>>);

impl Page {
    fn put(&mut self, span: Span, text: &str, field: &'static str) -> Result<(), GenerationError> {
        if text.len() > span.width() {
            return Err(GenerationError::TooLong {
                field,
                found: text.len(),
                room: span.width(),
            });
        }
        for (place, byte) in self.0[span.line][span.from..].iter_mut().zip(text.bytes()) {
            *place = if byte == b' ' { b'<' } else { byte };
        }
        Ok(())
    }

    fn guard(
        &mut self,
        guarded: Guarded,
        text: &str,
        field: &'static str,
    ) -> Result<(), GenerationError> {
        self.put(guarded.field, text, field)?;
        let value = check_digit::of(self.slice(guarded.field));
        self.set(guarded.digit, value);
        Ok(())
    }

    fn slice(&self, span: Span) -> &[u8] {
        &self.0[span.line][span.from..span.to]
    }

    fn set(&mut self, span: Span, value: u8) {
        self.0[span.line][span.from] = value;
    }

    fn text(&self) -> String {
        self.0
            .iter()
            .map(|line| String::from_utf8_lossy(line))
            .collect::<Vec<_>>()
            .join("|")
    }
}
