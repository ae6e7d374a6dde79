//! Links in one syntax, with one kind of path.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::edit::{in_heading, keep_shown, with_path};
use super::links::near::without_md;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::note::{Link, LinkKind, Note};
use crate::refactor::{in_syntax, leads_to, path_in};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::vault::settings::LinkFormat;
use crate::vault::{FileId, Resolution};

mod options;

pub use options::{PathStyle, Style};

/// Links are written in one way.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LinkStyle {
    /// In which syntax links are written.
    pub style: Style,
    /// How much of the path they name.
    pub path: PathStyle,
    /// Whether the path of a Markdown link to a note ends in `.md`.
    pub extension: bool,
}

impl Default for LinkStyle {
    fn default() -> Self {
        LinkStyle { style: Style::default(), path: PathStyle::default(), extension: true }
    }
}

impl Rule for LinkStyle {
    const INFO: RuleInfo = RuleInfo {
        name: "link-style",
        summary: "Links are written in one way",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Links],
        page: include_str!("link-style.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for (link, place) in note.links.iter().zip(cx.resolutions(note)) {
            let kind = matches!(link.kind, LinkKind::Wiki | LinkKind::Inline);
            let Resolution::File(file) = place else { continue };
            if kind && !link.hidden && !in_heading(note, link) {
                let diagnostic = self.diagnostic(note, link, *file, cx);
                diagnostic.into_iter().for_each(|diagnostic| cx.report(diagnostic));
            }
        }
    }
}

impl LinkStyle {
    /// The finding that `link`, which leads to `file`, is written otherwise.
    fn diagnostic(&self, note: &Note, link: &Link, file: FileId, cx: &Context<'_>) -> Option<Diagnostic> {
        let kind = self.kind(link, cx);
        let path = self.wanted_path(note, link, kind, file, cx);
        if kind == link.kind {
            return path_diagnostic(note, link, &path, file, cx);
        }
        let edit = in_syntax(note, link, kind, &path, file, cx.vault())?;
        let (message, title) = match kind {
            LinkKind::Wiki => ("a Markdown link where wikilinks are the style", "Write a wikilink"),
            _ => ("a wikilink where Markdown links are the style", "Write a Markdown link"),
        };
        Some(cx.diagnostic(link.range, message).fix(Fix::safe(title, vec![edit])))
    }

    fn kind(&self, link: &Link, cx: &Context<'_>) -> LinkKind {
        match self.style {
            Style::Keep => link.kind,
            Style::Wikilink => LinkKind::Wiki,
            Style::Markdown => LinkKind::Inline,
            Style::Auto if cx.vault().settings().use_markdown_links => LinkKind::Inline,
            Style::Auto => LinkKind::Wiki,
        }
    }

    /// The path that a link of `kind` to `file` should name; empty for one into its own note.
    fn wanted_path(&self, note: &Note, link: &Link, kind: LinkKind, file: FileId, cx: &Context<'_>) -> String {
        let vault = cx.vault();
        if link.target.path.is_empty() {
            return String::new();
        }
        let format = match self.path {
            PathStyle::Keep => None,
            PathStyle::Auto => Some(vault.settings().new_link_format),
            PathStyle::Shortest => Some(LinkFormat::Shortest),
            PathStyle::Relative => Some(LinkFormat::Relative),
            PathStyle::Absolute => Some(LinkFormat::Absolute),
        };
        let written = &*link.target.path;
        let wanted = format.map(|format| vault.link_text_as(&note.path, file, format));
        let path = match &wanted {
            Some(wanted) if !is_same(without_md(written), without_md(wanted)) => wanted,
            _ => written,
        };
        path_in(kind, path, vault.path(file), self.extension)
    }
}

/// Whether two paths differ in case and a leading `./` at most: those are no matters of style.
fn is_same(written: &str, wanted: &str) -> bool {
    let bare = |path: &str| path.trim_start_matches("./").to_lowercase();
    bare(written) == bare(wanted)
}

fn path_diagnostic(note: &Note, link: &Link, path: &str, file: FileId, cx: &Context<'_>) -> Option<Diagnostic> {
    if path.is_empty() || path == &*link.target.path {
        return None;
    }
    let edit = with_path(note, link, path)?;
    let leads = leads_to(note, link.kind, path, file, cx.vault());
    let edits = keeping_text(note, link, path, edit);
    let is_kept = shows_text(link) || edits.len() > 1;
    let title = format!("Write `{path}`");
    let fix = if is_kept { Fix::safe(title, edits) } else { Fix::unsafe_(title, edits) };
    leads.then(|| cx.diagnostic(link.target_range, format!("a link to this file is written `{path}`")).fix(fix))
}

/// Whether what `link` shows does not depend on its path.
fn shows_text(link: &Link) -> bool {
    link.display_range.is_some() || link.embed || link.kind != LinkKind::Wiki
}

/// `edit`, which writes `path`, and where that is longer than what the link showed, the text that keeps it.
fn keeping_text(note: &Note, link: &Link, path: &str, edit: Edit) -> Vec<Edit> {
    let shown = without_md(&link.target.path).to_lowercase();
    let is_longer = !shows_text(link) && path.len() > shown.len() && path.to_lowercase().ends_with(&shown);
    if is_longer { vec![edit, keep_shown(note, link)] } else { vec![edit] }
}
