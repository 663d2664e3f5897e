//! Cutting an expression into tokens.

use super::ExprError;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    Field(String),
    Name(String),
    Dot,
    Sign(&'static str),
    Open,
    Close,
    Comma,
}

/// A token and the character position it starts at, from 1.
pub(super) type Placed = (Token, usize);

const SIGNS: [&str; 9] = ["!=", "<=", ">=", "=", "<", ">", "+", "-", "*"];

pub(super) fn tokens(source: &str) -> Result<Vec<Placed>, ExprError> {
    let chars: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        let start = at;
        let token = match c {
            '(' => single(&mut at, Token::Open),
            ')' => single(&mut at, Token::Close),
            ',' => single(&mut at, Token::Comma),
            '\'' | '"' => text(&chars, &mut at)?,
            '$' => field(&chars, &mut at)?,
            '0'..='9' => number(&chars, &mut at)?,
            '.' => match chars.get(at + 1) {
                Some('0'..='9') => number(&chars, &mut at)?,
                Some('.' | '/') => return Err(path(at)),
                _ => single(&mut at, Token::Dot),
            },
            '/' | '[' | ']' | '@' | '|' => return Err(path(at)),
            _ if c.is_alphabetic() || c == '_' => name(&chars, &mut at),
            _ => sign(&chars, &mut at)?,
        };
        found.push((token, start + 1));
    }
    Ok(found)
}

fn single(at: &mut usize, token: Token) -> Token {
    *at += 1;
    token
}

fn path(at: usize) -> ExprError {
    ExprError {
        at: at + 1,
        reason: "a path is written here".to_owned(),
        mend: "write the name of the field, as ${name}".to_owned(),
    }
}

fn text(chars: &[char], at: &mut usize) -> Result<Token, ExprError> {
    let quote = chars[*at];
    let start = *at + 1;
    let length = chars[start..].iter().position(|c| *c == quote);
    let Some(length) = length else {
        return Err(ExprError {
            at: *at + 1,
            reason: "a text is opened and never closed".to_owned(),
            mend: format!("close it with {quote}"),
        });
    };
    *at = start + length + 1;
    Ok(Token::Text(chars[start..start + length].iter().collect()))
}

fn field(chars: &[char], at: &mut usize) -> Result<Token, ExprError> {
    let fault = |at: usize| ExprError {
        at: at + 1,
        reason: "a field is not written as ${name}".to_owned(),
        mend: "write a dollar sign, then the field's name in braces".to_owned(),
    };
    if chars.get(*at + 1) != Some(&'{') {
        return Err(fault(*at));
    }
    let start = *at + 2;
    let length = chars[start..]
        .iter()
        .position(|c| *c == '}')
        .ok_or_else(|| fault(*at))?;
    let name: String = chars[start..start + length].iter().collect();
    let name = name.trim();
    if name.is_empty() || !name.chars().all(is_name_part) {
        return Err(fault(*at));
    }
    *at = start + length + 1;
    Ok(Token::Field(name.to_owned()))
}

fn number(chars: &[char], at: &mut usize) -> Result<Token, ExprError> {
    let start = *at;
    while matches!(chars.get(*at), Some('0'..='9' | '.')) {
        *at += 1;
    }
    let written: String = chars[start..*at].iter().collect();
    written.parse().map(Token::Number).map_err(|_| ExprError {
        at: start + 1,
        reason: "a number has more than one decimal point".to_owned(),
        mend: "write it as 12.5".to_owned(),
    })
}

/// Letters, digits, `_`, `-`, `.` and `:`, as XML names and function names (`count-selected`, `jr:x`) have them.
fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}

fn name(chars: &[char], at: &mut usize) -> Token {
    let start = *at;
    while chars.get(*at).copied().is_some_and(is_name_part) {
        *at += 1;
    }
    Token::Name(chars[start..*at].iter().collect())
}

fn sign(chars: &[char], at: &mut usize) -> Result<Token, ExprError> {
    let matches = |sign: &str| {
        sign.chars()
            .enumerate()
            .all(|(offset, c)| chars.get(*at + offset) == Some(&c))
    };
    let Some(found) = SIGNS.into_iter().find(|sign| matches(sign)) else {
        return Err(ExprError {
            at: *at + 1,
            reason: "a sign that means nothing here".to_owned(),
            mend: "use and, or, not(), = != < <= > >= + - * div mod".to_owned(),
        });
    };
    *at += found.len();
    Ok(Token::Sign(found))
}
