//! Rules about properties.

use super::Deviation;

pub const ALL: &[Deviation] = &[
    Deviation {
        rule: "insert-yaml-attributes",
        case: "When a file has tabs at the start of a line in the frontmatter, the YAML insertion still works leaving other tabs as they were",
        ours: "---\ntitle: this title\thas a tab\ntags:\n\t- test1\n\t- test2\n---",
        why: "tabs as indentation make the properties unreadable to Obsidian, so nobody knows which ones there are",
    },
    Deviation {
        rule: "yaml-key-sort",
        case: "Sort works when priority keys end in a colon",
        ours: "---\ndate: 01/15/2022\ntype: programming\nlanguage: Typescript\ntags: computer\nkeywords: []\nstatus: WIP\nmodified: Wednesday, January 1st 2020, 12:00:00 am\n---",
        why: "the time of the last change is set where the rule about it is on; it is off in these settings",
    },
    Deviation {
        rule: "format-yaml-array",
        case: "Numeric aliases are escaped when aliases are otherwise unchanged",
        ours: "---\naliases: 1234, alias1\n---",
        why: "text after a closing quote is invalid YAML: all properties of the note would be lost",
    },
];
