"""A concordance lines up by cells, whatever the script."""

from __future__ import annotations

from rich.cells import cell_len

from qualcode.model.hit import Hit
from qualcode.model.span import Span
from qualcode.report.concordance import render_concordance


def hit(left: str, words: str, right: str, document: str = "P-01", turn: int = 0) -> Hit:
    return Hit(document, turn, "答", "respondent", "P-01", "PH", Span(0, 1), words, left, right)


HITS = [
    hit("我们家", "没钱", "。干部一年见不着一回" * 5),
    hit("We really have " * 5, "没钱", " and [b]no[/b] way", "长名字的材料", 120),
    hit("a半", "没钱", "\n下一行\x1b[2J"),
]


def test_what_was_found_stands_in_one_column() -> None:
    for width in (40, 80, 200):
        lines = [line.plain for line in render_concordance(HITS, width=width)]
        starts = {cell_len(line[: line.index("【")]) for line in lines}
        assert len(starts) == 1
        assert all(cell_len(line) <= max(width, 45) for line in lines)


def test_nothing_of_a_text_is_obeyed() -> None:
    lines = [line.plain for line in render_concordance(HITS, width=200)]
    assert "[b]no[/b]" in lines[1]
    assert "\x1b" not in lines[2]
    assert "下一行" in lines[2]
