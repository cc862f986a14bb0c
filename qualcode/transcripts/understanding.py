"""From the content of a file to turns and warnings, whatever the format was."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import starmap
from typing import TYPE_CHECKING

from qualcode.model.comment import Comment
from qualcode.model.landmark import Landmark
from qualcode.model.making import collector_at_rest
from qualcode.model.span import Span
from qualcode.model.transcript import Role, Turn
from qualcode.transcripts.composing import compose
from qualcode.transcripts.labels import canonical
from qualcode.transcripts.speakers import Cast
from qualcode.transcripts.turns import read_turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qualcode.transcripts.content import Content, Remark
    from qualcode.transcripts.options import ReadingOptions

_LONG_PREAMBLE = 500
"""Characters above the first label that are probably not a header any more."""
_NAMED = 5
"""Long turns, and labels not believed, that are named one by one."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A text and what was understood of it."""

    text: str
    layout: str
    turns: tuple[Turn, ...]
    header: Mapping[str, str]
    warnings: tuple[str, ...]
    landmarks: tuple[Landmark, ...] = ()
    comments: tuple[Comment, ...] = ()


def understand(content: Content, options: ReadingOptions) -> Understood:
    """Find the turns, the header and what is doubtful."""
    with collector_at_rest():
        return _understand(content, options)


def _understand(content: Content, options: ReadingOptions) -> Understood:
    cast = Cast()
    if content.speeches:
        text, turns, landmarks = compose(content.speeches, options)
        layout, header = content.layout, dict(content.header)
    else:
        text = content.text
        landmarks = tuple(starmap(Landmark, content.places))
        read = read_turns(text, options)
        turns, layout, cast = read.turns, read.layout, read.cast
        header = {**content.header, **read.header.fields}
    warnings = (*content.warnings, *_doubts(text, turns, cast, options))
    comments = tuple(_comments(content.comments, text))
    text, turns = _with_notes(text, turns, content.notes)
    return Understood(text, layout, turns, header, warnings, landmarks, comments)


def _with_notes(
    text: str, turns: tuple[Turn, ...], notes: Sequence[str]
) -> tuple[str, tuple[Turn, ...]]:
    """Put footnotes behind the talk, as notes that nobody spoke."""
    added: list[Turn] = []
    for note in notes:
        text = f"{text.rstrip(chr(10))}\n\n"
        here = (len(text), len(text) + len(note))
        added.append(Turn(len(turns) + len(added), *here, *here, "", Role.NOTE))
        text += note + "\n"
    return text, (*turns, *added)


def _comments(remarks: Sequence[Remark], text: str) -> Iterator[Comment]:
    """Find the words of each comment; in composed text they are looked for in order."""
    here = 0
    for quote, words, author, at, start in remarks:
        lead = len(quote) - len(quote.lstrip())
        said = quote.strip()
        begin = start + lead if start >= 0 else text.find(said, here)
        begin = begin if begin >= 0 else text.find(said)
        if begin >= 0:
            here = begin
            yield Comment(Span(begin, begin + len(said)), words, author, at)


def _doubts(text: str, turns: Sequence[Turn], cast: Cast, options: ReadingOptions) -> Iterator[str]:
    """Say what should be looked at by a person."""
    bare = not any(turn.speaker for turn in turns)
    if bare:
        yield "no speaker labels found: the whole text is taken as one respondent's"
    for label in cast.once:
        yield f"the label {label!r} appears only once"
    for label in cast.passed[:_NAMED]:
        yield f"{label!r} stands where speakers do and was not taken for one (--speakers)"
    yield from _long_turns(text, turns, options.long_turn)
    roles = {turn.role for turn in turns}
    if not bare and Role.RESPONDENT not in roles:
        yield "no respondent found: say which labels are interviewers"
    elif not bare and Role.INTERVIEWER not in roles:
        yield "no interviewer found: every turn is taken as a respondent's"
    if not bare and turns and turns[0].start > _LONG_PREAMBLE:
        yield f"the first {turns[0].start:,} characters stand before any speaker label"
    named = set(map(canonical, options.interviewer))
    if named and named.isdisjoint(canonical(turn.speaker) for turn in turns):
        yield f"none of the named interviewers speaks here: {', '.join(options.interviewer)}"


def _long_turns(text: str, turns: Sequence[Turn], limit: int) -> Iterator[str]:
    """Name the first turns that are too long, with their lines."""
    long = [
        turn.span for turn in turns if turn.end - turn.start > limit and turn.role is not Role.NOTE
    ]
    line, here = 1, 0
    for span in long[:_NAMED]:
        line, here = line + text.count("\n", here, span.start), span.start
        yield f"the turn at line {line} has {len(span):,} characters: is a label missing?"
    if len(long) > _NAMED:
        yield f"{len(long) - _NAMED:,} more turns have over {limit:,} characters"
