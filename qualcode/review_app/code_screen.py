"""The screen of coding by hand: read, select, press one key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from qualcode.model.label import Label
from qualcode.review_app.keymap import CODE
from qualcode.review_app.keys import bindings
from qualcode.review_app.motions import Caret
from qualcode.review_app.naming import ask_new_code
from qualcode.review_app.read_screen import ReadScreen
from qualcode.workflow import handcoding
from qualcode.workflow.decisions import flag
from qualcode.workflow.pins import pin_code
from qualcode.workflow.quoting import refuse_uncodable
from qualcode.workflow.readings import mark_read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from qualcode.model.span import Span
    from qualcode.review_app.desk import Desk
    from qualcode.review_app.keys import Action
    from qualcode.workflow.project import Project


class CodeScreen(ReadScreen, inherit_bindings=False):
    """A transcript to be coded by hand."""

    NAME = Label("手工编码", "code")
    ACTIONS: ClassVar[Sequence[Action]] = CODE
    BINDINGS: ClassVar[list[BindingType]] = bindings(CODE)

    def action_pick(self) -> None:
        """Choose a code for the selection."""
        if span := self.codable():
            self._pick([span])

    def codable(self) -> Span | None:
        """Return what would be coded, or say why it cannot be."""
        span, reader = self.wanted(), self.reader
        if span is None:
            return None

        def checked() -> Span:
            refuse_uncodable(reader.project, reader.name, span)
            return span

        return self.attempt(checked, saves=False)

    def action_quick(self, digit: int) -> None:
        """Put the code of a digit on the selection."""
        if digit > len(self.reader.quick):
            self.tell(self.say(f"{digit} 上没有编码", f"there is no code on {digit} yet"))
        elif span := self.codable():
            self.apply(self.reader.quick[digit - 1], [span])

    def action_repeat(self) -> None:
        """Put the code used last on the selection."""
        code = self.reader.last_code or next(iter(self.reader.quick), "")
        if not code:
            self.tell(self.say("还没有用过编码", "no code has been used yet"))
        elif span := self.codable():
            self.apply(code, [span])

    def apply(self, code: str, spans: Sequence[Span]) -> None:
        """Put a code on stretches of the text: saved at once, and one step to take back."""
        reader = self.reader
        places = [(reader.name, span) for span in spans]
        if not self.attempt(
            lambda: handcoding.add_codings(reader.project, places, code, by=reader.by)
        ):
            return
        self.view.scene.tagged = [each for each in self.view.scene.tagged if each not in spans]
        reader.last_code = code
        self.view.go(Caret(max(spans[-1].end - 1, 0)))
        self.changed()
        words = spans[0].of(reader.document.text).replace("\n", " ")
        more = f" ×{len(spans)}" if len(spans) > 1 else ""
        self.tell(
            ("+ ", "bold"), (reader.name_of(code, self.language), "bold"), f" 「{words}」{more}"
        )

    def action_new_code(self) -> None:
        """Make a new code, and put it on the selection."""
        span = self.codable() if self.target() else None
        if span or not self.target():
            self._new_code("", [span] if span else [])

    def action_in_vivo(self) -> None:
        """Make a code of the selected words, and put it on them."""
        reader = self.reader
        if (span := self.codable()) is None:
            return

        def write() -> None:
            done = self.attempt(
                lambda: handcoding.code_in_vivo(reader.project, reader.name, span, by=reader.by)
            )
            if done:
                reader.last_code = done[0]
                self.changed()
                self.tell(("+ ", "bold"), self.say("原话编码 ", "in-vivo code "), (done[0], "bold"))

        self.after_saying(self.say("正在写入编码手册…", "writing the codebook…"), write)

    def action_remove(self) -> None:
        """Take off the code at the caret, the shortest where there are several."""
        if not self.here:
            self.tell(self.say("光标处没有编码", "there is no code at the caret"))
            return
        mark, reader = self.here[0], self.reader
        if self.attempt(lambda: handcoding.remove_coding(reader.project, mark.id, by=reader.by)):
            self.changed()
            name = reader.name_of(mark.code, self.language)
            self.tell(("- ", "bold"), name, tail=self.how_to_undo())

    def action_tag(self) -> None:
        """Tag the selection, to be coded together with others."""
        if span := self.codable():
            tagged = self.view.scene.tagged
            others = [each for each in tagged if each != span]
            self.view.scene.tagged = others if len(others) < len(tagged) else [*tagged, span]
            self.view.go(Caret(self.view.caret.offset))
            number = len(self.view.scene.tagged)
            self.tell(self.say(f"已标记 {number} 处；; 一并编码", f"{number} tagged; ; codes them"))

    def action_code_tagged(self) -> None:
        """Choose a code for all that is tagged."""
        tagged = list(self.view.scene.tagged)
        if tagged:
            self._pick(tagged)
        else:
            self.tell(self.say("没有标记（t 标记）", "nothing is tagged; t tags"))

    def action_similar(self) -> None:
        """List the sentences that are most like the selection, or the sentence at the caret."""
        from qualcode.review_app.likeness import Asker, ask_similar

        if span := self.wanted():
            reader = self.reader
            asker = Asker(
                self,
                reader.project,
                reader.by,
                codes=lambda: reader.choices,
                open=lambda sentence: self._open_at(sentence.document, sentence.start),
                coded=self.changed,
            )
            ask_similar(asker, span.of(reader.document.text))

    def _open_at(self, document: str, offset: int) -> None:
        if document == self.reader.name:
            self.view.go(Caret(offset))
        else:
            open_transcript(self, self.reader.project, document, offset, by=self.reader.by)

    def action_whole(self) -> None:
        """Say that the document has been read to its end, or take that back."""
        reader, whole = self.reader, not self.reader.is_whole
        done = self.attempt(
            lambda: mark_read(reader.project, reader.name, by=reader.by, whole=whole)
        )
        if done is None:
            return
        self.changed()
        words = ("已通读全文", "read to its end") if whole else ("未通读", "not read to its end")
        self.tell(self.say(*words), tail=self.how_to_undo())

    def action_pin(self) -> None:
        """Pin the code at the caret, or the one used last, to a digit."""
        code = self.here[0].code if self.here else self.reader.last_code
        if (
            code
            and self.attempt(lambda: pin_code(self.reader.project, code, by=self.reader.by))
            is not None
        ):
            self.changed()

    def _pick(self, spans: Sequence[Span]) -> None:
        from qualcode.review_app.picker import CodePicker, Picked

        words = spans[0].of(self.reader.document.text).replace("\n", " ")
        more = f" ×{len(spans)}" if len(spans) > 1 else ""
        title = self.say("编码 「{}」{}", "code 「{}」{}").format(words, more)

        def chosen(picked: Picked | None) -> None:
            self.view.place_cursor()
            if picked and picked.code:
                self.apply(picked.code, spans)
            elif picked:
                self._new_code(picked.new, spans)

        codes = self.reader.choices
        self.app.push_screen(CodePicker(title, codes, self.language, may_add=True), chosen)

    def _new_code(self, name: str, spans: Sequence[Span]) -> None:
        def made(code: str) -> None:
            self.reader.refresh()
            if spans:
                self.apply(code, spans)
            else:
                self.changed()

        ask_new_code(self, name, next(iter(spans), None), made)

    def action_flag(self) -> None:
        """Flag the coding at the caret, or take the flag off."""
        if self.here:
            mark = self.here[0]
            on = self.attempt(lambda: flag(self.reader.project, mark.id, by=self.reader.by))
            name = self.reader.name_of(mark.code, self.language)
            if on is not None:
                self.tell("⚑ " if on else "⚐ ", name)


def open_transcript(
    desk: Desk, project: Project, document: str, at: int, *, by: str, blind: bool = True
) -> None:
    """Open a transcript at an offset over another screen, to read or to code by hand."""
    from qualcode.review_app.reader import Reader

    reader = desk.attempt(lambda: Reader(project, document, by=by, blind=blind), saves=False)
    if reader:
        desk.app.push_screen(CodeScreen(reader, desk.language, at=at), lambda _: desk.show())
