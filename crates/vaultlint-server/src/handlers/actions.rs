//! Code actions.

use tower_lsp::lsp_types::{CodeActionParams, CodeActionResponse};

use super::formatting::{edits, fixed};
use crate::actions::{FIX_ALL, fix_all, quick_fixes, wants};
use crate::snapshot::Snapshot;

/// The actions that there are for the range and the findings of `params`.
pub fn actions(snapshot: &Snapshot, params: &CodeActionParams) -> CodeActionResponse {
    let uri = &snapshot.opened.uri;
    let mut actions = match wants(&params.context, "quickfix") {
        true => quick_fixes(uri, &params.context.diagnostics),
        false => Vec::new(),
    };
    if wants(&params.context, FIX_ALL)
        && let Some(text) = fixed(snapshot)
    {
        actions.push(fix_all(uri, edits(snapshot, Some(text))));
    }
    actions
}
