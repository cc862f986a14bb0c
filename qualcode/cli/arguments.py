"""Options that hold for every command may stand anywhere on the line.

Typer wants them before the command; people write them after it. Moving them to
the front keeps one definition and one meaning.
"""

from __future__ import annotations

WITH_VALUE = frozenset({"--project", "--lang", "--color"})
"""Global options that take a value."""
FLAGS = frozenset({"--quiet", "-q", "--verbose", "-v", "--no-input", "--no-pager", "--debug"})
"""Global options that do not."""


def globals_first(words: list[str]) -> list[str]:
    """Return the command line with the global options at its front, ``--lang=zh`` as two words.

    What follows a bare ``--`` is left where it is.
    """
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            rest += [word, *waiting]
        elif word in WITH_VALUE:
            value = next(waiting, None)
            front += [word] if value is None else [word, value]
        elif word in FLAGS:
            front.append(word)
        elif word.partition("=")[0] in WITH_VALUE:
            front += word.split("=", 1)
        else:
            rest.append(word)
    return front + rest
