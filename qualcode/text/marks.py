"""Marks that a transcriber put into speech, such as （笑） and [inaudible 00:12].

They stay in the text and are no speech: `（笑）这还用问` says nothing of laughing, and a
code's name that another program wrote between the words is not what somebody said.
Square and lenticular brackets always hold a mark; round ones do when they name a noise, a
gesture or what could not be heard, since people also write speech in them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CHINESE = """
    笑 哭 泪 哽咽 抽泣 叹气 叹息 叹了 沉默 停顿 沉思 思考 思索 迟疑 犹豫 点头 摇头 摆手 招手
    挥手 咳 清嗓 听不清 听不见 听不懂 未听清 没听清 不清楚 含糊 模糊 录音 中断 打断 插话 接电话
    电话响 手机响 铃声 音乐 掌声 鼓掌 噪音 噪声 杂音 方言 手势 比划 指着 指向 拿出 起身 倒水 抽烟
    点烟 语气 小声 大声 低声 轻声 长时间 叫声 敲门 有人进 同时说 齐声 者注 静默 静音
"""
_ENGLISH = r"""
    laugh\w* chuckl\w* giggl\w* sigh\w* paus\w* silen\w* cry cries crying sob\w* cough\w*
    inaudible unintelligible unclear indistinct crosstalk cross-talk overlapping nod\w* shakes
    shaking points pointing gestur\w* smil\w* phone music applause background interrupt\w*
    redacted recording sniff\w* whisper\w* noise\w* clears breath\w* hesitat\w* sic
"""
_NAMED = rf"(?:{'|'.join(_CHINESE.split())}|\b(?i:{'|'.join(_ENGLISH.split())})\b)"
_ROUND = rf"(?=[^()（）\n]*?{_NAMED})[^()（）\n]{{1,40}}"
_TIMED = r"[.\d]{1,5} ?(?:s|sec|seconds?|秒钟?)?\.?"
_MARK = re.compile(
    r"[（(【\[#{….](?:"  # one set in front: what holds none of it is skipped at the speed of C
    rf"(?<=[（(])(?:{_ROUND}|{_TIMED})[)）]|(?<=【)[^【】\n]{{0,120}}】"
    rf"|(?<=\[)[^\[\]\n]{{0,120}}\](?!\()|(?<=\#)CODE [^#\n]{{1,120}}\#|(?<=\#)ENDCODE\#"
    r"|(?<=\()/?QCODE\)|(?<=\{)\#[^{}\n]{1,120}\}|(?<=…)…*|(?<=\.)\.{2,})"
)


class Mark(NamedTuple):
    """A transcriber's mark, by its place in the text."""

    start: int
    end: int


def find_marks(text: str, start: int = 0, end: int | None = None) -> Iterator[Mark]:
    """Yield the marks of a text, in order.

    Args:
        text: The text.
        start: Where to begin.
        end: Where to stop; None = at the end.
    """
    last = len(text) if end is None else end
    yield from (Mark(*match.span()) for match in _MARK.finditer(text, start, last))


def without_marks(text: str, marks: Iterable[Mark]) -> str:
    """Return a text in which marks are blanks, so that every position stays what it was.

    Args:
        text: The text, or its folded form.
        marks: Where they stand, in order.
    """
    parts: list[str] = []
    here = 0
    for start, end in marks:
        parts += [text[here:start], " " * (end - start)]
        here = end
    return "".join((*parts, text[here:])) if here else text
