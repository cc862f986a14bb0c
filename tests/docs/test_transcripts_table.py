"""The table in docs/transcripts.md: every layout in every format, with the turns found in it.

The table is made from files that are written here, and from real files where they are at
hand; ``UPDATE_GOLDEN=1`` writes it into the page.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError
from qualcode.transcripts.reader import read_bytes, read_transcript
from tests.transcripts.layout_cases import Case, layout_cases, turns_of
from tests.transcripts.real_files import REAL, SHARED
from tests.transcripts.writers import LINES, TALKS, Said

PAGE = Path(__file__).parents[2] / "docs" / "transcripts.md"
TALK: tuple[Said, ...] = (
    ("访谈者", "您家几口人？", 1),
    ("受访者", "五口，都在家。", 4),
    ("访谈者", "看病方便吗？", 9),
    ("受访者", "不方便，药也贵。", 12),
)
_NAMED_OTHERWISE = {"CSV, question and answer", "CSV, a row per respondent"}
"""Tables that have no names; then the turns go under 问 and 答."""


def found(case: Case, form: str) -> list[str]:
    suffix, write = LINES[form]
    return turns_of(read_bytes(write(case.text), suffix=suffix, name="a", path=f"a{suffix}"))


def talk(name: str) -> list[str]:
    suffix, write = TALKS[name]
    data = write(TALK)
    content = data.encode() if isinstance(data, str) else data
    turns = turns_of(read_bytes(content, suffix=suffix, name="a", path=f"a{suffix}"))
    return [" ".join((turn[0], turn.split("|")[1])) for turn in turns]


@pytest.mark.parametrize("form", LINES)
@pytest.mark.parametrize("case", layout_cases(), ids=lambda case: case.name)
def test_every_layout_in_every_format(case: Case, form: str) -> None:
    assert [turn.split("|")[0] for turn in found(case, form)] == [
        turn.split("|")[0] for turn in case.turns
    ]


@pytest.mark.parametrize("name", TALKS)
def test_every_format_that_knows_its_speakers(name: str) -> None:
    asked = {True: "I", False: "R"}
    assert talk(name) == [f"{asked[who == '访谈者']} {words}" for who, words, _ in TALK]


def test_the_page_has_the_table() -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition("<!-- table -->")
    table, _, after = rest.partition("<!-- /table -->")
    wanted = f"\n{made_table()}"
    if os.environ.get("UPDATE_GOLDEN"):
        new = f"{before}<!-- table -->{wanted}{_real_rows()}<!-- /table -->{after}"
        PAGE.write_text(new, encoding="utf-8")
    else:
        assert table.startswith(wanted)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared material is not here")
def test_the_page_has_the_real_files() -> None:
    assert _real_rows() in PAGE.read_text(encoding="utf-8")


def made_table() -> str:
    lines = [
        f"| layout | {' | '.join(LINES)} |",
        f"|---|{'---|' * len(LINES)}",
    ]
    for case in layout_cases():
        cells = [f"{len(found(case, form))}/{len(case.turns)}" for form in LINES]
        lines.append(f"| {case.name} (`{case.layout}`) | {' | '.join(cells)} |")
    lines += ["", "| format that knows its speakers | turns found / expected |", "|---|---|"]
    lines += [f"| {name} | {len(talk(name))}/{len(TALK)} |" for name in TALKS]
    return "\n".join(lines) + "\n"


def _real_rows() -> str:
    lines = [
        "",
        "| real file | format, encoding, layout | turns found / expected |",
        "|---|---|---|",
    ]
    for name, expected in REAL.items():
        try:
            read = read_transcript(SHARED / "data" / name)
        except QualcodeError:
            lines.append(f"| {name} | refused | 0/{expected} |")
            continue
        kind = f"{read.format}, {read.encoding}, {read.layout}"
        lines.append(f"| {name} | {kind} | {len(read.turns)}/{expected} |")
    return "\n".join(lines) + "\n"
