//! Patterns that name notes, read as in a `.gitignore`.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use crate::vault::VaultPath;

/// A set of patterns. A pattern names a file or a folder with all that is in it. With a `/` at its start or in its
/// middle it starts at the root of the vault, else it holds at any depth. `*` stays within one name, `**` does not.
#[derive(Debug, Clone, Default)]
pub(crate) struct Globs {
    set: GlobSet,
}

impl Globs {
    /// Compiles checked patterns.
    pub(crate) fn new(patterns: impl IntoIterator<Item = [Glob; 2]>) -> Result<Self, globset::Error> {
        let mut builder = GlobSetBuilder::new();
        for glob in patterns.into_iter().flatten() {
            builder.add(glob);
        }
        Ok(Globs { set: builder.build()? })
    }

    /// Whether a pattern names `path` or a folder that holds it.
    pub(crate) fn matches(&self, path: &VaultPath) -> bool {
        self.set.is_match(path.as_str())
    }

    /// The index of the first pattern that does so.
    pub(crate) fn first_match(&self, path: &VaultPath) -> Option<usize> {
        // Each pattern is two globs.
        self.set.matches(path.as_str()).into_iter().min().map(|glob| glob / 2)
    }
}

/// Compiles one pattern: for the thing itself, and for what is in it.
pub(crate) fn compile(pattern: &str) -> Result<[Glob; 2], globset::Error> {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let inner = pattern.trim_end_matches('/');
    let anchored = inner.contains('/');
    let inner = inner.trim_start_matches('/');
    let itself = if anchored || inner.starts_with("**") { inner.to_owned() } else { format!("**/{inner}") };
    let build = |glob: &str| GlobBuilder::new(glob).literal_separator(true).backslash_escape(true).build();
    Ok([build(&itself)?, build(&format!("{itself}/**"))?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &str) -> bool {
        Globs::new([compile(pattern).unwrap()]).unwrap().matches(&path.into())
    }

    #[test]
    fn patterns_read_as_in_a_gitignore() {
        assert!(matches("Templates/", "Templates/a/b.md"));
        assert!(matches("Templates", "x/Templates/b.md"));
        assert!(matches("Templates/**", "Templates/a/b.md"));
        assert!(!matches("Templates/**", "x/Templates/b.md"));
        assert!(!matches("/Templates", "x/Templates/b.md"));
        assert!(!matches("Templates", "Templates more/b.md"));
        assert!(matches("*.excalidraw.md", "deep/x.excalidraw.md"));
        assert!(matches("a/*.md", "a/b.md"));
        assert!(!matches("a/*.md", "a/b/c.md"));
        assert!(matches("**/old/*.md", "a/old/c.md"));
    }
}
