"""The labelled trap sentences, wherever an indicator of the codebook finds the code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from qualcode.matching.assertion import judge
from qualcode.model.codebook import Kind
from qualcode.model.span import Span
from qualcode.text.fold import fold
from tests.matching.assertion_support import scene_at

DOMAIN = Path(__file__).resolve().parents[3] / "shared" / "domain"
pytestmark = pytest.mark.skipif(not DOMAIN.exists(), reason="the domain material is not here")


def longest_hits(text: str, codes: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Return the first longest match of each code that lies in no longer match of another."""
    found = [
        (match.start(), match.end(), code["id"])
        for code in codes
        for indicator in code["indicators_zh"] + code["indicators_en"]
        for match in pattern(indicator).finditer(fold(text))
    ]
    kept = [
        (start, end, code)
        for start, end, code in found
        if not any(a <= start and end <= b and b - a > end - start for a, b, _ in found)
    ]
    return {code: (start, end) for start, end, code in sorted(kept, reverse=True)}


def pattern(indicator: str) -> re.Pattern[str]:
    is_regex = indicator.startswith("re:")
    return re.compile(indicator[3:] if is_regex else re.escape(fold(indicator)))


def test_traps_come_out_as_labelled() -> None:
    codes = json.loads((DOMAIN / "codebook.json").read_text("utf-8"))["codes"]
    kinds = {code["id"]: Kind(code["kind"]) for code in codes}
    right, wrong = 0, []
    for line in (DOMAIN / "traps.jsonl").read_text("utf-8").splitlines():
        trap = json.loads(line)
        hits = longest_hits(trap["text"], codes)
        for gold in trap["gold"]:
            if gold["code"] not in hits:
                continue
            start, end = hits[gold["code"]]
            scene = scene_at(trap["text"], start, speaker=trap["speaker"])
            status = judge(scene, Span(start, end), kind=kinds[gold["code"]]).status
            if status == gold["status"]:
                right += 1
            else:
                wrong.append((trap["id"], gold["code"], gold["status"], status))
    assert right >= 35
    assert right / (right + len(wrong)) >= 0.95, wrong
