"""The door for notebooks: a project as pandas DataFrames."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from qualcode.analysis.frames import frame_of
from qualcode.model.marks import ROW
from qualcode.model.query import CodingQuery
from qualcode.store.store import Store
from qualcode.workflow.export import whole_corpus
from qualcode.workflow.filters import Filters
from qualcode.workflow.project import Project, find_project
from qualcode.workflow.tabulate import TableRequest, codings_listed, tabulate

if TYPE_CHECKING:
    from types import TracebackType

    import pandas as pd

    from qualcode.model.codebook import Codebook


class NotebookProject:
    """An open project; use it in a ``with`` block, or call `close`.

    Args:
        path: The project file.
    """

    def __init__(self, path: Path) -> None:
        self._store = Store.open(path)
        self._project = Project(self._store, path)

    def codings(self) -> pd.DataFrame:
        """Return every coding, one row each, with the columns of ``codings.csv``."""
        marks = self._store.excerpts.marks(CodingQuery(), {ROW})
        return frame_of(codings_listed(self._project, marks))

    def table(self, *, codes: tuple[str, ...] = ()) -> pd.DataFrame:
        """Return the problem-frequency table, with the columns of ``qualcode table``."""
        return frame_of(tabulate(self._project, TableRequest(Filters(codes=codes))))

    def participants(self) -> pd.DataFrame:
        """Return every participant, one row each, with the references of each code."""
        from qualcode.analysis.listings import case_by_code

        return frame_of(case_by_code(whole_corpus(self._project)))

    def codebook(self) -> Codebook:
        """Return the codebook that the codings were made under."""
        return self._project.codebook()

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_project(path: str | Path = ".") -> NotebookProject:
    """Open a project for reading in a notebook.

    Args:
        path: The project file, or a folder in or below the project's.

    Raises:
        DataError: When there is no project.
    """
    where = Path(path)
    file = where if where.is_file() else find_project(where.resolve())
    return NotebookProject(file)
