//! Characters that nobody sees.

use std::cell::OnceCell;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::text::TextRange;

/// No stray invisible characters stand in the text.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct InvisibleCharacter {}

impl Rule for InvisibleCharacter {
    const INFO: RuleInfo = RuleInfo {
        name: "invisible-character",
        summary: "No stray invisible characters stand in the text",
        category: Category::Structure,
        level: Level::Info,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Headings, Meaning::Words],
        page: include_str!("invisible-character.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() {
            return;
        }
        let right_to_left = OnceCell::new();
        let mut runs: Vec<(TextRange, char)> = Vec::new();
        let start = crate::note::bom_len(&note.text);
        for (at, c) in unusual(&note.text).filter(|(at, c)| *at >= start && name(*c).is_some()) {
            let range = TextRange::new(at, at + c.len_utf8());
            match runs.last_mut() {
                Some((run, _)) if run.end() == at => *run = run.cover(range),
                _ => runs.push((range, c)),
            }
        }
        let body = note.body_start();
        for (run, first) in runs {
            let unread = run.start() >= body && note.is_opaque(run.start()) || note.is_commented(run.start());
            if !unread && !is_wanted(note, run, first, &right_to_left) {
                report(note, run, first, cx);
            }
        }
    }
}

fn report(note: &Note, run: TextRange, first: char, cx: &mut Context<'_>) {
    let name = name(first).unwrap_or_default();
    let message = format!("an invisible character stands here, {name} (U+{:04X}): search misses what it splits", u32::from(first));
    let diagnostic = cx.diagnostic(run, message);
    cx.report(if is_surplus(note, run, first) {
        diagnostic.fix(Fix::unsafe_("Remove it", vec![Edit::deletion(run)]))
    } else {
        diagnostic
    });
}

/// Whether the text says the same without `run`: not where it may stand for a character that was lost, or keeps a
/// mark at the start of the line from being read.
fn is_surplus(note: &Note, run: TextRange, first: char) -> bool {
    let (before, after) = neighbours(note, run);
    let line_start = note.lines.line_start(note.lines.line_of(run.start()));
    let indentation = TextRange::new(line_start, run.start()).slice(&note.text);
    let opens_line = indentation.trim_matches([' ', '\t', '>']).is_empty();
    let link = note.links.partition_point(|link| link.range.start() <= run.start());
    let in_link = note.links.get(..link).and_then(<[_]>::last).is_some_and(|link| link.range.contains(run.start()));
    let in_word = before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic);
    let is_lost = first.is_control() && !(first == '\u{2}' && in_word) || matches!(first, '\u{2028}' | '\u{2029}');
    // Formulas on lines of their own are blocks, and property data is for the author to change.
    let in_place = before != Some('$') && after != Some('$') && run.start() >= note.body_start();
    !is_lost && !opens_line && !in_link && in_place
}

/// Whether the character has a use where it stands.
fn is_wanted(note: &Note, run: TextRange, first: char, right_to_left: &OnceCell<bool>) -> bool {
    let (before, after) = neighbours(note, run);
    match first {
        // It parts words in scripts without blanks, and lets marks of emphasis close.
        '\u{200b}' => {
            let is_script = |c: char| matches!(c, '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}');
            let is_mark = |c: char| "*_~=`#[]%\\".contains(c);
            let is_break = |c: Option<char>| c.is_none_or(|c| matches!(c, '\n' | '\r'));
            let mut sides = [before, after].into_iter().flatten();
            // Alone on a line it makes a gap.
            sides.any(|c| is_script(c) || is_mark(c)) || is_break(before) && is_break(after)
        }
        // Emoji and many scripts join and part by them.
        '\u{200c}' | '\u{200d}' => {
            let plain = |c: Option<char>| c.is_none_or(|c| c.is_ascii() || c.is_whitespace());
            !(plain(before) && plain(after))
        }
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            *right_to_left.get_or_init(|| note.text.chars().any(is_right_to_left))
        }
        // Flags of regions.
        '\u{e0020}'..='\u{e007f}' => before == Some('\u{1f3f4}'),
        _ => false,
    }
}

fn neighbours(note: &Note, run: TextRange) -> (Option<char>, Option<char>) {
    let before = note.text.get(..run.start()).and_then(|text| text.chars().next_back());
    let after = note.text.get(run.end()..).and_then(|text| text.chars().next());
    (before, after)
}

/// Whether `c` is a letter of a script that is written from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The characters of `text` that are not of those every text is full of, with their places.
fn unusual(text: &str) -> impl Iterator<Item = (usize, char)> {
    let is_usual = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text.as_bytes().get(at..)?.iter().position(|byte| !is_usual(*byte))?;
        let c = text.get(at..)?.chars().next()?;
        at += c.len_utf8();
        Some((at - c.len_utf8(), c))
    })
}

/// What an invisible character is called.
fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\t' | '\n' | '\r' | ' '..='~' => return None,
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero width space",
        '\u{200c}' => "a zero width non-joiner",
        '\u{200d}' => "a zero width joiner",
        '\u{200e}' | '\u{200f}' => "a mark of the direction of writing",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "a change of the direction of writing",
        '\u{2028}' | '\u{2029}' => "a separator of lines",
        '\u{2060}' => "a word joiner",
        '\u{2061}'..='\u{2064}' => "a math operator without width",
        '\u{feff}' => "a byte order mark",
        '\u{fff9}'..='\u{fffb}' => "an annotation mark",
        '\u{fffc}' => "the place of a lost object",
        '\u{e0020}'..='\u{e007f}' => "a tag character",
        c if c.is_control() => "a control character",
        _ => return None,
    })
}
