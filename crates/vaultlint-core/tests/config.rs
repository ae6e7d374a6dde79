//! `vaultlint.toml`: what holds where, and where a file is wrong.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use vaultlint_core::config::{Config, ConfigError};
use vaultlint_core::rule::Level;
use vaultlint_core::rules::find;
use vaultlint_core::text::TextRange;

fn level(config: &Config, rule: &str, path: &str) -> Level {
    config.level(find(rule).unwrap(), &path.into())
}

/// The error, and the text that it points at.
fn error(text: &str) -> (ConfigError, &str) {
    let error = Config::parse(text).unwrap_err();
    let at = error.range.map_or("", |range| range.slice(text));
    (error, at)
}

fn assert_error(text: &str, message: &str, at: &str, help: &str) {
    let (error, found) = error(text);
    assert_eq!(error.message, message);
    assert_eq!(found, at, "{message}");
    assert_eq!(error.help.as_deref().unwrap_or(""), help);
}

#[test]
fn an_empty_file_says_nothing() {
    let config = Config::parse("").unwrap();
    assert_eq!(level(&config, "link-spacing", "a.md"), Level::Warning);
    assert_eq!(level(&config, "unwritten-note", "a.md"), Level::Info);
    assert_eq!(config.config_folder(), ".obsidian");
    assert!(!config.is_excluded(&"a.md".into()));
}

#[test]
fn levels_hold_by_folder_and_the_last_word_counts() {
    let config = Config::parse(
        "exclude = [\"old/\"]\n\
         config-folder = \".vault\"\n\
         [rules]\n\
         link-spacing = \"error\"\n\
         unwritten-note = { level = \"warning\" }\n\
         [[overrides]]\n\
         paths = [\"T/**\"]\n\
         rules = { link-spacing = \"off\", missing-image = \"info\" }\n\
         [[overrides]]\n\
         paths = [\"T/x.md\"]\n\
         [overrides.rules]\n\
         link-spacing = \"info\"\n",
    )
    .unwrap();
    assert_eq!(level(&config, "link-spacing", "a.md"), Level::Error);
    assert_eq!(level(&config, "link-spacing", "T/a.md"), Level::Off);
    assert_eq!(level(&config, "link-spacing", "T/x.md"), Level::Info);
    assert_eq!(level(&config, "missing-image", "T/x.md"), Level::Info);
    assert_eq!(level(&config, "unwritten-note", "T/x.md"), Level::Warning);
    assert_eq!(config.config_folder(), ".vault");
    assert!(config.is_excluded(&"a/old/b.md".into()));
}

#[test]
fn a_named_rule_is_wanted_save_where_an_override_switches_it_off() {
    let mut config = Config::parse(
        "rules.link-spacing = \"error\"\nrules.missing-image = \"off\"\n\
         [[overrides]]\npaths = [\"T/\"]\nrules.missing-image = \"off\"\n",
    )
    .unwrap();
    config.select(&["missing-image", "unwritten-note"]).unwrap();
    assert_eq!(level(&config, "missing-image", "a.md"), Level::Warning);
    assert_eq!(level(&config, "missing-image", "T/a.md"), Level::Off);
    assert_eq!(level(&config, "unwritten-note", "a.md"), Level::Warning);
    assert_eq!(level(&config, "link-spacing", "a.md"), Level::Off);
    assert!(config.select(&["nope"]).is_err());
}

#[test]
fn options_hold_by_folder_on_top_of_each_other() {
    let config = Config::parse(
        "[rules]\nempty-section = { all-headings = true }\n\
         [[overrides]]\npaths = [\"T/\"]\nrules.empty-section = { all-headings = false }\n",
    )
    .unwrap();
    let all = |path: &str| {
        let rules = serde_json::to_value(config.rules_for(&path.into()).as_ref()).unwrap();
        rules["empty_section"]["all-headings"].clone()
    };
    assert_eq!((all("a.md"), all("T/a.md")), (true.into(), false.into()));
}

#[test]
fn an_unknown_key_is_underlined() {
    assert_error("exlude = []", "unknown key `exlude`", "exlude", "did you mean `exclude`?");
    assert_error(
        "link-spacing = \"off\"",
        "unknown key `link-spacing`",
        "link-spacing",
        "rules belong under a line `[rules]`",
    );
    let known = "known keys: `exclude`, `config-folder`, `preset`, `rules`, `overrides`";
    assert_error("a = 1", "unknown key `a`", "a", known);
    assert_error(
        "[[overrides]]\npaths = []\npath = []",
        "unknown key `path`",
        "path",
        "did you mean `paths`?",
    );
}

#[test]
fn an_unknown_rule_is_underlined() {
    let help = "did you mean `link-spacing`?";
    assert_error("rules.lnk-spacing = \"off\"", "unknown rule `lnk-spacing`", "lnk-spacing", help);
    let text = "[[overrides]]\npaths = []\nrules = { link_spacing = \"off\" }";
    assert_error(text, "unknown rule `link_spacing`", "link_spacing", help);
}

#[test]
fn a_wrong_value_is_underlined() {
    let levels = "a level is one of \"off\", \"format\", \"info\", \"warning\", \"error\"";
    let text = "rules.link-spacing = \"loud\"";
    assert_error(text, "there is no level \"loud\"", "\"loud\"", levels);
    let text = "rules.link-spacing = { level = 3 }";
    assert_error(text, "expected a level, found this integer", "3", levels);
    assert_eq!(error("rules.link-spacing = true").1, "true");
    assert_eq!(error("exclude = \"a\"").1, "\"a\"");
    assert_eq!(error("exclude = [\"ok\", \"a[\"]").1, "\"a[\"");
    assert_eq!(error("config-folder = \"obsidian\"").1, "\"obsidian\"");
    assert_eq!(error("overrides = 3").1, "3");
    assert_eq!(
        error("[[overrides]]\nrules = {}").0.message,
        "this override does not say which notes it is for"
    );
}

#[test]
fn a_wrong_option_is_underlined() {
    let (unknown, at) = error("[rules]\nempty-section = { all-headigs = true }");
    assert_eq!(at, "all-headigs", "{unknown}");
    let (wrong, at) = error("[rules]\nempty-section = { all-headings = \"yes\" }");
    assert_eq!(at, "\"yes\"", "{wrong}");
    let help = "`vaultlint rule empty-section` describes the options of the rule";
    assert_eq!(wrong.help.as_deref(), Some(help));
}

#[test]
fn what_is_no_toml_is_underlined() {
    let (error, _) = error("exclude = [\n\"a\"\n[rules]\n");
    assert!(error.message.starts_with("this is no valid TOML: "), "{error}");
    assert!(error.range.is_some());
    Config::parse("\u{feff}exclude = []\r\n# a comment\r\n").unwrap();
}

#[test]
fn what_editors_read_is_passed_over() {
    Config::parse("#:schema vaultlint.schema.json\n\"$schema\" = \"vaultlint.schema.json\"\nexclude = []\n")
        .unwrap();
}

#[test]
fn settings_know_their_place() {
    let text = "exclude = [\"a/\", \"b/\"]\n[rules]\nlink-spacing = \"error\"\n\
                empty-section = { all-headings = true, extra-titles = [\"x\"] }\n\
                [[overrides]]\npaths = [\"T/\"]\nrules.empty-section = { level = \"off\", all-headings = false }\n";
    let config = Config::parse(text).unwrap();
    let slice = |place: Option<TextRange>| place.map_or("", |place| place.slice(text));
    let of = |rule: &str, path: &str| {
        let (scope, info) = (config.scope(&path.into()), find(rule).unwrap());
        let level = scope.level_setting(info);
        let options = scope.options(&scope.rules(), info).into_iter();
        let options = options.map(|it| (it.name, it.value.to_string(), slice(it.place)));
        (level.value, slice(level.place), options.filter(|it| it.0 != "titles").collect::<Vec<_>>())
    };
    assert_eq!(of("link-spacing", "a.md"), (Level::Error, "\"error\"", Vec::new()));
    assert_eq!(of("link-spacing", "T/a.md").1, "\"error\"");
    assert_eq!(of("missing-image", "a.md").1, "");
    let option = |name: &str, value: &str, place| (name.to_owned(), value.to_owned(), place);
    let extra = option("extra-titles", "[\"x\"]", "extra-titles");
    let all = |value: &str| option("all-headings", value, "all-headings");
    assert_eq!(of("empty-section", "a.md"), (Level::Warning, "", vec![extra.clone(), all("true")]));
    assert_eq!(of("empty-section", "T/a.md"), (Level::Off, "\"off\"", vec![extra, all("false")]));
    assert_eq!(config.excluded_by(&"x/b/c.md".into()).map(|it| it.text.as_str()), Some("b/"));
    assert_eq!(config.excluded_by(&"c.md".into()), None);
    assert_eq!(config.config_folder_setting().place, None);
}

#[test]
fn a_replacement_that_cannot_be_used_is_underlined() {
    let table = |find: &str, replace: &str| format!("{{ find = '{find}', replace = '{replace}' }}");
    for (find, replace, message) in [
        ("(a", "b", "the pattern `(a` cannot be read"),
        ("", "b", "`find` is empty"),
        ("(a+)+$", "b", "might take for ever"),
        ("a", "aa", "without end"),
    ] {
        let text = format!("[rules]\nreplacements = {{ list = [{}] }}\n", table(find, replace));
        let (error, at) = error(&text);
        assert!(error.message.contains(message), "{}", error.message);
        assert_eq!(at, format!("[{}]", table(find, replace)));
    }
    assert!(
        Config::parse("[rules]\nreplacements = { list = [{ find = '(a)', replace = '$1$1' }] }\n").is_ok()
    );
}
