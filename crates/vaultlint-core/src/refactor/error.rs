//! Why a refactoring cannot be done.

use std::fmt;

use crate::rules::properties::RENAMED;
use crate::vault::VaultPath;

/// How many notes are named at most.
const MOST: usize = 5;

/// Why a refactoring cannot be done. Displays as a sentence for people, without a final period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefactorError {
    /// There is no such file or folder in the vault.
    NoSuchFile(VaultPath),
    /// A file or folder stands at the new path, or at one that differs in case or normal form only.
    TargetExists(VaultPath),
    /// A folder would move into itself, or a file below a file.
    NoSuchFolder(VaultPath),
    /// Two of the moves are of the same file, or of a folder and something in it.
    Overlap(VaultPath),
    /// The new name is empty.
    EmptyName,
    /// The new name holds a character that no link, or no file system, can hold.
    BadCharacter {
        /// The name.
        name: String,
        /// The character.
        character: char,
    },
    /// The new name starts with a dot: Obsidian would not list the file.
    Hidden(String),
    /// A note, canvas or base would become a file of another kind.
    OtherKind(VaultPath),
    /// The note has no such heading.
    NoSuchHeading(VaultPath),
    /// The new text would not be read as one heading.
    NoHeading(String),
    /// The note has no such block id.
    NoSuchBlock {
        /// The note.
        note: VaultPath,
        /// The id.
        id: String,
    },
    /// A block of the note has the new id.
    BlockExists(String),
    /// The new block id has other characters than Latin letters, digits and `-`.
    InvalidBlock(String),
    /// The new tag, or the old one, is no tag.
    InvalidTag(String),
    /// No note has the tag.
    NoSuchTag(String),
    /// No note has the property.
    NoSuchProperty(String),
    /// Every note with the property has one of the new name too.
    PropertyExists {
        /// The old name.
        from: String,
        /// The new name.
        to: String,
        /// The notes.
        notes: Vec<VaultPath>,
    },
    /// The old or the new name of a property is one that Obsidian gives a meaning of its own.
    MeaningfulProperty {
        /// The old name.
        from: String,
        /// The new name.
        to: String,
    },
}

impl RefactorError {
    /// What to do instead, where there is more to say than what is wrong. Without a final period.
    pub fn help(&self) -> Option<String> {
        let (from, to) = match self {
            RefactorError::PropertyExists { from, to, .. } => {
                return Some(format!(
                    "move the values of `{from}` to `{to}` by hand, or choose another name"
                ));
            }
            RefactorError::MeaningfulProperty { from, to } => (from.as_str(), to.as_str()),
            _ => return None,
        };
        Some(match (plural_of(from), meaning(from)) {
            (Some(plural), _) if plural == to.to_lowercase() => format!(
                "`vaultlint check --rule deprecated-property --fix --unsafe-fixes` moves the values of `{from}` to \
                 `{plural}`"
            ),
            (_, Some("tags")) => {
                "`vaultlint rename \"#old\" \"#new\"` renames a tag; a property of another name can be added beside `tags`"
                    .to_owned()
            }
            (_, Some(_)) => format!("a property `{to}` can be added beside `{from}` in the notes that need one"),
            (_, None) => format!("where the values of `{from}` are meant so, move them to `{to}` in these notes"),
        })
    }
}

/// The first of `notes`, and how many more there are.
fn list(notes: &[VaultPath]) -> String {
    let first: Vec<String> = notes.iter().take(MOST).map(|note| format!("`{note}`")).collect();
    match notes.len().checked_sub(MOST) {
        None | Some(0) => first.join(", "),
        Some(more) => format!("{} and {more} more", first.join(", ")),
    }
}

/// What Obsidian reads the property `name` as, whatever else a note says; `None` for a name like any other.
pub(super) fn meaning(name: &str) -> Option<&'static str> {
    match name.to_lowercase().as_str() {
        "tags" => Some("tags"),
        "aliases" => Some("other names"),
        "cssclasses" => Some("styles"),
        _ => None,
    }
}

/// What the property `name` is called now, where Obsidian no longer reads that name.
fn plural_of(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    RENAMED.iter().find(|(singular, _)| *singular == name).map(|(_, plural)| *plural)
}

impl fmt::Display for RefactorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use RefactorError::*;
        match self {
            NoSuchFile(path) => write!(f, "`{path}` is no file or folder of the vault"),
            TargetExists(path) => write!(f, "there is a file or folder at `{path}` already"),
            NoSuchFolder(path) => {
                write!(f, "nothing can move to `{path}`: its folder is a file, or moves too")
            }
            Overlap(path) => write!(f, "`{path}` would move twice"),
            EmptyName => f.write_str("the new name is empty"),
            BadCharacter { name, character } if "#^[]|".contains(*character) => {
                write!(f, "no link can lead to `{name}`: leave the `{character}` out")
            }
            BadCharacter { name, character } => {
                write!(
                    f,
                    "Obsidian has no files called `{name}`: leave the `{}` out",
                    character.escape_debug()
                )
            }
            Hidden(name) => write!(f, "Obsidian would not list `{name}`: its name starts with a dot"),
            OtherKind(path) => {
                write!(f, "`{path}` has another extension, so Obsidian would read it otherwise")
            }
            NoSuchHeading(path) => write!(f, "`{path}` has no such heading"),
            NoHeading(text) => write!(f, "`{text}` would not be read as the text of a heading there"),
            NoSuchBlock { note, id } => write!(f, "`{note}` has no block `^{id}`"),
            BlockExists(id) => write!(f, "a block of the note is called `^{id}` already"),
            InvalidBlock(id) => write!(
                f,
                "`{id}` is no block id: it may have Latin letters, digits and hyphens, and nothing else"
            ),
            InvalidTag(tag) => write!(
                f,
                "`{tag}` is no tag: it may have letters, digits, `_`, `-` and `/`, and not digits alone"
            ),
            NoSuchTag(tag) => write!(f, "no note has the tag `#{tag}`"),
            NoSuchProperty(name) => write!(f, "no note has the property `{name}`"),
            PropertyExists { from, to, notes } => {
                write!(
                    f,
                    "no property `{from}` was renamed: the notes that have it have a `{to}` too, {}",
                    list(notes)
                )
            }
            MeaningfulProperty { from, to } => match (meaning(from), meaning(to)) {
                (Some(what), _) => {
                    write!(f, "Obsidian finds the {what} of a note by the name `{from}`: they would be lost")
                }
                (None, what) => {
                    let what = what.unwrap_or("values");
                    write!(
                        f,
                        "Obsidian reads `{to}` as the {what} of a note: the values of `{from}` would become such"
                    )
                }
            },
        }
    }
}

impl std::error::Error for RefactorError {}
