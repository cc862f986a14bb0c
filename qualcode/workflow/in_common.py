"""What is said where coders have worked in different documents, so that nothing can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_NAMED = 3
"""As many documents as a message names."""


def nothing_in_common(
    read: Mapping[str, Collection[str]], asked: Collection[str] = ()
) -> DataError:
    """Return an error that says who worked where, and how they come to have something in common.

    Args:
        read: The documents in which each coder has coded or decided.
        asked: The documents that the question was limited to; empty = all.
    """
    within = {name: sorted(set(each) & set(asked or each)) for name, each in read.items()}
    worked = "; ".join(f"{name} in {_few(documents)}" for name, documents in within.items())
    only = f" of {_few(sorted(asked))}" if asked else ""
    first, *others = sorted(within, key=lambda name: -len(within[name]))
    document = next(iter((*within[first], *asked)), "DOCUMENT")
    return DataError(
        "coders are compared where they worked in the same document, and these have none"
        f"{only} in common: {worked}",
        hint=f"let {others[0]} do one of {first}'s as well, unseen: `qualcode review --coder"
        f" {others[0]} --blind --document {document}`, or by hand with `read`;"
        " `qualcode assign` shares documents out with an overlap",
    )


def _few(documents: Sequence[str]) -> str:
    """Return the first of some names, and how many there are."""
    named = ", ".join(documents[:_NAMED])
    more = f" … ({len(documents)} documents)" if len(documents) > _NAMED else ""
    return f"{named}{more}" or "none"
