//! Vaults on disk: OBSIDIAN.md 1.5 and 7, and everything that can be wrong with a file.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet};
use tempfile::TempDir;
use vaultlint_core::note::{LinkKind, Target};
use vaultlint_core::vault::settings::{AttachmentFolder, LinkFormat, PropertyType};
use vaultlint_core::vault::{Resolution, VaultPath};
use vaultlint_core::workspace::{
    Group, Marker, OpenOptions, OpenVault, ReadErrorKind, Root, WriteErrorKind, config_file, find_root,
    group_by_vault, open_group, open_vault, read_note, write_note,
};

/// A folder with `files`; one that ends in `/` is a folder.
fn disk(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(if path.to_str().unwrap().ends_with('/') {
            &path
        } else {
            path.parent().unwrap()
        })
        .unwrap();
        if !path.to_str().unwrap().ends_with('/') {
            fs::write(path, text).unwrap();
        }
    }
    dir
}

fn open(dir: &TempDir) -> OpenVault {
    open_with(dir, &OpenOptions::default())
}

fn open_with(dir: &TempDir, options: &OpenOptions) -> OpenVault {
    open_vault(&Root { path: dir.path().to_path_buf(), marker: Marker::Asked }, options)
}

fn files(open: &OpenVault) -> Vec<&str> {
    open.vault.files().map(|file| open.vault.path(file).as_str()).collect()
}

fn notes(open: &OpenVault) -> Vec<&str> {
    open.notes.iter().map(|file| open.vault.path(*file).as_str()).collect()
}

fn leads_to(open: &OpenVault, source: &str, link: &str) -> Option<String> {
    match open.vault.resolve(&source.into(), LinkKind::Wiki, &Target::new(link)) {
        Resolution::File(file) => Some(open.vault.path(file).to_string()),
        _ => None,
    }
}

/// Roots relative to `dir` with what is selected there.
fn groups(dir: &TempDir, paths: &[&str]) -> Vec<(String, Vec<String>)> {
    let paths: Vec<PathBuf> = paths.iter().map(|path| dir.path().join(path)).collect();
    let (groups, problems) = group_by_vault(&paths);
    assert_eq!(problems, []);
    let relative = |path: &Path| path.strip_prefix(dir.path()).unwrap().display().to_string();
    let in_words = |group: Group| {
        let selected = group.selected.iter().map(|path| relative(path)).collect();
        (relative(&group.root.path), selected)
    };
    groups.into_iter().map(in_words).collect()
}

/// Notes to check, per vault, with paths relative to `dir`.
fn checked(dir: &TempDir, paths: &[&str]) -> Vec<String> {
    let paths: Vec<PathBuf> = paths.iter().map(|path| dir.path().join(path)).collect();
    let open = |group| open_group(group, &OpenOptions::default());
    let opened: Vec<OpenVault> = group_by_vault(&paths).0.into_iter().map(open).collect();
    let name = |open: &OpenVault, file| {
        let path = open.disk_path(file);
        path.strip_prefix(dir.path()).unwrap().display().to_string()
    };
    opened.iter().flat_map(|open| open.notes.iter().map(|note| name(open, *note))).collect()
}

#[test]
fn a_folder_without_settings_is_a_vault_with_defaults() {
    for app in [None, Some("{}"), Some(""), Some("\u{feff}{}")] {
        let dir = disk(&[("a.md", "")]);
        if let Some(app) = app {
            fs::create_dir(dir.path().join(".obsidian")).unwrap();
            fs::write(dir.path().join(".obsidian/app.json"), app).unwrap();
        }
        let open = open(&dir);
        assert_eq!(notes(&open), ["a.md"]);
        assert_eq!(open.settings_problems, []);
        let settings = open.vault.settings();
        assert!(!settings.strict_line_breaks && !settings.use_markdown_links);
        assert_eq!(settings.new_link_format, LinkFormat::Shortest);
        assert_eq!(settings.attachment_folder, AttachmentFolder::Fixed("".into()));
        assert_eq!(&*settings.daily_notes.format, "YYYY-MM-DD");
    }
}

#[test]
fn dots_hide_and_nothing_else_does() {
    let dir = disk(&[
        (".hidden/x.md", ""),
        ("x/.y/z.md", ""),
        (".z.md", ""),
        ("node_modules/a.md", ""),
        ("b.MD", ""),
        ("c.md/inner.md", ""),
        ("i.png", ""),
        (".git/HEAD", ""),
        (".gitignore", "ignored.md\nbuild/\n"),
        ("ignored.md", ""),
        ("build/out.md", ""),
    ]);
    let open = open(&dir);
    assert_eq!(
        files(&open),
        ["b.MD", "build/out.md", "c.md/inner.md", "i.png", "ignored.md", "node_modules/a.md"]
    );
    assert_eq!(notes(&open), ["b.MD", "c.md/inner.md", "node_modules/a.md"]);
    assert_eq!(leads_to(&open, "b.MD", "z"), None);
    assert_eq!(leads_to(&open, "b.MD", "ignored").as_deref(), Some("ignored.md"));
    assert_eq!(open.problems, []);
    let all = OpenOptions { gitignore: false, ..OpenOptions::default() };
    assert_eq!(notes(&open_with(&dir, &all)).len(), 5);
    assert_eq!(checked(&dir, &["ignored.md"]), ["ignored.md"]);
    assert_eq!(checked(&dir, &["."]), ["b.MD", "c.md/inner.md", "node_modules/a.md"]);
}

#[test]
fn git_rules_hold_in_repositories_only() {
    let dir = disk(&[(".gitignore", "a.md\n"), ("a.md", "")]);
    assert_eq!(notes(&open(&dir)), ["a.md"]);
}

#[test]
fn what_git_ignores_may_be_elsewhere() {
    let dir = disk(&[
        (".git/", ""),
        (".gitignore", "*.pdf\n/vault/Private/\n!keep.pdf\n"),
        ("vault/.obsidian/app.json", "{}"),
        ("vault/.gitignore", "scan-*.png"),
        ("vault/sub/.gitignore", "*.mp4"),
        ("vault/sub/note.md", ""),
    ]);
    let open = open_vault(&find_root(&dir.path().join("vault")), &OpenOptions::default());
    let may_be = |path: &str| open.vault.may_be_kept_out(&"sub/note.md".into(), path);
    for path in
        ["a.pdf", "x/a.pdf", "../x/a.pdf", "scan-1.png", "x/scan-1.png", "a.mp4", "./a.mp4", "Private/Plan"]
    {
        assert!(may_be(path), "{path}");
    }
    for path in ["keep.pdf", "a.png", "../a.mp4", "x/../../a.mp4", "Plan"] {
        assert!(!may_be(path), "{path}");
    }
}

#[test]
fn excludes_hide_notes_but_not_targets() {
    let dir = disk(&[("drafts/a.md", ""), ("b.md", "")]);
    let exclude = GlobSet::builder().add(Glob::new("drafts/**").unwrap()).build().unwrap();
    let open = open_with(&dir, &OpenOptions { exclude, ..OpenOptions::default() });
    assert_eq!(notes(&open), ["b.md"]);
    assert_eq!(leads_to(&open, "b.md", "a").as_deref(), Some("drafts/a.md"));
}

#[test]
fn files_that_the_app_excludes_can_be_linked() {
    let app = r#"{"userIgnoreFilters":["Templates/","docs","/^per.*[0-9]$/","/(?=x)/"],"newLinkFormat":"relative"}"#;
    let dir = disk(&[(".obsidian/app.json", app), ("Templates/T.md", ""), ("x.md", "")]);
    let open = open(&dir);
    assert_eq!(leads_to(&open, "x.md", "T").as_deref(), Some("Templates/T.md"));
    let is_excluded = |path: &str| open.vault.is_excluded(&path.into());
    assert!(is_excluded("Templates/T.md") && is_excluded("docs-old/a.md") && is_excluded("periodic 1"));
    assert!(!is_excluded("x.md") && !is_excluded("a/docs"));
    assert_eq!(open.vault.settings().new_link_format, LinkFormat::Relative);
}

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
    for path in ["Meta/Tx/a.md", "x/a.md", "Templates.md", "Modelli generativi/a.md", "tp.md"] {
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

#[test]
fn the_root_is_the_nearest_marked_folder() {
    let dir = disk(&[
        ("v/.obsidian/", ""),
        ("v/sub/deep/a.md", ""),
        ("v/inner/.obsidian/", ""),
        ("v/inner/b.md", ""),
        ("v/sub/vaultlint.toml", ""),
        ("c/vaultlint.toml", ""),
        ("c/d/.git/", ""),
        ("c/d/e.md", ""),
        ("g/.git", "gitdir: x"),
        ("g/h/i.md", ""),
    ]);
    let rows = [
        ("v", "v", Marker::Obsidian),
        ("v/sub/deep/a.md", "v", Marker::Obsidian),
        ("v/sub/../sub/./deep", "v", Marker::Obsidian),
        ("v/inner/b.md", "v/inner", Marker::Obsidian),
        ("c/d/e.md", "c", Marker::Config),
        ("g/h", "g", Marker::Git),
        ("g/h/i.md", "g", Marker::Git),
    ];
    for (start, root, marker) in rows {
        let expected = Root { path: dir.path().join(root), marker };
        assert_eq!(find_root(&dir.path().join(start)), expected, "{start}");
    }
    assert_eq!(config_file(&dir.path().join("v/sub/deep")), Some(dir.path().join("v/sub/vaultlint.toml")));
    assert_eq!(config_file(&dir.path().join("c/d")), Some(dir.path().join("c/vaultlint.toml")));
}

#[test]
fn every_note_is_checked_in_its_nearest_vault() {
    let dir = disk(&[
        ("en/.obsidian/", ""),
        ("en/Home.md", ""),
        ("en/x.md", "[[Home]]"),
        ("de/.obsidian/", ""),
        ("de/Home.md", ""),
        ("de/in/.obsidian/", ""),
        ("de/in/n.md", ""),
        ("README.md", ""),
        ("docs/a.md", ""),
        (".git/", ""),
    ]);
    let text = |rows: &[(&str, &[&str])]| -> Vec<(String, Vec<String>)> {
        rows.iter()
            .map(|(root, paths)| (root.to_string(), paths.iter().map(ToString::to_string).collect()))
            .collect()
    };
    let all = [("", &[""][..]), ("de", &["de"]), ("de/in", &["de/in"]), ("en", &["en"])];
    assert_eq!(groups(&dir, &["."]), text(&all));
    assert_eq!(groups(&dir, &["en/x.md", "en"]), text(&[("en", &["en/x.md", "en"])]));
    assert_eq!(groups(&dir, &["docs"]), text(&[("", &["docs"])]));
    let everything = ["README.md", "docs/a.md", "de/Home.md", "de/in/n.md", "en/Home.md", "en/x.md"];
    assert_eq!(checked(&dir, &["."]), everything);
    assert_eq!(checked(&dir, &["de"]), ["de/Home.md", "de/in/n.md"]);
    assert_eq!(checked(&dir, &["docs", "en/x.md", "README.md"]), ["README.md", "docs/a.md", "en/x.md"]);
    let english = open_vault(&find_root(&dir.path().join("en")), &OpenOptions::default());
    assert_eq!(leads_to(&english, "x.md", "Home").as_deref(), Some("Home.md"));
    let german = open_vault(&find_root(&dir.path().join("de")), &OpenOptions::default());
    assert_eq!(files(&german), ["Home.md", "in/n.md"]);
}

#[test]
fn a_vault_in_a_vault_may_link_to_what_is_around() {
    let dir = disk(&[
        ("v/.obsidian/", ""),
        ("v/img/i.png", ""),
        ("v/in/.obsidian/", ""),
        ("v/in/a.md", ""),
        ("v/in/sub/b.md", ""),
        ("other/c.md", ""),
    ]);
    let open = open_vault(&find_root(&dir.path().join("v/in")), &OpenOptions::default());
    let resolve = |link: &str| open.vault.resolve(&"sub/b.md".into(), LinkKind::Wiki, &Target::new(link));
    let a = open.vault.file("a.md").unwrap();
    assert_eq!(resolve("a"), Resolution::File(a));
    for link in ["i.png", "in/a", "../../img/i.png"] {
        assert_eq!(resolve(link), Resolution::External, "{link}");
    }
    for link in ["c", "j.png", "../i.png"] {
        assert_eq!(resolve(link), Resolution::MissingFile, "{link}");
    }
}

#[test]
fn a_folder_of_vaults_is_no_vault() {
    let dir = disk(&[("a/.obsidian/", ""), ("a/x.md", ""), ("b/.obsidian/", "")]);
    assert_eq!(groups(&dir, &["."]), [("a".into(), vec!["a".into()]), ("b".into(), vec!["b".to_string()])]);
}

#[test]
fn ignored_vaults_are_left_alone() {
    let dir = disk(&[
        (".git/", ""),
        (".gitignore", "vendor/\n"),
        ("a.md", ""),
        ("vendor/v/.obsidian/", ""),
        ("vendor/v/x.md", ""),
    ]);
    assert_eq!(checked(&dir, &["."]), ["a.md"]);
}

#[test]
fn selected_files_that_are_no_notes_are_told_apart() {
    let dir = disk(&[("a.md", ""), ("c.canvas", ""), (".x.md", "")]);
    let paths = ["a.md", "c.canvas", ".x.md"].map(|path| dir.path().join(path));
    let group = group_by_vault(&paths).0.remove(0);
    let open = open_group(group, &OpenOptions::default());
    assert_eq!(notes(&open), ["a.md"]);
    assert_eq!(
        open.files.iter().map(|file| open.vault.path(*file).as_str()).collect::<Vec<_>>(),
        ["c.canvas"]
    );
    assert_eq!(open.others, paths[2..]);
    let (_, problems) = group_by_vault(&[dir.path().join("nope.md")]);
    assert!(
        problems[0].to_string().ends_with("nope.md: there is no such file or folder; check the spelling")
    );
}

#[test]
fn facts_are_read_when_asked_for() {
    let dir = disk(&[
        ("a.md", "x"),
        ("b.md", "y"),
        ("B.base", "views:\n  - name: All\n    type: table\n"),
        ("i.png", ""),
    ]);
    let open = open(&dir);
    fs::remove_file(dir.path().join("b.md")).unwrap();
    let facts = |path: &str| open.vault.facts(open.vault.file(path).unwrap());
    assert!(facts("a.md").is_some());
    assert!(facts("b.md").is_none());
    assert!(facts("i.png").is_none());
    assert_eq!(facts("B.base").unwrap().views, ["All".into()]);
    assert_eq!(leads_to(&open, "a.md", "B.base#All").as_deref(), Some("B.base"));
    assert_eq!(leads_to(&open, "a.md", "B.base#Nope"), None);
    assert!(open.vault.knows_all_facts());
}

#[test]
fn names_in_another_normal_form_are_found() {
    let dir = disk(&[("Cafe\u{301}.md", ""), ("x.md", "")]);
    let open = open(&dir);
    let file = open.vault.file("caf\u{e9}.md").unwrap();
    assert_eq!(open.vault.path(file), &VaultPath::from("Cafe\u{301}.md"));
    assert!(open.disk_path(file).is_file());
    assert_eq!(leads_to(&open, "x.md", "café").as_deref(), Some("Cafe\u{301}.md"));
}

#[test]
fn what_is_no_text_is_refused_with_reason_and_place() {
    let dir = disk(&[("ok.md", "\u{feff}a\r\n"), ("folder.md/", "")]);
    let path = |name: &str| dir.path().join(name);
    let write = |name: &str, bytes: &[u8]| fs::write(path(name), bytes).unwrap();
    write("latin.md", b"one\ntw\xc3\xb6 caf\xe9\n");
    write("zero.md", b"one\n\0");
    write("utf16.md", &[0xff, 0xfe, b'a', 0]);
    assert_eq!(read_note(&path("ok.md")).unwrap(), "\u{feff}a\r\n");
    let kind = |name: &str| read_note(&path(name)).unwrap_err().kind;
    assert!(matches!(kind("latin.md"), ReadErrorKind::NotUtf8 { line: 2, column: 8 }));
    assert!(matches!(kind("zero.md"), ReadErrorKind::ZeroByte { line: 2, column: 1 }));
    assert!(matches!(kind("utf16.md"), ReadErrorKind::Utf16));
    assert!(matches!(kind("folder.md"), ReadErrorKind::Folder));
    assert!(matches!(kind("gone.md"), ReadErrorKind::Missing));
    let text = read_note(&path("latin.md")).unwrap_err().to_string();
    assert!(
        text.contains("latin.md: this file is not valid UTF-8 (line 2, column 8), so Obsidian"),
        "{text}"
    );
    let text = read_note(&path("latin.md")).unwrap_err().of_settings();
    assert!(text.ends_with(
        "latin.md: this file is not valid UTF-8 (line 2, column 8); save it as UTF-8 in a text editor"
    ));
    assert!(!["utf16.md", "folder.md", "zero.md"].iter().any(|name| {
        let text = read_note(&path(name)).unwrap_err().of_settings();
        text.contains("note") || text.contains("Obsidian")
    }));
    fs::File::create(path("huge.md")).unwrap().set_len((1 << 30) + 1).unwrap();
    assert!(matches!(kind("huge.md"), ReadErrorKind::TooLarge { .. }));
}

#[test]
fn notes_are_replaced_only_when_unchanged() {
    let dir = disk(&[("a.md", "old\r\n")]);
    let path = dir.path().join("a.md");
    write_note(&path, "old\r\n", "new\n").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "new\n");
    let error = write_note(&path, "old\r\n", "other").unwrap_err();
    assert!(matches!(error.kind, WriteErrorKind::Changed), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "new\n");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    let error = write_note(&dir.path().join("b.md"), "", "x").unwrap_err();
    assert!(error.to_string().contains("there is no such file"), "{error}");
    assert!(!dir.path().join("b.md").exists());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn links_are_followed_without_loops() {
        let outside = disk(&[("o.md", ""), ("deep/p.md", "")]);
        let dir = disk(&[("a.md", ""), ("sub/b.md", "")]);
        let at = |path: &str| dir.path().join(path);
        symlink(outside.path(), at("ext")).unwrap();
        symlink(outside.path().join("o.md"), at("alias.md")).unwrap();
        symlink(dir.path(), at("sub/loop")).unwrap();
        symlink(at("sub"), at("twice")).unwrap();
        symlink(at("nowhere"), at("broken.md")).unwrap();
        symlink(dir.path(), outside.path().join("back")).unwrap();
        let open = open(&dir);
        assert_eq!(files(&open), ["a.md", "alias.md", "ext/deep/p.md", "ext/o.md", "sub/b.md"]);
        assert_eq!(open.problems, []);
        assert_eq!(checked(&dir, &["ext/o.md"]), ["ext/o.md"]);
    }

    #[test]
    fn names_that_are_no_text_are_told() {
        let dir = disk(&[("a.md", "")]);
        let name = std::ffi::OsStr::from_bytes(b"b\xff.md");
        fs::write(dir.path().join(name), "").unwrap();
        let open = open(&dir);
        assert_eq!(files(&open), ["a.md"]);
        assert_eq!(open.problems.len(), 1);
    }

    #[test]
    fn writing_keeps_permissions_and_links() {
        let dir = disk(&[("real/a.md", "old")]);
        let (real, link) = (dir.path().join("real/a.md"), dir.path().join("link.md"));
        symlink(&real, &link).unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        write_note(&link, "old", "new").unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        fs::set_permissions(&real, fs::Permissions::from_mode(0o440)).unwrap();
        let error = write_note(&link, "new", "newer").unwrap_err();
        assert!(matches!(error.kind, WriteErrorKind::ReadOnly), "{error}");
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
    }

    #[test]
    fn pipes_are_not_opened() {
        let dir = disk(&[]);
        let pipe = dir.path().join("p.md");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if !made.is_ok_and(|status| status.success()) {
            println!("skipped: there is no mkfifo");
            return;
        }
        assert!(matches!(read_note(&pipe).unwrap_err().kind, ReadErrorKind::NoFile));
        assert_eq!(files(&open(&dir)), [] as [&str; 0]);
    }
}
