//! Markers that a merge left behind.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Related;
use crate::note::Note;
use crate::text::TextRange;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// No markers of a merge conflict are left.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MergeConflict {}

impl Rule for MergeConflict {
    const INFO: RuleInfo = RuleInfo {
        name: "merge-conflict",
        summary: "No markers of a merge conflict are left",
        category: Category::Structure,
        level: Level::Error,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("merge-conflict.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        conflicts(note).into_iter().for_each(|conflict| report(cx, conflict));
    }
}

/// Whether the note holds two versions of a passage, or a marker that is left of them.
pub(crate) fn is_in_merge(note: &Note) -> bool {
    !conflicts(note).is_empty()
}

/// The conflicts that are no examples, in order.
fn conflicts(note: &Note) -> Vec<Conflict> {
    // Conflicts in conflicts, the outermost first.
    let mut open: Vec<Conflict> = Vec::new();
    let mut found: Vec<Conflict> = Vec::new();
    for (line, side) in markers(note) {
        match side {
            Side::Ours => open.push(Conflict { first: line, middle: None, last: None }),
            Side::Middle => {
                if let Some(conflict) = open.last_mut() {
                    conflict.middle = conflict.middle.or(Some(line));
                }
            }
            Side::Theirs => found.push(match open.pop() {
                Some(conflict) => Conflict { last: Some(line), ..conflict },
                None => Conflict { first: line, middle: None, last: None },
            }),
        }
    }
    found.append(&mut open);
    found.retain(|conflict| !is_shown(note, conflict));
    found.sort_by_key(|conflict| conflict.first);
    found
}

/// A conflict by its lines, as ranges.
struct Conflict {
    first: TextRange,
    middle: Option<TextRange>,
    last: Option<TextRange>,
}

#[derive(Clone, Copy)]
enum Side {
    Ours,
    Middle,
    Theirs,
}

/// The lines of the note that are markers.
fn markers(note: &Note) -> impl Iterator<Item = (TextRange, Side)> + '_ {
    let holds = |mark: &str| memchr::memmem::find(note.text.as_bytes(), mark.as_bytes()).is_some();
    let lines = if holds("<<<<<<< ") || holds(">>>>>>> ") { note.lines.line_count() } else { 0 };
    (0..lines).filter_map(|line| {
        let range = note.lines.line_range(&note.text, line);
        let text = note.slice(range).trim_end();
        let side = if is_marker(text, "<<<<<<< ") {
            Side::Ours
        } else if is_marker(text, ">>>>>>> ") {
            Side::Theirs
        } else if text == "=======" {
            Side::Middle
        } else {
            return None;
        };
        Some((TextRange::new(range.start(), range.start() + text.len()), side))
    })
}

/// Whether `text` is `mark` and the name of a branch or a commit, perhaps with a remark.
fn is_marker(text: &str, mark: &str) -> bool {
    let Some(name) = text.strip_prefix(mark) else { return false };
    let is_remark = |rest: &str| rest.starts_with('(') || name.starts_with("Updated ") || name.starts_with("Stashed ");
    !name.starts_with(['>', '<', ' ', '[']) && name.split_once(' ').is_none_or(|(_, rest)| is_remark(rest))
}

fn report(cx: &mut Context<'_>, conflict: Conflict) {
    let message = if conflict.middle.is_some() && conflict.last.is_some() {
        "an unresolved merge: both versions of this passage stand in the note"
    } else {
        "a marker of a merge was left behind"
    };
    let mut diagnostic = cx.diagnostic(conflict.first, message).help("keep one version and delete the markers");
    let others = [(conflict.middle, "the other version starts here"), (conflict.last, "it ends here")];
    for (range, message) in others {
        let related = range.map(|range| Related { path: None, range: Some(range), message: message.into() });
        diagnostic.related.extend(related);
    }
    cx.report(diagnostic);
}

/// Whether the markers are an example: all in one piece of code, without the full id of a commit.
fn is_shown(note: &Note, conflict: &Conflict) -> bool {
    let last = conflict.last.unwrap_or(conflict.first);
    let name = note.slice(last).trim_start_matches(['<', '>', ' ']);
    let is_commit = name.len() == 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_whole = conflict.middle.is_some() && conflict.last.is_some();
    let after = note.code_blocks.partition_point(|code| code.range.start() <= conflict.first.start());
    let code = note.code_blocks.get(..after).and_then(<[_]>::last);
    let in_code = code.is_some_and(|code| code.range.contains_range(conflict.first.cover(last)));
    in_code && !(is_whole && is_commit)
}
