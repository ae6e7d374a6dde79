//! What can be done with the link at the cursor.

use tower_lsp::lsp_types::{CodeAction, CodeActionKind, Diagnostic, TextEdit};
use vaultlint_core::note::{Link, LinkKind};
use vaultlint_core::refactor::{in_other_syntax, new_note};
use vaultlint_core::vault::FileKind;

use super::{action, edit};
use crate::changes::Changes;
use crate::snapshot::Snapshot;

/// Creates the note that the link at byte `at` names, where it is not written yet.
pub(super) fn create(snapshot: &Snapshot, at: usize, findings: &[Diagnostic]) -> Option<CodeAction> {
    let link = link_at(snapshot, at)?;
    let path = new_note(snapshot.note(), link, &snapshot.vault())?;
    let mut changes = Changes::default();
    changes.create(&snapshot.view, &path);
    let (whole, target) = (snapshot.range(link.range), snapshot.range(link.target_range));
    let about = findings.iter().filter(|it| it.range == whole || it.range == target);
    let about: Vec<Diagnostic> = about.cloned().collect();
    let title = format!("Create the note `{path}`");
    action(title, CodeActionKind::QUICKFIX, &about, changes.for_client(snapshot.view.abilities))
}

/// Writes the link at byte `at` in the other syntax.
pub(super) fn convert(snapshot: &Snapshot, at: usize) -> Option<CodeAction> {
    let link = link_at(snapshot, at)?;
    let (kind, written) = in_other_syntax(snapshot.note(), link, &snapshot.vault())?;
    let title = match kind {
        LinkKind::Wiki => "Write a wikilink",
        _ => "Write a Markdown link",
    };
    let (range, new_text) = (snapshot.range(written.range()), written.content().to_owned());
    let edit = edit(snapshot, vec![TextEdit { range, new_text }]);
    action(title.to_owned(), CodeActionKind::REFACTOR_REWRITE, &[], edit)
}

/// The link that byte `at` lies in or ends.
fn link_at(snapshot: &Snapshot, at: usize) -> Option<&Link> {
    let is_here = |link: &&Link| link.range.start() <= at && at <= link.range.end();
    let is_note = snapshot.in_vault && snapshot.opened.path.kind() == FileKind::Note;
    snapshot.note().links.iter().rfind(is_here).filter(|_| is_note)
}
