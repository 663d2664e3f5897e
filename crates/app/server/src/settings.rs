//! `waymark.toml`: every key has a default, unknown keys are refused.

use std::{net::SocketAddr, path::PathBuf};

use serde::{Deserialize, Deserializer, Serialize};

use vocab::LangText;

use crate::ServerError;

/// What an installation may set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Folder of everything the node keeps: store, Parquet, country overrides.
    pub data: PathBuf,
    /// `sqlite:PATH` or `postgres://…`; empty means `waymark.db` in the data folder.
    pub store: String,
    /// File of the master key that wraps the keys of sealed records; empty means `master.key` in the data folder. Keep it out of
    /// the store's backups. `WAYMARK_MASTER_KEY` hands the key itself over instead.
    pub master_key_file: PathBuf,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// The installation's name as the public pages show it: one text, or one a language.
    #[serde(deserialize_with = "one_or_many")]
    pub title: LangText,
    /// A notice above every public page, by language, e.g. `notice = { en = "Provisional figures" }`.
    pub notice: LangText,
    /// Terms of use of the public figures, by language.
    pub licence: LangText,
    /// Tenant of this node: first part of every key.
    pub tenant: String,
    /// ISO 3166 alpha-3 code of the operation's country, e.g. `SDN`.
    pub country: String,
    /// Whether the address is reached over HTTPS: cookies are then bound to the host.
    pub https: bool,
    /// Indicator that the public front page opens with.
    pub headline_indicator: String,
    /// Whether the DTM API below `/dtm` asks for a key, which is an API token of any user.
    pub dtm_key_required: bool,
    /// Memory that one analysis may use, in MiB.
    pub analysis_memory_mib: usize,
}

/// A text of one language without naming it, or a table of languages.
fn one_or_many<'de, D: Deserializer<'de>>(from: D) -> Result<LangText, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(String),
        Many(LangText),
    }
    Ok(match Written::deserialize(from)? {
        Written::One(text) => LangText::single("en", text),
        Written::Many(texts) => texts,
    })
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            store: String::new(),
            master_key_file: PathBuf::new(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            title: LangText::single("en", "Waymark"),
            notice: LangText::default(),
            licence: LangText::default(),
            tenant: "main".to_owned(),
            country: String::new(),
            https: false,
            headline_indicator: "idps_present".to_owned(),
            dtm_key_required: true,
            analysis_memory_mib: 512,
        }
    }
}

impl Settings {
    /// Reads the settings from TOML text; a fault names the key and the line.
    ///
    /// # Errors
    /// [`ServerError::Settings`] with the parser's place and reason.
    pub fn parse(text: &str) -> Result<Self, ServerError> {
        toml::from_str(text).map_err(|error| ServerError::Settings {
            reason: error.to_string(),
        })
    }

    /// Where the store is.
    pub fn store_url(&self) -> String {
        if self.store.is_empty() {
            format!("sqlite:{}", self.data.join("waymark.db").display())
        } else {
            self.store.clone()
        }
    }

    /// The settings as they are in force; a password within the store's address is not shown.
    pub fn shown(&self) -> String {
        let mut shown = self.clone();
        shown.store = without_password(&self.store_url());
        toml::to_string_pretty(&shown).unwrap_or_default()
    }
}

/// The address with `user:password@` reduced to `user:…@`.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    match rest.rsplit_once('@') {
        Some((login, host)) => {
            let user = login.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:…@{host}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let fault = Settings::parse("lisen = \"127.0.0.1:1\"").expect_err("a typing error");
        assert!(fault.to_string().contains("lisen"), "{fault}");
    }

    #[test]
    fn a_title_is_one_text_or_one_a_language() {
        let one = Settings::parse("title = \"Sudan\"").expect("a text");
        assert_eq!(one.title.get("ar"), "Sudan");
        let many =
            Settings::parse("title = { en = \"Sudan\", ar = \"السودان\" }").expect("a table");
        assert_eq!(many.title.get("ar"), "السودان");
        assert!(Settings::parse("title = 7").is_err());
    }

    #[test]
    fn a_password_is_never_shown() {
        let settings = Settings {
            store: "postgres://way:secret@db/waymark".to_owned(),
            ..Settings::default()
        };
        assert!(!settings.shown().contains("secret"));
        assert!(settings.shown().contains("way:…@db"));
    }
}
