//! When a note was made and changed, as properties.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};
use crate::vault::Vault;

mod language;
mod place;
mod stamp;

pub use language::Language;
use stamp::Stamps;

/// The properties of a note say when it was made and changed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Timestamps {
    /// The property that says when the note was made; empty for none.
    pub created: String,
    /// The property that says when the note was last changed; empty for none.
    pub modified: String,
    /// The form of both, as Moment.js has it.
    pub format: String,
    /// The language of months and weekdays.
    pub locale: Language,
    /// Whether times are written in UTC rather than in the time zone of the system.
    pub utc: bool,
    /// Where times are taken from.
    pub source: Source,
    /// What becomes of a time of making in another form.
    pub other_forms: OtherForms,
    /// Whether a time of change that the source contradicts is brought up to date.
    pub follow_source: bool,
    /// Whether a note of which nothing but time stamps is written counts as changed by that.
    pub stamps_count: bool,
}

/// Where times are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The file system.
    #[default]
    File,
    /// The first and the last commit of the note; of one that is not committed, the file system.
    Git,
}

/// What becomes of a time of making in another form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OtherForms {
    /// It stays.
    #[default]
    Keep,
    /// It is written in the form of the others, where what it says is beyond doubt.
    Rewrite,
    /// The source tells it anew.
    Replace,
}

impl Default for Timestamps {
    fn default() -> Self {
        Timestamps {
            created: "created".to_owned(),
            modified: "modified".to_owned(),
            format: "YYYY-MM-DDTHH:mm:ss".to_owned(),
            locale: Language::default(),
            utc: false,
            source: Source::File,
            other_forms: OtherForms::Keep,
            follow_source: true,
            stamps_count: false,
        }
    }
}

impl Rule for Timestamps {
    const INFO: RuleInfo = RuleInfo {
        name: "timestamps",
        summary: "The properties of a note say when it was made and changed",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        changes: &[Meaning::Properties],
        page: include_str!("timestamps.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        let Some(times) = cx.vault().times(&note.path) else { return };
        let Some(stamps) = Stamps::of(self, note, times) else { return };
        let created = stamps.created();
        let is_edited = times.edited || cx.is_edited() || self.stamps_count && created.is_some();
        let modified = stamps.modified(is_edited);
        for stale in created.into_iter().chain(modified) {
            cx.report(cx.diagnostic(stale.range, stale.message).fix(stale.fix));
        }
    }
}

impl Timestamps {
    /// When the file of `note`, which was just written, should say that it was modified. `is_edited` says whether
    /// more than time stamps has changed.
    pub(crate) fn file_time(&self, note: &Note, vault: &Vault, is_edited: bool) -> Option<jiff::Timestamp> {
        let times = vault.times(&note.path)?;
        let is_kept = || note.front_matter.as_ref().is_some_and(|it| it.get(&self.modified).is_some());
        if is_edited || times.edited {
            return times.now.filter(|_| is_kept());
        }
        if self.stamps_count && is_kept() { times.now } else { times.modified }
    }
}
