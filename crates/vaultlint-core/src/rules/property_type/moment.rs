//! Dates, times and numbers as texts.

/// Whether `text` is a date, or a date and a time as `2024-01-31T18:30:00`. A property for either takes both.
pub(super) fn is_valid(text: &str) -> bool {
    match text.split_once('T') {
        Some((date, time)) => is_date(date) && is_time(time),
        None => is_date(text),
    }
}

/// `text` as a date and a time where only the `T` between them is missing.
pub(super) fn mended(text: &str) -> Option<String> {
    let (date, time) = text.split_once(' ')?;
    (is_date(date) && is_time(time)).then(|| format!("{date}T{time}"))
}

/// Whether `text` is a number such as `12` or `-3.5`.
pub(super) fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_leading = |part: &str| part == "0" || !part.starts_with('0');
    is_digits(whole) && is_digits(rest) && is_leading(whole) && text.len() <= 15
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let (Some(_), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// `18:30`, `18:30:00` or `18:30:00.123`, with or without a time zone.
fn is_time(text: &str) -> bool {
    let text = text.strip_suffix('Z').unwrap_or_else(|| without_zone(text));
    let text = text.split_once('.').filter(|(_, rest)| is_digits(rest)).map_or(text, |(whole, _)| whole);
    let mut parts = text.split(':');
    let in_range = |part: Option<&str>, most: u32| part.and_then(|part| number(part, 2)).is_some_and(|n| n <= most);
    let starts = in_range(parts.next(), 24) && in_range(parts.next(), 59);
    let second = parts.next();
    starts && (second.is_none() || in_range(second, 59)) && parts.next().is_none()
}

/// `text` without a zone such as `+02:00` or `-0500` at its end.
fn without_zone(text: &str) -> &str {
    match text.rsplit_once(['+', '-']) {
        Some((time, zone)) if zone.bytes().all(|b| b.is_ascii_digit() || b == b':') && zone.len() >= 2 => time,
        _ => text,
    }
}

fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && is_digits(text)).then(|| text.parse().ok()).flatten()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
