//! Runs the page of every rule: its examples are its tests.
//!
//! Each `##` section that holds fences is a vault in memory. An `md` fence is a note to check, at `note.md` or where a
//! line `` `Templates/x.md` (the note): `` before it says; `` `x.canvas` (the file): `` is a file to check that is no
//! note, of any info string. A fence after a line `` `folder/other.md`: `` is that file
//! of the vault, be it a note, a picture or `.obsidian/app.json`. A `toml` fence is the configuration. A line of
//! carets with the name of a rule is not part of the note: it states the exact place of one finding on the line above.
//! A `times` fence says when the notes of the section were made and changed, and what time it is, in UTC.
//! Without a mark nothing may be found at `warning` or above. `md fixed` is the note after `--fix`,
//! `md unsafe-fixed` after `--unsafe-fixes`; `UPDATE=1` rewrites these two. `text` fences are not run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, clippy::print_stderr)]

mod support;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use support::page::{Fence, Mark, Section, draw, sections, unmark};
use vaultlint_core::config::Config;
use vaultlint_core::diagnostic::{Applicability, Diagnostic};
use vaultlint_core::file::VaultFile;
use vaultlint_core::fix::fix_note;
use vaultlint_core::format::format_note;
use vaultlint_core::lint::{lint, lint_file};
use vaultlint_core::note::Note;
use vaultlint_core::rule::{Level, RuleInfo};
use vaultlint_core::rules;
use vaultlint_core::text::LineIndex;
use vaultlint_core::vault::base::Base;
use vaultlint_core::vault::{Facts, FileKind, NoteTimes, Settings, Vault, VaultPath};

#[test]
fn pages() {
    let update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut failures = Vec::new();
    for info in rules::ALL {
        let mut rewrites = Vec::new();
        for section in sections(info.page) {
            for failure in run(&section, update, &mut rewrites) {
                failures.push(format!("── {} · {}\n{failure}", info.name, section.title));
            }
        }
        failures.extend(hidden_fix(info).map(|failure| format!("── {}\n{failure}", info.name)));
        rewrite(info, rewrites);
    }
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

/// Nothing is found in healthy notes, and nothing changes them.
#[test]
fn traps() {
    let mut failures = Vec::new();
    for section in sections(include_str!("traps.md")) {
        let mut failed = run(&section, false, &mut Vec::new());
        let setting = Setting::read(&section).unwrap_or_else(|error| panic!("{}: {error}", section.title));
        for case in section.fences.iter().filter(|fence| is_note(fence)).map(|fence| setting.case(fence)) {
            failed.extend(case.check_untouched());
        }
        failures.extend(failed.into_iter().map(|failure| format!("── {}\n{failure}", section.title)));
    }
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

/// Says when an example can be mended by the rule, but none shows how.
fn hidden_fix(info: &RuleInfo) -> Option<String> {
    let sections = sections(info.page);
    let shown = sections.iter().flat_map(|section| &section.fences).any(|fence| stage(&fence.info).is_some());
    let mended = sections.iter().filter_map(|section| Some((section, Setting::read(section).ok()?)));
    let mended = mended.flat_map(|(section, setting)| {
        let notes = section.fences.iter().filter(|fence| is_note(fence));
        notes.map(|fence| setting.case(fence).fix_by(info)).collect::<Vec<_>>()
    });
    (!shown && mended.into_iter().any(|mended| mended))
        .then(|| "the rule mends an example, so one should show how: add an `md fixed` fence".to_owned())
}

/// A piece of a page and what it should be.
type Rewrite = (std::ops::Range<usize>, String);

fn rewrite(info: &RuleInfo, mut rewrites: Vec<Rewrite>) {
    if rewrites.is_empty() {
        return;
    }
    let mut page = info.page.to_owned();
    rewrites.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, text) in rewrites {
        page.replace_range(range, &text);
    }
    let rules = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../vaultlint-core/src/rules");
    std::fs::write(rules.join(format!("{}.md", info.name)), page).unwrap();
}

fn run(section: &Section, update: bool, rewrites: &mut Vec<Rewrite>) -> Vec<String> {
    let mut failures = Vec::new();
    let setting = match Setting::read(section) {
        Ok(setting) => setting,
        Err(error) => return vec![error],
    };
    let mut current: Option<Case> = None;
    for fence in &section.fences {
        if is_note(fence) {
            let case = setting.case(fence);
            failures.extend(case.check_findings());
            failures.extend(case.check_fixes());
            current = Some(case);
        } else if let Some(least) = stage(&fence.info) {
            let Some(case) = &current else {
                failures.push(format!("`{}` stands before any note", fence.info));
                continue;
            };
            let fixed = case.fixed(least);
            if fixed != fence.text && update {
                rewrites.push((fence.range.clone(), fixed));
            } else if fixed != fence.text {
                failures.push(compare(&fence.info, &fence.text, &fixed));
            }
        }
    }
    failures
}

fn is_note(fence: &Fence) -> bool {
    fence.is_subject || fence.info == "md" && fence.path.is_none()
}

/// Which fixes lead to the text of a fence with this info string.
fn stage(info: &str) -> Option<Applicability> {
    match info {
        "md fixed" => Some(Applicability::Safe),
        "md unsafe-fixed" => Some(Applicability::Unsafe),
        _ => None,
    }
}

/// What the notes of a section share.
struct Setting {
    config: Config,
    settings: Settings,
    files: Vec<(VaultPath, String)>,
    times: Option<NoteTimes>,
}

/// A note in its vault.
struct Case<'a> {
    config: &'a Config,
    vault: Vault,
    subject: Subject,
    /// Its text as the page has it: of a picture too.
    text: String,
    marked: String,
    marks: Vec<Mark>,
}

/// What is checked.
enum Subject {
    Note(Box<Note>),
    File(VaultFile),
}

impl Subject {
    fn parse(path: VaultPath, text: String) -> Subject {
        if path.kind() == FileKind::Note {
            Subject::Note(Box::new(Note::parse(path, text)))
        } else {
            Subject::File(VaultFile::parse(path, text))
        }
    }
}

impl Setting {
    fn read(section: &Section) -> Result<Setting, String> {
        let mut config = Config::default();
        let mut app = Vec::new();
        let mut files = Vec::new();
        let mut times = None;
        for fence in &section.fences {
            match (&fence.path, fence.info.as_str()) {
                _ if is_note(fence) || stage(&fence.info).is_some() => {}
                (None, "text") => {}
                (None, "times") => times = Some(self::times(&fence.text)?),
                (None, "toml") => {
                    config = Config::parse(&fence.text).map_err(|error| format!("toml: {error}"))?;
                }
                (None, info) => return Err(format!("a `{info}` fence has no path line before it")),
                (Some(path), _) => match path.strip_prefix(".obsidian/") {
                    Some(name) => app.push((name.to_owned(), fence.text.clone())),
                    None => files.push((path.as_str().into(), fence.text.clone())),
                },
            }
        }
        Ok(Setting { config, settings: settings(&app)?, files, times })
    }

    fn case(&self, fence: &Fence) -> Case<'_> {
        let (text, marks) = unmark(&fence.text);
        let path: VaultPath = fence.path.as_deref().unwrap_or("note.md").into();
        let mut texts: BTreeMap<VaultPath, Arc<str>> =
            self.files.iter().map(|(path, text)| (path.clone(), text.as_str().into())).collect();
        texts.insert(path.clone(), text.as_str().into());
        let mut vault = Vault::new(texts.keys().cloned().collect(), self.settings.clone());
        vault.set_times(self.times.iter().map(|times| (path.clone(), times.clone())));
        for file in vault.files() {
            let path = vault.path(file);
            vault.set_facts(file, facts(path, &texts[path]));
        }
        let vault = vault.with_texts(Box::new(move |path| texts.get(path).cloned()), Vec::new());
        let subject = Subject::parse(path, text.clone());
        Case { config: &self.config, vault, subject, text, marked: fence.text.clone(), marks }
    }
}

fn facts(path: &VaultPath, text: &str) -> Facts {
    match path.kind() {
        FileKind::Note => Facts::of_note(&Note::parse(path.clone(), text)),
        FileKind::Base => Base::parse(text).map(Base::facts).unwrap_or_default(),
        _ => Facts::default(),
    }
}

fn times(text: &str) -> Result<NoteTimes, String> {
    let mut times = NoteTimes::default();
    for line in text.lines() {
        let (name, time) = line.split_once(" = ").ok_or("a line of times is `name = time`")?;
        let time = Some(time.parse().map_err(|error| format!("{time}: {error}"))?);
        match name {
            "created" => times.created = time,
            "modified" => times.modified = time,
            "now" => times.now = time,
            _ => return Err(format!("there is no time `{name}`")),
        }
    }
    Ok(times)
}

fn settings(files: &[(String, String)]) -> Result<Settings, String> {
    let text = |name: &str| files.iter().find(|(path, _)| path == name).map(|(_, text)| text.clone());
    let (settings, problems) = Settings::from_files(text);
    match problems.first() {
        Some(problem) => Err(format!("{}: {}", problem.path, problem.message)),
        None => Ok(settings),
    }
}

impl Case<'_> {
    fn check_findings(&self) -> Option<String> {
        let found = match &self.subject {
            Subject::Note(note) => lint(note, &self.vault, self.config),
            Subject::File(file) => lint_file(file, &self.vault, self.config),
        };
        let found: Vec<_> = found.iter().filter(|it| it.level >= Level::Warning).collect();
        let mut marks: Vec<_> = found.iter().map(|it| self.mark(it)).collect();
        marks.sort();
        if marks == self.marks {
            return None;
        }
        let mut failure = compare("the findings", &self.marked, &draw(&self.text, &marks));
        for it in found {
            failure.push_str(&format!("{}[{}] {}\n", it.level.name(), it.rule.name, it.message));
        }
        Some(failure)
    }

    /// The place of `found` as carets draw it: its part on the first line, one caret at least.
    fn mark(&self, found: &Diagnostic) -> Mark {
        let (text, lines) = (self.text.as_str(), LineIndex::new(&self.text));
        let (line, column) = lines.human_position(text, found.range.start());
        let line_end = lines.line_range(text, line - 1).end();
        let (_, end) = lines.human_position(text, found.range.end().min(line_end));
        let start = column - 1;
        Mark { line: line - 1, start, end: (end - 1).max(start + 1), rule: found.rule.name.to_owned() }
    }

    /// No rule may be refused, and mending twice does no more than mending once.
    fn check_fixes(&self) -> Option<String> {
        let Subject::Note(note) = &self.subject else { return None };
        for least in [Applicability::Safe, Applicability::Unsafe] {
            let outcome = self.fix(note, least);
            if let Some(refusal) = outcome.refused.first() {
                return Some(format!("fixes of `{}` are refused: {:?}", refusal.rule.name, refusal.reason));
            }
            let Some(fixed) = outcome.text else { continue };
            let again = self.fix(&Note::parse(note.path.clone(), fixed.as_str()), least);
            if let Some(twice) = again.text {
                return Some(compare("fixed twice", &fixed, &twice));
            }
        }
        None
    }

    /// Neither safe fixes nor the formatter may change the note.
    fn check_untouched(&self) -> Option<String> {
        let Subject::Note(note) = &self.subject else { return None };
        let fixed = self.fix(note, Applicability::Safe).text;
        let formatted = format_note(note, &self.vault, self.config).text;
        let changed = fixed.or(formatted)?;
        Some(compare("left as it is", &note.text, &changed))
    }

    fn fixed(&self, least: Applicability) -> String {
        let Subject::Note(note) = &self.subject else { return String::new() };
        self.fix(note, least).text.unwrap_or_else(|| note.text.to_string())
    }

    /// Whether the rule mends something here.
    fn fix_by(&self, info: &RuleInfo) -> bool {
        let Subject::Note(note) = &self.subject else { return false };
        let outcome = self.fix(note, Applicability::Unsafe);
        outcome.applied.iter().any(|(rule, _)| rule.name == info.name)
    }

    fn fix(&self, note: &Note, least: Applicability) -> vaultlint_core::fix::FixOutcome {
        let scope = self.config.scope(&note.path);
        fix_note(note, &self.vault, self.config, least, |rule| scope.level(rule) >= Level::Warning)
    }
}

fn compare(what: &str, expected: &str, found: &str) -> String {
    format!("{what}: expected\n{}found\n{}", indent(expected), indent(found))
}

/// `text` with a bar before each line, and its invisible ends shown.
fn indent(text: &str) -> String {
    let show = |line: &str| format!("  │{}\n", line.replace('\t', "→").replace('\r', "␍"));
    text.lines().map(show).collect()
}
