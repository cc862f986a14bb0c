"""Which of many codings count as findings: by column, without looking at them one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.codebook import Kind
from qualcode.model.finding import is_finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Status
    from qualcode.model.marks import Marks


def findings(frame: pd.DataFrame, codebook: Codebook, statuses: Sequence[Status]) -> pd.DataFrame:
    """Return the rows of a frame of marks that count.

    Args:
        frame: One row per mark.
        codebook: For the kind of each code.
        statuses: What counts by the user's own word; empty = findings, see `is_finding`.
    """
    codes, states = frame["code"].cat, frame["status"].cat
    table = _holding(codebook, [*codes.categories], [*states.categories], statuses)
    return frame[table[codes.codes.to_numpy(), states.codes.to_numpy()]]


def is_counted(
    marks: Marks, codebook: Codebook, statuses: Sequence[Status] = ()
) -> NDArray[np.bool_]:
    """Tell of each coding whether it counts, by the same rule as `findings`.

    Args:
        marks: With the columns of code and status.
        codebook: For the kind of each code.
        statuses: What counts by the user's own word; empty = findings, see `is_finding`.
    """
    codes, states = marks.names["code"], marks.names["status"]
    return _holding(codebook, codes.values, states.values, statuses)[codes.codes, states.codes]


def of_respondents(marks: Marks) -> Marks:
    """Leave out codings on the words of an interviewer or on notes: nobody says these.

    Args:
        marks: With the column ``participant``.
    """
    is_nobodys = marks.having("participant", [""])
    return marks.taken(~is_nobodys) if is_nobodys.any() else marks


def _holding(
    codebook: Codebook, codes: Sequence[str], states: Sequence[str], statuses: Sequence[Status]
) -> NDArray[np.bool_]:
    """Return codes × states: whether a coding of this code in this status counts."""
    import numpy as np

    kinds = {code.id: code.kind for code in codebook.codes}
    holds = [
        [
            state in statuses if statuses else is_finding(state, kinds.get(code, Kind.THEME))
            for state in states
        ]
        for code in codes
    ]
    return np.array(holds, dtype=bool).reshape(len(codes), len(states))
