-- Somebody at the keyboard: a Neovim of their own in a process of its own, with a screen, keys, and patience.

local Person = {}
Person.__index = Person

-- How long anything may take, in milliseconds. Nothing waits that long unless it fails.
local patience = tonumber(vim.env.E2E_PATIENCE or 15000)
Person.patience = patience

--- Starts Neovim by a command line that holds `--embed`.
---@param command string[]
---@param options { cwd: string, env: table<string, string> }
function Person.sit_down(command, options)
  local person = setmetatable({ complaints = {} }, Person)
  person.channel = vim.fn.jobstart(command, {
    rpc = true,
    cwd = options.cwd,
    env = options.env,
    on_stderr = function(_, lines)
      vim.list_extend(person.complaints, lines)
    end,
  })
  assert(person.channel > 0, 'cannot start ' .. command[1])
  local attached, reason = pcall(vim.rpcrequest, person.channel, 'nvim_ui_attach', 120, 40, { rgb = true })
  if not attached then
    vim.fn.jobwait({ person.channel }, patience)
    error(('%s: %s %s'):format(command[1], reason, table.concat(person.complaints, '\n')))
  end
  person.pid = person:ask('return vim.fn.getpid()')
  return person
end

--- The value of a Lua chunk inside their Neovim.
function Person:ask(chunk, ...)
  local value = vim.rpcrequest(self.channel, 'nvim_exec_lua', chunk, { ... })
  if value ~= vim.NIL then
    return value
  end
end

--- The value of a Lua chunk as soon as it is neither nil nor false; nil if patience ends.
function Person:wait_for(chunk, ...)
  local value
  local arguments = { ... }
  vim.wait(patience, function()
    value = self:ask(chunk, unpack(arguments))
    return value
  end, 10)
  return value or nil
end

--- The answer of the server itself to a request about the buffer in front of them, where Neovim has nothing that shows it.
function Person:answer(method, parameters)
  return self:ask(
    [[
    local method, parameters = ...
    parameters = vim.tbl_extend('keep', parameters, { textDocument = vim.lsp.util.make_text_document_params(0) })
    local responses = vim.lsp.buf_request_sync(0, method, parameters, 10000) or {}
    return (responses[vim.lsp.get_clients({ bufnr = 0 })[1].id] or {}).result]],
    method,
    parameters or vim.empty_dict()
  )
end

--- What the server promised to do, by the name of the capability.
function Person:promised(capability)
  return self:ask('return vim.lsp.get_clients({ bufnr = 0 })[1].server_capabilities[...]', capability)
end

--- Presses keys, written as in mappings (`<Esc>`), without waiting for anything.
function Person:press(keys)
  while #keys > 0 do
    keys = keys:sub(vim.rpcrequest(self.channel, 'nvim_input', keys) + 1)
  end
end

--- Types keys and waits until they were taken in; they must not leave a prompt open.
function Person:type(keys)
  local before = self:ask('return heard.marks')
  self:press(keys .. '<F12>')
  assert(self:wait_for('return heard.marks > ...', before), 'not taken in: ' .. keys)
end

--- Whether the buffer in front of them comes to have a line that matches a pattern of Vim.
function Person:reads(pattern)
  return self:wait_for('return vim.fn.search(..., "nw") > 0', pattern)
end

--- The lines of the buffer in front of them.
function Person:lines()
  return self:ask('return vim.api.nvim_buf_get_lines(0, 0, -1, false)')
end

--- The ids of the programs that their Neovim started and that run.
function Person:programs()
  return vim.api.nvim_get_proc_children(self.pid)
end

--- Leaves their Neovim; whether it ended by itself.
function Person:leave()
  self:press('<Esc>:qa!<CR>')
  local status = vim.fn.jobwait({ self.channel }, patience)[1]
  if status < 0 then
    vim.fn.jobstop(self.channel)
  end
  return status == 0
end

--- Whether a program has ended, or does so in time. One that nobody waits for has ended too (state Z).
function Person.has_ended(pid)
  return vim.wait(patience, function()
    local file = io.open('/proc/' .. pid .. '/stat')
    local state = file and file:read('*a'):match('%) (%a)')
    if file then
      file:close()
    end
    return state == 'Z' or vim.uv.kill(pid, 0) ~= 0
  end, 10)
end

return Person
