//! Rules of the plugin about blanks and blank lines.

use super::super::Imported;
use super::RuleImport;
use super::options::{Common, Options};

pub(super) const RULES: &[RuleImport] = &[
    RuleImport {
        id: "empty-line-around-blockquotes",
        convert: |_, _, imported| around(&["quotes", "callouts"], imported),
    },
    RuleImport { id: "empty-line-around-code-fences", convert: |_, _, imported| around(&["code"], imported) },
    RuleImport {
        id: "empty-line-around-horizontal-rules",
        convert: |_, _, imported| around(&["rules"], imported),
    },
    RuleImport { id: "empty-line-around-math-blocks", convert: |_, _, imported| around(&["math"], imported) },
    RuleImport { id: "empty-line-around-tables", convert: |_, _, imported| around(&["tables"], imported) },
    RuleImport {
        id: "heading-blank-lines",
        convert: |options, _, imported| {
            const RULE: &str = "heading-blank-lines";
            imported.enable(RULE);
            let after = options.flag("bottom", true);
            imported.option(RULE, "after", if after { "one" } else { "keep" });
            let front_matter = options.flag("empty-line-after-yaml", true);
            imported.option(RULE, "after-front-matter", if front_matter { "one" } else { "none" });
        },
    },
    RuleImport {
        id: "paragraph-blank-lines",
        convert: |_, _, imported| {
            imported.enable("paragraph-blank-lines");
            imported.option("paragraph-blank-lines", "lines", "apart");
        },
    },
    RuleImport {
        id: "remove-empty-lines-between-list-markers-and-checklists",
        convert: |_, _, imported| imported.enable("list-blank-lines"),
    },
    RuleImport {
        id: "move-math-block-indicators-to-their-own-line",
        convert: |_, common, imported| {
            imported.enable("math-fence-lines");
            imported.option("math-fence-lines", "least-dollars", i64::from(common.math_dollars));
        },
    },
    RuleImport {
        id: "two-spaces-between-lines-with-content",
        convert: |options, _, imported| {
            imported.enable("line-break-marks");
            let mark = match options.text("line-break-indicator", "  ").as_str() {
                "<br/>" => "<br/>",
                "<br>" => "<br>",
                "\\" => "backslash",
                _ => "blanks",
            };
            imported.option("line-break-marks", "mark", mark);
        },
    },
    RuleImport {
        id: "trailing-spaces",
        convert: |options, _, imported| {
            imported.enable("trailing-blanks");
            let keep = options.flag("two-space-line-break", false);
            imported.option("trailing-blanks", "hard-breaks", if keep { "keep" } else { "auto" });
        },
    },
    RuleImport {
        id: "consecutive-blank-lines",
        convert: |_, _, imported| imported.enable("blank-line-runs"),
    },
    RuleImport {
        id: "line-break-at-document-end",
        convert: |_, _, imported| imported.enable("final-newline"),
    },
    RuleImport { id: "convert-spaces-to-tabs", convert: spaces_to_tabs },
    RuleImport { id: "space-after-list-markers", convert: space_after_list_markers },
    RuleImport { id: "remove-link-spacing", convert: |_, _, imported| imported.enable("link-text-blanks") },
    RuleImport { id: "remove-space-around-characters", convert: around_characters },
    RuleImport { id: "remove-space-before-or-after-characters", convert: before_or_after_characters },
    RuleImport {
        id: "space-between-chinese-japanese-or-korean-and-english-or-numbers",
        convert: between_scripts,
    },
];

fn spaces_to_tabs(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    const RULE: &str = "indentation-style";
    imported.enable(RULE);
    imported.option(RULE, "style", "tabs");
    imported.option(RULE, "width", options.number("tabsize", 4).clamp(1, 16));
}

fn space_after_list_markers(_: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    imported.enable("list-marker-space");
    imported.option("list-marker-space", "code-to-text", true);
}

fn around_characters(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    const RULE: &str = "punctuation-spacing";
    imported.enable(RULE);
    imported.option(RULE, "fullwidth-forms", options.flag("include-fullwidth-forms", true));
    imported.option(RULE, "cjk-punctuation", options.flag("include-cjk-symbols-and-punctuation", true));
    imported.option(RULE, "dashes", options.flag("include-dashes", true));
    imported.option(RULE, "around", options.text("other-symbols", ""));
}

fn before_or_after_characters(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    const RULE: &str = "punctuation-spacing";
    imported.enable(RULE);
    imported.option(RULE, "before", options.text("characters-to-remove-space-before", ",!?;:).’”]"));
    imported.option(RULE, "after", options.text("characters-to-remove-space-after", "¿¡‘“(["));
}

fn between_scripts(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    const RULE: &str = "cjk-spacing";
    imported.enable(RULE);
    imported.option(RULE, "signs-after", options.text("english-symbols-punctuation-after", "-+'\"([¥$"));
    imported.option(RULE, "signs-before", options.text("english-symbols-punctuation-before", "-+;:'\"°%$)]"));
}

/// Lets `block-blank-lines` judge these kinds of blocks.
fn around(kinds: &[&str], imported: &mut Imported) {
    imported.enable("block-blank-lines");
    kinds.iter().for_each(|kind| imported.option("block-blank-lines", kind, true));
}
