//! The list of rules. The order is the order of fixes at equal positions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::file::VaultFile;
use crate::note::Note;
use crate::rule::{Context, Rule, RuleInfo};

macro_rules! rules {
    ($($module:ident :: $rule:ident),* $(,)?) => {
        $(pub mod $module;)*

        /// The facts about every rule, in the order of the list.
        pub static ALL: &[&RuleInfo] = &[$(&<$module::$rule as Rule>::INFO),*];

        /// Every rule with its options.
        #[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
        #[serde(default)]
        pub struct RuleSet {
            $(
                #[doc = concat!("Options of `", stringify!($module), "`.")]
                pub $module: $module::$rule,
            )*
        }

        impl RuleSet {
            /// The rules in the order of [`ALL`].
            pub fn rules(&self) -> Vec<&dyn DynRule> {
                vec![$(&self.$module as &dyn DynRule),*]
            }

            /// The rule `R` with its options.
            pub fn rule<R: Rule>(&self) -> Option<&R> {
                let rules: [&dyn std::any::Any; ALL.len()] = [$(&self.$module),*];
                rules.into_iter().find_map(|rule| rule.downcast_ref())
            }

            /// Replaces the options of the rule called `name` (kebab-case) by those in `options`; fields left
            /// out keep the rule's default.
            ///
            /// # Errors
            /// When there is no such rule, or `options` does not fit it.
            pub fn set_options<'de, D: serde::Deserializer<'de>>(
                &mut self,
                name: &str,
                options: D,
            ) -> Result<(), D::Error> {
                let field = name.replace('-', "_");
                match field.as_str() {
                    $(stringify!($module) => {
                        self.$module = Deserialize::deserialize(options)?;
                        Ok(())
                    })*
                    _ => Err(serde::de::Error::custom(format!("unknown rule `{name}`"))),
                }
            }

            /// The options of the rule called `name`, in the order of its declaration; none where there is no such
            /// rule.
            pub fn options(&self, name: &str) -> serde_json::Map<String, serde_json::Value> {
                let options = match name.replace('-', "_").as_str() {
                    $(stringify!($module) => serde_json::to_value(&self.$module),)*
                    _ => Ok(serde_json::Value::Null),
                };
                match options {
                    Ok(serde_json::Value::Object(options)) => options,
                    _ => serde_json::Map::new(),
                }
            }

            /// The schema of the options of every rule, in the order of [`ALL`].
            pub(crate) fn option_schemas(
                generator: &mut schemars::SchemaGenerator,
            ) -> Vec<(&'static RuleInfo, schemars::Schema)> {
                vec![$((
                    &<$module::$rule as Rule>::INFO,
                    <$module::$rule as JsonSchema>::json_schema(generator),
                )),*]
            }
        }
    };
}

mod gaps;
mod layout;
mod lines;
pub(crate) mod links;
mod margin;
mod note_title;
mod outline;
mod paragraphs;
pub(crate) mod properties;
mod property_lines;
mod property_list;
mod prose;
mod schema;
mod table_rows;
mod trial;

rules! {
    malformed_front_matter::MalformedFrontMatter,
    duplicate_property::DuplicateProperty,
    unclosed_front_matter::UnclosedFrontMatter,
    misplaced_front_matter::MisplacedFrontMatter,
    stranded_property::StrandedProperty,
    unquoted_property_link::UnquotedPropertyLink,
    deprecated_property::DeprecatedProperty,
    comma_separated_list::CommaSeparatedList,
    invalid_tag::InvalidTag,
    property_type::PropertyTypeRule,
    empty_list_item::EmptyListItem,
    property_spelling::PropertySpelling,
    unknown_property::UnknownProperty,
    required_properties::RequiredProperties,
    link_spacing::LinkSpacing,
    empty_link::EmptyLink,
    unclosed_link::UnclosedLink,
    unescaped_pipe_in_table::UnescapedPipeInTable,
    nested_link::NestedLink,
    link_with_raw_spaces::LinkWithRawSpaces,
    link_without_scheme::LinkWithoutScheme,
    missing_image::MissingImage,
    missing_attachment::MissingAttachment,
    mistyped_link::MistypedLink,
    link_case::LinkCase,
    unwritten_note::UnwrittenNote,
    slug_link::SlugLink,
    broken_heading_link::BrokenHeadingLink,
    broken_block_link::BrokenBlockLink,
    ambiguous_link::AmbiguousLink,
    shared_note_name::SharedNoteName,
    ambiguous_heading_link::AmbiguousHeadingLink,
    embed_cycle::EmbedCycle,
    empty_section::EmptySection,
    accidental_tag::AccidentalTag,
    invisible_character::InvisibleCharacter,
    image_without_alt_text::ImageWithoutAltText,
    bare_url::BareUrl,
    malformed_task::MalformedTask,
    uneven_table_row::UnevenTableRow,
    broken_table::BrokenTable,
    missing_heading_space::MissingHeadingSpace,
    invisible_marker_space::InvisibleMarkerSpace,
    accidental_heading::AccidentalHeading,
    empty_heading::EmptyHeading,
    duplicate_heading::DuplicateHeading,
    heading_increment::HeadingIncrement,
    single_title::SingleTitle,
    broken_quoted_fence::BrokenQuotedFence,
    broken_list_fence::BrokenListFence,
    merge_conflict::MergeConflict,
    unclosed_math::UnclosedMath,
    forgotten_template::ForgottenTemplate,
    markdown_in_html::MarkdownInHtml,
    unclosed_code_fence::UnclosedCodeFence,
    unclosed_comment::UnclosedComment,
    malformed_callout::MalformedCallout,
    malformed_block_id::MalformedBlockId,
    duplicate_block_id::DuplicateBlockId,
    undefined_footnote::UndefinedFootnote,
    duplicate_footnote::DuplicateFootnote,
    unknown_suppression::UnknownSuppression,
    unused_suppression::UnusedSuppression,
    unused_footnote::UnusedFootnote,
    unlinkable_file_name::UnlinkableFileName,
    unportable_file_name::UnportableFileName,
    sync_conflict_copy::SyncConflictCopy,
    unused_attachment::UnusedAttachment,
    misplaced_attachment::MisplacedAttachment,
    duplicate_note_name::DuplicateNoteName,
    orphan_note::OrphanNote,
    empty_note::EmptyNote,
    malformed_canvas::MalformedCanvas,
    canvas_missing_file::CanvasMissingFile,
    canvas_broken_link::CanvasBrokenLink,
    malformed_base::MalformedBase,
    unknown_base_view::UnknownBaseView,
    removed_properties::RemovedProperties,
    inserted_properties::InsertedProperties,
    title_property::TitleProperty,
    title_alias::TitleAlias,
    tags_in_properties::TagsInProperties,
    blank_lines_in_properties::BlankLinesInProperties,
    property_order::PropertyOrder,
    blank_line_after_properties::BlankLineAfterProperties,
    indented_heading::IndentedHeading,
    heading_punctuation::HeadingPunctuation,
    file_name_heading::FileNameHeading,
    heading_capitals::HeadingCapitals,
    emphasis_marks::EmphasisMarks,
    list_markers::ListMarkers,
    list_numbers::ListNumbers,
    bullet_characters::BulletCharacters,
    doubled_list_markers::DoubledListMarkers,
    empty_list_markers::EmptyListMarkers,
    list_marker_space::ListMarkerSpace,
    list_indentation::ListIndentation,
    indentation_style::IndentationStyle,
    blockquote_marks::BlockquoteMarks,
    table_alignment::TableAlignment,
    heading_style::HeadingStyle,
    footnote_place::FootnotePlace,
    footnotes_at_the_end::FootnotesAtTheEnd,
    footnote_numbers::FootnoteNumbers,
    misspelling::Misspelling,
    split_word::SplitWord,
    ellipsis::Ellipsis,
    quote_marks::QuoteMarks,
    cjk_spacing::CjkSpacing,
    punctuation_spacing::PunctuationSpacing,
    blank_runs::BlankRuns,
    link_text_blanks::LinkTextBlanks,
    code_language::CodeLanguage,
    replacements::Replacements,
    block_blank_lines::BlockBlankLines,
    heading_blank_lines::HeadingBlankLines,
    paragraph_blank_lines::ParagraphBlankLines,
    list_blank_lines::ListBlankLines,
    math_fence_lines::MathFenceLines,
    line_break_marks::LineBreakMarks,
    trailing_blanks::TrailingBlanks,
    blank_line_runs::BlankLineRuns,
    final_newline::FinalNewline,
    timestamps::Timestamps,
    tag_hashes::TagHashes,
    property_quotes::PropertyQuotes,
    property_lists::PropertyLists,
    duplicate_list_items::DuplicateListItems,
    sorted_list_items::SortedListItems,
    link_style::LinkStyle,
    redundant_display::RedundantDisplay,
}

/// A rule behind a pointer.
pub trait DynRule: Send + Sync {
    /// The facts about the rule.
    fn info(&self) -> &'static RuleInfo;
    /// Reports every finding in `note`.
    fn check(&self, note: &Note, cx: &mut Context<'_>);
    /// Reports every finding in a file that is no note.
    fn check_file(&self, file: &VaultFile, cx: &mut Context<'_>);
}

impl<R: Rule> DynRule for R {
    fn info(&self) -> &'static RuleInfo {
        &R::INFO
    }

    fn check(&self, note: &Note, cx: &mut Context<'_>) {
        Rule::check(self, note, cx);
    }

    fn check_file(&self, file: &VaultFile, cx: &mut Context<'_>) {
        Rule::check_file(self, file, cx);
    }
}

/// The rule called `name`.
pub fn find(name: &str) -> Option<&'static RuleInfo> {
    ALL.iter().copied().find(|info| info.name == name)
}
