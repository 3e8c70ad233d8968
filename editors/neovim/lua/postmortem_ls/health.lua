-- `:checkhealth postmortem_ls`: whether the server is there, which one, to what it is attached, and what it is told.

local M = {}

local health = vim.health
-- Their names before 0.10.
local start, ok, warn, fail, info =
  health.start or health.report_start,
  health.ok or health.report_ok,
  health.warn or health.report_warn,
  health.error or health.report_error,
  health.info or health.report_info

local function binary(config)
  local command = config.cmd[1]
  if vim.fn.executable(command) == 0 then
    fail(('"%s" is not found'):format(command), {
      'Install it: cargo install postmortem-ls',
      "Or set its path: vim.lsp.config('postmortem_ls', { cmd = { '/path/to/postmortem-ls', 'server' } })",
    })
    return
  end
  local version = vim.trim(vim.fn.system({ command, '--version' }))
  if vim.v.shell_error ~= 0 or not version:find('^postmortem%-ls %d') then
    fail(('"%s" does not tell its version: %s'):format(command, version))
    return
  end
  ok(('%s, %s'):format(version, vim.fn.exepath(command)))
end

local function clients()
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  local attached = get({ name = 'postmortem_ls' })
  if #attached == 0 then
    local is_on = not vim.lsp.is_enabled or vim.lsp.is_enabled('postmortem_ls')
    info(
      is_on and 'not running: no Markdown file was opened yet'
        or "not enabled: vim.lsp.enable('postmortem_ls') starts it"
    )
  end
  for _, client in ipairs(attached) do
    local names = {}
    for buffer in pairs(client.attached_buffers or {}) do
      table.insert(names, vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':~:.'))
    end
    table.sort(names)
    ok(('running with the folder %s, attached to %s'):format(
      client.config.root_dir or '(none)',
      #names > 0 and table.concat(names, ', ') or 'no buffer'
    ))
  end
end

-- The file that holds for the buffer that the user came from.
local function configuration()
  local alternate = vim.fn.bufnr('#')
  local path = alternate > 0 and vim.api.nvim_buf_get_name(alternate) or ''
  local folder = path ~= '' and vim.fs.dirname(path) or vim.fn.getcwd()
  local names = { 'postmortem.toml', '.postmortem.toml', '.config/postmortem.toml' }
  local found = vim.fs.find(names, { upward = true, path = folder })[1]
  if found then
    ok('configured by ' .. found)
  else
    info('no postmortem.toml above ' .. folder .. ': what is built in holds')
  end
end

function M.check()
  start('postmortem-ls')
  if vim.fn.has('nvim-0.8') == 0 then
    fail('Neovim 0.8 or newer is needed')
    return
  end
  local config = require('postmortem_ls').config()
  if not config then
    warn('lsp/postmortem_ls.lua is not on the runtimepath')
    return
  end
  binary(config)
  clients()
  configuration()
end

return M
