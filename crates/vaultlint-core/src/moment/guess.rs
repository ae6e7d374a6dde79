//! Reads times in other forms than the one asked for.

use jiff::Zoned;
use jiff::tz::TimeZone;

use super::fields::Fields;
use super::read::{digits, offset};
use super::{Format, Locale};

/// Words between the parts of a date.
const FILLERS: [&str; 12] = ["at", "the", "of", "on", "um", "uhr", "der", "den", "de", "à", "le", "del"];

/// What `text` says in one of the forms that leave no doubt: that of ISO 8601, with a blank or the letter `T`, or one
/// with the name of the month, in the language of `locale` or another one that is known. `01/02/2020` may be either day.
pub(crate) fn guess(text: &str, locale: &'static Locale, zone: &TimeZone) -> Option<Zoned> {
    let english = Locale::english();
    let dates = ["YYYY-MM-DD", "YYYY/MM/DD", "YYYY.MM.DD"];
    let times = ["", "[T]HH:mm", "[T]HH:mm:ss", "[T]HH:mm:ss.SSS", " HH:mm", " HH:mm:ss", " H:mm"];
    let zones = ["", "Z", " Z"];
    let formats = dates.iter().flat_map(|date| times.iter().map(move |time| format!("{date}{time}")));
    let formats = formats.flat_map(|format| zones.map(|zone| format!("{format}{zone}")));
    let text = text.trim();
    if text.starts_with(|c: char| c.is_ascii_digit())
        && let Some(at) = formats.filter_map(|it| Format::new(&it, english).read(text, zone)).next()
    {
        return Some(at);
    }
    // What was written in another language before is read too.
    let locales = [locale].into_iter().chain(Locale::all());
    locales.filter_map(|locale| named(text, &[english, locale])?.zoned(english, zone)).next()
}

/// Reads a date with a named month.
fn named(text: &str, locales: &[&'static Locale]) -> Option<Fields> {
    let mut fields = Fields::default();
    let mut rest = text.trim_start_matches(is_separator);
    while let Some(first) = rest.chars().next() {
        rest = if first.is_ascii_digit() {
            number(rest, &mut fields)?
        } else if matches!(first, '+' | '-') && (fields.hour.is_some() || fields.hour12.is_some()) {
            let (offset, rest) = offset(rest)?;
            fields.offset = Some(offset);
            rest
        } else {
            word(rest, locales, &mut fields)?
        };
        rest = rest.trim_start_matches(is_separator);
    }
    if fields.half_day.is_some() {
        fields.hour12 = fields.hour.take();
    }
    let is_date = fields.year.is_some() && fields.month.is_some() && fields.day.is_some();
    is_date.then_some(fields)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '.')
}

/// A year, a day or a time of day.
fn number<'a>(rest: &'a str, fields: &mut Fields) -> Option<&'a str> {
    let (value, after) = digits(rest, 1, 5)?;
    let length = rest.len() - after.len();
    if let Some(minutes) = after.strip_prefix(':').filter(|_| fields.hour.is_none()) {
        fields.hour = Some(i8::try_from(value).ok()?);
        let (minute, after) = digits(minutes, 2, 2)?;
        fields.minute = i8::try_from(minute).ok()?;
        let Some(seconds) = after.strip_prefix(':') else { return Some(after) };
        let (second, after) = digits(seconds, 2, 2)?;
        fields.second = i8::try_from(second).ok()?;
        return Some(after);
    }
    if length == 4 && fields.year.is_none() {
        fields.year = i16::try_from(value).ok();
        return Some(after);
    }
    if length > 2 || fields.day.is_some() {
        return None;
    }
    fields.day = Some(i8::try_from(value).ok()?);
    // The ending of an ordinal.
    let endings = ["st", "nd", "rd", "th", "er", "º", "ª", "e"];
    Some(endings.iter().find_map(|ending| after.strip_prefix(ending)).unwrap_or(after))
}

fn word<'a>(rest: &'a str, locales: &[&'static Locale], fields: &mut Fields) -> Option<&'a str> {
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let (word, after) = rest.split_at_checked(end)?;
    let folded = word.to_lowercase();
    let is = |name: &str| name.trim_end_matches('.').to_lowercase() == folded;
    let is_month = |locale: &&Locale, month: u32| {
        is(locale.month(month, true)) || is(locale.month(month, false)) || is(locale.short_month(month))
    };
    let month = (1..=12).find(|month| locales.iter().any(|locale| is_month(locale, *month)));
    let is_weekday =
        |locale: &&Locale| (0..7).any(|day| is(locale.weekday(day)) || is(locale.short_weekday(day)));
    match folded.as_str() {
        "" => return None,
        "am" | "pm" => fields.half_day = Some(folded),
        "z" | "utc" | "gmt" => fields.offset = Some(jiff::tz::Offset::UTC),
        folded if FILLERS.contains(&folded) => {}
        _ if month.is_some() && fields.month.is_none() => {
            fields.month = month.and_then(|month| i8::try_from(month).ok());
        }
        _ if locales.iter().any(is_weekday) => {}
        _ => return None,
    }
    Some(after)
}
