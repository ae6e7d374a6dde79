//! Bases that Obsidian does not accept.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::dead::shown;
use crate::diagnostic::{Diagnostic, Related};
use crate::file::{FileContent, VaultFile};
use crate::note::{CodeBlock, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::text::TextRange;
use crate::vault::base::{BaseFlaw, BaseFlawKind, base_flaws};

/// Bases can be read.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MalformedBase {}

impl Rule for MalformedBase {
    const INFO: RuleInfo = RuleInfo {
        name: "malformed-base",
        summary: "Bases can be read",
        category: Category::CanvasAndBases,
        level: Level::Error,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("malformed-base.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if cx.is_template(note) {
            return;
        }
        for block in note.code_blocks.iter().filter(|block| &*block.language == "base" && block.closed) {
            let Some(yaml) = inside(note, block) else { continue };
            base_flaws(&note.text, yaml).iter().for_each(|flaw| cx.report(diagnostic(flaw, cx)));
        }
    }

    fn check_file(&self, file: &VaultFile, cx: &mut Context<'_>) {
        if let FileContent::Base(flaws) = &file.content {
            flaws.iter().for_each(|flaw| cx.report(diagnostic(flaw, cx)));
        }
    }
}

/// The lines between the fences of `block`, where nothing stands before each of them.
fn inside(note: &Note, block: &CodeBlock) -> Option<TextRange> {
    let first = note.lines.line_of(block.range.start());
    let last = note.lines.line_of(block.range.end());
    let is_at_margin = note.lines.line_start(first) == block.range.start();
    (is_at_margin && block.fenced && last > first)
        .then(|| TextRange::new(note.lines.line_start(first + 1), note.lines.line_start(last)))
}

fn circle(names: &[Box<str>]) -> String {
    let all: Vec<String> = names.iter().map(|name| format!("`{}`", shown(name))).collect();
    match all.as_slice() {
        [only] => format!("the formula {only} needs itself, so it has no value"),
        _ => format!("the formulas {} need each other in a circle, so none has a value", all.join(", ")),
    }
}

fn diagnostic(flaw: &BaseFlaw, cx: &Context<'_>) -> Diagnostic {
    let message = match &flaw.kind {
        BaseFlawKind::Syntax(error) => format!("{}; Obsidian cannot read this base", error.message),
        BaseFlawKind::NotAMapping => "a base is keys with values, such as `views:`".to_owned(),
        BaseFlawKind::NotAList(key) => format!("`{}` must be a list", shown(key)),
        BaseFlawKind::NotAMap(key) => format!("`{}` must hold keys with values", shown(key)),
        BaseFlawKind::FormulaNotText => "a formula is a text such as `\"price * 2\"`".to_owned(),
        BaseFlawKind::FormulaCircle(names) => circle(names),
        BaseFlawKind::BadFilter => {
            "a filter is text, or exactly one of `and`, `or` and `not` with a list".to_owned()
        }
        BaseFlawKind::GroupByLacks(key) => format!("`groupBy` needs `{key}`"),
        BaseFlawKind::DuplicateView { name, .. } => {
            format!("two views are called `{}`: only one can be linked", shown(name))
        }
    };
    let mut diagnostic = cx.diagnostic(flaw.range, message);
    match &flaw.kind {
        BaseFlawKind::Syntax(error) => diagnostic.help = error.help.clone(),
        BaseFlawKind::DuplicateView { first, .. } => {
            diagnostic = diagnostic.related(Related {
                path: None,
                range: Some(*first),
                message: "the first one".into(),
            });
        }
        _ => {}
    }
    diagnostic
}
