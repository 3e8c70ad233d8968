-- What the server promises at initialize, and which promises a check saw kept. One that no check names fails the test.

local check = require('tap').check

local promises = {}
local seen = {}

--- Notes that checks were made of these promises.
function promises.kept(...)
  for _, name in ipairs({ ... }) do
    seen[name] = true
  end
end

-- Lists of which each item is a promise.
local lists = { commands = true, codeActionKinds = true }

-- The names of all promises: `hoverProvider`, `completionProvider.resolveProvider`, `codeActionProvider.quickfix`.
local function names(capabilities)
  local all = {}
  for name, value in pairs(capabilities) do
    if value then
      table.insert(all, name)
    end
    for part, inner in pairs(type(value) == 'table' and value or {}) do
      if lists[part] then
        for _, item in ipairs(inner) do
          table.insert(all, name .. '.' .. item)
        end
      elseif inner == true or part == 'workspaceFolders' then
        table.insert(all, name .. '.' .. part)
      end
    end
  end
  table.sort(all)
  return all
end

--- Every promise of the server was checked.
function promises.check_all(person)
  local all = names(person:ask('return vim.lsp.get_clients({ bufnr = 0 })[1].server_capabilities'))
  local unseen = vim.tbl_filter(function(name)
    return not seen[name]
  end, all)
  check(#all > 0 and #unseen == 0, ('all of the %d things that the server promises were checked'):format(#all), unseen)
end

return promises
