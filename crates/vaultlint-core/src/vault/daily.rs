//! Names of daily notes: Moment.js formats as the core plugin uses them (OBSIDIAN.md 1.3).

use regex::Regex;

use super::settings::DailyNotes;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The tokens that name days, the longer before the shorter.
const TOKENS: [&str; 22] = [
    "YYYY", "YY", "MMMM", "MMM", "MM", "M", "DDDD", "DDD", "Do", "DD", "D", "dddd", "ddd", "GGGG", "gggg",
    "WW", "W", "ww", "w", "Q", "E", "d",
];

/// A part of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Token(&'static str),
}

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
        let parts = parts_of(&self.format);
        let name: String = parts.iter().map(|part| part.text(day)).collect();
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
    let parts = parts_of(format);
    let has = |first: &[char]| {
        parts.iter().any(|part| matches!(part, Part::Token(token) if token.starts_with(first)))
    };
    has(&['Y', 'G', 'g']) && has(&['D', 'd', 'E'])
}

fn pattern(format: &str) -> Option<Regex> {
    let body: String = parts_of(format).iter().map(Part::pattern).collect();
    Regex::new(&format!(r"(?i)^(?:.*/)?{body}(?:\.md)?$")).ok()
}

fn parts_of(format: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let bracketed = rest.strip_prefix('[').and_then(|inner| inner.split_once(']'));
        if let Some((literal, after)) = bracketed {
            push_literal(&mut parts, literal);
            rest = after;
        } else if let Some(token) = TOKENS.iter().find(|token| rest.starts_with(**token)) {
            parts.push(Part::Token(token));
            rest = rest.get(token.len()..).unwrap_or("");
        } else {
            let (literal, after) = rest.split_at(first.len_utf8());
            push_literal(&mut parts, literal);
            rest = after;
        }
    }
    parts
}

fn push_literal(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        Some(Part::Literal(before)) => before.push_str(text),
        _ => parts.push(Part::Literal(text.to_string())),
    }
}

impl Part {
    fn text(&self, day: Day) -> String {
        match self {
            Part::Literal(text) => text.clone(),
            Part::Token(token) => token_text(token, day),
        }
    }

    fn pattern(&self) -> String {
        match self {
            Part::Literal(text) => regex::escape(text),
            Part::Token(token) => token_pattern(token).to_string(),
        }
    }
}

fn token_text(token: &str, day: Day) -> String {
    let named = |names: &[&str], index: u32| names.get(index as usize).copied().unwrap_or("").to_string();
    let short = |name: String| name.chars().take(3).collect::<String>();
    let month = u32::from(day.month.max(1)) - 1;
    let (week_year, week) = day.iso_week();
    match token {
        "YYYY" => format!("{:04}", day.year),
        "YY" => format!("{:02}", day.year % 100),
        "MMMM" => named(&MONTHS, month),
        "MMM" => short(named(&MONTHS, month)),
        "MM" => format!("{:02}", day.month),
        "M" => day.month.to_string(),
        "DDDD" => format!("{:03}", day.of_year()),
        "DDD" => day.of_year().to_string(),
        "Do" => format!("{}{}", day.day, ordinal_suffix(day.day)),
        "DD" => format!("{:02}", day.day),
        "D" => day.day.to_string(),
        "dddd" => named(&WEEKDAYS, day.weekday()),
        "ddd" => short(named(&WEEKDAYS, day.weekday())),
        "GGGG" | "gggg" => format!("{week_year:04}"),
        "WW" | "ww" => format!("{week:02}"),
        "W" | "w" => week.to_string(),
        "Q" => day.month.div_ceil(3).to_string(),
        "E" => (day.weekday() + 1).to_string(),
        _ => ((day.weekday() + 1) % 7).to_string(),
    }
}

/// What a token may stand for; words and ordinals are those of any language.
fn token_pattern(token: &str) -> &'static str {
    match token {
        "YYYY" | "GGGG" | "gggg" => r"[0-9]{4}",
        "DDDD" => r"[0-9]{3}",
        "YY" | "MM" | "DD" | "WW" | "ww" => r"[0-9]{2}",
        "M" | "D" | "W" | "w" => r"[0-9]{1,2}",
        "DDD" => r"[0-9]{1,3}",
        "Q" | "E" | "d" => r"[0-9]",
        "Do" => r"[0-9]{1,2}[^/0-9]{0,3}",
        _ => r"[^/0-9]{1,20}",
    }
}

fn ordinal_suffix(n: u8) -> &'static str {
    match (n % 10, n / 10) {
        (1, tens) if tens != 1 => "st",
        (2, tens) if tens != 1 => "nd",
        (3, tens) if tens != 1 => "rd",
        _ => "th",
    }
}

impl Day {
    /// 0 for Monday.
    fn weekday(self) -> u32 {
        // 1 January of year 1 was a Monday.
        (self.number().saturating_sub(1)) % 7
    }

    /// Days since the last day before year 1.
    fn number(self) -> u32 {
        let before = u32::from(self.year).saturating_sub(1);
        before * 365 + before / 4 - before / 100 + before / 400 + self.of_year()
    }

    /// The day of the year, from 1.
    fn of_year(self) -> u32 {
        const BEFORE: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let month = usize::from(self.month.max(1)) - 1;
        let leap_day = u32::from(self.month > 2 && is_leap(self.year));
        BEFORE.get(month).copied().unwrap_or(334) + leap_day + u32::from(self.day)
    }

    /// Year and number of the week, which starts on Monday; week 1 holds 4 January.
    fn iso_week(self) -> (u32, u32) {
        let year = u32::from(self.year);
        // The Thursday of the week decides.
        let thursday = self.of_year() as i64 - i64::from(self.weekday()) + 3;
        let days = 365 + i64::from(is_leap(self.year));
        let days_before = 365 + i64::from(is_leap(self.year.saturating_sub(1)));
        let (year, of_year) = match thursday {
            day if day < 1 => (year.saturating_sub(1), day + days_before),
            day if day > days => (year + 1, day - days),
            day => (year, day),
        };
        (year, u32::try_from((of_year - 1) / 7 + 1).unwrap_or(1))
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
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
