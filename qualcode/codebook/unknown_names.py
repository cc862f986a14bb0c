"""Names in files beside a codebook that the codebook does not have: each told once.

A file of sentences of another codebook has thousands of them; a person mends the
codebook or the file once, so one line for each name, with its count, says it all.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.codebook.wording import nearest, quoted
from qualcode.errors import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Named = tuple[str, str, Place]
"""What kind of thing is named (``code``), its name, and where."""


def unknown_names(
    named: Iterable[Named], *, codes: Collection[str], subjects: Collection[str]
) -> Iterator[Problem]:
    """Yield a warning for each name that is not there, at its first place, with its count.

    Args:
        named: The names in the order of the file.
        codes: Those that there are.
        subjects: Those that there are; where a codebook has none, none is missed.
    """
    known = {"code": codes, "subject": subjects}
    wanted = [each for each in named if each[1] and not (each[0] == "subject" and not subjects)]
    missing = [each for each in wanted if each[1] not in known[each[0]]]
    counts = Counter((noun, name) for noun, name, _ in missing)
    first = {(noun, name): place for noun, name, place in reversed(missing)}
    for (noun, name), count in counts.items():
        often = f", named {count:,} times" if count > 1 else ""
        message = f"there is no {noun} {quoted(name)}{often}"
        place = first[noun, name]
        yield Problem(place, message, nearest(name, known[noun]), Severity.WARNING)
