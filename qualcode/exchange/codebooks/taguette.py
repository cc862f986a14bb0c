r"""Codebooks of Taguette: a CSV of tags; a dot in a tag (or ``\``) stands for a level."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.codebook import Codebook

_LEVELS = re.compile(r"[.\\]")
HEADER = ("tag", "description", "number of highlights")


def to_taguette(codebook: Codebook) -> bytes:
    """Write the codes as tags with their definitions."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEADER)
    for code in codebook.codes:
        definition = "\n".join(filter(None, (code.definition.zh, code.definition.en)))
        writer.writerow((code.path.replace("/", "."), definition, 0))
    return buffer.getvalue().encode()


def is_taguette(rows: Sequence[dict[str, str]]) -> bool:
    """Tell whether the columns of a table are Taguette's."""
    return bool(rows) and {"tag", "description"} <= {name.strip().lower() for name in rows[0]}


def from_taguette(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Return tags as rows of codes: the last level is the code, the one before its parent.

    A level that stands in several places is named with the one above it.
    """
    found = [{key.strip().lower(): cell for key, cell in row.items()} for row in rows]
    paths = dict.fromkeys(tuple(_LEVELS.split(row["tag"])) for row in found if row["tag"].strip())
    ends = [path[-1] for path in paths]
    told = {tuple(_LEVELS.split(row["tag"])): row["description"] for row in found}

    def named(path: tuple[str, ...]) -> str:
        return path[-1] if ends.count(path[-1]) < 2 else "-".join(path)

    return [
        {
            "code": named(path),
            "parent": named(path[:-1]) if path[:-1] else "",
            "name": path[-1],
            "definition": told.get(path, ""),
        }
        for path in paths
    ]
