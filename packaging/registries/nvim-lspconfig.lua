---@brief
---
--- A language server for Markdown postmortems: it says what a reviewer would say, while the text is written.
---
--- `cargo install postmortem-ls`

---@type vim.lsp.Config
return {
  cmd = { 'postmortem-ls', 'server' },
  filetypes = { 'markdown' },
  root_markers = { 'postmortem.toml', '.postmortem.toml', '.git' },
}
