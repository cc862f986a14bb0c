"""Screens, timed: how soon the first one stands, how long a key takes in a long transcript.

The first screen is measured in a pseudo-terminal, until its last line is drawn,
beside a bare import of Textual in the same run. All times are CPU time, so that
what else the machine does matters little. A key's is from the key to the drawn
screen, in a transcript of 400,000 characters and in a short one.

    python benchmarks/screens.py [--runs 5]
"""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import os
import pty
import resource
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

QUALCODE = [sys.executable, "-m", "qualcode"]
IMPORT = [sys.executable, "-c", "import textual.app"]
LIMIT = 1.5
"""The first screen, in bare imports of Textual."""
KEYS = ("down", "right", "right_parenthesis", "pagedown", "space", "up", "w")
LONG = 400_000
"""Characters of the long transcript."""


def until_drawn(command: list[str], folder: Path, last: bytes) -> float:
    """Return the CPU seconds until a command has drawn some words on a terminal of 80x24."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=environment(folder) | {"TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(follower)
    seen = b""
    while last not in seen and select.select([leader], [], [], 20)[0]:
        seen += os.read(leader, 65536)
    used = on_cpu(process.pid)
    if last not in seen:
        raise SystemExit(f"the screen never showed {last!r}")
    process.terminate()
    process.wait(10)
    os.close(leader)
    return used


def environment(folder: Path) -> dict[str, str]:
    """Return an environment in which both sides start from compiled files, as when installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder.parent / "compiled")}


def on_cpu(pid: int) -> float:
    """Return the seconds that a running process has had the processor, by Linux's own count."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(each.read_text().split()[0]) for each in threads) / 1e9


def imported(folder: Path) -> float:
    """Return the CPU seconds that a bare import of Textual takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(IMPORT, cwd=folder, check=True, env=environment(folder))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def first_screens(folder: Path, runs: int) -> int:
    """Print how soon each screen stands; return how many limits were not kept."""
    late = 0
    for words in (["read", "P-03"], ["review"]):
        command = [*QUALCODE, *words]
        pairs = [(until_drawn(command, folder, b"help"), imported(folder)) for _ in range(runs + 1)]
        ours, theirs = (statistics.median(each) for each in zip(*pairs[1:], strict=True))
        late += ours / theirs > LIMIT
        print(
            f"first screen of {words[0]:8s} {ours * 1000:6.0f} ms   import textual.app"
            f" {theirs * 1000:6.0f} ms   ratio {ours / theirs:.2f}   limit {LIMIT}"
        )
    return late


def long_text(characters: int) -> str:
    """Return an interview of about so many characters."""
    turn = (
        "访谈者：您平时在社区里遇到哪些困难？\n"
        "受访者：主要是看病难，医院太远了，坐公交要一个多小时。我们家孩子上学也没有名额，"
        "找了好几个学校都不收，后来托人才进去的。Well, I can't afford it, 而且排队要排一上午。\n"
    )
    return turn * (characters // len(turn))


def key_times(project_file: Path, document: str, presses: int) -> list[float]:
    """Return the CPU milliseconds of each of many keys in a document."""
    from qualcode.review_app.app import ReviewApp
    from qualcode.review_app.code_screen import CodeScreen
    from qualcode.review_app.reader import Reader
    from qualcode.workflow.project import opened

    found: list[float] = []

    async def session() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("w")  # the dictionary is loaded
            for number in range(presses):
                start = time.process_time()
                await pilot.press(KEYS[number % len(KEYS)])
                found.append((time.process_time() - start) * 1000)

    with opened(project_file) as project:
        app = ReviewApp(lambda: CodeScreen(Reader(project, document, by="me"), "en"))
        asyncio.run(session())
    return sorted(found)


def wrap_time(text: str) -> float:
    """Return the CPU milliseconds of wrapping a whole text."""
    from qualcode.review_app.rows import Rows

    start = time.process_time()
    Rows(text, 72)
    return (time.process_time() - start) * 1000


def main() -> int:
    """Measure and print; exit 1 when a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        study = Path(name) / "study"
        subprocess.run([*QUALCODE, "-q", "init", str(study), "--sample"], check=True)
        for size, title in ((LONG, "long"), (LONG // 100, "short")):
            path = Path(name) / f"{title}.txt"
            path.write_text(long_text(size), encoding="utf-8")
            subprocess.run([*QUALCODE, "-q", "import", str(path)], cwd=study, check=True)
        subprocess.run([*QUALCODE, "-q", "code"], cwd=study, check=True)
        late = first_screens(study, runs)
        print(f"wrapping {LONG} characters: {wrap_time(long_text(LONG)):.0f} ms")
        for title in ("short", "long"):
            times = key_times(study / "study.qualcode", title, 140)
            print(
                f"keys in the {title:5s} transcript: median {statistics.median(times):5.1f} ms"
                f"   p99 {times[int(len(times) * 0.99)]:5.1f} ms"
            )
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
