//! Cells grouped by their header: `label::fr` and `label::en` are one value with two texts, `bind::relevant` stands in `bind`.

/// A text, or texts by key (language, attribute).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Map(Map),
}

impl Value {
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Map(_) => None,
        }
    }

    pub fn map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            Self::Text(_) => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Keys in the order of their columns. Rows have a dozen keys, so they are searched one by one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Map(Vec<(String, Value)>);

impl Map {
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Value::text)
    }

    pub fn map(&self, key: &str) -> Option<&Map> {
        self.get(key).and_then(Value::map)
    }

    /// A text one level down: `within("bind", "calculate")`.
    pub fn within(&self, group: &str, key: &str) -> Option<&str> {
        self.map(group).and_then(|map| map.text(key))
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Sets a key, keeping its place if it was there.
    pub fn set(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        match self.0.iter_mut().find(|(name, _)| name == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key.to_owned(), value)),
        }
    }

    /// Sets a key one level down, making the level when there is none.
    pub fn set_within(&mut self, group: &str, key: &str, value: impl Into<Value>) {
        if !matches!(self.get(group), Some(Value::Map(_))) {
            self.set(group, Value::Map(Map::default()));
        }
        if let Some(Value::Map(map)) = self
            .0
            .iter_mut()
            .find(|(name, _)| name == group)
            .map(|(_, value)| value)
        {
            map.set(key, value);
        }
    }

    pub fn take(&mut self, key: &str) -> Option<Value> {
        let place = self.0.iter().position(|(name, _)| name == key)?;
        Some(self.0.remove(place).1)
    }

    /// Puts a cell in by the parts of its header. A text without language beside translations falls into `default`.
    pub fn merge(&mut self, parts: &[String], text: String, default: &str) {
        let Some((key, rest)) = parts.split_first() else {
            return;
        };
        let Some(place) = self.0.iter().position(|(name, _)| name == key) else {
            let value = nested(rest, text);
            self.0.push((key.clone(), value));
            return;
        };
        let slot = &mut self.0[place].1;
        if let Value::Text(old) = slot {
            if rest.is_empty() {
                *slot = Value::Text(text);
                return;
            }
            // The column with the language's own name wins over the one without.
            let mut map = Map::default();
            if rest.len() > 1 || rest[0] != default {
                map.set(default, std::mem::take(old));
            }
            *slot = Value::Map(map);
        }
        if let Value::Map(map) = slot {
            if rest.is_empty() {
                if !map.has(default) {
                    map.set(default, text);
                }
            } else {
                map.merge(rest, text, default);
            }
        }
    }
}

fn nested(parts: &[String], text: String) -> Value {
    let mut value = Value::Text(text);
    for part in parts.iter().rev() {
        let mut map = Map::default();
        map.set(part, value);
        value = Value::Map(map);
    }
    value
}
