//! Web addresses that are taken for notes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::dead::{aim_of, is_sample, shown, stays_in_vault};
use crate::diagnostic::{Edit, Fix};
use crate::note::{LinkKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::vault::Resolution;

/// Every web address in a link says how to reach it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LinkWithoutScheme {}

impl Rule for LinkWithoutScheme {
    const INFO: RuleInfo = RuleInfo {
        name: "link-without-scheme",
        summary: "Every web address in a link says how to reach it",
        category: Category::Links,
        level: Level::Warning,
        fix: FixAvailability::Always,
        changes: &[Meaning::Links, Meaning::Headings],
        page: include_str!("link-without-scheme.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.is_plugin_owned() || cx.is_template(note) {
            return;
        }
        for (link, resolution) in note.links.iter().zip(cx.resolutions(note)) {
            let is_dead = link.kind == LinkKind::Inline && *resolution == Resolution::MissingFile;
            // What has an aim is the business of the rules about missing files.
            if !is_dead || !stays_in_vault(link) || is_sample(&link.target.link) || aim_of(link).is_some() {
                continue;
            }
            let Some(scheme) = scheme(&link.target.link) else { continue };
            let message =
                format!("without `{scheme}` this is no address: Obsidian looks for a file `{}` in the vault", shown(&link.target.path));
            let edit = Edit::insertion(link.target_range.start(), scheme);
            let fix = Fix::unsafe_(format!("Put `{scheme}` before it"), vec![edit]);
            cx.report(cx.diagnostic(link.target_range, message).fix(fix));
        }
    }
}

/// What is to stand before `link`, where that is the address of a page or of a mailbox.
fn scheme(link: &str) -> Option<&'static str> {
    let host = link.split(['/', '?', '#']).next().unwrap_or("");
    match host.split_once('@') {
        Some((mailbox, host)) => (!mailbox.is_empty() && host.len() < link.len() && is_host(host)).then_some("mailto:"),
        None => is_host(host).then_some("https://"),
    }
}

/// Whether `host` is the name of a computer of the web, in small letters. Endings that files have too are left out:
/// `.md`, `.py`, `.sh`.
fn is_host(host: &str) -> bool {
    const ENDINGS: [&str; 40] = [
        "at", "au", "be", "br", "ca", "ch", "cn", "com", "cz", "de", "dev", "dk", "edu", "es", "eu", "fi", "fr", "gov",
        "gr", "ie", "il", "info", "int", "io", "it", "jp", "kr", "net", "nl", "no", "nz", "org", "pt", "ru", "se", "tr",
        "tw", "ua", "uk", "us",
    ];
    let Some((name, ending)) = host.rsplit_once('.') else { return false };
    let is_label = |label: &str| {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !label.is_empty() && label.bytes().all(fits)
    };
    let is_marked = name.starts_with("www.") && ending.len() >= 2 && ending.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_marked || ENDINGS.contains(&ending)) && name.split('.').all(is_label)
}
