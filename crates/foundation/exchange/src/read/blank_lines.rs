//! Keeps the blank lines of a delimited file, so that rows have the numbers that a spreadsheet shows.

use std::io::{self, Read};

/// Bytes taken from the source at once.
const BUFFER: usize = 1 << 16;

/// Where in a record the last byte was (RFC 4180: a quotation mark opens a field only at its start).
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    LineStart,
    /// After a CR with which a line began.
    BlankReturn,
    /// After the CR that ended a record.
    Return,
    FieldStart,
    Field,
    Quoted,
    /// After a quotation mark within quotes: the field's end, or the first half of a written mark.
    QuoteInQuotes,
}

/// Passes a delimited text on and writes `""` into blank lines: a reader that passes over blank lines then sees
/// a record with one empty field.
pub(super) struct KeepBlankLines<R> {
    source: R,
    delimiter: u8,
    at: At,
    incoming: Vec<u8>,
    outgoing: Vec<u8>,
    taken: usize,
}

impl<R: Read> KeepBlankLines<R> {
    pub(super) fn new(source: R, delimiter: u8) -> Self {
        Self {
            source,
            delimiter,
            at: At::LineStart,
            incoming: vec![0; BUFFER],
            outgoing: Vec::with_capacity(BUFFER + BUFFER / 8),
            taken: 0,
        }
    }

    fn pass(&mut self, byte: u8) {
        // A CR without LF ends a record, too: what follows begins the next.
        if self.at == At::Return && byte != b'\n' {
            self.at = At::LineStart;
        }
        if self.at == At::BlankReturn && byte != b'\n' {
            // Lines end in a lone CR: that one was a blank line by itself.
            self.outgoing.pop();
            self.outgoing.extend_from_slice(b"\"\"\r");
            self.at = At::LineStart;
        }
        let next = |byte: u8| match byte {
            b'\n' => At::LineStart,
            b'\r' => At::Return,
            byte if byte == self.delimiter => At::FieldStart,
            _ => At::Field,
        };
        self.at = match (self.at, byte) {
            (At::LineStart, b'\r') => At::BlankReturn,
            (At::LineStart, b'\n') => {
                self.outgoing.extend_from_slice(b"\"\"");
                At::LineStart
            }
            (At::BlankReturn, b'\n') => {
                // The CR has gone out already: `\r""\n` would be two lines, so it is taken back.
                self.outgoing.pop();
                self.outgoing.extend_from_slice(b"\"\"\r");
                At::LineStart
            }
            (At::LineStart | At::FieldStart, b'"') => At::Quoted,
            (At::Quoted, b'"') => At::QuoteInQuotes,
            (At::Quoted, _) => At::Quoted,
            (At::QuoteInQuotes, b'"') => At::Quoted,
            (_, byte) => next(byte),
        };
        self.outgoing.push(byte);
    }
}

impl<R: Read> Read for KeepBlankLines<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.outgoing.len() {
            self.outgoing.clear();
            self.taken = 0;
            let mut incoming = std::mem::take(&mut self.incoming);
            let got = self.source.read(&mut incoming);
            for byte in &incoming[..*got.as_ref().unwrap_or(&0)] {
                self.pass(*byte);
            }
            self.incoming = incoming;
            got?;
            // A CR that may begin a blank line waits for the next byte.
            if self.at == At::BlankReturn && self.outgoing.last() == Some(&b'\r') {
                let mut one = [0];
                if self.source.read(&mut one)? == 1 {
                    self.pass(one[0]);
                }
            }
        }
        let count = into.len().min(self.outgoing.len() - self.taken);
        into[..count].copy_from_slice(&self.outgoing[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}
