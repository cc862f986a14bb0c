"""What was learned from coded interviews, in a file beside a codebook that the YAML names.

Patterns remember what was said to them; coded interviews show how often they are right,
and in which other words people say the same. What `codebook learn` makes of the two is a
table of weights: how much each run of characters, word or pair of words speaks for each
code. The YAML names the file and its sha256, so that the digest of a codebook stands for
its weights as well, and no codings come from weights that the codebook does not mean.

The file is text, one JSON object a line: the head (codes, limits, patterns), then the
features, then the numbers, packed (zlib, base64), then, if there are some, what was
learned of the assertion status. Nothing in it is ever executed.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualcode.codebook import leanings as statuses
from qualcode.codebook import meaning as meanings
from qualcode.codebook import promise as promises
from qualcode.codebook.packing import packed, unpacked
from qualcode.codebook.second_look import TERMS, Longest, SecondLook
from qualcode.errors import DataError
from qualcode.model.codebook import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from qualcode.codebook.leanings import Leaning
    from qualcode.codebook.meaning import Meaning
    from qualcode.codebook.promise import Promise
    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Status

_FORMAT = 2
_MOST_BYTES = 400_000_000
"""No weights are as large; a file that unpacks to more is not unpacked."""
_MOST_CODES = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Anything:
    """How much the same features speak for a sentence holding any code at all."""

    weights: Any
    """int8, shape (features,); times `scale` it is what a feature adds to the score."""
    scale: float
    bias: float
    length: float
    """What each e-fold of characters adds: long sentences hold more."""
    share: float
    """How much of this score is added to that of each code."""
    odds: tuple[float, float, float]
    """Where there is no `Promise`, the log-odds that there is anything: a constant, and what this
    score and the logarithm of the number of codes to be expected count."""


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """Weights of features for codes; a sentence's score for a code is a sum of some of them."""

    codes: tuple[str, ...]
    features: tuple[str, ...]
    """Each with the mark of its kind before it."""
    rarity: Any
    """Inverse document frequency of each feature, float32."""
    weights: Any
    """int8, shape (features, codes); times `scale` it is what a feature adds to the score."""
    scale: Any
    """Of each code, float32."""
    bias: Any
    """The score of a sentence in which nothing is known, per code."""
    rule: Any
    """What a claim found by a pattern of the code adds, per code; never negative."""
    limits: Mapping[int, float]
    """For a percentage of proposals that should be right, the log-odds from which to propose."""
    anything: Anything
    second_look: SecondLook | None = None
    """None = nothing could be put apart: scores are taken for log-odds as they are."""
    patterns: frozenset[str] = frozenset()
    """`pattern_key` of the patterns that were there: only those are ever doubted."""
    meaning: Meaning | None = None
    """None = embeddings say nothing."""
    promise: Promise | None = None
    """None = nothing could be put apart, or the file is of a time before there was one."""
    longest: Longest = field(default_factory=Longest)
    """How long sentences are taken to be; the file does not tell it if it is of a time before."""
    leanings: Mapping[Status, Leaning] = field(default_factory=dict)
    """What was learned of the assertion status; empty = the steps alone decide."""


def pattern_key(code: str, pattern: str) -> str:
    """Return what names a pattern of a code, as the codebook writes it, among those known."""
    return hashlib.blake2b(f"{code}\x1f{pattern}".encode(), digest_size=6).hexdigest()


def learned_file(codebook: Codebook, path: Path) -> Path | None:
    """Return the file that a codebook names, seen from its own folder; None where it names none."""
    return path.parent / codebook.learned.file if codebook.learned else None


def learned_of(codebook: Codebook, path: Path) -> Learned | None:
    """Return the weights of a codebook; None where it names none.

    Args:
        codebook: The codebook.
        path: Its file, beside which the weights lie.

    Raises:
        DataError: When the file is not there, is damaged, or is not the one that is meant.
    """
    file = learned_file(codebook, path)
    if file is None or codebook.learned is None:
        return None
    try:
        data = file.read_bytes()
    except OSError as error:
        raise DataError(f"cannot read {file}: {error.strerror}", hint=_HINT) from error
    if hashlib.sha256(data).hexdigest() != codebook.learned.sha256:
        raise DataError(f"{file} is not the file that the codebook means", hint=_HINT)
    try:
        return _read(data)
    except (ValueError, TypeError, KeyError, RecursionError, zlib.error) as error:
        raise DataError(f"{file} is damaged: {error}", hint=_HINT) from error


_HINT = "`qualcode codebook learn` makes it anew; without `learned:` patterns code alone"


def written(learned: Learned) -> bytes:
    """Return weights as the content of a file."""
    head: dict[str, Any] = {
        "format": _FORMAT,
        "codes": learned.codes,
        "limits": {str(level): round(score, 4) for level, score in learned.limits.items()},
        "anything": {name: getattr(learned.anything, name) for name in _OF_ALL},
        "longest": learned.longest._asdict(),
        "patterns": sorted(learned.patterns),
    }
    numbers = {name: packed(getattr(learned, name)) for name in _NUMBERS}
    numbers["anything"] = packed(learned.anything.weights)
    if look := learned.second_look:
        terms = {name: round(float(each), 4) for name, each in zip(TERMS, look.terms, strict=True)}
        others = {name: round(getattr(look, name), 4) for name in _OF_LOOK}
        head["second_look"] = {"terms": terms, **others}
        numbers["offset"] = packed(look.offset)
    if promise := learned.promise:
        head["promise"] = promises.told(promise)
        numbers["promise"] = packed(promise.weights)
    if meaning := learned.meaning:
        head["meaning"] = meanings.told(meaning)
        numbers |= meanings.arrays(meaning)
    rows: list[dict[str, Any]] = [head, {"features": learned.features}, numbers]
    if learned.leanings:
        rows.append({"statuses": statuses.told(learned.leanings, learned.codes)})
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


_NUMBERS = {"rarity": "<f4", "scale": "<f4", "bias": "<f4", "rule": "<f4", "weights": "i1"}
"""Names of the arrays with the type of their numbers."""
_OF_ALL = ("scale", "bias", "length", "share", "odds")
"""What the head tells of `Anything`."""
_OF_LOOK = {"rule": float, "plain": float, "answer": int}
"""What it tells of `SecondLook`, beside its terms; older files do not tell all of it."""


def _read(data: bytes) -> Learned:
    rows = map(json.loads, data.decode().removesuffix("\n").split("\n"))
    head, features, numbers, *more = rows
    if len(more) > 1:
        raise ValueError("it has too many rows")
    if head["format"] != _FORMAT:
        raise ValueError(f"format {head['format']} is not known")
    codes, names = tuple(map(str, head["codes"])), tuple(map(str, features["features"]))
    shapes: dict[str, tuple[int, ...]] = {name: (len(codes),) for name in _NUMBERS}
    shapes |= {"rarity": (len(names),), "weights": (len(names), len(codes))}
    if len(codes) > _MOST_CODES or len(codes) * len(names) > _MOST_BYTES:
        raise ValueError("it is larger than any weights are")
    arrays = {
        name: unpacked(numbers[name], name, shape, _NUMBERS[name]) for name, shape in shapes.items()
    }
    return Learned(
        codes,
        names,
        **arrays,
        limits={level: float(head["limits"][str(level)]) for level in LEVELS},
        anything=_anything(head["anything"], numbers, len(names)),
        second_look=_second_look(head.get("second_look"), numbers, len(codes)),
        patterns=frozenset(head["patterns"]),
        longest=Longest(**{k: int(v) for k, v in head.get("longest", {}).items()}),
        meaning=meanings.read(head["meaning"], numbers, len(codes)) if "meaning" in head else None,
        promise=promises.read(head["promise"], numbers, len(names)) if "promise" in head else None,
        leanings=statuses.read(more[0]["statuses"], codes) if more else {},
    )


def _anything(told: Mapping[str, Any], numbers: Mapping[str, str], features: int) -> Anything:
    constant, score, expected = map(float, told["odds"])
    scale, bias, length, share = (float(told[name]) for name in _OF_ALL[:-1])
    weights = unpacked(numbers["anything"], "anything", (features,), "i1")
    return Anything(weights, scale, bias, length, share, (constant, score, expected))


def _second_look(
    told: Mapping[str, Any] | None, numbers: Mapping[str, str], codes: int
) -> SecondLook | None:
    import numpy as np

    if told is None:
        return None
    terms = np.array([float(told["terms"][name]) for name in TERMS], np.float32)
    offset = unpacked(numbers["offset"], "offset", (codes,), "<f4")
    more = {name: kind(told[name]) for name, kind in _OF_LOOK.items() if name in told}
    return SecondLook(terms, offset, **more)


def relabelled_weights(
    text: str, codes: Mapping[str, str | None], patterns: Mapping[str, Iterable[str]]
) -> str:
    """Return the text of a file of weights with other names of codes.

    Args:
        text: The file.
        codes: For each code the one that takes its place; None = it goes. What two codes
            become is not known, so of those that meet the one that was there stays.
        patterns: Those of each code by its former name, under which they are known.
    """
    first, end, rest = text.partition("\n")
    try:
        head = json.loads(first)
        named = [codes.get(code, code) or "" for code in head["codes"]]
        pairs = list(zip(head["codes"], named, strict=True))
        head["codes"] = [own if own == code or named.count(own) == 1 else "" for code, own in pairs]
        moved = {
            pattern_key(code, each): pattern_key(own, each)
            for (code, _), own in zip(pairs, head["codes"], strict=True)
            for each in patterns.get(code, ())
        }
        head["patterns"] = sorted(moved.get(key, key) for key in head["patterns"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return text  # what cannot be read is told when it is used
    return json.dumps(head, ensure_ascii=False) + end + rest
