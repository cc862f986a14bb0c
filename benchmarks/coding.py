"""Coding, timed: text to codings beside the ways it would be done without this program.

The text is made of the real files beside the project, repeated up to a size. The codebook
has 200 codes with 2,000 words and phrases of that text, as a segmenter cuts them, and the
subjects of the poverty codebook. How often they stand there is as in life: the poverty
codebook, of 60 codes, makes 2.6 codings in a thousand characters of Chinese interviews on
its subject, hence 9 for 200 codes; half of that in English, which needs more characters.
All ways run in the same process on the same text; CPU seconds, median of several runs.
Ratios matter, not seconds.

    python benchmarks/coding.py [--megabytes 6] [--runs 5] [--language zh] [--data ../shared/data]
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook.reader import read_codebook
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
        if path.suffix == ".jsonl":
            speech = list(strings_of(path))
        else:
            try:
                read = read_transcript(path, name=path.stem)
            except Exception:  # noqa: BLE001  whatever is no transcript is left out
                continue
            speech = [turn.speech.of(read.text).replace("\n", " ") for turn in read.turns]
        found += [each for each in speech if len(each) > 10 and language_of(each) == language]
    return found


def strings_of(path: Path) -> Iterator[str]:
    """Yield the turns of meetings: a list of sentences for each turn, a meeting a line."""
    for row in path.read_text("utf-8").splitlines():
        yield from ("".join(turn) for turn in json.loads(row).get("context", ()))


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


def words_of(lines: Sequence[str], language: str, count: int = PATTERNS) -> list[str]:
    """Return words and phrases of the text that are neither rare nor in every line."""
    sample = list(dict.fromkeys(lines))
    is_chinese = language == "zh"
    grams: Counter[str] = Counter()
    for line in sample:
        words = chinese_tokens(line) if is_chinese else re.findall(r"[a-z']+", line.lower())
        for size in (1, 2) if is_chinese else (1, 2, 3):
            for at in range(len(words) - size + 1):
                grams[("" if is_chinese else " ").join(words[at : at + size])] += 1
    per_million = 1e6 / sum(map(len, sample))
    least, most = (1, 4) if is_chinese else (1, 3.5)
    usual = sorted(
        gram
        for gram, count in grams.items()
        if least <= count * per_million <= most and _SHORTEST[language] <= len(gram) <= _LONGEST
    )
    return random.Random(2).sample(usual, min(count, len(usual)))


def chinese_tokens(line: str) -> list[str]:
    """Return the words of a line; whatever is not Chinese keeps two words apart."""
    import jieba

    return [each if _HAN.fullmatch(each) else "\n" for each in jieba.lcut(line)]


_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SHORTEST = {"zh": 2, "en": 4}
_LONGEST = 24


def codebook_of(words: Sequence[str], language: str) -> Codebook:
    """Return a codebook whose codes share the words evenly, with the subjects of a real one."""
    scheme = read_codebook(_POVERTY).subjects
    ids = [each.id for each in scheme.subjects]
    codes = tuple(
        Code(
            f"c{number}",
            f"c{number}",
            Label(f"c{number}"),
            kind=list(Kind)[number % len(Kind)],
            about=(ids[number % len(ids)], ids[(number + 3) % len(ids)]),
            patterns=tuple(Pattern(word, language) for word in words[number::CODES]),
        )
        for number in range(CODES)
    )
    return Codebook("bench", Label("bench"), "1", "digest", codes=codes, subjects=scheme)


_POVERTY = Path(__file__).parents[1] / "codebooks" / "poverty-alleviation.yaml"


def document_of(name: str, text: str) -> Document:
    """Return a text as a document in which each line is a turn of one respondent."""
    turns, units, start = [], [], 0
    for index, line in enumerate(text.split("\n")):
        end = start + len(line)
        turns.append(Turn(index, start, end, start, end, "A", Role.RESPONDENT))
        units += [Unit(index, *each) for each in sentences(text, start, end)]
        start = end + 1
    return Document(name, text, tuple(turns), tuple(units), {"A": "A"}, {"A": "PH"})


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


def own_way(texts: Sequence[str], coder: Autocoder, *, cuts: bool) -> tuple[float, int]:
    """Return the seconds in which texts are coded, and the codings; a document at a time."""
    seconds, count = 0.0, 0
    for text in texts:
        began = time.process_time()
        document = document_of("d", text)
        cut = time.process_time()
        count += len(coder.code(document))
        seconds += time.process_time() - (began if cuts else cut)
    return seconds, count


def scan_way(texts: Sequence[str], words: Sequence[str]) -> int:
    """Count hits of the bare automaton: nothing judged, nothing made of them."""
    scan = automaton(list(dict.fromkeys(map(fold, words))))
    return sum(len(scan.find_matches_as_indexes(fold(text), overlapping=True)) for text in texts)


def timed(way: Callable[[], int | tuple[float, int]], runs: int) -> tuple[float, int]:
    """Return the median CPU seconds of a way, and what it counted; some tell their seconds."""
    seconds, counted = [], 0
    for _ in range(runs):
        start = time.process_time()
        told = way()
        taken = time.process_time() - start
        if isinstance(told, tuple):
            taken, counted = told
        else:
            counted = told
        seconds.append(taken)
    return statistics.median(seconds), counted


def measure(language: str, options: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of the report on one language."""
    lines = [line for folder in options.data for line in lines_of(folder, language)]
    texts = texts_of(lines, options.megabytes)
    words = words_of(lines, language)
    size = sum(len(text.encode()) for text in texts) / 1e6
    book = codebook_of(words, language)
    start = time.process_time()
    coder = Autocoder(book)
    compiled = time.process_time() - start
    characters = sum(map(len, texts))
    yield (
        f"{language}: {size:.1f} MB of {sum(map(len, lines)) / 1e6:.1f} million characters,"
        f" {len(words)} patterns in {CODES} codes; compiled in {compiled:.2f} s"
    )
    few = texts[: max(1, int(len(texts) * min(1.0, options.naive / size)))]
    scale = characters / sum(map(len, few))
    for each in texts[:20]:
        coder.code(document_of("warm", each))
    ways: list[tuple[str, float, Callable[[], int | tuple[float, int]]]] = [
        ("bare scan", 1, lambda: scan_way(texts, words)),
        ("qualcode", 1, lambda: own_way(texts, coder, cuts=False)),
        ("qualcode, sentences cut too", 1, lambda: own_way(texts, coder, cuts=True)),
        ("re alternation", scale, lambda: alternation_way(few, words, language)),
        ("spaCy PhraseMatcher", scale, lambda: spacy_way(few, words, language)),
    ]
    own = 0.0
    for name, times, way in ways:
        runs = options.runs if times == 1 else max(1, options.runs // 2)
        seconds, counted = timed(way, runs)
        seconds, counted = seconds * times, int(counted * times)
        own = own or (seconds if name == "qualcode" else 0.0)
        ratio = f"{seconds / own:6.2f} x qualcode" if own else ""
        yield (
            f"  {name:28} {seconds:8.2f} s {size / seconds:8.2f} MB/s {counted:9} found,"
            f" {counted / characters * 1000:5.2f} in 1,000 characters {ratio}"
        )


def growth(language: str, options: argparse.Namespace) -> Iterator[str]:
    """Yield how the time grows with text, patterns and hits."""
    lines = [line for folder in options.data for line in lines_of(folder, language)]
    words = words_of(lines, language, 4 * PATTERNS)
    unheard = [f"\u9f98{word}\u9f98" for word in words[:PATTERNS]]
    rows = [
        ("no hits", options.megabytes, unheard),
        *((f"{n} patterns", options.megabytes, words[:n]) for n in (500, 1000, 2000, 4000, 8000)),
        ("twice the text", 2 * options.megabytes, words[:PATTERNS]),
    ]
    for name, megabytes, chosen in rows:
        coder, texts = Autocoder(codebook_of(chosen, language)), texts_of(lines, megabytes)
        for each in texts[:20]:
            coder.code(document_of("warm", each))
        seconds, found = timed(lambda: own_way(texts, coder, cuts=False), options.runs)  # noqa: B023
        size = sum(len(text.encode()) for text in texts) / 1e6
        yield f"  {name:16} {size:6.1f} MB {found:8,} codings {seconds:7.2f} s"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--megabytes", type=float, default=6)
    parser.add_argument("--naive", type=float, default=2, help="megabytes for the slow ways")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--language", choices=["zh", "en"], action="append")
    beside = Path(__file__).parents[1]
    folders = [beside.parent / "shared" / "data", beside / "sample_transcripts"]
    parser.add_argument("--data", type=Path, nargs="+", default=folders)
    parser.add_argument("--growth", action="store_true", help="with text, patterns and hits")
    options = parser.parse_args()
    for language in options.language or ["zh", "en"]:
        for line in growth(language, options) if options.growth else measure(language, options):
            print(line, flush=True)


if __name__ == "__main__":
    main()
