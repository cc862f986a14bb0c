"""The language of whoever typed a command line, known before any option has been read."""

from __future__ import annotations

from itertools import pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.arguments import WITH_VALUE, globals_first
from qualcode.cli.session import Session
from qualcode.errors import QualcodeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.label import Language


def language_of(given: Sequence[str]) -> Language:
    """Return the language to speak; English where the settings themselves are at fault.

    Args:
        given: The command line as it was typed.
    """
    front = takewhile(lambda word: word != "--", globals_first(list(given)))
    named = {word: value for word, value in pairwise(front) if word in WITH_VALUE}
    project = Path(named["--project"]) if "--project" in named else None
    try:
        return Session({"lang": named.get("--lang")}, project).language
    except QualcodeError:
        return "en"
