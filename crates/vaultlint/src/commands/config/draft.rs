//! The text of a first `vaultlint.toml`.

use std::fmt::Write;

use vaultlint_core::rule::Level;
use vaultlint_core::rules;
use vaultlint_core::vault::Settings;
use vaultlint_core::vault::settings::AttachmentFolder;

/// What a vault says before it is asked.
pub struct Found {
    /// Its settings.
    pub settings: Settings,
    /// `userIgnoreFilters`, and whether each is a file or a folder as it stands.
    pub filters: Vec<(String, bool)>,
    /// Folders that obsidian-linter passes over.
    pub linter_folders: Vec<String>,
}

/// The text of a file for a vault with `found`.
pub fn draft(found: &Found) -> String {
    let mut text = String::from(
        "# What vaultlint checks in this vault. `vaultlint config show` tells what is in force and why,\n\
         # `vaultlint rule` lists the rules, `vaultlint config schema` prints a schema for editors.\n",
    );
    known(&mut text, &found.settings);
    exclude(&mut text, found);
    rules(&mut text);
    overrides(&mut text, &found.settings);
    text
}

/// What is read from the settings of the app and need not be said again.
fn known(text: &mut String, settings: &Settings) {
    let attachments = match &settings.attachment_folder {
        AttachmentFolder::Fixed(path) if path.is_empty() => None,
        AttachmentFolder::Fixed(path) => Some(format!("`{}`", one_line(path))),
        AttachmentFolder::BesideNote(path) if path.is_empty() => Some("the folder of the note".to_owned()),
        AttachmentFolder::BesideNote(path) => Some(format!("`{}` beside the note", one_line(path))),
    };
    let templates: Vec<String> =
        settings.template_folders.iter().map(|path| format!("`{}`", one_line(path))).collect();
    if attachments.is_none() && templates.is_empty() {
        return;
    }
    text.push_str("#\n# Known from the settings of the app:\n");
    if let Some(attachments) = attachments {
        let _ = writeln!(text, "# - new attachments go to {attachments}");
    }
    if !templates.is_empty() {
        let _ = writeln!(text, "# - templates are in {}: placeholders are fine there", templates.join(", "));
    }
}

fn exclude(text: &mut String, found: &Found) {
    text.push_str("\n# Notes that are not checked, as in a `.gitignore`; links to them still work.\n");
    let mut lines: Vec<String> = Vec::new();
    let mut patterns: Vec<String> = Vec::new();
    for (filter, exists) in &found.filters {
        if filter.len() > 1 && filter.starts_with('/') && filter.ends_with('/') {
            lines.push(format!("    # excluded in the app by a regular expression: {}", one_line(filter)));
            continue;
        }
        add(&mut lines, &mut patterns, &pattern(filter, *exists), "excluded in the app");
    }
    for folder in &found.linter_folders {
        add(&mut lines, &mut patterns, &pattern(&format!("{folder}/"), true), "ignored by obsidian-linter");
    }
    if lines.is_empty() {
        text.push_str("# exclude = [\"Archive/\", \"*.excalidraw.md\"]\n");
    } else {
        let _ = writeln!(text, "exclude = [\n{}\n]", lines.join("\n"));
    }
}

fn add(lines: &mut Vec<String>, patterns: &mut Vec<String>, pattern: &str, reason: &str) {
    if !patterns.iter().any(|known| known == pattern) {
        patterns.push(pattern.to_owned());
        lines.push(format!("    {}, # {reason}", quoted(pattern)));
    }
}

/// The pattern for what a filter of the app, which is how paths begin, excludes.
fn pattern(filter: &str, exists: bool) -> String {
    let special = |c: char| "*?[]{}!\\".contains(c);
    let escaped: String =
        filter.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect();
    let path = escaped.trim_start_matches('/');
    let more = if exists || filter.ends_with('/') { "" } else { "*" };
    format!("/{path}{more}")
}

fn rules(text: &mut String) {
    text.push_str(
        "\n[rules]\n# The levels are \"off\", \"info\", \"warning\" and \"error\"; warnings and errors make a run fail.\n\
         # These are not warnings unless raised:\n",
    );
    let quiet = rules::ALL.iter().filter(|info| matches!(info.level, Level::Off | Level::Info));
    let quiet: Vec<_> = quiet.collect();
    let width = quiet.iter().map(|info| info.name.len()).max().unwrap_or(0);
    for info in quiet {
        let _ = writeln!(text, "# {:width$} = \"warning\" # {}", info.name, info.summary);
    }
}

fn overrides(text: &mut String, settings: &Settings) {
    let folder = settings.template_folders.first().map_or("Drafts", |folder| folder);
    let paths = quoted(&pattern(&format!("{folder}/"), true));
    let _ = write!(
        text,
        "\n# What holds for some folders only:\n# [[overrides]]\n# paths = [{paths}]\n# rules = {{ empty-section = \"off\" }}\n"
    );
}

/// `text` as a string of TOML.
fn quoted(text: &str) -> String {
    // Strings of JSON are strings of TOML.
    serde_json::Value::from(text).to_string()
}

/// `text` as a part of a comment.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vaultlint_core::config::Config;

    #[test]
    fn a_draft_excludes_what_the_app_does() {
        let (settings, _) = Settings::from_files(|file| {
            let text = match file {
                "app.json" => r#"{"attachmentFolderPath": "Assets"}"#,
                "templates.json" => r#"{"folder": "Forms \"x\""}"#,
                _ => return None,
            };
            Some(text.to_owned())
        });
        let filters = [("Old/", true), ("A*b", false), ("/^x\n/", false), ("Old/", true), ("Note.md", true)];
        let filters = filters.map(|(filter, exists)| (filter.to_owned(), exists)).to_vec();
        let text = draft(&Found { settings, filters, linter_folders: vec!["Skip".to_owned()] });
        let config = Config::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        for excluded in ["Old/x.md", "A*bcd.md", "Note.md", "Skip/a/b.md"] {
            assert!(config.is_excluded(&excluded.into()), "{excluded}\n{text}");
        }
        for checked in ["New/Old/x.md", "Ab.md", "x.md", "Other/Note.md"] {
            assert!(!config.is_excluded(&checked.into()), "{checked}\n{text}");
        }
        assert!(text.contains("# - new attachments go to `Assets`"), "{text}");
    }

    #[test]
    fn what_is_commented_out_can_be_used() {
        let text =
            draft(&Found { settings: Settings::default(), filters: Vec::new(), linter_folders: Vec::new() });
        let is_setting = |line: &&str| line.contains(" = ") || line.starts_with('[');
        let lines = text.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).filter(is_setting);
        let used = lines.collect::<Vec<_>>().join("\n");
        Config::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        Config::parse(&used).unwrap_or_else(|error| panic!("{error}\n{used}"));
    }
}
