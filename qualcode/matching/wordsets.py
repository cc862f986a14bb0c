"""The word sets of a codebook, spread out: which word stands for which sets.

Sets hold other sets, so a word of an inner set is a word of the outer one too.
Literal words inside frames are sets of one word under their own text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.matching.frames import prepared
from qualcode.matching.spelling import Speller
from qualcode.matching.vocabulary import Shape
from qualcode.model.frame import NUMBER, is_frame, parse_frames
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qualcode.matching.frames import Prepared
    from qualcode.matching.vocabulary import Vocabulary
    from qualcode.model.codebook import Codebook
    from qualcode.model.frame import Frame

LITERAL = "="
"""What the names of literal words begin with, so that none is taken for a set."""


class WordSets:
    """The words and inner frames of all sets.

    Args:
        codebook: Whose sets.
        frames: The frames of its codes and conditions, `localised`, for their literal words.
        vocabulary: Takes the words.
    """

    def __init__(self, codebook: Codebook, frames: Sequence[Frame], vocabulary: Vocabulary) -> None:
        plain: dict[tuple[str, str], set[str]] = defaultdict(set)
        inner: list[tuple[str, Frame]] = []
        for name, words in _spoken_of(codebook, frames):
            language = name.partition(":")[0]
            for word in words:
                if is_frame(word):
                    inner += [(name, localised(way, language)) for way in parse_frames(word)]
                else:
                    plain[language, word].add(name)
        every = [*frames, *(frame for _, frame in inner)]
        for name in (word for frame in every for slot in frame.slots for word in slot.words):
            language, word = name.removeprefix(LITERAL).split(":", 1)
            plain[language, word].add(name)
        holders = _holders(inner)
        self.names = _numbered(plain, holders, vocabulary, Speller(codebook.variants))
        """By the number of a word: the sets it stands for."""
        self.frames = _in_order(inner, holders)
        """Frames within sets, those first that others build on, with the sets they fill."""
        filled = (name for names, _ in self.frames for name in names)
        self.all_names = frozenset[str]().union(*(each.names() for each in every), filled)
        """The names of all sets and words that any frame speaks of."""


def _spoken_of(
    codebook: Codebook, frames: Sequence[Frame]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the sets that frames speak of, by way of others or not, with their words."""
    known = {
        f"{language}:{each.name}": words
        for each in codebook.sets
        for language, words in each.words.items()
    }
    waiting = sorted({name for frame in frames for name in frame.sets()})
    seen = set(waiting)
    while waiting:
        name = waiting.pop()
        words = known.get(name, ())
        yield name, words
        language = name.partition(":")[0]
        held = (way for word in words if is_frame(word) for way in parse_frames(word))
        new = {each for way in held for each in localised(way, language).sets()} - seen
        seen |= new
        waiting += sorted(new)


def localised(frame: Frame, language: str) -> Frame:
    """Return a frame that means the sets' words of one language, and its own words as words.

    A set has words of both languages, a frame is written for one; and a literal
    word may be spelt like the name of a set (``old``).
    """
    slots = tuple(
        replace(
            slot,
            sets=tuple(name if name == NUMBER else f"{language}:{name}" for name in slot.sets),
            words=tuple(f"{LITERAL}{language}:{word}" for word in slot.words),
        )
        for slot in frame.slots
    )
    return replace(frame, slots=slots)


def _holders(inner: Iterable[tuple[str, Frame]]) -> dict[str, set[str]]:
    """Return, for each set, the sets that hold it whole (``{other}`` alone), however deep."""
    direct: dict[str, set[str]] = defaultdict(set)
    for name, frame in inner:
        if _is_reference(frame):
            for other in frame.slots[0].sets:
                direct[other].add(name)
    found: dict[str, set[str]] = {}
    for name in list(direct):
        waiting = set(direct[name])
        reached: set[str] = set()
        while waiting:
            each = waiting.pop()
            reached.add(each)
            waiting |= direct.get(each, set()) - reached
        found[name] = reached
    return found


def _is_reference(frame: Frame) -> bool:
    slots = frame.slots
    return len(slots) == 1 and bool(slots[0].sets) and NUMBER not in slots[0].sets


def _numbered(
    plain: dict[tuple[str, str], set[str]],
    holders: dict[str, set[str]],
    vocabulary: Vocabulary,
    speller: Speller,
) -> dict[int, tuple[str, ...]]:
    """Return what each word stands for, by its number; sets that fold alike are joined."""
    sets: dict[int, set[str]] = defaultdict(set)
    for (language, word), names in plain.items():
        reached = names.union(*(holders.get(name, ()) for name in names))
        for way in speller.ways(word, language):
            shape = shape_of(way)
            folded = fold(way.removesuffix("*") if shape is Shape.OPEN_ENDED else way)
            sets[vocabulary.add(folded, shape)] |= reached
    return {number: tuple(sorted(names)) for number, names in sets.items()}


def shape_of(word: str) -> Shape:
    """Return where a word of a set may stand: Latin words at borders."""
    if not word.isascii():
        return Shape.ANYWHERE
    return Shape.OPEN_ENDED if word.endswith("*") else Shape.BOUNDED


def _in_order(
    inner: list[tuple[str, Frame]], holders: dict[str, set[str]]
) -> list[tuple[tuple[str, ...], Prepared]]:
    """Sort frames so that one comes after those that fill the sets it speaks of."""
    waiting = [
        (frozenset({name, *holders.get(name, ())}), frame)
        for name, frame in inner
        if not _is_reference(frame)
    ]
    ordered: list[tuple[tuple[str, ...], Prepared]] = []
    while waiting:
        filling = Counter(name for names, _ in waiting for name in names)
        ready = {
            index
            for index, (names, frame) in enumerate(waiting)
            if all(filling[each] <= (each in names) for each in frame.sets())
        } or set(range(len(waiting)))
        ordered += [
            (tuple(sorted(waiting[at][0])), prepared(waiting[at][1])) for at in sorted(ready)
        ]
        waiting = [each for index, each in enumerate(waiting) if index not in ready]
    return ordered


def builds_on(
    frames: Sequence[tuple[tuple[str, ...], Prepared]], everything: Sequence[Prepared]
) -> list[frozenset[int]]:
    """Return, for each frame, which frames within sets it builds on, however deep.

    Args:
        frames: Frames within sets in the order in which they build on each other,
            with the sets they fill.
        everything: Those same frames, then any others.
    """
    fillers: dict[str, set[int]] = defaultdict(set)
    for index, (names, _) in enumerate(frames):
        for name in names:
            fillers[name].add(index)
    found: list[frozenset[int]] = []
    for each in everything:
        direct = {index for name in each.frame.sets() for index in fillers.get(name, ())}
        deep = (found[index] for index in direct if index < len(found))
        found.append(frozenset(direct).union(*deep))
    return found
