//! The built-in list of English misspellings.

/// Lines of a word, a tab and its correction, sorted by word; made by the build script.
const LINES: &str = include_str!(concat!(env!("OUT_DIR"), "/misspellings.txt"));

/// The correction of `word`, which is in small letters; `None` where there are several or none.
pub(super) fn correction(word: &str) -> Option<&'static str> {
    let mut rest = LINES;
    while !rest.is_empty() {
        let before = rest.as_bytes().get(..rest.len() / 2)?;
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        let end = rest.get(start..)?.find('\n')? + start;
        let (wrong, right) = rest.get(start..end)?.split_once('\t')?;
        match word.cmp(wrong) {
            std::cmp::Ordering::Less => rest = rest.get(..start)?,
            std::cmp::Ordering::Equal => return Some(right),
            std::cmp::Ordering::Greater => rest = rest.get(end + 1..)?,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found() {
        for line in LINES.lines() {
            let (wrong, right) = line.split_once('\t').unwrap();
            assert_eq!(correction(wrong), Some(right));
        }
        assert!(LINES.lines().count() > 50_000);
    }

    #[test]
    fn other_words_have_none() {
        for word in ["", "a", "the", "tehh", "zzzz", "~"] {
            assert_eq!(correction(word), None, "{word}");
        }
    }
}
