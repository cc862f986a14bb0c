"""How well the codebook codes interviews that its weights were not learned from.

Of the coded interviews that travel with the shipped codebook those of some sources are kept
apart: other people wrote them. Weights are learned from the others, and they are written in
the layout of a gold folder (see `benchmarks.gold`), for `accuracy.py` and `suggestion.py` to
measure against. Sentences of which the coder was not sure count neither way, as what only
one of two coders has set.

    python benchmarks/held_out.py DIR [--only W] [--learned]

makes DIR/gold and DIR/codebook, and measures with `accuracy.py`.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.accuracy import ROOT
from benchmarks.studies import is_apart, is_measured
from qualcode.codebook.reader import read_codebook
from qualcode.workflow.learnable import learnable_of
from qualcode.workflow.lessons import coded_answers
from qualcode.workflow.weighing import learn_weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.codebook.interviews import CodedAnswer

BOOK = ROOT / "codebooks" / "poverty-alleviation.yaml"


def main() -> int:
    """Learn without the held-out interviews, write them as gold, and measure."""
    options = _arguments()
    book, gold = options.folder / "codebook" / BOOK.name, options.folder / "gold"
    if not options.learned:
        shutil.copytree(BOOK.parent, book.parent, dirs_exist_ok=True)
        learn(book)
    shutil.rmtree(gold, ignore_errors=True)
    codebook = read_codebook(BOOK)
    answers = coded_answers(codebook, BOOK)
    only = tuple(options.only)
    write_gold(
        gold, [each for each in answers if is_measured(each) and each.source.startswith(only)]
    )
    measure = [sys.executable, "-m", "benchmarks.accuracy", "--gold", gold, "--codebook", book]
    return subprocess.run(measure, cwd=ROOT, check=False).returncode


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", default=[""], nargs="+", help="sources that begin so")
    parser.add_argument("--learned", action="store_true", help="DIR has the weights already")
    return parser.parse_args()


def learn(book: Path) -> None:
    """Learn the weights of a copy of the codebook anew, without what is kept apart."""
    codebook = read_codebook(book)
    learn_weights(codebook, book, learnable_of(codebook, book, lambda each: not is_apart(each)))


def write_gold(folder: Path, answers: Iterable[CodedAnswer]) -> None:
    """Write interviews in the layout of a gold folder."""
    for part in ("transcripts", "units", "codes"):
        (folder / part).mkdir(parents=True)
    by_interview: dict[str, list[CodedAnswer]] = defaultdict(list)
    for each in answers:
        by_interview[each.interview].append(each)
    people = [f"{name},{said[0].speaker}\n" for name, said in by_interview.items()]
    (folder / "transcripts" / "participants.csv").write_text(f"id,subject\n{''.join(people)}")
    codes = [code.id for code in read_codebook(BOOK).leaves]
    for name, said in by_interview.items():
        _write_interview(folder, name, said, codes)


def _write_interview(
    folder: Path, name: str, answers: Iterable[CodedAnswer], codes: list[str]
) -> None:
    text, units = "", list[str]()
    codings = ["unit_id\tcode\tstatus\tabout\tcoders"]
    for answer in answers:
        text += f"问：{answer.asked}\n答："
        for each in answer.said:
            key = f"{name}:{len(units) + 1:04d}"
            units.append(f"{key}\t{len(text)}\t{len(text) + len(each.text)}\t{each.text}")
            text += each.text + ("" if each.text[-1] in "。！？" else " ")
            told = each.codes if each.codes is not None else dict.fromkeys(codes, "asserted")
            coders = 2 if each.codes is not None else 1
            codings += [f"{key}\t{code}\t{status}\t\t{coders}" for code, status in told.items()]
        text = text.rstrip(" ") + "\n"
    (folder / "transcripts" / f"{name}.txt").write_text(text, "utf-8")
    (folder / "units" / f"{name}.tsv").write_text("\n".join(units) + "\n", "utf-8")
    (folder / "codes" / f"{name}.tsv").write_text("\n".join(codings) + "\n", "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
