"""qualcode: code qualitative interviews in the terminal.

For notebooks, three names reach the whole of it; they are loaded when first used,
so that importing the package costs nothing::

    import qualcode
    project = qualcode.open_project("study")
    frame = project.codings()          # a pandas DataFrame, one row per coding
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = ["Autocoder", "__version__", "open_project", "read_codebook"]

if TYPE_CHECKING:
    from qualcode.codebook.reader import read_codebook
    from qualcode.matching.autocoder import Autocoder
    from qualcode.workflow.notebook import open_project

_HOMES = {
    "Autocoder": "qualcode.matching.autocoder",
    "open_project": "qualcode.workflow.notebook",
    "read_codebook": "qualcode.codebook.reader",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'qualcode' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
