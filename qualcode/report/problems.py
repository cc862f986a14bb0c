"""Problems of a file as a person mends them: by topic, each with its place and what to do."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from qualcode.report.folding import Folded
from qualcode.report.plain import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rich.console import RenderableType

    from qualcode.errors import Problem
    from qualcode.model.label import Label, Language

_MOST = 3
"""Problems of one kind that are shown; the rest is counted."""
_NAMED = re.compile(r"'[^']*'|\([^)]*\)|, named [\d,]+ times")
"""What differs between problems of one kind: names, and how often they come."""
_MORE = {
    "en": "… and {} more of this kind (--format tsv lists all)",
    "zh": "…另有 {} 处同类（--format tsv 全部列出）",
}
_COLORS = {"error": "bold red", "warning": "yellow"}


def render_problems(
    problems: Iterable[Problem], topics: Mapping[str, Label], *, language: Language
) -> Iterator[RenderableType]:
    """Yield problems under a heading for each topic, those of one kind told by a few of them.

    Args:
        problems: The problems, those of one topic together.
        topics: The names of topics.
        language: Of the headings.
    """
    for (severity, topic), group in groupby(problems, key=lambda each: (each.severity, each.topic)):
        found = list(group)
        name = topics[topic].say(language) if topic in topics else topic
        head = f"{_SEVERITIES[severity.value][language]} · {name} ({len(found)})"
        yield Folded(Text(head, _COLORS[severity.value]))
        for alike in _by_kind(found):
            shown = alike if len(alike) <= _MOST + 1 else alike[:_MOST]
            yield from (Folded(_line(each), "  ") for each in shown)
            if rest := len(alike) - len(shown):
                yield Folded(Text(_MORE[language].format(rest), "dim"), "  ")


def _by_kind(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Return problems by what they say, whatever they name; what comes but once stands last."""
    kinds: dict[str, list[Problem]] = {}
    for each in problems:
        kinds.setdefault(_NAMED.sub("…", each.message), []).append(each)
    return sorted(kinds.values(), key=lambda alike: -len(alike))


def _line(problem: Problem) -> Text:
    line = Text(visible(str(problem.place)), "cyan")
    line.append(visible(f" {problem.message}"))
    if problem.hint:
        line.append(visible(f" — {problem.hint}"), "dim")
    return line


_SEVERITIES: Mapping[str, Mapping[str, str]] = {
    "error": {"en": "fault", "zh": "错误"},
    "warning": {"en": "advice", "zh": "建议"},
}
