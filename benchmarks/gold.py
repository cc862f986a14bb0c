"""Interviews that two coders coded apart: reading them, and scoring codings against them.

A gold folder holds ``transcripts/NAME.txt`` with ``participants.csv``,
``units/NAME.tsv`` (unit_id, start, end, text) and ``codes/NAME.tsv`` (unit_id,
code, status, about, coders). What both coders set must be found; what only one
set counts neither way.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.codebook import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from qualcode.model.codebook import Codebook

Key = tuple[str, str]
"""A unit and a code (or a family, or a person and a code)."""
Statuses = dict[Key, set[str]]
"""Codings credited to units, with the statuses they were given."""


class Found(NamedTuple):
    """A coding as a way of coding proposes it; positions are half-open code points."""

    document: str
    start: int
    end: int
    code: str
    status: str


class GoldUnit(NamedTuple):
    """A sentence of a gold interview."""

    id: str
    start: int
    end: int
    text: str


class GoldCoding(NamedTuple):
    """What the coders set on a unit."""

    statuses: frozenset[str]
    about: str
    coders: int


class Rate(NamedTuple):
    """Precision and recall, from counts."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right; 0 when nothing was found."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Return the share of what is right that was found."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both: 2 right / (2 right + wrong + missed)."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


@dataclass(frozen=True)
class Gold:
    """All interviews of a gold folder."""

    units: Mapping[str, tuple[GoldUnit, ...]]
    """Sentences by interview."""
    codings: Mapping[Key, GoldCoding]
    subjects: Mapping[str, str]
    """Subject of the person interviewed, by interview."""

    def texts(self) -> dict[str, str]:
        """Return the words of every unit."""
        return {unit.id: unit.text for units in self.units.values() for unit in units}


def read_gold(folder: Path, names: Iterable[str] = ()) -> Gold:
    """Read a gold folder.

    Args:
        folder: With `transcripts`, `units` and `codes`.
        names: Interviews to read; none = all.
    """
    wanted = set(names) or {path.stem for path in (folder / "codes").glob("*.tsv")}
    units = {name: tuple(_units(folder / "units" / f"{name}.tsv")) for name in sorted(wanted)}
    codings = {
        (row["unit_id"], row["code"]): GoldCoding(
            frozenset(row["status"].split("/")), row["about"], int(row["coders"])
        )
        for name in sorted(wanted)
        for row in _rows(folder / "codes" / f"{name}.tsv", "\t")
    }
    people = _rows(folder / "transcripts" / "participants.csv", ",")
    return Gold(units, codings, {row["id"]: row["subject"] for row in people})


def _rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        if delimiter == "\t":
            return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        return list(csv.DictReader(lines))


def _units(path: Path) -> Iterable[GoldUnit]:
    for line in path.read_text("utf-8").splitlines():
        unit, start, end, text = line.split("\t", 3)
        yield GoldUnit(unit, int(start), int(end), text)


def credited(found: Iterable[Found], gold: Gold) -> Statuses:
    """Credit each coding to the units that hold half of it, or that it covers whole."""
    credit: Statuses = defaultdict(set)
    for each in found:
        for unit in gold.units.get(each.document, ()):
            shared = min(each.end, unit.end) - max(each.start, unit.start)
            if shared > 0 and (
                shared * 2 >= each.end - each.start or shared == unit.end - unit.start
            ):
                credit[unit.id, each.code].add(each.status)
    return credit


@dataclass(frozen=True)
class Answer:
    """The gold, sorted for one question: which codes are asserted where."""

    must: frozenset[Key]
    """Both coders say that it holds."""
    may: frozenset[Key]
    """One coder set it, or they differ on whether it holds: counts neither way."""

    def rate(self, found: Iterable[Key], keep: Callable[[Key], bool] = lambda _: True) -> Rate:
        """Return how good these asserted codings are, of those keys that are kept."""
        mine = {key for key in found if keep(key)}
        must = {key for key in self.must if keep(key)}
        return Rate(len(mine & must), len(mine - must - self.may), len(must - mine))

    def by(self, change: Callable[[Key], Key]) -> Answer:
        """Return the answer for coarser keys, such as families or persons."""
        must = frozenset(map(change, self.must))
        return Answer(must, frozenset(map(change, self.may)) - must)


class Scorer:
    """The rules of the score for one codebook.

    Args:
        gold: The interviews.
        codebook: Tells which codes are countermeasures: a wish for one asserts it.
    """

    def __init__(self, gold: Gold, codebook: Codebook) -> None:
        self.gold = gold
        self._measures = {c.id for c in codebook.codes if c.kind is Kind.COUNTERMEASURE}
        both = {key: coding for key, coding in gold.codings.items() if coding.coders == 2}
        votes = {key: [self.holds(key, {s}) for s in c.statuses] for key, c in both.items()}
        must = frozenset(key for key, vote in votes.items() if all(vote))
        differ = {key for key, vote in votes.items() if any(vote)} - must
        self.answer = Answer(must, frozenset(differ | (set(gold.codings) - set(both))))

    def holds(self, key: Key, statuses: Iterable[str]) -> bool:
        """Tell whether these statuses assert a code."""
        asserting = {"asserted", "partial"} | ({"normative"} & set(map(str, statuses)))
        if key[1] not in self._measures:
            asserting.discard("normative")
        return not asserting.isdisjoint(statuses)

    def asserted(self, found: Statuses) -> set[Key]:
        """Return the units and codes that a way of coding asserts."""
        return {key for key, statuses in found.items() if self.holds(key, statuses)}

    def status_right(self, found: Statuses) -> float:
        """Return the share of codes rightly found whose status is a coder's too."""
        both = [key for key, coding in self.gold.codings.items() if coding.coders == 2]
        right = [bool(found[key] & self.gold.codings[key].statuses) for key in both if key in found]
        return sum(right) / max(len(right), 1)

    def coders(self) -> Rate:
        """Return one coder against the other, as far as the counts tell.

        Who set what alone is not kept; F1 = 2 both / (2 both + alone) holds
        however it is split, so it is split in half.
        """
        alone = sum(
            coding.coders == 1 and self.holds(key, coding.statuses)
            for key, coding in self.gold.codings.items()
        )
        return Rate(len(self.answer.must), alone // 2, alone - alone // 2)


def person_and_code(key: Key) -> Key:
    """Return the person of a unit with the code."""
    return key[0].split(":")[0], key[1]


def table_correlation(found: Iterable[Key], answer: Answer, codes: Iterable[str]) -> float:
    """Return Spearman's correlation of the persons per code, found and true."""
    mine = Counter(code for _, code in set(map(person_and_code, found)))
    true = Counter(code for _, code in set(map(person_and_code, answer.must)))
    ids = list(codes)
    return _pearson(_ranks([mine[code] for code in ids]), _ranks([true[code] for code in ids]))


def _ranks(values: list[int]) -> list[float]:
    """Return ranks from 0; equal values share their mean rank."""
    below = {value: sum(other < value for other in values) for value in set(values)}
    return [below[value] + (values.count(value) - 1) / 2 for value in values]


def _pearson(left: list[float], right: list[float]) -> float:
    mean_left, mean_right = sum(left) / len(left), sum(right) / len(right)
    shared = sum((a - mean_left) * (b - mean_right) for a, b in zip(left, right, strict=True))
    spread = sum((a - mean_left) ** 2 for a in left) * sum((b - mean_right) ** 2 for b in right)
    return float(shared / spread**0.5) if spread else 0.0
