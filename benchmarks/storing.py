"""Codings into the project, timed, and the memory that coding takes as the corpus grows.

Documents made of real talk are kept in a project on disk, coded, and their codings
written as `qualcode code` does, the documents of half a second in one transaction. The
table tells codings a CPU second of each part and the peak memory of a process of its own
for each size.

    python -m benchmarks.storing [--megabytes 2 20] [--language zh] [--data ../shared/data]
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.coding import codebook_of, lines_of, words_of
from qualcode.matching.autocoder import Autocoder
from qualcode.model.participant import Participant
from qualcode.model.transcript import Role
from qualcode.store.store import Store
from qualcode.transcripts.reader import read_bytes
from qualcode.workflow.coding_batch import Batch
from qualcode.workflow.keeping import units_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def keep(store: Store, name: str, lines: Sequence[str]) -> None:
    """Keep lines as a transcript of one respondent."""
    text = "\n".join(f"答：{line}" for line in lines)
    read = read_bytes(text.encode(), suffix=".txt", name=name, path=name)
    labels = {turn.speaker for turn in read.turns if turn.role is Role.RESPONDENT}
    speakers = {label: f"{name}-{label}" for label in labels}
    store.participants.put(Participant(each, "") for each in speakers.values())
    store.documents.add(read, units_of(read), speakers=speakers, language="zh", words=0)


def measure(store: Store, coder: Autocoder, lines: Sequence[str], megabytes: float) -> str:
    """Keep, code and store text of a size, document by document; return a row of the table."""
    left, chosen, number = megabytes * 1e6, random.Random(3), 0
    judging = storing = 0.0
    count = 0
    batch = Batch(store, "bench:digest")
    while left > 0:
        name = f"D{number:06}"
        picked = chosen.choices(lines, k=150)
        with store.transaction():
            keep(store, name, picked)
        document = store.documents.read(name)
        began = time.process_time()
        codings = coder.code(document)
        coded = time.process_time()
        batch.add(name, codings)
        if batch.is_due():
            batch.write()
        storing += time.process_time() - coded
        judging += coded - began
        count += len(codings)
        number += 1
        left -= len(document.text.encode())
    began = time.process_time()
    batch.write()
    storing += time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{megabytes:8.1f} MB {number:6} documents {count:9,} codings"
        f"  judged {count / judging:9,.0f}/s  stored {count / storing:9,.0f}/s"
        f"  peak {peak:6.0f} MB"
    )


def main() -> None:
    """Measure each size in a process of its own and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--megabytes", type=float, nargs="+", default=[2, 20])
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    options = parser.parse_args()
    if len(options.megabytes) > 1:
        for size in options.megabytes:
            same = ["--language", options.language, "--data", str(options.data)]
            command = [sys.executable, "-m", "benchmarks.storing", "--megabytes", str(size), *same]
            print(subprocess.check_output(command, text=True), end="", flush=True)
        return
    lines = lines_of(options.data, options.language)
    words = words_of(lines, options.language)
    coder = Autocoder(codebook_of(words, options.language))
    place = tempfile.TemporaryDirectory()
    with place as folder, Store.create(Path(folder) / "bench.qdb") as store:
        print(measure(store, coder, lines, options.megabytes[0]))


if __name__ == "__main__":
    main()
