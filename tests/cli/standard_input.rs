//! Notes that come by standard input.

use super::*;

#[test]
fn standard_input_is_checked_in_its_vault() {
    let vault = TestVault::new(&[("folder/a.md", "old\n"), ("b.md", "# Here\n")]);
    let args = ["--stdin-filename", "folder/a.md", "--output-format", "concise"];
    let ran = vault.run_with_input(&args, "[[b#Here]] [[b#There]]\n");
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.out.starts_with("folder/a.md:1:"), "{}", ran.out);
    assert!(ran.out.contains("[broken-heading-link]"), "{}", ran.out);
    assert_eq!(vault.read("folder/a.md"), "old\n");
    let ran = vault.run_with_input(&["--stdin-filename", "new/note.md"], "[[b]]\n");
    assert_eq!((ran.status, ran.out.as_str()), (0, "All checks passed: 1 note.\n"), "{}", ran.err);
}

#[test]
fn standard_input_is_mended_to_standard_output() {
    let vault = TestVault::new(&[("b.md", "")]);
    let ran = vault.run_with_input(&["--stdin-filename", "a.md", "--fix"], "[[b ]] ![[x.png]]\r\n");
    assert_eq!((ran.status, ran.out.as_str()), (1, "[[b]] ![[x.png]]\r\n"));
    assert!(ran.err.contains("missing-image"), "{}", ran.err);
    let ran = vault.run_with_input(&["--stdin-filename", "a.md", "--fix", "-q"], "clean");
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "clean", ""));
    let ran = vault.run_with_input(&["--stdin-filename", "a.md", "--diff", "-q"], "[[b ]]\n");
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("-[[b ]]\n+[[b]]\n"), "{}", ran.out);
    assert!(!vault.path("a.md").exists());
}

#[test]
fn standard_input_that_is_no_text_is_refused() {
    let vault = TestVault::new(&[]);
    for input in [&b"\xff\xfe"[..], b"a\0b"] {
        let ran = run_in(vault.folder.path(), &["--stdin-filename", "a.md", "--fix"], input);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("standard input is no note"), "{}", ran.err);
    }
}

#[test]
fn standard_input_of_an_excluded_note_comes_back_as_it_is() {
    let vault = TestVault::new(&[("vaultlint.toml", "exclude = [\"T/\"]")]);
    let ran = vault.run_with_input(&["--stdin-filename", "T/a.md", "--fix", "-q"], "[[b ]]");
    assert_eq!((ran.status, ran.out.as_str()), (0, "[[b ]]"));
}

#[test]
fn format_takes_standard_input() {
    let vault = TestVault::new(&[("vaultlint.toml", "[rules]\nfinal-newline = \"off\"\n")]);
    let format = vault.run_with_input(&["format", "--stdin-filename", "new.md"], "a \n\n\nb");
    assert_eq!((format.status, format.out.as_str(), format.err.as_str()), (0, "a\n\nb", ""));
    let check = vault.run_with_input(&["format", "--check", "--stdin-filename", "new.md"], "a ");
    assert_eq!(check.status, 1);
    let owned = "---\nkanban-plugin: board\n---\n\n\n\nx  \n";
    let kept = vault.run_with_input(&["format", "--stdin-filename", "new.md"], owned);
    assert_eq!(kept.out, owned);
}
