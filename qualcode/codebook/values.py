"""Readers of single values: a node of the file → text, label, list, pattern.

A reader never raises. What does not fit is noted in the log, and an empty value
of the right type is returned, so that reading goes on and finds the next fault.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from qualcode.codebook.faults import FULL_WIDTH_COLON
from qualcode.codebook.nodes import ListNode, MapNode, Node, Placed, ScalarNode, describe, place
from qualcode.codebook.wording import nearest, quoted
from qualcode.errors import Place, Problem, Severity
from qualcode.model.codebook import Pattern, PatternKind
from qualcode.model.frame import is_frame
from qualcode.model.label import Label, Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

LANGUAGES: tuple[Language, ...] = ("zh", "en")


FORMAT_VERSION = "1"
"""The version of the codebook format that is read and written here."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_FULL_WIDTH_KEY = re.compile(r"[a-z_]{2,}\s*：")
_LIST_COMMA = re.compile("[，、；]")
_QUOTE_MAPPING = "put a text that holds ': ' in quotes"
_QUOTE_LIST = "put a text that begins with '[' in quotes"


@dataclass(slots=True)
class Log:
    """The problems found so far in one file."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def error(self, node: Node, message: str, hint: str = "") -> None:
        """Note what makes the file unusable."""
        self.problems.append(Problem(Place(self.path, node.line, node.column), message, hint))

    def warning(self, node: Node, message: str, hint: str = "") -> None:
        """Note what is probably not meant."""
        spot = Place(self.path, node.line, node.column)
        self.problems.append(Problem(spot, message, hint, Severity.WARNING))


Reader: TypeAlias = Callable[[Node, Log, str], Any]
"""Takes a node, the log and what the value is called, such as ``'name' of code 'contact'``."""


def language_of(text: str) -> Language:
    """Return ``zh`` for a text that holds Han characters, else ``en``."""
    return "zh" if _HAN.search(text) else "en"


def needs_quotes(text: str) -> bool:
    """Tell whether a text means something else here when it is written without quotes."""
    return bool(_FULL_WIDTH_KEY.match(text) or _LIST_COMMA.search(text))


def text(node: Node, log: Log, title: str) -> str:
    """Read one text; blanks around it do not count."""
    return _scalar(node, log, title).strip()


def number(node: Node, log: Log, title: str) -> str:
    """Read a whole number, as it is written."""
    written = text(node, log, title)
    if written and not written.isdecimal():
        log.error(node, f"{title} is {quoted(written)}, which is no whole number")
        return ""
    return written


def one_of(choices: Mapping[str, T]) -> Reader:
    """Make a reader of one of a closed list of words, each standing for a value."""

    def read(node: Node, log: Log, title: str) -> T | None:
        word = text(node, log, title)
        if word and word not in choices:
            hint = nearest(word, choices) or "choose from: " + ", ".join(choices)
            log.error(node, f"{title} is {quoted(word)}, which is not known", hint)
        return choices.get(word)

    return read


def by_value(choices: type[E]) -> dict[str, E]:
    """Return the members of an enumeration by the words they are written as."""
    return {choice.value: choice for choice in choices}


def format_version(node: Node, log: Log, title: str) -> str:
    """Read the version of the format; another one than ours may mean another thing."""
    version = text(node, log, title)
    if version and version != FORMAT_VERSION:
        hint = f"this program reads version {FORMAT_VERSION}"
        log.error(node, f"the codebook format {quoted(version)} is not supported", hint)
    return version


def words(node: Node, log: Log, title: str) -> tuple[Placed[str], ...]:
    """Read a list of words; a single word stands for a list of one."""
    each = f"an item of {title}"
    read = [(item, text(item, log, each)) for item in items(node, log, title)]
    return tuple(place(word, item) for item, word in read if word)


def words_by_language(node: Node, log: Log, title: str) -> dict[Language, tuple[Placed[str], ...]]:
    """Read words with their languages: ``{zh: […], en: […]}`` or one list of both."""
    found: dict[Language, list[Placed[str]]] = {}
    for language, item in _by_language(node, log, title):
        word = text(item, log, f"an item of {title}")
        if word:
            found.setdefault(language or language_of(word), []).append(place(word, item))
    return {language: tuple(found[language]) for language in LANGUAGES if language in found}


def label(node: Node, log: Log, title: str) -> Label:
    """Read a text in two languages; a plain text counts for the one it is written in."""
    if not isinstance(node, MapNode):
        words_ = text(node, log, title)
        return Label(**{language_of(words_): words_})
    halves = {key: text(value, log, title) for key, value in _languages(node, log, title)}
    return Label(**halves)


Conditioned: TypeAlias = tuple[str, dict[str, Any]]
"""The text of a pattern, and the fields of the model that its conditions fill."""


def patterns(
    node: Node, log: Log, title: str, conditioned: Callable[[MapNode], Conditioned]
) -> tuple[Placed[Pattern], ...]:
    """Read patterns, Chinese before English, each language in the order of the file.

    Args:
        node: A list, or a list per language; an item is a text or a mapping.
        log: Takes what is wrong.
        title: What the list is called.
        conditioned: Reads an item that is a mapping.
    """
    found: dict[Language, list[Placed[Pattern]]] = {language: [] for language in LANGUAGES}
    for language, item in _by_language(node, log, title):
        conditions: dict[str, Any] = {}
        if isinstance(item, MapNode):
            written, conditions = conditioned(item)
        else:
            written = _scalar(item, log, f"an item of {title}")
        if written.strip():
            pattern = replace(pattern_of(written, language, item.line), **conditions)
            found[language or language_of(pattern.text)].append(place(pattern, item))
    return tuple(pattern for language in LANGUAGES for pattern in found[language])


def items(node: Node, log: Log, title: str) -> list[Node]:
    """Return the items of a list; one value stands for a list of one."""
    if isinstance(node, MapNode):
        hint = "lists are written [a, b] or with '- ' before each item"
        log.error(node, f"{title} must be a list, but is {describe(node)}", hint)
        return []
    if isinstance(node, ScalarNode):
        return [] if node.is_empty else [node]
    if node.flow:
        _warn_full_width_commas(node, log, title)
    return node.items


def unknown_key(key: ScalarNode, known: Iterable[str], log: Log, title: str) -> None:
    """Note a key that has no meaning, with the one that was probably meant."""
    choices = list(known)
    hint = nearest(key.value, choices) or "keys here: " + ", ".join(choices)
    if "：" in key.value:
        hint = FULL_WIDTH_COLON
    log.error(key, f"unknown key {quoted(key.value)} in {title}", hint)


def repeated_key(key: ScalarNode, first: ScalarNode, log: Log, title: str) -> None:
    """Note a key that stands twice; YAML would keep one of them without a word."""
    log.error(
        key, f"key {quoted(key.value)} stands twice in {title}", f"first in line {first.line}"
    )


def _scalar(node: Node, log: Log, title: str) -> str:
    """Return a text as written, or nothing where it cannot serve."""
    if not isinstance(node, ScalarNode):
        hint = _QUOTE_MAPPING if isinstance(node, MapNode) else _QUOTE_LIST
        log.error(node, f"{title} must be text, but is {describe(node)}", hint)
    elif not node.value.strip() or node.is_empty:
        log.error(node, f"{title} is empty", "write something, or remove it")
    elif node.plain and _FULL_WIDTH_KEY.match(node.value):
        log.error(node, f"{title} begins with a key and a full-width colon", FULL_WIDTH_COLON)
    elif control := _control_character(node.value):
        message = f"{title} holds a control character (U+{ord(control):04X})"
        log.error(node, message, "remove it")
    else:
        return node.value
    return ""


def pattern_of(written: str, language: Language | None = None, line: int = 0) -> Pattern:
    """Return a bare pattern as it is written: a literal, an expression, tokens or a frame."""
    stripped = written.strip()
    for kind in (PatternKind.REGEX, PatternKind.TOKEN):
        if stripped.startswith(kind.prefix):
            text = stripped.removeprefix(kind.prefix).strip()
            return Pattern(text, language or language_of(text), kind, line)
    kind = PatternKind.FRAME if is_frame(stripped) else PatternKind.LITERAL
    return Pattern(stripped, language or language_of(stripped), kind, line)


def _by_language(node: Node, log: Log, title: str) -> list[tuple[Language | None, Node]]:
    """Return the items of a list, or of a list per language, each with its language if told."""
    if not isinstance(node, MapNode):
        return [(None, item) for item in items(node, log, title)]
    return [
        (language, item)
        for language, value in _languages(node, log, title)
        for item in items(value, log, title)
    ]


def _languages(node: MapNode, log: Log, title: str) -> list[tuple[Language, Node]]:
    """Return the values under ``zh`` and ``en``; an empty one counts as not written."""
    found: dict[str, tuple[ScalarNode, Node]] = {}
    for key, value in node.entries:
        if key.value not in LANGUAGES:
            _unknown_language(key, value, log, title)
        elif key.value in found:
            repeated_key(key, found[key.value][0], log, title)
        else:
            found[key.value] = (key, value)
    present = [(name, found[name][1]) for name in LANGUAGES if name in found]
    return [(name, value) for name, value in present if not _is_nothing(value)]


def _unknown_language(key: ScalarNode, value: Node, log: Log, title: str) -> None:
    """Note a key beside ``zh`` and ``en``; one without value is a text cut at its comma."""
    if _is_nothing(value) and "：" not in key.value:
        hint = "within { } a text that holds a comma stands in quotes"
        log.error(key, f"{quoted(key.value)} in {title} is neither 'zh: …' nor 'en: …'", hint)
    else:
        unknown_key(key, LANGUAGES, log, title)


def _is_nothing(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.is_empty


def _control_character(value: str) -> str:
    """Return the first character that no text of speech holds (a tab or line end may be)."""
    if value.isprintable():
        return ""
    suspects = (sign for sign in value if unicodedata.category(sign) in {"Cc", "Cs"})
    return next((sign for sign in suspects if sign not in "\t\n"), "")


def _warn_full_width_commas(node: ListNode, log: Log, title: str) -> None:
    for item in node.items:
        if isinstance(item, ScalarNode) and item.plain and _LIST_COMMA.search(item.value):
            hint = "separate items with ', ', or put the whole in quotes if it is one"
            log.warning(item, f"{title} holds a full-width comma: {quoted(item.value)}", hint)
