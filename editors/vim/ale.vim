" ALE 3.3 and newer: source this file from your vimrc.
call ale#linter#Define('markdown', {
\   'name': 'postmortem_ls',
\   'lsp': 'stdio',
\   'executable': 'postmortem-ls',
\   'command': '%e server',
\   'project_root': {buffer -> fnamemodify(bufname(buffer), ':p:h')},
\})
