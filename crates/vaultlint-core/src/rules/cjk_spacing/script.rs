//! Which characters are Chinese, Japanese or Korean, and what else stands beside them.

use crate::note::{LinkKind, Note, range_at};
use crate::text::TextRange;

/// Whether `c` is written in one of the scripts Han, Hiragana, Katakana and Hangul. Full-width forms of Latin letters
/// and digits are not.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}' // Hangul
        | '\u{302e}'..='\u{302f}' | '\u{3131}'..='\u{318e}' | '\u{3200}'..='\u{321e}' | '\u{3260}'..='\u{327e}'
        | '\u{a960}'..='\u{a97c}' | '\u{ac00}'..='\u{d7a3}' | '\u{d7b0}'..='\u{d7fb}' | '\u{ffa0}'..='\u{ffdc}'
        | '\u{2e80}'..='\u{2fd5}' // Han
        | '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303b}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{fad9}'
        | '\u{16fe2}'..='\u{16ff1}' | '\u{20000}'..='\u{323af}'
        | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' | '\u{1b000}'..='\u{1b167}' // Hiragana, Katakana
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{32d0}'..='\u{32fe}'
        | '\u{3300}'..='\u{3357}' | '\u{ff66}'..='\u{ff9d}')
}

/// Whether inline code, math, a link that is no picture, or an address starts at byte `at`.
pub(super) fn is_thing_after(note: &Note, at: usize) -> bool {
    let Some(c) = note.text.get(at..).and_then(|rest| rest.chars().next()) else { return false };
    let link = note.links.partition_point(|link| link.range.start() < at);
    let link = note.links.get(link).filter(|link| link.range.start() == at);
    match c {
        '`' | '$' => note.is_opaque(at),
        '[' | '!' => link.is_some_and(|link| is_text_link(link.kind, link.embed)),
        c => c.is_ascii_alphanumeric(),
    }
}

/// Whether inline code, math, a link that is no picture, or an address ends at byte `at`.
pub(super) fn is_thing_before(note: &Note, at: usize) -> bool {
    let Some(c) = note.text.get(..at).and_then(|rest| rest.chars().next_back()) else { return false };
    let ends = |range: TextRange| range.end() == at;
    let link = note.links.partition_point(|link| link.range.start() < at);
    let link = link.checked_sub(1).and_then(|index| note.links.get(index)).filter(|link| ends(link.range));
    match c {
        '`' | '$' => range_at(&note.opaque, at - 1).is_some_and(ends),
        ']' | ')' => link.is_some_and(|link| is_text_link(link.kind, link.embed)),
        c => c.is_ascii_alphanumeric() && is_address(note, at),
    }
}

/// Whether the word that ends at byte `at` is an address.
fn is_address(note: &Note, at: usize) -> bool {
    const LONGEST: usize = 500;
    let before = note.text.get(..at).unwrap_or("");
    let mut word: String = before.chars().rev().take(LONGEST).take_while(|c| !c.is_whitespace()).collect();
    word.make_ascii_lowercase();
    word.contains("//:")
}

fn is_text_link(kind: LinkKind, embed: bool) -> bool {
    kind == LinkKind::Wiki || !embed && matches!(kind, LinkKind::Inline | LinkKind::Reference)
}
