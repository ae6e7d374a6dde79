//! The edits of a note.

use super::base;
use super::change::Change;
use super::follow::follow;
use super::site::Site;
use super::{Edited, Source};
use crate::note::Note;

/// What `change` does to `note`, which `source` is, or a card of it.
pub(super) fn edited(change: &Change, source: &Source, note: &Note) -> Edited {
    let mut edited = change.own.in_note(source, note);
    let heading = change.own.heading_in(source);
    for site in Site::all_of(note) {
        // A heading that is written anew takes its links along.
        if heading.is_some_and(|heading| heading.contains_range(site.range)) {
            continue;
        }
        let followed = follow(change, source, &site);
        edited.links += usize::from(followed.edit.is_some());
        edited.edits.extend(followed.edit);
        edited.remarks.extend(followed.remark.map(|remark| (site.range, remark)));
    }
    base::in_fences(change, source, note, &mut edited);
    edited
}
