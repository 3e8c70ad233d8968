; The blocks of a chunk, containers before what they hold. Lists are left out: the chunk may begin inside of one.

; A heading of one line: `# Title`.
(atx_heading) @atx

; A heading of a paragraph and an underline of `=` or `-`.
(setext_heading) @setext

; Running text; the paragraph inside a setext heading too.
(paragraph) @paragraph

; The `[ ]` or `[x]` of a task, which stands before the paragraph that it belongs to.
[
  (task_list_marker_checked)
  (task_list_marker_unchecked)
] @task

; Lines indented by four or more.
(indented_code_block) @indented

; Lines between fences of backticks or tildes.
(fenced_code_block) @fenced

; HTML that begins a line.
(html_block) @html

; A header row, a delimiter row and the rows below.
(pipe_table) @table

; `---`, `***` or `___`.
(thematic_break) @rule

; Lines that begin with `>`.
(block_quote) @quote

; An item of a bullet or ordered list.
(list_item) @item
