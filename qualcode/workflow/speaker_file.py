"""The researcher's file of speakers: who is the interviewer, who is which participant.

    all:
      说话人1: interviewer
    P-03:
      说话人2: {participant: P-03, subject: PH}
      说话人3: {role: respondent, participant: P-04}

Faults are reported together, each with its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.codebook.nodes import MapNode, Node, ScalarNode, is_empty
from qualcode.codebook.parsing import parse
from qualcode.errors import DataError, Place, Problem, ProblemsError, did_you_mean
from qualcode.model.speaker import ALL, SpeakerRule, SpeakerTable
from qualcode.model.transcript import Role
from qualcode.transcripts.encodings import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KEYS = ("role", "participant", "subject")
_MAX_BYTES = 2_000_000
_DOCUMENTS = f"write `{ALL}:` or the name of a document, and its labels below"
_LABELS = "write `label: interviewer`, or `label: {role: respondent, participant: P-03}`"


def read_speakers(path: Path) -> SpeakerTable:
    """Read a file of speakers.

    Raises:
        DataError: The file cannot be read.
        ProblemsError: It is no YAML, or says what cannot be understood; all faults at once.
    """
    tree = parse(_text(path), path=str(path))
    if isinstance(tree, Problem):
        raise ProblemsError(path, [tree])
    reading = _Reading(str(path))
    rules = {name: reading.rules(node) for name, node in reading.pairs(tree, _DOCUMENTS)}
    if reading.problems:
        raise ProblemsError(path, reading.problems)
    return SpeakerTable(rules)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise DataError(f"{path} cannot be read: {reason}", hint="check the path") from None
    if len(data) > _MAX_BYTES:
        raise DataError(f"{path} is larger than 2 MB: this is no table of speakers")
    return decode(data, path=str(path)).text


@dataclass
class _Reading:
    """The walk through a file, gathering its faults."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def rules(self, node: Node) -> dict[str, SpeakerRule]:
        """Read the labels of a document."""
        return {label: self._rule(rule) for label, rule in self.pairs(node, _LABELS)}

    def pairs(self, node: Node | None, shape: str) -> Iterator[tuple[str, Node]]:
        """Yield names and what stands behind them, each name once."""
        if not isinstance(node, MapNode):
            if node is None or not is_empty(node):
                self._fault(node, "names with values are expected here", shape)
            return
        seen: set[str] = set()
        for key, value in node.entries:
            if key.value in seen:
                self._fault(key, f"{key.value!r} comes twice", "keep one of the two")
            seen.add(key.value)
            yield key.value.strip(), value

    def _rule(self, node: Node) -> SpeakerRule:
        if isinstance(node, ScalarNode):
            return SpeakerRule(self._role(node))
        said: dict[str, ScalarNode] = {}
        for key, value in self.pairs(node, _LABELS):
            if key in _KEYS and isinstance(value, ScalarNode):
                said[key] = value
            else:
                hint = did_you_mean(key, _KEYS) or f"known: {', '.join(_KEYS)}"
                self._fault(value, f"a speaker has no {key!r}", hint)
        role = self._role(said["role"]) if "role" in said else None
        participant, subject = (said[key].value if key in said else "" for key in _KEYS[1:])
        return SpeakerRule(role, participant, subject)

    def _role(self, node: ScalarNode) -> Role | None:
        try:
            return Role(node.value.strip().lower())
        except ValueError:
            choices = [role.value for role in Role]
            hint = did_you_mean(node.value, choices) or f"choose from: {', '.join(choices)}"
            self._fault(node, f"there is no role {node.value!r}", hint)
            return None

    def _fault(self, node: Node | None, message: str, hint: str) -> None:
        place = Place(self.path, node.line, node.column) if node else Place(self.path)
        self.problems.append(Problem(place, message, hint))
