"""What the three screens have in common: title, message, hints, help, and safe saving."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.text import Text
from textual.screen import Screen

from qualcode.errors import ProblemsError, QualcodeError
from qualcode.model.label import Label
from qualcode.report.error_words import error_words, problem_words
from qualcode.review_app.panels import Lines, fitting, line, spread, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from qualcode.model.label import Language
    from qualcode.review_app.keys import Action

Result = TypeVar("Result")

_ERROR_LINES = 6
"""Lines that an error may take; on a narrow terminal its hint stands in the last."""
_SAVED = Label("[已保存 ✓]", "[saved ✓]")
_NOT_SAVED = Label("[未保存 ✗]", "[not saved ✗]")


class Desk(Screen[None], inherit_bindings=False):
    """A screen on which a person decides; each decision is one call of a verb.

    Args:
        language: The language to speak.
    """

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    ACTIONS: ClassVar[Sequence[Action]] = ()
    """The table of the screen's keys."""
    NAME: ClassVar[Label] = Label()
    DEFAULT_CSS = """
    Desk { layout: vertical;
        & > .bar { height: 1; background: $panel; }
        & > #message { height: 1; }
    }
    """

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self.is_saved = True
        self.drafts: dict[str, str] = {}
        """Texts that could not be saved, by what they are on; they are there again when asked."""

    def compose(self) -> ComposeResult:
        """Lay out title, body, message and hints."""
        yield Lines(id="heading", classes="bar")
        yield from self.body()
        yield Lines(id="message")
        yield Lines(id="hints", classes="bar")

    def body(self) -> Iterable[Widget]:
        """Return what stands between title and message."""
        return ()

    def heading(self) -> Text:
        """Return the title's left part."""
        return line(" " + self.NAME.say(self.language))

    def show(self) -> None:
        """Draw everything anew."""
        self.show_bars()

    def show_bars(self) -> None:
        """Draw title and hints."""
        width = self.app.size.width
        mark = _SAVED if self.is_saved else _NOT_SAVED
        right = line((mark.say(self.language), "" if self.is_saved else "bold reverse"))
        self.query_one("#heading", Lines).show(spread(self.heading(), right, width))
        hints, help_ = [*self._hints()], Text()
        if hints:
            help_ = hints.pop()  # the way to all other keys is never left out
        left = fitting(hints, width - help_.cell_len - 1)
        self.query_one("#hints", Lines).show(left.append_text(help_))

    def on_mount(self) -> None:
        """Draw for the first time."""
        self.show()

    def on_resize(self) -> None:
        """Draw for another width."""
        self.show()

    def say(self, zh: str, en: str) -> str:
        """Return words in the person's language."""
        return Label(zh, en).say(self.language)

    def tell(self, *parts: str | tuple[str, str], tail: str = "", most: int = 1) -> None:
        """Write into the message line.

        Args:
            parts: The words.
            tail: What stands behind them, and is not cut before they are.
            most: For what may not be cut at all: more lines than one.
        """
        words, end, width = line(" ", *parts), line((tail, "dim")), self.app.size.width
        words.truncate(max(width - end.cell_len, 0) if tail else width * most, overflow="ellipsis")
        lines = wrapped(words, width - 1, most=most) if most > 1 else [words.append_text(end)]
        message = self.query_one("#message", Lines)
        message.styles.height = max(len(lines), 1)
        message.show(*lines)

    def how_to_undo(self) -> str:
        """Return the end of a message on something that can be taken back."""
        return self.say("   ← Backspace 撤销", "   ← Backspace undoes")

    def after_saying(self, words: str, do: Callable[[], None]) -> None:
        """Write into the message line what takes a while, and only then do it."""
        self.tell(words)
        self.call_after_refresh(do)

    def attempt(
        self, verb: Callable[[], Result], *, saves: bool = True, comfort: str = ""
    ) -> Result | None:
        """Call a verb; what goes wrong is said, and nothing on the screen moves on.

        Args:
            verb: The call.
            saves: Whether the title is to say that something was or was not saved.
            comfort: What is said behind an error: how nothing is lost.

        Returns:
            What the verb returns; None when it failed.
        """
        try:
            result = verb()
        except QualcodeError as error:
            self.is_saved = self.is_saved and not saves
            self._tell_error(error, comfort)
            self.app.bell()
            self.show_bars()
            return None
        self.is_saved = self.is_saved or saves
        return result

    def _tell_error(self, error: QualcodeError, comfort: str) -> None:
        words = [error_words(error.message, self.language)]
        if isinstance(error, ProblemsError):
            words += [problem_words(each, self.language) for each in error.problems[:1]]
        hint = error_words(error.hint, self.language)
        words += [each for each in (hint, comfort) if each]
        text = "; ".join(words).replace("\n", " ")
        self.tell((self.say("错误：", "error: "), "bold reverse"), text, most=_ERROR_LINES)

    def _hints(self) -> Iterable[Text]:
        for action in self.ACTIONS:
            if action.hint:
                key = action.shown_keys.split(" ")[0]
                yield line((key, "bold"), " ", action.hint.say(self.language))

    def action_help(self) -> None:
        """Explain all keys."""
        from qualcode.review_app.help import HelpScreen

        self.app.push_screen(HelpScreen(self.NAME.say(self.language), self.ACTIONS, self.language))

    def action_leave(self) -> None:
        """Close the program; everything is saved already."""
        self.app.exit()

    def action_back(self) -> None:
        """Go back to the screen below; on the first one, say how to leave."""
        if len(self.app.screen_stack) > 1:
            self.dismiss(None)
        else:
            self.tell(self.say("q 退出（已全部保存）", "q leaves; everything is saved"))
