"""Where subjects are named: the aliases of a scheme, less its masks and those who are quoted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qualcode.matching.reading import Reading
from qualcode.model.span import Span
from qualcode.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qualcode.matching.scene import Scene
    from qualcode.model.subject import SubjectScheme

_HAN = re.compile(r"[\u3400-\u9fff]")
_SAYS = re.compile(
    r"[^,。;:!?]{0,4}?(?:说|讲|反映|抱怨|嫌|告诉|认为|觉得)"
    r"| (?:\w+ )?(?:says?|said|claims?|told|tells?|swears?|insists?|complains?|accuses?)\b"
)
_HEARD_FROM = re.compile(r"(?:听|据|according to (?:the )?)$")
_LONGEST_HEARD_FROM = len("according to the ")


_NOBODY: tuple[tuple[()], tuple[()]] = ((), ())


class Mention(NamedTuple):
    """A place where a subject is named."""

    subject: str
    span: Span

    @property
    def start(self) -> int:
        """Return where it begins."""
        return self.span.start

    @property
    def end(self) -> int:
        """Return where it ends."""
        return self.span.end


class Names:
    """The aliases of all subjects, as one pattern.

    Args:
        subjects: The kinds of actor with their aliases and masks.
    """

    def __init__(self, subjects: SubjectScheme) -> None:
        self._subjects = _subjects_by_name(subjects)
        self._pattern = _alternation(self._subjects)
        self._reading = Reading(self._pattern)

    def find(self, folded: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """Return who is named in a stretch of folded text: by the longest name, never a mask."""
        stop = len(folded) if end is None else end
        if not self._subjects:
            return []
        found = (
            Mention(self._subject_of(match.group()), Span(*match.span()))
            for match in self._reading.each(folded, start, stop)
        )
        return [mention for mention in found if mention.subject]

    def talked_of(self, scene: Scene, within: Span, hit: Span) -> list[Mention]:
        """Return who is named in a clause, without those who are only quoted there."""
        return [
            mention
            for mention in self.in_sentence(scene)
            if within.start <= mention.start
            and mention.end <= within.end
            and not _is_quoted(scene, mention.span, hit)
        ]

    def before(self, scene: Scene, hit: Span) -> list[Mention]:
        """Return who is named in the sentence before, without those who are only quoted there."""
        return [each for each in self._near(scene)[0] if not _is_quoted(scene, each.span, hit)]

    def in_sentence(self, scene: Scene) -> Sequence[Mention]:
        """Return who is named in a sentence."""
        return self._near(scene)[1]

    def _near(self, scene: Scene) -> tuple[Sequence[Mention], Sequence[Mention]]:
        """Return who is named before a sentence and in it; read once for all its hits."""
        named: tuple[Sequence[Mention], Sequence[Mention]] | None = scene.kept.get("named")
        if named is None:
            start, before = scene.sentence.start, scene.sentence_before
            first = before.start if before else start
            found = self.find(scene.folded, first, scene.sentence.end)
            named = (
                (
                    [each for each in found if each.start < start],
                    [each for each in found if each.start >= start],
                )
                if found
                else _NOBODY
            )
            scene.kept["named"] = named
        return named

    def _subject_of(self, name: str) -> str:
        """Return the subject of a name as it was found, plural or not."""
        for word in (name, name.removesuffix("s"), name.removesuffix("es")):
            if word in self._subjects:
                return self._subjects[word]
        return ""


def _is_quoted(scene: Scene, mention: Span, hit: Span) -> bool:
    """Tell whether a mention before the hit is that of a person quoted."""
    if mention.end > hit.start:
        return False
    start = max(0, mention.start - _LONGEST_HEARD_FROM)
    heard = _HEARD_FROM.search(scene.folded, start, mention.start)
    return bool(heard or _SAYS.match(scene.folded, mention.end, hit.start))


def _subjects_by_name(subjects: SubjectScheme) -> dict[str, str]:
    """Return folded aliases with their subject; masks stand for nobody."""
    names: dict[str, str] = {}
    for subject in subjects.subjects:
        for words in subject.masks.values():
            names |= dict.fromkeys(map(fold, words), "")
        for words in subject.aliases.values():
            for word in words:
                names.setdefault(fold(word), subject.id)
    names.pop("", None)
    return names


def _alternation(names: Iterable[str]) -> re.Pattern[str]:
    """Return all names, longest first; those of letters stand at word borders."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    chinese = [re.escape(name) for name in ordered if _HAN.search(name)]
    english = [re.escape(name) for name in ordered if not _HAN.search(name)]
    parts = [*chinese, rf"\b(?:{'|'.join(english)})(?:e?s)?\b" if english else ""]
    return re.compile("|".join(filter(None, parts)) or r"(?!)")
