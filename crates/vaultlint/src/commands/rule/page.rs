//! The page of a rule, for a terminal.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Paint};
use vaultlint_core::rule::{Level, RuleInfo};

use crate::terminal::Style;

/// What stands before lines of an example.
const MARGIN: &str = "    ";

/// Writes the page: headings in bold, text folded, examples indented with their carets in the colour of the level.
pub fn write(info: &RuleInfo, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut fence = "";
    for (i, line) in info.page.lines().enumerate() {
        let length = line.len() - line.trim_start_matches('`').len();
        let mark = line.get(..length).filter(|mark| mark.len() >= 3).unwrap_or("");
        if !fence.is_empty() {
            if mark == fence {
                fence = "";
            } else {
                writeln!(out, "{}", example(line, info, style))?;
            }
        } else if !mark.is_empty() {
            fence = mark;
            if let Some(caption) = caption(line.trim_start_matches('`')) {
                writeln!(out, "{}", style.paint(caption, Paint::new().dimmed()))?;
            }
        } else if line.starts_with('#') {
            writeln!(out, "{}", style.bold(line.trim_start_matches('#').trim()))?;
            if i == 0 {
                writeln!(out, "{}", style.paint(&facts(info), Paint::new().dimmed()))?;
            }
        } else {
            writeln!(out, "{}", text(line, style))?;
        }
    }
    Ok(())
}

fn facts(info: &RuleInfo) -> String {
    format!("{}; level: {}; fixes: {}", info.category.name(), info.level.name(), super::fix(info))
}

/// What a fence with this info string shows.
fn caption(info: &str) -> Option<&'static str> {
    match info {
        "md fixed" => Some("After `--fix`:"),
        "md unsafe-fixed" => Some("After `--fix --unsafe-fixes`:"),
        "toml" => Some("With this in `vaultlint.toml`:"),
        _ => None,
    }
}

/// A line of an example.
fn example(line: &str, info: &RuleInfo, style: Style) -> String {
    if line.is_empty() {
        return String::new();
    }
    let marks = line.trim_start();
    let rest = marks.trim_start_matches('^');
    let is_mark = rest.len() < marks.len() && rest.starts_with(' ') && !rest.trim().contains(' ');
    let color = match info.level {
        Level::Error => AnsiColor::Red,
        Level::Warning => AnsiColor::Yellow,
        Level::Info | Level::Format | Level::Off => AnsiColor::Cyan,
    };
    let paint = if is_mark { color.on_default() } else { Paint::new() };
    format!("{MARGIN}{}", style.paint(line, paint))
}

/// A line of text, folded; an item of a list keeps its indentation.
fn text(line: &str, style: Style) -> String {
    let line = without_links(line);
    let hanging =
        if line.trim_start().starts_with("- ") { line.len() - line.trim_start().len() + 2 } else { 0 };
    folded(&line, style.width, hanging)
        .split('\n')
        .map(|line| colored(line, style))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Links by their text; a link to the web keeps its address.
fn without_links(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, link)) = rest.split_once('[') {
        let parts = link.split_once("](").and_then(|(text, after)| Some((text, after.split_once(')')?)));
        // Brackets in code are what the page talks about.
        let in_code = (out.matches('`').count() + before.matches('`').count()) % 2 == 1;
        out.push_str(before);
        match parts.filter(|(text, _)| !in_code && !text.contains(['[', ']'])) {
            Some((text, (target, after))) => {
                out.push_str(text);
                if target.contains("://") {
                    out.push_str(&format!(" ({target})"));
                }
                rest = after;
            }
            None => {
                out.push('[');
                rest = link;
            }
        }
    }
    out + rest
}

/// `line` broken between words at `width` columns, every line but the first indented by `hanging`.
fn folded(line: &str, width: usize, hanging: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for word in line.split_inclusive(' ') {
        let length = word.trim_end().chars().count();
        if used > hanging && used + length > width {
            out.truncate(out.trim_end().len());
            out.push('\n');
            out.push_str(&" ".repeat(hanging));
            used = hanging;
        }
        out.push_str(word);
        used += word.chars().count();
    }
    out
}

/// `line` with code in a colour.
fn colored(line: &str, style: Style) -> String {
    if !style.color || line.matches('`').count() % 2 == 1 {
        return line.to_owned();
    }
    let part = |(i, part): (usize, &str)| {
        if i % 2 == 1 {
            style.paint(&format!("`{part}`"), AnsiColor::Cyan.on_default())
        } else {
            part.to_owned()
        }
    };
    line.split('`').enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_show_their_text() {
        assert_eq!(without_links("See [a](a.md) and [b](https://x.y)."), "See a and b (https://x.y).");
        assert_eq!(
            without_links("`[[a]](b)` and `[a](b)` stay, [x] too"),
            "`[[a]](b)` and `[a](b)` stay, [x] too"
        );
    }

    #[test]
    fn text_is_folded_between_words() {
        assert_eq!(folded("aa bb cc", 5, 0), "aa bb\ncc");
        assert_eq!(folded("- aa bb cc", 7, 2), "- aa bb\n  cc");
        assert_eq!(folded("aaaaaaaa bb", 5, 0), "aaaaaaaa\nbb");
    }
}
