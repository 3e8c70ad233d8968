#!/usr/bin/env python3
"""Somebody writes a postmortem in Kakoune with kak-lsp and postmortem-ls: main.py KAKOUNE KAK-LSP. The server is
$POSTMORTEM_LS or the debug build.

Needs tmux. Kakoune is such as `editors/debian.sh sid kak kakoune` unpacks, kak-lsp such as get.sh builds.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))
from terminal import Terminal  # noqa: E402

kakoune, kak_lsp = (pathlib.Path(it).resolve() for it in sys.argv[1:])
person = Terminal()
person.put_on_path("kak", kakoune)  # kak-lsp calls it back by this name
person.put_on_path("kak-lsp", kak_lsp)
settings = person.home / ".config/kak"
settings.mkdir(parents=True)
# As the README says, and findings beside the text.
(settings / "kakrc").write_text(
    f"eval %sh{{kak-lsp}}\nsource {HERE.parent}/kak-lsp.kak\nlsp-inlay-diagnostics-enable global\n"
    "set-option global startup_info_version 99999999\nset-option global lsp_hover_anchor true\n"
)
person.start(["kak", str(person.draft)])


if person.check(person.sees(r"Corrective.{0,40} is missing"), "a missing section is told beside the text"):
    person.command("execute-keys /^##<space>Timeline<ret>")
    person.command("lsp-hover")
    person.check(person.sees(r"\d+ words"), ":lsp-hover shows the words of a section")
    person.command("execute-keys gg4l")
    person.command("lsp-code-actions")
    person.check(person.sees("Insert the section"), ":lsp-code-actions offers the section")
    person.keys("Enter")
    person.check(person.wait(lambda: "\n## Corrective" in person.saved("write")), "and inserts it")
    person.keys("Escape")
    person.type("u")
    person.check(person.wait(lambda: "\n## Corrective" not in person.saved("write")), "one undo takes it back")
    person.command("execute-keys /^-<space>15:10<ret>")
    person.type("o")  # Kakoune itself writes the bullet
    person.type("1")
    if person.check(person.sees("15:25 UTC"), "a new entry gets proposals"):
        for _ in range(8):  # Kakoune writes a proposal into the text while it is selected
            person.keys("C-n")
            if "- 15:25 UTC" in person.screen():
                break
        # Kakoune takes the space at the end of a line away when it leaves the insert mode.
        person.check(person.wait(lambda: "\n- 15:25 UTC -" in person.saved("write")), "one of them writes the beginning of the entry")
    person.keys("Escape")
    person.command("lsp-diagnostics")
    person.check(person.sees(r"draft\.md:1.*missing"), ":lsp-diagnostics lists the findings")
    person.command("quit!")
    person.check(person.has_ended(), "Kakoune ends")
person.finish()
