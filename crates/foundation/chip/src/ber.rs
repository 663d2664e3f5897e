//! Tag, length, value: BER as chips have it, indefinite lengths too, as slices of what was read. Signatures are over the
//! octets as they stand, so nothing is ever encoded anew. No recursion, depth and lengths bounded.

use std::borrow::Cow;

use crate::error::ChipError;

/// Deepest nesting of indefinite lengths and of string pieces.
const DEEPEST: usize = 16;

/// One element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element<'a> {
    /// Identifier octets as one number, `0x30`, `0x5f1f`.
    pub tag: u32,
    /// Content octets; without the end mark when the length was indefinite.
    pub content: &'a [u8],
    /// All octets of the element.
    pub raw: &'a [u8],
}

/// Common tags.
pub mod tag {
    #![expect(missing_docs, reason = "the names of X.690")]
    pub const INTEGER: u32 = 0x02;
    pub const BIT_STRING: u32 = 0x03;
    pub const OCTETS: u32 = 0x04;
    pub const OID: u32 = 0x06;
    pub const SEQUENCE: u32 = 0x30;
    pub const SET: u32 = 0x31;
}

/// Elements one after the other.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads from the beginning of some octets.
    pub fn new(octets: &'a [u8]) -> Self {
        Self { rest: octets }
    }

    /// Whether all is read.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The tag of the next element.
    pub fn peek(&self) -> Option<u32> {
        head(self.rest).ok().map(|head| head.tag)
    }

    /// The next element.
    pub fn element(&mut self) -> Result<Element<'a>, ChipError> {
        let (element, rest) = first(self.rest)?;
        self.rest = rest;
        Ok(element)
    }

    /// The next element, which must have a tag.
    pub fn expect(&mut self, tag: u32, what: &'static str) -> Result<Element<'a>, ChipError> {
        let element = self.element().map_err(|_| ChipError::Missing(what))?;
        if element.tag == tag {
            Ok(element)
        } else {
            Err(ChipError::Missing(what))
        }
    }

    /// The next element if it has a tag.
    pub fn optional(&mut self, tag: u32) -> Result<Option<Element<'a>>, ChipError> {
        if self.peek() == Some(tag) {
            self.element().map(Some)
        } else {
            Ok(None)
        }
    }
}

impl<'a> Element<'a> {
    /// The only element of some octets.
    pub fn only(octets: &'a [u8]) -> Result<Self, ChipError> {
        first(octets).map(|(element, _)| element)
    }

    /// What is inside.
    pub fn reader(&self) -> Reader<'a> {
        Reader::new(self.content)
    }

    /// The elements inside.
    pub fn children(&self) -> Result<Vec<Element<'a>>, ChipError> {
        let mut reader = self.reader();
        let mut children = Vec::new();
        while !reader.is_empty() {
            children.push(reader.element()?);
        }
        Ok(children)
    }

    /// The octets of a string, its pieces put together when it came in several.
    pub fn octets(&self) -> Result<Cow<'a, [u8]>, ChipError> {
        if self.tag & 0x20 == 0 {
            return Ok(Cow::Borrowed(self.content));
        }
        let mut octets = Vec::new();
        let mut open = vec![self.reader()];
        while let Some(reader) = open.last_mut() {
            if reader.is_empty() {
                open.pop();
                continue;
            }
            let piece = reader.element()?;
            if piece.tag & 0x20 == 0 {
                octets.extend_from_slice(piece.content);
            } else if open.len() < DEEPEST {
                open.push(piece.reader());
            } else {
                return Err(ChipError::Encoding("a string in too many pieces"));
            }
        }
        Ok(Cow::Owned(octets))
    }

    /// A small number.
    pub fn small(&self) -> Option<u32> {
        let content = self.content;
        if content.is_empty() || content.len() > 4 || content[0] & 0x80 != 0 {
            return None;
        }
        Some(
            content
                .iter()
                .fold(0, |number, byte| number << 8 | u32::from(*byte)),
        )
    }

    /// The octets of a bit string without unused bits.
    pub fn bits(&self) -> Result<&'a [u8], ChipError> {
        match self.content {
            [0, rest @ ..] => Ok(rest),
            _ => Err(ChipError::Encoding("a bit string with unused bits")),
        }
    }
}

struct Head {
    tag: u32,
    width: usize,
    length: Option<usize>,
}

const SHORT: ChipError = ChipError::Encoding("it ends too early");

fn head(octets: &[u8]) -> Result<Head, ChipError> {
    let first = *octets.first().ok_or(SHORT)?;
    let mut tag = u32::from(first);
    let mut width = 1;
    if first & 0x1f == 0x1f {
        loop {
            let byte = *octets.get(width).ok_or(SHORT)?;
            if width > 3 {
                return Err(ChipError::Encoding("a tag of more than three octets"));
            }
            tag = tag << 8 | u32::from(byte);
            width += 1;
            if byte & 0x80 == 0 {
                break;
            }
        }
    }
    let length = *octets.get(width).ok_or(SHORT)?;
    width += 1;
    let length = match length {
        0x80 => None,
        0..0x80 => Some(usize::from(length)),
        0x81..=0x84 => {
            let count = usize::from(length & 0x7f);
            let bytes = octets.get(width..width + count).ok_or(SHORT)?;
            width += count;
            Some(
                bytes
                    .iter()
                    .fold(0, |length, byte| length << 8 | usize::from(*byte)),
            )
        }
        _ => return Err(ChipError::Encoding("a length of more than four octets")),
    };
    Ok(Head { tag, width, length })
}

fn first(octets: &[u8]) -> Result<(Element<'_>, &[u8]), ChipError> {
    let found = head(octets)?;
    let (content, used) = match found.length {
        Some(length) => {
            let end = found.width.checked_add(length).ok_or(SHORT)?;
            (octets.get(found.width..end).ok_or(SHORT)?, end)
        }
        None => {
            let end = end_of_indefinite(octets, found.width)?;
            (&octets[found.width..end], end + 2)
        }
    };
    let element = Element {
        tag: found.tag,
        content,
        raw: &octets[..used],
    };
    Ok((element, &octets[used..]))
}

/// Where the end mark of an indefinite length stands: elements inside are stepped over, open ones counted.
fn end_of_indefinite(octets: &[u8], start: usize) -> Result<usize, ChipError> {
    let mut at = start;
    let mut open = 1;
    loop {
        let rest = octets.get(at..).ok_or(SHORT)?;
        if rest.starts_with(&[0, 0]) {
            open -= 1;
            if open == 0 {
                return Ok(at);
            }
            at += 2;
            continue;
        }
        let inner = head(rest)?;
        match inner.length {
            Some(length) => {
                at = at
                    .checked_add(inner.width)
                    .and_then(|at| at.checked_add(length))
                    .ok_or(SHORT)?;
            }
            None if open < DEEPEST => {
                open += 1;
                at += inner.width;
            }
            None => return Err(ChipError::Encoding("nested too deep")),
        }
    }
}
