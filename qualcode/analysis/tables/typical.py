"""Which codings show a code, or stand first in a cell, told without reading their words.

A million codings have a gigabyte of words and reasons; a table shows some hundred of them. So
they are chosen by their places, and only the chosen are opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.counting import TOTAL
from qualcode.analysis.groups import grouping
from qualcode.analysis.layout import homes_of, rows_of
from qualcode.analysis.sweeps import firsts
from qualcode.model.coding import Review
from qualcode.model.marks import columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.analysis.corpus import Corpus
    from qualcode.analysis.layout import Layout
    from qualcode.analysis.sweeps import Ints
    from qualcode.model.marks import Marks, Names

BEST_LENGTH = 30
"""Characters of a quote that reads well in a table; the typical one is nearest to it."""
_JOINT = "\x1f"
SHOWN = 3
"""How many places a cell names before it counts the rest."""


def typical(corpus: Corpus, *, most: int) -> dict[str, list[int]]:
    """Return the lines (of the marks) of a few findings of each code that show it well.

    Accepted ones before proposals, each of another person, of a length that reads
    well; ties by document and position, so that the choice is the same every time.
    """
    marks, lines = _found(corpus)
    code = marks.names["code"].codes[lines]
    length = np.abs(marks.numbers["stop"] - marks.numbers["start"] - BEST_LENGTH)[lines]
    proposed = ~marks.having("review", [Review.ACCEPTED])[lines]
    document = _ranks(marks.names["document"])[lines]
    place = [marks.numbers[name][lines] for name in ("stop", "start")]
    ranked = np.lexsort([*place, document, length, proposed, code])
    who = _people(marks)[lines]
    persons = code.astype(np.int64) * (int(who.max(initial=0)) + 1) + who
    of_others = np.sort(np.unique(persons[ranked], return_index=True)[1])
    chosen = ranked[of_others]
    found: dict[str, list[int]] = {}
    for line in lines[chosen].tolist():
        mine = found.setdefault(marks.names["code"].values[marks.names["code"].codes[line]], [])
        if len(mine) < most:
            mine.append(line)
    return found


@dataclass(frozen=True, slots=True)
class Places:
    """What a person says of a code or family, without the words."""

    first: int
    """Line (of the marks) of the first coding, by document and position."""
    number: int
    where: tuple[str, ...]
    """The first few: participant (or document) and number of the sentence."""


def places(corpus: Corpus, homes: Mapping[str, str]) -> dict[tuple[str, str], Places]:
    """Return the findings of each participant and column, in the order of the text.

    Args:
        corpus: What is counted.
        homes: The column of each leaf code that has one.
    """
    marks, lines = _found(corpus)
    columns = list(dict.fromkeys(homes.values()))
    number = {name: n for n, name in enumerate(columns)}
    home = [number[homes[each]] if each in homes else -1 for each in marks.names["code"].values]
    column = np.array(home or [-1], np.int64)[marks.names["code"].codes[lines]]
    lines, column = lines[column >= 0], column[column >= 0]
    person = marks.names["participant"].codes[lines].astype(np.int64)
    place = [marks.numbers[name][lines] for name in ("stop", "start")]
    code = _ranks(marks.names["code"])[lines]
    document = _ranks(marks.names["document"])[lines]
    cells = person * max(len(columns), 1) + column
    order = np.lexsort(np.stack([code, *place, document, cells]))
    begin = firsts(cells[order]) if len(order) else order
    sizes = np.diff(begin, append=len(order))
    shown = np.arange(len(order)) - np.repeat(begin, sizes) < SHOWN
    where = iter(_where(marks, lines[order[shown]]))
    people = marks.names["participant"].values
    persons, homes_of = np.divmod(cells[order[begin]], max(len(columns), 1))
    each = (persons.tolist(), homes_of.tolist(), lines[order[begin]].tolist(), sizes.tolist())
    return {
        (people[who], columns[home]): Places(line, size, tuple(islice(where, min(size, SHOWN))))
        for who, home, line, size in zip(*each, strict=True)
    }


def first_in_cells(corpus: Corpus, layout: Layout) -> dict[tuple[str, str], int]:
    """Return the line of the first finding of each row and group of a frequency table."""
    marks, lines = _found(corpus)
    groups, code = grouping(corpus, layout.by, layout.level), marks.names["code"]
    home = marks.names[groups.depends_on].renamed(lambda value: _JOINT.join(groups.home(value)))
    place = [marks.numbers[name][lines] for name in ("stop", "start")]
    document = _ranks(marks.names["document"])[lines]
    lines = lines[np.lexsort(np.stack([_ranks(code)[lines], *place, document]))]
    cells = code.codes[lines].astype(np.int64) * max(len(home.values), 1) + home.codes[lines]
    chosen = lines[np.sort(np.unique(cells, return_index=True)[1])]
    rows, found = homes_of(rows_of(corpus, layout)), dict[tuple[str, str], int]()
    said = zip(chosen.tolist(), code.at(chosen).words(), home.at(chosen).words(), strict=True)
    for line, name, inside in said:
        for cell in product(rows.get(name, ()), (*inside.split(_JOINT), TOTAL)):
            found.setdefault(cell, line)
    return found


def _found(corpus: Corpus) -> tuple[Marks, Ints]:
    """Return all marks, and the lines of those that are findings."""
    return columns_of(corpus.marks), corpus.found["coding"].to_numpy().astype(np.int64)


def _where(marks: Marks, lines: Ints) -> list[str]:
    """Return the tail of a quote of each line: participant (or document) and sentence."""
    people, documents = (
        marks.names[name].at(lines).words() for name in ("participant", "document")
    )
    units = (marks.numbers["unit"][lines] + 1).tolist()
    told = zip(people, documents, units, strict=True)
    return [f"{person or document}-{unit}" for person, document, unit in told]


def _ranks(names: Names) -> Ints:
    """Return the place of each line's name among all names in order."""
    order = sorted(range(len(names.values)), key=names.values.__getitem__)
    ranks = np.zeros(len(order) or 1, np.int64)
    ranks[order] = np.arange(len(order))
    return np.asarray(ranks[names.codes])


def _people(marks: Marks) -> Ints:
    """Return a number for who speaks: the participant, or the document where nobody is known."""
    people, documents = marks.names["participant"], marks.names["document"]
    is_known = np.array([bool(name) for name in people.values] or [True])[people.codes]
    return np.where(is_known, people.codes, len(people.values) + documents.codes).astype(np.int64)
