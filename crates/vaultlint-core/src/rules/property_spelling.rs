//! Properties that the vault mostly spells in another case.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::properties::{RENAMED, in_quotes_of};
use crate::diagnostic::{Edit, Fix, Related};
use crate::note::{FrontMatter, Note, Property};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::vault::Spelling;

/// Each property is spelt in one way in the whole vault.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PropertySpelling {}

impl Rule for PropertySpelling {
    const INFO: RuleInfo = RuleInfo {
        name: "property-spelling",
        summary: "Each property is spelt in one way in the whole vault",
        category: Category::FrontMatter,
        level: Level::Info,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Properties],
        page: include_str!("property-spelling.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(front_matter) = note.front_matter.as_ref().filter(|_| !note.is_plugin_owned()) else { return };
        for property in &front_matter.properties {
            // The business of `deprecated-property`, however spelt.
            if RENAMED.iter().any(|(old, _)| *old == property.key.to_lowercase()) {
                continue;
            }
            let spellings = cx.vault().spellings(&property.key);
            let own = spellings.iter().find(|spelling| spelling.name == property.key);
            if let (Some(usual), Some(own)) = (spellings.first(), own)
                && own.count < usual.count
            {
                report(note, front_matter, property, (usual, own), cx);
            }
        }
    }
}

fn report(
    note: &Note,
    front_matter: &FrontMatter,
    property: &Property,
    (usual, own): (&Spelling, &Spelling),
    cx: &mut Context<'_>,
) {
    let message = format!(
        "this property is spelt `{}` in {} and `{}` in {}: tools that heed case take them for two",
        usual.name,
        notes(usual.count),
        own.name,
        notes(own.count)
    );
    let shown = Related {
        path: Some(cx.vault().path(usual.first).clone()),
        range: None,
        message: format!("the first note with `{}`", usual.name),
    };
    let mut diagnostic = cx.diagnostic(property.key_range, message).related(shown);
    let others = front_matter.properties.iter().filter(|other| other.key.to_lowercase() == property.key.to_lowercase());
    if others.count() == 1 {
        let key = in_quotes_of(note, property, &usual.name);
        let edit = Edit::replacement(property.key_range, key);
        diagnostic = diagnostic.fix(Fix::suggestion(format!("Rename to `{}`", usual.name), vec![edit]));
    }
    cx.report(diagnostic);
}

fn notes(count: u32) -> String {
    if count == 1 { "one note".to_string() } else { format!("{count} notes") }
}
