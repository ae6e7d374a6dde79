//! Embedded pictures that are not in the vault.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::{Link, LinkKind, Note, Target};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::rules::links::dead::{Aim, aim_of, dead_links};
use crate::rules::links::patterns::Patterns;
use crate::rules::links::report::missing_file;

/// Every embedded picture is in the vault.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MissingImage {
    /// Files that are kept out of the vault on purpose, as patterns like those of a `.gitignore`.
    pub kept_elsewhere: Patterns,
}

impl Rule for MissingImage {
    const INFO: RuleInfo = RuleInfo {
        name: "missing-image",
        summary: "Every embedded picture is in the vault",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links],
        page: include_str!("missing-image.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let on_drives: Vec<Link> = note.links.iter().filter_map(on_a_drive).collect();
        for link in dead_links(note, cx, Aim::Image).chain(&on_drives) {
            if !self.kept_elsewhere.matches(&link.target.path) {
                cx.report(missing_file(note, link, "picture", cx));
            }
        }
    }
}

/// `link` with its path, where it shows a picture by its place on a drive, `C:\x.png`: the app takes that for an
/// address of the web.
fn on_a_drive(link: &Link) -> Option<Link> {
    let letters = link.target.link.as_bytes();
    let is_drive = matches!(letters, [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic());
    let is_seen = link.embed && !link.hidden && matches!(link.kind, LinkKind::Inline | LinkKind::Html);
    if !is_drive || !is_seen {
        return None;
    }
    let link = Link { target: Target::new(&link.target.link), ..link.clone() };
    (aim_of(&link) == Some(Aim::Image)).then_some(link)
}
