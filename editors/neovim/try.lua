-- The configuration of try.sh: postmortem-ls, what it has to show beside the text, and the keys in the bottom line.

local postmortem = require('postmortem_ls')
postmortem.setup({ cmd = { vim.env.POSTMORTEM_LS, 'server' } })
postmortem.annotate()

vim.o.swapfile = false
vim.o.number = true
vim.o.signcolumn = 'yes'
vim.o.linebreak = true
vim.o.completeopt = 'menuone,noinsert'
vim.o.laststatus = 2
vim.o.statusline = " %f %m %{v:lua.require'postmortem_ls'.status()}"
  .. '%=K hover   gra fix   ]d [d next, previous finding   ctrl-x ctrl-o complete   :q '
vim.diagnostic.config({ virtual_text = true, severity_sort = true })

vim.api.nvim_create_autocmd('LspAttach', {
  callback = function(event)
    local function map(key, action, description)
      vim.keymap.set('n', key, action, { buffer = event.buf, desc = description })
    end
    map('K', vim.lsp.buf.hover, 'What stands under the cursor')
    map('gra', vim.lsp.buf.code_action, 'Fixes for this line')
    if vim.diagnostic.jump == nil then
      map(']d', vim.diagnostic.goto_next, 'The next finding')
      map('[d', vim.diagnostic.goto_prev, 'The previous finding')
    end
    if vim.lsp.on_type_formatting then
      vim.lsp.on_type_formatting.enable(true, { client_id = event.data.client_id })
    end
    if vim.lsp.completion then
      vim.lsp.completion.enable(true, event.data.client_id, event.buf, { autotrigger = true })
    end
  end,
})
