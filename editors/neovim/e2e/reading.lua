-- What the person sees of a postmortem without changing it: outline, folds, selections, mentions, notes, numbers, colours.

local check = require('tap').check

local kept = require('promises').kept

local reading = {}

local function has(person, version)
  return person:ask('return vim.fn.has(...) == 1', 'nvim-' .. version)
end

function reading.outline(person)
  person:type(':lua vim.lsp.buf.document_symbol()<CR>')
  local items = person:wait_for([[
    local items = vim.list_extend(vim.fn.getloclist(0), vim.fn.getqflist()) -- the latter up to 0.10
    local texts = vim.tbl_map(function(it) return it.text end, items)
    return #texts > 0 and texts]])
  local outline = table.concat(items or {}, '\n')
  check(outline:find('Timeline') and outline:find('14:05 UTC'), 'the outline holds sections and entries', outline)
  kept('documentSymbolProvider')
  person:type(':lclose | cclose<CR>')
end

function reading.folds(person)
  if has(person, '0.11') then
    person:type(':setlocal foldmethod=expr foldexpr=v:lua.vim.lsp.foldexpr() foldlevel=0<CR>/^## Timeline<CR>zx')
    check(person:wait_for([[
      vim.cmd('normal! zM')
      local first = vim.fn.foldclosed('.')
      return first > 0 and vim.fn.getline(vim.fn.foldclosedend('.')):find('14:30 UTC') ]]), 'a section folds to its last line')
    person:type(':setlocal foldmethod=manual<CR>zE')
  else
    local folds = person:answer('textDocument/foldingRange', {}) or {}
    local timeline = vim.fn.index(person:lines(), '## Timeline')
    local fold = vim.tbl_filter(function(it)
      return it.startLine == timeline
    end, folds)[1]
    check(fold and fold.endLine > timeline + 3, 'a section folds to its last line', folds)
  end
  kept('foldingRangeProvider')
end

function reading.selection(person)
  person:type('/called: two<CR>')
  if has(person, '0.12') then
    person:press('v')
    person:ask('vim.lsp.buf.selection_range(1)')
    person:wait_for([[return vim.fn.getpos('v')[3] ~= vim.fn.getpos('.')[3] ]])
    local grown = person:wait_for([[
      local text = table.concat(vim.fn.getregion(vim.fn.getpos('v'), vim.fn.getpos('.')), '\n')
      if text:find('A waiter') then return text end
      vim.lsp.buf.selection_range(1)
      vim.wait(50)]])
    check(grown and not grown:find('13:50'), 'a selection grows to its entry', grown)
    person:type('<Esc>')
  else
    local place = person:ask([[return vim.lsp.util.make_position_params(0, 'utf-8').position]])
    local range = (person:answer('textDocument/selectionRange', { positions = { place } }) or {})[1]
    check(
      range and range.range.start.line == place.line and range.parent,
      'a selection grows by what stands around it',
      range
    )
  end
  kept('selectionRangeProvider')
end

function reading.mentions(person)
  person:type('gg/13:50 UTC to<CR>')
  person:ask('vim.lsp.buf.document_highlight()')
  local mentions = person:wait_for([[
    for name, space in pairs(vim.api.nvim_get_namespaces()) do
      if name:find('lsp') and name:find('references') then
        local marks = vim.api.nvim_buf_get_extmarks(0, space, 0, -1, {})
        return #marks > 0 and #marks
      end
    end]])
  check(mentions == 2, 'a time is highlighted where it is told of again', mentions)
  person:ask('vim.lsp.buf.clear_references()')
  person:ask('vim.lsp.buf.definition()')
  check(
    person:wait_for([[return vim.api.nvim_get_current_line():find('^%- 13:50 UTC')]]),
    'its definition is its entry in the timeline',
    person:ask('return vim.api.nvim_get_current_line()')
  )
  kept('documentHighlightProvider', 'definitionProvider')
end

function reading.notes(person)
  local labels = person:wait_for([[
    local labels = vim.tbl_map(function(it) return it.inlay_hint.label end, vim.lsp.inlay_hint.get({ bufnr = 0 }))
    return #labels > 0 and labels]])
  local text = table.concat(labels or {}, '\n')
  check(text:find('%+00:15') and text:find('%d+ words'), 'hints tell elapsed time and the words of sections', text)
  local lens = person:wait_for([[
    local lenses = vim.lsp.codelens.get(vim.fn.has('nvim-0.12') == 1 and { bufnr = 0 } or 0)
    local lens = lenses[1] and (lenses[1].lens or lenses[1])
    return lens and lens.command and lens.command.title]])
  check(
    lens and lens:find('^%d+ words · %d+ of %d+ requirements · 1 h 20 min$'),
    'the lens on the title tells words, requirements and length',
    lens
  )
  kept('inlayHintProvider', 'codeLensProvider')
end

function reading.status(person)
  local status = person:wait_for([[
    local status = require('postmortem_ls').status()
    return status ~= '' and status]])
  check(status and status:find('^%d+ words · %d+/%d+$'), 'the status tells words and requirements', status)
  local words = tonumber((status or ''):match('%d+')) or 0
  person:type('/^## Timeline<CR>OTwo words.<Esc>')
  local after = person:wait_for(
    [[
    local status = require('postmortem_ls').status()
    return tonumber(status:match('%d+')) == ... and status]],
    words + 2
  )
  check(after, 'and keeps up with typing', person:ask([[return require('postmortem_ls').status()]]))
  check(
    after and person:ask([[return vim.api.nvim_eval_statusline("%{v:lua.require'postmortem_ls'.status()}", {}).str]]) == after,
    'a statusline shows it'
  )
  person:type('u')
  person:type(':edit shopping.md<CR>')
  person:wait_for('return #vim.lsp.get_clients({ bufnr = 0 }) > 0')
  check(person:ask([[return require('postmortem_ls').status()]]) == '', 'for other Markdown it is empty')
  person:type(':edit draft.md<CR>')
end

function reading.colours(person)
  person:type('gg/^- 14:05<CR>ll')
  local types = person:wait_for([[
    local tokens = vim.lsp.semantic_tokens.get_at_pos() or {}
    return #tokens > 0 and vim.tbl_map(function(it) return it.type end, tokens)]])
  check(types, 'a time has a colour of its own', types)
  local all = (person:answer('textDocument/semanticTokens/full') or {}).data or {}
  local line = { start = { line = 8, character = 0 }, ['end'] = { line = 11, character = 0 } }
  local some = (person:answer('textDocument/semanticTokens/range', { range = line }) or {}).data or {}
  check(#some > 0 and #some < #all, 'those of a few lines can be had alone', { some, all })
  kept('semanticTokensProvider', 'semanticTokensProvider.full', 'semanticTokensProvider.range')
end

function reading.checklist(person)
  person:type('gg')
  person:ask('vim.lsp.codelens.run()')
  local text = person:wait_for([[
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
      end
    end]])
  check(text and #text > 100, 'running the lens opens the checklist in a window', text)
  kept('executeCommandProvider.postmortem-ls.showChecklist')
  person:type('j')
  person:wait_for('return #vim.api.nvim_list_wins() == 1')
end

function reading.health(person)
  person:type(':checkhealth postmortem_ls<CR>')
  local report = person:wait_for([[
    local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
    return text:find('postmortem.toml') and text]])
  check(
    report
      and report:find('OK postmortem%-ls %d')
      and report:find('attached to .*draft.md')
      and report:find('no postmortem.toml')
      and not report:find('ERROR'),
    ':checkhealth tells the version and what the server is attached to',
    report
  )
  person:type(':bdelete<CR>')
  person:wait_for([[return vim.api.nvim_buf_get_name(0):find('draft.md')]])
end

return reading
