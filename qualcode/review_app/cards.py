"""What the codebook says of a code, in lines: definition, include, exclude."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.label import Label
from qualcode.review_app.panels import line, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from qualcode.model.label import Language

_TITLES = (Label("定义 ", "means "), Label("包括 ", "include "), Label("不包括 ", "exclude "))


def definition_lines(
    texts: Sequence[Label], language: Language, width: int, *, most: int = 0
) -> list[Text]:
    """Return definition, include and exclude, each behind its title; empty ones are left out.

    Args:
        texts: Up to three, in this order.
        language: To show them in.
        width: Cells of a line.
        most: At most so many lines for each; 0 = all.
    """
    found: list[Text] = []
    for title, text in zip(_TITLES, texts, strict=False):
        if text:
            words = line((title.say(language), "bold"), text.say(language).strip())
            found += wrapped(words, width, most=most)
    return found
