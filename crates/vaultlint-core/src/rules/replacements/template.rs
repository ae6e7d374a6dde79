//! What is written in place of a match, as JavaScript has it.

use regress::Match;

use crate::text::TextRange;

/// A replacement text, taken apart.
#[derive(Debug, Clone)]
pub(super) struct Template(Vec<Part>);

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Text(String),
    /// `$&`.
    Whole,
    /// `` $` `` and `$'`: what stands before and after the match.
    Before,
    After,
    /// `$1`; the digits as written.
    Group(String),
    /// `$<name>`.
    Named(String),
}

/// A piece of what is written: text, or what stands in the note.
pub(super) enum Piece<'a> {
    New(&'a str),
    Kept(TextRange),
}

impl Template {
    /// Reads `text`.
    pub(super) fn new(text: &str) -> Self {
        let mut template = Template(Vec::new());
        let mut rest = text;
        while let Some(at) = rest.find(['$', '\\']) {
            let (before, from) = rest.split_at(at);
            template.push_text(before);
            rest = match from.strip_prefix('\\') {
                Some(after) => template.escape(after),
                None => template.dollar(from.get(1..).unwrap_or("")),
            };
        }
        template.push_text(rest);
        template
    }

    /// The whole text, where it holds nothing of what was found.
    pub(super) fn literal(&self) -> Option<String> {
        let text = |part: &Part| match part {
            Part::Text(text) => Some(text.clone()),
            _ => None,
        };
        self.0.iter().map(text).collect()
    }

    /// What is written for `found` in a text of `len` bytes.
    pub(super) fn pieces<'a>(&'a self, found: &Match, len: usize) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let kept = |range: Option<std::ops::Range<usize>>| {
            range.map(|range| Piece::Kept(range.into()))
        };
        for part in &self.0 {
            match part {
                Part::Text(text) => pieces.push(Piece::New(text)),
                Part::Whole => pieces.extend(kept(Some(found.range()))),
                Part::Before => pieces.extend(kept(Some(0..found.start()))),
                Part::After => pieces.extend(kept(Some(found.end()..len))),
                Part::Named(name) => pieces.extend(kept(found.named_group(name))),
                Part::Group(digits) => {
                    let groups = found.captures.len();
                    let number = |len: usize| digits.get(..len).and_then(|it| it.parse().ok());
                    let is_group = |number: &usize| (1..=groups).contains(number);
                    // `$12` is the first group and a 2 where there are fewer than twelve.
                    let read = [digits.len(), 1].into_iter().find_map(|len| Some((number(len).filter(is_group)?, len)));
                    match read {
                        Some((number, len)) => {
                            pieces.extend(kept(found.group(number)));
                            pieces.push(Piece::New(digits.get(len..).unwrap_or("")));
                        }
                        None => pieces.extend([Piece::New("$"), Piece::New(digits)]),
                    }
                }
            }
        }
        pieces
    }

    fn push_text(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(Part::Text(last)) => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.0.push(Part::Text(text.to_owned())),
        }
    }

    /// Reads what follows a backslash. One that escapes nothing stands for itself: `\rangle`.
    fn escape<'t>(&mut self, after: &'t str) -> &'t str {
        for (sign, text) in [("n", "\n"), ("t", "\t"), ("\\", "\\")] {
            if let Some(rest) = after.strip_prefix(sign) {
                self.push_text(text);
                return rest;
            }
        }
        self.push_text("\\");
        after
    }

    /// Reads what follows a dollar.
    fn dollar<'t>(&mut self, after: &'t str) -> &'t str {
        for (sign, part) in [("&", Part::Whole), ("`", Part::Before), ("'", Part::After)] {
            if let Some(rest) = after.strip_prefix(sign) {
                self.0.push(part);
                return rest;
            }
        }
        if let Some(rest) = after.strip_prefix('$') {
            self.push_text("$");
            return rest;
        }
        if let Some((name, rest)) = after.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
            self.0.push(Part::Named(name.to_owned()));
            return rest;
        }
        let digits = after.bytes().take(2).take_while(u8::is_ascii_digit).count();
        match after.split_at_checked(digits) {
            Some((number, rest)) if digits > 0 => {
                self.0.push(Part::Group(number.to_owned()));
                rest
            }
            _ => {
                self.push_text("$");
                after
            }
        }
    }
}
