//! The changes of a renaming, with what its user should look at afterwards.

use tower_lsp::lsp_types::WorkspaceEdit;
use vaultlint_core::refactor::{Plan, Remark};

use crate::changes::Changes;
use crate::snapshot::VaultView;

/// How many remarks are shown.
const MOST: usize = 5;

/// What a renaming does.
#[derive(Default)]
pub(super) struct Renaming {
    pub changes: Changes,
    /// The first ones, in words.
    remarks: Vec<String>,
    count: usize,
}

/// What the client is answered, and told.
#[derive(Debug)]
pub struct Renamed {
    /// The changes; `None` where the client cannot make them.
    pub edit: Option<WorkspaceEdit>,
    /// What to look at, if anything.
    pub notice: Option<String>,
}

impl Renaming {
    /// Takes in the edits and the remarks of `plan`, in the vault of `view`.
    pub fn add(&mut self, view: &VaultView, plan: &Plan) {
        self.changes.add_texts(view, plan);
        let room = MOST.saturating_sub(self.remarks.len());
        self.remarks.extend(plan.remarks.iter().take(room).map(|remark| line(view, plan, remark)));
        self.count += plan.remarks.len();
    }

    /// The answer to the client of `view`.
    pub fn into_answer(self, view: &VaultView) -> Renamed {
        Renamed { edit: self.changes.for_client(view.abilities), notice: notice(self.remarks, self.count) }
    }
}

/// A remark with its place, as the text is before the renaming.
fn line(view: &VaultView, plan: &Plan, remark: &Remark) -> String {
    let text = plan.edited_text(&remark.path).cloned().or_else(|| view.read_text(&remark.path));
    format!("{}:{}", remark.path, remark.located(text.as_deref()))
}

/// The `count` remarks, of which `shown` are the first ones.
fn notice(shown: Vec<String>, count: usize) -> Option<String> {
    let rest = count.saturating_sub(shown.len());
    let more = (rest > 0).then(|| format!("and {rest} more"));
    let heading = match count {
        0 => return None,
        1 => "One place is to be looked at after this renaming:".to_owned(),
        count => format!("{count} places are to be looked at after this renaming:"),
    };
    Some(std::iter::once(heading).chain(shown).chain(more).collect::<Vec<_>>().join("\n"))
}
