//! Formats of dates and times as Moment.js has them: daily notes and time stamps are written in them.

use jiff::Zoned;
use jiff::tz::TimeZone;

mod fields;
mod guess;
mod locale;
mod read;
mod write;

pub(crate) use guess::guess;
pub(crate) use locale::Locale;

/// The tokens, the longer before the shorter of one letter.
const TOKENS: [&str; 85] = [
    "YYYYYY",
    "YYYYY",
    "YYYY",
    "YY",
    "Y",
    "yyyy",
    "yyy",
    "yy",
    "y",
    "NNNNN",
    "NNNN",
    "NNN",
    "NN",
    "N",
    "gggg",
    "gg",
    "GGGG",
    "GG",
    "Qo",
    "Q",
    "MMMM",
    "MMM",
    "MM",
    "Mo",
    "M",
    "DDDD",
    "DDDo",
    "DDD",
    "DD",
    "Do",
    "D",
    "dddd",
    "ddd",
    "dd",
    "do",
    "d",
    "e",
    "E",
    "wo",
    "ww",
    "w",
    "Wo",
    "WW",
    "W",
    "Hmmss",
    "Hmm",
    "hmmss",
    "hmm",
    "HH",
    "H",
    "hh",
    "h",
    "kk",
    "k",
    "mm",
    "m",
    "ss",
    "s",
    "SSSSSSSSS",
    "SSSSSSSS",
    "SSSSSSS",
    "SSSSSS",
    "SSSSS",
    "SSSS",
    "SSS",
    "SS",
    "S",
    "A",
    "a",
    "X",
    "x",
    "ZZ",
    "Z",
    "zz",
    "z",
    "LTS",
    "LT",
    "LLLL",
    "LLL",
    "LL",
    "L",
    "llll",
    "lll",
    "ll",
    "l",
];

/// A format in a language.
#[derive(Debug, Clone)]
pub(crate) struct Format {
    parts: Vec<Part>,
    locale: &'static Locale,
}

/// A part of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Text that stands for itself.
    Literal(String),
    /// One of [`TOKENS`].
    Token(&'static str),
}

impl Format {
    /// Reads `format`, without blanks around it. Every text is a format.
    pub(crate) fn new(format: &str, locale: &'static Locale) -> Self {
        let mut parts = Vec::new();
        split(format.trim(), locale, &mut parts);
        Format { parts, locale }
    }

    /// Its parts; formats that stand for others are resolved.
    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// `at` in this format.
    pub(crate) fn text(&self, at: &Zoned) -> String {
        write::text(&self.parts, self.locale, at)
    }

    /// What `text` says, where it is exactly in this format. What the format leaves out is the least possible; a time
    /// without a zone is one of `zone`.
    pub(crate) fn read(&self, text: &str, zone: &TimeZone) -> Option<Zoned> {
        read::read(&self.parts, self.locale, text)?.zoned(self.locale, zone)
    }
}

fn split(format: &str, locale: &'static Locale, parts: &mut Vec<Part>) {
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let token = TOKENS.iter().find(|token| rest.starts_with(**token));
        let after = |len: usize| rest.get(len..).unwrap_or("");
        if let Some(literal) = bracketed(rest) {
            push_literal(parts, literal);
            rest = after(literal.len() + 2);
        } else if let Some(escaped) = rest.strip_prefix('\\').filter(|escaped| !escaped.is_empty()) {
            let token = TOKENS.iter().find(|token| escaped.starts_with(**token));
            let len =
                token.map_or_else(|| escaped.chars().next().map_or(0, char::len_utf8), |token| token.len());
            push_literal(parts, escaped.get(..len).unwrap_or(""));
            rest = after(1 + len);
        } else if let Some(token) = token {
            match locale.long_format(token) {
                Some(long) => split(&long, locale, parts),
                None => parts.push(Part::Token(token)),
            }
            rest = after(token.len());
        } else {
            push_literal(parts, rest.get(..first.len_utf8()).unwrap_or(""));
            rest = after(first.len_utf8());
        }
    }
}

/// What stands in the square brackets that `rest` starts with: up to the last one before others open.
fn bracketed(rest: &str) -> Option<&str> {
    let inner = rest.strip_prefix('[')?;
    let inner = inner.split('[').next().unwrap_or(inner);
    inner.rfind(']').and_then(|end| inner.get(..end))
}

fn push_literal(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        Some(Part::Literal(before)) => before.push_str(text),
        _ => parts.push(Part::Literal(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(-5))
    }

    fn at(text: &str) -> Zoned {
        text.parse::<jiff::Timestamp>().unwrap().to_zoned(zone())
    }

    fn format(format: &str, locale: &str) -> Format {
        Format::new(format, Locale::find(locale).unwrap())
    }

    #[test]
    fn times_are_written() {
        let rows = [
            ("en", "dddd, MMMM Do YYYY, h:mm:ss a ", "Saturday, February 1st 2020, 1:04:09 pm"),
            ("en", "YYYY-MM-DDTHH:mm:ssZ", "2020-02-01T13:04:09-05:00"),
            ("en", "YYYY-MM-DDTHH:mm:ss.SSSZZ", "2020-02-01T13:04:09.250-0500"),
            ("en", "YY M Mo MMM Q Qo D DDD DDDo DDDD", "20 2 2nd Feb 1 1st 1 32 32nd 032"),
            (
                "en",
                "dd ddd do d e E w wo ww W Wo WW gggg GGGG gg",
                "Sa Sat 6th 6 6 6 5 5th 05 5 5th 05 2020 2020 20",
            ),
            ("en", "H HH h hh k kk m s A a Hmm hmmss", "13 13 1 01 13 13 4 9 PM pm 1304 10409"),
            ("en", "X x SS", "1580580249 1580580249250 25"),
            ("en", "[Day] D [of [x]] \\Y", "Day 1 [of x] Y"),
            ("en", "L LT LTS", "02/01/2020 1:04 PM 1:04:09 PM"),
            ("en", "LLLL | llll", "Saturday, February 1, 2020 1:04 PM | Sat, Feb 1, 2020 1:04 PM"),
            ("fr", "dddd, MMMM Do YYYY, h:mm:ss a", "samedi, février 1er 2020, 1:04:09 pm"),
            ("de", "dddd, D. MMMM YYYY LT", "Samstag, 1. Februar 2020 13:04"),
            ("es", "LL", "1 de febrero de 2020"),
            ("ru", "D MMMM YYYY", "1 февраля 2020"),
            ("ru", "MMMM YYYY", "февраль 2020"),
            ("zh-cn", "LL dddd Ah点", "2020年2月1日 星期六 下午1点"),
            ("ja", "LL dddd A", "2020年2月1日 土曜日 午後"),
        ];
        for (locale, pattern, expected) in rows {
            let text = format(pattern, locale).text(&at("2020-02-01T18:04:09.25Z"));
            assert_eq!(text, expected, "{pattern}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let time = at("2020-02-01T18:04:09Z");
        for locale in Locale::names() {
            let patterns = [
                "dddd, MMMM Do YYYY, h:mm:ss a",
                "YYYY-MM-DDTHH:mm:ss",
                "X",
                "LTS L",
                "D MMM YY A hh-mm-ss",
                "DDDD YYYY HHmmss",
                "GGGG-[W]WW-E kk:mm:ss ZZ",
                "gggg ww d H:m:s",
            ];
            for pattern in patterns {
                let format = format(pattern, locale);
                let text = format.text(&time);
                assert_eq!(format.read(&text, &zone()), Some(time.clone()), "{locale}: {pattern}: {text}");
            }
        }
    }

    #[test]
    fn other_texts_are_not_read() {
        let rows = [
            ("YYYY-MM-DD", "2020-1-02"),
            ("YYYY-MM-DD", "2020-02-30"),
            ("YYYY-MM-DD", "2020-01-02 "),
            ("YYYY-MM-DD", "2020-01-0é"),
            ("D MMMM YYYY", "02 January 2020"),
            ("Do MMMM YYYY", "2th January 2020"),
            ("dddd, D MMMM YYYY", "Monday, 1 January 2020"),
            ("h:mm a", "13:00 pm"),
            ("YYYY-MM-DDTHH:mm:ss", "2020-01-02T25:00:00"),
        ];
        for (pattern, text) in rows {
            assert_eq!(format(pattern, "en").read(text, &zone()), None, "{pattern}: {text}");
        }
    }

    #[test]
    fn other_forms_are_guessed() {
        let rows = [
            ("2020-01-02", "2020-01-02T05:00:00Z"),
            ("2020-01-02 10:30", "2020-01-02T15:30:00Z"),
            ("2020-01-02T10:30:05Z", "2020-01-02T10:30:05Z"),
            ("2020-01-02T10:30:05.123+01:00", "2020-01-02T09:30:05.123Z"),
            ("Wed, 1 Jan 2020 09:00:00 -05:00", "2020-01-01T14:00:00Z"),
            ("Wednesday, January 1st 2020, 12:00 am", "2020-01-01T05:00:00Z"),
            ("mercredi 1er janvier 2020, 10:00", "2020-01-01T15:00:00Z"),
            ("January 1, 2020 at 3:04 PM", "2020-01-01T20:04:00Z"),
        ];
        for (text, expected) in rows {
            let expected: jiff::Timestamp = expected.parse().unwrap();
            let guessed = guess(text, Locale::find("en").unwrap(), &zone());
            assert_eq!(guessed.map(|it| it.timestamp()), Some(expected), "{text}");
        }
        for text in
            ["", "01/02/2020", "soon", "May 2020", "32 January 2020", "January 1st 2020 or so", "2020"]
        {
            assert_eq!(guess(text, Locale::find("en").unwrap(), &zone()), None, "{text}");
        }
    }
}
