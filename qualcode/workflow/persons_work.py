"""What persons have done on a document: it does not go, nor its text, without their word.

A mark of having read a document to its end says no to all that is not coded in it, and so
is work as codings and decisions are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.label import case_count

if TYPE_CHECKING:
    from qualcode.store.store import Store


class PersonsWork:
    """The codings and reading marks of persons by document, as they were when this was made."""

    def __init__(self, store: Store) -> None:
        self.codings = store.codings.decisions()
        """How many codings persons made or decided on in each document, lost ones among them."""
        self.readings = store.readings.numbers()
        """How many persons say of each document that they have read it to the end."""

    def on(self, document: str) -> str:
        """Return what persons have done on a document in words; empty where that is nothing."""
        codings, readings = self.codings.get(document, 0), self.readings[document]
        told = [f"{case_count(codings, 'coding')} of persons"] if codings else []
        told += [f"{case_count(readings, 'mark')} of having read it whole"] if readings else []
        return " and ".join(told)
