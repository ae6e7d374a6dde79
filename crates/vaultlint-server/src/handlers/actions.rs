//! Code actions: fixes of findings, silence about them, and what can be done with the link at the cursor.

use tower_lsp::lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse,
    Diagnostic, TextEdit, WorkspaceEdit,
};

use super::formatting::{edits, fixed};
use crate::changes::Changes;
use crate::snapshot::Snapshot;

mod findings;
mod links;

use findings::Findings;

/// The kind of the action that mends all that is safe to mend.
pub const FIX_ALL: &str = "source.fixAll.vaultlint";

/// The kinds of the actions that there may be.
pub fn kinds() -> Vec<CodeActionKind> {
    vec![CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR_REWRITE, CodeActionKind::from(FIX_ALL)]
}

/// The actions that there are for the range and the findings of `params`, those for a finding first.
pub fn actions(snapshot: &Snapshot, params: &CodeActionParams) -> CodeActionResponse {
    let context = &params.context;
    let at = snapshot.offset(params.range.start);
    let mut actions = Vec::new();
    if wants(context, CodeActionKind::QUICKFIX.as_str()) {
        let findings = Findings::new(snapshot, &context.diagnostics);
        actions.extend(findings.fixes());
        actions.extend(links::create(snapshot, at, &context.diagnostics));
        actions.extend(findings.at_once_and_silence());
    }
    if wants(context, CodeActionKind::REFACTOR_REWRITE.as_str()) {
        actions.extend(links::convert(snapshot, at));
    }
    if wants(context, FIX_ALL)
        && let Some(text) = fixed(snapshot)
    {
        let edit = edit(snapshot, edits(snapshot, Some(text)));
        let title = "Mend all that is safe to mend".to_owned();
        actions.extend(action(title, CodeActionKind::from(FIX_ALL), &[], edit));
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Whether the client asks for actions of `kind`.
fn wants(context: &CodeActionContext, kind: &str) -> bool {
    let Some(only) = &context.only else { return true };
    only.iter().any(|wanted| {
        let wanted = wanted.as_str();
        wanted.is_empty()
            || kind == wanted
            || kind.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.'))
    })
}

/// `edits` of the note, as the client takes them.
fn edit(snapshot: &Snapshot, edits: Vec<TextEdit>) -> Option<WorkspaceEdit> {
    let mut changes = Changes::default();
    changes.edit_open(&snapshot.opened, edits);
    changes.for_client(snapshot.view.abilities)
}

/// The action that makes `edit`, about `findings`; `None` where the client cannot make it.
fn action(
    title: String,
    kind: CodeActionKind,
    findings: &[Diagnostic],
    edit: Option<WorkspaceEdit>,
) -> Option<CodeAction> {
    Some(CodeAction {
        title,
        kind: Some(kind),
        diagnostics: (!findings.is_empty()).then(|| findings.to_vec()),
        edit: Some(edit?),
        ..CodeAction::default()
    })
}
