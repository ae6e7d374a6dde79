//! What the formatter does where `[rules]` says nothing.

/// A set of levels and options to start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Preset {
    /// What no author objects to; the default of every rule.
    Gentle,
    /// One look for all notes.
    Tidy,
    /// As the plugin obsidian-linter starts: nothing is laid out unless `[rules]` says so, and options are those of the
    /// plugin.
    ObsidianLinter,
}

impl Preset {
    /// All of them, the gentlest first.
    pub const ALL: [Preset; 3] = [Preset::Gentle, Preset::Tidy, Preset::ObsidianLinter];

    /// The name used in configuration.
    pub fn name(self) -> &'static str {
        match self {
            Preset::Gentle => "gentle",
            Preset::Tidy => "tidy",
            Preset::ObsidianLinter => "obsidian-linter",
        }
    }

    /// Its levels and options, as a `vaultlint.toml` would set them.
    pub(super) fn text(self) -> &'static str {
        match self {
            Preset::Gentle => "",
            Preset::Tidy => include_str!("preset/tidy.toml"),
            Preset::ObsidianLinter => include_str!("preset/obsidian-linter.toml"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::rule::{Category, Level};
    use crate::rules;

    #[test]
    fn presets_can_be_read() {
        for preset in Preset::ALL {
            let text = format!("preset = \"{}\"", preset.name());
            Config::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", preset.name()));
        }
    }

    #[test]
    fn the_plugin_starts_with_nothing() {
        let config = Config::parse("preset = \"obsidian-linter\"").unwrap();
        let layout = rules::ALL.iter().filter(|info| info.category == Category::Layout);
        let on = layout.filter(|info| config.level(info, &"a.md".into()) != Level::Off);
        assert_eq!(on.map(|info| info.name).collect::<Vec<_>>(), [""; 0]);
    }
}
