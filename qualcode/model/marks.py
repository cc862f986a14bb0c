"""Codings for counting, column by column: a million of them in a tenth of a gigabyte.

Of a million codings only a few thousand names differ, so each column of names is
kept as small numbers and a list of what they stand for. Whoever counts works on
the columns; whoever wants codings one by one gets each as a `Mark`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, overload

from qualcode.model.excerpt import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    from numpy.typing import NDArray

ID = "coding"
NUMBERS = ("unit", "unit_last", "turn", "start", "stop")
NAMES = tuple(each for each in Mark._fields if each not in {ID, *NUMBERS})
ALL = Mark._fields
ROW = "row"
"""Numbers that tell where the codings stand in the project file, for whoever wants their words;
no field of `Mark`, and only there when asked for."""
_AT_ONCE = 50_000
"""Rows that are taken apart at a time."""


class Numbering(dict[str, int]):
    """Numbers names in the order of their first appearance."""

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Names:
    """A column of names."""

    codes: NDArray[np.int32]
    values: tuple[str, ...]
    """What each number stands for; some may not be used."""

    def words(self) -> list[str]:
        """Return the name of each line."""
        values = self.values
        return [values[code] for code in self.codes.tolist()]

    def at(self, lines: NDArray[np.intp]) -> Names:
        """Return the column of some of the lines, in the order given."""
        return Names(self.codes[lines], self.values)

    def renamed(self, new: Callable[[str], str]) -> Names:
        """Return the column with other names; names that become alike become one."""
        import numpy as np

        numbering = Numbering()
        numbers = [numbering[new(value)] for value in self.values]
        codes = np.array(numbers, np.int32)[self.codes] if numbers else self.codes
        return Names(codes, tuple(numbering))


@dataclass(frozen=True, slots=True, eq=False)
class Marks(Sequence[Mark]):
    """Codings by column, and a sequence of `Mark` for whoever reads it so.

    Columns may be left out, except the document's; whoever asks for one that is not there is
    told so by a `KeyError`.
    """

    ids: tuple[str, ...] | None
    """None = left out."""
    names: dict[str, Names]
    numbers: dict[str, NDArray[np.int32]]
    state: int = 0
    """Which state of the project file the rows are of, for whoever reads their words later."""

    @classmethod
    def of(cls, rows: Iterable[tuple[Any, ...]]) -> Marks:
        """Take rows apart, each in the order of the fields of `Mark`."""
        import numpy as np

        numberings = {name: Numbering() for name in NAMES}
        parts: dict[str, list[NDArray[np.int32]]] = {name: [] for name in (*NAMES, *NUMBERS)}
        ids: list[str] = []
        left = iter(rows)
        while some := list(islice(left, _AT_ONCE)):
            columns = dict(zip(Mark._fields, zip(*some, strict=True), strict=True))
            ids += columns[ID]
            for name, numbering in numberings.items():
                found = map(numbering.__getitem__, columns[name])
                parts[name].append(np.fromiter(found, np.int32, len(some)))
            for name in NUMBERS:
                parts[name].append(np.fromiter(columns[name], np.int32, len(some)))
        whole = {
            name: np.concatenate(each) if each else np.zeros(0, np.int32)
            for name, each in parts.items()
        }
        names = {name: Names(whole[name], tuple(each)) for name, each in numberings.items()}
        return cls(tuple(ids), names, {name: whole[name] for name in NUMBERS})

    def taken(self, lines: NDArray[Any]) -> Marks:
        """Return some of the lines, by their numbers or by a truth for each."""
        import numpy as np

        index = np.flatnonzero(lines) if lines.dtype == bool else lines
        return Marks(
            None if self.ids is None else tuple(map(self.ids.__getitem__, index.tolist())),
            {name: Names(each.codes[index], each.values) for name, each in self.names.items()},
            {name: each[index] for name, each in self.numbers.items()},
            self.state,
        )

    def having(self, name: str, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """Tell of each line whether its name is one of those wanted."""
        import numpy as np

        chosen = set(wanted)
        column = self.names[name]
        is_wanted = np.array([value in chosen for value in column.values], dtype=bool)
        return np.asarray(is_wanted[column.codes] if len(column.values) else column.codes > 0)

    def __len__(self) -> int:
        return len(self.names["document"].codes)

    def __iter__(self) -> Iterator[Mark]:
        columns = {name: each.words() for name, each in self.names.items()}
        columns |= {name: each.tolist() for name, each in self.numbers.items()}
        columns |= {} if self.ids is None else {ID: list(self.ids)}
        return map(Mark._make, zip(*(columns[name] for name in Mark._fields), strict=True))

    @overload
    def __getitem__(self, index: int) -> Mark: ...
    @overload
    def __getitem__(self, index: slice) -> Marks: ...
    def __getitem__(self, index: int | slice) -> Mark | Marks:
        """Return one coding, or a stretch of them."""
        import numpy as np

        if isinstance(index, slice):
            return self.taken(np.arange(len(self))[index])
        return next(iter(self.taken(np.array([range(len(self))[index]]))))


def names_of(words: Sequence[str]) -> Names:
    """Return a column of names from the name of each line."""
    import numpy as np

    numbering = Numbering()
    codes = np.fromiter(map(numbering.__getitem__, words), np.int32, len(words))
    return Names(codes, tuple(numbering))


def columns_of(marks: Sequence[Mark]) -> Marks:
    """Return codings by column, whichever way they are given."""
    return marks if isinstance(marks, Marks) else Marks.of(marks)
