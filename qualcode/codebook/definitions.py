"""What a code *means*, as a digest: a decision is made under a definition, not under patterns.

Patterns may be mended every day without touching what persons decided; when the
name, definition, inclusion or exclusion of a code changes, its decisions are to
be looked at again.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.model.codebook import Code, Codebook

DEFINING = ("name", "definition", "include", "exclude")
"""The fields of a code that say what it means."""


def definition_digest(code: Code) -> str:
    """Return the digest of what a code means; patterns, examples and place do not count."""
    texts = [
        [" ".join(label.zh.split()), " ".join(label.en.split())]
        for label in (getattr(code, name) for name in DEFINING)
    ]
    content = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def definition_digests(codebook: Codebook) -> dict[str, str]:
    """Return the digest of each code of a codebook, families included."""
    return {code.id: definition_digest(code) for code in codebook.codes}
