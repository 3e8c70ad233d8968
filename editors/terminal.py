"""Somebody at a terminal: an editor in tmux with keys, a screen and patience, and a report in the lines of TAP."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

PATIENCE = float(os.environ.get("E2E_PATIENCE", 30))
"""How many seconds anything may take. Nothing waits that long unless it fails."""

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Terminal:
    """A home of its own, a folder with a draft, and a screen of 150 columns and 45 lines."""

    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="postmortem-"))
        self.work = self.home / "work"
        (self.work / ".git").mkdir(parents=True)
        self.draft = self.work / "draft.md"
        self.draft.write_text(DRAFT)
        self.checks = self.failures = 0

    def put_on_path(self, name, program):
        """Makes a program a name on PATH, which is where a person has it."""
        (self.home / "bin").mkdir(exist_ok=True)
        (self.home / "bin" / name).symlink_to(pathlib.Path(program).resolve())

    def start(self, command, **environment):
        """Starts an editor by its command line, with the server to test on PATH."""
        self.put_on_path("postmortem-ls", os.environ.get("POSTMORTEM_LS") or ROOT / "target/debug/postmortem-ls")
        variables = dict(os.environ, HOME=str(self.home), XDG_CONFIG_HOME=str(self.home / ".config"),
                         XDG_CACHE_HOME=str(self.home / ".cache"), PATH=f"{self.home}/bin:{os.environ['PATH']}",
                         TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8", **environment)
        for name in ("TMUX", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            variables.pop(name, None)
        # The shell keeps the status: tmux does not always learn it.
        kept = ["sh", "-c", '"$@"; echo $? >"$0"; sleep 60', str(self.home / "status"), *command]
        subprocess.run([*self.tmux(), "-f", "/dev/null", "new-session", "-d", "-x", "150", "-y", "45", "-c",
                        str(self.work), *kept], env=variables, check=True)

    def tmux(self):
        return ["tmux", "-u", "-S", str(self.home / "tmux")]

    def keys(self, *keys):
        """Presses keys as tmux names them: Escape, Enter, C-x."""
        for key in keys:
            subprocess.run([*self.tmux(), "send-keys", key], check=True)
            # An editor reads an escape and a letter that come at once as one key.
            time.sleep(0.5 if key == "Escape" else 0.15)

    def type(self, text):
        subprocess.run([*self.tmux(), "send-keys", "-l", "--", text], check=True)
        time.sleep(0.15)

    def command(self, text):
        """Runs a command of the line that a colon opens, in editors that have one."""
        self.keys("Escape")
        self.type(":" + text)
        self.keys("Enter")

    def saved(self, write):
        """The text of the draft, once the command `write` has written it."""
        self.command(write)
        return self.draft.read_text()

    def screen(self):
        return subprocess.run([*self.tmux(), "capture-pane", "-p"], capture_output=True, text=True).stdout

    def wait(self, ready):
        """What `ready` returns as soon as that is true; false if patience ends."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if value := ready():
                return value
            time.sleep(0.1)
        return False

    def sees(self, pattern):
        """Whether the screen comes to show something that matches, wherever lines are wrapped."""
        flat = lambda: re.sub(r"[\s│┃║╭╮╰╯─]+", " ", self.screen())
        return self.wait(lambda: re.search(pattern, flat()))

    def has_ended(self):
        """Whether the editor ends by itself, with status 0."""
        status = self.home / "status"
        return self.wait(lambda: status.exists() and status.read_text() == "0\n")

    def check(self, held, what):
        self.checks += 1
        self.failures += not held
        print(f"{'ok' if held else 'not ok'} {self.checks} - {what}", flush=True)
        if not held:
            print("\n".join(f"# {line}" for line in self.screen().splitlines() if line.strip()), flush=True)
        return held

    def finish(self):
        """Ends what is left, and the test with status 0 where everything held."""
        subprocess.run([*self.tmux(), "kill-server"], capture_output=True)
        shutil.rmtree(self.home, ignore_errors=True)
        print(f"1..{self.checks}\n# " + (f"{self.failures} did not hold" if self.failures else "all held"))
        sys.exit(bool(self.failures))


DRAFT = """\
# Postmortem: the café calendar that double-booked

## Issue Summary

On 3 March, from 13:50 UTC to 15:10 UTC, the calendar accepted two parties for one table.
About 35% of the guests met somebody else at their table. The root cause was a cache that nobody emptied.

## Timeline

- 13:50 UTC - The release with the new cache went out to every region.
- 14:05 UTC - A waiter in Besançon called: two parties stood before table nine.
- 14:30 UTC - The case was handed to the booking team.
- 15:10 UTC - The cache was switched off.

## Root cause and resolution

The release kept the list of free tables in memory and emptied it when a booking was changed, not when it was made.
The team turned the cache off by its flag at 15:10 UTC and wrote to every guest whose table was taken twice.
"""
