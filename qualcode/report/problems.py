"""Problems of a file as a person mends them: by topic, each with its place and what to do."""

from __future__ import annotations

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

_COLORS = {"error": "bold red", "warning": "yellow"}


def render_problems(
    problems: Iterable[Problem], topics: Mapping[str, Label], *, language: Language
) -> Iterator[RenderableType]:
    """Yield problems under a heading for each topic, in their order.

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
        for each in found:
            line = Text(visible(str(each.place)), "cyan")
            line.append(visible(f" {each.message}"))
            if each.hint:
                line.append(visible(f" — {each.hint}"), "dim")
            yield Folded(line, "  ")


_SEVERITIES: Mapping[str, Mapping[str, str]] = {
    "error": {"en": "fault", "zh": "错误"},
    "warning": {"en": "advice", "zh": "建议"},
}
