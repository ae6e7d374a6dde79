//! Code actions: the fixes that travel with diagnostics, and fix all.

use std::collections::HashMap;

use tower_lsp::lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, Diagnostic, TextEdit, Url,
    WorkspaceEdit,
};

use crate::convert::Fix;

/// The kind of the action that mends all that is safe to mend.
pub const FIX_ALL: &str = "source.fixAll.vaultlint";

/// Whether the client asks for actions of `kind`.
pub fn wants(context: &CodeActionContext, kind: &str) -> bool {
    let Some(only) = &context.only else { return true };
    only.iter().any(|wanted| {
        let wanted = wanted.as_str();
        wanted.is_empty()
            || kind == wanted
            || kind.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.'))
    })
}

/// The quick fixes of `diagnostics` of the document at `uri`.
pub fn quick_fixes(uri: &Url, diagnostics: &[Diagnostic]) -> Vec<CodeActionOrCommand> {
    let of_one = |diagnostic: &Diagnostic| -> Vec<CodeActionOrCommand> {
        let data = diagnostic.data.clone().unwrap_or_default();
        let fixes: Vec<Fix> = serde_json::from_value(data).unwrap_or_default();
        let first_safe = fixes.iter().position(|fix| fix.safe);
        let action = |(index, fix): (usize, Fix)| {
            let action = CodeAction {
                title: fix.title,
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![diagnostic.clone()]),
                edit: Some(edit(uri, fix.edits)),
                is_preferred: Some(first_safe == Some(index)),
                ..CodeAction::default()
            };
            CodeActionOrCommand::CodeAction(action)
        };
        fixes.into_iter().enumerate().map(action).collect()
    };
    diagnostics.iter().flat_map(of_one).collect()
}

/// The action that applies `edits`, all safe fixes at once.
pub fn fix_all(uri: &Url, edits: Vec<TextEdit>) -> CodeActionOrCommand {
    CodeActionOrCommand::CodeAction(CodeAction {
        title: "Mend all that is safe to mend".into(),
        kind: Some(CodeActionKind::from(FIX_ALL)),
        edit: Some(edit(uri, edits)),
        ..CodeAction::default()
    })
}

fn edit(uri: &Url, edits: Vec<TextEdit>) -> WorkspaceEdit {
    WorkspaceEdit { changes: Some(HashMap::from([(uri.clone(), edits)])), ..WorkspaceEdit::default() }
}
