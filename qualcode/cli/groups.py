"""Lists of commands in help: whole sentences, in the language of the reader.

Typer cuts off what does not fit on a line, and the end of a sentence is what tells one command
from the next. The help of each command has a paragraph in Chinese, whose beginning is shown to
who reads Chinese.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from qualcode.model.label import Language

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(r".*?[^.]\.(?=\s|$)", re.DOTALL)
_BROKEN_LINE = re.compile(r"(?<=[，、。；：）])\s+")
"""A line of Chinese goes on without a space."""
_CHINESE_SENTENCE = re.compile(r"(?:（[^）]*）|[^。；])+")
_HEADINGS: dict[str, str] = {"en": "Commands", "zh": "命令"}


class CommandGroup(TyperGroup):
    """A command with commands of its own."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands, each with what it does."""
        language = _language(ctx)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, told(each.help or "", language)) for name, each in commands if each]
        with formatter.section(_HEADINGS[language]):
            formatter.write_dl(rows)


def command_group() -> typer.Typer:
    """Return a command with commands of its own, such as `codebook`, that have yet to be added."""
    return typer.Typer(
        cls=CommandGroup,
        rich_markup_mode=None,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def told(text: str, language: Language) -> str:
    """Return what a command does in a sentence, of the help in both languages."""
    first, *others = (" ".join(each.split()) for each in text.strip().split("\n\n"))
    chinese = _BROKEN_LINE.sub("", next(filter(_CHINESE.match, others), ""))
    in_chinese = _CHINESE_SENTENCE.match(chinese) if language == "zh" else None
    sentence = in_chinese or _SENTENCE.match(first)
    return sentence[0] if sentence else first


def _language(context: Any) -> Language:
    """Return the language of who asks: the program's own help comes before there is a session."""
    from qualcode.cli.session import Session
    from qualcode.cli.spoken import language_of

    known = context.find_root().obj
    if isinstance(known, Session):
        return known.language
    return language_of(known) if isinstance(known, tuple) else "en"
