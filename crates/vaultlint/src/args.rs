//! What the command line may say.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use vaultlint_core::rule::Level;

mod install;
mod output;

pub use install::{CompletionsArgs, ManArgs};
pub use output::{OutputFile, OutputFormat};

/// Checks the notes of Obsidian vaults and mends them.
#[derive(Debug, Parser)]
#[command(name = "vaultlint", version, args_conflicts_with_subcommands = true, after_help = AFTER_HELP)]
pub struct Cli {
    /// What to do; `check` when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What `check` takes.
    #[command(flatten)]
    pub check: CheckArgs,
}

const AFTER_HELP: &str = "Without a command, `vaultlint PATHS` is `vaultlint check PATHS`.\n\n\
    Exit status:\n  0  nothing to report\n  1  findings at level warning or error, or a diff\n  \
    2  wrong command line, unusable configuration, or a file that could not be read or written";

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check notes, and mend them with `--fix`
    Check(CheckArgs),
    /// Lay notes out
    Format(FormatArgs),
    /// Rename or move notes, folders, headings, blocks, tags and properties, with all links to them
    Rename(RenameArgs),
    /// Explain a rule, or list all rules
    Rule(RuleArgs),
    /// Record the findings of today, so that later runs report only new ones
    Baseline(BaselineArgs),
    /// Show or write the configuration
    Config(ConfigArgs),
    /// Print the JSON Schema of the report `json`, for programs that read it
    Schema,
    /// Show how Obsidian reads a note, or the links of a vault
    Inspect(InspectArgs),
    /// Serve editors over the Language Server Protocol, on standard input and output
    Server(ServerArgs),
    /// Print the completions of a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write one for each command
    Man(ManArgs),
}

/// What `check` takes.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("apply").multiple(true))]
pub struct CheckArgs {
    /// Notes, folders or vaults to check [default: the current folder]
    pub paths: Vec<PathBuf>,
    /// Mend what can be mended without changing what a note says
    #[arg(long, group = "apply")]
    pub fix: bool,
    /// With `--fix` or `--diff`: apply also fixes that the author should look at
    #[arg(long, requires = "apply")]
    pub unsafe_fixes: bool,
    /// Show what `--fix` would change and write nothing
    #[arg(long, group = "apply")]
    pub diff: bool,
    /// With `--fix` or `--diff`: also lay the notes out, as `vaultlint format` does
    #[arg(long, requires = "apply")]
    pub format: bool,
    /// How findings are shown
    #[arg(long, value_enum, default_value_t = OutputFormat::Full)]
    pub output_format: OutputFormat,
    /// Write the report to a file as well, in a form of its own, as `sarif=vaultlint.sarif`; may be repeated
    #[arg(long = "output-file", value_name = "FORMAT=PATH", value_parser = output::output_file, conflicts_with = "diff")]
    pub output_files: Vec<OutputFile>,
    /// The least level that is shown and mended
    #[arg(long, value_enum, default_value_t = LeastLevel::Warning)]
    pub level: LeastLevel,
    /// Check only this rule, at level warning or above whatever the configuration says; may be repeated
    #[arg(long = "rule", value_name = "NAME")]
    pub rules: Vec<String>,
    /// Report only what changed since this git revision and the current one parted, committed or not: the findings in
    /// changed notes, and links elsewhere that the change broke
    #[arg(long, value_name = "REVISION", conflicts_with = "stdin_filename", value_parser = NonEmptyStringValueParser::new())]
    pub since: Option<String>,
    /// Check again whenever files change, until interrupted
    #[arg(long, conflicts_with_all = ["apply", "since", "stdin_filename"])]
    pub watch: bool,
    /// With `--watch`: look at the files every second instead of being told, as for network drives
    #[arg(long, requires = "watch")]
    pub poll: bool,
    /// Read one note from standard input, as the file at this path
    #[arg(long, value_name = "PATH", conflicts_with = "paths")]
    pub stdin_filename: Option<PathBuf>,
    /// Read this configuration instead of the `vaultlint.toml` of each vault
    #[arg(long, value_name = "PATH", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    pub isolated: bool,
    /// Report also what the baseline of the vault knows
    #[arg(long)]
    pub no_baseline: bool,
    /// Count the findings by rule and by folder instead of showing them
    #[arg(long, conflicts_with = "diff")]
    pub statistics: bool,
    /// The time of the run, as `2026-01-31T12:00:00Z`, for time stamps [default: that of the clock]
    #[arg(long, value_name = "TIME")]
    pub now: Option<Timestamp>,
    /// Show findings only: no summary, no progress
    #[arg(short, long)]
    pub quiet: bool,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
}

/// What `format` takes.
#[derive(Debug, Args)]
pub struct FormatArgs {
    /// Notes, folders or vaults to lay out [default: the current folder]
    pub paths: Vec<PathBuf>,
    /// Write nothing, name the notes that would change, and fail if there are any
    #[arg(long, conflicts_with = "diff")]
    pub check: bool,
    /// Write nothing, show what would change, and fail if anything would
    #[arg(long)]
    pub diff: bool,
    /// Read one note from standard input, as the file at this path, and write it to standard output
    #[arg(long, value_name = "PATH", conflicts_with = "paths")]
    pub stdin_filename: Option<PathBuf>,
    /// Read this configuration instead of the `vaultlint.toml` of each vault
    #[arg(long, value_name = "PATH", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    pub isolated: bool,
    /// The time of the run, as `2026-01-31T12:00:00Z`, for time stamps [default: that of the clock]
    #[arg(long, value_name = "TIME")]
    pub now: Option<Timestamp>,
    /// Say nothing but what is wrong
    #[arg(short, long)]
    pub quiet: bool,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
}

/// What `rename` takes.
#[derive(Debug, Args)]
#[command(after_help = RENAME_HELP)]
pub struct RenameArgs {
    /// What is renamed: a file or folder, `NOTE#Heading`, `NOTE#^block`, `#tag`, or with `--property` a property
    #[arg(required_unless_present = "recover")]
    pub old: Option<String>,
    /// The new path or name; a folder that is there takes the file in
    #[arg(required_unless_present = "recover")]
    pub new: Option<String>,
    /// Rename a property in the front matter of all notes of the vault
    #[arg(long)]
    pub property: bool,
    /// Show what would change and write nothing
    #[arg(long)]
    pub diff: bool,
    /// List what would change and write nothing
    #[arg(long, conflicts_with = "diff")]
    pub dry_run: bool,
    /// Finish a rename of this vault that was interrupted, or take it back
    #[arg(long, conflicts_with_all = ["property", "diff", "dry_run", "old", "new"])]
    pub recover: bool,
    /// Say nothing but what is wrong
    #[arg(short, long)]
    pub quiet: bool,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
}

const RENAME_HELP: &str = "Links in notes, canvases and bases follow, each in its own style. Everything is written, or \
    nothing.\n\nExamples:\n  vaultlint rename Trips/Rome.md \"Trips/Rome 2024.md\"\n  \
    vaultlint rename Trips Archive/Trips\n  vaultlint rename \"Rome#Food\" \"Where to eat\"\n  \
    vaultlint rename \"#travel\" \"#trip\"\n  vaultlint rename --property date created";

/// What `baseline` takes.
#[derive(Debug, Args)]
pub struct BaselineArgs {
    /// Vaults, or notes and folders in them: the whole vault of each is recorded [default: the current folder]
    pub paths: Vec<PathBuf>,
    /// The least level that is recorded
    #[arg(long, value_enum, default_value_t = LeastLevel::Warning)]
    pub level: LeastLevel,
    /// Read this configuration instead of the `vaultlint.toml` of each vault
    #[arg(long, value_name = "PATH", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    pub isolated: bool,
    /// Say nothing
    #[arg(short, long)]
    pub quiet: bool,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
}

/// What `rule` takes.
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// The name of the rule; without one all rules are listed
    pub name: Option<String>,
    /// How the rule is shown
    #[arg(long, value_enum, default_value_t = RuleFormat::Text)]
    pub output_format: RuleFormat,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
}

/// What `config` takes.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// What to do with it.
    #[command(subcommand)]
    pub command: ConfigCommand,
}

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show what is in force for a note or a folder, and where each value comes from
    Show(ConfigShowArgs),
    /// Print the JSON Schema of `vaultlint.toml`, for editors
    Schema,
    /// Write a `vaultlint.toml` that fits the vault
    Init(ConfigInitArgs),
    /// Write a `vaultlint.toml` that does what the settings of obsidian-linter, markdownlint or rumdl do
    Import(ConfigImportArgs),
}

/// What `config show` takes.
#[derive(Debug, Args)]
pub struct ConfigShowArgs {
    /// The note or the folder
    #[arg(default_value = ".", hide_default_value = true)]
    pub path: PathBuf,
    /// How it is shown
    #[arg(long, value_enum, default_value_t = RuleFormat::Text)]
    pub output_format: RuleFormat,
    /// Read this configuration instead of the `vaultlint.toml` of the vault
    #[arg(long, value_name = "PATH")]
    pub config: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
}

/// What `config init` takes.
#[derive(Debug, Args)]
pub struct ConfigInitArgs {
    /// The vault
    #[arg(default_value = ".", hide_default_value = true)]
    pub path: PathBuf,
    /// Print the file and write nothing
    #[arg(long)]
    pub stdout: bool,
}

/// What `config import` takes.
#[derive(Debug, Args)]
pub struct ConfigImportArgs {
    /// The vault, or a file of settings in it
    #[arg(default_value = ".", hide_default_value = true)]
    pub path: PathBuf,
    /// Print the file and write nothing
    #[arg(long)]
    pub stdout: bool,
    /// Replace the `vaultlint.toml` that is there
    #[arg(long, conflicts_with = "stdout")]
    pub force: bool,
}

/// What `inspect` takes.
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// The note; with `--links`, the vault [default: the current folder]
    #[arg(required_unless_present = "links")]
    pub path: Option<PathBuf>,
    /// Show where every link of the vault leads
    #[arg(long)]
    pub links: bool,
}

/// What `server` takes.
#[derive(Debug, Args)]
pub struct ServerArgs {
    /// Speak on standard input and output, the only way there is; some clients say so
    #[arg(long, hide = true)]
    pub stdio: bool,
}

/// How a rule or the configuration is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RuleFormat {
    /// For reading
    Text,
    /// JSON for programs
    Json,
}

/// The least level that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LeastLevel {
    /// Also hints
    Info,
    /// What is worth mending
    Warning,
    /// Only what is lost or broken
    Error,
}

impl LeastLevel {
    /// The level of the core.
    pub fn level(self) -> Level {
        match self {
            LeastLevel::Info => Level::Info,
            LeastLevel::Warning => Level::Warning,
            LeastLevel::Error => Level::Error,
        }
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR`, `CLICOLOR_FORCE` or `CLICOLOR` say otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
