//! Targets whose blanks mean something.

use super::text::{blanks_from, inner};
use crate::note::{Link, Note};
use crate::rule::Context;
use crate::rules::links::dead::is_code;
use crate::vault::Resolution;

/// Whether a file is called so, blank and all.
pub(super) fn is_name_with_blank(note: &Note, link: &Link, cx: &Context<'_>) -> bool {
    let first = blanks_from(&note.text, inner(link).start());
    let last = blanks_from(&note.text, link.target_range.end());
    let has_blank = |file| {
        let stem = cx.vault().path(file).stem();
        stem.trim().len() < stem.len()
    };
    !(first.is_empty() && last.is_empty()) && cx.vault().similar(&link.target.path).into_iter().any(has_blank)
}

/// Whether the brackets are those of code that stands in running text, where no note is called so.
pub(super) fn is_test_or_array(note: &Note, link: &Link, cx: &Context<'_>) -> bool {
    let resolution = || cx.vault().resolve(&note.path, link.kind, &link.target);
    link.display_range.is_none() && is_code(&link.target.link) && resolution() == Resolution::MissingFile
}
