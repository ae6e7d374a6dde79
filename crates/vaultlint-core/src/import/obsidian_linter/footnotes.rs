//! Rules of the plugin about footnotes.

use super::super::Imported;
use super::RuleImport;
use super::options::{Common, Options};

pub(super) const RULES: &[RuleImport] = &[
    RuleImport { id: "footnote-after-punctuation", convert: after_punctuation },
    RuleImport { id: "move-footnotes-to-the-bottom", convert: to_the_bottom },
    RuleImport { id: "re-index-footnotes", convert: re_index },
];

fn after_punctuation(_: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    imported.enable("footnote-place");
    imported.option("footnote-place", "marks", ",.;!:?");
}

fn to_the_bottom(options: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    const RULE: &str = "footnotes-at-the-end";
    imported.enable(RULE);
    let blank_line = options.flag("include-blank-line-between-footnotes", false);
    imported.option(RULE, "blank-line-between", blank_line);
    imported.option(RULE, "close-up", true);
}

fn re_index(_: &mut Options<'_>, _: &Common, imported: &mut Imported) {
    imported.enable("footnote-numbers");
    imported.option("footnote-numbers", "order", "definitions");
}
