"""Whatever the file holds, reading gives a codebook or problems, never anything else."""

from __future__ import annotations

import random
import re
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from qualcode.codebook.reader import Reading, examine_codebook, read_codebook_text
from qualcode.codebook.source import decode
from qualcode.errors import Problem, Severity
from qualcode.model.codebook import Codebook

BURNOUT = Path(__file__).resolve().parents[2] / "codebooks" / "teacher-burnout.yaml"
WHOLE = BURNOUT.read_text(encoding="utf-8")
VALID = re.sub(r" +opposite: .*\n", "", WHOLE[: WHOLE.rindex("\n      - id: ", 0, 9000) + 1])
"""The first codes of a codebook, so that the slips fall close together."""

YAML_SIGNS = "ab走来：，:-?*&!|>'\"%@`#,[]{}~<=\\\n\n  \t\r\x85\u2028\ufeff\x00\x07\ud800😀"
PIECES = [
    "qualcode: 1\n",
    "id: a\n",
    "codes:\n",
    "  - id: b\n",
    "    patterns: ",
    "    examples:\n",
    "name",
    "subjects: ",
    "theories: ",
    "re:(",
    "&a ",
    "*a",
    "<<: ",
    "!!str ",
    "--- ",
    "...\n",
    "{zh: 来, en: come}\n",
    "[",
    "]",
    "- ",
    "\n",
    ": ",
    "null",
    "|-\n",
]


def assert_told(reading: Reading, text: str) -> None:
    """Hold what every reading promises."""
    codebook, problems = reading
    assert codebook is None or isinstance(codebook, Codebook)
    assert all(isinstance(problem, Problem) for problem in problems)
    assert list(problems) == sorted(problems)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert (codebook is None) == bool(errors)
    for problem in problems:
        assert 0 <= problem.place.line <= text.count("\n") + text.count("\r") + 2
        assert problem.message.isprintable()


@given(st.text(YAML_SIGNS, max_size=80) | st.text(max_size=80))
@example("\ud800")
@example('a: "\\ud800"')
@example("? ? ?")
@example("a: !<")
@example("%TAG ! x\n---\na")
def test_any_text(text: str) -> None:
    assert_told(read_codebook_text(text, path="f"), text)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@settings(max_examples=300)
def test_any_pieces_of_a_codebook(text: str) -> None:
    assert_told(read_codebook_text(text, path="f"), text)


def test_the_text_to_slip_in_is_valid() -> None:
    codebook, _ = read_codebook_text(VALID, path="f")
    assert codebook is not None
    assert len(codebook.leaves) > 2


@given(st.integers(0, 2**32), st.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_any_slips_in_a_valid_codebook(seed: int, slips: int) -> None:
    chance = random.Random(seed)
    text = VALID
    for _ in range(slips):
        start = chance.randrange(len(text))
        end = start + chance.choice([0, 1, 1, 2, 30])
        new = chance.choice(["", chance.choice(YAML_SIGNS), chance.choice(PIECES), text[start:end]])
        text = text[:start] + new + text[end:]
    assert_told(read_codebook_text(text, path="f"), text)


@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    assert isinstance(decode(data, "f"), str | Problem)


def test_any_prefix_of_a_file(tmp_path: Path) -> None:
    """A file that was cut off in the middle of a character, a word, a bracket."""
    data, file = VALID.encode(), tmp_path / "cut.yaml"
    for end in range(0, len(data), 97):
        file.write_bytes(data[:end])
        assert_told(examine_codebook(file), VALID)
