//! Constructs of the body and what the model says of them (OBSIDIAN.md 2.1, 2.2, 2.6, 2.7, 4).

#[path = "body/hostile.rs"]
mod hostile;
#[path = "support/random.rs"]
mod random;

use vaultlint_core::note::{BlockKind, LinkKind, Note};

/// Everything that the inline scan finds in `text`, in short, ordered by kind.
fn found(text: &str) -> String {
    let note = Note::parse("note.md", text);
    let mut out = Vec::new();
    for link in &note.links {
        let bang = if link.embed { "!" } else { "" };
        let kind = match link.kind {
            LinkKind::Wiki => "wiki",
            LinkKind::Inline => "md",
            LinkKind::Reference => "ref",
            LinkKind::Autolink => "auto",
            LinkKind::Html => "html",
            LinkKind::Property => "property",
        };
        let display = link.display_range.map_or(String::new(), |range| format!("|{}", note.slice(range)));
        let hidden = if link.hidden { " hidden" } else { "" };
        out.push(format!("{bang}{kind}({}{display}){hidden}", link.target.link));
    }
    for tag in &note.tags {
        out.push(format!("{}{}", note.slice(tag.range), if tag.hidden { " hidden" } else { "" }));
    }
    out.extend(note.math.iter().map(|math| format!("math({})", note.slice(math.range))));
    out.extend(note.comments.iter().map(|comment| format!("comment({})", note.slice(comment.range))));
    out.extend(note.highlights.iter().map(|range| format!("mark({})", note.slice(*range))));
    out.extend(note.block_ids.iter().map(|id| format!("id({} -> {})", id.id, note.slice(id.target))));
    out.extend(note.inline_fields.iter().map(|field| format!("field({})", note.slice(field.key_range))));
    out.extend(note.template_markers.iter().map(|marker| format!("template({})", note.slice(marker.range))));
    out.extend(note.footnote_refs.iter().map(|reference| format!("ref({})", note.slice(reference.range))));
    out.join(" ").replace('\n', "⏎")
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| found(text) != *expected)
        .map(|(text, expected)| format!("{text:?}\n  expected {expected}\n  found    {}", found(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn wikilinks() {
    check(&[
        ("[[Note]]", "wiki(Note)"),
        ("[[path/Note#Head#Sub|shown]]", "wiki(path/Note#Head#Sub|shown)"),
        ("[[#a#b||x]]", "wiki(#a#b||x)"),
        ("[[Sq]uare]]", "wiki(Sq]uare)"),
        ("[[a\nb]]", ""),
        ("[[a [[b]] c]]", "wiki(b)"),
        ("[[a", ""),
        ("[[]]", "wiki()"),
        ("[[|]] [[|x]]", "wiki(|) wiki(|x)"),
        ("[[ foo ]] [[foo#^abc ]]", "wiki(foo) wiki(foo#^abc)"),
        ("[[https://x.y]]", "wiki(https://x.y)"),
        (r"\[\[x\]\]", ""),
        (r"\[[x]]", ""),
        ("| a | b |\n|---|---|\n| [[x\\|y]] | c |\n", "wiki(x|y)"),
        ("| a | b |\n|---|---|\n| [[x|y]] | c |\n", ""),
        (r"[[x\|y]] outside a table", "wiki(x|y)"),
        ("`[[x]]` ``[[y]]``", ""),
        ("```\n[[x]]\n```\n\n    [[y]]\n", ""),
        ("<!-- [[x]] --> and\n\n<!--\n[[y]]\n-->", "comment(<!-- [[x]] -->) comment(<!--⏎[[y]]⏎-->)"),
        ("$[[x]]$", "math($[[x]]$)"),
        ("[[$R$-modules]]", "wiki($R$-modules)"),
        ("> [!note] T\n> [[x]]\n\n- [[y]]\n\n[^1]: [[z]]\n", "wiki(x) wiki(y) wiki(z)"),
        ("# [[x]]\n\ntext<br>[[#y]]", "wiki(x) wiki(#y)"),
        ("![[i.png|100x145]] ![[n#^id]]", "!wiki(i.png|100x145) !wiki(n#^id)"),
        ("[[Merge]](both files)", "wiki(Merge)"),
        ("[[1]](https://x.y)", "wiki(1)"),
        ("[[PDF] Couplings](https://x.y/a.pdf)", "md(https://x.y/a.pdf|[PDF] Couplings)"),
        ("[[[Keys]] and", "wiki(Keys)"),
        ("[Artist:: [[x]] ]", "wiki(x) field(Artist)"),
    ]);
}

#[test]
fn markdown_links() {
    check(&[
        ("[x](Test%20Data/n.md#h)", "md(Test Data/n.md#h|x)"),
        ("[y](<My Note.md>) [y](My%20Note)", "md(My Note.md|y) md(My Note|y)"),
        ("[y](My Note.md)", ""),
        (r#"[y](n.md "a title")"#, "md(n.md|y)"),
        ("[]() [a]()", "md(|) md(|a)"),
        ("[x](#heading) [x](n.md#^id)", "md(#heading|x) md(n.md#^id|x)"),
        ("[![alt](i.png)](n.md)", "md(n.md|![alt](i.png)) !md(i.png|alt)"),
        ("[a][b]\n\n[b]: n.md", "ref(n.md|a)"),
        ("<https://x.y>", "auto(https://x.y)"),
        ("![alt|100x145](https://x.y/z.png)", "!md(https://x.y/z.png|alt|100x145)"),
        ("<img src=\"a%20b.png\" alt='src=x'> <video src=v.mp4></video>", "!html(a b.png) !html(v.mp4)"),
        ("[text #tag](n.md#not-tag)", "md(n.md#not-tag|text #tag) #tag"),
        ("- \\[a\\](b) [c](d.md)", "md(d.md|c)"),
    ]);
}

#[test]
fn sizes_of_embeds() {
    let size = |text: &str| {
        let note = Note::parse("note.md", text);
        note.links[0].size(&note.text)
    };
    assert_eq!(size("![[i.png|100]]"), Some((100, None)));
    assert_eq!(size("![[i.png|100x145]]"), Some((100, Some(145))));
    assert_eq!(size("![alt|250](i.png)"), Some((250, None)));
    assert_eq!(size("![250](i.png)"), Some((250, None)));
    assert_eq!(size("![[i.png|a caption]]"), None);
    assert_eq!(size("[[i.png|100]]"), None);
}

#[test]
fn tags() {
    check(&[
        ("#1984 #y1984 #a/ #a/b #é #🎉", "#y1984 #a #a/b #é #🎉"),
        ("x#a (#a) `#a` \\#a", ""),
        ("#3344: and #foo:x", "#foo"),
        (r"\[\[#Escaped Links\]\]", "#Escaped"),
        ("text<br>#a **#b** [[x]]#c", "wiki(x) #a #b #c"),
        ("#Heading", "#Heading"),
        ("https://x.y/#a and [x](n.md#a)", "md(n.md#a|x)"),
        ("#ffffff", "#ffffff"),
        ("- #task do\n> #quoted", "#task #quoted"),
        ("# Title #tag", "#tag"),
        ("#a\u{3000}b", "#a"),
        ("$#a$ <b>#c</b>", "#c math($#a$)"),
    ]);
}

#[test]
fn comments() {
    check(&[
        ("a %% [[x]] #t %% b", "wiki(x) hidden #t hidden comment(%% [[x]] #t %%)"),
        ("%%\n# H\n- [ ] t #k\n%%", "#k hidden comment(%%⏎# H⏎- [ ] t #k⏎%%)"),
        ("%%%%", ""),
        ("text\n%%\nhidden [[x]]\n\n%%\nmore #t", "wiki(x) hidden #t comment(%%⏎hidden [[x]]⏎⏎%%)"),
        ("%%\nnever closed [[x]]", "wiki(x) hidden comment(%%⏎never closed [[x]])"),
        ("`%%` [[x]] `%%`", "wiki(x)"),
        ("```\n%%\n```\n[[x]]\n```\n%%\n```", "wiki(x)"),
        ("<!-- #t [[x]] -->", "comment(<!-- #t [[x]] -->)"),
        ("100 %% alone", ""),
        ("%% a %% b #t", "#t comment(%% a %%)"),
    ]);
    let note = Note::parse("note.md", "para\n%%\n# H\n- [ ] t\n%%\n# Real");
    let kinds: Vec<BlockKind> = note.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Comment, BlockKind::Heading]);
    assert!(note.list_items.is_empty());
    assert_eq!(note.headings.len(), 1);
}

#[test]
fn math() {
    check(&[
        ("costs $5 and $10", ""),
        ("$ x$ $x $ $x$1", ""),
        ("$x$ and $$ y $$", "math($x$) math($$ y $$)"),
        ("$$\na\n\n= b\n- c\n# d\n$$", "math($$⏎a⏎⏎= b⏎- c⏎# d⏎$$)"),
        ("- item\n  $$\n  - x\n  $$\n", "math($$⏎  - x⏎  $$)"),
        ("> $$\n> > 0\n> $$\n", "math($$⏎> > 0⏎> $$)"),
        ("so $$\n- x\n$$ holds #t", "#t math($$⏎- x⏎$$)"),
        ("`$$` and #t", "#t"),
    ]);
    let note = Note::parse("note.md", "$$\na\n=\n---\n$$\n");
    assert!(note.headings.is_empty());
    assert_eq!(note.blocks[0].kind, BlockKind::Math);
}

#[test]
fn block_ids() {
    check(&[
        ("p ^Id-1", "id(Id-1 -> p ^Id-1)"),
        ("p ^id_1", ""),
        ("p^id", ""),
        ("![[a.png]]^shown", "!wiki(a.png) id(shown -> ![[a.png]]^shown)"),
        ("- item ^a\n  - inner ^b\n", "id(a -> - item ^a⏎  - inner ^b) id(b -> - inner ^b)"),
        ("| a |\n|---|\n| b |\n\n^table\n", "id(table -> | a |⏎|---|⏎| b |)"),
        ("> quote\n> more\n\n^q", "id(q -> > quote⏎> more)"),
        ("> [!note] T\n> more\n^q", "id(q -> > [!note] T⏎> more⏎^q)"),
        ("- item\n  ^own-line", "id(own-line -> - item⏎  ^own-line)"),
        ("```\ncode\n```\n^c", "id(c -> ```⏎code⏎```)"),
    ]);
}

#[test]
fn other_marks() {
    check(&[
        ("==x== ==> not ==", "mark(==x==)"),
        ("a == b == c", ""),
        ("[due:: 2024-01-01] (k:: v) `= this.x`", "field(due) field(k)"),
        ("Key:: value\nstd::vector", "field(Key)"),
        ("<% tp.file.title %> {{date:YYYY}}", "template(<% tp.file.title %>) template({{date:YYYY}})"),
        ("<%* const x = '[[a]]'\n#b %>", "template(<%* const x = '[[a]]'⏎#b %>)"),
        ("x[^1] y^[inline [[n]]]\n\n[^1]: z", "wiki(n) ref([^1]) ref(^[inline [[n]]])"),
    ]);
}

#[test]
fn callouts() {
    let callout = |text: &str| {
        let note = Note::parse("note.md", text);
        note.callouts.first().map(|callout| {
            let title = callout.title_range.map_or("", |range| note.slice(range)).to_string();
            (
                callout.kind.to_string(),
                callout.metadata.as_deref().unwrap_or("").to_string(),
                callout.fold,
                title,
            )
        })
    };
    let own = |kind: &str, metadata: &str, fold, title: &str| {
        Some((kind.to_string(), metadata.to_string(), fold, title.to_string()))
    };
    assert_eq!(callout("> [!NOTE]- T"), own("NOTE", "", Some('-'), "T"));
    assert_eq!(callout("> [!x-y|m] T"), own("x-y", "m", None, "T"));
    assert_eq!(callout("> [!note]"), own("note", "", None, ""));
    assert_eq!(callout(" > [!Calendar]+ MONTH\n >> [!Check]+"), own("Calendar", "", Some('+'), "MONTH"));
    for plain in ["> [!note]T", "> [!note]? T", "> text\n> [!note] T", ">\n> [!note] T", "[!note] T"] {
        assert_eq!(callout(plain), None, "{plain}");
    }
}

#[test]
fn tasks_and_lists() {
    let states = |text: &str| -> Vec<Option<char>> {
        Note::parse("note.md", text).list_items.iter().map(|item| item.task).collect()
    };
    assert_eq!(states("- [ ] a\n- [x] b\n- [?] c\n- d"), [Some(' '), Some('x'), Some('?'), None]);
    assert_eq!(states("- [] x\n- [xx] y\n"), [None, None]);
    assert_eq!(states("1) [ ] x\n"), [Some(' ')]);
    assert_eq!(states("-[ ] x"), []);
    assert_eq!(states("- [ ] 1. x"), [Some(' '), None], "a list stands behind the brackets");
    let lists = |text: &str| {
        let note = Note::parse("note.md", text);
        note.blocks.iter().filter(|block| block.kind == BlockKind::List).count()
    };
    assert_eq!(lists("- a\n* b\n+ c\n1. d\n1) e\n"), 5);
    let note = Note::parse("note.md", "- a\n  - b\n    - c\n- d\n");
    let parents: Vec<Option<u32>> = note.list_items.iter().map(|item| item.parent).collect();
    assert_eq!(parents, [None, Some(0), Some(1), None]);
}

#[test]
fn headings() {
    let headings = |text: &str| -> Vec<(u8, String)> {
        let note = Note::parse("note.md", text);
        note.headings
            .iter()
            .map(|heading| (heading.level, note.slice(heading.text_range).to_string()))
            .collect()
    };
    let own = |level, text: &str| (level, text.to_string());
    assert_eq!(headings("# C# basics\n## x ##\n   ### y\n"), [own(1, "C# basics"), own(2, "x"), own(3, "y")]);
    assert_eq!(headings("text\n---\n\nmore\n==="), [own(2, "text"), own(1, "more")]);
    assert_eq!(headings("#No\n####### seven\n    # code\n"), []);
    assert_eq!(headings("#\n## \n"), [own(1, ""), own(2, "")]);
    assert_eq!(headings("> # quoted\n"), []);
    assert_eq!(headings("I\n\n## I link to [[x]]\n"), [own(2, "I link to [[x]]")]);
}

#[test]
fn code_tables_footnotes_definitions() {
    let note = Note::parse("note.md", "```rust x\na\n```\n\n~~~\nopen\n");
    let code: Vec<(&str, bool, bool)> =
        note.code_blocks.iter().map(|code| (&*code.language, code.fenced, code.closed)).collect();
    assert_eq!(code, [("rust", true, true), ("", true, false)]);

    let note = Note::parse("note.md", "| a | b |\n|---|:-:|\n| [[c\\|d]] | `e\\|f` |\n");
    let cells: Vec<&str> = note.tables[0].rows[1].cells.iter().map(|cell| note.slice(*cell).trim()).collect();
    assert_eq!((note.tables[0].columns, cells), (2, vec![r"[[c\|d]]", r"`e\|f`"]));

    let note = Note::parse("note.md", "a[^N]\n\n[^N]: first\n  second\n\n[ref]: https://x.y 'T'\n");
    assert_eq!(&*note.footnotes[0].id, "N");
    assert_eq!(note.slice(note.footnotes[0].range), "[^N]: first\n  second");
    assert_eq!(&*note.link_definitions[0].label, "ref");
    assert_eq!(note.blocks.last().map(|block| block.kind), Some(BlockKind::LinkDefinition));
}

#[test]
fn line_ends_of_all_kinds_and_a_byte_order_mark() {
    for newline in ["\n", "\r\n", "\r"] {
        let text = format!("\u{feff}# H{newline}{newline}[[x]] #t{newline}- [ ] a{newline}");
        let note = Note::parse("note.md", text.as_str());
        let heading = note.slice(note.headings[0].text_range);
        assert_eq!((heading, note.links.len(), note.tags.len(), note.list_items.len()), ("H", 1, 1, 1));
    }
}

#[test]
fn callouts_glued_to_their_titles() {
    let glued = |text: &str| {
        let note = Note::parse("note.md", text);
        note.unspaced_callouts.iter().map(|range| note.slice(*range).to_string()).collect::<Vec<_>>()
    };
    assert_eq!(glued("> [!note]Title"), ["[!note]"]);
    assert_eq!(glued("> [!tip]-Title"), ["[!tip]-"]);
    assert!(glued("> [!note] Title\n\n> [!a](b)\n\n> x\n> [!note]y").is_empty());
}
