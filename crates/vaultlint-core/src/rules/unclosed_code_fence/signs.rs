//! What tells a line of Markdown from a line of code.

/// Whether `text` is `## Title`, or `# Title` where `may_be_first`: a single `#` may be many a thing.
pub(in crate::rules) fn is_heading(text: &str, may_be_first: bool) -> bool {
    let title = text.trim_start_matches('#');
    let level = text.len() - title.len();
    (1..=6).contains(&level)
        && title.strip_prefix(' ').is_some_and(|title| title.starts_with(char::is_uppercase) || level > 1)
        && (level > 1 || may_be_first && !title.contains(['<', '(', '"']))
}

/// Whether `text`, a whole line, is marked as hardly a language but Markdown marks it: a callout, a footnote, an embed,
/// a comment, formulas.
pub(in crate::rules) fn is_marked(text: &str) -> bool {
    let quoted = text.strip_prefix('>').map(str::trim_start).unwrap_or("");
    let is_callout = quoted.strip_prefix("[!").is_some_and(|rest| rest.starts_with(char::is_alphabetic) && rest.contains(']'));
    let is_footnote = text.strip_prefix("[^").is_some_and(|rest| rest.contains("]: "));
    let is_embed = text.starts_with("![") && (text.ends_with("]]") || text.contains("](") && text.ends_with(')'));
    let is_comment = text.len() > 4 && text.starts_with("%% ") && text.ends_with(" %%");
    is_callout || is_footnote || is_embed || is_comment
}

/// Whether `text` holds what no program does: a wikilink, a task, an item that starts in bold letters, a link at the
/// start of a line or item, a formula.
pub(in crate::rules) fn is_named(text: &str) -> bool {
    let item = item(text).unwrap_or(text);
    let is_bold = item.len() < text.len() && item.starts_with("**") && item.get(2..).is_some_and(|it| it.contains("**"));
    let is_link = item.starts_with('[') && item.contains("](http");
    holds_wikilink(text) || is_task(text) || is_bold || is_link || text == "$$"
}

/// Whether `text` is an item of a list, made of words.
pub(in crate::rules) fn is_prose_item(text: &str) -> bool {
    item(text).is_some_and(is_prose)
}

fn is_task(text: &str) -> bool {
    ["- [ ] ", "- [x] ", "* [ ] ", "* [x] "].iter().any(|mark| text.trim_start().starts_with(mark))
}

/// Whether a wikilink stands in `text`, not what other languages write in two brackets.
fn holds_wikilink(text: &str) -> bool {
    text.match_indices("[[").any(|(at, _)| {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + 2..).unwrap_or(""));
        let Some((target, _)) = after.split_once("]]") else { return false };
        let signs = ['"', '\'', '=', '<', '>', '$', '(', ')', ';', '{', '}', ',', ':', '['];
        before.ends_with([' ', '!'])
            && before.contains(char::is_alphabetic)
            && !before.contains(['=', '(', '{'])
            && target.starts_with(char::is_alphabetic)
            && !target.ends_with(' ')
            && !target.contains(signs)
    })
}

/// The text of a list item.
fn item(text: &str) -> Option<&str> {
    text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")).map(str::trim_start)
}

/// Whether `text` is a sentence from the start of its line to its end.
pub(in crate::rules) fn is_sentence(text: &str) -> bool {
    is_prose(text) && text.trim_end_matches(['*', '_', ')']).ends_with(['.', ':', '?', '!', '…', '。', '：', '？', '！'])
}

/// Whether `text` starts as a sentence and is made of words, at least four, or of as many signs of a script without
/// blanks.
fn is_prose(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '_']);
    let starts = text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_ascii() && !c.is_lowercase());
    let is_word = |word: &str| {
        let word = word.trim_matches(['*', '_', '"', '\'', '(', ')', ',', '.', ':', '?', '!', '`', '«', '»', '“', '”']);
        word.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))
    };
    let words = text.split_whitespace().count();
    let plain = text.split_whitespace().filter(|word| is_word(word)).count();
    let letters = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    starts && !text.contains(['{', '}', ';', '=', '<', '>', '|']) && (words >= 4 && plain * 5 >= words * 4 || letters >= 12)
}
