-- nvim -l spec.lua NVIM VAULT: drives another Neovim through its API and prints a line for each check.
local nvim, vault = arg[1], arg[2]
local trip, about = "Reisen/Málaga im März.md", "Über uns.md"
local failed = false

local function check(name, test)
  local ok, err = pcall(test)
  failed = failed or not ok
  print((ok and "ok - " or "not ok - ") .. name .. (ok and "" or ": " .. tostring(err):gsub("%s*\n%s*", " ")))
end

-- The Neovim under test: with the plugin as a package, and nothing set but where it is.
local child = vim.fn.jobstart({ nvim, "--embed", "--headless", "-n", "--cmd", "let g:vaultlint_autotrigger = v:true" }, { rpc = true })

local function lua(code, ...)
  return vim.rpcrequest(child, "nvim_exec_lua", code, { ... })
end

local function ex(command)
  vim.rpcrequest(child, "nvim_command", command)
end

-- Waits until `holds` returns something, which it returns.
local function eventually(what, holds)
  local value
  local ok = vim.wait(failed and 3000 or 30000, function()
    value = holds()
    return value
  end, 20)
  assert(ok, "never: " .. what)
  return value
end

local function open(note)
  ex("edit " .. vim.fn.fnameescape(vim.fs.joinpath(vault, note)))
  return lua("return vim.api.nvim_get_current_buf()")
end

local function buffer()
  return table.concat(lua("return vim.api.nvim_buf_get_lines(0, 0, -1, false)"), "\n") .. "\n"
end

local function disk(note)
  local file = io.open(vim.fs.joinpath(vault, note), "rb")
  local text = file and file:read("*a")
  return text, file and file:close()
end

local function has(text, part)
  assert(text and text:find(part, 1, true), ("`%s` is not in: %s"):format(part, text))
end

local function lacks(text, part)
  assert(text and not text:find(part, 1, true), ("`%s` is in: %s"):format(part, text))
end

local function findings()
  return lua([[
    return vim.tbl_map(function(it)
      return { it.lnum, it.col, it.code }
    end, vim.diagnostic.get(0))
  ]])
end

local function findings_are(...)
  local wanted = { ... }
  local shown
  local ok = pcall(eventually, "", function()
    shown = findings()
    return vim.deep_equal(shown, wanted)
  end)
  assert(ok, ("findings: %s, wanted: %s"):format(vim.inspect(shown), vim.inspect(wanted)))
end

local function at(part)
  lua("vim.fn.cursor(1, 1); assert(vim.fn.search('\\\\V' .. ..., 'c') > 0)", part)
end

local function root()
  return lua([[
    local client = vim.lsp.get_clients({ bufnr = 0, name = "vaultlint" })[1]
    return client and client.initialized and client.root_dir
  ]]) or nil
end

local function attached()
  eventually("the server is attached", function()
    return type(root()) == "string"
  end)
end

local function rename(name)
  lua("vim.lsp.buf.rename(...)", name)
end

check("starts for a note, in its vault", function()
  open(trip)
  attached()
  assert(root() == vault, root())
end)

local comma, bracket = { 5, 50, "link-spacing" }, { 5, 60, "link-spacing" }

check("shows findings", function()
  findings_are(comma, bracket)
end)

check("mends one finding", function()
  at("Käse]] ,")
  lua([[
    vim.api.nvim_win_set_cursor(0, { 6, 50 })
    local function is_wanted(it)
      return it.isPreferred and it.diagnostics[1].message:find("belongs to it") ~= nil
    end
    vim.lsp.buf.code_action({ apply = true, filter = is_wanted })
  ]])
  eventually("the buffer is mended", function()
    return buffer():find("|Käse]], dazu [[ Über uns]]", 1, true)
  end)
  findings_are({ 5, 59, "link-spacing" })
end)

check("lays a note out", function()
  ex("VaultlintFormat")
  has(buffer(), "heute.\n\nEnde\n")
  ex("write")
  has(disk(trip), "|Käse]], dazu [[ Über uns]] und [[Über uns]] heute.\n\nEnde\n")
end)

check("lays lines out", function()
  lua("vim.api.nvim_buf_set_lines(0, -1, -1, false, { 'eins  ', '', 'zwei  ', '', 'drei  ' })")
  ex("11VaultlintFormat")
  has(buffer(), "\neins  \n\nzwei\n\ndrei  \n")
  ex("edit!")
end)

check("lists the findings of the vault", function()
  open(about)
  ex("VaultlintCheck")
  local list = lua([[
    return vim.tbl_map(function(it)
      return { vim.api.nvim_buf_get_name(it.bufnr), it.lnum, it.col, it.type, it.text }
    end, vim.fn.getqflist())
  ]])
  assert(#list == 1, vim.inspect(list))
  local text = table.remove(list[1])
  has(text, "[link-spacing] stray blank")
  assert(vim.deep_equal(list[1], { vim.fs.joinpath(vault, trip), 6, 60, "W" }), vim.inspect(list))
  assert(lua("return vim.bo.buftype") == "quickfix")
  ex("cclose")
end)

check("mends a note", function()
  open(trip)
  ex("VaultlintFixAll")
  eventually("the buffer is mended", function()
    return buffer():find("dazu [[Über uns]] und", 1, true)
  end)
  ex("edit!")
end)

check("explains rules", function()
  open(trip)
  findings_are({ 5, 59, "link-spacing" })
  at("[[ Über")
  for _, command in ipairs({ "VaultlintRule", "VaultlintRule link-spacing" }) do
    ex(command)
    has(buffer(), "No stray blanks inside or around a wikilink")
    ex("close")
  end
  local names = lua("return vim.fn.getcompletion('VaultlintRule link-sp', 'cmdline')")
  assert(vim.deep_equal(names, { "link-spacing" }), vim.inspect(names))
end)

check("mends nothing on saving, unasked", function()
  ex("write")
  has(disk(trip), "[[ Über uns]]")
end)

check("starts anew, and mends on saving where asked to", function()
  local before = lua("return vim.lsp.get_clients({ name = 'vaultlint' })[1].id")
  lua("vim.lsp.config('vaultlint', { init_options = { fixOnSave = true } })")
  ex("VaultlintRestart")
  eventually("another server runs", function()
    local running = lua("return vim.tbl_map(function(it) return it.id end, vim.lsp.get_clients({ name = 'vaultlint' }))")
    return #running == 1 and running[1] ~= before
  end)
  attached()
  findings_are({ 5, 59, "link-spacing" })
  ex("write")
  has(buffer(), "dazu [[Über uns]] und")
  has(disk(trip), "dazu [[Über uns]] und")
end)

check("completes links as they are typed", function()
  ex("set completeopt=menuone,noselect")
  vim.rpcrequest(child, "nvim_input", "Go[[")
  eventually("the menu shows the note", function()
    local shown = lua("return vim.tbl_map(function(it) return it.abbr end, vim.fn.complete_info({ 'items' }).items)")
    return vim.tbl_contains(shown, "Über uns")
  end)
  vim.rpcrequest(child, "nvim_input", "Über<C-n><C-y><Esc>")
  eventually("the link is written", function()
    return buffer():find("\n[[Über uns]]\n", 1, true)
  end)
  ex("write")
end)

check("renames a heading with its links", function()
  open(about)
  attached()
  at("Käse und")
  rename("Käse, Brot und Wein")
  eventually("the heading has the name", function()
    return buffer():find("\n## Käse, Brot und Wein\n", 1, true)
  end)
  ex("wall")
  has(disk(about), "\n## Käse, Brot und Wein\n")
  has(disk(trip), "[[Über uns#Käse, Brot und Wein|Käse]],")
end)

check("renames a note at a link to it", function()
  open(trip)
  at("Über uns]] und")
  rename("Wir beide")
  eventually("the note has the name", function()
    return disk("Wir beide.md")
  end)
  ex("wall")
  assert(not disk(about), "the old note is there")
  has(disk(trip), "[[Wir beide#Käse, Brot und Wein|Käse]], dazu [[Wir beide]] und [[Wir beide]] heute.")
end)

check("renames and moves the note that is open", function()
  open("Wir beide.md")
  attached()
  ex("VaultlintRename Wer schreibt")
  ex("wall")
  assert(not disk("Wir beide.md"), "the old note is there")
  has(disk("Wer schreibt.md"), "## Käse, Brot und Wein")
  has(disk(trip), "dazu [[Wer schreibt]] und")
  ex("VaultlintRename Leute/Über alle.md")
  ex("wall")
  has(disk("Leute/Über alle.md"), "## Käse, Brot und Wein")
  has(disk(trip), "[[Über alle#Käse, Brot und Wein|Käse]], dazu [[Über alle]] und")
  local name = lua("return vim.api.nvim_buf_get_name(0)")
  assert(name == vim.fs.joinpath(vault, "Leute/Über alle.md"), name)
  attached()
end)

check("renames nothing to what is there", function()
  local told = lua([[
    local told = {}
    local notify = vim.notify
    vim.notify = function(message) table.insert(told, message) end
    vim.cmd("VaultlintRename Reisen/Málaga im März")
    vim.notify = notify
    return told
  ]])
  assert(#told == 1, vim.inspect(told))
  has(told[1], "there already")
  has(disk(trip), "# Málaga im März")
end)

local function health()
  ex("checkhealth vaultlint")
  local text = buffer()
  ex("bwipeout")
  return text
end

check("tells how it is", function()
  local text = health()
  has(text, "OK vaultlint 0")
  has(text, "OK a server runs for 2 open notes in " .. vault)
  lacks(text, "ERROR")
  lua("vim.lsp.config('vaultlint', { cmd = { 'no-such-vaultlint', 'server' } })")
  has(health(), "ERROR `no-such-vaultlint` is not on the path")
end)

check("helps", function()
  ex("helptags ALL")
  ex("help :VaultlintRename")
  has(buffer(), ":VaultlintCheck")
end)

check("ends", function()
  vim.rpcnotify(child, "nvim_command", "qall!")
  assert(vim.fn.jobwait({ child }, 10000)[1] == 0)
end)

vim.fn.jobstop(child)
