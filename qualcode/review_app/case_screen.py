"""A disagreement between coders on the screen, and how one moves among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.model.span import Span
from qualcode.review_app.case_card import side_lines, verdict_lines, words_lines
from qualcode.review_app.desk import Desk
from qualcode.review_app.motions import sign_after, sign_before, word_after, word_before
from qualcode.review_app.panels import Lines, line, wrapped
from qualcode.review_app.words import undone_said
from qualcode.workflow import undoing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.text import Text
    from textual.widget import Widget

    from qualcode.model.label import Language
    from qualcode.review_app.cases import Cases
    from qualcode.workflow.adjudication_cases import Case

_LETTERS = "ABCDEFGH"


class CaseScreen(Desk, inherit_bindings=False):
    """Disagreements one after another; how they are settled is for the screen built on this one.

    Args:
        cases: The cases.
        language: To speak.
    """

    def __init__(self, cases: Cases, language: Language) -> None:
        super().__init__(language)
        self.cases = cases
        self.reason = ""
        """Why the next decision will be as it is."""
        self.span: Span | None = None
        """Other edges, where the person has moved them."""
        self._blind = self._whole = False

    def body(self) -> Iterable[Widget]:
        """Return the case."""
        yield Lines(id="item")

    # drawing

    @property
    def names(self) -> Sequence[str]:
        """Return what the coders are called: their names, or letters when blind."""
        letters = {
            name: _LETTERS[n] if n < len(_LETTERS) else str(n + 1)
            for n, name in enumerate(self.cases.coders)
        }
        return [letters[name] if self._blind else name for name in self.cases.sides]

    def heading(self) -> Text:
        """Return coders, place, and how many cases are open."""
        cases, say = self.cases, self.say
        place = min(cases.position + 1, len(cases.cases))
        blind = f" · {say('隐名', 'blind')}" if self._blind else ""
        return line(
            f" {self.NAME.say(self.language)} · {' vs '.join(self.names)} · ",
            (f"{place}/{len(cases.cases)}", "bold"),
            f" · {cases.open} {say('处未决', 'open')}{blind}",
        )

    def show(self) -> None:
        """Draw the present case."""
        self.show_bars()
        width, height = self.app.size.width, self.app.size.height - 3
        case = self.cases.current
        lines = self._nothing(width) if case is None else self._lines(case, width, height)
        self.query_one("#item", Lines).show(*lines[:height])

    def _nothing(self, width: int) -> list[Text]:
        words = self.say("没有分歧：大家编码一致。", "No disagreements: the coders agree.")
        return wrapped(line(f"  {words}"), width)

    def _lines(self, case: Case, width: int, height: int) -> list[Text]:
        codebook, language = self.cases.codebook, self.language
        document = self.cases.document(case.document)
        equal = len(self.cases.equal_to(case))
        same = self.say(
            f"同类分歧 {equal} 处（A 一并处理）", f"{equal} equal cases (A settles all)"
        )
        reason = f"{self.say('理由', 'reason')}: {self.reason}" if self.reason else ""
        return [
            *words_lines(case, document, self.span, language, (width, height)),
            *side_lines(case, self.names, codebook, language, width),
            line("─" * width, style="dim"),
            *verdict_lines(case, codebook, language, width, whole=self._whole),
            *([line(f" {same}")] if equal > 1 else []),
            *wrapped(line(f" {reason}"), width),
        ]

    def action_undo(self) -> None:
        """Take back the last thing this person did."""
        self._travel(undoing.undo_one, self.say("已撤销", "undone"))

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._travel(undoing.redo, self.say("已重做", "done again"))

    def _travel(self, verb: Callable[..., undoing.Undone], word: str) -> None:
        undone = self.attempt(lambda: verb(self.cases.project, by=self.cases.by), saves=False)
        if undone is None or not self._looked_anew():
            return
        self.leave_case()
        self.show()
        self.tell(f"{word}: {undone_said(undone, self.language)}")

    def _looked_anew(self) -> bool:
        """Look for cases again; where a coder has nothing left to compare, say so."""

        def look() -> bool:
            self.cases.refresh()
            return True

        return bool(self.attempt(look, saves=False))

    def leave_case(self) -> None:
        """Forget what was prepared for the present case."""
        self.reason, self.span = "", None

    def action_go(self, by: int) -> None:
        """Go on or back."""
        self.leave_case()
        self.cases.move(by)
        self.show()

    def action_skip(self) -> None:
        """Leave the case for later."""
        self.action_disagreement()

    def action_disagreement(self) -> None:
        """Go to the next open case."""
        self.leave_case()
        if not self.cases.next_open():
            self.tell(self.say("全部已定", "everything is settled"))
        self.show()

    def action_blind(self) -> None:
        """Hide or show who coded what."""
        self._blind = not self._blind
        self.show()

    def action_definition(self) -> None:
        """Show or hide include and exclude."""
        self._whole = not self._whole
        self.show()

    def action_agreement(self) -> None:
        """Say how far the independent codings agree: the whole, and the codes of this case."""
        case = self.cases.current
        figures = self.attempt(self.cases.agreement, saves=False)
        if figures is None:
            return
        codes = {each.code for side in (case.sides.values() if case else ()) for each in side}
        said = [f"{self.say('全部', 'all')} α {_said(figures['all'][1])}"]
        said += [
            f"{code} κ {_said(figures[code][0])} α {_said(figures[code][1])}"
            for code in sorted(codes & figures.keys())
        ]
        self.tell(" · ".join(said))

    def action_open(self) -> None:
        """Open the transcript at the case."""
        from qualcode.review_app.code_screen import open_transcript

        if case := self.cases.current:
            project, by = self.cases.project, self.cases.by
            open_transcript(self, project, case.document, case.start, by=by, blind=False)

    def action_quote(self) -> None:
        """Copy the disputed words with their place."""
        if case := self.cases.current:
            span = Span(case.start, case.end)
            place = f"[{case.document} #{case.turn + 1:03d}, {case.start}-{case.end}]"
            text = self.cases.document(case.document).text
            self.app.copy_to_clipboard(f"{span.of(text)} {place}")
            self.tell(self.say("已复制 ", "copied "), place)

    def action_edge(self, side: str, way: int) -> None:
        """Move the start by a sign or the end by a word; the side taken gets these edges."""
        case = self.cases.current
        if case is None:
            return
        text = self.cases.document(case.document).text
        start, end = (self.span.start, self.span.end) if self.span else (case.start, case.end)
        if side == "start":
            start = sign_after(text, start) if way > 0 else sign_before(text, start)
        else:
            end = word_after(text, end) if way > 0 else word_before(text, end)
        if start < end:
            self.span = Span(start, end)
            self.show()


def _said(figure: float | None) -> str:
    return "n/a" if figure is None else f"{figure:.2f}"
