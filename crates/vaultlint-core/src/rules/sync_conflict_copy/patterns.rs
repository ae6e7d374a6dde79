//! How sync services name the copies.

/// The name of a copy, taken apart.
pub(super) struct Copy<'a> {
    /// The name, without extension, of the file it is a copy of.
    pub original: &'a str,
    /// Whether the name may be chosen by a person, so that only the file beside it tells.
    pub needs_original: bool,
}

/// What services write in parentheses, with a date; in the languages of some.
const WORDS: [&str; 5] =
    ["conflicted copy", "sfconflict", "copie en conflit", "copia en conflicto", "in konflikt stehende kopie"];

/// Takes the name `stem` of a copy apart; `None` for any other name.
pub(super) fn copy(stem: &str) -> Option<Copy<'_>> {
    let certain = dated(stem, ".sync-conflict-").or_else(|| dated(stem, "_conflict-")).or_else(|| in_parentheses(stem)).or_else(|| of_device(stem));
    match certain {
        Some(original) => Some(Copy { original, needs_original: false }),
        None => {
            let original = case_conflict(stem).or_else(|| of_computer(stem))?;
            Some(Copy { original, needs_original: true })
        }
    }
}

/// `Name.sync-conflict-20240131-183000-ABCDEFG` (Syncthing), `Name_conflict-20240131-183000` (Nextcloud).
fn dated<'a>(stem: &'a str, mark: &str) -> Option<&'a str> {
    let (original, rest) = stem.rsplit_once(mark)?;
    let mut parts = rest.split('-');
    let has_digits = |part: Option<&str>, count: usize| {
        part.is_some_and(|part| part.len() == count && part.bytes().all(|b| b.is_ascii_digit()))
    };
    (has_digits(parts.next(), 8) && has_digits(parts.next(), 6)).then_some(original)
}

/// `Name (Conflicted copy phone 202401311830)` (Obsidian Sync), `Name (Ann's conflicted copy 2024-01-31)` (Dropbox),
/// `Name (conflicted copy 2024-01-31 183000)` (Nextcloud), `Name (SFConflict ann@example.com 2024-01-31-18-30-00)`
/// (Seafile). A number may follow.
fn in_parentheses(stem: &str) -> Option<&str> {
    let (original, inner) = last_parentheses(stem)?;
    let (original, inner) = match inner.parse::<u32>() {
        Ok(_) => last_parentheses(original)?,
        Err(_) => (original, inner),
    };
    let lower = inner.to_lowercase();
    let digits = inner.bytes().filter(u8::is_ascii_digit).count();
    (digits >= 8 && WORDS.iter().any(|words| lower.contains(words))).then_some(original)
}

/// `Name_Anns-MacBook.local_Jan-31-183000-2024_Conflict`, or with `_CaseConflict` (Synology Drive).
fn of_device(stem: &str) -> Option<&str> {
    let rest = stem.strip_suffix("_Conflict").or_else(|| stem.strip_suffix("_CaseConflict"))?;
    let (rest, date) = rest.rsplit_once('_')?;
    let (original, _) = rest.rsplit_once('_')?;
    let mut parts = date.split('-');
    let is_month = parts.next().is_some_and(|month| month.len() == 3 && month.bytes().all(|b| b.is_ascii_alphabetic()));
    let numbers = parts.filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())).count();
    (is_month && numbers == 3).then_some(original)
}

/// `Name (Case Conflict)`, `Name (Unicode Encoding Conflict 1)` (Dropbox).
fn case_conflict(stem: &str) -> Option<&str> {
    let (original, inner) = last_parentheses(stem)?;
    let lower = inner.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').to_lowercase();
    matches!(lower.as_str(), "case conflict" | "unicode encoding conflict").then_some(original)
}

/// `Name-DESKTOP-A1B2C3D` (OneDrive): the name that Windows gives a computer.
fn of_computer(stem: &str) -> Option<&str> {
    let (before, id) = stem.rsplit_once('-')?;
    let original = before.strip_suffix("-DESKTOP").or_else(|| before.strip_suffix("-LAPTOP"))?;
    let is_id = (7..=8).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    is_id.then_some(original)
}

/// What stands before and in the parentheses at the end of `stem`.
fn last_parentheses(stem: &str) -> Option<(&str, &str)> {
    stem.strip_suffix(')')?.rsplit_once(" (")
}
