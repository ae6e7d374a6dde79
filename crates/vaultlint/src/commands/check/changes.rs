//! What changed in a vault since a revision of its git repository.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};
use vaultlint_core::note::Note;
use vaultlint_core::vault::base::Base;
use vaultlint_core::vault::{Facts, FileKind, Vault, VaultPath};

use crate::error::Error;
use crate::git::{self, GitError};
use crate::vaults;

/// The files of a vault that are not as they were at a revision, whether that is committed or not.
#[derive(Debug, Default)]
pub struct Changes {
    /// The revision, as it was named.
    pub revision: String,
    /// Files that were not there, or had another content. Such as only have another name are none of them.
    touched: FxHashSet<VaultPath>,
    /// Files that were not there.
    added: FxHashSet<VaultPath>,
    /// Files that were there with another content, or are gone; `None` where that is no text.
    before: FxHashMap<VaultPath, Option<String>>,
    /// New names of files, with the old ones.
    moved: FxHashMap<VaultPath, VaultPath>,
}

/// A file of the old tree that is another now.
struct Old {
    path: VaultPath,
    blob: String,
    is_gone: bool,
}

impl Changes {
    /// What changed in the vault at `root` since its history and that of `revision` parted.
    ///
    /// # Errors
    /// When there is no git, no repository, or no such revision, or their histories do not meet.
    pub fn since(revision: &str, root: &Path) -> Result<Changes, Error> {
        let base = base(revision, root)?;
        let diff = [
            "diff",
            "--raw",
            "-z",
            "--no-abbrev",
            "--no-renames",
            "--no-ext-diff",
            "--relative",
            &base,
            "--",
            ".",
        ];
        let untracked = ["ls-files", "--others", "--exclude-standard", "-z", "--", "."];
        let fail = |error| failure(error, root);
        let mut changes = Changes { revision: revision.to_owned(), ..Changes::default() };
        let old = changes.read_diff(&git::ask(root, &diff).map_err(fail)?);
        let untracked = git::ask(root, &untracked).map_err(fail)?;
        changes.added.extend(parts(&untracked).filter(|path| !path.ends_with('/')).map(VaultPath::from));
        let texts = texts(root, &old).map_err(fail)?;
        changes.find_moved(root, &old, &texts);
        changes
            .touched
            .extend(changes.added.iter().filter(|path| !changes.moved.contains_key(*path)).cloned());
        changes.touched.extend(old.iter().filter(|old| !old.is_gone).map(|old| old.path.clone()));
        // A file that was taken out of the index and is still there is no new one.
        changes.added.retain(|path| !old.iter().any(|old| old.path == *path));
        changes.before = old.into_iter().map(|old| old.path).zip(texts).collect();
        Ok(changes)
    }

    /// Whether the file at `path` says something that it did not say before.
    pub fn touches(&self, path: &VaultPath) -> bool {
        self.touched.contains(path)
    }

    /// Where the file at `path`, which says what it said before, was then.
    pub fn old_path<'a>(&'a self, path: &'a VaultPath) -> &'a VaultPath {
        self.moved.get(path).unwrap_or(path)
    }

    /// The vault as it was, where `now` is what it is.
    pub fn vault_before(&self, now: &Vault) -> Vault {
        let kept = now.files().map(|file| now.path(file)).filter(|path| !self.added.contains(*path));
        let files = kept.chain(self.before.keys()).cloned().collect();
        let mut vault = now.with_files(files);
        for (path, text) in &self.before {
            let Some(file) = vault.exact_file(path) else { continue };
            match text.as_ref().and_then(|text| facts(path, text)) {
                Some(facts) => vault.replace_facts(file, Some(facts)),
                None => {
                    vault.replace_facts(file, None);
                    vault.set_unreadable(file);
                }
            }
        }
        vault
    }

    /// Reads what `git diff --raw -z` prints. Returns what stands in the old tree.
    fn read_diff(&mut self, diff: &[u8]) -> Vec<Old> {
        let mut old = Vec::new();
        let mut parts = parts(diff);
        while let (Some(head), Some(path)) = (parts.next(), parts.next()) {
            let mut fields = head.trim_start_matches(':').split(' ').skip(2);
            let (Some(blob), Some(_), Some(status)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            if status == "A" {
                self.added.insert(path.into());
            } else {
                old.push(Old { path: path.into(), blob: blob.to_owned(), is_gone: status == "D" });
            }
        }
        old
    }

    /// Finds the new names of files that are gone by what they say.
    fn find_moved(&mut self, root: &Path, old: &[Old], texts: &[Option<String>]) {
        let plain = |text: &str| text.replace('\r', "");
        let mut gone: FxHashMap<String, Vec<&VaultPath>> = FxHashMap::default();
        for (old, text) in old.iter().zip(texts).filter(|(old, _)| old.is_gone).rev() {
            if let Some(text) = text.as_ref().filter(|text| !text.trim().is_empty()) {
                gone.entry(plain(text)).or_default().push(&old.path);
            }
        }
        let mut added: Vec<&VaultPath> = self.added.iter().filter(|path| is_read(path)).collect();
        added.sort_unstable();
        let found = added.into_iter().filter_map(|path| {
            let text = vaults::read(root, path).ok()?;
            let same = gone.get_mut(&plain(&text))?;
            Some((path.clone(), same.pop()?.clone()))
        });
        self.moved = found.collect();
    }
}

/// The commit that `revision` and the current one both come from.
fn base(revision: &str, root: &Path) -> Result<String, Error> {
    git::ask(root, &["rev-parse", "--show-toplevel"]).map_err(|error| match error {
        GitError::Refused(said) => Error::Usage {
            message: format!(
                "`--since` compares with the history of git, and `{}` lies in no repository",
                root.display()
            ),
            help: (!said.contains("not a git repository")).then_some(said),
        },
        error => failure(error, root),
    })?;
    let commit = format!("{revision}^{{commit}}");
    let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", &commit];
    let commit = git::ask(root, &verify).map(|commit| line(&commit)).unwrap_or_default();
    // `^main` stands for all that is not in it.
    if commit.is_empty() || !commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Error::Usage {
            message: format!("`--since`: git knows no revision `{revision}` here"),
            help: Some(fetch(root, "check its spelling, or fetch it first")),
        });
    }
    match git::ask(root, &["merge-base", &commit, "HEAD"]) {
        Ok(base) => Ok(line(&base)),
        Err(GitError::Refused(_)) => Err(Error::Usage {
            message: format!("`--since`: `{revision}` and the current commit have no commit in common"),
            help: Some(fetch(root, "name a revision that the current one comes from")),
        }),
        Err(error) => Err(failure(error, root)),
    }
}

/// What to do where something is missing from the history: `otherwise` where that is whole.
fn fetch(root: &Path, otherwise: &str) -> String {
    let is_shallow =
        git::ask(root, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|it| line(&it) == "true");
    if !is_shallow {
        return otherwise.to_owned();
    }
    "this clone does not hold the full history: `git fetch --unshallow` gets it, in GitHub Actions `fetch-depth: 0` for \
     `actions/checkout`, in GitLab CI the variable `GIT_DEPTH: 0`"
        .to_owned()
}

fn failure(error: GitError, root: &Path) -> Error {
    match error {
        GitError::Missing(error) => {
            Error::usage(format!("`--since` needs git, which cannot be run: {error}"))
        }
        GitError::Refused(said) => Error::usage(format!("git cannot compare `{}`: {said}", root.display())),
    }
}

/// The texts of `old` files that are read at all.
fn texts(root: &Path, old: &[Old]) -> Result<Vec<Option<String>>, GitError> {
    let asked: Vec<&Old> = old.iter().filter(|old| is_read(&old.path)).collect();
    let input: String = asked.iter().map(|old| format!("{}\n", old.blob)).collect();
    let output =
        if asked.is_empty() { Vec::new() } else { git::ask_with(root, &["cat-file", "--batch"], input)? };
    let mut blobs = Blobs(&output);
    Ok(old.iter().map(|old| is_read(&old.path).then(|| blobs.next()).flatten().flatten()).collect())
}

/// What `git cat-file --batch` prints.
struct Blobs<'a>(&'a [u8]);

impl Iterator for Blobs<'_> {
    /// `None` for what is missing or no text.
    type Item = Option<String>;

    fn next(&mut self) -> Option<Option<String>> {
        let end = self.0.iter().position(|byte| *byte == b'\n')?;
        let (head, rest) = self.0.split_at(end);
        let head = String::from_utf8_lossy(head).into_owned();
        let rest = rest.get(1..)?;
        let mut fields = head.split(' ').skip(1);
        let (kind, size) = (fields.next(), fields.next().and_then(|size| size.parse::<usize>().ok()));
        let Some(size) = size else {
            self.0 = rest;
            return Some(None);
        };
        let blob = rest.get(..size)?;
        self.0 = rest.get(size + 1..).unwrap_or_default();
        Some((kind == Some("blob")).then(|| String::from_utf8(blob.to_vec()).ok()).flatten())
    }
}

/// Whether something is known of the file at `path` but its name.
fn is_read(path: &VaultPath) -> bool {
    matches!(path.kind(), FileKind::Note | FileKind::Canvas | FileKind::Base)
}

fn facts(path: &VaultPath, text: &str) -> Option<Facts> {
    match path.kind() {
        FileKind::Note => Some(Facts::of_note(&Note::parse(path.clone(), text))),
        FileKind::Base => Base::parse(text).map(Base::facts),
        _ => None,
    }
}

/// The parts of `output` that end in a zero byte. What is no Unicode is no file of a vault.
fn parts(output: &[u8]) -> impl Iterator<Item = &str> {
    output
        .split(|byte| *byte == 0)
        .filter(|part| !part.is_empty())
        .map(|part| std::str::from_utf8(part).unwrap_or(""))
}

fn line(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim().to_owned()
}
