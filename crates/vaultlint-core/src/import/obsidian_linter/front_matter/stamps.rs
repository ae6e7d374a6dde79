//! Time stamps.

use super::super::super::Imported;
use super::super::RuleImport;
use super::super::options::{Common, Options};
use crate::rules::timestamps::Language;

pub(super) const YAML_TIMESTAMP: RuleImport = RuleImport { id: "yaml-timestamp", convert: yaml_timestamp };

fn yaml_timestamp(options: &mut Options<'_>, common: &Common, imported: &mut Imported) {
    const RULE: &str = "timestamps";
    imported.enable(RULE);
    for (ours, switch, key, default) in [
        ("created", "date-created", "date-created-key", "date created"),
        ("modified", "date-modified", "date-modified-key", "date modified"),
    ] {
        let name = options.text(key, default);
        let is_on = options.flag(switch, true);
        imported.option(RULE, ours, if is_on { name.trim().trim_end_matches(':') } else { "" });
    }
    let format = options.text("format", "dddd, MMMM Do YYYY, h:mm:ss a");
    let format = if format.trim().is_empty() { "YYYY-MM-DDTHH:mm:ssZ" } else { format.trim() };
    imported.option(RULE, "format", format);
    imported.option(RULE, "utc", options.flag("convert-to-utc", false));
    let kept_once = options.flag("force-retention-of-create-value", false);
    let is_kept = options.text("date-created-source-of-truth", if kept_once { "frontmatter" } else { "" });
    let other_forms = if is_kept == "frontmatter" { "rewrite" } else { "replace" };
    imported.option(RULE, "other-forms", other_forms);
    let follows = options.text("date-modified-source-of-truth", "file system") == "file system";
    imported.option(RULE, "follow-source", follows);
    imported.option(RULE, "stamps-count", true);
    if options.text("update-on-file-contents-updated", "never") != "never" {
        let message = "left out: the time stamps are brought up to date when the note is formatted";
        imported.remark("yaml-timestamp: update-on-file-contents-updated", message);
    }
    if let Some(locale) = &common.locale {
        match Language::try_from(locale.clone()) {
            Ok(_) => imported.option(RULE, "locale", locale.as_str()),
            Err(error) => imported.remark("linterLocale", format!("left out: {error}")),
        }
    }
}
