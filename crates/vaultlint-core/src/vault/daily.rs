//! Names of daily notes: Moment.js formats as the core plugin uses them (OBSIDIAN.md 1.3).

use jiff::civil::Date;
use jiff::tz::TimeZone;
use regex::Regex;

use super::settings::DailyNotes;
use crate::moment::{Format, Locale, Part};

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl DailyNotes {
    /// The path of the daily note of `day`, with `.md`; names of months and weekdays in English.
    pub fn path_of(&self, day: Day) -> String {
        let name = day.zoned().map(|day| format(&self.format).text(&day)).unwrap_or_default();
        let folder = if self.folder.is_empty() { String::new() } else { format!("{}/", self.folder) };
        format!("{folder}{name}.md")
    }
}

/// Recognises names of daily notes.
#[derive(Debug)]
pub(super) struct DailyNames(Vec<Regex>);

impl DailyNames {
    pub(super) fn new(settings: &DailyNotes) -> Self {
        let name = settings.format.rsplit('/').next().unwrap_or(&settings.format);
        let mut formats = vec![&*settings.format];
        // The last segment alone is enough where it names a day of a year.
        if name != &*settings.format && names_a_day(name) {
            formats.push(name);
        }
        DailyNames(formats.into_iter().filter(|format| names_a_day(format)).filter_map(pattern).collect())
    }

    /// Whether `linkpath` is the name of a daily note, in whatever folder, with or without `.md`.
    pub(super) fn contain(&self, linkpath: &str) -> bool {
        self.0.iter().any(|pattern| pattern.is_match(linkpath))
    }
}

/// Whether names of this format tell days of different years apart.
fn names_a_day(format: &str) -> bool {
    let format = self::format(format);
    let has = |first: &[char]| {
        format.parts().iter().any(|part| matches!(part, Part::Token(token) if token.starts_with(first)))
    };
    has(&['Y', 'G', 'g']) && has(&['D', 'd', 'E'])
}

fn pattern(format: &str) -> Option<Regex> {
    let body: String = self::format(format).parts().iter().map(part_pattern).collect();
    Regex::new(&format!(r"(?i)^(?:.*/)?{body}(?:\.md)?$")).ok()
}

fn format(format: &str) -> Format {
    Format::new(format, Locale::english())
}

fn part_pattern(part: &Part) -> String {
    match part {
        Part::Literal(text) => regex::escape(text),
        Part::Token(token) => token_pattern(token).to_owned(),
    }
}

/// What a token may stand for; words and ordinals are those of any language.
fn token_pattern(token: &str) -> &'static str {
    match token {
        "YYYY" | "GGGG" | "gggg" => r"[0-9]{4}",
        "DDDD" => r"[0-9]{3}",
        "YY" | "GG" | "gg" | "MM" | "DD" | "WW" | "ww" | "HH" | "hh" | "kk" | "mm" | "ss" => r"[0-9]{2}",
        "M" | "D" | "W" | "w" | "H" | "h" | "k" | "m" | "s" => r"[0-9]{1,2}",
        "DDD" => r"[0-9]{1,3}",
        "Q" | "E" | "e" | "d" => r"[0-9]",
        "Y" | "y" | "X" | "x" => r"[0-9]{1,15}",
        "Do" | "Mo" | "Qo" | "do" | "wo" | "Wo" | "DDDo" => r"[0-9]{1,3}[^/0-9]{0,3}",
        _ => r"[^/0-9]{1,20}",
    }
}

impl Day {
    fn zoned(self) -> Option<jiff::Zoned> {
        let (year, month) = (i16::try_from(self.year).ok()?, i8::try_from(self.month).ok()?);
        Date::new(year, month, i8::try_from(self.day).ok()?).ok()?.to_zoned(TimeZone::UTC).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn daily(folder: &str, format: &str) -> DailyNotes {
        DailyNotes { folder: folder.into(), format: format.into() }
    }

    #[test]
    fn paths_follow_the_format() {
        let rows = [
            ("", "YYYY-MM-DD", "2026-09-07.md"),
            ("D/x", "YYYY/[Daily]/MM/YYYY-MM-DD", "D/x/2026/Daily/09/2026-09-07.md"),
            ("", "dddd, MMMM Do YYYY", "Monday, September 7th 2026.md"),
            ("", "YY.M.D ddd MMM", "26.9.7 Mon Sep.md"),
            ("", "GGGG-[W]WW-E Q DDDD", "2026-W37-1 3 250.md"),
        ];
        for (folder, format, expected) in rows {
            let day = Day { year: 2026, month: 9, day: 7 };
            assert_eq!(daily(folder, format).path_of(day), expected, "{format}");
        }
        let week = |year, month, day| daily("", "GGGG-WW").path_of(Day { year, month, day });
        assert_eq!(
            [week(2021, 1, 3), week(2024, 12, 30), week(2020, 12, 31)],
            ["2020-53.md", "2025-01.md", "2020-53.md"]
        );
    }

    #[test]
    fn names_are_recognised() {
        let names = |format: &str| DailyNames::new(&daily("", format));
        let plain = names("YYYY-MM-DD");
        for name in ["2024-01-31", "Daily/2024-01-31", "2024-01-31.md"] {
            assert!(plain.contain(name), "{name}");
        }
        for name in ["2024-01", "2024-01-31x", "a2024-01-31", "", "x/2024-01-31/y"] {
            assert!(!plain.contain(name), "{name}");
        }
        let nested = names("YYYY/[Daily]/MM/YYYY-MM-DD");
        assert!(nested.contain("2024-01-31") && nested.contain("d/2024/daily/01/2024-01-31"));
        let short = names("YYYY/MM/DD");
        assert!(short.contain("2024/01/31") && !short.contain("31") && !short.contain("01/31"));
        assert!(names("dddd Do MMMM YYYY").contain("Miércoles 3º enero 2024"));
        assert!(!names("[Today]").contain("Today") && !names("(+.*?[").contain("x"));
    }
}
