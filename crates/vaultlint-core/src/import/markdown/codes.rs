//! The codes, their other names and their tags.

/// A rule by its code.
#[derive(Debug)]
pub(in crate::import) struct Code {
    pub code: &'static str,
    /// Other names, with blanks between them.
    names: &'static str,
    /// What it is about, with blanks between.
    tags: &'static str,
}

impl Code {
    /// How a person finds it.
    pub(in crate::import) fn shown(&self) -> String {
        match self.names.split(' ').next() {
            Some(name) if !name.is_empty() => format!("{} ({name})", self.code),
            _ => self.code.to_owned(),
        }
    }

    /// Whether it is called `name`, whatever its letters.
    pub(in crate::import) fn is(&self, name: &str) -> bool {
        let wanted = name.to_lowercase().replace('_', "-");
        self.code.eq_ignore_ascii_case(&wanted) || self.names.split(' ').any(|name| name == wanted)
    }

    /// Whether it has the tag `tag`.
    pub(in crate::import) fn is_tagged(&self, tag: &str) -> bool {
        let wanted = tag.to_lowercase();
        self.tags.split(' ').any(|tag| tag == wanted)
    }

    /// Its number.
    pub(in crate::import) fn number(&self) -> u32 {
        self.code.trim_start_matches("MD").parse().unwrap_or(0)
    }
}

/// The code of the rule called `name`.
pub(in crate::import) fn find(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.is(name))
}

const fn code(code: &'static str, names: &'static str, tags: &'static str) -> Code {
    Code { code, names, tags }
}

/// All codes in their order.
pub(in crate::import) const CODES: &[Code] = &[
    code("MD001", "heading-increment header-increment", "headings"),
    code("MD003", "heading-style header-style", "headings"),
    code("MD004", "ul-style", "bullet ul"),
    code("MD005", "list-indent", "bullet indentation ul"),
    code("MD007", "ul-indent", "bullet indentation ul"),
    code("MD009", "no-trailing-spaces", "whitespace"),
    code("MD010", "no-hard-tabs", "hard_tab whitespace"),
    code("MD011", "no-reversed-links", "links"),
    code("MD012", "no-multiple-blanks", "blank_lines whitespace"),
    code("MD013", "line-length", "line_length"),
    code("MD014", "commands-show-output", "code"),
    code("MD018", "no-missing-space-atx", "atx headings spaces"),
    code("MD019", "no-multiple-space-atx", "atx headings spaces"),
    code("MD020", "no-missing-space-closed-atx", "atx_closed headings spaces"),
    code("MD021", "no-multiple-space-closed-atx", "atx_closed headings spaces"),
    code("MD022", "blanks-around-headings blanks-around-headers", "blank_lines headings"),
    code("MD023", "heading-start-left header-start-left", "headings spaces"),
    code("MD024", "no-duplicate-heading no-duplicate-header", "headings"),
    code("MD025", "single-title single-h1", "headings"),
    code("MD026", "no-trailing-punctuation", "headings"),
    code("MD027", "no-multiple-space-blockquote", "blockquote indentation whitespace"),
    code("MD028", "no-blanks-blockquote", "blockquote whitespace"),
    code("MD029", "ol-prefix", "ol"),
    code("MD030", "list-marker-space", "ol ul whitespace"),
    code("MD031", "blanks-around-fences", "blank_lines code"),
    code("MD032", "blanks-around-lists", "blank_lines bullet ol ul"),
    code("MD033", "no-inline-html", "html"),
    code("MD034", "no-bare-urls", "links url"),
    code("MD035", "hr-style", "hr"),
    code("MD036", "no-emphasis-as-heading no-emphasis-as-header", "emphasis headings"),
    code("MD037", "no-space-in-emphasis", "emphasis whitespace"),
    code("MD038", "no-space-in-code", "code whitespace"),
    code("MD039", "no-space-in-links", "links whitespace"),
    code("MD040", "fenced-code-language", "code language"),
    code("MD041", "first-line-heading first-line-h1", "headings"),
    code("MD042", "no-empty-links", "links"),
    code("MD043", "required-headings required-headers", "headings"),
    code("MD044", "proper-names", "spelling"),
    code("MD045", "no-alt-text", "accessibility images"),
    code("MD046", "code-block-style", "code"),
    code("MD047", "single-trailing-newline", "blank_lines"),
    code("MD048", "code-fence-style", "code"),
    code("MD049", "emphasis-style", "emphasis"),
    code("MD050", "strong-style", "emphasis"),
    code("MD051", "link-fragments", "links"),
    code("MD052", "reference-links-images", "images links"),
    code("MD053", "link-image-reference-definitions", "images links"),
    code("MD054", "link-image-style", "images links"),
    code("MD055", "table-pipe-style", "table"),
    code("MD056", "table-column-count", "table"),
    code("MD057", "existing-relative-links", "links"),
    code("MD058", "blanks-around-tables", "table"),
    code("MD059", "descriptive-link-text", "accessibility links"),
    code("MD060", "table-column-style table-format", "table"),
    code("MD061", "forbidden-terms", ""),
    code("MD062", "link-destination-whitespace", ""),
    code("MD063", "heading-capitalization", ""),
    code("MD064", "no-multiple-consecutive-spaces", ""),
    code("MD065", "blanks-around-horizontal-rules", ""),
    code("MD066", "footnote-validation", ""),
    code("MD067", "footnote-definition-order", ""),
    code("MD068", "empty-footnote-definition", ""),
    code("MD069", "no-duplicate-list-markers", ""),
    code("MD070", "nested-code-fence", ""),
    code("MD071", "blank-line-after-frontmatter", ""),
    code("MD072", "frontmatter-key-sort", ""),
    code("MD073", "toc-validation", ""),
    code("MD074", "mkdocs-nav", ""),
    code("MD075", "orphaned-table-rows", ""),
    code("MD076", "list-item-spacing", ""),
    code("MD077", "list-continuation-indent", ""),
    code("MD078", "missing-chunk-labels", ""),
    code("MD079", "chunk-label-spaces", ""),
    code("MD080", "heading-anchor-collision", ""),
    code("MD081", "no-excessive-emphasis", ""),
    code("MD082", "no-empty-sections", ""),
    code("MD083", "mojibake", ""),
    code("MD084", "invisible-characters", ""),
    code("MD085", "paragraph-continuation-indent", ""),
    code("MD086", "no-unclosed-comments", ""),
    code("MD087", "unused-disable-comment", ""),
    code("MD088", "quotes-dashes", ""),
    code("MD089", "cjk-spacing", ""),
    code("MD090", "no-hr-before-heading", ""),
    code("MD091", "no-markdown-in-html", ""),
    code("MD092", "merge-conflict", ""),
    code("MD093", "no-formatting-in-headings", ""),
    code("MD094", "invalid-encoding", ""),
    code("MD095", "link-confusables", ""),
];
