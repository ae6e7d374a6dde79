//! Markers of templates that were never filled in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::Note;
use crate::text::TextRange;
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};

/// No marker of a template is left in a note.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ForgottenTemplate {}

impl Rule for ForgottenTemplate {
    const INFO: RuleInfo = RuleInfo {
        name: "forgotten-template",
        summary: "No marker of a template is left in a note",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("forgotten-template.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let is_template = cx.is_template(note) || is_called_template(note.basename());
        if is_template || note.is_plugin_owned() {
            return;
        }
        let markers = markers(note);
        let Some(first) = markers.first() else { return };
        let message = match markers.len() {
            1 => "this marker of a template was never filled in: readers see it as it is".to_owned(),
            2 => "this marker of a template and another one were never filled in".to_owned(),
            count => format!("this marker of a template and {} others were never filled in", count - 1),
        };
        cx.report(cx.diagnostic(*first, message).help("fill in what is missing, or delete the marker"));
    }
}

/// Parts of names that say, in the languages of the app, that a note is a template.
const NAMES: [&str; 17] = [
    "template", "vorlage", "plantilla", "modèle", "modello", "modelo", "sjabloon", "szablon", "šablona", "шаблон",
    "şablon", "模板", "範本", "范本", "テンプレート", "템플릿", "قالب",
];

fn is_called_template(name: &str) -> bool {
    let name = name.to_lowercase();
    NAMES.iter().any(|part| name.contains(part))
}

/// The markers that show: those of the properties, then those of the body.
fn markers(note: &Note) -> Vec<TextRange> {
    let mut found = in_properties(note);
    let body = note.template_markers.iter().filter(|marker| {
        let start = marker.range.start();
        let text = note.slice(marker.range);
        let fills = if marker.templater { is_templater(text) } else { is_placeholder(text) && !note.is_opaque(start) };
        fills && stands_alone(note, marker.range) && !note.is_commented(start)
    });
    found.extend(body.map(|marker| marker.range));
    found
}

/// Whether nothing follows the marker on its line, or it makes up a heading: in running text notes speak of markers.
fn stands_alone(note: &Note, marker: TextRange) -> bool {
    let line = note.lines.line_range(&note.text, note.lines.line_of(marker.end()));
    let rest = TextRange::new(marker.end(), line.end()).slice(&note.text);
    let after = note.headings.partition_point(|heading| heading.range.start() <= marker.start());
    let heading = note.headings.get(..after).and_then(<[_]>::last);
    rest.trim_matches([' ', '\t', ']', ')', '*', '_', '|']).is_empty()
        || heading.is_some_and(|heading| heading.range.contains_range(marker))
}

/// The markers in the front matter, which YAML reads as text or as a mapping.
fn in_properties(note: &Note) -> Vec<TextRange> {
    let Some(front_matter) = &note.front_matter else { return Vec::new() };
    let mut found = Vec::new();
    let mut next = front_matter.yaml_range.start();
    for line in note.slice(front_matter.yaml_range).split_inclusive('\n') {
        let start = next;
        next += line.len();
        if line.trim_start().starts_with('#') {
            continue;
        }
        let marker = marker_in(line, "<%", "%>", is_templater).or_else(|| marker_in(line, "{{", "}}", is_placeholder));
        found.extend(marker.map(|marker| marker.shift(start)));
    }
    found
}

/// The first text in `line` from `open` to `close`, where it is a marker.
fn marker_in(line: &str, open: &str, close: &str, is_marker: fn(&str) -> bool) -> Option<TextRange> {
    let start = line.find(open)?;
    let end = start + line.get(start..)?.find(close)? + close.len();
    line.get(start..end).filter(|text| is_marker(text))?;
    Some(TextRange::new(start, end))
}

/// Whether the marker calls Templater; other languages have such brackets too.
fn is_templater(marker: &str) -> bool {
    let code = marker.trim_start_matches(['<', '%', '-', '_', '*', '+', ' ', '\n', '\t']);
    code.starts_with("tp.") || code.starts_with("await tp.") || code.contains("tR +=") || code.contains("= tp.")
}

/// Whether the core plugin fills the marker in: `{{title}}`, `{{date}}` and `{{time}}`, with or without a format.
fn is_placeholder(marker: &str) -> bool {
    let Some(inner) = marker.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) else { return false };
    let (name, format) = inner.split_once(':').map_or((inner, None), |(name, format)| (name, Some(format)));
    matches!((name, format), ("title", None) | ("date" | "time", None | Some(_)))
}
