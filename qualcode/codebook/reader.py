"""A codebook file → the codebook, or everything that is wrong with the file.

The steps: bytes → text (`source`), text → tree of nodes (`parsing`), tree →
records by the format's keys (`schema`), records → model (`building`), and the
checks on the model (`checks`). A file that is YAML goes through all of them,
faults or not, so that one reading finds every fault. What a long file without
errors says is kept (`cache`), and found again while the file is the same.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebook import cache
from qualcode.codebook.building import build
from qualcode.codebook.cache import Kept
from qualcode.codebook.checks import advise, check_places
from qualcode.codebook.faults import colon_slip
from qualcode.codebook.nodes import MapNode, Node, describe
from qualcode.codebook.parsing import parse
from qualcode.codebook.records import record
from qualcode.codebook.recovery import behind
from qualcode.codebook.schema import CODEBOOK
from qualcode.codebook.source import MAX_BYTES, decode, read_bytes, too_large
from qualcode.codebook.values import Log
from qualcode.errors import Place, Problem, ProblemsError, Severity

if TYPE_CHECKING:
    from qualcode.model.codebook import Codebook

Reading = tuple["Codebook | None", tuple[Problem, ...]]
"""A codebook (None where there are errors) and its problems in the order of the file."""

_BEGIN = "a codebook begins with 'qualcode: 1', 'id: …', 'name: …'"


def read_codebook(path: str | Path) -> Codebook:
    """Read a codebook that is to be used.

    Args:
        path: Its YAML file.

    Raises:
        ProblemsError: With every error of the file; warnings do not raise.
    """
    path = Path(path)
    codebook, problems = examine_codebook(path)
    if codebook is None:
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        raise ProblemsError(path, errors)
    return codebook


def examine_codebook(path: Path, *, advice: bool = False) -> Reading:
    """Read a codebook for its problems, errors and warnings alike.

    Args:
        path: The file.
        advice: Look for what could be better, too.

    Returns:
        The codebook, or None where it has errors, and the problems by line.
    """
    data = read_bytes(path)
    if isinstance(data, Problem):
        return None, (data,)
    text = decode(data, str(path))
    if isinstance(text, Problem):
        return None, (text,)
    return _read(text, str(path), hashlib.sha256(data).hexdigest(), advice=advice)


def read_codebook_text(text: str, *, path: str) -> Reading:
    """Read a codebook from its text.

    Args:
        text: YAML, as the file has it; a byte order mark is no part of it but of the digest.
        path: The file as it is to be named in problems.

    Returns:
        The codebook, or None where it has errors, and the problems by line.
    """
    data = text.encode("utf-8", errors="surrogatepass")
    if len(data) > MAX_BYTES:
        return None, (too_large(path, len(data)),)
    return _read(text.removeprefix("\ufeff"), path, hashlib.sha256(data).hexdigest())


def _read(text: str, path: str, digest: str, *, advice: bool = False) -> Reading:
    """Read a text, or take what was kept when it was read before."""
    is_long = len(text) >= cache.WORTH
    kept = cache.find(digest, path=path) if is_long else None
    if kept is None or (advice and kept.advice is None):
        read = _read_anew(text, path, digest, advice=advice)
        if isinstance(read, tuple):
            return None, read
        kept = read
        if is_long:
            cache.keep(kept)
    problems = {*kept.warnings, *(kept.advice or () if advice else ())}
    return kept.codebook, tuple(sorted(problems))


def _read_anew(text: str, path: str, digest: str, *, advice: bool) -> Kept | tuple[Problem, ...]:
    """Read a text; where it has errors only its problems are returned."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    tree = parse(lines, path=path)
    if isinstance(tree, Problem):
        return behind(tree, lines, path=path)
    if not isinstance(tree, MapNode):
        return (_not_a_codebook(tree, lines, path),)
    log = Log(path)
    codebook, places = build(record(tree, log, CODEBOOK, "the codebook"), path=path, digest=digest)
    problems = tuple(sorted({*log.problems, *check_places(codebook, places)}))
    found = tuple(advise(codebook, places)) if advice else None
    if any(problem.severity is Severity.ERROR for problem in (*problems, *(found or ()))):
        return tuple(sorted({*problems, *(found or ())}))
    return Kept(codebook, problems, found)


def _not_a_codebook(tree: Node | None, text: str, path: str) -> Problem:
    """Tell what stands where the keys of a codebook belong."""
    if tree is None:
        return Problem(Place(path), "the file is empty", _BEGIN)
    slip = colon_slip(text.split("\n")[tree.line - 1])
    if slip:
        column, message, hint = slip
        return Problem(Place(path, tree.line, column), message, hint)
    message = f"the file must be keys with values, but is {describe(tree)}"
    return Problem(Place(path, tree.line, tree.column), message, _BEGIN)
