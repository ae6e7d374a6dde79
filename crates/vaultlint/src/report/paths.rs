//! Where files are, as the reader of a report looks for them.

use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use vaultlint_core::vault::VaultPath;
use vaultlint_core::workspace::slashed;

use super::FileReport;
use crate::terminal::variable;

/// What stands in the path of an address as it is (RFC 3986, `unreserved`), and what parts it.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The folder that paths of a report start from.
#[derive(Debug)]
pub(super) struct Base(PathBuf);

impl Base {
    /// The folder of the run.
    pub fn current(current: &Path) -> Self {
        Base(current.to_path_buf())
    }

    /// The folder of the project: the one that the environment names by `name`, where the run is in it, else the root
    /// of the repository, else the folder of the run.
    pub fn project(current: &Path, name: &str) -> Self {
        let named =
            variable(name).map(PathBuf::from).filter(|it| it.is_absolute() && current.starts_with(it));
        let repository =
            || current.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf);
        Base(named.or_else(repository).unwrap_or_else(|| current.to_path_buf()))
    }

    /// `path` from here on, with `/`; from the root of the file system where it lies elsewhere.
    pub fn relative(&self, path: &Path) -> String {
        let relative = path.strip_prefix(&self.0).unwrap_or(path);
        if relative.as_os_str().is_empty() {
            return ".".to_owned();
        }
        slashed(relative).into_owned()
    }

    /// The file of `report`.
    pub fn file(&self, report: &FileReport) -> String {
        self.in_vault(report, report.source.path())
    }

    /// The file at `path` in the vault of `report`.
    pub fn in_vault(&self, report: &FileReport, path: &VaultPath) -> String {
        self.relative(&report.root.join(path.as_str()))
    }

    /// The address of the folder, with `/` at its end.
    pub fn url(&self) -> String {
        let url = absolute_url(&slashed(&self.0));
        if url.ends_with('/') { url } else { url + "/" }
    }
}

/// `path`, as [`Base`] gives it, as an address: relative where the path is.
pub(super) fn url(path: &str) -> String {
    let is_absolute = Path::new(path).is_absolute();
    if is_absolute { absolute_url(path) } else { utf8_percent_encode(path, IN_PATH).to_string() }
}

fn absolute_url(path: &str) -> String {
    // A drive of Windows starts with a letter.
    let start = if path.starts_with('/') { "file://" } else { "file:///" };
    format!("{start}{}", utf8_percent_encode(path, IN_PATH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_encoded() {
        assert_eq!(url("a b/ä#?%.md"), "a%20b/%C3%A4%23%3F%25.md");
        assert_eq!(url("2024-01-31 12:00.md"), "2024-01-31%2012%3A00.md");
        assert_eq!(Base::current(Path::new("/x y")).url(), "file:///x%20y/");
        assert_eq!(Base::current(Path::new("/")).url(), "file:///");
    }

    #[test]
    fn paths_start_at_the_base() {
        let base = Base::current(Path::new("/vault"));
        assert_eq!(base.relative(Path::new("/vault/a/b.md")), "a/b.md");
        assert_eq!(base.relative(Path::new("/vault")), ".");
        assert_eq!(base.relative(Path::new("/other/b.md")), "/other/b.md");
    }
}
