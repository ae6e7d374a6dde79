# For kak-lsp 18 or later: source this after `eval %sh{kak-lsp}`.
remove-hooks global lsp-filetype-markdown
hook -group lsp-filetype-markdown global BufSetOption filetype=markdown %{
    set-option buffer lsp_servers %{
        [vaultlint]
        root_globs = [".obsidian", "vaultlint.toml", ".git"]
        command = "vaultlint"
        args = ["server"]
    }
}
