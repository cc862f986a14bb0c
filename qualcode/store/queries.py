"""A `CodingQuery` as SQL: the conditions on a coding ``c``, its document ``d`` and person ``p``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qualcode.store.where import condition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.query import CodingQuery


def conditions(query: CodingQuery, *, scan: bool = False) -> tuple[str, list[str]]:
    """Translate a query into a WHERE clause and its values.

    Args:
        query: The question.
        scan: Most codings are wanted, in no order: SQLite is kept from jumping about by an
            index (a plus before a column does that).
    """
    clauses: list[str] = []
    values: list[str] = []
    for column, wanted in (
        ("c.code", query.codes),
        ("coalesce(p.subject, '')", query.subjects),
        ("p.id", query.participants),
        ("d.name", query.documents),
        ("c.coder", query.coders),
        ("c.status", [status.value for status in query.statuses]),
        ("c.review", [review.value for review in query.reviews]),
    ):
        if wanted:
            plus = "+" if scan else ""
            clauses.append(f"{plus}{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(list(wanted)))
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


def _any_of_about(subjects: Iterable[str]) -> str:
    tests = " OR ".join("instr(' ' || c.about || ' ', ?) > 0" for _ in subjects)
    return f"({tests})"
