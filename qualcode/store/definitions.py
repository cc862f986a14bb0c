"""The definition that each decision was made under, and which of them have changed since.

The file itself stamps a decision with the definition of its code as it is known
at that moment (see the triggers in `schema`), so no verb can forget to.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.store.connection import Connection

_IS_DECIDED = "(c.review <> 'proposed' OR c.source = 'person')"

_UNDER_ANOTHER = f"""
SELECT c.id, c.code, d.name, c.decided_by, c.decided_at, c.definition, c.start, c.stop
FROM json_each(?1) present CROSS JOIN coding c INDEXED BY coding_defined ON c.code = present.key
JOIN document d ON d.id = c.document
WHERE c.definition <> '' AND {_IS_DECIDED} AND c.definition"""
_STALE = f"""
SELECT id, code, name, decided_by, decided_at, definition
FROM ({_UNDER_ANOTHER} < present.value UNION ALL {_UNDER_ANOTHER} > present.value)
ORDER BY name, start, stop, code
"""
"""What is unequal is less or greater: so the index jumps over the decisions that are not stale."""


class Stale(NamedTuple):
    """A decision on a code that has been defined anew since."""

    coding: str
    code: str
    document: str
    decided_by: str
    """Empty for a coding made by hand on which nobody has decided after."""
    decided_at: str
    definition: str
    """Digest of the definition it was made under."""


class Definitions:
    """Digests of definitions: of each code now, and of each decision then."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def current(self) -> dict[str, str]:
        """Return the digest of each code's definition as decisions are stamped with it now."""
        return dict(self._db.execute("SELECT code, digest FROM code_definition"))

    def keep(self, digests: Mapping[str, str]) -> None:
        """Stamp decisions from now on with these definitions, one for each code."""
        self._db.execute("DELETE FROM code_definition")
        self._db.executemany("INSERT INTO code_definition VALUES (?, ?)", digests.items())

    def stale(self, current: Mapping[str, str]) -> list[Stale]:
        """Return the decisions whose code is defined otherwise now, by document and place.

        Args:
            current: Digest of the present definition of each code; a decision on a
                code that is not there is not stale but out of the codebook.
        """
        rows = self._db.execute(_STALE, (json.dumps(dict(current)),))
        return [Stale(*row) for row in rows]

    def has_stamps(self) -> bool:
        """Tell whether any decision carries a stamp."""
        found = self._db.execute("SELECT 1 FROM coding WHERE definition <> '' LIMIT 1")
        return found.fetchone() is not None

    def unstamped(self) -> list[str]:
        """Return the digests of codebooks under which decisions without a stamp were made."""
        rows = self._db.execute(
            f"SELECT DISTINCT c.codebook FROM coding c WHERE {_IS_DECIDED} AND c.definition = ''"
        )
        return [str(row[0]) for row in rows]

    def stamp(self, codebook: str, digests: Mapping[str, str]) -> None:
        """Stamp the decisions of a codebook version that carry no stamp: those of older files."""
        self._db.executemany(
            f"UPDATE coding AS c SET definition = ? WHERE c.codebook = ? AND c.code = ?"
            f" AND {_IS_DECIDED} AND c.definition = ''",
            ((digest, codebook, code) for code, digest in digests.items()),
        )
