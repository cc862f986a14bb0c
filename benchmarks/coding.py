"""Coding, timed: text to codings beside the ways it would be done without this program.

The text is made of the real files beside the project, repeated up to a size; the
codebook has 200 codes with 2,000 patterns taken from that text: words and phrases
that are neither everywhere nor nowhere. All ways run in the same process on the same
text; CPU seconds, median of several runs. Ratios matter, not seconds.

    python benchmarks/coding.py [--megabytes 6] [--runs 5] [--language zh] [--data ../shared/data]
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.matching.autocoder import Autocoder
from qualcode.matching.lexicon import automaton
from qualcode.model.codebook import Code, Codebook, Kind, Pattern
from qualcode.model.document import Document, Unit
from qualcode.model.label import Label
from qualcode.model.transcript import Role, Turn
from qualcode.text.fold import fold
from qualcode.text.language import language_of
from qualcode.text.sentences import sentences
from qualcode.transcripts.reader import read_transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CODES, PATTERNS = 200, 2000
DOCUMENT = 20_000
"""Characters of a document."""


def lines_of(folder: Path, language: str) -> list[str]:
    """Return the speech of all transcripts of a language under a folder, a turn a line."""
    found: list[str] = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        try:
            read = read_transcript(path, name=path.stem)
        except Exception:  # noqa: BLE001  whatever is no transcript is left out
            continue
        speech = (turn.speech.of(read.text).replace("\n", " ") for turn in read.turns)
        found += [each for each in speech if len(each) > 10 and language_of(each) == language]
    return found


def texts_of(lines: Sequence[str], megabytes: float) -> list[str]:
    """Return documents of these lines, over and over, until they have the size."""
    chosen, left = random.Random(1), megabytes * 1e6
    texts: list[str] = []
    while left > 0:
        text: list[str] = []
        while sum(map(len, text)) < DOCUMENT:
            text.append(chosen.choice(lines))
        texts.append("\n".join(text))
        left -= len(texts[-1].encode())
    return texts


def words_of(texts: Sequence[str], language: str) -> list[str]:
    """Return words and phrases of the text that are neither rare nor in every line."""
    sample = "\n".join(texts)[:2_000_000]
    if language == "zh":
        runs = re.findall(r"[\u4e00-\u9fff]{2,}", sample)
        grams = Counter(
            run[at : at + size]
            for run in runs
            for size in (2, 3, 4)
            for at in range(len(run) - size + 1)
        )
    else:
        words = [re.findall(r"[a-z']+", line.lower()) for line in sample.split("\n")]
        grams = Counter(
            " ".join(line[at : at + size])
            for line in words
            for size in (1, 2, 3)
            for at in range(len(line) - size + 1)
        )
    per_million = 1e6 / len(sample)
    usual = sorted(gram for gram, count in grams.items() if 2 <= count * per_million <= 7)
    return random.Random(2).sample(usual, min(PATTERNS, len(usual)))


def codebook_of(words: Sequence[str], language: str) -> Codebook:
    """Return a codebook whose codes share the words evenly."""
    codes = tuple(
        Code(
            f"c{number}",
            f"c{number}",
            Label(f"c{number}"),
            kind=list(Kind)[number % len(Kind)],
            patterns=tuple(Pattern(word, language) for word in words[number::CODES]),
        )
        for number in range(CODES)
    )
    return Codebook("bench", Label("bench"), "1", "digest", codes=codes)


def document_of(name: str, text: str) -> Document:
    """Return a text as a document in which each line is a turn of one respondent."""
    turns, units, start = [], [], 0
    for index, line in enumerate(text.split("\n")):
        end = start + len(line)
        turns.append(Turn(index, start, end, start, end, "A", Role.RESPONDENT))
        units += [Unit(index, *each) for each in sentences(text, start, end)]
        start = end + 1
    return Document(name, text, tuple(turns), tuple(units), {"A": "A"}, {"A": ""})


def spacy_way(texts: Sequence[str], words: Sequence[str], language: str) -> int:
    """Count hits as spaCy's phrase matcher finds them, Chinese cut by jieba."""
    import spacy
    from spacy.matcher import PhraseMatcher

    cut = {"nlp": {"tokenizer": {"segmenter": "jieba"}}} if language == "zh" else {}
    nlp = spacy.blank(language, config=cut)
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("all", list(nlp.pipe(words)))
    return sum(len(matcher(document)) for document in nlp.pipe(texts))


def alternation_way(texts: Sequence[str], words: Sequence[str], language: str) -> int:
    """Count hits of one expression that holds all words."""
    joined = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    pattern = re.compile(joined if language == "zh" else rf"\b(?:{joined})\b")
    return sum(1 for text in texts for _ in pattern.finditer(text.lower()))


def scan_way(texts: Sequence[str], words: Sequence[str]) -> int:
    """Count hits of the bare automaton: nothing judged, nothing made of them."""
    scan = automaton(list(dict.fromkeys(map(fold, words))))
    return sum(len(scan.find_matches_as_indexes(fold(text), overlapping=True)) for text in texts)


def timed(way: Callable[[], int], runs: int) -> tuple[float, int]:
    """Return the median CPU seconds of a way, and what it counted."""
    seconds, counted = [], 0
    for _ in range(runs):
        start = time.process_time()
        counted = way()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), counted


def measure(language: str, options: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of the report on one language."""
    lines = lines_of(options.data, language)
    texts = texts_of(lines, options.megabytes)
    words = words_of(texts, language)
    size = sum(len(text.encode()) for text in texts) / 1e6
    book = codebook_of(words, language)
    start = time.process_time()
    coder = Autocoder(book)
    compiled = time.process_time() - start
    yield (
        f"{language}: {size:.1f} MB, {len(words)} patterns in {CODES} codes;"
        f" compiled in {compiled:.2f} s"
    )
    documents = [document_of(str(number), text) for number, text in enumerate(texts)]
    ways: dict[str, tuple[float, int]] = {
        "bare scan": timed(lambda: scan_way(texts, words), options.runs),
        "qualcode": timed(lambda: sum(len(coder.code(each)) for each in documents), options.runs),
        "qualcode, sentences cut too": timed(
            lambda: sum(len(coder.code(document_of("d", text))) for text in texts), options.runs
        ),
    }
    few = texts[: max(1, int(len(texts) * min(1.0, options.naive / size)))]
    scale = size / (sum(len(text.encode()) for text in few) / 1e6)
    for name, way in (
        ("re alternation", lambda: alternation_way(few, words, language)),
        ("spaCy PhraseMatcher", lambda: spacy_way(few, words, language)),
    ):
        seconds, counted = timed(way, max(1, options.runs // 2))
        ways[name] = seconds * scale, int(counted * scale)
    own = ways["qualcode"][0]
    for name, (seconds, counted) in ways.items():
        yield (
            f"  {name:28} {seconds:8.2f} s {size / seconds:8.2f} MB/s"
            f"  {counted:9} found  {seconds / own:6.2f} x qualcode"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--megabytes", type=float, default=6)
    parser.add_argument("--naive", type=float, default=2, help="megabytes for the slow ways")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--language", choices=["zh", "en"], action="append")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    options = parser.parse_args()
    for language in options.language or ["zh", "en"]:
        for line in measure(language, options):
            print(line, flush=True)


if __name__ == "__main__":
    main()
