//! The fix engine: which fixes a pass takes, when it ends, and what the guard of meaning lets pass.

use vaultlint_core::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use vaultlint_core::fix::{FixOutcome, RefusalReason, apply, fix_with};
use vaultlint_core::note::Note;
use vaultlint_core::rule::{Category, FixAvailability, Level, Meaning, RuleInfo};
use vaultlint_core::text::TextRange;
use vaultlint_core::vault::{Settings, Vault};

const fn info(name: &'static str, changes: &'static [Meaning]) -> RuleInfo {
    RuleInfo {
        name,
        summary: "",
        category: Category::Structure,
        level: Level::Warning,
        fix: FixAvailability::Sometimes,
        changes,
        page: "",
    }
}

static WORDS: RuleInfo = info("words", &[Meaning::Words]);
static BLANKS: RuleInfo = info("blanks", &[]);
static LIAR: RuleInfo = info("liar", &[]);

fn range(start: usize, end: usize) -> TextRange {
    TextRange::new(start, end)
}

fn safe(rule: &'static RuleInfo, edits: Vec<Edit>) -> Diagnostic {
    Diagnostic::new(rule, TextRange::empty(0), "x").fix(Fix::safe("mend", edits))
}

fn run(text: &str, check: impl Fn(&str) -> Vec<Diagnostic>) -> FixOutcome {
    let note = Note::parse("a.md", text);
    let vault = Vault::new(vec!["a.md".into()], Settings::default());
    fix_with(&note, &vault, Applicability::Safe, |note| check(&note.text))
}

/// One edit wherever `from` stands.
fn replace_all(rule: &'static RuleInfo, text: &str, from: &str, to: &'static str) -> Vec<Diagnostic> {
    text.match_indices(from)
        .map(|(i, _)| safe(rule, vec![Edit::replacement(range(i, i + from.len()), to)]))
        .collect()
}

#[test]
fn edits_apply_from_left_to_right_whatever_their_order() {
    let edits = [Edit::deletion(range(4, 6)), Edit::insertion(0, ">"), Edit::replacement(range(2, 3), "é")];
    assert_eq!(apply("ab-cd  e", &edits), ">abéc e");
}

#[test]
fn edits_beyond_the_text_or_within_a_character_are_left_out() {
    let edits = [Edit::deletion(range(1, 2)), Edit::deletion(range(2, 9)), Edit::insertion(3, "!")];
    assert_eq!(apply("éa", &edits), "éa!");
}

#[test]
fn distant_fixes_share_a_pass() {
    let outcome = run("foo and foo and foo", |text| replace_all(&WORDS, text, "foo", "bar"));
    assert_eq!(outcome.text.as_deref(), Some("bar and bar and bar"));
    assert_eq!(outcome.applied, [(&WORDS, 3)]);
    assert_eq!(outcome.refused, []);
}

#[test]
fn a_fix_that_touches_a_taken_place_waits() {
    // Both want the `b`; the one further left wins, the other one is asked again and finds its place gone.
    let outcome = run("abc", |text| {
        let mut found = replace_all(&WORDS, text, "bc", "y");
        found.extend(replace_all(&WORDS, text, "ab", "x"));
        found
    });
    assert_eq!(outcome.text.as_deref(), Some("xc"));
    assert_eq!(outcome.count(), 1);
}

#[test]
fn a_fix_of_two_places_is_taken_whole_or_not() {
    let outcome = run("a b c", |text| {
        let mut found = replace_all(&WORDS, text, "a", "x");
        if text.contains('a') {
            let edits = vec![Edit::replacement(range(0, 1), "y"), Edit::replacement(range(4, 5), "y")];
            found.push(safe(&WORDS, edits));
        }
        found
    });
    assert_eq!(outcome.text.as_deref(), Some("x b c"));
}

#[test]
fn neighbours_settle_in_later_passes() {
    let outcome = run("oooooooooo", |text| replace_all(&WORDS, text, "o", "0"));
    assert_eq!(outcome.text.as_deref(), Some("0000000000"));
    assert_eq!(outcome.count(), 10);
}

#[test]
fn a_fix_that_never_settles_leaves_the_note_alone() {
    let outcome = run("a", |text| {
        let to = if text == "a" { "b" } else { "a" };
        vec![safe(&WORDS, vec![Edit::replacement(range(0, 1), to)])]
    });
    assert_eq!(outcome.text, None);
    assert_eq!(outcome.applied, []);
    assert_eq!(outcome.refused.len(), 1);
    assert_eq!(outcome.refused[0].rule, &WORDS);
    assert_eq!(outcome.refused[0].reason, RefusalReason::NeverSettles);
}

#[test]
fn a_fix_that_changes_nothing_is_none() {
    let outcome = run("a", |_| vec![safe(&WORDS, vec![Edit::replacement(range(0, 1), "a")])]);
    assert_eq!(outcome, FixOutcome::default());
}

#[test]
fn only_trusted_fixes_are_applied() {
    let edits = || vec![Edit::replacement(range(0, 1), "b")];
    let found = |fix: Fix| {
        move |text: &str| match text {
            "a" => vec![Diagnostic::new(&WORDS, range(0, 1), "x").fix(fix.clone())],
            _ => vec![],
        }
    };
    let run_with = |least, fix: Fix| {
        let note = Note::parse("a.md", "a");
        let vault = Vault::new(vec!["a.md".into()], Settings::default());
        fix_with(&note, &vault, least, |note| found(fix.clone())(&note.text)).text
    };
    assert_eq!(run_with(Applicability::Safe, Fix::unsafe_("x", edits())), None);
    assert_eq!(run_with(Applicability::Unsafe, Fix::unsafe_("x", edits())).as_deref(), Some("b"));
    assert_eq!(run_with(Applicability::Unsafe, Fix::safe("x", edits())).as_deref(), Some("b"));
    assert_eq!(run_with(Applicability::DisplayOnly, Fix::suggestion("x", edits())), None);
}

#[test]
fn the_guard_drops_the_rule_that_changes_more_than_it_says_and_keeps_the_others() {
    let outcome = run("one two   three foo", |text| {
        let mut found = replace_all(&BLANKS, text, "   ", " ");
        found.extend(replace_all(&LIAR, text, "one", "1"));
        found.extend(replace_all(&WORDS, text, "foo", "bar"));
        found
    });
    assert_eq!(outcome.text.as_deref(), Some("one two three bar"));
    assert_eq!(outcome.applied, [(&BLANKS, 1), (&WORDS, 1)]);
    let refused: Vec<_> = outcome.refused.iter().map(|it| (it.rule.name, &it.reason)).collect();
    assert_eq!(refused, [("liar", &RefusalReason::ChangesMeaning(vec![Meaning::Words]))]);
}

#[test]
fn blanks_between_words_may_go_but_not_all_of_them() {
    let outcome = run("one two", |text| replace_all(&BLANKS, text, " ", "\u{200b}"));
    assert_eq!(outcome.text, None);
    assert_eq!(outcome.refused.len(), 1);
    let outcome = run("one\n\n\n\ntwo \n", |text| {
        let mut found = replace_all(&BLANKS, text, "\n\n\n\n", "\n\n");
        found.extend(replace_all(&BLANKS, text, " \n", "\n"));
        found
    });
    assert_eq!(outcome.text.as_deref(), Some("one\n\ntwo\n"));
}

/// What the guard says when all of `before` becomes `after`.
fn changed(before: &str, after: &'static str) -> Vec<Meaning> {
    let strict = Settings { strict_line_breaks: before.starts_with("strict"), ..Settings::default() };
    let files = ["a.md", "f/b.md", "c.md"].map(Into::into).to_vec();
    let vault = Vault::new(files, strict);
    let note = Note::parse("a.md", before);
    let outcome = fix_with(&note, &vault, Applicability::Safe, |note| {
        let all = range(0, note.text.len());
        if &*note.text == after { vec![] } else { vec![safe(&LIAR, vec![Edit::replacement(all, after)])] }
    });
    match outcome.refused.first().map(|refusal| &refusal.reason) {
        None => Vec::new(),
        Some(RefusalReason::ChangesMeaning(changed)) => changed.clone(),
        Some(reason) => panic!("{reason:?}"),
    }
}

#[test]
fn what_means_the_same_passes() {
    for (before, after) in [
        ("# A\nx", "# A\n\nx\n"),
        ("#  A  #\n", "# A\n"),
        ("A\n===\n", "# A\n"),
        ("* a\n* b\n", "- a\n- b\n"),
        ("-   a\n    - b\n", "- a\n  - b\n"),
        ("1. a\n1. b\n", "1. a\n2. b\n"),
        ("> a\n>b\n", "> a\n> b\n"),
        ("|a|b|\n|-|-|\n|c|d|\n", "| a   | b   |\n| --- | --- |\n| c   | d   |\n"),
        ("a|b\n-|-\nc|d\n", "| a | b |\n|---|---|\n| c | d |\n"),
        ("***\n", "---\n"),
        ("~~~rust\n  let a;\n~~~\n", "```rust\n  let a;\n```\n"),
        ("- a\n\n    ```\n    b\n      c\n    ```\n", "- a\n\n  ```\n  b\n    c\n  ```\n"),
        ("[[ b ]], [[f/b|b]]\n", "[[b]], [[b|b]]\n"),
        ("[x](f/b.md)", "[[b|x]]"),
        ("---\nb: [x, y]\na: \"1\"\n---\n", "---\na: '1'\nb:\n  - x\n  - y\n---\n"),
        ("a  \nb\n", "a\nb\n"),
        ("text ^id \n", "text ^id\n"),
    ] {
        assert_eq!(changed(before, after), [], "{before:?} -> {after:?}");
    }
}

#[test]
fn what_means_something_else_is_named() {
    use Meaning::{BlockIds, Headings, Links, Properties, Structure, Tags, Verbatim, Words};
    for (before, after, expected) in [
        ("# A\n", "## A\n", Structure),
        ("# A\n", "# B\n", Headings),
        ("a\n\nb\n", "a\nb\n", Structure),
        ("- a\n  - b\n", "- a\n- b\n", Structure),
        ("- [ ] a\n", "- [x] a\n", Structure),
        ("3. a\n", "1. a\n", Structure),
        ("[[b]]", "[[c]]", Links),
        ("[[b]]", "![[b]]", Links),
        ("[[b|x]]", "[[b|y]]", Links),
        ("[[b#h]]", "[[b#g]]", Links),
        ("[[nope]]", "[[nopes]]", Links),
        ("#tag x", "#tags x", Tags),
        ("---\ntags: [a]\n---\n", "---\ntags: [b]\n---\n", Tags),
        ("a ^id\n", "a ^di\n", BlockIds),
        ("`a  b`", "`a b`", Verbatim),
        ("```\na\n```\n", "```\nb\n```\n", Verbatim),
        ("```\n a\n```\n", "```\na\n```\n", Verbatim),
        ("```a\n```\n", "```b\n```\n", Verbatim),
        ("$x$", "$y$", Verbatim),
        ("---\na: 1\n---\n", "---\na: \"1\"\n---\n", Properties),
        ("---\na: 1\n---\n", "---\nb: 1\n---\n", Properties),
        ("one two", "onetwo", Words),
        ("a\nb", "a b", Words),
        ("a (b)", "a b", Words),
        ("|a|b|\n|-|-|\n", "|ab||\n|-|-|\n", Words),
        ("strict  \nb", "strict\nb", Words),
    ] {
        let found = changed(before, after);
        assert!(found.contains(&expected), "{before:?} -> {after:?}: {found:?}");
    }
}
