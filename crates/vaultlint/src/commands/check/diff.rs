//! What fixes would change, as a patch.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anstyle::{AnsiColor, Style as Paint};
use similar::TextDiff;

use crate::report::{Output, Report, plural};
use crate::terminal::shown;

/// A note before and after its fixes.
#[derive(Debug)]
pub struct Difference {
    /// The file.
    pub path: PathBuf,
    /// As it is.
    pub before: Arc<str>,
    /// As it would be.
    pub after: Arc<str>,
}

impl Difference {
    /// Writes a unified diff.
    pub fn write(&self, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
        let path = shown(&self.path, output.current);
        let diff = TextDiff::from_lines(&*self.before, &*self.after);
        let patch = diff.unified_diff().header(&path, &path).to_string();
        for line in patch.split_inclusive('\n') {
            let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
            write!(out, "{}{end}", output.style.paint(text, paint(text)))?;
        }
        Ok(())
    }
}

fn paint(line: &str) -> Paint {
    match line.as_bytes().first() {
        _ if line.starts_with("+++") || line.starts_with("---") => Paint::new().bold(),
        Some(b'+') => AnsiColor::Green.on_default(),
        Some(b'-') => AnsiColor::Red.on_default(),
        Some(b'@') => AnsiColor::Cyan.on_default(),
        _ => Paint::new(),
    }
}

/// How much would change.
pub fn sentence(report: &Report) -> String {
    match report.fixed {
        0 => "Nothing to fix.".to_owned(),
        fixed => {
            format!("Would fix {} in {}.", plural(fixed, "problem"), plural(report.fixed_notes, "note"))
        }
    }
}
