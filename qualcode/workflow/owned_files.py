"""The researcher's own files that a verb of ours may edit: the codebook's YAML.

An edit is part of an event of the history, so the file's former content can be
brought back as exactly as a row of the project file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import DataError
from qualcode.model.change import FILE, Change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from qualcode.store.store import Recording
    from qualcode.workflow.project import Project


def contents_now(project: Project, path: str) -> str | None:
    """Return the text of a file, its line ends as they are; None when it is not there."""
    try:
        return (project.folder / path).read_bytes().decode()
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not UTF-8 text", hint="save it as UTF-8") from error
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror}") from error


def put_contents(project: Project, changes: Iterable[Change]) -> None:
    """Bring files to the state after the changes, each whole or not at all."""
    for change in changes:
        path = project.folder / change.key["path"]
        if change.after is None:
            path.unlink(missing_ok=True)
        else:
            _write(path, change.after["text"])


def edit(project: Project, recording: Recording, path: Path, text: str) -> None:
    """Write a file anew, as part of the event that is being recorded.

    Call it last: when the file cannot be written, the error takes back the rows too.
    """
    name = _name(project, path)
    former = contents_now(project, name)
    if former == text:
        return
    before = None if former is None else {"text": former}
    change = Change(FILE, {"path": name}, before, {"text": text})
    recording.files.append(change)
    put_contents(project, [change])


def _name(project: Project, path: Path) -> str:
    whole, folder = path.resolve(), project.folder.resolve()
    return (whole.relative_to(folder) if whole.is_relative_to(folder) else whole).as_posix()


def _write(path: Path, text: str) -> None:
    from qualcode.exchange.files import write_file

    write_file(path, text.encode(), force=True)
