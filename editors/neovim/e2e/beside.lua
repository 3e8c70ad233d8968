-- A person has two other servers for Markdown beside postmortem-ls, and nothing comes twice. Run by beside.sh, as `nvim -l`.

local here = vim.fs.dirname(vim.fs.normalize(vim.fn.fnamemodify(arg[0], ':p')))
package.path = here .. '/?.lua;' .. package.path
local desk = require('desk')
local tap = require('tap')
local check = tap.check

local ours, rumdl, vscode = 'postmortem_ls', 'rumdl', 'vscode_markdown'

-- What rumdl and VS Code's server have something to say about, too: links, one of them to nowhere, and loose spacing.
local document = vim.list_extend(vim.deepcopy(desk.draft), {
  '',
  'See [the notes](notes.md), [a page that is gone](gone.md) and [the timeline](#timeline).',
  '',
  '',
  '* a bullet of another kind   ',
})

-- A draft in front of a person with three servers, which have read it.
local function sit_down(settings)
  vim.env.OUR_SETTINGS = vim.json.encode(settings)
  local person = desk.sit_down({ desk.neovim, '--embed', 'draft.md' }, here .. '/beside', vim.fs.dirname(here))
  person:wait_for([[return #vim.lsp.get_clients({ bufnr = 0 }) == 3]])
  return person
end

-- What each server answers to a request, by its name; at the cursor, or with parameters that are the same for all.
local function answers(person, method, parameters)
  return person:ask(
    [[
    local method, given = ...
    local answers = vim.empty_dict()
    for _, client in ipairs(vim.lsp.get_clients({ bufnr = 0, method = method })) do
      local parameters = vim.lsp.util.make_position_params(0, client.offset_encoding)
      parameters = vim.tbl_extend('force', parameters, given)
      local response = client:request_sync(method, parameters, 10000, 0)
      answers[client.name] = response and response.result
    end
    return answers]],
    method,
    parameters or vim.empty_dict()
  )
end

-- All answers to a request in one list; completions may come as an object with a list in it.
local function joined(by_server)
  local all = {}
  for server, result in pairs(by_server) do
    for _, item in ipairs(result.items or result) do
      table.insert(all, { server = server, item = item })
    end
  end
  return all
end

-- What stands more than once in a list, told by a function of its items.
local function doubled(list, key)
  local seen, twice = {}, {}
  for _, it in ipairs(list) do
    local name = key(it)
    if seen[name] then
      table.insert(twice, name)
    end
    seen[name] = true
  end
  return twice
end

local function names_of(by_server)
  local names = vim.tbl_keys(by_server)
  table.sort(names)
  return table.concat(names, ', ')
end

local function title(it)
  return it.item.title
end

-- Headings and entries as an outline shows them, whether it is a list or a tree.
local function outline(result)
  local names = {}
  for _, it in ipairs(result or {}) do
    table.insert(names, (it.name:gsub('^#+ ', '')))
    vim.list_extend(names, outline(it.children))
  end
  return names
end

local function everybody_works(person)
  local by_source = person:wait_for([[
    local counts = {}
    for _, it in ipairs(vim.diagnostic.get(0)) do
      local name = vim.diagnostic.get_namespace(it.namespace).name
      for _, client in ipairs(vim.lsp.get_clients({ bufnr = 0 })) do
        if name:find(client.name, 1, true) then counts[client.name] = (counts[client.name] or 0) + 1 end
      end
    end
    return counts.postmortem_ls and counts.rumdl and counts.vscode_markdown and counts]])
  check(by_source, 'each of the three servers is attached and has findings', person:ask([[
    return vim.tbl_map(function(it) return (it.source or '?') .. ': ' .. it.message end, vim.diagnostic.get(0))]]))
  tap.note('findings: ' .. vim.inspect(by_source, { newline = ' ', indent = '' }))
end

local function findings(person)
  local twice = doubled(person:ask('return vim.diagnostic.get(0)'), function(it)
    return ('%d:%d-%d:%d %s'):format(it.lnum, it.col, it.end_lnum, it.end_col, it.message)
  end)
  check(#twice == 0, 'no finding is shown twice', twice)
end

local function code_actions(person)
  local twice, found = {}, {}
  for line = 0, #document - 1 do
    local context = person:ask(
      [[return { diagnostics = vim.lsp.diagnostic.from(vim.diagnostic.get(0, { lnum = ... })) }]],
      line
    )
    local range = { start = { line = line, character = 0 }, ['end'] = { line = line, character = 1 } }
    local by_server = answers(person, 'textDocument/codeAction', { range = range, context = context })
    for server, actions in pairs(by_server) do
      found[server] = (found[server] or 0) + #actions
    end
    vim.list_extend(twice, doubled(joined(by_server), title))
  end
  check((found[ours] or 0) > 0 and (found[rumdl] or 0) > 0, 'ours and rumdl have code actions', found)
  check(#twice == 0, 'no line has two code actions with one title', twice)
end

local function commands(person)
  local all = person:ask([[
    local all = vim.tbl_keys(vim.lsp.commands)
    for _, client in ipairs(vim.lsp.get_clients({ bufnr = 0 })) do
      vim.list_extend(all, (client.server_capabilities.executeCommandProvider or {}).commands or {})
    end
    return all]])
  local twice = doubled(all, function(it)
    return it
  end)
  check(#all > 0 and #twice == 0, 'no name of a command is taken twice', twice)
end

-- What a server says about a plain word: nothing. An editor asks all servers and shows what comes.
local function plain_word(person)
  person:type('/^The release kept<CR>w')
  for _, method in ipairs({ 'hover', 'definition', 'documentHighlight' }) do
    check(answers(person, 'textDocument/' .. method)[ours] == nil, method .. ' on a plain word has nothing of ours')
  end
  person:type('gg/the notes<CR>')
  for _, method in ipairs({ 'hover', 'definition', 'documentHighlight' }) do
    check(answers(person, 'textDocument/' .. method)[ours] == nil, method .. ' on a link has nothing of ours')
  end
  person:type('gg/^## Timeline<CR>')
  local hovers = answers(person, 'textDocument/hover')
  check(hovers[ours] and vim.tbl_count(hovers) == 1, 'hover on a heading is ours alone', names_of(hovers))
end

-- Nobody else than the servers for all Markdown formats, renames and finds references.
local function left_to_others(person)
  local offered = person:ask([[return vim.lsp.get_clients({ name = 'postmortem_ls' })[1].server_capabilities]])
  for _, it in ipairs({ 'documentFormatting', 'documentRangeFormatting', 'rename', 'references', 'declaration' }) do
    check(not offered[it .. 'Provider'], it .. ' is left to the others')
  end
end

local function completions(person)
  local function proposals(what, keys)
    person:type(keys)
    local by_server = answers(person, 'textDocument/completion')
    local twice = doubled(joined(by_server), function(it)
      return vim.trim(it.item.label)
    end)
    check(#twice == 0, ('no proposal comes twice %s (%s)'):format(what, names_of(by_server)), twice)
    person:type('<Esc>u')
    return by_server
  end
  check(proposals('in the timeline', 'gg/^- 14:30<CR>o- 1')[ours], 'those of the timeline are ours')
  proposals('for a heading', 'Go<CR># ')
  local by_server = proposals('in a link', 'Go<CR>See [it](./')
  check(#(by_server[ours] and (by_server[ours].items or by_server[ours]) or {}) == 0, 'those in a link are left to the others')
end

-- Outline and links come from each server that has them, so that ours can be switched off.
local function switched_off()
  local off = { enable = false }
  local rules = { ['broken-link'] = 'off' }
  local person =
    sit_down({ documentSymbols = off, documentLinks = off, folding = off, selectionRanges = off, rules = rules })
  everybody_works(person)
  local on_link = person:ask([[
    local line = vim.fn.search('gone.md') - 1
    return vim.tbl_map(function(it) return it.source end, vim.diagnostic.get(0, { lnum = line }))]])
  check(#on_link > 0 and not vim.tbl_contains(on_link, 'postmortem'), 'a link to nowhere is left to the others', on_link)
  local position = { positions = { { line = 0, character = 0 } } }
  for method, parameters in pairs({ documentSymbol = {}, documentLink = {}, foldingRange = {}, selectionRange = position }) do
    local by_server = answers(person, 'textDocument/' .. method, parameters)
    check(by_server[ours] == nil and by_server[vscode], method .. ' is not ours any more', names_of(by_server))
  end
  local symbols = answers(person, 'workspace/symbol', { query = 'Timeline' })
  check(symbols[ours] == nil, 'nor are the symbols of the workspace', names_of(symbols))
  local links = joined(answers(person, 'textDocument/documentLink'))
  local twice = doubled(links, function(it)
    return vim.inspect(it.item.range)
  end)
  check(#links > 0 and #twice == 0, 'no link is there twice', links)
  local headings = outline(answers(person, 'textDocument/documentSymbol')[vscode])
  twice = doubled(headings, tostring)
  check(vim.tbl_contains(headings, 'Timeline') and #twice == 0, "no heading stands twice in VS Code's outline", headings)
  check(person:leave(), 'Neovim ends again')
end

desk.write('draft.md', document, '\n')
desk.write('notes.md', { '# Notes', '', 'None.' }, '\n')
local person = sit_down(vim.empty_dict())
tap.note(('Neovim %s beside rumdl and vscode-markdown-languageserver'):format(person:ask('return tostring(vim.version())')))
everybody_works(person)
findings(person)
code_actions(person)
commands(person)
plain_word(person)
left_to_others(person)
completions(person)
local complaints = person:ask('return heard.notifications')
check(#complaints == 0, 'Neovim had nothing to complain of', complaints)
check(person:ask('return #vim.lsp.get_clients({ bufnr = 0 })') == 3, 'the three servers still run')
check(person:leave(), 'Neovim ends')
switched_off()
vim.fn.delete(desk.home, 'rf')
tap.finish()
