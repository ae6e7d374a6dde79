//! Which folder is the vault of a file.

use super::*;

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
