"""A project of another program, made into one of ours: REFI-QDA ``.qdpx``.

The texts become transcripts in a folder, the cases a table of participants beside them,
the codes a codebook, so that everything lies open; then they are imported like any
other, and the codings stand on the same words as hand codings of those who made them.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook.flat import yaml_of_rows
from qualcode.codebook.reader import read_codebook, read_codebook_text
from qualcode.errors import ConflictError, DataError, UnknownNameError
from qualcode.exchange.files import write_files
from qualcode.exchange.refi.reading import from_qdpx
from qualcode.workflow.arrived import Arrived, bring, free_names, participants_table, speaker_table
from qualcode.workflow.codes import codebook_at_hand
from qualcode.workflow.definitions import keep_definitions
from qualcode.workflow.imported import ImportOptions, ImportReport
from qualcode.workflow.ingest import import_files
from qualcode.workflow.initialise import TRANSCRIPTS, initialise
from qualcode.workflow.project import CODEBOOK, opened

if TYPE_CHECKING:
    from qualcode.exchange.refi.study import Study
    from qualcode.model.subject import SubjectScheme
    from qualcode.workflow.project import Project

PACKAGE = ".qdpx"
_PARTICIPANTS = "participants.csv"
_BARE = (
    "names in both languages, subjects and patterns are not in a package: --codebook takes them"
    " from the codebook it was made with"
)
_TESTED = ("patterns", "examples", "non_examples")
"""Columns that speak of word sets and subjects, which only a whole codebook has."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came of a package."""

    project: Path
    imported: ImportReport
    brought: Arrived
    notes: tuple[str, ...]
    """What was left out or is doubtful, in words for the user."""


def study_of(package: Path) -> Study:
    """Read a package.

    Raises:
        DataError: When it cannot be read, is no package, or holds no text.
    """
    try:
        data = package.read_bytes()
    except OSError as error:
        raise DataError(f"cannot read {package}: {error.strerror or error}") from error
    study = from_qdpx(data, path=str(package))
    if not study.sources:
        raise DataError(f"{package} holds no text that can be coded", hint="; ".join(study.notes))
    return study


def project_of(
    package: Path, folder: Path, *, by: str, codebook: Path | None = None, force: bool = False
) -> Arrival:
    """Make a project of a REFI-QDA package.

    Args:
        package: The ``.qdpx`` file.
        folder: Where; made if missing.
        by: Who brings it in, for the history.
        codebook: A codebook of ours to take instead of the codes in the package; those
            are then known by their ids.
        force: Go on in a folder that holds other files.

    Raises:
        ConflictError: When there is a project already, or the folder is not empty.
        DataError: When the package cannot be read or holds no text.
        ProblemsError: When the codes make no codebook.
        UnknownNameError: When the codebook given lacks a code of the package.
    """
    study = study_of(package)
    is_new = not folder.exists()
    try:
        return _made(package, study, folder, by=by, codebook=codebook, force=force)
    except BaseException:
        if is_new:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _made(
    package: Path, study: Study, folder: Path, *, by: str, codebook: Path | None, force: bool
) -> Arrival:
    with tempfile.TemporaryDirectory(prefix="qualcode-") as temporary:
        made = Path(temporary) / CODEBOOK
        made.write_text(_yaml(study, package.stem), encoding="utf-8")
        _must_know(codebook, study)
        done = initialise(folder, codebook=codebook or made, force=force)
    if not done.written:
        raise ConflictError(
            f"{done.project} is a project already", hint="`qualcode merge` brings a package into it"
        )
    with opened(done.project) as project:
        scheme = codebook_at_hand(project).subjects
        keep_definitions(project)
        imported, brought = fill(project, study, folder / TRANSCRIPTS, scheme, by=by)
    is_ours = study.is_ours and codebook is None
    return Arrival(done.project, imported, brought, (*study.notes, *([_BARE] if is_ours else ())))


def fill(
    project: Project, study: Study, folder: Path, scheme: SubjectScheme, *, by: str
) -> tuple[ImportReport, Arrived]:
    """Write the texts of a study into a folder, import them, and put the codings on them.

    Args:
        project: Into which.
        study: What.
        folder: Where the transcripts and the table of participants go.
        scheme: The codebook's subjects.
        by: Who does it, for the history.
    """
    names = free_names(study.sources)
    texts = {
        f"{name}.txt": source.text.encode("utf-8", "backslashreplace")
        for name, source in zip(names, study.sources, strict=True)
    }
    table = participants_table(study, names)
    write_files(folder, {**texts, **({_PARTICIPANTS: table} if table else {})})
    options = ImportOptions(
        participants=folder / _PARTICIPANTS if table else None,
        speakers=speaker_table(study, names),
        home=project.folder,
        by=by,
    )
    sources = [folder / name for name in texts]
    imported = import_files(project.store, sources, scheme, options)
    return imported, bring(project, study, names, scheme, by=by)


def _yaml(study: Study, name: str) -> str:
    """Return the codes of a study as a codebook, without patterns where they lack word sets."""
    spoken_of = [
        subject
        for source in study.sources
        for each in source.codings
        for subject in each.about
        if study.is_ours
    ]
    speaking = [case.participant.subject for case in study.cases]
    subjects = dict.fromkeys(filter(None, (*speaking, *spoken_of)))
    whole = yaml_of_rows(study.rows, name=name, subjects=subjects)
    if read_codebook_text(whole, path=name)[0]:
        return whole
    bare = [{key: cell for key, cell in row.items() if key not in _TESTED} for row in study.rows]
    return yaml_of_rows(bare, name=name, subjects=subjects)


def _must_know(codebook: Path | None, study: Study) -> None:
    """Refuse a codebook without a code that stands on words, before anything is made."""
    if codebook is None:
        return
    known = [code.id for code in read_codebook(codebook).leaves]
    for source in study.sources:
        for each in source.codings:
            if each.code not in known:
                raise UnknownNameError("code", each.code, known, listing="qualcode codebook show")
