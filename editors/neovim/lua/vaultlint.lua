-- What the commands do. All knowledge of notes is in the server.
local M = {}

local function notify(message, level)
  vim.notify("vaultlint: " .. message, level or vim.log.levels.ERROR)
end

--- The program that the server is configured to be.
function M.program()
  local config = vim.lsp.config.vaultlint
  local cmd = config and config.cmd
  return type(cmd) == "table" and cmd[1] or "vaultlint"
end

--- The server of the current buffer; else one that runs, since commands make sense outside of notes too.
local function client()
  local found = vim.lsp.get_clients({ name = "vaultlint", bufnr = 0 })[1]
    or vim.lsp.get_clients({ name = "vaultlint" })[1]
  if not found then
    notify("no server runs: open a note first, or see :checkhealth vaultlint")
  end
  return found
end

--- What the server answers to `method`; nil, and the user is told, where it answers nothing.
local function ask(server, method, params, bufnr)
  local response, err = server:request_sync(method, params, 60000, bufnr)
  err = err or response and response.err and response.err.message
  if err then
    return notify(err)
  end
  return response.result
end

--- Has Neovim complete what `client` offers. Left to itself it takes the first word of a text and leaves out the rest,
--- which is not the name of the note.
function M.complete(client, bufnr)
  vim.lsp.completion.enable(true, client.id, bufnr, {
    autotrigger = vim.g.vaultlint_autotrigger == true,
    convert = function(item)
      return { word = item.textEdit and item.textEdit.newText or item.insertText or item.label }
    end,
  })
  -- Neovim goes on asking a server that has ended.
  vim.api.nvim_create_autocmd("LspDetach", {
    buffer = bufnr,
    callback = function(args)
      if args.data.client_id == client.id then
        vim.lsp.completion.enable(false, client.id, bufnr)
        return true
      end
    end,
  })
end

function M.fix_all()
  if client() then
    local context = { only = { "source.fixAll.vaultlint" }, diagnostics = {} }
    vim.lsp.buf.code_action({ apply = true, context = context })
  end
end

function M.format(args)
  if client() then
    local range = args.range > 0 and { start = { args.line1, 0 }, ["end"] = { args.line2, 2 ^ 31 - 1 } } or nil
    vim.lsp.buf.format({ name = "vaultlint", range = range })
  end
end

--- Findings as lines of the quickfix list.
local function entries(reports, encoding)
  local locations = {}
  for _, report in ipairs(reports) do
    for _, item in ipairs(report.items or {}) do
      locations[#locations + 1] = { uri = report.uri, range = item.range, item = item }
    end
  end
  local found = vim.lsp.util.locations_to_items(locations, encoding)
  for _, entry in ipairs(found) do
    local item = entry.user_data.item
    entry.type = ({ "E", "W", "I", "N" })[item.severity]
    entry.text = ("[%s] %s"):format(item.code, item.message)
    entry.user_data = nil
  end
  return found
end

function M.check()
  local server = client()
  local answer = server and ask(server, "workspace/diagnostic", { previousResultIds = {} }, 0)
  if not answer then
    return
  end
  local found = entries(answer.items, server.offset_encoding)
  vim.fn.setqflist({}, " ", { title = "vaultlint", items = found })
  vim.cmd(#found > 0 and "copen" or "cclose")
  notify(("%d findings"):format(#found), vim.log.levels.INFO)
end

--- The path that `name` stands for: as the server has it when a link is renamed, the extension stays, and so does the
--- folder unless `name` is a path, which starts at the root of the vault.
local function destination(old, name, root)
  local extension = vim.fn.fnamemodify(old, ":e")
  if extension ~= "" and vim.fn.fnamemodify(name, ":e"):lower() ~= extension:lower() then
    name = name .. "." .. extension
  end
  if name:sub(1, 1) == "/" and vim.startswith(name, root .. "/") then
    return name
  end
  local folder = name:find("/") and root or vim.fs.dirname(old)
  return vim.fs.normalize(vim.fs.joinpath(folder, name))
end

local function rename_to(server, name)
  local old = vim.api.nvim_buf_get_name(0)
  if old == "" or vim.bo.buftype ~= "" then
    return notify("what is shown here is no file")
  end
  local root = vim.fs.root(old, ".obsidian") or server.root_dir or vim.fs.dirname(old)
  local new = destination(old, name, root)
  if vim.uv.fs_stat(new) then
    return notify(("%s is there already"):format(new))
  end
  vim.cmd("silent update")
  local files = { files = { { oldUri = vim.uri_from_fname(old), newUri = vim.uri_from_fname(new) } } }
  local edit = ask(server, "workspace/willRenameFiles", files, 0)
  if edit then
    vim.lsp.util.apply_workspace_edit(edit, server.offset_encoding)
  end
  vim.lsp.util.rename(old, new)
  server:notify("workspace/didRenameFiles", files)
  notify("renamed; :wall writes the notes that link to it", vim.log.levels.INFO)
end

function M.rename(args)
  local server = client()
  if not server then
    return
  end
  if args.args ~= "" then
    return rename_to(server, args.args)
  end
  vim.ui.input({ prompt = "New name: ", default = vim.fn.expand("%:t:r") }, function(name)
    if name and name ~= "" then
      rename_to(server, name)
    end
  end)
end

function M.restart()
  local function running()
    return vim.lsp.get_clients({ name = "vaultlint" })
  end
  vim.lsp.enable("vaultlint", false)
  vim.lsp.stop_client(running())
  vim.wait(5000, function()
    return #running() == 0
  end, 10)
  vim.lsp.stop_client(running(), true)
  vim.lsp.enable("vaultlint")
end

--- What the program prints when it is asked about rules; nil, and the user is told, where it fails.
local function about_rules(...)
  local ok, result = pcall(function(...)
    return vim.system({ M.program(), "rule", ... }, { text = true }):wait()
  end, ...)
  if ok and result.code == 0 then
    return result.stdout
  end
  notify(ok and vim.trim(result.stderr) or result)
end

--- The names of all rules.
function M.rules()
  local listed = about_rules("--output-format", "json")
  return vim.tbl_map(function(rule)
    return rule.name
  end, listed and vim.json.decode(listed) or {})
end

function M.rule(args)
  local name = args.args
  if name == "" then
    local here = vim.diagnostic.get(0, { lnum = vim.fn.line(".") - 1 })
    local own = vim.tbl_filter(function(it)
      return it.source == "vaultlint"
    end, here)
    if not own[1] then
      return notify("no finding is in this line: :VaultlintRule NAME explains a rule")
    end
    name = own[1].code
  end
  local page = about_rules(name)
  if page then
    vim.cmd.new()
    vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(vim.trim(page), "\n"))
    vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile, vim.bo.modifiable = "nofile", "wipe", false, false
  end
end

return M
