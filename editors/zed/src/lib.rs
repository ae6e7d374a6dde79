//! Starts `vaultlint server` in Zed.

use zed_extension_api::{
    self as zed, serde_json::Value, settings::LspSettings, Command, LanguageServerId, Result, Worktree,
};

struct Vaultlint;

impl zed::Extension for Vaultlint {
    fn new() -> Self {
        Vaultlint
    }

    /// The program that the settings name under `binary`, else the one on the path.
    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let set = LspSettings::for_worktree(id.as_ref(), worktree)?.binary;
        let (path, arguments) = set.map_or((None, None), |it| (it.path, it.arguments));
        let command = path.or_else(|| worktree.which("vaultlint")).ok_or(
            "vaultlint is not on the path: install it, or name it under `lsp.vaultlint.binary.path` in the settings",
        )?;
        let args = arguments.unwrap_or_else(|| vec!["server".to_owned()]);
        Ok(Command { command, args, env: worktree.shell_env() })
    }

    fn language_server_initialization_options(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(LspSettings::for_worktree(id.as_ref(), worktree)?.initialization_options)
    }

    fn language_server_workspace_configuration(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(LspSettings::for_worktree(id.as_ref(), worktree)?.settings)
    }
}

zed::register_extension!(Vaultlint);
