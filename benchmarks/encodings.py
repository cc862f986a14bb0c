"""How often the encoding of a short text is found out, beside the known detectors.

    python benchmarks/encodings.py [--data FOLDER] [--texts 60]

Pieces of one, three and fifteen sentences of interviews, in Chinese (simplified and
traditional) and English, are written in each encoding that people have them in. A
detector is right when the text it leads to is the text that was written; to refuse is
wrong here. charset-normalizer and chardet are asked where they are installed
(`pip install charset-normalizer chardet`); qualcode itself needs neither.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualcode.errors import QualcodeError
from qualcode.text.sentences import sentences
from qualcode.transcripts.encodings import decode
from qualcode.transcripts.formats import SUFFIXES
from qualcode.transcripts.reader import read_transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_transcripts"
SIZES = (1, 3, 15)
SIMPLIFIED = ("utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
TRADITIONAL = ("utf-8", "big5hkscs", "cp950", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
ENGLISH = ("utf-8", "cp1252", "utf-16")


class Case(NamedTuple):
    """One short text as bytes."""

    text: str
    data: bytes
    encoding: str
    size: int
    """How many sentences it has."""


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--texts", type=int, default=60, help="pieces of each size and language")
    options = parser.parse_args()
    cases = list(all_cases(options.data, options.texts))
    asked = ((name, detector) for name, module, detector in DETECTORS if is_there(module))
    results = {name: measured(detector, cases) for name, detector in asked}
    print_table(results, cases)


def all_cases(folder: Path, count: int) -> Iterator[Case]:
    """Yield the texts in every encoding that can hold them."""
    chinese, english = spoken(folder)
    for lines, encodings in (
        (chinese, SIMPLIFIED),
        (traditional(chinese), TRADITIONAL),
        (english, ENGLISH),
    ):
        for size in SIZES:
            for text in pieces(lines, size, count):
                yield from encoded(text, encodings, size)


def spoken(folder: Path) -> tuple[list[str], list[str]]:
    """Return sentences of interviews: those of the samples, and real ones where they are."""
    chinese: list[str] = []
    english: list[str] = []
    for path in sorted((*SAMPLES.iterdir(), *folder.rglob("*"))):
        if path.suffix not in SUFFIXES or path.stat().st_size > 200_000:
            continue
        try:
            text = read_transcript(path).text
        except QualcodeError:
            continue
        for start, end in sentences(text):
            line = text[start:end]
            if any("\u4e00" <= char <= "\u9fff" for char in line):
                chinese.append(line)
            elif not line.isascii():
                english.append(line)
    return list(dict.fromkeys(chinese)), list(dict.fromkeys(english))  # each sentence once


def traditional(lines: Sequence[str]) -> list[str]:
    """Return lines in traditional characters."""
    converter = importlib.import_module("opencc").OpenCC("s2t")
    return str(converter.convert("\n".join(lines))).split("\n")


def pieces(lines: Sequence[str], size: int, count: int) -> Iterator[str]:
    """Yield pieces of some sentences each, chosen by chance, the same ones each time."""
    chance = random.Random(size)
    for _ in range(count if len(lines) > size else 0):
        at = chance.randrange(len(lines) - size)
        yield "\n".join(lines[at : at + size])


def encoded(text: str, encodings: Sequence[str], size: int) -> Iterator[Case]:
    """Yield a text in each encoding in which it differs from plain ASCII."""
    for encoding in encodings:
        try:
            yield Case(text, text.encode(encoding), encoding, size)
        except UnicodeEncodeError:
            continue


def our_own(data: bytes) -> str:
    """Return the text as qualcode reads it; empty when it refuses."""
    try:
        return decode(data, path="a text").text
    except QualcodeError:
        return ""


def normalizer(data: bytes) -> str:
    """Return the text as charset-normalizer reads it."""
    best = importlib.import_module("charset_normalizer").from_bytes(data).best()
    return str(best) if best else ""


def limited_normalizer(data: bytes) -> str:
    """Return the same, when only the encodings that occur here are allowed."""
    allowed = [*SIMPLIFIED, "big5hkscs", "cp950", "cp1252"]
    found = importlib.import_module("charset_normalizer").from_bytes(data, cp_isolation=allowed)
    best = found.best()
    return str(best) if best else ""


def chardet(data: bytes) -> str:
    """Return the text as chardet reads it."""
    name = importlib.import_module("chardet").detect(data)["encoding"]
    try:
        return data.decode(name) if name else ""
    except (UnicodeDecodeError, LookupError):
        return ""


def is_there(module: str) -> bool:
    """Tell whether a library is installed."""
    return importlib.util.find_spec(module) is not None


DETECTORS: tuple[tuple[str, str, Callable[[bytes], str]], ...] = (
    ("qualcode", "qualcode", our_own),
    ("charset-normalizer, limited", "charset_normalizer", limited_normalizer),
    ("charset-normalizer", "charset_normalizer", normalizer),
    ("chardet", "chardet", chardet),
)


class Result(NamedTuple):
    """How a detector did."""

    right: dict[tuple[str, int], int]
    """By encoding and size."""
    milliseconds: float
    """For one text."""


def measured(detector: Callable[[bytes], str], cases: Sequence[Case]) -> Result:
    """Ask a detector for every text."""
    right: defaultdict[tuple[str, int], int] = defaultdict(int)
    began = time.process_time()
    for case in cases:
        found = detector(case.data).removeprefix("\ufeff")
        right[case.encoding, case.size] += found.replace("\r\n", "\n") == case.text
    spent = time.process_time() - began
    return Result(dict(right), 1000 * spent / len(cases))


def print_table(results: dict[str, Result], cases: Sequence[Case]) -> None:
    """Print who was right how often, by number of sentences and by encoding."""
    encodings = list(dict.fromkeys(case.encoding for case in cases))
    columns = [*(f"{size} sentences" for size in SIZES), *encodings]
    print(f"{len(cases)} texts\n")
    print(f"| detector | right | {' | '.join(columns)} | ms |")
    print("|---" * (len(columns) + 3) + "|")
    for name, result in results.items():
        cells = [share(result, cases, size=size) for size in SIZES]
        cells += [share(result, cases, encoding=encoding) for encoding in encodings]
        whole = share(result, cases)
        print(f"| {name} | {whole} | {' | '.join(cells)} | {result.milliseconds:.2f} |")


def share(result: Result, cases: Sequence[Case], *, size: int = 0, encoding: str = "") -> str:
    """Return how many of the texts of a size or an encoding a detector was right on."""

    def counts(each: tuple[str, int]) -> bool:
        return encoding in {"", each[0]} and size in {0, each[1]}

    right = sum(number for key, number in result.right.items() if counts(key))
    return f"{right}/{sum(counts((case.encoding, case.size)) for case in cases)}"


if __name__ == "__main__":
    main()
