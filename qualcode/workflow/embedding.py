"""What every sentence of a study means, as rows of numbers: made once, kept beside the project."""

from __future__ import annotations

import time
from collections.abc import Callable  # noqa: TC003 - read by NamedTuple
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.codebook.kept_files import folder_of
from qualcode.store.vectors import Vectors, kept_vectors, key_of
from qualcode.suggestion.encoders import E5, meant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qualcode.suggestion.encoders import Encoder
    from qualcode.workflow.learning import Material
    from qualcode.workflow.project import Project

SUFFIX = ".vectors"
"""What the file beside the project ends in."""
SETTING = "suggest_semantic"
"""The setting that says that this project compares sentences by what they mean."""
_AT_ONCE = 32
"""Texts between two savings: about half a second of work."""


class Watch(NamedTuple):
    """Who is told how the reading goes on."""

    progress: Callable[[int, int], None] = lambda _done, _all: None
    """How many of how many sentences are read."""
    announce: Callable[[int, float], None] = lambda _left, _seconds: None
    """Soon after the beginning: how many are left, and about how many seconds that takes."""


SILENT = Watch()


def uses_meaning(project: Project) -> bool:
    """Tell whether the project has chosen to compare sentences by what they mean."""
    return bool(project.store.settings.get(SETTING))


def choose_meaning(project: Project, *, on: bool) -> None:
    """Remember the choice."""
    with project.store.transaction():
        project.store.settings.set(SETTING, "on" if on else "")


def file_of(project: Project) -> Path | None:
    """Return where the rows of a project are kept; None for a project in memory."""
    return project.path.with_suffix(SUFFIX) if project.path else None


def shared_file() -> Path | None:
    """Return where the rows of a codebook's examples are kept, for all projects that use it."""
    try:
        folder = folder_of("vectors")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder / ("examples" + SUFFIX)


def vectors_of(
    project: Project,
    material: Material,
    *,
    watch: Watch = SILENT,
) -> Any:
    """Return the rows of all sentences of material, as `Suggester.fit` takes them.

    None where the project has not chosen so.

    Raises:
        MissingExtraError: When it has, and the encoder is not installed.
    """
    import numpy as np

    if not uses_meaning(project):
        return None
    encoder = E5()
    pool = [meant(each) for each in material.pool]
    taught = [meant(each) for each in material.taught]
    return np.vstack(
        [
            rows_of(file_of(project), pool, encoder, watch=watch),
            rows_of(shared_file(), taught, encoder, watch=watch),
        ]
    )


def rows_of(
    path: Path | None,
    texts: Sequence[str],
    encoder: Encoder,
    *,
    watch: Watch = SILENT,
) -> Any:
    """Return the rows of texts, making those that are not kept yet.

    Args:
        path: Where they are kept, every few dozen at once.
        texts: What to read.
        encoder: Who reads.
        watch: Told how it goes on.

    Returns:
        float32 of shape (texts, encoder.size).
    """
    import numpy as np

    keys = [key_of(encoder.name, text) for text in texts]
    size = encoder.size * 2
    with kept_vectors(path) as kept:
        known = kept.find(dict.fromkeys(keys)).items()
        found = {key: row for key, row in known if len(row) == size}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        found |= _made(kept, missing, encoder, watch)
    rows = np.frombuffer(b"".join(found[key] for key in keys), dtype=np.float16)
    return rows.reshape(len(texts), encoder.size).astype(np.float32)


def _made(
    kept: Vectors,
    missing: dict[bytes, str],
    encoder: Encoder,
    watch: Watch,
) -> dict[bytes, bytes]:
    """Make rows and keep them as they come."""
    import numpy as np

    made: dict[bytes, bytes] = {}
    keys = list(missing)
    began = time.monotonic()
    for first in range(0, len(keys), _AT_ONCE):
        watch.progress(first, len(keys))
        if first == _AT_ONCE:  # the first ones tell how long the others take
            left = len(keys) - first
            watch.announce(left, (time.monotonic() - began) / first * left)
        part = keys[first : first + _AT_ONCE]
        rows = encoder.encode([missing[key] for key in part]).astype(np.float16)
        some = {key: row.tobytes() for key, row in zip(part, rows, strict=True)}
        kept.keep(some)
        made |= some
    watch.progress(len(keys), len(keys))
    return made
