//! Paths as text, the same on every system.

use std::borrow::Cow;
use std::path::{MAIN_SEPARATOR, Path};

/// `path` with `/` between its parts on every system, as reports, links and addresses write it. What is no Unicode is
/// shown as `\u{fffd}`.
pub fn slashed(path: &Path) -> Cow<'_, str> {
    with_slashes(path.to_string_lossy(), MAIN_SEPARATOR)
}

/// `text` with `/` for `separator`. On systems that part by `/`, a `\` is a part of a name.
pub(super) fn with_slashes(text: Cow<'_, str>, separator: char) -> Cow<'_, str> {
    if separator == '/' || !text.contains(separator) { text } else { text.replace(separator, "/").into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_windows_get_slashes() {
        let slashed = |text: &'static str| with_slashes(text.into(), '\\').into_owned();
        assert_eq!(slashed(r"Daily\2026 – März.md"), "Daily/2026 – März.md");
        assert_eq!(slashed(r"C:\Vault\a.md"), "C:/Vault/a.md");
        assert_eq!(slashed(r"\\server\share\Vault\a.md"), "//server/share/Vault/a.md");
        assert_eq!(slashed("Daily/a.md"), "Daily/a.md");
    }

    #[test]
    fn elsewhere_a_backslash_is_a_part_of_a_name() {
        assert_eq!(with_slashes(r"AC\DC.md".into(), '/'), r"AC\DC.md");
    }
}
