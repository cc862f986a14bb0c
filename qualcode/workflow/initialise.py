"""Making a project: the file, a codebook to start from, the samples if wanted."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.codebook.interviews import interview_files
from qualcode.codebook.labelled import example_files
from qualcode.codebook.learned import learned_file
from qualcode.codebook.reader import read_codebook
from qualcode.errors import ConflictError, DataError, UsageError
from qualcode.exchange.files import make_folder
from qualcode.store.store import Store
from qualcode.workflow import shipped
from qualcode.workflow.project import CODEBOOK, FILE, SUFFIX, Project

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE_TEMPLATE = "poverty-alleviation"
"""The codebook that belongs to the sample interviews."""
TRANSCRIPTS = "transcripts"
"""Where `init --sample` puts the sample interviews."""


@dataclass(frozen=True, slots=True)
class Initialised:
    """What `init` did."""

    project: Path
    written: tuple[Path, ...]
    """Empty when there was a project already."""


def initialise(
    folder: Path,
    *,
    template: str | None = None,
    codebook: Path | None = None,
    sample: bool = False,
    force: bool = False,
) -> Initialised:
    """Make a project in a folder; where one is already, do nothing.

    Args:
        folder: Where; made if missing.
        template: Name of a shipped codebook; None = the sample's own, or the blank one.
        codebook: A codebook file to copy instead; it must be without errors.
        sample: Copy the synthetic sample interviews as well.
        force: Go on in a folder that holds other files; none of them is replaced.

    Raises:
        ConflictError: When the folder is not empty and `force` is not given.
        DataError: When the folder cannot be written to, or the codebook has errors.
        UsageError: When both a template and a codebook are given.
    """
    present = sorted(folder.glob("*" + SUFFIX)) if folder.is_dir() else []
    if present:
        return Initialised(present[0], ())
    source = _start(template or (SAMPLE_TEMPLATE if sample else ""), codebook)
    copies = _copies(folder, source, sample=sample)
    _refuse_non_empty(folder, [folder / FILE, *copies], force=force)
    make_folder(folder)
    try:
        written = [target for target, origin in copies.items() if _copy(origin, target)]
    except OSError as error:
        raise DataError(f"cannot write to {folder}: {error.strerror}") from error
    with Store.create(folder / FILE) as store:
        Project(store, folder / FILE).use_codebook(folder / CODEBOOK)
    return Initialised(folder / FILE, (folder / FILE, *written))


def _start(template: str, codebook: Path | None) -> Path:
    """Return the codebook to start from; one's own is read first, so that a faulty one is told."""
    if codebook is None:
        return shipped.template(template or "blank")
    if template:
        raise UsageError("a codebook of your own and a shipped one exclude each other")
    read_codebook(codebook)
    return codebook


def _copies(folder: Path, codebook: Path, *, sample: bool) -> dict[Path, Path]:
    """Return which shipped files go where."""
    copies = {folder / CODEBOOK: codebook}
    copies |= {folder / each.relative_to(codebook.parent): each for each in _beside(codebook)}
    if sample:
        files = sorted(path for path in shipped.samples().iterdir() if path.is_file())
        copies |= {folder / TRANSCRIPTS / path.name: path for path in files if path.name[0] != "."}
    return copies


def _beside(codebook: Path) -> list[Path]:
    """Return the labelled sentences and coded interviews that come with a codebook.

    Those that its YAML names, as far as they lie beside it or below, and those of its own name.
    """
    book, here = read_codebook(codebook), codebook.parent
    weights = learned_file(book, codebook)
    named = (
        *example_files(book, codebook),
        *interview_files(book, codebook),
        *([weights] if weights else ()),
    )
    below = (each for each in named if each.is_file() and _is_below(each, here))
    return sorted({*here.glob(f"{codebook.stem}.*.jsonl"), *below})


def _is_below(path: Path, folder: Path) -> bool:
    """Tell whether a path, as it is written and as it is, lies in a folder."""
    resolved = path.resolve().is_relative_to(folder.resolve())
    return resolved and path.is_relative_to(folder) and ".." not in path.relative_to(folder).parts


def _refuse_non_empty(folder: Path, planned: list[Path], *, force: bool) -> None:
    if force or not folder.is_dir() or not any(folder.iterdir()):
        return
    names = ", ".join(path.relative_to(folder).as_posix() for path in planned[:4])
    more = f" and {len(planned) - 4} more" if len(planned) > 4 else ""
    raise ConflictError(
        f"{folder} is not empty; init would write {names}{more}",
        hint="--force goes on and leaves what is there as it is",
    )


def _copy(origin: Path, target: Path) -> bool:
    if target.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(origin, target)
    return True
