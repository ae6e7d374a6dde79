//! Reads times, as exactly as they are written.

use jiff::Timestamp;
use jiff::tz::Offset;

use super::fields::Fields;
use super::write::after_day;
use super::{Locale, Part};

/// What `text` says, where it is made of `parts`.
pub(super) fn read(parts: &[Part], locale: &Locale, text: &str) -> Option<Fields> {
    let mut fields = Fields::default();
    let mut rest = text;
    for (index, part) in parts.iter().enumerate() {
        rest = match part {
            Part::Literal(literal) => rest.strip_prefix(literal.as_str())?,
            Part::Token(token) => {
                let inflected = after_day(parts.get(..index).unwrap_or_default());
                token_value(token, locale, inflected, rest, &mut fields)?
            }
        };
    }
    rest.is_empty().then_some(fields)
}

/// Reads `token` at the start of `rest` and returns what follows.
fn token_value<'a>(
    token: &str,
    locale: &Locale,
    inflected: bool,
    rest: &'a str,
    fields: &mut Fields,
) -> Option<&'a str> {
    let unit = token.chars().next()?;
    match unit {
        'Y' | 'y' | 'N' | 'g' | 'G' => year(token, rest, fields),
        'Q' | 'M' | 'D' => day(token, locale, inflected, rest, fields),
        'd' | 'e' | 'E' | 'w' | 'W' => week(token, locale, rest, fields),
        'Z' | 'z' => zone(token, rest, fields),
        'X' | 'x' => unix(token, rest, fields),
        _ => clock(token, locale, rest, fields),
    }
}

fn year<'a>(token: &str, rest: &'a str, fields: &mut Fields) -> Option<&'a str> {
    if let Some(name) = ["Anno Domini", "AD"].iter().find(|_| token.starts_with('N')) {
        return rest.strip_prefix(name).or_else(|| rest.strip_prefix("AD"));
    }
    let rest = if token == "YYYYYY" { rest.strip_prefix('+')? } else { rest };
    let (least, most) = match token {
        "Y" | "y" => (1, 4),
        token => (token.len(), token.len()),
    };
    let (number, rest) = digits(rest, least, most)?;
    let number = i16::try_from(number).ok()?;
    let century = if number > 68 { 1900 } else { 2000 };
    let number = if token.len() == 2 { number + century } else { number };
    match token.chars().next()? {
        'g' => fields.week_year = Some(number),
        'G' => fields.iso_year = Some(number),
        _ => fields.year = Some(number),
    }
    Some(rest)
}

fn day<'a>(
    token: &str,
    locale: &Locale,
    inflected: bool,
    rest: &'a str,
    fields: &mut Fields,
) -> Option<&'a str> {
    let named = match token {
        "MMMM" => Some(name(rest, 1..=12, |month| locale.month(month, inflected))?),
        "MMM" => Some(name(rest, 1..=12, |month| locale.short_month(month))?),
        "Mo" => Some(ordinal(rest, locale, 'M')?),
        "Qo" => Some(ordinal(rest, locale, 'Q')?),
        "Do" => Some(ordinal(rest, locale, 'D')?),
        "DDDo" => Some(ordinal(rest, locale, 'Y')?),
        _ => None,
    };
    let most = if token == "DDD" { 3 } else { 2 };
    let (number, rest) = named.or_else(|| number(token, rest, most))?;
    let small = i8::try_from(number).ok();
    match token {
        "Q" | "Qo" => fields.quarter = Some(small.filter(|quarter| (1..=4).contains(quarter))?),
        "MMMM" | "MMM" | "MM" | "M" | "Mo" => fields.month = Some(small?),
        "DDDD" | "DDD" | "DDDo" => fields.day_of_year = i16::try_from(number).ok(),
        _ => fields.day = Some(small?),
    }
    Some(rest)
}

fn week<'a>(token: &str, locale: &Locale, rest: &'a str, fields: &mut Fields) -> Option<&'a str> {
    let (number, rest) = match token {
        "dddd" => name(rest, 0..=6, |day| locale.weekday(day))?,
        "ddd" => name(rest, 0..=6, |day| locale.short_weekday(day))?,
        "dd" => name(rest, 0..=6, |day| locale.shortest_weekday(day))?,
        "do" => ordinal(rest, locale, 'd')?,
        "wo" => ordinal(rest, locale, 'w')?,
        "Wo" => ordinal(rest, locale, 'W')?,
        "d" | "e" | "E" => digits(rest, 1, 1)?,
        token => number(token, rest, 2)?,
    };
    match token {
        "ww" | "w" | "wo" => fields.week = i8::try_from(number).ok(),
        "WW" | "W" | "Wo" => fields.iso_week = i8::try_from(number).ok(),
        "e" => fields.weekday = Some((u32::try_from(number).ok()? + locale.first_weekday()) % 7),
        "E" => fields.weekday = Some(u32::try_from(number).ok()? % 7),
        _ => fields.weekday = u32::try_from(number).ok(),
    }
    Some(rest)
}

fn clock<'a>(token: &str, locale: &Locale, rest: &'a str, fields: &mut Fields) -> Option<&'a str> {
    if matches!(token, "A" | "a") {
        let words = (0..24).map(|hour| locale.half_day(hour, 0)).chain([locale.half_day(11, 30)]);
        let (word, rest) = words.filter_map(|word| Some((word, after(rest, word)?))).next()?;
        fields.half_day = Some(word.to_owned());
        return Some(rest);
    }
    if token.len() > 2 && token.starts_with(['H', 'h']) {
        return run_together(token, rest, fields);
    }
    if token.starts_with('S') {
        let (fraction, rest) = digits(rest, token.len(), token.len())?;
        let scale = 10_i64.pow(u32::try_from(9 - token.len().min(9)).ok()?);
        fields.nanosecond = i32::try_from(fraction * scale).ok()?;
        return Some(rest);
    }
    let (value, rest) = number(token, rest, 2)?;
    let value = i8::try_from(value).ok()?;
    match token {
        "HH" | "H" => fields.hour = Some(value),
        "kk" | "k" => fields.hour = Some(value % 24),
        "hh" | "h" => fields.hour12 = Some(value),
        "mm" | "m" => fields.minute = value,
        _ => fields.second = value,
    }
    Some(rest)
}

/// `Hmm` and the like: an hour of one or two digits and what follows it.
fn run_together<'a>(token: &str, rest: &'a str, fields: &mut Fields) -> Option<&'a str> {
    let (value, rest) = digits(rest, token.len(), token.len() + 1)?;
    let (value, second) = if token.ends_with("ss") { (value / 100, value % 100) } else { (value, 0) };
    let hour = i8::try_from(value / 100).ok();
    if token.starts_with('H') {
        fields.hour = hour;
    } else {
        fields.hour12 = hour;
    }
    fields.minute = i8::try_from(value % 100).ok()?;
    fields.second = i8::try_from(second).ok()?;
    Some(rest)
}

fn zone<'a>(token: &str, rest: &'a str, fields: &mut Fields) -> Option<&'a str> {
    if let "z" | "zz" = token {
        let name = ["UTC", "Coordinated Universal Time"].iter().find_map(|name| rest.strip_prefix(name));
        return Some(name.unwrap_or(rest));
    }
    let (offset, rest) = offset(rest)?;
    fields.offset = Some(offset);
    Some(rest)
}

/// `Z`, `+02:00` or `-0500` at the start of `text`, and what follows.
pub(super) fn offset(text: &str) -> Option<(Offset, &str)> {
    if let Some(rest) = text.strip_prefix(['Z', 'z']) {
        return Some((Offset::UTC, rest));
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, rest) = digits(text.strip_prefix(['+', '-'])?, 2, 2)?;
    let (minutes, rest) = digits(rest.strip_prefix(':').unwrap_or(rest), 2, 2)?;
    let seconds = i32::try_from((hours * 60 + minutes) * 60 * sign).ok()?;
    Offset::from_seconds(seconds).ok().map(|offset| (offset, rest))
}

fn unix<'a>(token: &str, rest: &'a str, fields: &mut Fields) -> Option<&'a str> {
    let (sign, unsigned) = rest.strip_prefix('-').map_or((1, rest), |rest| (-1, rest));
    let (value, rest) = digits(unsigned, 1, 15)?;
    let timestamp = if token == "X" { Timestamp::from_second } else { Timestamp::from_millisecond };
    fields.timestamp = Some(timestamp(value * sign).ok()?);
    Some(rest)
}

/// The number of a token of one letter, without zeros before it, or of as many digits as the token has letters.
fn number<'a>(token: &str, rest: &'a str, most: usize) -> Option<(i64, &'a str)> {
    let is_padded = token.len() > 1 && token != "DDD";
    let length = if token == "DDDD" { 3 } else { token.len() };
    let (value, after) = if is_padded { digits(rest, length, length)? } else { digits(rest, 1, most)? };
    let is_plain = is_padded || rest.len() - after.len() == 1 || !rest.starts_with('0');
    is_plain.then_some((value, after))
}

/// The digits at the start of `text` as a number, at least and at most so many.
pub(super) fn digits(text: &str, least: usize, most: usize) -> Option<(i64, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(count)?;
    (count >= least).then(|| digits.parse().ok()).flatten().map(|number| (number, rest))
}

/// The number whose ordinal stands at the start of `text`.
fn ordinal<'a>(text: &'a str, locale: &Locale, unit: char) -> Option<(i64, &'a str)> {
    let prefix = text.len() - text.trim_start_matches(|c: char| !c.is_ascii_digit()).len();
    let (number, _) = digits(text.get(prefix..)?, 1, 3)?;
    let written = locale.ordinal(u32::try_from(number).ok()?, unit);
    text.strip_prefix(&written).map(|rest| (number, rest))
}

/// The number of the longest name at the start of `text`.
fn name<'a, 'l>(
    text: &'a str,
    numbers: std::ops::RangeInclusive<u32>,
    name: impl Fn(u32) -> &'l str,
) -> Option<(i64, &'a str)> {
    let found = numbers.filter_map(|number| Some((number, after(text, name(number))?)));
    found.min_by_key(|(_, rest)| rest.len()).map(|(number, rest)| (i64::from(number), rest))
}

/// What follows `word` at the start of `text`, up to case.
fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    (!word.is_empty() && (start == word || start.to_lowercase() == word.to_lowercase())).then_some(rest)
}
