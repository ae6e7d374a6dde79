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
        }
    };
}

mod lines;
mod links;
mod properties;

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
    link_spacing::LinkSpacing,
    empty_link::EmptyLink,
    missing_image::MissingImage,
    missing_attachment::MissingAttachment,
    mistyped_link::MistypedLink,
    unwritten_note::UnwrittenNote,
    broken_heading_link::BrokenHeadingLink,
    broken_block_link::BrokenBlockLink,
    empty_section::EmptySection,
    missing_heading_space::MissingHeadingSpace,
    invisible_marker_space::InvisibleMarkerSpace,
    accidental_heading::AccidentalHeading,
    empty_heading::EmptyHeading,
    duplicate_heading::DuplicateHeading,
    heading_increment::HeadingIncrement,
    single_title::SingleTitle,
    broken_quoted_fence::BrokenQuotedFence,
    merge_conflict::MergeConflict,
    unclosed_math::UnclosedMath,
    forgotten_template::ForgottenTemplate,
    markdown_in_html::MarkdownInHtml,
    unclosed_code_fence::UnclosedCodeFence,
    unclosed_comment::UnclosedComment,
    malformed_callout::MalformedCallout,
    duplicate_block_id::DuplicateBlockId,
    undefined_footnote::UndefinedFootnote,
    duplicate_footnote::DuplicateFootnote,
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
