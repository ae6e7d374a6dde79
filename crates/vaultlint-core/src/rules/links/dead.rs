//! Links that lead to no file, by what they are meant to lead to: each kind is the business of other rules, so that
//! none is reported twice.

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::note::{Link, LinkKind, Note};
use crate::rule::Context;
use crate::vault::{FileId, FileKind, Resolution, Vault, VaultPath};

use super::near::{self, Mistyped};

/// What a link is meant to lead to, by the way it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aim {
    /// An embedded picture.
    Image,
    /// Another file that is no note.
    Attachment,
    /// A note.
    Note,
}

/// The links of a note that lead to no file, found once for all rules.
pub(crate) struct DeadLinks(Vec<DeadLink>);

struct DeadLink {
    /// Its index among the links of the note.
    index: usize,
    aim: Aim,
    /// What it means where it is mistyped, once that is asked for.
    mistyped: OnceCell<Option<Mistyped>>,
}

impl DeadLinks {
    /// Those of `note`. Left out are samples, links out of the vault, those that readers do not see, and those to files
    /// that git keeps out of this copy of the vault.
    fn of(note: &Note, cx: &Context<'_>) -> Self {
        let vault = cx.vault();
        let is_template = cx.is_template(note);
        let mut kept_out: FxHashMap<&str, bool> = FxHashMap::default();
        let mut dead = Vec::new();
        for (index, (link, resolution)) in note.links.iter().zip(cx.resolutions(note)).enumerate() {
            if *resolution != Resolution::MissingFile || !stays_in_vault(link) {
                continue;
            }
            let Some(aim) = aim_of(link) else { continue };
            let is_shown = is_sample(&link.target.link) || is_citation(note, link);
            let is_later = is_template && is_for_later(link, aim);
            let path = &*link.target.path;
            let is_kept_out = |path| vault.may_be_kept_out(&note.path, path);
            if !is_shown && !is_later && !*kept_out.entry(path).or_insert_with_key(|path| is_kept_out(path)) {
                dead.push(DeadLink { index, aim, mistyped: OnceCell::new() });
            }
        }
        DeadLinks(dead)
    }
}

/// The links of `note` that are meant to lead to an `aim` in the vault and lead to no file ([`DeadLinks`]).
pub(in crate::rules) fn dead_links<'a>(
    note: &'a Note,
    cx: &Context<'a>,
    aim: Aim,
) -> impl Iterator<Item = &'a Link> + use<'a> {
    let dead = cx.dead_links(|| DeadLinks::of(note, cx)).0.iter().filter(move |dead| dead.aim == aim);
    dead.filter_map(|dead| note.links.get(dead.index))
}

/// The links of `note` to notes that are not there, with what each means where it is mistyped.
pub(in crate::rules) fn dead_links_to_notes<'a>(
    note: &'a Note,
    cx: &Context<'a>,
) -> impl Iterator<Item = (&'a Link, Option<&'a Mistyped>)> + use<'a> {
    let vault = cx.vault();
    let dead = &cx.dead_links(|| DeadLinks::of(note, cx)).0;
    dead.iter().filter(|dead| dead.aim == Aim::Note).filter_map(move |dead| {
        let link = note.links.get(dead.index)?;
        let mistyped = dead.mistyped.get_or_init(|| near::mistyped(vault, link));
        Some((link, mistyped.as_ref()))
    })
}

/// Whether `link` is meant as the text of a Markdown link out of the vault, as in `[[1]](https://example.org)`.
fn is_citation(note: &Note, link: &Link) -> bool {
    let after = note.text.get(link.range.end()..).unwrap_or_default();
    link.kind == LinkKind::Wiki && (after.starts_with("(http://") || after.starts_with("(https://"))
}

/// Whether `link`, in a template, is for the notes that will be made of it, wherever those will lie.
fn is_for_later(link: &Link, aim: Aim) -> bool {
    aim == Aim::Note || link.target.path.starts_with('.')
}

/// Whether Obsidian looks for the target of `link` in the vault, and a reader sees it.
pub(crate) fn stays_in_vault(link: &Link) -> bool {
    let kind = matches!(link.kind, LinkKind::Wiki | LinkKind::Inline | LinkKind::Property | LinkKind::Html);
    kind && !link.hidden && !link.is_external() && !link.target.link.is_empty()
}

/// Whether `target` shows how a link is written, or is filled in by a template.
pub(crate) fn is_sample(target: &str) -> bool {
    const MARKS: [&str; 10] = ["*", "...", "…", "<", ">", "{{", "}}", "${", "[[", "|"];
    let name = file_name(target);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // `xxx.jpg`
    let is_blank = stem.len() >= 3 && stem.bytes().all(|byte| matches!(byte, b'x' | b'X'));
    let is_class = target.starts_with(':') && target.ends_with(':');
    is_blank
        || is_class
        || is_code(target)
        || MARKS.iter().any(|mark| target.contains(mark))
        || !target.chars().any(char::is_alphanumeric)
}

/// Whether `target` stands between the brackets of a test of the shell (`[[ -f $1 ]]`) or of an array (`[[ 1, 2 ]]`).
pub(in crate::rules) fn is_code(target: &str) -> bool {
    let target = target.trim();
    let is_test = target.starts_with(['$', '"', '-', '!']) && target.contains([' ', '$']);
    let is_array = target.contains([' ', ','])
        && target.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | ',' | '.' | '[' | ']' | '-'));
    is_test || is_array
}

/// What `link` aims at; `None` where that lies outside of what Obsidian keeps in a vault.
pub(crate) fn aim_of(link: &Link) -> Option<Aim> {
    let path = &*link.target.path;
    let extension = file_extension(path);
    let is_markdown = link.kind == LinkKind::Inline;
    if is_markdown && is_address(path) {
        return None;
    }
    if path.contains("://") {
        return Some(Aim::Note);
    }
    if is_image(&extension) {
        return Some(if link.embed { Aim::Image } else { Aim::Attachment });
    }
    let may_be_file = is_markdown || link.embed;
    if is_media(&extension) || may_be_file && is_text_file(&extension) {
        return Some(Aim::Attachment);
    }
    let is_nothing = link.kind == LinkKind::Html || is_markdown && is_elsewhere(path, &extension);
    (!is_nothing).then_some(Aim::Note)
}

/// The extension that `path` seems to have, in lower case; empty where what follows the last dot is none.
fn file_extension(path: &str) -> String {
    let extension = file_name(path).rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_one = extension.len() <= 8 && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_one { extension.to_ascii_lowercase() } else { String::new() }
}

/// Whether a Markdown link leads to a web or mail address without its scheme.
fn is_address(path: &str) -> bool {
    const DOMAINS: [&str; 8] = [".com", ".org", ".net", ".io", ".dev", ".edu", ".gov", ".app"];
    let host = path.split('/').next().unwrap_or("").to_lowercase();
    let is_host = host.len() < path.len() && DOMAINS.iter().any(|domain| host.ends_with(domain));
    is_host || host.starts_with("www.") || path.contains('@')
}

/// Whether a Markdown link leads to a folder, a host, or a file of a kind that Obsidian would not show.
fn is_elsewhere(path: &str, extension: &str) -> bool {
    let is_file = extension.starts_with(|c: char| c.is_ascii_alphabetic()) && extension != "md";
    let first = path.split('/').next().unwrap_or("");
    let is_host =
        first.len() < path.len() && !first.starts_with('.') && !first.contains(' ') && first.contains('.');
    let is_query = path.split_once('?').is_some_and(|(_, query)| query.contains('='));
    is_file || is_host || is_query || path.ends_with(['/', '\\']) || matches!(path, "." | "..")
}

fn is_image(extension: &str) -> bool {
    const OTHERS: [&str; 7] = ["apng", "heic", "heif", "ico", "jfif", "tif", "tiff"];
    kind_of(extension) == FileKind::Image || OTHERS.contains(&extension)
}

/// Whether `extension` belongs to files alone, never to the name of a note.
fn is_media(extension: &str) -> bool {
    const OTHERS: [&str; 48] = [
        "7z", "aac", "aif", "aiff", "avi", "bz2", "csv", "doc", "docm", "docx", "drawio", "dwg", "eml",
        "eps", "epub", "flv", "gz", "ics", "indd", "ipynb", "key", "m4v", "mid", "midi", "mobi", "mpeg",
        "mpg", "msg", "odp", "ods", "odt", "opus", "ppt", "pptx", "psd", "rar", "rtf", "srt", "stl", "tar",
        "tgz", "tsv", "vcf", "wma", "wmv", "xls", "xlsx", "zip",
    ];
    let plays = matches!(
        kind_of(extension),
        FileKind::Audio | FileKind::Video | FileKind::Pdf | FileKind::Canvas | FileKind::Base
    );
    plays || OTHERS.contains(&extension)
}

/// Whether `extension` belongs to files of text, whose names notes bear too (`[[package.json]]`).
fn is_text_file(extension: &str) -> bool {
    const TEXT: [&str; 22] = [
        "bat", "bib", "c", "cpp", "css", "h", "hpp", "htm", "html", "ini", "java", "json", "log", "ps1",
        "sql", "tex", "toml", "ts", "txt", "xml", "yaml", "yml",
    ];
    TEXT.contains(&extension)
}

fn kind_of(extension: &str) -> FileKind {
    VaultPath::from(format!("x.{extension}")).kind()
}

/// Files that are no notes and may be what the missing file `path` means, the likeliest only: of its name in
/// another folder, or of its kind and nearly its name.
pub(in crate::rules) fn near_files(vault: &Vault, path: &str) -> Vec<FileId> {
    let missing = VaultPath::from(path);
    let is_like = |file: &FileId| {
        let known = vault.path(*file);
        let is_media = matches!(known.kind(), FileKind::Image | FileKind::Audio | FileKind::Video);
        let same_kind = is_media && known.kind() == missing.kind();
        known.kind() != FileKind::Note && (same_kind || known.extension() == missing.extension())
    };
    let mut near = vault.similar(path);
    near.retain(is_like);
    near::likeliest(vault, near, path)
}

/// Whether `file` is called exactly like the target `path`, up to case.
pub(in crate::rules) fn has_name(vault: &Vault, file: FileId, path: &str) -> bool {
    let folded = |name: &str| near::without_md(file_name(name)).to_lowercase();
    folded(vault.path(file).as_str()) == folded(path)
}

/// The last segment of `path`.
pub(in crate::rules) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// `path` for a message: cut in the middle when it is long.
pub(in crate::rules) fn shown(path: &str) -> Cow<'_, str> {
    const LONGEST: usize = 80;
    let ends = |count: usize| path.char_indices().nth(count).map(|(at, _)| at);
    if path.len() <= LONGEST || ends(LONGEST).is_none() {
        return Cow::Borrowed(path);
    }
    let head = ends(LONGEST / 2).unwrap_or(path.len());
    let tail = path.char_indices().nth_back(LONGEST / 2 - 2).map_or(0, |(at, _)| at);
    let (head, tail) = (path.get(..head).unwrap_or(""), path.get(tail..).unwrap_or(""));
    Cow::Owned([head, "…", tail].concat())
}
