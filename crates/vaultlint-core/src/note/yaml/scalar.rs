//! Unquoted scalars by the YAML 1.2 core schema, as the library that Obsidian uses reads them (OBSIDIAN.md 3.2).

use super::{ScalarStyle, ValueKind};

/// What the unquoted `text` means: nothing, a truth value, a number or text. `yes` and dates are text.
pub(super) fn resolve(text: &str) -> ValueKind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => ValueKind::Null,
        "true" | "True" | "TRUE" => ValueKind::Bool(true),
        "false" | "False" | "FALSE" => ValueKind::Bool(false),
        _ => match number(text) {
            Some(number) => ValueKind::Number(number),
            None => ValueKind::String(text.into(), ScalarStyle::Plain),
        },
    }
}

fn number(text: &str) -> Option<serde_yaml::Number> {
    // Nothing else starts a number; most text is done with here.
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) {
        return None;
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" if text.starts_with('-') => return Some(f64::NEG_INFINITY.into()),
        ".inf" | ".Inf" | ".INF" => return Some(f64::INFINITY.into()),
        _ => {}
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(f64::NAN.into());
    }
    if unsigned.bytes().all(|byte| byte.is_ascii_digit()) && !unsigned.is_empty() {
        return integer(text);
    }
    is_float(unsigned).then(|| text.parse::<f64>().ok()).flatten().map(Into::into)
}

/// A whole number; one beyond 64 bits is rounded, as JavaScript does.
fn integer(text: &str) -> Option<serde_yaml::Number> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    if let Ok(number) = digits.parse::<u64>() {
        return Some(number.into());
    }
    if let Ok(number) = digits.parse::<i64>() {
        return Some(number.into());
    }
    digits.parse::<f64>().ok().map(Into::into)
}

fn radix(digits: &str, radix: u32) -> Option<serde_yaml::Number> {
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    if let Ok(number) = u64::from_str_radix(digits, radix) {
        return Some(number.into());
    }
    let value = digits.chars().filter_map(|c| c.to_digit(radix));
    Some(value.fold(0.0, |sum, digit| sum * f64::from(radix) + f64::from(digit)).into())
}

/// Whether `text` is `1.`, `.5`, `1.5`, each with or without an exponent, or `1e3`.
fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_fits = match mantissa.split_once('.') {
        Some((whole, part)) => digits(whole) && digits(part) && !(whole.is_empty() && part.is_empty()),
        None => exponent.is_some() && digits(mantissa) && !mantissa.is_empty(),
    };
    let exponent_fits = exponent.is_none_or(|exponent| {
        let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        digits(unsigned) && !unsigned.is_empty()
    });
    mantissa_fits && exponent_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn core_schema() {
        let number = |text: &str| match resolve(text) {
            ValueKind::Number(number) => Some(number.to_string()),
            _ => None,
        };
        for (text, expected) in [
            ("12", "12"),
            ("-3", "-3"),
            ("+3", "3"),
            ("007", "7"),
            ("0o17", "15"),
            ("0xff", "255"),
            ("1e3", "1000.0"),
            ("1.5", "1.5"),
            ("1.", "1.0"),
            (".5", "0.5"),
            ("-.5e-1", "-0.05"),
            (".inf", ".inf"),
            ("-.INF", "-.inf"),
            (".nan", ".nan"),
            ("12345678901234567890", "12345678901234567890"),
        ] {
            assert_eq!(number(text).as_deref(), Some(expected), "{text}");
        }
        assert!(number("12345678901234567890123").is_some());
        for text in
            ["2024-07-21", "1.2.3", "1e", "e3", ".", "-", "+", "0o8", "0x", "1_000", "12:30", "-.nan", "yes"]
        {
            assert!(matches!(resolve(text), ValueKind::String(..)), "{text}");
        }
        assert_eq!(resolve("~"), ValueKind::Null);
        assert_eq!(resolve("True"), ValueKind::Bool(true));
        assert!(matches!(resolve("tRue"), ValueKind::String(..)));
    }
}
