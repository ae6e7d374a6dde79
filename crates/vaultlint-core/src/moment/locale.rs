//! How languages write dates: names, ordinals, halves of the day, usual forms.

use jiff::civil::Date;

use super::write::since_sunday;

mod names;

use names::{ALL, ENGLISH};

/// A language. Lists are separated by blanks.
#[derive(Debug)]
pub(crate) struct Locale {
    name: &'static str,
    months: &'static str,
    /// The names after a day, where they differ.
    months_of_day: Option<&'static str>,
    short_months: &'static str,
    /// From Sunday on.
    weekdays: &'static str,
    short_weekdays: &'static str,
    shortest_weekdays: &'static str,
    ordinal: Ordinal,
    half_days: HalfDays,
    /// `LT`, `LTS`, `L`, `LL`, `LLL`, `LLLL`.
    long: [&'static str; 6],
    /// Whether weeks start on Monday and week 1 holds 4 January; else on Sunday, and week 1 holds 1 January.
    iso_weeks: bool,
}

/// How ordinals are written.
#[derive(Debug, Clone, Copy)]
enum Ordinal {
    English,
    French,
    Dutch,
    Swedish,
    Russian,
    Chinese,
    Korean,
    /// A sign behind every number.
    Sign(&'static str),
    /// A sign behind days only.
    Day(&'static str),
}

/// How the halves of the day are called.
#[derive(Debug, Clone, Copy)]
enum HalfDays {
    Two([&'static str; 2]),
    /// By the hour and the minute: the name holds up to that time of day.
    Many(&'static [(u32, &'static str)]),
}

impl Locale {
    /// The language called `name`, as `en`, `pt-br` or `de_DE`; of a variety that is not known, the language.
    pub(crate) fn find(name: &str) -> Option<&'static Locale> {
        let name = name.to_lowercase().replace('_', "-");
        let language = match name.split('-').next() {
            Some("zh") => "zh-cn",
            Some(language) => language,
            None => "",
        };
        let find = |wanted: &str| ALL.iter().find(|locale| locale.name == wanted);
        find(&name).or_else(|| find(language))
    }

    /// All languages.
    pub(super) fn all() -> impl Iterator<Item = &'static Locale> {
        ALL.iter()
    }

    /// Their names.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        Locale::all().map(|locale| locale.name)
    }

    /// English.
    pub(crate) fn english() -> &'static Locale {
        &ENGLISH
    }

    /// The name of the month, from 1; the form that follows a day where `after_day`.
    pub(crate) fn month(&self, month: u32, after_day: bool) -> &'static str {
        let months = self.months_of_day.filter(|_| after_day).unwrap_or(self.months);
        item(months, month.saturating_sub(1))
    }

    pub(super) fn short_month(&self, month: u32) -> &'static str {
        item(self.short_months, month.saturating_sub(1))
    }

    /// The name of the weekday, Sunday being 0.
    pub(crate) fn weekday(&self, day: u32) -> &'static str {
        item(self.weekdays, day)
    }

    pub(super) fn short_weekday(&self, day: u32) -> &'static str {
        item(self.short_weekdays, day)
    }

    pub(super) fn shortest_weekday(&self, day: u32) -> &'static str {
        item(self.shortest_weekdays, day)
    }

    pub(super) fn has_iso_weeks(&self) -> bool {
        self.iso_weeks
    }

    /// The day that weeks start on.
    pub(super) fn first_weekday(&self) -> u32 {
        u32::from(self.iso_weeks)
    }

    /// Year and number of the week of `date`.
    pub(super) fn week(&self, date: Date) -> (i32, u32) {
        if self.iso_weeks {
            let week = date.iso_week_date();
            return (week.year().into(), week.week().unsigned_abs().into());
        }
        let of_year = i64::from(date.day_of_year());
        let left = i64::from(date.days_in_year()) - of_year;
        // The week of New Year is the first one.
        if left + i64::from(since_sunday(date.weekday())) < 6 {
            return (i32::from(date.year()) + 1, 1);
        }
        let first = (i64::from(since_sunday(date.weekday())) - (of_year - 1)).rem_euclid(7);
        (date.year().into(), u32::try_from((of_year - 1 + first) / 7 + 1).unwrap_or(1))
    }

    /// The word for the half of the day.
    pub(super) fn half_day(&self, hour: u32, minute: u32) -> &'static str {
        match self.half_days {
            HalfDays::Two([before, after]) => {
                if hour < 12 {
                    before
                } else {
                    after
                }
            }
            HalfDays::Many(parts) => {
                let at = hour * 100 + minute;
                parts.iter().find(|(end, _)| at < *end).map_or("", |(_, name)| name)
            }
        }
    }

    /// `number` as an ordinal; `unit` is the letter of what is counted, `Y` for days of the year.
    pub(super) fn ordinal(&self, number: u32, unit: char) -> String {
        let ending = match self.ordinal {
            Ordinal::Sign(sign) => sign,
            Ordinal::Day(sign) if unit == 'D' => sign,
            Ordinal::Day(_) => "",
            Ordinal::English => english_ending(number),
            Ordinal::French => match (unit, number) {
                ('w' | 'W', 1) => "re",
                (_, 1) => "er",
                ('D', _) => "",
                _ => "e",
            },
            Ordinal::Dutch if matches!(number, 1 | 8) || number >= 20 => "ste",
            Ordinal::Dutch => "de",
            Ordinal::Swedish if number / 10 % 10 != 1 && matches!(number % 10, 1 | 2) => ":a",
            Ordinal::Swedish => ":e",
            Ordinal::Russian => match unit {
                'D' => "-го",
                'w' | 'W' => "-я",
                _ => "-й",
            },
            Ordinal::Chinese => match unit {
                'D' | 'd' | 'Y' => "日",
                'M' => "月",
                'w' | 'W' => "周",
                _ => "",
            },
            Ordinal::Korean => match unit {
                'M' => "월",
                'w' | 'W' => "주",
                _ => "일",
            },
        };
        format!("{number}{ending}")
    }

    /// The format that `token` stands for.
    pub(super) fn long_format(&self, token: &str) -> Option<String> {
        const NAMES: [&str; 6] = ["LT", "LTS", "L", "LL", "LLL", "LLLL"];
        let place =
            NAMES.iter().position(|name| *name == token.to_uppercase() && token.starts_with(['L', 'l']))?;
        let format = self.long.get(place)?;
        if token.starts_with('L') {
            return Some((*format).to_owned());
        }
        let shorter = format.replace("MMMM", "\u{1}").replace("dddd", "\u{2}").replace("MM", "M");
        Some(shorter.replace("DD", "D").replace('\u{1}', "MMM").replace('\u{2}', "ddd"))
    }
}

fn item(list: &'static str, index: u32) -> &'static str {
    list.split(' ').nth(index as usize).unwrap_or("")
}

fn english_ending(number: u32) -> &'static str {
    match (number % 10, number / 10 % 10) {
        (1, tens) if tens != 1 => "st",
        (2, tens) if tens != 1 => "nd",
        (3, tens) if tens != 1 => "rd",
        _ => "th",
    }
}
