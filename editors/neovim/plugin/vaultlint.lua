-- Commands of vaultlint; the server is started for Markdown. See |vaultlint|.
if vim.g.loaded_vaultlint then
  return
end
vim.g.loaded_vaultlint = true

if vim.g.vaultlint_enable ~= false then
  vim.lsp.enable("vaultlint")
end

local function command(name, run, opts)
  vim.api.nvim_create_user_command("Vaultlint" .. name, function(args)
    require("vaultlint")[run](args)
  end, opts)
end

local function rules(start)
  return vim.tbl_filter(function(name)
    return vim.startswith(name, start)
  end, require("vaultlint").rules())
end

command("Check", "check", { desc = "List the findings of the whole vault in the quickfix list" })
command("FixAll", "fix_all", { desc = "Mend in this note all that is safe to mend" })
command("Format", "format", { range = true, desc = "Lay out this note, or the lines of the range" })
command("Rename", "rename", { nargs = "?", desc = "Rename or move this note, with all links to it" })
command("Restart", "restart", { desc = "Start the server anew" })
command("Rule", "rule", { nargs = "?", complete = rules, desc = "Explain a rule, or that of the finding here" })
