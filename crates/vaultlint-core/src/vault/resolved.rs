//! Where the links of a note lead, found out again after an edit.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::names::Names;
use super::{Resolution, Vault, VaultPath};
use crate::note::{Link, Note};

/// Where the links of a note lead.
pub struct Resolved {
    /// Of the vault.
    names: Arc<Names>,
    /// Of the note.
    path: VaultPath,
    /// What each link names, as a hash; `None` where its resolution depends on more than the names of files.
    targets: Vec<Option<u64>>,
    resolutions: Vec<Resolution>,
}

impl Vault {
    /// Where each link of `note` leads, in their order. `before` is the same before an edit, if it is known: what is named
    /// as it was then, in the same vault, is not looked for again.
    pub fn resolve_all(&self, note: &Note, before: Option<Resolved>) -> Resolved {
        let targets: Vec<Option<u64>> = note.links.iter().map(target).collect();
        let is_same = |it: &Resolved| Arc::ptr_eq(&it.names, &self.names) && it.path == note.path;
        let before = before.filter(is_same);
        let (old, mut known) = before.map_or_else(Default::default, |it| (it.targets, it.resolutions));
        let same_start = old.iter().zip(&targets).take_while(|(old, new)| old == new).count();
        let rest = old.len().min(targets.len()) - same_start;
        let same_end = old.iter().rev().zip(targets.iter().rev()).take(rest);
        let same_end = same_end.take_while(|(old, new)| old == new).count();
        // What is known is spliced to fit the links: what is new is still to be found.
        let changed = same_start..known.len() - same_end;
        let added = targets.len() - same_start - same_end;
        known.splice(changed.clone(), std::iter::repeat_n(Resolution::Empty, added));
        let new = same_start..same_start + added;
        let links = note.links.iter().zip(&targets).zip(&mut known).enumerate();
        for (index, ((link, target), resolution)) in links {
            if target.is_none() || new.contains(&index) {
                *resolution = self.resolve(&note.path, link.kind, &link.target);
            }
        }
        Resolved { names: Arc::clone(&self.names), path: note.path.clone(), targets, resolutions: known }
    }
}

impl Resolved {
    /// By link of the note, in their order.
    pub fn resolutions(&self) -> &[Resolution] {
        &self.resolutions
    }
}

/// What `link` names.
fn target(link: &Link) -> Option<u64> {
    // A subpath is looked for in facts.
    if link.target.subpath.is_some() || link.target.path.is_empty() {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    (link.kind, &link.target.link, &link.target.path).hash(&mut hasher);
    Some(hasher.finish())
}
