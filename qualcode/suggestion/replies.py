"""What a language model answered, held against the text: what stands there counts.

A reply is hostile until it has been read: it can be prose, half a JSON, of any
size, about another interview. Nothing in it is followed, and all that does
not count is told; it can only become proposals on sentences that were asked
about, with codes and statuses that exist.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from qualcode.model.coding import (
    AboutBy,
    Coding,
    Evidence,
    Reason,
    Source,
    Status,
    coding_id,
)
from qualcode.model.span import Span
from qualcode.suggestion.quotes import locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qualcode.model.codebook import Codebook
    from qualcode.suggestion.windows import Window

LONGEST = 1_000_000
"""Characters of a reply that are read, at most: an honest one has a few thousand."""
_SAID = 160
"""Characters of a reason that are kept."""


class Fault(StrEnum):
    """Why something of a reply does not count."""

    NOT_JSON = "not json"
    TOO_LONG = "too long"
    NO_CODINGS = "no list of codings"
    NOT_A_CODING = "not a coding"
    UNKNOWN_CODE = "unknown code"
    UNKNOWN_STATUS = "unknown status"
    QUOTE_LOST = "quote not in the text asked about"
    TWICE = "said twice"
    ERROR = "error of the server"
    NO_REQUEST = "answers no request"
    NO_ANSWER = "no answer yet"
    TEXT_CHANGED = "text has changed since"


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that was answered and does not count."""

    request: str
    """Id of the request; empty where it is not known."""
    fault: Fault
    detail: str = ""
    """What was wrong, in a few words of the reply."""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was asked: what an answer is held against."""

    id: str
    window: Window
    codes: tuple[str, ...] = ()
    """Codes that were asked for; empty = all."""


@dataclass(frozen=True)
class Judge:
    """Holds answers against texts.

    Args:
        codebook: Whose codes and subjects count.
        model: Name of the model; it is the coder of the proposals.
        first_name: Gives the name that the ids of a document's codings are made of.
    """

    codebook: Codebook
    model: str
    first_name: Callable[[str], str] = str

    def read(self, asked: Asked, text: str, reply: str) -> tuple[list[Coding], list[Dropped]]:
        """Return the proposals that a reply makes, and what of it does not count.

        Args:
            asked: What was asked.
            text: The document's whole text.
            reply: What the model said.
        """
        name = asked.window.document
        entries, fault = codings_in(reply)
        dropped = [Dropped(asked.id, fault, _short(reply), name)] if fault else []
        kept: dict[str, Coding] = {}
        for entry in entries:
            made = self._coding(asked, text, entry)
            if isinstance(made, Fault):
                dropped.append(Dropped(asked.id, made, _short(_dumped(entry)), name))
            elif made.id in kept:
                dropped.append(Dropped(asked.id, Fault.TWICE, _short(_dumped(entry)), name))
            else:
                kept[made.id] = made
        return list(kept.values()), dropped

    def _coding(self, asked: Asked, text: str, entry: object) -> Coding | Fault:
        if not isinstance(entry, dict):
            return Fault.NOT_A_CODING
        code, status = _word(entry, "code"), _word(entry, "status").lower()
        known = asked.codes or [each.id for each in self.codebook.leaves]
        if code not in known:
            return Fault.UNKNOWN_CODE
        if status not in set(Status):
            return Fault.UNKNOWN_STATUS
        quoted = locate(_word(entry, "quote"), asked.window.sentences, text, entry.get("sentence"))
        if quoted is None:
            return Fault.QUOTE_LOST
        return self._made(asked, text, entry, quoted)

    def _made(self, asked: Asked, text: str, entry: Mapping[str, Any], quoted: Span) -> Coding:
        span, turn = _sentence_of(asked.window, quoted)
        code, about = _word(entry, "code"), self._about(entry)
        name = asked.window.document
        return Coding(
            id=coding_id(self.first_name(name), span, code, self.model),
            document=name,
            span=span,
            code=code,
            coder=self.model,
            source=Source.MODEL,
            quote=span.of(text),
            turn=turn,
            status=Status(_word(entry, "status").lower()),
            about=about,
            about_by=AboutBy.INFERRED if about else AboutBy.UNCLEAR,
            evidence=Evidence(
                matched=(quoted,),
                reasons=(
                    Reason("model", self.model, _word(entry, "reason")[:_SAID]),
                    Reason("prompt", asked.id),
                ),
            ),
            codebook=self.codebook.digest,
        )

    def _about(self, entry: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the subjects that a reply names, as far as they exist."""
        given = entry.get("about")
        names = given if isinstance(given, list) else [given]
        known = self.codebook.subjects.by_id
        return tuple(
            dict.fromkeys(each for each in names if isinstance(each, str) and each in known)
        )


def codings_in(reply: str) -> tuple[list[object], Fault | None]:
    """Find the codings in a reply: as asked for, in a fence, amid prose, or broken off half-way.

    Returns:
        The entries, whatever they are, and what is wrong with the reply as a whole.
    """
    if len(reply) > LONGEST:
        return [], Fault.TOO_LONG
    value = _json_in(reply)
    if value is None:
        return list(_whole_entries(reply)), Fault.NOT_JSON
    entries = value.get("codings") if isinstance(value, dict) else value
    if not isinstance(entries, list):
        return [], Fault.NO_CODINGS
    return entries, None


def _json_in(reply: str) -> Any:
    """Return the JSON value that a reply is or contains; None where there is none."""
    text = re.sub(r"(?s)<think>.*?</think>", "", reply).strip()
    fence = re.search(r"(?s)```(?:json)?\s*(.*?)```", text)
    start = text.find('{"codings"')
    tries = [text, fence.group(1) if fence else "", text[start:] if start >= 0 else ""]
    tries.append(text[text.find("{") :] if "{" in text else "")
    for each in filter(None, tries):
        try:
            value, _ = json.JSONDecoder().raw_decode(each.strip())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, (dict, list)):
            return value
    return None


def _whole_entries(reply: str) -> Iterator[object]:
    """Yield the codings that are whole in a reply that breaks off."""
    for match in re.finditer(r"\{[^{}]*\"quote\"[^{}]*\}", reply):
        try:
            yield json.loads(match.group())
        except ValueError:
            continue


def _sentence_of(window: Window, quoted: Span) -> tuple[Span, int]:
    """Return the sentence (or sentences) that hold a quote, and their turn."""
    held = [index for index, each in enumerate(window.sentences) if each.overlaps(quoted)]
    first, last = window.sentences[held[0]], window.sentences[held[-1]]
    return Span(first.start, last.end), window.turns[held[0]]


def _word(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return value.strip() if isinstance(value, str) else ""


def _dumped(entry: object) -> str:
    return json.dumps(entry, ensure_ascii=False)


def _short(text: str) -> str:
    return " ".join(text[:400].split())[:120]
