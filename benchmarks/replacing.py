"""How long it takes to find 5,000 codings again in a corrected text of 400,000 characters.

    python benchmarks/replacing.py [--characters 400000] [--codings 5000]

The sample interviews, with a number before some of their lines so that these are not all
the same, are corrected in several ways: one letter, 2,000 typos, lines in another order,
traditional characters, line breaks turned into blanks, another text altogether.
"""

from __future__ import annotations

import argparse
import importlib
import random
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.model.anchor import Anchored
from qualcode.model.span import Span
from qualcode.text.anchoring import anchor
from qualcode.text.sentences import sentences
from qualcode.transcripts.reader import read_transcript

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).parents[1] / "sample_transcripts"
COMMON = "的一是了我不在有他这"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=400_000)
    parser.add_argument("--codings", type=int, default=5_000)
    options = parser.parse_args()
    chance = random.Random(3)
    text = interview(options.characters, chance)
    found = [Span(*each) for each in sentences(text)]
    spans = chance.sample(found, min(options.codings, len(found)))
    print(f"{len(text):,} characters, {len(spans):,} codings")
    print(f"{'correction':<24}{'seconds':>9}" + "".join(f"{state:>8}" for state in Anchored))
    for name, new in corrections(text, chance):
        began = time.process_time()
        anchors = anchor(text, new, spans)
        spent = time.process_time() - began
        counts = Counter(each.state for each in anchors)
        print(f"{name:<24}{spent:>9.2f}" + "".join(f"{counts[each]:>8,}" for each in Anchored))


def interview(size: int, chance: random.Random) -> str:
    """Return a long text made of the samples."""
    texts = [read_transcript(path).text for path in sorted(SAMPLES.glob("*-0?.txt"))]
    lines = "".join(texts).splitlines(keepends=True)
    lines *= 1 + size // sum(map(len, lines))
    marked = (line if chance.random() < 0.5 else f"{at}、{line}" for at, line in enumerate(lines))
    return "".join(marked)[:size]


def corrections(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield corrected texts and what was done to them."""
    yield "one letter", f"{text[:1000]}x{text[1000:]}"
    letters = list(text)
    for _ in range(2_000):
        letters[chance.randrange(len(letters))] = chance.choice(COMMON)
    yield "2,000 typos", "".join(letters)
    lines = text.splitlines(keepends=True)
    chance.shuffle(lines)
    yield "lines shuffled", "".join(lines)
    yield "traditional", str(importlib.import_module("opencc").OpenCC("s2t").convert(text))
    yield "one line", text.replace("\n", " ")
    yield "another text", text[::-1]


if __name__ == "__main__":
    main()
