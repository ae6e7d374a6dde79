//! Settings of rumdl: `.rumdl.toml`.

use serde_json::Value;
use toml::Table;

use super::markdown::{CODES, Code, Setting, find, take_over};
use super::{ImportError, Imported};
use crate::config::Preset;

/// Rules that run only where they are asked for.
const OPT_IN: [u32; 18] = [60, 63, 70, 72, 73, 74, 80, 82, 83, 84, 85, 87, 88, 89, 90, 91, 93, 95];

/// Reads the text of a `.rumdl.toml`.
///
/// # Errors
/// When `text` is no TOML.
pub fn import(text: &str) -> Result<Imported, ImportError> {
    let settings: Table = text.trim_start_matches('\u{feff}').parse().map_err(|error: toml::de::Error| {
        ImportError { message: format!("this is no TOML: {}", error.message()) }
    })?;
    let mut imported = Imported::new(Preset::Gentle);
    let empty = Table::new();
    let global = settings.get("global").and_then(toml::Value::as_table).unwrap_or(&empty);
    let mut rules = states(global, &mut imported);
    for (name, value) in &settings {
        match (name.as_str(), value.as_table()) {
            ("global", _) => {}
            ("extends", _) => imported.remark(name, "left out: import the settings that it names as well"),
            ("per-file-ignores" | "per-file-flavor", _) => {
                imported.remark(name, "left out: say under `[[overrides]]` what holds for these notes");
            }
            (name, Some(options)) => section(name, options, &mut rules, &mut imported),
            (name, None) => imported.remark(name, "left out: there is no such setting"),
        }
    }
    rules.retain(|(code, setting)| setting.on || setting.named || !OPT_IN.contains(&code.number()));
    take_over(&rules, &mut imported);
    Ok(imported)
}

/// Which rules run, by the section `global`.
fn states(global: &Table, imported: &mut Imported) -> Vec<(&'static Code, Setting)> {
    let (mut named, mut disabled, mut extended) = (Vec::new(), Vec::new(), Vec::new());
    for (name, value) in global {
        match name.replace('_', "-").as_str() {
            "enable" => named = texts(value),
            "disable" | "extend-disable" => disabled.extend(texts(value)),
            "extend-enable" => extended = texts(value),
            "exclude" => imported.exclude.extend(texts(value)),
            // Whose Markdown it is, and what git leaves out, is known of a vault.
            "flavor" | "respect-gitignore" | "cache" | "cache-dir" => {}
            "include" => {
                imported.remark("global: include", "left out: name what is not to be checked in `exclude`")
            }
            "line-length" => imported.remark("global: line-length", "left out: the app wraps lines"),
            _ => imported.remark(format!("global: {name}"), "left out: there is no such setting"),
        }
    }
    for name in
        named.iter().chain(&disabled).chain(&extended).filter(|name| find(name).is_none() && *name != "all")
    {
        imported.remark(name, "left out: there is no such rule");
    }
    let is_in = |names: &[String], code: &Code| names.iter().any(|name| code.is(name) || name == "all");
    let state = |code: &'static Code| {
        let usual = !OPT_IN.contains(&code.number());
        let on = if named.is_empty() { usual } else { is_in(&named, code) };
        let on = (on || is_in(&extended, code)) && !is_in(&disabled, code);
        let named = [&named, &extended, &disabled].iter().any(|names| is_in(names, code));
        (code, Setting { named, ..Setting::new(on) })
    };
    CODES.iter().map(state).collect()
}

/// The options of one rule.
fn section(name: &str, options: &Table, rules: &mut [(&'static Code, Setting)], imported: &mut Imported) {
    let Some((_, setting)) = rules.iter_mut().find(|(code, _)| code.is(name)) else {
        imported.remark(name, "left out: there is no such rule");
        return;
    };
    let options = serde_json::to_value(options).unwrap_or_default();
    if let Value::Object(options) = options {
        if let Some(on) = options.get("enabled").and_then(Value::as_bool) {
            setting.on = on;
        }
        setting.named = true;
        setting.options = options;
    }
}

fn texts(value: &toml::Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items.filter_map(|item| item.as_str()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn settings_are_taken_over() {
        let text = "[global]\ndisable = [\"MD009\", \"no-empty-links\", \"MD999\"]\nexclude = [\"Old/\"]\nline-length = 80\n\
                    flavor = \"obsidian\"\n\n[MD004]\nstyle = \"plus\"\n\n[MD012]\nmaximum = 2\n\n[blanks-around-lists]\nx = 1\n";
        let imported = import(text).unwrap();
        let toml = imported.to_toml();
        Config::parse(&toml).unwrap_or_else(|error| panic!("{error}\n{toml}"));
        for line in [
            "exclude = [\"Old/\"]\n",
            "trailing-blanks = \"off\"\n",
            "empty-link = \"off\"\n",
            "marker = \"+\"",
            "most = 2",
        ] {
            assert!(toml.contains(line), "{line}\n{toml}");
        }
        let remarks: Vec<_> = imported.remarks.iter().map(|it| it.setting.as_str()).collect();
        assert_eq!(remarks, ["global: line-length", "MD999", "MD032 (blanks-around-lists)"]);
        assert!(import("[").is_err());
    }

    #[test]
    fn a_list_of_rules_is_all_there_is() {
        let imported = import("[global]\nenable = [\"MD047\"]\n").unwrap();
        let toml = imported.to_toml();
        assert!(toml.contains("empty-link = \"off\"") && !toml.contains("final-newline"), "{toml}");
        // What runs on request there is not unwanted.
        assert!(!toml.contains("markdown-in-html"), "{toml}");
    }
}
