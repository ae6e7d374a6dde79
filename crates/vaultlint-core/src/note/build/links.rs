//! Markdown links.

use pulldown_cmark::LinkType;

use super::{Builder, OpenLink};
use crate::note::inline::SpanKind;
use crate::note::link::markdown_target;
use crate::note::{Link, LinkKind, Target, link_parts};
use crate::text::TextRange;

impl Builder<'_, '_> {
    pub(super) fn open_link(
        &mut self,
        link_type: LinkType,
        destination: &str,
        range: TextRange,
        embed: bool,
    ) {
        let kind = match link_type {
            LinkType::Inline => LinkKind::Inline,
            LinkType::Autolink | LinkType::Email => LinkKind::Autolink,
            _ => LinkKind::Reference,
        };
        self.inline_mark(range);
        let inner_end = range.start() + if embed { 2 } else { 1 };
        self.links.push(OpenLink { kind, embed, range, destination: destination.into(), inner_end });
    }

    pub(super) fn close_link(&mut self) {
        let Some(open) = self.links.pop() else { return };
        self.inline_mark(open.range);
        let text_start = open.range.start() + if open.embed { 2 } else { 1 };
        let parts = link_parts::markdown_link(&self.text, open.range, open.inner_end);
        let (target_range, destination, text_end) = match (open.kind, parts) {
            (LinkKind::Inline, Some(parts)) => (parts.target, Some(parts.destination), parts.text_end),
            (LinkKind::Autolink, _) => {
                let inner = TextRange::new(text_start, open.range.end().saturating_sub(1));
                (inner, Some(open.range), inner.end())
            }
            _ => (open.range, None, open.inner_end),
        };
        let target = match open.kind {
            LinkKind::Autolink => Target { link: open.destination.clone(), ..Target::default() },
            _ => markdown_target(&open.destination),
        };
        let Some(leaf) = &mut self.leaf else { return };
        leaf.spans.extend(destination.map(|range| (range, SpanKind::Destination)));
        leaf.markdown_links.push(Link {
            kind: open.kind,
            embed: open.embed,
            hidden: self.hidden,
            range: open.range,
            target,
            target_range,
            display_range: (open.kind != LinkKind::Autolink).then(|| TextRange::new(text_start, text_end)),
            property: None,
        });
    }
}
