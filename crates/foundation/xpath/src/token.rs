//! Text to tokens: XPath 1.0 section 3.7, with the `${name}` references of XLSForm as one more token.

use std::ops::Range;

use crate::error::ParseError;

/// Longest expression in bytes.
pub const MAX_LENGTH: usize = 32 * 1024;

/// A name with its optional prefix, as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// Prefix before the colon (`jr` of `jr:choice-name`), if any.
    pub prefix: Option<Box<str>>,
    /// The part after the colon.
    pub local: Box<str>,
}

impl Name {
    /// Takes a name as written, `local` or `prefix:local`.
    pub fn new(written: &str) -> Self {
        match written.split_once(':') {
            Some((prefix, local)) => Self {
                prefix: Some(prefix.into()),
                local: local.into(),
            },
            None => Self {
                prefix: None,
                local: written.into(),
            },
        }
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.prefix {
            Some(prefix) => write!(f, "{prefix}:{}", self.local),
            None => f.write_str(&self.local),
        }
    }
}

/// An operator between two expressions, or the unary minus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `div`
    Div,
    /// `mod`
    Mod,
    /// `|`
    Union,
}

impl Operator {
    /// The operator as it is written.
    pub fn written(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Div => "div",
            Self::Mod => "mod",
            Self::Union => "|",
        }
    }
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub enum TokenKind {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `[`
    OpenPredicate,
    /// `]`
    ClosePredicate,
    /// `,`
    Comma,
    /// `.`
    Dot,
    /// `..`
    DotDot,
    /// `@`
    At,
    /// `::`
    ColonColon,
    /// `/`
    Slash,
    /// `//`
    SlashSlash,
    /// An operator; names such as `div` are operators only where an operand went before.
    Operator(Operator),
    /// `*` where a name may stand: any name.
    Star,
    /// `prefix:*`
    PrefixStar(Box<str>),
    /// A name: of an element, a function, an axis or a kind of node.
    Name(Name),
    /// `$name`
    Variable(Name),
    /// `${name}` or `${last-saved#name}` of XLSForm.
    Reference {
        /// Written with `last-saved#`: the value in the submission saved before this one.
        last_saved: bool,
        /// Name of the question.
        name: Box<str>,
    },
    /// A text in quotes, without them.
    Literal(Box<str>),
    /// A number; XPath has no exponents.
    Number(f64),
}

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Byte range in the source.
    pub span: Range<usize>,
}

/// Splits an expression into tokens.
///
/// # Errors
/// An expression longer than [`MAX_LENGTH`], a text without its closing quote, or a character that XPath has no use for.
pub fn tokens(source: &str) -> Result<Vec<Token>, ParseError> {
    if source.len() > MAX_LENGTH {
        return Err(ParseError::new(
            0..source.len(),
            format!(
                "the expression has {} bytes, {MAX_LENGTH} are allowed",
                source.len()
            ),
            "split it into several calculations",
        ));
    }
    let mut lexer = Lexer { source, at: 0 };
    let mut found: Vec<Token> = Vec::new();
    while let Some(token) = lexer.next(found.last())? {
        found.push(token);
    }
    Ok(found)
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn next(&mut self, before: Option<&Token>) -> Result<Option<Token>, ParseError> {
        self.at = self.source.len() - self.rest().trim_start().len();
        let start = self.at;
        let rest = self.rest();
        let mut chars = rest.chars();
        let Some(first) = chars.next() else {
            return Ok(None);
        };
        let second = chars.next();
        let operand_before = before.is_some_and(|token| ends_operand(&token.kind));
        let (kind, length) = match (first, second) {
            ('(', _) => (TokenKind::Open, 1),
            (')', _) => (TokenKind::Close, 1),
            ('[', _) => (TokenKind::OpenPredicate, 1),
            (']', _) => (TokenKind::ClosePredicate, 1),
            (',', _) => (TokenKind::Comma, 1),
            ('@', _) => (TokenKind::At, 1),
            (':', Some(':')) => (TokenKind::ColonColon, 2),
            ('/', Some('/')) => (TokenKind::SlashSlash, 2),
            ('/', _) => (TokenKind::Slash, 1),
            ('|', _) => (TokenKind::Operator(Operator::Union), 1),
            ('+', _) => (TokenKind::Operator(Operator::Plus), 1),
            ('-' | '\u{2212}', _) => (TokenKind::Operator(Operator::Minus), first.len_utf8()),
            ('=', _) => (TokenKind::Operator(Operator::Equal), 1),
            ('!', Some('=')) => (TokenKind::Operator(Operator::Unequal), 2),
            ('<', Some('=')) => (TokenKind::Operator(Operator::LessOrEqual), 2),
            ('<', _) => (TokenKind::Operator(Operator::Less), 1),
            ('>', Some('=')) => (TokenKind::Operator(Operator::GreaterOrEqual), 2),
            ('>', _) => (TokenKind::Operator(Operator::Greater), 1),
            ('*', _) if operand_before => (TokenKind::Operator(Operator::Times), 1),
            ('*', _) => (TokenKind::Star, 1),
            ('"' | '\'', _) => self.literal(first)?,
            ('$', _) => self.variable()?,
            ('.', Some('.')) => (TokenKind::DotDot, 2),
            ('.', Some(digit)) if digit.is_ascii_digit() => self.number()?,
            ('.', _) => (TokenKind::Dot, 1),
            (digit, _) if digit.is_ascii_digit() => self.number()?,
            (letter, _) if starts_name(letter) => self.name(operand_before),
            _ => return Err(self.unusable(first)),
        };
        self.at = start + length;
        Ok(Some(Token {
            kind,
            span: start..self.at,
        }))
    }

    fn unusable(&self, first: char) -> ParseError {
        let mend = match first {
            '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' => "write straight quotes, ' or \"",
            '!' => "write != for unequal, or not(…)",
            '&' => "write and between two conditions",
            ':' => "a colon stands between a prefix and a name, without spaces",
            _ => "remove it, or put it into quotes",
        };
        ParseError::new(
            self.at..self.at + first.len_utf8(),
            format!("the character {first:?} has no meaning here"),
            mend,
        )
    }

    fn literal(&self, quote: char) -> Result<(TokenKind, usize), ParseError> {
        let inner = &self.rest()[1..];
        match inner.find(quote) {
            Some(end) => Ok((TokenKind::Literal(inner[..end].into()), end + 2)),
            None => Err(ParseError::new(
                self.at..self.source.len(),
                "a text is opened with a quote and never closed",
                format!("close it with {quote}"),
            )),
        }
    }

    fn number(&self) -> Result<(TokenKind, usize), ParseError> {
        let rest = self.rest();
        let whole = digits(rest);
        let length = if rest[whole..].starts_with('.') {
            whole + 1 + digits(&rest[whole + 1..])
        } else {
            whole
        };
        match rest[..length].parse::<f64>() {
            Ok(number) if number.is_finite() => Ok((TokenKind::Number(number), length)),
            _ => Err(ParseError::new(
                self.at..self.at + length,
                "the number is too large",
                "write a smaller one",
            )),
        }
    }

    fn variable(&self) -> Result<(TokenKind, usize), ParseError> {
        let rest = self.rest();
        if let Some(inner) = rest.strip_prefix("${") {
            let Some(end) = inner.find('}') else {
                return Err(ParseError::new(
                    self.at..self.source.len(),
                    "a reference is opened with ${ and never closed",
                    "close it with }",
                ));
            };
            let written = inner[..end].trim();
            let (last_saved, name) = match written.strip_prefix("last-saved#") {
                Some(name) => (true, name),
                None => (false, written),
            };
            if qname(name) != name.len() || name.is_empty() {
                return Err(ParseError::new(
                    self.at..self.at + end + 3,
                    format!("${{{written}}} does not name a question"),
                    "write ${name} with the name from the survey sheet",
                ));
            }
            return Ok((
                TokenKind::Reference {
                    last_saved,
                    name: name.into(),
                },
                end + 3,
            ));
        }
        match qname(&rest[1..]) {
            0 => Err(ParseError::new(
                self.at..self.at + 1,
                "a dollar sign stands alone",
                "write ${name} for the answer to a question",
            )),
            length => Ok((
                TokenKind::Variable(Name::new(&rest[1..=length])),
                length + 1,
            )),
        }
    }

    fn name(&self, operand_before: bool) -> (TokenKind, usize) {
        let rest = self.rest();
        let first = ncname(rest);
        if operand_before {
            let operator = match &rest[..first] {
                "or" => Some(Operator::Or),
                "and" => Some(Operator::And),
                "div" => Some(Operator::Div),
                "mod" => Some(Operator::Mod),
                _ => None,
            };
            if let Some(operator) = operator {
                return (TokenKind::Operator(operator), first);
            }
        }
        if rest[first..].starts_with(":*") {
            return (TokenKind::PrefixStar(rest[..first].into()), first + 2);
        }
        let length = qname(rest);
        (TokenKind::Name(Name::new(&rest[..length])), length)
    }
}

/// Whether an operand ends here, so that `*`, `div`, `and` after it are operators (section 3.7).
fn ends_operand(kind: &TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Close
            | TokenKind::ClosePredicate
            | TokenKind::Dot
            | TokenKind::DotDot
            | TokenKind::Star
            | TokenKind::PrefixStar(_)
            | TokenKind::Name(_)
            | TokenKind::Variable(_)
            | TokenKind::Reference { .. }
            | TokenKind::Literal(_)
            | TokenKind::Number(_)
    )
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn starts_name(letter: char) -> bool {
    letter == '_' || letter.is_alphabetic()
}

fn continues_name(letter: char) -> bool {
    starts_name(letter)
        || letter.is_numeric()
        || matches!(letter, '-' | '.' | '\u{b7}')
        || ('\u{300}'..='\u{36f}').contains(&letter)
}

/// Length in bytes of the name without colon that starts here.
fn ncname(text: &str) -> usize {
    match text.chars().next() {
        Some(first) if starts_name(first) => text
            .char_indices()
            .find(|(_, letter)| !continues_name(*letter))
            .map_or(text.len(), |(at, _)| at),
        _ => 0,
    }
}

/// Length in bytes of the name, perhaps with a prefix, that starts here.
fn qname(text: &str) -> usize {
    let first = ncname(text);
    match text[first..].strip_prefix(':') {
        Some(after) if first > 0 => match ncname(after) {
            0 => first,
            second => first + 1 + second,
        },
        _ => first,
    }
}
