//! Links that miss a note by a slip.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::note::{Link, Note, Subpath};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::rules::links::dead::{dead_links_to_notes, has_name, shown};
use crate::rules::links::edit::{lead_to, lead_to_alias};
use crate::rules::links::near::{Mistyped, near_headings, slugged_heading};
use crate::rules::links::report::{MOST, explain_root, offer};
use crate::vault::{Facts, FileId, Resolution, Vault};

/// No link misses a note by a blank, a hyphen, a folder or an alias.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MistypedLink {}

impl Rule for MistypedLink {
    const INFO: RuleInfo = RuleInfo {
        name: "mistyped-link",
        summary: "No link misses a note by a blank, a hyphen, a folder or an alias",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes: &[Meaning::Links, Meaning::Words, Meaning::Headings, Meaning::Properties],
        page: include_str!("mistyped-link.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        for (link, mistyped) in dead_links_to_notes(note, cx) {
            if let Some(mistyped) = mistyped {
                cx.report(diagnostic(note, link, mistyped, cx));
            }
        }
    }
}

fn diagnostic(note: &Note, link: &Link, mistyped: &Mistyped, cx: &Context<'_>) -> Diagnostic {
    let vault = cx.vault();
    let target = shown(&link.target.path);
    let (files, reason) = match mistyped {
        Mistyped::Alias(files) => (files, alias_reason(vault, files)),
        Mistyped::Name(files) => (files, reason(vault, link, files)),
    };
    let diagnostic = cx.diagnostic(link.target_range, format!("no note `{target}`; {reason}"));
    let edit = |file| match mistyped {
        Mistyped::Alias(_) => lead_to_alias(note, vault, link, file),
        Mistyped::Name(_) => lead_to(note, vault, link, file),
    };
    let fixes = files.iter().take(MOST).filter_map(|file| {
        let title = format!("Link to `{}`", vault.path(*file));
        edit(*file).map(|edit| (title, edit))
    });
    let missing = matches!(files.as_slice(), [file] if lacks_subpath(vault, link, *file));
    let diagnostic = match missing {
        true => diagnostic.help("that note lacks the heading or block of this link as well: another one may be meant"),
        false => explain_root(diagnostic, vault, &link.target.path),
    };
    offer(cx, diagnostic, fixes, files.len() == 1 && !missing)
}

/// Whether `file` has nothing like the heading or block that `link` leads to, so that another note may be meant.
fn lacks_subpath(vault: &Vault, link: &Link, file: FileId) -> bool {
    let Some(subpath) = &link.target.subpath else { return false };
    let is_near = |facts: &Facts| match subpath {
        Subpath::Headings(segments) => {
            !near_headings(facts, segments).0.is_empty() || slugged_heading(facts, segments).is_some()
        }
        _ => false,
    };
    !matches!(vault.subpath(file, subpath), Resolution::File(_)) && !vault.facts(file).is_some_and(is_near)
}

fn alias_reason(vault: &Vault, files: &[FileId]) -> String {
    let notes: Vec<&str> = files.iter().take(MOST).map(|file| vault.path(*file).stem()).collect();
    format!("this is an alias of `{}`, and links do not follow aliases", notes.join("`, `"))
}

fn reason(vault: &Vault, link: &Link, files: &[FileId]) -> String {
    let path = &*link.target.path;
    let named = files.iter().find(|file| has_name(vault, **file, path));
    match (named, files) {
        (Some(file), [_]) => format!("a note of that name is at `{}`", vault.path(*file)),
        (_, [file]) => format!("did you mean `{}`?", vault.path(*file)),
        _ => format!("{} notes are called so, or nearly", files.len()),
    }
}
