//! What goes into the store and comes out of it.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::JournalError;

/// One parameter or column.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text, NFC, without U+0000.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Real(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// The text as the store may keep it: NFC, so that equal words are equal bytes, and without U+0000,
/// which PostgreSQL cannot keep.
pub(crate) fn storable(text: &str) -> Result<Cow<'_, str>, JournalError> {
    if text.as_bytes().contains(&0) {
        return Err(JournalError::Nul);
    }
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Ok(Cow::Borrowed(text))
    } else {
        Ok(Cow::Owned(text.nfc().collect()))
    }
}

/// One row of an answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row(pub(crate) Vec<Value>);

macro_rules! column {
    ($(#[$doc:meta])* $name:ident, $optional:ident, $variant:ident, $type:ty, $wanted:literal) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// [`JournalError::Column`] when it is of another type, or absent.
        pub fn $name(&self, column: usize) -> Result<$type, JournalError> {
            self.$optional(column)?.ok_or(JournalError::Column { column, wanted: $wanted })
        }

        /// The same, `None` for NULL.
        ///
        /// # Errors
        /// [`JournalError::Column`] when it is of another type.
        pub fn $optional(&self, column: usize) -> Result<Option<$type>, JournalError> {
            match self.0.get(column) {
                Some(Value::$variant(value)) => Ok(Some(value.to_owned())),
                Some(Value::Null) => Ok(None),
                _ => Err(JournalError::Column { column, wanted: $wanted }),
            }
        }
    };
}

impl Row {
    column!(
        /// A text column, from 0.
        text, opt_text, Text, String, "text"
    );
    column!(
        /// A whole-number column, from 0.
        int, opt_int, Int, i64, "a whole number"
    );
    column!(
        /// A bytes column, from 0.
        bytes, opt_bytes, Bytes, Vec<u8>, "bytes"
    );

    /// A number column, from 0; whole numbers count too.
    ///
    /// # Errors
    /// [`JournalError::Column`] when it is of another type, or absent.
    pub fn real(&self, column: usize) -> Result<f64, JournalError> {
        self.opt_real(column)?.ok_or(JournalError::Column {
            column,
            wanted: "a number",
        })
    }

    /// The same, `None` for NULL.
    ///
    /// # Errors
    /// [`JournalError::Column`] when it is of another type.
    pub fn opt_real(&self, column: usize) -> Result<Option<f64>, JournalError> {
        match self.0.get(column) {
            Some(Value::Real(number)) => Ok(Some(*number)),
            #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
            Some(Value::Int(number)) => Ok(Some(*number as f64)),
            Some(Value::Null) => Ok(None),
            _ => Err(JournalError::Column {
                column,
                wanted: "a number",
            }),
        }
    }

    /// A text column by reference, from 0.
    ///
    /// # Errors
    /// [`JournalError::Column`] when it is of another type, or absent.
    pub fn text_ref(&self, column: usize) -> Result<&str, JournalError> {
        match self.0.get(column) {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(JournalError::Column {
                column,
                wanted: "text",
            }),
        }
    }

    /// All columns.
    pub fn values(&self) -> &[Value] {
        &self.0
    }
}
