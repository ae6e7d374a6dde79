//! Cards of canvases whose file is not there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::dead::{file_name, shown};
use super::links::report::{MOST, explain_root};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::file::{FileContent, VaultFile};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;
use crate::vault::FileId;
use crate::vault::canvas::CanvasTarget;

/// Every file on a canvas is in the vault.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CanvasMissingFile {}

impl Rule for CanvasMissingFile {
    const INFO: RuleInfo = RuleInfo {
        name: "canvas-missing-file",
        summary: "Every file on a canvas is in the vault",
        category: Category::CanvasAndBases,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[],
        page: include_str!("canvas-missing-file.md"),
    };

    fn check_file(&self, file: &VaultFile, cx: &mut Context<'_>) {
        let FileContent::Canvas(Ok(canvas)) = &file.content else { return };
        for link in &canvas.links {
            let (path, shows) = match &link.target {
                CanvasTarget::File { path, .. } => (path, "the card is empty"),
                CanvasTarget::Background(path) => (path, "the group has no picture"),
                CanvasTarget::Text(_) => continue,
            };
            if !path.is_empty() && cx.vault().file(path).is_none() {
                cx.report(diagnostic(link.range, path, shows, cx));
            }
        }
    }
}

fn diagnostic(range: TextRange, path: &str, shows: &str, cx: &Context<'_>) -> Diagnostic {
    let named = elsewhere(path, cx);
    let place = match named.first() {
        Some(file) => format!("; a file of that name is at `{}`", cx.vault().path(*file)),
        None => String::new(),
    };
    let message = format!("`{}` is not in the vault, so {shows}{place}", shown(path));
    let is_sure = named.len() == 1;
    let diagnostic = explain_root(cx.diagnostic(range, message), cx.vault(), path);
    named.iter().take(MOST).fold(diagnostic, |diagnostic, file| {
        let found = cx.vault().path(*file);
        // A path in JSON, between quotes that stay.
        let literal = serde_json::Value::from(found.as_str()).to_string();
        let edits = vec![Edit::replacement(range, literal.trim_matches('"').to_owned())];
        let title = format!("Show `{found}`");
        diagnostic.fix(if is_sure { Fix::unsafe_(title, edits) } else { Fix::suggestion(title, edits) })
    })
}

/// Files of the name that `path` has, or has with `.md`.
fn elsewhere(path: &str, cx: &Context<'_>) -> Vec<FileId> {
    let name = file_name(path);
    let named = cx.vault().named(name);
    if named.is_empty() { cx.vault().named(&format!("{name}.md")) } else { named }
}
