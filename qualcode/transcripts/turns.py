"""From a text to its turns.

Marks (labels), notes (stage directions) and stamps are found each in one pass
over the text and merged by position; what lies between two of them is speech.
So nothing can be lost: behind the first turn every character that is not blank
belongs to a turn.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from qualcode.model.making import maker
from qualcode.model.transcript import Role, Turn
from qualcode.transcripts.answers import (
    find_asked,
    find_interview,
    find_questions,
    give_answers,
    is_speech_before,
)
from qualcode.transcripts.header import Header, read_header, read_preamble
from qualcode.transcripts.inline import find_inline
from qualcode.transcripts.layouts import NO_LAYOUT, Layout, find_layout
from qualcode.transcripts.notes import find_headings, find_notes
from qualcode.transcripts.pieces import Piece, behind_blanks, by_paragraph, cut_pieces
from qualcode.transcripts.roles import assign_roles
from qualcode.transcripts.shapes import NOBODY, ON, STAMP_LINE, Mark
from qualcode.transcripts.speakers import Cast
from qualcode.transcripts.times import bare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from qualcode.transcripts.options import ReadingOptions

_PREAMBLE = 1500
"""Characters above the first label that may describe the participant; more is speech."""
_ASKING = "Q"
"""Under what label questions go that a text sets off without one."""
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"
"""What else ends a line or a page, as word processors write it into plain text."""
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of a text and what surrounds them."""

    turns: tuple[Turn, ...]
    header: Header
    layout: str
    cast: Cast


def read_turns(text: str, options: ReadingOptions) -> Conversation:
    """Cut a text into turns.

    Args:
        text: LF line ends.
        options: What the user says about the speakers.
    """
    text = _with_line_feeds(text)
    header = read_header(text)
    told = {*options.interviewer, *options.respondent, *options.roles}
    known = {*told, *header.interviewers, *header.names()}
    padded = "\n" + text
    layout = find_layout(padded, start=header.end, known=known)
    if layout.marks and layout.marks[0].start <= _PREAMBLE:
        read_preamble(text[: layout.marks[0].start], header)
    asked = find_interview(text, header.end) if layout.name == NO_LAYOUT else []
    if asked:
        layout = Layout("question-lines", _asking(text, asked), Cast({_ASKING: _ASKING}))
    first = layout.marks[0].start if layout.marks else header.end
    pieces = cut_pieces(text, _marks(padded, layout, first), layout.cast.names)
    if layout.name == NO_LAYOUT:
        pieces = by_paragraph(text, pieces)
    roles = _roles(text, pieces, header, options)
    if layout.marks and len(set(roles.values())) == 1:
        pieces = _both_sides(text, layout, pieces, roles, start=header.end)
    turns = tuple(_turn(index, piece, roles) for index, piece in enumerate(pieces))
    return Conversation(turns, header, layout.name, layout.cast)


def _with_line_feeds(text: str) -> str:
    """Return a text with a line feed for each sign that ends a line: as long, so places hold."""
    for sign in _LINE_ENDS:
        if sign in text:
            text = text.replace(sign, "\n")
    return text


def _asking(text: str, questions: Sequence[tuple[int, int]]) -> tuple[Mark, ...]:
    """Make marks of unlabelled questions, and of the answers, which have no label."""
    marks = []
    for start, end in questions:
        marks.append(Mark(start, start, _ASKING))
        answer = behind_blanks(text, end, len(text))
        if answer < len(text):
            marks.append(Mark(answer, answer, ""))
    asked = {start for start, _ in questions}
    return tuple(mark for mark in marks if mark.label or mark.start not in asked)


def _both_sides(
    text: str, layout: Layout, pieces: list[Piece], roles: dict[str, Role], *, start: int
) -> list[Piece]:
    """Find the other side of a talk that labels one side only, and give it its role."""
    first = layout.marks[0].start
    if Role.INTERVIEWER in roles.values():
        if is_speech_before(text, start, first):
            pieces = cut_pieces(text, _marks("\n" + text, layout, start), layout.cast.names)
        roles[""] = Role.RESPONDENT
        return give_answers(text, pieces)
    questions = find_questions(text[: layout.marks[-1].start])
    questions = questions or find_asked(text, layout.marks, start)
    if not questions:
        return pieces
    roles[""] = Role.INTERVIEWER
    begin = min(first, max(questions[0][0], start))
    marks = _marks("\n" + text, layout, begin, questions)
    return cut_pieces(text, marks, layout.cast.names)


def _roles(
    text: str, pieces: Sequence[Piece], header: Header, options: ReadingOptions
) -> dict[str, Role]:
    said = ((p.speaker, text[p.speech : p.speech_end]) for p in pieces if p.speaker != NOBODY)
    return assign_roles(said, header, options)


def _marks(
    padded: str, layout: Layout, begin: int, questions: Sequence[tuple[int, int]] = ()
) -> list[Mark]:
    """Collect all places where a piece begins, in order, from `begin` on."""
    marks = [*layout.marks, *(Mark(at, at, "") for at, _ in questions if at >= begin)]
    taken = {mark.start for mark in marks}
    if begin not in taken:
        marks.append(Mark(begin, begin, ""))
    notes = [
        Mark(n.start, n.speech[0], n.label or NOBODY, n.time, "", n.end, n.speech[1])
        for n in (*find_notes(padded, taken), *find_headings(padded, taken))
        if n.start not in taken and n.start >= begin
    ]
    taken.update(note.start for note in notes)
    stamps = [
        stamp
        for stamp in _outside(layout.marks, list(_stamps(padded, taken)))
        if stamp.start >= begin or _leads_to(padded, stamp, begin)
    ]
    return sorted((*marks, *notes, *stamps, *find_inline(padded, layout)), key=_START)


def _stamps(padded: str, taken: Collection[int]) -> Iterator[Mark]:
    """Yield the stamps at the beginning of lines that belong to no mark or note."""
    for match in STAMP_LINE.finditer(padded):
        start = match.end("lead") - 1
        if start not in taken:
            yield Mark(start, match.end() - 1, ON, bare(match["time"]))


def _outside(marks: Sequence[Mark], stamps: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the stamps that are no part of a mark, as one on the line below a label is."""
    starts = list(map(_START, marks)) if stamps else []
    for stamp in stamps:
        place = bisect_right(starts, stamp.start) - 1
        if place < 0 or marks[place].end <= stamp.start:
            yield stamp


def _leads_to(padded: str, stamp: Mark, begin: int) -> bool:
    """Tell whether only blanks lie between a stamp and the first turn."""
    return begin - stamp.end < 200 and not padded[stamp.end + 1 : begin + 1].strip()


def _turn(index: int, piece: Piece, roles: Mapping[str, Role]) -> Turn:
    start, end, speech, speech_end, speaker, time = piece
    if speaker == NOBODY:
        speaker, role = "", Role.NOTE
    else:
        role = roles[speaker]
    return _made((index, start, end, speech, speech_end, speaker, role, time))


_made = maker(Turn)
