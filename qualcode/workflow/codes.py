"""Codes while one codes by hand: the codebook at hand, new codes, the ones used of late."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qualcode.codebook.values import language_of
from qualcode.errors import ConflictError, UnknownNameError, UsageError
from qualcode.model.codebook import Code, Example, leaf
from qualcode.model.history import Event
from qualcode.model.label import Label
from qualcode.model.memo import Target
from qualcode.store.history import now
from qualcode.text.language import languages_of
from qualcode.workflow.coding import adopt
from qualcode.workflow.owned_files import contents_now, edit
from qualcode.workflow.project import coded_key, digest_of

if TYPE_CHECKING:
    from pathlib import Path

    from qualcode.model.codebook import Codebook
    from qualcode.workflow.project import Project

UNDEFINED = Label("尚待定义。", "Still to be defined.")
"""What a code is defined as until somebody has thought about it."""

_NOT_IN_ID = re.compile(r"[^\w]+")
_LONGEST_ID = 24


def codebook_at_hand(project: Project) -> Codebook:
    """Return the codebook to code by hand with: that of the codings, or before them, the file's.

    Raises:
        DataError: When there is no codebook.
        ProblemsError: When its file has faults.
    """
    codebook = codebook_to_read_by(project)
    if not _has_codebook(project):
        with project.store.transaction():
            adopt(project, project.codebook_path, codebook)
    return codebook


def codebook_to_read_by(project: Project) -> Codebook:
    """Return the same as `codebook_at_hand`, and leave the project as it is.

    Raises:
        DataError: When there is no codebook.
        ProblemsError: When its file has faults.
    """
    if _has_codebook(project):
        return project.codebook()
    from qualcode.codebook.reader import read_codebook

    return read_codebook(project.codebook_path)


def _has_codebook(project: Project) -> bool:
    """Tell whether something has been coded, and the codebook of it is kept."""
    return bool(project.digest and project.store.codebooks.content(project.digest))


def leaf_code(name: str, codebook: Codebook) -> str:
    """Return the code that can be put on text and is meant by an id, path or name.

    Raises:
        UnknownNameError: When there is none.
        UsageError: When a family is named that has several codes under it.
    """
    wanted = name.strip()
    titled = [
        code.id
        for code in codebook.leaves
        if wanted.casefold() in {code.name.zh.casefold(), code.name.en.casefold()}
    ]
    found = codebook.under(wanted) or tuple(titled[:1])
    if not found:
        known = [code.id for code in codebook.leaves]
        raise UnknownNameError("code", name, known, listing="qualcode codebook show")
    if found != (leaf(wanted),) and len(found) > 1:
        raise UsageError(f"{name!r} is a family", hint="one of: " + ", ".join(found))
    return found[0]


def begun(code: str, name: Label, definition: Label = UNDEFINED, example: str = "") -> Code:
    """Return a code that is still to be thought through: a theme without patterns.

    Args:
        code: Its id.
        name: Its name.
        definition: What it means, as far as that is known.
        example: A sentence that shows it.
    """
    examples = (Example(example, language_of(example)),) if example else ()
    return Code(code, code, name, definition=definition, examples=examples)


def add_code(project: Project, made: Code, *, by: str, parent: str = "") -> Codebook:
    """Write a new code into the codebook's file, and return the codebook with it.

    The file's comments and layout stay; documents that were coded under the former
    version count as coded under this one, as a code without patterns finds nothing.

    Args:
        project: The project.
        made: The code.
        by: Who adds it.
        parent: Id of the code it stands under; empty = at the top.

    Raises:
        UsageError: When there is such a code already.
        UnknownNameError: When there is no such parent.
        ProblemsError: When the file would have faults with it; nothing is written then.
        ConflictError: When the file has been changed since it was last coded with.
    """
    former, path = codebook_at_hand(project), project.codebook_path
    if made.id in former.by_id:
        raise UsageError(f"there is a code {made.id!r} already", hint="choose another id")
    if digest_of(path) != project.digest:
        raise ConflictError(
            f"{path} has been changed since it was last coded with",
            hint="`qualcode code` takes up the change; then add the code",
        )
    changed, codebook = _with_code(contents_now(project, str(path)) or "", made, parent, path)
    store = project.store
    with store.recorded(Event(now(), by, "add code", Target.CODE, made.id)) as kept:
        adopt(project, path, codebook)
        store.codings.carry_marks(coded_key(former.digest), coded_key(codebook.digest))
        edit(project, kept, path, changed)
    return codebook


def _with_code(text: str, made: Code, parent: str, path: Path) -> tuple[str, Codebook]:
    """Return the text of a codebook's file with one more code, and the codebook it says."""
    from qualcode.codebook.editing import CodebookText

    book = CodebookText(text, path=str(path))
    if parent and parent not in book.codebook.by_id:
        known = [each.id for each in book.codebook.codes]
        raise UnknownNameError("code", parent, known, listing="qualcode codebook show")
    return book.add(made, parent), book.changed


def id_for(words: str, codebook: Codebook) -> str:
    """Return a free code id made of words: what an in-vivo code is called."""
    base = _NOT_IN_ID.sub("-", words.strip().casefold())[:_LONGEST_ID].strip("-_") or "code"
    taken, number, free = codebook.by_id, 2, base
    while free in taken:
        free, number = f"{base}-{number}", number + 1
    return free


def in_vivo_name(words: str) -> Label:
    """Return a name in the language of the words themselves."""
    spoken = " ".join(words.split())
    return Label(zh=spoken) if "zh" in languages_of(spoken) else Label(en=spoken)


def in_vivo_definition(words: str) -> Label:
    """Return what a code made of a speaker's words is defined as at first."""
    return Label(
        f"受访者的原话：“{words}”，尚待定义。",
        f"The speaker's own words, “{words}”; still to be defined.",
    )


def recent_codes(project: Project, by: str, *, limit: int = 9) -> list[str]:
    """Return the codes that a person used last, the latest first."""
    return project.store.codings.recent_codes(by, limit)
