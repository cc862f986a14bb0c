"""A new code into the researcher's YAML: comments, order and layout stay as they are."""

from __future__ import annotations

from qualcode.codebook.editing import CodebookText
from qualcode.codebook.values import language_of
from qualcode.errors import UnknownNameError
from qualcode.model.codebook import Code, Codebook, Example, Kind
from qualcode.model.label import Label


def with_code(
    text: str,
    code: str,
    name: Label,
    *,
    path: str,
    parent: str = "",
    kind: str = "",
    definition: Label | None = None,
    example: str = "",
) -> tuple[str, Codebook]:
    """Return the text of a codebook file with one more code, and the codebook it says.

    Args:
        text: The file as it is.
        path: The file as named in problems.
        code: Its id.
        name: Its name.
        parent: Id of the code it stands under; empty = at the top.
        kind: ``problem``, ``cause`` …; empty = a theme.
        definition: What it means.
        example: A sentence that shows it.

    Raises:
        UnknownNameError: When there is no such parent.
        ProblemsError: When the file has faults, or would have with it.
    """
    book = CodebookText(text, path=path)
    if parent and parent not in book.codebook.by_id:
        known = [each.id for each in book.codebook.codes]
        raise UnknownNameError("code", parent, known, listing="qualcode codebook show")
    made = Code(
        id=code,
        path=code,
        name=name,
        kind=Kind(kind or Kind.THEME),
        definition=definition or Label(),
        examples=(Example(example, language_of(example)),) if example else (),
    )
    return book.add(made, parent), book.changed
