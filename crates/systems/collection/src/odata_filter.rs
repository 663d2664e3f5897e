//! `$filter` of OData 4.0 (OASIS, "URL Conventions" § 5.1.1) over what a submission is beside its answers: comparisons,
//! `and`, `or`, `not`, brackets, parts of dates, `now()`.

use serde_json::Value as Json;

/// Signs of a filter at the most.
const LONGEST: usize = 4_096;
/// Brackets and `not` within each other at the most.
const DEEPEST: usize = 32;

/// Why a filter is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the filter is not understood at sign {at}: {reason}")]
pub struct FilterFault {
    /// Place, counted in bytes from 1.
    pub at: usize,
    /// What is wrong.
    pub reason: String,
}

/// A filter.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Both.
    And(Box<Filter>, Box<Filter>),
    /// Either.
    Or(Box<Filter>, Box<Filter>),
    /// Not.
    Not(Box<Filter>),
    /// A comparison.
    Compare(Operand, Comparison, Operand),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// What is compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// A field of `__system`, or of the row.
    Field(String),
    /// Part of a date, by its name in OData.
    Part(&'static str, Box<Operand>),
    /// The moment of asking.
    Now,
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A moment or a day.
    Instant(jiff::Timestamp),
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
}

const PARTS: [&str; 6] = ["year", "month", "day", "hour", "minute", "second"];

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// The place and the reason. `known` says which fields there are.
    pub fn parse(text: &str, known: &dyn Fn(&str) -> bool) -> Result<Self, FilterFault> {
        let mut reader = Reader {
            text,
            at: 0,
            depth: 0,
            known,
        };
        if text.len() > LONGEST {
            return Err(reader.fault(format!("it has more than {LONGEST} signs")));
        }
        let filter = reader.either()?;
        reader.space();
        if reader.at < text.len() {
            return Err(reader.fault("here it should end, or go on with and, or".to_owned()));
        }
        Ok(filter)
    }

    /// Whether a row passes; a comparison with nothing holds only for `eq null` and `ne null`.
    pub fn holds(&self, row: &Json, now: jiff::Timestamp) -> bool {
        match self {
            Self::And(a, b) => a.holds(row, now) && b.holds(row, now),
            Self::Or(a, b) => a.holds(row, now) || b.holds(row, now),
            Self::Not(of) => !of.holds(row, now),
            Self::Compare(left, how, right) => {
                let (left, right) = (left.value(row, now), right.value(row, now));
                compared(&left, &right).map_or(*how == Comparison::Ne && left != right, |order| {
                    match how {
                        Comparison::Eq => order.is_eq(),
                        Comparison::Ne => order.is_ne(),
                        Comparison::Lt => order.is_lt(),
                        Comparison::Le => order.is_le(),
                        Comparison::Gt => order.is_gt(),
                        Comparison::Ge => order.is_ge(),
                    }
                })
            }
        }
    }
}

impl Operand {
    fn value(&self, row: &Json, now: jiff::Timestamp) -> Self {
        match self {
            Self::Now => Self::Instant(now),
            Self::Field(name) => match row.pointer(&format!("/{name}")) {
                None | Some(Json::Null) => Self::Null,
                Some(Json::Bool(truth)) => Self::Bool(*truth),
                Some(Json::Number(number)) => number.as_f64().map_or(Self::Null, Self::Number),
                Some(Json::String(text)) => Self::Text(text.clone()),
                Some(_) => Self::Null,
            },
            Self::Part(name, of) => {
                let instant = match of.value(row, now) {
                    Self::Instant(instant) => Some(instant),
                    Self::Text(text) => instant(&text),
                    _ => None,
                };
                let Some(instant) = instant else {
                    return Self::Null;
                };
                let civil = jiff::tz::Offset::UTC.to_datetime(instant);
                Self::Number(match *name {
                    "year" => f64::from(civil.year()),
                    "month" => f64::from(civil.month()),
                    "day" => f64::from(civil.day()),
                    "hour" => f64::from(civil.hour()),
                    "minute" => f64::from(civil.minute()),
                    _ => f64::from(civil.second()),
                })
            }
            other => other.clone(),
        }
    }
}

fn compared(left: &Operand, right: &Operand) -> Option<std::cmp::Ordering> {
    use Operand::{Bool, Instant, Null, Number, Text};
    match (left, right) {
        (Null, Null) => Some(std::cmp::Ordering::Equal),
        (Number(a), Number(b)) => a.partial_cmp(b),
        (Bool(a), Bool(b)) => Some(a.cmp(b)),
        (Instant(a), Instant(b)) => Some(a.cmp(b)),
        (Text(a), Instant(b)) => instant(a).map(|a| a.cmp(b)),
        (Instant(a), Text(b)) => instant(b).map(|b| a.cmp(&b)),
        (Text(a), Text(b)) => Some(a.cmp(b)),
        // An id is a text for some clients and a number for others.
        (Text(a), Number(b)) => a.parse::<f64>().ok()?.partial_cmp(b),
        (Number(a), Text(b)) => a.partial_cmp(&b.parse::<f64>().ok()?),
        _ => None,
    }
}

/// A moment, or the first of a day, as OData writes them.
fn instant(text: &str) -> Option<jiff::Timestamp> {
    if let Ok(found) = text.parse::<jiff::Timestamp>() {
        return Some(found);
    }
    let day = text.parse::<jiff::civil::Date>().ok()?;
    jiff::tz::Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    known: &'a dyn Fn(&str) -> bool,
}

impl<'a> Reader<'a> {
    fn fault(&self, reason: String) -> FilterFault {
        FilterFault {
            at: self.at + 1,
            reason,
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Takes a word when it is the next one.
    fn word(&mut self, word: &str) -> bool {
        self.space();
        let rest = self.rest();
        let found = rest
            .strip_prefix(word)
            .is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
        if found {
            self.at += word.len();
        }
        found
    }

    fn sign(&mut self, sign: char) -> bool {
        self.space();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len_utf8();
        }
        found
    }

    fn deeper(&mut self) -> Result<(), FilterFault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault(format!("more than {DEEPEST} brackets within each other")));
        }
        Ok(())
    }

    fn either(&mut self) -> Result<Filter, FilterFault> {
        let mut left = self.both()?;
        while self.word("or") {
            left = Filter::Or(Box::new(left), Box::new(self.both()?));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Filter, FilterFault> {
        let mut left = self.single()?;
        while self.word("and") {
            left = Filter::And(Box::new(left), Box::new(self.single()?));
        }
        Ok(left)
    }

    fn single(&mut self) -> Result<Filter, FilterFault> {
        if self.word("not") {
            self.deeper()?;
            let of = self.single()?;
            self.depth -= 1;
            return Ok(Filter::Not(Box::new(of)));
        }
        if self.sign('(') {
            self.deeper()?;
            let of = self.either()?;
            self.depth -= 1;
            return if self.sign(')') {
                Ok(of)
            } else {
                Err(self.fault("a bracket is not closed".to_owned()))
            };
        }
        let left = self.operand()?;
        let how = [
            ("eq", Comparison::Eq),
            ("ne", Comparison::Ne),
            ("lt", Comparison::Lt),
            ("le", Comparison::Le),
            ("gt", Comparison::Gt),
            ("ge", Comparison::Ge),
        ]
        .into_iter()
        .find(|(word, _)| self.word(word));
        let Some((_, how)) = how else {
            return Err(self.fault("a comparison belongs here: eq, ne, lt, le, gt, ge".to_owned()));
        };
        Ok(Filter::Compare(left, how, self.operand()?))
    }

    fn operand(&mut self) -> Result<Operand, FilterFault> {
        self.space();
        let rest = self.rest();
        if rest.starts_with('\'') {
            return self.quoted();
        }
        let ends = |c: char| c.is_whitespace() || "(),".contains(c);
        let token = &rest[..rest.find(ends).unwrap_or(rest.len())];
        if token.is_empty() {
            return Err(self.fault("a field or a value belongs here".to_owned()));
        }
        if rest[token.len()..].starts_with('(') {
            return self.function(token);
        }
        let found = match token {
            "null" => Operand::Null,
            "true" => Operand::Bool(true),
            "false" => Operand::Bool(false),
            _ if token.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                let number = token
                    .parse::<f64>()
                    .ok()
                    .filter(|number| number.is_finite());
                match (number, instant(token)) {
                    (Some(number), _) => Operand::Number(number),
                    (None, Some(instant)) => Operand::Instant(instant),
                    (None, None) => {
                        return Err(self.fault(format!("{token} is no number and no date")));
                    }
                }
            }
            _ => {
                let name = token.strip_prefix("$root/Submissions/").unwrap_or(token);
                if !(self.known)(name) {
                    return Err(self.fault(format!("{token} cannot be filtered by")));
                }
                Operand::Field(name.to_owned())
            }
        };
        self.at += token.len();
        Ok(found)
    }

    fn function(&mut self, name: &str) -> Result<Operand, FilterFault> {
        let part = PARTS.iter().find(|part| part.eq_ignore_ascii_case(name));
        if part.is_none() && name != "now" {
            return Err(self.fault(format!(
                "there is no function {name}; there are now, {}",
                PARTS.join(", ")
            )));
        }
        self.at += name.len() + 1;
        let found = match part {
            None => Operand::Now,
            Some(part) => {
                self.deeper()?;
                let of = self.operand()?;
                self.depth -= 1;
                Operand::Part(part, Box::new(of))
            }
        };
        if self.sign(')') {
            Ok(found)
        } else {
            Err(self.fault("a bracket is not closed".to_owned()))
        }
    }

    /// A quote within a text is doubled.
    fn quoted(&mut self) -> Result<Operand, FilterFault> {
        let rest = &self.rest()[1..];
        let mut text = String::new();
        let mut signs = rest.char_indices().peekable();
        while let Some((at, sign)) = signs.next() {
            if sign != '\'' {
                text.push(sign);
            } else if signs.next_if(|(_, next)| *next == '\'').is_some() {
                text.push('\'');
            } else {
                self.at += at + 2;
                return Ok(Operand::Text(text));
            }
        }
        Err(self.fault("a text is not closed".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn known(name: &str) -> bool {
        name.starts_with("__system/") || name == "__id"
    }

    fn passes(filter: &str) -> bool {
        let row = json!({"__id": "uuid:1", "__system": {"submissionDate": "2026-03-04T10:20:30.5Z", "submitterId": "23",
            "reviewState": null, "edits": 2}});
        let now = "2026-11-25T00:00:00Z".parse().expect("a moment");
        Filter::parse(filter, &known)
            .expect(filter)
            .holds(&row, now)
    }

    #[test]
    fn filters_of_power_bi_and_scripts_are_understood() {
        for yes in [
            "__system/submissionDate ge 2026-03-04",
            "__system/submissionDate lt 2026-03-04T12:20:31+02:00",
            "year(__system/submissionDate) eq 2026 and month(__system/submissionDate) ge 3",
            "not (__system/submitterId eq 24) and __system/submitterId eq '23'",
            "__system/reviewState eq null or __system/edits gt 5",
            "__system/reviewState ne 'approved'",
            "$root/Submissions/__system/submissionDate lt now()",
            "__id eq 'uuid:1'",
        ] {
            assert!(passes(yes), "{yes}");
        }
        for no in [
            "__system/submissionDate gt 2026-03-05",
            "day(__system/submissionDate) ne 4",
            "__system/edits lt 2",
            "__system/reviewState gt 'a'",
        ] {
            assert!(!passes(no), "{no}");
        }
    }

    #[test]
    fn or_binds_less_than_and() {
        assert!(passes(
            "__system/edits eq 2 or __system/edits eq 9 and __system/edits eq 8"
        ));
        assert!(!passes(
            "(__system/edits eq 2 or __system/edits eq 9) and __system/edits eq 8"
        ));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let told = |filter: &str| Filter::parse(filter, &known).expect_err(filter).to_string();
        assert_eq!(
            told("age gt 3"),
            "the filter is not understood at sign 1: age cannot be filtered by"
        );
        assert!(told("__id eq 'x").contains("not closed"));
        assert!(
            told("__id is 'x'").contains("sign 5") || told("__id is 'x'").contains("sign 6"),
            "{}",
            told("__id is 'x'")
        );
        assert!(told("sleep(__id) eq 1").contains("no function sleep"));
        assert!(told(&"(".repeat(40)).contains("brackets"));
        assert!(told(&"not ".repeat(40)).contains("brackets"));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(__system/edits|__id|eq|and|or|not|null|year|now|[ ()',0-9a-zé:T-]){0,24}") {
            if let Ok(filter) = Filter::parse(&text, &known) {
                let _ = filter.holds(&json!({}), jiff::Timestamp::UNIX_EPOCH);
            }
        }

        #[test]
        fn a_text_with_quotes_comes_back_as_it_was(text in "[a-z' é]{0,12}") {
            let filter = format!("__id eq '{}'", text.replace('\'', "''"));
            let read = Filter::parse(&filter, &known).expect("a filter");
            prop_assert_eq!(read, Filter::Compare(Operand::Field("__id".to_owned()), Comparison::Eq, Operand::Text(text)));
        }
    }
}
