"""A transcript on the screen: moving, selecting, finding, and what stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from qualcode.model.span import Span
from qualcode.model.transcript import Role
from qualcode.review_app.code_panel import panel_lines
from qualcode.review_app.desk import Desk
from qualcode.review_app.memos import Subject, ask_memo, subjects
from qualcode.review_app.motions import Caret
from qualcode.review_app.panels import Lines, line
from qualcode.review_app.rows import MEASURE
from qualcode.review_app.searching import ask_words, go_to_found
from qualcode.review_app.transcript import TranscriptView
from qualcode.review_app.words import undone_said
from qualcode.workflow import undoing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.text import Text
    from textual.widget import Widget

    from qualcode.model.label import Language
    from qualcode.review_app.lanes import Marked
    from qualcode.review_app.reader import Reader

_PANEL = 26
"""Cells of the side panel, where there is no room for more."""
_WIDEST_PANEL = 60
_TEXT = MEASURE + 16
"""Cells that the transcript takes at most: a line, its number, lanes."""
_WIDE = 70
"""Columns from which on there is room for it."""


class ReadScreen(Desk, inherit_bindings=False):
    """A transcript with its codings; what can be done to it is for screens built on this one.

    Args:
        reader: The document.
        language: To speak.
        at: Offset to begin at.
    """

    DEFAULT_CSS = f"""
    ReadScreen {{
        & #panel {{ width: {_PANEL}; height: 1fr; background: $panel; padding: 0 1; }}
    }}
    """

    def __init__(self, reader: Reader, language: Language, *, at: int = 0) -> None:
        super().__init__(language)
        self.reader = reader
        self.view = TranscriptView(reader.document, reader.marks, at=at)
        self._with_panel = True
        self._stands = False
        """Whether the first drawing is done; the panel, which needs the codebook, comes after."""

    def body(self) -> Iterable[Widget]:
        """Return transcript and panel side by side."""
        with Horizontal():
            yield self.view
            yield Lines(id="panel")

    # drawing

    def heading(self) -> Text:
        """Return document, place, share, coder and what the view is limited to."""
        reader, at = self.reader, self.view.caret.offset
        turn, turns = self.view.ground.turn_at(at), len(reader.document.turns)
        number = turn.index + 1 if turn else 0
        limits = "".join(f" · ={each}" for each in (reader.speaker, reader.only_code) if each)
        share = f"{reader.coverage.share}%"
        share += self.say(" · 已通读", " · read to its end") if reader.is_whole else ""
        return line(
            f" {self.NAME.say(self.language)} · ",
            (reader.name, "bold"),
            f" · {self.say('话轮', 'turn')} {number}/{turns}",
            f" · {self.say('话轮已编码', 'turns coded')} {share} · {reader.by}{limits}",
        )

    def on_mount(self) -> None:
        """Draw the transcript, then what stands beside it."""
        self.show()
        self.call_after_refresh(self._stand)

    def _stand(self) -> None:
        self._stands = True
        self.show()

    def show(self) -> None:
        """Draw title, panel and hints."""
        self.show_bars()
        panel = self.query_one("#panel", Lines)
        panel.display = self._with_panel and self.app.size.width >= _WIDE
        if panel.display and self._stands:
            at, width = self.view.caret.offset, self._panel_width
            panel.styles.width = width
            panel.show(*panel_lines(self.reader, self.here, at, self.language, width - 2))

    @property
    def _panel_width(self) -> int:
        return min(max(self.app.size.width - _TEXT, _PANEL), _WIDEST_PANEL)

    def on_transcript_view_moved(self) -> None:
        """Draw what depends on the caret."""
        self.show()

    def changed(self) -> None:
        """Draw what a decision has changed."""
        self.reader.refresh()
        self.view.mark(self.reader.marks)
        self.show()

    @property
    def here(self) -> list[Marked]:
        """Return the codings at the caret, the shortest first."""
        return self.view.scene.lanes.at(self.view.caret.offset)

    # moving and selecting

    def action_move(self, way: str) -> None:
        """Move the caret."""
        self.view.move(way)

    def action_select(self, way: str) -> None:
        """Move the caret and select on the way."""
        self.view.move(way, select=True)

    def action_anchor(self) -> None:
        """Begin or end a selection."""
        self.view.toggle_anchor()

    def action_grow(self) -> None:
        """Select the sentence, the turn, nothing."""
        self.view.go(self.view.ground.grown(self.view.caret))

    def action_back(self) -> None:
        """Let go of the selection, of tags and finds, of limits; then leave the screen."""
        if self.view.caret.anchor is not None:
            self.view.go(Caret(self.view.caret.offset))
        elif self.view.scene.tagged or self.view.scene.found:
            self.view.scene.tagged = self.view.scene.found = ()
            self.view.refresh()
        elif self.reader.speaker or self.reader.only_code:
            self.reader.speaker = self.reader.only_code = ""
            self.changed()
        else:
            super().action_back()

    def action_uncoded(self, way: int) -> None:
        """Go to the next turn without a code."""
        turn = self.reader.coverage.next(self.view.caret.offset, way)
        if turn is None:
            self.tell(self.say("每个话轮都已编码", "every turn has a code"))
        else:
            self.view.go(Caret(turn.speech.start))

    def target(self) -> Span | None:
        """Return what would be coded: the selection, or the sentence at the caret."""
        caret = self.view.caret
        sentence = self.view.ground.sentence_at(caret.offset)
        return self._without_blanks(caret.span or sentence)

    def _without_blanks(self, span: Span | None) -> Span | None:
        if span is None:
            return None
        words = span.of(self.reader.document.text)
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip())) if words.strip() else None

    def wanted(self) -> Span | None:
        """Return what would be coded, or say that there is nothing."""
        span = self.target()
        if span is None:
            self.tell(self._nothing())
        return span

    def _nothing(self) -> str:
        """Say why nothing would be coded at the caret."""
        turn = self.view.ground.turn_at(self.view.caret.offset)
        if turn and turn.role is Role.INTERVIEWER:
            return self.say("访谈者的话不编码", "what interviewers say is not coded")
        return self.say("先选中文字（v 或 Space）", "select some words first: v or Space")

    def action_memo(self) -> None:
        """Write a memo on what is at the caret."""
        ask_memo(self, self.reader.project, self.reader.by, self._subjects(), self._noted)

    def _noted(self) -> None:
        self.show()
        self.tell(self.say("备忘已保存", "memo kept"))

    def _subjects(self) -> list[Subject]:
        reader, language = self.reader, self.language
        person = reader.person_at(self.view.caret.offset)
        return subjects(
            [(each.id, each.code) for each in self.here],
            reader.name,
            person.id if person else "",
            language,
            {each.code: reader.name_of(each.code, language) for each in self.here},
        )

    def action_undo(self) -> None:
        """Take back the last thing this person did."""
        self._travel(undoing.undo_one, self.say("已撤销", "undone"))

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._travel(undoing.redo, self.say("已重做", "done again"))

    def _travel(self, verb: Callable[..., undoing.Undone], word: str) -> None:
        former = self.reader.codings
        undone = self.attempt(lambda: verb(self.reader.project, by=self.reader.by), saves=False)
        if undone is None:
            return
        self.changed()
        coding = self.reader.coding_near(undone.codings, former)
        if coding:
            self.view.go(Caret(coding.span.start))
        self.tell(f"{word}: {undone_said(undone, self.language)} ", coding.quote if coding else "")

    def action_quote(self) -> None:
        """Copy the selected words with document, turn and offsets."""
        if span := self.wanted():
            turn = self.view.ground.turn_at(span.start)
            place = (
                f"[{self.reader.name} #{turn.index + 1 if turn else 0}, {span.start}-{span.end}]"
            )
            self.app.copy_to_clipboard(f"{span.of(self.reader.document.text)} {place}")
            self.tell(self.say("已复制 ", "copied "), place)

    def action_find(self) -> None:
        """Ask for words, and go to the next place where they stand."""
        ask_words(self)

    def action_found(self, way: int) -> None:
        """Go to the next find."""
        go_to_found(self, way)

    def action_panel(self) -> None:
        """Show or hide the side panel."""
        self._with_panel = not self._with_panel
        self.show()

    def action_lanes(self) -> None:
        """Show or hide the lanes."""
        self.view.toggle_lanes()

    def action_limit(self) -> None:
        """Limit the view to a speaker or a code."""
        from qualcode.review_app.limits import ask_limit

        ask_limit(self)
