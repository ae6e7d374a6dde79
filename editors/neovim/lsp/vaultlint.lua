-- The server, for vim.lsp.enable(); see |vaultlint-config|.
---@type vim.lsp.Config
return {
  cmd = { "vaultlint", "server" },
  filetypes = { "markdown" },
  root_markers = { ".obsidian", "vaultlint.toml", ".git" },
  on_attach = function(client, bufnr)
    require("vaultlint").complete(client, bufnr)
  end,
}
