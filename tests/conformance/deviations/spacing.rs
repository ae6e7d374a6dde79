//! Rules about blanks and blank lines.

use super::Deviation;

pub const ALL: &[Deviation] = &[
    Deviation {
        rule: "empty-line-around-blockquotes",
        case: "Make sure that a blockquote 1 level lower than the next one ends in an empty line that it is on its level",
        ours: "> 1\n>\n>> 2\n>\n>>> 3\n\n> 4",
        why: "the line `>` ends the quote above; with one mark more the quote below would become a part of it",
    },
    Deviation {
        rule: "two-spaces-between-lines-with-content",
        case: "Make sure obsidian multiline comments are not affected",
        ours: "Here is some inline comments: %%You can't see this text%% (Can't see it)\n\nHere is a block comment:\n%%\nIt can span\nmultiple lines\n%%",
        why: "the comment ends the paragraph, so no line of it follows to be broken before",
    },
];
