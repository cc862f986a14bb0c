"""Coded interviews as the learner meets them: sentences, what the codebook teaches, the truth.

Four kinds: a gold folder that two coders coded (`benchmarks.gold`); the codebook's own coded
interviews, some of which are put apart and never learned from; think-aloud sessions coded
with Taguette (`data/coded/navarral_taguette`); lessons coded by sentence
(`data/coded/talkmoves`). The last two are real, with codebooks that nobody tuned.
"""

from __future__ import annotations

import csv
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.accuracy import read_documents
from benchmarks.gold import read_gold
from qualcode.codebook.flat import yaml_of_rows
from qualcode.codebook.learned import learned_of
from qualcode.codebook.reader import read_codebook, read_codebook_text
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.firing import SetFinder
from qualcode.matching.weigher import Weigher
from qualcode.model.document import Document, Unit
from qualcode.model.transcript import Role, Turn
from qualcode.suggestion.weights import WeightLearner
from qualcode.text.sentences import sentences
from qualcode.workflow.codebook_files import import_codebook
from qualcode.workflow.foreseeing import WeighedPrior, prior_of
from qualcode.workflow.learnable import learnable_of
from qualcode.workflow.learning import Material, add_document, add_lessons
from qualcode.workflow.lessons import coded_answers, lessons_of
from qualcode.workflow.sentence import answer_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from benchmarks.gold import Gold
    from qualcode.codebook.interviews import CodedAnswer
    from qualcode.codebook.learned import Learned
    from qualcode.model.codebook import Codebook
    from qualcode.workflow.learning import Place

Truth = list[frozenset[str]]
"""The codes on each sentence."""


class Study(NamedTuple):
    """What is measured on."""

    codebook: Codebook
    material: Material
    truth: Truth


def of_gold(folder: Path, path: Path) -> Study:
    """Read a gold folder; right is what both coders set.

    Args:
        folder: With `transcripts`, `units` and `codes`.
        path: The codebook.
    """
    codebook, gold = read_codebook(path), read_gold(folder)
    documents = read_documents(folder, codebook, set(gold.units))
    coder = Autocoder(codebook, learned=learned_of(codebook, path))
    material = gathered(documents, codebook, coder)
    material.prior = prior_of(codebook, path)
    taught_by(material, codebook, path)
    return Study(codebook, material, truth_of(gold, material.places))


_APART = frozenset(("S", "W4", "W8", "W13", "W19", "X2", "X4", "X8"))
"""Sources of coded interviews that are kept apart: a fifth of all, of writers of their own."""


def is_apart(answer: CodedAnswer) -> bool:
    """Tell whether an answer is of a source that is not learned from."""
    return answer.source in _APART


def is_measured(answer: CodedAnswer) -> bool:
    """Tell whether an answer that is not learned from tells how good codes are elsewhere."""
    return is_apart(answer) and answer.is_judged


def of_apart(path: Path) -> Study:
    """Keep some of a codebook's coded interviews apart, and learn weights from the others.

    Takes some minutes; what is learned is thrown away.
    """
    codebook = read_codebook(path)
    learned = _without_apart(codebook, path)
    coder, sets, material = Autocoder(codebook, learned=learned), SetFinder(codebook), Material()
    truth: Truth = []
    for turn, each in enumerate(coded_answers(codebook, path)):
        if is_measured(each):
            said = [sentence.text for sentence in each.said]
            document = answer_of(said, speaker=each.speaker, asked=each.asked)
            first = len(material.places)
            add_document(material, document, coder.code(document), sets)
            material.places[first:] = [
                place._replace(document=each.interview, turn=turn)
                for place in material.places[first:]
            ]
            truth += [frozenset(sentence.codes or ()) for sentence in each.said]
    material.prior = WeighedPrior(Weigher(learned, codebook), codebook)
    taught_by(material, codebook, path)
    return Study(codebook, material, truth)


def _without_apart(codebook: Codebook, path: Path) -> Learned:
    families = {code.id: codebook.family_of(code.id) for code in codebook.leaves}
    learnable = learnable_of(codebook, path, lambda answer: not is_apart(answer))
    return WeightLearner(families).fit(learnable.coded).learned_


def of_taguette(folder: Path) -> Study:
    """Read sessions coded with Taguette: a line a turn, tasks (they begin with a digit) asked."""
    codebook = _read(import_codebook(next(folder.glob("codebook*.csv"))))
    ids = {code.name.en or code.name.zh: code.id for code in codebook.leaves}
    documents = [
        _of_lines(path.name.removesuffix(".txt"), path.read_text("utf-8"))
        for path in sorted((folder / "text").glob("*.txt"))
    ]
    material = gathered(documents, codebook, Autocoder(codebook))
    taught_by(material, codebook, folder / "none.yaml")
    spans = _spans(folder / "codings.csv")
    truth = [
        frozenset(
            ids[code]
            for start, end, code in spans.get(place.document, ())
            if code in ids and _lies_in(place, start, end)
        )
        for place in material.places
    ]
    return Study(codebook, material, truth)


def of_talkmoves(path: Path) -> Study:
    """Read a lesson of which each sentence has a tag, or none; teacher and pupils alike."""
    codebook = _read(yaml_of_rows(TALK_MOVES, name="talk-moves"))
    rows, tags = _sheet(path)
    document = _of_rows(path.stem, rows)
    material = gathered([document], codebook, Autocoder(codebook))
    taught_by(material, codebook, path.with_suffix(".yaml"))
    known = {row["name"]: row["code"] for row in TALK_MOVES}
    truth = [frozenset([known[tag]] if tag in known else []) for tag in tags]
    return Study(codebook, material, truth)


def gathered(documents: Iterable[Document], codebook: Codebook, coder: Autocoder) -> Material:
    """Return the sentences of documents with what the codebook's patterns find."""
    sets, found = SetFinder(codebook), Material()
    for document in documents:
        add_document(found, document, coder.code(document), sets)
    return found


def taught_by(material: Material, codebook: Codebook, path: Path) -> None:
    """Add what a codebook teaches, as `suggest` does."""
    sets = SetFinder(codebook)
    add_lessons(material, *lessons_of(codebook, path, sets, interviews=material.prior is None))


def truth_of(gold: Gold, places: Sequence[Place]) -> Truth:
    """Return the codes of each sentence: those of the unit it shares most with."""
    by_unit: dict[str, set[str]] = {}
    for (unit, code), coding in gold.codings.items():
        if coding.coders == 2:
            by_unit.setdefault(unit, set()).add(code)
    found: Truth = []
    for place in places:
        best = max(
            gold.units[place.document],
            key=lambda unit: min(unit.end, place.end) - max(unit.start, place.start),
        )
        found.append(frozenset(by_unit.get(best.id, ())))
    return found


def _read(text: str) -> Codebook:
    codebook, problems = read_codebook_text(text, path="codebook")
    assert codebook, problems
    return codebook


def _of_lines(name: str, text: str) -> Document:
    """Make a document whose lines are turns."""
    turns: list[Turn] = []
    at = 0
    for line in text.splitlines(keepends=True):
        said = line.strip()
        start, end = at + line.find(said), at + line.find(said) + len(said)
        role = Role.INTERVIEWER if said[:1].isdigit() else Role.RESPONDENT
        if said:
            turns.append(Turn(len(turns), start, end, start, end, role.value, role))
        at += len(line)
    return _document(name, text, turns)


def _of_rows(name: str, rows: Sequence[tuple[str, str]]) -> Document:
    """Make a document of sentences with who says them; what somebody says on end is a turn."""
    text = "\n".join(said for _, said in rows)
    turns: list[Turn] = []
    units: list[Unit] = []
    at = 0
    for who, group in groupby(rows, key=lambda row: row[0]):
        start = at
        for _, said in group:
            units.append(Unit(len(turns), at, at + len(said)))
            at += len(said) + 1
        turns.append(Turn(len(turns), start, at - 1, start, at - 1, who, Role.RESPONDENT))
    return Document(name, text, tuple(turns), tuple(units), {}, {})


def _document(name: str, text: str, turns: Sequence[Turn]) -> Document:
    units = tuple(
        Unit(turn.index, *ends)
        for turn in turns
        if turn.role is Role.RESPONDENT
        for ends in sentences(text, turn.start, turn.end)
    )
    return Document(name, text, tuple(turns), units, {}, {})


def _spans(path: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Return start, end and code of each coding, by document."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            span = int(row["start_cp"]), int(row["end_cp"]), row["code"]
            found.setdefault(row["document"], []).append(span)
    return found


def _lies_in(place: Place, start: int, end: int) -> bool:
    """Tell whether a coding holds half of a sentence, or lies by half in it."""
    shared = min(place.end, end) - max(place.start, start)
    return shared > 0 and shared * 2 >= min(place.end - place.start, end - start)


def _sheet(path: Path) -> tuple[list[tuple[str, str]], list[str]]:
    """Return speaker and words of each sentence, and the name of its tag."""
    from openpyxl import load_workbook

    _, *rows = load_workbook(path, read_only=True).active.iter_rows(values_only=True)
    told = [
        (str(who), str(said).strip(), str(of_teacher or of_pupil or ""))
        for _, _, _, who, said, of_teacher, of_pupil, *_ in rows
        if str(said or "").strip()
    ]
    return [row[:2] for row in told], [tag.partition(" - ")[2].strip() for _, _, tag in told]


TALK_MOVES = [
    {"code": code, "parent": "", "name": name, "definition": definition}
    for code, name, definition in (
        (
            "together",
            "Keeping Everyone Together",
            "The teacher asks pupils to listen, repeats or says where the class stands.",
        ),
        (
            "relate",
            "Getting Students to Relate",
            "The teacher asks pupils what they think of what another pupil said.",
        ),
        (
            "accuracy",
            "Press for Accuracy",
            "The teacher asks for an answer, a number, a word or a definition in mathematics.",
        ),
        (
            "other-pupil",
            "Relating to Another Student",
            "A pupil agrees with, asks about or adds to what another pupil said.",
        ),
        (
            "claim",
            "Making a Claim",
            "A pupil says what the answer is, or states something in mathematics.",
        ),
    )
]
"""Tags that occur in the lesson; what they mean is told in one sentence each."""
