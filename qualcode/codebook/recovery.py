"""What stands behind a fault of YAML: the faulty line is left out, and reading goes on.

A parser ends at the first slip, and a researcher would mend a file slip by slip.
What is read behind a gap is not the whole file, so only such faults are told as
are plain on their own line: further slips, unknown keys, wrong words, expressions
and frames that cannot be read; never that something is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.codebook import check_patterns, check_sets
from qualcode.codebook.building import build
from qualcode.codebook.nodes import MapNode
from qualcode.codebook.parsing import parse
from qualcode.codebook.records import record
from qualcode.codebook.schema import CODEBOOK
from qualcode.codebook.values import Log
from qualcode.errors import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROUNDS = 12
"""Faulty lines that are left out at most."""
_LARGEST = 400_000
"""Characters beyond which a file is not read again and again."""
_MISSING = (" lacks ", " has no ")
"""What is told of a thing that may have stood in the gap."""


def behind(fault: Problem, text: str, *, path: str) -> tuple[Problem, ...]:
    r"""Return a fault of YAML and those behind it that are plain on their own line.

    Args:
        fault: Where the parser stopped first.
        text: The file's text, with ``\\n`` line ends.
        path: The file as named in problems.
    """
    lines = text.split("\n")
    found = [fault]
    gaps: set[int] = set()
    if len(text) > _LARGEST:
        return (fault,)
    for _ in range(_ROUNDS):
        line = fault.place.line
        if not 0 < line <= len(lines) or line in gaps:
            break
        gaps.add(line)
        lines[line - 1] = ""
        tree = parse("\n".join(lines), path=path)
        if isinstance(tree, MapNode):
            found += [each for each in _faults(tree, path) if _is_behind(each, gaps)]
            break
        if not isinstance(tree, Problem):
            break
        fault = tree
        if _is_behind(fault, gaps):
            found.append(fault)
    return tuple(sorted(set(found)))


def _is_behind(fault: Problem, gaps: set[int]) -> bool:
    """Tell whether a fault stands clear of the gaps: right below one it may be the gap's own."""
    line = fault.place.line
    return line > min(gaps) and not gaps & {line, line - 1}


def _faults(tree: MapNode, path: str) -> Iterator[Problem]:
    """Yield the faults of a file with gaps that would be faults of the whole file too."""
    log = Log(path)
    codebook, places = build(record(tree, log, CODEBOOK, "the codebook"), path=path, digest="")
    checks = (check_patterns.useless, check_sets.unreadable_frames)
    for each in (*log.problems, *(each for check in checks for each in check(codebook, places))):
        is_missing = any(word in each.message for word in _MISSING)
        if each.severity is Severity.ERROR and not is_missing:
            yield each
