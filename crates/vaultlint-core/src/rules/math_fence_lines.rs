//! The dollars of display math.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::paragraphs::keeps_code_and_math;
use crate::diagnostic::{Edit, Fix};
use crate::note::Note;
use crate::rule::{Category, Context, FixAvailability, Level, Meaning, Rule, RuleInfo};

mod place;

use place::places;

/// The dollars of display math stand on lines of their own.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MathFenceLines {
    /// How many dollars math must have at each end.
    pub least_dollars: usize,
}

impl Default for MathFenceLines {
    fn default() -> Self {
        MathFenceLines { least_dollars: 2 }
    }
}

impl Rule for MathFenceLines {
    const INFO: RuleInfo = RuleInfo {
        name: "math-fence-lines",
        summary: "The dollars of display math stand on lines of their own",
        category: Category::Layout,
        level: Level::Off,
        fix: FixAvailability::Always,
        // Math within a paragraph becomes a block.
        changes: &[Meaning::Structure],
        page: include_str!("math-fence-lines.md"),
    };

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        if note.math.iter().all(|math| !math.display) {
            return;
        }
        let places = places(note);
        let wide = places.iter().filter(|place| place.dollars() >= self.least_dollars);
        let changes: Vec<_> = wide.map(|place| (place.open, place.edits(note))).collect();
        let edits: Vec<Edit> = changes.iter().flat_map(|(_, edits)| edits.iter().cloned()).collect();
        if edits.is_empty() || !keeps_code_and_math(note, &edits) {
            return;
        }
        for (open, edits) in changes.into_iter().filter(|(_, edits)| !edits.is_empty()) {
            let fix = Fix::safe("Move the dollars to lines of their own", edits);
            let message = "this math shows on lines of its own, and its dollars do not stand on any";
            cx.report(cx.diagnostic(open, message).fix(fix));
        }
    }
}
