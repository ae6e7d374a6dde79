//! Writes times.

use jiff::Zoned;
use jiff::civil::Weekday;

use super::{Locale, Part};

/// `at` as `parts` ask for it.
pub(super) fn text(parts: &[Part], locale: &Locale, at: &Zoned) -> String {
    let mut text = String::new();
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Literal(literal) => text.push_str(literal),
            Part::Token(token) => {
                let before = parts.get(..index).unwrap_or_default();
                text.push_str(&token_text(token, locale, at, after_day(before)));
            }
        }
    }
    text
}

/// Whether the day of the month stands right before, which in some languages inflects the name of the month.
pub(super) fn after_day(before: &[Part]) -> bool {
    before.iter().rev().find_map(|part| match part {
        Part::Token(token) => Some(matches!(*token, "D" | "DD" | "Do")),
        Part::Literal(_) => None,
    }) == Some(true)
}

/// Days since Sunday.
pub(super) fn since_sunday(day: Weekday) -> u32 {
    u32::try_from(day.to_sunday_zero_offset()).unwrap_or(0)
}

fn token_text(token: &str, locale: &Locale, at: &Zoned, after_day: bool) -> String {
    let unit = token.chars().next().unwrap_or(' ');
    match unit {
        'Y' | 'y' | 'N' | 'g' | 'G' => year_text(token, locale, at),
        'Q' | 'M' | 'D' => day_text(token, locale, at, after_day),
        'd' | 'e' | 'E' | 'w' | 'W' => week_text(token, locale, at),
        'Z' | 'z' | 'X' | 'x' => zone_text(token, at),
        _ => clock_text(token, locale, at),
    }
}

fn year_text(token: &str, locale: &Locale, at: &Zoned) -> String {
    let year = i32::from(at.year());
    let iso = i32::from(at.date().iso_week_date().year());
    match token {
        "YYYYYY" => format!("{year:+07}"),
        "YYYYY" => format!("{year:05}"),
        "YYYY" | "yyyy" => format!("{year:04}"),
        "YY" => format!("{:02}", year.rem_euclid(100)),
        "Y" | "y" => year.to_string(),
        "yy" => format!("{year:02}"),
        "yyy" => format!("{year:03}"),
        "NNNN" => "Anno Domini".to_owned(),
        "N" | "NN" | "NNN" | "NNNNN" => "AD".to_owned(),
        "GGGG" => format!("{iso:04}"),
        "GG" => format!("{:02}", iso.rem_euclid(100)),
        "gggg" => format!("{:04}", locale.week(at.date()).0),
        _ => format!("{:02}", locale.week(at.date()).0.rem_euclid(100)),
    }
}

fn day_text(token: &str, locale: &Locale, at: &Zoned, after_day: bool) -> String {
    let (month, day) = (at.month().unsigned_abs().into(), at.day().unsigned_abs().into());
    let of_year: u32 = at.day_of_year().unsigned_abs().into();
    let quarter = u32::div_ceil(month, 3);
    match token {
        "Q" => quarter.to_string(),
        "Qo" => locale.ordinal(quarter, 'Q'),
        "MMMM" => locale.month(month, after_day).to_owned(),
        "MMM" => locale.short_month(month).to_owned(),
        "MM" => format!("{month:02}"),
        "Mo" => locale.ordinal(month, 'M'),
        "M" => month.to_string(),
        "DDDD" => format!("{of_year:03}"),
        "DDDo" => locale.ordinal(of_year, 'Y'),
        "DDD" => of_year.to_string(),
        "DD" => format!("{day:02}"),
        "Do" => locale.ordinal(day, 'D'),
        _ => day.to_string(),
    }
}

fn week_text(token: &str, locale: &Locale, at: &Zoned) -> String {
    let day = since_sunday(at.weekday());
    let (_, week) = locale.week(at.date());
    let iso = at.date().iso_week_date().week().unsigned_abs().into();
    match token {
        "dddd" => locale.weekday(day).to_owned(),
        "ddd" => locale.short_weekday(day).to_owned(),
        "dd" => locale.shortest_weekday(day).to_owned(),
        "do" => locale.ordinal(day, 'd'),
        "d" => day.to_string(),
        "e" => ((day + 7 - locale.first_weekday()) % 7).to_string(),
        "E" => ((day + 6) % 7 + 1).to_string(),
        "ww" => format!("{week:02}"),
        "wo" => locale.ordinal(week, 'w'),
        "w" => week.to_string(),
        "WW" => format!("{iso:02}"),
        "Wo" => locale.ordinal(iso, 'W'),
        _ => iso.to_string(),
    }
}

fn zone_text(token: &str, at: &Zoned) -> String {
    let minutes = at.offset().seconds() / 60;
    let (sign, hours, minutes) =
        (if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60);
    let is_utc = *at.time_zone() == jiff::tz::TimeZone::UTC;
    match token {
        "Z" => format!("{sign}{hours:02}:{minutes:02}"),
        "ZZ" => format!("{sign}{hours:02}{minutes:02}"),
        "X" => at.timestamp().as_second().to_string(),
        "x" => at.timestamp().as_millisecond().to_string(),
        "z" if is_utc => "UTC".to_owned(),
        "zz" if is_utc => "Coordinated Universal Time".to_owned(),
        _ => String::new(),
    }
}

fn clock_text(token: &str, locale: &Locale, at: &Zoned) -> String {
    let part = |part: i8| u32::from(part.unsigned_abs());
    let (hour, minute, second) = (part(at.hour()), part(at.minute()), part(at.second()));
    let (hour12, hour24) = ((hour + 11) % 12 + 1, if hour == 0 { 24 } else { hour });
    match token {
        "HH" => format!("{hour:02}"),
        "H" => hour.to_string(),
        "hh" => format!("{hour12:02}"),
        "h" => hour12.to_string(),
        "kk" => format!("{hour24:02}"),
        "k" => hour24.to_string(),
        "Hmm" => format!("{hour}{minute:02}"),
        "Hmmss" => format!("{hour}{minute:02}{second:02}"),
        "hmm" => format!("{hour12}{minute:02}"),
        "hmmss" => format!("{hour12}{minute:02}{second:02}"),
        "mm" => format!("{minute:02}"),
        "m" => minute.to_string(),
        "ss" => format!("{second:02}"),
        "s" => second.to_string(),
        "A" => locale.half_day(hour, minute).to_owned(),
        "a" => locale.half_day(hour, minute).to_lowercase(),
        // `S` to `SSSSSSSSS`: that many digits of the fraction.
        digits => {
            let fraction = format!("{:09}", at.subsec_nanosecond());
            fraction.get(..digits.len()).unwrap_or(&fraction).to_owned()
        }
    }
}
