-- A report in the lines of the Test Anything Protocol.

local tap = { checks = 0, failures = 0 }

-- `print` of Neovim puts line breaks between messages and none behind the last.
local function say(line)
  io.stdout:write(line .. '\n')
  io.stdout:flush()
end

--- Reports whether something held; `detail` is shown where it did not.
function tap.check(held, what, detail)
  tap.checks = tap.checks + 1
  if not held then
    tap.failures = tap.failures + 1
  end
  say(('%s %d - %s'):format(held and 'ok' or 'not ok', tap.checks, what))
  if not held and detail ~= nil then
    tap.note(type(detail) == 'string' and detail or vim.inspect(detail))
  end
  return held
end

--- Prints a remark.
function tap.note(remark)
  say('# ' .. remark:gsub('\n', '\n# '))
end

--- Reports a check that could not be made here.
function tap.skip(what, why)
  tap.checks = tap.checks + 1
  say(('ok %d - %s # SKIP %s'):format(tap.checks, what, why))
end

--- Prints the plan and ends with status 0 where everything held.
function tap.finish()
  say('1..' .. tap.checks)
  say(tap.failures == 0 and '# all held' or ('# %d did not hold'):format(tap.failures))
  os.exit(tap.failures == 0 and 0 or 1)
end

return tap
