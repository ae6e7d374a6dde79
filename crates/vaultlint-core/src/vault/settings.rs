//! Settings of a vault: `.obsidian/*.json` (OBSIDIAN.md 1.3).

use rustc_hash::{FxHashMap, FxHashSet};

mod json;
mod read;

/// What a linter needs of a vault's settings; the default is what Obsidian does without any.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder that the settings are read from, at the root of the vault.
    pub folder: Box<str>,
    /// `strictLineBreaks`: a single line break shows as a blank.
    pub strict_line_breaks: bool,
    /// `newLinkFormat`: how links are written; never how they are read.
    pub new_link_format: LinkFormat,
    /// `useMarkdownLinks`: new links are written `[text](path)`.
    pub use_markdown_links: bool,
    /// `attachmentFolderPath`.
    pub attachment_folder: AttachmentFolder,
    /// `newFileLocation`: where a click on a link to a missing note creates it.
    pub new_file_location: NewFileLocation,
    /// `userIgnoreFilters` ([`super::Vault::is_excluded`]).
    pub user_ignore_filters: Vec<Box<str>>,
    /// `showUnsupportedFiles`: files of unknown types are shown.
    pub show_unsupported_files: bool,
    /// `useTab`: lists are indented by tabs.
    pub use_tab: bool,
    /// `tabSize`, in columns.
    pub tab_size: u32,
    /// Types of properties, by name in lower case.
    pub property_types: FxHashMap<Box<str>, PropertyType>,
    /// Ids of enabled core plugins; `None` where the vault does not say.
    pub core_plugins: Option<FxHashSet<Box<str>>>,
    /// Ids of enabled community plugins.
    pub community_plugins: FxHashSet<Box<str>>,
    /// Folders of templates, of the core plugin and of Templater, without `/` at the ends.
    pub template_folders: Vec<Box<str>>,
    /// Notes used as templates, with or without `.md`.
    pub template_notes: Vec<Box<str>>,
    /// `daily-notes.json`.
    pub daily_notes: DailyNotes,
    /// `plugins/dataview/data.json`.
    pub dataview: Dataview,
    /// `plugins/obsidian-tasks-plugin/data.json`.
    pub tasks: Tasks,
}

/// `newLinkFormat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LinkFormat {
    /// The name where only one file has it, else the path from the root.
    #[default]
    Shortest,
    /// The path from the note's folder.
    Relative,
    /// The path from the root.
    Absolute,
}

/// `attachmentFolderPath`; the default is the root.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AttachmentFolder {
    /// This folder of the vault, without `/` at the ends; empty for the root.
    Fixed(Box<str>),
    /// This folder beside the note; empty for the note's own folder.
    BesideNote(Box<str>),
}

/// `newFileLocation`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum NewFileLocation {
    /// The root of the vault.
    #[default]
    Root,
    /// The folder of the note that holds the link.
    Current,
    /// `newFileFolderPath`.
    Folder(Box<str>),
}

/// The type of a property in `types.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PropertyType {
    /// `text`.
    Text,
    /// `multitext`: a list.
    List,
    /// `number`.
    Number,
    /// `checkbox`.
    Checkbox,
    /// `date`.
    Date,
    /// `datetime`.
    DateTime,
    /// `tags`.
    Tags,
    /// `aliases`.
    Aliases,
    /// A type of a plugin or of a newer app.
    Other,
}

impl PropertyType {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            PropertyType::Text => "text",
            PropertyType::List => "list",
            PropertyType::Number => "number",
            PropertyType::Checkbox => "checkbox",
            PropertyType::Date => "date",
            PropertyType::DateTime => "date and time",
            PropertyType::Tags => "tags",
            PropertyType::Aliases => "aliases",
            PropertyType::Other => "a type of a plugin",
        }
    }
}

/// Settings of the core plugin for daily notes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DailyNotes {
    /// The folder, without `/` at the ends; empty for the root.
    pub folder: Box<str>,
    /// The name as a Moment.js format; may hold `/` and `[literal]`.
    pub format: Box<str>,
}

/// Settings of Dataview.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Dataview {
    /// What starts an inline query in a code span.
    pub inline_query_prefix: Box<str>,
    /// What starts an inline script in a code span.
    pub inline_js_query_prefix: Box<str>,
    /// The language of script blocks.
    pub dataview_js_keyword: Box<str>,
}

/// Settings of Tasks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Tasks {
    /// The tag or text that makes a list item a task; empty for none.
    pub global_filter: Box<str>,
    /// Status characters besides blank and `x`.
    pub statuses: Vec<char>,
}

/// A settings file that cannot be read, or a setting of the wrong type. The default holds in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsProblem {
    /// The file, relative to the settings folder.
    pub path: String,
    /// What is wrong and what follows from it, for people.
    pub message: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Settings {
    /// Reads the settings; `file` gives the text of a file of the settings folder, by its path from there with
    /// `/`, or `None` where there is none. Never fails: what cannot be read is a problem and keeps its default.
    pub fn from_files(file: impl Fn(&str) -> Option<String>) -> (Settings, Vec<SettingsProblem>) {
        read::settings(&file)
    }

    /// The folder for attachments of a note in `folder` (OBSIDIAN.md 1.3); empty for the root.
    pub fn attachment_folder_of(&self, folder: &str) -> String {
        match &self.attachment_folder {
            AttachmentFolder::Fixed(path) => path.to_string(),
            AttachmentFolder::BesideNote(path) if path.is_empty() => folder.to_string(),
            AttachmentFolder::BesideNote(path) if folder.is_empty() => path.to_string(),
            AttachmentFolder::BesideNote(path) => format!("{folder}/{path}"),
        }
    }

    /// The type that `types.json` gives the property called `name`.
    pub fn property_type(&self, name: &str) -> Option<PropertyType> {
        self.property_types.get(name.to_lowercase().as_str()).copied()
    }

    /// Whether the core plugin `id` is on; `None` where the vault does not say.
    pub fn has_core_plugin(&self, id: &str) -> Option<bool> {
        self.core_plugins.as_ref().map(|enabled| enabled.contains(id))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            folder: ".obsidian".into(),
            strict_line_breaks: false,
            new_link_format: LinkFormat::Shortest,
            use_markdown_links: false,
            attachment_folder: AttachmentFolder::Fixed("".into()),
            new_file_location: NewFileLocation::Root,
            user_ignore_filters: Vec::new(),
            show_unsupported_files: false,
            use_tab: true,
            tab_size: 4,
            property_types: FxHashMap::default(),
            core_plugins: None,
            community_plugins: FxHashSet::default(),
            template_folders: Vec::new(),
            template_notes: Vec::new(),
            daily_notes: DailyNotes::default(),
            dataview: Dataview::default(),
            tasks: Tasks::default(),
        }
    }
}

impl Default for DailyNotes {
    fn default() -> Self {
        DailyNotes { folder: "".into(), format: "YYYY-MM-DD".into() }
    }
}

impl Default for Dataview {
    fn default() -> Self {
        Dataview {
            inline_query_prefix: "=".into(),
            inline_js_query_prefix: "$=".into(),
            dataview_js_keyword: "dataviewjs".into(),
        }
    }
}
