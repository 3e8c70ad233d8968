-- Somebody who has two other servers for Markdown beside ours: rumdl, and the one that VS Code has.

_G.heard = { notifications = {}, marks = 0 }

local store = vim.env.OTHER_SERVERS
local root = vim.uv.cwd()

-- The tokens of markdown-it, which VS Code's server leaves to its client.
local function parse(_, asked)
  local buffer = vim.uri_to_bufnr(asked.uri)
  vim.fn.bufload(buffer)
  local text = asked.text or table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') .. '\n'
  local script = "process.stdout.write(JSON.stringify(require('markdown-it')({html:true}).parse("
    .. "require('fs').readFileSync(0,'utf8'),{})))"
  local ran = vim.system({ 'node', '-e', script }, { stdin = text, cwd = store .. '/npm' }):wait()
  return vim.json.decode(ran.stdout)
end

local function stat(_, asked)
  local found = vim.uv.fs_stat(vim.uri_to_fname(asked.uri))
  return found and { isDirectory = found.type == 'directory' } or vim.NIL
end

local function read_file(_, asked)
  local file = assert(io.open(vim.uri_to_fname(asked.uri), 'rb'))
  local bytes = { file:read('*a'):byte(1, -1) }
  file:close()
  return bytes
end

local function read_directory(_, asked)
  local entries = {}
  for name, kind in vim.fs.dir(vim.uri_to_fname(asked.uri)) do
    table.insert(entries, { name, { isDirectory = kind == 'directory' } })
  end
  return entries
end

local function nothing()
  return vim.NIL
end

vim.opt.runtimepath:prepend(vim.env.POSTMORTEM_LS_PLUGIN)
vim.lsp.config('postmortem_ls', { init_options = vim.json.decode(vim.env.OUR_SETTINGS or '{}') })
vim.lsp.config('rumdl', { cmd = { store .. '/python/bin/rumdl', 'server' }, filetypes = { 'markdown' }, root_dir = root })
vim.lsp.config('vscode_markdown', {
  cmd = { 'node', store .. '/npm/node_modules/vscode-markdown-languageserver/dist/node/workerMain.js', '--stdio' },
  filetypes = { 'markdown' },
  root_dir = root,
  init_options = { markdownFileExtensions = { 'md' } },
  capabilities = { textDocument = { completion = { dynamicRegistration = true } } },
  settings = {
    markdown = {
      suggest = { paths = { enabled = true } },
      validate = {
        enabled = true,
        fileLinks = { enabled = 'warning', markdownFragmentLinks = 'inherit' },
        fragmentLinks = { enabled = 'warning' },
        referenceLinks = { enabled = 'warning' },
        unusedLinkDefinitions = { enabled = 'warning' },
        duplicateLinkDefinitions = { enabled = 'warning' },
        ignoredLinks = {},
      },
    },
  },
  handlers = {
    ['markdown/parse'] = parse,
    ['markdown/fs/stat'] = stat,
    ['markdown/fs/readFile'] = read_file,
    ['markdown/fs/readDirectory'] = read_directory,
    ['markdown/fs/watcher/create'] = nothing,
    ['markdown/fs/watcher/delete'] = nothing,
    ['markdown/findMarkdownFilesInWorkspace'] = function()
      return { vim.uri_from_fname(root .. '/draft.md') }
    end,
  },
})
vim.lsp.enable({ 'postmortem_ls', 'rumdl', 'vscode_markdown' })

vim.keymap.set({ 'n', 'i', 'x', 'c' }, '<F12>', '<Cmd>lua heard.marks = heard.marks + 1<CR>')
vim.notify = function(message)
  table.insert(heard.notifications, message)
end
