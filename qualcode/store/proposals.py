"""Proposals of machines, exchanged for new ones.

The one rule that everything else stands on: what a person accepted, rejected or
added is never touched by a machine. A new proposal that overlaps a decision on
the same code is dropped, because that question has been answered.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.span import Span
from qualcode.store.placing import insert
from qualcode.store.rows import IS_PROPOSAL, SELECTED, coding_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qualcode.model.coding import Coding
    from qualcode.store.connection import Connection


class Replaced(NamedTuple):
    """What became of a document's proposals."""

    added: int
    removed: int
    kept: int
    """Proposals that were there before and still are."""
    answered: int
    """Proposals not made because a person had decided on that place."""


class Proposals:
    """What machines propose, document by document."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def replace(
        self,
        document: str,
        proposals: Iterable[Coding],
        *,
        coder: str,
        key: str = "",
        codes: Collection[str] | None = None,
    ) -> Replaced:
        """Exchange a coder's proposals in a document for new ones, and mark it as coded.

        Args:
            document: Name of the document.
            proposals: All that the coder now proposes there.
            coder: Whose former proposals give way.
            key: Names the engine and codebook; the document counts as coded under it. Empty:
                its mark stays, as for coders that are not the codebook's own rules.
            codes: The codes that were looked for; None = all. Proposals of others stay.

        Returns:
            How many proposals came, went and stayed.
        """
        number, text = self._db.execute(
            "SELECT id, text FROM document WHERE name = ?", (document,)
        ).fetchone()
        offered = list(proposals)
        wanted = self._unanswered(number, offered)
        former = self._proposed(number, coder, codes)
        same = {name for name in former if name in wanted and _is_same(wanted[name], former[name])}
        gone = [name for name in former if name not in same]
        new = [each for name, each in wanted.items() if name not in same]
        self._exchange(number, text, gone, new, [wanted[name] for name in same])
        if key:
            self._mark(number, coder, codes, key)
        kept, answered = len(wanted) - len(new), len(offered) - len(wanted)
        if codes is not None:
            kept += self._other_proposals(number, coder, codes)
            answered += self._decided_among_others(number, coder, codes)
        return Replaced(len(new), len(gone), kept, answered)

    def _unanswered(self, document: int, offered: Sequence[Coding]) -> dict[str, Coding]:
        """Return those by id on whose place nobody has decided."""
        decided, taken = self._decided(document)
        wanted = {each.id: each for each in offered}
        if not taken:
            return wanted
        return {
            name: each
            for name, each in wanted.items()
            if name not in taken and not _is_answered(each, decided)
        }

    def _exchange(
        self,
        document: int,
        text: str,
        gone: Iterable[str],
        new: Sequence[Coding],
        same: Iterable[Coding],
    ) -> None:
        """Take proposals away and put new ones; the same ones are of the present codebook now."""
        self._db.executemany("DELETE FROM coding WHERE id = ?", ((each,) for each in gone))
        self._db.executemany(
            "UPDATE coding SET codebook = ? WHERE id = ? AND codebook <> ?",
            ((each.codebook, each.id, each.codebook) for each in same),
        )
        insert(self._db, document, text, new)

    def _mark(self, document: int, coder: str, codes: Collection[str] | None, key: str) -> None:
        """Note the engine and codebook that a document is coded under."""
        if codes is not None:
            self._put_under(document, coder, codes, key.rpartition(":")[2])
        self._db.execute(
            "INSERT INTO coded VALUES (?, ?) ON CONFLICT DO UPDATE SET key = excluded.key",
            (document, key),
        )

    def _decided_among_others(self, document: int, coder: str, codes: Collection[str]) -> int:
        """Count a coder's codings of other codes that persons have decided on."""
        rows = self._db.execute(
            f"SELECT code FROM coding WHERE document = ? AND coder = ? AND NOT ({IS_PROPOSAL})",
            (document, coder),
        )
        return sum(code not in codes for (code,) in rows)

    def _other_proposals(self, document: int, coder: str, codes: Collection[str]) -> int:
        """Count a coder's proposals of other codes."""
        counted = self._db.execute(
            f"SELECT count(*) FROM coding {_OTHERS}", (document, coder, _json(codes))
        )
        return int(counted.fetchone()[0])

    def _put_under(self, document: int, coder: str, codes: Collection[str], codebook: str) -> None:
        """Count proposals that a change of the codebook could not touch as made under it."""
        self._db.execute(
            f"UPDATE coding SET codebook = ? {_OTHERS} AND codebook <> ?",
            (codebook, document, coder, _json(codes), codebook),
        )

    def _decided(self, document: int) -> tuple[dict[str, list[Span]], set[str]]:
        """Return the places that persons have decided on, by code, and the ids of these codings.

        The ids matter where somebody has moved the edges or the code of a proposal.
        """
        rows = self._db.execute(
            f"SELECT id, code, start, stop FROM coding WHERE document = ? AND NOT ({IS_PROPOSAL})",
            (document,),
        )
        spans: dict[str, list[Span]] = {}
        taken: set[str] = set()
        for name, code, start, stop in rows:
            spans.setdefault(code, []).append(Span(start, stop))
            taken.add(name)
        return spans, taken

    def _proposed(
        self, document: int, coder: str, codes: Collection[str] | None
    ) -> dict[str, Coding]:
        """Return a coder's proposals by id: of some codes, or of all."""
        where, values = f"c.document = ? AND c.coder = ? AND {IS_PROPOSAL}", [document, coder]
        if codes is not None:
            where += " AND c.code IN (SELECT value FROM json_each(?))"
            values.append(_json(codes))
        rows = self._db.execute(f"{SELECTED} WHERE {where}", values)
        return {each.id: each for each in map(coding_of, rows)}


_OTHERS = (
    f"WHERE document = ? AND coder = ? AND {IS_PROPOSAL}"
    " AND code NOT IN (SELECT value FROM json_each(?))"
)


def _json(names: Iterable[str]) -> str:
    return json.dumps(sorted(names))


def _is_same(coding: Coding, former: Coding) -> bool:
    """Tell whether a proposal says what it said before, be the codebook's wording another."""
    return replace(former, codebook=coding.codebook) == coding


def _is_answered(coding: Coding, decided: dict[str, list[Span]]) -> bool:
    return any(coding.span.overlaps(span) for span in decided.get(coding.code, ()))
