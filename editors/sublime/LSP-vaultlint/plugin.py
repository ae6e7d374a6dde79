"""Starts `vaultlint server` by the package LSP; all settings stand in LSP-vaultlint.sublime-settings."""

from LSP.plugin import AbstractPlugin, register_plugin, unregister_plugin


class Vaultlint(AbstractPlugin):
    @classmethod
    def name(cls):
        return "vaultlint"

    @classmethod
    def configuration(cls):
        import sublime

        name = "LSP-vaultlint.sublime-settings"
        return sublime.load_settings(name), "Packages/LSP-vaultlint/" + name


def plugin_loaded():
    register_plugin(Vaultlint)


def plugin_unloaded():
    unregister_plugin(Vaultlint)
