"""How well the codebook codes interviews that its weights were not learned from.

The coded interviews that travel with the shipped codebook are divided: weights are learned
from all but one part, and that part is written in the layout of a gold folder (see
`benchmarks.gold`), for `accuracy.py` and `suggestion.py` to measure against it. Sentences
of which the coder was not sure count neither way, as what only one of two coders has set.

    python benchmarks/held_out.py DIR [--only W] [--learned]

makes DIR/gold and DIR/codebook, and measures with `accuracy.py`.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.accuracy import ROOT
from qualcode.codebook.interviews import interview_files, read_interviews
from qualcode.codebook.reader import read_codebook
from qualcode.workflow.weighing import coded_of, learn_weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.codebook.interviews import CodedAnswer

BOOK = ROOT / "codebooks" / "poverty-alleviation.yaml"
_EVERY, _EVERY_OLD = 5, 3
"""Of interviews with W, X, Y or Z those are held out whose last two digits are divisible by
the one; of the older ones those whose number is divisible by the other."""


def main() -> int:
    """Learn without the held-out interviews, write them as gold, and measure."""
    options = _arguments()
    book, gold = options.folder / "codebook" / BOOK.name, options.folder / "gold"
    if not options.learned:
        shutil.copytree(BOOK.parent, book.parent, dirs_exist_ok=True)
        learn(book)
    shutil.rmtree(gold, ignore_errors=True)
    codebook = read_codebook(BOOK)
    answers = chain.from_iterable(map(read_interviews, interview_files(codebook, BOOK)))
    held = [each for each in answers if is_held_out(each.interview) and not each.chosen_on]
    write_gold(gold, [each for each in held if each.interview.startswith(tuple(options.only))])
    measure = [sys.executable, "-m", "benchmarks.accuracy", "--gold", gold, "--codebook", book]
    return subprocess.run(measure, cwd=ROOT, check=False).returncode


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", default=[""], nargs="+", help="names that begin so")
    parser.add_argument("--learned", action="store_true", help="DIR has the weights already")
    return parser.parse_args()


def is_held_out(interview: str) -> bool:
    """Tell whether an interview is not to be learned from."""
    number = re.findall(r"\d+", interview)[-1]
    if interview[0] in "WXYZ":
        return int(number[-2:]) % _EVERY == 0
    return int(number) % _EVERY_OLD == 0


def learn(book: Path) -> None:
    """Take the held-out interviews out of a copy of the codebook, and learn its weights anew."""
    for path in interview_files(read_codebook(book), book):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.strip() and not _is_held_out_line(line)]
        path.write_text("".join(kept), "utf-8")
    codebook = read_codebook(book)
    learn_weights(codebook, book, coded_of(codebook, book))


def _is_held_out_line(line: str) -> bool:
    row = json.loads(line)
    return is_held_out(row["interview"]) and not row.get("chosen_on")


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
