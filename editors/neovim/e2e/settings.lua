-- Settings that change while the person writes: findings follow at once, whether Neovim asks for them or is told.

local desk = require('desk')
local tap = require('tap')
local check = tap.check

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

local function set(person, rules)
  person:ask(
    [[
    local client = vim.lsp.get_clients({ name = 'postmortem_ls' })[1]
    client.settings = { postmortem = { rules = ... } }
    local parameters = { settings = client.settings }
    if vim.fn.has('nvim-0.11') == 1 then
      client:notify('workspace/didChangeConfiguration', parameters)
    else
      client.notify('workspace/didChangeConfiguration', parameters)
    end]],
    rules
  )
end

--- A rule is switched off and on again, and nothing is typed.
function settings.change(person)
  local asks = person:ask([[
    return vim.lsp.get_clients({ name = 'postmortem_ls' })[1].server_capabilities.diagnosticProvider ~= nil]])
  local how = asks and 'asks for findings' or 'is told of findings'
  set(person, { ['missing-section'] = 'off' })
  check(is_found(person, 'missing-section', false), 'Neovim ' .. how .. ': a rule that is switched off falls silent')
  set(person, vim.empty_dict())
  check(is_found(person, 'missing-section', true), 'and is heard again when it is switched on')
  return asks
end

--- The same for somebody whose configuration says no more than how the server starts, where Neovim has that: from 0.11 on.
function settings.plain(here, plugin)
  local person = desk.sit_down({ desk.neovim, '--embed', 'draft.md' }, here .. '/plain', plugin)
  if person:ask('return vim.lsp.enable ~= nil') then
    check(is_found(person, 'missing-section', true), 'a configuration of one line is enough for findings')
    check(settings.change(person), 'which are asked for')
    check(is_found(person, 'outage-without-timezone', false), 'a zone that is told is not missed')
    person:type(':5s/ UTC//g<CR>')
    check(is_found(person, 'outage-without-timezone', true), 'what is due later comes without a key')
  end
  person:leave()
end

return settings
