//! What the settings of the app say.

use super::*;

#[test]
fn attachment_folders() {
    let rows = [("/", ""), ("./", "n"), ("./sub", "n/sub"), ("x/y", "x/y"), ("/assets", "assets"), ("", "")];
    for (setting, expected) in rows {
        let app = format!(r#"{{"attachmentFolderPath":"{setting}"}}"#);
        let open = open(&disk(&[(".obsidian/app.json", &app)]));
        assert_eq!(open.vault.settings().attachment_folder_of("n"), expected, "{setting}");
    }
}

#[test]
fn types_and_plugins() {
    let dir = disk(&[
        (".obsidian/types.json", r#"{"types":{"Rating":"number","x":"kanban","t":"multitext"}}"#),
        (".obsidian/core-plugins.json", r#"["templates"]"#),
        (".obsidian/community-plugins.json", r#"["dataview"]"#),
        (".obsidian/templates.json", r#"{"folder":"/Meta/T/"}"#),
        (
            ".obsidian/daily-notes.json",
            r#"{"folder":"D/","format":"YYYY/[Daily]/MM/YYYY-MM-DD","template":"Day"}"#,
        ),
        (".obsidian/plugins/dataview/data.json", r#"{"inlineQueryPrefix":"dv:","dataviewJsKeyword":5}"#),
        (
            ".obsidian/plugins/templater-obsidian/data.json",
            r#"{"templates_folder":"tp","folder_templates":[{"folder":"x","template":"y/Z.md"}]}"#,
        ),
        (
            ".obsidian/plugins/obsidian-tasks-plugin/data.json",
            r##"{"globalFilter":"#task","statusSettings":{"customStatuses":[{"symbol":"/"},{"symbol":"-"}]}}"##,
        ),
    ]);
    let open = open(&dir);
    assert_eq!(open.settings_problems, []);
    let settings = open.vault.settings();
    assert_eq!(settings.property_type("rating"), Some(PropertyType::Number));
    assert_eq!(settings.property_type("X"), Some(PropertyType::Other));
    assert_eq!(settings.property_type("t"), Some(PropertyType::List));
    assert_eq!(settings.property_type("u"), None);
    assert_eq!(settings.has_core_plugin("templates"), Some(true));
    assert!(settings.community_plugins.contains("dataview"));
    assert_eq!(
        (&*settings.daily_notes.folder, &*settings.daily_notes.format),
        ("D", "YYYY/[Daily]/MM/YYYY-MM-DD")
    );
    assert_eq!(&*settings.dataview.inline_query_prefix, "dv:");
    assert_eq!(&*settings.dataview.dataview_js_keyword, "dataviewjs");
    assert_eq!((&*settings.tasks.global_filter, &settings.tasks.statuses[..]), ("#task", &['/', '-'][..]));
    let is_template = |path: &str| open.vault.is_template(&path.into());
    for path in [
        "Meta/T/a.md",
        "tp/deep/a.md",
        "y/Z.md",
        "Day.md",
        "01_templates/x.md",
        "x/_Vorlagen/y.md",
        "模板/a.md",
    ] {
        assert!(is_template(path), "{path}");
    }
    for path in [
        "Meta/Tx/a.md",
        "x/a.md",
        "Templates.md",
        "Modelli generativi/a.md",
        "tp.md",
        "03 - Showcases & Templates/a.md",
        "Templates and snippets/a.md",
    ] {
        assert!(!is_template(path), "{path}");
    }
}

#[test]
fn core_plugins_of_both_forms_mean_the_same() {
    for text in [r#"["templates"]"#, r#"{"templates":true,"graph":false}"#] {
        let open = open(&disk(&[(".obsidian/core-plugins.json", text)]));
        assert_eq!(open.vault.settings().has_core_plugin("templates"), Some(true), "{text}");
        assert_eq!(open.vault.settings().has_core_plugin("graph"), Some(false), "{text}");
    }
    assert_eq!(open(&disk(&[])).vault.settings().has_core_plugin("graph"), None);
}

#[test]
fn old_vaults_have_one_settings_file() {
    let open = open(&disk(&[(".obsidian/config", r#"{"strictLineBreaks":true}"#)]));
    assert!(open.vault.settings().strict_line_breaks);
}

#[test]
fn broken_settings_are_problems_and_defaults() {
    let dir = disk(&[
        (
            ".obsidian/app.json",
            "{\n  \"useTab\": \"yes\",\n  \"strictLineBreaks\": true,\n \"newLinkFormat\":\"tiny\",\"tabSize\":-1,\n  \"userIgnoreFilters\": null}",
        ),
        (".obsidian/types.json", "{\n<<<<<<< HEAD\n"),
        (".obsidian/core-plugins.json", "3"),
        (".obsidian/templates.json", "[]"),
        (".obsidian/community-plugins.json/x", ""),
    ]);
    fs::write(dir.path().join(".obsidian/daily-notes.json"), [0xff, 0xfe, 0x00]).unwrap();
    let open = open(&dir);
    assert!(open.vault.settings().strict_line_breaks && open.vault.settings().use_tab);
    let places: Vec<_> = open
        .settings_problems
        .iter()
        .map(|problem| (problem.path.as_str(), problem.line, problem.column))
        .collect();
    let expected = [
        (".obsidian/app.json", 2, 3),
        (".obsidian/app.json", 4, 25),
        (".obsidian/app.json", 4, 2),
        (".obsidian/types.json", 2, 1),
        (".obsidian/core-plugins.json", 1, 1),
        (".obsidian/templates.json", 1, 1),
        (".obsidian/daily-notes.json", 1, 1),
    ];
    assert_eq!(places, expected);
}
