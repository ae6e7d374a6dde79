//! Properties just below the block that they belong in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::{ALL_MEANINGS, line_break};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::note::yaml::{self, ValueKind};
use crate::note::{FrontMatter, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;

/// No property stands right below the closing `---`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct StrandedProperty {
    /// The properties to look for, written exactly so.
    pub keys: Vec<String>,
}

impl Default for StrandedProperty {
    fn default() -> Self {
        const KEYS: [&str; 13] = [
            "alias", "aliases", "cover", "created", "cssclass", "cssclasses", "description", "image", "permalink",
            "publish", "tag", "tags", "title",
        ];
        StrandedProperty { keys: KEYS.map(str::to_string).to_vec() }
    }
}

impl Rule for StrandedProperty {
    const INFO: RuleInfo = RuleInfo {
        name: "stranded-property",
        summary: "No property stands right below the closing `---`",
        category: Category::FrontMatter,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: ALL_MEANINGS,
        page: include_str!("stranded-property.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(front_matter) = &note.front_matter else { return };
        for (line, key) in self.stranded(note) {
            let range = note.lines.line_range(&note.text, line);
            let range = TextRange::new(range.start(), range.start() + note.slice(range).trim_end().len());
            let message = format!("`{key}` stands below the properties: Obsidian reads it as text");
            let diagnostic = cx.diagnostic(range, message);
            // Two of a name would make all properties unreadable.
            cx.report(if front_matter.get(key).is_some() {
                diagnostic.help(format!("there is a `{key}` above: move what is missing there, and take the line out"))
            } else {
                let fixes = move_up(note, front_matter, line);
                fixes.into_iter().fold(diagnostic.help("move the line above the closing `---`"), Diagnostic::fix)
            });
        }
    }
}

/// Whether properties of the usual names stand right below those of `note`.
pub(crate) fn has_stranded(note: &Note) -> bool {
    note.front_matter.is_some() && !StrandedProperty::default().stranded(note).is_empty()
}

impl StrandedProperty {
    /// The lines right below the properties that hold one, by number, each with its key.
    pub(super) fn stranded<'n>(&self, note: &'n Note) -> Vec<(usize, &'n str)> {
        let Some(front_matter) = note.front_matter.as_ref().filter(|it| it.errors.is_empty()) else {
            return Vec::new();
        };
        let first = note.lines.line_of(front_matter.range.end()) + 1;
        let lines = (first..note.lines.line_count()).map_while(|line| {
            let text = note.slice(note.lines.line_range(&note.text, line));
            key_and_value(text).map(|(key, value)| (line, key, value))
        });
        let mut is_first = true;
        let stranded = lines.filter(|(_, key, value)| {
            let is_known = self.keys.iter().any(|known| known == key);
            // Below other text a property that stands above too is more likely a part of that text.
            let counts = is_first || front_matter.get(key).is_none();
            is_first &= is_known;
            is_known && counts && !value.starts_with('#')
        });
        stranded.map(|(line, key, _)| (line, key)).collect()
    }
}

/// Key and value of a line like `key: value`.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = key.starts_with(char::is_alphabetic) && key.split(' ').count() <= 3;
    let is_value = value.is_empty() || value.starts_with([' ', '\t']);
    (is_key && is_value).then(|| (key, value.trim()))
}

/// Moves `line` to the end of the properties, where it reads as a property with a plain value or list there.
fn move_up(note: &Note, front_matter: &FrontMatter, line: usize) -> Option<Fix> {
    let range = note.lines.full_line_range(line);
    let (properties, errors) = yaml::parse(&note.text, range);
    let [property] = properties.as_slice() else { return None };
    let is_simple = match &property.value.kind {
        ValueKind::Sequence { items, .. } => !items.is_empty() && items.iter().all(|item| item.as_str().is_some()),
        ValueKind::Mapping { .. } | ValueKind::Null => false,
        _ => true,
    };
    let is_block = !matches!(note.slice(front_matter.yaml_range).trim_start().chars().next(), Some('{'));
    (errors.is_empty() && is_simple && is_block).then(|| {
        let text = note.slice(note.lines.line_range(&note.text, line));
        let insertion = format!("{text}{}", line_break(&note.text));
        let edits = vec![Edit::insertion(front_matter.yaml_range.end(), insertion), Edit::deletion(range)];
        Fix::unsafe_("Move the line into the properties", edits)
    })
}
