//! Writes the common misspellings as one sorted text, a word and its correction on each line. In the table of
//! `typos-dict` every word is a pointer that the start of any program sets: time and ten megabytes of memory for what
//! few runs look at.
#![allow(clippy::disallowed_methods, reason = "a build script gets its folder from the environment")]

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let words =
        typos_dict::WORD.map.entries().map(|(wrong, right)| (wrong.into_inner().to_lowercase(), *right));
    let is_plain = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'');
    let sorted: BTreeMap<String, &str> = words
        .filter(|(wrong, _)| is_plain(wrong))
        // Those with several corrections may mean any of them.
        .filter_map(|(wrong, right)| if let [right] = right { Some((wrong, *right)) } else { None })
        .collect();
    let lines: String = sorted.iter().map(|(wrong, right)| format!("{wrong}\t{right}\n")).collect();
    fs::write(Path::new(&folder).join("misspellings.txt"), lines)
}
