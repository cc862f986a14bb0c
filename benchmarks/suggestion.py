"""How fast the learner brings what matters before a person: a reviewer who answers from the gold.

From a cold start with the codebook alone, sentences are read in the order of
`suggest`; after each batch the reader's answers (what both coders set) are learned
from. Told are the recall of all codings that both coders set after reading 10, 20
and 40 % of the respondents' sentences, beside random order and the order of the
rules alone, and how often the right code is among the first five offered.

The folder of `--gold` has `transcripts/NAME.txt` with `participants.csv`,
`units/NAME.tsv` and `codes/NAME.tsv`, as `benchmarks/gold.py` reads them. The parameters
of the learner are fixed in the program; nothing is fitted while it runs.

    python benchmarks/suggestion.py [--gold DIR] [--seeds 20] [--batch 40] [--share 0.75]
                                    [--semantic]
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.accuracy import ROOT, SHARED, read_documents
from benchmarks.gold import read_gold
from qualcode.codebook.learned import learned_of
from qualcode.codebook.reader import read_codebook
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.firing import SetFinder
from qualcode.suggestion.encoders import E5, meant
from qualcode.suggestion.training import NOTHING, Lesson, Teacher
from qualcode.workflow.embedding import rows_of, shared_file
from qualcode.workflow.learning import Material, add_document, add_lessons, lessons_of
from qualcode.workflow.suggesting import prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.gold import Gold
    from qualcode.model.codebook import Codebook
    from qualcode.suggestion.ranking import Suggester
    from qualcode.workflow.learning import Place

SHARES = (0.1, 0.2, 0.4)
Truth = list[frozenset[str]]
"""The codes that both coders set, for each sentence."""


def main() -> int:
    """Measure and print; exit 0 also where the labelled material is not here."""
    options = _arguments()
    if not options.gold.exists():
        print(f"nothing measured: the labelled interviews ({options.gold}) are not here")
        return 0
    codebook = read_codebook(options.codebook)
    gold = read_gold(options.gold)
    material = gather(options.gold, gold, codebook, options.codebook)
    truth = truth_of(gold, material.places)
    codings, coded = sum(map(len, truth)), sum(map(bool, truth))
    print(f"{len(gold.units)} interviews, {len(truth)} sentences, {coded} coded, {codings} codings")
    if options.semantic:
        material.vectors = vectors(material)
    cold = learner(material, codebook, 1)
    print(f"right code among the first 1, 3, 5: {_offered(cold, truth)}")
    seeds = range(1, options.seeds + 1)
    report("random order", [read_at_random(truth, seed) for seed in seeds])
    report("rules alone", [read_by_rules(material, truth, seed) for seed in seeds])
    report("suggest, cold", [recalls(truth, order_of(cold.anything(), seed=1))])
    runs = []
    for seed in seeds:
        chosen = drawn(material, truth, seed, options.share)
        runs.append(read_learning(*chosen, codebook, seed=seed, batch=options.batch))
    report(f"suggest, learning ({options.share:.0%} of the interviews drawn)", runs)
    whole = read_learning(material, truth, codebook, seed=1, batch=options.batch)
    report("suggest, learning, all interviews", [whole])
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold", metavar="DIR")
    parser.add_argument("--semantic", action="store_true", help="with sentence embeddings too")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--batch", type=int, default=40, help="sentences read between two lessons")
    parser.add_argument("--share", type=float, default=0.75, help="of the interviews, in each run")
    parser.add_argument(
        "--codebook", type=Path, default=ROOT / "codebooks" / "poverty-alleviation.yaml"
    )
    return parser.parse_args()


def gather(folder: Path, gold: Gold, codebook: Codebook, path: Path) -> Material:
    """Return what there is to learn from before anybody has decided anything."""
    coder = Autocoder(codebook, learned=learned_of(codebook, path))
    sets, found = SetFinder(codebook), Material()
    for document in read_documents(folder, codebook, set(gold.units)):
        add_document(found, document, coder.code(document), sets)
    add_lessons(found, *lessons_of(codebook, path, sets))
    return found


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


def learner(material: Material, codebook: Codebook, seed: int) -> Suggester:
    """Return a suggester that knows the codebook and its rules."""
    return prepared(material, codebook, seed=seed).learn(material.cold)


def vectors(material: Material) -> Any:
    """Return what all sentences mean; those of a run before are kept in the user's cache."""
    texts = [meant(each) for each in (*material.pool, *material.taught)]
    return rows_of(shared_file(), texts, E5())


def drawn(material: Material, truth: Truth, seed: int, share: float) -> tuple[Material, Truth]:
    """Draw interviews: a run differs from another by whom it reads."""
    names = sorted({place.document for place in material.places})
    size = max(round(len(names) * share), 1)
    chosen = set(random.Random(seed).sample(names, size))
    rows = [row for row, place in enumerate(material.places) if place.document in chosen]
    moved = {row: at for at, row in enumerate(rows)}
    taught = {row + len(material.pool): row + len(rows) for row in range(len(material.taught))}
    moved |= taught
    part = Material(
        [material.places[row] for row in rows],
        [material.pool[row] for row in rows],
        material.taught,
        [each._replace(row=moved[each.row]) for each in material.cold if each.row in moved],
    )
    if material.vectors is not None:
        part.vectors = material.vectors[list(moved)]
    return part, [truth[row] for row in rows]


def read_learning(
    material: Material, truth: Truth, codebook: Codebook, *, seed: int, batch: int
) -> list[float]:
    """Read in the order of the learner, which learns after each batch; return the recalls."""
    suggester = learner(material, codebook, seed)
    known = list(material.cold)
    order: list[int] = []
    seen: set[int] = set()
    until = int(len(truth) * SHARES[-1]) + 1
    while len(order) < until:
        queue = [row for row in order_of(suggester.anything(), seed=seed) if row not in seen]
        for row in queue[:batch]:
            seen.add(row)
            order.append(row)
            known += answers(row, truth[row])
        suggester.learn_order(known)
    return recalls(truth, order)


def answers(row: int, codes: frozenset[str]) -> list[Lesson]:
    """Return what a reviewer says of a sentence who answers from the gold."""
    if not codes:
        return [Lesson(row, NOTHING, holds=False, teacher=Teacher.PERSON)]
    return [Lesson(row, code, holds=True, teacher=Teacher.PERSON) for code in sorted(codes)]


def read_at_random(truth: Truth, seed: int) -> list[float]:
    """Return the recalls of a random order."""
    order = list(range(len(truth)))
    random.Random(seed).shuffle(order)
    return recalls(truth, order)


def read_by_rules(material: Material, truth: Truth, seed: int) -> list[float]:
    """Return the recalls where sentences with most rule hits come first, the rest at random."""
    hits = [0] * len(truth)
    for each in material.cold:
        if each.teacher is Teacher.RULE:
            hits[each.row] += 1
    return recalls(truth, order_of(hits, seed=seed))


def order_of(scores: Sequence[float], *, seed: int) -> list[int]:
    """Return rows, the highest score first; equal ones at random."""
    chance = random.Random(seed)
    ties = [chance.random() for _ in scores]
    return sorted(range(len(ties)), key=lambda row: (-scores[row], ties[row]))


def recalls(truth: Truth, order: Sequence[int]) -> list[float]:
    """Return the share of codings found after reading each of `SHARES`."""
    total = max(sum(map(len, truth)), 1)
    cuts = [round(len(truth) * share) for share in SHARES]
    return [sum(len(truth[row]) for row in order[:cut]) / total for cut in cuts]


def _offered(suggester: Suggester, truth: Truth) -> str:
    import numpy as np

    places = np.argsort(-suggester.which(), axis=1, kind="stable")
    codes = suggester.which_.codes_
    ranks = [
        [codes[column] for column in places[row]].index(code)
        for row, held in enumerate(truth)
        for code in held
        if code in codes
    ]
    return "  ".join(
        f"{sum(rank < n for rank in ranks) / max(len(ranks), 1):.3f}" for n in (1, 3, 5)
    )


def report(name: str, runs: Sequence[Sequence[float]]) -> None:
    """Print mean and middle 95 % of the recalls of several runs."""
    told = []
    for values in zip(*runs, strict=True):
        ordered = sorted(values)
        low = ordered[int(0.025 * (len(ordered) - 1))]
        high = ordered[-1 - int(0.025 * (len(ordered) - 1))]
        span = f" [{low:.3f}, {high:.3f}]" if len(ordered) > 1 else ""
        told.append(f"{sum(ordered) / len(ordered):.3f}{span}")
    print(f"{name:45s} {'   '.join(told)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
