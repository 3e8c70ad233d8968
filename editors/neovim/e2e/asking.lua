-- What the person asks for by name: symbols, links, folders, kinds of code actions, commands.

local desk = require('desk')
local check = require('tap').check
local kept = require('promises').kept

local asking = {}

-- A document of its own: the draft with a task in a sentence and a link.
local name = 'asking.md'
local draft = vim.list_extend(
  vim.deepcopy(desk.draft),
  { '', 'We should add an alert on double bookings. See [the list](shopping.md).' }
)

function asking.start(person)
  desk.write(name, draft, '\n')
  person:type((':edit %s<CR>'):format(name))
  person:wait_for('return #vim.lsp.get_clients({ bufnr = 0 }) > 0 and #vim.diagnostic.get(0) > 0')
end

-- One undo, after which the document is as it was.
local function undo(person)
  person:type('u')
  person:wait_for('return vim.deep_equal(vim.api.nvim_buf_get_lines(0, 0, -1, false), ...)', draft)
end

-- Whether the list of the workspace's symbols holds one with this text, once the server knows it. The list is asked for
-- once, with none left of an outline: an answer that nobody waits for would open it again.
local function finds_symbol(person, text)
  person:wait_for(
    [[
    local response = vim.lsp.buf_request_sync(0, 'workspace/symbol', { query = ... }, 10000) or {}
    for _, it in pairs(response) do if #(it.result or {}) > 0 then return true end end]],
    text
  )
  person:ask('vim.fn.setqflist({}, "f") vim.lsp.buf.workspace_symbol(...)', text)
  local found = person:wait_for(
    [[
    local text = ...
    for _, it in ipairs(vim.fn.getqflist()) do if it.text:find(text, 1, true) then return it.text end end]],
    text
  )
  person:type(':cclose<CR>')
  return found
end

function asking.symbols(person)
  check(finds_symbol(person, 'Besançon'), 'an entry is found among the symbols of the workspace')
  kept('workspaceSymbolProvider')
end

function asking.folders(person)
  local folder = desk.home .. '/elsewhere/incidents'
  vim.fn.mkdir(folder, 'p')
  local lines = vim.tbl_map(function(line)
    return (line:gsub('Besançon', 'Zanzibar'))
  end, desk.draft)
  vim.fn.writefile(lines, folder .. '/other.md')
  person:ask('vim.lsp.buf.add_workspace_folder(...)', folder)
  check(finds_symbol(person, 'Zanzibar'), 'so is one in a folder that is added to it')
  person:ask('vim.lsp.buf.remove_workspace_folder(...)', folder)
  kept('workspace', 'workspace.workspaceFolders')
end

function asking.links(person)
  local target = desk.work .. '/shopping.md'
  if person:ask([[return vim.fn.has('nvim-0.12') == 1]]) then
    person:type('gg/shopping.md<CR>gx')
    local opened = person:wait_for('return heard.opened')
    check(opened == target, 'gx on a link opens what it leads to', opened)
  else
    local links = person:answer('textDocument/documentLink') or {}
    check(links[1] and links[1].target == vim.uri_from_fname(target), 'a link leads to its file', links)
  end
  kept('documentLinkProvider')
end

function asking.resolving(person)
  person:press('Go<CR>## ')
  local items = person:wait_for([[
    local client = vim.lsp.get_clients({ bufnr = 0 })[1]
    local place = vim.lsp.util.make_position_params(0, client.offset_encoding)
    local response = vim.lsp.buf_request_sync(0, 'textDocument/completion', place, 10000)[client.id] or {}
    local items = response.result and (response.result.items or response.result)
    return items and #items > 0 and items]]) or {}
  local item = items[1] or {}
  -- Neovim 0.11 is told at once.
  if person:promised('completionProvider').resolveProvider then
    item = person:answer('completionItem/resolve', item) or {}
  end
  check(item.documentation, 'a proposal tells more of itself', items[1])
  person:type('<Esc>')
  undo(person)
  kept('completionProvider.resolveProvider')
end

-- Kinds of code actions: where to stand, how many lines to select, what to choose, and what the text has then.
local kinds = {
  { 'source', 'gg', 0, 'Insert all missing sections', '^## Corrective' },
  { 'source.fixAll.postmortem', 'gg', 0, 'Apply all safe fixes', '^## Corrective' },
  { 'refactor', '/^- 14:05<CR>', 0, 'Write all times with AM and PM', '^- 0\\?2:05 PM' },
  { 'refactor.rewrite', '/^- 14:05<CR>', 0, 'Turn the timeline into a table', '^| 14:05 UTC' },
  { 'refactor.extract', '/^We should<CR>', 0, 'Extract a task', [[^- \[ ] Add an alert]] },
  { 'refactor.move', '/^On 3 March<CR>', 3, 'Move the selection into "Timeline"', [[handed to the booking team\_.*On 3 March]] },
}

function asking.kinds(person)
  for _, it in ipairs(kinds) do
    local kind, place, lines, title, expected = unpack(it)
    person:type('gg' .. place)
    person:ask(
      [[
      local kind, title, lines = ...
      local first = vim.fn.line('.')
      local last = first + lines - 1
      vim.lsp.buf.code_action({
        context = { only = { kind } },
        range = lines > 0 and { start = { first, 0 }, ['end'] = { last, #vim.fn.getline(last) } } or nil,
        filter = function(action) return action.title == title end,
        apply = true,
      })]],
      kind,
      title,
      lines
    )
    local changed = person:wait_for('return not vim.deep_equal(vim.api.nvim_buf_get_lines(0, 0, -1, false), ...)', draft)
    check(changed and person:reads(expected), ('of the kind %s: %s'):format(kind, title), person:lines())
    undo(person)
    kept('codeActionProvider.' .. kind)
  end
end

local function run(person, command, arguments)
  kept('executeCommandProvider.postmortem-ls.' .. command)
  local uri = person:ask('return vim.uri_from_bufnr(0)')
  arguments = arguments or { uri = uri }
  arguments.uri = arguments.uri and uri
  return person:answer('workspace/executeCommand', { command = 'postmortem-ls.' .. command, arguments = { arguments } })
end

function asking.commands(person)
  person:ask([[vim.fn.setreg('a', '14:20 UTC The flag was found')]])
  person:type(':LspPostmortemImport a<CR>')
  check(person:reads('^- 14:20 UTC - The flag was found'), ':LspPostmortemImport adds entries', person:lines())
  undo(person)
  person:type(':LspPostmortemDiagram<CR>')
  check(person:reads('^```mermaid'), ':LspPostmortemDiagram draws the timeline', person:lines())
  undo(person)
  kept('executeCommandProvider.postmortem-ls.importLines', 'executeCommandProvider.postmortem-ls.insertDiagram')

  run(person, 'convertTimeline', { uri = true, zone = 'UTC+2' })
  check(person:reads('^- 16:05 UTC+2'), 'times are converted to another zone', person:lines())
  undo(person)
  run(person, 'insertPicture')
  local is_drawn = person:reads('^!\\[Timeline of') and vim.fn.filereadable(desk.work .. '/asking-timeline.svg') == 1
  check(is_drawn, 'a picture is drawn beside the document and shown in it', person:lines())
  undo(person)
  local profiles = run(person, 'profiles', vim.empty_dict()) or {}
  check(#profiles > 3, 'the formats can be asked for', profiles)
  local new = run(person, 'new', { title = 'the café was closed' })
  check(new and new:find('^# ') and new:find('the café was closed', 1, true), 'and a new document in one of them', new)
  check(vim.deep_equal(person:lines(), draft), 'and all of it was taken back', person:lines())
end

return asking
