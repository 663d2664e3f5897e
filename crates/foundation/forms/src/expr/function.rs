//! The functions of expressions.

use std::ops::RangeInclusive;

use super::Value;

const ANY: usize = 64;

macro_rules! functions {
    ($($variant:ident $name:literal $from:literal..=$to:expr, $usage:literal;)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Function { $($variant),* }

        impl Function {
            fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }

            /// How many arguments it takes.
            pub(super) fn arity(self) -> RangeInclusive<usize> {
                match self { $(Self::$variant => $from..=$to),* }
            }

            /// How it is written.
            pub(super) fn usage(self) -> &'static str {
                match self { $(Self::$variant => $usage),* }
            }
        }
    };
}

functions! {
    Not "not" 1..=1, "write not(condition)";
    True "true" 0..=0, "write true()";
    False "false" 0..=0, "write false()";
    If "if" 3..=3, "write if(condition, then, else)";
    Coalesce "coalesce" 1..=ANY, "write coalesce(first, second)";
    Selected "selected" 2..=2, "write selected(${field}, 'choice')";
    SelectedAt "selected-at" 2..=2, "write selected-at(${field}, position from 0)";
    CountSelected "count-selected" 1..=1, "write count-selected(${field})";
    StringLength "string-length" 1..=1, "write string-length(${field})";
    Regex "regex" 2..=2, "write regex(${field}, 'pattern')";
    Number "number" 1..=1, "write number(${field})";
    Text "string" 1..=1, "write string(${field})";
    Boolean "boolean" 1..=1, "write boolean(${field})";
    BooleanFromString "boolean-from-string" 1..=1, "write boolean-from-string(${field})";
    Int "int" 1..=1, "write int(number)";
    Round "round" 1..=2, "write round(number, decimals)";
    Abs "abs" 1..=1, "write abs(number)";
    Floor "floor" 1..=1, "write floor(number)";
    Ceiling "ceiling" 1..=1, "write ceiling(number)";
    Pow "pow" 2..=2, "write pow(number, exponent)";
    Sum "sum" 1..=1, "write sum(${field of a repeat})";
    Count "count" 1..=1, "write count(${field of a repeat})";
    CountNonEmpty "count-non-empty" 1..=1, "write count-non-empty(${field of a repeat})";
    Min "min" 1..=ANY, "write min(a, b) or min(${field of a repeat})";
    Max "max" 1..=ANY, "write max(a, b) or max(${field of a repeat})";
    Concat "concat" 1..=ANY, "write concat(a, b)";
    Join "join" 2..=ANY, "write join(', ', a, b)";
    Substr "substr" 2..=3, "write substr(text, start from 0, end)";
    Contains "contains" 2..=2, "write contains(text, part)";
    StartsWith "starts-with" 2..=2, "write starts-with(text, part)";
    EndsWith "ends-with" 2..=2, "write ends-with(text, part)";
    NormalizeSpace "normalize-space" 1..=1, "write normalize-space(text)";
    Date "date" 1..=1, "write date('2024-05-01')";
}

/// Functions that give another answer at another time or place: a register must not depend on them.
const OF_THE_MOMENT: [&str; 8] = [
    "today", "now", "random", "uuid", "once", "position", "property", "pulldata",
];

impl Function {
    /// The function of this name, or what to do instead.
    pub(super) fn by_name(name: &str) -> Result<Self, String> {
        Self::named(name).ok_or_else(|| {
            if OF_THE_MOMENT.contains(&name) {
                "its answer changes with the moment or the device: let a field be filled instead".to_owned()
            } else {
                "use one of if, not, selected, count-selected, coalesce, number, string-length, regex, sum, count, \
                 min, max, round, int, abs, concat, substr, contains, starts-with"
                    .to_owned()
            }
        })
    }

    /// Its value; the parser has checked the number of arguments, a missing one reads as blank all the same.
    pub(super) fn apply(self, arguments: &[Value]) -> Value {
        let blank = Value::blank();
        let at = |index: usize| arguments.get(index).unwrap_or(&blank);
        let first = at(0);
        match self {
            Self::Not => Value::Truth(!first.truth()),
            Self::True => Value::Truth(true),
            // The parser compiles a regex to a step of its own.
            Self::False | Self::Regex => Value::Truth(false),
            Self::If => if first.truth() { at(1) } else { at(2) }.clone(),
            Self::Coalesce => arguments
                .iter()
                .find(|value| !value.is_blank())
                .cloned()
                .unwrap_or(blank),
            Self::Selected => {
                let wanted = at(1).text();
                let wanted = wanted.trim();
                Value::Truth(first.text().split_whitespace().any(|name| name == wanted))
            }
            Self::SelectedAt => {
                let name = index(at(1).number()).and_then(|position| {
                    first
                        .text()
                        .split_whitespace()
                        .nth(position)
                        .map(str::to_owned)
                });
                name.map_or(blank, Value::Text)
            }
            Self::CountSelected => count(first.text().split_whitespace().count()),
            Self::StringLength => count(first.text().chars().count()),
            Self::Number => Value::Number(first.number()),
            Self::Text => Value::Text(first.text()),
            Self::Boolean => Value::Truth(first.truth()),
            Self::BooleanFromString => Value::Truth(matches!(first.text().as_str(), "1" | "true")),
            Self::Int => Value::Number(first.number().trunc()),
            Self::Round => Value::Number(round(first.number(), arguments.get(1))),
            Self::Abs => Value::Number(first.number().abs()),
            Self::Floor => Value::Number(first.number().floor()),
            Self::Ceiling => Value::Number(first.number().ceil()),
            Self::Pow => Value::Number(first.number().powf(at(1).number())),
            Self::Sum => Value::Number(first.each().iter().map(|value| value.number()).sum()),
            Self::Count => count(match first {
                Value::List(values) => values.len(),
                single => single.each().len(),
            }),
            Self::CountNonEmpty => count(first.each().len()),
            Self::Min => extreme(arguments, f64::min),
            Self::Max => extreme(arguments, f64::max),
            Self::Concat => Value::Text(joined(arguments, "")),
            Self::Join => Value::Text(joined(&arguments[1..], &first.text())),
            Self::Substr => Value::Text(substr(&first.text(), at(1).number(), arguments.get(2))),
            Self::Contains => Value::Truth(first.text().contains(&at(1).text())),
            Self::StartsWith => Value::Truth(first.text().starts_with(&at(1).text())),
            Self::EndsWith => Value::Truth(first.text().ends_with(&at(1).text())),
            Self::NormalizeSpace => Value::Text(
                first
                    .text()
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            Self::Date => Value::Text(first.text().chars().take(10).collect()),
        }
    }
}

/// A count as a number: exact up to 2^53, far beyond what fits in memory.
fn count(count: usize) -> Value {
    Value::Number(count as f64)
}

/// A position, when the number is one; counts stay far below 2^32 here.
fn index(number: f64) -> Option<usize> {
    let limit = f64::from(u32::MAX);
    if !(0.0..=limit).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "range checked above")]
    let position = number as u32;
    usize::try_from(position).ok()
}

/// Half away from zero, at most fifteen decimals: more are not in an f64.
fn round(number: f64, decimals: Option<&Value>) -> f64 {
    const MOST_DECIMALS: f64 = 15.0;
    let decimals = decimals.map_or(0.0, |value| {
        value.number().clamp(-MOST_DECIMALS, MOST_DECIMALS)
    });
    let factor = 10_f64.powf(decimals.trunc());
    (number * factor).round() / factor
}

fn extreme(arguments: &[Value], pick: fn(f64, f64) -> f64) -> Value {
    arguments
        .iter()
        .flat_map(Value::each)
        .map(Value::number)
        .reduce(pick)
        .map_or_else(Value::blank, Value::Number)
}

fn joined(values: &[Value], between: &str) -> String {
    let parts: Vec<String> = values
        .iter()
        .flat_map(|value| match value {
            Value::List(rows) => rows.iter().map(Value::text).collect(),
            single => vec![single.text()],
        })
        .collect();
    parts.join(between)
}

/// Characters from `start` to before `end`, counted from 0; negative positions count from the end.
fn substr(text: &str, start: f64, end: Option<&Value>) -> String {
    let chars: Vec<char> = text.chars().collect();
    let place = |number: f64| {
        if number < 0.0 {
            index(-number).map_or(0, |back| chars.len().saturating_sub(back))
        } else {
            index(number).unwrap_or(chars.len()).min(chars.len())
        }
    };
    let from = place(start);
    let to = end.map_or(chars.len(), |value| place(value.number()));
    chars
        .get(from..to)
        .map(|part| part.iter().collect())
        .unwrap_or_default()
}
