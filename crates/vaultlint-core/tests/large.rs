//! Large notes are checked as small ones are.

use vaultlint_core::config::Config;
use vaultlint_core::lint::lint;
use vaultlint_core::note::Note;
use vaultlint_core::vault::{Settings, Vault};

fn rules(note: &Note) -> Vec<&'static str> {
    let vault = Vault::new(vec!["n.md".into(), "b.md".into()], Settings::default());
    lint(note, &vault, &Config::default()).iter().map(|found| found.rule.name).collect()
}

#[test]
fn the_rules_of_a_large_note_find_the_same_in_the_same_order() {
    const PART: &str = "See [[b]] , [[gone]] and ![[no.png]] [](x.md) ^\u{200b}id\n\n```\n[[b]]\n```\n\n| a |\n|---|\n| b | c |\n\n";
    let part = rules(&Note::parse("n.md", PART));
    assert!(part.contains(&"link-spacing") && part.contains(&"missing-image"), "{part:?}");
    assert!(part.contains(&"uneven-table-row"), "{part:?}");
    let count = (1 << 18) / PART.len();
    let all = rules(&Note::parse("n.md", PART.repeat(count)));
    assert_eq!(all.len(), part.len() * count);
    assert!(all.chunks(part.len()).all(|found| found == part));
}
