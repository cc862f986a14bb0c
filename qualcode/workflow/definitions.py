"""Definition versions: which decisions were made under a definition that has changed since.

Every decision is stamped with the definition of its code (`store.definitions`).
Here the stamps meet the codebook as it is written now.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.codebook.archive import from_json
from qualcode.codebook.definitions import DEFINING, definition_digest, definition_digests
from qualcode.errors import UnknownNameError
from qualcode.model.label import Label
from qualcode.workflow.project import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.model.codebook import Code, Codebook
    from qualcode.store.definitions import Stale
    from qualcode.workflow.project import Project


@dataclass(frozen=True, slots=True)
class Change:
    """One wording of a code, and when it came."""

    code: str
    at: str
    """When it was first coded under; empty for a file that has not been coded under yet."""
    version: str
    """The codebook's version, as its author numbers it."""
    codebook: str
    """Digest of the codebook."""
    digest: str
    """Digest of the definition."""
    field: str
    """One of `DEFINING`, or ``id``; ``added`` or ``removed`` for the code as a whole."""
    before: Label | None = None
    after: Label | None = None


def keep_definitions(project: Project) -> None:
    """Bring the stamps for coming decisions up to the codebook as it is written now.

    To be called before a person begins to decide. A codebook file that cannot be
    read leaves everything as it is: nobody can have read a new definition in it.
    """
    present = present_codebook(project)
    if present and definition_digests(present) != project.store.definitions.current():
        with project.store.transaction():
            stamp_with(project, present)


def stamp_with(project: Project, codebook: Codebook) -> None:
    """Stamp coming decisions with a codebook's definitions, within a transaction.

    Decisions of older files carry no stamp; they get that of the version they were made under.
    """
    store = project.store
    for digest in store.definitions.unstamped():
        content = store.codebooks.content(digest)
        if content:
            store.definitions.stamp(digest, definition_digests(from_json(content)))
    store.definitions.keep(definition_digests(codebook))


def stale_codings(project: Project, codes: Sequence[str] = ()) -> list[Stale]:
    """Return the decisions to look at again, by document and place.

    Args:
        project: The project.
        codes: Ids of codes; empty = all.
    """
    if not project.store.definitions.has_stamps():
        return []
    present = present_codebook(project)
    found = project.store.definitions.stale(definition_digests(present)) if present else []
    return [each for each in found if not codes or each.code in codes]


def stale_by_code(project: Project) -> dict[str, int]:
    """Return how many decisions of each code were made under another definition."""
    return dict(Counter(each.code for each in stale_codings(project)))


def present_codebook(project: Project) -> Codebook | None:
    """Return the codebook as it is written now, from the project's copy where that is the same.

    Returns:
        None where there is no codebook yet, or its file has faults.
    """
    digest = digest_of(project.codebook_path)
    content = project.store.codebooks.content(digest) if digest else ""
    if content:
        return from_json(content)
    if digest:
        from qualcode.codebook.reader import examine_codebook

        return examine_codebook(project.codebook_path)[0]
    kept = project.store.codebooks.content(project.digest)
    return from_json(kept) if kept else None


def definition_history(project: Project, code: str) -> list[Change]:
    """Return how the definition of a code changed from version to version, the oldest first.

    Raises:
        UnknownNameError: When no version of the codebook has the code.
    """
    versions = list(_versions(project))
    names = _names(code, [book for book, _ in versions])
    found: list[Change] = []
    former: Code | None = None
    for (book, at), name in zip(versions, names, strict=True):
        present = book.by_id.get(name)
        found += _changes(former, present, book, at)
        former = present
    if not found:
        known = {each.id for book, _ in versions for each in book.codes}
        raise UnknownNameError("code", code, known, listing="qualcode codebook show")
    return found


def _names(code: str, books: Sequence[Codebook]) -> list[str]:
    """Return the id that a code had in each version, followed back over its renames."""
    from qualcode.codebook.comparing import renamed_codes

    names = [code]
    for former, later in zip(reversed(books[:-1]), reversed(books[1:]), strict=True):
        name = names[-1]
        was_renamed = name in later.by_id and name not in former.by_id
        names.append(renamed_codes(former, later).get(name, name) if was_renamed else name)
    return names[::-1]


def _versions(project: Project) -> Iterator[tuple[Codebook, str]]:
    """Yield every kept version with its date, then the file where it has changed since.

    An undone change leaves the file as an earlier version was: that comes once more then.
    """
    kept = project.store.codebooks.versions()
    for each in kept:
        yield from_json(project.store.codebooks.content(each.digest)), each.first_used
    present = present_codebook(project)
    if present and present.digest not in {each.digest for each in kept[-1:]}:
        yield present, ""


def _changes(
    former: Code | None, present: Code | None, book: Codebook, at: str
) -> Iterator[Change]:
    shown = present or former
    if shown is None or former == present:
        return
    if former and present and former.id != present.id:
        names = Label(former.id, former.id), Label(present.id, present.id)
        yield Change(
            present.id, at, book.version, book.digest, definition_digest(present), "id", *names
        )
    digest = definition_digest(present) if present else ""
    head = (shown.id, at, book.version, book.digest, digest)
    if former is None or present is None:
        field = "added" if former is None else "removed"
        old = former.definition if former else None
        yield Change(*head, field, old, present.definition if present else None)
        return
    for name in DEFINING:
        if getattr(former, name) != getattr(present, name):
            yield Change(*head, name, getattr(former, name), getattr(present, name))
