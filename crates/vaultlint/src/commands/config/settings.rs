//! Settings of the app that a check heeds, and where they stand.

use std::path::Path;

use serde_json::{Value, json};
use vaultlint_core::vault::Settings;
use vaultlint_core::vault::settings::{AttachmentFolder, LinkFormat, NewFileLocation};
use vaultlint_core::workspace::read_note;

/// A setting of the app.
pub struct AppSetting {
    /// What it is called there.
    pub name: &'static str,
    /// The value in force.
    pub value: Value,
    /// The file, relative to the vault, and its line from 1; `None` for a default.
    pub origin: Option<(String, usize)>,
}

/// A setting and where it may stand: file and key.
type Known = (&'static str, Value, &'static [(&'static str, &'static str)]);

/// What the settings of the vault at `root`, in its folder `folder`, say to a check.
pub fn read(root: &Path, folder: &str, settings: &Settings) -> Vec<AppSetting> {
    let origin = |places: &[(&str, &str)]| {
        places.iter().find_map(|(file, key)| {
            let text = read_note(&root.join(folder).join(file)).ok()?;
            let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
            value.get(key).filter(|value| !value.is_null() && value.as_str() != Some(""))?;
            Some((format!("{folder}/{file}"), line_of(&text, key)))
        })
    };
    let known = app(settings).into_iter().chain(plugins(settings));
    known.map(|(name, value, places)| AppSetting { name, value, origin: origin(places) }).collect()
}

/// Settings of the app itself.
fn app(settings: &Settings) -> Vec<Known> {
    let format = match settings.new_link_format {
        LinkFormat::Shortest => "shortest",
        LinkFormat::Relative => "relative",
        LinkFormat::Absolute => "absolute",
    };
    let attachments = match &settings.attachment_folder {
        AttachmentFolder::Fixed(path) if path.is_empty() => "/".to_owned(),
        AttachmentFolder::Fixed(path) => path.to_string(),
        AttachmentFolder::BesideNote(path) => format!("./{path}"),
    };
    let new_notes = match &settings.new_file_location {
        NewFileLocation::Root => "root".to_owned(),
        NewFileLocation::Current => "current".to_owned(),
        NewFileLocation::Folder(path) => path.to_string(),
    };
    vec![
        ("newLinkFormat", json!(format), &[("app.json", "newLinkFormat"), ("config", "newLinkFormat")]),
        (
            "useMarkdownLinks",
            json!(settings.use_markdown_links),
            &[("app.json", "useMarkdownLinks"), ("config", "useMarkdownLinks")],
        ),
        (
            "strictLineBreaks",
            json!(settings.strict_line_breaks),
            &[("app.json", "strictLineBreaks"), ("config", "strictLineBreaks")],
        ),
        (
            "attachmentFolderPath",
            json!(attachments),
            &[("app.json", "attachmentFolderPath"), ("config", "attachmentFolderPath")],
        ),
        (
            "newFileLocation",
            json!(new_notes),
            &[("app.json", "newFileLocation"), ("config", "newFileLocation")],
        ),
        (
            "userIgnoreFilters",
            json!(settings.user_ignore_filters),
            &[("app.json", "userIgnoreFilters"), ("config", "userIgnoreFilters")],
        ),
    ]
}

/// Settings of core and community plugins.
fn plugins(settings: &Settings) -> Vec<Known> {
    const TEMPLATER: &str = "plugins/templater-obsidian/data.json";
    vec![
        (
            "template folders",
            json!(settings.template_folders),
            &[("templates.json", "folder"), (TEMPLATER, "templates_folder"), (TEMPLATER, "template_folder")],
        ),
        ("daily notes folder", json!(settings.daily_notes.folder), &[("daily-notes.json", "folder")]),
        ("daily notes format", json!(settings.daily_notes.format), &[("daily-notes.json", "format")]),
    ]
}

/// The line, from 1, of the first `"key":`.
fn line_of(text: &str, key: &str) -> usize {
    let quoted = format!("\"{key}\"");
    let is_key = |(at, found): &(usize, &str)| {
        text.get(at + found.len()..).is_some_and(|rest| rest.trim_start().starts_with(':'))
    };
    let at = text.match_indices(&quoted).find(is_key).map_or(0, |(at, _)| at);
    text.get(..at).unwrap_or("").matches('\n').count() + 1
}
