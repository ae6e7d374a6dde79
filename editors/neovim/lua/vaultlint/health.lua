-- :checkhealth vaultlint
local M = {}

local function check_program()
  local program = require("vaultlint").program()
  if vim.fn.executable(program) == 0 then
    return vim.health.error(("`%s` is not on the path"):format(program), {
      "Install it: `cargo install --path crates/vaultlint` in a clone of vaultlint",
      'Or name it: `vim.lsp.config("vaultlint", { cmd = { "/path/to/vaultlint", "server" } })`',
    })
  end
  local result = vim.system({ program, "--version" }, { text = true }):wait()
  if result.code ~= 0 or not vim.startswith(result.stdout, "vaultlint ") then
    return vim.health.error(("`%s --version` fails"):format(program), vim.trim(result.stdout .. result.stderr))
  end
  vim.health.ok(("%s (%s)"):format(vim.trim(result.stdout), vim.fn.exepath(program)))
end

local function check_clients()
  local clients = vim.lsp.get_clients({ name = "vaultlint" })
  if vim.lsp.is_enabled and not vim.lsp.is_enabled("vaultlint") then
    vim.health.warn("the server is not enabled", { 'Enable it: `vim.lsp.enable("vaultlint")`' })
  elseif #clients == 0 then
    vim.health.info("no server runs: open a note, and see `:checkhealth vim.lsp` if that changes nothing")
  end
  for _, client in ipairs(clients) do
    local notes = vim.tbl_count(client.attached_buffers)
    vim.health.ok(("a server runs for %d open notes in %s"):format(notes, client.root_dir or "no folder"))
  end
end

function M.check()
  vim.health.start("vaultlint")
  if vim.fn.has("nvim-0.11") == 0 then
    return vim.health.error("Neovim is too old", "vaultlint needs Neovim 0.11 or later")
  end
  check_program()
  check_clients()
end

return M
