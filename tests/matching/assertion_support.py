"""Turns a line with the hit in 【】 into the scene that `judge` sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.matching.assertion import Judgement, judge
from qualcode.matching.scene import Scene
from qualcode.model.codebook import Kind
from qualcode.model.span import Span
from qualcode.text.fold import fold
from qualcode.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator


def scene_at(text: str, position: int, *, speaker: str = "", question: str = "") -> Scene:
    """Return the scene of the sentence that holds a position; the text is one turn."""
    whole = Span(0, len(text))
    cut = (Span(*piece) for piece in sentences(text))
    unit = next((piece for piece in cut if piece.start <= position < piece.end), whole)
    return Scene(text, fold(text), unit, whole, speaker, question=fold(question))


def marked(line: str) -> tuple[str, tuple[Span, ...]]:
    """Return a line without its marks, and where they stood."""
    words: list[Span] = []
    text = ""
    for part in _parts(line):
        if part.startswith("【"):
            words.append(Span(len(text), len(text) + len(part) - 2))
        text += part.strip("【】")
    return text, tuple(words)


def _parts(line: str) -> Iterator[str]:
    while "【" in line:
        before, _, line = line.partition("【")
        inside, _, line = line.partition("】")
        yield before
        yield f"【{inside}】"
    yield line


def judged(line: str, kind: str = "problem") -> Judgement:
    """Judge the marked words of a line; several marks are one hit with gaps."""
    text, words = marked(line)
    hit = Span(words[0].start, words[-1].end)
    return judge(scene_at(text, hit.start), hit, words=words, kind=Kind(kind))
