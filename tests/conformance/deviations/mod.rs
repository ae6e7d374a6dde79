//! Where the formatter does something else than obsidian-linter, and why that is better.

mod content;
mod footnotes;
mod front_matter;
mod headings;
mod spacing;

/// A case with another result.
pub struct Deviation {
    /// The rule of the plugin.
    pub rule: &'static str,
    /// The name of the case.
    pub case: &'static str,
    /// What we make of it.
    pub ours: &'static str,
    /// Why.
    #[allow(dead_code, reason = "for readers")]
    pub why: &'static str,
}

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Deviation> {
    [front_matter::ALL, headings::ALL, footnotes::ALL, content::ALL, spacing::ALL].into_iter().flatten()
}
