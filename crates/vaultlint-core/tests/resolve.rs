//! Where links lead: the tables of OBSIDIAN.md 2.5 and 2.9.
#![allow(clippy::unwrap_used)]

use vaultlint_core::note::{LinkKind, Note, Target};
use vaultlint_core::vault::settings::LinkFormat;
use vaultlint_core::vault::{Facts, Resolution, Settings, Vault, VaultPath, heading_key};

fn vault(files: &[&str]) -> Vault {
    Vault::new(files.iter().map(|path| VaultPath::from(*path)).collect(), Settings::default())
}

/// The result in one line: a path, `a | b` for a tie, or what is missing.
fn resolve_as(vault: &Vault, source: &str, kind: LinkKind, link: &str) -> String {
    let path = |file| vault.path(file).to_string();
    match vault.resolve(&source.into(), kind, &Target::new(link)) {
        Resolution::External => "external".into(),
        Resolution::Empty => "empty".into(),
        Resolution::File(file) => path(file),
        Resolution::Ambiguous(files) => {
            format!("tie: {}", files.into_iter().map(path).collect::<Vec<_>>().join(" | "))
        }
        Resolution::MissingHeading(file) => format!("no heading in {}", path(file)),
        Resolution::MissingBlock(file) => format!("no block in {}", path(file)),
        Resolution::MissingFootnote(file) => format!("no footnote in {}", path(file)),
        Resolution::MissingView(file) => format!("no view in {}", path(file)),
        Resolution::Unlisted => "unlisted".into(),
        Resolution::MissingFile => "missing".into(),
    }
}

fn check(files: &[&str], rows: &[(&str, &str, &str)]) {
    let vault = vault(files);
    for (source, link, expected) in rows {
        assert_eq!(
            resolve_as(&vault, source, LinkKind::Wiki, link),
            *expected,
            "[[{link}]] in {source} of {files:?}"
        );
    }
}

const V: &[&str] = &["Note.md", "zzzz/Note.md", "a/b/Note.md"];
const V1: &[&str] = &["zzzz/Note.md", "a/b/Note.md"];
const V2: &[&str] = &["zzzz/Note.md", "a/b/Note.md", "b/Note.md", "aaaaaaaa/Note.md"];

#[test]
fn the_exact_path_wins() {
    check(
        V,
        &[
            ("src.md", "Note", "Note.md"),
            ("zzzz/src.md", "Note", "Note.md"),
            ("a/b/x.md", "nOTE.MD", "Note.md"),
        ],
    );
    check(V2, &[("a/b/x.md", "b/Note", "b/Note.md")]);
    check(
        &["x/Sub/N.md", "Sub/N.md"],
        &[("x/a.md", "sub/n", "Sub/N.md"), ("x/a.md", "x/sub/n", "x/Sub/N.md")],
    );
}

#[test]
fn the_own_folder_then_the_shortest_path_is_preferred() {
    let rows = [
        ("src.md", "Note", "a/b/Note.md"),
        ("zzzz/src.md", "Note", "zzzz/Note.md"),
        ("a/b/src.md", "note", "a/b/Note.md"),
        ("a/src.md", "note", "a/b/Note.md"),
        ("src.md", "b/Note", "a/b/Note.md"),
        ("zzz/src.md", "Note", "a/b/Note.md"),
    ];
    check(V1, &rows);
    check(V2, &[("src.md", "Note", "b/Note.md"), ("zzzz/deep/src.md", "Note", "b/Note.md")]);
    check(
        &["p/q/r/N.md", "p/N2.md", "N/x/N.md"],
        &[("p/s.md", "N", "p/q/r/N.md"), ("s.md", "N", "N/x/N.md")],
    );
}

#[test]
fn relative_and_rooted_paths_are_exact() {
    let rows = [
        ("a/x.md", "../Note", "Note.md"),
        ("a/x.md", "../Note.md", "Note.md"),
        ("a/x.md", "./Note", "missing"),
        ("a/b/x.md", "./Note", "a/b/Note.md"),
        ("a/b/x.md", "../b/./Note", "a/b/Note.md"),
        ("x.md", "../Note", "Note.md"),
        ("x.md", "./", "missing"),
        ("x.md", "..", "missing"),
        ("a/x.md", "/Note", "Note.md"),
        ("a/x.md", "/b/Note", "missing"),
        ("a/x.md", "/a/b/Note", "a/b/Note.md"),
        ("a/x.md", "/", "missing"),
        ("a/x.md", "a/", "missing"),
    ];
    check(V, &rows);
}

#[test]
fn a_path_ends_at_a_folder() {
    check(&["ab/note.md", "x/y/b/note.md"], &[("s.md", "b/note", "x/y/b/note.md")]);
    check(&["ab/note.md"], &[("s.md", "b/note", "tie: ab/note.md"), ("s.md", "c/note", "missing")]);
}

#[test]
fn ties_are_told() {
    check(
        &["bb/Tie.md", "aa/Tie.md"],
        &[("x.md", "Tie", "tie: aa/Tie.md | bb/Tie.md"), ("aa/x.md", "Tie", "aa/Tie.md")],
    );
    check(&["A.md", "a.md", "x/a.md"], &[("s.md", "a", "tie: A.md | a.md")]);
    // Lengths are those of the app: UTF-16 code units, so a two byte letter counts once.
    check(&["é/Tie.md", "aa/Tie.md"], &[("x.md", "Tie", "é/Tie.md")]);
}

#[test]
fn names_need_their_extension_save_notes() {
    let files = &["d.canvas", "i.png", "B.base", "v1.2.md", "Node.js.md", "Note.md.md", "x/y.PNG"];
    let rows = [
        ("s.md", "d", "missing"),
        ("s.md", "d.canvas", "d.canvas"),
        ("s.md", "B", "missing"),
        ("s.md", "i", "missing"),
        ("s.md", "I.PNG", "i.png"),
        ("s.md", "y.png", "x/y.PNG"),
        ("s.md", "v1.2", "v1.2.md"),
        ("s.md", "V1.2.md", "v1.2.md"),
        ("s.md", "Node.js", "Node.js.md"),
        ("s.md", "Note.md", "Note.md.md"),
        ("s.md", "Note", "missing"),
        ("s.md", "./v1.2", "v1.2.md"),
        ("s.md", "i.png#outline", "i.png"),
        ("s.md", "d.canvas#x", "d.canvas"),
        ("s.md", "pa#th/n", "missing"),
        ("s.md", "|", "missing"),
        ("s.md", "|x", "missing"),
        ("s.md", "", "empty"),
        ("s.md", "https://x.y", "missing"),
    ];
    check(files, &rows);
    check(
        &["Note.md.md", "Note.md"],
        &[("s.md", "Note.md", "Note.md"), ("s.md", "note.md.md", "Note.md.md")],
    );
    check(&["pa#th/n.md"], &[("s.md", "pa#th/n", "missing")]);
}

#[test]
fn case_normal_form_and_blanks_do_not_count() {
    let files = &["Cafe\u{301}.md", "ΟΔΟΣ.md", "inline 说明符.md", "Été/Ok.md", "a/My Note.md"];
    let rows = [
        ("s.md", "Caf\u{e9}", "Cafe\u{301}.md"),
        ("s.md", "cAFE\u{301}", "Cafe\u{301}.md"),
        ("s.md", "οδος", "ΟΔΟΣ.md"),
        ("s.md", "ΟΔΟΣ", "ΟΔΟΣ.md"),
        ("s.md", "inline\u{a0}说明符", "inline 说明符.md"),
        ("s.md", "été/ok", "Été/Ok.md"),
        ("s.md", "  My Note  ", "a/My Note.md"),
        ("s.md", "a//my note", "a/My Note.md"),
        ("s.md", "a\\My Note", "a/My Note.md"),
        ("s.md", "My  Note", "missing"),
    ];
    check(files, &rows);
}

#[test]
fn aliases_titles_and_folders_are_never_asked() {
    let vault = vault(&["My Note.md", "folder/index.md"]);
    let note = vault.file("My Note.md").unwrap();
    let mut facts = Facts::default();
    facts.aliases.push("MN".into());
    vault.set_facts(note, facts);
    assert_eq!(resolve_as(&vault, "s.md", LinkKind::Wiki, "MN"), "missing");
    assert_eq!(resolve_as(&vault, "s.md", LinkKind::Wiki, "folder"), "missing");
    assert_eq!(vault.by_alias("mn"), []);
    vault.set_facts(vault.file("folder/index.md").unwrap(), Facts::default());
    assert_eq!(vault.by_alias("mn"), [note]);
}

#[test]
fn markdown_links_leave_the_vault_by_a_scheme() {
    let vault = vault(&["Sub/My Note.md", "Tale: part 1.md", "a:b.md"]);
    let rows = [
        (LinkKind::Inline, "My Note.md", "Sub/My Note.md"),
        (LinkKind::Inline, "My Note", "Sub/My Note.md"),
        (LinkKind::Inline, "https://x.y/a.md", "external"),
        (LinkKind::Inline, "mailto:a@b", "external"),
        (LinkKind::Inline, "obsidian://open", "external"),
        (LinkKind::Inline, "a:b", "external"),
        (LinkKind::Inline, "//x.y/z", "external"),
        (LinkKind::Html, "https://x/i.png", "external"),
        (LinkKind::Html, "i.png", "missing"),
        (LinkKind::Autolink, "a@b.c", "external"),
        (LinkKind::Property, "https://x.y", "external"),
        (LinkKind::Property, "a:b", "a:b.md"),
        (LinkKind::Wiki, "a:b", "a:b.md"),
        (LinkKind::Wiki, "Tale: part 1", "Tale: part 1.md"),
    ];
    for (kind, link, expected) in rows {
        assert_eq!(resolve_as(&vault, "s.md", kind, link), expected, "{link} as {kind:?}");
    }
}

#[test]
fn a_link_into_an_unlisted_source_says_nothing() {
    check(&["a.md"], &[("new.md", "#h", "unlisted"), ("a.md", "#h", "a.md"), ("a.md", "#", "empty")]);
}

#[test]
fn base_views_are_subpaths() {
    let vault = vault(&["B.base", "C.base"]);
    vault.set_facts(vault.file("B.base").unwrap(), Facts::of_views(vec!["All: open".into()]));
    let rows =
        [("B.base#all: Open", "B.base"), ("B.base#Nope", "no view in B.base"), ("C.base#Any", "C.base")];
    for (link, expected) in rows {
        assert_eq!(resolve_as(&vault, "s.md", LinkKind::Wiki, link), expected, "{link}");
    }
}

#[test]
fn heading_keys() {
    let rows = [
        ("C# basics", "C basics", "c basics"),
        ("A | B", "A B", "a b"),
        ("Step ^1", "Step 1", "step 1"),
        ("Why?", "Why?", "why"),
        ("Q&A", "Q&A", "q a"),
        ("wifi 2.4 vs 5.0", "wifi 2.4 vs 5.0", "wifi 2 4 vs 5 0"),
        ("TCP/IP Model", "TCP/IP Model", "tcp ip model"),
        ("See [[X]] now", "See X now", "see x now"),
        ("a_b-c's", "a_b-c's", "a_b-c's"),
        ("x %% y", "x y", "x y"),
        ("  a \u{a0}\r\n b\t", "a b", "a b"),
        ("Überschrift „x“ 🙂", "überschrift „x“ 🙂", "überschrift „x“ 🙂"),
        ("Cafe\u{301}", "Café", "caf\u{e9}"),
    ];
    for (heading, written, key) in rows {
        assert_eq!(heading_key(heading), key);
        assert_eq!(heading_key(written), key);
    }
    assert_ne!(heading_key("my-heading"), heading_key("My heading"));
}

#[test]
fn headings_and_blocks_of_notes() {
    let text = "# A\n\n## B\n\n# C\n\n## B\n\np ^Id-1\n\n[^1]: f\n\n### See [[X]] now\n";
    let note = Note::parse("n.md", text);
    if note.headings.is_empty() {
        println!("skipped: the parser finds no headings yet");
        return;
    }
    let vault = vault(&["n.md", "s.md"]);
    let facts = Facts::of_note(&note);
    let chain = |link: &str| {
        let segments: Vec<Box<str>> = link.split('#').map(Into::into).collect();
        facts.find_heading(&segments)
    };
    assert_eq!(
        [chain("B"), chain("C#B"), chain("B#A"), chain("A#B"), chain("A#A")],
        [Some(1), Some(3), None, Some(1), None]
    );
    vault.set_facts(vault.file("n.md").unwrap(), facts);
    let rows = [
        ("n#B", "n.md"),
        ("n#C#B", "n.md"),
        ("n##c", "n.md"),
        ("n#B#A", "no heading in n.md"),
        ("n#see x now", "n.md"),
        ("n#b-", "no heading in n.md"),
        ("n#^id-1", "n.md"),
        ("n#^ID-1 ", "n.md"),
        ("n#^id_1", "no block in n.md"),
        ("n#id-1", "no heading in n.md"),
        ("n#[^1]", "n.md"),
        ("n#[^2]", "no footnote in n.md"),
        ("#A", "n.md"),
        ("#Z", "no heading in n.md"),
    ];
    for (link, expected) in rows {
        assert_eq!(resolve_as(&vault, "n.md", LinkKind::Wiki, link), expected, "[[{link}]]");
    }
}

#[test]
fn what_cannot_be_read_is_taken_as_sound() {
    let vault = vault(&["n.md"]);
    assert_eq!(resolve_as(&vault, "s.md", LinkKind::Wiki, "n#h"), "n.md");
}

#[test]
fn similar_names_differ_in_signs_only() {
    let vault =
        vault(&["My-Note_1.md", "x/my note 1.canvas", "img/Foto (2).JPG", "Node.js.md", "a/🙂.md", "!.md"]);
    let rows: [(&str, &[&str]); 7] = [
        ("my note 1", &["My-Note_1.md", "x/my note 1.canvas"]),
        ("any/My  Note 1", &["My-Note_1.md", "x/my note 1.canvas"]),
        ("foto 2.png", &["img/Foto (2).JPG"]),
        ("nodejs", &["Node.js.md"]),
        ("🙂!", &["a/🙂.md"]),
        ("?", &[]),
        ("zz", &[]),
    ];
    for (path, expected) in rows {
        let found: Vec<String> =
            vault.similar(path).into_iter().map(|file| vault.path(file).to_string()).collect();
        assert_eq!(found, expected, "{path}");
    }
}

#[test]
fn links_are_written_as_the_settings_want() {
    use LinkFormat::{Absolute, Relative, Shortest};
    let files =
        &["Note.md", "a/Note.md", "a/b/Only.md", "v1.2", "x/v1.2.md", "i.png", "a/Top.md", "A.md", "q#r.md"];
    let rows = [
        (Shortest, "s.md", "a/b/Only.md", "Only"),
        (Shortest, "a/s.md", "a/Note.md", "a/Note"),
        (Shortest, "a/s.md", "Note.md", "Note"),
        (Shortest, "s.md", "i.png", "i.png"),
        // The name alone would lead to the file `v1.2`.
        (Shortest, "s.md", "x/v1.2.md", "./x/v1.2"),
        (Shortest, "s.md", "q#r.md", "q#r"),
        (Absolute, "a/s.md", "a/b/Only.md", "a/b/Only"),
        (Relative, "a/s.md", "a/b/Only.md", "b/Only"),
        (Relative, "a/s.md", "i.png", "../i.png"),
        (Relative, "a/b/s.md", "a/Top.md", "../Top"),
        // `Note` alone would lead to the root.
        (Relative, "a/s.md", "a/Note.md", "./Note"),
        (Relative, "s.md", "Note.md", "Note"),
    ];
    for (format, source, file, expected) in rows {
        let settings = Settings { new_link_format: format, ..Settings::default() };
        let vault = Vault::new(files.iter().map(|path| VaultPath::from(*path)).collect(), settings);
        let written = vault.link_text(&source.into(), vault.file(file).unwrap());
        assert_eq!(written, expected, "{format:?} from {source} to {file}");
    }
}

#[test]
fn facts_survive_a_change_of_files() {
    let mut vault = vault(&["a.md", "b.md", "i.png"]);
    let stated = Facts::of_note(&Note::parse("b.md", "# H\n"));
    vault.set_facts(vault.file("b.md").unwrap(), stated.clone());
    assert!(!vault.knows_all_facts() && !vault.clone().knows_all_facts());
    let fewer = vault.with_files(vec!["b.md".into(), "0.md".into()]);
    assert_eq!(fewer.facts(fewer.file("b.md").unwrap()), Some(&stated));
    vault.set_unreadable(vault.file("a.md").unwrap());
    assert!(vault.knows_all_facts() && vault.clone().knows_all_facts());
    let b = vault.file("b.md").unwrap();
    vault.replace_facts(b, Some(Facts::default()));
    assert_eq!(vault.facts(b), Some(&Facts::default()));
    assert!(vault.knows_all_facts());
    vault.replace_facts(b, None);
    assert!(!vault.knows_all_facts());
    vault.read_all_facts();
    assert!(vault.knows_all_facts());
}

#[test]
fn many_files_of_one_name_are_told_apart_fast() {
    let files: Vec<VaultPath> = (0..20_000).map(|i| format!("folder {i}/index.md").into()).collect();
    let vault = Vault::new(files.clone(), Settings::default());
    for file in &files {
        let found = vault.resolve(file, LinkKind::Wiki, &Target::new("index"));
        assert_eq!(found, Resolution::File(vault.file(file.as_str()).unwrap()));
    }
}
