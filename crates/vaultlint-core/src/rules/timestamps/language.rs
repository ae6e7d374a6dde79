//! The language of dates as an option.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::moment::Locale;

/// A language that dates are written in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Language {
    written: String,
    locale: &'static Locale,
}

impl Language {
    pub(super) fn locale(&self) -> &'static Locale {
        self.locale
    }
}

impl Default for Language {
    fn default() -> Self {
        Language { written: "en".to_owned(), locale: Locale::english() }
    }
}

impl TryFrom<String> for Language {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let Some(locale) = Locale::find(&written) else {
            let known: Vec<String> = Locale::names().map(|name| format!("`{name}`")).collect();
            return Err(format!("dates cannot be written in `{written}`; known are {}", known.join(", ")));
        };
        Ok(Language { written, locale })
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.written
    }
}
