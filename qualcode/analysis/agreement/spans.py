"""Agreement on free spans: how many of two coders' marks meet, and alpha_u of a study."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from qualcode.analysis.agreement.unitizing import disagreement, merged
from qualcode.analysis.sweeps import firsts, runs

if TYPE_CHECKING:
    from qualcode.analysis.agreement.places import Ints
    from qualcode.analysis.agreement.unitizing import Disagreement
    from qualcode.analysis.agreement.units import Study

HALF = 0.5
"""Two spans meet when they share at least this much of what they cover together."""


def span_f1(study: Study) -> dict[str, float]:
    """Return F1 of the spans of each code that is used, 2 × met / all.

    Over all documents, and all pairs of coders who have read them.
    """
    places = study.places
    met = np.zeros(len(places.codes))
    everything = np.zeros(len(places.codes))
    read = study.read[places.document]
    for one, other in combinations(range(len(study.coders)), 2):
        both = (read >> one & read >> other & 1).astype(bool)
        lines = np.flatnonzero(both & np.isin(places.coder, [one, other]))
        everything += np.bincount(places.code[lines], minlength=len(met))
        meeting = _meeting(study, lines, one)
        met += np.bincount(places.code[meeting], minlength=len(met))
    return {
        code: 2 * float(met[number]) / float(everything[number])
        for number, code in enumerate(places.codes)
        if everything[number]
    }


def study_disagreement(study: Study, code: str) -> Disagreement:
    """Return the disagreement of alpha_u on a code, all documents on one continuum.

    Documents that not all coders have coded are left out: the method of 2004 knows
    no missing data.
    """
    sizes = np.array([size.length for size in study.documents.values()], np.int64)
    sizes[study.read != (1 << len(study.coders)) - 1] = 0
    places, lines = study.places, study.lines(code)
    lines = lines[sizes[places.document[lines]] > 0]
    offset = (np.cumsum(sizes) - sizes)[places.document[lines]]
    spans = np.stack([places.start[lines] + offset, places.stop[lines] + offset], axis=1)
    coders = [merged(spans[places.coder[lines] == each]) for each in range(len(study.coders))]
    return disagreement(coders, 0, int(sizes.sum()))


def _meeting(study: Study, lines: Ints, one: int) -> Ints:
    """Return the lines of one of two coders that meet one of the other's.

    Most spans overlap no other or just one: those are told all at once. Where more
    overlap, spans are paired off: each takes the one most like it, the likest first.
    """
    places = study.places
    shift = places.cell[lines] * (int(places.stop.max(initial=0)) + 1)
    order, run = runs(places.start[lines] + shift, places.stop[lines] + shift)
    lines = lines[order]
    begin = firsts(run) if len(run) else run
    size = np.diff(begin, append=len(lines))
    pairs = begin[size == 2]
    first, second = lines[pairs], lines[pairs + 1]
    rivals = (places.coder[first] != places.coder[second]) & (_shares(study, first, second) >= HALF)
    found = [first[rivals]]
    for start, length in zip(begin[size > 2].tolist(), size[size > 2].tolist(), strict=True):
        some = lines[start : start + length]
        mine = places.coder[some] == one
        found.append(_paired(study, some[mine], some[~mine]))
    return np.concatenate(found)


def _paired(study: Study, mine: Ints, theirs: Ints) -> Ints:
    """Pair spans off, the likest first; return those of mine that found a partner."""
    pairs = np.array(np.meshgrid(mine, theirs, indexing="ij")).reshape(2, -1)
    shares = _shares(study, *pairs)
    taken: set[int] = set()
    found = []
    for number in np.argsort(-shares, kind="stable").tolist():
        one, other = pairs[:, number].tolist()
        if shares[number] >= HALF and not {one, other} & taken:
            taken |= {one, other}
            found.append(one)
    return np.array(found, dtype=np.int64)


def _shares(study: Study, one: Ints, other: Ints) -> np.ndarray:
    """Return how much two spans share of what they cover together."""
    start, stop = study.places.start, study.places.stop
    both = np.minimum(stop[one], stop[other]) - np.maximum(start[one], start[other])
    whole = np.maximum(stop[one], stop[other]) - np.minimum(start[one], start[other])
    return np.asarray(np.maximum(both, 0) / np.maximum(whole, 1))
