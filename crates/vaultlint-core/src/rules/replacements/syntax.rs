//! The structure of a regular expression of JavaScript, as far as its cost depends on it. What is not understood
//! counts as the dearest that it may be.

use regress::Flags;

/// A part of a pattern.
#[derive(Debug)]
pub(super) enum Node {
    /// `^`.
    Start,
    /// Other assertions of no length: `$`, `\b`.
    Nothing,
    /// One character.
    One(Set),
    All(Vec<Node>),
    Either(Vec<Node>),
    Repeat { body: Box<Node>, min: u32, max: u32 },
    /// A group that is numbered from 1 on.
    Group(usize, Box<Node>),
    /// `\1`; 0 where it is called by name.
    Again(usize),
    /// `(?=x)`, `(?!x)`, or behind.
    Look { body: Box<Node>, behind: bool },
}

/// A set of characters: those of ASCII one by one, all others as one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Set {
    ascii: u128,
    other: bool,
}

impl Set {
    pub(super) const EMPTY: Set = Set { ascii: 0, other: false };
    pub(super) const ALL: Set = Set { ascii: u128::MAX, other: true };

    pub(super) fn of(chars: impl IntoIterator<Item = char>) -> Set {
        chars.into_iter().fold(Set::EMPTY, |set, c| match u32::from(c) {
            code @ 0..=127 => Set { ascii: set.ascii | 1 << code, ..set },
            _ => Set { other: true, ..set },
        })
    }

    pub(super) fn contains(self, c: char) -> bool {
        if c.is_ascii() { self.ascii >> u32::from(c) & 1 == 1 } else { self.other }
    }

    pub(super) fn union(self, with: Set) -> Set {
        Set { ascii: self.ascii | with.ascii, other: self.other || with.other }
    }

    pub(super) fn overlaps(self, with: Set) -> bool {
        self.ascii & with.ascii != 0 || self.other && with.other
    }

    /// All that is not in the set; of the characters that are not ASCII some are, whatever the set holds.
    fn negated(self) -> Set {
        Set { ascii: !self.ascii, other: true }
    }

    /// With both cases of each letter.
    fn any_case(self) -> Set {
        let upper = (self.ascii >> 32) & LETTERS;
        let lower = self.ascii & LETTERS << 32;
        // Two letters that are not ASCII count as `k` and `s`.
        Set { ascii: self.ascii | upper | (self.ascii & LETTERS) << 32 | lower, other: self.other || (upper | self.ascii & LETTERS) != 0 }
    }
}

/// `A` to `Z`.
const LETTERS: u128 = ((1 << 26) - 1) << 65;

/// Reads `pattern`, which the engine has read before.
pub(super) fn read(pattern: &str, flags: Flags) -> Node {
    let mut reader = Reader { rest: pattern, flags, groups: 0 };
    reader.either()
}

struct Reader<'a> {
    rest: &'a str,
    flags: Flags,
    groups: usize,
}

impl Reader<'_> {
    fn either(&mut self) -> Node {
        let mut branches = vec![self.all()];
        while self.eat("|") {
            branches.push(self.all());
        }
        if branches.len() == 1 { Node::All(branches) } else { Node::Either(branches) }
    }

    fn all(&mut self) -> Node {
        let mut parts = Vec::new();
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            let part = self.part();
            parts.push(self.repeated(part));
        }
        Node::All(parts)
    }

    fn part(&mut self) -> Node {
        match self.next() {
            '^' => Node::Start,
            '$' => Node::Nothing,
            '(' => self.group(),
            '[' => self.class(),
            '.' if self.flags.dot_all => Node::One(Set::ALL),
            '.' => Node::One(Set::of(['\n', '\r']).negated()),
            '\\' => self.escape(),
            c => self.one(Set::of([c])),
        }
    }

    fn one(&self, set: Set) -> Node {
        Node::One(if self.flags.icase { set.any_case() } else { set })
    }

    fn group(&mut self) -> Node {
        let looks = [("?=", false), ("?!", false), ("?<=", true), ("?<!", true)];
        let look = looks.into_iter().find(|(mark, _)| self.eat(mark));
        let is_plain = look.is_none() && !self.rest.starts_with('?');
        let is_named = look.is_none() && self.rest.starts_with("?<");
        let number = self.groups + 1;
        if is_plain || is_named {
            self.groups += 1;
        }
        if look.is_none() && !is_plain {
            // `?:`, `?<name>`, `?i:`.
            while !matches!(self.next(), ':' | '>' | '\0') {}
        }
        let body = Box::new(self.either());
        self.eat(")");
        match look {
            Some((_, behind)) => Node::Look { body, behind },
            None if is_plain || is_named => Node::Group(number, body),
            None => *body,
        }
    }

    /// `*`, `+`, `?`, `{2,3}` after `part`.
    fn repeated(&mut self, part: Node) -> Node {
        let (min, max) = match self.rest.chars().next() {
            Some('*') => (0, u32::MAX),
            Some('+') => (1, u32::MAX),
            Some('?') => (0, 1),
            Some('{') => match self.counts() {
                Some(counts) => counts,
                None => return part,
            },
            _ => return part,
        };
        self.next();
        self.eat("?");
        Node::Repeat { body: Box::new(part), min, max }
    }

    /// Reads `{2,3}` up to its last character; `None` where the brace stands for itself.
    fn counts(&mut self) -> Option<(u32, u32)> {
        let (inner, _) = self.rest.get(1..)?.split_once('}')?;
        let (min, max) = inner.split_once(',').unwrap_or((inner, inner));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if min.is_empty() || !is_number(min) || !is_number(max) {
            return None;
        }
        let counts = (min.parse().unwrap_or(u32::MAX), max.parse().unwrap_or(u32::MAX));
        self.rest = self.rest.get(1 + inner.len()..)?;
        Some(counts)
    }

    fn class(&mut self) -> Node {
        let is_negated = self.eat("^");
        let mut set = Set::EMPTY;
        let mut depth = 1;
        while depth > 0 && !self.rest.is_empty() {
            match self.next() {
                ']' => depth -= 1,
                // Sets within sets.
                '[' if self.flags.unicode_sets => (depth, set) = (depth + 1, Set::ALL),
                '\\' => match self.escape() {
                    Node::One(escaped) => set = set.union(self.range(escaped)),
                    _ => set = set.union(Set::of(['\u{8}'])),
                },
                c => set = set.union(self.range(Set::of([c]))),
            }
        }
        let set = if self.flags.icase { set.any_case() } else { set };
        Node::One(if is_negated && !self.flags.unicode_sets { set.negated() } else if is_negated { Set::ALL } else { set })
    }

    /// All from `first` on, where a hyphen and another end of a range follow.
    fn range(&mut self, first: Set) -> Set {
        let mut after = self.rest.chars();
        if after.next() != Some('-') || matches!(after.next(), None | Some(']')) {
            return first;
        }
        self.next();
        let last = match self.next() {
            '\\' => match self.escape() {
                Node::One(set) => set,
                _ => Set::ALL,
            },
            c => Set::of([c]),
        };
        let low = first.ascii.trailing_zeros().min(127);
        let high = if last.other { 127 } else { 127_u32.saturating_sub(last.ascii.leading_zeros()) };
        let from_low = u128::MAX << low;
        let up_to_high = u128::MAX >> (127 - high);
        let ascii = if first.ascii == 0 { 0 } else { from_low & up_to_high };
        Set { ascii: ascii | first.ascii | last.ascii, other: first.other || last.other }
    }

    /// Reads what follows a backslash.
    fn escape(&mut self) -> Node {
        let digits = Set::of('0'..='9');
        let word = digits.union(Set::of('a'..='z')).union(Set::of('A'..='Z')).union(Set::of(['_']));
        let blank = Set { other: true, ..Set::of([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']) };
        match self.next() {
            'd' => Node::One(digits),
            'D' => Node::One(digits.negated()),
            'w' => Node::One(word),
            'W' => Node::One(word.negated()),
            's' => Node::One(blank),
            'S' => Node::One(blank.negated()),
            'b' | 'B' => Node::Nothing,
            'n' => Node::One(Set::of(['\n'])),
            'r' => Node::One(Set::of(['\r'])),
            't' => Node::One(Set::of(['\t'])),
            'p' | 'P' | 'u' | 'x' | 'c' | 'k' | 'q' if !self.rest.is_empty() => self.long_escape(),
            digit @ '1'..='9' => {
                let more = self.rest.bytes().take_while(u8::is_ascii_digit).count();
                let number = format!("{digit}{}", self.rest.get(..more).unwrap_or(""));
                self.rest = self.rest.get(more..).unwrap_or("");
                Node::Again(number.parse().unwrap_or(0))
            }
            c => self.one(Set::of([c])),
        }
    }

    /// Passes over `{..}`, `<..>` or digits, whatever they stand for.
    fn long_escape(&mut self) -> Node {
        let is_name = self.rest.starts_with('<');
        if self.rest.starts_with(['{', '<']) {
            while !matches!(self.next(), '}' | '>' | '\0') {}
        } else {
            let digits = self.rest.bytes().take(4).take_while(u8::is_ascii_hexdigit).count();
            self.rest = self.rest.get(digits..).unwrap_or("");
        }
        if is_name { Node::Again(0) } else { Node::One(Set::ALL) }
    }

    /// The next character; NUL at the end.
    fn next(&mut self) -> char {
        let mut chars = self.rest.chars();
        let next = chars.next().unwrap_or('\0');
        self.rest = chars.as_str();
        next
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}
