//! Amounts of money, exact.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::VocabError;

/// A currency by its ISO 4217 letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// Reads three letters; small ones are made capital.
    pub fn parse(text: &str) -> Result<Self, VocabError> {
        let letters: [u8; 3] = text
            .trim()
            .to_ascii_uppercase()
            .into_bytes()
            .try_into()
            .map_err(|_| VocabError::Currency)?;
        if letters.iter().all(u8::is_ascii_uppercase) {
            Ok(Self(letters))
        } else {
            Err(VocabError::Currency)
        }
    }

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("three ASCII letters")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for Currency {
    type Error = VocabError;
    fn try_from(text: String) -> Result<Self, VocabError> {
        Self::parse(&text)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.as_str().to_owned()
    }
}

/// An amount in one currency. In JSON the amount is a text, so that no reader makes a float of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Money {
    /// The amount, exact to 28 digits.
    pub amount: Decimal,
    /// Its currency.
    pub currency: Currency,
}

/// How money is written in JSON.
#[derive(Serialize, Deserialize)]
struct Written {
    amount: String,
    currency: Currency,
}

impl Money {
    /// Reads an amount with a decimal point and a currency.
    pub fn parse(amount: &str, currency: &str) -> Result<Self, VocabError> {
        let amount = amount.trim();
        Ok(Self {
            amount: Decimal::from_str_exact(amount).map_err(|_| VocabError::Amount)?,
            currency: Currency::parse(currency)?,
        })
    }

    /// The sum of two amounts of one currency.
    pub fn checked_add(self, other: Self) -> Result<Self, VocabError> {
        if self.currency != other.currency {
            return Err(VocabError::MixedCurrencies {
                left: self.currency.to_string(),
                right: other.currency.to_string(),
            });
        }
        let amount = self
            .amount
            .checked_add(other.amount)
            .ok_or(VocabError::AmountOverflow)?;
        Ok(Self { amount, ..self })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

impl TryFrom<Written> for Money {
    type Error = VocabError;
    fn try_from(written: Written) -> Result<Self, VocabError> {
        Ok(Self {
            amount: Decimal::from_str_exact(&written.amount).map_err(|_| VocabError::Amount)?,
            currency: written.currency,
        })
    }
}

impl From<Money> for Written {
    fn from(money: Money) -> Written {
        Written {
            amount: money.amount.to_string(),
            currency: money.currency,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_and_written_as_text() {
        let sum = Money::parse("0.10", "usd")
            .unwrap()
            .checked_add(Money::parse("0.20", "USD").unwrap())
            .unwrap();
        assert_eq!(
            serde_json::to_string(&sum).unwrap(),
            r#"{"amount":"0.30","currency":"USD"}"#
        );
        let back: Money = serde_json::from_str(r#"{"amount":"0.30","currency":"USD"}"#).unwrap();
        assert_eq!(back, sum);
    }

    #[test]
    fn currencies_are_not_mixed() {
        let dollars = Money::parse("1", "USD").unwrap();
        assert!(
            dollars
                .checked_add(Money::parse("1", "EUR").unwrap())
                .is_err()
        );
        assert!(Money::parse("1,5", "USD").is_err());
        assert!(Money::parse("1", "US").is_err());
    }
}
