//! Replacements applied until nothing changes any more: a note that is formatted twice stays as it is.

use super::compose::Composed;
use super::matches::{edits, front_matter, guarded};
use super::pattern::Replacement;
use crate::diagnostic::Edit;
use crate::fix::apply;
use crate::note::Note;

/// How often all replacements are applied in turn.
const ROUNDS: usize = 16;

/// The edits that all of `list` make in `note`, applied in turn, and again while something changes; each with the
/// number of the replacement that made it last. A replacement that comes to no end in this note is left out of it.
pub(super) fn settled(list: &[Replacement], note: &Note) -> Vec<(Edit, usize)> {
    let mut used: Vec<usize> = (0..list.len()).collect();
    // Ends: each turn leaves out at least one.
    loop {
        match run(list, &used, note) {
            Ok(edits) => return edits,
            Err(at_work) => leave_out(list, &mut used, &at_work, note),
        }
    }
}

/// Takes those off `used` that come to no end alone; else the last one `at_work`, which comes to none with the others.
fn leave_out(list: &[Replacement], used: &mut Vec<usize>, at_work: &[usize], note: &Note) {
    let count = used.len();
    used.retain(|number| count > 1 && (!at_work.contains(number) || run(list, &[*number], note).is_ok()));
    if used.len() == count {
        let last = at_work.last();
        used.retain(|number| Some(number) != last);
    }
}

/// Applies the replacements with these numbers.
///
/// # Errors
/// The numbers of those that were still at work when all rounds were over; never none.
fn run(list: &[Replacement], used: &[usize], note: &Note) -> Result<Vec<(Edit, usize)>, Vec<usize>> {
    let longest = 4 * note.text.len() + 10_000;
    let mut composed = Composed::new(note.text.len());
    let mut current = note.clone();
    for round in 1..=ROUNDS {
        let before = current.text.clone();
        let mut at_work = Vec::new();
        for number in used {
            let Some(replacement) = list.get(*number) else { continue };
            let Some((edits, next)) = step(replacement, &current) else { continue };
            at_work.push(*number);
            if next.text.len() > longest {
                return Err(vec![*number]);
            }
            composed.apply(&edits, *number);
            current = next;
        }
        if current.text == before {
            return Ok(composed.edits(&note.text));
        }
        if round == ROUNDS {
            return Err(at_work);
        }
    }
    Ok(Vec::new())
}

/// The edits of `replacement` in `note` and the note after them; `None` where there are none. Properties that can be
/// read stay so.
fn step(replacement: &Replacement, note: &Note) -> Option<(Vec<Edit>, Note)> {
    let guarded = if replacement.is_everywhere() { Vec::new() } else { guarded(note) };
    let after = |edits: &[Edit]| note.with_text(apply(&note.text, edits));
    let mut found = edits(replacement, note, &guarded);
    if found.is_empty() {
        return None;
    }
    let mut next = after(&found);
    let reads = |note: &Note| note.front_matter.as_ref().is_some_and(|it| it.errors.is_empty());
    if reads(note) && !reads(&next) {
        found = edits(replacement, note, &front_matter(note));
        next = after(&found);
    }
    (!found.is_empty()).then_some((found, next))
}
