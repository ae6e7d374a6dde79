//! What is not to be told.

use super::*;

#[test]
fn a_note_can_ask_for_silence() {
    let vault =
        TestVault::new(&[("a.md", "[[b ]] %% vaultlint-disable-line link-spacing %%\n"), ("b.md", "x\n")]);
    assert_eq!(vault.run(&[]).status, 0);
    assert_eq!(vault.run(&["--fix"]).status, 0);
    assert!(vault.read("a.md").starts_with("[[b ]]"));
    vault.write("a.md", b"[[b]] %% vaultlint-disable-line link-spacing %%\n");
    let ran = vault.run(&["--level", "info", "--output-format", "concise", "--quiet"]);
    let expected = "a.md:1:7: info[unused-suppression] `link-spacing` finds nothing on this line, so there is nothing \
                    to hide\n";
    assert_eq!(ran.out, expected);
}

#[test]
fn a_baseline_leaves_only_what_is_new() {
    let vault = TestVault::new(&[("a.md", "![[x.png]] and [[ b]]\n"), ("d/b.md", "![[y.png]]\n")]);
    let recorded = vault.run(&["baseline", "d"]);
    assert_eq!(recorded.out, "Wrote vaultlint-baseline.json: 3 findings in 2 files.\n", "{recorded:?}");
    let again = vault.run(&["check"]);
    assert_eq!(again.status, 0, "{again:?}");
    assert_eq!(again.out, "All checks passed: 2 notes. 3 known from the baseline.\n");
    vault.write("a.md", b"New.\n\n![[x.png]] ![[z.png]]\n");
    std::fs::rename(vault.path("d/b.md"), vault.path("d/c.md")).unwrap();
    let new = vault.run(&["--output-format", "concise"]);
    assert_eq!(new.status, 1);
    assert_eq!(
        new.out,
        "a.md:3:12: warning[missing-image] picture `z.png` is not in the vault\n\
         Found 1 problem (1 warning) in 1 note. 2 known from the baseline. 1 of the baseline is mended: \
         `vaultlint baseline` takes it out.\n"
    );
    let all = vault.run(&["--no-baseline", "--output-format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&all.out).unwrap()["summary"]["problems"], 3);
    let one = vault.run(&["--rule", "missing-image", "d/c.md"]);
    assert_eq!((one.status, one.out.contains("mended")), (0, false), "{one:?}");
    let input = vault.run_with_input(&["--stdin-filename", "a.md"], "![[x.png]]\n");
    assert_eq!(input.status, 0, "{input:?}");
    let anew = vault.run(&["baseline"]);
    assert_eq!(
        anew.out,
        "Wrote vaultlint-baseline.json: 3 findings in 2 files (2 gone, 2 new since the last one).\n"
    );
    vault.write("vaultlint-baseline.json", b"{}");
    let broken = vault.run(&["check"]);
    assert_eq!(broken.status, 2);
    assert!(broken.err.contains("this is no baseline"), "{broken:?}");
    assert_eq!(vault.run(&["baseline"]).status, 0);
    assert_eq!(vault.run(&["check"]).status, 0);
}
