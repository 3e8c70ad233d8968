#!/usr/bin/env python3
"""Somebody writes a postmortem in Vim with ALE and postmortem-ls: main.py VIM. The server is $POSTMORTEM_LS or the debug
build.

Needs tmux. Vim has ALE in its packages, as `editors/debian.sh sid vim.basic vim vim-ale` unpacks them.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))
from terminal import Terminal  # noqa: E402

vim = pathlib.Path(sys.argv[1]).resolve()
person = Terminal()
share = vim.parent.parent / "share"
found = [f"set runtimepath^={share}/vim-ale"] if (share / "vim-ale").exists() else ["packadd! ale"]
(person.home / ".vimrc").write_text("\n".join([
    "set nocompatible encoding=utf-8 noswapfile viminfo= completeopt=menu,menuone,noinsert",
    "let g:ale_linters_explicit = 1 | let g:ale_linters = {'markdown': ['postmortem_ls']}",
    "let g:ale_virtualtext_cursor = 'all' | let g:ale_lint_delay = 50 | let g:ale_hover_to_preview = 1",
    *found, "filetype plugin on", f"source {HERE.parent / 'ale.vim'}", ""]))
runtime = sorted(share.glob("vim/vim[0-9]*"))
person.start([str(vim), "-u", str(person.home / ".vimrc"), str(person.draft)],
             **({"VIMRUNTIME": str(runtime[0])} if runtime else {}))

if person.check(person.sees(r"Corrective.{0,40} is missing"), "a missing section is told beside the text"):
    person.command("/^## Timeline")
    person.command("ALEHover")
    person.check(person.sees(r"\d+ words"), ":ALEHover shows the words of a section")
    person.command("pclose!")
    person.command("1")
    person.type("3l")
    person.command("ALECodeAction")
    if person.check(person.sees("Insert the section"), ":ALECodeAction offers the section"):
        person.type("1")
        person.keys("Enter")
        person.check(person.wait(lambda: "\n## Corrective" in person.saved("silent write")), "and inserts it")
    person.command("qa!")
    person.check(person.has_ended(), "Vim ends")
person.finish()
