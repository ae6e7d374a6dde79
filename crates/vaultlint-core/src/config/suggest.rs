//! What a mistyped name may have meant.

/// The one of `names` that is nearest to `typed`, if any is near enough to be meant: at most a third of its letters
/// differ. Takes time in proportion to the product of the lengths; for names, not for texts.
pub fn nearest<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.replace(['_', ' '], "-").to_lowercase();
    let near = names.map(|name| (distance(&typed, name), name)).min()?;
    let allowed = (near.1.chars().count() / 3).max(1);
    (near.0 <= allowed).then_some(near.1)
}

/// How many letters must be put in, taken out or replaced to make `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut before = i + 1;
        for (right, cell) in b.chars().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(left != right);
            diagonal = *cell;
            before = replaced.min(*cell + 1).min(before + 1);
            *cell = before;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_and_a_stranger_is_not() {
        let names = ["broken-link", "link-spacing", "empty-section"];
        assert_eq!(nearest("broken-lnik", names.into_iter()), Some("broken-link"));
        assert_eq!(nearest("Link_Spacing", names.into_iter()), Some("link-spacing"));
        assert_eq!(nearest("zebra", names.into_iter()), None);
        assert_eq!(nearest("x", std::iter::empty()), None);
    }

    #[test]
    fn distance_counts_letters() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
    }
}
