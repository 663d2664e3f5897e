//! Why a text is no machine readable zone, and why one cannot be written.

/// A text whose layout is not known. Says counts, never the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing but white space.
    #[error("the line is empty; give the two or three lines of the zone with | between them")]
    Empty,
    /// One line that is not 90, 72 or 88 characters, or more than three lines.
    #[error(
        "{lines} lines with {characters} characters in all; a zone has 3 lines of 30, 2 of 36 or 2 of 44"
    )]
    Shape {
        /// Lines found.
        lines: usize,
        /// Characters found, without separators.
        characters: usize,
    },
    /// A line of another length than its layout's.
    #[error("line {line} has {found} characters where {expected} were expected; read it again")]
    Width {
        /// From 1.
        line: usize,
        /// Characters found.
        found: usize,
        /// Characters of the nearest layout.
        expected: usize,
    },
}

/// Why a document cannot be written as a zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GenerationError {
    /// A field holds more than its place.
    #[error("{field} has {found} characters, the zone has room for {room}")]
    TooLong {
        /// The field.
        field: &'static str,
        /// Characters given.
        found: usize,
        /// Characters that fit.
        room: usize,
    },
    /// A field holds something that cannot stand there.
    #[error("{field}: {reason}")]
    Field {
        /// The field.
        field: &'static str,
        /// What is wrong and how to mend it.
        reason: &'static str,
    },
}
