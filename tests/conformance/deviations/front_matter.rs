//! Rules about properties.

use super::Deviation;

pub const ALL: &[Deviation] = &[Deviation {
    rule: "format-yaml-array",
    case: "Numeric aliases are escaped when aliases are otherwise unchanged",
    ours: "---\naliases: 1234, alias1\n---",
    why: "text after a closing quote is invalid YAML: all properties of the note would be lost",
}];
