//! Links whose brackets do not close, or do not open.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::note::{LinkKind, LooseLink, LooseLinkKind, Note, Target, split_wikilink};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::rules::links::dead::is_sample;
use crate::text::TextRange;
use crate::vault::Resolution;

/// The brackets of every wikilink open and close.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnclosedLink {}

impl Rule for UnclosedLink {
    const INFO: RuleInfo = RuleInfo {
        name: "unclosed-link",
        summary: "The brackets of every wikilink open and close",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links, Meaning::Words, Meaning::Headings, Meaning::Tags, Meaning::Structure],
        page: include_str!("unclosed-link.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() || cx.is_template(note) {
            return;
        }
        for loose in note.loose_links.iter().filter(|loose| !loose.hidden && is_meant(note, loose)) {
            if let Some(diagnostic) = diagnostic(note, loose, cx) {
                cx.report(diagnostic);
            }
        }
    }
}

/// Whether a link was meant: a name follows the brackets, and what stands before them is no terminal's code.
fn is_meant(note: &Note, loose: &LooseLink) -> bool {
    let inner = inner(note, loose);
    let name = inner.trim_start_matches(['#', '(', '.']);
    let names = name.starts_with(|c: char| c.is_alphanumeric() || !c.is_ascii() && !c.is_whitespace());
    let before = note.text.get(..loose.range.start()).and_then(|text| text.chars().next_back());
    let is_code = before.is_some_and(|c| matches!(c, '^' | '\u{1b}' | '_' | ')') || c.is_ascii_alphanumeric());
    // `[[x](a b.md)`: meant as another kind of link.
    let is_markdown = note.text.get(loose.range.end()..).is_some_and(|rest| rest.starts_with('('));
    let target = target(inner);
    let is_name = target.link.chars().any(char::is_alphabetic) && !is_sample(&target.link);
    names && is_name && !is_code && !is_markdown && (loose.kind != LooseLinkKind::HalfOpened || is_phrase(inner))
}

/// Whether `inner` is what a link holds rather than the end of a list in brackets.
fn is_phrase(inner: &str) -> bool {
    inner.chars().filter(|c| c.is_alphabetic()).count() > 2 && !inner.contains([',', ';', '=', '(', '"', '\\'])
}

fn diagnostic(note: &Note, loose: &LooseLink, cx: &Context<'_>) -> Option<Diagnostic> {
    let inner = inner(note, loose);
    let leads = leads_somewhere(note, inner, cx);
    let marks = TextRange::new(loose.range.start(), loose.range.end() - inner_len(note, loose));
    let (range, message, edit) = match loose.kind {
        LooseLinkKind::HalfClosed => (
            loose.range,
            "one bracket is missing at the end of this link: it leads nowhere",
            Some(Edit::insertion(loose.range.end(), "]")),
        ),
        LooseLinkKind::HalfOpened => {
            let embed = loose.range.slice(&note.text).starts_with('!');
            (
                loose.range,
                "one bracket is missing at the start of this link: it leads nowhere",
                Some(Edit::insertion(loose.range.start() + usize::from(embed), "[")),
            )
        }
        LooseLinkKind::Unclosed => (
            marks,
            "the brackets of this link never close: readers see them, and it leads nowhere",
            leads.then(|| Edit::insertion(loose.range.end(), "]]")),
        ),
        LooseLinkKind::Wrapped => {
            let (first, line_break) = wrap(note, loose)?;
            let message = "a line break stands in this link: readers see the brackets, and it leads nowhere";
            (first, message, Some(Edit::replacement(line_break, " ")))
        }
        LooseLinkKind::Nested | LooseLinkKind::Split => return None,
    };
    let title = match loose.kind {
        LooseLinkKind::Wrapped => "Put the link on one line",
        LooseLinkKind::HalfOpened => "Open the link",
        _ => "Close the link",
    };
    let diagnostic = cx.diagnostic(range, message);
    Some(match edit {
        Some(edit) if leads => diagnostic.fix(Fix::unsafe_(title, vec![edit])),
        Some(edit) => diagnostic.fix(Fix::suggestion(title, vec![edit])),
        None => diagnostic.help("close it with `]]`"),
    })
}

/// What stands after the brackets, without those that close.
fn inner<'a>(note: &'a Note, loose: &LooseLink) -> &'a str {
    let text = loose.range.slice(&note.text);
    let text = text.strip_prefix('!').unwrap_or(text);
    let text = if loose.kind == LooseLinkKind::HalfOpened { text.trim_start_matches(['[', ' ']) } else { text };
    text.trim_start_matches("[[").trim_end_matches(']')
}

fn inner_len(note: &Note, loose: &LooseLink) -> usize {
    let text = loose.range.slice(&note.text);
    text.trim_start_matches('!').trim_start_matches("[[").len()
}

/// The target of the text between the brackets, read as that of a link on one line.
fn target(inner: &str) -> Target {
    let lines = inner.split(['\n', '\r']).map(|line| line.trim_matches([' ', '\t', '>']));
    let joined = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    let (len, _) = split_wikilink(&joined);
    Target::new(joined.get(..len).unwrap_or(""))
}

fn leads_somewhere(note: &Note, inner: &str, cx: &Context<'_>) -> bool {
    let target = target(inner);
    let place = cx.vault().resolve(&note.path, LinkKind::Wiki, &target);
    matches!(place, Resolution::File(_) | Resolution::Ambiguous(_)) && !target.path.is_empty()
}

/// The part of a wrapped link on its first line, and what parts it from the next word.
fn wrap(note: &Note, loose: &LooseLink) -> Option<(TextRange, TextRange)> {
    let text = loose.range.slice(&note.text);
    let (first, rest) = text.split_once(['\n', '\r'])?;
    let kept = first.trim_end().len();
    let next = rest.trim_start_matches(['\n', '\r', ' ', '\t', '>']);
    let start = loose.range.start();
    let line_break = TextRange::new(start + kept, loose.range.end() - next.len());
    Some((TextRange::new(start, start + kept), line_break))
}
