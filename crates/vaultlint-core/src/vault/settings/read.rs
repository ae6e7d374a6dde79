//! From settings files to [`Settings`].

use serde_json::Value;

use super::json::{File, parse, texts_of};
use super::{AttachmentFolder, LinkFormat, NewFileLocation, PropertyType, Settings, SettingsProblem};

type Files<'a> = dyn Fn(&str) -> Option<String> + 'a;
type Problems = Vec<SettingsProblem>;

pub(super) fn settings(files: &Files<'_>) -> (Settings, Problems) {
    let (mut settings, mut problems) = (Settings::default(), Vec::new());
    app(&mut settings, files, &mut problems);
    types(&mut settings, files, &mut problems);
    core_plugins(&mut settings, files, &mut problems);
    community_plugins(&mut settings, files, &mut problems);
    core_plugin_files(&mut settings, files, &mut problems);
    templater(&mut settings, files);
    dataview(&mut settings, files);
    tasks(&mut settings, files);
    (settings, problems)
}

/// `app.json`, or the single file `config` of old vaults.
fn app(settings: &mut Settings, files: &Files<'_>, problems: &mut Problems) {
    let (path, text) = match files("app.json") {
        Some(text) => ("app.json", Some(text)),
        None => ("config", files("config")),
    };
    let mut file = File::new(path, text, problems);
    let set = |field: &mut bool, value: Option<bool>| *field = value.unwrap_or(*field);
    set(&mut settings.strict_line_breaks, file.bool("strictLineBreaks"));
    set(&mut settings.use_markdown_links, file.bool("useMarkdownLinks"));
    set(&mut settings.show_unsupported_files, file.bool("showUnsupportedFiles"));
    set(&mut settings.use_tab, file.bool("useTab"));
    settings.tab_size = file.number("tabSize").unwrap_or(settings.tab_size);
    settings.user_ignore_filters = file.texts("userIgnoreFilters").unwrap_or_default();
    if let Some(folder) = file.text("attachmentFolderPath") {
        settings.attachment_folder = attachment_folder(&folder);
    }
    match file.text("newLinkFormat").as_deref() {
        None | Some("shortest") => {}
        Some("relative") => settings.new_link_format = LinkFormat::Relative,
        Some("absolute") => settings.new_link_format = LinkFormat::Absolute,
        Some(_) => file.unknown_value("newLinkFormat", "`shortest`, `relative` or `absolute`"),
    }
    match file.text("newFileLocation").as_deref() {
        None | Some("root") => {}
        Some("current") => settings.new_file_location = NewFileLocation::Current,
        Some("folder") => {
            let folder = file.text("newFileFolderPath").map(|path| folder(&path)).unwrap_or_default();
            settings.new_file_location = NewFileLocation::Folder(folder);
        }
        Some(_) => file.unknown_value("newFileLocation", "`root`, `current` or `folder`"),
    }
}

fn attachment_folder(path: &str) -> AttachmentFolder {
    match path.strip_prefix("./") {
        Some(beside) => AttachmentFolder::BesideNote(folder(beside)),
        None if path == "." => AttachmentFolder::BesideNote("".into()),
        None => AttachmentFolder::Fixed(folder(path)),
    }
}

fn types(settings: &mut Settings, files: &Files<'_>, problems: &mut Problems) {
    let types = File::new("types.json", files("types.json"), problems).object("types");
    for (name, value) in types.into_iter().flatten() {
        let kind = value.as_str().map_or(PropertyType::Other, property_type);
        settings.property_types.insert(name.to_lowercase().into(), kind);
    }
}

fn property_type(name: &str) -> PropertyType {
    match name {
        "text" => PropertyType::Text,
        "multitext" => PropertyType::List,
        "number" => PropertyType::Number,
        "checkbox" => PropertyType::Checkbox,
        "date" => PropertyType::Date,
        "datetime" => PropertyType::DateTime,
        "tags" => PropertyType::Tags,
        "aliases" => PropertyType::Aliases,
        _ => PropertyType::Other,
    }
}

/// An object from id to switch, or the older list of enabled ids.
fn core_plugins(settings: &mut Settings, files: &Files<'_>, problems: &mut Problems) {
    const PATH: &str = "core-plugins.json";
    settings.core_plugins = match parse(PATH, files(PATH), problems) {
        Some(Value::Array(ids)) => Some(texts_of(&ids).into_iter().collect()),
        Some(Value::Object(switches)) => {
            let enabled = switches.into_iter().filter(|(_, on)| on.as_bool() == Some(true));
            Some(enabled.map(|(id, _)| id.into()).collect())
        }
        Some(_) => {
            problems.push(wrong_form(PATH, "an object, `{..}`, or a list of plugin ids, `[..]`"));
            None
        }
        None => None,
    };
}

fn community_plugins(settings: &mut Settings, files: &Files<'_>, problems: &mut Problems) {
    const PATH: &str = "community-plugins.json";
    match parse(PATH, files(PATH), problems) {
        Some(Value::Array(ids)) => settings.community_plugins = texts_of(&ids).into_iter().collect(),
        Some(_) => problems.push(wrong_form(PATH, "a list of plugin ids, `[..]`")),
        None => {}
    }
}

fn wrong_form(path: &str, expected: &str) -> SettingsProblem {
    let message = format!("this settings file should hold {expected}; defaults are used instead");
    SettingsProblem { path: path.to_string(), message, line: 1, column: 1 }
}

fn core_plugin_files(settings: &mut Settings, files: &Files<'_>, problems: &mut Problems) {
    let mut templates = File::new("templates.json", files("templates.json"), problems);
    add_folder(&mut settings.template_folders, templates.text("folder"));
    let mut daily = File::new("daily-notes.json", files("daily-notes.json"), problems);
    settings.daily_notes.folder = daily.text("folder").map(|path| folder(&path)).unwrap_or_default();
    if let Some(format) = daily.text("format") {
        settings.daily_notes.format = format;
    }
    settings.template_notes.extend(daily.text("template"));
    let mut unique = File::new("zk-prefixer.json", files("zk-prefixer.json"), problems);
    settings.template_notes.extend(unique.text("template"));
}

/// Settings of community plugins change with their versions: what does not fit is passed over in silence.
fn plugin<T>(files: &Files<'_>, id: &str, read: impl FnOnce(&mut File<'_>) -> T) -> T {
    let mut unreported = Vec::new();
    read(&mut File::new("data.json", files(&format!("plugins/{id}/data.json")), &mut unreported))
}

fn templater(settings: &mut Settings, files: &Files<'_>) {
    plugin(files, "templater-obsidian", |file| {
        let found = file.text("templates_folder").or_else(|| file.text("template_folder"));
        add_folder(&mut settings.template_folders, found);
        let by_folder = file.value("folder_templates").and_then(Value::as_array).into_iter().flatten();
        let by_name = file.value("file_templates").and_then(Value::as_array).into_iter().flatten();
        let notes = by_folder.chain(by_name).filter_map(|entry| entry.get("template")?.as_str());
        settings.template_notes.extend(notes.filter(|note| !note.is_empty()).map(Box::from));
    });
}

fn dataview(settings: &mut Settings, files: &Files<'_>) {
    plugin(files, "dataview", |file| {
        let dataview = &mut settings.dataview;
        let fields = [
            ("inlineQueryPrefix", &mut dataview.inline_query_prefix),
            ("inlineJsQueryPrefix", &mut dataview.inline_js_query_prefix),
            ("dataviewJsKeyword", &mut dataview.dataview_js_keyword),
        ];
        for (key, field) in fields {
            if let Some(text) = file.text(key) {
                *field = text;
            }
        }
    });
}

fn tasks(settings: &mut Settings, files: &Files<'_>) {
    plugin(files, "obsidian-tasks-plugin", |file| {
        settings.tasks.global_filter = file.text("globalFilter").unwrap_or_default();
        let statuses = file.value("statusSettings");
        let lists =
            ["coreStatuses", "customStatuses"].into_iter().filter_map(|key| statuses?.get(key)?.as_array());
        let symbols = lists.flatten().filter_map(|status| status.get("symbol")?.as_str()?.chars().next());
        settings.tasks.statuses = symbols.collect();
    });
}

fn add_folder(folders: &mut Vec<Box<str>>, path: Option<Box<str>>) {
    folders.extend(path.map(|path| folder(&path)).filter(|folder| !folder.is_empty()));
}

/// `path` without blanks and `/` at its ends; empty for the root.
fn folder(path: &str) -> Box<str> {
    path.trim().trim_matches('/').trim_start_matches("./").into()
}
