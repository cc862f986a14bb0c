"""How long the learner takes: all codes learned from many sentences, and many more scored.

Sentences are put together from halves of the shipped codebook's examples, so that each
has a code or none and words as people use them. Beside it, in the same run, the plain way
with scikit-learn: for each code a pipeline of its own vectorizer and logistic regression.
Seconds are of the processor, megabytes the peak of a process of its own for each way.

    python benchmarks/learning.py [--sentences 50000] [--score 1000000] [--plain-codes 6]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.accuracy import ROOT
from qualcode.codebook.reader import read_codebook
from qualcode.suggestion.features import Sentence
from qualcode.suggestion.ranking import Suggester
from qualcode.suggestion.training import NOTHING, Lesson, Teacher

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook

BOOK = ROOT / "codebooks" / "poverty-alleviation.yaml"
EXAMPLES = ROOT / "codebooks" / "poverty-alleviation.examples.jsonl"
CODED = 0.28
"""The share of respondents' sentences that carry a code in coded interviews."""
AT_ONCE = 20_000
"""Sentences scored in one go."""


def main() -> int:
    """Measure each way in a process of its own and print a line for it."""
    options = _arguments()
    if options.way:
        print(json.dumps(WAYS[options.way](options)))
        return 0
    for way in WAYS:
        command = [sys.executable, __file__, "--way", way, *sys.argv[1:]]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        for name, value in json.loads(done.stdout).items():
            print(f"{way:10s} {name:46s} {value}", flush=True)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sentences", type=int, default=50_000, help="to learn from")
    parser.add_argument("--score", type=int, default=1_000_000, help="to score")
    parser.add_argument(
        "--plain-codes", type=int, default=6, help="codes learned the plain way; the rest reckoned"
    )
    parser.add_argument("--way", choices=["qualcode", "plain"], help=argparse.SUPPRESS)
    return parser.parse_args()


def made(number: int, *, seed: int = 1) -> tuple[list[Sentence], list[str]]:
    """Return sentences and the code of each, or `NOTHING`."""
    chance = random.Random(seed)
    lines = [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()]
    full = [(each["text"], each["code"]) for each in lines if each["match"]]
    empty = [each["text"] for each in lines if not each["match"]]
    sentences, codes = [], []
    for _ in range(number):
        text, code = chance.choice(full) if chance.random() < CODED else ("", NOTHING)
        other = chance.choice(empty)
        words = f"{text or chance.choice(empty)[: chance.randint(4, 40)]}{other[len(other) // 2 :]}"
        sentences.append(Sentence(words, asked=chance.choice(empty)[:20]))
        codes.append(code)
    return sentences, codes


def lessons_of(codes: list[str]) -> list[Lesson]:
    """Return what a person who has decided on everything teaches."""
    return [
        Lesson(row, code, holds=code != NOTHING, teacher=Teacher.PERSON)
        for row, code in enumerate(codes)
    ]


def learned(codebook: Codebook, sentences: list[Sentence], codes: list[str]) -> Suggester:
    """Return a suggester that has learned from all of them."""
    families = {code.id: codebook.family_of(code.id) for code in codebook.leaves}
    return Suggester(families).fit(sentences, [], lessons_of(codes))


def measure(options: argparse.Namespace) -> dict[str, str]:
    """Learn and score as qualcode does."""
    codebook = read_codebook(BOOK)
    sentences, codes = made(options.sentences)
    start = time.process_time()
    suggester = learned(codebook, sentences, codes)
    found = {f"learn {len(set(codes)) - 1} codes, {len(sentences)} sentences": _since(start)}
    start = time.process_time()
    suggester.learn_order(lessons_of(codes))
    found["learn the order anew"] = _since(start)
    more, _ = made(AT_ONCE, seed=2)
    start = time.process_time()
    for _ in range(max(options.score // AT_ONCE, 1)):
        suggester.scores_for(more)
    found[f"score {options.score} new sentences"] = _since(start)
    return found | {"memory": _peak()}


def measure_plain(options: argparse.Namespace) -> dict[str, str]:
    """Learn and score with one pipeline for each code, some of them; the others take as long."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    sentences, codes = made(options.sentences)
    texts = [each.text for each in sentences]
    known = sorted(set(codes) - {NOTHING})
    some = known[: options.plain_codes]
    start = time.process_time()
    models = []
    for code in some:
        words = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
        model = make_pipeline(words, LogisticRegression(max_iter=40))
        models.append(model.fit(texts, [each == code for each in codes]))
    share = len(known) / len(some)
    name = f"learn {len(known)} codes, {len(texts)} sentences (from {len(some)})"
    found = {name: _since(start, share)}
    more = [each.text for each in made(AT_ONCE, seed=2)[0]]
    start = time.process_time()
    for model in models:
        model.predict_proba(more)
    share *= options.score / AT_ONCE
    found[f"score {options.score} new sentences (from {AT_ONCE})"] = _since(start, share)
    return found | {"memory": _peak()}


WAYS = {"qualcode": measure, "plain": measure_plain}


def _since(start: float, times: float = 1) -> str:
    return f"{(time.process_time() - start) * times:.1f} s"


def _peak() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


if __name__ == "__main__":
    sys.exit(main())
