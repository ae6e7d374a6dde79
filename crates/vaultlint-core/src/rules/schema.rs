//! What the rules with a schema share: for which notes a part of it is.

use regex::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::patterns::Patterns;
use crate::note::Note;
use crate::rule::Context;
use crate::vault::settings::PropertyType;

/// Whether notes such as `note` are judged by a schema at all: templates, notes that a plugin owns and those whose
/// front matter cannot be read are not.
pub(super) fn is_judged(note: &Note, cx: &Context<'_>) -> bool {
    let is_readable = note.front_matter.as_ref().is_none_or(|front_matter| front_matter.errors.is_empty());
    is_readable && note.front_matter_flaw.is_none() && !cx.is_template(note) && !note.is_plugin_owned()
}

/// Whether a part of a schema is for `note`: one of the `paths` names it, it has one of the `tags` or a tag below one,
/// or there are neither.
pub(super) fn is_for(note: &Note, paths: &Patterns, tags: &[String]) -> bool {
    paths.is_empty() && tags.is_empty() || paths.matches(note.path.as_str()) || has_tag(note, tags)
}

fn has_tag(note: &Note, wanted: &[String]) -> bool {
    if wanted.is_empty() {
        return false;
    }
    let own = note.front_matter.iter().flat_map(|front_matter| front_matter.tags());
    let in_body = note.tags.iter().map(|tag| note.slice(tag.range).into());
    own.chain(in_body).any(|tag| wanted.iter().any(|it| is_below(&tag, it)))
}

fn is_below(tag: &str, wanted: &str) -> bool {
    let (tag, wanted) = (tag.to_lowercase(), wanted.to_lowercase());
    let (tag, wanted) = (tag.trim_start_matches('#'), wanted.trim_start_matches('#'));
    tag.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TypeName {
    /// Text.
    Text,
    /// A list, or a single value.
    List,
    /// A number.
    Number,
    /// `true` or `false`.
    Checkbox,
    /// A date as `2024-01-31`.
    Date,
    /// A date with a time as `2024-01-31T18:30:00`.
    Datetime,
}

impl From<TypeName> for PropertyType {
    fn from(name: TypeName) -> Self {
        match name {
            TypeName::Text => PropertyType::Text,
            TypeName::List => PropertyType::List,
            TypeName::Number => PropertyType::Number,
            TypeName::Checkbox => PropertyType::Checkbox,
            TypeName::Date => PropertyType::Date,
            TypeName::Datetime => PropertyType::DateTime,
        }
    }
}

/// A regular expression that all of a value matches.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Expression {
    written: String,
    regex: Regex,
}

impl Expression {
    /// As the configuration has it.
    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// Whether all of `text` matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

impl TryFrom<String> for Expression {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let regex = Regex::new(&format!("^(?:{written})$"))
            .map_err(|_| format!("`{written}` cannot be read as a regular expression"))?;
        Ok(Expression { written, regex })
    }
}

impl From<Expression> for String {
    fn from(expression: Expression) -> Self {
        expression.written
    }
}
