//! The formatter beside obsidian-linter: cases of that plugin's own suite, which stand beside the repository, run through
//! the import of its settings. `VAULTLINT_CASES` names a rule of the plugin whose cases alone are run.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Map, Value, json};
use vaultlint_core::config::Config;
use vaultlint_core::format::format_note;
use vaultlint_core::import::obsidian_linter;
use vaultlint_core::note::Note;
use vaultlint_core::vault::{NoteTimes, Settings, Vault};

#[path = "conformance/deviations/mod.rs"]
mod deviations;

/// Rules of the plugin about pasting, which happens in the app only.
fn is_about_pasting(rule: &str) -> bool {
    rule.ends_with("-on-paste")
}

struct Case(Value);

impl Case {
    fn text(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or("")
    }

    /// The settings of the plugin that the case was run with.
    fn data(&self) -> Value {
        let mut rule = self.0["config"].as_object().cloned().unwrap_or_default();
        rule.insert("enabled".to_owned(), true.into());
        let context = &self.0["context"];
        let common = [
            ("aliasArrayStyle", "aliasArrayStyle"),
            ("tagArrayStyle", "tagArrayStyle"),
            ("escapeCharacter", "defaultEscapeCharacter"),
            ("minimumNumberOfDollarSignsToBeAMathBlock", "minimumNumberOfDollarSignsToBeAMathBlock"),
            (
                "removeUnnecessaryEscapeCharsForMultiLineArrays",
                "removeUnnecessaryEscapeCharsForMultiLineArrays",
            ),
        ];
        let common: Map<String, Value> = common
            .into_iter()
            .filter(|(_, name)| !context[*name].is_null())
            .map(|(key, name)| (key.to_owned(), context[name].clone()))
            .collect();
        let mut data = json!({ "ruleConfigs": { self.text("rule"): rule }, "commonStyles": common });
        if let Some(locale) = context["locale"].as_str() {
            data["linterLocale"] = locale.into();
        }
        data
    }

    /// What the formatter makes of the case; `None` where no rule of ours does what the plugin's rule does.
    fn run(&self) -> Option<Result<String, String>> {
        let imported = obsidian_linter(&self.data().to_string()).unwrap();
        if imported.rule_count() == 0 {
            return None;
        }
        let config = Config::parse(&imported.to_toml())
            .unwrap_or_else(|error| panic!("{error}\n{}", imported.to_toml()));
        let path = format!("{}.md", self.0["context"]["fileName"].as_str().unwrap_or("note"));
        let vault = self.vault(&path);
        let format = |text: &str| format_note(&Note::parse(path.as_str(), text), &vault, &config);
        let before = self.text("before");
        let first = format(before);
        if let Some(refusal) = first.refused.first() {
            return Some(Err(format!("refused: {}: {:?}", refusal.rule.name, refusal.reason)));
        }
        let after = first.text.unwrap_or_else(|| before.to_owned());
        match format(&after).text {
            Some(again) => Some(Err(format!("not settled: {after:?} then {again:?}"))),
            None => Some(Ok(after)),
        }
    }

    fn vault(&self, path: &str) -> Vault {
        let mut vault = Vault::new(vec![path.into()], Settings::default());
        vault.set_times([(path.into(), self.times())]);
        vault
    }

    /// When the note was made and changed, in UTC as the suite of the plugin has it.
    fn times(&self) -> NoteTimes {
        let context = &self.0["context"];
        let time = |value: &Value| {
            // A sign that the parser does not take with nothing but zeros behind it.
            let text = value.as_str()?.replace("-00:00", "+00:00");
            let text = text.strip_suffix("-00").map_or(text.clone(), |text| format!("{text}+00:00"));
            Some(text.parse().unwrap_or_else(|error| panic!("{text}: {error}")))
        };
        NoteTimes {
            created: time(&context["fileCreatedTime"]),
            modified: time(&context["fileModifiedTime"]),
            now: time(&context["currentTime"]["$moment"]),
            edited: context["alreadyModified"].as_bool().unwrap_or(false),
            ..NoteTimes::default()
        }
    }
}

fn cases() -> Option<Vec<Case>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases/obsidian-linter.jsonl");
    let Ok(text) = std::fs::read_to_string(file) else {
        println!("skipped: no cases beside the repository");
        return None;
    };
    Some(text.lines().map(|line| Case(serde_json::from_str(line).unwrap())).collect())
}

#[test]
fn the_formatter_does_what_the_plugin_does() {
    let only = std::env::var("VAULTLINT_CASES").ok();
    let Some(cases) = cases() else { return };
    let (mut equal, mut covered, mut uncovered) = (0, 0, BTreeMap::<String, usize>::new());
    let (mut failures, mut used) = (Vec::new(), BTreeSet::new());
    let is_wanted = |case: &&Case| only.as_deref().is_none_or(|rule| case.text("rule") == rule);
    for case in cases.iter().filter(|case| !is_about_pasting(case.text("rule"))).filter(is_wanted) {
        let (rule, name) = (case.text("rule"), case.text("name"));
        let Some(result) = case.run() else {
            *uncovered.entry(rule.to_owned()).or_default() += 1;
            continue;
        };
        covered += 1;
        let is_equal = result.as_deref() == Ok(case.text("after"));
        equal += usize::from(is_equal);
        // Names are not unique.
        let is_known = |it: &(usize, &deviations::Deviation)| {
            it.1.rule == rule && it.1.case == name && result.as_deref() == Ok(it.1.ours)
        };
        let deviation = deviations::all().enumerate().find(is_known);
        used.extend(deviation.map(|(index, _)| index));
        if !is_equal && deviation.is_none() {
            failures.push(format!(
                "── {rule}: {name} {}\nbefore {:?}\nafter  {:?}\nours   {result:?}",
                case.data(),
                case.text("before"),
                case.text("after"),
            ));
        }
    }
    let unused = deviations::all().enumerate().filter(|(index, _)| !used.contains(index));
    let unused = unused.filter(|(_, it)| only.as_deref().is_none_or(|rule| it.rule == rule));
    failures.extend(unused.map(|(_, it)| format!("{}: {}: is no deviation", it.rule, it.case)));
    println!("{equal} of {covered} cases equal; of rules that are not covered: {uncovered:?}");
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}
