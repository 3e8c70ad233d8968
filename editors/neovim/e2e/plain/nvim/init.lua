-- Somebody who wrote the configuration of the server themselves: what starts it, and nothing else that it knows.

_G.heard = { notifications = {}, marks = 0 }

if vim.lsp.enable then
  vim.lsp.config('postmortem_ls', { cmd = { 'postmortem-ls', 'server' }, filetypes = { 'markdown' }, root_markers = { '.git' } })
  vim.lsp.enable('postmortem_ls')
end

vim.keymap.set({ 'n', 'i', 'x', 'c' }, '<F12>', '<Cmd>lua heard.marks = heard.marks + 1<CR>')
