//! The one pass over a note.

use std::sync::Arc;

use super::{Note, front_matter};
use crate::text::LineIndex;
use crate::vault::VaultPath;

pub(super) fn parse(path: VaultPath, text: Arc<str>) -> Note {
    let (front_matter, front_matter_flaw) = front_matter::parse(&text);
    Note {
        path,
        lines: LineIndex::new(&text),
        text,
        front_matter,
        front_matter_flaw,
        blocks: Vec::new(),
        headings: Vec::new(),
        links: Vec::new(),
        tags: Vec::new(),
        block_ids: Vec::new(),
        list_items: Vec::new(),
        callouts: Vec::new(),
        tables: Vec::new(),
        code_blocks: Vec::new(),
        footnotes: Vec::new(),
        footnote_refs: Vec::new(),
        link_definitions: Vec::new(),
        comments: Vec::new(),
        math: Vec::new(),
        highlights: Vec::new(),
        inline_fields: Vec::new(),
        template_markers: Vec::new(),
        html: Vec::new(),
        opaque: Vec::new(),
    }
}
