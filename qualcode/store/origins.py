"""Where codings come from: proposed by machines, put in the place of a proposal, made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from qualcode.store.connection import Connection

IN_PLACE = """(c.evidence LIKE '%["recoded", %' AND EXISTS (
    SELECT 1 FROM json_each(c.evidence, '$.reasons') r
    JOIN coding former ON former.id = json_extract(r.value, '$[2]')
    WHERE json_extract(r.value, '$[0]') = 'recoded'))"""
"""That a person's coding ``c`` stands in the place of a proposal whose code they did not take.

A hand coding that was recoded is gone, a proposal is still there. Steps: see
`qualcode.workflow.decisions`.
"""
IS_OPINION = """c.evidence LIKE '%["second-opinion", %'"""
"""That a person's coding ``c`` is their view of a proposal that somebody else has decided on."""

_ORIGINS = f"""
SELECT * FROM (
    SELECT count(*), count(*) FILTER (WHERE evidence LIKE '{{"pattern": "(learned)"%'),
        count(*) FILTER (WHERE source = 'model'), count(*) FILTER (WHERE review = 'accepted'),
        count(*) FILTER (WHERE review = 'rejected')
    FROM coding WHERE source <> 'person'), (
    SELECT count(*), count(*) FILTER (WHERE {IN_PLACE})
    FROM coding c WHERE source = 'person' AND review <> 'rejected' AND coder <> 'consensus'
        AND NOT {IS_OPINION})
"""


class Origins(NamedTuple):
    """Where the codings of a project come from."""

    proposed: int
    """By machines, whatever became of it."""
    learned: int
    """Of these, found by learned weights, by no pattern."""
    models: int
    """Of these, by models."""
    accepted: int
    """By whoever decided on them first."""
    rejected: int
    own: int
    """By persons, and not as opinions on a proposal."""
    replacing: int
    """Of these, in the place of a proposal, with another code."""

    @property
    def made(self) -> int:
        """Return how many were made by hand where nobody had proposed anything."""
        return self.own - self.replacing


def read_origins(db: Connection) -> Origins:
    """Return how many codings machines proposed and persons made, and what became of them."""
    row = db.execute(_ORIGINS).fetchone()
    return Origins(*row)
