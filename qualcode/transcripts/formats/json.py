"""JSON of speech recognisers: Whisper and its kin, Amberscript, Rev.

Each dialect is told by its shape, not by its name: tools write each other's forms.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qualcode.errors import DataError
from qualcode.transcripts.content import Content, Speech
from qualcode.transcripts.formats.text import decode_with, lost
from qualcode.transcripts.joining import join_words, joined
from qualcode.transcripts.times import from_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qualcode.transcripts.options import ReadingOptions


def read_json(data: bytes, *, path: str, options: ReadingOptions) -> Content:
    """Read the JSON of a speech recogniser.

    Raises:
        DataError: It is no JSON, or of no known shape, or without words.
    """
    decoded = decode_with(data, path=path, options=options)
    try:
        tree = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        raise DataError(f"{path}:{error.lineno}:{error.colno}: {error.msg}") from None
    except ValueError as error:  # a number of thousands of digits
        raise DataError(f"{path}: no JSON of speech: {error}".partition(";")[0]) from None
    except RecursionError:
        raise DataError(f"{path}: the JSON is nested too deeply") from None
    pieces = _pieces(tree, path)
    if not pieces:
        raise DataError(f"{path} has no words", hint="there is no text to code in it")
    return Content(
        *("json", decoded.encoding),
        speeches=tuple(joined(pieces)),
        layout="segments",
        warnings=lost(decoded),
    )


def _pieces(tree: Any, path: str) -> list[Speech]:
    for is_dialect, read in _DIALECTS:
        try:
            if is_dialect(tree):
                return [piece for piece in read(tree) if piece.text]
        except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
            message = f"{path}: a segment is not as it should be: {type(error).__name__} {error}"
            raise DataError(message, hint="export it again from the tool that made it") from None
    raise DataError(
        f"{path}: this JSON is of no known shape",
        hint="known: Whisper, WhisperX, faster-whisper, Amberscript, Rev; or export as .txt",
    )


def _is_list(tree: Any) -> bool:
    return isinstance(tree, list) and bool(tree) and isinstance(tree[0], dict) and "text" in tree[0]


def _is_rev(tree: Any) -> bool:
    return isinstance(tree, dict) and isinstance(tree.get("monologues"), list)


def _is_segments(tree: Any) -> bool:
    return isinstance(tree, dict) and isinstance(tree.get("segments"), list)


def _is_text(tree: Any) -> bool:
    return isinstance(tree, dict) and isinstance(tree.get("text"), str)


def _rev(tree: Any) -> Iterator[Speech]:
    names = _names(tree.get("speakers", []))
    for monologue in tree["monologues"]:
        elements = monologue["elements"]
        words = "".join(str(element.get("value", "")) for element in elements)
        begins = next((element["ts"] for element in elements if "ts" in element), None)
        yield Speech(_name(monologue.get("speaker"), names), words.strip(), _time(begins))


def _segments(tree: Any) -> Iterator[Speech]:
    names = _names(tree.get("speakers") or [])
    for segment in tree["segments"]:
        yield from _segment(segment, names)


def _list(tree: Any) -> Iterator[Speech]:
    for segment in tree:
        yield from _segment(segment, {})


def _text(tree: Any) -> Iterator[Speech]:
    for paragraph in tree["text"].split("\n"):
        yield Speech("", paragraph.strip())


def _segment(segment: Any, names: dict[str, str]) -> Iterator[Speech]:
    """Read a segment, whose words are its text or a list of words.

    Where words have speakers of their own and the segment has several, it is cut.
    """
    words = segment.get("words") or []
    speakers = {word["speaker"] for word in words if word.get("speaker") is not None}
    if len(speakers) > 1:
        yield from _by_word(words, names)
        return
    if segment.get("speaker") is None and speakers:
        segment = {**segment, "speaker": speakers.pop()}
    text = segment.get("text")
    if text is None:
        text = _spaced(words)
    begins = segment.get("start", words[0].get("start") if words else None)
    yield Speech(_name(segment.get("speaker"), names), str(text).strip(), _time(begins))


def _by_word(words: list[Any], names: dict[str, str]) -> Iterator[Speech]:
    """Cut words into what each speaker says; a word without a speaker goes with the last."""
    runs: list[tuple[Any, list[Any]]] = []
    for word in words:
        speaker = word.get("speaker")
        if not runs or (speaker is not None and speaker != runs[-1][0]):
            runs.append((speaker, []))
        runs[-1][1].append(word)
    for speaker, own in runs:
        yield Speech(_name(speaker, names), _spaced(own), _time(own[0].get("start")))


def _spaced(words: list[Any]) -> str:
    """Put words together; punctuation stands close to the word before it."""
    said = ""
    for word in words:
        text = str(word.get("text", word.get("word", ""))).strip()
        close = word.get("type") == "punctuation" or text in {",", ".", "?", "!", ":", ";"}
        said = said + text if close else join_words(said, text)
    return said


def _names(speakers: Any) -> dict[str, str]:
    """Return names by the id under which segments refer to them."""
    return {str(one.get("spkid", one.get("id", ""))): str(one.get("name", "")) for one in speakers}


def _name(speaker: Any, names: dict[str, str]) -> str:
    if speaker is None:
        return ""
    if isinstance(speaker, int):
        return names.get(str(speaker)) or f"Speaker {speaker}"
    return names.get(str(speaker)) or str(speaker)


def _time(seconds: Any) -> str:
    return "" if seconds is None else from_seconds(float(seconds))


_DIALECTS: tuple[tuple[Callable[[Any], bool], Callable[[Any], Iterator[Speech]]], ...] = (
    (_is_rev, _rev),
    (_is_segments, _segments),
    (_is_list, _list),
    (_is_text, _text),
)
