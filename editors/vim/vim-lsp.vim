" vim-lsp: source this file from your vimrc.
if executable('postmortem-ls')
  autocmd User lsp_setup call lsp#register_server({
  \   'name': 'postmortem-ls',
  \   'cmd': {_ -> ['postmortem-ls', 'server']},
  \   'allowlist': ['markdown'],
  \})
endif
