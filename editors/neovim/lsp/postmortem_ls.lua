-- How Neovim 0.11 and newer starts postmortem-ls; `vim.lsp.enable('postmortem_ls')` reads this file from the runtimepath.

local postmortem = require('postmortem_ls')

---@brief
---
--- postmortem-ls is a language server for Markdown postmortems: warnings, fixes, timestamps and word counts while one
--- writes. Markdown files that are no postmortems get nothing.
---
--- ```lua
--- vim.lsp.enable('postmortem_ls')
--- ```

---@type vim.lsp.Config
return {
  cmd = { 'postmortem-ls', 'server' },
  filetypes = { 'markdown' },
  -- The nearest folder upwards that holds one of these; without one the server sees single files.
  root_markers = { 'postmortem.toml', '.postmortem.toml', '.git' },
  -- Both are between this server and its own clients: the numbers for `status()`, and the checklist for a window.
  capabilities = { experimental = { postmortemStatus = true, postmortemChecklist = true } },
  handlers = { ['postmortem/status'] = postmortem.on_status, ['window/showMessage'] = postmortem.on_message },
  commands = { ['postmortem-ls.showChecklist'] = postmortem.show_checklist },
  on_attach = postmortem.on_attach,
}
