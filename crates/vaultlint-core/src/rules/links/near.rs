//! What a link that leads nowhere may have meant.

pub(in crate::rules) use crate::note::link_edit::without_md;
use crate::note::{Link, LinkKind};
use crate::vault::{Facts, FileId, FileKind, HeadingFact, Vault, heading_key};

use super::dead::file_name;

/// Why a link is mistyped, and which notes it may mean.
pub(in crate::rules) enum Mistyped {
    /// The name is right but for blanks and punctuation, or its folder or extension is wrong.
    Name(Vec<FileId>),
    /// The name is an alias of these notes.
    Alias(Vec<FileId>),
}

/// Names that many folders hold, each its own: one elsewhere says nothing about a link to this one.
const COMMON_NAMES: [&str; 10] =
    ["changelog", "contents", "home", "index", "main", "notes", "overview", "readme", "todo", "untitled"];

/// The notes that `link`, which leads to no file, means when it is mistyped; `None` when it rather names a note
/// that is not written yet.
pub(in crate::rules) fn mistyped(vault: &Vault, link: &Link) -> Option<Mistyped> {
    let path = without_md(&link.target.path);
    let name = file_name(path);
    if !is_telling(name) {
        return None;
    }
    let key = name_key(name);
    let fits = |file: &FileId| {
        let target = vault.path(*file);
        let is_kind = match target.kind() {
            FileKind::Note | FileKind::Canvas | FileKind::Base => true,
            _ => link.embed,
        };
        let stem = target.file_name().rsplit_once('.').map_or(target.file_name(), |(stem, _)| stem);
        is_kind && name_key(stem) == key
    };
    let mut near = vault.similar(path);
    near.retain(fits);
    let moved = path.contains('/') && COMMON_NAMES.contains(&name.to_lowercase().as_str());
    if !near.is_empty() && !moved {
        return Some(Mistyped::Name(likeliest(vault, near, path)));
    }
    let aliased = vault.by_alias(name);
    let may_be_alias = link.kind != LinkKind::Inline && !path.contains('/') && !aliased.is_empty();
    may_be_alias.then_some(Mistyped::Alias(aliased))
}

/// The first segment of `path`, where it is no folder of the vault and the rest is the exact path of a file: it may be
/// the name of the vault's own folder, written when the vault's root was one folder higher.
pub(in crate::rules) fn own_folder<'p>(vault: &Vault, path: &'p str) -> Option<&'p str> {
    let (first, rest) = path.split_once('/')?;
    let is_name = !first.is_empty() && !first.starts_with('.') && vault.first_in(first).is_none();
    let is_file = || vault.file(rest).or_else(|| vault.file(&format!("{rest}.md"))).is_some();
    (is_name && !rest.starts_with(['/', '.']) && is_file()).then_some(first)
}

/// Those of `files` that share most with `path`, counted in segments from the end; of equal ones all.
pub(super) fn likeliest(vault: &Vault, mut files: Vec<FileId>, path: &str) -> Vec<FileId> {
    let fold = |path: &str| without_md(path).to_lowercase();
    let wanted = fold(path);
    let shared = |file: &FileId| {
        let known = fold(vault.path(*file).as_str());
        let pairs = known.rsplit('/').zip(wanted.rsplit('/'));
        pairs.take_while(|(known, wanted)| known == wanted).count()
    };
    let most = files.iter().map(shared).max().unwrap_or(0);
    files.retain(|file| shared(file) == most);
    files
}

/// Whether `name` says enough to take a like name for the same: more than two letters, and no date.
fn is_telling(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let starts_with_year = name.len() >= 4 && name.chars().take(4).all(|c| c.is_ascii_digit());
    name.chars().count() > 2 && letters > 0 && !(starts_with_year && letters <= 2 && digits >= 5)
}

/// `name` without what is easily mistyped: case, blanks, hyphens, quotes, stops. What tells names apart stays:
/// letters, other signs (`C`, `C++`, `C#`), and where one number ends and the next begins (`1.2`, `12`).
fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut gap = false;
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '(' && chars.peek() == Some(&')') {
            // Something was to stand there: an album without its year is not the song of that name.
            key.push_str("()");
        }
        if c.is_whitespace() || is_slip(c) {
            gap = true;
            continue;
        }
        if gap && c.is_numeric() && key.ends_with(char::is_numeric) {
            key.push('.');
        }
        gap = false;
        key.extend(c.to_lowercase());
    }
    key
}

fn is_slip(c: char) -> bool {
    const SLIPS: &str = "-_.,;:!?'\"()[]{}\\/‘’“”„«»–—‐‑·…、。，：；！？（）「」『』【】《》";
    SLIPS.contains(c)
}

/// Headings of a note that a link to the missing `segments` may mean, the likeliest first; at most five. The
/// flag says whether they differ in punctuation, case or hyphens only.
pub(in crate::rules) fn near_headings<'a>(
    facts: &'a Facts,
    segments: &[Box<str>],
) -> (Vec<&'a HeadingFact>, bool) {
    const MOST: usize = 5;
    let Some(wanted) = segments.last() else { return (Vec::new(), false) };
    let key = letters(wanted);
    if key.is_empty() {
        return (Vec::new(), false);
    }
    let mut same: Vec<_> = facts.headings.iter().filter(|heading| letters(&heading.text) == key).collect();
    // A link reaches only the first of equal headings.
    same.dedup_by_key(|heading| heading.key.clone());
    if !same.is_empty() {
        same.truncate(MOST);
        return (same, true);
    }
    let wanted = heading_key(wanted);
    let alike = facts.headings.iter().filter(|heading| is_alike(&heading.key, &wanted));
    (alike.take(MOST).collect(), false)
}

/// The heading of a note that the chain of `segments`, which names none in Obsidian, names on platforms that make
/// anchors of headings, `#my-heading`; `None` unless exactly one does.
pub(in crate::rules) fn slugged_heading<'a>(
    facts: &'a Facts,
    segments: &[Box<str>],
) -> Option<&'a HeadingFact> {
    let [wanted] = segments else { return None };
    if wanted.contains(char::is_whitespace) {
        return None;
    }
    let wanted = wanted.to_lowercase();
    let mut named = facts.headings.iter().filter(|heading| slug(&heading.text) == wanted);
    named.next().filter(|_| named.next().is_none())
}

/// The anchor that GitHub makes of a heading: letters, digits, `-` and `_` in lower case, `-` for each blank.
fn slug(text: &str) -> String {
    let kept = text.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Block ids of a note that a link to the missing `id` may mean; at most five.
pub(in crate::rules) fn near_blocks<'a>(facts: &'a Facts, id: &str) -> Vec<&'a str> {
    const MOST: usize = 5;
    let wanted = id.to_lowercase();
    let fits = |known: &&str| letters(known) == letters(&wanted) || has_typo(known, &wanted);
    facts.block_ids.iter().map(|known| &**known).filter(fits).take(MOST).collect()
}

/// The letters and digits of `text`, folded: equal for a heading and for its slug on other platforms.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two heading keys, or two ids, are near: one goes on where the other ends, or they differ by a slip or two.
pub(in crate::rules) fn is_alike(known: &str, wanted: &str) -> bool {
    const SHORTEST: usize = 4;
    let (short, long) = if known.len() < wanted.len() { (known, wanted) } else { (wanted, known) };
    let goes_on = short.chars().count() >= SHORTEST
        && long.strip_prefix(short).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    goes_on || has_typo(known, wanted)
}

/// Whether one text becomes the other by a slip or two: one change in up to seven characters, two in up to a
/// hundred. Short texts and those of other numbers are not compared.
fn has_typo(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<String>();
    let (a_chars, b_chars): (Vec<char>, Vec<char>) =
        (a.chars().take(101).collect(), b.chars().take(101).collect());
    let longest = a_chars.len().max(b_chars.len());
    let most = if longest <= 7 { 1 } else { 2 };
    (4..=100).contains(&longest) && digits(a) == digits(b) && distance(&a_chars, &b_chars, most) <= most
}

/// The number of inserted, removed, replaced or swapped characters between `a` and `b`; more than `most` is not
/// counted exactly.
fn distance(a: &[char], b: &[char], most: usize) -> usize {
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let cost = row[j] + usize::from(x != y);
            let mut least = cost.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        if next.iter().all(|cost| *cost > most) {
            return most + 1;
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_what_tells_them_apart() {
        assert_eq!(name_key("cad-assistant"), name_key("CADAssistant"));
        assert_eq!(name_key("Don’t stop"), name_key("Don't Stop!"));
        assert_ne!(name_key("C++"), name_key("C#"));
        assert_ne!(name_key("C"), name_key("C++"));
        assert_ne!(name_key("Chapter 1.2"), name_key("Chapter 12"));
        assert_eq!(name_key("v 12"), name_key("v12"));
        assert_eq!(name_key("Mercury (planet)"), name_key("Mercury planet"));
        assert_ne!(name_key("Yellow Submarine ()"), name_key("Yellow Submarine"));
    }

    #[test]
    fn dates_and_short_names_tell_nothing() {
        assert!(!is_telling("2024-06-12"));
        assert!(!is_telling("2024-W23"));
        assert!(!is_telling("C"));
        assert!(!is_telling("30"));
        assert!(is_telling("2024-06-12 Meeting"));
        assert!(is_telling("Rome"));
    }

    #[test]
    fn slips_are_counted() {
        assert!(has_typo("instalation", "installation"));
        assert!(has_typo("form", "from"));
        assert!(!has_typo("food", "wine"));
        assert!(!has_typo("step 1", "step 2"));
    }
}
