//! Rules about what a note says.

use super::Deviation;

pub const ALL: &[Deviation] = &[
    Deviation {
        rule: "strong-style",
        case: "Strong indicators should use consistent style based on first strong indicator in a file when style is set to 'consistent'",
        ours: "# Strong First Strong Is an Underscore\n\n__First bold__\nThis is __bold__ mid sentence\nThis is __bold__ mid sentence with a second __bold__ on the same line\nThis is **_bold and emphasized_**\nThis is *__nested bold__ and ending emphasized*\nThis is ___nested emphasis_ and ending bold__\n\n__Test bold__",
        why: "emphasis within strong emphasis would become strong emphasis within emphasis",
    },
    Deviation {
        rule: "unordered-list-style",
        case: "Unordered lists have their marker updated to `*` when `List item style = 'consistent'` and `*` is the first unordered list marker",
        ours: "1. ordered item 1\n2. ordered item 2\n\nChecklists should be ignored\n- [ ] Checklist item 1\n- [x] completed item\n\n* Item 1\n  * Sublist 1 item 1\n  * Sublist 1 item 2\n- Item 2\n  * Sublist 2 item 1\n  * Sublist 2 item 2\n+ Item 3\n  * Sublist 3 item 1\n  * Sublist 3 item 2\n",
        why: "lists with nothing between them are kept apart by their markers",
    },
    Deviation {
        rule: "unordered-list-style",
        case: "Unordered list in blockquote has list item markers set to `+` when `List item style = '-'`",
        ours: "> - Item 1\n> + Item 2\n> > * Subitem 1\n> > + Subitem 2\n> >   + Sub sub item 1\n> > - Subitem 3",
        why: "lists with nothing between them are kept apart by their markers",
    },
    Deviation {
        rule: "ordered-list-style",
        case: "Make sure more advanced nesting correctly updates ordered list items with Chinese characters",
        ours: "1. 项目 A\n  1. 类别一\n  2. 类别二\n    1. [ ] XXX\n      1. [ ] XXX\n    3. [ ] XXX\n2. 项目 B\n    1. 类别一\n    2. 类别二\n      1. XXX\n        1. XXX\n      2. XXX\n      3. XXX\n  1. 发几封积分积分\n    1. 类别一\n    2. 类别二\n      1. XXX\n        1. XXX\n      2. XXX\n      3. XXX\n3. 发几封积分积分3. 项目 B\n    1. 类别一\n    2. 类别二\n      1. XXX\n        1. XXX\n      2. XXX\n      3. XXX\n  1. 发几封积分积分",
        why: "to Markdown these lines are text of the item above, and text is not renumbered",
    },
    Deviation {
        rule: "ordered-list-style",
        case: "Make sure that tabs in lists with sublists still works correctly",
        ours: "1. Entry 1\n\t1. Sub 1\n\t\t\t1. Sub2 1\n\t2. Sub 2\n2. Entry 2\n  1. Sub3 1\n\t1. Sub3 2\n3. Entry 3",
        why: "to Markdown these lines are text of the item above, and text is not renumbered",
    },
    Deviation {
        rule: "blockquote-style",
        case: "Multiple spaces after a blockquote indicator is converted into one space",
        ours: "> Text here\n>     >           More Text Here\n> > > Some More Text\n> > > > Just a Tab",
        why: "a mark behind four blanks is text of the paragraph above, and would become a quote",
    },
    Deviation {
        rule: "no-bare-urls",
        case: "Make sure that a link ending in ! gets fully put in the angle brackets",
        ours: "[This Is Fats Domino!]: https://en.wikipedia.org/wiki/This_Is_Fats_Domino!",
        why: "the address of a definition is a link already, and where it ends is no guess",
    },
];
