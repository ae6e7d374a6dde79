//! Canvases that are not as their format has it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::dead::shown;
use crate::diagnostic::{Diagnostic, Related};
use crate::file::{FileContent, VaultFile};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::vault::canvas::{CanvasFlaw, CanvasFlawKind};

/// Canvases can be read.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MalformedCanvas {}

impl Rule for MalformedCanvas {
    const INFO: RuleInfo = RuleInfo {
        name: "malformed-canvas",
        summary: "Canvases can be read",
        category: Category::CanvasAndBases,
        level: Level::Error,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("malformed-canvas.md"),
    };

    fn check_file(&self, file: &VaultFile, cx: &mut Context<'_>) {
        match &file.content {
            FileContent::Canvas(Err(error)) => {
                let help = "take the file back from a version that worked, or mend the JSON by hand";
                cx.report(cx.diagnostic(error.range, &error.message).help(help));
            }
            FileContent::Canvas(Ok(canvas)) => {
                canvas.flaws.iter().for_each(|flaw| cx.report(diagnostic(flaw, cx)));
            }
            _ => {}
        }
    }
}

fn diagnostic(flaw: &CanvasFlaw, cx: &Context<'_>) -> Diagnostic {
    let message = match &flaw.kind {
        CanvasFlawKind::NotAList(key) => format!("`{key}` must be a list"),
        CanvasFlawKind::NotAnObject => "a card or an arrow must be an object".to_owned(),
        CanvasFlawKind::MissingField(key) => format!("`{key}` is missing here, or of another type"),
        CanvasFlawKind::DuplicateId { id, .. } => {
            format!("the id `{}` stands twice: an arrow to it may lead to the wrong card", shown(id))
        }
        CanvasFlawKind::MissingNode(id) => format!("there is no card `{}` for this arrow", shown(id)),
        CanvasFlawKind::BadColor => {
            "this is no colour: write `\"1\"` to `\"6\"`, or one as `\"#FF0000\"`".to_owned()
        }
    };
    let diagnostic = cx.diagnostic(flaw.range, message);
    match flaw.kind {
        CanvasFlawKind::DuplicateId { first, .. } => {
            diagnostic.related(Related { path: None, range: Some(first), message: "the first one".into() })
        }
        _ => diagnostic,
    }
}
