//! From the core's byte ranges to the protocol's positions.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::json;
use tower_lsp::lsp_types::{
    ClientCapabilities, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    DiagnosticTag, Location, NumberOrString, Position, PositionEncodingKind, Range, Url,
};
use vaultlint_core::config::ConfigError;
use vaultlint_core::diagnostic as core;
use vaultlint_core::note::Note;
use vaultlint_core::rule::{Level, RuleInfo};
use vaultlint_core::rules;
use vaultlint_core::text::{LineIndex, TextRange};

/// How the client counts columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, what every client knows.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The cheapest encoding that the client offers.
    pub fn choose(capabilities: &ClientCapabilities) -> Self {
        let general = capabilities.general.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_deref()).unwrap_or_default();
        let order = [Encoding::Utf8, Encoding::Utf32];
        order.into_iter().find(|encoding| offered.contains(&encoding.kind())).unwrap_or_default()
    }

    /// The protocol's name.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn len(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => text.encode_utf16().count(),
            Encoding::Utf32 => text.chars().count(),
        }
    }
}

/// The protocol's range of `range` in `note`.
pub fn range(note: &Note, range: TextRange, encoding: Encoding) -> Range {
    range_in(&note.text, &note.lines, range, encoding)
}

/// The protocol's range of `range` in `text`, which has `lines`.
pub fn range_in(text: &str, lines: &LineIndex, range: TextRange, encoding: Encoding) -> Range {
    let position = |offset| position(text, lines, offset, encoding);
    Range::new(position(range.start()), position(range.end()))
}

fn position(text: &str, lines: &LineIndex, offset: usize, encoding: Encoding) -> Position {
    let line = lines.line_of(offset);
    let before = TextRange::new(lines.line_start(line), offset).slice(text);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position::new(number(line), number(encoding.len(before)))
}

/// The byte of `note` at `position`. One beyond its line or the note is taken as its nearest end, one inside of a
/// character as its start.
pub fn offset(note: &Note, position: Position, encoding: Encoding) -> usize {
    let line = note.lines.line_range(&note.text, position.line as usize);
    let mut left = position.character as usize;
    for (at, c) in line.slice(&note.text).char_indices() {
        let width = match encoding {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        };
        if left < width {
            return line.start() + at;
        }
        left -= width;
    }
    line.end()
}

/// What is wrong with the configuration `text`, as a diagnostic in its file.
pub fn config_error(text: &str, error: &ConfigError, encoding: Encoding) -> Diagnostic {
    let place = error.range.unwrap_or_default();
    let help = error.help.iter().map(|help| format!("\n{help}"));
    Diagnostic {
        range: range_in(text, &LineIndex::new(text), place, encoding),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some("vaultlint".into()),
        message: std::iter::once(error.message.clone()).chain(help).collect(),
        ..Diagnostic::default()
    }
}

/// Rules whose findings are of what could as well be left out: clients show it faded.
const UNNECESSARY: [&str; 3] = ["redundant-display", "unused-footnote", "unused-suppression"];

/// Rules whose findings are of what the app has given up: clients strike it through.
const DEPRECATED: [&str; 1] = ["deprecated-property"];

/// The protocol's form of `finding` in `note`. `locate` gives the place of what stands in another file.
pub fn diagnostic(
    note: &Note,
    uri: &Url,
    finding: &core::Diagnostic,
    encoding: Encoding,
    locate: &dyn Fn(&core::Related) -> Option<Location>,
) -> Diagnostic {
    let related: Vec<DiagnosticRelatedInformation> =
        finding.related.iter().filter_map(|place| related(note, uri, place, encoding, locate)).collect();
    Diagnostic {
        range: range(note, finding.range, encoding),
        severity: Some(severity(finding.level)),
        code: Some(NumberOrString::String(finding.rule.name.into())),
        code_description: page_of(finding.rule),
        source: Some("vaultlint".into()),
        message: message(finding),
        tags: tags(finding.rule.name),
        related_information: (!related.is_empty()).then_some(related),
        // That there is one: fixes are made when they are asked for.
        data: finding.best_fix().map(|fix| json!({ "fix": fix.name() })),
    }
}

/// What the client shows of `finding`.
pub fn message(finding: &core::Diagnostic) -> String {
    match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    }
}

/// The page of `rule`: its address is read once, however many findings name it.
fn page_of(rule: &'static RuleInfo) -> Option<CodeDescription> {
    static PAGES: LazyLock<HashMap<&str, Url>> = LazyLock::new(|| {
        let page = |rule: &&'static RuleInfo| Some((rule.name, Url::parse(&rule.url()).ok()?));
        rules::ALL.iter().filter_map(page).collect()
    });
    PAGES.get(rule.name).map(|href| CodeDescription { href: href.clone() })
}

fn tags(rule: &str) -> Option<Vec<DiagnosticTag>> {
    let unnecessary = UNNECESSARY.contains(&rule).then_some(DiagnosticTag::UNNECESSARY);
    let deprecated = DEPRECATED.contains(&rule).then_some(DiagnosticTag::DEPRECATED);
    unnecessary.or(deprecated).map(|tag| vec![tag])
}

/// What the command line shows on request alone is a hint: no editor counts it among the problems.
fn severity(level: Level) -> DiagnosticSeverity {
    match level {
        Level::Error => DiagnosticSeverity::ERROR,
        Level::Warning => DiagnosticSeverity::WARNING,
        Level::Info | Level::Format | Level::Off => DiagnosticSeverity::HINT,
    }
}

fn related(
    note: &Note,
    uri: &Url,
    place: &core::Related,
    encoding: Encoding,
    locate: &dyn Fn(&core::Related) -> Option<Location>,
) -> Option<DiagnosticRelatedInformation> {
    let own = place.path.as_ref().is_none_or(|path| *path == note.path);
    let location = if own {
        Location::new(uri.clone(), place.range.map_or(Range::default(), |at| range(note, at, encoding)))
    } else {
        locate(place)?
    };
    Some(DiagnosticRelatedInformation { location, message: place.message.clone() })
}
