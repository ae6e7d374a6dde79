//! The choices of the options.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A syntax of links.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// As the setting for wikilinks of the vault says.
    #[default]
    Auto,
    /// Either.
    Keep,
    /// `[[note|text]]`.
    Wikilink,
    /// `[text](note.md)`.
    Markdown,
}

/// How much of the path of its file a link names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PathStyle {
    /// As the setting *New link format* of the vault says.
    #[default]
    Auto,
    /// As much as it does.
    Keep,
    /// The name where only one file has it, else the path from the root of the vault.
    Shortest,
    /// The path from the folder of the note.
    Relative,
    /// The path from the root of the vault.
    Absolute,
}
