-- Where somebody works: a home of their own with a folder in it, which the server and Neovim take for the whole world.

local Person = require('person')

local desk = {}

desk.server = assert(vim.env.POSTMORTEM_LS, 'POSTMORTEM_LS is the path of the server')
desk.neovim = vim.env.E2E_NVIM or 'nvim'
desk.home = vim.fn.tempname()
desk.work = desk.home .. '/work'
for _, folder in ipairs({ 'work/.git', 'state', 'data', 'cache', 'elsewhere/nvim' }) do
  vim.fn.mkdir(desk.home .. '/' .. folder, 'p')
end

-- A draft with an emoji and an accent before most positions, a last section that is missing, and a timeline that stops.
desk.draft = vim.split(
  [[
# Postmortem: the café calendar that double-booked 🗓️

## Issue Summary

On 3 March, from 13:50 UTC to 15:10 UTC (80 minutes), the booking calendar of the café network accepted two parties for
one table. About 35% of the guests who booked in that time met somebody else at their table 😬. The root cause was a
cache of free tables that a new release had stopped to empty.

## Timeline

- 13:50 UTC - 🚀 The release with the new cache went out to every region.
- 14:05 UTC - A waiter in Besançon called: two parties stood before table nine.
- 14:12 UTC - The on-call engineer suspected the time zone of the café, which was right, and lost a quarter of an hour.
- 14:30 UTC - The case was handed to the booking team.

## Root cause and resolution

The release kept the list of free tables in memory and emptied it when a booking was *changed*, not when it was *made*.
Two guests who asked within five minutes were both told that the table was free. The team turned the cache off by its
flag at 15:10 UTC and wrote to every guest whose table was taken twice. A naïve reading of the dashboard – all green –
had hidden it.]],
  '\n'
)

--- Puts a file on the desk.
function desk.write(name, lines, line_break)
  local file = assert(io.open(desk.work .. '/' .. name, 'wb'))
  file:write(table.concat(lines, line_break) .. line_break)
  file:close()
end

--- Somebody who starts Neovim there, with a folder of configurations.
function desk.sit_down(command, configuration, plugin)
  return Person.sit_down(command, {
    cwd = desk.work,
    env = {
      HOME = desk.home,
      XDG_CONFIG_HOME = configuration,
      XDG_STATE_HOME = desk.home .. '/state',
      XDG_DATA_HOME = desk.home .. '/data',
      XDG_CACHE_HOME = desk.home .. '/cache',
      PATH = vim.fs.dirname(desk.server) .. ':' .. vim.env.PATH,
      POSTMORTEM_LS = desk.server,
      POSTMORTEM_LS_PLUGIN = plugin,
    },
  })
end

return desk
