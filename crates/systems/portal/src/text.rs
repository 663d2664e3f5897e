//! The words of the pages, from Fluent catalogues that are part of the program.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::Lang;

/// A value that a message names.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    /// A word or an already written number.
    Text(&'a str),
    /// A count, for choosing the plural form.
    Count(f64),
}

/// The words of one language; what it lacks is said in English.
pub struct Catalogue {
    own: FluentBundle<FluentResource>,
    fallback: Option<&'static Catalogue>,
}

/// The catalogue's text of a language, as it is in the repository.
pub(crate) fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("../../../../i18n/en/portal.ftl"),
        Lang::Fr => include_str!("../../../../i18n/fr/portal.ftl"),
        Lang::Es => include_str!("../../../../i18n/es/portal.ftl"),
        Lang::Ar => include_str!("../../../../i18n/ar/portal.ftl"),
    }
}

impl Catalogue {
    /// The catalogue of a language.
    pub fn of(lang: Lang) -> &'static Self {
        static EN: OnceLock<Catalogue> = OnceLock::new();
        static FR: OnceLock<Catalogue> = OnceLock::new();
        static ES: OnceLock<Catalogue> = OnceLock::new();
        static AR: OnceLock<Catalogue> = OnceLock::new();
        let cell = match lang {
            Lang::En => &EN,
            Lang::Fr => &FR,
            Lang::Es => &ES,
            Lang::Ar => &AR,
        };
        cell.get_or_init(|| Self {
            own: bundle(lang),
            fallback: (lang != Lang::En).then(|| Self::of(Lang::En)),
        })
    }

    /// The message of a key.
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The message of a key with its values. Inserted values are isolated (U+2068, U+2069) against mixing of
    /// writing directions; [`Catalogue::plain`] leaves these signs out.
    pub fn with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        if let Some(text) = self.own_message(key, args) {
            return text;
        }
        match self.fallback {
            Some(english) => english.with(key, args),
            None => key.to_owned(),
        }
    }

    /// The message without isolation signs: for SVG, attributes and data files.
    pub fn plain(&self, key: &str, args: &[(&str, Arg)]) -> String {
        without_isolates(&self.with(key, args))
    }

    fn own_message(&self, key: &str, args: &[(&str, Arg)]) -> Option<String> {
        let pattern = self.own.get_message(key)?.value()?;
        let mut values = FluentArgs::new();
        for (name, value) in args {
            match value {
                Arg::Text(text) => values.set(*name, FluentValue::from(*text)),
                Arg::Count(count) => values.set(*name, FluentValue::from(*count)),
            }
        }
        let mut faults = Vec::new();
        let text = self.own.format_pattern(pattern, Some(&values), &mut faults);
        faults.is_empty().then(|| text.into_owned())
    }
}

/// Leaves out the signs that isolate inserted text.
pub(crate) fn without_isolates(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

fn bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let tag = lang.code().parse().expect("two letters are a language tag");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // What a test has found faulty would be missing here and be said in English.
    let resource = match FluentResource::try_new(source(lang).to_owned()) {
        Ok(resource) => resource,
        Err((readable, _)) => readable,
    };
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Keys with the variables of each, read from the text itself.
    fn keys(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in source(lang).lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                name.clone_into(&mut key);
                assert!(
                    found.insert(key.clone(), BTreeSet::new()).is_none(),
                    "{key} stands twice"
                );
            }
            let names = line.split('$').skip(1).map(|rest| {
                let end = rest
                    .find(|c: char| !c.is_ascii_alphanumeric())
                    .unwrap_or(rest.len());
                rest[..end].to_owned()
            });
            if let Some(variables) = found.get_mut(&key) {
                variables.extend(names);
            }
        }
        found
    }

    #[test]
    fn every_catalogue_is_well_formed() {
        for lang in Lang::ALL {
            if let Err((_, faults)) = FluentResource::try_new(source(lang).to_owned()) {
                panic!("{}: {faults:?}", lang.code());
            }
        }
    }

    #[test]
    fn every_key_stands_in_every_language_with_the_same_variables() {
        for lang in Lang::ALL {
            assert_eq!(keys(lang), keys(Lang::En), "{}", lang.code());
        }
    }

    #[test]
    fn every_key_is_used() {
        let folder =
            std::path::PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("src");
        let code: String = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        for key in keys(Lang::En).keys() {
            // The points of a list are numbered, and asked for by their number.
            let number = key
                .rsplit_once('-')
                .filter(|(_, number)| number.parse::<u8>().is_ok());
            let of_a_list =
                number.is_some_and(|(list, _)| code.contains(&format!("\"{list}-{{number}}\"")));
            assert!(
                of_a_list || code.contains(&format!("\"{key}\"")),
                "{key} is used nowhere"
            );
        }
    }

    #[test]
    fn arabic_has_its_six_plural_forms() {
        let arabic = Catalogue::of(Lang::Ar);
        let said: BTreeSet<String> = [0.0, 1.0, 2.0, 3.0, 11.0, 100.0]
            .map(|count| {
                arabic.plain(
                    "count-people",
                    &[("count", Arg::Count(count)), ("value", Arg::Text("N"))],
                )
            })
            .into();
        assert_eq!(said.len(), 6, "{said:?}");
    }

    #[test]
    fn an_unknown_key_or_a_missing_value_never_panics() {
        assert_eq!(Catalogue::of(Lang::Fr).text("no-such-key"), "no-such-key");
        assert_eq!(Catalogue::of(Lang::Ar).text("count-people"), "count-people");
    }

    #[test]
    fn plain_text_has_no_isolation_signs() {
        let args = [("title", Arg::Text("x"))];
        assert!(
            Catalogue::of(Lang::Ar)
                .with("page-title", &[args[0], ("site", Arg::Text("y"))])
                .contains('\u{2068}')
        );
        assert!(
            !Catalogue::of(Lang::Ar)
                .plain("page-title", &[args[0], ("site", Arg::Text("y"))])
                .contains('\u{2068}')
        );
    }
}
