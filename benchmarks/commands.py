"""Whole commands, timed: start-up, the table, coding again what is coded.

Each figure is the median of several runs in processes of their own, beside the
naive thing it is measured against, in the same run. Ratios matter, not seconds.

    python benchmarks/commands.py [--runs 5]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EMPTY_APP = "import typer\napp = typer.Typer()\n@app.command()\ndef main(): pass\napp()\n"
QUALCODE = [sys.executable, "-m", "qualcode"]


def seconds(command: list[str], folder: Path) -> float:
    """Return the wall-clock time of one run of a command, which must succeed."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def compare(command: list[str], other: list[str], folder: Path, runs: int) -> tuple[float, float]:
    """Return the medians of two commands, run in turns so that both meet the same machine."""
    pairs = [(seconds(command, folder), seconds(other, folder)) for _ in range(runs + 1)][1:]
    ours, theirs = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(theirs)


def main() -> int:
    """Measure and print a table; exit 1 when a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    os.environ["PYTHONDONTWRITEBYTECODE"] = ""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "empty.py").write_text(EMPTY_APP)
        subprocess.run([*QUALCODE, "init", "study", "--sample"], cwd=folder, check=True)
        study = folder / "study"
        subprocess.run([*QUALCODE, "code"], cwd=study, check=True)
        empty = [sys.executable, str(folder / "empty.py"), "--help"]
        pandas = [sys.executable, "-c", "import pandas"]
        cases = [
            ("qualcode --help", [*QUALCODE, "--help"], "empty Typer app --help", empty, 2.0),
            ("qualcode table", [*QUALCODE, "table"], "import pandas", pandas, 2.5),
            ("code, unchanged", [*QUALCODE, "code"], "status", [*QUALCODE, "status"], 1.2),
        ]
        return report(cases, study, runs)


def report(
    cases: list[tuple[str, list[str], str, list[str], float]], study: Path, runs: int
) -> int:
    """Print one line a case and return how many limits were not kept."""
    late = 0
    print(f"{'command':18s} {'ms':>6s}   {'beside':24s} {'ms':>6s}  ratio  limit")
    for name, command, other_name, other, limit in cases:
        ours, theirs = compare(command, other, study, runs)
        ratio = ours / theirs
        late += ratio > limit
        print(
            f"{name:18s} {ours * 1000:6.0f}   {other_name:24s} {theirs * 1000:6.0f}"
            f"  {ratio:5.2f}  {limit}"
        )
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
