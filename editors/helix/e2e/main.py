#!/usr/bin/env python3
"""Somebody writes a postmortem in Helix with postmortem-ls: main.py HELIX. The server is $POSTMORTEM_LS or the debug build.

Needs tmux. Helix is 25.07 or newer, such as `editors/debian.sh sid hx` unpacks.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))
from terminal import Terminal  # noqa: E402

helix = pathlib.Path(sys.argv[1]).resolve()
person = Terminal()
settings = person.home / ".config/helix"
settings.mkdir(parents=True)
# As the README says; without the line on roots, as the draft lies in a folder without any.
languages = (HERE.parent / "languages.toml").read_text()
kept = [line for line in languages.splitlines() if not line.startswith("required-root-patterns")]
(settings / "languages.toml").write_text("\n".join(kept))
(settings / "config.toml").write_text(
    "[editor]\nauto-pairs = false\nidle-timeout = 50\nend-of-line-diagnostics = 'hint'\n"
    "[editor.inline-diagnostics]\ncursor-line = 'hint'\n[editor.lsp]\ndisplay-inlay-hints = true\n"
)
runtime = helix.parent.parent / "lib/hx/runtime"
person.start([str(helix), str(person.draft)], **({"HELIX_RUNTIME": str(runtime)} if runtime.exists() else {}))

def go_to(text):
    lines = person.draft.read_text().splitlines()
    number = 1 + next(number for number, line in enumerate(lines) if line.startswith(text))
    person.command(str(number))
    person.keys("g", "h")
    person.wait(lambda: f" {number}:1" in person.screen())  # the position in the status line

if person.check(person.sees(r"Corrective.{0,40} is missing"), "a missing section is told beside the text"):
    go_to("## Timeline")
    person.type(" k")
    person.check(person.sees(r"\d+ words"), "space k shows the words of a section")
    person.keys("Escape")
    go_to("# Postmortem")
    person.type("l")
    person.type("l")
    person.type(" a")
    person.check(person.sees("Insert the section"), "space a offers the section")
    person.keys("Enter")
    person.check(person.wait(lambda: "\n## Corrective" in person.saved("w")), "and inserts it")
    person.type("u")
    person.check(person.wait(lambda: "\n## Corrective" not in person.saved("w")), "one undo takes it back")
    person.check(person.sees(r"\+00:15"), "hints tell elapsed time")
    go_to("- 15:10 UTC - ")
    person.type("o")
    person.type("- ")
    if person.check(person.sees("15:25 UTC"), "a new entry gets proposals"):
        for _ in range(8):  # Helix writes an item into the text while it is selected
            person.keys("C-n")
            if "- 15:25 UTC" in person.screen():
                break
        person.keys("Enter")
        person.check(person.wait(lambda: "\n- 15:25 UTC - " in person.saved("w")), "accepting one writes the beginning of the entry")
    person.command("qa!")
    person.check(person.has_ended(), "Helix ends")
person.finish()
