//! Functions of their arguments alone.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest as _;

use crate::error::EvalError;
use crate::eval::{Evaluator, Outcome, to_boolean};
use crate::functions::Function;
use crate::value::Value;
use crate::{calendar, geo};

/// Largest compiled pattern in bytes.
const PATTERN_SIZE: usize = 1 << 20;

/// Functions over a list of texts, nodes already taken apart.
pub(crate) fn many(evaluator: &Evaluator<'_>, function: Function, texts: &[String]) -> Outcome {
    evaluator.spend(texts.len())?;
    let truths = |from: usize| {
        texts[from.min(texts.len())..]
            .iter()
            .map(|text| is_true(text))
    };
    Ok(match function {
        Function::Concat => Value::Text(texts.concat()),
        Function::Join => {
            let (glue, parts) = texts
                .split_first()
                .map_or(("", texts), |(glue, parts)| (glue.as_str(), parts));
            evaluator.spend(glue.len() / 64 * parts.len())?;
            Value::Text(parts.join(glue))
        }
        Function::Min | Function::Max => {
            let pick = if function == Function::Min {
                f64::min
            } else {
                f64::max
            };
            let found = evaluator.numbers(texts).reduce(|a, b| {
                if a.is_nan() || b.is_nan() {
                    f64::NAN
                } else {
                    pick(a, b)
                }
            });
            Value::Number(found.unwrap_or(f64::NAN))
        }
        Function::Distance | Function::Area => {
            let way = texts
                .iter()
                .map(|text| geo::points(text))
                .collect::<Option<Vec<_>>>();
            let Some(way) = way.map(|parts| parts.concat()) else {
                return Ok(Value::Number(f64::NAN));
            };
            evaluator.spend(way.len())?;
            Value::Number(if function == Function::Area {
                geo::area(&way)
            } else {
                geo::length(&way)
            })
        }
        Function::Checklist | Function::WeightedChecklist => {
            let bound = |at: usize| {
                texts
                    .get(at)
                    .map_or(f64::NAN, |text| evaluator.text_number(text))
            };
            let (least, most) = (bound(0), bound(1));
            let sum: f64 = if function == Function::Checklist {
                truths(2).map(|truth| f64::from(u8::from(truth))).sum()
            } else {
                texts[2.min(texts.len())..]
                    .chunks_exact(2)
                    .filter(|pair| is_true(&pair[0]))
                    .map(|pair| evaluator.text_number(&pair[1]))
                    .sum()
            };
            // a negative bound is none
            Value::Boolean((least < 0.0 || sum >= least) && (most < 0.0 || sum <= most))
        }
        other => return Err(EvalError::UnknownFunction(other.name().to_owned())),
    })
}

/// A truth value or a number that became a text.
fn is_true(text: &str) -> bool {
    let number = crate::value::plain_number(text);
    text == "true" || (!number.is_nan() && number != 0.0)
}

/// Functions with a fixed few arguments.
#[expect(clippy::cast_precision_loss, reason = "counts stay below 2^32")]
pub(crate) fn few(evaluator: &Evaluator<'_>, function: Function, values: &[Value]) -> Outcome {
    let text = |at: usize| {
        values
            .get(at)
            .map_or_else(|| Ok(String::new()), |value| evaluator.to_text(value))
    };
    let number = |at: usize| {
        values
            .get(at)
            .map_or(Ok(f64::NAN), |value| evaluator.to_number(value))
    };
    let unusable = |reason: &str| EvalError::Unusable {
        function: function.name(),
        reason: reason.to_owned(),
    };
    let world = evaluator.world;
    Ok(match function {
        Function::StartsWith => Value::Boolean(text(0)?.starts_with(&text(1)?)),
        Function::EndsWith => Value::Boolean(text(0)?.ends_with(&text(1)?)),
        Function::Contains => Value::Boolean(text(0)?.contains(&text(1)?)),
        Function::SubstringBefore => {
            let whole = text(0)?;
            Value::Text(
                whole
                    .split_once(&text(1)?)
                    .map_or("", |(before, _)| before)
                    .to_owned(),
            )
        }
        Function::SubstringAfter => {
            let whole = text(0)?;
            Value::Text(
                whole
                    .split_once(&text(1)?)
                    .map_or("", |(_, after)| after)
                    .to_owned(),
            )
        }
        Function::Substring => {
            let start = round(number(1)?);
            let end = if values.len() > 2 {
                start + round(number(2)?)
            } else {
                f64::INFINITY
            };
            let kept = text(0)?
                .chars()
                .zip(1_u32..)
                .filter(|(_, at)| f64::from(*at) >= start && f64::from(*at) < end)
                .map(|(letter, _)| letter)
                .collect();
            Value::Text(kept)
        }
        Function::Substr => {
            // JavaRosa: from 0, the end not included, negative counts from the end
            let whole: Vec<char> = text(0)?.chars().collect();
            let length = whole.len() as f64;
            let place = |number: f64| {
                let at = if number < 0.0 {
                    length + number
                } else {
                    number
                };
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "clamped to the length"
                )]
                {
                    at.clamp(0.0, length) as usize
                }
            };
            let from = place(number(1)?);
            let to = if values.len() > 2 {
                place(number(2)?)
            } else {
                whole.len()
            };
            Value::Text(whole.get(from..to).unwrap_or_default().iter().collect())
        }
        Function::Translate => {
            let (from, to): (Vec<char>, Vec<char>) =
                (text(1)?.chars().collect(), text(2)?.chars().collect());
            let whole = text(0)?;
            evaluator.spend(whole.len() / 8 * (1 + from.len() / 8))?;
            let kept = whole.chars().filter_map(|letter| {
                match from.iter().position(|known| *known == letter) {
                    Some(at) => to.get(at).copied(),
                    None => Some(letter),
                }
            });
            Value::Text(kept.collect())
        }
        Function::Regex => Value::Boolean(matches(evaluator, &text(0)?, &text(1)?)?),
        Function::Selected => {
            let wanted = text(1)?;
            Value::Boolean(text(0)?.split_whitespace().any(|one| one == wanted.trim()))
        }
        Function::CountSelected => Value::Number(text(0)?.split_whitespace().count() as f64),
        Function::SelectedAt => {
            let at = number(1)?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "not negative; too large saturates"
            )]
            let found = if at >= 0.0 {
                text(0)?
                    .split_whitespace()
                    .nth(at as usize)
                    .unwrap_or("")
                    .to_owned()
            } else {
                String::new()
            };
            Value::Text(found)
        }
        Function::Floor => Value::Number(number(0)?.floor()),
        Function::Ceiling => Value::Number(number(0)?.ceil()),
        Function::Round if values.len() == 1 => Value::Number(round(number(0)?)),
        Function::Round => {
            let (value, places) = (number(0)?, number(1)?.trunc());
            let scale = 10_f64.powf(places.clamp(-300.0, 300.0));
            let scaled = value * scale;
            // beyond 2^53 there is nothing to round
            let whole = if places.is_nan() {
                f64::NAN
            } else if scaled.abs() > 9e15 {
                return Ok(Value::Number(value));
            } else {
                scaled.abs().round().copysign(scaled)
            };
            Value::Number(if places < 0.0 {
                whole * 10_f64.powf(-places.max(-300.0))
            } else {
                whole / scale
            })
        }
        Function::Int => Value::Number(number(0)?.trunc()),
        Function::Pow => Value::Number(number(0)?.powf(number(1)?)),
        Function::Abs => Value::Number(number(0)?.abs()),
        Function::Sin => Value::Number(number(0)?.sin()),
        Function::Cos => Value::Number(number(0)?.cos()),
        Function::Tan => Value::Number(number(0)?.tan()),
        Function::Asin => Value::Number(number(0)?.asin()),
        Function::Acos => Value::Number(number(0)?.acos()),
        Function::Atan => Value::Number(number(0)?.atan()),
        Function::Atan2 => Value::Number(number(0)?.atan2(number(1)?)),
        Function::Sqrt => Value::Number(number(0)?.sqrt()),
        Function::Exp => Value::Number(number(0)?.exp()),
        Function::Exp10 => Value::Number(10_f64.powf(number(0)?)),
        Function::Log => Value::Number(number(0)?.ln()),
        Function::Log10 => Value::Number(number(0)?.log10()),
        Function::Pi => Value::Number(std::f64::consts::PI),
        Function::BooleanFromString => {
            let word = text(0)?;
            Value::Boolean(word.eq_ignore_ascii_case("true") || word == "1")
        }
        Function::Date | Function::DateTime => {
            let Some(moment) = moment(evaluator, &values[0])? else {
                return Ok(Value::Text(String::new()));
            };
            if function == Function::Date {
                Value::Text(moment.date().to_string())
            } else {
                Value::Text(calendar::iso(moment, world))
            }
        }
        Function::DecimalDateTime => Value::Number(number(0)?),
        Function::DecimalTime => Value::Number(calendar::time_share(&text(0)?).unwrap_or(f64::NAN)),
        Function::FormatDate | Function::FormatDateTime => {
            let Some(moment) = moment(evaluator, &values[0])? else {
                return Ok(Value::Text(String::new()));
            };
            Value::Text(calendar::format(moment, &text(1)?, world))
        }
        Function::Uuid => {
            // so many characters of letters and digits, as JavaRosa answers uuid(n)
            let length = number(0)?;
            if !(1.0..=1000.0).contains(&length) {
                return Err(unusable("the length must be from 1 to 1000"));
            }
            let letters = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "1 to 1000, and below 62"
            )]
            let made = (0..length as usize)
                .map(|_| char::from(letters[(world.random() * 62.0) as usize % 62]))
                .collect();
            Value::Text(made)
        }
        Function::Digest => {
            let data = text(0)?;
            evaluator.spend(data.len() / 8)?;
            let bytes = match text(1)?.as_str() {
                "MD5" => md5::Md5::digest(&data).to_vec(),
                "SHA-1" => sha1::Sha1::digest(&data).to_vec(),
                "SHA-256" => sha2::Sha256::digest(&data).to_vec(),
                "SHA-384" => sha2::Sha384::digest(&data).to_vec(),
                "SHA-512" => sha2::Sha512::digest(&data).to_vec(),
                _ => {
                    return Err(unusable(
                        "the algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512",
                    ));
                }
            };
            match if values.len() > 2 {
                text(2)?
            } else {
                "base64".to_owned()
            }
            .as_str()
            {
                "base64" => Value::Text(STANDARD.encode(bytes)),
                "hex" => Value::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
                _ => return Err(unusable("the encoding must be base64 or hex")),
            }
        }
        Function::Base64Decode => {
            let bytes = STANDARD.decode(text(0)?.trim()).unwrap_or_default();
            Value::Text(String::from_utf8(bytes).unwrap_or_default())
        }
        Function::Geofence => {
            let (at, shape) = (text(0)?, text(1)?);
            match (geo::point(&at), geo::points(&shape)) {
                (Some(at), Some(shape)) => {
                    evaluator.spend(shape.len())?;
                    Value::Boolean(geo::within(at, &shape))
                }
                _ => Value::Boolean(false),
            }
        }
        Function::Not => Value::Boolean(!to_boolean(&values[0])),
        other => return Err(EvalError::UnknownFunction(other.name().to_owned())),
    })
}

/// Section 4.4: halves go up.
fn round(number: f64) -> f64 {
    if number.fract() == 0.0 || !number.is_finite() {
        number
    } else {
        (number + 0.5).floor()
    }
}

fn moment(
    evaluator: &Evaluator<'_>,
    value: &Value,
) -> Result<Option<jiff::civil::DateTime>, EvalError> {
    if let Value::Number(days) = value {
        return Ok(calendar::from_days(*days));
    }
    let text = evaluator.to_text(value)?;
    Ok(calendar::moment(&text, evaluator.world)
        .or_else(|| calendar::from_days(crate::value::plain_number(&text))))
}

/// Whether the whole text matches, as in ODK.
fn matches(evaluator: &Evaluator<'_>, text: &str, pattern: &str) -> Result<bool, EvalError> {
    evaluator.spend(text.len() / 8)?;
    let mut known = evaluator.patterns.borrow_mut();
    if !known.contains_key(pattern) {
        evaluator.spend(100 + pattern.len())?;
        if known.len() >= crate::eval::MAX_PATTERNS {
            known.clear();
        }
        let made = self::pattern(pattern);
        known.insert(pattern.to_owned(), made);
    }
    match known.get(pattern) {
        Some(Ok(regex)) => Ok(regex.is_match(text)),
        Some(Err(error)) => Err(error.clone()),
        None => Ok(false),
    }
}

/// A pattern that matches whole texts only.
pub(crate) fn pattern(written: &str) -> Result<regex::Regex, EvalError> {
    regex::RegexBuilder::new(&format!("^(?:{written})$"))
        .size_limit(PATTERN_SIZE)
        .dfa_size_limit(PATTERN_SIZE)
        .nest_limit(50)
        .build()
        .map_err(|error| {
            EvalError::Pattern(
                error
                    .to_string()
                    .lines()
                    .last()
                    .unwrap_or_default()
                    .to_owned(),
            )
        })
}

/// Fisher–Yates with the Park–Miller generator that the ODK XForms specification prescribes for `randomize()`.
pub(crate) fn shuffle<T>(list: &mut [T], seed: f64) {
    const MODULUS: i64 = 2_147_483_647;
    #[expect(clippy::cast_possible_truncation, reason = "a seed wraps; NaN is 0")]
    let mut state = (seed as i64) % MODULUS;
    if state <= 0 {
        state += MODULUS - 1;
    }
    for at in (1..list.len()).rev() {
        state = state * 16_807 % MODULUS;
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "state and index stay below 2^32"
        )]
        let other = ((state - 1) as f64 / (MODULUS - 1) as f64 * (at + 1) as f64) as usize;
        list.swap(at, other.min(at));
    }
}
