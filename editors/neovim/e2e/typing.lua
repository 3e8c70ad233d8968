-- What comes while the person types, without being asked for.

local tap = require('tap')
local check = tap.check
local kept = require('promises').kept

local typing = {}

-- Whether the cursor comes to stand at the end of a line with this text.
local function writes_behind(person, text)
  return person:wait_for(
    [[
    local line = vim.api.nvim_get_current_line()
    return line == ... and vim.api.nvim_win_get_cursor(0)[2] == #line]],
    text
  )
end

--- Enter behind an entry, and on the empty one that this opens.
function typing.enter(person)
  kept('documentOnTypeFormattingProvider')
  if not person:ask('return vim.lsp.on_type_formatting ~= nil') then
    return tap.skip('Enter opens the next entry', 'this Neovim asks for nothing while one types')
  end
  person:type('gg/^- 14:30<CR>')
  person:press('A<CR>')
  check(writes_behind(person, '- '), 'Enter opens the next entry, with the cursor in it', person:lines())
  person:press('14:40 UTC - 🔎 Then.<CR>')
  check(writes_behind(person, '- '), 'and one more behind what is written there', person:lines())
  person:press('<CR>')
  check(
    person:wait_for([[return vim.fn.search('^- 14:40 UTC - 🔎 Then\\.\\n\\n', 'n') > 0]]),
    'Enter on an empty entry ends the list',
    person:lines()
  )
  person:type('<Esc>')
  person:type('u')
  person:type(':edit!<CR>')
end

return typing
