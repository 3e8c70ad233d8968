-- postmortem-ls in Neovim: how it starts in each version, the text for a statusline, the checklist in a window, commands.

local M = {}

local name = 'postmortem_ls'

-- What each buffer was last told by `postmortem/status`.
local told = {}

-- The client of a buffer, if the server is attached to it.
local function client_of(buffer)
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  return get({ bufnr = buffer, name = name })[1]
end

-- Asks the server to run one of its commands; `done` gets the result.
local function execute(client, buffer, command, arguments, done)
  local function answered(trouble, result)
    if trouble then
      vim.notify('postmortem-ls: ' .. trouble.message, vim.log.levels.ERROR)
    elseif done and result then
      done(result)
    end
  end
  -- Up to 0.10 `request` is a function, from 0.11 on a method.
  local self = vim.fn.has('nvim-0.11') == 1 and { client } or {}
  local parameters = { command = 'postmortem-ls.' .. command, arguments = { arguments } }
  client.request(unpack(vim.list_extend(self, { 'workspace/executeCommand', parameters, answered, buffer })))
end

--- Takes in what the server tells of a document.
function M.on_status(_, status)
  local buffer = vim.uri_to_bufnr(status.uri)
  told[buffer] = status.postmortem and status or nil
  vim.schedule(function()
    vim.cmd.redrawstatus({ bang = true })
  end)
end

--- Shows what the server says. Neovim itself, before 0.12, wants Enter pressed after it.
function M.on_message(_, said)
  local levels = { vim.log.levels.ERROR, vim.log.levels.WARN }
  vim.notify('postmortem-ls: ' .. said.message, levels[said.type] or vim.log.levels.INFO)
end

--- What a statusline shows of a postmortem, such as `412 words · 13/17`; empty for everything else.
---
--- ```lua
--- vim.o.statusline = vim.o.statusline .. "%{v:lua.require'postmortem_ls'.status()}"
--- ```
---
---@param buffer integer|nil the buffer in front of the user, if nil
function M.status(buffer)
  buffer = buffer or vim.api.nvim_get_current_buf()
  local it = told[buffer]
  if not it or not client_of(buffer) then
    return ''
  end
  local text = ('%d word%s'):format(it.words, it.words == 1 and '' or 's')
  if it.requirements.total > 0 then
    text = text .. (' · %d/%d'):format(it.requirements.met, it.requirements.total)
  end
  return text
end

--- Everything that `postmortem/status` told of a buffer, for a statusline of one's own; nil for everything else.
---@param buffer integer
function M.told(buffer)
  return client_of(buffer) and told[buffer]
end

--- Opens the checklist of requirements in a floating window; what the lens on the title does.
---@param command lsp.Command|nil
---@param context { bufnr: integer }|nil
function M.show_checklist(command, context)
  local buffer = context and context.bufnr or vim.api.nvim_get_current_buf()
  local client = client_of(buffer)
  if not client then
    return
  end
  local arguments = command and command.arguments and command.arguments[1] or { uri = vim.uri_from_bufnr(buffer) }
  execute(client, buffer, 'showChecklist', arguments, function(markdown)
    vim.lsp.util.open_floating_preview(vim.split(markdown, '\n'), 'markdown', { border = 'single', focus_id = name })
  end)
end

-- The commands of a buffer, each with the command of the server that it runs.
local commands = {
  {
    'LspPostmortemChecklist',
    'showChecklist',
    { desc = 'Show which requirements of the format are met' },
    function()
      M.show_checklist()
    end,
  },
  { 'LspPostmortemSections', 'insertSections', { desc = 'Insert all missing sections' } },
  { 'LspPostmortemDiagram', 'insertDiagram', { desc = 'Insert or refresh the diagram of the timeline' } },
  { 'LspPostmortemPicture', 'insertPicture', { desc = 'Draw the timeline as a picture beside the document' } },
  {
    'LspPostmortemImport',
    'importLines',
    { desc = 'Add the lines of a register to the timeline', nargs = '?' },
    function(client, buffer, call)
      local register = call.args ~= '' and call.args or '"'
      local text = vim.fn.getreg(register)
      execute(client, buffer, 'importLines', { uri = vim.uri_from_bufnr(buffer), text = text })
    end,
  },
}

--- Gives a buffer the commands that its server has.
function M.on_attach(client, buffer)
  local offered = (client.server_capabilities.executeCommandProvider or {}).commands or {}
  for _, it in ipairs(commands) do
    local own, command, options, run = it[1], it[2], it[3], it[4]
    if vim.tbl_contains(offered, 'postmortem-ls.' .. command) then
      vim.api.nvim_buf_create_user_command(buffer, own, function(call)
        if run then
          run(client, buffer, call)
        else
          execute(client, buffer, command, { uri = vim.uri_from_bufnr(buffer) })
        end
      end, options)
    end
  end
end

-- Keeps the lens of a buffer up to date where Neovim does not do it: before 0.12.
local function refresh_lens(buffer)
  local function refresh()
    vim.lsp.codelens.refresh(vim.fn.has('nvim-0.10') == 1 and { bufnr = buffer } or nil)
  end
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged' }, {
    group = vim.api.nvim_create_augroup(name .. '_lens_' .. buffer, {}),
    buffer = buffer,
    callback = refresh,
  })
  refresh()
end

--- Shows the lens on the title and, from 0.10 on, the inlay hints: elapsed time, computed lengths, words of sections.
--- Only in buffers that this server is attached to.
function M.annotate()
  vim.api.nvim_create_autocmd('LspAttach', {
    group = vim.api.nvim_create_augroup(name .. '_annotate', {}),
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if not client or client.name ~= name then
        return
      end
      if vim.lsp.inlay_hint and client.server_capabilities.inlayHintProvider then
        vim.lsp.inlay_hint.enable(true, { bufnr = event.buf })
      end
      if not client.server_capabilities.codeLensProvider then
        return
      end
      if vim.lsp.codelens.enable then
        vim.lsp.codelens.enable(true, { bufnr = event.buf })
      else
        refresh_lens(event.buf)
      end
    end,
  })
end

-- Attaches the server to a buffer that shows a file. Hover windows are Markdown too, but no files.
local function start(config, buffer)
  if vim.bo[buffer].buftype ~= '' then
    return
  end
  local path = vim.api.nvim_buf_get_name(buffer)
  local marker = vim.fs.find(config.root_markers, { upward = true, path = vim.fs.dirname(path) })[1]
  config = vim.tbl_extend('keep', config, { name = name, root_dir = marker and vim.fs.dirname(marker) })
  vim.lsp.start(config, { bufnr = buffer })
end

--- The configuration by which the server is started.
function M.config()
  if vim.lsp.config then
    return vim.lsp.config[name]
  end
  return M.started_with or dofile(vim.api.nvim_get_runtime_file('lsp/' .. name .. '.lua', false)[1])
end

--- Starts the server for the Markdown files that are open and that will be opened: `vim.lsp.enable` from 0.11, a FileType
--- autocommand before.
---
--- ```lua
--- require('postmortem_ls').setup()
--- require('postmortem_ls').setup({ cmd = { '/opt/postmortem-ls', 'server' } })
--- ```
---
---@param settings table|nil what shall differ from `lsp/postmortem_ls.lua`: `cmd`, `root_markers`, `on_attach`, …
function M.setup(settings)
  settings = settings or {}
  if vim.lsp.enable then
    vim.lsp.config(name, settings)
    vim.lsp.enable(name)
    return
  end
  if vim.fn.has('nvim-0.8') == 0 then
    error('postmortem_ls needs Neovim 0.8 or newer')
  end

  local config = vim.tbl_deep_extend('force', M.config(), settings)
  config.capabilities =
    vim.tbl_deep_extend('force', vim.lsp.protocol.make_client_capabilities(), config.capabilities)
  M.started_with = config
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup(name, {}),
    pattern = config.filetypes,
    callback = function(event)
      start(config, event.buf)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(config.filetypes, vim.bo[buffer].filetype) then
      start(config, buffer)
    end
  end
end

return M
