//! Follows a link: where it led, and how it is written so that it leads there still.

use super::Source;
use super::change::Change;
use super::forms::{Named, last};
use super::site::Site;
use super::subpath::{self, Written};
use crate::diagnostic::Edit;
use crate::note::link_edit::{Spelling, shown_without_text, without_md};
use crate::note::{LinkKind, Subpath, Target};
use crate::vault::{FileId, FileKind, Resolution, Vault, VaultPath};

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// A heading: its index after those of the headings that are named above it.
    Heading(Vec<usize>),
    /// A block id, in lower case.
    Block(String),
    /// Anything else: a footnote, a view, a page.
    Other(Subpath),
    /// One that is not there.
    Missing,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Led {
    To(FileId, Part),
    Several(Vec<FileId>),
    Nowhere,
    Out,
}

/// What becomes of a link.
#[derive(Debug, Default)]
pub(super) struct Followed {
    pub(super) edit: Option<Edit>,
    pub(super) remark: Option<String>,
}

/// Follows the link at `site` in `source`.
pub(super) fn follow(change: &Change, source: &Source, site: &Site<'_>) -> Followed {
    let now = || led(&change.after, &source.new, site.kind, &site.target);
    match led(&change.before, &source.old, site.kind, &site.target) {
        Led::To(file, part) => to(change, source, site, file, &part),
        Led::Several(files) => {
            let mut kept: Vec<FileId> = files.iter().map(|file| change.after_id(*file)).collect();
            kept.sort_unstable();
            let is_kept = now() == Led::Several(kept);
            Followed::remark((!is_kept).then(|| {
                let path = change.before.path(*files.first().unwrap_or(&source.file));
                format!(
                    "this link leads to `{path}` or to another file of that name, so it was left as it is"
                )
            }))
        }
        Led::Nowhere => Followed::remark(match now() {
            Led::To(file, _) => {
                let path = change.after.path(file);
                Some(format!("this link led nowhere and would lead to `{path}` now"))
            }
            Led::Several(_) => Some("this link led nowhere and would lead to a file now".to_owned()),
            Led::Nowhere | Led::Out => None,
        }),
        Led::Out => Followed::remark((now() != Led::Out).then(|| {
            "this link leads to a file of the vault around this one, so it was left as it is".to_owned()
        })),
    }
}

impl Followed {
    fn remark(remark: Option<String>) -> Self {
        Followed { edit: None, remark }
    }
}

fn led(vault: &Vault, source: &VaultPath, kind: LinkKind, target: &Target) -> Led {
    match vault.resolve(source, kind, target) {
        Resolution::File(file) => Led::To(file, part(vault, file, target.subpath.as_ref())),
        Resolution::MissingHeading(file)
        | Resolution::MissingBlock(file)
        | Resolution::MissingFootnote(file)
        | Resolution::MissingView(file) => Led::To(file, Part::Missing),
        Resolution::Ambiguous(files) => Led::Several(files),
        Resolution::MissingFile => Led::Nowhere,
        Resolution::External | Resolution::Empty | Resolution::Unlisted => Led::Out,
    }
}

fn part(vault: &Vault, file: FileId, subpath: Option<&Subpath>) -> Part {
    let facts = vault.facts(file).filter(|_| vault.path(file).kind() == FileKind::Note);
    match (subpath, facts) {
        (None, _) => Part::Whole,
        (Some(Subpath::Headings(segments)), Some(facts)) => {
            facts.find_chain(segments).map_or(Part::Missing, Part::Heading)
        }
        (Some(Subpath::Block(id)), Some(_)) => Part::Block(id.to_lowercase()),
        (Some(other), _) => Part::Other(other.clone()),
    }
}

/// The link leads to `part` of `file`.
fn to(change: &Change, source: &Source, site: &Site<'_>, file: FileId, part: &Part) -> Followed {
    let wanted = Wanted::new(change, file, part);
    let target = &*site.target;
    let (raw_path, raw_sub) = match site.raw.split_once('#') {
        Some((path, sub)) => (path, Some(sub)),
        None => (&*site.raw, None),
    };
    let named = Named::new(change, source, site.kind, &target.path, file);
    let subs = subpath::options(change, file, target, raw_sub, part, site.spelling);
    let sub_stays = subs.first().is_some_and(|sub| sub.as_ref().map(|sub| sub.raw.as_str()) == raw_sub);
    let path_stays = target.path.is_empty() || !named.is_outdated();
    let now = led(&change.after, &source.new, site.kind, target);
    if path_stays && sub_stays && wanted.is(&now) {
        return Followed::remark(wanted.found(&now));
    }
    let mut paths = Vec::new();
    if path_stays {
        paths.push((target.path.to_string(), Some(raw_path.to_owned())));
    }
    if !target.path.is_empty() {
        paths.extend(named.forms().into_iter().map(|path| (path.clone(), site.spelling.path(&path))));
    }
    for (rank, sub) in subs.iter().enumerate() {
        for (path, raw_path) in &paths {
            let Some(raw_path) = raw_path else { continue };
            let raw = joined(raw_path, sub.as_ref());
            let subpath = sub.as_ref().and_then(|sub| sub.subpath.clone());
            let new = Target { link: raw.as_str().into(), path: path.as_str().into(), subpath };
            let leads = led(&change.after, &source.new, site.kind, &new);
            if wanted.is(&leads) {
                let text = text(site, path, sub.as_ref());
                let Some(edit) = site.edit(&format!("{raw}{text}")) else { break };
                let hidden = (rank > 0).then(|| hidden(change, file, part)).flatten();
                return Followed { edit: Some(edit), remark: hidden.or_else(|| wanted.found(&leads)) };
            }
        }
    }
    Followed::remark(Some(lost(change, file, part, sub_stays)))
}

/// Why no way was found to write a link.
fn lost(change: &Change, file: FileId, part: &Part, sub_stays: bool) -> String {
    let path = change.after.path(change.after_id(file));
    let heading = match part {
        Part::Heading(chain) if !sub_stays => chain.last().and_then(|index| change.heading(file, *index)),
        _ => None,
    };
    match heading {
        Some((_, text)) => format!(
            "another heading `{text}` comes first in `{path}`, so this link could not lead to the renamed one and was \
             left as it is"
        ),
        None => format!("no way was found to write this link so that it still leads to `{path}`"),
    }
}

fn joined(path: &str, sub: Option<&Written>) -> String {
    match sub {
        Some(sub) => format!("{path}#{}", sub.raw),
        None => path.to_owned(),
    }
}

/// The text that keeps a link from showing folders where it showed a name.
fn text(site: &Site<'_>, path: &str, sub: Option<&Written>) -> String {
    let Some(pipe) = site.pipe.filter(|_| !site.target.path.contains('/') && path.contains('/')) else {
        return String::new();
    };
    let name = last(path);
    let names_md = without_md(&site.target.path).len() < site.target.path.len();
    let name = if names_md { name } else { without_md(name) };
    let link = joined(name, sub);
    let shown = shown_without_text(&Spelling::Wiki.read(&link));
    format!("{pipe}{shown}")
}

/// Why a link also names headings above.
fn hidden(change: &Change, file: FileId, part: &Part) -> Option<String> {
    let Part::Heading(chain) = part else { return None };
    let (_, text) = change.heading(file, *chain.last()?)?;
    Some(format!(
        "another heading now comes before `{text}` under the same name, so this link names those above it too"
    ))
}

/// Where a link is to lead.
struct Wanted<'a> {
    file: FileId,
    part: &'a Part,
    /// The new block id, in lower case.
    block: Option<String>,
}

impl<'a> Wanted<'a> {
    fn new(change: &Change, file: FileId, part: &'a Part) -> Self {
        let block = match part {
            Part::Block(id) => change.own.new_block(change.before.path(file), id),
            _ => None,
        };
        Wanted { file: change.after_id(file), part, block: block.map(str::to_lowercase) }
    }

    fn is(&self, led: &Led) -> bool {
        let Led::To(file, part) = led else { return false };
        let is_part = match (self.part, part) {
            (Part::Heading(before), Part::Heading(after)) => before.last() == after.last(),
            (Part::Block(_), Part::Block(after)) if self.block.is_some() => {
                self.block.as_ref() == Some(after)
            }
            // It may be there now, by another's name.
            (Part::Missing, _) => true,
            (before, after) => before == after,
        };
        *file == self.file && is_part
    }

    /// What to say where a part that was not there is there now.
    fn found(&self, led: &Led) -> Option<String> {
        let is_found = *self.part == Part::Missing
            && matches!(led, Led::To(_, Part::Heading(_) | Part::Block(_) | Part::Other(_)));
        is_found
            .then(|| "this link named a part that was not there and leads to the renamed one now".to_owned())
    }
}
