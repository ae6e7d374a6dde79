//! Links in the cards of canvases that lead nowhere.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::links::dead::{Aim, aim_of, is_sample, shown, stays_in_vault};
use crate::file::{FileContent, VaultFile};
use crate::note::{Link, Subpath};
use crate::rule::{Category, Context, FixAvailability, Level, Rule, RuleInfo};
use crate::vault::canvas::CanvasTarget;
use crate::vault::{FileId, Resolution};

/// Every link on a canvas leads somewhere.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CanvasBrokenLink {}

impl Rule for CanvasBrokenLink {
    const INFO: RuleInfo = RuleInfo {
        name: "canvas-broken-link",
        summary: "Every link on a canvas leads somewhere",
        category: Category::CanvasAndBases,
        level: Level::Warning,
        fix: FixAvailability::Never,
        changes: &[],
        page: include_str!("canvas-broken-link.md"),
    };

    fn check_file(&self, file: &VaultFile, cx: &mut Context<'_>) {
        let FileContent::Canvas(Ok(canvas)) = &file.content else { return };
        for link in &canvas.links {
            let message = match &link.target {
                CanvasTarget::File { path, subpath: Some(subpath) } => in_file(path, subpath, cx),
                CanvasTarget::Text(inner) if stays_in_vault(inner) && !is_sample(&inner.target.link) => {
                    in_text(file, inner, cx)
                }
                _ => None,
            };
            if let Some(message) = message {
                cx.report(cx.diagnostic(link.range, message));
            }
        }
    }
}

/// What is wrong with a card that shows `subpath` of the file at `path`.
fn in_file(path: &str, subpath: &Subpath, cx: &Context<'_>) -> Option<String> {
    let file = cx.vault().file(path)?;
    missing_part(&cx.vault().subpath(file, subpath), subpath, cx)
}

fn in_text(file: &VaultFile, link: &Link, cx: &Context<'_>) -> Option<String> {
    let resolution = cx.vault().resolve(&file.path, link.kind, &link.target);
    match (&resolution, aim_of(link), &link.target.subpath) {
        (Resolution::MissingFile, Some(Aim::Image | Aim::Attachment), _) => {
            Some(format!("`{}` is not in the vault", shown(&link.target.path)))
        }
        // Of a note that is not written yet nothing is said.
        (Resolution::MissingFile, ..) => None,
        (_, _, Some(subpath)) => missing_part(&resolution, subpath, cx),
        _ => None,
    }
}

fn missing_part(resolution: &Resolution, subpath: &Subpath, cx: &Context<'_>) -> Option<String> {
    let name = |file: &FileId| shown(cx.vault().path(*file).file_name()).into_owned();
    let (file, part) = match (resolution, subpath) {
        (Resolution::MissingHeading(file), Subpath::Headings(segments)) => {
            (file, format!("heading `{}`", shown(&segments.join(" > "))))
        }
        (Resolution::MissingBlock(file), Subpath::Block(id)) => (file, format!("block `^{}`", shown(id))),
        (Resolution::MissingFootnote(file), Subpath::Footnote(id)) => (file, format!("footnote `{}`", shown(id))),
        (Resolution::MissingView(file), Subpath::Headings(segments)) => {
            (file, format!("view `{}`", shown(&segments.join(" "))))
        }
        _ => return None,
    };
    Some(format!("`{}` has no {part}", name(file)))
}
