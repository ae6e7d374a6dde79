//! Who links where.

use rayon::prelude::*;
use tower_lsp::lsp_types::Location;
use vaultlint_core::note::{Link, LinkKind, Note, Subpath};
use vaultlint_core::text::{LineIndex, TextRange};
use vaultlint_core::vault::base::Base;
use vaultlint_core::vault::canvas::{Canvas, CanvasTarget};
use vaultlint_core::vault::{Facts, FileId, FileKind, Resolution, Vault, VaultPath};

use crate::convert::range_in;
use crate::snapshot::VaultView;

/// What links are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// All links to a file.
    File(FileId),
    /// Those to one of its headings, by number.
    Heading(FileId, usize),
    /// Those to one of its blocks, by id.
    Block(FileId, Box<str>),
}

impl Wanted {
    /// What `link` of the note at `source` leads to; `None` where that is no file of the vault.
    pub fn of_link(vault: &Vault, source: &VaultPath, link: &Link) -> Option<Wanted> {
        let file = target_file(vault, source, link)?;
        let facts = || vault.facts(file);
        Some(match &link.target.subpath {
            Some(Subpath::Headings(segments)) => match facts().and_then(|facts| facts.find_heading(segments))
            {
                Some(index) => Wanted::Heading(file, index),
                None => Wanted::File(file),
            },
            Some(Subpath::Block(id)) => Wanted::Block(file, id.to_lowercase().into()),
            _ => Wanted::File(file),
        })
    }

    /// The file that they lead to.
    pub fn file(&self) -> FileId {
        match self {
            Wanted::File(file) | Wanted::Heading(file, _) | Wanted::Block(file, _) => *file,
        }
    }

    /// Whether a link to `subpath` of the file is one of those.
    fn is(&self, facts: Option<&Facts>, subpath: Option<&Subpath>) -> bool {
        match (self, subpath) {
            (Wanted::File(_), _) => true,
            (Wanted::Heading(_, index), Some(Subpath::Headings(segments))) => {
                facts.and_then(|facts| facts.find_heading(segments)) == Some(*index)
            }
            (Wanted::Block(_, id), Some(Subpath::Block(found))) => found.to_lowercase() == **id,
            _ => false,
        }
    }
}

/// The file that `link` of the note at `source` leads to, whether or not it has what the link asks for in it.
pub fn target_file(vault: &Vault, source: &VaultPath, link: &Link) -> Option<FileId> {
    if link.is_external() || link.kind == LinkKind::Html {
        return None;
    }
    match vault.resolve(source, link.kind, &link.target) {
        Resolution::File(file)
        | Resolution::MissingHeading(file)
        | Resolution::MissingBlock(file)
        | Resolution::MissingFootnote(file)
        | Resolution::MissingView(file) => Some(file),
        Resolution::Ambiguous(files) => files.first().copied(),
        _ => None,
    }
}

/// The links that lead to `wanted`, from notes, properties, canvases and bases, by file and place.
pub fn links_to(view: &VaultView, vault: &Vault, wanted: &Wanted) -> Vec<Location> {
    let sources = sources(view, vault, wanted.file());
    let found: Vec<Vec<Location>> =
        sources.par_iter().map(|source| in_file(view, vault, source, wanted)).collect();
    found.into_iter().flatten().collect()
}

/// How many links lead to `wanted`.
pub fn count(view: &VaultView, vault: &Vault, wanted: &Wanted) -> usize {
    links_to(view, vault, wanted).len()
}

/// The files that may link to `file`, sorted.
pub fn sources(view: &VaultView, vault: &Vault, file: FileId) -> Vec<VaultPath> {
    let path = vault.path(file);
    let known =
        view.index().sources(path).iter().map(|source| vault.path(*source).clone()).collect::<Vec<_>>();
    // What open documents mention may have changed since they were read; a note may link to itself without its name.
    let mut sources: Vec<VaultPath> =
        known.into_iter().chain(view.open.keys().cloned()).chain([path.clone()]).collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

fn in_file(view: &VaultView, vault: &Vault, source: &VaultPath, wanted: &Wanted) -> Vec<Location> {
    match source.kind() {
        FileKind::Note => {
            let Some(note) = view.read(source) else { return Vec::new() };
            let ranges = in_note(vault, &note, wanted);
            ranges.into_iter().filter_map(|range| view.location(&note, range)).collect()
        }
        FileKind::Canvas => in_text(view, source, |text| in_canvas(vault, source, text, wanted)),
        FileKind::Base => in_text(view, source, |text| in_base(vault, source, text, wanted)),
        _ => Vec::new(),
    }
}

/// The places of the links of `note` that lead to `wanted`.
pub fn in_note(vault: &Vault, note: &Note, wanted: &Wanted) -> Vec<TextRange> {
    let facts = vault.facts(wanted.file());
    let leads = |link: &&Link| {
        target_file(vault, &note.path, link) == Some(wanted.file())
            && wanted.is(facts, link.target.subpath.as_ref())
    };
    note.links.iter().filter(leads).map(|link| link.range).collect()
}

fn in_text(view: &VaultView, source: &VaultPath, find: impl Fn(&str) -> Vec<TextRange>) -> Vec<Location> {
    let (Some(text), Some(uri)) = (view.read_text(source), view.uri(source)) else { return Vec::new() };
    let lines = LineIndex::new(&text);
    let location = |range| Location::new(uri.clone(), range_in(&text, &lines, range, view.encoding));
    find(&text).into_iter().map(location).collect()
}

fn in_canvas(vault: &Vault, source: &VaultPath, text: &str, wanted: &Wanted) -> Vec<TextRange> {
    let facts = vault.facts(wanted.file());
    let canvas = Canvas::parse(text).unwrap_or_default();
    let leads = |target: &CanvasTarget| match target {
        CanvasTarget::File { path, subpath } => {
            vault.file(path) == Some(wanted.file()) && wanted.is(facts, subpath.as_ref())
        }
        CanvasTarget::Background(path) => {
            vault.file(path) == Some(wanted.file()) && matches!(wanted, Wanted::File(_))
        }
        CanvasTarget::Text(link) => {
            target_file(vault, source, link) == Some(wanted.file())
                && wanted.is(facts, link.target.subpath.as_ref())
        }
    };
    canvas.links.iter().filter(|link| leads(&link.target)).map(|link| link.range).collect()
}

/// A base names files in its expressions, whose places are where the names stand in quotes.
fn in_base(vault: &Vault, source: &VaultPath, text: &str, wanted: &Wanted) -> Vec<TextRange> {
    let base = Base::parse(text).unwrap_or_default();
    let leads = |target: &str| vault.dest(source, target) == Resolution::File(wanted.file());
    let mut names: Vec<&str> = base.references.iter().map(|it| &*it.target).filter(|it| leads(it)).collect();
    names.sort_unstable();
    names.dedup();
    if !matches!(wanted, Wanted::File(_)) {
        return Vec::new();
    }
    let places = |name: &&str| {
        let (name, quotes) = (name.to_string(), ['"', '\'']);
        let at = quotes.into_iter().flat_map(move |quote| {
            let quoted = format!("{quote}{name}{quote}");
            let found: Vec<usize> = text.match_indices(&quoted).map(|(at, _)| at + 1).collect();
            found.into_iter().map(move |at| TextRange::new(at, at + quoted.len() - 2))
        });
        at.collect::<Vec<_>>()
    };
    let mut found: Vec<TextRange> = names.iter().flat_map(places).collect();
    found.sort_unstable();
    found
}
