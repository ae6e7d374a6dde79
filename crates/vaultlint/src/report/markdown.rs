//! Markdown: for a comment on a pull request, and for a note of the vault, where its links lead to the files.

use std::io::{self, Write};
use std::path::Path;

use vaultlint_core::diagnostic::Diagnostic;
use vaultlint_core::vault::{FileKind, VaultPath};

use super::paths::Base;
use super::{FileReport, Output, Report, Summary, Trouble};
use crate::terminal::harmless;

pub(super) fn write(report: &Report, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let base = Base::current(output.current);
    writeln!(out, "# vaultlint\n\n{}", Summary::of(report))?;
    let several = report.files.windows(2).any(|pair| pair[0].root != pair[1].root);
    let mut root: Option<&Path> = None;
    for file in &report.files {
        if several && root != Some(&file.root) {
            writeln!(out, "\n## Vault {}", code(&base.relative(&file.root)))?;
            root = Some(&file.root);
        }
        let marks = if several { "###" } else { "##" };
        writeln!(out, "\n{marks} {}\n", link(file.source.path()))?;
        file.found.iter().try_for_each(|found| writeln!(out, "- {}", line(file, found)))?;
    }
    if !report.errors.is_empty() || !report.warnings.is_empty() {
        writeln!(out, "\n## Trouble\n")?;
    }
    let mut trouble = |kind: &str, it: &Trouble| {
        writeln!(out, "- {kind}: {}: {}", code(&base.relative(&it.path)), escaped(&it.message))
    };
    report.warnings.iter().try_for_each(|it| trouble("Warning", it))?;
    report.errors.iter().try_for_each(|it| trouble("Error", it))
}

fn line(file: &FileReport, found: &Diagnostic) -> String {
    let (start, _) = file.ends(found.range);
    let place = if found.about_file { String::new() } else { format!("Line {}: ", start.line) };
    let help = found.help.iter().map(|help| format!("; {}", escaped(help))).collect::<String>();
    let (rule, level) = (found.rule, found.level.name());
    format!("{place}{}{help} ([{}]({}), {level})", escaped(&found.message), rule.name, rule.url())
}

/// A wikilink to the file at `path`, from its vault's root on, so that it leads there from everywhere; its name where no
/// link can hold that.
fn link(path: &VaultPath) -> String {
    let text = path.as_str();
    let target = match path.kind() {
        FileKind::Note => text.get(..text.len().saturating_sub(3)).unwrap_or(text),
        _ => text,
    };
    let is_taken = |c: char| matches!(c, '[' | ']' | '#' | '^' | '|' | '\\') || c.is_control();
    if target.contains(is_taken) || target.contains("%%") || target.trim() != target {
        return code(text);
    }
    format!("[[{target}]]")
}

/// `text` as code.
fn code(text: &str) -> String {
    let text = harmless(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest + 1);
    let blank = if longest > 0 { " " } else { "" };
    format!("{marks}{blank}{text}{blank}{marks}")
}

/// `text` with nothing that Markdown would take for its own, save what stands in backticks.
fn escaped(text: &str) -> String {
    let text = harmless(&text.replace(['\n', '\r'], " "));
    let parts: Vec<&str> = text.split('`').collect();
    // A backtick without its partner opens nothing.
    if parts.len().is_multiple_of(2) {
        return plain(&text);
    }
    let part = |(at, part): (usize, &&str)| if at % 2 == 0 { plain(part) } else { code(part) };
    parts.iter().enumerate().map(part).collect()
}

fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '['
                | ']'
                | '<'
                | '>'
                | '#'
                | '|'
                | '~'
                | '='
                | '$'
                | '%'
                | '^'
                | '&'
                | '!'
        ) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("`[[a]]` is *not* a #tag"), "`[[a]]` is \\*not\\* a \\#tag");
        assert_eq!(escaped("one ` alone [[a]]"), "one \\` alone \\[\\[a\\]\\]");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(escaped("a\nb\u{1b}"), "a b?");
    }

    #[test]
    fn links_lead_to_what_can_be_linked() {
        assert_eq!(link(&"People/Rosa Lima.md".into()), "[[People/Rosa Lima]]");
        assert_eq!(link(&"Plan.canvas".into()), "[[Plan.canvas]]");
        assert_eq!(link(&"C#.md".into()), "`C#.md`");
    }
}
