//! Which rule of ours does what a code stands for.

use super::super::Imported;
use super::Options;
use crate::rule::Level;

/// A code and the rule of ours that does the same. A rule that this version does not have is passed over.
pub(in crate::import) struct Conversion {
    pub code: &'static str,
    pub rule: &'static str,
    /// The level that it has at least.
    pub level: Level,
    pub options: fn(&mut Options<'_>, &mut Imported),
}

const fn same(code: &'static str, rule: &'static str) -> Conversion {
    with(code, rule, |_, _| {})
}

const fn with(
    code: &'static str,
    rule: &'static str,
    options: fn(&mut Options<'_>, &mut Imported),
) -> Conversion {
    Conversion { code, rule, level: Level::Format, options }
}

pub(super) const CONVERSIONS: &[Conversion] = &[
    same("MD001", "heading-increment"),
    with("MD003", "heading-style", |options, imported| match options.text("style", "consistent").as_str() {
        style @ ("atx" | "setext" | "consistent") => options.set(imported, "style", style),
        "setext_with_atx" | "setext-with-atx" => options.set(imported, "style", "setext"),
        other => options.refuse(imported, "style", other),
    }),
    with("MD004", "list-markers", |options, imported| match options.text("style", "consistent").as_str() {
        "asterisk" => options.set(imported, "marker", "*"),
        "plus" => options.set(imported, "marker", "+"),
        "dash" => options.set(imported, "marker", "-"),
        "consistent" => options.set(imported, "marker", "consistent"),
        other => options.refuse(imported, "style", other),
    }),
    with("MD007", "list-indentation", |options, imported| {
        options.set(imported, "unit", "blanks");
        let width = options.number("indent", 2).clamp(1, 8);
        options.set(imported, "width", width);
    }),
    with("MD009", "trailing-blanks", |options, imported| {
        let are_kept = options.number("br_spaces", 2) >= 2 && !options.flag("strict", false);
        options.set(imported, "hard-breaks", if are_kept { "keep" } else { "auto" });
    }),
    with("MD012", "blank-line-runs", |options, imported| {
        let most = options.number("maximum", 1).max(0);
        options.set(imported, "most", most);
    }),
    same("MD018", "missing-heading-space"),
    with("MD022", "heading-blank-lines", |options, imported| {
        blank_lines(options, imported, "lines_above", "before");
        blank_lines(options, imported, "lines_below", "after");
    }),
    same("MD023", "indented-heading"),
    same("MD024", "duplicate-heading"),
    same("MD025", "single-title"),
    with("MD026", "heading-punctuation", |options, imported| {
        let characters = options.text("punctuation", ".,;:!。，；：！");
        options.set(imported, "characters", characters);
    }),
    with("MD029", "list-numbers", numbers),
    with("MD030", "list-marker-space", |options, imported| {
        for name in ["ul_single", "ul_multi", "ol_single", "ol_multi"] {
            let blanks = options.number(name, 1);
            if blanks != 1 {
                options.refuse(imported, name, &blanks.to_string());
            }
        }
    }),
    with("MD031", "block-blank-lines", |options, imported| {
        block(options, imported, "code");
        let in_lists = options.flag("list_items", true);
        options.set(imported, "in-lists", in_lists);
    }),
    same("MD034", "bare-url"),
    same("MD039", "link-text-blanks"),
    Conversion { level: Level::Warning, ..same("MD040", "code-language") },
    same("MD042", "empty-link"),
    same("MD045", "image-without-alt-text"),
    same("MD047", "final-newline"),
    with("MD049", "emphasis-marks", |options, imported| marks(options, imported, "emphasis", "strong")),
    with("MD050", "emphasis-marks", |options, imported| marks(options, imported, "strong", "emphasis")),
    same("MD051", "broken-heading-link"),
    same("MD056", "uneven-table-row"),
    with("MD058", "block-blank-lines", |options, imported| block(options, imported, "tables")),
    with("MD060", "table-alignment", |options, imported| match options.text("style", "any").as_str() {
        style @ ("aligned" | "compact") => options.set(imported, "style", style),
        // Nothing is asked of tables.
        "any" => imported.option("table-alignment", "level", "off"),
        other => options.refuse(imported, "style", other),
    }),
    with("MD063", "heading-capitals", |options, imported| {
        match options.text("style", "title_case").as_str() {
            "title_case" | "title-case" => options.set(imported, "style", "title"),
            "sentence_case" | "sentence-case" => options.set(imported, "style", "first-letter"),
            "all_caps" | "all-caps" => options.set(imported, "style", "all"),
            other => options.refuse(imported, "style", other),
        }
    }),
    same("MD064", "blank-runs"),
    with("MD065", "block-blank-lines", |options, imported| block(options, imported, "rules")),
    same("MD066", "undefined-footnote"),
    same("MD071", "blank-line-after-properties"),
    same("MD082", "empty-section"),
    same("MD084", "invisible-character"),
    same("MD086", "unclosed-comment"),
    same("MD087", "unused-suppression"),
    same("MD089", "cjk-spacing"),
    same("MD091", "markdown-in-html"),
    same("MD092", "merge-conflict"),
];

fn blank_lines(options: &mut Options<'_>, imported: &mut Imported, theirs: &'static str, ours: &str) {
    match options.number(theirs, 1) {
        1 => options.set(imported, ours, "one"),
        0 => options.set(imported, ours, "none"),
        -1 => options.set(imported, ours, "keep"),
        other => options.refuse(imported, theirs, &other.to_string()),
    }
}

fn numbers(options: &mut Options<'_>, imported: &mut Imported) {
    let style = options.text("style", "one_or_ordered");
    match style.as_str() {
        "one" => {
            options.set(imported, "numbers", "same");
            options.set(imported, "start", "one");
        }
        "ordered" | "one_or_ordered" | "one-or-ordered" => {
            options.set(imported, "numbers", "ascending");
            options.set(imported, "start", "keep");
        }
        other => options.refuse(imported, "style", other),
    }
}

/// The blank lines around one kind of blocks; those around others only where another code asks for them.
fn block(options: &mut Options<'_>, imported: &mut Imported, kind: &str) {
    for other in ["quotes", "callouts", "code", "tables", "math", "rules"] {
        if other != kind && !imported.has_option(options.rule, other) {
            options.set(imported, other, false);
        }
    }
    options.set(imported, kind, true);
}

fn marks(options: &mut Options<'_>, imported: &mut Imported, ours: &str, other: &str) {
    match options.text("style", "consistent").as_str() {
        style @ ("consistent" | "asterisk" | "underscore") => options.set(imported, ours, style),
        style => options.refuse(imported, "style", style),
    }
    if !imported.has_option(options.rule, other) {
        options.set(imported, other, "keep");
    }
}
