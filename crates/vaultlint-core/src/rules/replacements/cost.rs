//! How long a pattern may take. The engine tries one way of reading a text after the other: where a repeated part can
//! be read in several ways, their number doubles with every character. Such patterns are refused; of all others the
//! worst case on a text can be told.

use regress::Flags;
use rustc_hash::FxHashMap;

use super::syntax::{Node, Set, read};

/// The worst case that is borne, in steps of the engine: a few seconds.
const BUDGET: u64 = 300_000_000;
/// How many ways of reading, that do not depend on the text, are borne.
const MOST_CHOICES: u64 = 4_000;

/// What the time that a pattern takes depends on.
#[derive(Debug, Clone)]
pub(super) struct Cost {
    /// What a match may start with; `None` for anything.
    first: Option<Set>,
    /// Whether matches start at the start of a line or of the text only.
    is_anchored: bool,
    /// Repeated parts that may end at several places, and how often at most.
    open: Vec<(Set, u32)>,
    /// Repeated parts that end at one place only.
    closed: Vec<(Set, u32)>,
    choices: u64,
}

impl Cost {
    /// The cost of `pattern`; `None` where it may grow without bounds.
    pub(super) fn of(pattern: &str, flags: Flags) -> Option<Cost> {
        let node = read(pattern, flags);
        let (first, is_empty) = (first(&node, &FxHashMap::default()), is_nullable(&node));
        let mut survey = Survey {
            cost: Cost {
                first: (!is_empty).then_some(first),
                is_anchored: is_anchored(&node),
                open: Vec::new(),
                closed: Vec::new(),
                choices: 1,
            },
            groups: FxHashMap::default(),
            is_behind: false,
        };
        survey.read(&node, Set::EMPTY, false)?;
        (survey.cost.choices <= MOST_CHOICES).then_some(survey.cost)
    }

    /// Whether the pattern is done with `text` in a time that can be borne, at the worst.
    pub(super) fn is_bearable(&self, text: &str) -> bool {
        if self.open.is_empty() && self.closed.is_empty() {
            return true;
        }
        let starts = match self.first {
            _ if self.is_anchored => text.matches('\n').count() + 1,
            Some(set) => text.chars().filter(|c| set.contains(*c)).count(),
            None => text.len() + 1,
        };
        let length = |(set, max): &(Set, u32)| u64::from(*max).min(longest_run(text, *set)).max(1);
        let open = self.open.iter().map(length).fold(1, u64::saturating_mul);
        let closed = self.closed.iter().map(length).max().unwrap_or(1);
        let steps = (starts as u64).saturating_mul(open).saturating_mul(closed).saturating_mul(self.choices);
        steps <= BUDGET
    }
}

/// How many characters of `set` stand in a row at most.
fn longest_run(text: &str, set: Set) -> u64 {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if set.contains(c) { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

struct Survey {
    cost: Cost,
    /// What the groups that were read start with.
    groups: FxHashMap<usize, Set>,
    /// Whether the part is read from its end on.
    is_behind: bool,
}

impl Survey {
    /// Reads `node`, after which `follow` may stand; `None` where a repeated part can be read in several ways.
    fn read(&mut self, node: &Node, follow: Set, is_repeated: bool) -> Option<()> {
        match node {
            Node::Start | Node::Nothing | Node::One(_) | Node::Again(_) => Some(()),
            Node::Group(number, body) => {
                self.groups.insert(*number, first(body, &self.groups));
                self.read(body, follow, is_repeated)
            }
            Node::All(parts) => {
                let mut follows = Vec::new();
                let mut follow = follow;
                for part in parts.iter().rev() {
                    follows.push(follow);
                    let own = first(part, &self.groups);
                    follow = if is_nullable(part) { own.union(follow) } else { own };
                }
                parts.iter().zip(follows.into_iter().rev()).try_for_each(|(part, follow)| {
                    self.read(part, follow, is_repeated)
                })
            }
            Node::Either(branches) => self.either(branches, follow, is_repeated),
            Node::Repeat { body, min, max } => self.repeat(body, *min, *max, follow, is_repeated),
            Node::Look { body, behind } => {
                let outside = self.is_behind;
                self.is_behind |= *behind;
                let done = self.read(body, Set::EMPTY, is_repeated);
                self.is_behind = outside;
                done
            }
        }
    }

    fn either(&mut self, branches: &[Node], follow: Set, is_repeated: bool) -> Option<()> {
        let mut seen = Set::EMPTY;
        let mut is_open = self.is_behind;
        for branch in branches {
            let own = first(branch, &self.groups);
            let own = if is_nullable(branch) { own.union(follow) } else { own };
            is_open |= own.overlaps(seen);
            seen = seen.union(own);
        }
        if is_open {
            self.cost.choices = self.cost.choices.saturating_mul(branches.len() as u64);
        }
        if is_open && is_repeated {
            return None;
        }
        branches.iter().try_for_each(|branch| self.read(branch, follow, is_repeated))
    }

    fn repeat(&mut self, body: &Node, min: u32, max: u32, follow: Set, is_repeated: bool) -> Option<()> {
        let own = first(body, &self.groups);
        if min != max {
            let is_open = self.is_behind || is_nullable(body) || own.overlaps(follow);
            if is_open && is_repeated {
                return None;
            }
            let parts = if is_open { &mut self.cost.open } else { &mut self.cost.closed };
            parts.push((all(body), max));
        }
        let follow = if max > 1 { follow.union(own) } else { follow };
        self.read(body, follow, is_repeated || max > 1)
    }
}

/// What `node` may start with.
fn first(node: &Node, groups: &FxHashMap<usize, Set>) -> Set {
    match node {
        Node::Start | Node::Nothing | Node::Look { .. } => Set::EMPTY,
        Node::One(set) => *set,
        Node::Again(number) => groups.get(number).copied().unwrap_or(Set::ALL),
        Node::Group(_, body) | Node::Repeat { body, .. } => first(body, groups),
        Node::Either(branches) => {
            branches.iter().map(|branch| first(branch, groups)).fold(Set::EMPTY, Set::union)
        }
        Node::All(parts) => {
            let up_to = parts.iter().position(|part| !is_nullable(part)).map_or(parts.len(), |at| at + 1);
            parts.iter().take(up_to).map(|part| first(part, groups)).fold(Set::EMPTY, Set::union)
        }
    }
}

/// All characters that may stand in `node`.
fn all(node: &Node) -> Set {
    match node {
        Node::Start | Node::Nothing | Node::Look { .. } => Set::EMPTY,
        Node::One(set) => *set,
        Node::Again(_) => Set::ALL,
        Node::Group(_, body) | Node::Repeat { body, .. } => all(body),
        Node::Either(parts) | Node::All(parts) => parts.iter().map(all).fold(Set::EMPTY, Set::union),
    }
}

fn is_nullable(node: &Node) -> bool {
    match node {
        Node::Start | Node::Nothing | Node::Look { .. } | Node::Again(_) => true,
        Node::One(_) => false,
        Node::Group(_, body) => is_nullable(body),
        Node::Repeat { body, min, .. } => *min == 0 || is_nullable(body),
        Node::Either(branches) => branches.iter().any(is_nullable),
        Node::All(parts) => parts.iter().all(is_nullable),
    }
}

/// Whether every match starts with `^`.
fn is_anchored(node: &Node) -> bool {
    match node {
        Node::Start => true,
        Node::Group(_, body) => is_anchored(body),
        Node::All(parts) => parts.first().is_some_and(is_anchored),
        Node::Either(branches) => branches.iter().all(is_anchored),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(pattern: &str) -> Option<Cost> {
        Cost::of(pattern, Flags::from("gm"))
    }

    #[test]
    fn endless_patterns_are_refused() {
        for pattern in ["(a+)+$", "(a*)*b", "(a|a)*b", r"(\w+\s?)+!", "(a?){40}b", r"(x+x+)+y", "(?:.*,)*z", "(.|a)+b"] {
            assert!(cost(pattern).is_none(), "{pattern}");
        }
    }

    #[test]
    fn other_patterns_are_used() {
        for pattern in [
            r"\s+$", "(foo|bar)+", r"(\s+\w+)*", r#""(?:[^"\\]|\\.)*""#, r"(\w+)\s+\1", "<!--[\\s\\S]*?-->", "^(.*)x(.*)$",
            r"\[\[(.*?)\]\]", "(?<=a)b", "[a-z]{2,3}", r"\d{1,3}(,\d{3})*", "{", "[^]", r"(.*\n)+",
        ] {
            assert!(cost(pattern).is_some(), "{pattern}");
        }
    }

    #[test]
    fn long_texts_are_spared_dear_patterns() {
        let line = "x".repeat(10_000);
        assert!(cost(".*a.*b.*c").unwrap().is_bearable("a short line"));
        assert!(!cost(".*a.*b.*c").unwrap().is_bearable(&line));
        assert!(cost(r"\s+$").unwrap().is_bearable(&line));
        assert!(cost("<!--[\\s\\S]*?-->").unwrap().is_bearable(&line.repeat(10)));
    }
}
