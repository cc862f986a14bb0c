"""A `ResultTable` as a pandas DataFrame, for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.table import valued

if TYPE_CHECKING:
    import pandas as pd

    from qualcode.analysis.table import ResultTable


def frame_of(table: ResultTable) -> pd.DataFrame:
    """Return a table as a DataFrame: columns by key, numbers as every format writes them."""
    import pandas as pd

    rows = [
        [valued(cell, column.form) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    return pd.DataFrame(rows, columns=[column.key for column in table.columns])
