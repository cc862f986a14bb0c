"""Two codes of a YAML file merged: what one has and the other lacks is appended in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.codebook.reshaping import absorbed
from qualcode.codebook.schema import CODE
from qualcode.codebook.snippets import example_on_one_line, on_one_line, pattern_on_one_line
from qualcode.codebook.values import LANGUAGES, language_of
from qualcode.codebook.yaml_text import is_list, is_mapping, items_of, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.codebook.yaml_text import Node, YamlText
    from qualcode.model.codebook import Code, Pattern

_ORDER = tuple(CODE)


@dataclass(frozen=True, slots=True)
class Merge:
    """One code's lists on their way into another's."""

    yaml: YamlText
    source: Node
    """The mapping of the code that goes."""
    target: Node
    """The mapping of the code that stays."""
    gone: Code
    into: Code

    def append_all(self) -> None:
        """Append everything that the code that stays lacks."""
        after = absorbed(self.into, self.gone)
        for key in ("theory", "said_by", "about", "opposite"):
            new = [word for word in getattr(after, key) if word not in getattr(self.into, key)]
            self._append(key, [on_one_line(word) for word in self._in_place(key, new)])
        for key in ("patterns", "masks"):
            self._append_patterns(key, getattr(after, key))
        for key in ("examples", "non_examples"):
            new = getattr(after, key)[len(getattr(self.into, key)) :]
            self._append(key, [example_on_one_line(each, key) for each in new])

    def _in_place(self, key: str, new: list[str]) -> list[str]:
        """Take the code that goes out of the opposites of the other; return what to append."""
        mentioned = [each for each in items_of(self.target, key) if _word(each) == self.gone.id]
        if key != "opposite" or not mentioned:
            return new
        if new and len(self.into.opposite) == 1:
            self.yaml.set_scalar(mentioned[0], new[0])
            return new[1:]
        if new and len(mentioned) == len(self.into.opposite):
            self.yaml.set_value(self.target, key, f"[{', '.join(map(on_one_line, new))}]")
            return []
        self.yaml.keep_items(self.target, key, lambda item: _word(item) != self.gone.id)
        return new

    def _append(self, key: str, words: Sequence[str]) -> None:
        if words:
            self.yaml.append(self.target, key, words, _ORDER)

    def _append_patterns(self, key: str, after: Sequence[Pattern]) -> None:
        """Append patterns to the lists of their languages, or to the one list of both."""
        former = len(getattr(self.into, key))
        new = [each for each in after if each not in getattr(self.into, key)]
        assert len(new) == len(after) - former, "what was there stays"
        sides = {
            language: [each for each in new if each.language == language] for language in LANGUAGES
        }
        sides = {language: found for language, found in sides.items() if found}
        home = value_of(self.target, key)
        if home is None and sides:
            self.yaml.add_key(self.target, key, f"{key}: {_by_language(new)}", _ORDER)
        elif home is not None and not is_mapping(home):
            if all(each.language == language_of(each.text) for each in new):
                self._append(key, [pattern_on_one_line(each) for each in new])
            else:  # one list of both languages cannot say which is which
                self.yaml.set_value(self.target, key, _by_language(after))
        elif home is not None:
            for language, found in sides.items():
                if not self._copied(home, key, language, found):
                    words_ = [pattern_on_one_line(each) for each in found]
                    self.yaml.append(home, language, words_, LANGUAGES)

    def _copied(self, home: Node, key: str, language: str, new: Sequence[Pattern]) -> bool:
        """Copy lines of patterns with their comments, where both codes list them in lines."""
        here = value_of(self.source, key)
        origin = value_of(here, language) if here is not None and is_mapping(here) else None
        target = value_of(home, language)
        if origin is None or not (_is_in_lines(origin) and _is_in_lines(target)):
            return False
        own = [each for each in getattr(self.gone, key) if each.language == language]
        if len(own) != len(origin.value):
            return False
        lines = [self.yaml.lines_of(origin, index) for index, each in enumerate(own) if each in new]
        self.yaml.append_lines(target, "\n".join(lines))
        return True


def _is_in_lines(node: Node) -> bool:
    return node is not None and is_list(node) and not node.flow_style and bool(node.value)


def _word(node: Node) -> str:
    return str(node.value).strip()


def _by_language(patterns: Sequence[Pattern]) -> str:
    """Return patterns as a mapping from languages to lists, on one line."""
    sides = (
        (language, [pattern_on_one_line(each) for each in patterns if each.language == language])
        for language in LANGUAGES
    )
    return "{" + ", ".join(f"{name}: [{', '.join(found)}]" for name, found in sides if found) + "}"
