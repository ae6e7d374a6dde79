//! Pictures without alternative text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::{Link, LinkKind, Note};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::vault::{FileKind, VaultPath};

/// Every picture has an alternative text.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ImageWithoutAltText {
    /// Whether pictures embedded by `![[picture.png]]` need one as well.
    pub wikilinks: bool,
}

impl Rule for ImageWithoutAltText {
    const INFO: RuleInfo = RuleInfo {
        name: "image-without-alt-text",
        summary: "Every picture has an alternative text",
        category: Category::Structure,
        level: Level::Off,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("image-without-alt-text.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if cx.is_template(note) || note.is_plugin_owned() {
            return;
        }
        for link in note.links.iter().filter(|link| link.embed && !link.hidden) {
            let (asked, help) = match link.kind {
                LinkKind::Inline | LinkKind::Reference => (true, "say between the brackets what it shows"),
                LinkKind::Wiki => (self.wikilinks, "say behind a `|` what it shows"),
                LinkKind::Autolink | LinkKind::Html | LinkKind::Property => (false, ""),
            };
            if asked && is_picture(link) && !has_text(note, link) {
                let message = "this picture has no alternative text: who cannot see it does not learn what it shows";
                cx.report(cx.diagnostic(link.range, message).help(help));
            }
        }
    }
}

/// Whether the embed shows a picture rather than a note, a video or a post.
fn is_picture(link: &Link) -> bool {
    const OTHERS: [&str; 4] = ["youtube.com/", "youtu.be/", "twitter.com/", "x.com/"];
    if !link.is_external() {
        return VaultPath::from(&*link.target.path).kind() == FileKind::Image;
    }
    let address = link.target.link.split_once("//").map_or(&*link.target.link, |(_, address)| address);
    let address = address.strip_prefix("www.").unwrap_or(address);
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let is_media = matches!(VaultPath::from(path).kind(), FileKind::Audio | FileKind::Video | FileKind::Pdf);
    // An address without a file is a page that was taken for a picture.
    let has_file = path.split('/').skip(1).last().is_some_and(|file| !file.is_empty());
    has_file && !is_media && !OTHERS.iter().any(|other| address.starts_with(other))
}

/// Whether something but a size stands in the text of the embed.
fn has_text(note: &Note, link: &Link) -> bool {
    let Some(display) = link.display_range else { return false };
    let shown = display.slice(&note.text);
    let text = match link.size(&note.text) {
        Some(_) => shown.rsplit_once('|').map_or("", |(text, _)| text),
        None => shown,
    };
    !text.trim_matches(['|', '\\', ' ', '\t']).is_empty()
}
