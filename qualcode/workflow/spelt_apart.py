"""Groups of a table that are one value, written in several ways: 女 and F, 46 and 46岁.

Values are kept as they were written, so transcripts in two languages part one group into two.
The table stays as it is, and says so: which spelling is meant, the researcher knows.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qualcode.model.label import Label
from qualcode.workflow.contradictions import compared_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qualcode.model.participant import Participant

_MOST = 5
"""Values of a property that are named."""


def spelt_apart(people: Iterable[Participant], by: str) -> list[Label]:
    """Return a note for each property that parts one value into several groups.

    Args:
        people: Who is counted.
        by: What the table is grouped by; several properties with commas between them.
    """
    listed = list(people)
    return [note for name in by.split(",") for note in _notes(listed, name)]


def _notes(people: Iterable[Participant], name: str) -> Iterator[Label]:
    written: defaultdict[str, set[str]] = defaultdict(set)
    for value in (person.attributes.get(name, "") for person in people):
        if value:
            written[compared_as(name, value)].add(value)
    several = [sorted(each) for _, each in sorted(written.items()) if len(each) > 1]
    if several:
        told = several[:_MOST]
        said = ["、".join(each) for each in told], [", ".join(each) for each in told]
        yield Label(
            f"{name}：{'；'.join(said[0])} 似为同一值而分列；在受访者表中统一写法即可合并。",
            f"{name}: {'; '.join(said[1])} are probably one value each, and stand apart; written"
            " alike in the table of participants they are one group.",
        )
