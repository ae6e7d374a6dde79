//! A line that tells how far a long run is.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use crate::terminal::takes_commands;

/// How far a run is.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
}

impl Progress {
    /// One more step of a note is done: each is read, then checked.
    pub fn advance(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Does `work` on `total` notes; after a second a line on standard error tells how far it is, where a person may
    /// see it. `quiet` keeps it silent.
    pub fn during<T>(total: usize, quiet: bool, work: impl FnOnce(&Progress) -> T) -> T {
        let progress = Progress::default();
        if quiet || !takes_commands(&std::io::stderr()) {
            return work(&progress);
        }
        std::thread::scope(|scope| {
            let (finished, finish) = channel::<()>();
            let progress = &progress;
            scope.spawn(move || {
                let mut wait = Duration::from_secs(1);
                let mut is_shown = false;
                while finish.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                    let done = progress.done.load(Ordering::Relaxed);
                    let percent = done * 100 / (2 * total).max(1);
                    let _ = write!(std::io::stderr(), "\rChecking {total} notes: {percent} % ");
                    wait = Duration::from_millis(100);
                    is_shown = true;
                }
                if is_shown {
                    let _ = write!(std::io::stderr(), "\r\x1b[K");
                }
            });
            let result = work(progress);
            drop(finished);
            result
        })
    }
}
