//! What is in force for a note or a folder, and where each value comes from.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value, json};
use vaultlint_core::config::{Config, OptionSetting, Setting};
use vaultlint_core::rule::RuleInfo;
use vaultlint_core::rules;
use vaultlint_core::text::{LineIndex, TextRange};
use vaultlint_core::vault::VaultPath;
use vaultlint_core::workspace::{config_file, find_root, read_settings};

use super::settings::{self, AppSetting};
use super::{absolute, existing, text};
use crate::args::{ConfigShowArgs, RuleFormat};
use crate::config::File;
use crate::error::Error;
use crate::status::ExitStatus;
use crate::terminal::{Style, shown};

/// Shows the configuration.
///
/// # Errors
/// When it cannot be used, or there is no such note or folder.
pub fn run(args: &ConfigShowArgs) -> Result<ExitStatus, Error> {
    let current = absolute(Path::new("."))?;
    let path = existing(&args.path)?;
    let root = find_root(&path).path;
    let file = match args.config.clone().or_else(|| config_file(&root)) {
        Some(path) => Some(File::read(path, &current)?),
        None => None,
    };
    let in_vault = path.strip_prefix(&root).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
    let view = View::new(&root, &current, file.as_ref(), &in_vault);
    let mut out = BufWriter::new(io::stdout().lock());
    match args.output_format {
        RuleFormat::Text => text::write(&view, Style::stdout(args.color), &mut out)?,
        RuleFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &view).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(ExitStatus::Clean)
}

/// A configuration as it is shown.
#[derive(Serialize)]
pub struct View {
    /// The root of the vault.
    pub vault: String,
    /// The configuration file.
    pub config: Option<String>,
    /// The note or folder in the vault; empty for all of it.
    pub path: String,
    /// The pattern that keeps it from being checked.
    pub excluded_by: Option<Shown>,
    /// Settings of the file outside `[rules]`.
    pub files: Map<String, Value>,
    /// Every rule by name.
    pub rules: Vec<RuleView>,
    /// Settings of the app.
    pub settings: Map<String, Value>,
}

/// A rule with its level and options.
#[derive(Serialize)]
pub struct RuleView {
    /// Its name.
    pub name: &'static str,
    /// Its level.
    pub level: Shown,
    /// Its options by name.
    pub options: Map<String, Value>,
}

/// A value and where it comes from.
#[derive(Serialize)]
pub struct Shown {
    /// The value in force.
    pub value: Value,
    /// The file; `None` for a default.
    pub file: Option<String>,
    /// The line in it, from 1.
    pub line: Option<usize>,
    /// Whether the preset sets it.
    pub preset: bool,
}

impl Shown {
    fn to_value(&self) -> Value {
        json!({ "value": self.value, "file": self.file, "line": self.line, "preset": self.preset })
    }
}

/// The file that places are in.
struct Source {
    name: Option<String>,
    lines: LineIndex,
}

impl Source {
    fn show(&self, value: impl Into<Value>, place: Option<TextRange>) -> Shown {
        let line = place.map(|place| self.lines.line_of(place.start()) + 1);
        let file = self.name.clone().filter(|_| line.is_some());
        Shown { value: value.into(), file, line, preset: false }
    }
}

impl View {
    fn new(root: &Path, current: &Path, file: Option<&File>, in_vault: &str) -> Self {
        let default = Config::default();
        let config = file.map_or(&default, |file| &file.config);
        let name = file.map(|file| shown(&file.path, current));
        let source = Source { name, lines: LineIndex::new(file.map_or("", |file| &file.text)) };
        let path = VaultPath::from(in_vault);
        let scope = config.scope(&path);
        let rules = scope.rules();
        let rule = |info: &&'static RuleInfo| {
            let Setting { value, place, preset } = scope.level_setting(info);
            let options = scope.options(&rules, info).into_iter();
            let option = |it: OptionSetting| Shown { preset: it.preset, ..source.show(it.value, it.place) };
            let options = options.map(|it| (it.name.clone(), option(it).to_value())).collect();
            RuleView { name: info.name, level: Shown { preset, ..source.show(value.name(), place) }, options }
        };
        let excluded_by = config.excluded_by(&path);
        let (settings, _) = read_settings(root, config.config_folder());
        let settings = settings::read(root, config.config_folder(), &settings).into_iter();
        View {
            vault: shown(root, current),
            config: source.name.clone(),
            path: in_vault.to_owned(),
            excluded_by: excluded_by.map(|pattern| source.show(&*pattern.text, Some(pattern.place))),
            files: files(config, &source),
            rules: rules::ALL.iter().map(rule).collect(),
            settings: settings.map(|it| (it.name.to_owned(), app_setting(it).to_value())).collect(),
        }
    }
}

fn files(config: &Config, source: &Source) -> Map<String, Value> {
    let patterns: Vec<&str> = config.exclude().iter().map(|pattern| pattern.text.as_str()).collect();
    let exclude = source.show(patterns, config.exclude().first().map(|pattern| pattern.place));
    let Setting { value, place, .. } = config.config_folder_setting();
    let folder = source.show(value, place);
    let Setting { value, place, .. } = config.preset();
    let preset = source.show(value.name(), place);
    let entries = [("exclude", exclude), ("config-folder", folder), ("preset", preset)];
    entries.into_iter().map(|(name, shown)| (name.to_owned(), shown.to_value())).collect()
}

fn app_setting(setting: AppSetting) -> Shown {
    let (file, line) = setting.origin.unzip();
    Shown { value: setting.value, file, line, preset: false }
}
