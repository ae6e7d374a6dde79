//! Settings of a vault: `.obsidian/*.json` (OBSIDIAN.md 1.3).

/// What a linter needs of a vault's settings; the default is what Obsidian does without any.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `strictLineBreaks`: a single line break shows as a blank.
    pub strict_line_breaks: bool,
}
