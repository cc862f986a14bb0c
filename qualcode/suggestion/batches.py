"""Files of replies in the batch format: one JSON object a line, in any order, of any quality."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from qualcode.errors import DataError
from qualcode.suggestion.replies import LONGEST, Dropped, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINE = 4 * LONGEST
"""Bytes of a line that are read, at most."""


class Reply(NamedTuple):
    """An answer to a request, as the server gave it."""

    request: str
    model: str
    """As the server names it; empty where it does not."""
    content: str


def read_batch(path: Path) -> Iterator[Reply | Dropped]:
    """Yield each line of a file of replies, or what is wrong with it.

    Raises:
        DataError: When the file cannot be read at all.
    """
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(_lines(lines), 1):
                if line is None:
                    yield Dropped("", Fault.TOO_LONG, f"line {number}")
                elif line.strip():
                    yield _reply(line, number)
    except OSError as error:
        raise DataError(
            f"cannot read {path}: {error.strerror}", hint="name the file of replies"
        ) from error


def _lines(file: Any) -> Iterator[bytes | None]:
    """Yield lines; None for one that is too long, which is passed over in pieces."""
    while line := file.readline(_LINE):
        if len(line) < _LINE or line.endswith(b"\n"):
            yield line
            continue
        while (rest := file.readline(_LINE)) and not rest.endswith(b"\n"):
            continue
        yield None


def _reply(line: bytes, number: int) -> Reply | Dropped:
    try:
        value = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return Dropped("", Fault.NOT_JSON, f"line {number}")
    name = value.get("custom_id") if isinstance(value, dict) else None
    if not isinstance(name, str):
        return Dropped("", Fault.NO_REQUEST, f"line {number} has no custom_id")
    body = _body(value)
    content = content_of(body)
    if content is None:
        return Dropped(name, Fault.ERROR, f"line {number}: {_message(value, body)}")
    model = body.get("model") if isinstance(body, dict) else None
    return Reply(name, model if isinstance(model, str) else "", content)


def _body(value: dict[str, Any]) -> Any:
    """Return the chat completion in a line: in its envelope, or bare."""
    response = value.get("response")
    if isinstance(response, dict):
        return response.get("body", response)
    return value.get("body", value) if response is None else {"content": response}


def content_of(body: Any) -> str | None:
    """Return what the model said in a chat completion; None where it said nothing."""
    if not isinstance(body, dict):
        return body if isinstance(body, str) else None
    choices = body.get("choices")
    if isinstance(choices, list) and choices and isinstance(choices[0], dict):
        message = choices[0].get("message")
        content = message.get("content") if isinstance(message, dict) else None
        return _joined(content)
    return _joined(body.get("content"))


def _joined(content: Any) -> str | None:
    """Return a content that is a text, or a list of parts with texts."""
    if isinstance(content, list):
        texts = [each.get("text") for each in content if isinstance(each, dict)]
        return "".join(each for each in texts if isinstance(each, str)) or None
    return content if isinstance(content, str) else None


def _message(value: dict[str, Any], body: Any) -> str:
    for holder in (value, body):
        error = holder.get("error") if isinstance(holder, dict) else None
        if isinstance(error, dict):
            return str(error.get("message", error))[:120]
        if error:
            return str(error)[:120]
    return "no answer in it"
