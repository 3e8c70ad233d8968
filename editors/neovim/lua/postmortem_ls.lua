-- Starts postmortem-ls in the way this version of Neovim has: `vim.lsp.enable` from 0.11, a FileType autocommand before.

local M = {}

local name = 'postmortem_ls'

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

--- Starts the server for the Markdown files that are open and that will be opened.
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

  local defaults = dofile(vim.api.nvim_get_runtime_file('lsp/' .. name .. '.lua', false)[1])
  local config = vim.tbl_deep_extend('force', defaults, settings)
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
