//! The whole check of a vault beside the least that any checker must do, in one run:
//!
//! - (a) reading all notes,
//! - (b) reading them and running the events of the Markdown parser over them, on all cores,
//! - (c) `vaultlint check` as a process,
//! - (d) `vaultlint format --check` as a process.
//!
//! `cargo bench -p vaultlint -- VAULT`; without a folder it skips. Rounds are interleaved and the medians compared,
//! so that the ratios hold on a busy machine.

#![allow(clippy::disallowed_methods, reason = "a bench reads what it measures")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;
use vaultlint_core::workspace::{OpenOptions, find_root, open_vault};

const ROUNDS: usize = 15;

fn main() {
    let Some(vault) = std::env::args().skip(1).find(|arg| !arg.starts_with('-')) else {
        println!("skipped: name the folder of a vault, as in `cargo bench -p vaultlint -- VAULT`");
        return;
    };
    let vault = Path::new(&vault);
    let open = open_vault(&find_root(vault), &OpenOptions::default());
    let notes: Vec<PathBuf> = open.notes.iter().map(|note| open.disk_path(*note)).collect();
    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..ROUNDS {
        times[0].push(time(|| read(&notes)));
        times[1].push(time(|| events(&notes)));
        times[2].push(time(|| run(vault, &["check", "--output-format", "concise"])));
        times[3].push(time(|| run(vault, &["format", "--check"])));
    }
    let [read, events, check, format] = times.map(median);
    println!("{} notes, {ROUNDS} rounds, medians", notes.len());
    println!("(a) read               {read:>9.1?}");
    println!("(b) read and events    {events:>9.1?}");
    println!("(c) vaultlint check    {check:>9.1?}");
    println!("(d) vaultlint format   {format:>9.1?}");
    let ratio = |part: Duration, of: Duration| part.as_secs_f64() / of.as_secs_f64();
    let (to_read, to_events) = (ratio(check, read), ratio(check, events));
    println!(
        "(c) / (a) = {to_read:.2}   (c) / (b) = {to_events:.2}   (d) / (c) = {:.2}",
        ratio(format, check)
    );
}

fn read(notes: &[PathBuf]) -> usize {
    notes.par_iter().filter_map(|note| std::fs::read_to_string(note).ok()).map(|text| text.len()).sum()
}

fn events(notes: &[PathBuf]) -> usize {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH;
    let texts = notes.par_iter().filter_map(|note| std::fs::read_to_string(note).ok());
    texts.map(|text| Parser::new_ext(&text, options).into_offset_iter().count()).sum()
}

/// Runs the program on `vault`.
fn run(vault: &Path, args: &[&str]) -> usize {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vaultlint"));
    command.args(args).arg("--quiet").arg(vault);
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    usize::from(status.is_ok_and(|status| status.code() != Some(2)))
}

fn time(work: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
