//! Fixes of files that are no notes.

use super::edits::{apply, choose};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::file::{FileContent, VaultFile};

/// The text of `file` with the fixes of `found` that may be trusted as much as `least` says, and how many they are.
/// `None` when there is none, or the file could be read worse after them.
pub fn fix_file(file: &VaultFile, found: &[Diagnostic], least: Applicability) -> Option<(String, usize)> {
    let chosen = choose(&file.text, found, least.max(Applicability::Unsafe));
    if chosen.is_empty() {
        return None;
    }
    let text = apply(&file.text, chosen.iter().flat_map(|candidate| candidate.fix.edits()));
    let after = VaultFile::parse(file.path.clone(), text.as_str());
    (flaws(&after)? <= flaws(file)?).then_some((text, chosen.len()))
}

/// How much is wrong with the form of the file; `None` when it cannot be read at all.
fn flaws(file: &VaultFile) -> Option<usize> {
    match &file.content {
        FileContent::Canvas(canvas) => canvas.as_ref().ok().map(|canvas| canvas.flaws.len()),
        FileContent::Base(flaws) => Some(flaws.len()),
        FileContent::Other => None,
    }
}
