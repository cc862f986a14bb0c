"""Coding again, timed: after nothing, a document more, and one code changed.

A project on disk of many short interviews of real talk and a codebook file of 200 codes
with 2,000 words; the table tells the CPU seconds of `qualcode code` after each change,
the opening of the project and the reading of the codebook included.

    python -m benchmarks.recoding [--documents 10000] [--language zh] [--data ../shared/data]
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.coding import CODES, lines_of, words_of
from benchmarks.storing import keep
from qualcode.store.store import Store
from qualcode.workflow.coding import code_project
from qualcode.workflow.project import Project

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = 30
"""Turns of an interview."""


def book_of(words: Sequence[str], language: str) -> str:
    """Return a codebook file whose codes share words evenly."""
    codes = "".join(
        f"  - id: c{number}\n    name: c{number}\n    definition: d\n"
        f"    patterns: {{{language}: [{', '.join(map(repr, words[number::CODES]))}]}}\n"
        for number in range(CODES)
    )
    return f'qualcode: 1\nid: b\nversion: "1"\nname: b\ncodes:\n{codes}'


def coded(path: Path, book: Path) -> str:
    """Code a project; return how many documents, and in how many seconds."""
    began = time.process_time()
    with Store.open(path) as store:
        run = code_project(Project(store, path), codebook=book)
    seconds = time.process_time() - began
    return f"{run.documents:6} documents {run.added:9,} codings added {seconds:8.2f} s"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    options = parser.parse_args()
    lines, chosen = lines_of(options.data, options.language), random.Random(4)
    words = words_of(lines, options.language)
    with tempfile.TemporaryDirectory() as folder:
        book, path = Path(folder) / "book.yaml", Path(folder) / "bench.qdb"
        book.write_text(book_of(words, options.language), "utf-8")
        with Store.create(path) as store, store.transaction():
            for number in range(options.documents):
                keep(store, f"D{number:06}", chosen.choices(lines, k=LINES))
        print(f"everything     {coded(path, book)}", flush=True)
        print(f"nothing        {coded(path, book)}", flush=True)
        with Store.open(path) as store, store.transaction():
            keep(store, "another", chosen.choices(lines, k=LINES))
        print(f"one more       {coded(path, book)}", flush=True)
        changed = book_of(words, options.language)
        changed = changed.replace(f"{words[7]!r}, ", "", 1)
        book.write_text(changed, "utf-8")
        print(f"one code       {coded(path, book)}", flush=True)


if __name__ == "__main__":
    main()
