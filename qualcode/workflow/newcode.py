"""A new code from what a person types: an id, a name, a definition, perhaps patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.codebook.values import language_of, pattern_of
from qualcode.errors import UnknownNameError
from qualcode.model.codebook import Code, Example, Kind
from qualcode.model.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterable


def new_code(
    code: str,
    name: str,
    definition: str,
    *,
    kind: str = Kind.THEME,
    patterns: Iterable[str] = (),
    examples: Iterable[str] = (),
) -> Code:
    """Return a code.

    Args:
        code: Its id.
        name: ``zh / en``, or a name in one language.
        definition: The same way.
        kind: ``problem``, ``cause`` …
        patterns: As the codebook writes them.
        examples: Sentences.

    Raises:
        UnknownNameError: When there is no such kind.
    """
    kinds = {each.value: each for each in Kind}
    if kind not in kinds:
        raise UnknownNameError("kind", kind, kinds)
    return Code(
        id=code,
        path=code,
        name=label_of(name),
        kind=kinds[kind],
        definition=label_of(definition),
        patterns=tuple(pattern_of(each) for each in patterns),
        examples=tuple(Example(each, language_of(each)) for each in examples),
    )


def label_of(text: str) -> Label:
    """Return a text in two languages, typed with `` / `` between them, or in one."""
    first, slash, second = (part.strip() for part in text.partition(" / "))
    if slash and language_of(first) != language_of(second):
        return Label(**{language_of(first): first, language_of(second): second})
    return Label(**{language_of(text): text.strip()})
