//! The forms of a report.

use std::path::PathBuf;

use clap::ValueEnum;

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// With the line, the place underlined, and what to do
    Full,
    /// One line each
    Concise,
    /// One line each, below the file that they are in
    Grouped,
    /// One JSON object for programs
    Json,
    /// One JSON object a line
    Jsonl,
    /// Annotations of GitHub Actions
    Github,
    /// A code quality report of GitLab
    Gitlab,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit, for test results
    Junit,
    /// Checkstyle
    Checkstyle,
    /// Diagnostics of reviewdog, with suggestions
    Rdjson,
    /// A comment on a pull request, or a note of the vault
    Markdown,
}

/// A report that goes to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Its form.
    pub format: OutputFormat,
    /// The file, which is replaced.
    pub path: PathBuf,
}

impl OutputFormat {
    /// Whether it is for people to read, so that a summary follows.
    pub fn is_for_people(self) -> bool {
        matches!(self, OutputFormat::Full | OutputFormat::Concise | OutputFormat::Grouped)
    }

    /// Whether findings can be counted in it instead of shown.
    pub fn has_statistics(self) -> bool {
        self.is_for_people() || self == OutputFormat::Json
    }
}

/// Reads `FORMAT=PATH`.
///
/// # Errors
/// When it has another form, or there is no such format.
pub(super) fn output_file(text: &str) -> Result<OutputFile, String> {
    let form = "it is written FORMAT=PATH, as `sarif=vaultlint.sarif`";
    let (format, path) =
        text.split_once('=').filter(|(_, path)| !path.is_empty()).ok_or_else(|| form.to_owned())?;
    let format = OutputFormat::from_str(format, false).map_err(|_| {
        let names = OutputFormat::value_variants().iter().filter_map(|it| it.to_possible_value());
        let names: Vec<_> = names.map(|it| it.get_name().to_owned()).collect();
        format!("there is no format `{format}`; there are {}", names.join(", "))
    })?;
    Ok(OutputFile { format, path: path.into() })
}
