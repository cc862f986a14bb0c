"""How fast the learner brings what matters before a person: a reviewer who answers from the gold.

From a cold start with the codebook alone, sentences are read in the order of
`suggest`; after each batch the reader's answers are learned from. Told are the recall of
all codings after reading 10, 20 and 40 % of the sentences, beside random order and the
order of the rules alone; how often the right code is among the first five offered; and
how often the estimate of what is unseen holds the truth. Intervals are the middle 95 % of
the seeds, each of which draws other interviews.

Without an option the folder of `--gold` is read: `transcripts/NAME.txt` with
`participants.csv`, `units/NAME.tsv` and `codes/NAME.tsv`, as `benchmarks/gold.py` says.
`--apart` keeps interviews of the codebook apart and learns from the others; `--taguette` and
`--talkmoves` read real coded data with codebooks of their own. The parameters of the
learner are fixed in the program; nothing is fitted while it runs.

    python benchmarks/suggestion.py [--gold DIR | --apart | --taguette DIR | --talkmoves FILE]
                                    [--seeds 20] [--batch 40] [--share 0.75] [--semantic]
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.accuracy import ROOT, SHARED
from benchmarks.studies import of_apart, of_gold, of_taguette, of_talkmoves
from qualcode.suggestion.encoders import E5, meant
from qualcode.suggestion.mixing import mixed
from qualcode.suggestion.progress import sample_of_draws, unseen
from qualcode.suggestion.training import NOTHING, Lesson, Teacher
from qualcode.workflow.embedding import rows_of, shared_file
from qualcode.workflow.learning import Material
from qualcode.workflow.suggesting import prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.studies import Study, Truth
    from qualcode.model.codebook import Codebook
    from qualcode.suggestion.ranking import Suggester

SHARES = (0.1, 0.2, 0.4)
BLOCK = 12
"""Sentences on end that are drawn together where there is one interview only."""


def main() -> int:
    """Measure and print; exit 0 also where the labelled material is not here."""
    options = _arguments()
    source = options.taguette or options.talkmoves or options.gold
    if not options.apart and not source.exists():
        print(f"nothing measured: the labelled interviews ({source}) are not here")
        return 0
    study = _study(options)
    codebook, material, truth = study
    names, coded = {place.document for place in material.places}, sum(map(bool, truth))
    codings = sum(map(len, truth))
    print(f"{len(names)} interviews, {len(truth)} sentences, {coded} coded, {codings} codings")
    if options.semantic:
        material.vectors = vectors(material)
    cold = learner(material, codebook, 1)
    print(f"right code among the first 1, 3, 5: {_offered(cold, truth)}")
    seeds = range(1, options.seeds + 1)
    print(f"the estimate of what is unseen holds the truth: {covered(cold, truth, seeds):.3f}")
    report("random order", [read_at_random(truth, seed) for seed in seeds])
    report("rules alone", [read_by_rules(material, truth, seed) for seed in seeds])
    report("suggest, cold", [recalls(truth, order_of(cold.anything(), seed=1))])
    parts = [drawn(material, truth, seed, options.share) for seed in seeds]
    asked = [(*part, codebook, seed) for seed, part in zip(seeds, parts, strict=True)]
    of_share = f"({options.share:.0%} of the interviews drawn)"
    report(f"suggest, cold {of_share}", [read_cold(*each) for each in asked])
    runs = [read_learning(*each, batch=options.batch) for each in asked]
    report(f"suggest, learning {of_share}", runs)
    report("among the first 5 of what is not read then", [offered_then(*each) for each in asked])
    if not options.apart:
        whole = read_learning(material, truth, codebook, 1, batch=options.batch)
        report("suggest, learning, all interviews", [whole])
    return 0


def _study(options: argparse.Namespace) -> Study:
    if options.taguette:
        return of_taguette(options.taguette)
    if options.talkmoves:
        return of_talkmoves(options.talkmoves)
    return of_apart(options.codebook) if options.apart else of_gold(options.gold, options.codebook)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold", metavar="DIR")
    parser.add_argument("--apart", action="store_true", help="interviews of the codebook instead")
    parser.add_argument("--taguette", type=Path, metavar="DIR", help="sessions coded with Taguette")
    parser.add_argument("--talkmoves", type=Path, metavar="FILE", help="a lesson of TalkMoves")
    parser.add_argument("--semantic", action="store_true", help="with sentence embeddings too")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--batch", type=int, default=40, help="sentences read between two lessons")
    parser.add_argument("--share", type=float, default=0.75, help="of the interviews, in each run")
    parser.add_argument(
        "--codebook", type=Path, default=ROOT / "codebooks" / "poverty-alleviation.yaml"
    )
    return parser.parse_args()


def learner(material: Material, codebook: Codebook, seed: int) -> Suggester:
    """Return a suggester that knows the codebook and its rules."""
    return prepared(material, codebook, seed=seed).learn(material.cold)


def vectors(material: Material) -> Any:
    """Return what all sentences mean; those of a run before are kept in the user's cache."""
    texts = [meant(each) for each in (*material.pool, *material.taught)]
    return rows_of(shared_file(), texts, E5())


def drawn(material: Material, truth: Truth, seed: int, share: float) -> tuple[Material, Truth]:
    """Draw interviews, or parts of the only one: a run differs from another by what it reads."""
    names = _groups(material)
    size = max(round(len(set(names)) * share), 1)
    chosen = set(random.Random(seed).sample(sorted(set(names)), size))
    rows = [row for row, name in enumerate(names) if name in chosen]
    moved = {row: at for at, row in enumerate(rows)}
    taught = {row + len(material.pool): row + len(rows) for row in range(len(material.taught))}
    moved |= taught
    part = Material(
        [material.places[row] for row in rows],
        [material.pool[row] for row in rows],
        material.taught,
        [each._replace(row=moved[each.row]) for each in material.cold if each.row in moved],
        prior=material.prior,
    )
    if material.vectors is not None:
        part.vectors = material.vectors[list(moved)]
    return part, [truth[row] for row in rows]


def _groups(material: Material) -> list[str]:
    """Return what each sentence is drawn with: its interview, or those beside it."""
    names = [place.document for place in material.places]
    if len(set(names)) > 1:
        return names
    return [str(row // BLOCK) for row in range(len(names))]


def read_cold(material: Material, truth: Truth, codebook: Codebook, seed: int) -> list[float]:
    """Read in the order of a learner that learns nothing on the way."""
    suggester = learner(material, codebook, seed)
    return recalls(truth, order_of(suggester.anything(), seed=seed))


def read_learning(
    material: Material, truth: Truth, codebook: Codebook, seed: int, *, batch: int
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


def covered(suggester: Suggester, truth: Truth, seeds: Sequence[int]) -> float:
    """Return how often the estimate holds the truth, of all seeds after each of `SHARES`.

    Two codes are proposed for each sentence, however unlikely.
    """
    ranked = suggester.ranked(at_least=0)
    scores = {f"{each.row} {each.code}": each.score for each in ranked}
    is_true = {f"{each.row} {each.code}": each.code in truth[each.row] for each in ranked}
    held = [_holds(scores, is_true, seed, share) for seed in seeds for share in SHARES]
    return sum(held) / len(held)


def _holds(scores: dict[str, float], is_true: dict[str, bool], seed: int, share: float) -> bool:
    """Decide on a share of the proposals in the order of `review`, and look at the estimate."""
    order, chosen = mixed(scores, seed=seed)
    done = set(order[: round(len(order) * share)])
    sample = sample_of_draws({name: name in done for name in order}, chosen & done, seed)
    found = sum(is_true[name] for name in done)
    true = sum(is_true[name] for name in sample)
    told = unseen(len(order), len(sample), true, found, len(order) - len(done))
    return told is not None and told.low <= sum(is_true.values()) - found <= told.high


def offered_then(material: Material, truth: Truth, codebook: Codebook, seed: int) -> list[float]:
    """Return how often the right code is among five, in the rest after reading each of `SHARES`.

    Read is at random, so that what is left is like what was read.
    """
    suggester, order = learner(material, codebook, seed), list(range(len(truth)))
    random.Random(seed).shuffle(order)
    found = []
    for share in SHARES:
        read = order[: round(len(order) * share)]
        decided = [lesson for row in read for lesson in answers(row, truth[row])]
        suggester.learn([*material.cold, *decided])
        found.append(_among(suggester, truth, 5, set(read)))
    return found


def _offered(suggester: Suggester, truth: Truth) -> str:
    return "  ".join(f"{_among(suggester, truth, first, set()):.3f}" for first in (1, 3, 5))


def _among(suggester: Suggester, truth: Truth, first: int, without: set[int]) -> float:
    """Return the share of codings, but for those of some sentences, that are offered first."""
    import numpy as np

    codes = suggester.which_.codes_
    offered = np.argsort(-suggester.which(), axis=1, kind="stable")[:, :first]
    hits = [
        code in {codes[column] for column in offered[row]}
        for row, held in enumerate(truth)
        if row not in without
        for code in held
    ]
    return sum(hits) / max(len(hits), 1)


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
