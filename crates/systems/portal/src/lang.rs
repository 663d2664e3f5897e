//! The languages of the public pages.

/// A language in which the pages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// English.
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Arabic, written from right to left.
    Ar,
}

impl Lang {
    /// All of them, in the order of the language switch.
    pub const ALL: [Self; 4] = [Self::En, Self::Fr, Self::Es, Self::Ar];

    /// The tag in addresses and `lang` attributes.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::Ar => "ar",
        }
    }

    /// The language of a tag such as `fr` or `fr-TD`.
    pub fn parse(tag: &str) -> Option<Self> {
        let base = tag.trim().split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(base))
    }

    /// The best of our languages for an `Accept-Language` header; English when none fits.
    pub fn negotiate(header: &str) -> Self {
        let mut best = (0.0, Self::En);
        for wish in header.split(',') {
            let mut parts = wish.split(';');
            let tag = parts.next().unwrap_or("");
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(Some(1.0), |text| text.parse::<f32>().ok());
            if let (Some(lang), Some(weight)) = (Self::parse(tag), weight)
                && weight > best.0
            {
                best = (weight, lang);
            }
        }
        best.1
    }

    /// Its own name, for the switch.
    pub fn autonym(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
            Self::Es => "Español",
            Self::Ar => "العربية",
        }
    }

    /// Direction of writing, for `dir`.
    pub fn direction(self) -> &'static str {
        if self == Self::Ar { "rtl" } else { "ltr" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_wanted_language_that_we_have_is_taken() {
        assert_eq!(Lang::negotiate("de, fr-CH;q=0.8, en;q=0.7"), Lang::Fr);
        assert_eq!(Lang::negotiate("ar"), Lang::Ar);
        assert_eq!(Lang::negotiate("de, *;q=0.5"), Lang::En);
        assert_eq!(Lang::negotiate(""), Lang::En);
        assert_eq!(Lang::parse("es-MX"), Some(Lang::Es));
        assert_eq!(Lang::parse("assets"), None);
    }
}
