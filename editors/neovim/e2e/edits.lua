-- Random edits by keys, as people make them: multi-byte text, joined and split lines, undo and redo, blocks, macros.

local edits = {}

local words = {
  'x', ' ', 'é', '😀', '漢字', 'e\204\129', '👩‍🚒', '# ', '## Timeline', '- 14:52 UTC - 😀 ', '- ', '`', '**', '[', '](', '| ', '> ',
  '1. ', '* Duration: 90 minutes', '600 words', '```', '===', '\t',
}

-- Where to go before an edit. None of them fails in a buffer with text, so that the keys behind them are not dropped.
local function place(random)
  local line = ('%dG'):format(random(60))
  return line .. ({ '0', '$', '^', ('%d|'):format(random(50)) })[random(4)]
end

local kinds = {
  function(word) return 'i' .. word .. '<Esc>' end,
  function(word) return 'A' .. word .. '<Esc>' end,
  function(word) return 'o' .. word .. '<CR>' .. word .. '<Esc>' end,
  function(word) return 'O' .. word .. '<Esc>' end,
  function(word) return 'i' .. word .. '<BS><BS>' .. word .. '<C-w><Esc>' end,
  function(word) return 'ciw' .. word .. '<Esc>' end,
  function(word) return 'R' .. word .. '<Esc>' end,
  function(word) return '<C-v>3jI' .. word .. '<Esc>' end,
  function(word) return 'qqA' .. word .. '<Esc>0x' .. 'q2@q' end,
  function() return 'i<CR><Esc>' end,
  function() return 'J' end,
  function() return '3gJ' end,
  function() return 'x' end,
  function() return 'D' end,
  function() return 'dd' end,
  function() return 'yyp' end,
  function() return '2ddP' end,
  function() return 'vjd' end,
  function() return 'vjy`>p' end,
  function() return '>>' end,
  function() return '~' end,
  function() return '.' end,
  function() return 'u' end,
  function() return '3u' end,
  function() return '<C-r>' end,
  function() return ':silent! m -2<CR>' end,
  function() return ':m $<CR>' end,
  function() return [[:silent! .,.+5s/e/ë/g<CR>]] end,
  function() return [[:silent! %s/é/e/g<CR>]] end,
  function() return [[:silent! %s/:\(\d\d\)/\r\1/<CR>u]] end,
}

--- The keys of one edit, from `random(n)`, which gives 1 to n.
function edits.keys(random)
  local word = words[random(#words)]:gsub('<', '<lt>')
  return place(random) .. kinds[random(#kinds)](word)
end

return edits
