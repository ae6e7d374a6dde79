//! Which notes are templates, and which files Obsidian ranks last.

use regex::Regex;

use super::{Settings, VaultPath};

/// Names of templates and of their folders in the languages of the app: whole names.
const FOLDER_NAMES: &[&str] = &[
    "template",
    "vorlage",
    "plantilla",
    "modèle",
    "modèles",
    "gabarit",
    "modello",
    "modelli",
    "modelo",
    "modelos",
    "sjabloon",
    "szablon",
    "šablona",
    "шаблон",
    "şablon",
    "skabelon",
    "mall",
    "模板",
    "範本",
    "范本",
    "テンプレート",
    "템플릿",
    "قالب",
    "תבנית",
];

/// The same in the plural: also as the first or the last word of a name.
const FOLDER_WORDS: &[&str] = &[
    "templates",
    "templater",
    "vorlagen",
    "plantillas",
    "gabarits",
    "sjablonen",
    "szablony",
    "šablony",
    "sablonok",
    "шаблоны",
    "шаблони",
    "şablonlar",
    "skabeloner",
    "mallar",
    "قوالب",
    "القوالب",
    "תבניות",
];

/// Words between two things: a folder `Showcases and Templates` holds other notes too.
const JOINS: &[&str] = &["and", "und", "et", "y", "e", "ed", "en", "i", "och", "og", "ve", "и", "و"];

/// Whether the note at `path` is a template by `settings`, by the name of one of its folders, or by its own.
pub(super) fn is_template(settings: &Settings, path: &VaultPath) -> bool {
    let folders = path.parent();
    let stated = |folder: &str| {
        let rest = path.as_str().strip_prefix(folder.trim_matches('/'));
        !folder.trim_matches('/').is_empty() && rest.is_some_and(|rest| rest.starts_with('/'))
    };
    settings.template_folders.iter().any(|folder| stated(folder))
        || settings.template_notes.iter().any(|note| is_same_note(note, path))
        || folders.split('/').any(is_called_templates)
        || is_called_template(path.stem())
}

/// Whether a note is called `Template`, or `_adr-template`: an underline in front keeps such notes apart from others.
fn is_called_template(stem: &str) -> bool {
    let lower = stem.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    match (words.next(), words.next_back()) {
        (Some(only), None) => FOLDER_NAMES.contains(&only),
        (Some(first), Some(last)) => {
            lower.starts_with('_') && (FOLDER_NAMES.contains(&first) || FOLDER_NAMES.contains(&last))
        }
        _ => false,
    }
}

/// Settings name a note with or without `.md`.
fn is_same_note(setting: &str, path: &VaultPath) -> bool {
    let setting = setting.trim_matches('/');
    let path = path.as_str();
    !setting.is_empty() && (path == setting || path.strip_suffix(".md").is_some_and(|stem| stem == setting))
}

fn is_called_templates(folder: &str) -> bool {
    let lower = folder.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    if lower.contains(['&', '+', ',']) || words.clone().any(|word| JOINS.contains(&word)) {
        return false;
    }
    let Some(first) = words.next() else { return false };
    match words.next_back() {
        None => FOLDER_NAMES.contains(&first) || FOLDER_WORDS.contains(&first),
        Some(last) => FOLDER_WORDS.contains(&first) || FOLDER_WORDS.contains(&last),
    }
}

/// The patterns of `userIgnoreFilters` (OBSIDIAN.md 1.4).
#[derive(Debug, Default)]
pub(super) struct ExcludedFiles {
    prefixes: Vec<Box<str>>,
    patterns: Vec<Regex>,
}

impl ExcludedFiles {
    /// Patterns that are no regular expression are skipped, as Obsidian does.
    pub(super) fn new(filters: &[Box<str>]) -> Self {
        let mut excluded = ExcludedFiles::default();
        for filter in filters {
            let inner = filter.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
            match inner {
                Some("") => {}
                Some(pattern) => excluded.patterns.extend(Regex::new(pattern)),
                None if filter.is_empty() => {}
                None => excluded.prefixes.push(filter.clone()),
            }
        }
        excluded
    }

    pub(super) fn contains(&self, path: &str) -> bool {
        self.prefixes.iter().any(|prefix| path.starts_with(&**prefix))
            || self.patterns.iter().any(|pattern| pattern.is_match(path))
    }
}
