//! Checking open documents.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::lsp_types::{Diagnostic, Location, Range, Url};
use vaultlint_core::baseline::Checked;
use vaultlint_core::diagnostic::{self as core, Related};
use vaultlint_core::file::VaultFile;
use vaultlint_core::lint::{lint_file, lint_knowing, lint_rules};
use vaultlint_core::note::Note;
use vaultlint_core::rule::{Category, Known, Level, RuleInfo};
use vaultlint_core::text::LineIndex;
use vaultlint_core::vault::{Facts, FileId, FileKind, Resolution, Vault, VaultPath};

use super::{Event, Outcome, Session};
use crate::convert;
use crate::opened::{Opened, Place};
use crate::outgoing::Outgoing;
use crate::snapshot::{Snapshot, VaultView};

impl Session {
    /// Checks a document on another thread; while one check is under way the next one waits.
    pub(super) fn check(&mut self, uri: &Url) {
        let Some(open) = self.documents.get_mut(uri) else { return };
        if open.busy {
            open.stale = true;
            return;
        }
        let (opened, opening) = (Arc::clone(&open.opened), open.opening);
        let Some(snapshot) = self.snapshot(uri) else { return };
        if let Some(open) = self.documents.get_mut(uri) {
            open.busy = true;
        }
        let events = self.events.clone();
        tokio::spawn(async move {
            let checked = tokio::task::spawn_blocking(move || outcome(&snapshot)).await;
            let outcome = checked.unwrap_or_else(|error| Outcome::Failed(format!("{}: {error}", opened.uri)));
            let _ = events.send(Event::Checked { opened, opening, outcome });
        });
    }

    pub(super) fn checked(&mut self, opened: &Arc<Opened>, opening: u64, outcome: Outcome) {
        let (uri, version) = (&opened.uri, opened.version);
        let Some(open) = self.documents.get_mut(uri).filter(|open| open.opening == opening) else { return };
        open.busy = false;
        let stale = std::mem::take(&mut open.stale);
        let is_current = Arc::ptr_eq(opened, &open.opened);
        match outcome {
            Outcome::Findings(found, needs) if is_current => {
                open.needs = needs;
                // A client that asks for findings is not told them besides.
                if !self.abilities.pull {
                    self.send(Outgoing::Findings { uri: uri.clone(), found, version: Some(version) });
                }
            }
            Outcome::Findings(..) => {}
            Outcome::News(facts) => {
                let learned = self.learn(uri, *facts);
                // What is being written comes first.
                self.check(uri);
                if let Some((root, file, concerns_all)) = learned {
                    self.check_where(&root, |open| {
                        open.opened.uri != *uri && (concerns_all || open.needs.binary_search(&file).is_ok())
                    });
                }
                return;
            }
            Outcome::Failed(message) => self.log(message),
        }
        if stale || !is_current {
            self.check(uri);
        }
    }

    /// Tells the vault what the note at `uri` says of itself. Gives its vault, its place there, and whether this concerns
    /// all other notes, not only those that depend on it.
    fn learn(&mut self, uri: &Url, facts: Facts) -> Option<(PathBuf, FileId, bool)> {
        let Place::Vault(root, path) = self.documents.get(uri)?.place.clone() else { return None };
        let home = self.homes.get_mut(&root)?.home.as_mut()?;
        let file = home.vault.exact_file(&path)?;
        // That of all notes, their aliases and properties, is asked for by any of them.
        let knew_all = home.vault.knows_all_facts();
        let concerns_all = home.vault.knows_facts(file)
            && home
                .vault
                .facts(file)
                .is_none_or(|old| old.aliases != facts.aliases || old.properties != facts.properties);
        Arc::make_mut(&mut home.vault).replace_facts(file, Some(facts));
        // Cards of canvases, embeds in embeds and the like depend on more files than links tell of.
        home.reports.all_changed();
        Some((root, file, concerns_all || !knew_all && home.vault.knows_all_facts()))
    }
}

/// Checks the document of `snapshot`, or says what the vault must know first.
fn outcome(snapshot: &Snapshot) -> Outcome {
    let opened = &snapshot.opened;
    let mut vault = snapshot.view.vault().clone();
    if opened.path.kind() == FileKind::Note
        && let Some(file) = vault.exact_file(&opened.path)
    {
        let facts = Facts::of_note(opened.note());
        if !vault.facts(file).is_some_and(|known| known.say_the_same(&facts)) {
            return Outcome::News(Box::new(facts));
        }
        vault = vault.with_own_facts(file, facts);
    }
    if snapshot.view.abilities.pull {
        // It asks for findings by itself.
        let known = Known::in_haste(opened.take_resolved());
        let needs = needs(opened.note(), &vault, &known);
        opened.set_resolved(known.into_resolved());
        return Outcome::Findings(Vec::new(), needs);
    }
    let (found, needs) = check_in(snapshot, &vault);
    Outcome::Findings(found, needs)
}

/// The findings in the document of `snapshot`, and the files that they depend on, sorted.
pub fn check(snapshot: &Snapshot) -> (Vec<Diagnostic>, Vec<FileId>) {
    check_in(snapshot, &snapshot.vault())
}

/// What the rules that are `wanted` find in the document of `snapshot`, with the fixes.
pub fn found(snapshot: &Snapshot, wanted: impl Fn(&'static RuleInfo) -> bool) -> Vec<core::Diagnostic> {
    let vault = snapshot.vault();
    match snapshot.opened.path.kind() {
        FileKind::Note => {
            let config = snapshot.view.config();
            lint_rules(snapshot.note(), &vault, config, Level::Info, |rule, _| wanted(rule))
        }
        _ => found_in(snapshot, &vault, &Known::default()),
    }
}

/// As [`check`], where `vault` is that of the snapshot, which knows what the document says of itself.
fn check_in(snapshot: &Snapshot, vault: &Vault) -> (Vec<Diagnostic>, Vec<FileId>) {
    let opened = &snapshot.opened;
    if snapshot.view.config().is_excluded(&opened.path) {
        return (Vec::new(), Vec::new());
    }
    let note = opened.note();
    let known = Known::in_haste(opened.take_resolved());
    let mut found = found_in(snapshot, vault, &known);
    leave_out_related(&mut found);
    let others = RefCell::default();
    let locate = |place: &Related| locate(&snapshot.view, place, &others);
    let encoding = snapshot.view.encoding;
    let shown = found.iter().map(|one| convert::diagnostic(note, &opened.uri, one, encoding, &locate));
    let checked = (shown.collect(), needs(note, vault, &known));
    opened.set_resolved(known.into_resolved());
    checked
}

/// How many related places are shown in one document.
const MOST_RELATED: usize = 1000;

/// Leaves out the related places of findings that come after so many: where a note has thousands, most of what is sent at
/// every keystroke would be these.
fn leave_out_related(found: &mut [core::Diagnostic]) {
    let mut left = MOST_RELATED;
    for finding in found {
        match left.checked_sub(finding.related.len()) {
            Some(rest) => left = rest,
            None => finding.related.clear(),
        }
    }
}

/// What is found in the document of `snapshot`, in `vault`, where `known` is asked for more about the note afterwards.
fn found_in(snapshot: &Snapshot, vault: &Vault, known: &Known) -> Vec<core::Diagnostic> {
    let opened = &snapshot.opened;
    let config = snapshot.view.config();
    let mut found = match opened.path.kind() {
        FileKind::Note => lint_knowing(opened.note(), vault, config, known),
        _ => lint_file(&VaultFile::parse(opened.path.clone(), opened.text().to_string()), vault, config),
    };
    if let Some(baseline) = &snapshot.view.home.baseline {
        let is_file = |path: &str| vault.exact_file(&VaultPath::from(path)).is_some();
        baseline.hide_in(Checked { path: &opened.path, text: opened.text(), found: &mut found }, is_file);
    }
    found.retain(|it| snapshot.in_vault || stands_alone(it.rule.category));
    found
}

/// Other files that findings name, by path.
type Others = RefCell<HashMap<VaultPath, Other>>;

/// Another file: found and read once, however many findings name it.
struct Other {
    uri: Option<Url>,
    /// Its text with the lines, once a finding names a place in it; `None` there where it cannot be read.
    text: OnceCell<Option<(Arc<str>, LineIndex)>>,
}

/// The exact place of `related` in another file, as far as that can be read; else its start.
fn locate(view: &VaultView, related: &Related, others: &Others) -> Option<Location> {
    let path = related.path.as_ref()?;
    let mut others = others.borrow_mut();
    if !others.contains_key(path) {
        others.insert(path.clone(), Other { uri: view.uri(path), text: OnceCell::new() });
    }
    let other = others.get(path)?;
    let uri = other.uri.clone()?;
    let Some(range) = related.range else { return Some(Location::new(uri, Range::default())) };
    let text = other.text.get_or_init(|| {
        let text = view.read_text(path)?;
        let lines = LineIndex::new(&text);
        Some((text, lines))
    });
    // The file may have changed since the place was found.
    let fits = text.as_ref().filter(|(text, _)| text.get(range.as_range()).is_some());
    let range = fits.map(|(text, lines)| convert::range_in(text, lines, range, view.encoding));
    Some(Location::new(uri, range.unwrap_or_default()))
}

/// Whether findings of `category` hold for a note of which only the text is known.
fn stands_alone(category: Category) -> bool {
    matches!(category, Category::FrontMatter | Category::Structure | Category::Layout)
}

/// The files that the links of `note` lead to, sorted. `known` is what is known of it already.
pub fn needs(note: &Note, vault: &Vault, known: &Known) -> Vec<FileId> {
    let inside =
        note.links.iter().zip(known.resolutions(note, vault)).filter(|(link, _)| !link.is_external());
    let targets = inside.flat_map(|(_, resolution)| match resolution {
        Resolution::File(file)
        | Resolution::MissingHeading(file)
        | Resolution::MissingBlock(file)
        | Resolution::MissingFootnote(file)
        | Resolution::MissingView(file) => std::slice::from_ref(file),
        Resolution::Ambiguous(files) => files.as_slice(),
        _ => &[],
    });
    let mut needs: Vec<FileId> = targets.copied().collect();
    needs.sort_unstable();
    needs.dedup();
    needs
}
