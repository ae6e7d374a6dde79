//! Whether text is English, so that a list of English misspellings may judge it: `als` and `fo` are words elsewhere.

use crate::note::Note;
use crate::text::TextRange;

/// Words that English text is full of and that other languages do not have.
const ENGLISH: [&str; 40] = [
    "the", "and", "of", "to", "is", "that", "it", "for", "with", "are", "this", "be", "on", "as", "by", "not", "or",
    "have", "from", "but", "you", "they", "we", "which", "their", "has", "would", "what", "when", "there", "how",
    "should", "my", "your", "can", "been", "some", "if", "its", "at",
];

/// Words that text in German, French, Spanish, Portuguese, Italian, Dutch, Polish, Czech and the languages of
/// Scandinavia is full of and that English does not have.
const OTHERS: [&str; 76] = [
    "der", "das", "und", "ist", "ein", "eine", "nicht", "mit", "von", "den", "dem", "auf", "für", "auch", "wird",
    "werden", "sich", "als", "le", "la", "les", "des", "du", "et", "est", "une", "dans", "que", "qui", "pour", "pas",
    "sur", "ce", "el", "los", "las", "una", "es", "por", "con", "para", "como", "se", "del", "il", "di", "che", "della",
    "sono", "per", "het", "een", "van", "niet", "zijn", "voor", "met", "dat", "og", "det", "som", "til", "av", "att",
    "och", "på", "não", "uma", "os", "em", "na", "nie", "jest", "že", "w", "z",
];

/// Length in bytes of the longest word of both lists.
const LONGEST: usize = 6;

/// How much of a note speaks for English.
pub(super) struct English {
    note: Count,
}

#[derive(Default, Clone, Copy)]
struct Count {
    english: usize,
    others: usize,
}

impl English {
    /// Reads the stretches of prose in `note`.
    pub(super) fn of(note: &Note, stretches: &[TextRange]) -> Self {
        let mut count = Count::default();
        stretches.iter().for_each(|stretch| count.add(note.slice(*stretch)));
        English { note: count }
    }

    /// Whether `stretch` of `note` is English: most of what tells is, in the stretch and in the note.
    pub(super) fn is_english(&self, note: &Note, stretch: TextRange) -> bool {
        let mut own = Count::default();
        own.add(note.slice(stretch));
        own.is_english() && (self.note.is_english() || own.english > 2 * own.others + 1)
    }
}

impl Count {
    fn add(&mut self, text: &str) {
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            let is_in = |list: &[&str]| word.len() <= LONGEST && list.iter().any(|it| it.eq_ignore_ascii_case(word));
            if is_in(&ENGLISH) {
                self.english += 1;
            } else if !word.is_ascii() || is_in(&OTHERS) {
                self.others += 1;
            }
        }
    }

    fn is_english(self) -> bool {
        self.english >= self.others
    }
}
