"""What the project's settings say of documents, and what is left of it when these are erased.

The same is taken out of the settings and of what the history keeps of them, so that an event
of other documents that changed one of them is taken back as before.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qualcode.store.first_names import FIRST_NAMES
from qualcode.workflow.speakers import SPEAKERS
from qualcode.workflow.validating import ANSWER, SAMPLE

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


def without_documents(names: AbstractSet[str], key: str, value: str) -> str | None:
    """Return what a setting says of all other documents; None where it is of one of these."""
    if key.startswith(ANSWER):
        return None if _document(key.removeprefix(ANSWER)) in names else value
    if key in {FIRST_NAMES, SPEAKERS}:
        kept = {name: told for name, told in json.loads(value).items() if name not in names}
        return json.dumps(kept, ensure_ascii=False)
    return json.dumps(_sample(names, value), ensure_ascii=False) if key == SAMPLE else value


def _sample(names: AbstractSet[str], value: str) -> dict[str, Any]:
    """Return a validation sample without sentences of documents, and the answers for them."""
    content: dict[str, Any] = json.loads(value)
    parts = ("items", "answers")
    return content | {
        part: {key: told for key, told in content[part].items() if _document(key) not in names}
        for part in parts
    }


def _document(sentence: str) -> str:
    """Return the document of a sentence's key, such as ``P-01#3``."""
    return sentence.rpartition("#")[0]
