//! Settings of the plugin obsidian-linter: its `data.json`, partial, stale or in the layout of early 2023.

use serde_json::{Map, Value};

use super::{ImportError, Imported};
use crate::config::Preset;

mod content;
mod footnotes;
mod front_matter;
mod headings;
mod options;
mod spacing;

use options::{Common, Options};

/// A rule of the plugin.
struct RuleImport {
    /// Its name there.
    id: &'static str,
    /// Sets ours so that it does the same.
    convert: fn(&mut Options<'_>, &Common, &mut Imported),
}

/// Rules of the plugin that were called otherwise once: the old name and the id, both as [`bare`] has them.
const RENAMED: [(&str, &str); 4] = [
    ("removespacearoundfullwidthcharacters", "removespacearoundcharacters"),
    ("spacebetweenchineseandenglishornumbers", "spacebetweenchinesejapaneseorkoreanandenglishornumbers"),
    ("twospacesbetweenlineswithcontent", "twospacesbetweenlineswithcontent"),
    ("removeemptylinesbetweenlistmarkersandchecklists", "removeemptylinesbetweenlistmarkersandchecklists"),
];

/// Keys beside the rules, any of which tells that the settings are those of the plugin.
const OTHERS: [&str; 6] =
    ["commonStyles", "customRegexes", "filesToIgnore", "foldersToIgnore", "lintCommands", "lintOnSave"];

/// Rules about pasting, which happens in the app only.
const PASTE: [&str; 8] = [
    "add-blockquote-indentation-on-paste",
    "prevent-double-checklist-indicator-on-paste",
    "prevent-double-list-item-indicator-on-paste",
    "proper-ellipsis-on-paste",
    "remove-hyphens-on-paste",
    "remove-leading-or-trailing-whitespace-on-paste",
    "remove-leftover-footnotes-from-quote-on-paste",
    "remove-multiple-blank-lines-on-paste",
];

/// Reads the text of a `data.json`.
///
/// # Errors
/// When `text` is no JSON object.
pub fn import(text: &str) -> Result<Imported, ImportError> {
    let data: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| ImportError { message: format!("this is no JSON: {error}") })?;
    let Value::Object(data) = data else {
        return Err(ImportError { message: "the settings are no JSON object".to_owned() });
    };
    let mut imported = Imported::new(Preset::ObsidianLinter);
    let common = Common::new(&data);
    let rules = migrated(rules_in(&data, &mut imported)?);
    for (id, settings) in &rules {
        if settings.get("enabled").is_some_and(is_true) {
            rule(id, settings, &common, &mut imported);
        }
    }
    front_matter::keys::settle(&mut imported);
    files(&data, &mut imported);
    commands(&data, &mut imported);
    content::custom_regexes(&data, &mut imported);
    Ok(imported)
}

/// The settings of the rules, by their names.
fn rules_in(data: &Map<String, Value>, imported: &mut Imported) -> Result<Map<String, Value>, ImportError> {
    let rules = match data.get("ruleConfigs") {
        Some(Value::Object(rules)) => rules.clone(),
        None => {
            // What is there may be all that was ever changed.
            if !OTHERS.iter().any(|key| data.contains_key(*key)) {
                let message = "there is no such key, so no rule is on; is this the file of obsidian-linter?";
                imported.remark("ruleConfigs", message);
            }
            Map::new()
        }
        Some(other) => {
            let message = format!("`ruleConfigs` should hold the rules, `{{..}}`, but is {}", name_of(other));
            return Err(ImportError { message });
        }
    };
    for (name, settings) in rules.iter().filter(|(_, settings)| !settings.is_object()) {
        imported.remark(
            name,
            format!("left out: it should hold settings, `{{..}}`, but is {}", name_of(settings)),
        );
    }
    Ok(rules)
}

/// What kind of thing `value` is, for people.
fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty (`null`)",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn rule(id: &str, settings: &Map<String, Value>, common: &Common, imported: &mut Imported) {
    if PASTE.contains(&id) {
        imported.remark(id, "left out: it is about pasting in the app");
        return;
    }
    match all().find(|rule| rule.id == id) {
        Some(rule) => {
            let mut options = Options::new(id, settings);
            (rule.convert)(&mut options, common, imported);
            options.finish(imported);
        }
        None => imported.remark(id, "left out: no version of the plugin is known to have this rule"),
    }
}

fn all() -> impl Iterator<Item = &'static RuleImport> {
    [front_matter::RULES, headings::RULES, footnotes::RULES, content::RULES, spacing::RULES]
        .into_iter()
        .flatten()
}

fn is_true(value: &Value) -> bool {
    matches!(value, Value::Bool(true)) || value.as_str() == Some("true")
}

/// Rules by id, whatever layout they come in, with what newer versions of the plugin change when they load old settings.
fn migrated(rules: Map<String, Value>) -> Vec<(String, Map<String, Value>)> {
    let mut migrated: Vec<(String, Map<String, Value>)> = Vec::new();
    for (name, settings) in rules {
        let Value::Object(settings) = settings else { continue };
        let is_known = |id: &&str| *id == name;
        let ids = || all().map(|rule| rule.id).chain(PASTE);
        match ids().find(is_known) {
            Some(_) => migrated.push((name, settings)),
            None => {
                let bare_name = bare(&name);
                let renamed = RENAMED.iter().find(|(old, _)| *old == bare_name).map(|(_, id)| *id);
                let wanted = renamed.unwrap_or(&bare_name);
                match ids().find(|id| bare(id) == wanted) {
                    Some(id) => migrated.push((id.to_owned(), from_old_layout(settings))),
                    None => migrated.push((name, from_old_layout(settings))),
                }
            }
        }
    }
    let is_on = |id: &str| {
        migrated.iter().any(|(it, settings)| it == id && settings.get("enabled").is_some_and(is_true))
    };
    let no_paragraphs = is_on("two-spaces-between-lines-with-content");
    let no_second_level = is_on("file-name-heading");
    for (id, settings) in &mut migrated {
        match id.as_str() {
            "paragraph-blank-lines" if no_paragraphs => drop(settings.insert("enabled".into(), false.into())),
            "header-increment" if no_second_level => {
                drop(settings.insert("start-at-h2".into(), false.into()))
            }
            _ => {}
        }
    }
    migrated
}

/// Options of the old layout under the keys of today. The first entry says whether the rule is on, under the description
/// of the rule.
fn from_old_layout(settings: Map<String, Value>) -> Map<String, Value> {
    if settings.contains_key("enabled") {
        return settings;
    }
    let mut named = Map::new();
    let mut entries = settings.into_iter().collect::<Vec<_>>();
    let flag = entries.iter().position(|(name, value)| value.is_boolean() && name.ends_with('.'));
    if let Some(at) = flag.or_else(|| entries.iter().position(|(_, value)| value.is_boolean())) {
        let (_, value) = entries.remove(at);
        named.insert("enabled".to_owned(), value);
    }
    named.extend(entries);
    named
}

/// `name` without case, blanks and hyphens: old names and new keys differ in nothing else.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Folders and files that the plugin passes over.
fn files(data: &Map<String, Value>, imported: &mut Imported) {
    for folder in options::strings(data.get("foldersToIgnore")) {
        let folder = folder.trim_matches('/');
        if !folder.is_empty() {
            imported.spared.push(format!("/{}/", escaped(folder)));
        }
    }
    for file in data.get("filesToIgnore").and_then(Value::as_array).into_iter().flatten() {
        let regex = file.get("match").and_then(Value::as_str).unwrap_or("");
        match literal(regex) {
            _ if regex.is_empty() => {}
            Some(path) => imported.spared.push(format!("/{}", escaped(&path))),
            None => imported.remark(
                format!("filesToIgnore: {regex}"),
                "left out: it is a regular expression; name these notes under `[[overrides]]`",
            ),
        }
    }
}

/// The path that `^path$` stands for, where it has no other signs of regular expressions than escaped ones.
fn literal(regex: &str) -> Option<String> {
    let inner = regex.strip_prefix('^')?.strip_suffix('$')?;
    let mut path = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => path.push(chars.next().filter(|c| !c.is_alphanumeric())?),
            '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '^' | '$' => return None,
            c => path.push(c),
        }
    }
    Some(path)
}

/// `path` as a pattern that stands for itself.
fn escaped(path: &str) -> String {
    let special = |c: char| "*?[]{}!\\".contains(c);
    path.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}

fn commands(data: &Map<String, Value>, imported: &mut Imported) {
    let commands = data.get("lintCommands").and_then(Value::as_array).into_iter().flatten();
    for command in commands.filter(|it| it.get("enabled").is_none_or(is_true)) {
        let name = command.get("name").or_else(|| command.get("id")).and_then(Value::as_str).unwrap_or("");
        imported.remark(format!("lintCommands: {name}"), "left out: it is a command of the app");
    }
    if ["lintOnSave", "lintOnFileChange"].iter().any(|key| data.get(*key).is_some_and(is_true)) {
        imported.remark(
            "lintOnSave",
            "left out: let the editor format on save, or a hook run `vaultlint format`",
        );
    }
}
