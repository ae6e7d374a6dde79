//! How notes are told to be silent: what the markers mean, and the edits that write them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use vaultlint_core::config::Config;
use vaultlint_core::diagnostic::{Diagnostic, Fix};
use vaultlint_core::fix::apply;
use vaultlint_core::lint::lint;
use vaultlint_core::note::{Note, SuppressionKind};
use vaultlint_core::rules::find;
use vaultlint_core::suppress::{suppress_line, suppress_note};
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::{Facts, Settings, Vault};

fn note(text: &str) -> Note {
    Note::parse("n.md", text)
}

fn found(text: &str) -> Vec<Diagnostic> {
    let note = note(text);
    let vault = Vault::new(vec!["n.md".into()], Settings::default());
    vault.file("n.md").into_iter().for_each(|file| vault.set_facts(file, Facts::of_note(&note)));
    lint(&note, &vault, &Config::default())
}

fn names(text: &str) -> Vec<&'static str> {
    found(text).iter().map(|found| found.rule.name).collect()
}

/// A finding of `link-spacing` at the first `§` of `marked`, and the note without it.
fn at(marked: &str) -> (Note, Diagnostic) {
    let offset = marked.find('§').unwrap();
    let found = Diagnostic::new(find("link-spacing").unwrap(), TextRange::empty(offset), "stray");
    (note(&marked.replacen('§', "", 1)), found)
}

fn applied(note: &Note, fix: Option<Fix>) -> (String, String) {
    let fix = fix.expect("an edit is offered");
    (fix.title().to_owned(), apply(&note.text, fix.edits()))
}

#[track_caller]
fn assert_line(marked: &str, expected: &str) {
    let (note, found) = at(marked);
    let (title, text) = applied(&note, suppress_line(&note, &found));
    assert_eq!(text, expected, "{title}");
}

#[track_caller]
fn assert_note(marked: &str, expected: &str) {
    let (note, found) = at(marked);
    let (title, text) = applied(&note, suppress_note(&note, &found));
    assert_eq!((title.as_str(), text.as_str()), ("Ignore `link-spacing` in this note", expected));
}

#[test]
fn markers_are_read_with_their_places() {
    let note = note(
        "---\nvaultlint-disable: 'a-b, c'\ndisabled rules: all\n---\n\
         x %% vaultlint-disable-line p,q r -- why not %%\n\n<!-- linter-disable -->\n",
    );
    let kinds: Vec<_> = note.suppressions.iter().map(|it| it.kind).collect();
    use SuppressionKind::{Line, LinterDisable, LinterProperty, Property};
    assert_eq!(kinds, [Property, LinterProperty, Line, LinterDisable]);
    let names = |i: usize| {
        let names = note.suppressions[i].names.iter();
        names.map(|name| (&*name.name, note.slice(name.range))).collect::<Vec<_>>()
    };
    assert_eq!(names(0), [("a-b", "a-b"), ("c", "c")]);
    assert_eq!(names(2), [("p", "p"), ("q", "q"), ("r", "r")]);
    assert_eq!(note.slice(note.suppressions[2].keyword), "vaultlint-disable-line");
    let all: Vec<_> = note.suppressions.iter().map(|it| it.all).collect();
    assert_eq!(all, [false, true, false, true]);
}

#[test]
fn what_is_no_marker_is_none() {
    for text in [
        "`%% vaultlint-disable %%`",
        "```\n%% vaultlint-disable %%\n```",
        "$%% vaultlint-disable %%$",
        "%% see vaultlint-disable %%",
        "%% vaultlint-disable",
        "<!-- linter-disable a -->",
        "---\nvaultlint-disable:\nx: {vaultlint-disable: true}\n---\n",
        "---\nvaultlint-disable: false\n---\n",
        "---\nvaultlint-disable: 3\ndisabled rules: {a: b}\n---\n",
    ] {
        assert_eq!(note(text).suppressions, [], "{text}");
    }
}

#[test]
fn markers_stand_anywhere() {
    for text in [
        "- a\n  - b %% vaultlint-disable %%",
        "> [!note] T <!-- vaultlint-disable -->",
        "# H %% vaultlint-disable %%",
        "| a |\n| --- |\n| b %% vaultlint-disable %% |",
        "> %%\n> vaultlint-disable a\n> b\n> %%",
        "[^1]: x %% vaultlint-disable %%",
        "a\n%%vaultlint-disable%%\nb",
    ] {
        assert_eq!(note(text).suppressions.len(), 1, "{text}");
    }
    let quoted = note("> %%\n> vaultlint-disable a\n> b\n> %%");
    let names: Vec<_> = quoted.suppressions[0].names.iter().map(|name| &*name.name).collect();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn a_property_that_cannot_be_read_with_others_is_read_alone() {
    let broken = "title: a: b\n";
    for property in
        ["vaultlint-disable: malformed-front-matter\n", "vaultlint-disable:\n- malformed-front-matter\n"]
    {
        for text in [format!("---\n{broken}{property}---\n"), format!("---\n{property}{broken}---\n")] {
            assert_eq!(names(&text), [""; 0], "{text}");
        }
    }
    assert_eq!(names("---\na: 1\na: 2\nvaultlint-disable: [duplicate-property]\n---\n"), [""; 0]);
    assert_eq!(names(&format!("---\n{broken}---\n")), ["malformed-front-matter"]);
}

#[test]
fn the_formatter_and_a_single_rule_make_no_marker_unused() {
    let text = "%% vaultlint-disable empty-link %%\n[[ n]]\n";
    assert_eq!(names(text), ["unused-suppression", "link-spacing"]);
    let vault = Vault::new(vec!["n.md".into()], Settings::default());
    let mut config = Config::default();
    config.select(&["link-spacing", "unused-suppression"]).unwrap();
    let found = lint(&note(text), &vault, &config);
    assert_eq!(found.iter().map(|it| it.rule.name).collect::<Vec<_>>(), ["link-spacing"]);
}

#[test]
fn rules_about_other_notes_are_judged_when_all_are_known() {
    let text = "[[n]] %% vaultlint-disable-line mistyped-link %%\n";
    assert_eq!(names(text), ["unused-suppression"]);
    let vault = Vault::new(vec!["n.md".into(), "other.md".into()], Settings::default());
    assert!(lint(&note(text), &vault, &Config::default()).is_empty());
}

#[test]
fn the_first_line_of_a_section_gets_a_line_above() {
    let marker = "%% vaultlint-disable-next-line link-spacing %%";
    assert_line("See [[§ a]]\nmore\n", &format!("{marker}\nSee [[ a]]\nmore\n"));
    assert_line("x\r\n\r\n# [[§ a]]\r\n", &format!("x\r\n\r\n{marker}\r\n# [[ a]]\r\n"));
    assert_line("x\n\n- [[§ a]]\n- b\n", &format!("x\n\n{marker}\n- [[ a]]\n- b\n"));
    assert_line("> [!note] [[§ a]]\n> x\n", &format!("{marker}\n> [!note] [[ a]]\n> x\n"));
    assert_line("§```\ncode\n", &format!("{marker}\n```\ncode\n"));
    assert_line("---\na: b\n---\n\n[[§ a]]", &format!("---\na: b\n---\n\n{marker}\n[[ a]]"));
    assert_line("| [[§ a]] |\n| --- |\n", &format!("{marker}\n| [[ a]] |\n| --- |\n"));
}

#[test]
fn other_lines_get_a_comment_where_it_changes_nothing() {
    let marker = "%% vaultlint-disable-line link-spacing %%";
    assert_line("---\na: b\n---\n[[§ a]]", &format!("---\na: b\n---\n[[ a]] {marker}"));
    assert_line("one\ntwo [[§ a]]  \nthree", &format!("one\ntwo [[ a]] {marker}  \nthree"));
    assert_line("one\ntwo [[§ a]]\\\nthree", &format!("one\ntwo [[ a]] {marker}\\\nthree"));
    assert_line("- one\n- [[§ a]]\n- three", &format!("- one\n- [[ a]] {marker}\n- three"));
    assert_line("> one\n> [[§ a]]\n", &format!("> one\n> [[ a]] {marker}\n"));
    assert_line("- one\n- [[§ a]] ^id\n", &format!("- one\n- [[ a]] {marker} ^id\n"));
    let task = "- [ ] one\n- [ ] [[§ a]] 📅 2026-01-01\n";
    assert_line(task, &format!("- [ ] one\n- [ ] [[ a]] {marker} 📅 2026-01-01\n"));
    assert_line("| a |\n| --- |\n| [[§ a]] |\n", &format!("| a |\n| --- |\n| [[ a]] {marker} |\n"));
}

#[test]
fn a_block_that_takes_no_comment_is_enclosed() {
    let (open, close) = ("%% vaultlint-disable link-spacing %%", "%% vaultlint-enable link-spacing %%");
    assert_line("```\n§x\n```\ny\n", &format!("{open}\n```\nx\n```\n{close}\ny\n"));
    assert_line("a:: b\nc:: [[§ a]]", &format!("{open}\na:: b\nc:: [[ a]]\n{close}"));
    // A comment would be part of the heading's name.
    assert_line("- x\n- # [[§ a]]\n", &format!("{open}\n- x\n- # [[ a]]\n{close}\n"));
}

#[test]
fn a_marker_that_is_there_takes_the_name() {
    assert_line(
        "%% vaultlint-disable-next-line empty-link %%\n[[§ a]]\n",
        "%% vaultlint-disable-next-line empty-link link-spacing %%\n[[ a]]\n",
    );
    assert_line(
        "a\n[[§ a]] <!-- vaultlint-disable-line x, y -- why -->\n",
        "a\n[[ a]] <!-- vaultlint-disable-line x, y link-spacing -- why -->\n",
    );
}

#[test]
fn properties_are_told_in_the_properties() {
    assert_line("---\nup: [[§ a]]\n---\n", "---\nup: [[ a]]\nvaultlint-disable: [link-spacing]\n---\n");
}

#[test]
fn a_note_is_told_in_its_property() {
    let line = "vaultlint-disable: [link-spacing]";
    assert_note("[[§ a]]\n", &format!("---\n{line}\n---\n\n[[ a]]\n"));
    assert_note("# [[§ a]]\n", &format!("---\n{line}\n---\n# [[ a]]\n"));
    assert_note("\u{feff}\r\n[[§ a]]", &format!("\u{feff}---\r\n{line}\r\n---\r\n\r\n[[ a]]"));
    assert_note("---\na: b\n---\n[[§ a]]", &format!("---\na: b\n{line}\n---\n[[ a]]"));
    assert_note("---\n---\n[[§ a]]", &format!("---\n{line}\n---\n[[ a]]"));
    assert_note("---\na: b: c\n---\n[[§ a]]", &format!("---\n{line}\na: b: c\n---\n[[ a]]"));
    let of = |value: &str| format!("---\nvaultlint-disable:{value}\n---\n");
    for (before, after) in [
        ("", " [link-spacing]"),
        (" false", " [link-spacing]"),
        (" a", " [a, link-spacing]"),
        (" \"a, b\"", " [a, b, link-spacing]"),
        (" [a]", " [a, link-spacing]"),
        (" []", " [link-spacing]"),
        ("\n  - a\n  - b", "\n  - a\n  - b\n  - link-spacing"),
        ("\n- a # why", "\n- a # why\n- link-spacing"),
    ] {
        assert_note(&format!("{}[[§ a]]", of(before)), &format!("{}[[ a]]", of(after)));
    }
}

#[test]
fn a_note_that_takes_no_property_gets_a_comment() {
    let marker = "%% vaultlint-disable-file link-spacing %%";
    let unclosed = "---\ntags: a\ntitle: b\n\n[[ a]]\n";
    assert_note("---\ntags: a\ntitle: b\n\n[[§ a]]\n", &format!("{unclosed}\n{marker}\n"));
    let open = "---\ntags: a\ntitle: b\n\n```\n[[§ a]]\n";
    assert_note(open, &format!("---\ntags: a\ntitle: b\n\n{marker}\n```\n[[ a]]\n"));
    let flow = "---\n{a: b}\n---\n[[§ a]]\n";
    assert_note(flow, &format!("{}\n{marker}\n", flow.replace('§', "")));
}

#[test]
fn what_is_written_is_obeyed() {
    for text in ["[[ n]]\n", "- a\n- [[ n]]\n", "> x\n> [[ n]]", "a\n[[ n]] ^id\n"] {
        let note = note(text);
        let found = found(text).into_iter().find(|it| it.rule.name == "link-spacing").expect(text);
        for fix in [suppress_line(&note, &found), suppress_note(&note, &found)] {
            let (_, silent) = applied(&note, fix);
            assert!(!names(&silent).contains(&"link-spacing"), "{silent}");
            assert!(!names(&silent).contains(&"unused-suppression"), "{silent}");
        }
    }
}

#[test]
fn many_markers_take_linear_time() {
    let line = "[[ n]] %% vaultlint-disable empty-link x %% %% vaultlint-enable empty-link %%\n\n\
                %% vaultlint-disable %%\n\n%% vaultlint-disable-next-line link-spacing %%\n";
    let text = line.repeat(5_000);
    assert_eq!(names(&text)[0], "link-spacing");
}

#[test]
fn markers_of_markdownlint_hide_what_ours_does_the_same() {
    let layout = |text: &str| {
        let config = Config::parse("[rules]\nlist-markers = 'format'\nempty-link = 'warning'").unwrap();
        let vault = Vault::new(vec!["n.md".into()], Settings::default());
        vaultlint_core::format::format_note(&note(text), &vault, &config)
            .text
            .unwrap_or_else(|| text.to_owned())
    };
    let text = "- a\n\n<!-- markdownlint-disable ul-style MD013 -->\n\n+ b\n\n<!-- markdownlint-enable -->\n\nx\n\n* c\n";
    assert_eq!(layout(text), text.replace("* c", "- c"));
    let whole = "- a\n\nx\n\n* b\n\n<!-- rumdl-disable-file MD004 -->\n";
    assert_eq!(layout(whole), whole);
    assert_eq!(names("<!-- markdownlint-disable-next-line links -->\n[x]()\n"), [""; 0]);
    assert_eq!(names("<!-- markdownlint-disable MD004 no-such-rule -->\n[x]()\n"), ["empty-link"]);
    // What is said to ours is not ended by what is said to others.
    let ours = "%% vaultlint-disable empty-link %%\n<!-- markdownlint-enable MD042 -->\n[x]()\n";
    assert_eq!(names(ours), [""; 0]);
}

#[test]
fn generated_text_keeps_its_layout() {
    let format = |text: &str| {
        let vault = Vault::new(vec!["n.md".into()], Settings::default());
        vaultlint_core::format::format_note(&note(text), &vault, &Config::default()).text
    };
    for (open, close) in [
        ("%% Begin Waypoint %%", "%% End Waypoint %%"),
        ("%% Begin Hub: Plugins %%", "%% End Hub: Plugins %%"),
        ("<!-- START doctoc please keep -->", "<!-- END doctoc please keep -->"),
        ("<!-- ALL-CONTRIBUTORS-LIST:START - Do not remove -->", "<!-- ALL-CONTRIBUTORS-LIST:END -->"),
        ("<!-- BEGIN_TF_DOCS -->", "<!-- END_TF_DOCS -->"),
        ("<!-- include: a.md -->", "<!-- endInclude -->"),
        ("<!-- SerializedQuery: LIST -->", "<!-- SerializedQuery END -->"),
        ("%% Zoottelkeeper: Beginning of the list %%", "%% Zoottelkeeper: End of the list %%"),
        ("<!-- prettier-ignore-start -->", "<!-- prettier-ignore-end -->"),
        ("<!-- toc -->", "<!-- tocstop -->"),
    ] {
        let text = format!("a\n\n{open}\n\n\n- x \n\n{close}\n\nb\n");
        assert_eq!(format(&text), None, "{open}");
        let around = format!("a \n\n{open}\n- x \n{close}\n\nb \n");
        assert_eq!(format(&around), Some(around.replace("a ", "a").replace("b ", "b")), "{open}");
    }
    for (open, close) in [
        ("%% begin notes %%", "%% end notes %%"),
        ("%% Begin a %%", "%% End b %%"),
        ("%% Begin %%", "%% End %%"),
        ("%% End Hub %%", "%% Begin Hub %%"),
        ("%% Begin Hub %%", "text"),
    ] {
        let text = format!("{open}\n\n- x \n\n{close}\n");
        assert_eq!(format(&text), Some(text.replace("x ", "x")), "{open}");
    }
}
