-- A person writes a postmortem in Neovim with postmortem-ls: what they see, key by key. Run by run.sh, as `nvim -l`.

local here = vim.fs.dirname(vim.fs.normalize(vim.fn.fnamemodify(arg[0], ':p')))
package.path = here .. '/?.lua;' .. package.path
local Person = require('person')
local asking = require('asking')
local desk = require('desk')
local edits = require('edits')
local promises = require('promises')
local reading = require('reading')
local settings = require('settings')
local tap = require('tap')
local typing = require('typing')
local check = tap.check
local kept = promises.kept

local plugin = vim.fs.dirname(here)
local home, work, draft, write = desk.home, desk.work, desk.draft, desk.write
local seed = tonumber(vim.env.E2E_SEED or os.time())
local number_of_edits = tonumber(vim.env.E2E_EDITS or 400)

-- The findings of the buffer in front of the person, as lines that can be compared; columns count characters from 1.
local function findings(person)
  return person:ask([[
    local lines = {}
    for _, it in ipairs(vim.diagnostic.get(0)) do
      local before = vim.fn.getline(it.lnum + 1):sub(1, it.col)
      local severity = ({ 'error', 'warning', 'information', 'hint' })[it.severity]
      table.insert(lines, ('%d:%d %s %s %s'):format(it.lnum + 1, vim.fn.strchars(before) + 1, severity, it.code, it.message))
    end
    table.sort(lines)
    return lines]])
end

-- The same of a file, as the command line finds them.
local function findings_of_file(name)
  local report = vim.json.decode(vim.system({ desk.server, 'check', '--format', 'json', work .. '/' .. name }):wait().stdout)
  local lines = vim.tbl_map(function(it)
    return ('%d:%d %s %s %s'):format(it.line, it.column, it.severity, it.rule, it.message)
  end, report)
  table.sort(lines)
  return lines
end

-- The finding with this code, when it is there.
local function finding(person, code)
  return person:wait_for(
    [[for _, it in ipairs(vim.diagnostic.get(0)) do if it.code == ... then return it end end]],
    code
  )
end

local function diagnostics(person)
  person:type(':edit draft.md<CR>')
  local missing = finding(person, 'missing-section')
  check(missing, 'a draft without its last section is told so', person:ask('return heard.notifications'))
  if not missing then
    tap.finish()
  end
  check(missing.source == 'postmortem', 'findings name their source', missing)
  check(missing.severity, 'findings have a severity', missing)
end

local function code_action(person)
  local before = person:lines()
  local missing = finding(person, 'missing-section')
  person:type(('%dG%d|'):format(missing.lnum + 1, missing.col + 1))
  local has_key = person:ask([[return vim.fn.maparg('gra', 'n') ~= '']])
  person:type(has_key and 'gra' or ':lua vim.lsp.buf.code_action()<CR>')
  local titles = person:wait_for('return heard.menu and heard.menu.titles') or {}
  local choice
  for index, title in ipairs(titles) do
    choice = choice or title:find('^Insert the section') and index
  end
  if not check(choice, 'the menu of code actions offers the section', titles) then
    return
  end
  person:ask('heard.menu.choose(heard.menu.items[...], ...)', choice)
  local heading = person:wait_for([[
    for _, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
      if line:find('^## Corrective') then return line end
    end]])
  check(heading, 'the code action inserts the section', person:lines())
  check(
    person:wait_for([[
      for _, it in ipairs(vim.diagnostic.get(0)) do if it.code == 'missing-section' then return end end
      return true]]),
    'with it the finding goes away',
    findings(person)
  )
  person:type('u')
  check(vim.deep_equal(person:lines(), before), 'one undo takes the section back', person:lines())
  check(finding(person, 'missing-section'), 'and with it the finding is back')
  kept('codeActionProvider', 'codeActionProvider.quickfix')
end

local function hover(person)
  person:type('/^## Timeline<CR>K')
  local text = person:wait_for([[
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
      end
    end]])
  check(text and text:find('%d+ words'), 'K on a heading shows the number of words', text)
  person:type('j')
  check(
    person:wait_for('return #vim.api.nvim_list_wins() == 1'),
    'and the window goes away as the person moves on'
  )
  kept('hoverProvider')
end

local function completion(person)
  person:type('/^- 14:30<CR>')
  person:press('o- <C-x><C-o>')
  if not check(person:wait_for('return vim.fn.pumvisible() == 1'), 'a new entry of the timeline gets proposals') then
    return person:type('<Esc>u')
  end
  local menu = person:ask([[return vim.fn.complete_info({ 'items', 'selected' })]])
  local wanted
  for index, item in ipairs(menu.items) do
    if (item.abbr ~= '' and item.abbr or item.word) == '14:45 UTC' then
      wanted = index - 1
    end
  end
  if check(wanted, 'among them a quarter of an hour after the last entry', menu.items) then
    local steps = wanted - menu.selected
    person:press((steps > 0 and '<C-n>' or '<C-p>'):rep(math.abs(steps)) .. '<C-y>')
    check(
      person:wait_for([[return vim.api.nvim_get_current_line() == '- 14:45 UTC - ']]),
      'accepting it writes the beginning of the entry as the others have it',
      person:ask('return vim.api.nvim_get_current_line()')
    )
    person:type('The flag was found.<Esc>')
  end
  kept('completionProvider')
  person:type('<Esc>')
end

local function sections(person)
  check(person:ask([[return vim.fn.exists(':LspPostmortemSections') == 2]]), 'the buffer has commands of its own')
  person:type(':LspPostmortemSections<CR>')
  check(
    person:wait_for([[return vim.fn.search('^## Corrective', 'n') > 0]]),
    ':LspPostmortemSections inserts what is missing',
    person:lines()
  )
  person:type(':edit!<CR>')
  kept('executeCommandProvider', 'executeCommandProvider.postmortem-ls.insertSections')
end

-- Whether the server holds the text in front of the person; nil from a release build, which does not tell.
local function has_text(person, line_break)
  local response = person:ask([[
    local uri = vim.lsp.util.make_text_document_params(0)
    local responses = vim.lsp.buf_request_sync(0, 'postmortem/text', uri, 10000) or {}
    return responses[vim.lsp.get_clients({ bufnr = 0 })[1].id] ]]) or {}
  if response.error and response.error.code == -32601 then
    return nil
  end
  return response.result == table.concat(person:lines(), line_break) .. line_break
end

-- Types random edits into one document, and now and then has the command line check the same text.
local function incremental_edits(person, name, line_break)
  person:type((':edit %s.md<CR>'):format(name))
  finding(person, 'missing-section')
  math.randomseed(seed)
  local differing, found, rounds, exact = {}, 0, 8, true
  for round = 1, rounds do
    for _ = 1, number_of_edits / rounds do
      person:type(edits.keys(math.random))
    end
    -- Whatever the edits left of it, findings come for what the author calls a postmortem.
    person:type([[:0put ='<lt>!-- postmortem: on -->'<CR>]])
    local lines = person:lines()
    local same = has_text(person, line_break)
    if exact ~= false then
      exact = same
    end
    local fresh_name = ('%s-%d.md'):format(name, round)
    write(fresh_name, lines, line_break)
    -- What is not written yet is told when the person pauses, so they may come a little later.
    local fresh, live = findings_of_file(fresh_name)
    local settled = vim.wait(Person.patience, function()
      live = findings(person)
      return vim.deep_equal(live, fresh)
    end, 50)
    if not settled then
      table.insert(differing, { round = round, live = live, fresh = fresh })
    end
    found = found + #live
  end
  local what = ('%d edits of a document with %s'):format(number_of_edits, name)
  check(#differing == 0, 'the findings after ' .. what .. ' are those of the same text in a file', differing)
  check(found > 0, ('there were such findings (%d)'):format(found))
  if exact == nil then
    tap.skip('the server has the text of the buffer after ' .. what, 'this server does not tell its text')
  else
    check(exact, 'the server has the text of the buffer after ' .. what)
  end
  kept('positionEncoding', 'textDocumentSync', 'textDocumentSync.openClose')
end

local function shutdown(person)
  local programs = person:programs()
  check(#programs == 1, 'one server runs for all documents', programs)
  person:type(':lua vim.lsp.stop_client(vim.lsp.get_clients())<CR>')
  local exit = person:wait_for('return heard.exit')
  check(exit and exit.code == 0 and exit.signal == 0, 'the server ends with status 0 when it is told to', exit)
  check(programs[1] and Person.has_ended(programs[1]), 'and its process is gone')
  local complaints = person:ask('return heard.notifications')
  check(#complaints == 0, 'Neovim had nothing to complain of', complaints)
  local log = person:ask('return vim.lsp.log.get_filename()')
  -- Two are Neovim's own: it may send a request behind the end, which is refused, and cancel one that was just answered.
  local own = { 'code = -32600', 'Cannot find request with id' }
  local errors = vim.tbl_filter(function(line)
    return line:find('^%[ERROR%]') and not (line:find(own[1], 1, true) or line:find(own[2], 1, true))
  end, vim.fn.filereadable(log) == 1 and vim.fn.readfile(log) or {})
  check(#errors == 0, 'and its log holds no errors', errors)
  check(person:leave(), 'Neovim ends')
end

-- try.sh starts the same, with a configuration of its own and without the person's.
local function try()
  vim.fn.writefile({ 'vim.g.is_mine = true' }, home .. '/elsewhere/nvim/init.lua')
  local function kept()
    local paths = vim.fs.find(function()
      return true
    end, { path = home, limit = math.huge })
    table.sort(paths)
    return paths
  end
  local before = kept()
  local person = desk.sit_down(
    { 'env', 'NVIM=' .. desk.neovim, plugin .. '/try.sh', 'draft.md', '--embed' },
    home .. '/elsewhere',
    plugin
  )
  check(finding(person, 'missing-section'), 'try.sh opens a file with its findings', person.complaints)
  if person:ask('return vim.lsp.completion ~= nil') then
    person:press('/^- 14:30<CR>o- 1')
    check(person:wait_for('return vim.fn.pumvisible() == 1'), 'proposals come while the person types')
    person:press('<C-y>')
    check(
      person:wait_for([[return vim.api.nvim_get_current_line():find('^%- 1%d:%d%d UTC %- $')]]),
      'and accepting one writes all of it',
      person:ask('return vim.api.nvim_get_current_line()')
    )
    person:press('<Esc>')
  end
  check(person:ask('return vim.g.is_mine') == nil, "try.sh does not read the person's configuration")
  local programs = person:programs()
  check(person:leave(), 'Neovim ends that try.sh started', person.complaints)
  check(programs[1] and Person.has_ended(programs[1]), 'the server ends when Neovim does')
  check(vim.deep_equal(kept(), before), 'try.sh leaves nothing behind', kept())
end

write('draft.md', draft, '\n')
write('shopping.md', { '# Shopping', '', '- milk' }, '\n')
write('LF.md', draft, '\n')
write('CRLF.md', draft, '\r\n')
local person = desk.sit_down({ desk.neovim, '--embed' }, here .. '/config', plugin)
tap.note(('Neovim %s, seed %d'):format(tostring(person:ask('return tostring(vim.version())')), seed))
diagnostics(person)
code_action(person)
hover(person)
completion(person)
person:type(':edit! draft.md<CR>')
sections(person)
typing.enter(person)
for _, name in ipairs({
  'outline', 'folds', 'selection', 'mentions', 'notes', 'status', 'colours', 'checklist', 'health',
}) do
  reading[name](person)
end
settings.change(person)
settings.save(person)
asking.start(person)
for _, name in ipairs({ 'symbols', 'folders', 'links', 'resolving', 'kinds', 'commands' }) do
  asking[name](person)
end
incremental_edits(person, 'LF', '\n')
incremental_edits(person, 'CRLF', '\r\n')
promises.check_all(person)
shutdown(person)
settings.plain(here, plugin)
try()
vim.fn.delete(home, 'rf')
tap.finish()
