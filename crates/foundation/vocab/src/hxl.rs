//! Tags of the Humanitarian Exchange Language (HXL 1.1): what a column means.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::VocabError;

/// A tag with its attributes, e.g. `#affected+f+idps+ind`. Order and case of attributes mean nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HxlTag {
    tag: String,
    attributes: BTreeSet<String>,
}

/// What a tag must look like to be meant: `#adm1+code-origin!`.
///
/// `+x` must be there, `-x` must not, `!` at the end allows no others; `#*` is any tag.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HxlPattern {
    tag: String,
    with: BTreeSet<String>,
    without: BTreeSet<String>,
    no_others: bool,
}

fn malformed(tag: &str, reason: &'static str) -> VocabError {
    VocabError::HxlTag {
        tag: tag.chars().take(80).collect(),
        reason,
    }
}

/// A token is a letter, then letters, digits or underscores.
fn check_token(whole: &str, token: &str, empty: &'static str) -> Result<String, VocabError> {
    let token = token.trim();
    let mut letters = token.chars();
    match letters.next() {
        None => return Err(malformed(whole, empty)),
        Some(first) if !first.is_ascii_alphabetic() => {
            return Err(malformed(
                whole,
                "each part must begin with a letter a to z",
            ));
        }
        Some(_) => {}
    }
    if letters.all(|c| c.is_ascii_alphanumeric() || c == '_') {
        Ok(token.to_ascii_lowercase())
    } else {
        Err(malformed(
            whole,
            "only letters a to z, digits and underscores may stand between + signs",
        ))
    }
}

/// Publishers write both `+pcode` and `+code` for a place's code; for matching they are one.
fn meaning(attribute: &str) -> &str {
    if attribute == "pcode" {
        "code"
    } else {
        attribute
    }
}

impl HxlTag {
    /// Reads a tag; blanks around the parts are allowed as in the standard's own reader.
    pub fn parse(text: &str) -> Result<Self, VocabError> {
        let rest = text
            .trim()
            .strip_prefix('#')
            .ok_or_else(|| malformed(text, "a tag begins with #"))?;
        let mut parts = rest.split('+');
        let tag = check_token(text, parts.next().unwrap_or(""), "a name must follow the #")?;
        let attributes = parts
            .map(|part| check_token(text, part, "an attribute must follow each +"))
            .collect::<Result<_, _>>()?;
        Ok(Self { tag, attributes })
    }

    /// The tag without its `#`, e.g. `affected`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The attributes, sorted, without `+`.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(String::as_str)
    }

    /// Whether the attribute is there; `code` also finds `pcode`.
    pub fn has(&self, attribute: &str) -> bool {
        self.attributes()
            .any(|own| meaning(own) == meaning(attribute))
    }

    /// Whether the pattern means this tag.
    pub fn matches(&self, pattern: &HxlPattern) -> bool {
        (pattern.tag == "*" || pattern.tag == self.tag)
            && pattern.with.iter().all(|wanted| self.has(wanted))
            && !pattern.without.iter().any(|unwanted| self.has(unwanted))
            && (!pattern.no_others
                || self
                    .attributes()
                    .all(|own| pattern.with.iter().any(|w| meaning(w) == meaning(own))))
    }
}

impl fmt::Display for HxlTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.tag)?;
        for attribute in &self.attributes {
            write!(f, "+{attribute}")?;
        }
        Ok(())
    }
}

impl HxlPattern {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Self, VocabError> {
        let trimmed = text.trim();
        let (body, no_others) = match trimmed.strip_suffix('!') {
            Some(body) => (body, true),
            None => (trimmed, false),
        };
        let rest = body
            .strip_prefix('#')
            .ok_or_else(|| malformed(text, "a pattern begins with #"))?;
        let name_end = rest.find(['+', '-']).unwrap_or(rest.len());
        let (name, mut attributes) = rest.split_at(name_end);
        let tag = if name.trim() == "*" {
            "*".to_owned()
        } else {
            check_token(text, name, "a name must follow the #")?
        };
        let (mut with, mut without) = (BTreeSet::new(), BTreeSet::new());
        while let Some(sign) = attributes.chars().next() {
            let after = &attributes[1..];
            let end = after.find(['+', '-']).unwrap_or(after.len());
            let token = check_token(text, &after[..end], "an attribute must follow each + or -")?;
            if sign == '+' {
                with.insert(token);
            } else {
                without.insert(token);
            }
            attributes = &after[end..];
        }
        Ok(Self {
            tag,
            with,
            without,
            no_others,
        })
    }
}

impl fmt::Display for HxlPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.tag)?;
        for attribute in &self.with {
            write!(f, "+{attribute}")?;
        }
        for attribute in &self.without {
            write!(f, "-{attribute}")?;
        }
        f.write_str(if self.no_others { "!" } else { "" })
    }
}

impl TryFrom<String> for HxlTag {
    type Error = VocabError;
    fn try_from(text: String) -> Result<Self, VocabError> {
        Self::parse(&text)
    }
}

impl From<HxlTag> for String {
    fn from(tag: HxlTag) -> String {
        tag.to_string()
    }
}

impl std::str::FromStr for HxlTag {
    type Err = VocabError;
    fn from_str(text: &str) -> Result<Self, VocabError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for HxlPattern {
    type Error = VocabError;
    fn try_from(text: String) -> Result<Self, VocabError> {
        Self::parse(&text)
    }
}

impl From<HxlPattern> for String {
    fn from(pattern: HxlPattern) -> String {
        pattern.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(tag: &str, pattern: &str) -> bool {
        HxlTag::parse(tag)
            .unwrap()
            .matches(&HxlPattern::parse(pattern).unwrap())
    }

    #[test]
    fn order_case_and_blanks_of_attributes_mean_nothing() {
        assert_eq!(
            HxlTag::parse(" #Affected +ind + IDPS ")
                .unwrap()
                .to_string(),
            "#affected+idps+ind"
        );
        assert_eq!(
            HxlTag::parse("#adm1+name+origin"),
            HxlTag::parse("#adm1+origin+name")
        );
    }

    #[test]
    fn a_pattern_asks_forbids_and_closes() {
        assert!(matches("#adm1+pcode", "#adm1+code"));
        assert!(matches("#adm1+code", "#adm1+pcode!"));
        assert!(!matches("#adm1+pcode+origin", "#adm1+code-origin"));
        assert!(!matches("#adm1+code+x", "#adm1+code!"));
        assert!(matches("#affected+idps+ind+f", "#affected+ind"));
        assert!(matches("#geo+lat", "#*+lat"));
        assert!(!matches("#adm2+code", "#adm1+code"));
    }

    #[test]
    fn a_malformed_tag_gives_the_reason() {
        for (text, part) in [
            ("affected", "begins with #"),
            ("#", "must follow the #"),
            ("#x+", "must follow each +"),
            ("#x+2013", "begin with a letter"),
            ("#x+a b", "between + signs"),
            ("#x y", "between + signs"),
        ] {
            let message = HxlTag::parse(text).unwrap_err().to_string();
            assert!(message.contains(part), "{text}: {message}");
        }
        assert_eq!(
            HxlPattern::parse("#adm1-origin+code!").unwrap().to_string(),
            "#adm1+code-origin!"
        );
    }
}
