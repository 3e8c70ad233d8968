-- Settings that change while the person writes: findings follow at once, whether Neovim asks for them or is told.

local desk = require('desk')
local check = require('tap').check
local kept = require('promises').kept

local settings = {}

-- Whether there is a finding with a code, as soon as it is as expected.
local function is_found(person, code, expected)
  return person:wait_for(
    [[
    local code, expected = ...
    local found = false
    for _, it in ipairs(vim.diagnostic.get(0)) do found = found or it.code == code end
    return found == expected]],
    code,
    expected
  )
end

local function set(person, settings_of_editor)
  person:ask(
    [[
    local client = vim.lsp.get_clients({ name = 'postmortem_ls' })[1]
    client.settings = { postmortem = ... }
    local parameters = { settings = client.settings }
    if vim.fn.has('nvim-0.11') == 1 then
      client:notify('workspace/didChangeConfiguration', parameters)
    else
      client.notify('workspace/didChangeConfiguration', parameters)
    end]],
    settings_of_editor
  )
end

--- A rule is switched off and on again, and nothing is typed.
function settings.change(person)
  local asks = person:ask([[
    return vim.lsp.get_clients({ name = 'postmortem_ls' })[1].server_capabilities.diagnosticProvider ~= nil]])
  local how = asks and 'asks for findings' or 'is told of findings'
  set(person, { rules = { ['missing-section'] = 'off' } })
  check(is_found(person, 'missing-section', false), 'Neovim ' .. how .. ': a rule that is switched off falls silent')
  set(person, { rules = vim.empty_dict() })
  check(is_found(person, 'missing-section', true), 'and is heard again when it is switched on')
  kept('diagnosticProvider')
  return asks
end

--- Findings wait for the save, if that is set.
function settings.save(person)
  set(person, { diagnostics = { run = 'onSave' } })
  person:type(':5s/ UTC//g<CR>')
  person:type(':write<CR>')
  check(is_found(person, 'outage-without-timezone', true), 'a save brings the findings that wait for it')
  set(person, { rules = vim.empty_dict() })
  person:type('u:write<CR>')
  check(is_found(person, 'outage-without-timezone', false), 'and they go away again')
  kept('textDocumentSync.save')
end

--- The same for somebody whose configuration says no more than how the server starts, where Neovim has that: from 0.11 on.
function settings.plain(here, plugin)
  local person = desk.sit_down({ desk.neovim, '--embed', 'draft.md' }, here .. '/plain', plugin)
  if person:ask('return vim.lsp.enable ~= nil') then
    check(is_found(person, 'missing-section', true), 'a configuration of one line is enough for findings')
    local asks = settings.change(person)
    check(asks == person:ask([[return vim.fn.has('nvim-0.12') == 1]]), 'which are asked for from 0.12 on')
    check(is_found(person, 'outage-without-timezone', false), 'a zone that is told is not missed')
    person:type(':5s/ UTC//g<CR>')
    check(is_found(person, 'outage-without-timezone', true), 'what is due later comes without a key')
  end
  person:leave()
end

return settings
