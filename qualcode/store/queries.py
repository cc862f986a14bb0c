"""A `CodingQuery` as SQL: the conditions on a coding ``c``, its document ``d`` and person ``p``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qualcode.model.where import Unit
from qualcode.store.where import condition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.query import CodingQuery

_FEW = 4
"""Codes whose codings are looked up one by one; a codebook has some dozens."""


_OF_CODERS = (
    "(c.coder IN (SELECT value FROM json_each(?)) OR c.source <> 'person'"
    " AND c.decided_by <> '' AND c.decided_by IN (SELECT value FROM json_each(?)))"
)
"""Whose work a coding is: who made it, and who decided on it; the first decision on a machine's
proposal stands on the proposal itself."""


def conditions(query: CodingQuery) -> tuple[str, list[str]]:
    """Translate a query into a WHERE clause and its values."""
    clauses: list[str] = []
    values: list[str] = []
    for column, wanted in (
        ("c.code", query.codes),
        ("coalesce(p.subject, '')", query.subjects),
        ("p.id", query.participants),
        ("d.name", query.documents),
        ("c.status", [status.value for status in query.statuses]),
        ("c.review", [review.value for review in query.reviews]),
    ):
        if wanted:
            clauses.append(f"{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(list(wanted)))
    if query.coders:
        names = json.dumps(list(query.coders))
        clauses.append(_OF_CODERS)
        values.extend([names, names])
    if query.about:
        clauses.append(_any_of_about(query.about))
        values.extend(f" {subject} " for subject in query.about)
    if not query.guesses:
        clauses.append("NOT (c.source = 'model' AND c.review = 'proposed')")
    if query.where:
        asked = condition(query.where)
        clauses.append(asked.sql)
        values.extend(asked.values)
    return ("WHERE " + " AND ".join(clauses) if clauses else ""), values


def asks_few_codes(query: CodingQuery) -> bool:
    """Tell whether a query is answered best code by code: beyond a few, by reading all once."""
    where = query.where
    of_excerpts = where.asked_codes if where and where.unit is Unit.EXCERPT else ()
    asked = query.codes or of_excerpts
    return 0 < len(asked) <= _FEW


def _any_of_about(subjects: Iterable[str]) -> str:
    tests = " OR ".join("instr(' ' || c.about || ' ', ?) > 0" for _ in subjects)
    return f"({tests})"
