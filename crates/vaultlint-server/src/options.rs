//! What the client asks for in its settings.

use serde::Deserialize;
use serde_json::Value;

/// Settings of the client, under `vaultlint` or at the top.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Options {
    /// Whether what is safe to mend is mended on saving. Editors ask on every save, whether their user wants it or not.
    pub fix_on_save: bool,
    /// Whether counts of links are shown above notes and headings.
    pub code_lens: bool,
    /// Whether it is shown beside links to blocks what these say.
    pub inlay_hints: bool,
}

impl Options {
    /// Reads `settings`; `None` where they say nothing of vaultlint.
    pub fn read(settings: &Value) -> Option<Options> {
        let own = settings.get("vaultlint").unwrap_or(settings);
        own.is_object().then(|| Options::deserialize(own).unwrap_or_default())
    }
}
