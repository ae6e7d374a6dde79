//! Renames and moves at random keep what every link leads to: on the demo vault, on the sample vault where it stands
//! beside the repository, and on every vault in the folder that `VAULTLINT_VAULTS` names. `VAULTLINT_RENAMES` says how
//! many there are for each vault.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "../crates/vaultlint-core/tests/support/random.rs"]
mod random;
#[path = "refactoring/wanted.rs"]
mod wanted;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use random::Random;
use rayon::prelude::*;
use vaultlint_core::note::{Link, LinkKind, Note, Subpath, Target};
use vaultlint_core::refactor::{Plan, Refactoring, plan};
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::base::Base;
use vaultlint_core::vault::canvas::{Canvas, CanvasTarget};
use vaultlint_core::vault::{Facts, FileId, FileKind, Resolution, Settings, Vault, VaultPath};
use vaultlint_core::workspace::{OpenOptions, find_root, open_vault, read_note, read_settings};
use wanted::wanted;

/// Renames of a vault without the variable.
const RENAMES: usize = 20;

fn vaults() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut vaults = vec![root.join("tests/vaults/demo")];
    let sample = root.join("../shared/oracle/vault");
    vaults.extend(sample.is_dir().then_some(sample));
    if let Some(folder) = std::env::var_os("VAULTLINT_VAULTS") {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        vaults.extend(entries.filter(|path| path.is_dir()));
    }
    vaults
}

/// A vault in memory.
struct State {
    settings: Settings,
    files: BTreeMap<VaultPath, File>,
}

/// A file; of one without text only the name counts.
struct File {
    text: Arc<str>,
    note: Option<Note>,
}

impl File {
    fn new(path: &VaultPath, text: Arc<str>) -> File {
        let is_note = path.kind() == FileKind::Note;
        File { note: is_note.then(|| Note::parse(path.clone(), text.clone())), text }
    }
}

/// Where a link leads, told without the words that a rename changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    To(VaultPath, String),
    Several(Vec<VaultPath>),
    Nowhere,
    Out,
}

/// What a file says: its links in order with their places in the text, and its tags.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Said {
    links: Vec<(TextRange, Place)>,
    tags: Vec<String>,
}

type Graph = BTreeMap<VaultPath, Said>;

impl State {
    fn open(path: &Path) -> State {
        let root = find_root(path);
        let open = open_vault(&root, &OpenOptions { gitignore: false, ..OpenOptions::default() });
        let read = |path: &VaultPath| {
            let has_text = matches!(path.kind(), FileKind::Note | FileKind::Canvas | FileKind::Base);
            has_text.then(|| read_note(&root.path.join(path.as_str())).ok()).flatten()
        };
        let files = open.vault.files().map(|file| open.vault.path(file));
        let files = files.map(|path| (path.clone(), File::new(path, read(path).unwrap_or_default().into())));
        let files = files.collect();
        State { settings: read_settings(&root.path, ".obsidian").0, files }
    }

    fn vault(&self) -> Vault {
        let vault = Vault::new(self.files.keys().cloned().collect(), self.settings.clone());
        let all: Vec<_> = vault.files().collect();
        let facts: Vec<_> = all
            .par_iter()
            .map(|file| {
                let path = vault.path(*file);
                let file = &self.files[path];
                match (&file.note, path.kind()) {
                    (Some(note), _) => Some(Facts::of_note(note)),
                    (_, FileKind::Base) => Base::parse(&file.text).map(Base::facts),
                    _ => None,
                }
            })
            .collect();
        for (file, facts) in all.into_iter().zip(facts) {
            match facts {
                Some(facts) => vault.set_facts(file, facts),
                None => vault.set_unreadable(file),
            }
        }
        vault
    }

    fn plan(&self, vault: &Vault, refactoring: &Refactoring) -> Option<Plan> {
        plan(vault, &|path: &VaultPath| Some(self.files.get(path)?.text.clone()), refactoring).ok()
    }

    fn apply(&mut self, plan: &Plan) {
        for edits in &plan.edits {
            self.files.insert(edits.path.clone(), File::new(&edits.path, edits.new_text().into()));
        }
        let moved = |(old, new): &(VaultPath, VaultPath)| {
            let mut file = self.files.remove(old).unwrap();
            file.note.iter_mut().for_each(|note| note.path = new.clone());
            (new.clone(), file)
        };
        let moved: Vec<_> = plan.moves.iter().map(moved).collect();
        self.files.extend(moved);
    }

    fn graph(&self, vault: &Vault) -> Graph {
        let files: Vec<_> = self.files.iter().collect();
        files.par_iter().map(|(path, file)| ((*path).clone(), said(vault, path, file))).collect()
    }
}

fn said(vault: &Vault, path: &VaultPath, file: &File) -> Said {
    let mut said = Said::default();
    let text = &file.text;
    match (path.kind(), &file.note) {
        (_, Some(note)) => {
            for link in &note.links {
                said.links.push((link.range, place(vault, path, link)));
            }
            for definition in &note.link_definitions {
                let link = Target::new(&definition.destination.replace("%20", " "));
                said.links.push((definition.range, resolved(vault, path, LinkKind::Inline, &link)));
            }
            let own = note.front_matter.iter().flat_map(|it| it.tags());
            let tags = note.tags.iter().map(|tag| note.slice(tag.range).into()).chain(own);
            said.tags.extend(tags.map(|tag: Box<str>| tag.to_lowercase()));
        }
        (FileKind::Canvas, _) => {
            for link in Canvas::parse(text).unwrap_or_default().links {
                let place = match &link.target {
                    CanvasTarget::Text(link) => place(vault, path, link),
                    CanvasTarget::File { path, subpath } => card(vault, path, subpath.as_ref()),
                    CanvasTarget::Background(path) => card(vault, path, None),
                };
                said.links.push((link.range, place));
            }
        }
        (FileKind::Base, _) => {
            for found in Base::parse(text).unwrap_or_default().references {
                let place = resolved(vault, path, LinkKind::Wiki, &Target::new(&found.target));
                said.links.push((TextRange::empty(0), place));
            }
        }
        _ => {}
    }
    said
}

fn card(vault: &Vault, path: &str, subpath: Option<&Subpath>) -> Place {
    match vault.file(path) {
        Some(file) => Place::To(vault.path(file).clone(), part(vault, file, subpath)),
        None => Place::Nowhere,
    }
}

fn place(vault: &Vault, source: &VaultPath, link: &Link) -> Place {
    // Their definitions are looked at instead.
    if link.kind == LinkKind::Reference {
        Place::Out
    } else {
        resolved(vault, source, link.kind, &link.target)
    }
}

fn resolved(vault: &Vault, source: &VaultPath, kind: LinkKind, target: &Target) -> Place {
    let to = |file, part| Place::To(vault.path(file).clone(), part);
    match vault.resolve(source, kind, target) {
        Resolution::File(file) => to(file, part(vault, file, target.subpath.as_ref())),
        Resolution::MissingHeading(file)
        | Resolution::MissingBlock(file)
        | Resolution::MissingFootnote(file)
        | Resolution::MissingView(file) => to(file, "missing".into()),
        Resolution::Ambiguous(files) => {
            let mut paths: Vec<_> = files.iter().map(|file| vault.path(*file).clone()).collect();
            paths.sort();
            Place::Several(paths)
        }
        Resolution::MissingFile => Place::Nowhere,
        Resolution::External | Resolution::Empty | Resolution::Unlisted => Place::Out,
    }
}

/// The part of a file that a subpath names: a heading by its number.
fn part(vault: &Vault, file: FileId, subpath: Option<&Subpath>) -> String {
    match (subpath, vault.facts(file)) {
        (None, _) => String::new(),
        (Some(Subpath::Headings(segments)), Some(facts)) if vault.path(file).kind() == FileKind::Note => {
            facts.find_heading(segments).map_or("missing".to_owned(), |index| format!("heading {index}"))
        }
        (Some(Subpath::Block(id)), _) => format!("block {}", id.to_lowercase()),
        (Some(other), _) => format!("{other:?}").to_lowercase(),
    }
}

/// What `said` should be after `refactoring`.
fn mapped(said: &Said, plan: &Plan, refactoring: &Refactoring) -> Said {
    let mut said = said.clone();
    for (_, place) in &mut said.links {
        *place = match std::mem::replace(place, Place::Out) {
            Place::To(path, part) => {
                let part = match refactoring {
                    Refactoring::RenameBlock { note, from, to }
                        if *note == path && part == format!("block {}", from.to_lowercase()) =>
                    {
                        format!("block {}", to.to_lowercase())
                    }
                    _ => part,
                };
                Place::To(plan.new_path(&path).clone(), part)
            }
            Place::Several(paths) => {
                let mut paths: Vec<_> = paths.iter().map(|path| plan.new_path(path).clone()).collect();
                paths.sort();
                Place::Several(paths)
            }
            other => other,
        };
    }
    if let Refactoring::RenameTag { from, to } = refactoring {
        let from = from.to_lowercase();
        for tag in &mut said.tags {
            let rest = tag.strip_prefix(&from).filter(|rest| rest.is_empty() || rest.starts_with('/'));
            if let Some(rest) = rest {
                *tag = format!("#{}{rest}", to.to_lowercase());
            }
        }
    }
    said
}

/// What is other than it should be; links that are remarked may be.
fn differences(before: &Graph, after: &Graph, plan: &Plan, refactoring: &Refactoring) -> Vec<String> {
    let mut found = Vec::new();
    for (path, said) in before {
        let expected = mapped(said, plan, refactoring);
        let Some(now) = after.get(plan.new_path(path)) else {
            found.push(format!("{path}: gone"));
            continue;
        };
        let remarked = |range: TextRange| {
            let own = plan.remarks.iter().filter(|remark| remark.path == *path);
            own.into_iter()
                .any(|remark| remark.range.contains_range(range) || range.contains_range(remark.range))
        };
        // Of equal tags in a list one stays.
        let tags = |said: &Said| said.tags.iter().cloned().collect::<BTreeSet<String>>();
        if tags(&expected) != tags(now) {
            found.push(format!("{path}: tags {:?}, not {:?}", now.tags, expected.tags));
        }
        if expected.links.len() != now.links.len() {
            found.push(format!("{path}: {} links, not {}", now.links.len(), expected.links.len()));
        }
        for ((range, expected), (_, now)) in expected.links.iter().zip(&now.links) {
            if expected != now && !remarked(*range) {
                found.push(format!("{path}:{range:?}: leads {now:?}, not {expected:?}"));
            }
        }
    }
    found
}

#[test]
fn links_lead_where_they_led() {
    let count = std::env::var("VAULTLINT_RENAMES").map_or(RENAMES, |count| count.parse().unwrap());
    for path in vaults() {
        let mut state = State::open(&path);
        let mut vault = state.vault();
        let mut graph = state.graph(&vault);
        let mut random = Random(1);
        let (mut done, mut edited, mut links, mut remarks) = (0, 0, 0, 0);
        for _ in 0..count * 8 {
            let Some(refactoring) = wanted(&state, &vault, &graph, &mut random) else { continue };
            let Some(plan) = state.plan(&vault, &refactoring).filter(|plan| !plan.is_empty()) else {
                continue;
            };
            state.apply(&plan);
            vault = state.vault();
            let after = state.graph(&vault);
            let found = differences(&graph, &after, &plan, &refactoring);
            let shown = &found[..found.len().min(5)];
            assert!(found.is_empty(), "{}: {refactoring:?}\n{}", path.display(), shown.join("\n"));
            graph = after;
            (done, edited) = (done + 1, edited + plan.edits.len());
            (links, remarks) = (links + plan.link_count(), remarks + plan.remarks.len());
            if done == count {
                break;
            }
        }
        println!("{}: {done} renames, {links} links in {edited} files, {remarks} remarks", path.display());
        assert!(done * 2 >= count, "only {done} renames could be done");
    }
}
