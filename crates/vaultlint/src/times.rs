//! When the notes of a vault were made and changed, for the rule `timestamps`.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use vaultlint_core::config::Config;
use vaultlint_core::rule::{Level, Rule};
use vaultlint_core::rules::timestamps::{Source, Timestamps};
use vaultlint_core::vault::{FileId, NoteTimes, VaultPath};
use vaultlint_core::workspace::{OpenVault, file_times};

use crate::report::Trouble;

mod git;

use git::History;

/// Tells the vault when `notes` were made and changed, as far as time stamps are kept of them. `now` is the time of the
/// run; the clock tells it where nobody else does. Returns what to warn of.
pub fn tell(
    open: &mut OpenVault,
    config: &Config,
    notes: &[FileId],
    now: Option<Timestamp>,
) -> Option<Trouble> {
    let source = |file: &FileId| {
        let scope = config.scope(open.vault.path(*file));
        let is_on = scope.level(&Timestamps::INFO) > Level::Off;
        is_on.then(|| (*file, scope.rules().timestamps.source))
    };
    let stamped: Vec<(FileId, Source)> = notes.par_iter().filter_map(source).collect();
    if stamped.is_empty() {
        return None;
    }
    let history =
        stamped.iter().any(|(_, source)| *source == Source::Git).then(|| History::of(&open.root.path));
    let run = Run { now: now.unwrap_or_else(Timestamp::now), zone: TimeZone::system() };
    let times = |(file, source): &(FileId, Source)| {
        let history = history.as_ref().filter(|_| *source == Source::Git);
        run.times(open, *file, history).map(|times| (open.vault.path(*file).clone(), times))
    };
    let times: Vec<(VaultPath, NoteTimes)> = stamped.par_iter().filter_map(times).collect();
    open.vault.set_times(times);
    let warning = history.as_ref().and_then(History::warning);
    warning.map(|warning| Trouble::new(&open.root.path, warning))
}

/// What holds for all notes.
struct Run {
    now: Timestamp,
    zone: TimeZone,
}

impl Run {
    /// The times of a note, from `history` where it is one without changes that are not committed.
    fn times(&self, open: &OpenVault, file: FileId, history: Option<&History>) -> Option<NoteTimes> {
        if matches!(history, Some(History::Shallow)) {
            return None;
        }
        let on_disk = file_times(&open.disk_path(file))?;
        let mut times = NoteTimes {
            created: on_disk.created.and_then(timestamp),
            modified: on_disk.modified.and_then(timestamp),
            now: Some(self.now),
            zone: Some(self.zone.clone()),
            ..NoteTimes::default()
        };
        if let Some(commits) = history.and_then(|history| history.commits(open.vault.path(file).as_str())) {
            times.created = Some(commits.first);
            if !commits.is_edited {
                times.modified = Some(commits.last);
                times.modified_since = commits.before_last;
            }
        }
        Some(times)
    }
}

fn timestamp(time: SystemTime) -> Option<Timestamp> {
    Timestamp::try_from(time).ok()
}
