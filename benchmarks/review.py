"""How long a decision, opening the queue and a search take on a project of a whole team's size.

``python benchmarks/review.py [--documents 4000] [--each 250] [--project FILE] [--busy] [--learn]``
builds a synthetic project (made once when FILE is named) and prints milliseconds: the median,
the 99th of 100, the largest. A decision includes its save to disk. Decisions are measured twice
where the project is made here: at once, while the disk may still have the project to write,
and after all of it is written; with ``--busy`` once more beside another process that writes to
the same disk without a pause; with ``--learn`` in the order that learns, at a person's pace, for
as long as learning takes at first.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import statistics
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.model.coding import (
    AboutBy,
    Coding,
    Evidence,
    Reason,
    Review,
    Source,
    Status,
    coding_id,
)
from qualcode.model.document import Unit
from qualcode.model.participant import Participant
from qualcode.model.span import Span
from qualcode.model.transcript import Role, Transcript, Turn
from qualcode.store.store import Store
from qualcode.workflow.codes import codebook_at_hand
from qualcode.workflow.filters import Filters
from qualcode.workflow.project import Project
from qualcode.workflow.review import QueueOptions, ReviewQueue
from qualcode.workflow.review_order import Order
from qualcode.workflow.search import SearchRequest, search
from qualcode.workflow.undoing import undo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REPO = Path(__file__).parents[1]
WORDS = (REPO / "sample_transcripts" / "B-02.txt").read_text(encoding="utf-8").split("。")
DECISIONS = 2000
PAUSE = 0.15
"""Seconds between two decisions at a person's pace, and a quick person's."""
REST = 10.0
"""Seconds that the disk is left alone before decisions are measured in peace."""
SUBJECTS = ("PH", "GOV", "UNIT", "ENT", "COOP", "NGO", "VC", "TEAM")


def build(path: Path, documents: int, each: int) -> None:
    """Make a project of so many documents with so many proposals each."""
    (path.parent / "codebook.yaml").write_bytes(
        (REPO / "codebooks" / "poverty-alleviation.yaml").read_bytes()
    )
    with Store.create(path) as store:
        fill(Project(store, path), documents, each)


def fill(project: Project, documents: int, each: int) -> None:
    """Add so many documents with so many proposals each; the codebook lies beside the project."""
    chance, store = random.Random(1), project.store
    codes = [code.id for code in codebook_at_hand(project).leaves]
    for number in range(documents):
        with store.transaction():
            add_interview(store, f"D{number:04}", codes, each, chance)


def add_interview(
    store: Store, name: str, codes: list[str], each: int, chance: random.Random
) -> None:
    """Add an interview of sixty answers with so many proposals, of codes and statuses at random."""
    lines = [f"{'问答'[n % 2]}：{'。'.join(chance.sample(WORDS, 3))}。" for n in range(120)]
    text = "\n".join(lines)
    turns = list(_turns(lines))
    units = [
        Unit(turn.index, *_sentence(text, turn, n))
        for turn in turns
        if turn.role is Role.RESPONDENT
        for n in range(3)
    ]
    units = [unit for unit in units if unit.end > unit.start]
    store.participants.put([Participant(name, chance.choice(SUBJECTS), {"gender": "女"})])
    transcript = Transcript(
        name, f"{name}.txt", text, name, "utf-8", "text", "label-colon", tuple(turns)
    )
    store.documents.add(transcript, units, speakers={"答": name}, language="zh", words=len(text))
    proposals = {}
    for _ in range(each):
        coding = _coding(name, text, chance.choice(units), chance.choice(codes), chance)
        proposals[coding.id] = coding
    store.proposals.replace(name, proposals.values(), coder="rules", key="benchmark")


def _turns(lines: list[str]) -> Iterator[Turn]:
    start = 0
    for index, line in enumerate(lines):
        end = start + len(line)
        role = Role.RESPONDENT if index % 2 else Role.INTERVIEWER
        yield Turn(index, start, end, start + 2, end, line[0], role)
        start = end + 1


def _sentence(text: str, turn: Turn, number: int) -> tuple[int, int]:
    start = turn.speech.start
    for _ in range(number):
        start = min(text.find("。", start, turn.speech.end) + 1 or turn.speech.end, turn.speech.end)
    end = text.find("。", start, turn.speech.end) + 1 or turn.speech.end
    return start, end


def _coding(name: str, text: str, unit: Unit, code: str, chance: random.Random) -> Coding:
    span = Span(unit.start, unit.end)
    words = text[unit.start : unit.start + 3]
    return Coding(
        coding_id(name, span, code, "rules"),
        name,
        span,
        code,
        "rules",
        Source.RULE,
        span.of(text),
        unit.turn,
        chance.choice(list(Status)),
        about=("GOV",),
        about_by=chance.choice(list(AboutBy)),
        evidence=Evidence(
            words, (span,), (Reason("pattern", words, words), Reason("about", "干部", "GOV"))
        ),
        codebook="benchmark",
    )


def measure(what: str, times: list[float]) -> None:
    """Print a line of milliseconds."""
    times.sort()
    p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
    median = statistics.median(times)
    print(f"{what:<44}{1000 * median:>10.1f}{1000 * p99:>10.1f}{1000 * times[-1]:>10.1f}")


def timed(times: list[float], work: Callable[[], object]) -> None:
    """Run something and note how long it took by the clock."""
    start = time.perf_counter()
    work()
    times.append(time.perf_counter() - start)


def heading() -> None:
    """Print what the columns are."""
    print(f"{'milliseconds':<44}{'median':>10}{'p99':>10}{'largest':>10}")


def decisions(path: Path, when: str) -> None:
    """Measure decisions alone."""
    print(when)
    with Store.open(path) as store:
        decide(Project(store, path))


def settle() -> None:
    """Let the disk write what it still has, and rest."""
    os.sync()
    time.sleep(REST)


@contextmanager
def busy_disk(folder: Path) -> Iterator[None]:
    """Keep the disk of a folder busy for as long as the block lasts."""
    writer = multiprocessing.Process(target=_write, args=(folder / "busy.tmp",), daemon=True)
    writer.start()
    try:
        yield
    finally:
        writer.terminate()
        writer.join()
        (folder / "busy.tmp").unlink(missing_ok=True)


def _write(path: Path) -> None:
    """Write 64 MB and wait until they are on the disk, over and over."""
    some = os.urandom(1 << 20)
    with path.open("wb", buffering=0) as file:
        while True:
            for _ in range(64):
                file.write(some)
            os.fsync(file.fileno())
            file.seek(0)


def run(path: Path) -> None:
    """Measure everything on a project file."""
    print(f"{path.stat().st_size / 1e6:.0f} MB")
    heading()
    for order in [each for each in Order if each is not Order.LEARN]:  # that goes on behind
        times: list[float] = []
        for _ in range(3):
            with Store.open(path) as store:
                options = QueueOptions(order=order)
                timed(times, lambda: ReviewQueue(Project(store, path), options, by="li").current)  # noqa: B023
        measure(f"open the queue, {order}", times)
    with Store.open(path) as store:
        project = Project(store, path)
        codings = sum(store.codings.tally().values())
        print(f"{store.documents.count()} documents, {codings} codings")
        decide(project)
        _alike(project)
        _retrieve(project)


def learning(path: Path) -> None:
    """Measure decisions while a learner works in the same program."""
    print("in the order that learns")
    with Store.open(path) as store:
        decide(Project(store, path), QueueOptions(order=Order.LEARN), pause=PAUSE)


def decide(project: Project, options: QueueOptions | None = None, *, pause: float = 0) -> None:
    """Measure decisions of all kinds by li, so many that the 99th of 100 means something."""
    queue = ReviewQueue(project, options, by="li")
    chance = random.Random(2)
    code = queue.codebook.leaves[0].id
    verbs: dict[str, Callable[[], object]] = {
        "accept": queue.accept,
        "reject": queue.reject,
        "recode": lambda: queue.recode(code),
        "status": lambda: queue.set_status(Status.DENIED),
        "undo": queue.undo,
    }
    times: dict[str, list[float]] = {name: [] for name in (*verbs, "show the next")}
    queue.accept()
    for _ in range(DECISIONS):
        time.sleep(pause)
        name = chance.choice(list(verbs))
        timed(times[name], verbs[name])
        timed(times["show the next"], lambda: queue.current)
    measure("any decision, with its save", [each for name in verbs for each in times[name]])
    for name, each in times.items():
        measure(f"  {name}, with its save" if name in verbs else name, each)


def _alike(project: Project) -> None:
    """Measure deciding on all proposals of a pattern at once."""
    queue = ReviewQueue(project, by="li")
    sizes: list[int] = []
    together: list[float] = []
    back: list[float] = []
    for _ in range(5):
        same = queue.same_pattern()
        sizes.append(len(same))
        timed(together, lambda: queue.decide_all(same, Review.REJECTED))  # noqa: B023
        timed(back, lambda: undo(project, by="li"))
    measure(f"all of a pattern ({max(sizes)})", together)
    measure("  its undo", back)


def _retrieve(project: Project) -> None:
    first: list[float] = []
    for what in ("making the index, once", "the search after that"):
        timed(first, lambda: search(project, SearchRequest("泥鳅"), limit=1))
        print(f"{what:<44}{1000 * first[-1]:>10.0f}")
    for words in ("暖水瓶", "看病", "我", "没有这个词"):
        times: list[float] = []
        for _ in range(10):
            timed(times, lambda: search(project, SearchRequest(words), limit=100))  # noqa: B023
        measure(f"search {words}, the first 100", times)
    from qualcode.workflow.filters import query_of

    book = project.codebook()
    for where in (
        "form-burden & !skill-gap & subject=PH",
        "turn: form-burden & skill-gap",
        "participant: form-burden & !skill-gap",
        "participant: form-burden & skill-gap",
    ):
        query = query_of(Filters(where=where), book, project.store)
        times = []
        for _ in range(2):
            timed(times, lambda: len(project.store.excerpts.marks(query)))  # noqa: B023
        measure(f"--where {where}"[:43], times)


def main() -> None:
    """Build and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--each", type=int, default=250)
    parser.add_argument("--project", type=Path)
    parser.add_argument("--busy", action="store_true")
    parser.add_argument("--learn", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.project or Path(folder) / "benchmark.qualcode"
        if not path.exists():
            start = time.perf_counter()
            build(path, asked.documents, asked.each)
            print(f"built in {time.perf_counter() - start:.0f} s")
            heading()
            decisions(path, "right after the file was made")
            settle()
        run(path)
        if asked.busy:
            with busy_disk(path.parent):
                decisions(path, "beside a process that writes without a pause")
        if asked.learn:
            learning(path)


if __name__ == "__main__":
    main()
