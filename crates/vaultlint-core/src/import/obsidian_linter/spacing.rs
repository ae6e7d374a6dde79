//! Rules of the plugin about blanks and blank lines.

use super::super::Imported;
use super::RuleImport;

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
];

/// Lets `block-blank-lines` judge these kinds of blocks.
fn around(kinds: &[&str], imported: &mut Imported) {
    imported.enable("block-blank-lines");
    kinds.iter().for_each(|kind| imported.option("block-blank-lines", kind, true));
}
