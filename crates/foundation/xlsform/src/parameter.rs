//! The `parameters` column: `key=value key=value`.

use crate::Fault;

/// Parameters of one row in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads a cell. Keys and values are lower-cased, except what names columns of a file.
    pub fn read(text: &str, row: u32) -> Result<Self, Fault> {
        let wrong = || {
            Fault::survey(
                row,
                "parameters",
                "Parameters must be in the form of 'key1=value1 key2=value2",
            )
        };
        let mut words: Vec<&str> = Vec::new();
        let mut start = None;
        for (place, c) in text.char_indices() {
            if c.is_whitespace() || matches!(c, ',' | ';' | '=') {
                if let Some(from) = start.take() {
                    words.push(&text[from..place]);
                }
                if c == '=' {
                    words.push("=");
                }
            } else if start.is_none() {
                start = Some(place);
            }
        }
        if let Some(from) = start {
            words.push(&text[from..]);
        }
        let mut parameters = Self::default();
        for pair in words.chunks(3) {
            match pair {
                [key, "=", value] if *key != "=" && *value != "=" => {
                    let key = key.to_lowercase();
                    let value = if matches!(key.as_str(), "label" | "value") {
                        (*value).to_owned()
                    } else {
                        value.to_lowercase()
                    };
                    parameters.set(&key, value);
                }
                _ => return Err(wrong()),
            }
        }
        Ok(parameters)
    }

    pub fn get(&self, key: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub fn set(&mut self, key: &str, value: String) {
        match self.0.iter_mut().find(|(name, _)| name == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key.to_owned(), value)),
        }
    }

    pub fn take(&mut self, key: &str) -> Option<String> {
        let place = self.0.iter().position(|(name, _)| name == key)?;
        Some(self.0.remove(place).1)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Refuses keys that the question type does not know.
    pub fn only(&self, accepted: &[&str], row: u32) -> Result<(), Fault> {
        let mut unknown: Vec<&str> = self
            .iter()
            .map(|(key, _)| key)
            .filter(|key| !accepted.contains(key))
            .collect();
        if unknown.is_empty() {
            return Ok(());
        }
        unknown.sort_unstable();
        Err(Fault::survey(
            row,
            "parameters",
            format!(
                "The accepted parameter keys for this question type are '{}'. The following are invalid parameter key(s): '{}'",
                accepted.join(", "),
                unknown.join(", ")
            ),
        ))
    }
}

/// An integer as people write it.
pub(crate) fn integer(text: &str) -> Option<i64> {
    let text = text.trim();
    text.strip_prefix('+').unwrap_or(text).parse().ok()
}
