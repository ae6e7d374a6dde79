//! How well a name fits what was typed.

/// How badly a name fits: the smaller the better. First how it fits, then how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u8, usize);

impl Score {
    /// How it fits, whatever its length.
    pub fn fit(self) -> u8 {
        self.0
    }
}

/// The score of `name` for `query`; `None` where the characters of `query` do not occur in it in their order. Case does
/// not count.
pub fn score(query: &str, name: &str) -> Option<Score> {
    let length = name.len();
    if query.is_empty() {
        return Some(Score(0, length));
    }
    let (query, name) = (query.to_lowercase(), name.to_lowercase());
    if name == query {
        return Some(Score(0, length));
    }
    if name.starts_with(&query) {
        return Some(Score(1, length));
    }
    if let Some(at) = name.find(&query) {
        let before = name.get(..at).and_then(|text| text.chars().next_back());
        let at_word = before.is_none_or(|c| !c.is_alphanumeric());
        return Some(Score(if at_word { 2 } else { 3 }, length));
    }
    let mut wanted = query.chars().filter(|c| !c.is_whitespace());
    let first = wanted.next()?;
    // The first character begins a word: else nearly every long name would fit.
    let mut before = None;
    let mut left = name.chars().skip_while(|c| {
        let begins = before.replace(*c).is_none_or(|before: char| !before.is_alphanumeric());
        *c != first || !begins
    });
    left.next()?;
    wanted.all(|wanted| left.any(|c| c == wanted)).then_some(Score(4, length))
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn better_fits_come_first() {
        let names = ["Rome", "Romeo", "New Rome", "Chrome", "Report on metals"];
        let scores: Vec<_> = names.iter().map(|name| score("rome", name).unwrap()).collect();
        assert!(scores.windows(2).all(|pair| pair[0] < pair[1]), "{scores:?}");
        assert_eq!(score("rome", "Roma"), None);
        assert_eq!(score("st", "description"), None);
    }
}
