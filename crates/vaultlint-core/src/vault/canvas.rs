//! Canvases: what they refer to (OBSIDIAN.md 5.1).

use serde_json::Value;

use crate::note::{Link, Note, Subpath};

/// A reference from a canvas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanvasLink {
    /// Id of the card, empty where it has none.
    pub node: Box<str>,
    /// Where it leads.
    pub target: CanvasTarget,
}

/// Where a reference from a canvas leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CanvasTarget {
    /// To the file at exactly this path of the vault, extension included.
    File {
        /// The path.
        path: Box<str>,
        /// The part of the file that the card shows.
        subpath: Option<Subpath>,
    },
    /// The picture behind a group, by its path in the vault.
    Background(Box<str>),
    /// A link in the text of a card. Its ranges are bytes of that text, not of the file.
    Text(Link),
}

/// Why a canvas cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanvasError {
    /// What is wrong, for people.
    pub message: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in bytes, from 1.
    pub column: u32,
}

/// The references of the canvas `text`, in order of its cards. An empty text is an empty canvas; what is not as
/// the format has it is passed over.
///
/// # Errors
/// When `text` is no JSON.
pub fn canvas_links(text: &str) -> Result<Vec<CanvasLink>, CanvasError> {
    let json = text.trim_start_matches('\u{feff}');
    if json.trim().is_empty() {
        return Ok(Vec::new());
    }
    let canvas: Value = serde_json::from_str(json).map_err(|error| unreadable(&error))?;
    let nodes = canvas.get("nodes").and_then(Value::as_array).into_iter().flatten();
    Ok(nodes.flat_map(node_links).collect())
}

fn node_links(node: &Value) -> Vec<CanvasLink> {
    let field = |key: &str| node.get(key).and_then(Value::as_str);
    let link = |target| CanvasLink { node: field("id").unwrap_or_default().into(), target };
    match field("type") {
        Some("file") => field("file").map(|path| link(file(path, field("subpath")))).into_iter().collect(),
        Some("group") => {
            let background = field("background").filter(|path| !path.is_empty());
            background.map(|path| link(CanvasTarget::Background(path.into()))).into_iter().collect()
        }
        Some("text") => {
            let links = field("text").map(|text| Note::parse("", text).links).unwrap_or_default();
            links.into_iter().map(|found| link(CanvasTarget::Text(found))).collect()
        }
        _ => Vec::new(),
    }
}

fn file(path: &str, subpath: Option<&str>) -> CanvasTarget {
    let subpath = subpath.and_then(|subpath| Subpath::new(subpath.strip_prefix('#').unwrap_or(subpath)));
    CanvasTarget::File { path: path.into(), subpath }
}

fn unreadable(error: &serde_json::Error) -> CanvasError {
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    CanvasError {
        message: format!("this canvas is not valid JSON ({reason}), so Obsidian cannot open it"),
        line: u32::try_from(error.line()).unwrap_or(u32::MAX).max(1),
        column: u32::try_from(error.column()).unwrap_or(u32::MAX).max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<CanvasTarget> {
        canvas_links(text).unwrap().into_iter().map(|link| link.target).collect()
    }

    #[test]
    fn empty_canvases_have_no_links() {
        for text in ["", "  ", "{}", "{\"nodes\":[]}", "[]", "1", "{\"nodes\":{}}", "{\"nodes\":[1,null]}"] {
            assert_eq!(targets(text), [], "{text}");
        }
    }

    #[test]
    fn files_and_backgrounds_are_paths() {
        let text = r##"{"nodes":[{"id":"a","type":"file","file":"x/N.md","subpath":"#h"},
            {"id":"b","type":"group","background":"i.png"},{"type":"link","url":"https://x"},{"type":"file"}]}"##;
        let file = CanvasTarget::File { path: "x/N.md".into(), subpath: Subpath::new("h") };
        assert_eq!(targets(text), [file, CanvasTarget::Background("i.png".into())]);
    }

    #[test]
    fn cards_hold_links() {
        let text = r##"{"nodes":[{"type":"text","text":"# T\n[[N#h|x]] `[[no]]` [y](My%20Note.md)"}]}"##;
        let links = targets(text).into_iter().map(|target| match target {
            CanvasTarget::Text(link) => link.target.link.to_string(),
            other => format!("{other:?}"),
        });
        assert_eq!(links.collect::<Vec<_>>(), ["N#h", "My Note.md"]);
    }

    #[test]
    fn broken_json_is_an_error_with_its_place() {
        let error = canvas_links("{\n  \"nodes\": [\n").unwrap_err();
        assert_eq!(error.line, 3);
        assert!(canvas_links(&"[".repeat(100_000)).is_err());
    }
}
