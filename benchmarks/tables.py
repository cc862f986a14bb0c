"""Tables over a large study: 4,000 interviews, 200 codes, a million codings, beside the naive way.

The naive way asks each cell of the table by itself, as one would with filters in a
spreadsheet or a loop over codes and groups; it is timed on a few codes and scaled up.

    python benchmarks/tables.py [--codings 1000000] [--interviews 4000]

With a project file, which is made where it is not there yet, whole commands are timed on it
instead, from the start of Python to the last line:

    python -m benchmarks.tables --project FILE
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.basis import Basis
from qualcode.analysis.agreement.table import AgreementOptions, agreement_table
from qualcode.analysis.agreement.units import Size, Study
from qualcode.analysis.corpus import Corpus
from qualcode.analysis.frequency import frequency_table
from qualcode.analysis.layout import Layout
from qualcode.analysis.significance import Adjustment
from qualcode.analysis.tables.cooccurrence import together
from qualcode.analysis.tables.network import network_of
from qualcode.analysis.tables.nodes import nodes_table
from qualcode.analysis.tables.saturation import saturation_table
from qualcode.analysis.tables.speaker_about import speaker_about_table
from qualcode.analysis.tables.theory import theory_table
from qualcode.analysis.tables.windows import Window
from qualcode.model.codebook import Code, Codebook, Kind
from qualcode.model.excerpt import Mark
from qualcode.model.label import Label
from qualcode.model.marks import Marks, columns_of
from qualcode.model.participant import Participant
from qualcode.model.subject import Group, Subject, SubjectScheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FULL = Layout(intervals=True, denied=True, historical=True, tests=Adjustment.HOLM, references=True)
FAMILIES, CODES, SUBJECTS, UNITS = 20, 10, 10, 300
NAIVE_CODES = 4
COMMANDS = (
    "table",
    "table --ci --test holm --refs --denied --historical",
    "table --by about",
    "table --by participant",
    "report nodes",
    "report about",
    "report framework",
    "report quotes",
    "report audit",
    "compare PH GOV",
    "status",
    "report cooccurrence",
    "report theory",
    "network",
    "saturation",
    "agreement rules li --draws 0",
    "agreement rules li",
)


def codebook() -> Codebook:
    """Return 200 codes in 20 families, ten subjects in five groups."""
    codes = []
    for family in range(FAMILIES):
        codes.append(Code(f"f{family}", f"f{family}", Label(f"f{family}")))
        codes += [
            Code(f"c{family}-{n}", f"f{family}/c{family}-{n}", Label(f"c{n}"), Kind.PROBLEM)
            for n in range(CODES)
        ]
    subjects = tuple(Subject(f"S{n}", Label(f"S{n}"), f"g{n % 5}") for n in range(SUBJECTS))
    groups = tuple(Group(f"g{n}", Label(f"g{n}")) for n in range(5))
    scheme = SubjectScheme(subjects, groups)
    return Codebook("large", Label("large"), "1", "d" * 64, tuple(codes), scheme)


def corpus(interviews: int, codings: int) -> Corpus:
    """Return a study with codings spread at random."""
    chance = random.Random(1)
    book = codebook()
    leaves = [code.id for code in book.leaves]
    people = [Participant(f"P{n}", f"S{n % SUBJECTS}") for n in range(interviews)]

    def rows() -> Iterator[Mark]:
        for number in range(codings):
            person, unit = chance.randrange(interviews), chance.randrange(UNITS)
            code = leaves[chance.randrange(len(leaves))]
            place = (unit, unit, unit // 2, unit * 40, unit * 40 + 30)
            head = (str(number), code, f"D{person}", f"P{person}", "", "asserted", "proposed")
            yield Mark(*head, "rules", f"S{chance.randrange(SUBJECTS)}", *place)

    speech = {person.id: {f"D{person.id[1:]}": UNITS * 40} for person in people}
    return Corpus(book, people, speech, Marks.of(rows()))


def cell_by_cell(study: Corpus) -> None:
    """Count persons of a few codes and all groups, each cell by a filter of its own."""
    home = {person.id: person.subject for person in study.participants}
    marks = list(study.marks)
    for code in study.codebook.leaves[:NAIVE_CODES]:
        for subject in study.codebook.subjects.subjects:
            len(
                {
                    mark.participant
                    for mark in marks
                    if mark.code == code.id and home[mark.participant] == subject.id
                }
            )


def double_coded(study: Corpus) -> Study:
    """Return the same codings as of two coders, each having lost some."""
    size = Size(UNITS, UNITS // 2, UNITS * 40, UNITS * 42, frozenset("ab"))
    documents = dict.fromkeys(study.documents, size)
    marks = columns_of(study.marks)
    number = np.arange(len(marks))
    first, second = marks.taken(number % 5 > 0), marks.taken(number % 7 > 0)
    return Study(("a", "b"), documents, {"a": first, "b": second})


def afresh(study: Corpus, make: Callable[[Corpus], object]) -> Callable[[], object]:
    """Return a job on a study of which nothing has been worked out yet."""
    return lambda: make(replace(study))


def measured(corpus: Corpus, study: Study, basis: Basis, draws: int = 0) -> Callable[[], object]:
    """Return the measurement of a study's agreement, nothing worked out beforehand."""
    options, leaves = AgreementOptions(basis, draws=draws), corpus.codebook.leaves
    return lambda: agreement_table(
        Study(study.coders, study.documents, study.marks), leaves, options
    )


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def commands(project: Path) -> None:
    """Time whole commands on a project file, the median of three: CPU, and seconds by the clock."""
    for command in COMMANDS:
        found = []
        for _ in range(3):
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            words = [sys.executable, "-m", "qualcode", "--project", str(project), *command.split()]
            subprocess.run(words, check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
            found.append((user, system, time.perf_counter() - start))
        user, system, clock = sorted(found)[1]
        print(f"{command:52} {user:6.2f} user {system:6.2f} system {clock:6.2f} s")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"peak memory {peak / 1e6:.2f} GB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codings", type=int, default=1_000_000)
    parser.add_argument("--interviews", type=int, default=4_000)
    parser.add_argument("--project", type=Path)
    options = parser.parse_args()
    if options.project:
        if not options.project.exists():
            from benchmarks.large_project import make

            make(options.project, options.interviews, options.codings)
        commands(options.project)
        return
    study = corpus(options.interviews, options.codings)
    frequency_table(corpus(20, 200), Layout())  # libraries loaded, caches warm
    leaves = [code.id for code in study.codebook.leaves]
    agreed = double_coded(study)
    jobs: dict[str, Callable[[], object]] = {
        "table, persons": afresh(study, lambda each: frequency_table(each, Layout())),
        "table, everything": afresh(study, lambda each: frequency_table(each, FULL)),
        "table --by about": afresh(study, lambda each: frequency_table(each, Layout(by="about"))),
        "report nodes": afresh(study, nodes_table),
        "report about": afresh(study, speaker_about_table),
        "report theory": afresh(study, lambda each: theory_table(each, units=UNITS)),
        "network": afresh(study, network_of),
        "saturation": afresh(study, lambda each: saturation_table(each, leaves)),
        "co-occurrence, turn": afresh(study, lambda each: together(each, leaves, Window.TURN)),
        "co-occurrence, near": afresh(
            study, lambda each: together(each, leaves, Window.UNIT, reach=2)
        ),
        "agreement, sentences": measured(study, agreed, Basis.SENTENCE),
        "agreement, characters": measured(study, agreed, Basis.CHARACTER),
        "agreement, 1000 draws": measured(study, agreed, Basis.SENTENCE, draws=1000),
    }
    print(f"{options.codings:,} codings, {options.interviews:,} interviews, {len(leaves)} codes")
    for name, work in jobs.items():
        print(f"{name:24} {seconds(work):6.2f} s CPU")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
    naive = seconds(lambda: cell_by_cell(study)) * len(leaves) / NAIVE_CODES
    print(f"{'naive, cell by cell':24} {naive:6.0f} s CPU (from {NAIVE_CODES} codes)")


if __name__ == "__main__":
    main()
