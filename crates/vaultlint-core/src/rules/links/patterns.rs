//! Patterns of paths as an option of rules.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::config::globs::{Globs, compile};
use crate::vault::VaultPath;

/// Patterns of files, read as in a `.gitignore`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
#[schemars(with = "Vec<String>")]
pub struct Patterns {
    written: Vec<String>,
    globs: Globs,
}

impl Patterns {
    /// Whether there are none.
    pub(in crate::rules) fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    /// Whether a pattern names the target `path` of a link or a folder that holds it.
    pub(in crate::rules) fn matches(&self, path: &str) -> bool {
        let path = path.trim_start_matches("./").trim_start_matches("../").trim_start_matches('/');
        !self.written.is_empty() && self.globs.matches(&VaultPath::from(path))
    }
}

impl TryFrom<Vec<String>> for Patterns {
    type Error = String;

    fn try_from(written: Vec<String>) -> Result<Self, String> {
        let compiled: Result<Vec<_>, _> = written.iter().map(|pattern| compile(pattern)).collect();
        let globs = compiled.and_then(Globs::new).map_err(|error| error.to_string())?;
        Ok(Patterns { written, globs })
    }
}

impl From<Patterns> for Vec<String> {
    fn from(patterns: Patterns) -> Self {
        patterns.written
    }
}
