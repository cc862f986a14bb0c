"""The real commands: on a pseudo-terminal they open and save, without one they say so and end."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import resource
import select
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from qualcode.workflow.handcoding import visible_codings
from qualcode.workflow.history import entries
from qualcode.workflow.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from qualcode.workflow.project import Project

QUALCODE = [sys.executable, "-m", "qualcode"]
ALONE = {"QUALCODE_CODER": "zhang", "QUALCODE_LANG": "en", "TERM": "xterm-256color"}


class Terminal:
    """A program on a terminal of 80x24, its keys, and what it has written."""

    def __init__(self, words: list[str], folder: Path, **environment: str) -> None:
        self._leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            [*QUALCODE, *words],
            cwd=folder,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=os.environ | ALONE | environment,
            start_new_session=True,
        )
        os.close(follower)
        self.seen = ""

    def until(self, words: str, seconds: float = 30) -> None:
        """Read until some words have been written since the last key."""
        end = time.monotonic() + seconds
        while words not in self.seen:
            ready = select.select([self._leader], [], [], max(end - time.monotonic(), 0))[0]
            assert ready, f"never showed {words!r}: {self.seen[-2000:]}"
            try:
                self.seen += os.read(self._leader, 65536).decode(errors="replace")
            except OSError:  # the other end has gone
                break
        assert words in self.seen

    def press(self, keys: str) -> None:
        self.seen = ""
        os.write(self._leader, keys.encode())

    def code(self, seconds: float = 30) -> int:
        end = time.monotonic() + seconds
        self._watch(seconds)
        return self.process.wait(max(end - time.monotonic(), 5))

    def _watch(self, seconds: float) -> None:
        """Read what comes until the program has gone."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            if select.select([self._leader], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self._leader, 65536).decode(errors="replace")
                except OSError:
                    return

    def press_until(self, keys: str, words: str, tries: int = 3) -> None:
        """Press again where nothing came of it: a key that meets a window just closing is lost."""
        for _ in range(tries):
            self.press(keys)
            with suppress(AssertionError):
                self.until(words, 10)
                return
        self.until(words)

    def leave(self, tries: int = 8) -> int:
        """Press q until the program has gone, as in `press_until`, and return its exit code."""
        for _ in range(tries):
            if self.process.poll() is None:
                self.press("q")
                self._watch(4)
        return self.code()

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._leader)


@pytest.fixture
def terminal(study: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def start(*words: str, **environment: str) -> Terminal:
        opened.append(Terminal(list(words), study, **environment))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


def test_reading_coding_and_leaving_on_a_terminal(
    terminal: Callable[..., Terminal], reopen: Callable[[], AbstractContextManager[Project]]
) -> None:
    window = terminal("read", "P-03")
    window.until("help")
    window.press("n \r")
    window.until("code 「")
    window.press("contact-scarce")
    window.until("▸ contact-scarce")
    window.press_until("\r", " undo  ")
    assert window.leave() == 0
    with reopen() as project:
        own = [
            each for each in visible_codings(project, "P-03", by="zhang") if each.coder == "zhang"
        ]
    assert [each.code for each in own] == ["contact-scarce"]


def test_options_go_through_the_parser_to_the_same_screen(
    terminal: Callable[..., Terminal],
) -> None:
    window = terminal("--lang", "zh", "read", "P-03", "--turn", "4", "--coder", "li")
    window.until("话轮 4/28")
    assert "li" in window.seen
    window.press("q")
    assert window.code() == 0


@pytest.mark.parametrize("way", ["environment", "option"])
def test_without_colour_what_matters_is_still_marked(
    terminal: Callable[..., Terminal], way: str
) -> None:
    if way == "environment":
        window = terminal("read", "P-03", NO_COLOR="1")
    else:
        window = terminal("read", "P-03", "--color", "never")
    window.until("help")
    assert not re.search(r"\x1b\[[\d;]*[34]8;[25]", window.seen)
    assert re.search(r"\x1b\[1;4;7[;m]", window.seen)  # the caret: bold, underlined, reversed
    window.press("q")
    assert window.code() == 0


def test_a_dumb_terminal_is_told_of_plain(terminal: Callable[..., Terminal]) -> None:
    window = terminal("read", "P-03", TERM="dumb")
    assert window.code() == 2
    assert "error: this terminal cannot show a screen" in window.seen
    assert "--plain" in window.seen
    assert "\x1b" not in window.seen


@pytest.mark.parametrize("words", [["read", "P-03"], ["read", "P-03", "--turn", "2"]])
def test_no_terminal_is_an_error_and_not_a_hang(study: Path, words: list[str]) -> None:
    done = subprocess.run(
        [*QUALCODE, *words],
        cwd=study,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | ALONE,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("error: there is no terminal to show a screen on")
    assert "--plain" in done.stderr


def test_an_unknown_document_is_said_before_any_screen(terminal: Callable[..., Terminal]) -> None:
    window = terminal("read", "P-99")
    assert window.code() == 2
    assert "no document 'P-99'" in window.seen
    assert "\x1b[?1049h" not in window.seen


def test_plain_reading_prints_turns_and_codings(study: Path) -> None:
    done = subprocess.run(
        [*QUALCODE, "read", "P-03", "--plain"],
        cwd=study,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env=os.environ | ALONE,
    )
    lines = done.stdout.splitlines()
    assert any(line.startswith("#2 ") and "不进不进" in line for line in lines)
    assert any(line.startswith("    ? ") for line in lines)


def test_adjudicating_in_lines_from_a_pipe(
    study: Path, reopen: Callable[[], AbstractContextManager[Project]]
) -> None:
    from qualcode.model.coding import Review
    from qualcode.model.span import Span
    from qualcode.workflow.agreed import CONSENSUS
    from qualcode.workflow.handcoding import add_coding

    with reopen() as project:
        for unit in project.store.documents.read("P-03").units[2:14:4]:
            span = Span(unit.start, unit.end)
            add_coding(project, "P-03", span, "contact-scarce", by="zhang")
            add_coding(project, "P-03", span, "gift-only-help", by="li")
    done = subprocess.run(
        [*QUALCODE, "adjudicate", "zhang", "li", "--plain"],
        cwd=study,
        input="2 she says so\n\nnonsense\n1\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env=os.environ | ALONE,
    )
    assert "settled 2 of 3" in done.stderr
    with reopen() as project:
        agreed = project.store.codings.of_coder(CONSENSUS)
    places = sorted(agreed, key=lambda each: (each.span.start, each.review))
    assert [(each.review, each.code) for each in places] == [
        (Review.ACCEPTED, "gift-only-help"),
        (Review.REJECTED, "contact-scarce"),
        (Review.ACCEPTED, "contact-scarce"),
        (Review.REJECTED, "gift-only-help"),
    ]


def test_a_killed_screen_has_kept_every_key_that_it_showed_as_saved(
    terminal: Callable[..., Terminal], reopen: Callable[[], AbstractContextManager[Project]]
) -> None:
    window = terminal("review", "--order", "document")
    window.until("help")
    for number in range(1, 8):
        window.press("a" if number % 2 else "x")
        window.until(f"{number + 1}/")
    window.process.kill()
    window.process.wait()
    with reopen() as project:
        assert verify(project).holds
        done = [each for each in entries(project) if each.event.who == "zhang"]
        assert [each.event.action for each in done] == ["accept", "reject"] * 3 + ["accept"]
    again = terminal("review", "--order", "document")
    again.until("help")
    again.press("\x7f")  # Backspace: undo knows of the sitting that was killed
    again.until("undone: accept")
    again.press("q")
    assert again.code() == 0


def test_a_screen_says_that_a_file_may_grow_no_further_and_goes_on_when_it_may(
    study: Path, terminal: Callable[..., Terminal]
) -> None:
    window = terminal("review", "--order", "document")
    window.until("help")
    file = study / "study.qualcode"
    limit = file.stat().st_size
    resource.prlimit(window.process.pid, resource.RLIMIT_FSIZE, (512, resource.RLIM_INFINITY))
    window.press("a")
    window.until("not saved")
    window.until("error: ")
    resource.prlimit(window.process.pid, resource.RLIMIT_FSIZE, (limit * 4, -1))
    window.press("a")
    window.until("[saved")
    window.press("q")
    assert window.code() == 0
    assert "1 decided" not in window.seen
    done = subprocess.run(
        [*QUALCODE, "history", "--coder", "zhang", "--format", "tsv"],
        cwd=study,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env=os.environ | ALONE,
    )
    assert len(done.stdout.splitlines()) == 2


def test_two_screens_on_one_project_keep_the_work_of_both(
    terminal: Callable[..., Terminal], reopen: Callable[[], AbstractContextManager[Project]]
) -> None:
    one = terminal("review", "--order", "document")
    two = terminal("review", "--order", "document", "--coder", "li", "--blind")
    for window in (one, two):
        window.until("help")
    for key in "axax":
        for window in (one, two):
            window.press(key)
        for window in (one, two):
            window.until("undoes")
    two.press("\x7f")
    two.until("undone")
    for window in (one, two):
        window.press("q")
        assert window.code() == 0
    with reopen() as project:
        assert verify(project).holds
        done = [(each.event.who, each.event.action) for each in entries(project)]
    assert [action for who, action in done[::-1] if who == "zhang"] == ["accept", "reject"] * 2
    assert [action for who, action in done[::-1] if who == "li"][-1] == "undo"
