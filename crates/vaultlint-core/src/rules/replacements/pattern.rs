//! A replacement as it is written in the configuration, and as it is used.

use std::fmt;

use regress::{Flags, Regex};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cost::Cost;
use super::template::Template;

/// A replacement.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Written {
    /// The pattern, with the syntax and meaning that it has in JavaScript.
    pub find: String,
    /// What is written: `$1`, `$<name>` and `$&` stand for what was found, `$$` for a dollar, `\n` for a line break, `\t`
    /// for a tab, `\\` for a backslash.
    #[serde(default)]
    pub replace: String,
    /// `i` (capitals or not), `m` (`^` and `$` at every line), `s` (`.` is any character), `u`, `v`; `g` is always meant.
    #[serde(default = "default_flags")]
    pub flags: String,
    /// What reports call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Whether code, math, properties, comments and the targets of links are searched too.
    #[serde(default)]
    pub everywhere: bool,
}

fn default_flags() -> String {
    "gm".to_owned()
}

/// A replacement that can be used.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub(crate) struct Replacement {
    written: Written,
    pub(super) regex: Regex,
    pub(super) template: Template,
    pub(super) cost: Cost,
}

impl Replacement {
    /// The label, or the pattern where there is none.
    pub(super) fn name(&self) -> &str {
        if self.written.label.is_empty() { &self.written.find } else { &self.written.label }
    }

    /// Whether code, properties and the like are searched too.
    pub(super) fn is_everywhere(&self) -> bool {
        self.written.everywhere
    }

    /// Whether the pattern finds what is written for it, and again what is written then, without end.
    fn goes_on(&self) -> bool {
        const ROUNDS: usize = 8;
        const LONGEST: usize = 10_000;
        let Some(mut text) = self.template.literal() else { return false };
        for _ in 0..ROUNDS {
            let next = self.regex.replace_all_with(&text, |_| self.template.literal().unwrap_or_default());
            if next == text {
                return false;
            }
            if next.len() > LONGEST {
                return true;
            }
            text = next;
        }
        true
    }
}

impl fmt::Debug for Replacement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written.fmt(f)
    }
}

impl From<Replacement> for Written {
    fn from(replacement: Replacement) -> Self {
        replacement.written
    }
}

impl TryFrom<Written> for Replacement {
    type Error = String;

    /// # Errors
    /// When the pattern cannot be read, might take for ever, or finds what is written for it without end.
    fn try_from(written: Written) -> Result<Self, String> {
        let find = &written.find;
        if find.is_empty() {
            return Err("`find` is empty: it would be found everywhere".to_owned());
        }
        if let Some(flag) = written.flags.chars().find(|c| !"gimsuvd".contains(*c)) {
            return Err(format!("`flags` holds `{flag}`: the flags are `g`, `i`, `m`, `s`, `u` and `v`"));
        }
        let flags = Flags::from(written.flags.as_str());
        let regex = Regex::with_flags(find, flags).map_err(|error| format!("the pattern `{find}` cannot be read: {error}"))?;
        let cost = Cost::of(find, flags).ok_or_else(|| {
            format!("`{find}` might take for ever: what it repeats can be read in several ways")
        })?;
        let replacement = Replacement { template: Template::new(&written.replace), regex, cost, written };
        if replacement.goes_on() {
            return Err(format!("`{}` finds what `replace` writes, without end", replacement.written.find));
        }
        Ok(replacement)
    }
}
