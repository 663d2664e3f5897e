//! What phones show to enumerators, in the language that the phone asks for (OpenRosa, "HTTP Request API": the message of
//! an answer is for people). What only a programmer can mend stays in English within a sentence of theirs.

use std::sync::OnceLock;

use axum::http::{HeaderMap, header};
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

use crate::CollectionError;

/// A language of phones' answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Arabic.
    Ar,
}

const ALL: [(Language, &str, &str); 4] = [
    (
        Language::En,
        "en",
        include_str!("../../../../i18n/en/devices.ftl"),
    ),
    (
        Language::Fr,
        "fr",
        include_str!("../../../../i18n/fr/devices.ftl"),
    ),
    (
        Language::Es,
        "es",
        include_str!("../../../../i18n/es/devices.ftl"),
    ),
    (
        Language::Ar,
        "ar",
        include_str!("../../../../i18n/ar/devices.ftl"),
    ),
];

/// What a phone is told of its submission, where a person can do something about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Told {
    /// The same id with other answers.
    #[error(
        "a submission with this id is here with other answers; yours was kept and a data manager will look at both"
    )]
    SameId,
    /// An edit of what somebody else edited, kept.
    #[error("the submission was edited since; yours was kept and a data manager will look at both")]
    Edited,
    /// An edit of what is not here.
    #[error("the submission was edited since, or is not here; get it again and edit that")]
    EditedGone,
    /// A file with other content.
    #[error("a file named {0} is here with other content; the one that is here stands")]
    FileDiffers(String),
    /// The form takes nothing more.
    #[error("this form is closed; ask your data manager where your answers should go")]
    FormClosed,
    /// A test of a draft that is no more.
    #[error("the draft was replaced since; get the form again and fill in that one")]
    DraftReplaced,
}

impl Language {
    /// The language that a request likes best of those that there are (RFC 9110 § 12.5.4); English for none of them.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let said = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|said| said.to_str().ok())
            .unwrap_or_default();
        let mut wishes: Vec<(f32, Self)> = said
            .split(',')
            .take(20)
            .filter_map(|wish| {
                let (tag, rest) = wish.split_once(';').unwrap_or((wish, ""));
                let tag = tag.trim().split('-').next()?.to_ascii_lowercase();
                let (language, ..) = ALL.iter().find(|(_, code, _)| *code == tag)?;
                let weight = rest.trim().strip_prefix("q=");
                let weight = weight.map_or(1.0, |weight| weight.trim().parse().unwrap_or(0.0));
                (weight > 0.0).then_some((weight, *language))
            })
            .collect();
        // Stable: of two that are liked alike, the first.
        wishes.sort_by(|a, b| b.0.total_cmp(&a.0));
        wishes.first().map_or(Self::En, |(_, language)| *language)
    }

    /// Its tag (BCP 47).
    pub(crate) fn tag(self) -> &'static str {
        ALL[self as usize].1
    }

    /// The message of a key.
    pub(crate) fn say(self, key: &str, values: &[(&str, &str)]) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(*name, *value);
        }
        let mut faults = Vec::new();
        bundle
            .format_pattern(pattern, Some(&arguments), &mut faults)
            .into_owned()
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static BUNDLES: [OnceLock<FluentBundle<FluentResource>>; 4] =
            [const { OnceLock::new() }; 4];
        BUNDLES[self as usize].get_or_init(|| {
            let (_, tag, text) = ALL[self as usize];
            let language = tag.parse().expect("the tags are constants");
            let mut bundle = FluentBundle::new_concurrent(vec![language]);
            // The isolating signs would show as boxes on old phones.
            bundle.set_use_isolating(false);
            // A test reads every catalogue: what remains readable of a broken one is still said.
            let resource =
                FluentResource::try_new(text.to_owned()).unwrap_or_else(|(readable, _)| readable);
            bundle.add_resource_overriding(resource);
            bundle
        })
    }

    /// What an enumerator is told of an error.
    pub(crate) fn refusal(self, error: &CollectionError) -> String {
        let (key, value): (&str, Option<(&str, String)>) = match error {
            CollectionError::NotSignedIn => ("device-not-signed-in", None),
            CollectionError::NotAllowed(_) => ("device-not-allowed", None),
            CollectionError::NotFound(_) => ("device-not-found", None),
            CollectionError::TooLarge(bytes) => {
                let megabytes = (bytes / (1024 * 1024)).to_string();
                ("device-too-large", Some(("megabytes", megabytes)))
            }
            CollectionError::CutOff => ("device-cut-off", None),
            CollectionError::Inside(_) => ("device-inside", None),
            CollectionError::Device(told) => match told {
                Told::SameId => ("device-same-id", None),
                Told::Edited => ("device-edited", None),
                Told::EditedGone => ("device-edited-gone", None),
                Told::FileDiffers(name) => ("device-file-differs", Some(("file", name.clone()))),
                Told::FormClosed => ("device-form-closed", None),
                Told::DraftReplaced => ("device-draft-replaced", None),
            },
            other => ("device-refused", Some(("reason", other.to_string()))),
        };
        let values: Vec<(&str, &str)> = value
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.say(key, &values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn asked(said: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::ACCEPT_LANGUAGE,
            HeaderValue::from_str(said).expect("a header"),
        );
        Language::of(&headers)
    }

    #[test]
    fn the_language_that_is_liked_best_of_those_that_there_are() {
        assert_eq!(asked("fr-TD,fr;q=0.9,en;q=0.8"), Language::Fr);
        assert_eq!(asked("sw, ar;q=0.4, es;q=0.7"), Language::Es);
        assert_eq!(asked("ar"), Language::Ar);
        assert_eq!(asked("fr;q=0, sw"), Language::En);
        assert_eq!(Language::of(&HeaderMap::new()), Language::En);
    }

    #[test]
    fn every_message_is_there_in_every_language_with_the_same_values() {
        let keys = |text: &str| -> Vec<(String, bool)> {
            text.lines()
                .filter_map(|line| line.split_once(" = "))
                .map(|(key, text)| (key.to_owned(), text.contains("{ $")))
                .collect()
        };
        let english = keys(ALL[0].2);
        assert!(english.len() > 10);
        for (language, tag, text) in ALL {
            assert!(FluentResource::try_new(text.to_owned()).is_ok(), "{tag}");
            assert_eq!(keys(text), english, "{tag}");
            for (key, _) in &english {
                assert_ne!(language.say(key, &[]), *key, "{tag}");
            }
        }
    }

    #[test]
    fn what_a_person_can_do_something_about_is_said_in_their_language() {
        let closed = CollectionError::Device(Told::FormClosed);
        assert!(
            Language::Fr
                .refusal(&closed)
                .starts_with("Ce formulaire est clos")
        );
        let differs = CollectionError::Device(Told::FileDiffers("photo.jpg".to_owned()));
        assert!(Language::Ar.refusal(&differs).contains("photo.jpg"));
        let odd = CollectionError::BadRequest("two parts".to_owned());
        assert!(Language::Es.refusal(&odd).ends_with("two parts"));
    }

    proptest! {
        #[test]
        fn no_header_makes_it_panic(said in "[ -~]{0,60}") {
            let _ = asked(&said);
        }
    }
}
