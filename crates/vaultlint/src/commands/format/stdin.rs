//! One note from standard input to standard output, as editors send it.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use vaultlint_core::note::Note;

use super::{Outcome, format_text, load, output, report, status, write_troubles};
use crate::args::FormatArgs;
use crate::commands::check::stdin::{Opened, read};
use crate::error::Error;
use crate::guarded::guarded;
use crate::report::Trouble;
use crate::status::ExitStatus;

/// Lays out the note on standard input as the file at `path`, which need not exist. A note that cannot be laid out comes
/// out as it went in.
///
/// # Errors
/// When standard input is no text, the path is in no vault, or the configuration cannot be used.
pub(super) fn run(args: &FormatArgs, path: &Path, current: &Path) -> Result<ExitStatus, Error> {
    let text: Arc<str> = read()?.into();
    let opened = Opened::new(path, |root| load(args, root, current))?;
    let mut outcome = Outcome::default();
    if !opened.config.is_excluded(&opened.relative) {
        let note = || Note::parse(opened.relative.clone(), text.clone());
        let done = guarded(|| format_text(note(), &opened.open.vault, &opened.config, &opened.path));
        outcome.add(done.map_err(|message| Trouble::new(&opened.path, message)));
    }
    let output = output(args, current);
    if args.check || args.diff {
        return report(&outcome, args, &output);
    }
    let after = outcome.changed.first().map_or(&text, |difference| &difference.after);
    let mut out = io::stdout().lock();
    out.write_all(after.as_bytes())?;
    out.flush()?;
    write_troubles(&outcome, args, &output);
    Ok(status(&outcome, args))
}
