//! Properties that no schema knows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::patterns::Patterns;
use super::properties::in_quotes_of;
use super::schema::{is_for, is_judged};
use crate::config::nearest;
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

/// Every property is one that the vault knows.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnknownProperty {
    /// Names of properties, up to case, that any note may have.
    pub known: Vec<String>,
    /// Whether the properties that have a type in the vault are known too.
    pub typed: bool,
    /// Properties that some notes may have besides.
    pub schemas: Vec<KnownSchema>,
}

/// Properties that some notes may have.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct KnownSchema {
    /// The notes, as patterns like those of a `.gitignore`.
    pub paths: Patterns,
    /// The same by tag: notes with one of these, or with a tag below one.
    pub tags: Vec<String>,
    /// Names of properties.
    pub known: Vec<String>,
}

impl Default for UnknownProperty {
    fn default() -> Self {
        UnknownProperty { known: Vec::new(), typed: true, schemas: Vec::new() }
    }
}

/// Those that Obsidian itself reads (OBSIDIAN.md 3.4, 3.6), and those that other rules report.
const OWN: [&str; 11] = [
    "tags",
    "aliases",
    "cssclasses",
    "publish",
    "permalink",
    "description",
    "image",
    "cover",
    "tag",
    "alias",
    "cssclass",
];

impl Rule for UnknownProperty {
    const INFO: RuleInfo = RuleInfo {
        name: "unknown-property",
        summary: "Every property is one that the vault knows",
        category: Category::FrontMatter,
        level: Level::Off,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Properties],
        page: include_str!("unknown-property.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(front_matter) = note.front_matter.as_ref().filter(|_| is_judged(note, cx)) else { return };
        let known = self.known_to(note, cx);
        if known.is_empty() {
            return;
        }
        let is_known = |name: &str| OWN.contains(&name) || known.iter().any(|it| it.to_lowercase() == name);
        for property in front_matter.properties.iter().filter(|it| !is_known(&it.key.to_lowercase())) {
            let message = format!("no schema of this vault knows the property `{}`", property.key);
            let mut diagnostic = cx.diagnostic(property.key_range, message);
            let near = nearest(&property.key.to_lowercase(), known.iter().map(String::as_str));
            if let Some(near) = near.filter(|near| front_matter.get(near).is_none()) {
                let edit = Edit::replacement(property.key_range, in_quotes_of(note, property, near));
                diagnostic = diagnostic
                    .help(format!("did you mean `{near}`?"))
                    .fix(Fix::suggestion(format!("Rename to `{near}`"), vec![edit]));
            }
            cx.report(diagnostic);
        }
    }
}

impl UnknownProperty {
    /// Names that `note` may use, without those of Obsidian; empty where nothing says so.
    fn known_to(&self, note: &Note, cx: &Context<'_>) -> Vec<String> {
        let schemas = self.schemas.iter().filter(|schema| is_for(note, &schema.paths, &schema.tags));
        let written = self.known.iter().chain(schemas.flat_map(|schema| &schema.known));
        let mut known: Vec<String> = written.cloned().collect();
        if self.typed {
            let types = &cx.vault().settings().property_types;
            known.extend(types.keys().map(ToString::to_string));
        }
        known.sort_unstable();
        known
    }
}
