-- The configuration of the person in the test: what the README says, and a memory of what the server did.

_G.heard = { notifications = {}, menu = nil, exit = nil }

local settings = {
  on_exit = function(code, signal)
    heard.exit = { code = code, signal = signal }
  end,
}

vim.opt.runtimepath:prepend(vim.env.POSTMORTEM_LS_PLUGIN)
if vim.lsp.enable then
  vim.lsp.config('postmortem_ls', settings)
  vim.lsp.enable('postmortem_ls')
else
  require('postmortem_ls').setup(settings)
end

require('postmortem_ls').annotate()
if vim.lsp.on_type_formatting then
  vim.lsp.on_type_formatting.enable()
end

vim.o.completeopt = 'menuone,noinsert'
vim.o.shortmess = vim.o.shortmess .. 'Ic'

-- Only this key is not a person's: whoever types it knows that the keys before it were taken in.
heard.marks = 0
vim.keymap.set({ 'n', 'i', 'x', 'c' }, '<F12>', '<Cmd>lua heard.marks = heard.marks + 1<CR>')

vim.notify = function(message, level)
  if (level or vim.log.levels.INFO) > vim.log.levels.INFO then
    table.insert(heard.notifications, message)
  end
end

-- A menu that waits for the choice without blocking, as those of plugins do.
vim.ui.select = function(items, options, choose)
  heard.menu = { titles = vim.tbl_map(options.format_item or tostring, items), items = items, choose = choose }
end

-- What a browser or another program would be given first.
vim.ui.open = function(address)
  heard.opened = heard.opened or address
end

-- From 0.12 on Neovim colours Markdown by a parser of its own, which some of the random edits make crash (seen in 0.12.4).
vim.api.nvim_create_autocmd('FileType', {
  pattern = 'markdown',
  callback = vim.schedule_wrap(function(event)
    if vim.treesitter and vim.api.nvim_buf_is_loaded(event.buf) then
      pcall(vim.treesitter.stop, event.buf)
    end
  end),
})
