"""Which files an import means: those named, and the readable ones in folders and packages.

A source is only a name and a way to its bytes, so that a file, a member of a zip file
and what comes through a pipe are imported alike, one at a time.
"""

from __future__ import annotations

import glob
import json
import os
import stat
import sys
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from qualcode.errors import DataError, UnknownNameError, UsageError
from qualcode.transcripts.formats import SUFFIXES
from qualcode.transcripts.options import MEGABYTE
from qualcode.transcripts.packages import members_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PARTICIPANTS = ("participants.csv", "participants.tsv", "participants.xlsx")
"""What a table of participants is called in a folder of transcripts."""

MANIFEST = "manifest.json"
"""What an export calls the list of its files."""

STDIN = Path("-")
"""What stands for the pipe on a command line."""

_PACKAGE = ".zip"
_NOT_TRANSCRIPTS = frozenset({*PARTICIPANTS, "readme.md", "readme.txt", "license.md"})
_SIDECARS = (".csv-metadata.json", ".tsv-metadata.json")
"""How files end that describe a table beside them."""
_OWN = ("__MACOSX", "Thumbs.db", "desktop.ini")
"""What systems put into folders for themselves."""


class _Contents(Protocol):
    def __call__(self, limit: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Source:
    """One file to import, wherever it lies."""

    path: str
    """What to call it to the user."""
    name: str
    """What its document is called."""
    suffix: str
    """The ending that says what it is, with its dot."""
    contents: _Contents
    """Returns its bytes; raises `DataError` when there are none to have, or too many."""


@dataclass(frozen=True, slots=True)
class Piped:
    """What the user says about what comes through a pipe."""

    name: str = ""
    form: str = "txt"
    """Its format, named by the ending of such files."""


def gather(sources: Sequence[Path], piped: Piped | None = None) -> list[Source]:
    """Return the files to import, each once, folders in order of their names.

    Files that are named are taken whatever they are called, save a table of participants,
    which says who speaks; from folders and zip files, those whose suffix can be read,
    except hidden ones, tables of participants and readmes.
    A name with ``*``, ``?`` or ``[]`` that is no file's stands for all that fit it, since
    not every shell replaces it; ``**`` goes through all folders.

    Raises:
        DataError: When a source does not exist or nothing is left to import.
        UsageError: When a pipe is to be read and nothing says what it is called, or one name
            is given to several files.
    """
    found: dict[str, Source] = {}
    for source in (path for given in sources for path in _meant(given)):
        if source.name.lower() in PARTICIPANTS and not source.is_dir():
            continue
        for each in _sources_of(source, piped or Piped()):
            found.setdefault(each.path, each)
    if not found:
        names = ", ".join(str(source) for source in sources)
        raise DataError(
            f"no transcripts in {names}",
            hint="files that can be read end in " + " ".join(sorted((*SUFFIXES, _PACKAGE))),
        )
    return _named(list(found.values()), piped.name if piped else "")


def _named(found: list[Source], name: str) -> list[Source]:
    """Call the one file by the name that was given, if one was."""
    if name and len(found) > 1:
        raise UsageError(f"--name is for one file; {len(found)} are meant", hint="name one")
    return [replace(each, name=name) for each in found] if name else found


def participants_in(sources: Sequence[Path]) -> Path | None:
    """Return the table of participants that is named, or the first folder's that has one."""
    candidates = [path for path in sources if path.name.lower() in PARTICIPANTS]
    candidates += [folder / name for folder in sources if folder.is_dir() for name in PARTICIPANTS]
    return next((path for path in candidates if path.is_file()), None)


def source_of(path: Path) -> Source:
    """Return a file as a source; it is not looked at before its contents are asked for."""
    return Source(str(path), path.stem, path.suffix, lambda limit: _read(path, limit))


def _meant(given: Path) -> list[Path]:
    """Return what a word of the command line stands for."""
    if given == STDIN or given.exists() or given.is_symlink():
        return [given]
    if glob.has_magic(str(given)):
        found = sorted(Path(each) for each in glob.glob(str(given), recursive=True))  # noqa: PTH207
        if found:
            return found
        raise DataError(f"no file fits {given}", hint="check the pattern and the folder")
    raise DataError(f"there is no file or folder {given}", hint="check the path")


def _sources_of(path: Path, piped: Piped) -> Iterable[Source]:
    if path == STDIN:
        return [_pipe(piped)]
    if path.is_dir():
        return _in_folder(path)
    if path.suffix.lower() == _PACKAGE:
        return _in_package(path)
    return [source_of(path)]


def _pipe(piped: Piped) -> Source:
    if not piped.name:
        raise UsageError("what comes through a pipe has no name", hint="add --name, such as A01")
    suffix = "." + piped.form.lower().removeprefix(".")
    if suffix not in SUFFIXES:
        raise UnknownNameError("format", piped.form, [each.removeprefix(".") for each in SUFFIXES])
    return Source("-", piped.name, suffix, lambda limit: sys.stdin.buffer.read(limit + 1))


def _in_folder(folder: Path) -> Iterator[Source]:
    exported = _exported(folder)
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.is_dir() or path in exported or not _is_wanted(inside, (*SUFFIXES, _PACKAGE)):
            continue
        if path.is_symlink() and _leads_out(path, folder):
            yield _refused(path, "is a link that leads out of its folder", "name the file itself")
        elif path.suffix.lower() == _PACKAGE:
            yield from _in_package(path)
        else:
            yield source_of(path)


def _in_package(package: Path) -> Iterator[Source]:
    """Yield the transcripts in a zip file; one that cannot be opened is a source that fails."""
    try:
        members = list(members_of(package))
    except DataError as error:
        yield _failing(package, error)
        return
    for member in members:
        path = PurePosixPath(member.path)
        if _is_wanted(path.parts, SUFFIXES):
            yield Source(f"{package}/{path}", path.stem, path.suffix, member.contents)
        elif path.suffix.lower() == _PACKAGE:
            inner = package / path
            yield _refused(inner, "is a zip file in a zip file", "unpack the outer one")


def _is_wanted(parts: Sequence[str], suffixes: Sequence[str]) -> bool:
    """Tell whether a path within a folder or package is that of a transcript."""
    name = parts[-1].lower()
    return (
        name.endswith(tuple(suffixes))
        and name not in _NOT_TRANSCRIPTS
        and not name.endswith(_SIDECARS)
        and not any(part.startswith((".", "~$")) or part in _OWN for part in parts)
    )


def _leads_out(link: Path, folder: Path) -> bool:
    """Tell whether a link leads to another folder, or in a circle to nowhere."""
    target, home = (os.path.realpath(each) for each in (link, folder))  # never raises, unlike Path
    return not Path(target).is_relative_to(home)


def _refused(path: Path, fault: str, hint: str) -> Source:
    return _failing(path, DataError(f"{path} {fault}", hint=hint))


def _failing(path: Path, error: DataError) -> Source:
    """Return a source that says what is wrong with it when its turn comes; the others go on."""

    def fail(_limit: int) -> bytes:
        raise error

    return Source(str(path), path.stem, path.suffix, fail)


def _read(path: Path, limit: int) -> bytes:
    """Read an ordinary file, never more of it than the limit and one byte."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise DataError(f"{path} is a folder", hint="name the files in it")
        if not stat.S_ISREG(found.st_mode):
            raise DataError(f"{path} is a device or a pipe, not a file", hint="use - for a pipe")
        if found.st_size > limit:
            raise DataError(
                f"{path} has {found.st_size / MEGABYTE:.1f} MB; the limit is"
                f" {limit / MEGABYTE:.0f} MB",
                hint="divide the file",
            )
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError:  # a NUL in the name
        raise DataError(f"{path} cannot be read: it has no possible name") from None


def _exported(folder: Path) -> set[Path]:
    """Return the files that an export of ours has put there: tables, no transcripts."""
    found: set[Path] = set()
    for manifest in folder.rglob(MANIFEST):
        try:
            files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
            found |= {manifest, *(manifest.parent / name for name in files)}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            continue
    return found
