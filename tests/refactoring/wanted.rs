//! What is to be renamed.

use super::*;

const NAMES: &[&str] = &[
    "Zürich (alt)",
    "it's new",
    "a \"quoted\" b",
    "100% v1.2",
    "日本 語",
    "New",
    "x&y; z",
    "under_score",
    "end.md",
];

/// The files that links lead to, with the part of each.
fn linked(graph: &Graph) -> Vec<(&VaultPath, &str)> {
    let places = graph.values().flat_map(|said| &said.links);
    places
        .filter_map(|(_, place)| match place {
            Place::To(path, part) => Some((path, part.as_str())),
            _ => None,
        })
        .collect()
}

/// Some refactoring of the vault; every other one of what links lead to.
pub fn wanted(state: &State, vault: &Vault, graph: &Graph, random: &mut Random) -> Option<Refactoring> {
    let linked = linked(graph);
    let of_links = random.below(2) == 0 && !linked.is_empty();
    let all: Vec<&VaultPath> = state.files.keys().collect();
    let folders: Vec<&str> = all.iter().map(|path| path.parent()).collect();
    let paths = if of_links { linked.iter().map(|it| it.0).collect() } else { all };
    match random.below(10) {
        0..=2 => {
            // Under a new name, or one that another file has.
            let old = *random.one(&paths)?;
            let name = match random.below(3) {
                0 => random.one(&paths)?.file_name().rsplit_once('.')?.0.to_owned(),
                _ => format!("{} {}", random.one(NAMES)?, random.below(30)),
            };
            let extension = old.file_name().rsplit_once('.')?.1;
            let folder = if random.below(2) == 0 { old.parent() } else { random.one(&folders)? };
            Some(Refactoring::Move(vec![(old.clone(), format!("{folder}/{name}.{extension}").into())]))
        }
        3..=4 => {
            let old = *random.one(&paths)?;
            let folder = random.one(&folders)?;
            Some(Refactoring::Move(vec![(old.clone(), format!("{folder}/{}", old.file_name()).into())]))
        }
        5 => {
            let old = *random.one(&folders)?;
            let (above, name) = (random.one(&folders)?, random.one(NAMES)?);
            let above = if random.below(2) == 0 {
                above
            } else {
                old.rsplit_once('/').map_or("", |(above, _)| above)
            };
            Some(Refactoring::Move(vec![(old.into(), format!("{above}/{name} {}", random.below(30)).into())]))
        }
        6..=7 if of_links => {
            let parts =
                linked.iter().filter_map(|(path, part)| Some((*path, part.strip_prefix("heading ")?)));
            let parts: Vec<_> = parts.collect();
            let (path, index) = random.one(&parts)?;
            heading(vault, vault.file(path.as_str())?, index.parse().ok()?, random)
        }
        6..=7 => {
            let notes = vault.files().filter(|file| vault.path(*file).kind() == FileKind::Note);
            let file = *random.one(&notes.collect::<Vec<_>>())?;
            heading(vault, file, random.below(vault.facts(file)?.headings.len()), random)
        }
        8 => block(state, &paths, random),
        _ => tag(state, &paths, random),
    }
}

fn heading(vault: &Vault, file: FileId, index: usize, random: &mut Random) -> Option<Refactoring> {
    let headings = &vault.facts(file)?.headings;
    let is_plain =
        |text: &str| !text.contains(['[', '#', '!', '<', '^', '(', '`', '$']) && !text.contains("://");
    if !is_plain(&headings.get(index)?.text) {
        return None;
    }
    let text = match random.below(3) {
        0 => random.one(headings)?.text.to_string(),
        _ => format!("{}: {}?", random.one(NAMES)?, random.below(9)),
    };
    let text = if is_plain(&text) { text } else { "Plain".into() };
    Some(Refactoring::RenameHeading { note: vault.path(file).clone(), heading: index, text })
}

fn block(state: &State, paths: &[&VaultPath], random: &mut Random) -> Option<Refactoring> {
    let start = random.below(paths.len());
    let notes =
        paths.iter().cycle().skip(start).take(paths.len()).filter(|path| path.kind() == FileKind::Note);
    for path in notes {
        let note = state.files[*path].note.as_ref().unwrap();
        if let Some(block) = random.one(&note.block_ids) {
            let to = format!("New-{}", random.below(1000));
            return Some(Refactoring::RenameBlock { note: (*path).clone(), from: block.id.to_string(), to });
        }
    }
    None
}

fn tag(state: &State, paths: &[&VaultPath], random: &mut Random) -> Option<Refactoring> {
    let start = random.below(paths.len());
    let notes =
        paths.iter().cycle().skip(start).take(paths.len()).filter(|path| path.kind() == FileKind::Note);
    for path in notes {
        let note = state.files[*path].note.as_ref().unwrap();
        let own = note.front_matter.iter().flat_map(|it| it.tags());
        let tags: Vec<Box<str>> =
            note.tags.iter().map(|tag| note.slice(tag.range).into()).chain(own).collect();
        if let Some(tag) = random.one(&tags) {
            let to = ["new", "1e3", "a/b", "日本", "x-y"][random.below(5)].to_owned();
            return Some(Refactoring::RenameTag { from: tag.to_string(), to });
        }
    }
    None
}
