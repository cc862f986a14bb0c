"""Which codebook a command is about: a file that is named, or the project's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from qualcode.cli.session import Session
    from qualcode.model.codebook import Codebook

File = Annotated[
    Path | None, typer.Argument(help="A codebook; default: the project's.", show_default=False)
]


def path_of(session: Session, file: Path | None) -> Path:
    """Return the file that was named, or the project's codebook.

    Raises:
        DataError: When none was named and there is no project.
    """
    if file is not None:
        return file
    with session.opened() as project:
        path = project.codebook_path
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def read(session: Session, file: Path | None) -> tuple[Codebook, Path]:
    """Return the codebook that was named, or the project's, with its file.

    Raises:
        ProblemsError: When it has faults.
    """
    from qualcode.codebook.reader import read_codebook

    path = path_of(session, file)
    return read_codebook(path), path
