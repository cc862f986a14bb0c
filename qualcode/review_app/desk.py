"""What the three screens have in common: title, message, hints, help, and safe saving."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.text import Text
from textual.screen import Screen

from qualcode.errors import ProblemsError, QualcodeError
from qualcode.model.label import Label
from qualcode.review_app.panels import Lines, fitting, line, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from qualcode.model.label import Language
    from qualcode.review_app.keys import Action
    from qualcode.workflow.project import Project

Result = TypeVar("Result")

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

    def tell(self, *parts: str | tuple[str, str]) -> None:
        """Write into the message line."""
        self.query_one("#message", Lines).show(line(" ", *parts))

    def after_saying(self, words: str, do: Callable[[], None]) -> None:
        """Write into the message line what takes a while, and only then do it."""
        self.tell(words)
        self.call_after_refresh(do)

    def attempt(self, verb: Callable[[], Result], *, saves: bool = True) -> Result | None:
        """Call a verb; what goes wrong is said, and nothing on the screen moves on.

        Args:
            verb: The call.
            saves: Whether the title is to say that something was or was not saved.

        Returns:
            What the verb returns; None when it failed.
        """
        try:
            result = verb()
        except QualcodeError as error:
            self.is_saved = self.is_saved and not saves
            self._tell_error(error)
            self.app.bell()
            self.show_bars()
            return None
        self.is_saved = self.is_saved or saves
        return result

    def _tell_error(self, error: QualcodeError) -> None:
        words = [error.message]
        if isinstance(error, ProblemsError):
            words += [str(problem) for problem in error.problems[:1]]
        words += [error.hint] if error.hint else []
        text = "; ".join(words).replace("\n", " ")
        self.tell((self.say("错误：", "error: "), "bold reverse"), text)

    def _hints(self) -> Iterable[Text]:
        for action in self.ACTIONS:
            if action.hint:
                key = action.shown_keys.split(" ")[0]
                yield line((key, "bold"), " ", action.hint.say(self.language))

    def open_transcript(self, project: Project, document: str, at: int, *, by: str) -> None:
        """Open a transcript at an offset over this screen, to read or to code by hand."""
        from qualcode.review_app.code_screen import CodeScreen
        from qualcode.review_app.reader import Reader

        reader = self.attempt(lambda: Reader(project, document, by=by), saves=False)
        if reader:
            self.app.push_screen(CodeScreen(reader, self.language, at=at), lambda _: self.show())

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
