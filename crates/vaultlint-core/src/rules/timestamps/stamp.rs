//! What time stamps of a note should say.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::place::Place;
use super::{OtherForms, Timestamps};
use crate::diagnostic::Fix;
use crate::moment::{Format, guess};
use crate::note::Note;
use crate::text::TextRange;
use crate::vault::NoteTimes;

/// How far the time of a file may be from its time stamp, in seconds: the stamp is written before the file is.
const TOLERANCE: i64 = 5;

/// A time stamp that is missing or wrong.
pub(super) struct Stale {
    pub range: TextRange,
    pub message: String,
    pub fix: Fix,
}

/// The time stamps of a note.
pub(super) struct Stamps<'a> {
    rule: &'a Timestamps,
    note: &'a Note,
    times: &'a NoteTimes,
    format: Format,
    zone: TimeZone,
}

impl<'a> Stamps<'a> {
    /// Those of `note`; `None` where its properties cannot be read.
    pub(super) fn of(rule: &'a Timestamps, note: &'a Note, times: &'a NoteTimes) -> Option<Self> {
        let is_readable = note.front_matter.as_ref().is_none_or(|it| it.errors.is_empty());
        if !is_readable || note.front_matter_flaw.is_some() || rule.format.trim().is_empty() {
            return None;
        }
        let zone = if rule.utc { TimeZone::UTC } else { times.zone() };
        Some(Stamps { rule, note, times, format: Format::new(&rule.format, rule.locale.locale()), zone })
    }

    /// The time of making, where it has to be written.
    pub(super) fn created(&self) -> Option<Stale> {
        let key = self.rule.created.as_str();
        let place = Place::of(self.note, key);
        let made = self.times.created.map(|at| self.zoned(at));
        let (message, time) = match &place {
            _ if key.is_empty() => return None,
            Place::Other => return None,
            Place::Missing | Place::Empty(_) => {
                (format!("`{key}` does not say when this note was made"), made?)
            }
            Place::Filled { text, .. } if self.read(text).is_some() => return None,
            Place::Filled { text, .. } => {
                let time = match self.rule.other_forms {
                    OtherForms::Keep => return None,
                    OtherForms::Rewrite => guess(text, self.rule.locale.locale(), &self.zone)?,
                    OtherForms::Replace => made?,
                };
                (self.wrong_form(key), time)
            }
        };
        self.stale(key, &place, message, &time)
    }

    /// The time of the last change, where it has to be written. `is_edited` says that the note is being changed now.
    pub(super) fn modified(&self, is_edited: bool) -> Option<Stale> {
        let key = self.rule.modified.as_str();
        let place = Place::of(self.note, key);
        let message = match &place {
            _ if key.is_empty() => return None,
            Place::Other => return None,
            Place::Missing | Place::Empty(_) => {
                format!("`{key}` does not say when this note was last changed")
            }
            Place::Filled { text, .. } => match self.read(text) {
                None => self.wrong_form(key),
                Some(time) if self.rule.follow_source && !self.is_current(&time) => {
                    format!("`{key}` is not when this note was last changed")
                }
                Some(_) if is_edited => format!("`{key}` is from before this change"),
                Some(_) => return None,
            },
        };
        let is_now = is_edited || self.rule.stamps_count;
        let time = if is_now { self.times.now } else { self.times.modified };
        self.stale(key, &place, message, &self.zoned(time?))
    }

    fn wrong_form(&self, key: &str) -> String {
        format!("`{key}` is not of the form `{}`, as other notes have it", self.rule.format.trim())
    }

    fn stale(&self, key: &str, place: &Place, message: String, time: &Zoned) -> Option<Stale> {
        let text = self.format.text(time);
        if matches!(place, Place::Filled { text: found, .. } if *found == text) {
            return None;
        }
        let edit = place.write(self.note, key, &text)?;
        let fix = Fix::safe(format!("Write `{text}`"), vec![edit]);
        Some(Stale { range: self.range(key, place), message, fix })
    }

    /// The value, the key without one, or the start of the properties.
    fn range(&self, key: &str, place: &Place) -> TextRange {
        if let Place::Filled { range, .. } = place {
            return *range;
        }
        let Some(front_matter) = &self.note.front_matter else {
            return TextRange::empty(crate::note::bom_len(&self.note.text));
        };
        let start = front_matter.range.start();
        front_matter.get(key).map_or(TextRange::new(start, start + 3), |property| property.key_range)
    }

    /// The time that `text` says, where it is of the right form.
    fn read(&self, text: &str) -> Option<Zoned> {
        self.format.read(text, &self.zone)
    }

    /// Whether `time` may be that of the last change, as exactly as it is written. The time of the run may be, too: the
    /// stamp has just been written.
    fn is_current(&self, time: &Zoned) -> bool {
        let Some(modified) = self.times.modified else { return true };
        let since = self.times.modified_since.unwrap_or(modified);
        let (Some(from), Some(to)) = (self.rounded(since), self.rounded(modified)) else { return true };
        let time = time.timestamp().as_second();
        let is_now = self.times.now.and_then(|now| self.rounded(now)) == Some(time);
        (from - TOLERANCE..=to + TOLERANCE).contains(&time) || is_now
    }

    /// What is left of `at` when it is written and read again, in seconds.
    fn rounded(&self, at: Timestamp) -> Option<i64> {
        let text = self.format.text(&self.zoned(at));
        self.read(&text).map(|time| time.timestamp().as_second())
    }

    fn zoned(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.zone.clone())
    }
}
