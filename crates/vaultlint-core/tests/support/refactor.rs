//! Small vaults in memory, and what refactorings make of them.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::sync::Arc;

use vaultlint_core::refactor::{Plan, RefactorError, Refactoring, plan};
use vaultlint_core::vault::{Settings, Vault, VaultPath};

/// A vault by path and text.
pub type Files = BTreeMap<String, String>;

pub fn files(files: &[(&str, &str)]) -> Files {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

pub fn planned(files: &Files, settings: Settings, refactoring: &Refactoring) -> Result<Plan, RefactorError> {
    let vault = Vault::new(files.keys().map(|path| path.as_str().into()).collect(), settings);
    let texts = |path: &VaultPath| files.get(path.as_str()).map(|text| Arc::from(text.as_str()));
    plan(&vault, &texts, refactoring)
}

/// The files after `refactoring`, and what is remarked.
pub fn after(files: &Files, settings: Settings, refactoring: &Refactoring) -> (Files, Vec<String>) {
    let plan = planned(files, settings, refactoring).unwrap();
    let mut after = files.clone();
    for edits in &plan.edits {
        assert_ne!(&*edits.text, edits.new_text(), "{} has edits that change nothing", edits.path);
        after.insert(edits.path.to_string(), edits.new_text());
    }
    let moved: Vec<(String, String)> =
        plan.moves.iter().map(|(old, new)| (new.to_string(), after.remove(old.as_str()).unwrap())).collect();
    after.extend(moved);
    let remarks = plan.remarks.iter().map(|remark| {
        let place = remark.range.slice(&files[remark.path.as_str()]);
        format!("{}: {place}: {}", remark.path, remark.message)
    });
    (after, remarks.collect())
}

pub fn moves(pairs: &[(&str, &str)]) -> Refactoring {
    Refactoring::Move(pairs.iter().map(|(old, new)| ((*old).into(), (*new).into())).collect())
}

/// A note with `text` beside a vault of `others`, under `refactoring`: how the note reads then.
#[track_caller]
pub fn check_in(source: &str, text: &str, others: &[&str], refactoring: &Refactoring, expected: &str) {
    let mut all = files(&[(source, text)]);
    all.extend(others.iter().map(|path| ((*path).to_owned(), String::new())));
    let (after, remarks) = after(&all, Settings::default(), refactoring);
    assert!(remarks.is_empty(), "{remarks:?}");
    let path = match refactoring {
        Refactoring::Move(pairs) => pairs.iter().find(|(old, _)| old.as_str() == source).map(|(_, new)| new),
        _ => None,
    };
    assert_eq!(after[path.map_or(source, |path| path.as_str())], expected);
}
