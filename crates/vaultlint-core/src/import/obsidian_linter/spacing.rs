//! Rules of the plugin about blanks and blank lines.

use super::RuleImport;

pub(super) const RULES: &[RuleImport] = &[
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
