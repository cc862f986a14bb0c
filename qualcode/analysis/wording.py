"""Cells in words for people: values and ids by the names they have in the reader's language.

Files for programs keep the ids; terminals and papers say what this module says, so that a
table names a subject the same way wherever somebody reads it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from qualcode.analysis.table import written
from qualcode.model.naming import action_said, value_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qualcode.analysis.table import Cell, Column
    from qualcode.model.label import Label, Language

_ID = re.compile(r"[^\s;()]+")
_BETWEEN = {"zh": "、", "en": "; "}


def worded(cell: Cell, column: Column, language: Language) -> str:
    """Return a cell as it is said to a person."""
    said = action_said if column.key == "action" else partial(value_name, column.key)
    words = said(written(cell, column.form), language)
    return _named(words, column.names, language) if column.names else words


def called(columns: Iterable[Column], **names: Mapping[str, Label]) -> tuple[Column, ...]:
    """Return columns that know what their ids are called.

    Args:
        columns: The columns.
        names: By the key of a column, the name of each id in it.
    """
    return tuple(replace(each, names=names.get(each.key, each.names)) for each in columns)


def _named(words: str, names: Mapping[str, Label], language: Language) -> str:
    """Return words with names for the ids in them: one, several with blanks, or among others."""
    ids = words.split()
    if all(each in names for each in ids):
        return _BETWEEN[language].join(names[each].say(language) for each in ids)
    return _ID.sub(lambda found: _say(found[0], names, language), words)


def _say(word: str, names: Mapping[str, Label], language: Language) -> str:
    return names[word].say(language) if word in names else word
